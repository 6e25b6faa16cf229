//! [`Decision`]s: what was answered beside what is right, and the [`Score`]s that come of them.
//!
//! The unit on whole articles is the triple (actor, issue, stance), as the codebook defines a position. A found triple is
//! right when the gold has the same stance for the same actor on the same issue; an actor is the same when one of its
//! names is ([`same_actor`]). `none` is no position: finding one where the gold has `none`, or nobody, is a false alarm.
//!
//! ```
//! use standpoint_eval::{Found, Gold, Score, decide};
//! use standpoint_stance::{Scores, Stance};
//!
//! let gold = Gold::parse_line(r#"{"id": "a", "text": "..", "issues": [{"issue": "A toll", "positions": [
//!     {"actor": "Ana Ruiz", "aliases": ["Ruiz"], "stance": "reject"},
//!     {"actor": "Dock Union", "stance": "support"}]}]}"#)?;
//! let found = Found {
//!     issue: "A toll".into(), names: vec!["Mayor Ruiz".into(), "Ruiz".into()], stance: Stance::Reject,
//!     scores: Scores::from_array([0.0, 0.9, 0.0, 0.1]), evidence: vec!["\"Never,\" said Mayor Ruiz.".into()],
//! };
//! let score = Score::of(&decide(&gold, &[found]));
//! assert_eq!(score.confusion.positions().precision(), 1.0);
//! assert_eq!(score.confusion.positions().recall(), 0.5);
//! # Ok::<(), standpoint_eval::GoldError>(())
//! ```
//!
//! The classifier alone is scored on [`LabelledPair`]s, the conditions it finds with a [`ConditionScore`], its behaviour
//! by capability on [`Case`]s. [`reliability`] and [`RiskCoverage`] tell whether its confidence can be trusted, as numbers
//! and as pictures ([`draw_reliability`], [`draw_risk_coverage`]).
//!
//! Intervals are percentile bootstrap over articles ([`bootstrap`]), because the positions of one article are not
//! independent of each other; two runs are compared on the same resamples ([`against`]).

mod actor;
mod bootstrap;
mod calibration;
mod checklist;
mod condition;
mod confusion;
mod curves;
mod decision;
mod gold;
mod lost;
mod pairs;
mod score;
mod selective;

pub use actor::same_actor;
pub use bootstrap::{Difference, Interval, bootstrap, paired};
pub use calibration::{Answered, BINS, Bin, calibration_error, reliability};
pub use checklist::{Ask, Case, PassRate, Test, pass_rates, wilson};
pub use condition::{ConditionScore, FoundCondition};
pub use confusion::{Confusion, Counts};
pub use curves::{draw_reliability, draw_risk_coverage};
pub use decision::{Decision, Lost, OtherGold, against};
pub use gold::{Gold, GoldError, GoldIssue, GoldPosition, GoldStand};
pub use lost::lost;
pub use pairs::{LabelledArticle, LabelledIssue, LabelledPair, LabelledPosition, Place};
pub use score::{Found, Score, decide};
pub use selective::RiskCoverage;
