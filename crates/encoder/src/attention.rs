//! Multi-head self-attention over one sequence of a packed block.

use crate::aligned::Aligned;
use crate::kernel::{Along, COLUMNS, Kernel, product_f32, vectorised};
use crate::math::{LANES, exp2, greater};
use std::ops::Range;

/// Scratch of one thread.
#[derive(Default)]
pub(crate) struct Scratch {
    queries: Aligned<f32>,
    scores: Aligned<f32>,
    context: Aligned<f32>,
    inverse: Aligned<f32>,
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
/// Softmax(Q Kᵀ / √d) V, head by head (Vaswani et al. 2017, equation 1), d = hidden / heads. Scores are kept with a row for a
/// key and a column for a query, so that a softmax runs down the columns, all lanes of a register at once: no lane
/// is folded, none is filled up for want of keys, and keys and values are read where they lie. Some columns past the last
/// value of `kv` are read, and nothing made of them.
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
    let Scratch { queries: panel, scores, context, inverse } = scratch;
    panel.fit(width * COLUMNS);
    scores.fit(length * COLUMNS);
    context.fit(COLUMNS * COLUMNS);
    inverse.fit(COLUMNS);
    let kv = &kv[sequence.start * kv_stride..];
    // Powers are of two: 2^(x log2 e) is e^x.
    let scale = std::f32::consts::LOG2_E / (width as f32).sqrt();
    for at in (0..hidden).step_by(width) {
        for first in (0..count).step_by(COLUMNS) {
            let rows = COLUMNS.min(count - first);
            let columns = rows.next_multiple_of(LANES);
            lay_out(kernel, &queries[first * stride..][..rows * stride], stride, (at, width), scale, panel);
            let keys = (&kv[at..], Along::Row(kv_stride));
            product_f32(kernel, keys, (panel, COLUMNS), width, (scores, COLUMNS), (length, columns));
            softmax(kernel, scores, columns, inverse);
            for n in (0..width).step_by(COLUMNS) {
                let values = (&kv[hidden + at + n..], kv_stride);
                let scores = (&scores[..], Along::Column(COLUMNS));
                product_f32(kernel, scores, values, length, (context, COLUMNS), (rows, COLUMNS));
                let target = &mut out[first * stride + at + n..];
                put(kernel, &context[..rows * COLUMNS], inverse, COLUMNS.min(width - n), target, stride);
            }
        }
    }
}

vectorised! {
    /// Queries of one head times `scale` to a panel `[width][COLUMNS]`. What is beyond the last query stays what it was.
    fn lay_out(queries: &[f32], stride: usize, place: (usize, usize), scale: f32, panel: &mut [f32]) {
        let (at, width) = place;
        for (j, row) in queries.chunks_exact(stride).enumerate() {
            for (to, x) in panel.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(&row[at..at + width]) {
                to[j] = *x * scale;
            }
        }
    }
}

vectorised! {
    /// Columns of logits to unnormalised probabilities, and one over each column's sum.
    fn softmax(scores: &mut [f32], columns: usize, inverse: &mut [f32]) {
        for from in (0..columns).step_by(LANES) {
            let mut most = [f32::NEG_INFINITY; LANES];
            for row in scores.as_chunks::<COLUMNS>().0 {
                for (m, x) in most.iter_mut().zip(&row[from..]) {
                    *m = greater(*x, *m);
                }
            }
            let mut sums = [0.0; LANES];
            for row in scores.as_chunks_mut::<COLUMNS>().0 {
                for ((x, m), sum) in row[from..].iter_mut().zip(&most).zip(&mut sums) {
                    *x = exp2(*x - m);
                    *sum += *x;
                }
            }
            for (inverse, sum) in inverse[from..].iter_mut().zip(&sums) {
                *inverse = 1.0 / sum;
            }
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
        let kv: Vec<f32> = (0..length * 128 + COLUMNS).map(|i| value(i + 17)).collect();
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
            for row in [0, 1, 31, 32, 63, 64, 69] {
                for (head, column) in [(0, 0), (1, 11), (3, 5)] {
                    let ours = f64::from(out[row * 64 + head * width + column]);
                    assert!((ours - exact(row, head, column)).abs() < 1e-5, "{row} {head} {column}");
                }
            }
            assert_eq!(first.get_or_insert(out.clone()), &out, "{}", kernel.name());
        }
    }
}
