//! Statements of invented snippets, actors of invented articles, and what holds for any text.

mod actors;
mod properties;
mod snippets;
