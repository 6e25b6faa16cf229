//! Scalar functions, written so that loops over them vectorise: no branch, no table, no division, every fusion spelt out.

/// Lanes that sums and extremes over a row are kept in, whatever the width of a register.
pub(crate) const LANES: usize = 16;

/// 1.5 · 2^23: a small number to which it is added is rounded to an integer, which the low bits of the sum then hold.
pub(crate) const ROUND: f32 = 12_582_912.0;

/// e^x for f32, relative error below 3e-7 over the range a softmax needs (clamped to ±87).
///
/// 2^(x log2 e) split into integer and fraction; the fraction by Cephes' `expf` polynomial.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let shifted = x.mul_add(std::f32::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = n.mul_add(-0.693_359_4, x);
    let r = n.mul_add(2.121_944_4e-4, r);
    let p = 1.987_569_1e-4;
    let p = r.mul_add(p, 1.398_199_9e-3);
    let p = r.mul_add(p, 8.333_452e-3);
    let p = r.mul_add(p, 4.166_579_6e-2);
    let p = r.mul_add(p, 1.666_666_5e-1);
    let p = r.mul_add(p, 0.5);
    let y = (p * r).mul_add(r, r) + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    y * f32::from_bits(exponent)
}

/// The exact GELU, x Φ(x), with an absolute error below 2e-6.
///
/// x Φ(x) = x/2 + h(x²) with h even and smooth: on |x| ≤ 5 a Chebyshev interpolation of degree 13 in x², written out
/// in powers of u = x² / 12.5 - 1; beyond, max(x, 0), which is off by 1.5e-6 at most.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    const H: [f32; 14] = [
        1.767_047_3,
        0.888_337_25,
        -0.234_692_23,
        0.138_658_33,
        -0.112_560_67,
        0.100_692_4,
        -0.085_595_56,
        0.070_539_34,
        -0.059_876_48,
        0.038_112_637,
        -0.011_631_76,
        0.008_131_751,
        -0.012_690_958,
        0.005_527_442_3,
    ];
    let u = (x * x).mul_add(0.08, -1.0);
    let mut h = H[13];
    for c in H[..13].iter().rev() {
        h = u.mul_add(h, *c);
    }
    if x.abs() <= 5.0 { x.mul_add(0.5, h) } else { x.max(0.0) }
}

/// Sum of a row: lane by lane, then the lanes two by two.
#[inline(always)]
pub(crate) fn sum(row: &[[f32; LANES]], mut term: impl FnMut(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    for chunk in row {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += term(*x);
        }
    }
    fold(lanes, |a, b| a + b)
}

/// Folds lanes two by two: 16, 8, 4, 2, 1.
#[inline(always)]
pub(crate) fn fold(mut lanes: [f32; LANES], both: impl Fn(f32, f32) -> f32) -> f32 {
    for width in [8, 4, 2, 1] {
        for i in 0..width {
            lanes[i] = both(lanes[i], lanes[i + width]);
        }
    }
    lanes[0]
}

/// The lesser of two numbers that are not NaN, as one instruction.
#[inline(always)]
pub(crate) fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The greater of two numbers that are not NaN, as one instruction.
#[inline(always)]
pub(crate) fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
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
        for (x, y) in [
            (0.0, 0.0),
            (1.0, 0.841_344_7),
            (-1.0, -0.158_655_3),
            (2.0, 1.954_499_7),
            (-3.0, -0.004_049_694),
            (4.9, 4.899_997_6),
            (-6.0, 0.0),
            (1e30, 1e30),
        ] {
            assert!((gelu(x) - y).abs() <= 2e-6_f32.max(y * 1e-6), "gelu({x}) = {}", gelu(x));
        }
    }
}
