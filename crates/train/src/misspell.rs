//! Slips of the hand, as in copy that nobody has read again: two letters swapped, one left out, one doubled.

use crate::example::Example;
use crate::random::Random;
use crate::rename::words;
use standpoint_article::Span;

/// Chance that a word of a misspelt example has a slip.
const SLIPS: f64 = 0.12;
/// Words with fewer letters are left alone: a slip would make another word of them.
const SHORT: usize = 4;

/// Puts slips into some words of the statement, but into none that names the actor. Spans move along.
pub(crate) fn misspell(example: &mut Example, random: &mut Random) {
    let mut text = String::with_capacity(example.text.len() + 8);
    // Where a changed word ended, and by how much what follows lies further on.
    let mut moves: Vec<(usize, isize)> = Vec::new();
    let mut copied = 0;
    for (start, word) in words(&example.text) {
        let end = start + word.len();
        let named = example.mention.is_some_and(|mention| mention.overlaps(Span::new(start, end)));
        if named || word.len() < SHORT || !word.is_ascii() || !random.chance(SLIPS) {
            continue;
        }
        let changed = slip(word, random);
        text.push_str(&example.text[copied..start]);
        text.push_str(&changed);
        moves.push((end, changed.len().cast_signed() - word.len().cast_signed()));
        copied = end;
    }
    text.push_str(&example.text[copied..]);
    let moved = |at: usize| {
        let by: isize = moves.iter().filter(|(end, _)| *end <= at).map(|(_, by)| by).sum();
        at.saturating_add_signed(by)
    };
    let moved = |span: Span| Span::new(moved(span.start()), moved(span.end()));
    example.mention = example.mention.map(moved);
    if let Some(condition) = &mut example.condition {
        condition.span = condition.span.map(moved);
    }
    example.text = text;
}

/// `word`, at least [`SHORT`] ASCII letters, with one slip behind its first letter.
fn slip(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let places: Vec<usize> = (1..letters.len() - 1).collect();
    let Some(&at) = random.pick(&places) else { return word.to_owned() };
    match random.pick(&[0, 1, 2]) {
        Some(0) => letters.swap(at, at + 1),
        Some(1) => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::Condition;
    use standpoint_stance::{ConditionType, Lean, Stance};

    #[test]
    fn slips_leave_names_alone_and_spans_move_along() {
        let text = "The harbour council would welcome cruise ships after summer provided terminals stay closed overnight, Marlowe said.";
        let span = |words: &str| {
            let start = text.find(words).expect("it stands there");
            Span::new(start, start + words.len())
        };
        let condition =
            Condition { span: Some(span("provided")), kind: ConditionType::Precondition, lean: Lean::YesIf };
        let plain = Example {
            actor: "Marlowe".into(),
            issue: "Cruise ships".into(),
            before: String::new(),
            text: text.into(),
            after: String::new(),
            mention: Some(span("Marlowe")),
            stance: Stance::ConditionalCooperation,
            condition: Some(condition),
        };
        let mut changed = 0;
        for seed in 0..40 {
            let mut example = plain.clone();
            misspell(&mut example, &mut Random::new(seed, "slips"));
            let slice = |span: Option<Span>| span.and_then(|span| span.get(&example.text)).expect("a slice");
            assert_eq!(slice(example.mention), "Marlowe");
            let words = slice(example.condition.and_then(|c| c.span));
            assert!(words.starts_with('p') && (7..=9).contains(&words.len()), "{words}");
            changed += usize::from(example.text != plain.text);
        }
        assert!(changed > 20, "{changed} of 40 have a slip");
    }
}
