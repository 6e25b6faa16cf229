//! What kind of bytes these are: by name, by form, and by the marks of files that are not text at all.

use crate::InputFormat;
use crate::charset;
use crate::columns;
use crate::container::csv;
use crate::container::delivery::Vendor;
use crate::error::InputError;
use regex::bytes::Regex as BytesRegex;
use std::path::Path;
use std::sync::LazyLock;

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Html,
    Markdown,
    Mail,
    Docx,
    Lines,
    Json,
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
    Feed,
    Warc,
    Mbox,
    Delivery(Vendor),
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// What is said of a file in a folder or an archive whose name says nothing.
pub(crate) const UNKNOWN_NAME: &str = "skipped: its name does not say that it holds articles\nhint: name the file itself, or give --input-format";

impl Kind {
    /// By extension. Packed files count when what is packed does, or when their name says nothing more.
    pub(crate) fn of_name(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_ascii_lowercase().to_str()? {
            "txt" | "text" => Self::Text,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "md" | "markdown" => Self::Markdown,
            "eml" => Self::Mail,
            "docx" => Self::Docx,
            "jsonl" | "ndjson" => Self::Lines,
            "json" => Self::Json,
            "csv" | "tsv" | "tab" => Self::Csv,
            #[cfg(feature = "parquet")]
            "parquet" | "pq" => Self::Parquet,
            "rss" | "atom" | "rdf" | "xml" => Self::Feed,
            "warc" | "wet" => Self::Warc,
            "mbox" => Self::Mbox,
            "gz" | "tgz" => Self::Gzip,
            "zst" | "zstd" | "tzst" => Self::Zstd,
            "zip" => Self::Zip,
            "tar" => Self::Tar,
            _ => return None,
        })
    }

    /// What `head`, the first bytes of an input called `name`, is to be read as. An empty head and one that is not
    /// text are errors. Packing is always undone; `format` says what is packed.
    pub(crate) fn of(head: &[u8], name: &str, format: InputFormat) -> Result<Self, InputError> {
        if head.trim_ascii().is_empty() {
            return Err(InputError::Empty);
        }
        if let Some(kind) = packed(head, name, format) {
            return Ok(kind);
        }
        if let Some((what, mend)) = foreign(head) {
            return Err(InputError::Foreign { what, mend });
        }
        match format {
            InputFormat::Auto => Self::by_content(head, name),
            InputFormat::Text => Ok(Self::Text),
            InputFormat::Html => Ok(Self::Html),
            InputFormat::Markdown => Ok(Self::Markdown),
            InputFormat::Jsonl => Ok(Self::Lines),
            InputFormat::Json => Ok(Self::Json),
            InputFormat::Csv => Ok(Self::Csv),
            #[cfg(feature = "parquet")]
            InputFormat::Parquet => Ok(Self::Parquet),
            #[cfg(not(feature = "parquet"))]
            InputFormat::Parquet => Err(WITHOUT_PARQUET),
            InputFormat::Feed => Ok(Self::Feed),
            InputFormat::Warc => Ok(Self::Warc),
            InputFormat::Eml => Ok(Self::Mail),
            InputFormat::Mbox => Ok(Self::Mbox),
            InputFormat::Docx => Ok(Self::Docx),
            InputFormat::Nexis => Ok(Self::Delivery(Vendor::Nexis)),
            InputFormat::Proquest => Ok(Self::Delivery(Vendor::ProQuest)),
            InputFormat::Factiva => Ok(Self::Delivery(Vendor::Factiva)),
        }
    }

    fn by_content(head: &[u8], name: &str) -> Result<Self, InputError> {
        // UTF-16 is sniffed without its NULs; ASCII is all the marks are made of.
        let ascii: Vec<u8> = head.iter().copied().filter(|b| b.is_ascii() && *b != 0).collect();
        let start = ascii.trim_ascii_start();
        let by_name = Self::of_name(Path::new(name));
        // Names of tables and mail are believed; others are looked behind: saved pages and deliveries are called .txt.
        if let Some(kind @ (Self::Csv | Self::Mail | Self::Mbox | Self::Markdown)) = by_name {
            return Ok(kind);
        }
        if let Some(kind @ (Self::Lines | Self::Json)) = by_name {
            return Ok(if start.starts_with(b"[") { Self::Json } else { json_start(start).unwrap_or(kind) });
        }
        if PAGE.is_match(&ascii) {
            return Ok(Self::Html);
        }
        if FEED.is_match(&ascii) {
            return Ok(Self::Feed);
        }
        if by_name == Some(Self::Feed) {
            return Err(InputError::Foreign {
                what: "XML, but no feed",
                mend: "convert it to text or JSONL",
            });
        }
        if let Some(kind @ (Self::Html | Self::Warc)) = by_name {
            return Ok(kind);
        }
        if MBOX.is_match(start) {
            return Ok(Self::Mbox);
        }
        let text = charset::decode(head, false).text;
        if let Some(vendor) = Vendor::of(&text) {
            return Ok(Self::Delivery(vendor));
        }
        if let Some(kind) = by_name {
            return Ok(kind);
        }
        if let Some(kind) = json_start(start) {
            return Ok(kind);
        }
        if is_mail(start) {
            return Ok(Self::Mail);
        }
        if columns::is_header(&csv::header_of(head)) {
            return Ok(Self::Csv);
        }
        Ok(if TAGS.find_iter(start).count() >= 2 { Self::Html } else { Self::Text })
    }
}

