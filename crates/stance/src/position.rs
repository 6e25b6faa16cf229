//! Several statements of one actor on one issue become one position.
//!
//! The rule is the codebook's ("An article's positions"): conditional if any statement is conditional and none rejects
//! outright; otherwise the label of the most explicit statements, own words before others' words; where equally explicit
//! ones disagree the position is `mixed` and the label is the one with the greater summed probability (the later one
//! when they are equal).

use crate::{Judgement, Position, Scores, Stance};
use standpoint_statements::{Actor, Statement, StatementKind};
use std::collections::BTreeMap;

/// One position for each (actor, issue) that was judged, in the order of actors, then of `issues`.
pub fn positions(
    actors: &[Actor],
    statements: &[Statement],
    judgements: &[Judgement],
    issues: &[&str],
) -> Vec<Position> {
    let by_id: BTreeMap<&str, (usize, &Statement)> =
        statements.iter().enumerate().map(|(i, s)| (s.id.as_str(), (i, s))).collect();
    let mut groups: BTreeMap<(&str, &str), Vec<Vote>> = BTreeMap::new();
    for judgement in judgements {
        let Some(&(order, statement)) = by_id.get(judgement.statement.as_str()) else { continue };
        let Some(actor) = statement.actor.as_deref() else { continue };
        let own_words = statement.kind != StatementKind::Reported;
        groups.entry((actor, &judgement.issue)).or_default().push(Vote { judgement, order, own_words });
    }
    let mut out = Vec::new();
    for actor in actors {
        for issue in issues {
            if let Some(votes) = groups.get(&(actor.id.as_str(), *issue)) {
                out.push(decide(actor, issue, votes));
            }
        }
    }
    out
}

struct Vote<'a> {
    judgement: &'a Judgement,
    /// Place of the statement in the article.
    order: usize,
    own_words: bool,
}

impl Vote<'_> {
    fn probability(&self, stance: Stance) -> f32 {
        self.judgement.scores.of(stance)
    }
}

fn decide(actor: &Actor, issue: &str, votes: &[Vote]) -> Position {
    let has = |stance| votes.iter().any(|v| v.judgement.stance == stance);
    let mut mixed = false;
    let stance = if has(Stance::ConditionalCooperation) && !has(Stance::Reject) {
        Stance::ConditionalCooperation
    } else {
        let explicit = votes.iter().filter(|v| v.judgement.stance.is_position()).map(|v| v.own_words).max();
        match explicit {
            Some(own_words) => {
                let equals =
                    votes.iter().filter(|v| v.own_words == own_words && v.judgement.stance.is_position());
                let mut weight: BTreeMap<Stance, (f32, usize)> = BTreeMap::new();
                for vote in equals {
                    let entry = weight.entry(vote.judgement.stance).or_default();
                    entry.0 += vote.probability(vote.judgement.stance);
                    entry.1 = entry.1.max(vote.order);
                }
                mixed = weight.len() > 1;
                let best =
                    weight.into_iter().max_by(|(_, a), (_, b)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                best.map_or(Stance::None, |(stance, _)| stance)
            }
            None if has(Stance::Unclear) => Stance::Unclear,
            None => Stance::None,
        }
    };
    let mut evidence: Vec<&Vote> = votes
        .iter()
        .filter(|v| v.judgement.stance == stance || (mixed && v.judgement.stance.is_position()))
        .collect();
    let rank = |v: &&Vote| (v.judgement.stance != stance, !v.own_words);
    evidence.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then(b.probability(stance).total_cmp(&a.probability(stance)))
            .then(a.order.cmp(&b.order))
    });
    let strongest = evidence
        .iter()
        .filter(|v| v.judgement.stance == stance)
        .max_by(|a, b| a.probability(stance).total_cmp(&b.probability(stance)).then(b.order.cmp(&a.order)));
    let scores = strongest.map_or_else(Scores::default, |v| v.judgement.scores);
    let confidence = if stance == Stance::Unclear {
        scores.to_array().into_iter().fold(0.0, f32::max)
    } else {
        scores.of(stance)
    };
    Position {
        actor: actor.id.clone(),
        name: actor.name.clone(),
        issue: issue.to_owned(),
        stance,
        confidence,
        scores,
        condition: evidence
            .iter()
            .find_map(|v| v.judgement.condition)
            .filter(|_| stance == Stance::ConditionalCooperation),
        evidence: evidence.iter().map(|v| v.judgement.statement.clone()).collect(),
        mixed,
    }
}
