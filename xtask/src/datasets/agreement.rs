//! Records that were labelled twice: how far the two codings agree, and what became of the rest.

use super::jsonl::{Article, load as load_lines};
use super::row::{Label, Row};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use standpoint_agreement::{alpha, kappa};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Beside the splits of a corpus.
pub(super) const FILE: &str = "agreement.jsonl";

/// One record, labelled by two coders who did not see each other's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Twice {
    /// Id of the article.
    article: String,
    /// Id of the issue in it.
    issue: String,
    actor: String,
    first: Label,
    second: Label,
    /// What the corpus says: the common label, or the adjudicator's.
    #[serde(rename = "final")]
    settled: Label,
}

impl Article for Twice {
    fn id(&self) -> &str {
        &self.article
    }

    fn records(&self) -> usize {
        1
    }

    fn defects(&self) -> Vec<String> {
        let changed = self.first == self.second && self.settled != self.first;
        let defect =
            || format!("{} on `{}`: both coders agree, the final label is another", self.actor, self.issue);
        changed.then(defect).into_iter().collect()
    }
}

/// The double codings of a corpus; nothing when it has none.
pub(super) fn load(folder: &Path, wrong: &mut Vec<String>) -> Result<Option<Vec<Twice>>> {
    load_lines(&folder.join(FILE), wrong)
}

/// Double codings that are not, with their final label, in the corpus.
pub(super) fn strangers<'a>(twice: &[Twice], rows: impl Iterator<Item = &'a Row>) -> Vec<String> {
    let mut known: BTreeMap<(&str, &str, &str), Vec<Label>> = BTreeMap::new();
    for row in rows {
        for (issue, p) in row.records() {
            known.entry((&row.id, &issue.id, &p.actor)).or_default().push(p.stance);
        }
    }
    let absent = twice.iter().filter(|t| {
        !known.get(&(&*t.article, &*t.issue, &*t.actor)).is_some_and(|labels| labels.contains(&t.settled))
    });
    absent
        .map(|t| {
            let (article, actor, issue, label) = (&t.article, &t.actor, &t.issue, t.settled.as_str());
            format!("{FILE}: {article} has no record of {actor} on `{issue}` with the label {label}")
        })
        .collect()
}

/// The tables for the card: all records, then label by label.
pub(super) fn table(twice: &[Twice]) -> String {
    let pairs: Vec<(Label, Label)> = twice.iter().map(|t| (t.first, t.second)).collect();
    let units: Vec<Vec<Label>> = twice.iter().map(|t| vec![t.first, t.second]).collect();
    let same = pairs.iter().filter(|(a, b)| a == b).count();
    let share = same as f64 / pairs.len().max(1) as f64;
    let mut out = format!(
        "| labelled twice | same label | Cohen's kappa | Krippendorff's alpha |\n|---|---|---|---|\n| {} | {share:.3} | {} | {} |\n\n",
        pairs.len(),
        shown(kappa(&pairs)),
        shown(alpha(&units))
    );
    out.push_str("| label | first | second | both | F | kappa |\n|---|---|---|---|---|---|\n");
    for label in LABELS {
        let against: Vec<(bool, bool)> = pairs.iter().map(|(a, b)| (*a == label, *b == label)).collect();
        let first = against.iter().filter(|(a, _)| *a).count();
        let second = against.iter().filter(|(_, b)| *b).count();
        let both = against.iter().filter(|(a, b)| *a && *b).count();
        let f = 2.0 * both as f64 / (first + second).max(1) as f64;
        let (name, kappa) = (label.as_str(), shown(kappa(&against)));
        let _ = writeln!(out, "| {name} | {first} | {second} | {both} | {f:.3} | {kappa} |");
    }
    out
}

const LABELS: [Label; 4] = [Label::Support, Label::Reject, Label::ConditionalCooperation, Label::None];

/// A coefficient as the card shows it.
fn shown(coefficient: Option<f64>) -> String {
    coefficient.map_or_else(|| "-".into(), |c| format!("{c:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_final_label_stands_in_the_corpus() {
        let row = serde_json::json!({"id": "x-1", "source": {}, "text": "Ann agreed.", "sentences": [[0, 11]],
            "issues": [{"id": "i", "issue": "Going", "positions": [{"actor": "Ann", "aliases": [],
                "mention": {"start": 0, "end": 3, "text": "Ann"}, "evidence": [0], "stance": "support", "kind": "indirect",
                "condition": null, "via": null, "time": "present", "hard": false, "alt": null}]}]});
        let rows: [Row; 1] = [serde_json::from_value(row).expect("a row")];
        let twice = |settled: Label| Twice {
            article: "x-1".into(),
            issue: "i".into(),
            actor: "Ann".into(),
            first: Label::Support,
            second: Label::None,
            settled,
        };
        assert_eq!(strangers(&[twice(Label::Support)], rows.iter()), [""; 0]);
        assert_eq!(
            strangers(&[twice(Label::None)], rows.iter()),
            ["agreement.jsonl: x-1 has no record of Ann on `i` with the label none"]
        );
        let forced = Twice { second: Label::Support, ..twice(Label::None) };
        assert_eq!(forced.defects().len(), 1);
    }
}
