//! How far things reach to the right: a noun phrase, an appositive, the clause that a cue reports.

use std::ops::Range;

use crate::chunks::{Form, Kind, Unit};
use crate::clauses::{is_subject_pronoun_strict, subject};
use crate::lexicon::{Classes, VerbClass};
use crate::tagger::Tag;

/// The noun phrase that starts with chunk `first`: modifiers, list members, an appositive.
pub(crate) fn phrase_after(unit: &Unit, first: usize) -> Option<Range<usize>> {
    if unit.kind(first) != Kind::Noun {
        return None;
    }
    let mut end = first + 1;
    let name = unit.head(first).is_some_and(|h| unit.tags[h] == Tag::Name);
    let pronoun = is_subject_pronoun_strict(unit, first);
    if pronoun {
        return Some(first..end);
    }
    loop {
        match (unit.kind(end), unit.kind(end + 1)) {
            (Kind::Preposition, Kind::Noun) => {
                let of = unit.starts_with(end, &["of", "for", "from"]);
                let venue = unit.chunk_is(end + 1, Classes::VENUE.or(Classes::TIME));
                if venue
                    || name && !of
                    || unit.starts_with(end, &["during", "after", "before", "about", "by"])
                {
                    break;
                }
                end += 2;
            }
            // "the Roper Center (RC)"
            (Kind::Open, Kind::Noun) if unit.kind(end + 2) == Kind::Close => end += 3,
            (Kind::Coordinator, Kind::Noun)
                if unit.starts_with(end, &["and", "or", "&"]) && !starts_clause(unit, end + 1) =>
            {
                end += 2;
            }
            // "by France, Germany and Britain"
            (Kind::Comma, Kind::Noun) if name && listed_names(unit, end + 1).is_some() => {
                end = listed_names(unit, end + 1)?;
            }
            (Kind::Comma, Kind::Noun) if !starts_clause(unit, end + 1) => match appositive(unit, end + 1) {
                Some(close) => end = close,
                None => break,
            },
            (Kind::Comma, Kind::Relative) => {
                let close = (end + 2..unit.chunks.len())
                    .find(|c| matches!(unit.kind(*c), Kind::Comma | Kind::End | Kind::Quote(_)));
                end = close.unwrap_or(unit.chunks.len());
                break;
            }
            _ => break,
        }
    }
    Some(first..end)
}

/// Behind the last name of "Germany, Italy and | Britain", of which one begins at `first`; `None` for a single name in apposition.
fn listed_names(unit: &Unit, first: usize) -> Option<usize> {
    let name = |c: usize| {
        unit.kind(c) == Kind::Noun && unit.chunks[c].tokens.clone().all(|t| unit.tags[t] == Tag::Name)
    };
    let mut at = first;
    while name(at) && unit.kind(at + 1) == Kind::Comma && name(at + 2) {
        at += 2;
    }
    let and = if unit.kind(at + 1) == Kind::Comma { at + 2 } else { at + 1 };
    let closed = name(at) && unit.kind(and) == Kind::Coordinator && unit.starts_with(and, &["and", "or"]);
    let last = unit.chunks.get(and + 1).is_some() && unit.kind(and + 1) == Kind::Noun;
    (closed && last && !starts_clause(unit, and + 1)).then_some(and + 2)
}

/// A noun phrase that has a verb of its own right behind it.
fn starts_clause(unit: &Unit, noun: usize) -> bool {
    let mut at = noun + 1;
    while matches!((unit.kind(at), unit.kind(at + 1)), (Kind::Preposition, Kind::Noun)) {
        at += 2;
    }
    while matches!(unit.kind(at), Kind::Adverb | Kind::Time) {
        at += 1;
    }
    unit.group(at).is_some_and(|g| matches!(g.form, Form::Finite | Form::Past))
}

/// End of an appositive that starts at `first`: a description or an age, up to the next comma, quotation or end.
fn appositive(unit: &Unit, first: usize) -> Option<usize> {
    let describes = unit
        .chunk_is(first, Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE).or(Classes::DETERMINER))
        || unit.chunks[first].tokens.len() == 1 && unit.tags[unit.chunks[first].tokens.start] == Tag::Number;
    if !describes {
        return None;
    }
    let close = (first..unit.chunks.len())
        .find(|c| {
            matches!(
                unit.kind(*c),
                Kind::Comma | Kind::End | Kind::Quote(_) | Kind::Semicolon | Kind::Dash | Kind::Colon
            )
        })
        .unwrap_or(unit.chunks.len());
    Some(close)
}

