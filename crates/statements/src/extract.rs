//! The walk from an article to its extraction.

use std::collections::{HashMap, HashSet};

use standpoint_article::{Article, Span, Text};

use crate::actors::Actors;
use crate::chunks::{Kind, Unit};
use crate::drafts::{Draft, Manner};
use crate::mentions::{self, Mention, MentionSort};
use crate::model::{Actor, ActorKind, Extraction, KnownActor, Statement, StatementKind};
use crate::quotes::{self, Quote};
use crate::salience;
use crate::tagger::Known;
use crate::tokens::{Sort, Token};
use crate::voice::{Speaker, speak_for_body};
use crate::{attribution, chunks, floating, joined, nouncues, others, sources, stands, tagger, tokens};

/// Finds the actors and statements of an article.
///
/// Total: any text gives an extraction, an empty one where nothing is found. Deterministic: the same text and the
/// same known actors give the same extraction. Every span of the result slices `article.text`.
pub fn extract(article: &Article, known: &[KnownActor]) -> Extraction {
    let text = &article.text;
    let quotes = quotes::find(text);
    let stretches = stretches(text, &quotes);
    let tokens: Vec<Vec<Token>> = stretches
        .iter()
        .flat_map(|s| {
            let tokens = tokens::tokenize(text.as_str(), *s, &quotes);
            tokens.chunks(LONGEST).map(<[Token]>::to_vec).collect::<Vec<_>>()
        })
        .collect();
    let names = names_inside_sentences(text, &tokens);
    let common = common_words(text, &tokens);
    let whole = crate::whole::WholeNames::new(known);
    let units: Vec<Unit> = tokens
        .into_iter()
        .map(|tokens| {
            let mut tags = tagger::tag(text.as_str(), &tokens, &|word| {
                if names.contains(word) {
                    Known::Name
                } else if common.contains(word.to_lowercase().as_str()) {
                    Known::Common
                } else {
                    Known::Not
                }
            });
            whole.mark(text.as_str(), &tokens, &mut tags);
            joined::mark(text.as_str(), &tokens, &mut tags);
            chunks::Unit::new(text.as_str(), tokens, tags)
        })
        .collect();
    let mut drafts = Vec::new();
    for unit in &units {
        let from = drafts.len();
        attribution::find(unit, &mut drafts);
        nouncues::find(unit, &mut drafts);
        others::find(unit, &mut drafts);
        stands::find(unit, &mut drafts);
        drafts[from..].sort_by_key(|d: &Draft| d.cue);
    }
    floating::attach(text, &quotes, &units, &mut drafts);
    let mut found = Vec::new();
    for unit in &units {
        mentions::find(unit, &mut found);
    }
    let sources = sources::Sources::new(&units, &drafts, &found);
    assemble(text, &quotes, &drafts, &found, &sources, known)
}

/// Tokens of the longest stretch that is read as one sentence. A text without full stops is cut, so that its length
/// costs linear time.
const LONGEST: usize = 300;

/// Sentences, joined where a quotation runs over their border.
fn stretches(text: &Text, quotes: &[Quote]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut paragraph = usize::MAX;
    for sentence in text.sentences() {
        let crosses = quotes
            .get(quotes.partition_point(|q| q.span.end() <= sentence.span.start()))
            .is_some_and(|q| q.speech && q.span.start() < sentence.span.start());
        match out.last_mut() {
            Some(last) if crosses && sentence.paragraph == paragraph => *last = last.cover(sentence.span),
            _ => out.push(sentence.span),
        }
        paragraph = sentence.paragraph;
    }
    out
}

/// Words with a capital that do not open a sentence: where they do open one, they are names too.
fn names_inside_sentences<'a>(text: &'a Text, units: &[Vec<Token>]) -> HashSet<&'a str> {
    let inside = |pair: &[Token]| {
        pair[1].capital
            && pair[1].sort == Sort::Word
            && matches!(pair[0].sort, Sort::Word | Sort::Number | Sort::Comma)
            && !pair[0].capital
    };
    units
        .iter()
        .flat_map(|tokens| tokens.windows(2).filter(|p| inside(p)).map(|p| text.slice(p[1].span)))
        .collect()
}

/// Words in small letters: where one of them opens a sentence with a capital, it is no name.
fn common_words<'a>(text: &'a Text, units: &[Vec<Token>]) -> HashSet<&'a str> {
    units
        .iter()
        .flatten()
        .filter(|t| t.sort == Sort::Word && !t.capital)
        .map(|t| text.slice(t.span))
        .collect()
}

