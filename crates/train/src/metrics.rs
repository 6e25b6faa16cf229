//! How good answers are.

use crate::batch::{Item, Target};
use crate::calibrate::Calibration;
use crate::predict::Answer;
use serde::Serialize;
use standpoint_stance::{Calibration as Numbers, Stance};
use std::collections::BTreeMap;

const CLASSES: usize = Stance::CLASSES.len();
/// Number of equal bins of the calibration error.
const BINS: usize = 15;

/// Counts of `[gold][answered]`, in the order of [`Stance::CLASSES`].
pub(crate) type Confusion = [[usize; CLASSES]; CLASSES];

/// Scores of one classifier on one part of the corpus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// Mean of the four F1.
    pub macro_f1: f64,
    /// Share of right answers.
    pub accuracy: f64,
    /// Scores of each class.
    pub classes: BTreeMap<&'static str, ClassScore>,
    /// Rows are gold labels, columns answers, in the order support, reject, conditional cooperation, none.
    pub confusion: Confusion,
}

/// Scores of one class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ClassScore {
    /// Share of answers of this class that are right.
    pub precision: f64,
    /// Share of records of this class that are found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Records of this class.
    pub records: usize,
}

/// Everything measured of the network on one part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Records.
    pub records: usize,
    /// The network.
    pub model: Scored,
    /// Always the commonest class of the training records.
    pub majority: Scored,
    /// A word list.
    pub keywords: Scored,
    /// Mean distance of confidence and accuracy (15 bins) once calibrated; 0 is best.
    pub calibration_error: f64,
    /// The same with the probabilities as the network gives them.
    pub calibration_error_before: f64,
    /// Mean negative log-likelihood of the gold label, in nats, once calibrated.
    pub log_loss: f64,
    /// Answers at or above the threshold.
    pub above_threshold: Selective,
    /// Conditions of gold-conditional records.
    pub conditions: Conditions,
}

/// What is left when the program abstains below the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Selective {
    /// Share of all records that get an answer.
    pub coverage: f64,
    /// Share of those answers that are right.
    pub accuracy: f64,
    /// Share of the answered positions (not `none`) that are right.
    pub position_precision: f64,
}

/// Scores of the condition heads, over records whose gold label is conditional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Conditions {
    /// Records with a labelled condition.
    pub records: usize,
    /// Share of right leans.
    pub lean_accuracy: f64,
    /// Share of right types.
    pub type_accuracy: f64,
    /// Records whose condition stands in what the network is shown.
    pub spans: usize,
    /// Share of spans that begin and end at the right token.
    pub span_exact: f64,
    /// Mean token F1 of spans.
    pub span_token_f1: f64,
}

/// Scores from pairs of gold class and answered class.
pub(crate) fn score(pairs: impl IntoIterator<Item = (usize, usize)>) -> Scored {
    let mut confusion: Confusion = Default::default();
    for (gold, answered) in pairs {
        confusion[gold][answered] += 1;
    }
    let mut classes = BTreeMap::new();
    for (class, stance) in Stance::CLASSES.into_iter().enumerate() {
        let right = confusion[class][class];
        let records = confusion[class].iter().sum();
        let answered = confusion.iter().map(|row| row[class]).sum();
        let (precision, recall) = (share(right, answered), share(right, records));
        // Twice the hits over gold and answers together: defined, and 0, when there is no hit.
        let f1 = share(2 * right, records + answered);
        classes.insert(stance.as_str(), ClassScore { precision, recall, f1, records });
    }
    let all = confusion.iter().flatten().sum();
    Scored {
        macro_f1: classes.values().map(|class| class.f1).sum::<f64>() / CLASSES as f64,
        accuracy: share((0..CLASSES).map(|class| confusion[class][class]).sum(), all),
        classes,
        confusion,
    }
}

/// Everything that is reported of one part.
pub fn report(
    items: &[Item],
    answers: &[Answer],
    calibration: &Calibration,
    baselines: [Scored; 2],
) -> Report {
    let [majority, keywords] = baselines;
    let judged: Vec<Judged> = judge(items, answers, &calibration.numbers);
    Report {
        records: items.len(),
        model: score(judged.iter().map(|j| (j.gold, j.class))),
        majority,
        keywords,
        calibration_error: calibration_error(&judged),
        calibration_error_before: calibration_error(&judge(items, answers, &Numbers::NONE)),
        log_loss: log_loss(items, answers, &calibration.numbers),
        above_threshold: selective(&judged, calibration.threshold),
        conditions: conditions(items, answers),
    }
}

/// One answer beside its gold label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    /// The label.
    pub gold: usize,
    /// The likeliest class.
    pub class: usize,
    /// Its probability.
    pub confidence: f64,
}

