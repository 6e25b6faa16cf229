//! `LexisNexis` Academic (`1 of 161 DOCUMENTS`, fields in capitals) and Nexis Uni (`Body`, `End of Document`).

use super::{Delivered, labelled, some, unwrapped};
use crate::dates;
use crate::draft::Metadata;
use regex::Regex;
use std::sync::LazyLock;

static COUNTER: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"(?m)^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$"));
static END: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"(?mi)^[ \t]*End of Document[ \t]*$"));
static BODY: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"(?m)^[ \t]*(?:BODY:|Body)[ \t]*$"));

/// Fields before the body, and those behind it, whose first ends it.
const BEFORE: &[&str] =
    &["section", "length", "headline", "byline", "dateline", "highlight", "series", "copyright", "author"];
const BEHIND: &[&str] = &[
    "load-date",
    "language",
    "graphic",
    "publication-type",
    "subject",
    "url",
    "journal-code",
    "correction-date",
    "correction",
    "document-type",
    "classification",
    "company",
    "ticker",
    "industry",
    "person",
    "geographic",
    "notes",
];

pub(super) fn begins(text: &str) -> bool {
    COUNTER.is_match(text)
        || (BODY.is_match(text) && text.lines().any(|l| labelled(l, &["load-date", "length"]).is_some()))
        || (END.is_match(text) && text.contains("Load-Date:"))
}

pub(super) fn articles(text: &str) -> Vec<Delivered> {
    let cut: Vec<&str> = if COUNTER.is_match(text) {
        COUNTER.split(text).skip(1).collect()
    } else {
        END.split(text).collect()
    };
    cut.into_iter().filter_map(article).collect()
}

fn article(text: &str) -> Option<Delivered> {
    let body = BODY.find(text)?;
    let mut metadata = head(&text[..body.start()]);
    let mut kept = Vec::new();
    for line in text[body.end()..].lines() {
        let capitals = |label: &str| label.chars().next().is_some_and(char::is_uppercase);
        if capitals(line) && labelled(line, BEHIND).is_some() {
            break;
        }
        if line.trim_start().starts_with("Load-Date:") {
            break;
        }
        kept.push(line);
    }
    for line in text[body.end()..].lines() {
        if let Some((label, value)) = labelled(line, &["language", "url"]) {
            let slot = if label == "url" { &mut metadata.url } else { &mut metadata.language };
            *slot = some(value).map(|v| if label == "language" { code(&v) } else { v });
        }
    }
    Some(Delivered { metadata, text: unwrapped(kept) })
}

/// What stands above the body: title (Nexis Uni), outlet, date, copyright, then fields that may run over lines.
fn head(text: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let fields_from =
        lines.iter().position(|l| labelled(l, BEFORE).is_some_and(|(label, _)| label != "copyright"));
    let above = &lines[..fields_from.unwrap_or(lines.len())];
    // The last date above the fields is this article's: those of a cover page stand before it.
    if let Some(at) = above.iter().rposition(|l| is_date(l)) {
        metadata.published = dates::normalise(above[at]);
        let mut before = above[..at].iter().rev().filter(|l| !l.is_empty());
        metadata.outlet = before.next().and_then(|l| some(l));
        metadata.title = before.next().filter(|l| !is_copyright(l)).and_then(|l| some(l));
    }
    let mut open: Option<(String, String)> = None;
    for line in &lines[fields_from.unwrap_or(lines.len())..] {
        if let Some((label, value)) = labelled(line, BEFORE) {
            close(open.replace((label, value.to_owned())), &mut metadata);
        } else if line.is_empty() {
            close(open.take(), &mut metadata);
        } else if let Some((_, value)) = &mut open {
            value.push(' ');
            value.push_str(line);
        }
    }
    close(open, &mut metadata);
    metadata
}

fn close(field: Option<(String, String)>, metadata: &mut Metadata) {
    let Some((label, value)) = field else { return };
    match label.as_str() {
        "headline" => metadata.title = some(&value),
        "byline" | "author" => {
            let value = value.trim_start_matches("By ").trim_start_matches("BY ").replace(';', ", ");
            metadata.author = some(&value);
        }
        _ => {}
    }
}

/// A line that is a date and little else: `July 1, 2015 Wednesday`.
fn is_date(line: &str) -> bool {
    line.len() < 60
        && !line.contains(':')
        && line.split_whitespace().count() <= 7
        && !is_copyright(line)
        && dates::normalise(line).is_some()
}

fn is_copyright(line: &str) -> bool {
    line.starts_with("Copyright") || line.eq_ignore_ascii_case("all rights reserved") || line.starts_with('©')
}

/// `ENGLISH` as `en`; other names are left to what the words show.
fn code(language: &str) -> String {
    if language.to_ascii_lowercase().starts_with("english") { "en".into() } else { language.to_owned() }
}
