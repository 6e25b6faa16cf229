//! Which country an article is about at any place in it: the one whose name, people or capital it has named most so far.

use std::cell::OnceCell;

use standpoint_article::Text;

use crate::lexicon::{LEXICON, PlaceSort};

/// Every place of a text that names a country, read when it is first asked for.
pub(crate) struct Lands<'a> {
    text: &'a Text,
    named: OnceCell<Vec<(usize, &'static str)>>,
}

/// Places that are looked back on.
const LOOKED_AT: usize = 300;

impl<'a> Lands<'a> {
    pub(crate) fn new(text: &'a Text) -> Self {
        Self { text, named: OnceCell::new() }
    }

    /// The country named most before a byte; of several the one that comes first.
    pub(crate) fn main_before(&self, byte: usize) -> Option<&'static str> {
        let named = self.named.get_or_init(|| named(self.text.as_str()));
        let before = &named[..named.partition_point(|(at, _)| *at < byte)];
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for (_, country) in before.iter().take(LOOKED_AT) {
            match counts.iter_mut().find(|(known, _)| known == country) {
                Some((_, count)) => *count += 1,
                None => counts.push((country, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(country, _)| country)
    }
}

/// Where a text names countries, and which.
fn named(text: &str) -> Vec<(usize, &'static str)> {
    let start_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_start_matches(OPENING)).collect();
    let mut found = Vec::new();
    let mut next = 0;
    for (number, word) in words.iter().enumerate() {
        if number < next || !word.starts_with(char::is_uppercase) {
            continue;
        }
        let start = start_of(word);
        let longest = (1..=LONGEST).rev().find_map(|count| {
            let last = words.get(number + count - 1)?;
            let place = place(text.get(start..start_of(last) + last.len())?)?;
            Some((count, place))
        });
        if let Some((count, place)) = longest {
            found.push((start, place));
            next = number + count;
        }
    }
    found
}

/// The country that some words name, whatever closes them: "Drava's", "U.S.,".
fn place(words: &str) -> Option<&'static str> {
    let bare = words.trim_end_matches(CLOSING);
    let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(bare);
    let known = LEXICON.place(bare).or_else(|| LEXICON.place(bare.trim_end_matches('.')));
    known.filter(|p| p.sort != PlaceSort::Body).map(|p| p.name)
}

/// Words of the longest name: "United Arab Emirates".
const LONGEST: usize = 3;

const OPENING: [char; 6] = ['"', '“', '\'', '‘', '(', '['];
const CLOSING: [char; 11] = [',', ';', ':', '!', '?', ')', ']', '"', '”', '-', '—'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_peoples_and_capitals_count() {
        let text = "A U.S. envoy met Kenya's leaders in Nairobi. “Kenyan farmers, (and Uganda) …” The United Arab Emirates left.";
        let countries: Vec<&str> = named(text).into_iter().map(|(_, country)| country).collect();
        assert_eq!(countries, ["United States", "Kenya", "Kenya", "Kenya", "Uganda", "United Arab Emirates"]);
        let text = Text::new(text);
        let lands = Lands::new(&text);
        assert_eq!(lands.main_before(0), None);
        assert_eq!(lands.main_before(20), Some("United States"));
        assert_eq!(lands.main_before(text.as_str().len()), Some("Kenya"));
    }
}
