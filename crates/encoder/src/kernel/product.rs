//! The float product, compiled for each instruction set from one source.

use super::COLUMNS;
use crate::kernel::{Isa, Kernel};

/// Where the factors of one sum lie.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Along {
    /// One after the other; the row below is so many numbers further.
    Row(usize),
    /// So many numbers apart; the row below begins at the next number.
    Column(usize),
}

/// Product of float rows with a panel: `out[r][c] = Σ rows[r][k] · panel[k][c]`, `k` from 0 to `depth`.
///
/// Row `k` of the panel starts at `k` times its stride, row `r` of the result at `r` times that of `out`. `size` is how many rows
/// and columns are wanted: columns are 16 or [`COLUMNS`]. Each sum runs along `k` from the first to the last with one rounding a
/// step, so neither the size nor the instruction set changes a bit of it.
pub(crate) fn product_f32(
    kernel: Kernel,
    rows: (&[f32], Along),
    panel: (&[f32], usize),
    depth: usize,
    out: (&mut [f32], usize),
    size: (usize, usize),
) {
    match kernel.0 {
        // SAFETY (both): a `Kernel` exists only for an instruction set that the processor has.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512Vnni | Isa::Amx => unsafe { avx512(rows, panel, depth, out, size) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 | Isa::AvxVnni => unsafe { avx2(rows, panel, depth, out, size) },
        _ => all::<6, 16>(rows, panel, depth, out, size),
    }
}

type Strided<'a> = (&'a [f32], usize);

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512(
    rows: (&[f32], Along),
    panel: Strided,
    depth: usize,
    out: (&mut [f32], usize),
    size: (usize, usize),
) {
    if size.1 == COLUMNS {
        all::<12, COLUMNS>(rows, panel, depth, out, size);
    } else {
        all::<12, 16>(rows, panel, depth, out, size);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2(rows: (&[f32], Along), panel: Strided, depth: usize, out: (&mut [f32], usize), size: (usize, usize)) {
    all::<6, 16>(rows, panel, depth, out, size);
}

/// Works through the rows in tiles of `R` by `C`; what is left over in smaller ones.
#[inline(always)]
fn all<const R: usize, const C: usize>(
    (rows, along): (&[f32], Along),
    (panel, panel_stride): Strided,
    depth: usize,
    (out, out_stride): (&mut [f32], usize),
    (count, columns): (usize, usize),
) {
    let mut done = 0;
    while done < count {
        let left = count - done;
        let out = &mut out[done * out_stride..];
        for from in (0..columns).step_by(C) {
            let panel = (&panel[from..], panel_stride, depth);
            let out = (&mut out[from..], out_stride);
            match along {
                Along::Row(stride) => {
                    let rows = (&rows[done * stride..], stride);
                    if left >= R {
                        tile::<R, C>(rows, panel, out);
                    } else if left >= 4 {
                        tile::<4, C>(rows, panel, out);
                    } else {
                        tile::<1, C>(rows, panel, out);
                    }
                }
                Along::Column(stride) => {
                    let rows = (&rows[done..], stride);
                    if left >= R {
                        tile_down::<R, C>(rows, panel, out);
                    } else if left >= 4 {
                        tile_down::<4, C>(rows, panel, out);
                    } else {
                        tile_down::<1, C>(rows, panel, out);
                    }
                }
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

/// `R` rows by `C` columns.
#[inline(always)]
fn tile<const R: usize, const C: usize>(
    (rows, stride): Strided,
    (panel, panel_stride, depth): (&[f32], usize, usize),
    out: (&mut [f32], usize),
) {
    let rows: [&[f32]; R] = std::array::from_fn(|r| &rows[r * stride..][..depth]);
    let mut sums = [[0.0_f32; C]; R];
    for k in 0..depth {
        let weights = &panel[k * panel_stride..][..C];
        let weights: [f32; C] = std::array::from_fn(|c| weights[c]);
        for r in 0..R {
            let x = rows[r][k];
            for c in 0..C {
                sums[r][c] = x.mul_add(weights[c], sums[r][c]);
            }
        }
    }
    put(&sums, out);
}

/// As [`tile`], for rows that run [`Along::Column`].
#[inline(always)]
fn tile_down<const R: usize, const C: usize>(
    (rows, stride): Strided,
    (panel, panel_stride, depth): (&[f32], usize, usize),
    out: (&mut [f32], usize),
) {
    let mut sums = [[0.0_f32; C]; R];
    for k in 0..depth {
        let weights = &panel[k * panel_stride..][..C];
        let weights: [f32; C] = std::array::from_fn(|c| weights[c]);
        let rows = &rows[k * stride..][..R];
        for r in 0..R {
            let x = rows[r];
            for c in 0..C {
                sums[r][c] = x.mul_add(weights[c], sums[r][c]);
            }
        }
    }
    put(&sums, out);
}

#[inline(always)]
fn put<const R: usize, const C: usize>(sums: &[[f32; C]; R], (out, stride): (&mut [f32], usize)) {
    for (r, sums) in sums.iter().enumerate() {
        out[r * stride..][..C].copy_from_slice(sums);
    }
}
