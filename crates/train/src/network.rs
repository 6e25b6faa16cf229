//! The network: `MiniLM`-L6 and four small heads.

use crate::batch::Batch;
use crate::pass::{FIRST, Pass};
use crate::tensors::{Floats, Named};
use anyhow::{Context, Result, ensure};
use clap::Args;
use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use serde::{Deserialize, Serialize};
use standpoint_stance::{ConditionType, Stance};
use std::collections::BTreeMap;
use tch::nn::{self, Init, LinearConfig, Module};
use tch::{Device, Kind, Reduction, Tensor};

/// Width of a hidden state.
pub(crate) const HIDDEN: i64 = 384;
/// Chance that a value is dropped in training, in the encoder and before each head.
pub(crate) const DROPOUT: f64 = 0.1;
/// Word embeddings stay as they are: they are half of all weights, most words never occur in the training data, and the
/// shipped file stays small.
pub(crate) const WORDS: &str = "embeddings.word_embeddings.weight";
/// What training adds to the first rows of the frozen table, as `standpoint_encoder::Weights` names it.
pub(crate) const MARKS: &str = "embeddings.word_embeddings.weight.first";

/// The encoder and its heads, on one device.
pub struct Network {
    store: nn::VarStore,
    bert: BertModel<BertEmbeddings>,
    pass: Pass,
    stance: nn::Linear,
    lean: nn::Linear,
    kind: nn::Linear,
    span: nn::Linear,
}

/// What the heads say of a batch.
pub struct Logits {
    /// Stance classes, `[batch, 4]`.
    pub stance: Tensor,
    /// Yes if, no unless, `[batch, 2]`.
    pub lean: Tensor,
    /// Condition types, `[batch, 9]`.
    pub kind: Tensor,
    /// First token of the condition, `[batch, tokens]`; far below all else where none can be.
    pub start: Tensor,
    /// Last token of the condition.
    pub end: Tensor,
}

/// How the parts of the loss are weighed. The parts about the condition count for records that have one.
#[derive(Args, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LossWeights {
    /// Share of the label's probability that is spread over all classes.
    #[arg(long, default_value_t = 0.05)]
    pub smoothing: f64,
    /// Weight of the condition's lean.
    #[arg(long, default_value_t = 0.3)]
    pub lean_weight: f64,
    /// Weight of the condition's type.
    #[arg(long, default_value_t = 0.2)]
    pub type_weight: f64,
    /// Weight of the condition's place.
    #[arg(long, default_value_t = 0.5)]
    pub span_weight: f64,
}

impl Network {
    /// The network with the weights of `base` and random heads, drawn from torch's generator.
    ///
    /// # Errors
    /// When `base` lacks a tensor of the encoder, or has it in another shape.
    pub fn new(device: Device, base: &Named) -> Result<Self> {
        let store = nn::VarStore::new(device);
        let root = store.root();
        let config = BertConfig {
            hidden_size: HIDDEN,
            intermediate_size: 4 * HIDDEN,
            num_hidden_layers: 6,
            num_attention_heads: 12,
            hidden_dropout_prob: DROPOUT,
            attention_probs_dropout_prob: DROPOUT,
            ..BertConfig::default()
        };
        let head = |name: &str, classes: usize| {
            let init = LinearConfig {
                ws_init: Init::Randn { mean: 0.0, stdev: 0.02 },
                bs_init: Some(Init::Const(0.0)),
                bias: true,
            };
            nn::linear(&root / name, HIDDEN, classes as i64, init)
        };
        let bert = BertModel::new_with_optional_pooler(&root, &config, false);
        let table = &root / "embeddings" / "word_embeddings" / "weight";
        let _ = table.zeros("first", &[FIRST, HIDDEN]);
        let (stance, lean) = (head("stance", Stance::CLASSES.len()), head("lean", 2));
        let (kind, span) = (head("condition_type", ConditionType::ALL.len()), head("span", 2));
        let pass = Pass::new(&store.variables().into_iter().collect())?;
        let network = Self { store, bert, pass, stance, lean, kind, span };
        let added = ["stance.", "lean.", "condition_type.", "span.", MARKS];
        for name in network.variables().keys() {
            let known = base.contains_key(name) || added.iter().any(|added| name.starts_with(added));
            ensure!(known, "the base weights have no tensor `{name}`");
        }
        network.set(base)?;
        for (name, variable) in network.variables() {
            let _ = variable.set_requires_grad(name != WORDS);
        }
        Ok(network)
    }

    /// Where it lives.
    pub fn device(&self) -> Device {
        self.store.device()
    }

    /// Everything that training changes, by name.
    pub fn trainable(&self) -> BTreeMap<String, Tensor> {
        self.variables().into_iter().filter(|(name, _)| name != WORDS).collect()
    }

    /// Overwrites the weights that `named` has; tensors that the network does not have (the pooler) are passed over.
    pub fn set(&self, named: &Named) -> Result<()> {
        self.blend(named, 1.0)
    }

