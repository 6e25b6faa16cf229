//! Dense layers, packed for the kernels: the product, and its epilogue while a panel's result is in the first cache.

use crate::Precision;
use crate::aligned::Aligned;
use crate::kernel::{Along, COLUMNS, Kernel, MAX_WEIGHT, padded, product_f32, products_i8, vectorised};
use crate::math::{LANES, ROUND, coarse_gelu, fold, gelu, greater, lesser};
use crate::rows::Codes;

/// A dense layer `y = x Wᵀ + b` in panels of [`COLUMNS`] outputs.
pub(crate) struct Dense {
    panels: Panels,
    bias: Vec<f32>,
    /// Inputs, filled up.
    pub(crate) depth: usize,
    /// Outputs, filled up. What is filled up comes out as zero.
    pub(crate) width: usize,
}

enum Panels {
    /// `[panel][depth][COLUMNS]`.
    F32(Aligned<f32>),
    /// `[panel][depth / 4][COLUMNS][4]`, and for each output its scale and its weights' sum.
    I8 { weights: Aligned<i8>, scale: Vec<f32>, sums: Vec<f32> },
    /// As `I8`, a weight being 128 times the one plane's code and the other's.
    I16 { upper: Aligned<i8>, lower: Aligned<i8>, scale: Vec<f32>, sums: Vec<f32> },
}

/// What is done to a sum on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finish {
    /// Nothing but the bias.
    Bias,
    /// The bias, then GELU.
    Gelu,
}

/// Scratch of one thread: a panel's results.
#[derive(Default)]
pub(crate) struct Tile {
    integers: Aligned<i32>,
    floats: Aligned<f32>,
}

impl Dense {
    /// Packs one or several layers that read the same inputs, each a weight `[out, inputs]` and a bias `[out]`; their
    /// outputs follow one another.
    pub(crate) fn new(parts: &[(&[f32], &[f32])], inputs: usize, precision: Precision) -> Self {
        let outputs = parts.iter().map(|(_, bias)| bias.len()).sum();
        let (depth, width) = (padded(inputs), padded(outputs));
        let mut bias: Vec<f32> = parts.iter().flat_map(|(_, bias)| bias.iter().copied()).collect();
        bias.resize(width, 0.0);
        let rows = parts.iter().flat_map(|(weight, _)| weight.chunks_exact(inputs)).enumerate();
        let mut codes = vec![0; inputs];
        let panels = match precision {
            Precision::F32 => {
                let mut panels = Aligned::zeros(depth * width);
                for (n, row) in rows {
                    let panel = &mut panels[n / COLUMNS * COLUMNS * depth..];
                    for (group, weight) in panel.as_chunks_mut::<COLUMNS>().0.iter_mut().zip(row) {
                        group[n % COLUMNS] = *weight;
                    }
                }
                Panels::F32(panels)
            }
            Precision::Int8 => {
                let mut weights = Aligned::zeros(depth * width);
                let (mut scale, mut sums) = (vec![0.0; width], vec![0.0; width]);
                for (n, row) in rows {
                    let panel = &mut weights[n / COLUMNS * COLUMNS * depth..];
                    let groups = panel.as_chunks_mut::<{ 4 * COLUMNS }>().0;
                    (scale[n], sums[n]) = codes_of(row, groups, n % COLUMNS, &mut codes);
                }
                Panels::I8 { weights, scale, sums }
            }
            Precision::Int16 => {
                let (mut upper, mut lower) = (Aligned::zeros(depth * width), Aligned::zeros(depth * width));
                let (mut scale, mut sums) = (vec![0.0; width], vec![0.0; width]);
                for (n, row) in rows {
                    let from = n / COLUMNS * COLUMNS * depth;
                    let planes = (&mut upper[from..], &mut lower[from..]);
                    (scale[n], sums[n]) = fine_codes_of(row, planes, n % COLUMNS, &mut codes);
                }
                Panels::I16 { upper, lower, scale, sums }
            }
        };
        Self { panels, bias, depth, width }
    }

