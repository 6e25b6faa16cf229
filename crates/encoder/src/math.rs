//! Scalar functions and row operations, written so that the compiler can vectorise them.

/// e^x for f32, relative error below 2e-7 over the range a softmax or a GELU needs (clamped to ±87).
///
/// 2^(x log2 e) split into integer and fraction; the fraction by Cephes' `expf` polynomial.
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let n = (x * std::f32::consts::LOG2_E + 12_582_912.0) - 12_582_912.0; // rounds to an integer: 1.5 * 2^23
    let r = x - n * 0.693_359_4;
    let r = r + n * 2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let y = p * r * r + r + 1.0;
    y * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

/// The exact GELU, x Φ(x), with erf by Abramowitz and Stegun 7.1.26 (absolute error below 1.5e-7).
#[inline]
pub(crate) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly =
        ((((1.061_405_4 * t - 1.453_152_1) * t + 1.421_413_8) * t - 0.284_496_72) * t + 0.254_829_6) * t;
    let erf = 1.0 - poly * exp(-z * z);
    0.5 * x * (1.0 + erf.copysign(x))
}

/// Turns a row of logits into probabilities, in place.
pub(crate) fn softmax(row: &mut [f32]) {
    let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for x in row.iter_mut() {
        *x = exp(*x - max);
        sum += *x;
    }
    let inverse = 1.0 / sum;
    for x in row.iter_mut() {
        *x *= inverse;
    }
}

/// Layer norm of one row, in place. Epsilon 1e-12, as BERT's.
pub(crate) fn layer_norm(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    let n = row.len() as f32;
    let mean = row.iter().sum::<f32>() / n;
    let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / n;
    let inverse = 1.0 / (variance + 1e-12).sqrt();
    for ((x, g), b) in row.iter_mut().zip(gain).zip(bias) {
        *x = (*x - mean) * inverse * g + b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_exact_one() {
        for i in -8_600..8_600 {
            let x = i as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 5e-7, "exp({x})");
        }
    }

    #[test]
    fn gelu_has_its_known_values() {
        // x Φ(x) with Φ from tables of the normal distribution.
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (2.0, 1.954_499_7), (-6.0, 0.0)]
        {
            assert!((gelu(x) - y).abs() < 1e-6, "gelu({x}) = {}", gelu(x));
        }
    }

    #[test]
    fn softmax_of_equal_logits_is_uniform_even_when_huge() {
        let mut row = [1e30, 1e30];
        softmax(&mut row);
        assert!(row.iter().all(|p| (p - 0.5).abs() < 1e-6), "{row:?}");
    }
}
