//! The robustness suite: cases by capability, one file each.

use super::counts;
use super::jsonl::{Article, load};
use super::row::{Label, Place};
use crate::cargo::root;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The folder under `datasets/`.
pub(super) const FOLDER: &str = "checklist";
/// No capability has fewer cases: a rate over less says little.
const FEWEST: usize = 40;

/// One case. `datasets/schema/checklist.schema.json` says the same to other programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseRow {
    pub(super) id: String,
    pub(super) capability: String,
    pub(super) test: Test,
    pub(super) asks: Vec<Ask>,
}

/// What has to hold between the answers of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Test {
    /// Each is its label.
    Mft,
    /// Each is that to the first question.
    Inv,
    /// Each later one is its label, and another than the first answer.
    Dir,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ask {
    pub(super) text: String,
    pub(super) actor: String,
    /// The words of `text` that stand for the actor.
    pub(super) mention: Place,
    pub(super) issue: String,
    pub(super) stance: Label,
}

impl Article for CaseRow {
    fn id(&self) -> &str {
        &self.id
    }

    fn records(&self) -> usize {
        self.asks.len()
    }

    fn defects(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (i, ask) in self.asks.iter().enumerate() {
            if !ask.mention.slices(&ask.text) {
                wrong.push(format!("question {i}: the mention does not slice the text"));
            }
            if [&ask.text, &ask.actor, &ask.issue].iter().any(|s| s.trim().is_empty()) {
                wrong.push(format!("question {i}: text, actor or issue is empty"));
            }
        }
        let labels: Vec<Label> = self.asks.iter().map(|a| a.stance).collect();
        match (self.test, labels.split_first()) {
            (_, None) | (Test::Inv | Test::Dir, Some((_, []))) => {
                wrong.push("too few questions".into());
            }
            (Test::Inv, Some((first, rest))) if rest.iter().any(|l| l != first) => {
                wrong.push("an invariance has one label".into());
            }
            (Test::Dir, Some((first, rest))) if rest.contains(first) => {
                wrong.push("a direction leads to another label".into());
            }
            _ => {}
        }
        wrong
    }
}

/// The cases of every file, in the order of the names. What is wrong is named in `wrong`.
pub(super) fn load_all(wrong: &mut Vec<String>) -> Result<Vec<CaseRow>> {
    let mut all: Vec<CaseRow> = Vec::new();
    for path in files()? {
        let rows: Vec<CaseRow> = load(&path, wrong)?.unwrap_or_default();
        wrong.extend(file_defects(path.file_stem().and_then(|s| s.to_str()).unwrap_or_default(), &rows));
        all.extend(rows);
    }
    Ok(all)
}

/// The files of the suite.
pub(super) fn files() -> Result<Vec<PathBuf>> {
    let folder = root().join("datasets").join(FOLDER);
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    Ok(files)
}

fn file_defects(name: &str, rows: &[CaseRow]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut note = |what: String| wrong.push(format!("datasets/{FOLDER}/{name}.jsonl: {what}"));
    if rows.len() < FEWEST {
        note(format!("{} cases; a capability has at least {FEWEST}", rows.len()));
    }
    let (mut ids, mut questions) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        if row.capability.replace('_', "-") != name {
            note(format!("{} is of {}", row.id, row.capability));
        }
        if row.id.strip_prefix(name).is_none_or(|n| !n.starts_with('-')) || !ids.insert(&row.id) {
            note(format!("the id {} does not begin with the file's name, or stands there twice", row.id));
        }
        let first = row.asks.first().map(|a| (&a.text, &a.actor, &a.issue));
        if first.is_some_and(|q| !questions.insert(q)) {
            note(format!("{} asks what another case asks", row.id));
        }
    }
    wrong
}

/// The table of counts, as the card holds it.
pub(super) fn table(cases: &[CaseRow]) -> String {
    let mut names: Vec<&str> = cases.iter().map(|c| c.capability.as_str()).collect();
    names.dedup();
    let rows: Vec<_> = names.iter().map(|name| (*name, count(cases, name))).collect();
    let head = ["MFT", "INV", "DIR", "questions", "support", "reject", "conditional", "none"];
    counts::table(head, &rows).replacen("| split |", "| capability |", 1)
}

fn count(cases: &[CaseRow], name: &str) -> [usize; 8] {
    let cases: Vec<&CaseRow> = cases.iter().filter(|c| c.capability == name).collect();
    let asks: Vec<&Ask> = cases.iter().flat_map(|c| &c.asks).collect();
    let of = |test| cases.iter().filter(|c| c.test == test).count();
    let label = |label| asks.iter().filter(|a| a.stance == label).count();
    [
        of(Test::Mft),
        of(Test::Inv),
        of(Test::Dir),
        asks.len(),
        label(Label::Support),
        label(Label::Reject),
        label(Label::ConditionalCooperation),
        label(Label::None),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(test: &str, labels: &[&str]) -> CaseRow {
        let ask = |stance: &&str| {
            serde_json::json!({"text": "Ann said no.", "actor": "Ann", "mention": {"start": 0, "end": 3, "text": "Ann"},
                "issue": "A toll", "stance": stance})
        };
        let asks: Vec<_> = labels.iter().map(ask).collect();
        let case = serde_json::json!({"id": "swaps-1", "capability": "swaps", "test": test, "asks": asks});
        serde_json::from_value(case).expect("a case")
    }

    #[test]
    fn labels_are_those_that_the_test_is_about() {
        assert_eq!(case("MFT", &["support"]).defects(), [""; 0]);
        assert_eq!(case("INV", &["support", "support"]).defects(), [""; 0]);
        assert_eq!(case("DIR", &["support", "reject"]).defects(), [""; 0]);
        assert_eq!(case("INV", &["support"]).defects(), ["too few questions"]);
        assert_eq!(case("MFT", &[]).defects(), ["too few questions"]);
        assert_eq!(case("INV", &["support", "none"]).defects(), ["an invariance has one label"]);
        assert_eq!(case("DIR", &["none", "none"]).defects(), ["a direction leads to another label"]);
        let mut elsewhere = case("MFT", &["none"]);
        elsewhere.asks[0].mention.start = 1;
        assert_eq!(elsewhere.defects(), ["question 0: the mention does not slice the text"]);
    }

    #[test]
    fn a_file_holds_enough_cases_of_one_capability() {
        let found = file_defects("names", &[case("MFT", &["none"])]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].ends_with("1 cases; a capability has at least 40"), "{found:?}");
    }
}
