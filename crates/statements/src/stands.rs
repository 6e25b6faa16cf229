//! Positions that a noun names and its owner holds, with any verb behind it: "the council's view is that", "her bill would
//! send", and votes as minutes note them: "Lee and Berg for, Ruiz against".

use crate::chunks::{Form, Kind, Unit};
use crate::clauses;
use crate::drafts::{Draft, Manner};
use crate::extents;
use crate::holders::is_actor;
use crate::lexicon::{Classes, VerbClass};
use crate::speech::{content_of, region_start};
use crate::tagger::Tag;

/// What says what its owner wants.
const STANDS: &[&str] = &[
    "view",
    "answer",
    "position",
    "reply",
    "proposal",
    "plan",
    "bill",
    "motion",
    "draft",
    "paper",
    "budget",
    "scheme",
    "remedy",
    "notion",
    "idea",
    "wish",
    "aim",
    "demand",
    "price",
    "condition",
    "application",
    "offer",
    "opinion",
    "objection",
    "advice",
    "verdict",
    "preference",
    "policy",
    "manifesto",
    "solution",
    "submission",
    "plea",
    "stance",
    "creed",
    "line",
    "resolution",
    "report",
    "ordinance",
    "amendment",
    "decree",
    "order",
    "counter-draft",
    "counter-proposal",
];

/// All statements of one stretch that such a noun gives.
pub(crate) fn find(unit: &Unit, drafts: &mut Vec<Draft>) {
    for chunk in 0..unit.chunks.len() {
        match unit.kind(chunk) {
            Kind::Verb(group) if matches!(group.form, Form::Finite | Form::Past) => {
                drafts.extend(owned(unit, chunk));
            }
            Kind::Preposition => drafts.extend(vote(unit, chunk)),
            _ => {}
        }
    }
}

/// "Lee's | bill | would send"
fn owned(unit: &Unit, verb: usize) -> Option<Draft> {
    let group = unit.group(verb)?;
    let subject = clauses::subject(unit, verb).filter(|s| s.antecedent.is_none())?;
    let noun = subject.chunks.start;
    let tokens = unit.chunks[noun].tokens.clone();
    let head = unit.head(noun).filter(|h| unit.tags[*h] == Tag::Noun && STANDS.contains(&unit.word(*h)))?;
    let clitic = tokens.clone().rev().find(|t| *t < head && unit.tags[*t] == Tag::Clitic);
    let owner = match clitic {
        Some(clitic) => {
            let last = clitic.checked_sub(1)?;
            let acts = unit.tags[last] == Tag::Name && !unit.tokens[last].is(Classes::TIME)
                || unit.tokens[last].is(Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE));
            acts.then_some(tokens.start..clitic + 1)?
        }
        None if unit.tags[tokens.start] == Tag::Possessive && !unit.starts_with(noun, &["whose"]) => {
            tokens.start..tokens.start + 1
        }
        // "a counter-draft | from the federation | would open"
        None if unit.starts_with(noun + 1, &["from", "by"])
            && subject.chunks.contains(&(noun + 2))
            && is_actor(unit, &(noun + 2..noun + 3)) =>
        {
            unit.chunks[noun + 2].tokens.clone()
        }
        None => return None,
    };
    if unit.class(group) < VerbClass::Act && !group.copula && unit.class(group) != VerbClass::Plain {
        return None; // "her proposal says": a verb of saying reports it
    }
    let content = content_of(unit, verb + 1..extents::clause_end(unit, verb, verb + 1, group.copula));
    let content = if content.is_empty() { unit.span(noun..verb + 1).into_iter().collect() } else { content };
    let behind = owner.end > head;
    let cue_start = if behind { unit.chunks[verb].tokens.start } else { owner.end };
    let cue_end = unit.chunks[verb].tokens.end;
    Some(Draft {
        source: unit.token_span(owner),
        cue: unit.token_span(cue_start..cue_end),
        content,
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}

/// "Item 4 carried, | Lee and Berg | for, | Ruiz | against."
fn vote(unit: &Unit, preposition: usize) -> Option<Draft> {
    let favour =
        unit.starts_with(preposition, &["in"]) && unit.starts_with(preposition + 1, &["favour", "favor"]);
    let end = if favour { preposition + 2 } else { preposition + 1 };
    let sides = favour || unit.starts_with(preposition, &["for", "against"]);
    let closes = matches!(unit.kind(end), Kind::Comma | Kind::End | Kind::Semicolon | Kind::Coordinator);
    if !sides || !closes || preposition == 0 {
        return None;
    }
    let mut first = preposition;
    while first > 0 && matches!(unit.kind(first - 1), Kind::Noun | Kind::Coordinator) {
        first -= 1;
    }
    while first < preposition && unit.kind(first) == Kind::Coordinator {
        first += 1;
    }
    // A comma before the list may be one of it: "Lee, Berg and Ruiz for".
    let listed = (first..preposition).any(|c| unit.kind(c) == Kind::Coordinator);
    while listed && first >= 2 && unit.kind(first - 1) == Kind::Comma && named(unit, first - 2) {
        first -= 2;
    }
    let free = first == 0
        || matches!(
            unit.kind(first - 1),
            Kind::Comma | Kind::Colon | Kind::Semicolon | Kind::End | Kind::Close | Kind::Dash
        );
    let members = (first..preposition).filter(|c| unit.kind(*c) == Kind::Noun).all(|c| named(unit, c));
    if first == preposition || !free || !members || !is_actor(unit, &(first..preposition)) {
        return None;
    }
    let before = content_of(unit, region_start(unit, first)..first);
    Some(Draft {
        source: unit.span(first..preposition),
        cue: unit.span(preposition..end),
        content: if before.is_empty() { unit.span(first..end).into_iter().collect() } else { before },
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}

fn named(unit: &Unit, chunk: usize) -> bool {
    unit.kind(chunk) == Kind::Noun
        && unit.head(chunk).is_some_and(|h| {
            unit.tags[h] == Tag::Name && !unit.tokens[h].is(Classes::TIME)
                || unit.tokens[h].is(Classes::TITLE)
        })
}
