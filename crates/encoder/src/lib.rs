//! An [`Encoder`]: a BERT encoder that runs on a CPU, in pure Rust, with nothing to install.
//!
//! Text goes through a [`Tokenizer`] (`WordPiece`, as the model's `tokenizer.json` says), becomes an [`Input`] of token
//! ids, and comes back as one hidden state a token. Sequences of any length are worked through *packed*: end to end,
//! without padding, so a short sentence costs what its own tokens cost.
//!
//! ```
//! use standpoint_encoder::{Config, Encoder, Input, Precision, Rows, Weights};
//!
//! // Random weights of a tiny model; real ones come from `Weights::open("model.safetensors")`.
//! let config = Config { hidden: 32, layers: 2, heads: 4, intermediate: 64, vocab: 100, positions: 64 };
//! let encoder = Encoder::new(config, &Weights::random(&config, 7), Precision::Int8)?;
//! let inputs = [Input { ids: vec![1, 5, 9, 2], type_ids: vec![0, 0, 1, 1] }];
//! let states = encoder.encode(&inputs, Rows::All)?;
//! assert_eq!(states[0].dim(), (4, 32));
//! # Ok::<(), standpoint_encoder::EncoderError>(())
//! ```
//!
//! **Precision.** [`Precision::Int8`] computes the products of the dense layers in integers: a weight is a code of -64 to 64
//! with one scale an output, an activation a code of 0 to 255 with a scale and a least value of its token's own.
//! [`Precision::Int16`] has codes of 14 and 16 bits, each split into two planes of bytes, and takes three of those products, for a
//! hundredth of the error. Embeddings, attention, GELU, layer norms and residuals are `f32`. [`Precision::F32`] computes everything in
//! `f32` and is the reference.
//!
//! **Same bytes in, same numbers out.** A sequence's states depend on nothing but the sequence: not on what is encoded beside
//! it, not on the number of threads, not on the [`Kernel`]. Integer sums are exact, and every float sum runs in one
//! order with its roundings spelt out, so AVX2, AVX-512, AMX and plain Rust give the same bits. `tests/encoder.rs`
//! asserts all three. The price is that sums cannot be regrouped to suit a processor; none was measured.
//!
//! **Agreement.** On the same weights the `f32` states agree with rust-bert's within 1e-3; the committed reference outputs and
//! the program that made them (`crates/train`, `reference`) are the test. In int8 single numbers of a state may be off by a
//! few hundredths; what is promised is the direction: mean cosine of sentence embeddings to rust-bert's at least 0.995.
//! What that does to labels is tested where labels are (`crates/eval/tests/precision.rs`).
//!
//! **Saturation** cannot happen. AVX2 sums products in 16 bits before it widens them; the range of the codes is chosen so
//! that the largest sum fits (`kernel.rs` has the proof, `kernel/tests.rs` the extremes). All kernels keep to that range, even
//! those whose instructions would take wider weights, because a result should not depend on the machine.
//!
//! **Threads.** [`Encoder::encode`] uses the current rayon pool. Inputs are dealt out in blocks of like cost, the longest
//! first; when there are fewer blocks than threads, the rows of each are split instead, so a single sequence gains
//! from a second thread too. Equal inputs are computed once.
//!
//! **An early exit.** [`Encoder::encode_or_leave`] looks at each sequence's first token after some layers, with an [`Exit`], and spares the
//! rest of the work on those whose answer is plain. Those that stay come to the same end as without it.
//!
//! **Memory.** [`Weights`] maps its files and reads what it is asked for. An [`Encoder`] keeps packed copies of the layers
//! (11 MB for a 22-million-parameter model in int8, 21 in int16, 43 in `f32`) and looks words up in the mapped file, whose pages all encoders on one base
//! share. Buffers of a block, about 2 MB a thread, are kept from call to call.
//!
//! **Safety.** `unsafe` stands in the kernel files (`kernel.rs`, `kernel/`), each block with its reason, and once in
//! `weights.rs` for the map: a model file that another process rewrites in place while it is mapped is beyond what
//! can be promised; `fetch` replaces files by renaming. Everything between the products is safe Rust that is compiled once for each instruction set.
//!
//! **What is not here.** Padding, other activations than GELU, other position embeddings than BERT's, hidden sizes that are not a
//! multiple of 16, GPUs. On processors without AVX2 or NEON results are right and slow. The NEON kernel has
//! passed all tests of this crate in an emulator (`CONTRIBUTING.md` says how), and has not been timed on a machine that has it.
//!
//! This crate knows no news: not what a statement is, nor an issue.

#![allow(
    clippy::inline_always,
    reason = "a function that is not inlined is not compiled for its caller's instruction set"
)]

mod aligned;
mod attention;
mod block;
mod config;
mod dense;
mod encoder;
mod error;
mod exit;
mod kernel;
mod linear;
mod math;
mod network;
mod rows;
mod tokenizer;
mod weights;

pub use config::Config;
pub use encoder::{Encoder, Input, Precision, Rows};
pub use error::EncoderError;
pub use exit::{Exit, Reached};
pub use kernel::Kernel;
pub use linear::Linear;
pub use tokenizer::{Token, Tokenizer};
pub use weights::Weights;
