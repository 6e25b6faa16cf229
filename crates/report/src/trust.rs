//! How far a cell can be trusted: what the program's known errors and the number of articles leave of it.
//!
//! A program that was measured once on whole articles makes the same errors later: of what it calls *support*, some is none. The
//! counts of true against given labels (a [`Confusion`]) say how much, and Bayes' rule turns a given label into
//! probabilities of the true one. The prior it needs, how common the stances are on an issue, is estimated from all
//! articles of that issue by expectation maximisation (Saerens, Latinne, Decaestecker 2002, "Adjusting the outputs of a
//! classifier to new a priori probabilities", Neural Computation 14), which, unlike inverting the matrix (Rogan and
//! Gladen 1978), cannot leave the range from 0 to 1. `docs/concepts/trust.md` tells the method and where it ends.

mod random;

use random::Random;
use serde::Deserialize;
use standpoint_stance::Stance;

/// Resamples behind an interval.
const ROUNDS: usize = 500;
/// Steps of expectation maximisation: shares move by less than a thousandth long before.
const STEPS: usize = 40;
/// The prior of an issue starts as the measured part's and weighs as much as so many articles, so that an issue with
/// three articles does not get an extreme one.
const PRIOR_ARTICLES: f64 = 5.0;
/// *Support*, *reject*, *conditional cooperation*: the classes that are positions, in the order of [`Stance::CLASSES`].
const POSITIONS: usize = 3;

/// How often a classifier took one label for another on labelled data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// Counts: rows are true labels, columns given ones, both in the order of [`Stance::CLASSES`].
    pub counts: [[u32; 4]; 4],
    /// Which data it was counted on, in words.
    pub source: String,
}

/// What is read here of the record that `standpoint eval` writes on whole articles.
#[derive(Deserialize)]
struct Scores {
    level: String,
    articles: usize,
    model_sha256: String,
    confusion: [[u32; 4]; 4],
}

impl Confusion {
    /// The confusion in a record of `standpoint eval` on whole articles; `None` where it is of other weights than
    /// `model_sha256` (their errors are unknown), or of something else than whole articles.
    pub fn of_model(scores: &str, model_sha256: &str) -> Option<Self> {
        let scores: Scores = serde_json::from_str(scores).ok()?;
        let fits = scores.level == "position" && scores.model_sha256 == model_sha256;
        fits.then(|| Self {
            counts: scores.confusion,
            source: format!("{} labelled articles (dev part), everything automatic", scores.articles),
        })
    }

    fn rates(&self) -> Rates {
        Rates::new(self.counts.map(|row| row.map(f64::from)))
    }

    /// The measurement, and what it might have been: drawn once, for all issues.
    pub(crate) fn measured(&self) -> Measured {
        let mut random = Random::new(u64::MAX);
        Measured { rates: self.rates(), again: (0..ROUNDS).map(|_| self.redrawn(&mut random)).collect() }
    }

    /// The same with every row drawn anew from itself: another measurement of the same size.
    fn redrawn(&self, random: &mut Random) -> Rates {
        Rates::new(self.counts.map(|row| {
            let n: u32 = row.iter().sum();
            let mut drawn = [0.0; 4];
            for _ in 0..n {
                let mut at = random.below(n as usize) as u32;
                let class = row.iter().position(|c| {
                    if at < *c {
                        true
                    } else {
                        at -= c;
                        false
                    }
                });
                drawn[class.unwrap_or(0)] += 1.0;
            }
            drawn
        }))
    }
}

/// A confusion as probabilities, and other measurements of the same size.
pub(crate) struct Measured {
    rates: Rates,
    again: Vec<Rates>,
}

/// A confusion as probabilities.
#[derive(Clone, Copy)]
struct Rates {
    /// Probability of a given label (column) where the row's label is true.
    given: [[f64; 4]; 4],
    /// How common the true labels are in the measured data.
    shares: [f64; 4],
}

