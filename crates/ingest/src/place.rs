//! Where a record stands, as messages say it.

use std::fmt;

/// Where a record stands: `news.tar.gz!/a/b.jsonl:17`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Path as the user would write it, `-` for standard input; a member of an archive stands behind `!/`.
    pub(crate) name: String,
    /// Line of a table, or number of the article in a file that holds many; from 1.
    pub(crate) line: Option<usize>,
}

impl Place {
    /// A whole file or member.
    pub(crate) fn of(name: impl Into<String>) -> Self {
        Self { name: name.into(), line: None }
    }

    /// A line or a record of one.
    pub(crate) fn at(name: impl Into<String>, line: usize) -> Self {
        Self { name: name.into(), line: Some(line) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}
