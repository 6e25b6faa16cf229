//! Where paragraphs and sentences begin and end.

use crate::Span;

/// One sentence: its bytes, without surrounding white space, and the paragraph it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the sentence.
    pub span: Span,
    /// Number of its paragraph.
    pub paragraph: usize,
}

/// Paragraphs are runs of text between blank lines; a text without blank lines has one paragraph a line.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let blank_lines = has_blank_line(text);
    let mut spans = Vec::new();
    let mut start = 0;
    let mut end = 0;
    let mut push = |start: usize, end: usize| {
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            spans.push(span);
        }
    };
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if blank || !blank_lines {
            push(start, if blank { end } else { end + line.len() });
            start = end + line.len();
        }
        end += line.len();
    }
    push(start.min(end), end);
    spans
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.trim().lines();
    lines.any(|l| l.trim().is_empty())
}

/// Sentences of each paragraph.
pub(crate) fn sentences(text: &str, paragraphs: &[Span]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (number, &paragraph) in paragraphs.iter().enumerate() {
        let bytes = text[paragraph.range()].as_bytes();
        let mut start = paragraph.start();
        for i in 0..bytes.len() {
            if matches!(bytes[i], b'.' | b'!' | b'?') && bytes.get(i + 1).is_none_or(|b| *b == b' ') {
                let span = Span::new(start, paragraph.start() + i + 1).trim(text);
                if !span.is_empty() {
                    out.push(Sentence { span, paragraph: number });
                }
                start = span.end();
            }
        }
        let rest = Span::new(start, paragraph.end()).trim(text);
        if !rest.is_empty() {
            out.push(Sentence { span: rest, paragraph: number });
        }
    }
    out
}
