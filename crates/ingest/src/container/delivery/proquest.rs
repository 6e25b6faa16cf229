//! `ProQuest`: articles between lines of underscores, fields as `Label: value`.

use super::{Delivered, labelled, some, unwrapped};
use crate::draft::Metadata;
use regex::Regex;
use std::sync::LazyLock;

static RULE: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"(?m)^[ \t]*_{20,}[ \t]*$"));

/// Labels of a record. One of them ends the full text.
const LABELS: &[&str] = &[
    "abstract",
    "accession number",
    "author",
    "broad subject",
    "caption",
    "classification",
    "company / organization",
    "copyright",
    "correspondence author",
    "country of publication",
    "credit",
    "database",
    "dateline",
    "document feature",
    "document type",
    "document url",
    "first page",
    "full text",
    "identifier / keyword",
    "isbn",
    "issn",
    "issue",
    "language of publication",
    "last updated",
    "links",
    "location",
    "narrow subject",
    "number of pages",
    "pages",
    "people",
    "place of publication",
    "proquest document id",
    "publication date",
    "publication info",
    "publication subject",
    "publication title",
    "publication year",
    "publisher",
    "section",
    "source type",
    "subject",
    "subtitle",
    "supplement",
    "title",
    "url",
    "volume",
    "year",
];

pub(super) fn begins(text: &str) -> bool {
    let has = |label: &str| text.lines().any(|line| labelled(line, &[label]).is_some());
    (has("full text") || has("abstract")) && (has("proquest document id") || has("publication title"))
}

pub(super) fn articles(text: &str) -> Vec<Delivered> {
    RULE.split(text).filter_map(article).collect()
}

fn article(text: &str) -> Option<Delivered> {
    let mut metadata = Metadata::default();
    let mut body: Vec<&str> = Vec::new();
    let mut summary: Vec<&str> = Vec::new();
    let mut open = String::new();
    for line in text.lines() {
        let mut value = line;
        if let Some((label, rest)) = labelled(line, LABELS) {
            open = label;
            value = rest;
            let slot = match open.as_str() {
                "title" => &mut metadata.title,
                "author" => &mut metadata.author,
                "publication title" => &mut metadata.outlet, // `Paper; City`
                "publication date" => &mut metadata.published,
                "document url" => &mut metadata.url,
                "proquest document id" => &mut metadata.id,
                "language of publication" => &mut metadata.language,
                _ => &mut None,
            };
            *slot = some(value).or(slot.take());
        }
        match open.as_str() {
            "full text" => body.push(value),
            "abstract" => summary.push(value),
            _ => {}
        }
    }
    metadata.id = metadata.id.map(|id| format!("proquest-{id}"));
    metadata.author = metadata.author.map(|a| a.trim_end_matches('.').replace(';', ", ").replace(" ,", ","));
    metadata.author = metadata.author.as_deref().and_then(some);
    metadata.outlet = metadata.outlet.as_deref().and_then(|o| some(o.split(';').next().unwrap_or_default()));
    metadata.language = metadata.language.filter(|l| l.eq_ignore_ascii_case("english")).map(|_| "en".into());
    let text = unwrapped(if body.iter().any(|l| !l.trim().is_empty()) { body } else { summary });
    // The cover and the closing notice have no record in them.
    (metadata.title.is_some() || metadata.outlet.is_some()).then_some(Delivered { metadata, text })
}
