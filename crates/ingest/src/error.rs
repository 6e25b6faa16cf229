//! Why an input gave no article.

/// Why an input, or a line of one, gave no article. The text says what was found and how to mend it; the input's
/// name stands beside it in [`Event::Failed`](crate::Event::Failed).
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("no such file or folder")]
    Missing,
    #[error("the glob matches no file")]
    NoMatch,
    #[error("not a valid glob: {0}")]
    Glob(#[from] globset::Error),
    #[error(
        "the folder holds no file that can be read\nhint: .txt, .html and .jsonl files are; --input-format reads any name"
    )]
    EmptyFolder,
    #[error("is a {0}, not a file\nhint: to read a stream, pipe it in and name `-`")]
    Special(&'static str),
    #[error("is empty")]
    Empty,
    #[error("is {what}, not text\nhint: {mend}")]
    Foreign { what: &'static str, mend: &'static str },
    #[error("is binary: a NUL byte at offset {0}\nhint: export it as text, HTML or JSONL")]
    Binary(usize),
    #[error(
        "is JSON over several lines, expected one object a line\nhint: jq -c . FILE > FILE.jsonl (an array: jq -c '.[]')"
    )]
    MultilineJson,
    #[error("larger than the limit of {limit}\nhint: split it, or one article a line as JSONL")]
    TooLarge { limit: Size },
    #[error("line longer than the limit of {limit}; skipped\nhint: one article a line")]
    LineTooLong { limit: Size },
    #[error("column {column}: {reason}\nhint: every line is one JSON object")]
    Json { column: usize, reason: String },
    #[error("not a JSON object but {0}\nhint: every line is one JSON object")]
    NotAnObject(&'static str),
    #[error("no text: expected a field `text`, `body` or `content`")]
    NoTextField,
    #[error("field `{field}` is {found}, expected a string")]
    FieldType { field: &'static str, found: &'static str },
    #[error("holds no article text")]
    NoText,
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
