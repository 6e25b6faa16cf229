//! Named tensors on the host, and the files they lie in.

use anyhow::{Context, Result, bail, ensure};
use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// An `f32` tensor, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Floats {
    /// Its sizes; a matrix is `[out, in]`.
    pub shape: Vec<usize>,
    /// Its values.
    pub values: Vec<f32>,
}

/// Tensors by name, in the order of their names.
pub type Named = BTreeMap<String, Floats>;

/// Strings by name, as a safetensors header carries them.
pub type Metadata = BTreeMap<String, String>;

/// Bytes of one tensor on their way into a file.
pub(crate) struct Raw {
    /// Type of the values.
    pub dtype: Dtype,
    /// Sizes.
    pub shape: Vec<usize>,
    /// Values, little-endian.
    pub bytes: Vec<u8>,
}

impl From<&Floats> for Raw {
    fn from(floats: &Floats) -> Self {
        let bytes = floats.values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { dtype: Dtype::F32, shape: floats.shape.clone(), bytes }
    }
}

impl Raw {
    /// The values of an `f32` tensor.
    pub(crate) fn floats(&self) -> Option<Floats> {
        let values = || self.bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        (self.dtype == Dtype::F32).then(|| Floats { shape: self.shape.clone(), values: values() })
    }
}

/// Reads a safetensors file: its tensors, and its header's strings.
pub(crate) fn read(path: &Path) -> Result<(BTreeMap<String, Raw>, Metadata)> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&bytes).with_context(|| format!("{} is damaged", path.display()))
}

fn parse(bytes: &[u8]) -> Result<(BTreeMap<String, Raw>, Metadata)> {
    let (_, header) = SafeTensors::read_metadata(bytes)?;
    let tensors = SafeTensors::deserialize(bytes)?.tensors().into_iter().map(|(name, view)| {
        (name, Raw { dtype: view.dtype(), shape: view.shape().to_vec(), bytes: view.data().to_vec() })
    });
    Ok((tensors.collect(), header.metadata().clone().unwrap_or_default().into_iter().collect()))
}

/// The `f32` tensors among some. Those of other types are counters (position ids), which nobody needs.
pub(crate) fn floats(tensors: &BTreeMap<String, Raw>) -> Named {
    tensors.iter().filter_map(|(name, raw)| Some((name.clone(), raw.floats()?))).collect()
}

/// Writes a safetensors file, whole or not at all. The same tensors and strings give the same bytes.
pub(crate) fn write(path: &Path, tensors: &BTreeMap<String, Raw>, metadata: &Metadata) -> Result<()> {
    let mut views = Vec::new();
    for (name, raw) in tensors {
        views.push((name, TensorView::new(raw.dtype, raw.shape.clone(), &raw.bytes)?));
    }
    let strings: HashMap<String, String> = metadata.clone().into_iter().collect();
    let mut bytes = serialize(views, Some(strings))?;
    sort_strings(&mut bytes)?;
    replace_file(path, &bytes)
}

/// The library writes the header's strings in hash order, which differs from run to run: puts them in order, in place.
fn sort_strings(bytes: &mut [u8]) -> Result<()> {
    let Some((size, rest)) = bytes.split_first_chunk_mut::<8>() else { bail!("no header") };
    let size = u64::from_le_bytes(*size) as usize;
    let mut header: Map<String, Value> = serde_json::from_slice(&rest[..size])?;
    if let Some(Value::Object(strings)) = header.get_mut("__metadata__") {
        strings.sort_keys();
    }
    let mut sorted = serde_json::to_vec(&header)?;
    ensure!(sorted.len() <= size, "the header grew from {size} to {} bytes", sorted.len());
    sorted.resize(size, b' ');
    rest[..size].copy_from_slice(&sorted);
    Ok(())
}

/// Writes beside `path`, then renames: a reader sees the old file or the new one, never half of it.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = path.with_extension("partial");
        fs::write(&beside, bytes)?;
        fs::rename(&beside, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_and_its_bytes_do_not_vary() {
        let folder = tempfile::tempdir().unwrap();
        let floats = Floats { shape: vec![2, 2], values: vec![1.0, -2.5, 0.0, 3.0e-7] };
        let tensors =
            || BTreeMap::from([("b".to_owned(), Raw::from(&floats)), ("a".to_owned(), Raw::from(&floats))]);
        let strings: Metadata = (0..20).map(|i| (format!("key{i}"), format!("\"{i}\" ü"))).collect();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        write(&one, &tensors(), &strings).unwrap();
        write(&two, &tensors(), &strings).unwrap();
        assert_eq!(fs::read(&one).unwrap(), fs::read(&two).unwrap());
        let (raw, metadata) = read(&one).unwrap();
        assert_eq!(super::floats(&raw)["a"], floats);
        assert_eq!(metadata, strings);
    }
}