/// The end of the clause whose verb group stands in `verb`, for a cue whose complement is no clause: it stops where
/// the subject goes on with another verb, or another clause begins.
pub(crate) fn clause_end(unit: &Unit, verb: usize, from: usize, clausal: bool) -> usize {
    let total = unit.chunks.len();
    let own = unit.group(verb).map(|g| g.form);
    let mut at = from;
    let mut finite = false;
    let subordinate = subject(unit, verb)
        .and_then(|s| s.chunks.start.checked_sub(1))
        .is_some_and(|left| unit.kind(left) == Kind::Subordinator);
    let in_relative = subject(unit, verb).is_some_and(|s| s.antecedent.is_some());
    while at < total {
        match unit.kind(at) {
            Kind::Semicolon => return at,
            Kind::End if at + 1 == total => return at,
            Kind::Comma if ends_at_comma(unit, at, clausal, own, in_relative) => return at,
            // "If Lee backs the plan, | Norway will leave": the main clause begins.
            Kind::Comma if subordinate && unit.kind(at + 1) == Kind::Noun && starts_clause(unit, at + 1) => {
                return at;
            }
            Kind::Comma if !clausal && !finite && unit.kind(at + 1) == Kind::Relative => return at,
            Kind::Subordinator
                if !clausal
                    && at > from
                    && unit.starts_with(at, &["as", "while", "after", "when"])
                    && clause_follows(unit, at) =>
            {
                return at;
            }
            Kind::Coordinator if !clausal && continues_subject(unit, at, own) => return at,
            // The complement was no clause after all: "called the plan a mistake | and urged".
            Kind::Coordinator
                if clausal
                    && unit.kind(from) != Kind::That
                    && !finite
                    && unit.kind(at + 1) != Kind::Noun
                    && continues_subject(unit, at, own) =>
            {
                return at;
            }
            Kind::Coordinator
                if clausal
                    && at > 0
                    && matches!(unit.kind(at - 1), Kind::Quote(_))
                    && speaks_next(unit, at + 1) =>
            {
                return at;
            }
            Kind::Verb(group) if matches!(group.form, Form::Finite | Form::Past) => finite = true,
            Kind::Dash
                if at + 1 < total && unit.kind(at + 1) == Kind::Noun && starts_clause(unit, at + 1) =>
            {
                return at;
            }
            _ => {}
        }
        at += 1;
    }
    total
}

/// A subject and its verb behind a conjunction.
fn clause_follows(unit: &Unit, conjunction: usize) -> bool {
    unit.kind(conjunction + 1) == Kind::Noun && starts_clause(unit, conjunction + 1)
}

/// "and called for" after a finite verb: another deed of the same subject.
fn continues_subject(unit: &Unit, coordinator: usize, own: Option<Form>) -> bool {
    let mut next = coordinator + 1;
    while matches!(unit.kind(next), Kind::Adverb | Kind::Time) {
        next += 1;
    }
    let finite = matches!(own, Some(Form::Finite | Form::Past));
    match unit.group(next).map(|g| g.form) {
        Some(Form::Past | Form::Finite) => finite && !base_form(unit, next),
        Some(Form::Ing) => own == Some(Form::Ing),
        _ => {
            unit.kind(next) == Kind::Noun
                && starts_clause(unit, next)
                && !unit.starts_with(coordinator, &["nor"])
                && finite
        }
    }
}

/// A bare base form goes on with an infinitive: "to march and demand".
fn base_form(unit: &Unit, chunk: usize) -> bool {
    let Some(group) = unit.group(chunk) else { return false };
    let forms = unit.tokens[group.main].entry.forms;
    let alone = unit.chunks[chunk].tokens.clone().all(|t| unit.tags[t] != Tag::Auxiliary);
    let infinitive_before =
        (0..chunk).rev().find_map(|c| unit.group(c)).is_some_and(|g| g.form == Form::Infinitive);
    alone
        && infinitive_before
        && forms.any(crate::lexicon::Forms::BASE)
        && !forms.any(crate::lexicon::Forms::PAST)
}

/// ", but her office | said": another speaker takes over.
fn speaks_next(unit: &Unit, noun: usize) -> bool {
    let mut at = noun + 1;
    while matches!((unit.kind(at), unit.kind(at + 1)), (Kind::Preposition, Kind::Noun)) {
        at += 2;
    }
    unit.group(at)
        .is_some_and(|g| matches!(g.form, Form::Finite | Form::Past) && unit.class(g) == VerbClass::Say)
}

fn ends_at_comma(unit: &Unit, comma: usize, clausal: bool, own: Option<Form>, in_relative: bool) -> bool {
    let next = comma + 1;
    match unit.kind(next) {
        // ", who opposes the plan, | left": the clause around goes on.
        Kind::Verb(group) if matches!(group.form, Form::Finite | Form::Past) => in_relative,
        Kind::Verb(group) => {
            group.form == Form::Ing
                && unit.class(group) <= VerbClass::Think
                && !group.copula
                && unit.class(group) != VerbClass::Plain
        }
        Kind::Coordinator if clausal && unit.kind(next + 1) == Kind::Noun => speaks_next(unit, next + 1),
        Kind::Coordinator if clausal => {
            let verb = unit.group(next + 1);
            verb.is_some_and(|g| {
                matches!(g.form, Form::Finite | Form::Past) && unit.class(g) == VerbClass::Say
            }) && matches!(own, Some(Form::Finite | Form::Past))
        }
        Kind::Coordinator => {
            unit.starts_with(next, &["but", "and"])
                && (continues_subject(unit, next, own) || unit.starts_with(next, &["but"]))
        }
        Kind::Subordinator => {
            !clausal && unit.starts_with(next, &["while", "although", "though", "whereas", "as"])
        }
        Kind::Preposition => unit.starts_with(next, &["according"]),
        // ", an offer rejected by Lee"
        Kind::Noun => {
            let verb = if unit.kind(next + 1) == Kind::Adverb { next + 2 } else { next + 1 };
            unit.group(verb).is_some_and(|g| g.form == Form::Past && unit.class(g) != VerbClass::Plain)
                && unit.starts_with(verb + 1, &["by"])
        }
        _ => false,
    }
}
