//! A string that knows its paragraphs and sentences.

use crate::{Sentence, Span, sentence};

/// The text of an article, split once. Offsets everywhere are UTF-8 bytes of [`Text::as_str`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    raw: String,
    paragraphs: Vec<Span>,
    sentences: Vec<Sentence>,
}

impl Text {
    /// Takes the text as it is (not one byte is changed) and finds its paragraphs and sentences.
    pub fn new(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let paragraphs = sentence::paragraphs(&raw);
        let sentences = sentence::sentences(&raw, &paragraphs);
        Self { raw, paragraphs, sentences }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.raw
    }

    /// The whole text, for good.
    pub fn into_string(self) -> String {
        self.raw
    }

    /// The text a span covers. Panics when the span was not made for this text.
    pub fn slice(&self, span: Span) -> &str {
        &self.raw[span.range()]
    }

    /// Paragraphs in order, without the blank space between them.
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Sentences in order, without the blank space between them.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The number of the sentence that holds `offset`, or of the last one that starts before it.
    pub fn sentence_at(&self, offset: usize) -> usize {
        self.sentences.partition_point(|s| s.span.start() <= offset).saturating_sub(1)
    }

    /// The numbers of the sentences that a span touches (at least one, unless the text has none).
    pub fn sentences_of(&self, span: Span) -> std::ops::Range<usize> {
        if self.sentences.is_empty() {
            return 0..0;
        }
        let first = self.sentence_at(span.start());
        let last = self.sentence_at(span.end().saturating_sub(1).max(span.start()));
        first..last + 1
    }
}
