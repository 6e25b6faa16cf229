//! The desk as programs and people meet it: over HTTP, and in headless Chromium where there is one.

mod api;
mod client;
mod corpus;
mod page;
mod results;
mod security;
