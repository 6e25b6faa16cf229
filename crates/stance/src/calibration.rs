//! From logits to probabilities that mean what they say.

use serde::Serialize;

/// Once smoothing is taken off no class is less probable than this share of it: smoothing hides what lies below. Without smoothing nothing is
/// hidden.
const LEAST: f64 = 0.04;

/// What training did to the probabilities, and how it is taken back. The numbers come with the weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// Share of each label's probability that training spread over all classes (label smoothing; Szegedy et al. 2016), whose network says
    /// 0.96 where it is certain.
    pub smoothing: f64,
    /// What is left of it is taken to the power of one over this (temperature scaling; Guo et al. 2017).
    pub temperature: f64,
    /// Multiplies the classes, in the order of [`Stance::CLASSES`](crate::Stance::CLASSES): training lets rare ones count more.
    pub odds: [f64; 4],
}

impl Calibration {
    /// Of a network that was trained without any of it, to be taken at its word.
    pub const NONE: Self = Self { smoothing: 0.0, temperature: 1.0, odds: [1.0; 4] };

    /// Probabilities of the four classes.
    pub fn probabilities(&self, logits: [f32; 4]) -> [f64; 4] {
        let logits = logits.map(f64::from);
        let largest = logits.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let smoothed = shares(logits.map(|logit| (logit - largest).exp()));
        let least = LEAST * self.smoothing;
        let plain = smoothed.map(|p| ((p - self.smoothing / 4.0) / (1.0 - self.smoothing)).max(least));
        let [a, b, c, d] = plain.map(|p| p.powf(1.0 / self.temperature));
        let [s, r, k, n] = self.odds;
        shares([a * s, b * r, c * k, d * n])
    }
}

fn shares(weights: [f64; 4]) -> [f64; 4] {
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_smoothing_took_is_given_back() {
        let smoothed = |p: f64| (0.95 * p + 0.0125).ln() as f32;
        let logits = [0.9, 0.05, 0.03, 0.02].map(smoothed);
        let plain = Calibration { smoothing: 0.05, temperature: 1.0, odds: [1.0; 4] };
        for (found, expected) in plain.probabilities(logits).iter().zip([0.9, 0.05, 0.03, 0.02]) {
            assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
        }
        // Hotter is less sure; odds move what they are about; and all of it stays a distribution.
        let calibration = Calibration { temperature: 2.0, odds: [1.0, 1.0, 0.5, 1.0], ..plain };
        let p = calibration.probabilities(logits);
        assert!(p[0] < 0.9 && (p[2] / p[3] - 0.5 * 1.5_f64.sqrt()).abs() < 1e-6, "{p:?}");
        assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let certain = plain.probabilities([60.0, -60.0, -60.0, -60.0]);
        assert!(certain[0] > 0.99 && certain[1] > 0.001);
        // Where nothing was smoothed nothing is hidden, however small.
        let unlikely = Calibration::NONE.probabilities([9.0, 0.0, 0.0, 0.0])[1];
        assert!((unlikely - 1.0 / (9.0_f64.exp() + 3.0)).abs() < 1e-9, "{unlikely}");
    }
}
