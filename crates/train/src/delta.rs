//! What fine-tuning changed, small enough to commit.
//!
//! The shipped file holds differences, not weights: eight bits a value for matrices, with one scale a row, and whole
//! `f32` values for what is small (layer norms, biases) or new (heads). Laid over the base weights, whose hash its
//! header names, it gives the network that was measured; see `standpoint_encoder::Weights::overlay`.

use crate::tensors::{Floats, Metadata, Named, Raw, floats, read, write};
use anyhow::{Context, Result, ensure};
use safetensors::tensor::Dtype;
use std::collections::BTreeMap;
use std::path::Path;

/// Differences from a base.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    matrices: BTreeMap<String, Rows>,
    plain: Named,
}

/// A matrix of differences: `delta * scale`, one scale a row.
#[derive(Clone, Debug)]
struct Rows {
    shape: Vec<usize>,
    delta: Vec<i8>,
    scale: Vec<f32>,
}

impl Delta {
    /// What turns `base` into `tuned`. What did not change is left out; what `base` does not have is taken whole.
    pub fn between(base: &Named, tuned: &Named) -> Result<Self> {
        let mut delta = Self::default();
        for (name, new) in tuned {
            match base.get(name) {
                Some(old) if old == new => {}
                Some(old) if new.shape.len() == 2 => {
                    ensure!(old.shape == new.shape, "{name}: base {:?}, tuned {:?}", old.shape, new.shape);
                    delta.matrices.insert(name.clone(), Rows::between(old, new));
                }
                _ => {
                    delta.plain.insert(name.clone(), new.clone());
                }
            }
        }
        Ok(delta)
    }

    /// Adds a small tensor that is no part of the network that was trained.
    pub fn add(&mut self, name: &str, floats: Floats) {
        self.plain.insert(name.to_owned(), floats);
    }

    /// The weights that a reader of the file gets: `base` with these differences laid over it.
    pub fn over(&self, base: &Named) -> Named {
        let mut tuned = base.clone();
        for (name, rows) in &self.matrices {
            if let Some(matrix) = tuned.get_mut(name) {
                rows.add_to(&mut matrix.values);
            }
        }
        tuned.extend(self.plain.clone());
        tuned
    }

    /// Reads what [`Delta::write`] wrote.
    pub fn read(path: &Path) -> Result<Self> {
        let (tensors, _) = read(path)?;
        let mut delta = Self { plain: floats(&tensors), matrices: BTreeMap::new() };
        for (name, raw) in &tensors {
            let Some(base) = name.strip_suffix(".delta") else { continue };
            let scale = delta.plain.remove(&format!("{base}.scale"));
            let scale = scale.with_context(|| format!("{}: {name} has no scale", path.display()))?.values;
            let steps = raw.bytes.iter().map(|step| step.cast_signed()).collect();
            delta.matrices.insert(base.to_owned(), Rows { shape: raw.shape.clone(), delta: steps, scale });
        }
        Ok(delta)
    }

    /// Writes the file.
    pub fn write(&self, path: &Path, metadata: &Metadata) -> Result<()> {
        let mut tensors: BTreeMap<String, Raw> = BTreeMap::new();
        for (name, rows) in &self.matrices {
            let bytes = rows.delta.iter().map(|step| step.cast_unsigned()).collect();
            let scale = Floats { shape: vec![rows.scale.len()], values: rows.scale.clone() };
            tensors
                .insert(format!("{name}.delta"), Raw { dtype: Dtype::I8, shape: rows.shape.clone(), bytes });
            tensors.insert(format!("{name}.scale"), Raw::from(&scale));
        }
        tensors.extend(self.plain.iter().map(|(name, floats)| (name.clone(), Raw::from(floats))));
        write(path, &tensors, metadata)
    }
}

