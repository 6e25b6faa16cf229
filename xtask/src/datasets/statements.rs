//! Files of statements: whole articles with every attribution in them, beside the files of positions.

use super::counts;
use super::jsonl::{Article, load, sentence_defects};
use super::row::{Kind, Place, Row, stated};
use super::verify::{SPLITS, Splits};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// One article with its statements. `datasets/schema/statements.schema.json` says the same to other programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementRow {
    pub(super) id: String,
    pub(super) text: String,
    /// Byte ranges of the sentences.
    pub(super) sentences: Vec<(usize, usize)>,
    /// In order of appearance; empty when the article attributes nothing.
    pub(super) statements: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement {
    pub(super) kind: Kind,
    /// Who speaks or acts, as written.
    #[serde(deserialize_with = "stated")]
    pub(super) source: Option<Place>,
    /// The verb or phrase that attributes.
    #[serde(deserialize_with = "stated")]
    pub(super) cue: Option<Place>,
    /// What was said or done; several places when the cue interrupts it.
    pub(super) content: Vec<Place>,
    /// The fullest name of whoever the source stands for.
    #[serde(deserialize_with = "stated")]
    pub(super) actor: Option<String>,
    /// The spokesperson, when there is one.
    #[serde(deserialize_with = "stated")]
    pub(super) via: Option<String>,
    /// The source does not name the actor (a pronoun, *the group*): the name was found elsewhere in the article.
    pub(super) resolved: bool,
}

impl Article for StatementRow {
    fn id(&self) -> &str {
        &self.id
    }

    fn records(&self) -> usize {
        self.statements.len()
    }

    fn defects(&self) -> Vec<String> {
        let mut wrong = sentence_defects(&self.text, &self.sentences);
        for (i, s) in self.statements.iter().enumerate() {
            if s.content.is_empty() {
                wrong.push(format!("statement {i} has no content"));
            }
            for place in s.source.iter().chain(&s.cue).chain(&s.content) {
                if !place.slices(&self.text) {
                    wrong.push(format!(
                        "statement {i}: {}..{} is not `{}` in the text",
                        place.start, place.end, place.text
                    ));
                }
            }
        }
        wrong
    }
}

/// The statement files of a corpus, by split; none when it has none.
pub(super) type Statements = BTreeMap<&'static str, Vec<StatementRow>>;

/// Reads them and checks them against the articles of the same split.
pub(super) fn load_beside(folder: &Path, positions: &Splits, wrong: &mut Vec<String>) -> Result<Statements> {
    let mut all = Statements::new();
    for split in SPLITS {
        let Some(rows) = load(&folder.join(format!("statements-{split}.jsonl")), wrong)? else { continue };
        let articles = positions.get(split).map(Vec::as_slice).unwrap_or_default();
        wrong.extend(strangers(split, &rows, articles));
        all.insert(split, rows);
    }
    Ok(all)
}

/// Rows whose article is not, or not word for word, among the articles of the split, or stands twice.
fn strangers(split: &str, rows: &[StatementRow], articles: &[Row]) -> Vec<String> {
    let mut open: BTreeMap<&str, &str> = articles.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
    let mut wrong = Vec::new();
    for row in rows {
        match open.remove(row.id.as_str()) {
            Some(text) if text == row.text => {}
            Some(_) => wrong.push(format!("statements-{split}: {} has another text in {split}", row.id)),
            None => wrong.push(format!("statements-{split}: {} is not in {split}, or stands twice", row.id)),
        }
    }
    wrong
}

/// The table of counts, as a card holds it; empty without statement files.
pub(super) fn table(all: &Statements) -> String {
    if all.is_empty() {
        return String::new();
    }
    let rows: Vec<_> = SPLITS.iter().filter_map(|s| Some((*s, count(all.get(s)?)))).collect();
    counts::table(["articles", "statements", "direct", "indirect", "mixed", "reported", "resolved"], &rows)
}

fn count(rows: &[StatementRow]) -> [usize; 7] {
    let statements: Vec<&Statement> = rows.iter().flat_map(|r| &r.statements).collect();
    let kind = |kind| statements.iter().filter(|s| s.kind == kind).count();
    [
        rows.len(),
        statements.len(),
        kind(Kind::Direct),
        kind(Kind::Indirect),
        kind(Kind::Mixed),
        kind(Kind::Reported),
        statements.iter().filter(|s| s.resolved).count(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "x-1", "text": "Zoë Marn left. She said no.", "sentences": [[0, 15], [16, 28]], "statements": [
        {"kind": "indirect", "source": {"start": 16, "end": 19, "text": "She"}, "cue": {"start": 20, "end": 24, "text": "said"},
         "content": [{"start": 25, "end": 27, "text": "no"}], "actor": "Zoë Marn", "via": null, "resolved": true}]}"#;

    fn row() -> StatementRow {
        serde_json::from_str(LINE).expect("a row")
    }

    fn article(text: &str) -> Row {
        let row = serde_json::json!({"id": "x-1", "source": {}, "text": text, "sentences": [], "issues": []});
        serde_json::from_value(row).expect("a row")
    }

    #[test]
    fn a_sound_row_passes_and_is_counted() {
        assert_eq!(row().defects(), [""; 0]);
        let text = table(&Statements::from([("dev", vec![row()])]));
        assert!(text.contains("| dev | 1 | 1 | 0 | 1 | 0 | 0 | 1 |"), "{text}");
        assert_eq!(table(&Statements::new()), "");
    }

    #[test]
    fn moved_spans_and_empty_content_are_named() {
        let mut moved = row();
        // One byte to the left: what a count of characters instead of bytes gives after the `ë`.
        moved.statements[0].cue.as_mut().expect("a cue").start -= 1;
        assert_eq!(moved.defects(), ["statement 0: 19..24 is not `said` in the text"]);
        let mut empty = row();
        empty.statements[0].content.clear();
        assert_eq!(empty.defects(), ["statement 0 has no content"]);
    }

    #[test]
    fn kinds_and_fields_that_are_unknown_are_errors() {
        assert!(serde_json::from_str::<StatementRow>(&LINE.replace("indirect", "rumour")).is_err());
        assert!(serde_json::from_str::<StatementRow>(&LINE.replace("\"via\"", "\"by\"")).is_err());
    }

    #[test]
    fn the_article_stands_in_the_same_split_with_the_same_text() {
        let rows = [row()];
        assert_eq!(strangers("dev", &rows, &[article("Zoë Marn left. She said no.")]), [""; 0]);
        let changed = strangers("dev", &rows, &[article("Zoë Marn left. She said yes.")]);
        assert_eq!(changed, ["statements-dev: x-1 has another text in dev"]);
        let absent = strangers("dev", &rows, &[]);
        assert_eq!(absent, ["statements-dev: x-1 is not in dev, or stands twice"]);
        let twice = strangers("dev", &[row(), row()], &[article("Zoë Marn left. She said no.")]);
        assert_eq!(twice, ["statements-dev: x-1 is not in dev, or stands twice"]);
    }
}
