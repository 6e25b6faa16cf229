//! What kind of bytes these are: by name, by form, and by the marks of files that are not text at all.

use crate::InputFormat;
use crate::error::InputError;
use regex::bytes::Regex as BytesRegex;
use std::path::Path;
use std::sync::LazyLock;

/// The forms an article comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Html,
    Lines,
}

impl Kind {
    /// By extension.
    pub(crate) fn of_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_ascii_lowercase().to_str()? {
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Lines),
            _ => None,
        }
    }

    /// What `head`, the first bytes of an input called `name`, is to be read as. An empty head and one that is not
    /// text are errors.
    pub(crate) fn of(head: &[u8], name: &str, format: InputFormat) -> Result<Self, InputError> {
        if head.trim_ascii().is_empty() {
            return Err(InputError::Empty);
        }
        if let Some((what, mend)) = foreign(head) {
            return Err(InputError::Foreign { what, mend });
        }
        match format {
            InputFormat::Text => return Ok(Self::Text),
            InputFormat::Html => return Ok(Self::Html),
            InputFormat::Jsonl => return Ok(Self::Lines),
            InputFormat::Auto => {}
        }
        // UTF-16 is sniffed without its NULs; ASCII is all the marks are made of.
        let ascii: Vec<u8> = head.iter().copied().filter(|b| b.is_ascii() && *b != 0).collect();
        let by_name = Self::of_name(Path::new(name));
        if by_name != Some(Self::Lines) && PAGE.is_match(&ascii) {
            return Ok(Self::Html); // a saved page, whatever its name
        }
        if let Some(kind) = by_name {
            return Ok(kind);
        }
        if FEED.is_match(&ascii) {
            let mend = "feeds are not read yet; fetch the pages they point to";
            return Err(InputError::Foreign { what: "an RSS or Atom feed", mend });
        }
        let start = ascii.trim_ascii_start();
        match json_start(start) {
            Some(kind) => kind,
            None if TAGS.find_iter(start).count() >= 2 => Ok(Self::Html),
            None => Ok(Self::Text),
        }
    }
}

