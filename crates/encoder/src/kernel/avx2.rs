//! AVX2: `maddubs` forms 16-bit sums of two products, `madd` by ones adds neighbours and widens them.

#![allow(clippy::cast_ptr_alignment, reason = "loads and stores are the unaligned ones")]

use super::COLUMNS;
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

/// See [`super::products_i8`], which checks the lengths.
///
/// # Safety
/// `codes` holds `out.len() / COLUMNS` rows of `depth` codes, `panel` `depth * COLUMNS` weights.
#[target_feature(enable = "avx2")]
pub(crate) unsafe fn product(codes: &[u8], depth: usize, panel: &[i8], out: &mut [i32]) {
    let rows = out.len() / COLUMNS;
    let mut row = 0;
    while row < rows {
        // SAFETY: the pointers stay inside their slices: `row` and the rows after it exist, each half of a panel has
        // 16 columns.
        unsafe {
            let a = codes.as_ptr().add(row * depth);
            let c = out.as_mut_ptr().add(row * COLUMNS);
            for half in 0..2 {
                let (b, c) = (panel.as_ptr().add(half * 64), c.add(half * 16));
                match rows - row {
                    1 => tile::<1>(a, depth, b, c),
                    2 => tile::<2>(a, depth, b, c),
                    3 => tile::<3>(a, depth, b, c),
                    _ => tile::<4>(a, depth, b, c),
                }
            }
        }
        row += 4;
    }
}

/// `R` rows by 16 columns.
///
/// # Safety
/// `a` points to `R` rows of `depth` codes, `b` to a panel's half, `c` to `R` rows of [`COLUMNS`] sums.
#[target_feature(enable = "avx2")]
unsafe fn tile<const R: usize>(a: *const u8, depth: usize, b: *const i8, c: *mut i32) {
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    let mut k = 0;
    while k < depth {
        // SAFETY: `depth` is a multiple of 4, so four codes of each row and one group of the panel follow.
        let load = |at: usize| unsafe { _mm256_loadu_si256(b.add(k * COLUMNS + at).cast::<__m256i>()) };
        let weights = [load(0), load(32)];
        for (r, sums) in sums.iter_mut().enumerate() {
            // SAFETY: as above; four codes are read as one unaligned number.
            let four = _mm256_set1_epi32(unsafe { a.add(r * depth + k).cast::<i32>().read_unaligned() });
            for (sum, weights) in sums.iter_mut().zip(weights) {
                // Two products of at most 255 · 64 each: 16 bits hold their sum (see `MAX_ACTIVATION`).
                let short = _mm256_maddubs_epi16(four, weights);
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(short, ones));
            }
        }
        k += 4;
    }
    for (r, sums) in sums.iter().enumerate() {
        for (j, sum) in sums.iter().enumerate() {
            // SAFETY: `c` has `R` rows of `COLUMNS` sums, of which sixteen are this half's.
            unsafe { _mm256_storeu_si256(c.add(r * COLUMNS + j * 8).cast::<__m256i>(), *sum) };
        }
    }
}
