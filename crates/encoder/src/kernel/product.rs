//! The float product, compiled for each instruction set from one source.

use super::COLUMNS;
use crate::kernel::{Isa, Kernel};

/// Product of float rows with one panel: `out[r][c] = Σ rows[r][k] · panel[k][c]`.
///
/// Row `r` starts at `r * stride` and is `depth` long; `panel` is `[depth][COLUMNS]`; row `r` of the result starts at
/// `r * out_stride`. Each sum runs along `k` from the first to the last with one rounding a step, so neither the number
/// of rows nor the instruction set changes a bit of it.
pub(crate) fn product_f32(
    kernel: Kernel,
    rows: (&[f32], usize),
    depth: usize,
    panel: &[f32],
    out: (&mut [f32], usize),
    count: usize,
) {
    match kernel.0 {
        // SAFETY (both): a `Kernel` exists only for an instruction set that the processor has.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512Vnni | Isa::Amx => unsafe { avx512(rows, depth, panel, out, count) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 | Isa::AvxVnni => unsafe { avx2(rows, depth, panel, out, count) },
        _ => all::<6, 16>(rows, depth, panel, out, count),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512(rows: (&[f32], usize), depth: usize, panel: &[f32], out: (&mut [f32], usize), count: usize) {
    all::<12, 32>(rows, depth, panel, out, count);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2(rows: (&[f32], usize), depth: usize, panel: &[f32], out: (&mut [f32], usize), count: usize) {
    all::<6, 16>(rows, depth, panel, out, count);
}

/// Works through `count` rows in tiles of `R` by `C`; what is left over in smaller ones.
#[inline(always)]
fn all<const R: usize, const C: usize>(
    (rows, stride): (&[f32], usize),
    depth: usize,
    panel: &[f32],
    (out, out_stride): (&mut [f32], usize),
    count: usize,
) {
    let panel = &panel.as_chunks::<COLUMNS>().0[..depth];
    let mut done = 0;
    while done < count {
        let rows = &rows[done * stride..];
        let out = &mut out[done * out_stride..];
        let left = count - done;
        for from in (0..COLUMNS).step_by(C) {
            if left >= R {
                tile::<R, C>(rows, stride, panel, from, out, out_stride);
            } else if left >= 4 {
                tile::<4, C>(rows, stride, panel, from, out, out_stride);
            } else {
                tile::<1, C>(rows, stride, panel, from, out, out_stride);
            }
        }
        done += if left >= R {
            R
        } else if left >= 4 {
            4
        } else {
            1
        };
    }
}

/// `R` rows by `C` columns of a panel, from column `from` on.
#[inline(always)]
fn tile<const R: usize, const C: usize>(
    rows: &[f32],
    stride: usize,
    panel: &[[f32; COLUMNS]],
    from: usize,
    out: &mut [f32],
    out_stride: usize,
) {
    let depth = panel.len();
    let rows: [&[f32]; R] = std::array::from_fn(|r| &rows[r * stride..][..depth]);
    let mut sums = [[0.0_f32; C]; R];
    for (k, weights) in panel.iter().enumerate() {
        let weights: [f32; C] = std::array::from_fn(|c| weights[from + c]);
        for r in 0..R {
            let x = rows[r][k];
            for c in 0..C {
                sums[r][c] = x.mul_add(weights[c], sums[r][c]);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        out[r * out_stride + from..][..C].copy_from_slice(sums);
    }
}
