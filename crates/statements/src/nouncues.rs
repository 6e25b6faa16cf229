//! Positions that stand in a noun: "X's call for talks", "opposition from X", "British support for".

use std::ops::Range;

use crate::chunks::{Form, Kind, PEOPLES, Unit};
use crate::drafts::{Draft, Manner};
use crate::extents;
use crate::holders::is_actor;
use crate::lexicon::Classes;
use crate::mentions::acts_by_noun;
use crate::tagger::Tag;

/// All statements of one stretch that a noun reports.
pub(crate) fn find(unit: &Unit, drafts: &mut Vec<Draft>) {
    for chunk in 0..unit.chunks.len() {
        if unit.kind(chunk) == Kind::Noun
            && unit
                .head(chunk)
                .is_some_and(|h| unit.tokens[h].is(Classes::CUE_NOUN) && unit.tags[h] == Tag::Noun)
        {
            drafts.extend(possessed(unit, chunk).or_else(|| from_whom(unit, chunk)));
        }
    }
}

/// "Lee's refusal | to sign", "her call | for talks", "U.S. backing | for the plan".
fn possessed(unit: &Unit, chunk: usize) -> Option<Draft> {
    let tokens = unit.chunks[chunk].tokens.clone();
    let head = unit.head(chunk)?;
    let owner = owner(unit, tokens.clone(), head)?;
    let (after, content) = match complement(unit, chunk) {
        Some((after, complement)) => (after, unit.span(complement..noun_complement_end(unit, complement))?),
        // "despite | U.S. opposition"
        None if unit.starts_with(chunk.checked_sub(1)?, &["despite", "over", "amid"]) => {
            (chunk + 1, unit.span(chunk..chunk + 1)?)
        }
        None => return None,
    };
    let cue_end = unit.chunks[after - 1].tokens.end;
    Some(Draft {
        source: unit.token_span(owner.clone()),
        cue: unit.token_span(owner.end..cue_end),
        content: vec![content],
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}

/// The part of a noun phrase that owns its head: up to the clitic, a possessive, a name of a country, or a body right before it.
fn owner(unit: &Unit, tokens: Range<usize>, head: usize) -> Option<Range<usize>> {
    if let Some(clitic) = tokens.clone().rev().find(|t| *t < head && unit.tags[*t] == Tag::Clitic) {
        let named = tokens.start..clitic;
        let last = named.clone().next_back()?;
        let acts = unit.tags[last] == Tag::Name && !unit.tokens[last].is(Classes::TIME)
            || unit.tokens[last].is(Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE));
        return acts.then_some(tokens.start..clitic + 1);
    }
    if unit.tags[tokens.start] == Tag::Possessive {
        return (!unit.word(tokens.start).eq_ignore_ascii_case("whose"))
            .then_some(tokens.start..tokens.start + 1);
    }
    let place = |t: &usize| {
        unit.tags[*t] == Tag::Name
            && (unit.tokens[*t].is(Classes::COUNTRY.or(Classes::DEMONYM).or(Classes::CAPITAL))
                || PEOPLES.contains(&unit.word(*t)))
    };
    if let Some(place) = tokens.clone().find(place).filter(|t| *t < head) {
        return Some(place..place + 1);
    }
    // "opposition calls for", "a government plan to"
    let body = head.checked_sub(1).filter(|t| tokens.contains(t) && unit.tags[*t] == Tag::Noun)?;
    acts_by_noun(unit, body, tokens.start).then_some(body..body + 1)
}

/// What the noun's position is on: behind "for", "to", "of" or "that". The preposition belongs to the cue.
fn complement(unit: &Unit, chunk: usize) -> Option<(usize, usize)> {
    // "her call | last week | for talks"
    let mut at = chunk + 1;
    while matches!(unit.kind(at), Kind::Time | Kind::Adverb) {
        at += 1;
    }
    match unit.kind(at) {
        Kind::Preposition
            if unit.starts_with(at, &["for", "to", "of", "against", "on", "with", "over", "about"]) =>
        {
            Some((at + 1, at + 1))
        }
        Kind::That => Some((at, at)),
        Kind::Verb(group) if group.form == Form::Infinitive => Some((at, at)),
        _ => None,
    }
}

/// The complement ends where a verb takes the whole phrase as its subject.
fn noun_complement_end(unit: &Unit, from: usize) -> usize {
    let mut end = from + 1;
    while end < unit.chunks.len() {
        match unit.kind(end) {
            Kind::Comma
            | Kind::Semicolon
            | Kind::Colon
            | Kind::End
            | Kind::Dash
            | Kind::Close
            | Kind::Subordinator => break,
            Kind::Verb(group)
                if group.form == Form::Finite
                    && !matches!(unit.kind(end - 1), Kind::Relative | Kind::That)
                    && unit.kind(from) != Kind::That =>
            {
                break;
            }
            Kind::Verb(group)
                if group.form == Form::Past
                    && unit.kind(from) != Kind::That
                    && unit.kind(end + 1) != Kind::Preposition =>
            {
                break;
            }
            _ => end += 1,
        }
    }
    end
}

/// "opposition from Lee to the plan", "an appeal by the union", "calls by Iran for talks".
fn from_whom(unit: &Unit, chunk: usize) -> Option<Draft> {
    // "calls | for his resignation | from several lawmakers": what is called for may stand between.
    let about = (unit.kind(chunk + 1) == Kind::Preposition
        && unit.starts_with(chunk + 1, &["for", "to", "against", "of"])
        && unit.kind(chunk + 2) == Kind::Noun
        && unit.starts_with(chunk + 3, &["by", "from"]))
    .then_some(chunk + 2);
    let preposition = about.map_or(chunk + 1, |about| about + 1);
    let of = unit.starts_with(preposition, &["of"]);
    if unit.kind(preposition) != Kind::Preposition || !of && !unit.starts_with(preposition, &["by", "from"]) {
        return None;
    }
    let mut agent = extents::phrase_after(unit, preposition + 1)?;
    // "the proposal | of the deputy Lee | to stop it"
    if of && !unit.group(agent.end).is_some_and(|g| g.form == Form::Infinitive) {
        return None;
    }
    // A name takes no "for": what follows is the noun's own complement.
    if agent.len() > 1 && unit.starts_with(agent.start + 1, &["for", "to", "on", "against"]) {
        agent.end = agent.start + 1;
    }
    // "an offer from the opposition | and a shrug": what cannot act is no second holder.
    let other =
        |c: &usize| unit.kind(*c) == Kind::Coordinator && !is_actor(unit, &(*c + 1..agent.end.max(*c + 1)));
    if let Some(and) = agent.clone().find(other) {
        agent.end = and;
    }
    if !is_actor(unit, &agent) {
        return None;
    }
    let content = match unit.kind(agent.end) {
        _ if about.is_some() => about.and_then(|about| unit.span(about..about + 1)),
        Kind::Preposition | Kind::That | Kind::Verb(_)
            if unit.group(agent.end).is_none_or(|g| g.form == Form::Infinitive) =>
        {
            let from = if unit.kind(agent.end) == Kind::Preposition { agent.end + 1 } else { agent.end };
            unit.span(from..noun_complement_end(unit, from).max(from + 1))
        }
        _ => unit.span(chunk..chunk + 1),
    };
    Some(Draft {
        source: unit.span(agent),
        cue: unit.span(chunk..chunk + 2),
        content: content.into_iter().collect(),
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}
