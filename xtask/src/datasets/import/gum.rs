//! GUM: documents with discourse trees, syntax and coreference. An attribution is a unit that attaches with that relation to the
//! units it attributes; its verb, the verb's subject and the subject's names come from the other layers.

mod conllu;

use super::super::row::Place;
use super::super::statements::{Statement, StatementRow};
use super::places::bytes;
use super::quotes::kind;
use super::{Dropped, drop_one, files};
use anyhow::Result;
use conllu::{Document, Unit, parse};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

/// `path` is a document, a folder of them, or the corpus with its folder `dep`.
pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<StatementRow>> {
    let folder = path.join("dep");
    let mut all = Vec::new();
    for file in files::all(if folder.is_dir() { &folder } else { path }, ".conllu")? {
        match parse(&files::read(&file)?) {
            Some(doc) => all.push(row(&doc, dropped)),
            None => drop_one(dropped, "documents whose tokens do not spell their text"),
        }
    }
    Ok(all)
}

fn row(doc: &Document, dropped: &mut Dropped) -> StatementRow {
    let mut statements = Vec::new();
    for (number, unit) in doc.units.iter().enumerate() {
        match unit.relation.as_str() {
            "attribution-positive" => match statement(doc, number) {
                Some(statement) => statements.push(statement),
                None => {
                    drop_one(dropped, "attributions without content, verb or `according to`");
                }
            },
            "attribution-negative" => {
                drop_one(dropped, "negative attributions (what the source did not say)");
            }
            _ => {}
        }
    }
    statements.sort_by_key(|s| s.content[0].start);
    let text = doc.text.clone();
    StatementRow { id: doc.name.clone(), text, sentences: doc.sentences.clone(), statements }
}

fn statement(doc: &Document, number: usize) -> Option<Statement> {
    let words = words(doc, number);
    let top = words.clone().find(|&t| doc.tokens[t].head.is_none_or(|h| !words.contains(&h)))?;
    let (cue, source) = if doc.tokens[top].tag == "VERB" {
        let auxiliary =
            |t: &usize| doc.tokens[*t].head == Some(top) && doc.tokens[*t].relation.starts_with("aux");
        let first = words.clone().filter(auxiliary).min().unwrap_or(top).min(top);
        (first..top + 1, subject(doc, top))
    } else {
        // `According to X`: X is on top, and the preposition hangs on it.
        let case =
            words.clone().find(|&t| doc.tokens[t].head == Some(top) && doc.tokens[t].relation == "case")?;
        let start = doc.text[doc.tokens[case].start..].to_lowercase();
        if !start.starts_with("according to") {
            return None;
        }
        (case..case + 2, Some((top, case + 2..extent(doc, top, &words).end)))
    };
    let content = content(doc, number);
    let source_place = source.as_ref().and_then(|(_, s)| place(doc, s.clone()));
    let actor = source.and_then(|(head, words)| name(doc, head, &words));
    let resolved = actor.as_ref().zip(source_place.as_ref()).is_some_and(|(a, s)| !shares_a_word(a, &s.text));
    (!content.is_empty()).then(|| Statement {
        kind: kind(&doc.text, &content),
        source: source_place,
        cue: place(doc, cue),
        content,
        actor,
        via: None,
        resolved,
    })
}

/// The tokens of a unit.
fn words(doc: &Document, number: usize) -> Range<usize> {
    doc.units[number].first..doc.units.get(number + 1).map_or(doc.tokens.len(), |next| next.first)
}

/// Head and extent of the subject of a verb, or of the verb it is coordinated with.
fn subject(doc: &Document, verb: usize) -> Option<(usize, Range<usize>)> {
    let sentence = 0..doc.tokens.len();
    let of = |relation: &str| {
        sentence.clone().find(|&t| doc.tokens[t].head == Some(verb) && doc.tokens[t].relation == relation)
    };
    if let Some(head) = of("obl:agent").or_else(|| of("nsubj")) {
        return Some((head, extent(doc, head, &sentence)));
    }
    let up = doc.tokens[verb].head.filter(|_| doc.tokens[verb].relation == "conj")?;
    subject(doc, up)
}

