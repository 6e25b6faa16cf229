//! Fine-tuning: from labelled articles and base weights to the file that `standpoint` ships.
//!
//! [`Corpus::read`] reads the labelled articles; [`examples`] turns their records into questions as the program asks
//! them, [`augment()`] into the more varied questions that an epoch trains on; [`fit()`] trains a [`Network`] (`MiniLM`-L6
//! in libtorch, rust-bert's with heads for the stance and for the condition) and keeps its best epoch; [`Delta`] is
//! what then differs from the base, in eight bits a value; [`Calibration`] and [`report`] say what the *shipped* weights
//! are worth, read back from their eight bits.
//!
//! ```
//! use standpoint_train::{Augment, Corpus, Sources, augment, examples};
//!
//! let corpus = Corpus::read(&Sources { data: vec!["tests/data".into()], ..Sources::default() })?;
//! let asked = examples(&corpus.dev);
//! assert_eq!(asked[0].actor, "Orava");
//! assert_eq!(asked[0].text, "Orava would open the bridge if Tarn paid half of the repairs, its envoy said.");
//! // The same seed and epoch give the same questions.
//! let rates = Augment { labelled: 1.0, before: 0.75, other_issue: 0.5, rename: 0.15, ..Augment::default() };
//! assert_eq!(augment(&corpus, &[], &rates, 1, 0), augment(&corpus, &[], &rates, 1, 0));
//! # Ok::<(), anyhow::Error>(())
//! ```
//!
//! **Nothing else depends on this crate.** It needs libtorch to build and to run; the feature `doc-only` type-checks it
//! without. What the program needs to know of training it finds in the header of the weights.
//!
//! **The same input.** Questions become tokens in `standpoint_stance::pair`, where the program's own do.
//!
//! **The same output.** Everything by chance is drawn from the seed, each epoch's apart from the others', so that a
//! resumed training is the one that was interrupted. Sums in libtorch may differ in their last bits between machines
//! and numbers of threads.

#![expect(clippy::cast_possible_wrap, reason = "torch counts in i64")]

mod augment;
mod baseline;
mod batch;
mod bfloat;
mod calibrate;
mod corpus;
mod curves;
mod delta;
mod early;
mod example;
mod fit;
mod metrics;
mod misspell;
mod network;
mod optimizer;
mod pass;
mod predict;
mod questions;
mod random;
mod reference;
mod rename;
mod ship;
mod tensors;
mod wordings;
mod work;

pub use augment::{Augment, augment};
pub use batch::{Batch, Item};
pub use bfloat::multiply_in_bfloat16;
pub use calibrate::Calibration;
pub use corpus::{Corpus, LabelledCondition, LabelledIssue, Quoted, Record, Row, Sources};
pub use curves::draw;
pub use delta::Delta;
pub use example::{Condition, Context, Example, examples};
pub use fit::{EpochLog, Event, Fitted, History, Recipe, StepLog, fit};
pub use metrics::{ClassScore, Conditions, Report, Scored, Selective, report};
pub use network::{Logits, LossWeights, Network};
pub use optimizer::{Optimizer, Rates};
pub use predict::{Answer, predict};
pub use random::Random;
pub use reference::{write_base_reference, write_logit_reference};
pub use ship::{Base, ship};
pub use tensors::{Floats, Metadata, Named};
pub use wordings::Wordings;
pub use work::at_work;
