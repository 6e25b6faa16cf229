//! rten, on the plain export: it knows standard operators.

use crate::engine::Forward;
use crate::onnx::model;
use crate::work::Batch;
use anyhow::{Context, Result};
use rten::{Model, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use std::sync::Arc;

pub struct Rten {
    model: Model,
    /// `input_ids`, `attention_mask`, `token_type_ids`.
    inputs: [NodeId; 3],
    output: NodeId,
    pool: Arc<ThreadPool>,
}

impl Rten {
    pub fn open(file: &str, threads: usize) -> Result<Self> {
        let model = Model::load_file(model(file)?)?;
        let inputs =
            [model.node_id("input_ids")?, model.node_id("attention_mask")?, model.node_id("token_type_ids")?];
        let output = model.node_id("last_hidden_state")?;
        Ok(Self { model, inputs, output, pool: Arc::new(ThreadPool::with_num_threads(threads)) })
    }
}

impl Forward for Rten {
    fn forward(&mut self, batch: &Batch, take: &mut dyn FnMut(&[f32])) -> Result<()> {
        // It counts in 32 bits.
        let narrow = |values: &[i64]| -> NdTensor<i32, 2> {
            let values: Vec<i32> = values.iter().map(|x| *x as i32).collect();
            NdTensor::from_data([batch.rows.len(), batch.width], values)
        };
        let (ids, mask) = (narrow(&batch.ids), narrow(&batch.mask));
        let types = NdTensor::<i32, 2>::zeros([batch.rows.len(), batch.width]);
        let inputs =
            [(self.inputs[0], ids.into()), (self.inputs[1], mask.into()), (self.inputs[2], types.into())];
        let options = RunOptions::default().with_thread_pool(Some(self.pool.clone()));
        let [states] = self.model.run_n(inputs.into(), [self.output], Some(options))?;
        let states: NdTensor<f32, 3> = states.try_into()?;
        let states: NdTensorView<f32, 3> = states.view();
        take(states.data().context("states in row order")?);
        Ok(())
    }
}
