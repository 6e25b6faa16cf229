//! AVX-512 VNNI: as AVX-VNNI, with registers twice as wide and twice as many.

#![allow(clippy::cast_ptr_alignment, reason = "loads and stores are the unaligned ones")]

use super::COLUMNS;
use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
    _mm512_storeu_si512,
};

/// Rows of a tile: with two registers of columns 24 sums, 2 weights and 1 code stay in the 32 registers.
const ROWS: usize = 12;

/// See [`super::products_i8`], which checks the lengths.
///
/// # Safety
/// `codes` holds `out.len() / COLUMNS` rows of `depth` codes, `panel` `depth * COLUMNS` weights.
#[target_feature(enable = "avx512f,avx512vnni")]
pub(crate) unsafe fn product(codes: &[u8], depth: usize, panel: &[i8], out: &mut [i32]) {
    let rows = out.len() / COLUMNS;
    let mut row = 0;
    while row < rows {
        // SAFETY: the pointers stay inside their slices: `row` and the rows after it exist.
        unsafe {
            let a = codes.as_ptr().add(row * depth);
            let c = out.as_mut_ptr().add(row * COLUMNS);
            let b = panel.as_ptr();
            row += match rows - row {
                1 => tile::<1>(a, depth, b, c),
                2 => tile::<2>(a, depth, b, c),
                3 => tile::<3>(a, depth, b, c),
                4..6 => tile::<4>(a, depth, b, c),
                6..8 => tile::<6>(a, depth, b, c),
                8..ROWS => tile::<8>(a, depth, b, c),
                _ => tile::<ROWS>(a, depth, b, c),
            };
        }
    }
}

/// `R` rows by 32 columns; returns `R`.
///
/// # Safety
/// `a` points to `R` rows of `depth` codes, `b` to a panel, `c` to `R` rows of [`COLUMNS`] sums.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn tile<const R: usize>(a: *const u8, depth: usize, b: *const i8, c: *mut i32) -> usize {
    let mut sums = [[_mm512_setzero_si512(); 2]; R];
    let mut k = 0;
    while k < depth {
        // SAFETY: `depth` is a multiple of 4, so four codes of each row and one group of the panel follow.
        let load = |at: usize| unsafe { _mm512_loadu_si512(b.add(k * COLUMNS + at).cast::<__m512i>()) };
        let weights = [load(0), load(64)];
        for (r, sums) in sums.iter_mut().enumerate() {
            // SAFETY: as above; four codes are read as one unaligned number.
            let four = _mm512_set1_epi32(unsafe { a.add(r * depth + k).cast::<i32>().read_unaligned() });
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = _mm512_dpbusd_epi32(*sum, four, weights);
            }
        }
        k += 4;
    }
    for (r, sums) in sums.iter().enumerate() {
        for (j, sum) in sums.iter().enumerate() {
            // SAFETY: `c` has `R` rows of `COLUMNS` sums.
            unsafe { _mm512_storeu_si512(c.add(r * COLUMNS + j * 16).cast::<__m512i>(), *sum) };
        }
    }
    R
}
