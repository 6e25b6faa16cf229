//! Multi-head self-attention over one sequence of a packed block.

use crate::math::softmax;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, linalg::general_mat_mul, s};

/// Attention of `queries` `[m, hidden]` over `keys` and `values` `[n, hidden]`, written to `out` `[m, hidden]`.
///
/// Softmax(Q Kᵀ / √d) V, head by head (Vaswani et al. 2017, equation 1), d = hidden / heads.
pub(crate) fn attend(
    queries: &ArrayView2<f32>,
    keys: &ArrayView2<f32>,
    values: &ArrayView2<f32>,
    heads: usize,
    out: &mut ArrayViewMut2<f32>,
) {
    let width = queries.ncols() / heads;
    let scale = 1.0 / (width as f32).sqrt();
    let mut scores = Array2::zeros((queries.nrows(), keys.nrows()));
    for head in 0..heads {
        let columns = s![.., head * width..(head + 1) * width];
        general_mat_mul(scale, &queries.slice(columns), &keys.slice(columns).t(), 0.0, &mut scores);
        for mut row in scores.rows_mut() {
            if let Some(row) = row.as_slice_mut() {
                softmax(row);
            }
        }
        general_mat_mul(1.0, &scores, &values.slice(columns), 0.0, &mut out.slice_mut(columns));
    }
}
