//! Texts that hold one position of whoever wrote or spoke them.

use super::super::row::{Issue, Kind, Label, Position, Row, Time};
use super::places::sentences;
use serde_json::Value;

/// The actor of a text whose writer has no name in the corpus.
pub(super) const AUTHOR: &str = "the author";

/// An issue of such a text: its id, its words and the label.
pub(super) type Stand<'a> = (String, &'a str, Label);

/// The row, or nothing for an empty text. The evidence is the whole text, since these corpora label no less; the kind is `direct`,
/// since all of it is the author's own words.
pub(super) fn row(id: String, source: Value, text: &str, actor: &str, stands: Vec<Stand<'_>>) -> Option<Row> {
    let sentences = sentences(text);
    if sentences.is_empty() {
        return None;
    }
    let issue = |(id, words, stance): Stand<'_>| Issue {
        id,
        issue: words.into(),
        positions: vec![Position {
            actor: actor.into(),
            aliases: Vec::new(),
            mention: None,
            evidence: (0..sentences.len()).collect(),
            stance,
            kind: Kind::Direct,
            condition: None,
            via: None,
            time: Time::Present,
            hard: false,
            alt: None,
            near_miss: None,
        }],
    };
    let issues = stands.into_iter().map(issue).collect();
    Some(Row {
        id,
        source,
        title: None,
        published: None,
        outlet: None,
        kind: None,
        text: text.into(),
        sentences,
        issues,
    })
}
