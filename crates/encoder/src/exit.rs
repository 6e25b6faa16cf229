//! Sequences that need not go to the end: an early exit (`DeeBERT`, Xin et al. 2020).

use crate::Linear;
use ndarray::{Array2, ArrayView1, Axis};

/// A look at each sequence's first token after some layers, with a head `[1, hidden]`. A sequence for which it gives less than
/// `below` leaves there.
pub struct Exit {
    after: usize,
    head: Linear,
    below: f32,
}

impl Exit {
    /// Looks after `after` layers. Of what `head` gives the first number counts.
    pub fn new(after: usize, head: Linear, below: f32) -> Self {
        Self { after, head, below }
    }

    /// True when the look is after `layers` layers.
    pub(crate) fn is_after(&self, layers: usize) -> bool {
        self.after == layers
    }

    /// What the head gives for a first token's state, if that lets its sequence leave. What is no number lets none leave.
    pub(crate) fn leaves(&self, state: &[f32]) -> Option<f32> {
        let look = self.head.apply(&ArrayView1::from(state).insert_axis(Axis(0)))[[0, 0]];
        (look < self.below).then_some(look)
    }
}

/// How far a sequence came.
#[derive(Clone, Debug, PartialEq)]
pub enum Reached {
    /// To the end: its final states, `[rows, hidden]`.
    End(Array2<f32>),
    /// To the exit, for which its head gave this.
    Exit(f32),
}
