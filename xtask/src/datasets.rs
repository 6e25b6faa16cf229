//! Chores about the labelled corpora.

mod agreement;
mod checklist;
mod convert;
mod copies;
mod counts;
mod import;
mod jsonl;
mod output;
mod questions;
mod row;
#[cfg(test)]
mod schema;
mod statements;
mod verify;
mod wordings;

use anyhow::Result;
use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with them.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Action {
    /// Check schema, spans, splits, near copies and the counts in the cards
    Verify,
    /// Print the tables that a card holds: counts, and agreement where records were labelled twice
    Counts,
    /// Write a file of positions in another form
    Convert {
        /// The form to write
        format: convert::Format,
        /// A file of positions, such as datasets/voa-positions/dev.jsonl
        file: PathBuf,
        /// Write here instead of to stdout
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Bring somebody else's corpus into rows of our form (datasets/README.md says what is mapped and what is lost)
    Import {
        /// The corpus
        name: import::Set,
        /// Its folder, or one file of it
        path: PathBuf,
        /// Write here instead of to stdout
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Does it.
pub(crate) fn run(action: &Action) -> Result<()> {
    match action {
        Action::Verify => verify::verify(),
        Action::Counts => verify::counts(),
        Action::Convert { format, file, output } => convert::convert(*format, file, output.as_deref()),
        Action::Import { name, path, output } => import::import(*name, path, output.as_deref()),
    }
}
