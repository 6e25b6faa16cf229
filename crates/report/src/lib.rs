//! A [`Report`] says who stands where on what, over all articles of a run, and every format is made from it.
//!
//! There are two ways out of the program. Scripts get *records*: one tagged JSON object a line, written while the work
//! goes on, by a [`JsonlWriter`]; their shape is the public interface and lives in [`wire`], apart from the types
//! inside. People get a *report*: a matrix of actors by issues in which every cell leads to the sentences that fill it,
//! as [HTML](html), in the [terminal](table), as [Markdown](markdown), as [rows](write_csv) for a spreadsheet, as one
//! [JSON object](document), or as a drawing's [specification](vega_lite).
//!
//! ```
//! use standpoint_article::{Article, Span};
//! use standpoint_report::{Report, ReportOptions, table};
//! use standpoint_stance::{Analysis, Codebook, Issue, Position, Run, Scores, Stance};
//! use standpoint_statements::{Actor, ActorKind, Statement, StatementKind};
//!
//! let article = Article::from_text("a.txt", "We want the bridge, the mayor said.");
//! let analysis = Analysis {
//!     actors: vec![Actor {
//!         id: "a1".into(),
//!         name: "the mayor".into(),
//!         kind: ActorKind::Person,
//!         aliases: vec![],
//!         mentions: vec![Span::new(20, 29)],
//!     }],
//!     statements: vec![Statement {
//!         id: "s1".into(),
//!         kind: StatementKind::Indirect,
//!         source: Some(Span::new(20, 29)),
//!         cue: Some(Span::new(30, 34)),
//!         content: vec![Span::new(0, 18)],
//!         actor: Some("a1".into()),
//!         via: None,
//!     }],
//!     judgements: vec![],
//!     positions: vec![Position {
//!         actor: "a1".into(),
//!         name: "the mayor".into(),
//!         issue: "bridge".into(),
//!         stance: Stance::Support,
//!         confidence: 0.93,
//!         scores: Scores::from_array([0.93, 0.02, 0.01, 0.04]),
//!         condition: None,
//!         evidence: vec!["s1".into()],
//!         mixed: false,
//!     }],
//!     warnings: vec![],
//!     article,
//! };
//! let issue =
//!     Issue { id: "bridge".into(), name: "Building the bridge".into(), description: None, keywords: vec![] };
//! let codebook = Codebook { issues: vec![issue], ..Codebook::default() };
//! let run = Run {
//!     version: "0.1.0".into(),
//!     model: "minilm".into(),
//!     model_sha256: String::new(),
//!     codebook_sha256: String::new(),
//! };
//!
//! let report = Report::new(run, codebook, [analysis], ReportOptions::default());
//! let text = table(&report, 80);
//! assert!(text.contains("the mayor: supports 93% (1)  [a.txt]"));
//! assert!(text.contains("We want the bridge, the mayor said."));
//! ```
//!
//! # Across articles
//!
//! Actors of different articles are one row when their names are equal but for case; nothing cleverer is tried here. A
//! cell says what the articles of its newest day with a position say, and keeps the others: how many gave which label,
//! and the last one that said something else, so that a change of mind shows as a change. An article that copies another
//! counts for nothing. Positions below a confidence of [`DOUBTFUL_BELOW`], or whose statements or articles disagree, are
//! marked, and [`Trust`] says how far the program's known errors let a cell be believed.
//!
//! # Foreign text
//!
//! Titles, names and texts come from anywhere. In the HTML page they are escaped by the template engine, kept from
//! reordering their surroundings (`<bdi>`), and could not run if they were not escaped: the page's content security
//! policy names its one style sheet and its one script by hash, forbids everything else, and forbids that script to parse
//! HTML. In the terminal they lose
//! control characters, in Markdown their markup, in CSV the power to be a formula.
//!
//! # What is not here
//!
//! Nothing that decides a label, reads a file or opens a socket. Output depends on the analyses alone: not on their
//! order, the clock, the terminal or the machine.

mod chart;
mod coalitions;
mod csv;
mod document;
mod error;
mod findings;
mod html;
mod jsonl;
mod ledger;
mod markdown;
mod outlets;
mod report;
mod summary;
mod table;
mod timeline;
mod trust;
mod vega;
pub mod wire;
mod words;

pub use coalitions::{Coalitions, DrawnEdge, DrawnNode, Point};
pub use csv::write_csv;
pub use document::{REPORT_SCHEMA, document};
pub use error::ReportError;
pub use html::{Theme, html};
pub use jsonl::{Framing, JsonlOptions, JsonlWriter, Stage};
pub use ledger::{Clash, Conflict, Demand, Entry, Ledger, Who};
pub use markdown::markdown;
pub use outlets::{Difference, Outlet};
pub use report::{Cell, DOUBTFUL_BELOW, Evidence, RecordRef, Report, ReportActor, ReportOptions};
pub use table::table;
pub use timeline::{Bin, Contradiction, Move};
pub use trust::{Balance, Confusion, Trust};
pub use vega::vega_lite;
