//! Probabilities that fit what reviewers said of this corpus.
//!
//! The model's probabilities were calibrated on other texts. Reviewed judgements tell how sure it may be on these: one number,
//! a temperature, makes all probabilities sharper or flatter; another, a threshold, says below which the answer is `unclear`.
//! Both are computed anew whenever they are asked for; the stored probabilities stay as they are.

use standpoint_stance::{Scores, Stance};

/// With fewer reviewed judgements than this there is no refit: two numbers chosen on less say more about chance.
pub const MIN_REVIEWED: usize = 50;

/// Of the answers given, at least this share of positions should be right; the training of the model chooses its own
/// threshold for the same precision.
pub const TARGET_PRECISION: f64 = 0.70;

/// An answer that is less probable than not is a guess.
const EVEN_ODDS: f64 = 0.5;

/// Parts for cross-validation.
const FOLDS: usize = 5;

/// What is changed about the probabilities of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recalibration {
    /// Above 1, probabilities become flatter; below 1, sharper; at 1 they stay.
    pub temperature: f64,
    /// An answer less probable than this is `unclear`.
    pub threshold: f64,
}

/// How far a refit helps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refit {
    /// Fitted on all reviewed judgements.
    pub fitted: Recalibration,
    /// Mean negative log-likelihood, in nats, of what reviewers said under the stored probabilities.
    pub loss_before: f64,
    /// The same under a refit, each judgement under the temperature that was fitted without its fifth.
    pub loss_after: f64,
    /// Share of positions that are right among those the run answered.
    pub precision_before: f64,
    /// The same with the new temperature and threshold. Fitted on these judgements themselves: a little too good.
    pub precision_after: f64,
}

impl Recalibration {
    /// Changes nothing about probabilities.
    pub const NONE: Self = Self { temperature: 1.0, threshold: EVEN_ODDS };

    /// Probabilities after recalibration: `p^(1/T)`, summing to 1 again.
    pub fn scores(&self, scores: Scores) -> Scores {
        let power = scores.to_array().map(|p| f64::from(p).max(1e-9).powf(1.0 / self.temperature));
        let sum: f64 = power.iter().sum();
        Scores::from_array(power.map(|p| (p / sum) as f32))
    }

    /// The label after recalibration, or `unclear`.
    pub fn stance(&self, scores: Scores) -> Stance {
        let scores = self.scores(scores);
        let top = scores.top();
        if f64::from(scores.of(top)) < self.threshold { Stance::Unclear } else { top }
    }
}

/// Fits temperature and threshold to reviewed judgements: the run's probabilities, its answer, and what was said. `unclear`
/// is no word of a coder and is passed over. `None` with fewer than [`MIN_REVIEWED`].
pub fn refit(reviewed: &[(Scores, Stance, Stance)]) -> Option<Refit> {
    let reviewed: Vec<&(Scores, Stance, Stance)> =
        reviewed.iter().filter(|r| r.2 != Stance::Unclear).collect();
    if reviewed.len() < MIN_REVIEWED {
        return None;
    }
    let pairs: Vec<(Scores, Stance)> = reviewed.iter().map(|(scores, _, said)| (*scores, *said)).collect();
    let temperature = temperature(&pairs);
    let threshold = threshold(&pairs, temperature);
    let fitted = Recalibration { temperature, threshold };
    let mut held_out = 0.0;
    for fold in 0..FOLDS {
        let rest: Vec<(Scores, Stance)> =
            pairs.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, p)| *p).collect();
        let own = self::temperature(&rest);
        let part = pairs.iter().enumerate().filter(|(i, _)| i % FOLDS == fold);
        held_out += part.map(|(_, p)| loss(std::slice::from_ref(p), own)).sum::<f64>();
    }
    let before: Vec<(Stance, Stance)> = reviewed.iter().map(|(_, found, said)| (*found, *said)).collect();
    let after: Vec<(Stance, Stance)> =
        pairs.iter().map(|(scores, said)| (fitted.stance(*scores), *said)).collect();
    Some(Refit {
        fitted,
        loss_before: loss(&pairs, 1.0),
        loss_after: held_out / pairs.len() as f64,
        precision_before: precision(&before),
        precision_after: precision(&after),
    })
}

/// The temperature of least loss, between a seventh and seven.
fn temperature(pairs: &[(Scores, Stance)]) -> f64 {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-2.0, 2.0);
    for _ in 0..40 {
        let (left, right): (f64, f64) = (high - golden * (high - low), low + golden * (high - low));
        if loss(pairs, left.exp()) < loss(pairs, right.exp()) {
            high = right;
        } else {
            low = left;
        }
    }
    f64::midpoint(low, high).exp()
}

/// The smallest threshold at which the answered positions are precise enough, or that of the best precision where none is.
fn threshold(pairs: &[(Scores, Stance)], temperature: f64) -> f64 {
    let flat = Recalibration { temperature, threshold: 0.0 };
    let answer = |(scores, said): &(Scores, Stance)| {
        let scores = flat.scores(*scores);
        let top = scores.top();
        top.is_position().then(|| (f64::from(scores.of(top)), top == *said))
    };
    let mut answers: Vec<(f64, bool)> = pairs.iter().filter_map(answer).collect();
    answers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let candidates = answers.iter().map(|(p, _)| (p * 1e4).floor() / 1e4).filter(|p| *p > EVEN_ODDS);
    // From the smallest threshold on, answers fall away one by one: what is left is counted, not made anew.
    let mut left = answers.as_slice();
    let mut right = left.iter().filter(|(_, right)| *right).count();
    let mut best = (EVEN_ODDS, -1.0);
    for threshold in std::iter::once(EVEN_ODDS).chain(candidates) {
        while let [(p, was_right), rest @ ..] = left
            && *p < threshold
        {
            right -= usize::from(*was_right);
            left = rest;
        }
        let precision = if left.is_empty() { 1.0 } else { right as f64 / left.len() as f64 };
        if precision > best.1 {
            best = (threshold, precision);
        }
        if precision >= TARGET_PRECISION {
            return threshold;
        }
    }
    best.0
}

