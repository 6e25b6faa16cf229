//! How a paragraph's mark is written into a column.

use serde::{Deserialize, Serialize};
use standpoint_article::{Kind, Marked, Span};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Paragraph {
    start: usize,
    end: usize,
    kind: String,
}

impl From<&Marked> for Paragraph {
    fn from(marked: &Marked) -> Self {
        Self { start: marked.span.start(), end: marked.span.end(), kind: marked.kind.as_str().to_owned() }
    }
}

impl Paragraph {
    /// The mark; `None` where span or kind is none that this program writes.
    pub(crate) fn marked(&self) -> Option<Marked> {
        let span = Span::try_new(self.start, self.end).ok()?;
        Some(Marked { span, kind: Kind::of_word(&self.kind)? })
    }
}
