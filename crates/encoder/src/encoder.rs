//! The encoder: inputs checked, packed into blocks, spread over threads.

use crate::block::{Work, forward};
use crate::exit::{Exit, Reached};
use crate::network::Network;
use crate::{Config, EncoderError, Kernel, Weights};
use ndarray::Array2;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

/// Tokens of a block, about: enough to share the bringing of the weights from the last cache; hidden states of more would be
/// brought and taken away themselves.
const BLOCK_TOKENS: usize = 512;

/// One sequence of token ids with their token types (0 or 1), special tokens included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Input {
    /// Vocabulary numbers.
    pub ids: Vec<u32>,
    /// Which of the two segments each token belongs to.
    pub type_ids: Vec<u32>,
}

/// Which final states are wanted; the last layer computes no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// One row a token.
    All,
    /// The first token's row alone (`[CLS]`).
    First,
}

/// What the products of the dense layers are computed in. Everything between them is `f32` either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// 32-bit floats: the reference.
    #[default]
    F32,
    /// Integers: codes of at most 8 bits for weights (one scale an output) and activations (one scale a token).
    Int8,
    /// Integers: codes of 14 bits for weights and of 16 for activations, in two planes of bytes and three products of [`Precision::Int8`]'s.
    Int16,
}

/// A BERT encoder, ready to run. Cheap to share between threads by reference.
pub struct Encoder {
    network: Network,
    kernel: Kernel,
    /// Buffers of threads that are not at work.
    idle: Mutex<Vec<Work>>,
}

impl Encoder {
    /// Builds the network from weights under BERT's published names, for the fastest kernel of this machine.
    pub fn new(config: Config, weights: &Weights, precision: Precision) -> Result<Self, EncoderError> {
        let network = Network::new(config, weights, precision)?;
        Ok(Self { network, kernel: Kernel::best(), idle: Mutex::default() })
    }

    /// The same encoder on another kernel.
    #[must_use]
    pub fn on(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }

    /// Sizes of the network.
    pub fn config(&self) -> &Config {
        &self.network.config
    }

    /// The kernel in use.
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// Final hidden states, one `[rows, hidden]` matrix an input, in the order of the inputs.
    ///
    /// An input that is empty, longer than the model's positions, or names an unknown id is an error before anything
    /// is computed. Equal inputs are computed once.
    pub fn encode(&self, inputs: &[Input], rows: Rows) -> Result<Vec<Array2<f32>>, EncoderError> {
        let hidden = self.config().hidden;
        let states = |reached| match reached {
            Reached::End(states) => states,
            Reached::Exit(_) => Array2::zeros((0, hidden)), // there is none to take
        };
        Ok(self.reach(inputs, rows, None)?.into_iter().map(states).collect())
    }

    /// The same for the first token's state, `[1, hidden]`, of those inputs that do not leave by the exit.
    pub fn encode_or_leave(&self, inputs: &[Input], exit: &Exit) -> Result<Vec<Reached>, EncoderError> {
        self.reach(inputs, Rows::First, Some(exit))
    }

    fn reach(&self, inputs: &[Input], rows: Rows, exit: Option<&Exit>) -> Result<Vec<Reached>, EncoderError> {
        for (index, input) in inputs.iter().enumerate() {
            self.check(input).map_err(|reason| EncoderError::Input { index, reason })?;
        }
        let mut distinct: Vec<&Input> = Vec::with_capacity(inputs.len());
        let mut known: HashMap<&Input, usize> = HashMap::with_capacity(inputs.len());
        let places: Vec<usize> = inputs
            .iter()
            .map(|input| {
                *known.entry(input).or_insert_with(|| {
                    distinct.push(input);
                    distinct.len() - 1
                })
            })
            .collect();
        let mut reached = self.distinct(&distinct, rows, exit);
        if distinct.len() == inputs.len() {
            return Ok(reached);
        }
        let mut wanted = vec![0; distinct.len()];
        for &place in &places {
            wanted[place] += 1;
        }
        let take = |place: usize| {
            wanted[place] -= 1;
            if wanted[place] == 0 {
                std::mem::replace(&mut reached[place], Reached::Exit(0.0))
            } else {
                reached[place].clone()
            }
        };
        Ok(places.into_iter().map(take).collect())
    }

    fn distinct(&self, inputs: &[&Input], rows: Rows, exit: Option<&Exit>) -> Vec<Reached> {
        let threads = rayon::current_num_threads();
        let blocks = blocks(inputs, threads);
        // Fewer blocks than threads: each block is split by rows instead.
        let split = (threads / blocks.len().max(1)).max(1);
        let done: Vec<Vec<Reached>> = blocks
            .par_iter()
            .with_max_len(1)
            .map(|block| {
                let batch: Vec<&Input> = block.iter().map(|&i| inputs[i]).collect();
                let mut work = self.borrow();
                let reached = forward(&self.network, self.kernel, &batch, (rows, exit), split, &mut work);
                self.give_back(work);
                reached
            })
            .collect();
        let mut out: Vec<Reached> = vec![Reached::Exit(0.0); inputs.len()];
        for (i, reached) in blocks.into_iter().flatten().zip(done.into_iter().flatten()) {
            out[i] = reached;
        }
        out
    }

    fn borrow(&self) -> Work {
        self.idle.lock().ok().and_then(|mut idle| idle.pop()).unwrap_or_default()
    }

    fn give_back(&self, work: Work) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(work);
        }
    }

    fn check(&self, input: &Input) -> Result<(), String> {
        let config = &self.network.config;
        let n = input.ids.len();
        if n == 0 {
            return Err("no tokens".into());
        }
        if n != input.type_ids.len() {
            return Err(format!("{n} ids but {} type ids", input.type_ids.len()));
        }
        if n > config.positions {
            return Err(format!("{n} tokens, the model takes {}", config.positions));
        }
        match input.ids.iter().find(|id| **id as usize >= config.vocab) {
            Some(id) => Err(format!("token id {id} outside the vocabulary of {}", config.vocab)),
            None if input.type_ids.iter().any(|t| *t > 1) => Err("token types are 0 and 1".into()),
            None => Ok(()),
        }
    }
}

/// Cuts the inputs, longest first, into blocks of like cost: so many rounds of so many threads as [`BLOCK_TOKENS`] asks for,
/// and in each block an equal share of the tokens.
fn blocks(inputs: &[&Input], threads: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(inputs[i].ids.len()));
    let total: usize = inputs.iter().map(|i| i.ids.len()).sum();
    let rounds = total.div_ceil(threads * BLOCK_TOKENS).max(1);
    let share = total.div_ceil(threads * rounds);
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut tokens = usize::MAX;
    for i in order {
        let n = inputs[i].ids.len();
        if tokens == usize::MAX || tokens + n / 2 > share {
            blocks.push(Vec::new());
            tokens = 0;
        }
        if let Some(block) = blocks.last_mut() {
            block.push(i);
        }
        tokens += n;
    }
    blocks
}
