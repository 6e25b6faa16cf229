//! Weights by name, from a base file and, on top of it, what fine-tuning changed.

use crate::kernel::{Kernel, vectorised};
use crate::{Config, EncoderError, Linear};
use memmap2::Mmap;
use ndarray::{Array1, Array2};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::Arc;

/// Named `f32` tensors in files, base first. Nothing is read before it is asked for, and a tensor that no delta changes is
/// never copied: two networks on one base share its pages.
///
/// A *delta* file holds what fine-tuning changed against a base: for a matrix `name` an `i8` tensor `name.delta`
/// `[out, in]` with `name.scale` `[out]`, so that `w = base + delta * scale`; for a table of embeddings a tensor `name.first`
/// `[k, hidden]`, which is added to its first `k` rows (reserved words, which training gives a meaning); anything else
/// replaces the base tensor of that name or adds one (heads).
#[derive(Clone, Default)]
pub struct Weights {
    files: Vec<File>,
    metadata: HashMap<String, String>,
}

#[derive(Clone)]
struct File {
    bytes: Bytes,
    tensors: BTreeMap<String, Tensor>,
}

#[derive(Clone)]
struct Tensor {
    kind: Dtype,
    shape: Vec<usize>,
    place: Range<usize>,
}

impl File {
    /// What is wrong with the first float that is none: not finite, in words.
    fn unsound(&self) -> Option<String> {
        self.tensors.iter().filter(|(_, t)| t.kind == Dtype::F32).find_map(|(name, tensor)| {
            let floats = self.bytes[tensor.place.clone()].as_chunks::<4>().0.iter();
            let at = floats.map(|b| f32::from_le_bytes(*b)).position(|x| !x.is_finite())?;
            Some(format!("number {} of tensor `{name}` is not finite", at + 1))
        })
    }
}

/// Bytes that several owners read.
#[derive(Clone)]
enum Bytes {
    Mapped(Arc<Mmap>),
    Held(Arc<Cow<'static, [u8]>>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Held(bytes) => bytes,
        }
    }
}

/// Floats of a tensor: a stretch of a mapped file, or numbers computed from one.
#[derive(Clone)]
pub(crate) struct Floats(Source);

#[derive(Clone)]
enum Source {
    File(Bytes, Range<usize>),
    Computed(Vec<f32>),
}

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        match &self.0 {
            // Cast once before (`Floats::new`): it cannot fail.
            Source::File(bytes, place) => bytemuck::try_cast_slice(&bytes[place.clone()]).unwrap_or_default(),
            Source::Computed(values) => values,
        }
    }
}

impl Floats {
    fn new(bytes: &Bytes, place: Range<usize>) -> Self {
        let raw = &bytes[place.clone()];
        // Where the file is not laid out for this processor (alignment, byte order), the numbers are copied.
        Self(match bytemuck::try_cast_slice::<u8, f32>(raw) {
            Ok(_) if cfg!(target_endian = "little") => Source::File(bytes.clone(), place),
            _ => Source::Computed(raw.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()),
        })
    }
}

impl Weights {
    /// Maps a safetensors file of `f32` tensors.
    pub fn open(path: &Path) -> Result<Self, EncoderError> {
        let io = |source| EncoderError::Io { path: path.into(), source };
        let file = std::fs::File::open(path).map_err(io)?;
        // SAFETY: a file that another process truncates or rewrites in place would change under the map; model files are
        // replaced by renaming, never written in place.
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        let mut weights = Self::default();
        weights.add(Bytes::Mapped(Arc::new(map))).map_err(|e| match e {
            EncoderError::Damaged { reason, .. } => EncoderError::Damaged { path: path.into(), reason },
            other => other,
        })?;
        Ok(weights)
    }

    /// Lays a delta (see the type's description) over these weights. Every float of it is looked at: numbers that are not
    /// finite would make every answer one, and are refused.
    pub fn overlay(&mut self, bytes: impl Into<Cow<'static, [u8]>>) -> Result<(), EncoderError> {
        self.add(Bytes::Held(Arc::new(bytes.into())))?;
        let unsound = self.files.last().and_then(File::unsound);
        unsound.map_or(Ok(()), |reason| Err(damaged(reason)))
    }

