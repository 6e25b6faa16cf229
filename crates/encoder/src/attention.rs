//! Multi-head self-attention over one sequence of a packed block.

use crate::aligned::Aligned;
use crate::kernel::{COLUMNS, Kernel, product_f32, vectorised};
use crate::math::{LANES, exp, fold, greater, sum};
use std::ops::Range;

/// Queries that are worked through together, so that their scores stay in the first caches.
const QUERIES: usize = 48;

/// Scratch of one thread.
#[derive(Default)]
pub(crate) struct Scratch {
    keys: Aligned<f32>,
    values: Aligned<f32>,
    scores: Aligned<f32>,
    context: Aligned<f32>,
    inverse: Vec<f32>,
}

/// Where things lie in a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) heads: usize,
    /// Width of a hidden state; a head has a `heads`th of it.
    pub(crate) hidden: usize,
    /// From one query, or one row of the result, to the next.
    pub(crate) stride: usize,
    /// From one key and value to the next: the key's `hidden` floats, then the value's.
    pub(crate) kv_stride: usize,
}

/// Attention of the queries over one sequence's keys and values, written to `out`.
///
/// Softmax(Q Kᵀ / √d) V, head by head (Vaswani et al. 2017, equation 1), d = hidden / heads. Keys and values are laid out
/// as panels first: both products are then those of a dense layer.
pub(crate) fn attend(
    kernel: Kernel,
    shape: Shape,
    queries: &[f32],
    kv: &[f32],
    sequence: Range<usize>,
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let Shape { heads, hidden, stride, kv_stride } = shape;
    let width = hidden / heads;
    let (count, length) = (queries.len() / stride, sequence.len());
    let columns = length.next_multiple_of(COLUMNS);
    let value_panels = width.div_ceil(COLUMNS);
    let Scratch { keys, values, scores, context, inverse } = scratch;
    keys.fit(columns * width);
    values.fit(value_panels * length * COLUMNS);
    keys.fill(0.0);
    values.fill(0.0);
    scores.fit(QUERIES * columns);
    context.fit(QUERIES * COLUMNS);
    inverse.resize(QUERIES, 0.0);
    let kv = &kv[sequence.start * kv_stride..sequence.end * kv_stride];
    for head in 0..heads {
        let at = head * width;
        lay_out(kernel, kv, kv_stride, (at, hidden + at, width), keys, values);
        for first in (0..count).step_by(QUERIES) {
            let rows = QUERIES.min(count - first);
            let mine = &queries[first * stride + at..];
            for (n, panel) in keys.chunks_exact(width * COLUMNS).enumerate() {
                product_f32(
                    kernel,
                    (mine, stride),
                    width,
                    panel,
                    (&mut scores[n * COLUMNS..], columns),
                    rows,
                );
            }
            let scale = 1.0 / (width as f32).sqrt();
            softmax(kernel, &mut scores[..rows * columns], columns, length, scale, inverse);
            for (n, panel) in values.chunks_exact(length * COLUMNS).enumerate() {
                product_f32(kernel, (scores, columns), length, panel, (context, COLUMNS), rows);
                let wide = COLUMNS.min(width - n * COLUMNS);
                let target = &mut out[first * stride + at + n * COLUMNS..];
                put(kernel, &context[..rows * COLUMNS], inverse, wide, target, stride);
            }
        }
    }
}

vectorised! {
    /// Keys to panels `[n / COLUMNS][width][COLUMNS]`, values to `[width / COLUMNS][n][COLUMNS]`. What is beyond the last
    /// key, and beyond a value's width, stays zero.
    fn lay_out(kv: &[f32], stride: usize, place: (usize, usize, usize), keys: &mut [f32], values: &mut [f32]) {
        let (key, value, width) = place;
        let length = kv.len() / stride;
        for (n, panel) in keys.chunks_exact_mut(width * COLUMNS).enumerate() {
            let rows = &kv[n * COLUMNS * stride..];
            for (j, row) in rows.chunks_exact(stride).take(COLUMNS).enumerate() {
                for (k, x) in row[key..key + width].iter().enumerate() {
                    panel[k * COLUMNS + j] = *x;
                }
            }
        }
        for (n, panel) in values.chunks_exact_mut(length * COLUMNS).enumerate() {
            let wide = COLUMNS.min(width - n * COLUMNS);
            for (to, row) in panel.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(kv.chunks_exact(stride)) {
                to[..wide].copy_from_slice(&row[value + n * COLUMNS..][..wide]);
            }
        }
    }
}

vectorised! {
    /// Rows of logits to unnormalised probabilities of their first `length` columns, and one over each row's sum.
    fn softmax(scores: &mut [f32], columns: usize, length: usize, scale: f32, inverse: &mut [f32]) {
        for (row, inverse) in scores.chunks_exact_mut(columns).zip(inverse) {
            row[length..].fill(f32::NEG_INFINITY);
            let row = row.as_chunks_mut::<LANES>().0;
            let mut most = [f32::NEG_INFINITY; LANES];
            for chunk in row.iter() {
                for (m, x) in most.iter_mut().zip(chunk) {
                    *m = greater(*x, *m);
                }
            }
            let most = fold(most, greater);
            for x in row.as_flattened_mut() {
                *x = exp((*x - most) * scale);
            }
            *inverse = 1.0 / sum(row, |x| x);
        }
    }
}

vectorised! {
    /// Rows of a panel times `inverse`, to their columns of the result.
    fn put(panel: &[f32], inverse: &[f32], wide: usize, out: &mut [f32], stride: usize) {
        for ((row, inverse), out) in panel.chunks_exact(COLUMNS).zip(inverse).zip(out.chunks_mut(stride)) {
            for (out, x) in out[..wide].iter_mut().zip(row) {
                *out = x * inverse;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_formula_whatever_the_kernel() {
        let (heads, hidden, length) = (4, 48, 70);
        let shape = Shape { heads, hidden, stride: 64, kv_stride: 128 };
        let value = |i: usize| (i * 7919 % 1009) as f32 / 400.0 - 1.2;
        let queries: Vec<f32> = (0..length * 64).map(value).collect();
        let kv: Vec<f32> = (0..length * 128).map(|i| value(i + 17)).collect();
        let width = hidden / heads;
        let exact = |row: usize, head: usize, column: usize| -> f64 {
            let (mut sum, mut total) = (0.0, 0.0);
            for n in 0..length {
                let at = head * width;
                let logit: f32 = (0..width).map(|d| queries[row * 64 + at + d] * kv[n * 128 + at + d]).sum();
                let e = (f64::from(logit) / (width as f64).sqrt()).exp();
                sum += e * f64::from(kv[n * 128 + hidden + at + column]);
                total += e;
            }
            sum / total
        };
        let mut first: Option<Vec<f32>> = None;
        for kernel in Kernel::available() {
            let mut out = vec![0.0; length * 64];
            attend(kernel, shape, &queries, &kv, 0..length, &mut Scratch::default(), &mut out);
            for row in [0, 1, 47, 48, 69] {
                for (head, column) in [(0, 0), (1, 11), (3, 5)] {
                    let ours = f64::from(out[row * 64 + head * width + column]);
                    assert!((ours - exact(row, head, column)).abs() < 1e-5, "{row} {head} {column}");
                }
            }
            assert_eq!(first.get_or_insert(out.clone()), &out, "{}", kernel.name());
        }
    }
}
