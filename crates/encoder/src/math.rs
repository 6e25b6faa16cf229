//! Scalar functions, written so that loops over them vectorise: no branch, no table, no division, every fusion spelt out.

/// Lanes that sums and extremes over a row are kept in, whatever the width of a register.
pub(crate) const LANES: usize = 16;

/// 1.5 · 2^23: a small number to which it is added is rounded to an integer, which the low bits of the sum then hold.
pub(crate) const ROUND: f32 = 12_582_912.0;

/// 2^x for x up to 127, relative error below 3e-7; below -126 as at -126.
///
/// Split into integer and fraction; the fraction by a minimax polynomial, whose own error is 8e-8.
#[inline(always)]
pub(crate) fn exp2(x: f32) -> f32 {
    let x = greater(x, -126.0);
    let shifted = x + ROUND;
    let r = x - (shifted - ROUND);
    let p = 1.327_647_2e-3;
    let p = r.mul_add(p, 9.675_541e-3);
    let p = r.mul_add(p, 5.550_713e-2);
    let p = r.mul_add(p, 0.240_221_2);
    let p = r.mul_add(p, 0.693_146_94);
    let p = r.mul_add(p, 1.000_000_1);
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    p * f32::from_bits(exponent)
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
    even_gelu(x, 5.0, &H)
}

/// As [`gelu`], with an absolute error below 8e-5, for results that become codes: half a step between the codes of a row that
/// reaches to 2 is fifty times as much.
///
/// The minimax polynomial of degree 8 in x² on |x| ≤ 4.25.
#[inline(always)]
pub(crate) fn coarse_gelu(x: f32) -> f32 {
    const H: [f32; 9] = [
        1.498_585_7,
        0.768_446_7,
        -0.225_746_47,
        0.158_068_08,
        -0.127_165_17,
        0.066_204_73,
        -0.045_264_41,
        0.069_688_715,
        -0.037_932_355,
    ];
    even_gelu(x, 4.25, &H)
}

/// x/2 + h(u) with u = 2 (x / end)² - 1 as far as `end`, max(x, 0) beyond.
#[inline(always)]
fn even_gelu<const N: usize>(x: f32, end: f32, h: &[f32; N]) -> f32 {
    let u = (x * x).mul_add(2.0 / (end * end), -1.0);
    let mut sum = h[N - 1];
    for c in h[..N - 1].iter().rev() {
        sum = u.mul_add(sum, *c);
    }
    if x.abs() <= end { x.mul_add(0.5, sum) } else { x.max(0.0) }
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
    fn powers_of_two_are_close_to_the_exact_ones() {
        for i in -12_600..12_700 {
            let x = i as f32 / 100.0;
            let exact = f64::from(x).exp2();
            assert!((f64::from(exp2(x)) / exact - 1.0).abs() < 3e-7, "2^{x}");
        }
        assert!(exp2(f32::NEG_INFINITY) < 1.2e-38);
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

    #[test]
    fn coarse_gelu_is_close_to_the_exact_one() {
        for i in -70_000..70_000 {
            let x = i as f32 / 10_000.0;
            assert!((coarse_gelu(x) - gelu(x)).abs() < 8e-5, "gelu({x}) = {}", coarse_gelu(x));
        }
    }
}
