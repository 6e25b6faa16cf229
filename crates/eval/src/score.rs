//! Which found position answers which gold one.

use crate::{Answered, Confusion, Counts, Decision, Gold, GoldStand, same_actor};
use standpoint_stance::{Scores, Stance};

/// One position that the program found, or an actor and issue of which it says `none` or `unclear`.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The issue's wording.
    pub issue: String,
    /// The actor's name and aliases.
    pub names: Vec<String>,
    /// The label.
    pub stance: Stance,
    /// Calibrated probabilities of the statement that speaks for it.
    pub scores: Scores,
    /// The words that were judged.
    pub evidence: Vec<String>,
}

/// Sets the positions found in an article beside its gold: one decision for each gold position, in the gold's order, then
/// one for each found position that answers none of them. Each gold position takes at most one found one: the surest of
/// the same actor and issue, a right label first. What the program left as `none` or `unclear` answers only where
/// there is nothing better.
pub fn decide(gold: &Gold, found: &[Found]) -> Vec<Decision> {
    let (mut open, mut silent): (Vec<&Found>, Vec<&Found>) =
        found.iter().partition(|f| f.stance.is_position());
    let mut decisions = Vec::new();
    for stand in gold.positions() {
        let taken = take(&mut open, &stand).or_else(|| take(&mut silent, &stand));
        let GoldStand { issue, names, stance, evidence } = stand;
        decisions.push(Decision {
            article: gold.id.clone(),
            actor: names[0].clone(),
            gold: Some(stance),
            found: taken.map(|f| f.stance),
            scores: taken.map(|f| f.scores),
            lost: None,
            gold_evidence: evidence.iter().filter_map(|&i| gold.sentence(i)).map(str::to_owned).collect(),
            evidence: taken.map(|f| f.evidence.clone()).unwrap_or_default(),
            issue,
        });
    }
    decisions.extend(open.into_iter().map(|f| Decision {
        article: gold.id.clone(),
        actor: f.names.first().cloned().unwrap_or_default(),
        issue: f.issue.clone(),
        found: Some(f.stance),
        scores: Some(f.scores),
        evidence: f.evidence.clone(),
        ..Decision::default()
    }));
    decisions
}

/// Takes the best answer to a gold position out of `open`.
fn take<'f>(open: &mut Vec<&'f Found>, stand: &GoldStand) -> Option<&'f Found> {
    let same = |f: &Found| f.issue == stand.issue && same_actor(&f.names, &stand.names);
    let key = |f: &Found| (f.stance == stand.stance, f.scores.of(f.stance));
    let mut best: Option<usize> = None;
    for (i, found) in open.iter().enumerate().filter(|(_, f)| same(f)) {
        // Of equals the earlier.
        if best.is_none_or(|b| key(found) > key(open[b])) {
            best = Some(i);
        }
    }
    best.map(|i| open.remove(i))
}

/// Scores of a set of decisions on whole articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// All decisions by gold label and answer.
    pub confusion: Confusion,
    /// Gold positions whose actor was found with any position on that issue: attribution without the label.
    pub actors: Counts,
    /// Confidence of each found position of a known actor, and whether its label is right.
    pub answers: Vec<Answered>,
}

impl Score {
    /// Counts decisions.
    pub fn of<'a>(decisions: impl IntoIterator<Item = &'a Decision> + Clone) -> Self {
        let mut score = Self { confusion: Confusion::of(decisions.clone()), ..Self::default() };
        for decision in decisions {
            let is_position = |stance: Option<Stance>| stance.is_some_and(Stance::is_position);
            match (is_position(decision.gold), is_position(decision.found)) {
                (true, true) => score.actors.right += 1,
                (true, false) => score.actors.missed += 1,
                (false, true) => score.actors.wrong += 1,
                (false, false) => {}
            }
            if decision.gold.is_some() && is_position(decision.found) {
                score.answers.push((decision.confidence(), decision.is_right()));
            }
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(actor: &str, stance: Stance, confidence: f32) -> Found {
        let mut p = [0.0; 4];
        p[Stance::CLASSES.iter().position(|c| *c == stance).unwrap_or(0)] = confidence;
        let scores = Scores::from_array(p);
        Found { issue: "A toll".into(), names: vec![actor.into()], stance, scores, evidence: vec![] }
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
        let decisions = decide(&gold(), &finds);
        let score = Score::of(&decisions);
        assert_eq!(score.confusion.positions(), Counts { right: 1, wrong: 2, missed: 1 });
        assert_eq!(score.confusion.counts(0), Counts { right: 0, wrong: 2, missed: 0 });
        assert_eq!(score.actors, Counts { right: 1, wrong: 2, missed: 1 });
        assert_eq!(decisions.iter().filter(|d| !d.is_right()).count(), 3);
        assert_eq!(score.answers, [(0.9, true), (0.6, false)]);
    }

    #[test]
    fn a_wrong_label_is_both_wrong_and_missed() {
        let score = Score::of(&decide(&gold(), &[found("the Dock Union", Stance::Support, 0.8)]));
        assert_eq!(score.confusion.positions(), Counts { right: 0, wrong: 1, missed: 2 });
        assert_eq!(score.actors.right, 1);
    }

    #[test]
    fn a_right_label_is_taken_before_a_surer_wrong_one_and_an_abstention_last() {
        let finds = [found("Ruiz", Stance::Support, 0.9), found("Ana Ruiz", Stance::Reject, 0.5)];
        let decisions = decide(&gold(), &finds);
        assert_eq!((decisions[0].found, decisions.len()), (Some(Stance::Reject), 4));
        let unclear = [found("Ruiz", Stance::Unclear, 0.4), found("Ruiz", Stance::Support, 0.3)];
        assert_eq!(decide(&gold(), &unclear)[0].found, Some(Stance::Support));
        assert_eq!(decide(&gold(), &unclear[..1])[0].found, Some(Stance::Unclear));
    }
}
