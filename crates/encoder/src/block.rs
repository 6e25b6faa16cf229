//! The forward pass of one block of sequences, packed end to end, on one thread or split by rows over several.

use crate::aligned::Aligned;
use crate::attention::{Scratch, Shape, attend};
use crate::dense::{Finish, Tile};
use crate::kernel::{Kernel, padded};
use crate::network::{Layer, Network};
use crate::rows::{Codes, Norm, add_norm, norm, quantise};
use crate::{Input, Precision, Rows};
use ndarray::Array2;
use rayon::prelude::*;
use std::ops::Range;

/// Buffers for one block, kept from block to block.
#[derive(Default)]
pub(crate) struct Work {
    parts: Vec<Part>,
    /// Keys and values of all tokens.
    kv: Aligned<f32>,
}

/// Rows that one thread works on, with all they need but the keys and values of others.
#[derive(Default)]
struct Part {
    /// Tokens of the block.
    tokens: Range<usize>,
    /// Which of the part's rows ask, and of which sequence.
    asks: Vec<(Range<usize>, Range<usize>)>,
    rows: usize,
    x: Aligned<f32>,
    queries: Aligned<f32>,
    context: Aligned<f32>,
    wide: Aligned<f32>,
    codes: Codes,
    tile: Tile,
    attention: Scratch,
}

/// Final states of the sequences of a block.
pub(crate) fn forward(
    network: &Network,
    kernel: Kernel,
    batch: &[&Input],
    wanted: Rows,
    split: usize,
    work: &mut Work,
) -> Vec<Array2<f32>> {
    let mut sequences: Vec<Range<usize>> = Vec::with_capacity(batch.len());
    for input in batch {
        let start = sequences.last().map_or(0, |r| r.end);
        sequences.push(start..start + input.ids.len());
    }
    let total = sequences.last().map_or(0, |r| r.end);
    let share = total.div_ceil(split).next_multiple_of(4);
    let parts = total.div_ceil(share);
    work.parts.resize_with(parts, Part::default);
    let kv_stride = network.layers.first().map_or(0, |l| l.key_value.width);
    work.kv.fit(total * kv_stride);
    for (i, part) in work.parts.iter_mut().enumerate() {
        part.tokens = i * share..total.min((i + 1) * share);
    }
    work.parts.par_iter_mut().for_each(|part| part.embed(network, kernel, batch, &sequences));
    for (i, layer) in network.layers.iter().enumerate() {
        let rows = if i + 1 == network.layers.len() { wanted } else { Rows::All };
        work.parts
            .par_iter_mut()
            .zip(work.kv.par_chunks_mut(share * kv_stride))
            .for_each(|(part, kv)| part.project(network, kernel, layer, &sequences, rows, kv));
        let kv = &work.kv;
        work.parts.par_iter_mut().for_each(|part| part.finish(network, kernel, layer, kv));
    }
    collect(network, &work.parts, &sequences, wanted)
}

/// Gathers the parts' rows into one matrix a sequence.
fn collect(network: &Network, parts: &[Part], sequences: &[Range<usize>], wanted: Rows) -> Vec<Array2<f32>> {
    let hidden = network.config.hidden;
    let stride = padded(hidden);
    let mut rows = parts.iter().flat_map(|p| p.x.chunks_exact(stride).take(p.rows));
    sequences
        .iter()
        .map(|sequence| {
            let count = if wanted == Rows::All { sequence.len() } else { 1 };
            let mut out = Array2::zeros((count, hidden));
            for (mut out, row) in out.rows_mut().into_iter().zip(&mut rows) {
                for (out, x) in out.iter_mut().zip(row) {
                    *out = *x;
                }
            }
            out
        })
        .collect()
}

impl Part {
    fn embed(&mut self, network: &Network, kernel: Kernel, batch: &[&Input], sequences: &[Range<usize>]) {
        let hidden = network.config.hidden;
        let stride = padded(hidden);
        self.rows = self.tokens.len();
        self.x.fit(self.rows * stride);
        for (input, sequence) in batch.iter().zip(sequences) {
            let mine = sequence.start.max(self.tokens.start)..sequence.end.min(self.tokens.end);
            for token in mine {
                let place = token - sequence.start;
                let id = input.ids[place] as usize;
                let word = &network.words[id * hidden..][..hidden];
                let position = &network.positions[place * hidden..][..hidden];
                let kind = &network.types[input.type_ids[place] as usize * hidden..][..hidden];
                let row = &mut self.x[(token - self.tokens.start) * stride..][..hidden];
                for (((x, a), b), c) in row.iter_mut().zip(word).zip(position).zip(kind) {
                    *x = a + b + c;
                }
                if let Some(more) = network.first_words.get(id * hidden..(id + 1) * hidden) {
                    row.iter_mut().zip(more).for_each(|(x, more)| *x += more);
                }
            }
        }
        norm(kernel, &mut self.x, stride, &network.norm.gain, &network.norm.bias);
    }

