//! From one raw record to an article without its place in the run.

use crate::Ingest;
use crate::body::{Body, Paragraph};
use crate::copies::Print;
use crate::error::InputError;
use crate::place::Place;
use crate::sniff::is_markup;
use crate::{charset, dates, furniture, html, http, language, mail, markdown, record, text};
use standpoint_article::{Marked, Partial, Text};
use std::borrow::Cow;

/// How the bytes of a record are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Plain text, under a header block if it has one.
    Text,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// A JSON object.
    Json,
    /// An article's body, as text or as markup; what is about it stands beside it.
    Body,
    /// An HTTP answer.
    Http,
    /// A mail message.
    Mail,
}

/// One record, not yet understood.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) place: Place,
    pub(crate) form: Form,
    pub(crate) bytes: Vec<u8>,
    /// What is known about it from around it. Counts more than what it says itself.
    pub(crate) given: Metadata,
    /// The same, and counts less.
    pub(crate) fallback: Metadata,
    /// A summary or the beginning of an article, not all of it.
    pub(crate) excerpt: bool,
    /// What its paragraphs are, where that is known beside the text.
    pub(crate) outline: Vec<Paragraph>,
}

impl Raw {
    pub(crate) fn new(place: Place, form: Form, bytes: Vec<u8>) -> Self {
        let (given, fallback) = (Metadata::default(), Metadata::default());
        Self { place, form, bytes, given, fallback, excerpt: false, outline: Vec::new() }
    }
}

/// What a page, a header block or a record says about its article, as it says it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) zone: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    /// The text is known to be a part only.
    pub(crate) partial: Option<Partial>,
    /// What to tell the user of the page it was found on.
    pub(crate) warning: Option<String>,
}

impl Metadata {
    /// Keeps what is there, and fills the rest from `other`.
    pub(crate) fn or(self, other: Metadata) -> Metadata {
        Metadata {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            published: self.published.or(other.published),
            zone: self.zone.or(other.zone),
            outlet: self.outlet.or(other.outlet),
            author: self.author.or(other.author),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            partial: self.partial.or(other.partial),
            warning: self.warning.or(other.warning),
        }
    }
}

/// An article in all but its id: the run gives that.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) place: Place,
    pub(crate) text: Text,
    pub(crate) marked: Vec<Marked>,
    /// By which the run tells whether it has the text already.
    pub(crate) print: Print,
    /// `published` is RFC 3339 by now, `language` what the text is in.
    pub(crate) metadata: Metadata,
    pub(crate) warnings: Vec<String>,
}

/// Understands a record. Pure, and independent of every other record, so that records can be taken in any order.
pub(crate) fn draft(raw: Raw, options: &Ingest) -> Result<Draft, InputError> {
    let Raw { place, form, bytes, given, fallback, excerpt, outline } = raw;
    let mut warnings = Vec::new();
    let (said, found) = match form {
        Form::Http => {
            let page = http::page(&bytes, options.max_bytes)?;
            let text = decoded(&page.bytes, !page.plain, &mut warnings)?;
            if page.plain { plain(&text) } else { html::read(&text) }
        }
        Form::Mail => {
            let letter = mail::read(&bytes)?;
            let (said, found) = if letter.is_page { html::read(&letter.body) } else { body(&letter.body) };
            (letter.metadata.or(said), found)
        }
        Form::Text => plain(&decoded(&bytes, false, &mut warnings)?),
        Form::Html => html::read(&decoded(&bytes, true, &mut warnings)?),
        Form::Markdown => markdown::read(&decoded(&bytes, false, &mut warnings)?),
        Form::Body => body(&decoded(&bytes, false, &mut warnings)?),
        Form::Json => {
            let (said, text) = record::read(&decoded(&bytes, false, &mut warnings)?, &options.columns)?;
            let (of_text, found) = body(&text);
            (said.or(of_text), found)
        }
    };
    let Body { text, marked } = found.outlined(&outline);
    let mut metadata = given.or(said).or(fallback);
    warnings.extend(metadata.warning.take());
    if excerpt {
        metadata.partial = Some(Partial::Summary);
        warnings.push(
            "a summary, not the whole article: the feed gives no more\nhint: fetch the page it points to"
                .into(),
        );
    }
    if text.trim().is_empty() {
        return Err(InputError::NoText);
    }
    if let Some(raw) = metadata.published.take() {
        metadata.published = dates::normalise(&raw);
        metadata.zone = dates::zone(&raw);
        if metadata.published.is_none() {
            warnings.push(format!(
                "publication date `{raw}` could not be read; left out\nhint: write it as 2026-03-01"
            ));
        }
    }
    if metadata.partial == Some(Partial::Paywall) {
        warnings.push(
            "a page for subscribers: the text is what others see of it\nhint: save the page while logged in"
                .into(),
        );
    }
    metadata.language = Some(language::of(&text, metadata.language.as_deref()));
    let print = Print::of(&text);
    Ok(Draft { place, text: Text::new(text), marked, print, metadata, warnings })
}

/// Bytes as text. What no text holds is an error.
fn decoded<'a>(bytes: &'a [u8], page: bool, warnings: &mut Vec<String>) -> Result<Cow<'a, str>, InputError> {
    if let Some(offset) = binary(bytes) {
        return Err(InputError::Binary(offset));
    }
    let decoded = charset::decode(bytes, page);
    warnings.extend(decoded.warning());
    Ok(decoded.text)
}

/// Plain text as it stands, under a header block if it has one.
fn plain(text: &str) -> (Metadata, Body) {
    let (metadata, rest) = text::split_header(text);
    (metadata, furniture::strip(rest).into_owned().into())
}

/// An article's body from a table or a feed: text, unless it is plainly a page.
fn body(text: &str) -> (Metadata, Body) {
    if is_markup(text) {
        html::read(text)
    } else {
        (Metadata::default(), furniture::strip(text).into_owned().into())
    }
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

    fn of(form: Form, bytes: &[u8]) -> Result<Draft, String> {
        draft(Raw::new(Place::of("x"), form, bytes.to_vec()), &Ingest::default()).map_err(|e| e.to_string())
    }

    #[test]
    fn clean_text_stays_byte_for_byte() {
        let text = "\r\n  One.\r\n\r\n\tTwo \u{201c}three\u{201d}.  \r\n\r\n\r\n";
        assert_eq!(of(Form::Text, text.as_bytes()).unwrap().text.as_str(), text);
        let line = serde_json::json!({ "text": text }).to_string();
        assert_eq!(of(Form::Json, line.as_bytes()).unwrap().text.as_str(), text);
    }

    #[test]
    fn markup_in_a_record_is_read_as_a_page() {
        let line = br#"{"title": "T", "text": "<p>One &amp; two.</p><p>Three.</p>"}"#;
        let draft = of(Form::Json, line).unwrap();
        assert_eq!(draft.text.as_str(), "One & two.\n\nThree.");
        assert_eq!(draft.metadata.title.as_deref(), Some("T"));
    }

    #[test]
    fn a_date_that_cannot_be_read_is_left_out_and_told() {
        let draft = of(Form::Json, br#"{"text": "One.", "date": "last week"}"#).unwrap();
        assert_eq!(draft.metadata.published, None);
        assert!(draft.warnings[0].contains("`last week`"));
    }

    #[test]
    fn binary_and_furniture_alone_are_errors() {
        assert!(of(Form::Text, b"abc\0def").unwrap_err().contains("offset 3"));
        assert!(of(Form::Text, b"Advertisement\n").unwrap_err().contains("no article text"));
    }
}
