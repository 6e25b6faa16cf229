//! More questions about articles of the training parts: what could be asked of these words of this actor.

use super::jsonl::{Article, load};
use super::row::{ConditionType, Label, Lean, Place, Row};
use super::verify::{CORPORA, Splits};
use crate::cargo::root;
use anyhow::Result;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The folder under `datasets/`, whose one file is `train.jsonl`.
pub(super) const FOLDER: &str = "article-questions";

/// One line: an article by its name, and what is asked about it. `datasets/schema/questions.schema.json` says the same to
/// other programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionRow {
    pub(super) article: String,
    pub(super) issues: Vec<Asked>,
}

/// An issue and the answers of those of whom it is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub(super) issue: String,
    pub(super) positions: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    pub(super) actor: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    /// The words that stand for the actor in the evidence; `null` when they stand elsewhere.
    #[serde(deserialize_with = "super::row::stated")]
    pub(super) mention: Option<Place>,
    pub(super) evidence: Vec<usize>,
    pub(super) stance: Label,
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<Requirement>,
}

/// A condition, without who must act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requirement {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    #[serde(rename = "type")]
    pub(super) kind: ConditionType,
    pub(super) lean: Lean,
}

/// A field that may be left out, but is never `null`.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> std::result::Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl QuestionRow {
    fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.issues.iter().flat_map(|asked| &asked.positions)
    }
}

impl Article for QuestionRow {
    fn id(&self) -> &str {
        &self.article
    }

    fn records(&self) -> usize {
        self.answers().count()
    }

    fn defects(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let twice =
            self.issues.iter().filter(|asked| asked.positions.is_empty() || !seen.insert(&asked.issue));
        let mut wrong: Vec<String> = twice
            .map(|asked| format!("`{}` is asked of nobody, or stands there twice", asked.issue))
            .collect();
        let conditional = |a: &&Answer| a.condition.is_some() != (a.stance == Label::ConditionalCooperation);
        wrong.extend(
            self.answers()
                .filter(conditional)
                .map(|a| format!("{}: a conditional answer has a condition, and no other has", a.actor)),
        );
        wrong
    }
}

/// The lines; what is wrong with them goes to `wrong`.
pub(super) fn load_all(wrong: &mut Vec<String>) -> Result<Vec<QuestionRow>> {
    Ok(load(&root().join("datasets").join(FOLDER).join("train.jsonl"), wrong)?.unwrap_or_default())
}

/// Lines about no article of `train`, the training rows of all corpora, and answers whose spans or sentences that article
/// does not have: to ask about a test article in training would be a hint.
pub(super) fn strangers<'a>(lines: &[QuestionRow], corpora: impl Iterator<Item = &'a Splits>) -> Vec<String> {
    let train = corpora.filter_map(|splits| splits.get("train")).flatten();
    let train: BTreeMap<&str, &Row> = train.map(|row| (row.id.as_str(), row)).collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for line in lines {
        let name = &line.article;
        let Some(row) = train.get(name.as_str()).filter(|_| seen.insert(name)) else {
            wrong.push(format!(
                "datasets/{FOLDER}: `{name}` is no article of the training parts of {CORPORA:?}, or has two lines"
            ));
            continue;
        };
        let strange = line.answers().filter(|answer| !fits(answer, row));
        wrong.extend(strange.map(|answer| {
            format!(
                "datasets/{FOLDER}: {name}: {}: its spans do not slice the article, or its evidence is not there",
                answer.actor
            )
        }));
    }
    wrong
}

fn fits(answer: &Answer, row: &Row) -> bool {
    let condition = answer.condition.as_ref().map(|c| (c.start, c.end, &c.text));
    let mention = answer.mention.as_ref().map(|m| (m.start, m.end, &m.text));
    let evidence = &answer.evidence;
    let spans =
        condition.into_iter().chain(mention).all(|(a, z, text)| row.text.get(a..z) == Some(text.as_str()));
    spans && evidence.is_sorted() && evidence.last().is_some_and(|&last| last < row.sentences.len())
}

/// The row of the card.
pub(super) fn table(lines: &[QuestionRow]) -> String {
    let of = |label: Label| lines.iter().flat_map(QuestionRow::answers).filter(|a| a.stance == label).count();
    let issues: usize = lines.iter().map(|l| l.issues.len()).sum();
    let labels = [Label::Support, Label::Reject, Label::ConditionalCooperation, Label::None].map(of);
    let all: usize = labels.iter().sum();
    let [support, reject, conditional, none] = labels;
    format!(
        "| articles | issues | questions | support | reject | conditional | none |\n|---|---|---|---|---|---|---|\n\
         | {} | {issues} | {all} | {support} | {reject} | {conditional} | {none} |\n",
        lines.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn questions_that_do_not_fit_their_article_are_named() {
        let row = json!({"id": "x-1", "source": {"corpus": "x"}, "text": "Ann signs.", "sentences": [[0, 10]], "issues": []});
        let row: Row = serde_json::from_value(row).expect("a row");
        let corpora = [Splits::from([("train", vec![row.clone()])]), Splits::from([("test", vec![row])])];
        let line = |article: &str, mention: &str, evidence: usize| -> QuestionRow {
            serde_json::from_value(json!({"article": article, "issues": [{"issue": "A deal", "positions": [
                {"actor": "Ann", "mention": {"start": 0, "end": 3, "text": mention}, "evidence": [evidence], "stance": "support"}]}]}))
            .expect("a line")
        };
        let good = line("x-1", "Ann", 0);
        let wrong = |line: &QuestionRow, corpora: &[Splits]| {
            strangers(std::slice::from_ref(line), corpora.iter()).len()
        };
        assert_eq!(wrong(&good, &corpora[..1]), 0);
        assert_eq!(wrong(&good, &corpora[1..]), 1, "test articles are not asked about");
        assert_eq!(wrong(&line("x-1", "Bob", 0), &corpora), 1);
        assert_eq!(wrong(&line("x-1", "Ann", 1), &corpora), 1);
        assert_eq!(strangers(&[good.clone(), good.clone()], corpora.iter()).len(), 1, "two lines");
        assert!(good.defects().is_empty());
        let mut bare = good;
        bare.issues[0].positions[0].stance = Label::ConditionalCooperation;
        assert_eq!(bare.defects().len(), 1, "a condition is missing");
    }
}
