//! Counting what was found, missed and invented.

use crate::{Gold, same_actor};
use standpoint_stance::Stance;

/// One position that the program found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The issue's wording.
    pub issue: String,
    /// The actor's name and aliases.
    pub names: Vec<String>,
    /// The label.
    pub stance: Stance,
    /// Its calibrated probability.
    pub confidence: f32,
}

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

    /// Gold positions.
    pub fn support(self) -> usize {
        self.right + self.missed
    }

    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// One disagreement, for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// The article.
    pub article: String,
    /// The issue.
    pub issue: String,
    /// The actor, as the gold names it, or as it was found.
    pub actor: String,
    /// The gold label; `None` when the gold does not know the actor on this issue.
    pub gold: Option<Stance>,
    /// The label found; `None` when nothing was.
    pub found: Option<Stance>,
}

/// Scores of a set of articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Over all three position labels.
    pub micro: Counts,
    /// Support, reject, conditional cooperation.
    pub classes: [Counts; 3],
    /// Gold positions whose actor was found with any position on that issue: attribution without the label.
    pub actors: Counts,
    /// Confidence of each found position of a known actor, and whether its label was right.
    pub confidences: Vec<(f32, bool)>,
    /// Every disagreement, in the order of the articles.
    pub misses: Vec<Miss>,
}

impl Score {
    /// Expected calibration error over ten equal bins of confidence (Naeini et al. 2015).
    pub fn calibration_error(&self) -> f64 {
        let mut bins = [(0usize, 0.0f64, 0.0f64); 10];
        for &(confidence, right) in &self.confidences {
            let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += f64::from(confidence);
            bin.2 += f64::from(u8::from(right));
        }
        let n = self.confidences.len().max(1) as f64;
        bins.iter().filter(|b| b.0 > 0).map(|b| (b.1 - b.2).abs() / n).sum()
    }

    fn add(&mut self, other: Score) {
        self.micro.add(other.micro);
        for (a, b) in self.classes.iter_mut().zip(other.classes) {
            a.add(b);
        }
        self.actors.add(other.actors);
        self.confidences.extend(other.confidences);
        self.misses.extend(other.misses);
    }
}

/// Mean F1 of the classes that the gold or the program uses.
pub fn macro_f1(classes: &[Counts; 3]) -> f64 {
    let used: Vec<f64> =
        classes.iter().filter(|c| c.right + c.wrong + c.missed > 0).map(|c| c.f1()).collect();
    if used.is_empty() { 0.0 } else { used.iter().sum::<f64>() / used.len() as f64 }
}

/// Scores articles together.
pub fn score(articles: &[(Gold, Vec<Found>)]) -> Score {
    let mut total = Score::default();
    for (gold, found) in articles {
        total.add(article(gold, found));
    }
    total
}

/// Scores one article. Each gold position takes at most one found one: the surest of the same actor and issue, a right
/// label first.
fn article(gold: &Gold, found: &[Found]) -> Score {
    let mut score = Score::default();
    let mut open: Vec<&Found> = found.iter().filter(|f| f.stance.is_position()).collect();
    for (issue, names, stance) in gold.positions() {
        let mut candidates: Vec<usize> = (0..open.len())
            .filter(|&i| open[i].issue == issue && same_actor(&open[i].names, &names))
            .collect();
        candidates.sort_by(|&a, &b| {
            let key = |i: usize| (open[i].stance != stance, -open[i].confidence);
            key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let taken = candidates.first().map(|&i| open.remove(i));
        let label = taken.map(|f| f.stance);
        if let Some(f) = taken {
            score.confidences.push((f.confidence, f.stance == stance));
        }
        if stance.is_position() {
            let counts = &mut score.actors;
            if label.is_some() { counts.right += 1 } else { counts.missed += 1 }
        } else if label.is_some() {
            score.actors.wrong += 1;
        }
        count(&mut score, Some(stance).filter(|s| s.is_position()), label);
        let agree = label == Some(stance) || (label.is_none() && !stance.is_position());
        if !agree {
            let miss = Miss {
                article: gold.id.clone(),
                issue,
                actor: names[0].clone(),
                gold: Some(stance),
                found: label,
            };
            score.misses.push(miss);
        }
    }
    for f in open {
        score.actors.wrong += 1;
        count(&mut score, None, Some(f.stance));
        score.misses.push(Miss {
            article: gold.id.clone(),
            issue: f.issue.clone(),
            actor: f.names.first().cloned().unwrap_or_default(),
            gold: None,
            found: Some(f.stance),
        });
    }
    score
}

fn count(score: &mut Score, gold: Option<Stance>, found: Option<Stance>) {
    let place = |s: Stance| Stance::CLASSES.iter().position(|c| *c == s).filter(|i| *i < 3);
    if let (Some(g), true) = (gold.and_then(place), gold == found) {
        score.micro.right += 1;
        score.classes[g].right += 1;
        return;
    }
    if let Some(g) = gold.and_then(place) {
        score.micro.missed += 1;
        score.classes[g].missed += 1;
    }
    if let Some(f) = found.and_then(place) {
        score.micro.wrong += 1;
        score.classes[f].wrong += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(actor: &str, stance: Stance, confidence: f32) -> Found {
        Found { issue: "A toll".into(), names: vec![actor.into()], stance, confidence }
    }

    fn gold() -> Gold {
        Gold::parse_line(
            r#"{"id":"a","text":"","issues":[{"issue":"A toll","positions":[
                {"actor":"Ana Ruiz","stance":"reject"},
                {"actor":"Dock Union","stance":"conditional_cooperation"},
                {"actor":"Leo Marsh","stance":"none"}]}]}"#,
        )
        .expect("valid")
    }

    #[test]
    fn a_false_alarm_on_a_none_and_on_a_stranger_both_cost_precision() {
        let finds = vec![
            found("Ruiz", Stance::Reject, 0.9),
            found("Leo Marsh", Stance::Support, 0.6),
            found("A stranger", Stance::Support, 0.6),
            found("Nobody", Stance::Unclear, 0.6),
        ];
        let score = score(&[(gold(), finds)]);
        assert_eq!(score.micro, Counts { right: 1, wrong: 2, missed: 1 });
        assert_eq!(score.classes[0], Counts { right: 0, wrong: 2, missed: 0 });
        assert_eq!(score.actors, Counts { right: 1, wrong: 2, missed: 1 });
        assert_eq!(score.misses.len(), 3);
    }

    #[test]
    fn a_wrong_label_is_both_wrong_and_missed() {
        let score = score(&[(gold(), vec![found("the Dock Union", Stance::Support, 0.8)])]);
        assert_eq!(score.micro, Counts { right: 0, wrong: 1, missed: 2 });
        assert_eq!(score.actors.right, 1);
    }

    #[test]
    fn calibration_error_of_an_honest_program_is_small() {
        let with = |confidences| Score { confidences, ..Score::default() };
        let honest = with((0..100).map(|i| (0.75, i % 4 != 0)).collect());
        assert!(honest.calibration_error() < 1e-9);
        let boaster = with((0..100).map(|i| (0.95, i % 2 == 0)).collect());
        assert!((boaster.calibration_error() - 0.45).abs() < 1e-6);
    }
}