    /// Keys and values of the part's tokens to `kv`, and queries of the rows that ask.
    fn project(
        &mut self,
        network: &Network,
        kernel: Kernel,
        layer: &Layer,
        sequences: &[Range<usize>],
        wanted: Rows,
        kv: &mut [f32],
    ) {
        let hidden = network.config.hidden;
        let stride = padded(hidden);
        let integers = network.precision == Precision::Int8;
        let Self { tokens, asks, rows, x, queries, codes, tile, .. } = self;
        encode(kernel, integers, x, (*rows, hidden), codes);
        layer.key_value.apply(kernel, (x, codes), *rows, Finish::Bias, tile, kv);
        asks.clear();
        let mut row = 0;
        for sequence in sequences {
            let mine = sequence.start.max(tokens.start)..sequence.end.min(tokens.end);
            if mine.is_empty() || wanted == Rows::First && mine.start > sequence.start {
                continue;
            }
            let count = if wanted == Rows::All { mine.len() } else { 1 };
            if wanted == Rows::First {
                let from = (mine.start - tokens.start) * stride;
                x.copy_within(from..from + stride, row * stride);
            }
            asks.push((sequence.clone(), row..row + count));
            row += count;
        }
        if wanted == Rows::First {
            *rows = row;
            encode(kernel, integers, x, (row, hidden), codes);
        }
        queries.fit(*rows * stride);
        layer.query.apply(kernel, (x, codes), *rows, Finish::Bias, tile, queries);
    }

    /// Attention and all that follows it, for the rows that ask.
    fn finish(&mut self, network: &Network, kernel: Kernel, layer: &Layer, kv: &[f32]) {
        let config = &network.config;
        let integers = network.precision == Precision::Int8;
        let stride = padded(config.hidden);
        let kv_stride = layer.key_value.width;
        let shape = Shape { heads: config.heads, hidden: config.hidden, stride, kv_stride };
        let Self { asks, rows, x, queries, context, wide, codes, tile, attention, .. } = self;
        let rows = *rows;
        context.fit(rows * stride);
        for (sequence, rows) in asks.iter() {
            let mine = rows.start * stride..rows.end * stride;
            let (queries, context) = (&queries[mine.clone()], &mut context[mine]);
            attend(kernel, shape, queries, kv, sequence.clone(), attention, context);
        }
        encode(kernel, integers, context, (rows, config.hidden), codes);
        // The queries have done their work: their place holds what attention adds.
        layer.attention_out.apply(kernel, (context, codes), rows, Finish::Bias, tile, queries);
        residual(kernel, &mut queries[..rows * stride], x, stride, &layer.attention_norm);
        encode(kernel, integers, queries, (rows, config.hidden), codes);
        wide.fit(rows * layer.up.width);
        layer.up.apply(kernel, (queries, codes), rows, Finish::Gelu, tile, wide);
        encode(kernel, integers, wide, (rows, config.intermediate), codes);
        layer.down.apply(kernel, (wide, codes), rows, Finish::Bias, tile, x);
        residual(kernel, &mut x[..rows * stride], queries, stride, &layer.norm);
    }
}

/// Codes of the first `rows` rows of `x`, `width` wide, where integers are wanted.
fn encode(kernel: Kernel, integers: bool, x: &[f32], (rows, width): (usize, usize), codes: &mut Codes) {
    if integers {
        let stride = padded(width);
        codes.fit(rows, stride);
        let Codes { bytes, scale, low } = codes;
        quantise(kernel, &x[..rows * stride], stride, width, bytes, stride, scale, low);
    }
}

fn residual(kernel: Kernel, x: &mut [f32], residual: &[f32], stride: usize, norm: &Norm) {
    add_norm(kernel, x, residual, stride, &norm.gain, &norm.bias);
}
