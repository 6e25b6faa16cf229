//! `AdamW`, with a learning rate for each layer and a state that can be saved.

use crate::network::{MARKS, host};
use crate::tensors::Named;
use anyhow::{Context, Result};
use clap::Args;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tch::{Kind, Tensor};

const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const EPSILON: f64 = 1e-8;
/// Layers of the encoder, for the layer-wise rates.
const LAYERS: i32 = 6;

/// Rates and limits of the optimizer.
#[derive(Args, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// Learning rate of the last encoder layer, at its highest.
    #[arg(long, default_value_t = 1e-4)]
    pub lr: f64,
    /// Learning rate of the heads, at its highest.
    #[arg(long, default_value_t = 5e-4)]
    pub head_lr: f64,
    /// Each layer learns this much slower than the one above it.
    #[arg(long, default_value_t = 0.9)]
    pub layer_decay: f64,
    /// Weight decay of the matrices.
    #[arg(long, default_value_t = 0.01)]
    pub weight_decay: f64,
    /// Share of the steps over which the rates rise; from there they fall to zero on a line.
    #[arg(long, default_value_t = 0.06)]
    pub warmup: f64,
    /// Longest gradient, over all weights.
    #[arg(long, default_value_t = 1.0)]
    pub clip: f64,
}

impl Rates {
    /// What the rates are multiplied by when `done` (0 to 1) of the training is done.
    pub fn factor(&self, done: f64) -> f64 {
        if done < self.warmup { done / self.warmup } else { ((1.0 - done) / (1.0 - self.warmup)).max(0.0) }
    }

    /// The highest rate of one weight. The embeddings count as a layer below the first; what is added to those of marks is new,
    /// as the heads are.
    fn highest(&self, name: &str) -> f64 {
        let layer =
            name.strip_prefix("encoder.layer.").and_then(|rest| rest.split('.').next()?.parse::<i32>().ok());
        match layer {
            Some(layer) => self.lr * self.layer_decay.powi(LAYERS - 1 - layer),
            None if name.starts_with("embeddings.") && name != MARKS => {
                self.lr * self.layer_decay.powi(LAYERS)
            }
            None => self.head_lr,
        }
    }
}

/// The optimizer: weights, and the running means of their gradients.
pub struct Optimizer {
    rates: Rates,
    weights: Vec<Weight>,
    steps: i32,
}

struct Weight {
    name: String,
    value: Tensor,
    mean: Tensor,
    square: Tensor,
    lr: f64,
    decay: f64,
}

impl Optimizer {
    /// An optimizer that has made no step.
    pub fn new(trainable: BTreeMap<String, Tensor>, rates: Rates) -> Self {
        let weights = trainable.into_iter().map(|(name, value)| Weight {
            mean: value.zeros_like().detach(),
            square: value.zeros_like().detach(),
            lr: rates.highest(&name),
            // Decay pulls on what is not in use, too: not on embeddings, of which a batch uses few rows.
            decay: if value.dim() == 2 && !name.starts_with("embeddings.") {
                rates.weight_decay
            } else {
                0.0
            },
            name,
            value,
        });
        Self { rates, weights: weights.collect(), steps: 0 }
    }

    /// Steps made.
    pub fn steps(&self) -> i32 {
        self.steps
    }

    /// Makes one step down `loss`, with the rates of `done` (0 to 1) of the training.
    pub fn step(&mut self, loss: &Tensor, done: f64) {
        for weight in &mut self.weights {
            weight.value.zero_grad();
        }
        loss.backward();
        let _guard = tch::no_grad_guard();
        // A head that no record of the batch asks has a gradient of zero, whether it was ever asked before or not.
        let gradients: Vec<Tensor> = self
            .weights
            .iter()
            .map(|weight| {
                Some(weight.value.grad()).filter(Tensor::defined).unwrap_or_else(|| weight.value.zeros_like())
            })
            .collect();
        let squares = gradients.iter().map(|gradient| gradient.square().sum(Kind::Double));
        let length = squares.reduce(|a, b| a + b).map_or(0.0, |sum| sum.double_value(&[]).sqrt());
        let shrink = if length > self.rates.clip { self.rates.clip / length } else { 1.0 };
        self.steps += 1;
        let (first, second) = (1.0 - BETA1.powi(self.steps), 1.0 - BETA2.powi(self.steps));
        let factor = self.rates.factor(done);
        for (weight, mut gradient) in self.weights.iter_mut().zip(gradients) {
            let _ = gradient.g_mul_scalar_(shrink);
            let _ = weight.mean.lerp_(&gradient, 1.0 - BETA1);
            let _ = gradient.square_();
            let _ = weight.square.lerp_(&gradient, 1.0 - BETA2);
            let divisor = (&weight.square / second).sqrt() + EPSILON;
            let lr = weight.lr * factor;
            let _ = weight.value.g_mul_scalar_(1.0 - lr * weight.decay);
            let _ = weight.value.addcdiv_(&(&weight.mean * (-lr / first)), &divisor);
        }
    }

