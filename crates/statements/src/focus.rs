//! Who a sentence is about: the person that words without a cue, in a sentence of their own, belong to.

use standpoint_article::{Span, Text};

use crate::chunks::{Form, Kind, Unit};
use crate::clauses;
use crate::lexicon::Classes;
use crate::tagger::Tag;

/// The paragraph around a byte.
pub(crate) fn paragraph_at(text: &Text, at: usize) -> usize {
    text.paragraphs().partition_point(|p| p.start() <= at).saturating_sub(1)
}

/// The paragraph that a unit stands in.
pub(crate) fn paragraph_of(text: &Text, unit: &Unit) -> usize {
    unit.tokens.first().map_or(0, |t| paragraph_at(text, t.span.start()))
}

/// The person that the sentences before a quotation, in its paragraph, are about: the nearest one counts.
pub(crate) fn before(text: &Text, units: &[Unit], unit: usize, paragraph: usize) -> Option<Span> {
    let here = units[..unit].iter().rev().take_while(|u| paragraph_of(text, u) == paragraph);
    here.take(NEAR).find_map(person)
}

/// How many sentences of a paragraph are looked back on for the person in focus.
const NEAR: usize = 4;

/// The sentence behind a quotation that opens its paragraph: "He had hoped for more", "That was Anna Berg".
pub(crate) fn presented_behind(text: &Text, units: &[Unit], unit: usize, paragraph: usize) -> Option<Span> {
    let next = units.get(unit + 1).filter(|u| paragraph_of(text, u) == paragraph)?;
    let verb = next.chunks.iter().position(|c| matches!(c.kind, Kind::Verb(_)))?;
    let presents = next.starts_with(0, &["that", "this"])
        || verb > 0 && next.head(verb - 1).is_some_and(|h| next.word(h) == "speaker");
    if presents && next.group(verb).is_some_and(|g| g.copula) && named_person(next, verb + 1) {
        return next.span(verb + 1..verb + 2);
    }
    person(next).filter(|s| matches!(text.slice(*s), "He" | "She"))
}

/// The first subject of a sentence that is one person; in a sentence without verb the name that opens it.
pub(crate) fn person(unit: &Unit) -> Option<Span> {
    let finite = |c: &usize| unit.group(*c).is_some_and(|g| matches!(g.form, Form::Finite | Form::Past));
    let mut verbs = (0..unit.chunks.len()).filter(finite).peekable();
    if verbs.peek().is_none() {
        return named_person(unit, 0).then(|| unit.span(0..1)).flatten();
    }
    verbs.find_map(|verb| {
        let subject = clauses::subject(unit, verb).filter(|s| s.antecedent.is_none())?;
        let first = subject.chunks.start;
        let person = unit.starts_with(first, &["he", "she"]) && unit.chunks[first].tokens.len() == 1
            || named_person(unit, first)
            || one_human(unit, first) && subject.chunks.len() > 1;
        person.then(|| unit.span(subject.chunks)).flatten()
    })
}

/// A noun phrase that ends in a name which is neither a place's nor a body's.
pub(crate) fn named_person(unit: &Unit, chunk: usize) -> bool {
    let other =
        Classes::COUNTRY.or(Classes::CAPITAL).or(Classes::BODY).or(Classes::DEMONYM).or(Classes::TIME);
    unit.kind(chunk) == Kind::Noun
        && unit.head(chunk).is_some_and(|h| {
            let word = unit.word(h);
            unit.tags[h] == Tag::Name
                && !unit.tokens[h].is(other)
                && (word.chars().count() < 2 || word.chars().any(char::is_lowercase))
        })
        && !unit.chunk_is(chunk, Classes::BODY)
}

/// "the widow", "his neighbour": one person without a name.
fn one_human(unit: &Unit, chunk: usize) -> bool {
    unit.kind(chunk) == Kind::Noun
        && unit.head(chunk).is_some_and(|h| {
            unit.tags[h] == Tag::Noun
                && unit.tokens[h].is(Classes::HUMAN.or(Classes::TITLE))
                && !unit.tokens[h].is(Classes::PLURAL)
        })
}
