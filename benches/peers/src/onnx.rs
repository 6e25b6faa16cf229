//! ONNX Runtime, by the library inside its Python package.

use crate::engine::Forward;
use crate::work::Batch;
use anyhow::{Context, Result, anyhow};
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;
use std::path::PathBuf;
use std::sync::OnceLock;

pub struct Session {
    session: ort::session::Session,
}

/// A file of the folder that `python/export.py` filled.
pub fn model(file: &str) -> Result<PathBuf> {
    let folder = std::env::var_os("STANDPOINT_PEERS_ONNX")
        .context("STANDPOINT_PEERS_ONNX is not set\nhint: start this with `cargo xtask bench peers`")?;
    Ok(PathBuf::from(folder).join(format!("{file}.onnx")))
}

impl Session {
    /// `threads` work inside each operator. All graph optimisations are on; everything else is the library's default.
    pub fn open(file: &str, threads: usize) -> Result<Self> {
        // The library itself is found by ORT_DYLIB_PATH, which the chore sets.
        let words = |e: ort::Error<ort::session::builder::SessionBuilder>| anyhow!("{e}");
        static LIBRARY: OnceLock<ort::environment::Environment> = OnceLock::new();
        let library = match LIBRARY.get() {
            Some(library) => library,
            None => {
                let opened = ort::init().with_telemetry(false).build()?;
                LIBRARY.get_or_init(|| opened)
            }
        };
        let mut builder = ort::session::Session::builder(library)?
            .with_optimization_level(GraphOptimizationLevel::All)
            .map_err(words)?
            .with_intra_threads(threads)
            .map_err(words)?;
        Ok(Self { session: builder.commit_from_file(model(file)?)? })
    }
}

impl Forward for Session {
    fn forward(&mut self, batch: &Batch, take: &mut dyn FnMut(&[f32])) -> Result<()> {
        let shape = [batch.rows.len(), batch.width];
        let types = vec![0i64; batch.ids.len()];
        let outputs = self.session.run(ort::inputs![
            "input_ids" => TensorRef::from_array_view((shape, &batch.ids[..]))?,
            "attention_mask" => TensorRef::from_array_view((shape, &batch.mask[..]))?,
            "token_type_ids" => TensorRef::from_array_view((shape, &types[..]))?,
        ])?;
        let (_, states) = outputs["last_hidden_state"].try_extract_tensor::<f32>()?;
        take(states);
        Ok(())
    }
}