/// Kinds that are told by their first bytes, whatever their name.
fn packed(head: &[u8], name: &str, format: InputFormat) -> Option<Kind> {
    if head.starts_with(b"\x1f\x8b") {
        return Some(Kind::Gzip);
    }
    if head.starts_with(b"\x28\xb5\x2f\xfd") {
        return Some(Kind::Zstd);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let by_name = Kind::of_name(Path::new(name));
        let is_word = format == InputFormat::Docx || memchr::memmem::find(head, b"word/").is_some();
        return Some(if by_name == Some(Kind::Docx) || (by_name != Some(Kind::Zip) && is_word) {
            Kind::Docx
        } else {
            Kind::Zip
        });
    }
    if head.len() > 262 && &head[257..262] == b"ustar" {
        return Some(Kind::Tar);
    }
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return Some(Kind::Parquet);
    }
    (format == InputFormat::Auto && head.starts_with(b"WARC/")).then_some(Kind::Warc)
}

#[cfg(not(feature = "parquet"))]
const WITHOUT_PARQUET: InputError = InputError::Foreign {
    what: "a Parquet file, which this build does not read",
    mend: "build with the feature `parquet`, or export its rows as JSONL",
};

/// JSON Lines, when the first line is an object or the start of a long one; a document, when it goes over lines.
fn json_start(start: &[u8]) -> Option<Kind> {
    static OBJECT: LazyLock<BytesRegex> =
        LazyLock::new(|| bytes_regex(r#"^\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})"#));
    static ARRAY: LazyLock<BytesRegex> = LazyLock::new(|| bytes_regex(r#"^\[\s*\{\s*""#));
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii_end();
    if memchr::memmem::find(start, b"https://jsonfeed.org/version").is_some_and(|at| at < 4096)
        && OBJECT.is_match(start)
    {
        return Some(Kind::Json);
    }
    if OBJECT.is_match(line) && (line.ends_with(b"}") || line.len() == start.len()) {
        return Some(Kind::Lines);
    }
    (OBJECT.is_match(start) || ARRAY.is_match(start)).then_some(Kind::Json)
}

/// A mail header: lines of `Name: value`, of which two are names that only mail has.
fn is_mail(start: &[u8]) -> bool {
    static NAMES: LazyLock<BytesRegex> = LazyLock::new(|| {
        bytes_regex(
            r"(?im)^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature|content-type|x-[a-z-]+):",
        )
    });
    static LINE: LazyLock<BytesRegex> = LazyLock::new(|| bytes_regex(r"^(?:[A-Za-z][A-Za-z0-9-]*:|[ \t])"));
    let lines = start.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    let header: Vec<&[u8]> = lines.take_while(|l| !l.is_empty()).collect();
    header.iter().all(|l| LINE.is_match(l)) && header.iter().filter(|l| NAMES.is_match(l)).count() >= 2
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
static MBOX: LazyLock<BytesRegex> = LazyLock::new(|| {
    bytes_regex(r"^From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
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
    (b"%PDF-", "a PDF document", "extract its text first: pdftotext FILE.pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as DOCX or text"),
    (b"{\\rtf", "an RTF document", "save it as DOCX or text"),
    (b"BZh", "bzip2 data", "unpack it first: bunzip2 -k FILE"),
    (b"\xfd7zXZ\0", "xz data", "unpack it first: unxz -k FILE"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "run text recognition (OCR) on it first"),
    (b"\xff\xd8\xff", "a JPEG image", "run text recognition (OCR) on it first"),
    (b"GIF8", "a GIF image", "run text recognition (OCR) on it first"),
    (b"RIFF", "a media file", "transcribe it first"),
    (b"ID3", "an audio file", "transcribe it first"),
    (b"OggS", "an audio file", "transcribe it first"),
    (b"SQLite format 3\0", "an SQLite database", "export its rows as JSONL; a stored corpus goes to --db"),
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
        assert_eq!(auto(b"{\n  \"text\": \"a\"\n}", "x"), Ok(Kind::Json));
        assert_eq!(auto(b"[{\"text\": \"a\"}]", "x.jsonl"), Ok(Kind::Json));
        assert_eq!(auto(b"<?xml version=\"1.0\"?><rss version=\"2.0\">", "x"), Ok(Kind::Feed));
        assert_eq!(auto(b"From a@b.c Sun Mar  1 08:00:00 2026\nSubject: x\n", "x"), Ok(Kind::Mbox));
        assert_eq!(auto(b"From Paris Sunday came a no.", "x"), Ok(Kind::Text));
        assert_eq!(auto(b"MIME-Version: 1.0\nMessage-ID: <a@b.c>\nSubject: x\n\nNo.", "x"), Ok(Kind::Mail));
        assert_eq!(auto(b"Title: A\nDate: 2026-03-01\n\nNo.", "x"), Ok(Kind::Text));
        assert_eq!(auto(b"title;text\nA;No.\n", "x"), Ok(Kind::Csv));
        assert_eq!(auto(b"[Applause] The president spoke.", "x"), Ok(Kind::Text));
    }

    #[test]
    fn what_is_not_text_is_named_with_its_remedy() {
        let pdf = auto(b"%PDF-1.7\n", "x.txt").unwrap_err();
        assert!(pdf.contains("a PDF document") && pdf.contains("pdftotext"), "{pdf}");
        assert!(auto(b"<?xml version=\"1.0\"?><nitf>", "x.xml").unwrap_err().contains("no feed"));
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
