//! What a sentence says, beside its own subject, of others: whom somebody accuses of doing a thing, and the other side of a deal.

use std::ops::Range;

use crate::chunks::{Form, Kind, Unit};
use crate::drafts::{Draft, Manner};
use crate::extents;
use crate::holders::is_actor;
use crate::lexicon::VerbClass;
use crate::speech::content_of;

/// Verbs that say of their object what it did: "accused the ministry of hiding the report".
const JUDGING: &[&str] = &[
    "accuse",
    "blame",
    "criticize",
    "criticise",
    "praise",
    "condemn",
    "fault",
    "thank",
    "denounce",
    "commend",
    "congratulate",
    "applaud",
    "suspect",
    "rebuke",
    "slam",
    "attack",
];

/// Verbs that two sides do together.
const MAKING: &[&str] = &[
    "sign",
    "reach",
    "strike",
    "close",
    "conclude",
    "make",
    "agree",
    "negotiate",
    "ink",
    "cut",
    "seal",
    "broker",
];

/// What they make.
const DEALS: &[&str] = &[
    "deal",
    "agreement",
    "pact",
    "accord",
    "contract",
    "treaty",
    "truce",
    "ceasefire",
    "cease-fire",
    "compromise",
    "memorandum",
    "settlement",
    "alliance",
    "agreements",
    "deals",
    "contracts",
];

/// All statements of others that a verb of this stretch gives, and those of the sides of a deal.
pub(crate) fn find(unit: &Unit, drafts: &mut Vec<Draft>) {
    for chunk in 0..unit.chunks.len() {
        drafts.extend(between(unit, chunk));
        let Some(lemma) = unit.group(chunk).and_then(|g| unit.verb(g)).map(|v| v.lemma) else { continue };
        if JUDGING.contains(&lemma) {
            drafts.extend(judged(unit, chunk));
        } else if MAKING.contains(&lemma) {
            drafts.extend(other_side(unit, chunk));
        }
    }
}

/// "a deal | between | the ministry and the union": both made it.
fn between(unit: &Unit, deal: usize) -> Option<Draft> {
    let made = unit.kind(deal) == Kind::Noun
        && unit.head(deal).is_some_and(|h| DEALS.contains(&unit.word(h).to_lowercase().as_str()));
    if !made || !unit.starts_with(deal + 1, &["between"]) {
        return None;
    }
    let sides = object(unit, deal + 2)?;
    (sides.len() > 1 && is_actor(unit, &sides)).then(|| Draft {
        source: unit.span(sides),
        cue: unit.span(deal..deal + 2),
        content: unit.span(deal..deal + 1).into_iter().collect(),
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}

/// "accused | the ministry | of | hiding | the report": the ministry hides it.
fn judged(unit: &Unit, chunk: usize) -> Option<Draft> {
    let passive = unit.group(chunk)?.passive;
    let (holder, link) = if passive {
        let subject = crate::clauses::subject(unit, chunk)?;
        (subject.antecedent.unwrap_or(subject.chunks), chunk + 1)
    } else {
        let holder = object(unit, chunk + 1)?;
        let link = holder.end;
        (holder, link)
    };
    if unit.kind(link) != Kind::Preposition
        || !unit.starts_with(link, &["of", "for"])
        || !is_actor(unit, &holder)
    {
        return None;
    }
    let deed = (link + 1..link + 3).find(|c| unit.kind(*c) != Kind::Adverb)?;
    let group = unit.group(deed).filter(|g| g.form == Form::Ing && unit.class(*g) >= VerbClass::Say)?;
    let content = content_of(unit, deed..extents::clause_end(unit, deed, deed + 1, false));
    (!group.copula).then_some(Draft {
        source: unit.span(holder),
        cue: unit.span(deed..deed + 1),
        content,
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}

/// The object that starts at `first`: a noun phrase with its list.
fn object(unit: &Unit, first: usize) -> Option<Range<usize>> {
    let mut end = first + 1;
    if unit.kind(first) != Kind::Noun {
        return None;
    }
    while unit.kind(end) == Kind::Coordinator && unit.kind(end + 1) == Kind::Noun {
        end += 2;
    }
    Some(first..end)
}

/// "signed | a deal | with | the union": the union signed it too.
fn other_side(unit: &Unit, chunk: usize) -> Option<Draft> {
    let deal = chunk + 1;
    if unit.kind(deal) != Kind::Noun
        || !unit.head(deal).is_some_and(|h| DEALS.contains(&unit.word(h).to_lowercase().as_str()))
    {
        return None;
    }
    let with = deal + 1;
    if unit.kind(with) != Kind::Preposition
        || !unit.starts_with(with, &["with"])
        || unit.kind(with + 1) != Kind::Noun
    {
        return None;
    }
    let side = object(unit, with + 1)?;
    is_actor(unit, &side).then(|| Draft {
        source: unit.span(side),
        cue: unit.span(chunk..chunk + 1),
        content: unit.span(deal..deal + 1).into_iter().collect(),
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}
