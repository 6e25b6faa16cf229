//! The words of a condition that say what is demanded.

use standpoint_article::Span;
use std::collections::BTreeSet;

/// What opens a condition and is no part of the demand, longest first where one begins with another.
const OPENERS: &[&str] = &[
    "only on the condition that",
    "on the condition that",
    "on condition that",
    "on the condition of",
    "provided that",
    "providing that",
    "as long as",
    "so long as",
    "in exchange for",
    "in return for",
    "in case",
    "even if",
    "only if",
    "only after",
    "only when",
    "only once",
    "but only",
    "not until",
    "unless and until",
    "assuming that",
    "provided",
    "providing",
    "assuming",
    "unless",
    "until",
    "without",
    "once",
    "after",
    "before",
    "when",
    "if",
    "that",
    "but",
];

/// Words that say nothing of what is demanded.
const EMPTY: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "their", "they", "them", "his", "her",
    "he", "she", "our", "we", "us", "your", "you", "i", "my", "who", "which", "what", "there", "is", "are",
    "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can",
    "could", "may", "might", "shall", "should", "must", "to", "of", "in", "on", "at", "by", "for", "from",
    "with", "into", "over", "under", "about", "as", "and", "or", "if", "than", "then", "so", "any", "all",
    "each", "every", "some", "such", "own", "also", "only", "first",
];

/// Words that turn a demand round.
const NEGATIONS: &[&str] =
    &["not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"];

/// A demand as its content words, stemmed, and whether they are negated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Terms {
    stems: BTreeSet<String>,
    negated: bool,
}

impl Terms {
    pub(super) fn of(condition: &str) -> Self {
        let demand = &condition[opener(condition)..];
        let mut stems = BTreeSet::new();
        let mut negations = 0;
        for word in words(demand) {
            let word = word.to_lowercase().replace('’', "'");
            if NEGATIONS.contains(&word.as_str()) || word.ends_with("n't") {
                negations += 1;
            } else if !EMPTY.contains(&word.as_str()) {
                stems.insert(stem(&word));
            }
        }
        Self { stems, negated: negations % 2 == 1 }
    }

    /// At least two words in common, and these are three fifths of the shorter one.
    fn overlaps(&self, other: &Self) -> bool {
        let common = self.stems.intersection(&other.stems).count();
        let shorter = self.stems.len().min(other.stems.len());
        common >= 2 && common * 5 >= shorter * 3
    }

    pub(super) fn same_demand(&self, other: &Self) -> bool {
        self.negated == other.negated && (self.stems == other.stems || self.overlaps(other))
    }

    /// The same words, but only one of them says *not*.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.negated != other.negated && self.overlaps(other)
    }
}

/// Where the clause behind an opener begins, in bytes.
fn opener(condition: &str) -> usize {
    let mut at = 0;
    while let Some(len) = next_opener(&condition[at..]) {
        at += len;
    }
    at
}

fn next_opener(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || "“\"‘'(,".contains(c));
    let skipped = text.len() - trimmed.len();
    OPENERS.iter().find_map(|o| {
        let head = trimmed.get(..o.len())?;
        let ends = trimmed[o.len()..].chars().next().is_none_or(char::is_whitespace);
        (head.eq_ignore_ascii_case(o) && ends).then_some(skipped + o.len())
    })
}

/// Where the subject of the clause must stand if it has one: its first five words, or fewer where a comma comes. `None`
/// for what is no clause ("in exchange for aid").
pub(super) fn subject(condition: &str) -> Option<Span> {
    let at = opener(condition);
    let clause = &condition[at..];
    let lower = condition[..at].to_lowercase();
    if at == 0
        || ["exchange for", "return for", "without", "condition of"]
            .iter()
            .any(|o| lower.trim_end().ends_with(o))
    {
        return None;
    }
    let clause = &clause[..clause.find([',', ';', '.']).unwrap_or(clause.len())];
    let start = clause.len() - clause.trim_start().len();
    let mut end = start;
    for word in words(clause).take(5) {
        end = word.as_ptr() as usize - clause.as_ptr() as usize + word.len();
    }
    (end > start).then(|| Span::new(at + start, at + end))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .map(|w| w.trim_matches(['\'', '’', '-']))
        .filter(|w| !w.is_empty())
}

/// Endings off, so that *withdraws*, *withdrawing* and *withdrawn* meet; crude, and the same for both sides of a comparison.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "al", "s", "n", "e", "y"]
    {
        if let Some(short) = word.strip_suffix(ending).filter(|s| s.chars().count() >= 4) {
            return short.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_demand_in_other_words_of_the_same_stems() {
        let a = Terms::of("if Iran suspends its enrichment of uranium");
        let b = Terms::of("only after Iran has suspended uranium enrichment");
        assert!(a.same_demand(&b), "{a:?} {b:?}");
        assert!(!a.same_demand(&Terms::of("if Iran opens its borders to trade")));
        assert!(!Terms::of("if they are paid").same_demand(&Terms::of("if they are asked")));
    }

    #[test]
    fn a_negation_turns_a_demand_round_and_an_opener_does_not() {
        let stays = Terms::of("as long as foreign troops do not leave the province");
        let leaves = Terms::of("unless foreign troops leave the province");
        assert!(stays.excludes(&leaves) && leaves.excludes(&stays));
        assert!(!stays.same_demand(&leaves));
        assert!(!leaves.excludes(&Terms::of("until foreign troops leave the province")));
        assert!(!Terms::of("if not").excludes(&Terms::of("if so")));
    }

    #[test]
    fn the_subject_stands_behind_the_opener() {
        let found = |c: &'static str| subject(c).map(|s| &c[s.start()..s.end()]);
        assert_eq!(
            found("if Israel stops the building of settlements"),
            Some("Israel stops the building of")
        );
        assert_eq!(found("unless, he said, they pay"), None);
        assert_eq!(found("in exchange for aid from China"), None);
        assert_eq!(found("a written guarantee"), None);
        assert_eq!(found("until"), None);
        assert_eq!(found("“if the mayor, too, signs"), Some("the mayor"));
    }

    #[test]
    fn any_text_can_be_read() {
        for text in ["", "if", "İf ünless", "’s", "if “", "\u{202e}if\u{0}", "if if if"] {
            let _ = (Terms::of(text), subject(text));
        }
    }
}
