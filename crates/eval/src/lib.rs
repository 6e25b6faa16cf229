//! [`Scores`](Score): how well found positions agree with gold ones.
//!
//! The unit is the triple (actor, issue, stance) of one article, as the codebook defines a position. A found triple is
//! right when the gold has the same stance for the same actor on the same issue; an actor is the same when one of its
//! names is ([`same_actor`]). `none` is no position: finding one where the gold has `none`, or nobody, is a false alarm.
//!
//! ```
//! use standpoint_eval::{Found, Gold, score};
//! use standpoint_stance::Stance;
//!
//! let gold = Gold::parse_line(r#"{"id": "a", "text": "..", "issues": [{"issue": "A toll", "positions": [
//!     {"actor": "Ana Ruiz", "aliases": ["Ruiz"], "stance": "reject"},
//!     {"actor": "Dock Union", "stance": "support"}]}]}"#)?;
//! let found = vec![Found {
//!     issue: "A toll".into(), names: vec!["Mayor Ruiz".into(), "Ruiz".into()], stance: Stance::Reject, confidence: 0.9,
//! }];
//! let score = score(&[(gold, found)]);
//! assert_eq!(score.micro.precision(), 1.0);
//! assert_eq!(score.micro.recall(), 0.5);
//! # Ok::<(), standpoint_eval::GoldError>(())
//! ```
//!
//! Intervals are percentile bootstrap over articles ([`bootstrap`]), because the positions of one article are not
//! independent of each other.

mod actor;
mod bootstrap;
mod confusion;
mod gold;
mod pairs;
mod score;

pub use actor::same_actor;
pub use bootstrap::{Interval, bootstrap};
pub use confusion::Confusion;
pub use gold::{Gold, GoldError, GoldIssue, GoldPosition};
pub use pairs::{LabelledArticle, LabelledPair};
pub use score::{Counts, Found, Miss, Score, macro_f1, score};