    /// The layer on `rows` rows, to `out` `[rows][width]`. Reads `x` `[rows][depth]` or `codes`, as its precision wants.
    pub(crate) fn apply(
        &self,
        kernel: Kernel,
        (x, codes): (&[f32], &Codes),
        rows: usize,
        finish: Finish,
        tile: &mut Tile,
        out: &mut [f32],
    ) {
        if rows == 0 {
            return;
        }
        let bias = self.bias.chunks_exact(COLUMNS);
        match &self.panels {
            Panels::F32(weights) => {
                tile.floats.fit(rows * COLUMNS);
                for ((n, panel), bias) in weights.chunks_exact(COLUMNS * self.depth).enumerate().zip(bias) {
                    let (x, sums) = ((x, Along::Row(self.depth)), (&mut tile.floats[..], COLUMNS));
                    product_f32(kernel, x, (panel, COLUMNS), self.depth, sums, (rows, COLUMNS));
                    finish_f32(kernel, &tile.floats, bias, finish, &mut out[n * COLUMNS..], self.width);
                }
            }
            Panels::I8 { weights, scale, sums } => {
                tile.integers.fit(rows * COLUMNS);
                let rows = (&codes.scale[..rows], &codes.low[..rows]);
                let pairs = [(&codes.bytes[..], &weights[..])];
                products_i8(kernel, &pairs, self.depth, &mut tile.integers, |n, tile| {
                    let columns = [&self.bias, scale, sums].map(|c| &c[n * COLUMNS..][..COLUMNS]);
                    finish_i8(kernel, tile, columns, rows, finish, &mut out[n * COLUMNS..], self.width);
                });
            }
            Panels::I16 { upper, lower, scale, sums } => {
                tile.integers.fit(3 * rows * COLUMNS);
                let rows = (&codes.scale[..rows], &codes.low[..rows]);
                // Lower times lower would be a 65th part of the error that codes of 8 bits have.
                let pairs = [
                    (&codes.bytes[..], &upper[..]),
                    (&codes.bytes[..], &lower[..]),
                    (&codes.lower[..], &upper[..]),
                ];
                products_i8(kernel, &pairs, self.depth, &mut tile.integers, |n, tile| {
                    let columns = [&self.bias, scale, sums].map(|c| &c[n * COLUMNS..][..COLUMNS]);
                    finish_i16(kernel, tile, columns, rows, finish, &mut out[n * COLUMNS..], self.width);
                });
            }
        }
    }
}

/// Writes the codes of one output's weights to its column of a panel; returns the size of a step and the weights' sum.
fn codes_of(row: &[f32], groups: &mut [[i8; 4 * COLUMNS]], column: usize, codes: &mut [i32]) -> (f32, f32) {
    let mut step = 0.0;
    best_step(Kernel::best(), row, &mut step);
    let total = codes_at(row, step, f32::from(MAX_WEIGHT), codes);
    for (group, codes) in groups.iter_mut().zip(codes.chunks(4)) {
        for (place, code) in group[4 * column..].iter_mut().zip(codes) {
            *place = *code as i8;
        }
    }
    (step, total as f32 * step)
}

/// As [`codes_of`], in two planes: codes of up to 64 · 127 either way, of which the upper plane holds the 128th parts, rounded,
/// and the lower one what is left, -64 to 64 both.
fn fine_codes_of(
    row: &[f32],
    (upper, lower): (&mut [i8], &mut [i8]),
    column: usize,
    codes: &mut [i32],
) -> (f32, f32) {
    let top = f32::from(MAX_WEIGHT) * 127.0;
    let step = row.iter().fold(0.0_f32, |m, w| m.max(w.abs())) / top;
    let total = codes_at(row, step, top, codes);
    let groups = upper.chunks_exact_mut(4 * COLUMNS).zip(lower.chunks_exact_mut(4 * COLUMNS));
    for ((upper, lower), codes) in groups.zip(codes.chunks(4)) {
        for (i, code) in codes.iter().enumerate() {
            let part = (code + 64) >> 7;
            upper[4 * column + i] = part as i8;
            lower[4 * column + i] = (code - 128 * part) as i8;
        }
    }
    (step, total as f32 * step)
}

/// Weights as multiples of `step`, to the nearest, at most `top` of them either way; returns their sum.
fn codes_at(row: &[f32], step: f32, top: f32, codes: &mut [i32]) -> i32 {
    let inverse = if step > 0.0 { 1.0 / step } else { 0.0 };
    round(Kernel::best(), row, inverse, top, codes);
    codes.iter().sum()
}

vectorised! {
    /// `weight · inverse`, cut off at `top` either way and rounded to the nearest integer, halves to the even one.
    fn round(row: &[f32], inverse: f32, top: f32, codes: &mut [i32]) {
        for (code, weight) in codes.iter_mut().zip(row) {
            let steps = weight * inverse;
            let steps = if steps.is_nan() { 0.0 } else { steps };
            let cut = lesser(greater(steps, -top), top);
            *code = (cut + ROUND).to_bits().wrapping_sub(ROUND.to_bits()).cast_signed();
        }
    }
}

