//! Four-class confusion of a classifier on labelled pairs.

use crate::Counts;
use standpoint_stance::Stance;

/// Rows are gold labels, columns answers, both in the order of [`Stance::CLASSES`]; the fifth column counts abstentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Counts by gold label and answer.
    pub cells: [[usize; 5]; 4],
}

impl Confusion {
    /// Counts one answer.
    pub fn add(&mut self, gold: Stance, answer: Stance) {
        let place = |s: Stance| Stance::CLASSES.iter().position(|c| *c == s);
        if let Some(row) = place(gold) {
            self.cells[row][place(answer).unwrap_or(4)] += 1;
        }
    }

    /// Counts of one class against the rest. An abstention misses its class and accuses no other.
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
    fn an_abstention_costs_recall_only() {
        let mut confusion = Confusion::default();
        confusion.add(Stance::Support, Stance::Support);
        confusion.add(Stance::Support, Stance::Unclear);
        confusion.add(Stance::Reject, Stance::Support);
        let support = confusion.counts(0);
        assert_eq!(support, Counts { right: 1, wrong: 1, missed: 1 });
        assert_eq!(confusion.counts(1), Counts { right: 0, wrong: 0, missed: 1 });
    }
}
