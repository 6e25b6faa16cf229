//! Labelled records as pairs: the classifier alone, on the sentences a coder named.
//!
//! A row of our own corpora says, beside actor and stance, which sentences show it and which words in them stand for the
//! actor. Judging just these leaves extraction and attribution out of the score.

use crate::FoundCondition;
use serde::Deserialize;
use standpoint_article::Span;
use standpoint_stance::{ConditionType, Lean, Stance, lead};

/// One article of a labelled corpus, as far as pairs are concerned.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledArticle {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its sentences as byte ranges of `text`.
    pub sentences: Vec<(usize, usize)>,
    /// Its issues.
    pub issues: Vec<LabelledIssue>,
}

/// One issue of it.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledIssue {
    /// The proposal's wording.
    pub issue: String,
    /// Its records.
    pub positions: Vec<LabelledPosition>,
}

/// One record.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledPosition {
    /// The actor's name.
    pub actor: String,
    /// Its other names in the article.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The words that stand for the actor, where the article has such.
    pub mention: Option<Place>,
    /// Numbers of the sentences that settle the label, ascending.
    pub evidence: Vec<usize>,
    /// The label.
    pub stance: Stance,
    /// The condition of a conditional one.
    pub condition: Option<LabelledCondition>,
    /// `past` records are not scored.
    #[serde(default)]
    pub time: Option<String>,
}

/// A byte range of the article's text.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// The condition of a record.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct LabelledCondition {
    /// First byte of the article's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The kind of requirement.
    #[serde(rename = "type")]
    pub kind: ConditionType,
    /// Whether it opens the door or keeps it shut.
    pub lean: Lean,
}

/// A record ready to be judged; offsets are bytes of `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledPair {
    /// Article id.
    pub article: String,
    /// Actor.
    pub actor: String,
    /// Issue.
    pub issue: String,
    /// What is shown before the evidence.
    pub before: String,
    /// The evidence.
    pub text: String,
    /// The actor's mention in it, when it lies there.
    pub mention: Option<(usize, usize)>,
    /// The label.
    pub stance: Stance,
    /// The condition in it.
    pub condition: Option<FoundCondition>,
}

impl LabelledArticle {
    /// All present records. Evidence with a gap of more than one sentence is represented by its last sentence, as in
    /// training. Rows whose offsets do not fit their text are left out: `xtask datasets verify` finds them.
    pub fn pairs(&self) -> Vec<LabelledPair> {
        let all = self.issues.iter().flat_map(|i| i.positions.iter().map(move |p| (&i.issue, p)));
        all.filter(|(_, p)| p.time.as_deref() != Some("past"))
            .filter_map(|(issue, p)| self.pair(issue, p))
            .collect()
    }

    fn pair(&self, issue: &str, p: &LabelledPosition) -> Option<LabelledPair> {
        let last = *p.evidence.last()?;
        let gapless = p.evidence.windows(2).all(|w| w[0] <= w[1] && w[1] - w[0] <= 2);
        let first = if gapless { p.evidence[0] } else { last };
        let (start, end) = (self.sentences.get(first)?.0, self.sentences.get(last)?.1);
        // What does not fit in a row from outside is left out: such a sentence has no words.
        let sentence = |i: usize| {
            let (a, z) = self.sentences[i];
            Span::try_new(a, z).unwrap_or(Span::new(a, a))
        };
        let inside = |place: Place| {
            (start <= place.start && place.start <= place.end && place.end <= end)
                .then(|| (place.start - start, place.end - start))
        };
        let condition = p.condition.and_then(|c| {
            let (start, end) = inside(Place { start: c.start, end: c.end })?;
            Some(FoundCondition { start, end, kind: c.kind, lean: c.lean })
        });
        Some(LabelledPair {
            article: self.id.clone(),
            actor: p.actor.clone(),
            issue: issue.to_owned(),
            before: lead(&self.text, first, sentence).to_owned(),
            text: self.text.get(start..end)?.to_owned(),
            mention: p.mention.and_then(inside),
            stance: p.stance,
            condition,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_move_with_the_evidence() {
        let article: LabelledArticle = serde_json::from_str(
            r#"{"id":"a","text":"Talks began. She said no.","sentences":[[0,12],[13,25]],"issues":[{"issue":"A toll",
                "positions":[{"actor":"Ana Ruiz","mention":{"start":13,"end":16},"evidence":[1],"stance":"reject","condition":null}]}]}"#,
        )
        .expect("valid");
        let pair = &article.pairs()[0];
        assert_eq!((pair.before.as_str(), pair.text.as_str()), ("Talks began.", "She said no."));
        assert_eq!(pair.mention, Some((0, 3)));
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let row = |position: &str| -> Vec<LabelledPair> {
            let row = format!(
                r#"{{"id":"a","text":"Talks began. She said no.","sentences":[[0,12],[13,25]],"issues":[{{"issue":"A toll",
                "positions":[{{"actor":"Ana Ruiz","stance":"reject","condition":null,{position}}}]}}]}}"#
            );
            serde_json::from_str::<LabelledArticle>(&row).expect("valid").pairs()
        };
        assert_eq!(row(r#""mention":{"start":16,"end":13},"evidence":[1]"#)[0].mention, None);
        assert_eq!(row(r#""mention":null,"evidence":[1,0]"#)[0].text, "Talks began.");
        assert!(row(r#""mention":null,"evidence":[7]"#).is_empty());
    }
}