vectorised! {
    /// Sets `best` to the step with the least squared error, of a few that cut the largest weights off at a fraction of the greatest.
    fn best_step(row: &[f32], best: &mut f32) {
        let (row, rest) = row.as_chunks::<LANES>();
        let mut lanes = [0.0_f32; LANES];
        for chunk in row {
            for i in 0..LANES {
                lanes[i] = greater(lanes[i], chunk[i].abs());
            }
        }
        for (lane, weight) in lanes.iter_mut().zip(rest) {
            *lane = greater(*lane, weight.abs());
        }
        let (most, top) = (fold(lanes, greater), f32::from(MAX_WEIGHT));
        // Stands where no error is a number, so that weights beyond measure still make answers beyond measure, which are told.
        *best = most / top;
        let mut least = f32::INFINITY;
        for part in [1.0, 0.92, 0.84, 0.76, 0.68] {
            let step = part * most / top;
            let inverse = 1.0 / step;
            let mut lanes = [0.0_f32; LANES];
            for chunk in row {
                for i in 0..LANES {
                    let code = lesser(greater(chunk[i] * inverse, -top), top);
                    let off = chunk[i] - ((code + ROUND) - ROUND) * step;
                    lanes[i] += off * off;
                }
            }
            let error = lanes.iter().sum();
            if error < least {
                (least, *best) = (error, step);
            }
        }
    }
}

vectorised! {
    /// Bias and, where wanted, GELU.
    fn finish_f32(tile: &[f32], bias: &[f32], finish: Finish, out: &mut [f32], stride: usize) {
        let bias = &bias.as_chunks::<COLUMNS>().0[0];
        for (sums, out) in tile.as_chunks::<COLUMNS>().0.iter().zip(out.chunks_mut(stride)) {
            let out = &mut out.as_chunks_mut::<COLUMNS>().0[0];
            for c in 0..COLUMNS {
                out[c] = sums[c] + bias[c];
            }
            if finish == Finish::Gelu {
                for y in out.iter_mut() {
                    *y = gelu(*y);
                }
            }
        }
    }
}

vectorised! {
    /// From integer sums to floats: with `x = low + scale · code` and `w = step · weight`,
    /// `Σ x w + b = scale · step · Σ code · weight + low · Σ w + b`. Then GELU, where wanted.
    fn finish_i8(
        tile: &[i32], columns: [&[f32]; 3], rows: (&[f32], &[f32]), finish: Finish, out: &mut [f32], stride: usize,
    ) {
        let [bias, step, total] = columns.map(|c| &c.as_chunks::<COLUMNS>().0[0]);
        let rows = rows.0.iter().zip(rows.1);
        for ((sums, out), (scale, low)) in
            tile.as_chunks::<COLUMNS>().0.iter().zip(out.chunks_mut(stride)).zip(rows)
        {
            let out = &mut out.as_chunks_mut::<COLUMNS>().0[0];
            for c in 0..COLUMNS {
                out[c] = (sums[c] as f32).mul_add(scale * step[c], low.mul_add(total[c], bias[c]));
            }
            if finish == Finish::Gelu {
                for y in out.iter_mut() {
                    *y = coarse_gelu(*y);
                }
            }
        }
    }
}

vectorised! {
    /// As [`finish_i8`], from the sums of upper codes with upper weights, of upper codes with lower weights and of lower codes with upper
    /// weights, and with the exact GELU.
    fn finish_i16(
        tile: &[i32], columns: [&[f32]; 3], rows: (&[f32], &[f32]), finish: Finish, out: &mut [f32], stride: usize,
    ) {
        let [bias, step, total] = columns.map(|c| &c.as_chunks::<COLUMNS>().0[0]);
        let tile = tile.as_chunks::<COLUMNS>().0;
        let (upper, lower) = tile.split_at(tile.len() / 3);
        let (weights, codes) = lower.split_at(upper.len());
        let rows = rows.0.iter().zip(rows.1);
        let sums = upper.iter().zip(weights).zip(codes);
        for ((((upper, weights), codes), out), (scale, low)) in sums.zip(out.chunks_mut(stride)).zip(rows) {
            let out = &mut out.as_chunks_mut::<COLUMNS>().0[0];
            for c in 0..COLUMNS {
                let sum = (weights[c] as f32).mul_add(256.0, codes[c] as f32 * 128.0);
                let sum = (upper[c] as f32).mul_add(32_768.0, sum);
                out[c] = sum.mul_add(scale * step[c], low.mul_add(total[c], bias[c]));
            }
            if finish == Finish::Gelu {
                for y in out.iter_mut() {
                    *y = gelu(*y);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_beyond_measure_keep_a_step() {
        for kernel in Kernel::available() {
            let mut step = 0.0;
            best_step(kernel, &[1e25; 32], &mut step);
            assert!(step > 1e23, "{}: {step}, a row of zeros would hide the damage", kernel.name());
            best_step(kernel, &[0.0; 32], &mut step);
            assert!(step.abs() < f32::MIN_POSITIVE, "{}: {step}", kernel.name());
        }
    }

    #[test]
    fn codes_round_to_the_nearest_within_the_bound() {
        let weights = [0.49, 0.51, -0.51, 1.5, 2.5, 1e9, -1e9, f32::NAN];
        for kernel in Kernel::available() {
            let mut codes = [0; 8];
            round(kernel, &weights, 1.0, 64.0, &mut codes);
            assert_eq!(codes, [0, 1, -1, 2, 2, 64, -64, 0], "{}", kernel.name());
        }
    }
}
