//! The encoder: embeddings and layers over packed blocks.

use crate::attention::attend;
use crate::math::{gelu, layer_norm};
use crate::{Config, EncoderError, Linear, Weights};
use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate, s};
use rayon::prelude::*;
use std::ops::Range;

/// Tokens in a block: enough rows to keep the matrix kernel busy, few enough for a block's activations to stay in cache.
const BLOCK_TOKENS: usize = 256;

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

/// A BERT encoder, ready to run. Cheap to share between threads by reference.
pub struct Encoder {
    config: Config,
    words: Array2<f32>,
    positions: Array2<f32>,
    types: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Norm {
    gain: Array1<f32>,
    bias: Array1<f32>,
}

struct Layer {
    query: Linear,
    /// Key and value in one product.
    key_value: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
}

impl Encoder {
    /// Builds the network from weights under BERT's published names.
    pub fn new(config: Config, weights: &Weights) -> Result<Self, EncoderError> {
        let (h, f) = (config.hidden, config.intermediate);
        let norm = |name: &str| -> Result<Norm, EncoderError> {
            Ok(Norm {
                gain: weights.vector(&format!("{name}.weight"), h)?,
                bias: weights.vector(&format!("{name}.bias"), h)?,
            })
        };
        let layers = (0..config.layers)
            .map(|i| {
                let at = |part: &str| format!("encoder.layer.{i}.{part}");
                let key = weights.linear(&at("attention.self.key"), h, h)?;
                let value = weights.linear(&at("attention.self.value"), h, h)?;
                let stacked = |e: ndarray::ShapeError| EncoderError::Damaged {
                    path: at("key").into(),
                    reason: e.to_string(),
                };
                Ok(Layer {
                    query: weights.linear(&at("attention.self.query"), h, h)?,
                    key_value: Linear {
                        weight: concatenate(Axis(0), &[key.weight.view(), value.weight.view()])
                            .map_err(stacked)?,
                        bias: concatenate(Axis(0), &[key.bias.view(), value.bias.view()]).map_err(stacked)?,
                    },
                    attention_out: weights.linear(&at("attention.output.dense"), h, h)?,
                    attention_norm: norm(&at("attention.output.LayerNorm"))?,
                    up: weights.linear(&at("intermediate.dense"), f, h)?,
                    down: weights.linear(&at("output.dense"), h, f)?,
                    norm: norm(&at("output.LayerNorm"))?,
                })
            })
            .collect::<Result<_, EncoderError>>()?;
        Ok(Self {
            config,
            words: weights.matrix("embeddings.word_embeddings.weight", config.vocab, h)?,
            positions: weights.matrix("embeddings.position_embeddings.weight", config.positions, h)?,
            types: weights.matrix("embeddings.token_type_embeddings.weight", 2, h)?,
            norm: norm("embeddings.LayerNorm")?,
            layers,
        })
    }

    /// Sizes of the network.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Final hidden states, one `[rows, hidden]` matrix an input, in the order of the inputs.
    ///
    /// An input that is empty, longer than the model's positions, or names an unknown id is an error before anything
    /// is computed.
    pub fn encode(&self, inputs: &[Input], rows: Rows) -> Result<Vec<Array2<f32>>, EncoderError> {
        for (index, input) in inputs.iter().enumerate() {
            self.check(input).map_err(|reason| EncoderError::Input { index, reason })?;
        }
        // Neighbours of like length share a block, so that threads get blocks of like cost.
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by_key(|&i| inputs[i].ids.len());
        let blocks = blocks(&order, inputs);
        let done: Vec<Vec<(usize, Array2<f32>)>> = blocks
            .par_iter()
            .map(|block| {
                let batch: Vec<&Input> = block.iter().map(|&i| &inputs[i]).collect();
                block.iter().copied().zip(self.block(&batch, rows)).collect()
            })
            .collect();
        let mut out: Vec<Array2<f32>> = vec![Array2::zeros((0, 0)); inputs.len()];
        for (i, states) in done.into_iter().flatten() {
            out[i] = states;
        }
        Ok(out)
    }

