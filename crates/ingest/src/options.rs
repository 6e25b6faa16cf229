//! What a caller may ask of a run, and the two ways to ask it.

use crate::{Event, Events, events};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Options of a reading run. Every value of every field is valid.
///
/// [`Ingest::read`] walks files, folders, globs and standard input; [`Ingest::read_bytes`] takes bytes that are
/// already in memory and touches nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ingest {
    /// How inputs are read. Anything but [`InputFormat::Auto`] is believed over names and content.
    pub input_format: InputFormat,
    /// The most bytes read for one file, or for one line of a JSONL file. What is larger fails, and the run goes on.
    pub max_bytes: usize,
}

impl Default for Ingest {
    fn default() -> Self {
        Self { input_format: InputFormat::Auto, max_bytes: 64 << 20 }
    }
}

impl Ingest {
    /// Articles and complaints of `inputs`, in their order. Each input is a file, a folder (walked in the order of
    /// its names), a glob, or `-` for standard input.
    ///
    /// Lazy: nothing is opened before the iterator asks for it, and one file (or one line of JSONL) is in memory at
    /// a time. An input that fails yields [`Event::Failed`] and the next one follows.
    pub fn read(self, inputs: impl IntoIterator<Item = impl Into<PathBuf>>) -> Events {
        Events::new(self, inputs.into_iter().map(Into::into).collect())
    }

    /// The events of one file's `bytes`. `input` is the name it goes by: its extension counts as a file's would,
    /// its stem becomes the id. Pure: no file is opened.
    pub fn read_bytes(self, input: &str, bytes: &[u8]) -> Vec<Event> {
        events::of_bytes(self, input, bytes)
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
    /// One JSON object a line.
    Jsonl,
}

impl InputFormat {
    const NAMES: [(InputFormat, &'static str); 4] =
        [(Self::Auto, "auto"), (Self::Text, "text"), (Self::Html, "html"), (Self::Jsonl, "jsonl")];
}

/// An input format that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown input format `{0}`, expected auto, text, html or jsonl")]
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
        let error = "docx".parse::<InputFormat>().unwrap_err();
        assert_eq!(error.to_string(), "unknown input format `docx`, expected auto, text, html or jsonl");
    }
}