fn assemble(
    text: &Text,
    quotes: &[Quote],
    drafts: &[Draft],
    found: &[Mention],
    sources: &sources::Sources,
    known: &[KnownActor],
) -> Extraction {
    let mut actors = Actors::new(text, known);
    let resolved = resolve(text, &mut actors, found, sources);
    // Who speaks in each draft: (source span, actor, via), one for each member of a list.
    let mut speakers: Vec<Vec<Speaker>> = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.iter().enumerate() {
        let own = sources.of(number).iter().flat_map(|s| {
            let entity = |m: Option<usize>| m.and_then(|m| resolved[m]);
            let (actor, via) = (entity(s.actor), entity(s.via));
            actors.each(actor).into_iter().map(move |a| (s.span.or(draft.source), a, via))
        });
        speakers.push(own.collect());
    }
    for (number, draft) in drafts.iter().enumerate() {
        if let Some(other) = draft.speaker_of {
            let borrowed =
                speakers.get(other).map(|s| s.iter().map(|(_, actor, via)| (None, *actor, *via)).collect());
            speakers[number] = borrowed.unwrap_or_default();
        }
        if speakers[number].is_empty() {
            speakers[number].push((draft.source, None, None));
        }
    }
    // Whoever was a spokesperson once is one in the rest of the article.
    for (_, actor, via) in speakers.iter().flatten() {
        if let (Some(body), Some(person)) = (*actor, *via) {
            actors.belong(person, body);
        }
    }
    for (number, (draft, own)) in drafts.iter().zip(&mut speakers).enumerate() {
        let subject = sources.told_of(number).and_then(|m| resolved[m]);
        for speaker in own {
            speak_for_body(text, quotes, &actors, draft, subject, speaker);
        }
    }
    // A cue without words, or a speaker in focus, is no statement: it only lends its source to others.
    for (draft, own) in drafts.iter().zip(&mut speakers) {
        if draft.content.is_empty() {
            own.clear();
        }
    }
    // The source of a statement lies around a mention of whoever it names.
    for (span, actor, via) in speakers.iter().flatten() {
        if let (Some(span), Some(entity)) = (span, via.or(*actor))
            && !actors.mentions_inside(entity, *span)
        {
            actors.add_mention(entity, *span);
        }
    }
    let used: HashSet<usize> =
        speakers.iter().flatten().flat_map(|(_, actor, via)| [*actor, *via]).flatten().collect();
    let mut order: Vec<usize> =
        (0..actors.entities.len()).filter(|e| used.contains(e) || worth_a_line(&actors, *e)).collect();
    order.sort_by_key(|e| (actors.entities[*e].mentions.first().copied(), *e));
    let ids: HashMap<usize, String> =
        order.iter().enumerate().map(|(n, e)| (*e, format!("a{}", n + 1))).collect();
    let mut statements = Vec::new();
    let mut numbered: Vec<usize> = (0..drafts.len()).collect();
    numbered.sort_by_key(|n| {
        let draft = &drafts[*n];
        let start = draft.content.iter().copied().chain(draft.source).chain(draft.cue).map(Span::start).min();
        (start, draft.cue)
    });
    for number in numbered {
        let draft = &drafts[number];
        for (source, actor, via) in &speakers[number] {
            statements.push(Statement {
                id: format!("s{}", statements.len() + 1),
                kind: kind(draft, quotes),
                source: *source,
                cue: draft.cue,
                content: draft.content.clone(),
                actor: actor.and_then(|e| ids.get(&e).cloned()),
                via: via.and_then(|e| ids.get(&e).cloned()),
            });
        }
    }
    let actors = order
        .into_iter()
        .map(|e| {
            let entity = &actors.entities[e];
            let name = actors.full_name(e);
            let written = (name != entity.name).then(|| entity.name.clone());
            Actor {
                id: ids[&e].clone(),
                name,
                kind: entity.kind.unwrap_or(ActorKind::Person),
                aliases: written.into_iter().chain(entity.aliases.iter().cloned()).collect(),
                mentions: entity.mentions.clone(),
            }
        })
        .collect();
    Extraction { actors, statements }
}