    fn check(&self, input: &Input) -> Result<(), String> {
        let n = input.ids.len();
        if n == 0 {
            return Err("no tokens".into());
        }
        if n != input.type_ids.len() {
            return Err(format!("{n} ids but {} type ids", input.type_ids.len()));
        }
        if n > self.config.positions {
            return Err(format!("{n} tokens, the model takes {}", self.config.positions));
        }
        match input.ids.iter().find(|id| **id as usize >= self.config.vocab) {
            Some(id) => Err(format!("token id {id} outside the vocabulary of {}", self.config.vocab)),
            None if input.type_ids.iter().any(|t| *t > 1) => Err("token types are 0 and 1".into()),
            None => Ok(()),
        }
    }

    fn block(&self, batch: &[&Input], rows: Rows) -> Vec<Array2<f32>> {
        let mut sequences = Vec::with_capacity(batch.len());
        let mut total = 0;
        for input in batch {
            sequences.push(total..total + input.ids.len());
            total += input.ids.len();
        }
        let mut x = self.embed(batch, total);
        let last = self.layers.len() - 1;
        for (i, layer) in self.layers.iter().enumerate() {
            let wanted = if i == last { rows } else { Rows::All };
            x = layer.forward(&x, &sequences, self.config.heads, wanted);
        }
        match rows {
            Rows::First => x.rows().into_iter().map(|r| r.to_owned().insert_axis(Axis(0))).collect(),
            Rows::All => sequences.into_iter().map(|r| x.slice(s![r, ..]).to_owned()).collect(),
        }
    }

    fn embed(&self, batch: &[&Input], total: usize) -> Array2<f32> {
        let mut x = Array2::zeros((total, self.config.hidden));
        let tokens = batch.iter().flat_map(|input| input.ids.iter().zip(&input.type_ids).enumerate());
        for (mut row, (position, (&id, &kind))) in x.rows_mut().into_iter().zip(tokens) {
            row += &self.words.row(id as usize);
            row += &self.positions.row(position);
            row += &self.types.row(kind as usize);
        }
        self.norm.apply(&mut x);
        x
    }
}

impl Layer {
    /// One layer over packed sequences; with [`Rows::First`] the result has one row a sequence.
    fn forward(
        &self,
        x: &Array2<f32>,
        sequences: &[Range<usize>],
        heads: usize,
        wanted: Rows,
    ) -> Array2<f32> {
        let first: Array2<f32>;
        let asking = match wanted {
            Rows::All => x,
            Rows::First => {
                let starts: Vec<usize> = sequences.iter().map(|r| r.start).collect();
                first = x.select(Axis(0), &starts);
                &first
            }
        };
        let hidden = x.ncols();
        let queries = self.query.apply(&asking.view());
        let key_value = self.key_value.apply(&x.view());
        let mut context = Array2::zeros(asking.dim());
        for (i, range) in sequences.iter().enumerate() {
            let mine = if wanted == Rows::All { range.clone() } else { i..i + 1 };
            attend(
                &queries.slice(s![mine.clone(), ..]),
                &key_value.slice(s![range.clone(), ..hidden]),
                &key_value.slice(s![range.clone(), hidden..]),
                heads,
                &mut context.slice_mut(s![mine, ..]),
            );
        }
        let mut attended = self.attention_out.apply(&context.view());
        attended += asking;
        self.attention_norm.apply(&mut attended);
        let mut wide = self.up.apply(&attended.view());
        wide.mapv_inplace(gelu);
        let mut out = self.down.apply(&ArrayView2::from(&wide));
        out += &attended;
        self.norm.apply(&mut out);
        out
    }
}

impl Norm {
    fn apply(&self, x: &mut Array2<f32>) {
        if let (Some(gain), Some(bias)) = (self.gain.as_slice(), self.bias.as_slice()) {
            for mut row in x.rows_mut() {
                if let Some(row) = row.as_slice_mut() {
                    layer_norm(row, gain, bias);
                }
            }
        }
    }
}

/// Cuts `order` into runs of about [`BLOCK_TOKENS`] tokens.
fn blocks(order: &[usize], inputs: &[Input]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut tokens = BLOCK_TOKENS;
    for &i in order {
        let n = inputs[i].ids.len();
        if tokens + n > BLOCK_TOKENS || blocks.is_empty() {
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
