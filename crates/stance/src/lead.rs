//! How much of what stands before a statement is shown with it.
//!
//! "*The road? Not through the valley.*": what a sentence takes up was often named two or three sentences ago, in live blogs, minutes
//! and dialogue above all. So whole sentences are shown until they fill the room that a pair has for them.

use crate::pair::MAX_BEFORE;
use std::ops::Range;

/// The numbers of the sentences that are shown before sentence `first`, of which `sentence` gives the words: as many as fill
/// the room that a pair has for them, in word pieces, of which a word is one at least; the pair cuts the first of them. Training,
/// measuring and work all ask here, so that a network meets at work what it was trained on.
///
/// ```
/// let said = ["The city will close two schools this summer.", "Ana Ruiz stood up.", "Never."];
/// assert_eq!(standpoint_stance::lead(2, |i| said[i]), 0..2);
/// assert_eq!(standpoint_stance::lead(0, |i| said[i]), 0..0);
/// ```
pub fn lead<'t>(first: usize, sentence: impl Fn(usize) -> &'t str) -> Range<usize> {
    let mut from = first;
    let mut words = 0;
    while from > 0 && words < MAX_BEFORE {
        from -= 1;
        words += sentence(from).split_whitespace().count();
    }
    from..first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_long_sentence_is_enough_and_many_short_ones_are_not_too_many() {
        let long = "word ".repeat(MAX_BEFORE);
        assert_eq!(lead(2, |i| ["Talks began.", &long][i]), 1..2);
        assert_eq!(lead(60, |_| "No."), 60 - MAX_BEFORE..60);
        assert_eq!(lead(1, |_| ""), 0..1);
    }
}
