//! A [`Server`] is a desk: a page on this machine on which people search a corpus, read its report and review what a run found.
//!
//! ```no_run
//! use standpoint_desk::{DeskOptions, Server};
//!
//! let server = Server::open(&DeskOptions::new("corpus.db"))?;
//! println!("open http://{}/", server.address());
//! server.run(|| false)?;
//! # Ok::<(), standpoint_desk::DeskError>(())
//! ```
//!
//! # Review
//!
//! What a run found is never changed. What reviewers say of it goes into a log beside it (`standpoint_store`), whole and on the
//! disk before it is acknowledged, and nothing in the log is ever changed or removed: undoing adds a row. Every coder has a layer
//! that nobody else writes to and that no other coder sees; an adjudicator sees all of them and settles what they disagree on. A
//! field is *settled* when all who reviewed it say the same, or an adjudicator has decided.
//!
//! Reviewed and automatic results come together only where somebody asks for it: [`overlay`] lays the one over the other for a
//! report, [`GoldRow`] makes gold of what is settled, [`agreement`] counts how far coders agree and how far the run agrees with
//! them, and [`refit`] fits the run's probabilities to the corpus, leaving the stored ones as they are.
//!
//! # Who may ask
//!
//! The desk listens on this machine alone unless told otherwise, and then wants a token. Host names that are not its own are
//! refused (a name that is made to point here cannot be used by a foreign page), and so is every request for data that a browser
//! says comes from another site. Article text is foreign: the page puts it into the document as text and never as markup, its
//! content security policy allows no script but its own files and no sink for markup (trusted types), and the report runs in a
//! sandbox that cannot ask the desk for anything.
//!
//! # What is not here
//!
//! No accounts: a coder is a name, and whoever can reach the desk can use any. No model: nothing is analysed here. No request leaves
//! the machine.

mod agree;
mod api;
mod desk;
mod error;
mod export;
mod gold;
mod guard;
mod options;
mod overlay;
mod page;
mod recalibrate;
mod serve;

pub use agree::{Agreement, CoderCount, Confusion, IssueAgreement, PairAgreement, agreement};
pub use api::openapi;
pub use error::DeskError;
pub use export::{ExportError, Exported, gold_lines};
pub use gold::{GoldRow, Scope};
pub use options::DeskOptions;
pub use overlay::{Said, View, overlay, viewed};
pub use recalibrate::{MIN_REVIEWED, Recalibration, Refit, TARGET_PRECISION, refit};
pub use serve::Server;
