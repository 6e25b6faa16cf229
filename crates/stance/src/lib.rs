//! An [`Analyzer`]: who stands where on what, with the sentence that shows it.
//!
//! A [`Codebook`] names issues, each worded as a proposal. The analyzer takes articles through the whole walk: it has
//! the statements of each extracted, asks the [`Classifier`] of every statement and every issue it could be about where
//! the actor stands by these words, and makes of the answers one [`Position`] for each actor and issue, by the
//! codebook's rule. A position names the statements behind it; a conditional one names its [`Condition`].
//!
//! ```
//! use standpoint_stance::Codebook;
//!
//! let book = Codebook::parse("issues.toml", r#"
//!     [[issue]]
//!     name = "Sending US troops into Mexico"
//!     keywords = ["troops"]
//! "#)?;
//! assert_eq!(book.issues[0].id, "sending-us-troops-into-mexico");
//!
//! let typo = Codebook::parse("issues.toml", "[[isue]]\nname = \"A toll\"\n").unwrap_err();
//! assert!(typo.to_string().starts_with("issues.toml:1:3: unknown field `isue`"));
//! # Ok::<(), standpoint_stance::StanceError>(())
//! ```
//!
//! With a model at hand, the walk is one call:
//!
//! ```no_run
//! use standpoint_article::Article;
//! use standpoint_stance::{Analyzer, Codebook, ModelFiles, Numbers, analyze_article};
//!
//! let delta = std::fs::read("model.safetensors").unwrap().into();
//! let numbers = Numbers::default();
//! let files = ModelFiles { name: "standpoint-minilm".into(), base: "minilm".into(), delta, numbers };
//! let analyzer = Analyzer::new(&files, Codebook::from_issues(["A toll on the bridge"]))?;
//! let analysis = analyze_article(&Article::from_text("a1", "Mayor Ruiz rejected the toll."), &analyzer)?;
//! for position in analysis.positions {
//!     println!("{}: {} ({:.2})", position.name, position.stance, position.confidence);
//! }
//! # Ok::<(), standpoint_stance::StanceError>(())
//! ```
//!
//! **Doubt.** Scores are calibrated probabilities. Where the most probable label is less probable than the model's
//! threshold the answer is [`Stance::Unclear`], never a guess.
//!
//! **Determinism.** The same article, codebook and model give the same answer, whatever else is analysed beside it and
//! on any number of threads.
//!
//! This crate reads the model's files and no others, and writes none.

mod analyze;
mod calibration;
mod classifier;
mod codebook;
mod error;
mod lead;
mod model;
mod numbers;
pub mod pair;
mod pieces;
mod position;
mod relevance;

pub use analyze::{Analyzer, analyze_article, reads, without_model};
pub use calibration::Calibration;
pub use classifier::{Classifier, ModelFiles, Verdict};
pub use codebook::{Codebook, Issue};
pub use error::StanceError;
pub use lead::lead;
pub use model::{
    Analysis, Condition, ConditionType, Judgement, Lean, Origin, Position, Run, Scores, Stance, UnknownStance,
};
pub use numbers::Numbers;
pub use pieces::{Piece, pieces};
pub use position::positions;
pub use relevance::{MIN_COSINE, ON_TOPIC, Relevance, is_near};