    /// Moves the weights a `share` of the way to those that `named` has. With shares of 1, 1/2, 1/3 and so on they become the
    /// mean of all that came ("model soups", Wortsman et al. 2022).
    pub fn blend(&self, named: &Named, share: f64) -> Result<()> {
        let _guard = tch::no_grad_guard();
        for (name, mut variable) in self.variables() {
            let Some(floats) = named.get(&name) else { continue };
            let shape: Vec<i64> = floats.shape.iter().map(|&size| size as i64).collect();
            ensure!(shape == variable.size(), "{name}: file {shape:?}, network {:?}", variable.size());
            let new = Tensor::from_slice(&floats.values).view(shape.as_slice()).to_device(variable.device());
            if share < 1.0 {
                let _ = variable.lerp_(&new, share);
            } else {
                variable.copy_(&new);
            }
        }
        Ok(())
    }

    /// A copy of everything that training changes.
    pub fn get(&self) -> Result<Named> {
        self.trainable().into_iter().map(|(name, variable)| Ok((name, host(&variable)?))).collect()
    }

    fn variables(&self) -> BTreeMap<String, Tensor> {
        self.store.variables().into_iter().collect()
    }

    /// Final hidden states `[batch, tokens, hidden]` by rust-bert's own code, without dropout: what [`Network::logits`]
    /// and the native encoder are measured against.
    pub fn reference_states(&self, batch: &Batch) -> Result<Tensor> {
        let (ids, types, mask) = (Some(&batch.ids), Some(&batch.type_ids), Some(&batch.mask));
        let output = self.bert.forward_t(ids, mask, types, None, None, None, None, false);
        Ok(output.context("the encoder refused a batch")?.hidden_state)
    }

    /// What the heads say; `train` turns dropout on.
    pub fn logits(&self, batch: &Batch, train: bool) -> Logits {
        let states = self.pass.states(&batch.ids, &batch.type_ids, &batch.mask, train);
        self.heads(&states.dropout(DROPOUT, train), batch)
    }

    /// What the heads say of hidden states.
    pub fn heads(&self, states: &Tensor, batch: &Batch) -> Logits {
        let first = states.select(1, 0);
        let edges = self.span.forward(states);
        let edge = |which: i64| edges.select(2, which).masked_fill(&batch.outside, -1e4);
        Logits {
            stance: self.stance.forward(&first),
            lean: self.lean.forward(&first),
            kind: self.kind.forward(&first),
            start: edge(0),
            end: edge(1),
        }
    }
}

impl Logits {
    /// How far the stances of a batch are from those of another pass: the mean over its records of the Kullback-Leibler divergence,
    /// halfway between the two directions.
    pub fn divergence(&self, other: &Self) -> Tensor {
        let (a, b) = (self.stance.log_softmax(-1, None), other.stance.log_softmax(-1, None));
        let records = a.size()[0] as f64;
        ((a.exp() - b.exp()) * (a - b)).sum(Kind::Float) / (2.0 * records)
    }

    /// The loss of a batch: the mean over its records. `class_weights` make rare stances count more.
    pub fn loss(&self, batch: &Batch, weights: &LossWeights, class_weights: Option<&Tensor>) -> Tensor {
        let mut loss = self.stance.cross_entropy_loss(
            &batch.stance,
            class_weights,
            Reduction::Mean,
            NO_CLASS,
            weights.smoothing,
        );
        let records = batch.stance.size()[0] as f64;
        // Summed over the rows that have the answer, divided by all: a part about conditions weighs as much as there
        // are conditional records.
        let part = |logits: &Tensor, rows: &Tensor, answers: &Tensor| {
            let summed = logits.index_select(0, rows).cross_entropy_loss::<Tensor>(
                answers,
                None,
                Reduction::Sum,
                NO_CLASS,
                0.0,
            );
            summed / records
        };
        if let Some(answer) = &batch.conditional {
            loss += part(&self.lean, &answer.rows, &answer.lean) * weights.lean_weight;
            loss += part(&self.kind, &answer.rows, &answer.kind) * weights.type_weight;
        }
        if let Some(answer) = &batch.spans {
            let edges =
                part(&self.start, &answer.rows, &answer.start) + part(&self.end, &answer.rows, &answer.end);
            loss += edges * (weights.span_weight / 2.0);
        }
        loss
    }
}

/// The class number that stands for "no answer"; never used, as rows without an answer are left out.
const NO_CLASS: i64 = -100;

/// Copies a tensor to the host.
pub(crate) fn host(tensor: &Tensor) -> Result<Floats> {
    let flat = tensor.detach().to_device(Device::Cpu).to_kind(Kind::Float).contiguous().view(-1);
    let shape = tensor.size().into_iter().map(|size| size as usize).collect();
    Ok(Floats { shape, values: Vec::<f32>::try_from(&flat)? })
}