    fn add(&mut self, bytes: Bytes) -> Result<(), EncoderError> {
        let (header, metadata) = SafeTensors::read_metadata(&bytes).map_err(|e| damaged(in_words(&e)))?;
        // `deserialize` checks that the tensors fill the file; the header then says where they are.
        SafeTensors::deserialize(&bytes).map_err(|e| damaged(in_words(&e)))?;
        let start = 8 + header;
        let tensors: BTreeMap<String, Tensor> = metadata
            .tensors()
            .into_iter()
            .map(|(name, info)| {
                let place = start + info.data_offsets.0..start + info.data_offsets.1;
                (name, Tensor { kind: info.dtype, shape: info.shape.clone(), place })
            })
            .collect();
        for (name, tensor) in tensors.iter().filter(|(_, t)| t.kind == Dtype::I8) {
            let base = name.strip_suffix(".delta").unwrap_or(name);
            let scales = format!("{base}.scale");
            let scale =
                tensors.get(&scales).ok_or_else(|| EncoderError::MissingTensor { name: scales.clone() })?;
            if scale.kind != Dtype::F32 {
                return Err(damaged(format!("`{scales}` is {:?}, expected F32", scale.kind)));
            }
            same_shape(&scales, &scale.shape, tensor.shape.get(..1).unwrap_or_default())?;
            same_shape(base, self.shape(base)?, &tensor.shape)?;
        }
        self.metadata = metadata.metadata().clone().unwrap_or_default();
        self.files.push(File { bytes, tensors });
        Ok(())
    }

    /// The strings of the newest file's header (labels, temperature, hashes).
    pub fn metadata(&self) -> &HashMap<String, String> {
        &self.metadata
    }

    fn shape(&self, name: &str) -> Result<&[usize], EncoderError> {
        let found = self.files.iter().rev().find_map(|f| f.tensors.get(name));
        found.map(|t| &t.shape[..]).ok_or_else(|| EncoderError::MissingTensor { name: name.into() })
    }

    /// The values of a tensor of the expected shape, every delta added.
    pub(crate) fn floats(&self, name: &str, expected: &[usize]) -> Result<Floats, EncoderError> {
        same_shape(name, self.shape(name)?, expected)?;
        let delta = format!("{name}.delta");
        let mut values: Option<Floats> = None;
        for file in &self.files {
            if let Some(tensor) = file.tensors.get(name).filter(|t| t.kind == Dtype::F32) {
                values = Some(Floats::new(&file.bytes, tensor.place.clone()));
            }
            let scales = file.tensors.get(&format!("{name}.scale"));
            if let (Some(base), Some(delta), Some(scales)) = (&values, file.tensors.get(&delta), scales) {
                let scales = Floats::new(&file.bytes, scales.place.clone());
                let steps = &file.bytes[delta.place.clone()];
                let width = steps.len() / scales.len().max(1);
                let mut sum = base.to_vec();
                for ((row, steps), scale) in sum.chunks_mut(width).zip(steps.chunks(width)).zip(scales.iter())
                {
                    add_steps(Kernel::best(), row, steps, *scale);
                }
                values = Some(Floats(Source::Computed(sum)));
            }
        }
        values.ok_or_else(|| EncoderError::MissingTensor { name: name.into() })
    }

    /// What is added to the first rows of a table of embeddings of `width` columns: `[k][width]`, empty where nothing is.
    pub(crate) fn first(&self, name: &str, width: usize) -> Result<Floats, EncoderError> {
        let name = format!("{name}.first");
        let Some(tensor) = self.files.iter().rev().find_map(|f| f.tensors.get(&name)) else {
            return Ok(Floats(Source::Computed(Vec::new())));
        };
        let rows = tensor.shape.first().copied().unwrap_or_default();
        self.floats(&name, &[rows, width])
    }

