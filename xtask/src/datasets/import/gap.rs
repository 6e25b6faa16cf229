//! GAP: a paragraph, a pronoun and two names.

use super::coreference::{Candidate, CoreferenceRow};
use super::places::{Characters, sentences};
use super::{Dropped, drop_one, files};
use anyhow::Result;
use serde::Deserialize;
use serde_json::json;
use std::path::Path;

/// Offsets count characters.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Line {
    #[serde(rename = "ID")]
    id: String,
    text: String,
    pronoun: String,
    #[serde(rename = "Pronoun-offset")]
    pronoun_offset: usize,
    a: String,
    #[serde(rename = "A-offset")]
    a_offset: usize,
    #[serde(rename = "A-coref")]
    a_coref: String,
    b: String,
    #[serde(rename = "B-offset")]
    b_offset: usize,
    #[serde(rename = "B-coref")]
    b_coref: String,
    #[serde(rename = "URL")]
    url: String,
}

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<CoreferenceRow>> {
    let mut all = Vec::new();
    for file in files::all(path, ".tsv")? {
        all.extend(rows(&files::read(&file)?, &files::stem(&file), dropped)?);
    }
    Ok(all)
}

fn rows(table: &str, split: &str, dropped: &mut Dropped) -> Result<Vec<CoreferenceRow>> {
    let mut all = Vec::new();
    let mut lines = csv::ReaderBuilder::new();
    lines.delimiter(b'\t').quoting(false);
    for line in lines.from_reader(table.as_bytes()).deserialize() {
        match row(line?, split) {
            Some(row) => all.push(row),
            None => drop_one(dropped, "texts whose offsets do not slice them"),
        }
    }
    Ok(all)
}

fn row(line: Line, split: &str) -> Option<CoreferenceRow> {
    let characters = Characters::new(&line.text);
    let place = |words: &str, start: usize| {
        characters.place(start, start + words.chars().count()).filter(|p| p.text == words)
    };
    let pronoun = place(&line.pronoun, line.pronoun_offset)?;
    let candidate = |words: &str, start: usize, coref: &str| {
        Some(Candidate { mention: place(words, start)?, corefers: coref.trim().eq_ignore_ascii_case("true") })
    };
    let candidates = vec![
        candidate(&line.a, line.a_offset, &line.a_coref)?,
        candidate(&line.b, line.b_offset, &line.b_coref)?,
    ];
    let source = json!({"corpus": "gap", "split": split, "url": line.url});
    let sentences = sentences(&line.text);
    Some(CoreferenceRow {
        id: format!("gap-{}", line.id),
        source,
        text: line.text,
        sentences,
        pronoun,
        candidates,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn characters_become_bytes_and_bad_offsets_are_left_out() {
        let head = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n";
        let text = "Zoë \"Zip\" Marn met Ida Roe. She sang.";
        let table = format!(
            "{head}x-1\t{text}\tShe\t28\tMarn\t10\tFALSE\tIda Roe\t19\tTRUE\thttp://x\nx-2\t{text}\tShe\t2\tMarn\t10\tTRUE\tIda Roe\t19\tFALSE\thttp://x\n"
        );
        let mut dropped = Dropped::new();
        let rows = rows(&table, "dev", &mut dropped).expect("rows");
        let [only] = rows.as_slice() else { panic!("{} rows", rows.len()) };
        assert_eq!(only.defects(), [""; 0]);
        assert_eq!((only.pronoun.start, only.text.as_str()), (29, text));
        let found: Vec<(&str, bool)> =
            only.candidates.iter().map(|c| (c.mention.text.as_str(), c.corefers)).collect();
        assert_eq!(found, [("Marn", false), ("Ida Roe", true)]);
        assert_eq!(dropped.values().sum::<usize>(), 1);
    }
}