/// Resolves all mentions in order; the number of each mention's entity.
fn resolve(
    text: &Text,
    actors: &mut Actors,
    found: &[Mention],
    sources: &sources::Sources,
) -> Vec<Option<usize>> {
    let mut resolved: Vec<Option<usize>> = Vec::with_capacity(found.len());
    for (number, mention) in found.iter().enumerate() {
        let widened = sources.description(number);
        actors.speaks = sources.is_source(number);
        actors.says = sources.says(number);
        // A body that holds a statement is in focus as a subject is, also with words between: "Chad, on Sunday, said".
        // Of people whoever stands as a subject goes on being spoken of, not whoever has just been heard.
        let person = match &mention.sort {
            MentionSort::Name { kind, possessor, .. } => {
                *possessor || matches!(kind, Some(ActorKind::Person) | None)
            }
            MentionSort::Description { kind, .. } => *kind == ActorKind::Person,
            _ => false,
        };
        let held = sources.is_source(number).then(|| Mention {
            span: widened.unwrap_or(mention.span),
            subject: mention.subject || !person,
            ..mention.clone()
        });
        let mention = held.as_ref().unwrap_or(mention);
        let antecedent = sources.antecedent(number).and_then(|m| resolved.get(m).copied().flatten());
        if let Some(entity) = antecedent {
            actors.add_mention(entity, mention.span);
            actors.hear(entity, text.sentence_at(mention.span.start()));
            if actors.says && mention.sort == MentionSort::Pronoun {
                actors.quoted = Some((mention.span, entity));
            }
            actors.characterise(entity, mention);
            actors.affiliate(&found[number], entity);
            resolved.push(Some(entity));
            continue;
        }
        let owner = sources.owner(number).and_then(|m| resolved.get(m).copied().flatten());
        if let Some(body) = owner.filter(|e| actors.entities[*e].kind != Some(ActorKind::Person)) {
            actors.add_mention(body, mention.span);
            actors.possessor = Some((mention.span, body));
            actors.affiliate(&found[number], body);
            resolved.push(Some(body));
            continue;
        }
        if let Some(name) = sources.name_behind(number) {
            let before = actors.last;
            let named = Mention { subject: mention.subject || found[name].subject, ..found[name].clone() };
            let entity = actors.resolve(&named, true);
            actors.last = before;
            if let Some(entity) = entity {
                actors.describe(entity, mention);
                actors.affiliate(&found[number], entity);
            }
            resolved.push(entity);
            continue;
        }
        if let Some(name) = salience::behind(text, found, number) {
            let before = actors.last;
            let entity = actors.resolve(&found[name], true);
            actors.last = before;
            if let Some(entity) = entity.filter(|e| actors.entities[*e].gender.fits(mention.gender)) {
                actors.add_mention(entity, mention.span);
                resolved.push(Some(entity));
                continue;
            }
        }
        if let (MentionSort::Name { words, .. }, Some(Some(previous))) = (&mention.sort, resolved.last()) {
            let before = found[number - 1].span.end();
            let between = text.as_str().get(before..mention.span.start());
            if between.is_some_and(|b| b.trim() == "(")
                && text.as_str()[mention.span.end()..].starts_with(')')
                && words.len() == 1
            {
                let previous = *previous;
                if actors.entities[previous].kind == Some(ActorKind::Person) {
                    // "Ana Ruiz (FSP)": her party; "Ana Ruiz (Ind)" has none.
                    let party = actors.party(mention, &words[0]);
                    if let Some(party) = party {
                        actors.belong(previous, party);
                    }
                    resolved.push(party);
                    continue;
                }
                actors.acronym(previous, &words[0]);
            }
        }
        let people = matches!(&mention.sort, MentionSort::Description { people: true, .. });
        let before = actors.entities.len();
        let entity = actors.resolve(mention, people || sources.is_source(number));
        // "a leader of the union": what stands behind the noun is read by itself.
        if let Some(entity) = entity.filter(|_| widened.is_some()) {
            actors.last = Some((found[number].span, entity));
        }
        if let Some(new) = entity.filter(|e| *e >= before && widened.is_some()) {
            actors.shorten(new, found[number].span);
        }
        resolved.push(entity);
    }
    resolved
}

/// Actors that say and do nothing are kept where a name of a sure kind names them.
fn worth_a_line(actors: &Actors, entity: usize) -> bool {
    let entity = &actors.entities[entity];
    entity.named && (entity.kind.is_some() || entity.mentions.len() > 1)
}

fn kind(draft: &Draft, quotes: &[Quote]) -> StatementKind {
    if draft.manner == Manner::Transcript {
        return StatementKind::Direct;
    }
    let near = |span: &Span| quotes.get(quotes.partition_point(|q| q.span.end() <= span.start()));
    let overlaps = |span: &Span| near(span).is_some_and(|q| q.span.overlaps(*span));
    let inside = |span: &Span| near(span).is_some_and(|q| q.span.contains(*span));
    if draft.content.iter().all(inside) {
        StatementKind::Direct
    } else if draft.content.iter().any(overlaps) {
        StatementKind::Mixed
    } else if draft.manner == Manner::Deed {
        StatementKind::Reported
    } else {
        StatementKind::Indirect
    }
}

/// The chunk kinds that a stretch of nothing but quotation is made of.
pub(crate) fn only_quotation(unit: &Unit) -> bool {
    let mut any = false;
    unit.chunks.iter().all(|c| match c.kind {
        Kind::Quote(_) => {
            any = true;
            true
        }
        Kind::Comma | Kind::End | Kind::Dash | Kind::Colon | Kind::Semicolon | Kind::Open | Kind::Close => {
            true
        }
        _ => false,
    }) && any
}
