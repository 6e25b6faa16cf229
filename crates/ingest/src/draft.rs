//! From one raw record to an article without its place in the run.

use crate::error::InputError;
use crate::sniff::{Kind, is_markup};
use crate::{charset, dates, furniture, html, language, record, text};
use std::fmt;

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Path as the user would write it, `-` for standard input.
    pub(crate) name: String,
    /// Line of a JSONL file, counted from 1.
    pub(crate) line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// One file, or one line of a JSONL file, not yet understood.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) place: Place,
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
}

/// What a page, a header block or a record says about its article, as it says it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
}

impl Metadata {
    /// Keeps what is there, and fills the rest from `other`.
    pub(crate) fn or(self, other: Metadata) -> Metadata {
        Metadata {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            published: self.published.or(other.published),
            outlet: self.outlet.or(other.outlet),
            author: self.author.or(other.author),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
        }
    }
}

/// An article in all but its id: the run gives that.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) place: Place,
    pub(crate) text: String,
    /// `published` is RFC 3339 by now, `language` what the text is in.
    pub(crate) metadata: Metadata,
    pub(crate) warnings: Vec<String>,
}

/// Understands a record. Pure, and independent of every other record, so that records can be taken in any order.
pub(crate) fn draft(raw: &Raw) -> Result<Draft, InputError> {
    if let Some(offset) = binary(&raw.bytes) {
        return Err(InputError::Binary(offset));
    }
    let decoded = charset::decode(&raw.bytes, raw.kind == Kind::Html);
    let mut warnings: Vec<String> = decoded.warning().into_iter().collect();
    let (mut metadata, text) = match raw.kind {
        Kind::Text => {
            let (metadata, rest) = text::split_header(&decoded.text);
            (metadata, furniture::strip(rest).into_owned())
        }
        Kind::Html => html::read(&decoded.text),
        Kind::Lines => {
            let (metadata, text) = record::read(&decoded.text)?;
            if is_markup(&text) {
                let (of_page, text) = html::read(&text);
                (metadata.or(of_page), text)
            } else {
                (metadata, furniture::strip(&text).into_owned())
            }
        }
    };
    if text.trim().is_empty() {
        return Err(InputError::NoText);
    }
    if let Some(raw) = metadata.published.take() {
        metadata.published = dates::normalise(&raw);
        if metadata.published.is_none() {
            warnings.push(format!(
                "publication date `{raw}` could not be read; left out\nhint: write it as 2026-03-01"
            ));
        }
    }
    metadata.language = Some(language::of(&text, metadata.language.as_deref()));
    Ok(Draft { place: raw.place.clone(), text, metadata, warnings })
}

/// Where a NUL byte shows that this is no text. A stray one in a long page does not.
fn binary(bytes: &[u8]) -> Option<usize> {
    if charset::is_utf16(bytes) {
        return None;
    }
    let mut nuls = bytes.iter().enumerate().filter(|(_, b)| **b == 0).map(|(offset, _)| offset);
    let first = nuls.next()?;
    (first < 1024 || (1 + nuls.count()) * 1000 > bytes.len()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, bytes: &[u8]) -> Result<Draft, String> {
        let place = Place { name: "x".into(), line: None };
        draft(&Raw { place, kind, bytes: bytes.to_vec() }).map_err(|e| e.to_string())
    }

    #[test]
    fn clean_text_stays_byte_for_byte() {
        let text = "\r\n  One.\r\n\r\n\tTwo \u{201c}three\u{201d}.  \r\n\r\n\r\n";
        assert_eq!(of(Kind::Text, text.as_bytes()).unwrap().text, text);
        let line = serde_json::json!({ "text": text }).to_string();
        assert_eq!(of(Kind::Lines, line.as_bytes()).unwrap().text, text);
    }

    #[test]
    fn markup_in_a_record_is_read_as_a_page() {
        let line = br#"{"title": "T", "text": "<p>One &amp; two.</p><p>Three.</p>"}"#;
        let draft = of(Kind::Lines, line).unwrap();
        assert_eq!(draft.text, "One & two.\n\nThree.");
        assert_eq!(draft.metadata.title.as_deref(), Some("T"));
    }

    #[test]
    fn a_date_that_cannot_be_read_is_left_out_and_told() {
        let draft = of(Kind::Lines, br#"{"text": "One.", "date": "last week"}"#).unwrap();
        assert_eq!(draft.metadata.published, None);
        assert!(draft.warnings[0].contains("`last week`"));
    }

    #[test]
    fn binary_and_furniture_alone_are_errors() {
        assert!(of(Kind::Text, b"abc\0def").unwrap_err().contains("offset 3"));
        assert!(of(Kind::Text, b"Advertisement\n").unwrap_err().contains("no article text"));
    }
}
