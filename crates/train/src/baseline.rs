//! What a trained network has to beat: always the same answer, and a list of words.

use crate::batch::Item;
use crate::example::Example;
use crate::metrics::{Scored, score};
use crate::rename::words;
use standpoint_stance::Stance;

/// Words that make an acceptance hang on something.
const IF: &[&str] =
    &["if", "unless", "until", "provided", "condition", "conditional", "conditions", "once", "depends"];
/// Beginnings of words of refusal.
const NO: &[&str] = &[
    "reject", "oppos", "refus", "condemn", "denounc", "criticiz", "criticis", "veto", "block", "ban", "deni",
    "deny", "against", "never", "cannot", "protest", "rule", "warn", "resist", "dismiss", "object",
    "disagree", "not",
];
/// Beginnings of words of assent.
const YES: &[&str] = &[
    "support", "back", "welcom", "agree", "accept", "approv", "endors", "prais", "call", "urg", "demand",
    "propos", "favor", "favour", "promis", "pledg", "sign", "plan", "want", "vow", "commit", "launch",
    "defend", "adopt", "offer",
];

/// The answer of the word list, as a class number.
pub(crate) fn by_keywords(example: &Example) -> usize {
    let lower = example.text.to_lowercase();
    let count = |cues: &[&str], whole: bool| {
        let hit =
            |word: &str| cues.iter().any(|cue| if whole { word == *cue } else { word.starts_with(cue) });
        words(&lower).filter(|(_, word)| hit(word)).count()
    };
    let stance = match (count(IF, true), count(NO, false), count(YES, false)) {
        (1.., _, _) => Stance::ConditionalCooperation,
        (0, 0, 0) => Stance::None,
        (0, no, yes) if no >= yes => Stance::Reject,
        _ => Stance::Support,
    };
    Stance::CLASSES.iter().position(|class| *class == stance).unwrap_or(0)
}

/// Scores of the commonest class of `train` and of the word list.
pub(crate) fn baselines(train: &[Example], examples: &[Example], items: &[Item]) -> [Scored; 2] {
    let records = |class: usize| train.iter().filter(|e| e.stance == Stance::CLASSES[class]).count();
    let commonest = (0..Stance::CLASSES.len()).max_by_key(|&class| records(class)).unwrap_or(0);
    let keywords = examples.iter().zip(items).map(|(example, item)| (item.stance, by_keywords(example)));
    [score(items.iter().map(|item| (item.stance, commonest))), score(keywords)]
}
