//! What was answered against what is right: all counts, and F1, come from here.

use crate::Decision;
use standpoint_stance::Stance;
use std::iter::Sum;

/// True positives, false positives and false negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and right.
    pub right: usize,
    /// Found and not in the gold.
    pub wrong: usize,
    /// In the gold and not found.
    pub missed: usize,
}

impl Counts {
    /// Right among the found; 0 when nothing was found.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// Found among the gold; 0 when there is no gold.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// Harmonic mean of the two.
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// Gold records.
    pub fn support(self) -> usize {
        self.right + self.missed
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(counts: I) -> Counts {
        counts.fold(Counts::default(), |a, b| Counts {
            right: a.right + b.right,
            wrong: a.wrong + b.wrong,
            missed: a.missed + b.missed,
        })
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rows are gold labels, columns answers, both in the order of [`Stance::CLASSES`]. The last row and column stand for no
/// position: `none`, and on whole articles also an actor that the gold does not know, or a position that was not found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Counts by gold label and answer.
    pub cells: [[usize; 4]; 4],
}

impl Confusion {
    /// Counts decisions.
    pub fn of<'a>(decisions: impl IntoIterator<Item = &'a Decision>) -> Self {
        let mut confusion = Self::default();
        for decision in decisions {
            confusion.add(decision.gold, decision.found);
        }
        confusion
    }

    /// Counts one answer.
    pub fn add(&mut self, gold: Option<Stance>, answer: Option<Stance>) {
        self.cells[class(gold)][class(answer)] += 1;
    }

    /// Counts of one class against the rest.
    pub fn counts(&self, class: usize) -> Counts {
        let right = self.cells[class][class];
        let wrong = (0..4).filter(|r| *r != class).map(|r| self.cells[r][class]).sum();
        let missed = self.cells[class].iter().sum::<usize>() - right;
        Counts { right, wrong, missed }
    }

    /// Counts over the three classes that are a position: what micro-F1 is made of.
    pub fn positions(&self) -> Counts {
        (0..3).map(|class| self.counts(class)).sum()
    }

    /// Mean F1 of the four classes.
    pub fn macro_f1(&self) -> f64 {
        (0..4).map(|c| self.counts(c).f1()).sum::<f64>() / 4.0
    }

    /// Mean F1 of the positions that the gold or the program uses.
    pub fn position_macro_f1(&self) -> f64 {
        let counts = (0..3).map(|c| self.counts(c)).filter(|c| c.right + c.wrong + c.missed > 0);
        let used: Vec<f64> = counts.map(Counts::f1).collect();
        if used.is_empty() { 0.0 } else { used.iter().sum::<f64>() / used.len() as f64 }
    }

    /// Share of right answers.
    pub fn accuracy(&self) -> f64 {
        ratio((0..4).map(|c| self.cells[c][c]).sum(), self.cells.iter().flatten().sum())
    }
}

impl<'a> Sum<&'a Confusion> for Confusion {
    fn sum<I: Iterator<Item = &'a Confusion>>(all: I) -> Confusion {
        all.fold(Confusion::default(), |mut sum, one| {
            let cells = sum.cells.iter_mut().flatten().zip(one.cells.iter().flatten());
            cells.for_each(|(a, b)| *a += b);
            sum
        })
    }
}

fn class(stance: Option<Stance>) -> usize {
    Stance::CLASSES.iter().position(|c| Some(*c) == stance).unwrap_or(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::{ConditionalCooperation as C, None as N, Reject as R, Support as S};

    fn of(pairs: &[(Stance, Stance)]) -> Confusion {
        let decision = |&(gold, found): &(Stance, Stance)| Decision {
            gold: Some(gold),
            found: Some(found),
            ..Decision::default()
        };
        Confusion::of(&pairs.iter().map(decision).collect::<Vec<_>>())
    }

    #[test]
    fn a_wrong_answer_costs_one_class_recall_and_the_other_precision() {
        let confusion = of(&[(S, S), (R, S)]);
        assert_eq!(confusion.counts(0), Counts { right: 1, wrong: 1, missed: 0 });
        assert_eq!(confusion.counts(1), Counts { right: 0, wrong: 0, missed: 1 });
        assert!((confusion.accuracy() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn scores_by_hand() {
        // support: 2 right, 1 wrong, 1 missed: F1 4/6. reject: 1 right, 1 wrong: 2/3. conditional: 1 missed: 0. none: 1 wrong, 1 missed, 1 right: 1/2.
        let confusion = of(&[(S, S), (S, S), (S, R), (R, R), (C, N), (N, S), (N, N)]);
        assert!((confusion.macro_f1() - (2.0 / 3.0 + 2.0 / 3.0 + 0.0 + 0.5) / 4.0).abs() < 1e-9);
        assert!((confusion.position_macro_f1() - (2.0 / 3.0 + 2.0 / 3.0 + 0.0) / 3.0).abs() < 1e-9);
        // Positions: 3 right, 2 wrong (one reject, one support), 2 missed (one support, one conditional).
        assert_eq!(confusion.positions(), Counts { right: 3, wrong: 2, missed: 2 });
        assert!((confusion.positions().f1() - 0.6).abs() < 1e-9);
    }

    #[test]
    fn parts_sum_to_the_whole() {
        let (one, other) = (of(&[(S, S), (R, S)]), of(&[(C, N)]));
        assert_eq!([one, other].iter().sum::<Confusion>(), of(&[(S, S), (R, S), (C, N)]));
    }
}
