//! Weights by name, from a base file and, on top of it, what fine-tuning changed.

use crate::{Config, EncoderError};
use memmap2::Mmap;
use ndarray::{Array1, Array2, ArrayView2, linalg::general_mat_mul};
use safetensors::{Dtype, SafeTensors};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Named tensors as `f32`, with their shapes.
///
/// A *delta* file holds what fine-tuning changed against a base: for a matrix `name` an `i8` tensor `name.delta`
/// `[out, in]` with `name.scale` `[out]`, so that `w = base + delta * scale`; anything else replaces the base tensor of
/// that name or adds one (heads).
pub struct Weights {
    tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
    metadata: HashMap<String, String>,
}

/// A dense layer: `y = x Wᵀ + b`, weight `[out, in]`.
pub struct Linear {
    pub(crate) weight: Array2<f32>,
    pub(crate) bias: Array1<f32>,
}

impl Linear {
    /// Applies the layer to rows `[n, in]`, giving `[n, out]`.
    pub fn apply(&self, rows: &ArrayView2<f32>) -> Array2<f32> {
        let mut out = Array2::zeros((rows.nrows(), self.weight.nrows()));
        for mut row in out.rows_mut() {
            row.assign(&self.bias);
        }
        general_mat_mul(1.0, rows, &self.weight.t(), 1.0, &mut out);
        out
    }
}

impl Weights {
    /// Reads a safetensors file of `f32` tensors.
    pub fn open(path: &Path) -> Result<Self, EncoderError> {
        let io = |source| EncoderError::Io { path: path.into(), source };
        let file = std::fs::File::open(path).map_err(io)?;
        // SAFETY: the map is read once, here, and dropped; a file that another process truncates meanwhile is the
        // one danger of a map, and model files are replaced by renaming, never written in place.
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        Self::from_bytes(&map).map_err(|e| match e {
            EncoderError::Damaged { reason, .. } => EncoderError::Damaged { path: path.into(), reason },
            other => other,
        })
    }

    /// From the bytes of a safetensors file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EncoderError> {
        let mut weights = Self { tensors: BTreeMap::new(), metadata: HashMap::new() };
        weights.overlay(bytes)?;
        Ok(weights)
    }

    /// Lays a delta (see the type's description) over these weights.
    pub fn overlay(&mut self, bytes: &[u8]) -> Result<(), EncoderError> {
        let damaged = |reason: String| EncoderError::Damaged { path: "weights".into(), reason };
        let file = SafeTensors::deserialize(bytes).map_err(|e| damaged(e.to_string()))?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|e| damaged(e.to_string()))?;
        self.metadata = header.metadata().clone().unwrap_or_default();
        for (name, view) in file.tensors() {
            match view.dtype() {
                Dtype::F32 if name.strip_suffix(".scale").is_some() => {}
                Dtype::F32 => {
                    let values = floats(view.data());
                    self.tensors.insert(name, (view.shape().to_vec(), values));
                }
                Dtype::I8 => {
                    let base = name.strip_suffix(".delta").unwrap_or(&name).to_owned();
                    let scales = file
                        .tensor(&format!("{base}.scale"))
                        .map_err(|_| EncoderError::MissingTensor { name: format!("{base}.scale") })?;
                    self.add(&base, view.shape(), view.data(), &floats(scales.data()))?;
                }
                _ => {} // position ids and the like: counters that we count ourselves
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, shape: &[usize], delta: &[u8], scales: &[f32]) -> Result<(), EncoderError> {
        let (found, values) =
            self.tensors.get_mut(name).ok_or_else(|| EncoderError::MissingTensor { name: name.into() })?;
        if found != shape || scales.len() != shape[0] {
            return Err(EncoderError::Shape {
                name: name.into(),
                found: found.clone(),
                expected: shape.into(),
            });
        }
        let width = delta.len() / scales.len().max(1);
        for ((row, steps), scale) in values.chunks_mut(width).zip(delta.chunks(width)).zip(scales) {
            for (value, step) in row.iter_mut().zip(steps) {
                *value += f32::from(step.cast_signed()) * scale;
            }
        }
        Ok(())
    }

    /// The strings of the newest file's header (labels, temperature, hashes).
    pub fn metadata(&self) -> &HashMap<String, String> {
        &self.metadata
    }

    /// Small random weights, for tests and examples that must run without a model.
    pub fn random(config: &Config, seed: u64) -> Self {
        let mut state = seed | 1;
        let mut next = move || {
            // xorshift64*: any generator does; this one needs no crate.
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 40) as f32 / 8_388_608.0 - 1.0
        };
        let (h, f) = (config.hidden, config.intermediate);
        let mut shapes: Vec<(String, Vec<usize>)> = vec![
            ("embeddings.word_embeddings.weight".into(), vec![config.vocab, h]),
            ("embeddings.position_embeddings.weight".into(), vec![config.positions, h]),
            ("embeddings.token_type_embeddings.weight".into(), vec![2, h]),
            ("embeddings.LayerNorm.weight".into(), vec![h]),
            ("embeddings.LayerNorm.bias".into(), vec![h]),
        ];
        for layer in 0..config.layers {
            for (part, out, input) in [
                ("attention.self.query", h, h),
                ("attention.self.key", h, h),
                ("attention.self.value", h, h),
                ("attention.output.dense", h, h),
                ("intermediate.dense", f, h),
                ("output.dense", h, f),
            ] {
                shapes.push((format!("encoder.layer.{layer}.{part}.weight"), vec![out, input]));
                shapes.push((format!("encoder.layer.{layer}.{part}.bias"), vec![out]));
            }
            for part in ["attention.output.LayerNorm", "output.LayerNorm"] {
                shapes.push((format!("encoder.layer.{layer}.{part}.weight"), vec![h]));
                shapes.push((format!("encoder.layer.{layer}.{part}.bias"), vec![h]));
            }
        }
        let tensors = shapes
            .into_iter()
            .map(|(name, shape)| {
                let gain = if name.ends_with("LayerNorm.weight") { 1.0 } else { 0.0 };
                let values = (0..shape.iter().product()).map(|_| gain + 0.1 * next()).collect();
                (name, (shape, values))
            })
            .collect();
        Self { tensors, metadata: HashMap::new() }
    }

    fn take(&self, name: &str, expected: &[usize]) -> Result<&Vec<f32>, EncoderError> {
        let (found, values) =
            self.tensors.get(name).ok_or_else(|| EncoderError::MissingTensor { name: name.into() })?;
        if found != expected {
            return Err(EncoderError::Shape {
                name: name.into(),
                found: found.clone(),
                expected: expected.into(),
            });
        }
        Ok(values)
    }

    pub(crate) fn matrix(
        &self,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<Array2<f32>, EncoderError> {
        let values = self.take(name, &[rows, columns])?.clone();
        Array2::from_shape_vec((rows, columns), values)
            .map_err(|e| EncoderError::Damaged { path: name.into(), reason: e.to_string() })
    }

    pub(crate) fn vector(&self, name: &str, len: usize) -> Result<Array1<f32>, EncoderError> {
        Ok(Array1::from_vec(self.take(name, &[len])?.clone()))
    }

    /// The dense layer `name.weight` `[out, input]`, `name.bias` `[out]`.
    pub fn linear(&self, name: &str, out: usize, input: usize) -> Result<Linear, EncoderError> {
        Ok(Linear {
            weight: self.matrix(&format!("{name}.weight"), out, input)?,
            bias: self.vector(&format!("{name}.bias"), out)?,
        })
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
}
