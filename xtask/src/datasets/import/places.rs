//! Places in a text, for corpora that count characters.

use super::super::row::Place;
use standpoint_article::Text;

/// A text that knows where each character starts.
pub(super) struct Characters<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Characters<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, starts: text.char_indices().map(|(i, _)| i).chain([text.len()]).collect() }
    }

    /// From one character to before another.
    pub(super) fn place(&self, start: usize, end: usize) -> Option<Place> {
        bytes(self.text, *self.starts.get(start)?, *self.starts.get(end)?)
    }
}

/// From one byte to before another; nothing when that is empty or cuts a character.
pub(super) fn bytes(text: &str, start: usize, end: usize) -> Option<Place> {
    let words = text.get(start..end).filter(|w| !w.is_empty())?;
    Some(Place { start, end, text: words.into() })
}

/// Byte ranges of the sentences.
pub(super) fn sentences(text: &str) -> Vec<(usize, usize)> {
    Text::new(text).sentences().iter().map(|s| (s.span.start(), s.span.end())).collect()
}

/// Numbers of the sentences that a range of bytes touches.
pub(super) fn touched(sentences: &[(usize, usize)], start: usize, end: usize) -> Vec<usize> {
    (0..sentences.len()).filter(|&i| sentences[i].0 < end && start < sentences[i].1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let text = "Zoë Marn left.";
        let place = Characters::new(text).place(4, 8).expect("a place");
        assert_eq!((place.start, place.end, place.text.as_str()), (5, 9, "Marn"));
        assert_eq!(Characters::new(text).place(9, 99), None);
        assert_eq!(bytes(text, 3, 5), None);
    }

    #[test]
    fn sentences_are_touched_not_neighboured() {
        assert_eq!(touched(&[(0, 5), (6, 10), (11, 20)], 4, 6), [0]);
        assert_eq!(touched(&[(0, 5), (6, 10), (11, 20)], 7, 12), [1, 2]);
    }
}
