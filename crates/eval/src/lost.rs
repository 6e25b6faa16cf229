//! At which stage of the walk a gold position dropped out.

use crate::{Decision, Gold, GoldStand, Lost, same_actor};
use standpoint_article::Span;
use standpoint_stance::Analysis;

/// Fills in [`Decision::lost`] for each gold position of which the program has no judgement at all. `decisions` are those of
/// this article, in the order in which [`crate::decide`] gives them.
pub fn lost(gold: &Gold, analysis: &Analysis, decisions: &mut [Decision]) {
    for (stand, decision) in gold.positions().iter().zip(decisions) {
        if stand.stance.is_position() && decision.found.is_none() {
            decision.lost = Some(stage(gold, stand, analysis));
        }
    }
}

fn stage(gold: &Gold, stand: &GoldStand, analysis: &Analysis) -> Lost {
    let names = |actor: &standpoint_statements::Actor| {
        std::iter::once(actor.name.clone()).chain(actor.aliases.iter().cloned()).collect::<Vec<_>>()
    };
    let mut theirs = analysis.actors.iter().filter(|a| same_actor(&names(a), &stand.names)).peekable();
    if theirs.peek().is_none() {
        return Lost::NoActor;
    }
    let ids: Vec<&str> = theirs.map(|a| a.id.as_str()).collect();
    let places = stand.evidence.iter().filter_map(|&i| gold.sentences.get(i));
    let evidence: Vec<Span> = places.filter_map(|&(start, end)| Span::try_new(start, end).ok()).collect();
    let near = |extent: Span| {
        evidence.is_empty() || evidence.iter().any(|e| e.start() < extent.end() && extent.start() < e.end())
    };
    let attributed = analysis
        .statements
        .iter()
        .any(|s| s.actor.as_deref().is_some_and(|a| ids.contains(&a)) && s.extent().is_some_and(near));
    if attributed { Lost::Filtered } else { Lost::NotAttributed }
}
