//! Four-class confusion of a classifier on labelled pairs.

use crate::Counts;
use standpoint_stance::Stance;

/// Rows are gold labels, columns the most probable labels, both in the order of [`Stance::CLASSES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Counts by gold label and answer.
    pub cells: [[usize; 4]; 4],
}

impl Confusion {
    /// Counts one answer.
    pub fn add(&mut self, gold: Stance, answer: Stance) {
        let place = |s: Stance| Stance::CLASSES.iter().position(|c| *c == s);
        if let (Some(row), Some(column)) = (place(gold), place(answer)) {
            self.cells[row][column] += 1;
        }
    }

    /// Counts of one class against the rest.
    pub fn counts(&self, class: usize) -> Counts {
        let right = self.cells[class][class];
        let wrong = (0..4).filter(|r| *r != class).map(|r| self.cells[r][class]).sum();
        let missed = self.cells[class].iter().sum::<usize>() - right;
        Counts { right, wrong, missed }
    }

    /// Mean F1 of the four classes.
    pub fn macro_f1(&self) -> f64 {
        (0..4).map(|c| self.counts(c).f1()).sum::<f64>() / 4.0
    }

    /// Share of right answers.
    pub fn accuracy(&self) -> f64 {
        let all: usize = self.cells.iter().flatten().sum();
        let right: usize = (0..4).map(|c| self.cells[c][c]).sum();
        if all == 0 { 0.0 } else { right as f64 / all as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_costs_one_class_recall_and_the_other_precision() {
        let mut confusion = Confusion::default();
        confusion.add(Stance::Support, Stance::Support);
        confusion.add(Stance::Reject, Stance::Support);
        assert_eq!(confusion.counts(0), Counts { right: 1, wrong: 1, missed: 0 });
        assert_eq!(confusion.counts(1), Counts { right: 0, wrong: 0, missed: 1 });
        assert!((confusion.accuracy() - 0.5).abs() < 1e-9);
    }
}
