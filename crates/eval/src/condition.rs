//! How well found conditions agree with labelled ones: their words, their type, their lean.

use standpoint_stance::{ConditionType, Lean};

/// A condition: a byte range of the statement, with type and lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundCondition {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The kind of requirement.
    pub kind: ConditionType,
    /// Whether it opens the door or keeps it shut.
    pub lean: Lean,
}

/// Agreement over a set of records with a labelled condition.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ConditionScore {
    /// Records with a labelled condition.
    pub records: usize,
    /// Those whose found words are the labelled ones, no more and no fewer.
    pub exact: usize,
    /// Those of the right type.
    pub kinds: usize,
    /// Those of the right lean.
    pub leans: usize,
    /// Sum over records of the F1 between the labelled words and the found ones.
    overlap: f64,
}

impl ConditionScore {
    /// Counts one record. No condition found counts as no words, no type and no lean.
    pub fn add(&mut self, text: &str, gold: FoundCondition, found: Option<FoundCondition>) {
        self.records += 1;
        let Some(found) = found else { return };
        let (ours, theirs) = (words(text, found), words(text, gold));
        let shared = ours.iter().filter(|w| theirs.contains(w)).count();
        let all = ours.len() + theirs.len();
        self.exact += usize::from(ours == theirs);
        self.kinds += usize::from(found.kind == gold.kind);
        self.leans += usize::from(found.lean == gold.lean);
        self.overlap += if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 };
    }

    /// Mean F1 over words, a record at a time (as question answering has it; Rajpurkar et al. 2016).
    pub fn token_f1(&self) -> f64 {
        self.overlap / self.records.max(1) as f64
    }

    /// A count of this score as a share of its records.
    pub fn share(&self, count: usize) -> f64 {
        count as f64 / self.records.max(1) as f64
    }
}

/// Where the words that a condition touches begin. Punctuation at a word belongs to it, so that a comma more or less is
/// no difference.
fn words(text: &str, condition: FoundCondition) -> Vec<usize> {
    let place = |word: &str| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (at, at + word.len())
    };
    let all = text.split_whitespace().map(place);
    all.filter(|(from, to)| *from < condition.end && *to > condition.start).map(|(from, _)| from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "We will sign if the clause goes.";

    fn condition(words: &str, kind: ConditionType, lean: Lean) -> FoundCondition {
        let start = TEXT.find(words).expect("words of the text");
        FoundCondition { start, end: start + words.len(), kind, lean }
    }

    #[test]
    fn overlap_by_hand() {
        let gold = condition("if the clause goes", ConditionType::Amendment, Lean::YesIf);
        let mut score = ConditionScore::default();
        score.add(TEXT, gold, Some(condition("if the clause goes.", ConditionType::Amendment, Lean::YesIf)));
        // Two of four words: precision 1, recall 0.5, F1 2/3.
        score.add(TEXT, gold, Some(condition("the clause", ConditionType::RedLine, Lean::YesIf)));
        score.add(TEXT, gold, None);
        assert_eq!((score.records, score.exact, score.kinds, score.leans), (3, 1, 1, 2));
        assert!((score.token_f1() - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-9);
        assert!((score.share(score.leans) - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn no_records_are_no_score() {
        assert!(ConditionScore::default().token_f1().abs() < 1e-9);
    }
}
