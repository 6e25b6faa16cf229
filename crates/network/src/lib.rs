//! A [`Tally`] of positions becomes a [`Network`]: who agrees with whom, who is against whom, who speaks on what.
//!
//! The measures are those of rDNA (the R package of the Discourse Network Analyzer, version 3), as its `Exporter` computes
//! them; what is counted are positions, one for each actor, issue and article, which is what rDNA counts with
//! `duplicates = "document"`. A position is a number on a scale: `reject` is -1, `conditional_cooperation` 0, `support` 1. So
//! conditional cooperation is half in agreement with either side, and wholly with itself. Positions that are `none` or
//! `unclear` count nowhere.
//!
//! ```
//! use standpoint_network::{Normalization, Tally};
//! use standpoint_stance::Stance;
//!
//! let mut tally = Tally::default();
//! tally.add("Ito", "levy", Stance::Support);
//! tally.add("Ruiz", "levy", Stance::Support);
//! tally.add("Lund", "levy", Stance::Reject);
//! let agree = tally.congruence(Normalization::None);
//! assert_eq!(agree.edges.len(), 1);
//! assert_eq!((agree.name(agree.edges[0].from), agree.name(agree.edges[0].to)), ("Ito", "Ruiz"));
//! assert_eq!(tally.conflict(Normalization::None).edges.len(), 2);
//! ```
//!
//! # Formulas
//!
//! Let `a(i, c, k)` be the number of positions `k` that actor `i` takes on issue `c`, and `d(k, l)` the distance of two
//! positions on the scale, divided by its range 2.
//!
//! - congruence: sum over `c, k, l` of `a(i, c, k) * a(j, c, l) * (1 - d(k, l))`
//! - conflict: the same with `d(k, l)`
//! - subtract: normalised congruence minus normalised conflict
//!
//! Normalisation divides by
//! - average: `(n(i) + n(j)) / 2`, with `n(i)` the number of positions of actor `i`;
//! - jaccard: `m10 + m01 + m11`: positions of `i` on `(c, k)` where `j` has none, those of `j` where `i` has none, and the sum
//!   of `a(i, c, k) * a(j, c, k)` where both have some;
//! - cosine: `n(i) * n(j)`, which is what DNA 3 computes under that name (it takes the root of each square).
//!
//! The two-mode network has an edge for each actor and issue with a position: its weight is the number of positions,
//! divided by all of the actor's ([`Share::Activity`]) or all of the issue's ([`Share::Prominence`]) when asked for.
//!
//! Names are told apart byte by byte; nodes and edges stand in the order of names, so that the same positions give the
//! same network in any order.

mod one_mode;
mod tally;
mod two_mode;

pub use one_mode::Normalization;
pub use tally::{Counts, Edge, Kind, Network, Node, NodeKind, Tally};
pub use two_mode::Share;
