//! The integer product in plain Rust: always right, and what every other kernel is tested against.

use super::COLUMNS;

/// See [`super::products_i8`].
pub(crate) fn product(codes: &[u8], depth: usize, panel: &[i8], out: &mut [i32]) {
    for (row, sums) in codes.chunks_exact(depth).zip(out.as_chunks_mut::<COLUMNS>().0) {
        *sums = [0; COLUMNS];
        for (four, group) in row.as_chunks::<4>().0.iter().zip(panel.chunks_exact(4 * COLUMNS)) {
            for (sum, weights) in sums.iter_mut().zip(group.as_chunks::<4>().0) {
                for (code, weight) in four.iter().zip(weights) {
                    *sum += i32::from(*code) * i32::from(*weight);
                }
            }
        }
    }
}
