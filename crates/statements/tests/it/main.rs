//! Statements of invented snippets, actors of invented articles, and what holds for any text.

mod actors;
mod again;
mod dates;
mod deeds;
mod features;
mod properties;
mod snippets;
mod subjects;
mod voices;
