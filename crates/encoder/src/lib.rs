//! An [`Encoder`]: a BERT encoder that runs on a CPU, in pure Rust, with nothing to install.
//!
//! Text goes through a [`Tokenizer`] (`WordPiece`, as the model's `tokenizer.json` says), becomes an [`Input`] of token
//! ids, and comes back as one hidden state a token. Sequences of any length are worked through *packed*: end to end,
//! without padding, so a short sentence costs what its own tokens cost.
//!
//! ```
//! use standpoint_encoder::{Config, Encoder, Input, Rows, Weights};
//!
//! // Random weights of a tiny model; real ones come from `Weights::open("model.safetensors")`.
//! let config = Config { hidden: 32, layers: 2, heads: 4, intermediate: 64, vocab: 100, positions: 64 };
//! let encoder = Encoder::new(config, &Weights::random(&config, 7))?;
//! let inputs = [Input { ids: vec![1, 5, 9, 2], type_ids: vec![0, 0, 1, 1] }];
//! let states = encoder.encode(&inputs, Rows::All)?;
//! assert_eq!(states[0].dim(), (4, 32));
//! # Ok::<(), standpoint_encoder::EncoderError>(())
//! ```
//!
//! **Same bytes in, same numbers out.** A sequence's states do not depend on which others are encoded beside it, nor
//! on the number of threads: each row of each product is summed in the same order whatever its neighbours are
//! (`tests/encoder.rs` asserts bit equality).
//!
//! **Agreement.** On the same weights the states agree with rust-bert's within 1e-3; the committed reference outputs
//! and the program that made them (`crates/train`, `reference`) are the test.
//!
//! **Threads.** [`Encoder::encode`] uses the current rayon pool.
//!
//! **Memory.** Weights are kept as `f32`: 87 MB for a 22-million-parameter model. A block of activations is about
//! 2 MB a thread.
//!
//! This crate knows no news: not what a statement is, nor an issue.

mod attention;
mod bert;
mod config;
mod error;
mod math;
mod tokenizer;
mod weights;

pub use bert::{Encoder, Input, Rows};
pub use config::Config;
pub use error::EncoderError;
pub use tokenizer::{Token, Tokenizer};
pub use weights::{Linear, Weights};
