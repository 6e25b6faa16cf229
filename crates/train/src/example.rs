//! From a labelled record to what the classifier is asked.

use crate::corpus::{LabelledIssue, Record, Row};
use standpoint_article::Span;
use standpoint_stance::pair::PairInput;
use standpoint_stance::{ConditionType, Lean, Stance, lead};
use std::ops::Range;

/// One question to the classifier, with its answer. Spans are bytes of `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Whose position is asked for.
    pub actor: String,
    /// On what.
    pub issue: String,
    /// What is shown before the evidence ([`lead`]), or nothing.
    pub before: String,
    /// The evidence sentences.
    pub text: String,
    /// The sentence after the evidence, or nothing.
    pub after: String,
    /// Where `text` names the actor.
    pub mention: Option<Span>,
    /// The answer.
    pub stance: Stance,
    /// More of the answer, for a conditional position.
    pub condition: Option<Condition>,
}

/// The labelled condition of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Where `text` words it; `None` when it stands outside `text`.
    pub span: Option<Span>,
    /// Its kind.
    pub kind: ConditionType,
    /// How the answer hangs on it.
    pub lean: Lean,
}

/// Which neighbours of the evidence an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// What stands before, as far as [`lead`] shows it.
    pub before: bool,
    /// The sentence after.
    pub after: bool,
}

impl Context {
    /// What the program shows the classifier when it is at work.
    pub const AT_WORK: Context = Context { before: true, after: false };
}

impl Example {
    /// The question that a record answers.
    pub fn new(row: &Row, issue: &LabelledIssue, record: &Record, context: Context) -> Self {
        let sentences = evidence_range(&record.evidence);
        let extent = Span::new(row.sentences[sentences.start].0, row.sentences[sentences.end - 1].1);
        let before =
            |first: usize| lead(&row.text, first, |i| Span::new(row.sentences[i].0, row.sentences[i].1));
        let after = |number: usize| row.sentences.get(number).map_or("", |&(a, z)| &row.text[a..z]);
        let within = |span: Span| {
            extent
                .contains(span)
                .then(|| Span::new(span.start() - extent.start(), span.end() - extent.start()))
        };
        Self {
            actor: record.actor.clone(),
            issue: issue.issue.clone(),
            before: if context.before { before(sentences.start) } else { "" }.to_owned(),
            text: row.text[extent.range()].to_owned(),
            after: if context.after { after(sentences.end) } else { "" }.to_owned(),
            mention: record.mention.as_ref().and_then(|mention| within(mention.span)),
            stance: record.stance,
            condition: record.condition.as_ref().map(|condition| Condition {
                span: within(condition.place.span),
                kind: condition.kind,
                lean: condition.lean,
            }),
        }
    }

    /// The same question without its answer, as the pair builder takes it.
    pub fn input(&self) -> PairInput<'_> {
        PairInput {
            actor: &self.actor,
            issue: &self.issue,
            before: &self.before,
            text: &self.text,
            after: &self.after,
            mention: self.mention,
        }
    }
}

/// Every present record of `rows` as the program would ask it at work: what dev and test measure.
pub fn examples(rows: &[Row]) -> Vec<Example> {
    let mut examples = Vec::new();
    for row in rows {
        for issue in &row.issues {
            let present = issue.positions.iter().filter(|record| !record.is_past());
            examples.extend(present.map(|record| Example::new(row, issue, record, Context::AT_WORK)));
        }
    }
    examples
}

/// The run of sentences that stands for the evidence: all of it when no two neighbours lie more than one sentence
/// apart, else its last sentence. `evidence` is ascending and not empty.
fn evidence_range(evidence: &[usize]) -> Range<usize> {
    let last = evidence[evidence.len() - 1];
    let close = evidence.windows(2).all(|pair| pair[1] - pair[0] <= 2);
    (if close { evidence[0] } else { last })..last + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_with_a_wide_gap_is_its_last_sentence() {
        assert_eq!(evidence_range(&[3]), 3..4);
        assert_eq!(evidence_range(&[3, 4]), 3..5);
        assert_eq!(evidence_range(&[3, 5]), 3..6);
        assert_eq!(evidence_range(&[3, 6]), 6..7);
    }
}
