//! The forward pass of one block of sequences, packed end to end, on one thread or split by rows over several.
//!
//! A layer's weights are several times what the second cache holds beside the rows of a block. So a layer runs in two
//! sweeps over the block, each of which reads its own weights again and again while they stay there: attention, a
//! group of whole sequences at a time, and the feed-forward pair, a few rows at a time.

use crate::aligned::Aligned;
use crate::attention::{Scratch, Shape, attend};
use crate::dense::{Finish, Tile};
use crate::exit::{Exit, Reached};
use crate::kernel::{COLUMNS, Kernel, padded};
use crate::network::{Layer, Network};
use crate::rows::{Codes, add_norm, norm, quantise, quantise_finely};
use crate::{Input, Precision, Rows};
use ndarray::Array2;
use rayon::prelude::*;
use std::ops::Range;

/// Most tokens of a group, longer sequences apart.
const GROUP_TOKENS: usize = 128;

/// Rows of the feed-forward pair that are worked through together: the intermediate rows, four times as wide as a
/// hidden state, have to stay in the second cache beside the weights.
const FORWARD_ROWS: usize = 64;

/// Buffers for one block, kept from block to block.
#[derive(Default)]
pub(crate) struct Work {
    /// Hidden states, row by row.
    x: Aligned<f32>,
    /// Keys and values of a group.
    kv: Aligned<f32>,
    parts: Vec<Part>,
}

/// What one thread needs for its rows of a group.
#[derive(Default)]
struct Part {
    /// Which of the part's rows ask, and of which sequence of the group.
    asks: Vec<(Range<usize>, Range<usize>)>,
    /// How many ask.
    rows: usize,
    queries: Aligned<f32>,
    context: Aligned<f32>,
    wide: Aligned<f32>,
    codes: Codes,
    tile: Tile,
    attention: Scratch,
}

/// Whole sequences that follow one another in a block.
struct Group {
    /// Its first token in the block.
    start: usize,
    /// Tokens of each sequence, counted from the group's first.
    sequences: Vec<Range<usize>>,
}

impl Group {
    fn tokens(&self) -> usize {
        self.sequences.last().map_or(0, |r| r.end)
    }
}

/// Final states of the sequences of a block, but for those that leave.
pub(crate) fn forward(
    network: &Network,
    kernel: Kernel,
    batch: &[&Input],
    (wanted, exit): (Rows, Option<&Exit>),
    split: usize,
    work: &mut Work,
) -> Vec<Reached> {
    let stride = padded(network.config.hidden);
    let most = if split > 1 { usize::MAX } else { GROUP_TOKENS };
    let (mut staying, mut left) = (batch.to_vec(), vec![None; batch.len()]);
    let mut groups = groups(batch, most);
    let total = groups.last().map_or(0, |g| g.start + g.tokens());
    let Work { x, kv, parts } = work;
    x.fit(total * stride);
    if parts.len() < split {
        parts.resize_with(split, Part::default);
    }
    let share = |rows: usize| rows.div_ceil(split).next_multiple_of(16);
    embed(network, batch, x);
    x.par_chunks_mut(share(total) * stride)
        .for_each(|x| norm(kernel, x, stride, &network.norm.gain, &network.norm.bias));
    for (i, layer) in network.layers.iter().enumerate() {
        if let Some(exit) = exit.filter(|exit| exit.is_after(i)) {
            left = leave(network, exit, &staying, x);
            staying = staying.iter().zip(&left).filter(|(_, left)| left.is_none()).map(|(s, _)| *s).collect();
            groups = self::groups(&staying, most);
        }
        if staying.is_empty() {
            break;
        }
        let wanted = if i + 1 == network.layers.len() { wanted } else { Rows::All };
        let mut rows = 0;
        for group in &groups {
            let (tokens, kv_stride) = (group.tokens(), layer.key_value.width);
            let share = share(tokens);
            // Panels of values are read past the last head.
            kv.fit(tokens * kv_stride + COLUMNS);
            let x_group = &mut x[group.start * stride..][..tokens * stride];
            x_group
                .par_chunks_mut(share * stride)
                .zip(kv.par_chunks_mut(share * kv_stride))
                .zip(&mut *parts)
                .enumerate()
                .for_each(|(i, ((x, kv), part))| {
                    part.project(network, kernel, layer, (i * share, group, wanted), x, kv);
                });
            let kv = &**kv;
            x_group
                .par_chunks_mut(share * stride)
                .zip(&mut *parts)
                .for_each(|(x, part)| part.attend(network, kernel, layer, kv, x));
            // Rows that ask close ranks.
            for (i, part) in parts[..tokens.div_ceil(share)].iter().enumerate() {
                let from = group.start + i * share;
                if from > rows {
                    x.copy_within(from * stride..(from + part.rows) * stride, rows * stride);
                }
                rows += part.rows;
            }
        }
        x[..rows * stride].par_chunks_mut(share(rows) * stride).zip(&mut *parts).for_each(|(x, part)| {
            for x in x.chunks_mut(FORWARD_ROWS * stride) {
                part.feed_forward(network, kernel, layer, x);
            }
        });
    }
    let mut states = collect(network, x, &staying, wanted).into_iter();
    let reached = |left: Option<f32>| left.map(Reached::Exit).or_else(|| states.next().map(Reached::End));
    left.into_iter().filter_map(reached).collect()
}

