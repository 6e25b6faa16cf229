//! The sizes of a BERT encoder.

use crate::EncoderError;
use serde::Deserialize;
use std::path::Path;

/// Sizes of the network. Activation is the exact (erf) GELU, layer-norm epsilon 1e-12, two token types: BERT's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Config {
    /// Width of a hidden state.
    #[serde(rename = "hidden_size")]
    pub hidden: usize,
    /// Number of transformer layers.
    #[serde(rename = "num_hidden_layers")]
    pub layers: usize,
    /// Attention heads; they divide `hidden`.
    #[serde(rename = "num_attention_heads")]
    pub heads: usize,
    /// Width of the feed-forward layer.
    #[serde(rename = "intermediate_size")]
    pub intermediate: usize,
    /// Number of word pieces.
    #[serde(rename = "vocab_size")]
    pub vocab: usize,
    /// Longest sequence, in tokens.
    #[serde(rename = "max_position_embeddings")]
    pub positions: usize,
}

impl Config {
    /// Reads a `config.json` as published beside BERT weights.
    pub fn open(path: &Path) -> Result<Self, EncoderError> {
        let bytes = std::fs::read(path).map_err(|source| EncoderError::Io { path: path.into(), source })?;
        let config: Config = serde_json::from_slice(&bytes)
            .map_err(|e| EncoderError::Damaged { path: path.into(), reason: e.to_string() })?;
        if config.heads == 0 || !config.hidden.is_multiple_of(config.heads) {
            let reason = format!("{} heads do not divide a hidden size of {}", config.heads, config.hidden);
            return Err(EncoderError::Damaged { path: path.into(), reason });
        }
        if !config.hidden.is_multiple_of(16) || !config.intermediate.is_multiple_of(16) {
            let reason = format!(
                "hidden sizes of {} and {} are not multiples of 16",
                config.hidden, config.intermediate
            );
            return Err(EncoderError::Damaged { path: path.into(), reason });
        }
        Ok(config)
    }
}
