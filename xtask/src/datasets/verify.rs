//! What must hold of every corpus.

use super::agreement;
use super::checklist;
use super::copies::near_copies;
use super::counts;
use super::jsonl::{Article, load, sentence_defects};
use super::questions;
use super::row::{Issue, Label, Position, Row};
use super::statements;
use super::wordings;
use crate::cargo::{root, say};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The corpora under `datasets/` that this checks.
pub(super) const CORPORA: [&str; 4] =
    ["voa-positions", "invented-articles", "contrasts", "newswire-articles"];
/// Their files, in the order of the cards.
pub(super) const SPLITS: [&str; 4] = ["train", "dev", "test", "test-unseen-issues"];

/// The articles of a corpus by split.
pub(super) type Splits = BTreeMap<&'static str, Vec<Row>>;

/// Checks every corpus and says what is wrong, all of it at once.
pub(super) fn verify() -> Result<()> {
    let mut wrong = Vec::new();
    let mut everything: Vec<(String, String, String)> = Vec::new();
    let mut corpora = Vec::new();
    for name in CORPORA {
        let folder = root().join("datasets").join(name);
        let splits = load_splits(&folder, &mut wrong)?;
        let statements = statements::load_beside(&folder, &splits, &mut wrong)?;
        let card = folder.join("README.md");
        let text = fs::read_to_string(&card).with_context(|| format!("cannot read {}", card.display()))?;
        for line in table(&splits).lines().chain(statements::table(&statements).lines()) {
            if !text.contains(line) {
                wrong.push(format!("datasets/{name}/README.md: the counts are not those of the files; expected the row\n  {line}"));
            }
        }
        if let Some(twice) = agreement::load(&folder, &mut wrong)? {
            wrong.extend(agreement::strangers(&twice, splits.values().flatten()));
            let missing = agreement::table(&twice)
                .lines()
                .filter(|l| !text.contains(l))
                .map(str::to_owned)
                .collect::<Vec<_>>();
            wrong.extend(missing.into_iter().map(|line| {
                format!(
                    "datasets/{name}/README.md: the agreement is not that of {}; expected the row\n  {line}",
                    agreement::FILE
                )
            }));
        }
        wrong.extend(splits.values().flatten().flat_map(nameless));
        for (split, rows) in &splits {
            everything.extend(rows.iter().map(|r| (format!("{name}/{split}"), r.id.clone(), r.text.clone())));
        }
        corpora.push(splits);
    }
    let wordings = wordings::load_all(&mut wrong)?;
    wrong.extend(wordings::strangers(&wordings, corpora.iter()));
    wrong.extend(missing(wordings::FOLDER, &wordings::table(&wordings))?);
    let questions = questions::load_all(&mut wrong)?;
    wrong.extend(questions::strangers(&questions, corpora.iter()));
    wrong.extend(missing(questions::FOLDER, &questions::table(&questions))?);
    let cases = checklist::load_all(&mut wrong)?;
    wrong.extend(missing(checklist::FOLDER, &checklist::table(&cases))?);
    // Nothing of the suite may be in what is trained on.
    everything.extend(
        cases
            .iter()
            .filter_map(|c| Some((checklist::FOLDER.to_owned(), c.id.clone(), c.asks.first()?.text.clone()))),
    );
    wrong.extend(twice(&everything));
    wrong.extend(copies(&everything));
    ensure!(wrong.is_empty(), "{} defects in the corpora:\n{}", wrong.len(), wrong.join("\n"));
    say(&format!("datasets: {} articles and {} cases verified", everything.len() - cases.len(), cases.len()));
    Ok(())
}

/// The first line of `table` that the card of a folder lacks.
fn missing(folder: &str, table: &str) -> Result<Option<String>> {
    let card = root().join("datasets").join(folder).join("README.md");
    let text = fs::read_to_string(&card).with_context(|| format!("cannot read {}", card.display()))?;
    let line = table.lines().find(|line| !text.contains(line));
    Ok(line.map(|line| {
        format!(
            "datasets/{folder}/README.md: the counts are not those of the files; expected the row\n  {line}"
        )
    }))
}

/// Prints the rows that the cards must hold.
pub(super) fn counts() -> Result<()> {
    for name in CORPORA {
        let mut wrong = Vec::new();
        let folder = root().join("datasets").join(name);
        let splits = load_splits(&folder, &mut wrong)?;
        let statements = statements::load_beside(&folder, &splits, &mut wrong)?;
        say(&format!("datasets/{name}/README.md\n\n{}", table(&splits)));
        if !statements.is_empty() {
            say(&statements::table(&statements));
        }
        if let Some(twice) = agreement::load(&folder, &mut wrong)? {
            say(&agreement::table(&twice));
        }
    }
    let wordings = wordings::load_all(&mut Vec::new())?;
    say(&format!("datasets/{}/README.md\n\n{}", wordings::FOLDER, wordings::table(&wordings)));
    let questions = questions::load_all(&mut Vec::new())?;
    say(&format!("datasets/{}/README.md\n\n{}", questions::FOLDER, questions::table(&questions)));
    let cases = checklist::load_all(&mut Vec::new())?;
    say(&format!("datasets/{}/README.md\n\n{}", checklist::FOLDER, checklist::table(&cases)));
    Ok(())
}

fn load_splits(folder: &Path, wrong: &mut Vec<String>) -> Result<Splits> {
    let mut splits = Splits::new();
    for split in SPLITS {
        if let Some(rows) = load(&folder.join(format!("{split}.jsonl")), wrong)? {
            splits.insert(split, rows);
        }
    }
    Ok(splits)
}