impl Rows {
    fn between(old: &Floats, new: &Floats) -> Self {
        let width = new.shape[1].max(1);
        let (mut delta, mut scale) = (Vec::with_capacity(new.values.len()), Vec::with_capacity(new.shape[0]));
        for (old, new) in old.values.chunks(width).zip(new.values.chunks(width)) {
            let largest = old.iter().zip(new).map(|(old, new)| (new - old).abs()).fold(0.0, f32::max);
            let step = largest / 127.0;
            let steps = |difference: f32| if step > 0.0 { (difference / step).round() as i8 } else { 0 };
            delta.extend(old.iter().zip(new).map(|(old, new)| steps(new - old)));
            scale.push(step);
        }
        Self { shape: new.shape.clone(), delta, scale }
    }

    fn add_to(&self, values: &mut [f32]) {
        let width = self.shape[1].max(1);
        for ((values, steps), scale) in
            values.chunks_mut(width).zip(self.delta.chunks(width)).zip(&self.scale)
        {
            for (value, step) in values.iter_mut().zip(steps) {
                *value += f32::from(*step) * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standpoint_encoder::Weights;

    fn tensor(shape: &[usize], value: impl Fn(usize) -> f32) -> Floats {
        Floats { shape: shape.to_vec(), values: (0..shape.iter().product()).map(value).collect() }
    }

    fn trained() -> (Named, Named) {
        let base = Named::from([
            ("m.weight".to_owned(), tensor(&[3, 8], |i| i as f32 * 0.1)),
            ("m.bias".to_owned(), tensor(&[3], |i| i as f32)),
            ("same".to_owned(), tensor(&[2, 2], |_| 1.0)),
        ]);
        let mut tuned = base.clone();
        // Row 0 changes a lot, row 1 a little, row 2 not at all.
        tuned.insert(
            "m.weight".to_owned(),
            tensor(&[3, 8], |i| {
                let change = [0.5, 0.001, 0.0][i / 8] * ((i % 8) as f32 - 3.5);
                i as f32 * 0.1 + change
            }),
        );
        tuned.insert("m.bias".to_owned(), tensor(&[3], |i| i as f32 + 0.25));
        tuned.insert("head.weight".to_owned(), tensor(&[4, 3], |i| i as f32));
        (base, tuned)
    }

    #[test]
    fn each_row_is_off_by_half_a_step_at_most() {
        let (base, tuned) = trained();
        let restored = Delta::between(&base, &tuned).unwrap().over(&base);
        for (row, largest) in [1.75_f32, 0.0035, 0.0].into_iter().enumerate() {
            for i in row * 8..row * 8 + 8 {
                let off = (restored["m.weight"].values[i] - tuned["m.weight"].values[i]).abs();
                assert!(off <= largest / 254.0 + 1e-6, "row {row}: {off}");
            }
        }
        for whole in ["m.bias", "head.weight", "same"] {
            assert_eq!(restored[whole], tuned[whole]);
        }
    }

    #[test]
    fn the_native_reader_sees_the_weights_that_were_measured() {
        let folder = tempfile::tempdir().unwrap();
        let (base, tuned) = trained();
        let delta = Delta::between(&base, &tuned).unwrap();
        let (base_file, delta_file) = (folder.path().join("base"), folder.path().join("delta"));
        let raw = base.iter().map(|(name, floats)| (name.clone(), Raw::from(floats))).collect();
        write(&base_file, &raw, &Metadata::new()).unwrap();
        let strings = Metadata::from([("format".to_owned(), "standpoint-delta/1".to_owned())]);
        delta.write(&delta_file, &strings).unwrap();
        assert_eq!(Delta::read(&delta_file).unwrap().over(&base), delta.over(&base));
        let mut weights = Weights::open(&base_file).unwrap();
        weights.overlay(std::fs::read(&delta_file).unwrap()).unwrap();
        assert_eq!(weights.metadata()["format"], "standpoint-delta/1");
        // The layer's answer to unit vectors is its columns.
        let ours = delta.over(&base);
        let layer = weights.linear("m", 3, 8).unwrap();
        let identity = ndarray::Array2::<f32>::eye(8);
        let out = layer.apply(&identity.view());
        for column in 0..8 {
            for row in 0..3 {
                let expected = ours["m.weight"].values[row * 8 + column] + ours["m.bias"].values[row];
                assert!((out[[column, row]] - expected).abs() < 1e-6);
            }
        }
    }
}
