//! What must hold of every corpus.

use super::copies::near_copies;
use super::row::{Label, Row};
use crate::cargo::{root, say};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const CORPORA: [&str; 2] = ["voa-positions", "invented-articles"];
const SPLITS: [&str; 4] = ["train", "dev", "test", "test-unseen-issues"];

type Splits = BTreeMap<&'static str, Vec<Row>>;

/// Checks every corpus and says what is wrong, all of it at once.
pub(super) fn verify() -> Result<()> {
    let mut wrong = Vec::new();
    let mut everything: Vec<(String, String, String)> = Vec::new();
    for name in CORPORA {
        let folder = root().join("datasets").join(name);
        let splits = load(&folder, &mut wrong)?;
        let card = folder.join("README.md");
        let text = fs::read_to_string(&card).with_context(|| format!("cannot read {}", card.display()))?;
        for line in table(&splits).lines() {
            if !text.contains(line) {
                wrong.push(format!("datasets/{name}/README.md: the counts are not those of the files; expected the row\n  {line}"));
            }
        }
        for (split, rows) in splits {
            everything.extend(rows.into_iter().map(|r| (format!("{name}/{split}"), r.id, r.text)));
        }
    }
    wrong.extend(twice(&everything));
    wrong.extend(copies(&everything));
    ensure!(wrong.is_empty(), "{} defects in the corpora:\n{}", wrong.len(), wrong.join("\n"));
    say(&format!("datasets: {} articles verified", everything.len()));
    Ok(())
}

/// Prints the rows that the cards must hold.
pub(super) fn counts() -> Result<()> {
    for name in CORPORA {
        let mut wrong = Vec::new();
        let splits = load(&root().join("datasets").join(name), &mut wrong)?;
        say(&format!("datasets/{name}/README.md\n\n{}", table(&splits)));
    }
    Ok(())
}

fn load(folder: &Path, wrong: &mut Vec<String>) -> Result<Splits> {
    let mut splits = Splits::new();
    for split in SPLITS {
        let path = folder.join(format!("{split}.jsonl"));
        if !path.exists() {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let rows = splits.entry(split).or_default();
        for (number, line) in text.lines().enumerate() {
            let place = format!("{}:{}", path.strip_prefix(root()).unwrap_or(&path).display(), number + 1);
            match serde_json::from_str::<Row>(line) {
                Ok(row) => {
                    wrong.extend(defects(&row).into_iter().map(|d| format!("{place} ({}): {d}", row.id)));
                    rows.push(row);
                }
                Err(e) => wrong.push(format!("{place}: {e}")),
            }
        }
    }
    Ok(splits)
}

/// What is wrong with one row.
fn defects(row: &Row) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = row.text.as_str();
    let mut end = 0;
    for (i, &(a, z)) in row.sentences.iter().enumerate() {
        if a < end || text.get(a..z).is_none_or(|s| s.trim().is_empty()) {
            wrong.push(format!("sentence {i} ({a}..{z}) does not slice the text after the one before it"));
        }
        end = z;
    }
    let mut ids = BTreeSet::new();
    for issue in &row.issues {
        if issue.issue.trim().is_empty() || !ids.insert(&issue.id) {
            wrong.push(format!("issue `{}` is empty or stands there twice", issue.id));
        }
        if issue.positions.is_empty() {
            wrong.push(format!("issue `{}` has no record", issue.id));
        }
        for p in &issue.positions {
            let mut note = |what: String| wrong.push(format!("{} on `{}`: {what}", p.actor, issue.id));
            let ascending = p.evidence.windows(2).all(|w| w[0] < w[1]);
            let (Some(&first), Some(&last), true) = (p.evidence.first(), p.evidence.last(), ascending) else {
                note("evidence is empty or not ascending".into());
                continue;
            };
            let (Some(from), Some(to)) = (row.sentences.get(first), row.sentences.get(last)) else {
                note(format!("evidence {:?} of {} sentences", p.evidence, row.sentences.len()));
                continue;
            };
            let inside = |a: usize, z: usize| a >= from.0 && z <= to.1;
            if text.get(p.mention.start..p.mention.end) != Some(p.mention.text.as_str()) {
                note("the mention does not slice the text".into());
            } else if !inside(p.mention.start, p.mention.end) {
                note("the mention lies outside the evidence".into());
            }
            if (p.stance == Label::ConditionalCooperation) != p.condition.is_some() {
                note("a condition belongs to conditional_cooperation, and to nothing else".into());
            }
            if let Some(c) = &p.condition {
                if text.get(c.start..c.end) != Some(c.text.as_str()) {
                    note("the condition does not slice the text".into());
                } else if !inside(c.start, c.end) {
                    note("the condition lies outside the evidence".into());
                }
            }
            if p.hard != p.alt.is_some() || p.alt == Some(p.stance) {
                note("`hard` goes with an `alt` that is another label".into());
            }
        }
    }
    wrong
}

/// Ids that stand twice.
fn twice(rows: &[(String, String, String)]) -> Vec<String> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (split, id, _) in rows {
        if let Some(first) = seen.insert(id, split) {
            wrong.push(format!("article {id} stands in {first} and in {split}"));
        }
    }
    wrong
}

/// Near copies on two sides of a split.
fn copies(rows: &[(String, String, String)]) -> Vec<String> {
    let texts: Vec<&str> = rows.iter().map(|r| r.2.as_str()).collect();
    let pairs = near_copies(&texts).into_iter().filter(|(a, b)| rows[*a].0 != rows[*b].0);
    pairs
        .map(|(a, b)| {
            format!("{} in {} and {} in {} are near copies", rows[a].1, rows[a].0, rows[b].1, rows[b].0)
        })
        .collect()
}

/// The table of counts, as a card holds it.
fn table(splits: &Splits) -> String {
    let mut out = String::from(
        "| split | articles | records | support | reject | conditional | none |\n|---|---|---|---|---|---|---|\n",
    );
    let mut total = [0; 6];
    for split in SPLITS {
        let Some(rows) = splits.get(split) else { continue };
        let labels: Vec<Label> =
            rows.iter().flat_map(|r| &r.issues).flat_map(|i| &i.positions).map(|p| p.stance).collect();
        let count = |label| labels.iter().filter(|l| **l == label).count();
        let row = [
            rows.len(),
            labels.len(),
            count(Label::Support),
            count(Label::Reject),
            count(Label::ConditionalCooperation),
            count(Label::None),
        ];
        total.iter_mut().zip(row).for_each(|(t, n)| *t += n);
        let _ = writeln!(out, "| {split} | {} |", row.map(|n| n.to_string()).join(" | "));
    }
    let _ = writeln!(out, "| all | {} |", total.map(|n| n.to_string()).join(" | "));
    out
}