impl Rates {
    fn new(counts: [[f64; 4]; 4]) -> Self {
        let sums = counts.map(|row| row.iter().sum::<f64>());
        let all: f64 = sums.iter().sum();
        // Half a count a cell (Jeffreys): nothing is impossible because it was not seen in a few dozen records.
        let given = counts.map(|row| {
            let sum = row.iter().sum::<f64>() + 2.0;
            row.map(|c| (c + 0.5) / sum)
        });
        Self { given, shares: sums.map(|s| if all > 0.0 { s / all } else { 0.25 }) }
    }

    /// Probabilities of the true label behind a given one.
    fn behind(&self, given: usize, prior: &[f64; 4]) -> [f64; 4] {
        let joint: [f64; 4] = std::array::from_fn(|class| prior[class] * self.given[class][given]);
        let sum: f64 = joint.iter().sum();
        joint.map(|p| if sum > 0.0 { p / sum } else { 0.25 })
    }

    /// How common the stances are among articles of which so many were given each position by the program, and so many by
    /// people, whose word is taken. The share of *none* stays the measured data's: the walk already weighs *none* by how much
    /// of it whole articles hold.
    fn prior(&self, labels: &[f64; POSITIONS], reviewed: &[f64; POSITIONS]) -> [f64; 4] {
        let some = 1.0 - self.shares[3];
        let start: [f64; POSITIONS] = std::array::from_fn(|i| self.shares[i] / some.max(f64::EPSILON));
        let mut prior = self.shares;
        for _ in 0..STEPS {
            let mut weight: [f64; POSITIONS] =
                std::array::from_fn(|class| start[class] * PRIOR_ARTICLES + reviewed[class]);
            for (given, n) in labels.iter().enumerate().filter(|(_, n)| **n > 0.0) {
                let behind = self.behind(given, &prior);
                for class in 0..POSITIONS {
                    // Those that were given *none* are not among the labels: each class has lost its own share of them.
                    let seen = 1.0 - self.given[class][POSITIONS];
                    weight[class] += n * behind[class] / seen;
                }
            }
            let sum: f64 = weight.iter().sum();
            for class in 0..POSITIONS {
                prior[class] = some * weight[class] / sum;
            }
        }
        prior
    }
}

/// How much of a cell is to be believed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trust {
    /// In what share of its articles the actor is expected to stand as the cell says, 0 to 1.
    pub share: f32,
    /// 2.5th percentile over resampled articles and resampled measurements of the classifier.
    pub low: f32,
    /// 97.5th percentile.
    pub high: f32,
    /// How many articles that rests on.
    pub articles: usize,
}

/// The stances on one issue over all actors and articles, as given and corrected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance {
    /// Positions given, by the program or by people: support, reject, conditional cooperation.
    pub given: [usize; 3],
    /// Their shares, those of the program corrected for its confusion; they sum to 1.
    pub shares: [f32; 3],
    /// 2.5th and 97.5th percentile of each.
    pub intervals: [(f32, f32); 3],
}

/// What a cell says, and the labels of all its articles.
pub(crate) struct CellLabels {
    pub(crate) says: Stance,
    pub(crate) labels: Vec<Label>,
}

/// The label of one article.
#[derive(Clone, Copy)]
pub(crate) struct Label {
    pub(crate) stance: Stance,
    /// People gave it: what is known of the program's errors says nothing about it.
    pub(crate) reviewed: bool,
}

/// A label that is a position, by its class.
#[derive(Clone, Copy)]
struct Given {
    class: usize,
    reviewed: bool,
}

/// How many of each class the program gave, and how many people did.
fn tally(labels: impl Iterator<Item = Given>) -> [[f64; POSITIONS]; 2] {
    let mut counts = [[0.0; POSITIONS]; 2];
    labels.for_each(|label| counts[usize::from(label.reviewed)][label.class] += 1.0);
    counts
}