fn loss(pairs: &[(Scores, Stance)], temperature: f64) -> f64 {
    let change = Recalibration { temperature, threshold: 0.0 };
    let one = |(scores, said): &(Scores, Stance)| -f64::from(change.scores(*scores).of(*said)).max(1e-9).ln();
    pairs.iter().map(one).sum::<f64>() / pairs.len().max(1) as f64
}

/// Of the positions answered, the share that is right; 1 where none is.
fn precision(answers: &[(Stance, Stance)]) -> f64 {
    let given: Vec<&(Stance, Stance)> = answers.iter().filter(|(found, _)| found.is_position()).collect();
    let right = given.iter().filter(|(found, said)| found == said).count();
    if given.is_empty() { 1.0 } else { right as f64 / given.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Judgements of a run that says 0.9 where it is right in `right` of ten cases.
    fn boastful(n: usize, right: usize) -> Vec<(Scores, Stance, Stance)> {
        (0..n)
            .map(|i| {
                let scores = Scores::from_array([0.9, 0.04, 0.03, 0.03]);
                let said = if i % 10 < right { Stance::Support } else { Stance::None };
                (scores, Stance::Support, said)
            })
            .collect()
    }

    #[test]
    fn too_few_judgements_change_nothing() {
        assert_eq!(refit(&boastful(MIN_REVIEWED - 1, 5)), None);
        let mut unclear = boastful(MIN_REVIEWED, 5);
        unclear[0].2 = Stance::Unclear;
        assert_eq!(refit(&unclear), None);
    }

    #[test]
    fn a_boastful_run_is_taken_back() {
        let refit = refit(&boastful(100, 6)).expect("enough");
        assert!(refit.fitted.temperature > 1.5, "{refit:?}");
        let scores = refit.fitted.scores(Scores::from_array([0.9, 0.04, 0.03, 0.03]));
        assert!((scores.support - 0.6).abs() < 0.06, "{scores:?}");
        assert!(refit.loss_after < refit.loss_before - 0.05, "{refit:?}");
        assert!((refit.precision_before - 0.6).abs() < 1e-9);
    }

    #[test]
    fn an_honest_run_stays_as_it_is() {
        let refit = refit(&boastful(100, 9)).expect("enough");
        // One wrong answer in ten falls on `none`, which had 0.03: a little flatter is a little better.
        assert!((0.8..1.6).contains(&refit.fitted.temperature), "{refit:?}");
        assert!((refit.fitted.threshold - EVEN_ODDS).abs() < 1e-9);
    }

    /// Many judgements, each with probabilities of its own, right the more often the surer.
    fn mixed(n: usize) -> Vec<(Scores, Stance)> {
        (0..n)
            .map(|i| {
                let p = 0.3 + 0.69 * (i * 7919 % n) as f32 / n as f32;
                let rest = (1.0 - p) / 3.0;
                let said = if (i * 104_729 % 1000) as f32 / 1000.0 < p * 0.8 {
                    Stance::Reject
                } else {
                    Stance::None
                };
                (Scores::from_array([rest, p, rest, rest]), said)
            })
            .collect()
    }

    #[test]
    fn the_threshold_is_the_first_that_is_precise_enough() {
        let pairs = mixed(400);
        for temperature in [0.7, 1.0, 1.8] {
            let at = |threshold: f64| {
                let change = Recalibration { temperature, threshold };
                let answers: Vec<_> = pairs.iter().map(|(s, said)| (change.stance(*s), *said)).collect();
                precision(&answers)
            };
            // Every probability that was given, tried one by one.
            let flat = Recalibration { temperature, threshold: 0.0 };
            let given = pairs.iter().map(|(s, _)| flat.scores(*s)).filter(|s| s.top().is_position());
            let mut candidates: Vec<f64> = given.map(|s| f64::from(s.of(s.top()))).collect();
            candidates.sort_by(f64::total_cmp);
            let floored = candidates.iter().map(|p| (p * 1e4).floor() / 1e4);
            let first = floored.filter(|p| *p > EVEN_ODDS).find(|p| at(*p) >= TARGET_PRECISION);
            assert!(at(EVEN_ODDS) < TARGET_PRECISION && first.is_some(), "{temperature}");
            assert_eq!(Some(threshold(&pairs, temperature)), first, "{temperature}");
        }
    }

    #[test]
    fn many_judgements_are_swept_once() {
        let mut pairs = mixed(6000);
        // Never precise enough, so that every candidate is tried.
        for (i, pair) in pairs.iter_mut().enumerate() {
            pair.1 = if i % 2 == 0 { Stance::Reject } else { Stance::None };
        }
        let begun = std::time::Instant::now();
        threshold(&pairs, 1.0);
        assert!(begun.elapsed() < std::time::Duration::from_secs(2), "{:?}", begun.elapsed());
    }

    #[test]
    fn probabilities_stay_probabilities_and_keep_their_order() {
        let scores = Scores::from_array([0.5, 0.3, 0.2, 0.0]);
        for temperature in [0.2, 1.0, 5.0] {
            let p = Recalibration { temperature, threshold: 0.5 }.scores(scores).to_array();
            assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert!(p[0] > p[1] && p[1] > p[2] && p[2] > p[3], "{p:?}");
        }
        let same = Recalibration::NONE.scores(scores).to_array();
        assert!(same.iter().zip(scores.to_array()).all(|(a, b)| (a - b).abs() < 1e-6));
    }
}
