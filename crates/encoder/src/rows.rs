//! Passes over rows between the products: residual, layer norm and quantisation.

use crate::aligned::Aligned;
use crate::kernel::{MAX_ACTIVATION, vectorised};
use crate::math::{LANES, ROUND, fold, greater, lesser, sum};

/// Rows as integer codes: `x ≈ low + scale · code`, each row with its own `scale` and `low`.
#[derive(Default)]
pub(crate) struct Codes {
    /// Rows of `depth` codes: any byte will do, [`MAX_ACTIVATION`] being the greatest.
    pub(crate) bytes: Aligned<u8>,
    /// With codes of 16 bits: their lower bytes, [`Codes::bytes`] being the upper ones.
    pub(crate) lower: Aligned<u8>,
    pub(crate) scale: Vec<f32>,
    pub(crate) low: Vec<f32>,
}

impl Codes {
    /// Makes room for `rows` rows of `depth` codes. What was there stays where the size allows.
    pub(crate) fn fit(&mut self, rows: usize, depth: usize) {
        self.bytes.fit(rows * depth);
        self.scale.resize(rows, 0.0);
        self.low.resize(rows, 0.0);
    }
}

/// Gain and bias of a layer norm. Epsilon 1e-12, as BERT's.
pub(crate) struct Norm {
    pub(crate) gain: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

vectorised! {
    /// `x = norm(x + residual)`, row by row, in place. Rows are `stride` apart and as wide as the norm's gain.
    fn add_norm(x: &mut [f32], residual: &[f32], stride: usize, gain: &[f32], bias: &[f32]) {
        let width = gain.len();
        for (x, residual) in x.chunks_exact_mut(stride).zip(residual.chunks_exact(stride)) {
            for (x, y) in x[..width].iter_mut().zip(residual) {
                *x += *y;
            }
            norm_row(&mut x[..width], gain, bias);
        }
    }
}

vectorised! {
    /// `x = norm(x)`, row by row, in place.
    fn norm(x: &mut [f32], stride: usize, gain: &[f32], bias: &[f32]) {
        for x in x.chunks_exact_mut(stride) {
            norm_row(&mut x[..gain.len()], gain, bias);
        }
    }
}

vectorised! {
    /// Codes of rows of floats, `width` of `stride` wide; what is left of a row of codes keeps whatever value it has.
    fn quantise(
        rows: &[f32], stride: usize, width: usize, codes: &mut [u8], depth: usize, scale: &mut [f32], low: &mut [f32],
    ) {
        let out = codes.chunks_exact_mut(depth).zip(scale).zip(low);
        for (row, ((codes, scale), low)) in rows.chunks_exact(stride).zip(out) {
            (*scale, *low) = quantise_row(&row[..width], &mut codes[..width]);
        }
    }
}

vectorised! {
    /// As [`quantise`], with codes of 16 bits in two planes.
    fn quantise_finely(
        rows: &[f32], stride: usize, width: usize, codes: (&mut [u8], &mut [u8]), depth: usize, scale: &mut [f32], low: &mut [f32],
    ) {
        let planes = codes.0.chunks_exact_mut(depth).zip(codes.1.chunks_exact_mut(depth));
        for ((row, (upper, lower)), (scale, low)) in rows.chunks_exact(stride).zip(planes).zip(scale.iter_mut().zip(low)) {
            let row = &row[..width];
            let (least, inverse);
            (*scale, least, inverse) = steps(row, f32::from(u16::MAX));
            *low = least;
            for (code, x) in upper[..width].iter_mut().zip(row) {
                *code = (((x - least) * inverse + ROUND).to_bits() >> 8) as u8;
            }
            for (code, x) in lower[..width].iter_mut().zip(row) {
                *code = ((x - least) * inverse + ROUND).to_bits() as u8;
            }
        }
    }
}

#[inline(always)]
fn norm_row(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    let share = 1.0 / row.len() as f32;
    let mean = sum(row.as_chunks().0, |x| x) * share;
    let variance = sum(row.as_chunks().0, |x| (x - mean) * (x - mean)) * share;
    let inverse = 1.0 / (variance + 1e-12).sqrt();
    for ((x, g), b) in row.iter_mut().zip(gain).zip(bias) {
        *x = ((*x - mean) * inverse).mul_add(*g, *b);
    }
}

/// Writes the codes of a row and returns its scale and its least value.
#[inline(always)]
fn quantise_row(row: &[f32], codes: &mut [u8]) -> (f32, f32) {
    let (scale, low, inverse) = steps(row, f32::from(MAX_ACTIVATION));
    // One loop: nested in chunks, the compiler gathers each lane's column and stores byte by byte; the
    // whole function then costs four times as much.
    for (code, x) in codes.iter_mut().zip(row) {
        *code = ((x - low) * inverse + ROUND).to_bits() as u8;
    }
    (scale, low)
}

/// Size of a step from the least value of a row to its greatest in `top` steps, the least value, and one over the size.
#[inline(always)]
fn steps(row: &[f32], top: f32) -> (f32, f32, f32) {
    let row = row.as_chunks::<LANES>().0;
    let (mut least, mut most) = ([f32::INFINITY; LANES], [f32::NEG_INFINITY; LANES]);
    for chunk in row {
        for i in 0..LANES {
            least[i] = lesser(chunk[i], least[i]);
            most[i] = greater(chunk[i], most[i]);
        }
    }
    let (low, high) = (fold(least, lesser), fold(most, greater));
    let inverse = if high > low { top / (high - low) } else { 0.0 };
    ((high - low) / top, low, inverse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kernel;

    fn noise(n: usize) -> Vec<f32> {
        (0..n)
            .map(|i| ((i * 7919 % 1009) as f32 / 100.0 - 5.0) * if i % 37 == 0 { 4.0 } else { 1.0 })
            .collect()
    }

    #[test]
    fn codes_are_within_half_a_step() {
        for kernel in Kernel::available() {
            let (rows, width, depth) = (3, 48, 64);
            let x = noise(rows * depth);
            let mut codes = Codes::default();
            codes.fit(rows, depth);
            quantise(kernel, &x, depth, width, &mut codes.bytes, depth, &mut codes.scale, &mut codes.low);
            for r in 0..rows {
                for c in 0..width {
                    let back = codes.scale[r].mul_add(f32::from(codes.bytes[r * depth + c]), codes.low[r]);
                    let error = (back - x[r * depth + c]).abs();
                    assert!(error <= codes.scale[r] * 0.501, "{error} at {r}, {c}");
                }
            }
        }
    }

    #[test]
    fn fine_codes_are_within_half_a_step_and_do_not_depend_on_the_kernel() {
        let (rows, width, depth) = (3, 48, 64);
        let x = noise(rows * depth);
        let mut first: Option<(Vec<u8>, Vec<u8>)> = None;
        for kernel in Kernel::available() {
            let mut codes = Codes::default();
            codes.fit(rows, depth);
            codes.lower.fit(rows * depth);
            let Codes { bytes, lower, scale, low } = &mut codes;
            quantise_finely(kernel, &x, depth, width, (bytes, lower), depth, scale, low);
            for r in 0..rows {
                for c in 0..width {
                    let code = 256.0 * f32::from(bytes[r * depth + c]) + f32::from(lower[r * depth + c]);
                    let error = (scale[r].mul_add(code, low[r]) - x[r * depth + c]).abs();
                    assert!(error <= scale[r] * 0.52, "{error} at {r}, {c}");
                }
            }
            let planes = (bytes.to_vec(), lower.to_vec());
            assert_eq!(first.get_or_insert(planes.clone()), &planes, "{}", kernel.name());
        }
    }

    #[test]
    fn rows_do_not_depend_on_the_kernel() {
        let (gain, bias) = (noise(48), noise(48));
        let run = |kernel| {
            let mut x = noise(5 * 64);
            add_norm(kernel, &mut x, &noise(5 * 64), 64, &gain, &bias);
            x
        };
        let expected = run(Kernel::available()[0]);
        for kernel in Kernel::available() {
            assert_eq!(run(kernel), expected, "{}", kernel.name());
        }
        let mut x = vec![1.0; 64];
        norm(Kernel::best(), &mut x, 64, &[1.0; 64], &[0.5; 64]);
        assert!(x.iter().all(|x| (*x - 0.5).abs() < 1e-6), "a constant row is all bias: {x:?}");
    }
}
