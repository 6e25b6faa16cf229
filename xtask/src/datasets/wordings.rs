//! Other words for issues: every line is about an issue of a training part, and says something else.

use super::jsonl::{Article, load};
use super::verify::{CORPORA, Splits};
use crate::cargo::root;
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The folder under `datasets/`, whose one file is `train.jsonl`.
pub(super) const FOLDER: &str = "issue-wordings";

/// One line. `datasets/schema/wordings.schema.json` says the same to other programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordingRow {
    pub(super) issue: String,
    /// Whoever supports the issue supports these.
    pub(super) same: Vec<String>,
    /// Whoever supports the issue rejects these.
    pub(super) opposite: Vec<String>,
}

impl Article for WordingRow {
    fn id(&self) -> &str {
        &self.issue
    }

    fn records(&self) -> usize {
        self.same.len() + self.opposite.len()
    }

    fn defects(&self) -> Vec<String> {
        let mut seen = BTreeSet::from([self.issue.as_str()]);
        let words = self.same.iter().chain(&self.opposite).map(String::as_str);
        words
            .filter(|words| words.trim() != *words || words.is_empty() || !seen.insert(words))
            .map(|words| format!("`{words}` is empty, has space around it or stands there twice"))
            .collect()
    }
}

/// The lines; what is wrong with them goes to `wrong`.
pub(super) fn load_all(wrong: &mut Vec<String>) -> Result<Vec<WordingRow>> {
    Ok(load(&root().join("datasets").join(FOLDER).join("train.jsonl"), wrong)?.unwrap_or_default())
}

/// Lines about no issue of `train`, the training rows of all corpora, and issues that have two lines: test issues in other
/// words would be a hint.
pub(super) fn strangers<'a>(lines: &[WordingRow], corpora: impl Iterator<Item = &'a Splits>) -> Vec<String> {
    let train: BTreeSet<&str> = corpora
        .filter_map(|splits| splits.get("train"))
        .flatten()
        .flat_map(|row| &row.issues)
        .map(|issue| issue.issue.as_str())
        .collect();
    let mut seen = BTreeSet::new();
    lines
        .iter()
        .filter(|line| !train.contains(line.issue.as_str()) || !seen.insert(&line.issue))
        .map(|line| {
            format!(
                "datasets/{FOLDER}: `{}` is no issue of the training parts of {CORPORA:?}, or stands there twice",
                line.issue
            )
        })
        .collect()
}

/// The row of the card.
pub(super) fn table(lines: &[WordingRow]) -> String {
    let same: usize = lines.iter().map(|l| l.same.len()).sum();
    let opposite: usize = lines.iter().map(|l| l.opposite.len()).sum();
    format!(
        "| issues | other words | opposites |\n|---|---|---|\n| {} | {same} | {opposite} |\n",
        lines.len()
    )
}

#[cfg(test)]
mod tests {
    use super::super::row::Row;
    use super::*;

    #[test]
    fn lines_that_say_nothing_else_or_are_about_other_issues_are_named() {
        let line = |issue: &str, same: &str| WordingRow {
            issue: issue.into(),
            same: vec![same.into()],
            opposite: vec!["Keeping the toll".into()],
        };
        assert!(line("Ending the toll", "An end to the toll").defects().is_empty());
        for same in ["Ending the toll", "Keeping the toll", "", " An end to it"] {
            assert_eq!(line("Ending the toll", same).defects().len(), 1, "{same}");
        }
        let row = serde_json::json!({"id": "x-1", "source": {"corpus": "x"}, "text": "Ann signs.", "sentences": [[0, 10]],
            "issues": [{"id": "toll", "issue": "Ending the toll", "positions": []}]});
        let row: Row = serde_json::from_value(row).expect("a row");
        let named = |issues: &[&str], split| {
            let lines: Vec<_> = issues.iter().map(|issue| line(issue, "x")).collect();
            strangers(&lines, [Splits::from([(split, vec![row.clone()])])].iter()).len()
        };
        assert_eq!(named(&["Ending the toll"], "train"), 0);
        assert_eq!(named(&["Ending the toll"], "test"), 1, "a test issue in other words would be a hint");
        assert_eq!(named(&["Ending the toll", "Ending the toll", "A school"], "train"), 2);
    }
}
