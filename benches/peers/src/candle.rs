//! candle, its own BERT. The chore builds it as its readme says for a CPU: no feature, native instructions found at run time
//! by `gemm`; its threads are those of rayon's global pool, which the worker's environment sets.

use crate::engine::Forward;
use crate::work::{Batch, base};
use anyhow::Result;
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};

pub struct Candle {
    model: BertModel,
}

impl Candle {
    pub fn open() -> Result<Self> {
        let base = base()?;
        let config: Config = serde_json::from_slice(&std::fs::read(base.join("config.json"))?)?;
        let weights = std::fs::read(base.join("model.safetensors"))?;
        let builder = VarBuilder::from_buffered_safetensors(weights, DType::F32, &Device::Cpu)?;
        Ok(Self { model: BertModel::load(builder, &config)? })
    }
}

impl Forward for Candle {
    fn forward(&mut self, batch: &Batch, take: &mut dyn FnMut(&[f32])) -> Result<()> {
        let shape = (batch.rows.len(), batch.width);
        let ids: Vec<u32> = batch.ids.iter().map(|x| *x as u32).collect();
        let mask: Vec<u32> = batch.mask.iter().map(|x| *x as u32).collect();
        let ids = Tensor::from_vec(ids, shape, &Device::Cpu)?;
        let mask = Tensor::from_vec(mask, shape, &Device::Cpu)?;
        let states = self.model.forward(&ids, &ids.zeros_like()?, Some(&mask))?;
        take(&states.flatten_all()?.to_vec1::<f32>()?);
        Ok(())
    }
}
