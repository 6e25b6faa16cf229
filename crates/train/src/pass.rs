//! The encoder's pass as training runs it: rust-bert's BERT, operation for operation, with libtorch's fused kernels.
//!
//! rust-bert writes GELU out as a chain of small operations, each of which reads and writes all of its values, and drops
//! single attention weights; on a CPU that costs as much as half of the matrices. Here GELU is one call and dropout acts on
//! states alone. Without dropout the states are rust-bert's: a test compares them. libtorch's fused attention stays
//! unused: it multiplies head by head, which in bfloat16 costs more than it saves.

use crate::network::{DROPOUT, HIDDEN, MARKS};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use tch::{Kind, Tensor};

const HEADS: i64 = 12;
const LAYERS: usize = 6;
/// What the base was trained with.
const EPSILON: f64 = 1e-12;

/// The encoder's weights, by what they are for. They are the variables of the network, not copies.
/// Words whose embedding training changes: `[PAD]`, which stays as it is, and the reserved pieces that the pair builder marks
/// with. All others stay frozen, or what is shipped would be twice as large.
pub(crate) const FIRST: i64 = 6;

pub(crate) struct Pass {
    words: Tensor,
    first: Tensor,
    places: Tensor,
    types: Tensor,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    query: Dense,
    key: Dense,
    value: Dense,
    attended: Dense,
    attended_norm: Norm,
    wide: Dense,
    narrow: Dense,
    norm: Norm,
}

struct Dense(Tensor, Tensor);
struct Norm(Tensor, Tensor);

impl Pass {
    /// Finds the weights among `variables`, which bear the names of the base's file.
    pub(crate) fn new(variables: &BTreeMap<String, Tensor>) -> Result<Self> {
        let get = |name: String| {
            let found = variables.get(&name).map(Tensor::shallow_clone);
            found.with_context(|| format!("the network has no tensor `{name}`"))
        };
        let two = |name: &str| {
            Ok::<_, anyhow::Error>((get(format!("{name}.weight"))?, get(format!("{name}.bias"))?))
        };
        let dense = |name: String| two(&name).map(|(weight, bias)| Dense(weight, bias));
        let norm = |name: String| two(&name).map(|(weight, bias)| Norm(weight, bias));
        let table = |name: &str| get(format!("embeddings.{name}_embeddings.weight"));
        let layer = |number: usize| {
            let at = format!("encoder.layer.{number}");
            Ok(Layer {
                query: dense(format!("{at}.attention.self.query"))?,
                key: dense(format!("{at}.attention.self.key"))?,
                value: dense(format!("{at}.attention.self.value"))?,
                attended: dense(format!("{at}.attention.output.dense"))?,
                attended_norm: norm(format!("{at}.attention.output.LayerNorm"))?,
                wide: dense(format!("{at}.intermediate.dense"))?,
                narrow: dense(format!("{at}.output.dense"))?,
                norm: norm(format!("{at}.output.LayerNorm"))?,
            })
        };
        Ok(Self {
            words: table("word")?,
            first: get(MARKS.to_owned())?,
            places: table("position")?,
            types: table("token_type")?,
            norm: norm("embeddings.LayerNorm".to_owned())?,
            layers: (0..LAYERS).map(layer).collect::<Result<_>>()?,
        })
    }

    /// Final hidden states `[batch, tokens, hidden]` of ids, types and mask `[batch, tokens]`; `train` turns dropout on.
    pub(crate) fn states(&self, ids: &Tensor, types: &Tensor, mask: &Tensor, train: bool) -> Tensor {
        let look = |table: &Tensor, rows: &Tensor| Tensor::embedding(table, rows, -1, false, false);
        let places = self.places.narrow(0, 0, ids.size()[1]);
        // Row 0 is no word's: it stays zero, and no gradient reaches it.
        let marks = ids * ids.lt(FIRST).to_kind(Kind::Int64);
        let marks = Tensor::embedding(&self.first, &marks, 0, false, false);
        let mut states = look(&self.words, ids) + look(&self.types, types) + places + marks;
        states = self.norm.of(&states).dropout(DROPOUT, train);
        // Added to the scores: zero for tokens, far below all else for padding.
        let mask = ((mask.to_kind(Kind::Float) - 1.0) * 1e4).unsqueeze(1).unsqueeze(1);
        for layer in &self.layers {
            states = layer.of(&states, &mask, train);
        }
        states
    }
}

impl Layer {
    fn of(&self, states: &Tensor, mask: &Tensor, train: bool) -> Tensor {
        let heads = |dense: &Dense| {
            let size = states.size();
            dense.of(states).view([size[0], size[1], HEADS, HIDDEN / HEADS]).transpose(1, 2)
        };
        let (query, key, value) = (heads(&self.query), heads(&self.key), heads(&self.value));
        let query = query / ((HIDDEN / HEADS) as f64).sqrt();
        let shares = (query.matmul(&key.transpose(2, 3)) + mask).softmax(-1, None);
        let attended = shares.matmul(&value).transpose(1, 2).contiguous().view_as(states);
        let states = self.attended_norm.of(&(self.attended.of(&attended).dropout(DROPOUT, train) + states));
        let wide = self.wide.of(&states).gelu("none");
        self.norm.of(&(self.narrow.of(&wide).dropout(DROPOUT, train) + states))
    }
}

impl Dense {
    fn of(&self, input: &Tensor) -> Tensor {
        input.linear(&self.0, Some(&self.1))
    }
}

impl Norm {
    fn of(&self, input: &Tensor) -> Tensor {
        input.layer_norm([HIDDEN], Some(&self.0), Some(&self.1), EPSILON, false)
    }
}
