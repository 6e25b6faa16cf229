//! The weights of a network, as the kernels want them.

use crate::dense::Dense;
use crate::rows::Norm;
use crate::weights::Floats;
use crate::{Config, EncoderError, Precision, Weights};
use rayon::prelude::*;

const WORDS: &str = "embeddings.word_embeddings.weight";

pub(crate) struct Network {
    pub(crate) config: Config,
    pub(crate) precision: Precision,
    /// `[vocab][hidden]`, straight from the file.
    pub(crate) words: Floats,
    /// `[k][hidden]`, added to the first `k` words.
    pub(crate) first_words: Floats,
    pub(crate) positions: Floats,
    pub(crate) types: Floats,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
}

pub(crate) struct Layer {
    pub(crate) query: Dense,
    /// Key and value in one product.
    pub(crate) key_value: Dense,
    pub(crate) attention_out: Dense,
    pub(crate) attention_norm: Norm,
    pub(crate) up: Dense,
    pub(crate) down: Dense,
    pub(crate) norm: Norm,
}

impl Network {
    /// Packs the layers on all threads; embeddings stay where they are.
    pub(crate) fn new(config: Config, weights: &Weights, precision: Precision) -> Result<Self, EncoderError> {
        let h = config.hidden;
        let layers: Result<Vec<Layer>, EncoderError> =
            (0..config.layers).into_par_iter().map(|i| Layer::new(&config, weights, precision, i)).collect();
        Ok(Self {
            config,
            precision,
            words: weights.floats(WORDS, &[config.vocab, h])?,
            first_words: weights.first(WORDS, h)?,
            positions: weights.floats("embeddings.position_embeddings.weight", &[config.positions, h])?,
            types: weights.floats("embeddings.token_type_embeddings.weight", &[2, h])?,
            norm: norm(weights, "embeddings.LayerNorm", h)?,
            layers: layers?,
        })
    }
}

impl Layer {
    fn new(
        config: &Config,
        weights: &Weights,
        precision: Precision,
        number: usize,
    ) -> Result<Self, EncoderError> {
        let (h, f) = (config.hidden, config.intermediate);
        let at = |part: &str| format!("encoder.layer.{number}.{part}");
        let dense = |parts: &[&str], out: usize, input: usize| -> Result<Dense, EncoderError> {
            let floats = |part: &&str| -> Result<(Floats, Floats), EncoderError> {
                let weight = weights.floats(&format!("{}.weight", at(part)), &[out, input])?;
                Ok((weight, weights.floats(&format!("{}.bias", at(part)), &[out])?))
            };
            let parts: Vec<(Floats, Floats)> = parts.iter().map(floats).collect::<Result<_, _>>()?;
            let parts: Vec<(&[f32], &[f32])> = parts.iter().map(|(w, b)| (&w[..], &b[..])).collect();
            Ok(Dense::new(&parts, input, precision))
        };
        Ok(Layer {
            query: dense(&["attention.self.query"], h, h)?,
            key_value: dense(&["attention.self.key", "attention.self.value"], h, h)?,
            attention_out: dense(&["attention.output.dense"], h, h)?,
            attention_norm: norm(weights, &at("attention.output.LayerNorm"), h)?,
            up: dense(&["intermediate.dense"], f, h)?,
            down: dense(&["output.dense"], h, f)?,
            norm: norm(weights, &at("output.LayerNorm"), h)?,
        })
    }
}

fn norm(weights: &Weights, name: &str, width: usize) -> Result<Norm, EncoderError> {
    Ok(Norm {
        gain: weights.floats(&format!("{name}.weight"), &[width])?.to_vec(),
        bias: weights.floats(&format!("{name}.bias"), &[width])?.to_vec(),
    })
}