/// The run of tokens around `head` that hang on it, without a preposition in front, punctuation at the ends and clauses behind.
fn extent(doc: &Document, head: usize, within: &Range<usize>) -> Range<usize> {
    let belongs = |mut t: usize| loop {
        let token = &doc.tokens[t];
        if t == head {
            return true;
        }
        let aside = matches!(token.relation.as_str(), "acl:relcl" | "appos" | "parataxis" | "case" | "cc");
        match token.head {
            Some(up) if !(aside && up == head) => t = up,
            _ => return false,
        }
    };
    let mut run = head..head + 1;
    while run.start > within.start && belongs(run.start - 1) {
        run.start -= 1;
    }
    while run.end < within.end && belongs(run.end) {
        run.end += 1;
    }
    while run.end > head + 1 && doc.tokens[run.end - 1].tag == "PUNCT" {
        run.end -= 1;
    }
    run
}

/// The attributed units, runs of neighbours as one place.
fn content(doc: &Document, number: usize) -> Vec<Place> {
    let unit = &doc.units[number];
    let index: BTreeMap<u32, usize> = doc.units.iter().enumerate().map(|(i, u)| (u.id, i)).collect();
    let Some(&head) = unit.head.and_then(|h| index.get(&h)) else { return Vec::new() };
    let mut inside = BTreeSet::from([head]);
    for (i, child) in doc.units.iter().enumerate().filter(|(i, u)| *i != number && u.head == unit.head) {
        if child.level < unit.level || child.relation.starts_with("same-unit") {
            inside.extend(below(&doc.units, i));
        }
    }
    inside.remove(&number);
    let numbers: Vec<usize> = inside.into_iter().collect();
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    runs.filter_map(|run| place(doc, words(doc, run[0]).start..words(doc, run[run.len() - 1]).end)).collect()
}

/// A unit and all that attach to it, directly or not.
fn below(units: &[Unit], top: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([top]);
    let mut open = vec![units[top].id];
    while let Some(id) = open.pop() {
        for (i, unit) in units.iter().enumerate().filter(|(_, u)| u.head == Some(id)) {
            if found.insert(i) {
                open.push(unit.id);
            }
        }
    }
    found
}

/// The place of some tokens, without the punctuation that separates them from the cue.
fn place(doc: &Document, tokens: Range<usize>) -> Option<Place> {
    let (start, end) = (doc.tokens.get(tokens.start)?.start, doc.tokens.get(tokens.end.checked_sub(1)?)?.end);
    let words = doc.text.get(start..end)?.trim_end_matches([',', '.', ';', ':', ' ', '\n']);
    bytes(&doc.text, start, start + words.len())
}

/// The fullest proper name of the entity that these words with this head mention; else its first mention that is no pronoun.
fn name(doc: &Document, head: usize, words: &Range<usize>) -> Option<String> {
    let same = |m: &&conllu::Mention| m.head == head || (m.first..m.last + 1) == *words;
    let entity = &doc.mentions.iter().find(same)?.entity;
    let mentions = || doc.mentions.iter().filter(|m| m.entity == *entity);
    let proper = mentions().filter(|m| doc.tokens.get(m.head).is_some_and(|t| t.tag == "PROPN")).map(|m| {
        let named = |t: &usize| doc.tokens[*t].tag == "PROPN";
        let first = (m.first..=m.head).rev().take_while(named).last().unwrap_or(m.head);
        first..(m.head..=m.last).take_while(named).last().unwrap_or(m.head) + 1
    });
    // The first of the longest.
    let longest = proper.reduce(|best, next| if next.len() > best.len() { next } else { best });
    let described = || {
        let mention = mentions().find(|m| doc.tokens.get(m.head).is_some_and(|t| t.tag != "PRON"))?;
        Some(extent(doc, mention.head, &(mention.first..mention.last + 1)))
    };
    Some(place(doc, longest.or_else(described)?)?.text)
}

/// Whether a name and a source have a word in common, as *Ida Roe* and *Mayor Roe* have.
fn shares_a_word(name: &str, source: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|w| !w.is_empty() && !["the", "a", "an", "of"].contains(&w.as_str())).collect()
    };
    !words(name).is_disjoint(&words(source))
}

#[cfg(test)]
mod tests;
