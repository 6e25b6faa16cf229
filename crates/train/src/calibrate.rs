//! Probabilities that mean what they say, and the line below which the program does not answer.

use crate::batch::Item;
use crate::metrics::{judge, log_loss, selective};
use crate::predict::Answer;
use serde::Serialize;
use standpoint_stance::Calibration as Numbers;

/// The precision among answered positions that the threshold is chosen for. Rather low: whoever reads a report can dismiss a
/// wrong cell, whose sentence stands beside it, but cannot see a missing one.
pub(crate) const TARGET_PRECISION: f64 = 0.70;

/// An answer that is less probable than not is a guess, whatever the precision: the threshold is never below this.
const EVEN_ODDS: f64 = 0.5;

/// What the odds of the rare classes are pulled towards one with, in nats of the mean log-loss for each squared log. Training lets rare
/// classes count more, and taking all of it back would fit the probabilities best, but lose more of the rare class than its F1 can bear:
/// docs/bench/2026-11-28-training.md has the figures.
const PULL: f64 = 0.05;

/// What is chosen on the dev part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// From logits to probabilities.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// Answers whose probability lies below it become `unclear`.
    pub threshold: f64,
    /// The precision asked for.
    pub target_precision: f64,
    /// The precision reached on dev; below the target only when no threshold reaches it.
    pub dev_precision: f64,
}

impl Calibration {
    /// Chooses temperature and odds with the least log-loss for a network that was trained with so much label smoothing, then the
    /// smallest threshold at which the answered positions are precise enough. When no threshold is, the one of the best precision is taken.
    pub fn fit(items: &[Item], answers: &[Answer], smoothing: f64) -> Self {
        let numbers = best_numbers(items, answers, smoothing);
        let judged = judge(items, answers, &numbers);
        let mut candidates: Vec<f64> =
            judged.iter().filter(|j| j.is_position()).map(|j| j.confidence).collect();
        candidates.sort_by(f64::total_cmp);
        // Rounded down to what the file says, so that the answer at the threshold itself stays above it.
        let candidates = std::iter::once(0.0).chain(candidates.into_iter().map(|c| (c * 1e4).floor() / 1e4));
        let mut best = (0.0, -1.0);
        for threshold in candidates {
            let precision = selective(&judged, threshold).position_precision;
            if precision > best.1 {
                best = (threshold, precision);
            }
            if precision >= TARGET_PRECISION {
                break;
            }
        }
        let threshold = best.0.max(EVEN_ODDS);
        let dev_precision = selective(&judged, threshold).position_precision;
        Self { numbers, threshold, target_precision: TARGET_PRECISION, dev_precision }
    }
}

/// Temperature and odds, one at a time until none of them moves any more (coordinate descent; the loss has one valley in each).
fn best_numbers(items: &[Item], answers: &[Answer], smoothing: f64) -> Numbers {
    // Logs: of the temperature, and of the odds of support, reject and conditional cooperation against none.
    let numbers = |logs: [f64; 4]| {
        let [temperature, support, reject, conditional] = logs.map(f64::exp);
        Numbers { smoothing, temperature, odds: [support, reject, conditional, 1.0] }
    };
    let loss = |logs: [f64; 4]| {
        let pull: f64 = logs[1..].iter().map(|log| log * log).sum();
        log_loss(items, answers, &numbers(logs)) + PULL * pull
    };
    let mut logs = [0.0; 4];
    for _ in 0..ROUNDS {
        for which in 0..logs.len() {
            let at = |log: f64| std::array::from_fn(|i| if i == which { log } else { logs[i] });
            logs[which] = least(|log| loss(at(log)), -2.0, 2.0);
        }
    }
    numbers(logs)
}

/// Rounds of coordinate descent: the last ones move nothing by more than 1e-4.
const ROUNDS: usize = 8;

/// Where a function with one valley between `low` and `high` is least (golden section).
fn least(function: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    for _ in 0..40 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if function(left) < function(right) { high = right } else { low = left }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use standpoint_encoder::Input;
    use standpoint_stance::pair::Pair;

    /// Answers whose logits are three times too large: the gold label is drawn from the honest probabilities.
    fn boastful(n: usize) -> (Vec<Item>, Vec<Answer>) {
        let mut random = Random::new(5, "test");
        (0..n)
            .map(|_| {
                let honest: [f32; 4] = std::array::from_fn(|_| (random.unit() * 4.0) as f32);
                let mut rest = random.unit();
                let p = Numbers::NONE.probabilities(honest);
                let drawn = p.iter().position(|p| {
                    rest -= p;
                    rest < 0.0
                });
                let pair = Pair { input: Input::default(), offsets: Vec::new() };
                let item = Item { pair, stance: drawn.unwrap_or(3), condition: None };
                (item, Answer { stance: honest.map(|logit| logit * 3.0), lean: 0, kind: 0, span: (0, 0) })
            })
            .unzip()
    }

    #[test]
    fn overconfidence_is_found_and_taken_back() {
        let (items, answers) = boastful(4000);
        let Numbers { temperature, odds, .. } = Calibration::fit(&items, &answers, 0.0).numbers;
        assert!((temperature - 3.0).abs() < 0.25, "{temperature}");
        assert!(odds.iter().all(|odds| (odds - 1.0).abs() < 0.1), "{odds:?}");
    }

    #[test]
    fn a_class_that_training_let_count_more_gets_its_odds_back_in_part() {
        let (items, mut answers) = boastful(4000);
        for answer in &mut answers {
            answer.stance[2] += 3.0; // at a temperature of three: e times the odds
        }
        let odds = Calibration::fit(&items, &answers, 0.0).numbers.odds[2];
        assert!((-1.0..-0.3).contains(&odds.ln()), "{odds}");
    }

    #[test]
    fn the_threshold_is_the_smallest_that_is_precise_enough() {
        let (items, answers) = boastful(4000);
        let calibration = Calibration::fit(&items, &answers, 0.0);
        let judged = judge(&items, &answers, &calibration.numbers);
        let at = |threshold: f64| selective(&judged, threshold).position_precision;
        assert!(at(calibration.threshold) >= TARGET_PRECISION);
        assert!(at(0.0) < TARGET_PRECISION && at(calibration.threshold - 0.02) < TARGET_PRECISION);
    }
}
