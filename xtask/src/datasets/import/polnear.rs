//! `PolNeAR`: attributions in political news, in brat's standoff format.

use super::super::row::Place;
use super::super::statements::{Statement, StatementRow};
use super::places::{Characters, bytes, sentences};
use super::quotes::kind;
use super::{Dropped, drop_one, files};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// `path` holds the folders `text` and `attributions`.
pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<StatementRow>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for file in files::all(&path.join("attributions"), ".ann")? {
        let stem = files::stem(&file);
        let (article, _annotator) =
            stem.rsplit_once('_').with_context(|| format!("{stem}: no annotator in the name"))?;
        if !seen.insert(article.to_owned()) {
            drop_one(dropped, "second readings of an article by another annotator");
            continue;
        }
        let text = files::read(&path.join("text").join(format!("{article}.txt")))?;
        all.push(row(article, text, &files::read(&file)?, dropped));
    }
    Ok(all)
}

fn row(article: &str, text: String, standoff: &str, dropped: &mut Dropped) -> StatementRow {
    let spans = spans(&text, standoff);
    let mut statements = Vec::new();
    for event in standoff.lines().filter(|l| l.starts_with('E')) {
        let arguments = event.split_once('\t').map(|e| e.1).unwrap_or_default();
        let role = |name: &str| -> Vec<Place> {
            let mine = arguments.split_whitespace().filter_map(|a| a.split_once(':'));
            // A second argument of a role has a number: `Content2`.
            let mine = mine.filter(|(role, _)| role.trim_end_matches(|c: char| c.is_ascii_digit()) == name);
            mine.filter_map(|(_, id)| spans.get(id)).flatten().cloned().collect()
        };
        let mut content = role("Content");
        content.sort_by_key(|p| p.start);
        if content.is_empty() {
            drop_one(dropped, "attributions without content");
            continue;
        }
        statements.push(Statement {
            kind: kind(&text, &content),
            source: cover(&text, &role("Source")),
            cue: cover(&text, &role("Cue")),
            content,
            actor: None,
            via: None,
            resolved: false,
        });
    }
    statements.sort_by_key(|s| s.content[0].start);
    StatementRow { id: format!("polnear-{article}"), sentences: sentences(&text), text, statements }
}

/// The places of each span by its name. `T3 <tab> Content 315 448;463 553 <tab> ...`: brat cuts a span at line breaks too.
fn spans(text: &str, standoff: &str) -> BTreeMap<String, Vec<Place>> {
    let characters = Characters::new(text);
    let mut all = BTreeMap::new();
    for line in standoff.lines().filter(|l| l.starts_with('T')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(what)) = (cells.next(), cells.next()) else { continue };
        let Some((_, ranges)) = what.split_once(' ') else { continue };
        let places = ranges.split(';').filter_map(|range| {
            let (start, end) = range.split_once(' ')?;
            characters.place(start.parse().ok()?, end.parse().ok()?)
        });
        all.insert(name.to_owned(), places.collect());
    }
    all
}

/// One place from the first to the last: our sources and cues have no gaps.
fn cover(text: &str, places: &[Place]) -> Option<Place> {
    bytes(text, places.iter().map(|p| p.start).min()?, places.iter().map(|p| p.end).max()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;
    use crate::datasets::row::Kind;

    #[test]
    fn events_become_statements() {
        let text = "Zoë Marn, mayor, said trams are “loud.” “Never,” she added, “again.” It rained.";
        let standoff = "T1\tSource 0 8;10 15\tZoë Marn mayor\nT2\tCue 17 21\tsaid\nT3\tContent 22 39\ttrams\nT4\tAttribution 17 21\tsaid\n\
            E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nT5\tSource 49 52\tshe\nT6\tCue 53 58\tadded\nT7\tContent 40 48;60 68\tNever again\n\
            T8\tAttribution 53 58\tadded\nE2\tAttribution:T8 Cue:T6 Source:T5 Content:T7\nT9\tDiscard 69 71\tIt\nE3\tAttribution-no-source:T8 Cue:T6\n";
        let mut dropped = Dropped::new();
        let row = row("x", text.into(), standoff, &mut dropped);
        assert_eq!(row.defects(), [""; 0]);
        let [first, second] = row.statements.as_slice() else { panic!("{:?}", row.statements) };
        let words = |p: &Option<Place>| p.as_ref().map(|p| p.text.clone()).unwrap_or_default();
        assert_eq!((words(&first.source).as_str(), words(&first.cue).as_str()), ("Zoë Marn, mayor", "said"));
        assert_eq!((first.kind, first.content[0].text.as_str()), (Kind::Mixed, "trams are “loud.”"));
        let contents: Vec<&str> = second.content.iter().map(|p| p.text.as_str()).collect();
        assert_eq!((second.kind, contents), (Kind::Direct, vec!["“Never,”", "“again.”"]));
        assert_eq!(dropped.values().sum::<usize>(), 1);
    }
}