/// [`Trust`] in each cell of one issue, in their order, and the issue's [`Balance`]. A cell that says no position has
/// none, nor has one of which everything was reviewed. `seed` makes the draws of one issue its own.
pub(crate) fn of_issue(
    measured: &Measured,
    cells: &[CellLabels],
    seed: u64,
) -> (Vec<Option<Trust>>, Balance) {
    let given = |l: &Label| Some(Given { class: class(l.stance)?, reviewed: l.reviewed });
    let labels: Vec<Vec<Given>> = cells.iter().map(|c| c.labels.iter().filter_map(given).collect()).collect();
    let pool: Vec<Given> = labels.iter().flatten().copied().collect();
    let says: Vec<Option<usize>> = cells
        .iter()
        .zip(&labels)
        .map(|(cell, labels)| class(cell.says).filter(|_| !labels.iter().all(|l| l.reviewed)))
        .collect();
    let estimate = |rates: &Rates, prior: &[f64; 4], says: usize, labels: &mut dyn Iterator<Item = Given>| {
        let right = |label: Given| {
            if label.reviewed {
                f64::from(u8::from(label.class == says))
            } else {
                rates.behind(label.class, prior)[says]
            }
        };
        let (sum, n) = labels.fold((0.0, 0), |(sum, n), label| (sum + right(label), n + 1));
        if n == 0 { 0.0 } else { sum / f64::from(n) }
    };

    let rates = &measured.rates;
    let [automatic, reviewed] = tally(pool.iter().copied());
    let prior = rates.prior(&automatic, &reviewed);
    let mut draws: Vec<Vec<f64>> = cells.iter().map(|_| Vec::with_capacity(ROUNDS)).collect();
    let mut shares: [Vec<f64>; POSITIONS] = std::array::from_fn(|_| Vec::with_capacity(ROUNDS));
    let mut random = Random::new(seed);
    for rates in &measured.again {
        let [automatic, reviewed] = tally((0..pool.len()).map(|_| pool[random.below(pool.len())]));
        let prior = rates.prior(&automatic, &reviewed);
        for (class, of) in among_positions(&prior).into_iter().zip(&mut shares) {
            of.push(class);
        }
        for ((labels, says), draws) in labels.iter().zip(&says).zip(&mut draws) {
            if let Some(says) = *says {
                let mut again = (0..labels.len()).map(|_| labels[random.below(labels.len())]);
                draws.push(estimate(rates, &prior, says, &mut again));
            }
        }
    }
    let trust = labels.iter().zip(&says).zip(&mut draws).map(|((labels, says), draws)| {
        let share = estimate(rates, &prior, (*says)?, &mut labels.iter().copied());
        let (low, high) = middle(draws);
        Some(Trust { share: share as f32, low, high, articles: labels.len() })
    });
    let trust = trust.collect();
    let counted = |class| pool.iter().filter(|label| label.class == class).count();
    let balance = Balance {
        given: std::array::from_fn(counted),
        shares: among_positions(&prior).map(|p| p as f32),
        intervals: std::array::from_fn(|i| middle(&mut shares[i])),
    };
    (trust, balance)
}

fn class(stance: Stance) -> Option<usize> {
    Stance::CLASSES[..POSITIONS].iter().position(|c| *c == stance)
}

fn among_positions(prior: &[f64; 4]) -> [f64; POSITIONS] {
    let sum: f64 = prior[..POSITIONS].iter().sum();
    std::array::from_fn(|i| if sum > 0.0 { prior[i] / sum } else { 0.0 })
}

/// The middle 95 per cent.
fn middle(draws: &mut [f64]) -> (f32, f32) {
    if draws.is_empty() {
        return (0.0, 0.0);
    }
    draws.sort_by(f64::total_cmp);
    let at = |share: f64| draws[((draws.len() - 1) as f64 * share).round() as usize] as f32;
    (at(0.025), at(0.975))
}

#[cfg(test)]
mod tests;
