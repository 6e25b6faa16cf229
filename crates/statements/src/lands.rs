//! Which country an article is about at any place in it: the one whose name, people or capital it has named most so far.

use std::cell::OnceCell;

use standpoint_article::Text;

use crate::lexicon::{Classes, LEXICON, PlaceSort};
use crate::names::entry;

/// Every place of a text that names a country, read when it is first asked for.
pub(crate) struct Lands<'a> {
    text: &'a Text,
    named: OnceCell<Vec<(usize, &'static str)>>,
}

/// Places that are looked back on, the last ones.
const LOOKED_AT: usize = 300;

impl<'a> Lands<'a> {
    pub(crate) fn new(text: &'a Text) -> Self {
        Self { text, named: OnceCell::new() }
    }

    /// The country named most before a byte; nobody's where two are named as often.
    pub(crate) fn main_before(&self, byte: usize) -> Option<&'static str> {
        let named = self.named.get_or_init(|| named(self.text.as_str()));
        let before = &named[..named.partition_point(|(at, _)| *at < byte)];
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for (_, country) in before.iter().rev().take(LOOKED_AT) {
            match counts.iter_mut().find(|(known, _)| known == country) {
                Some((_, count)) => *count += 1,
                None => counts.push((country, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        let mut first = counts.into_iter().filter(|(_, count)| *count == most);
        first.next().map(|(country, _)| country).filter(|_| first.next().is_none())
    }
}

/// The country that the words of a phrase name, be it by their adjective.
pub(crate) fn country_in(phrase: &str) -> Option<&'static str> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    (1..=LONGEST).rev().find_map(|n| words.windows(n).find_map(|run| place(&run.join(" "))))
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
            next = number + count;
            let before = number.checked_sub(1).and_then(|b| words.get(b));
            if !before.is_some_and(|w| is_of_another_name(w)) {
                found.push((start, place));
            }
        }
    }
    found
}

/// What makes another name of a country's behind it: "New Mexico", "Northern Ireland", "African American", "Michael Jordan".
fn is_of_another_name(word: &str) -> bool {
    const PARTS: [&str; 7] = ["New", "Northern", "Latin", "African", "Native", "Central", "South"];
    PARTS.contains(&word) || entry(word).classes.any(Classes::MALE_NAME.or(Classes::FEMALE_NAME))
}

/// The country that some words name, whatever closes them: "Drava's", "U.S.,".
fn place(words: &str) -> Option<&'static str> {
    let bare = |words: &str| {
        let words = words.trim_end_matches(CLOSING);
        words.strip_suffix("'s").or(words.strip_suffix("’s")).unwrap_or(words).to_owned()
    };
    let known = LEXICON.place(&bare(words)).or_else(|| {
        // The full stop of a sentence, not of "U.S."
        LEXICON.place(&bare(words.trim_end_matches(|c| c == '.' || CLOSING.contains(&c))))
    });
    known.filter(|p| p.sort != PlaceSort::Body).map(|p| p.name)
}

/// Words of the longest name: "Democratic Republic of the Congo".
const LONGEST: usize = 5;

const OPENING: [char; 6] = ['"', '“', '\'', '‘', '(', '['];
const CLOSING: [char; 14] = [',', ';', ':', '!', '?', ')', ']', '"', '”', '\'', '’', '-', '–', '—'];

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
        assert_eq!(lands.main_before(10), Some("United States"));
        assert_eq!(lands.main_before(text.as_str().len()), Some("Kenya"));
        let text = Text::new("A U.S. envoy visited Sudan.");
        assert_eq!(Lands::new(&text).main_before(27), None, "either");
        assert!(named("New Mexico, Northern Ireland and Michael Jordan").is_empty());
        assert_eq!(named("He left (Kenya).").len() + named("the U.S.’s own").len(), 2);
    }
}
