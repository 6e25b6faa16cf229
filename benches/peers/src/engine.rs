//! The engines behind one interface, and how each is given its work.

use crate::work::{self, Batch, HIDDEN};
use crate::{candle, onnx, ours, rten};
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use standpoint_encoder::Input;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Embeds sentences: the forward pass and the mean over each sentence's own tokens.
pub trait Engine {
    /// One embedding an input, in order.
    fn embed(&mut self, inputs: &[Input]) -> Result<Vec<Vec<f32>>>;
}

/// An engine that computes rectangles.
pub trait Forward: Send {
    /// Hands the hidden states of a batch, `[rows, width, 384]`, to `take`.
    fn forward(&mut self, batch: &Batch, take: &mut dyn FnMut(&[f32])) -> Result<()>;
}

/// How an engine is set up: what was found best for it on this machine, not what suits us.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// The model file, where an engine has several.
    pub file: String,
    /// Sequences in a batch, sorted by length; 0 where the engine takes everything at once.
    pub batch: usize,
    /// Batches at work at the same time; the threads are shared among them.
    pub lanes: usize,
}

/// All engines by name, slowest kinds last.
pub const NAMES: &[&str] = &[
    "ours int8",
    "ours f32",
    "onnxruntime int8",
    "onnxruntime f32",
    "rten int8",
    "rten f32",
    "candle f32",
    "rust-bert f32",
];

/// The engine whose embeddings the others' are compared with.
pub const REFERENCE: &str = "onnxruntime f32";

/// The ways in which an engine could be set up for `threads`, first a sensible one. The best is found by measuring.
pub fn policies(name: &str, threads: usize) -> Vec<Policy> {
    let files: &[&str] = match name {
        "onnxruntime int8" => &["plain-int8", "plain-int8-full", "fused-int8", "fused-int8-full"],
        "onnxruntime f32" => &["plain", "fused"],
        "rten int8" => &["plain-int8", "plain-int8-full"],
        "rten f32" => &["plain"],
        "ours int8" | "ours f32" => return vec![Policy { file: String::new(), batch: 0, lanes: 1 }],
        _ => &[""],
    };
    let mut all = Vec::new();
    for file in files {
        for batch in [32, 16, 8, 4] {
            for lanes in 1..=threads {
                all.push(Policy { file: (*file).into(), batch, lanes });
            }
        }
    }
    all
}

/// Loads an engine. Its pools get `threads` threads, shared evenly among the policy's lanes.
pub fn open(name: &str, policy: &Policy, threads: usize) -> Result<Box<dyn Engine>> {
    let each = (threads / policy.lanes).max(1);
    let lane = || -> Result<Box<dyn Forward>> {
        Ok(match name {
            "onnxruntime int8" | "onnxruntime f32" => Box::new(onnx::Session::open(&policy.file, each)?),
            "rten int8" | "rten f32" => Box::new(rten::Rten::open(&policy.file, each)?),
            "candle f32" => Box::new(candle::Candle::open()?),
            #[cfg(feature = "torch")]
            "rust-bert f32" => Box::new(crate::torch::Torch::open(each)?),
            _ => bail!("no engine `{name}` in this build; there are {NAMES:?}"),
        })
    };
    if name.starts_with("ours") {
        return Ok(Box::new(ours::Ours::open(name.ends_with("int8"), threads)?));
    }
    let lanes = (0..policy.lanes).map(|_| lane()).collect::<Result<_>>()?;
    Ok(Box::new(Padded { lanes, batch: policy.batch }))
}

/// Length-sorted, padded batches, taken in turn by one or more lanes.
struct Padded {
    lanes: Vec<Box<dyn Forward>>,
    batch: usize,
}

impl Engine for Padded {
    fn embed(&mut self, inputs: &[Input]) -> Result<Vec<Vec<f32>>> {
        let batches = work::batches(inputs, self.batch);
        let out = Mutex::new(vec![Vec::new(); inputs.len()]);
        let next = AtomicUsize::new(0);
        let drain = |lane: &mut Box<dyn Forward>| -> Result<()> {
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                lane.forward(batch, &mut |states| {
                    let sequences = states.chunks_exact(batch.width * HIDDEN).zip(&batch.lengths);
                    let pooled: Vec<Vec<f32>> =
                        sequences.map(|(own, &length)| work::pool(&own[..length * HIDDEN])).collect();
                    let mut out = out.lock().expect("no lane panics");
                    for (&row, embedding) in batch.rows.iter().zip(pooled) {
                        out[row] = embedding;
                    }
                })?;
            }
            Ok(())
        };
        // A single lane works on the calling thread, as a program that calls the engine would.
        if let [only] = &mut self.lanes[..] {
            drain(only)?;
        } else {
            std::thread::scope(|scope| {
                let lanes: Vec<_> = self.lanes.iter_mut().map(|lane| scope.spawn(|| drain(lane))).collect();
                lanes.into_iter().try_for_each(|lane| lane.join().expect("no lane panics"))
            })?;
        }
        Ok(out.into_inner().expect("no lane panics"))
    }
}