/// What the exit's head gives for those that leave; the rows of the others close ranks.
fn leave(network: &Network, exit: &Exit, batch: &[&Input], x: &mut [f32]) -> Vec<Option<f32>> {
    let stride = padded(network.config.hidden);
    let (mut from, mut to) = (0, 0);
    let mut left = Vec::with_capacity(batch.len());
    for input in batch {
        let rows = input.ids.len();
        let leaves = exit.leaves(&x[from * stride..][..network.config.hidden]);
        left.push(leaves);
        if leaves.is_none() {
            x.copy_within(from * stride..(from + rows) * stride, to * stride);
            to += rows;
        }
        from += rows;
    }
    left
}

fn groups(batch: &[&Input], most: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for input in batch {
        let (length, tokens) = (input.ids.len(), groups.last().map_or(0, Group::tokens));
        if tokens == 0 || tokens + length > most {
            let start = groups.last().map_or(0, |g| g.start + g.tokens());
            groups.push(Group { start, sequences: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            let tokens = group.tokens();
            group.sequences.push(tokens..tokens + length);
        }
    }
    groups
}

/// Sums of the embeddings of each token.
fn embed(network: &Network, batch: &[&Input], x: &mut [f32]) {
    let hidden = network.config.hidden;
    let mut rows = x.chunks_exact_mut(padded(hidden));
    for input in batch {
        for (place, ((id, kind), row)) in input.ids.iter().zip(&input.type_ids).zip(&mut rows).enumerate() {
            let (id, kind) = (*id as usize, *kind as usize);
            let word = &network.words[id * hidden..][..hidden];
            let position = &network.positions[place * hidden..][..hidden];
            let kind = &network.types[kind * hidden..][..hidden];
            for (((x, a), b), c) in row[..hidden].iter_mut().zip(word).zip(position).zip(kind) {
                *x = a + b + c;
            }
            if let Some(more) = network.first_words.get(id * hidden..(id + 1) * hidden) {
                row.iter_mut().zip(more).for_each(|(x, more)| *x += more);
            }
        }
    }
}

/// The rows as one matrix a sequence.
fn collect(network: &Network, x: &[f32], batch: &[&Input], wanted: Rows) -> Vec<Array2<f32>> {
    let hidden = network.config.hidden;
    let mut rows = x.chunks_exact(padded(hidden));
    batch
        .iter()
        .map(|input| {
            let count = if wanted == Rows::All { input.ids.len() } else { 1 };
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
    /// Keys and values of the rows `x` of a group, from its token `first` on, to `kv`, and queries of those that ask.
    fn project(
        &mut self,
        network: &Network,
        kernel: Kernel,
        layer: &Layer,
        (first, group, wanted): (usize, &Group, Rows),
        x: &mut [f32],
        kv: &mut [f32],
    ) {
        let hidden = network.config.hidden;
        let stride = padded(hidden);
        let precision = network.precision;
        let Self { asks, rows, queries, codes, tile, .. } = self;
        *rows = x.len() / stride;
        encode(kernel, precision, x, (*rows, hidden), codes);
        layer.key_value.apply(kernel, (x, codes), *rows, Finish::Bias, tile, kv);
        let tokens = first..first + *rows;
        asks.clear();
        let mut row = 0;
        for sequence in &group.sequences {
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
            encode(kernel, precision, x, (row, hidden), codes);
        }
        queries.fit(*rows * stride);
        layer.query.apply(kernel, (x, codes), *rows, Finish::Bias, tile, queries);
    }

    /// Attention, its dense layer and its norm, for the rows that ask.
    fn attend(&mut self, network: &Network, kernel: Kernel, layer: &Layer, kv: &[f32], x: &mut [f32]) {
        let config = &network.config;
        let stride = padded(config.hidden);
        let kv_stride = layer.key_value.width;
        let shape = Shape { heads: config.heads, hidden: config.hidden, stride, kv_stride };
        let Self { asks, rows, queries, context, codes, tile, attention, .. } = self;
        let rows = *rows;
        context.fit(rows * stride);
        for (sequence, rows) in asks.iter() {
            let mine = rows.start * stride..rows.end * stride;
            let (queries, context) = (&queries[mine.clone()], &mut context[mine]);
            attend(kernel, shape, queries, kv, sequence.clone(), attention, context);
        }
        encode(kernel, network.precision, context, (rows, config.hidden), codes);
        // The queries have done their work: their place holds what attention adds.
        layer.attention_out.apply(kernel, (context, codes), rows, Finish::Bias, tile, queries);
        let norm = &layer.attention_norm;
        add_norm(kernel, &mut x[..rows * stride], queries, stride, &norm.gain, &norm.bias);
    }

    /// The feed-forward pair and its norm.
    fn feed_forward(&mut self, network: &Network, kernel: Kernel, layer: &Layer, x: &mut [f32]) {
        let config = &network.config;
        let precision = network.precision;
        let stride = padded(config.hidden);
        let rows = x.len() / stride;
        let Self { context, wide, codes, tile, .. } = self;
        encode(kernel, precision, x, (rows, config.hidden), codes);
        wide.fit(rows * layer.up.width);
        layer.up.apply(kernel, (x, codes), rows, Finish::Gelu, tile, wide);
        encode(kernel, precision, wide, (rows, config.intermediate), codes);
        context.fit(rows * stride);
        layer.down.apply(kernel, (wide, codes), rows, Finish::Bias, tile, context);
        add_norm(kernel, x, context, stride, &layer.norm.gain, &layer.norm.bias);
    }
}

/// Codes of the first `rows` rows of `x`, `width` wide, where integers are wanted.
fn encode(kernel: Kernel, precision: Precision, x: &[f32], (rows, width): (usize, usize), codes: &mut Codes) {
    if precision == Precision::F32 {
        return;
    }
    let stride = padded(width);
    codes.fit(rows, stride);
    let x = &x[..rows * stride];
    let Codes { bytes, lower, scale, low } = codes;
    if precision == Precision::Int16 {
        lower.fit(rows * stride);
        quantise_finely(kernel, x, stride, width, (bytes, lower), stride, scale, low);
    } else {
        quantise(kernel, x, stride, width, bytes, stride, scale, low);
    }
}
