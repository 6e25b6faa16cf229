//! A [`Store`] keeps what was found in articles, and which run found it, in one SQLite file.
//!
//! A corpus is worth keeping only if every number in it can be traced. So the unit of this crate is not the
//! article but the *analysis of an article by a run*: a run is a program version, a model, a codebook and a set of
//! options; the same four again are the same run, which then continues where it stopped. Every actor, statement,
//! judgement, position and warning hangs on one analysis by a foreign key, so that no number is without its run.
//!
//! ```
//! use standpoint_article::Article;
//! use standpoint_stance::{Analysis, Codebook, Run};
//! use standpoint_store::{ArticleKey, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("corpus.db");
//! let run = Run {
//!     version: "0.1.0".into(),
//!     model: "minilm".into(),
//!     model_sha256: "ab".repeat(32),
//!     codebook_sha256: "cd".repeat(32),
//! };
//! let codebook = Codebook { sha256: run.codebook_sha256.clone(), ..Codebook::default() };
//! let article = Article::from_text("a.txt", "The minister said no.");
//! let key = ArticleKey::of(&article);
//!
//! let mut store = Store::open(&path)?;
//! let id = store.begin_run(&run, &codebook, &serde_json::json!({"all": false}))?;
//! if !store.is_done(id, &key)? {
//!     let analysis = Analysis {
//!         article,
//!         actors: vec![],
//!         statements: vec![],
//!         judgements: vec![],
//!         positions: vec![],
//!         warnings: vec!["no statements found".into()],
//!     };
//!     store.put(id, &analysis)?;
//! }
//! store.finish(id)?;
//!
//! // Later, perhaps in another process:
//! let store = Store::open_existing(&path)?;
//! let newest = store.newest_run(None)?.expect("one run is stored");
//! for analysis in store.analyses(newest.id)? {
//!     assert_eq!(analysis?.warnings, ["no statements found"]);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is promised
//!
//! [`Store::put`] returns after its transaction is on the disk: a process killed at any moment, or a disk that fills
//! up, loses nothing that was reported as stored, and never leaves half an article behind. The file is in WAL mode, so
//! others may read (and see one consistent state) while a run writes. One process writes at a time; a second waits up
//! to five seconds and then says that the file is locked.
//!
//! An article is recognised by its [`ArticleKey`], a hash over its id, metadata and text. When a file changes, its key
//! changes, it is analysed again, and the new analysis takes the place of the old one in that run. What earlier runs
//! said about the earlier text stays.
//!
//! # Reviews
//!
//! What people say of a run's results is kept apart from what the run found. [`Store::record`] adds rows to a log that is
//! never changed: a [`Reviewer`] accepts or corrects a [`Field`] of a statement or a judgement, in a layer of their own or,
//! as an adjudicator, in the one that settles. [`Store::undo`] is a further row, so is [`Store::redo`]. From the log follow
//! [`Store::standing`] (the last word of one coder on each field) and [`Store::adjudication`] (all of them, and what came of
//! it). A later run that finds the same words in the same text inherits what was said of them.
//!
//! # Search
//!
//! [`Store::search_articles`] and [`Store::search_statements`] find words through an index that is kept in step with the
//! rows, and tell where they stand, in bytes of the article's text. English endings are cut off and accents ignored; in
//! scripts without blanks between words (Chinese, Japanese) only whole runs of letters are found.
//!
//! # What is not here
//!
//! No wire format (that is the report crate's), and nothing that decides a label. The file carries its schema version;
//! an older one is brought up to date when it is opened, a newer one is refused.

mod error;
mod judged;
mod key;
mod paragraph;
mod read;
mod review;
mod run;
mod schema;
mod search;
mod write;

pub use error::StoreError;
pub use judged::{Judged, JudgedFilter, JudgedOrder};
pub use key::ArticleKey;
pub use read::Analyses;
pub use review::{
    Action, ActorRef, Adjudication, Entry, Field, Layer, Outcome, Review, ReviewFilter, ReviewId, Reviewer,
    Standing, Value,
};
pub use run::{RunId, Store, StoredRun};
pub use search::{ArticleHit, Hits, Search, Snippet, StatementHit};
