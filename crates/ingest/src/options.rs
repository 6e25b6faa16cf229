//! What a caller may ask of a run, and the two ways to ask it.

use crate::{Columns, Event, Events, Limits, events};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Options of a reading run. Every value of every field is valid.
///
/// [`Ingest::read`] walks files, folders, globs and standard input; [`Ingest::read_bytes`] takes bytes that are
/// already in memory and touches nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingest {
    /// How inputs are read. Anything but [`InputFormat::Auto`] is believed over names and content.
    pub input_format: InputFormat,
    /// The most bytes of one article: of a file that is one, of a line of JSONL, of a row, a message, a record of a web
    /// archive, and of a feed or a delivery as a whole. What is larger fails, and the run goes on.
    pub max_bytes: usize,
    /// Which column or field of a table is what.
    pub columns: Columns,
    /// What archives may unpack to.
    pub limits: Limits,
    /// Threads that understand records, beside one that reads; all cores when 0. The events do not depend on it.
    pub threads: usize,
    /// Goes on for ever, and looks this often for files that are new or have changed.
    pub watch: Option<Duration>,
}

impl Default for Ingest {
    fn default() -> Self {
        Self {
            input_format: InputFormat::Auto,
            max_bytes: 64 << 20,
            columns: Columns::default(),
            limits: Limits::default(),
            threads: 0,
            watch: None,
        }
    }
}

impl Ingest {
    /// Articles and complaints of `inputs`, in their order. Each input is a file, a folder (walked in the order of
    /// its names), a glob, or `-` for standard input.
    ///
    /// Nothing is opened before the iterator is first asked; then threads read ahead, a bounded way. An input that
    /// fails yields [`Event::Failed`] and the next one follows.
    pub fn read(self, inputs: impl IntoIterator<Item = impl Into<PathBuf>>) -> Events {
        Events::new(self, inputs.into_iter().map(Into::into).collect())
    }

    /// The events of one file's `bytes`. `input` is the name it goes by: its extension counts as a file's would,
    /// its stem becomes the id. Pure: no file is opened, and no thread started.
    pub fn read_bytes(self, input: &str, bytes: &[u8]) -> Vec<Event> {
        events::of_bytes(&self, input, bytes)
    }
}

/// How the bytes of an input are to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputFormat {
    /// By extension, then by content.
    #[default]
    Auto,
    /// One article, as it stands.
    Text,
    /// One web page.
    Html,
    /// Markdown.
    Markdown,
    /// One JSON object a line.
    Jsonl,
    /// A list of JSON objects, or one.
    Json,
    /// A table with a header: CSV, TSV and their like.
    Csv,
    /// A Parquet table.
    Parquet,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A web archive.
    Warc,
    /// A mail message.
    Eml,
    /// A mailbox.
    Mbox,
    /// A Word document.
    Docx,
    /// A text delivery of `LexisNexis` or Nexis Uni.
    Nexis,
    /// A text delivery of `ProQuest`.
    Proquest,
    /// A text delivery of Factiva.
    Factiva,
}

impl InputFormat {
    const NAMES: [(InputFormat, &'static str); 16] = [
        (Self::Auto, "auto"),
        (Self::Text, "text"),
        (Self::Html, "html"),
        (Self::Markdown, "markdown"),
        (Self::Jsonl, "jsonl"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Parquet, "parquet"),
        (Self::Feed, "feed"),
        (Self::Warc, "warc"),
        (Self::Eml, "eml"),
        (Self::Mbox, "mbox"),
        (Self::Docx, "docx"),
        (Self::Nexis, "nexis"),
        (Self::Proquest, "proquest"),
        (Self::Factiva, "factiva"),
    ];

    /// The names of all formats, as [`FromStr`] reads them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(_, name)| *name)
    }
}

/// An input format that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown input format `{0}`, expected one of {names}", names = InputFormat::names().collect::<Vec<_>>().join(", "))]
pub struct UnknownFormat(pub String);

impl FromStr for InputFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::NAMES.iter().find(|(_, n)| n.eq_ignore_ascii_case(name));
        known.map(|(format, _)| *format).ok_or_else(|| UnknownFormat(name.into()))
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Self::NAMES.iter().find(|(format, _)| format == self);
        f.pad(known.map_or("auto", |(_, name)| name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_reads_back_from_its_name() {
        for (format, name) in InputFormat::NAMES {
            assert_eq!(name.parse(), Ok(format));
            assert_eq!(format.to_string(), name);
        }
        let error = "xls".parse::<InputFormat>().unwrap_err().to_string();
        assert!(
            error.starts_with("unknown input format `xls`, expected one of auto, text, html, "),
            "{error}"
        );
    }
}
