//! encoder (being written)
