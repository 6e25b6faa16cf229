//! A [`Draft`] is an issue that a corpus seems to argue about; a [`Finding`] is something wrong with a codebook.
//!
//! Whoever begins with a corpus does not know yet what is argued about in it. [`propose`] takes what was said in it (a
//! [`Sample`] of statements), groups what lies close in meaning, and words each group as a proposal; [`to_toml`] writes
//! the drafts as a codebook with examples in comments, to be edited and used. Whoever has a codebook finds with
//! [`check`] what will make its numbers hard to read: two issues that ask the same, a topic where a proposal should
//! stand, a keyword that lets everything through, and, where there are analyses of articles, issues that nobody speaks
//! about or on which everybody is of one mind.
//!
//! ```
//! use standpoint_issues::{Level, check_words};
//! use standpoint_stance::Codebook;
//!
//! let book = Codebook::parse("issues.toml", r#"
//!     [[issue]]
//!     name = "Opposing the new toll"
//!     keywords = ["toll"]
//!     [[issue]]
//!     name = "Migration"
//! "#)?;
//! let found = check_words(&book);
//! let said: Vec<(Level, &str)> = found.iter().map(|f| (f.level, f.kind.as_str())).collect();
//! assert_eq!(said, [(Level::Problem, "negated"), (Level::Problem, "topic")]);
//! # Ok::<(), standpoint_stance::StanceError>(())
//! ```
//!
//! # How issues are proposed
//!
//! Statements whose content has at least two telling words are embedded with the base sentence encoder, by which the
//! analyzer decides what is about what, too. `cluster` joins them bottom up (average linkage of cosines) until no two
//! groups are near. `telling` finds the words and phrases that a group has and the rest has not: log-odds ratio with an
//! informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"), counted by articles. `wording` finds in
//! the group's own words phrases that can stand as a proposal ("to send troops" becomes "Sending troops"); the one that
//! lies nearest to the group's centre and holds most of its telling words names it.
//!
//! The result depends on the articles alone: not on their order, the number of threads or the machine. Of a corpus with
//! more statements than a sample holds, those with the smallest hashes are taken, whatever the order.
//!
//! # What is not here
//!
//! No understanding. A draft is a place to begin; two sides of one question may come as two drafts, and a name may be
//! clumsy. Nothing here reads a file or decides a label.

mod check;
mod cluster;
mod draft;
mod phrases;
mod sample;
mod telling;
mod wording;

pub use check::{Finding, Kind, Level, OVERLAP, check, check_usage, check_words};
pub use cluster::{NEAR, clusters};
pub use draft::{Draft, DraftOptions, Embed, Example, propose, to_toml};
pub use sample::{Said, Sample};
