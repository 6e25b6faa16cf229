//! How much of what stands before a statement is shown with it.
//!
//! "*The road? Not through the valley.*": what a sentence takes up was often named two or three sentences ago, in live blogs, minutes
//! and dialogue above all. So whole sentences are shown until they fill the room that a pair has for them.

use crate::pair::MAX_BEFORE;
use standpoint_article::Span;

/// What is shown before sentence `first` of `text`, where `sentence` tells where each of its sentences stands: as many whole
/// ones as fill the room that a pair has for them, in word pieces, of which a word is one at least; the pair cuts the first of
/// them. Empty before the first sentence, and where a sentence does not lie in the text. Training, measuring and work all ask
/// here, so that a network meets at work what it was trained on.
///
/// ```
/// use standpoint_article::Span;
///
/// let text = "The city will close two schools. Ana Ruiz stood up. Never.";
/// let sentences = [Span::new(0, 32), Span::new(33, 51), Span::new(52, 58)];
/// assert_eq!(standpoint_stance::lead(text, 2, |i| sentences[i]), "The city will close two schools. Ana Ruiz stood up.");
/// assert_eq!(standpoint_stance::lead(text, 0, |i| sentences[i]), "");
/// ```
pub fn lead(text: &str, first: usize, sentence: impl Fn(usize) -> Span) -> &str {
    let mut shown: Option<Span> = None;
    let mut words = 0;
    for span in (0..first).rev().map(sentence) {
        words += text.get(span.range()).unwrap_or_default().split_whitespace().count();
        shown = Some(shown.map_or(span, |behind| span.cover(behind)));
        if words >= MAX_BEFORE {
            break;
        }
    }
    shown.and_then(|span| text.get(span.range())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of these sentences, a blank between two, and where each stands.
    fn told(sentences: &[&str]) -> (String, Vec<Span>) {
        let mut at = 0;
        let spans = sentences.iter().map(|s| {
            let span = Span::new(at, at + s.len());
            at = span.end() + 1;
            span
        });
        let spans = spans.collect();
        (sentences.join(" "), spans)
    }

    #[test]
    fn one_long_sentence_is_enough_and_many_short_ones_are_not_too_many() {
        let long = vec!["word"; MAX_BEFORE].join(" ");
        let (text, spans) = told(&["Talks began.", &long, "Never."]);
        assert_eq!(lead(&text, 2, |i| spans[i]), long);
        let (text, spans) = told(&["No."; 60]);
        assert_eq!(lead(&text, 60, |i| spans[i]).split(' ').count(), MAX_BEFORE);
    }

    #[test]
    fn a_sentence_from_outside_shows_nothing() {
        assert_eq!(lead("Short.", 1, |_| Span::new(40, 50)), "");
    }
}