impl Judged {
    /// True when the answer is a position, not `none`.
    pub(crate) fn is_position(&self) -> bool {
        Stance::CLASSES[self.class].is_position()
    }
}

/// The likeliest class of each answer, calibrated.
pub(crate) fn judge(items: &[Item], answers: &[Answer], numbers: &Numbers) -> Vec<Judged> {
    let pairs = items.iter().zip(answers);
    let judged = pairs.map(|(item, answer)| {
        let p = numbers.probabilities(answer.stance);
        let class = (1..CLASSES).fold(0, |best, class| if p[class] > p[best] { class } else { best });
        Judged { gold: item.stance, class, confidence: p[class] }
    });
    judged.collect()
}

/// Mean negative log-likelihood of the gold labels, in nats.
pub(crate) fn log_loss(items: &[Item], answers: &[Answer], numbers: &Numbers) -> f64 {
    let losses = items.iter().zip(answers);
    let sum: f64 =
        losses.map(|(item, answer)| -numbers.probabilities(answer.stance)[item.stance].max(1e-12).ln()).sum();
    sum / items.len().max(1) as f64
}

/// What is left at or above a threshold.
pub(crate) fn selective(judged: &[Judged], threshold: f64) -> Selective {
    let kept: Vec<&Judged> = judged.iter().filter(|j| j.confidence >= threshold).collect();
    let positions = kept.iter().filter(|j| j.is_position());
    Selective {
        coverage: share(kept.len(), judged.len()),
        accuracy: share(kept.iter().filter(|j| j.gold == j.class).count(), kept.len()),
        position_precision: share(positions.clone().filter(|j| j.gold == j.class).count(), positions.count()),
    }
}

fn calibration_error(judged: &[Judged]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for j in judged {
        let bin = &mut bins[((j.confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += j.confidence;
        bin.1 += f64::from(u8::from(j.gold == j.class));
    }
    bins.iter().map(|(confidence, right)| (confidence - right).abs()).sum::<f64>()
        / judged.len().max(1) as f64
}

fn conditions(items: &[Item], answers: &[Answer]) -> Conditions {
    let asked: Vec<(Target, &Answer)> =
        items.iter().zip(answers).filter_map(|(item, answer)| Some((item.condition?, answer))).collect();
    let spans: Vec<((usize, usize), (usize, usize))> =
        asked.iter().filter_map(|(target, answer)| Some((target.span?, answer.span))).collect();
    let f1 = |(gold, found): &((usize, usize), (usize, usize))| {
        let shared = (gold.1.min(found.1) + 1).saturating_sub(gold.0.max(found.0));
        share(2 * shared, gold.1 - gold.0 + 1 + found.1 - found.0 + 1)
    };
    Conditions {
        records: asked.len(),
        lean_accuracy: share(asked.iter().filter(|(t, a)| t.lean == a.lean).count(), asked.len()),
        type_accuracy: share(asked.iter().filter(|(t, a)| t.kind == a.kind).count(), asked.len()),
        spans: spans.len(),
        span_exact: share(spans.iter().filter(|(gold, found)| gold == found).count(), spans.len()),
        span_token_f1: spans.iter().map(f1).sum::<f64>() / spans.len().max(1) as f64,
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_by_hand() {
        // support: 2 of 3 found, one wrong answer; reject: 1 of 1; conditional: 0 of 1; none: no record, no answer.
        let scored = score([(0, 0), (0, 0), (0, 1), (1, 1), (2, 0)]);
        let f1 = |class: &str| scored.classes[class].f1;
        assert!((f1("support") - 2.0 / 3.0).abs() < 1e-9);
        assert!((f1("reject") - 2.0 / 3.0).abs() < 1e-9);
        assert!(f1("conditional_cooperation").abs() < 1e-9 && f1("none").abs() < 1e-9);
        assert!((scored.macro_f1 - 1.0 / 3.0).abs() < 1e-9);
        assert!((scored.accuracy - 0.6).abs() < 1e-9);
        assert_eq!(scored.confusion[0], [2, 1, 0, 0]);
    }

    #[test]
    fn calibration_error_is_the_gap_between_confidence_and_accuracy() {
        let judged =
            |confidence: f64, right: bool| Judged { gold: usize::from(!right), class: 0, confidence };
        // Ten answers at 0.9, of which nine are right: no gap. Two at 0.5, both right: a gap of 0.5.
        let mut all: Vec<Judged> = (0..10).map(|i| judged(0.9, i > 0)).collect();
        assert!(calibration_error(&all) < 1e-9);
        all.extend([judged(0.5, true), judged(0.5, true)]);
        assert!((calibration_error(&all) - 1.0 / 12.0).abs() < 1e-9);
    }
}
