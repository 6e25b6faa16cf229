//! Words and runs of words of a text.

use standpoint_statements::{Word, word};
use std::collections::BTreeSet;

/// Longest phrase, in words.
const LONGEST: usize = 3;

/// A word in a text: letters, digits, and what joins them inside (`co-operate`, `al-Shabab`, `U.N.`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// As written.
    pub(crate) text: &'a str,
    /// Where it begins, in bytes.
    pub(crate) at: usize,
    /// True when only white space stands between it and the token before.
    pub(crate) joined: bool,
    pub(crate) word: Word,
}

impl Token<'_> {
    /// True for a word that says what a text is about.
    pub(crate) fn is_telling(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let w = self.word;
        letters > 2
            && !(w.function || w.modal || w.negation || w.time_or_number)
            && !EMPTY.contains(&&*self.key())
    }

    /// The word by which it is counted.
    pub(crate) fn key(&self) -> String {
        self.text.to_lowercase()
    }

    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// Words that news is full of and that tell nothing. No list of the extraction rules has them: there they are verbs and
/// nouns like others.
const EMPTY: [&str; 44] = [
    "said", "say", "says", "saying", "told", "tell", "get", "got", "getting", "make", "made", "making",
    "take", "took", "taken", "taking", "give", "gave", "given", "giving", "come", "came", "coming", "going",
    "gone", "went", "put", "thing", "things", "way", "ways", "lot", "part", "case", "good", "new", "like",
    "want", "wants", "know", "think", "look", "see", "let",
];

/// The words of a text in order.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    let words = std::iter::from_fn(move || {
        let rest = &text[at..];
        let skipped = rest.find(char::is_alphanumeric)?;
        let gap = &rest[..skipped];
        let start = at + skipped;
        let mut end = start;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let inner =
                matches!(c, '-' | '\'' | '’' | '.') && chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
            if !(c.is_alphanumeric() || inner) {
                break;
            }
            end = start + i + c.len_utf8();
        }
        let spelling = &text[start..end];
        // A possessive is counted as the word itself.
        let spelling =
            spelling.strip_suffix("'s").or_else(|| spelling.strip_suffix("’s")).unwrap_or(spelling);
        at = end;
        let joined = !gap.is_empty() && gap.chars().all(char::is_whitespace);
        Some(Token { text: spelling, at: start, joined, word: word(spelling) })
    });
    // What is left of a possessive after a full stop (`U.N.'s`).
    words.filter(|t| !(t.text == "s" && text[..t.at].ends_with(['\'', '’'])))
}

/// The phrases of a text that begin and end with a telling word, each once, in lower case. Function words may stand
/// inside ("rule of law"), punctuation may not.
pub(crate) fn phrases(text: &str) -> BTreeSet<String> {
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let mut found = BTreeSet::new();
    for first in 0..tokens.len() {
        if !tokens[first].is_telling() {
            continue;
        }
        let mut words = tokens[first].key();
        found.insert(words.clone());
        for (length, token) in tokens[first + 1..].iter().enumerate().take_while(|(_, t)| t.joined) {
            if length + 2 > LONGEST || token.word.modal || token.word.pronoun {
                break;
            }
            words.push(' ');
            words.push_str(&token.key());
            if token.is_telling() {
                found.insert(words.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_readers_cut_them() {
        let words: Vec<&str> = tokens("The U.N.'s co-operation, al-Shabab’s “no”.").map(|t| t.text).collect();
        assert_eq!(words, ["The", "U.N", "co-operation", "al-Shabab", "no"]);
    }

    #[test]
    fn phrases_begin_and_end_with_words_that_tell() {
        let found: Vec<String> = phrases("the rule of law, and lithium mining").into_iter().collect();
        assert_eq!(found, ["law", "lithium", "lithium mining", "mining", "rule", "rule of law"]);
    }
}
