//! The issues a run asks about, and the actors it knows beforehand.

use serde::{Deserialize, Serialize};
use standpoint_statements::KnownActor;

/// Something one can be for or against, worded as a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Short name; a slug of `name` when the file gives none.
    pub id: String,
    /// The proposal.
    pub name: String,
    /// More about it, read by the classifier.
    pub description: Option<String>,
    /// Words that widen what is looked at.
    pub keywords: Vec<String>,
}

/// Issues and known actors of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// Issues in file order.
    pub issues: Vec<Issue>,
    /// Known actors in file order.
    pub actors: Vec<KnownActor>,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
}
