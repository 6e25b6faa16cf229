//! Whether a probability of 0.8 is right in eight cases of ten.

/// Equal bins of confidence: as many as in Guo et al. 2017, and as training uses.
pub const BINS: usize = 15;

/// One answer: its probability, and whether it is right.
pub type Answered = (f32, bool);

/// Answers of like confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub answers: usize,
    /// Their mean confidence; 0 for none.
    pub confidence: f64,
    /// The share of them that is right; 0 for none.
    pub right: f64,
}

/// A reliability diagram in numbers (Niculescu-Mizil and Caruana 2005): bin `i` holds the answers of confidence from
/// `i / BINS` up to, and without, the next.
pub fn reliability(answers: &[Answered]) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for &(confidence, right) in answers {
        let bin = &mut bins[((f64::from(confidence) * BINS as f64) as usize).min(BINS - 1)];
        bin.answers += 1;
        bin.confidence += f64::from(confidence);
        bin.right += f64::from(u8::from(right));
    }
    for bin in bins.iter_mut().filter(|b| b.answers > 0) {
        bin.confidence /= bin.answers as f64;
        bin.right /= bin.answers as f64;
    }
    bins
}

/// Expected calibration error (Naeini et al. 2015): the mean distance of confidence and accuracy over the bins, each
/// weighing as much as it has answers. 0 is best; 0 for no answers.
pub fn calibration_error(answers: &[Answered]) -> f64 {
    let n = answers.len().max(1) as f64;
    reliability(answers).iter().map(|b| (b.confidence - b.right).abs() * b.answers as f64 / n).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_by_hand() {
        // Ten answers at 0.9, nine of them right: no gap. Two at 0.5, both right: a gap of 0.5, of two in twelve.
        let mut answers: Vec<Answered> = (0..10).map(|i| (0.9, i > 0)).collect();
        assert!(calibration_error(&answers) < 1e-6);
        answers.extend([(0.5, true), (0.5, true)]);
        assert!((calibration_error(&answers) - 1.0 / 12.0).abs() < 1e-6);
        assert!(calibration_error(&[]).abs() < 1e-9);
    }

    #[test]
    fn bins_hold_means_and_certainty_has_a_bin() {
        let bins = reliability(&[(0.41, true), (0.45, false), (1.0, true)]);
        assert_eq!(bins[6].answers, 2);
        assert!((bins[6].confidence - 0.43).abs() < 1e-6 && (bins[6].right - 0.5).abs() < 1e-9);
        assert_eq!((bins[14].answers, bins[14].right), (1, 1.0));
        assert_eq!(bins.iter().map(|b| b.answers).sum::<usize>(), 3);
    }
}
