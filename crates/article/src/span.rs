//! Byte ranges that cannot be inverted.

use serde::{Deserialize, Deserializer, Serialize};
use std::ops::Range;

/// A range of UTF-8 bytes, `start <= end`. Units are bytes of the text it belongs to, never characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    start: usize,
    end: usize,
}

/// A span that was asked for cannot exist.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SpanError {
    /// The start lies behind the end.
    #[error("span starts at byte {start} but ends before it, at {end}")]
    Inverted {
        /// First byte asked for.
        start: usize,
        /// One past the last byte asked for.
        end: usize,
    },
}

impl Span {
    /// A span from `start` to `end` (exclusive). Panics when `start > end`: a caller that computes offsets has a bug
    /// then. For offsets from outside use [`Span::try_new`].
    pub const fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span cannot end before it starts");
        Self { start, end }
    }

    /// A span from offsets that come from outside.
    pub const fn try_new(start: usize, end: usize) -> Result<Self, SpanError> {
        if start <= end { Ok(Self { start, end }) } else { Err(SpanError::Inverted { start, end }) }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True for a span of no bytes.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a standard range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// True when every byte of `other` lies in `self`.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the byte at `offset` lies in `self`.
    pub const fn contains_offset(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// True when the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span `by` bytes further on.
    #[must_use]
    pub const fn shift(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The text the span covers, or `None` when it reaches outside `text` or cuts a character.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span without white space at either end. An all-blank span becomes empty at its start.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let s = &text[self.range()];
        let start = self.start + (s.len() - s.trim_start().len());
        if s.trim().is_empty() {
            return Span { start: self.start, end: self.start };
        }
        Span { start, end: start + s.trim().len() }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            start: usize,
            end: usize,
        }
        let raw = Raw::deserialize(deserializer)?;
        Span::try_new(raw.start, raw.end).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverted_span_from_outside_is_an_error() {
        assert_eq!(Span::try_new(3, 2), Err(SpanError::Inverted { start: 3, end: 2 }));
    }

    #[test]
    fn trim_keeps_to_characters() {
        let text = "  „Nein“ ";
        assert_eq!(Span::new(0, text.len()).trim(text).get(text), Some("„Nein“"));
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
    }
}