/// JSON Lines, when the first line is an object or the start of a long one; an error for a document over several lines.
fn json_start(start: &[u8]) -> Option<Result<Kind, InputError>> {
    static OBJECT: LazyLock<BytesRegex> =
        LazyLock::new(|| bytes_regex(r#"^\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})"#));
    static ARRAY: LazyLock<BytesRegex> = LazyLock::new(|| bytes_regex(r#"^\[\s*\{\s*""#));
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii_end();
    if OBJECT.is_match(line) && (line.ends_with(b"}") || line.len() == start.len()) {
        return Some(Ok(Kind::Lines));
    }
    (OBJECT.is_match(start) || ARRAY.is_match(start)).then_some(Err(InputError::MultilineJson))
}

/// True when a piece of text is plainly markup: a JSONL field that holds a page or a part of one.
pub(crate) fn is_markup(text: &str) -> bool {
    static MARKUP: LazyLock<regex::Regex> = LazyLock::new(|| {
        crate::regex(r"(?i)</(?:p|div|article|section|body|html)\s*>|<br\s*/?>|<p(?:\s[^<>]*)?>")
    });
    MARKUP.is_match(text)
}

static PAGE: LazyLock<BytesRegex> = LazyLock::new(|| {
    bytes_regex(r"(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html[\s>])")
});
static FEED: LazyLock<BytesRegex> = LazyLock::new(|| {
    bytes_regex(r"(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:rss|feed|rdf:rdf)[\s>]")
});
static TAGS: LazyLock<BytesRegex> =
    LazyLock::new(|| bytes_regex(r"(?i)</(?:p|div|article|section|span|head|body|title|h[1-6]|li|a)\s*>"));

fn bytes_regex(pattern: &str) -> BytesRegex {
    BytesRegex::new(pattern).expect("the pattern is a constant, and the tests compile it")
}

type Foreign = (&'static [u8], &'static str, &'static str);

fn foreign(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let (magic, what, mend) = FOREIGN.iter().find(|(magic, ..)| head.starts_with(magic))?;
    // A mark of letters alone may begin a sentence: "RIFF" counts only where bytes follow that no text has.
    let could_be_prose = magic.iter().all(u8::is_ascii_alphanumeric);
    let has_control_bytes = head.iter().take(1024).any(|b| *b < 9);
    (!could_be_prose || has_control_bytes).then_some((*what, *mend))
}

/// Marks of files that hold no plain text, what they are and what to do about it.
static FOREIGN: &[Foreign] = &[
    (b"%PDF-", "a PDF document", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as text or HTML"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML"),
    (b"\x1f\x8b", "gzip data", "unpack it first: gunzip -k FILE"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first: zstd -d FILE"),
    (b"BZh", "bzip2 data", "unpack it first: bunzip2 -k FILE"),
    (b"\xfd7zXZ\0", "xz data", "unpack it first: unxz -k FILE"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "run text recognition (OCR) on it first"),
    (b"\xff\xd8\xff", "a JPEG image", "run text recognition (OCR) on it first"),
    (b"GIF8", "a GIF image", "run text recognition (OCR) on it first"),
    (b"RIFF", "a media file", "transcribe it first"),
    (b"ID3", "an audio file", "transcribe it first"),
    (b"OggS", "an audio file", "transcribe it first"),
    (b"PAR1", "a Parquet file", "export its rows as JSONL"),
    (b"SQLite format 3\0", "an SQLite database", "export its rows as JSONL; a stored corpus goes to --db"),
    (b"WARC/", "a web archive (WARC)", "web archives are not read yet; extract the pages first"),
    (b"\x7fELF", "a program", "name articles instead"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(head: &[u8], name: &str) -> Result<Kind, String> {
        Kind::of(head, name, InputFormat::Auto).map_err(|e| e.to_string())
    }

    #[test]
    fn content_decides_where_the_name_does_not() {
        assert_eq!(auto(b"Prose with a <b>tag</b> or { brace }.", "x"), Ok(Kind::Text));
        assert_eq!(auto(b"  <!DOCTYPE html><p>x", "x"), Ok(Kind::Html));
        assert_eq!(auto(b"<!doctype html><p>x", "saved.txt"), Ok(Kind::Html));
        assert_eq!(auto(b"<div><p>x</p></div>", "x"), Ok(Kind::Html));
        assert_eq!(auto(b"{\"text\": \"a\"}\n{\"text\": \"b\"}", "x"), Ok(Kind::Lines));
        assert_eq!(auto(b"{\"text\": \"a line longer than the head", "x"), Ok(Kind::Lines));
        assert_eq!(auto(b"[Applause] The president spoke.", "x"), Ok(Kind::Text));
    }

    #[test]
    fn what_is_not_text_is_named_with_its_remedy() {
        let pdf = auto(b"%PDF-1.7\n", "x.txt").unwrap_err();
        assert!(pdf.contains("a PDF document") && pdf.contains("pdftotext"), "{pdf}");
        assert!(auto(b"{\n  \"text\": \"a\"\n}", "x").unwrap_err().contains("several lines"));
        assert!(auto(b"<?xml version=\"1.0\"?><rss version=\"2.0\">", "x").unwrap_err().contains("feed"));
        assert_eq!(auto(b" \n", "x.txt"), Err("is empty".into()));
        assert!(auto(b"RIFF\x24\0\0\0WAVE", "x.txt").unwrap_err().contains("a media file"));
        assert_eq!(auto(b"RIFFRAFF, the mayor called them.", "x.txt"), Ok(Kind::Text));
    }

    #[test]
    fn comparison_signs_are_not_markup() {
        assert!(is_markup("<p>One.</p>") && is_markup("One.<br/>Two."));
        assert!(!is_markup("if a < b and p > 0 then <p is odd"));
    }
}
