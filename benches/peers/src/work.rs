//! What is encoded: the reference work, and batches of it padded for engines that need rectangles.

use anyhow::{Context, Result};
use standpoint_encoder::{Input, Tokenizer};
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use std::path::PathBuf;

/// Width of a hidden state.
pub const HIDDEN: usize = 384;
const LAYERS: usize = 6;
const INTERMEDIATE: usize = 1536;

/// The folder of the base model.
pub fn base() -> Result<PathBuf> {
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).context("not listed")?;
    Store::at_home()?.ready(base).context("hint: cargo xtask fetch-models")
}

/// Every `every`th line of the reference work in order of length, so that a part has the lengths of the whole; handed
/// out in the order of the file.
pub fn reference(tokenizer: &Tokenizer, every: usize) -> Vec<Input> {
    let all: Vec<Input> =
        include_str!("../../data/reference.txt").lines().map(|line| input(tokenizer, line)).collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&i| (all[i].ids.len(), i));
    let mut kept: Vec<usize> = order.into_iter().skip(every / 2).step_by(every).collect();
    kept.sort_unstable();
    kept.into_iter().map(|i| all[i].clone()).collect()
}

fn input(tokenizer: &Tokenizer, line: &str) -> Input {
    let pieces = tokenizer.tokens(line).into_iter().map(|t| t.id);
    let ids: Vec<u32> = [tokenizer.cls()].into_iter().chain(pieces).chain([tokenizer.sep()]).collect();
    Input { type_ids: vec![0; ids.len()], ids }
}

/// `count` sequences of exactly `tokens` tokens, cut from the reference work's running text.
pub fn uniform(tokenizer: &Tokenizer, count: usize, tokens: usize) -> Vec<Input> {
    let stream: Vec<u32> =
        reference(tokenizer, 1).iter().flat_map(|i| i.ids[1..i.ids.len() - 1].to_vec()).collect();
    let inner = tokens - 2;
    (0..count)
        .map(|i| {
            let words = stream.iter().cycle().skip(i * inner).take(inner).copied();
            let ids: Vec<u32> = [tokenizer.cls()].into_iter().chain(words).chain([tokenizer.sep()]).collect();
            Input { type_ids: vec![0; tokens], ids }
        })
        .collect()
}

/// Floating-point operations that `inputs` need without padding: two for each multiply-add of the matrix products.
pub fn operations(inputs: &[Input]) -> f64 {
    let weights = LAYERS * (4 * HIDDEN * HIDDEN + 2 * HIDDEN * INTERMEDIATE);
    inputs
        .iter()
        .map(|input| {
            let n = input.ids.len();
            2.0 * (n * weights + LAYERS * 2 * n * n * HIDDEN) as f64
        })
        .sum()
}

/// Sequences side by side, filled up to the longest.
pub struct Batch {
    /// Which inputs they are.
    pub rows: Vec<usize>,
    /// Tokens of each, padding not counted.
    pub lengths: Vec<usize>,
    /// Tokens of the longest.
    pub width: usize,
    /// `[rows, width]`.
    pub ids: Vec<i64>,
    /// 1 where there is a token, 0 where there is padding.
    pub mask: Vec<i64>,
}

/// Cuts the inputs, sorted by length, into batches of at most `size` sequences; the longest first, so that threads which
/// take batches in turn end together.
pub fn batches(inputs: &[Input], size: usize) -> Vec<Batch> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(inputs[i].ids.len()));
    order
        .chunks(size)
        .map(|rows| {
            let lengths: Vec<usize> = rows.iter().map(|&i| inputs[i].ids.len()).collect();
            let width = lengths.iter().copied().max().unwrap_or(0);
            let mut ids = vec![0; rows.len() * width];
            let mut mask = ids.clone();
            for (r, &i) in rows.iter().enumerate() {
                for (t, &id) in inputs[i].ids.iter().enumerate() {
                    ids[r * width + t] = i64::from(id);
                    mask[r * width + t] = 1;
                }
            }
            Batch { rows: rows.to_vec(), lengths, width, ids, mask }
        })
        .collect()
}

/// The mean of a sequence's token states, of length 1.
pub fn pool(states: &[f32]) -> Vec<f32> {
    let mut mean = vec![0.0f32; HIDDEN];
    for token in states.chunks_exact(HIDDEN) {
        for (m, x) in mean.iter_mut().zip(token) {
            *m += x;
        }
    }
    let length = mean.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    mean.iter().map(|x| x / length).collect()
}

/// Mean cosine of embeddings of the same sentences.
pub fn cosine(ours: &[Vec<f32>], theirs: &[Vec<f32>]) -> f64 {
    let sum: f64 = ours
        .iter()
        .zip(theirs)
        .map(|(a, b)| a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum::<f64>())
        .sum();
    sum / ours.len().max(1) as f64
}