impl Article for Row {
    fn id(&self) -> &str {
        &self.id
    }

    fn records(&self) -> usize {
        Row::records(self).count()
    }

    fn defects(&self) -> Vec<String> {
        let mut wrong = sentence_defects(&self.text, &self.sentences);
        let mut ids = BTreeSet::new();
        for issue in &self.issues {
            if issue.issue.trim().is_empty() || !ids.insert(&issue.id) {
                wrong.push(format!("issue `{}` is empty or stands there twice", issue.id));
            }
            if issue.positions.is_empty() {
                wrong.push(format!("issue `{}` has no record", issue.id));
            }
            for p in &issue.positions {
                wrong.extend(position_defects(self, issue, p));
            }
        }
        wrong
    }
}

/// What is wrong with one record.
fn position_defects(row: &Row, issue: &Issue, p: &Position) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut note = |what: String| wrong.push(format!("{} on `{}`: {what}", p.actor, issue.id));
    let ascending = p.evidence.windows(2).all(|w| w[0] < w[1]);
    let (Some(&first), Some(&last), true) = (p.evidence.first(), p.evidence.last(), ascending) else {
        note("evidence is empty or not ascending".into());
        return wrong;
    };
    let (Some(from), Some(to)) = (row.sentences.get(first), row.sentences.get(last)) else {
        note(format!("evidence {:?} of {} sentences", p.evidence, row.sentences.len()));
        return wrong;
    };
    let inside = |a: usize, z: usize| a >= from.0 && z <= to.1;
    match &p.mention {
        Some(m) if !m.slices(&row.text) => note("the mention does not slice the text".into()),
        Some(m) if !inside(m.start, m.end) => note("the mention lies outside the evidence".into()),
        _ => {}
    }
    if (p.stance == Label::ConditionalCooperation) != p.condition.is_some() {
        note("a condition belongs to conditional_cooperation, and to nothing else".into());
    }
    if let Some(c) = &p.condition {
        if row.text.get(c.start..c.end) != Some(c.text.as_str()) {
            note("the condition does not slice the text".into());
        } else if !inside(c.start, c.end) {
            note("the condition lies outside the evidence".into());
        }
    }
    if p.near_miss.is_some() && p.stance == Label::ConditionalCooperation {
        note("a near miss is no conditional record".into());
    }
    if p.hard != p.alt.is_some() || p.alt == Some(p.stance) {
        note("`hard` goes with an `alt` that is another label".into());
    }
    wrong
}

/// Records whose actor the text does not mention: other people's corpora may have them, ours do not.
fn nameless(row: &Row) -> Vec<String> {
    let records = row.records().filter(|(_, p)| p.mention.is_none());
    records.map(|(issue, p)| format!("{}: {} on `{}`: no mention", row.id, p.actor, issue.id)).collect()
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
    let rows: Vec<_> = SPLITS.iter().filter_map(|s| Some((*s, count(splits.get(s)?)))).collect();
    counts::table(["articles", "records", "support", "reject", "conditional", "none", "near misses"], &rows)
}

fn count(rows: &[Row]) -> [usize; 7] {
    let records: Vec<&Position> = rows.iter().flat_map(Row::records).map(|(_, p)| p).collect();
    let count = |label| records.iter().filter(|p| p.stance == label).count();
    [
        rows.len(),
        records.len(),
        count(Label::Support),
        count(Label::Reject),
        count(Label::ConditionalCooperation),
        count(Label::None),
        records.iter().filter(|p| p.near_miss.is_some()).count(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mention: &serde_json::Value) -> Row {
        let position = serde_json::json!({"actor": "Ann", "aliases": [], "mention": mention, "evidence": [1], "stance": "support",
            "kind": "direct", "condition": null, "via": null, "time": "present", "hard": false, "alt": null});
        let row = serde_json::json!({"id": "x-1", "source": {}, "text": "Ann came. She agreed.", "sentences": [[0, 9], [10, 21]],
            "issues": [{"id": "i", "issue": "Coming", "positions": [position]}]});
        serde_json::from_value(row).expect("a row")
    }

    #[test]
    fn a_mention_lies_in_the_evidence_and_ours_have_one() {
        let place = |start: usize, end: usize, text: &str| serde_json::json!({"start": start, "end": end, "text": text});
        let sound = row(&place(10, 13, "She"));
        assert_eq!((sound.defects(), nameless(&sound)), (vec![], vec![]));
        assert_eq!(row(&place(0, 3, "Ann")).defects(), ["Ann on `i`: the mention lies outside the evidence"]);
        assert_eq!(row(&place(10, 14, "She")).defects(), ["Ann on `i`: the mention does not slice the text"]);
        let imported = row(&serde_json::Value::Null);
        assert_eq!(
            (imported.defects(), nameless(&imported)),
            (vec![], vec!["x-1: Ann on `i`: no mention".to_owned()])
        );
    }

    #[test]
    fn copies_in_two_splits_are_named_and_ids_stand_once() {
        let text = "The mayor said on Monday that the old bridge will be closed for a year.";
        let article = |split: &str, id: &str| (split.to_owned(), id.to_owned(), text.to_owned());
        assert_eq!(copies(&[article("train", "a"), article("train", "b")]), [""; 0]);
        assert_eq!(
            copies(&[article("train", "a"), article("test", "b")]),
            ["a in train and b in test are near copies"]
        );
        assert_eq!(
            twice(&[article("train", "a"), article("test", "a")]),
            ["article a stands in train and in test"]
        );
    }
}
