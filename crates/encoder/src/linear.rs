//! A small dense layer in floats, for the heads that stand on the encoder.

use ndarray::{Array1, Array2, ArrayView2, linalg::general_mat_mul};

/// A dense layer: `y = x Wᵀ + b`, weight `[out, in]`.
pub struct Linear {
    pub(crate) weight: Array2<f32>,
    pub(crate) bias: Array1<f32>,
}

impl Linear {
    /// Applies the layer to rows `[n, in]`, giving `[n, out]`.
    pub fn apply(&self, rows: &ArrayView2<f32>) -> Array2<f32> {
        let mut out = Array2::zeros((rows.nrows(), self.weight.nrows()));
        for mut row in out.rows_mut() {
            row.assign(&self.bias);
        }
        general_mat_mul(1.0, rows, &self.weight.t(), 1.0, &mut out);
        out
    }
}