    /// The state beside the weights: `mean.NAME` and `square.NAME` for each.
    pub fn state(&self) -> Result<Named> {
        let mut state = Named::new();
        for weight in &self.weights {
            state.insert(format!("mean.{}", weight.name), host(&weight.mean)?);
            state.insert(format!("square.{}", weight.name), host(&weight.square)?);
        }
        Ok(state)
    }

    /// Takes up a state that [`Optimizer::state`] gave after `steps` steps.
    pub fn resume(&mut self, state: &Named, steps: i32) -> Result<()> {
        let _guard = tch::no_grad_guard();
        for weight in &mut self.weights {
            for (part, tensor) in [("mean", &mut weight.mean), ("square", &mut weight.square)] {
                let name = format!("{part}.{}", weight.name);
                let floats =
                    state.get(&name).with_context(|| format!("the checkpoint has no tensor `{name}`"))?;
                tensor.copy_(&Tensor::from_slice(&floats.values).view(tensor.size().as_slice()));
            }
        }
        self.steps = steps;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: Rates =
        Rates { lr: 1e-4, head_lr: 5e-4, layer_decay: 0.5, weight_decay: 0.01, warmup: 0.1, clip: 1.0 };

    #[test]
    fn rates_rise_then_fall() {
        let close = |done: f64, factor: f64| (RATES.factor(done) - factor).abs() < 1e-9;
        assert!(
            close(0.0, 0.0) && close(0.05, 0.5) && close(0.1, 1.0) && close(0.55, 0.5) && close(1.0, 0.0)
        );
    }

    /// Two steps down `x * 3` from 1, by hand: with bias correction each moves by the rate, then decay pulls.
    #[test]
    fn steps_are_those_of_adamw() {
        let value = Tensor::from_slice(&[1.0_f32, -2.0]).view([1, 2]).set_requires_grad(true);
        let weights = BTreeMap::from([("encoder.layer.5.x".to_owned(), value.shallow_clone())]);
        let mut optimizer = Optimizer::new(weights, Rates { lr: 0.1, clip: 100.0, ..RATES });
        let mut expected = [1.0_f64, -2.0];
        for _ in 0..2 {
            let loss = (&value * 3.0).sum(Kind::Float);
            optimizer.step(&loss, 0.1);
            expected = expected.map(|x| x * (1.0 - 0.1 * 0.01) - 0.1);
        }
        for (i, expected) in expected.into_iter().enumerate() {
            assert!((value.double_value(&[0, i as i64]) - expected).abs() < 1e-5);
        }
        assert_eq!(optimizer.steps(), 2);
    }

    #[test]
    fn a_long_gradient_is_cut() {
        let value = Tensor::from_slice(&[0.0_f32, 0.0]).view([1, 2]).set_requires_grad(true);
        let weights = BTreeMap::from([("stance.weight".to_owned(), value.shallow_clone())]);
        let mut optimizer = Optimizer::new(weights, RATES);
        let loss = (&value * Tensor::from_slice(&[30.0_f32, 40.0])).sum(Kind::Float);
        optimizer.step(&loss, 0.1);
        // The running mean holds a tenth of the gradient, which was cut from a length of 50 to 1.
        let mean = &optimizer.state().unwrap()["mean.stance.weight"].values;
        assert!((mean[0] - 0.06).abs() < 1e-6 && (mean[1] - 0.08).abs() < 1e-6, "{mean:?}");
    }

    #[test]
    fn lower_layers_learn_slower() {
        let rate = |name: &str| RATES.highest(name) / RATES.lr;
        assert!((rate("encoder.layer.5.output.dense.weight") - 1.0).abs() < 1e-9);
        assert!((rate("encoder.layer.3.output.dense.weight") - 0.25).abs() < 1e-9);
        assert!((rate("embeddings.position_embeddings.weight") - 1.0 / 64.0).abs() < 1e-9);
        assert!((rate("stance.weight") - 5.0).abs() < 1e-9);
    }
}
