//! rust-bert, on libtorch 2.4.0.

use crate::engine::Forward;
use crate::work::{Batch, HIDDEN, base};
use anyhow::{Result, anyhow, ensure};
use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use tch::{Device, Kind, Tensor, nn};

pub struct Torch {
    _store: nn::VarStore,
    model: BertModel<BertEmbeddings>,
}

impl Torch {
    pub fn open(threads: usize) -> Result<Self> {
        tch::set_num_threads(threads as i32);
        let config = BertConfig {
            hidden_size: HIDDEN as i64,
            intermediate_size: 4 * HIDDEN as i64,
            num_hidden_layers: 6,
            num_attention_heads: 12,
            ..BertConfig::default()
        };
        let store = nn::VarStore::new(Device::Cpu);
        let model = BertModel::new(store.root(), &config);
        let mut variables = store.variables();
        let mut copied = 0;
        tch::no_grad(|| -> Result<()> {
            for (name, tensor) in Tensor::read_safetensors(base()?.join("model.safetensors"))? {
                if let Some(variable) = variables.get_mut(&name) {
                    variable.copy_(&tensor.to_kind(Kind::Float));
                    copied += 1;
                }
            }
            Ok(())
        })?;
        let encoder = variables.keys().filter(|name| !name.starts_with("pooler")).count();
        ensure!(copied >= encoder, "the base has {copied} of the {encoder} tensors that rust-bert wants");
        Ok(Self { _store: store, model })
    }
}

impl Forward for Torch {
    fn forward(&mut self, batch: &Batch, take: &mut dyn FnMut(&[f32])) -> Result<()> {
        let shape = [batch.rows.len() as i64, batch.width as i64];
        let ids = Tensor::from_slice(&batch.ids).view(shape);
        let mask = Tensor::from_slice(&batch.mask).view(shape);
        let states = tch::no_grad(|| {
            self.model.forward_t(Some(&ids), Some(&mask), None, None, None, None, None, false)
        })
        .map_err(|e| anyhow!("{e}"))?
        .hidden_state
        .contiguous();
        let mut values = vec![0.0f32; states.numel()];
        let count = values.len();
        states.f_copy_data(&mut values, count)?;
        take(&values);
        Ok(())
    }
}
