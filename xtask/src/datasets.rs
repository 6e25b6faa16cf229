//! Chores about the labelled corpora.

mod copies;
mod row;
mod verify;

use anyhow::Result;
use clap::Subcommand;

/// What can be done with them.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Action {
    /// Check schema, spans, splits, near copies and the counts in the cards
    Verify,
    /// Print the table of counts that a card holds
    Counts,
}

/// Does it, for every corpus in `datasets/`.
pub(crate) fn run(action: &Action) -> Result<()> {
    match action {
        Action::Verify => verify::verify(),
        Action::Counts => verify::counts(),
    }
}
