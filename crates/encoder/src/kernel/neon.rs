//! NEON with the dot-product extension (Armv8.2 and later): `sdot` sums four signed products a lane.
//!
//! Codes are unsigned, so 128 is taken off them (their top bit is flipped) and 128 times the weights' sum is added in the end.
//! Rust has no stable intrinsic for `sdot` yet, hence the assembly.

#![allow(clippy::cast_ptr_alignment, reason = "loads and stores are the unaligned ones")]

use super::COLUMNS;
use std::arch::aarch64::{
    int8x16_t, int32x4_t, vaddq_s32, vdupq_n_s8, vdupq_n_s32, vld1q_s8, vreinterpretq_s8_s32, vshlq_n_s32,
    vst1q_s32,
};
use std::arch::asm;

/// Rows of a tile: with four registers of columns 16 sums.
const ROWS: usize = 4;

/// See [`super::products_i8`], which checks the lengths.
///
/// # Safety
/// `codes` holds `out.len() / COLUMNS` rows of `depth` codes, `panel` `depth * COLUMNS` weights.
#[target_feature(enable = "neon,dotprod")]
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
                    _ => tile::<ROWS>(a, depth, b, c),
                }
            }
        }
        row += ROWS;
    }
}

/// `R` rows by 16 columns.
///
/// # Safety
/// `a` points to `R` rows of `depth` codes, `b` to a panel's half, `c` to `R` rows of [`COLUMNS`] sums.
#[target_feature(enable = "neon,dotprod")]
unsafe fn tile<const R: usize>(a: *const u8, depth: usize, b: *const i8, c: *mut i32) {
    let mut sums = [[vdupq_n_s32(0); 4]; R];
    let mut totals = [vdupq_n_s32(0); 4];
    let ones = vdupq_n_s8(1);
    let mut k = 0;
    while k < depth {
        // SAFETY: `depth` is a multiple of 4, so four codes of each row and one group of the panel follow.
        let load = |at: usize| unsafe { vld1q_s8(b.add(k * COLUMNS + at)) };
        let weights = [load(0), load(16), load(32), load(48)];
        for (total, weights) in totals.iter_mut().zip(weights) {
            *total = dot(*total, ones, weights);
        }
        for (r, sums) in sums.iter_mut().enumerate() {
            // SAFETY: as above; four codes are read as one unaligned number.
            let four = unsafe { a.add(r * depth + k).cast::<i32>().read_unaligned() };
            let four = vreinterpretq_s8_s32(vdupq_n_s32(four ^ i32::from_ne_bytes([0x80; 4])));
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = dot(*sum, four, weights);
            }
        }
        k += 4;
    }
    for (r, sums) in sums.iter().enumerate() {
        for (j, sum) in sums.iter().enumerate() {
            let sum = vaddq_s32(*sum, vshlq_n_s32::<7>(totals[j]));
            // SAFETY: `c` has `R` rows of `COLUMNS` sums, of which sixteen are this half's.
            unsafe { vst1q_s32(c.add(r * COLUMNS + j * 4), sum) };
        }
    }
}

/// Adds to each lane of `sum` the four products of its bytes.
#[target_feature(enable = "neon,dotprod")]
fn dot(mut sum: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t {
    // SAFETY: one instruction on registers, which the enabled feature has.
    unsafe {
        asm!("sdot {s:v}.4s, {a:v}.16b, {b:v}.16b", s = inout(vreg) sum, a = in(vreg) a, b = in(vreg) b,
            options(pure, nomem, nostack, preserves_flags));
    }
    sum
}
