//! Who acts through whom is named: spokespersons, members, documents, one person with two offices.

use standpoint_article::Span;

use crate::chunks::{Kind, Unit};
use crate::holders::{DOCUMENTS, OWNED};
use crate::lexicon::Classes;
use crate::mentions::{Mention, MentionSort};
use crate::model::ActorKind;
use crate::sources::{is_person, past_owners};
use crate::tagger::Tag;

/// "Hamas leader | and | Prime Minister Ismail Haniyeh": one person with two offices, of which the first stands without an article.
pub(crate) fn two_offices(
    unit: &Unit,
    source: Span,
    found: &[Mention],
    mentions: &[usize],
) -> Option<(usize, usize)> {
    let inside = |c: &usize| unit.span(*c..*c + 1).is_some_and(|s| source.contains(s));
    let first = (0..unit.chunks.len()).find(inside)?;
    let joined = unit.kind(first) == Kind::Noun
        && unit.kind(first + 1) == Kind::Coordinator
        && unit.starts_with(first + 1, &["and"])
        && unit.kind(first + 2) == Kind::Noun
        && inside(&(first + 2))
        && !inside(&(first + 3));
    // "his lawyer and Judge Berg", "the state's president and Prime Minister Lee" are two.
    let plain = |t: usize| matches!(unit.tags[t], Tag::Noun | Tag::Name);
    if !joined || !unit.chunks[first].tokens.clone().all(plain) {
        return None;
    }
    let head_of = |c: usize| {
        let span = unit.span(c..c + 1)?;
        mentions.iter().copied().rfind(|m| span.contains(found[*m].span))
    };
    let (office, person) = (head_of(first)?, head_of(first + 2)?);
    let titled = matches!(
        found[person].sort,
        MentionSort::Name { kind: Some(ActorKind::Person), possessor: false, .. }
    ) && !found[person].roles.is_empty();
    (titled && is_person(&found[office]) && !found[office].plural).then_some((office, person))
}

/// "Ms Obi's petition asks", "a report by the Lenz Institute says": who wrote what is named as the source.
pub(crate) fn author(unit: &Unit, found: &[Mention], mentions: &[usize], head: usize) -> Option<usize> {
    let MentionSort::Description { head: word, .. } = &found[head].sort else { return None };
    if !DOCUMENTS.contains(&word.as_str()) && !OWNED.contains(&word.as_str()) {
        return None;
    }
    let owner = mentions.iter().copied().rfind(|m| {
        *m != head
            && found[*m].phrase.end() <= found[head].span.end()
            && found[*m].phrase.start() < found[head].span.end()
    });
    let behind = || {
        mentions.iter().copied().find(|m| {
            let gap = unit.text.get(found[head].span.end()..found[*m].phrase.start()).unwrap_or("-").trim();
            matches!(gap, "by" | "from" | ", by")
        })
    };
    owner.or_else(behind)
}

/// "the upstream state of Wello": the name is the actor's.
pub(crate) fn place_called(unit: &Unit, found: &[Mention], head: usize) -> Option<usize> {
    const PLACES: &[&str] = &["state", "republic", "kingdom", "emirate"];
    let MentionSort::Description { head: word, .. } = &found[head].sort else { return None };
    let name = found.get(head + 1)?;
    let of = unit.text.get(found[head].span.end()..name.phrase.start()).is_some_and(|gap| gap.trim() == "of");
    let named = matches!(name.sort, MentionSort::Name { possessor: false, .. });
    (of && named && PLACES.contains(&word.as_str())).then_some(head + 1)
}

/// "members of the group", "gunmen from the Popular Front": the body that they are of acts, unless some of them are singled out.
pub(crate) fn made_of(unit: &Unit, found: &[Mention], described: usize) -> Option<usize> {
    const ACTING: &[&str] =
        &["members", "fighters", "gunmen", "militants", "rebels", "guerrillas", "representatives"];
    // A chamber is more than some of its members.
    const CHAMBERS: &[&str] = &[
        "Congress",
        "Parliament",
        "Senate",
        "House",
        "Assembly",
        "Council",
        "Cabinet",
        "Committee",
        "Knesset",
        "Commission",
        "Party",
    ];
    let people = &found[described];
    let MentionSort::Description { head: word, .. } = &people.sort else { return None };
    let bare = unit.text[people.phrase.range()].eq_ignore_ascii_case(word);
    if !bare || !ACTING.contains(&word.as_str()) {
        return None;
    }
    let first = found.get(described + 1)?;
    let body = past_owners(unit.text, found, described + 1);
    let gap = unit.text.get(people.span.end()..first.phrase.start())?.trim();
    let acts = match &found.get(body)?.sort {
        MentionSort::Name { kind, words, .. } => {
            *kind == Some(ActorKind::Organization) && !words.iter().any(|w| CHAMBERS.contains(&w.as_str()))
        }
        MentionSort::Description { head, definite, .. } => {
            *definite && matches!(head.as_str(), "group" | "organization" | "organisation" | "movement")
        }
        _ => false,
    };
    (matches!(gap, "of" | "from") && acts).then_some(body)
}

/// The mention of the body that a spokesperson speaks for.
pub(crate) fn spoken_for(
    unit: &Unit,
    source: Span,
    found: &[Mention],
    mentions: &[usize],
    head: usize,
) -> Option<usize> {
    let in_source = |t: &usize| source.contains(unit.tokens[*t].span);
    let spokes = (0..unit.tokens.len()).filter(in_source).find(|t| unit.tokens[*t].is(Classes::SPOKES))?;
    let at = unit.tokens[spokes].span;
    // "a spokesman for the ministry"
    let behind = mentions.iter().copied().find(|m| {
        let gap = unit.text.get(at.end()..found[*m].phrase.start()).unwrap_or("-").trim();
        *m != head && (gap == "for" || gap == "of" || gap.ends_with(" for") && gap.len() < 40)
    });
    // "the ministry's spokesman", "his spokesman"
    let owner = mentions.iter().copied().rfind(|m| found[*m].phrase.end() <= at.start() && *m != head);
    // "a spokesman for | her | party": the party; "for | Anna Berg | 's lawyer": a person's.
    let led = |m: usize| {
        let last = past_owners(unit.text, found, m);
        let body = !matches!(
            found[last].sort,
            MentionSort::Name { kind: Some(ActorKind::Person), .. }
                | MentionSort::Description { kind: ActorKind::Person | ActorKind::Group, .. }
        );
        if body { last } else { m }
    };
    behind.map(led).or(owner)
}
