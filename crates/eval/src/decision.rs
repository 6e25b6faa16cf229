//! One decision of the program beside the gold: the record that errors are read from and runs are compared by.

use crate::{Confusion, Difference, paired};
use serde::{Deserialize, Serialize};
use standpoint_stance::{Scores, Stance};
use std::collections::BTreeMap;

/// What was asked, what is right, what was answered, and by what words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The article.
    pub article: String,
    /// The actor, as the gold names it, or as it was found.
    pub actor: String,
    /// The issue's wording.
    pub issue: String,
    /// The gold label; `None` when the gold does not know the actor on this issue.
    pub gold: Option<Stance>,
    /// The label found; `None` when the program has no judgement on this actor and issue.
    pub found: Option<Stance>,
    /// Calibrated probabilities, where something was judged.
    pub scores: Option<Scores>,
    /// Where a position that was not found got lost.
    pub lost: Option<Lost>,
    /// The words that settle the gold label.
    pub gold_evidence: Vec<String>,
    /// The words that the program judged.
    pub evidence: Vec<String>,
}

/// The stage of the walk at which a gold position dropped out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    /// The article's actors do not hold one of this name.
    NoActor,
    /// The actor is known, but no statement at the gold evidence is its.
    NotAttributed,
    /// A statement there is the actor's, but lies too far from the issue to be judged.
    Filtered,
}

impl Decision {
    /// True when gold and program see the same position, or neither sees one.
    pub fn is_right(&self) -> bool {
        let position = |stance: Option<Stance>| stance.filter(|s| s.is_position());
        position(self.gold) == position(self.found)
    }

    /// The probability of the label found; 0 where nothing was judged, and for an abstention that of its likeliest label.
    pub fn confidence(&self) -> f32 {
        let Some(scores) = self.scores else { return 0.0 };
        match self.found {
            Some(stance) if stance != Stance::Unclear => scores.of(stance),
            _ => scores.of(scores.top()),
        }
    }
}

/// The decisions of another run cannot be set beside these.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the other run was scored on other gold: its records of article `{0}` are not these")]
pub struct OtherGold(String);

/// How far `ours` lies above `theirs` on the same gold, article by article, in the measure that `f1` takes from counts.
/// `ours` holds an entry for each article; an article of which `theirs` has no decision had none.
pub fn against(
    ours: &[(String, Vec<Decision>)],
    theirs: Vec<Decision>,
    rounds: usize,
    f1: impl Fn(&Confusion) -> f64,
) -> Result<Difference, OtherGold> {
    let mut by_article: BTreeMap<String, Vec<Decision>> = BTreeMap::new();
    for decision in theirs {
        by_article.entry(decision.article.clone()).or_default().push(decision);
    }
    let mut both = Vec::with_capacity(ours.len());
    for (article, decisions) in ours {
        let others = by_article.remove(article).unwrap_or_default();
        if gold(decisions) != gold(&others) {
            return Err(OtherGold(article.clone()));
        }
        both.push((Confusion::of(decisions), Confusion::of(&others)));
    }
    if let Some(article) = by_article.into_keys().next() {
        return Err(OtherGold(article));
    }
    let first = |sample: &[&(Confusion, Confusion)]| f1(&sample.iter().map(|x| &x.0).sum());
    let second = |sample: &[&(Confusion, Confusion)]| f1(&sample.iter().map(|x| &x.1).sum());
    Ok(paired(&both, rounds, first, second))
}

/// The gold records of an article, in an order of their own.
fn gold(decisions: &[Decision]) -> Vec<(&str, &str, Stance)> {
    let known = decisions.iter().filter_map(|d| Some((d.actor.as_str(), d.issue.as_str(), d.gold?)));
    let mut gold: Vec<_> = known.collect();
    gold.sort_unstable();
    gold
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::{None as N, Reject as R, Support as S, Unclear as U};

    fn decision(article: &str, gold: Option<Stance>, found: Option<Stance>) -> Decision {
        Decision { article: article.into(), actor: "Ann".into(), gold, found, ..Decision::default() }
    }

    #[test]
    fn abstaining_where_there_is_no_position_is_right() {
        for (gold, found, right) in [
            (Some(S), Some(S), true),
            (Some(S), Some(R), false),
            (Some(N), None, true),
            (Some(N), Some(U), true),
            (Some(R), Some(U), false),
            (None, Some(S), false),
        ] {
            assert_eq!(decision("a", gold, found).is_right(), right, "{gold:?} {found:?}");
        }
    }

    #[test]
    fn a_run_is_compared_article_by_article() {
        let ours: Vec<(String, Vec<Decision>)> = ["a", "b", "c"]
            .map(|id| (id.to_owned(), vec![decision(id, Some(S), Some(S))]))
            .into_iter()
            .chain([("empty".to_owned(), vec![])])
            .collect();
        let theirs = ["a", "b", "c"].map(|id| decision(id, Some(S), Some(R))).to_vec();
        let found = against(&ours, theirs.clone(), 100, |c| c.positions().f1()).expect("the same gold");
        assert!((found.by - 1.0).abs() < 1e-9, "{found:?}");
        let fewer = theirs[..2].to_vec();
        assert_eq!(against(&ours, fewer, 10, Confusion::macro_f1), Err(OtherGold("c".into())));
        let mut more = theirs.clone();
        more.push(decision("d", Some(S), None));
        assert_eq!(against(&ours, more, 10, Confusion::macro_f1), Err(OtherGold("d".into())));
        let mut other = theirs;
        other[0].gold = Some(R);
        assert_eq!(against(&ours, other, 10, Confusion::macro_f1), Err(OtherGold("a".into())));
    }

    #[test]
    fn a_decision_is_read_as_it_is_written() {
        let mut one = decision("a", Some(R), None);
        one.lost = Some(Lost::NotAttributed);
        one.gold_evidence = vec!["No, said Ann.".into()];
        let line = serde_json::to_string(&one).expect("JSON");
        assert!(line.contains(r#""found":null,"scores":null,"lost":"not_attributed""#), "{line}");
        assert_eq!(serde_json::from_str::<Decision>(&line).expect("a decision"), one);
    }
}
