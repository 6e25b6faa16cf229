//! Reports and records as others see them.

mod corpus;
mod formats;
mod page;
mod rows;
mod wire;
