//! Why an input gave no article.

use crate::limits::Overrun;

/// Why an input, or a line of one, gave no article. The text says what was found and how to mend it; the input's
/// name stands beside it in [`Event::Failed`](crate::Event::Failed).
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    #[error("cannot be read: {0}")]
    Io(std::io::Error),
    #[error("no such file or folder")]
    Missing,
    #[error("the glob matches no file")]
    NoMatch,
    #[error("not a valid glob: {0}")]
    Glob(#[from] globset::Error),
    #[error(
        "the folder holds no file that can be read\nhint: `standpoint ingest --help` lists the formats; --input-format reads any name"
    )]
    EmptyFolder,
    #[error("is a {0}, not a file\nhint: to read a stream, pipe it in and name `-`")]
    Special(&'static str),
    #[error("standard input cannot be watched\nhint: leave out --watch; lines are read as they come")]
    WatchedStdin,
    #[error("is empty")]
    Empty,
    #[error("is {what}, not text\nhint: {mend}")]
    Foreign { what: &'static str, mend: &'static str },
    #[error("is binary: a NUL byte at offset {0}\nhint: export it as text, HTML or JSONL")]
    Binary(usize),
    #[error("larger than the limit of {limit}\nhint: split it, or one article a line as JSONL")]
    TooLarge { limit: Size },
    #[error(
        "larger than the limit of {limit} for a file that is read from its end, and comes through a pipe or out of an archive\n         hint: unpack or save it first, and name the file"
    )]
    NotSeekable { limit: Size },
    #[error("line longer than the limit of {limit}; skipped\nhint: one article a line")]
    LineTooLong { limit: Size },
    #[error("{0}")]
    Overrun(Overrun),
    #[error("packed more than {limit} layers deep\nhint: unpack it yourself, and name the files")]
    TooDeep { limit: usize },
    #[error("members overlap, as in bombs; the rest of the archive is passed over")]
    Overlapping,
    #[error("encrypted\nhint: unpack it with its password first")]
    Encrypted,
    #[error("not a valid {kind}: {reason}")]
    Archive { kind: &'static str, reason: String },
    #[error("not a valid record: {0}")]
    Record(&'static str),
    #[error("the input ends in the middle of this {0}")]
    Unfinished(&'static str),
    #[error("a parser gave up on it; this is a defect of the program, and the file would help to mend it")]
    Panicked,
    #[error("no article found in this delivery\nhint: save it with full texts, as plain text or DOCX")]
    NoArticles,
    #[error(
        "no column for {missing}: the columns are {header}\nhint: name it with --map text=COLUMN,title=COLUMN"
    )]
    NoColumn { missing: String, header: String },
    #[error("{found} fields where the header has {expected}; skipped\nhint: an unclosed quotation mark?")]
    Ragged { found: usize, expected: usize },
    #[error(
        "a quotation mark that nothing closes; the row is skipped\nhint: double it (\"\") where it is meant as such"
    )]
    OpenQuote,
    #[error("more than {limit} columns")]
    TooManyColumns { limit: usize },
    #[error("column {column}: {reason}")]
    Json { column: usize, reason: String },
    #[error("not a JSON object but {0}\nhint: every article is one JSON object")]
    NotAnObject(&'static str),
    #[error("no text: expected a field {0}\nhint: name it with --map text=FIELD")]
    NoTextField(String),
    #[error("field `{field}` is {found}, expected a string")]
    FieldType { field: String, found: &'static str },
    #[error("holds no article text")]
    NoText,
}

impl From<std::io::Error> for InputError {
    fn from(error: std::io::Error) -> Self {
        let overrun = error.get_ref().and_then(|e| e.downcast_ref::<Overrun>()).copied();
        overrun.map_or(Self::Io(error), Self::Overrun)
    }
}

/// A number of bytes, printed for people.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size(pub(crate) usize);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            n if n >= 1 << 20 => write!(f, "{:.1} MiB", n as f64 / f64::from(1 << 20)),
            n if n >= 1 << 10 => write!(f, "{:.1} KiB", n as f64 / 1024.0),
            n => write!(f, "{n} bytes"),
        }
    }
}
