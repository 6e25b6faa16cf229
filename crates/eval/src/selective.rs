//! What abstaining buys: the error among the answers that are left, the surest first.

use crate::calibration::Answered;

/// Answers from the surest to the least sure.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskCoverage {
    /// `errors[k]`: wrong ones among the `k + 1` surest answers.
    errors: Vec<usize>,
}

impl RiskCoverage {
    /// Sorts answers by confidence; equally sure ones keep their order.
    pub fn new(answers: &[Answered]) -> Self {
        let mut sorted = answers.to_vec();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut wrong = 0;
        let errors = sorted.iter().map(|(_, right)| {
            wrong += usize::from(!right);
            wrong
        });
        Self { errors: errors.collect() }
    }

    /// How many answers there are.
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// True when there is no answer.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The share of wrong answers among the surest `coverage` of all (rounded up, at least one): 0 for no answers.
    pub fn risk(&self, coverage: f64) -> f64 {
        let kept = ((coverage * self.len() as f64).ceil() as usize).clamp(1, self.len().max(1));
        self.errors.get(kept - 1).map_or(0.0, |e| *e as f64 / kept as f64)
    }

    /// The share of right answers among the surest `coverage` of all.
    pub fn precision(&self, coverage: f64) -> f64 {
        1.0 - self.risk(coverage)
    }

    /// Area under the risk-coverage curve: the mean risk over all coverages (Geifman and El-Yaniv 2017). 0 is best.
    pub fn area(&self) -> f64 {
        let risks = self.errors.iter().enumerate().map(|(k, e)| *e as f64 / (k + 1) as f64);
        risks.sum::<f64>() / self.len().max(1) as f64
    }

    /// At most `most` points (coverage, risk) along the curve, evenly spaced, ending at full coverage.
    pub fn points(&self, most: usize) -> Vec<(f64, f64)> {
        let n = most.min(self.len());
        (1..=n).map(|i| i as f64 / n as f64).map(|coverage| (coverage, self.risk(coverage))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve() -> RiskCoverage {
        // From the surest: right, right, wrong, right. Risks 0, 0, 1/3, 1/4.
        RiskCoverage::new(&[(0.4, true), (0.9, true), (0.8, true), (0.6, false)])
    }

    #[test]
    fn risks_by_hand() {
        let curve = curve();
        assert!((curve.precision(0.5) - 1.0).abs() < 1e-9);
        assert!((curve.risk(0.75) - 1.0 / 3.0).abs() < 1e-9);
        assert!((curve.risk(1.0) - 0.25).abs() < 1e-9);
        assert!((curve.area() - (1.0 / 3.0 + 0.25) / 4.0).abs() < 1e-9);
    }

    #[test]
    fn points_end_at_full_coverage() {
        assert_eq!(curve().points(2), [(0.5, 0.0), (1.0, 0.25)]);
        assert_eq!(curve().points(9).len(), 4);
        let nothing = RiskCoverage::new(&[]);
        assert!(nothing.is_empty() && nothing.points(9).is_empty() && nothing.risk(1.0).abs() < 1e-9);
    }
}