    /// The dense layer `name.weight` `[out, input]`, `name.bias` `[out]`.
    pub fn linear(&self, name: &str, out: usize, input: usize) -> Result<Linear, EncoderError> {
        let weight = self.floats(&format!("{name}.weight"), &[out, input])?.to_vec();
        let bias = self.floats(&format!("{name}.bias"), &[out])?.to_vec();
        let weight = Array2::from_shape_vec((out, input), weight)
            .map_err(|e| EncoderError::Damaged { path: name.into(), reason: e.to_string() })?;
        Ok(Linear { weight, bias: Array1::from_vec(bias) })
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
        let tensors: Vec<(String, Vec<usize>, Vec<u8>)> = shapes(config)
            .into_iter()
            .map(|(name, shape)| {
                let gain = if name.ends_with("LayerNorm.weight") { 1.0 } else { 0.0 };
                let values = (0..shape.iter().product()).flat_map(|_| (gain + 0.1 * next()).to_le_bytes());
                let values = values.collect();
                (name, shape, values)
            })
            .collect();
        let views = tensors.iter().filter_map(|(name, shape, values)| {
            TensorView::new(Dtype::F32, shape.clone(), values).ok().map(|view| (name, view))
        });
        let mut weights = Self::default();
        if let Ok(bytes) = safetensors::serialize(views, None) {
            // What was just written can be read.
            let _ = weights.overlay(bytes);
        }
        weights
    }
}

vectorised! {
    /// Adds `scale` times signed bytes to a row.
    fn add_steps(row: &mut [f32], steps: &[u8], scale: f32) {
        for (weight, step) in row.iter_mut().zip(steps) {
            *weight += f32::from(step.cast_signed()) * scale;
        }
    }
}

/// The error of bytes that no file is known of; who read them from one names it.
fn damaged(reason: String) -> EncoderError {
    EncoderError::Damaged { path: "the bytes of the weights".into(), reason }
}

/// What the reader of the format found, for people who do not know the format.
fn in_words(error: &SafeTensorError) -> String {
    use SafeTensorError as E;
    match error {
        E::MetadataIncompleteBuffer | E::InvalidHeaderLength => {
            "it is cut short or has bytes too many: its header speaks of another length".into()
        }
        E::HeaderTooSmall
        | E::HeaderTooLarge
        | E::InvalidHeader(_)
        | E::InvalidHeaderDeserialization(_)
        | E::JsonError(_) => "it does not begin with a header of safetensors".into(),
        other => format!("its header contradicts itself ({other})"),
    }
}

fn same_shape(name: &str, found: &[usize], expected: &[usize]) -> Result<(), EncoderError> {
    if found == expected {
        return Ok(());
    }
    Err(EncoderError::Shape { name: name.into(), found: found.into(), expected: expected.into() })
}

/// Every tensor of a BERT encoder, under its published name.
fn shapes(config: &Config) -> Vec<(String, Vec<usize>)> {
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
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(values: &[f32]) -> Vec<u8> {
        let bytes: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        let view = TensorView::new(Dtype::F32, vec![values.len()], &bytes).expect("it fits");
        safetensors::serialize([("stance.bias", view)], None).expect("written")
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused_by_name() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let error = Weights::default().overlay(file(&[0.5, bad])).expect_err("not finite").to_string();
            assert!(error.ends_with("is damaged: number 2 of tensor `stance.bias` is not finite"), "{error}");
        }
        Weights::default().overlay(file(&[0.5, f32::MAX])).expect("finite");
    }

    #[test]
    fn what_is_cut_or_of_another_format_is_said_in_words() {
        let whole = file(&[0.5; 8]);
        for (bytes, word) in [
            (whole[..whole.len() - 3].to_vec(), "cut short"),
            (whole[..20].to_vec(), "cut short"),
            (b"<html>no such file, try another address</html>".to_vec(), "does not begin with a header"),
            (Vec::new(), "does not begin with a header"),
        ] {
            let error = Weights::default().overlay(bytes).expect_err("damaged").to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
