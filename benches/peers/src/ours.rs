//! Our own encoder, packed: all inputs in one call.

use crate::engine::Engine;
use crate::work::{base, pool};
use anyhow::{Context, Result};
use rayon::{ThreadPool, ThreadPoolBuilder};
use standpoint_encoder::{Config, Encoder, Input, Precision, Rows, Weights};

pub struct Ours {
    encoder: Encoder,
    pool: ThreadPool,
}

impl Ours {
    pub fn open(int8: bool, threads: usize) -> Result<Self> {
        let base = base()?;
        let config = Config::open(&base.join("config.json"))?;
        let weights = Weights::open(&base.join("model.safetensors"))?;
        let precision = if int8 { Precision::Int8 } else { Precision::F32 };
        let encoder = Encoder::new(config, &weights, precision)?;
        Ok(Self { encoder, pool: ThreadPoolBuilder::new().num_threads(threads).build()? })
    }
}

impl Engine for Ours {
    fn embed(&mut self, inputs: &[Input]) -> Result<Vec<Vec<f32>>> {
        let states = self.pool.install(|| self.encoder.encode(inputs, Rows::All))?;
        states.iter().map(|s| Ok(pool(s.as_slice().context("states in row order")?))).collect()
    }
}
