//! Whether words speak of what has been or of what will be.

use std::ops::Range;

/// What the words around a date say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// Nothing.
    Open,
}

/// The tense that governs the words at `range` of a sentence: that of the nearest verb before them, else of the first
/// one behind them.
pub(super) fn of(sentence: &str, range: Range<usize>) -> Tense {
    let before = &sentence[..range.start];
    let after = &sentence[range.end..];
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let behind = words(before);
    for at in (0..behind.len()).rev() {
        let next = behind.get(at + 1).map_or("", String::as_str);
        if at > 0 && behind[at - 1] == "be" {
            continue; // "will be held": the verb before it decides
        }
        match one(&behind[at], next) {
            Tense::Open => {}
            tense => return tense,
        }
    }
    let ahead = words(after);
    for at in 0..ahead.len() {
        let next = ahead.get(at + 1).map_or("", String::as_str);
        match one(&ahead[at], next) {
            Tense::Open => {}
            tense => return tense,
        }
    }
    Tense::Open
}

/// What one word says, with the next one beside it.
fn one(word: &str, next: &str) -> Tense {
    const FUTURE: [&str; 26] = [
        "will",
        "shall",
        "would",
        "won't",
        "won’t",
        "upcoming",
        "ahead",
        "until",
        "tomorrow",
        "expected",
        "scheduled",
        "slated",
        "planned",
        "due",
        "plans",
        "hopes",
        "intends",
        "aims",
        "expects",
        "vows",
        "promises",
        "pledges",
        "going",
        "'ll",
        "set",
        "planning",
    ];
    const PAST: [&str; 58] = [
        "said", "says", "told", "was", "were", "had", "did", "has", "met", "went", "came", "took", "made",
        "gave", "held", "began", "won", "lost", "left", "sent", "spoke", "wrote", "saw", "got", "kept",
        "fell", "rose", "ran", "shot", "struck", "broke", "found", "became", "brought", "bought", "led",
        "paid", "built", "drew", "flew", "grew", "knew", "laid", "rode", "sat", "sold", "stood", "stuck",
        "swept", "swore", "taught", "threw", "thought", "heard", "hung", "fought", "chose", "withdrew",
    ];
    let needs_to = matches!(
        word,
        "set"
            | "going"
            | "due"
            | "plans"
            | "hopes"
            | "intends"
            | "aims"
            | "expects"
            | "vows"
            | "promises"
            | "pledges"
            | "planning"
    );
    if FUTURE.contains(&word) && (!needs_to || next == "to" || (word == "due" && next != "process")) {
        return Tense::Future;
    }
    if word.ends_with("'ll") || word.ends_with("’ll") || (word == "to" && next == "be") {
        return Tense::Future;
    }
    let is_past = PAST.contains(&word) || (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"));
    if is_past { Tense::Past } else { Tense::Open }
}
