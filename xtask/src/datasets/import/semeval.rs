//! SemEval-2016 task 6: a tweet, a target, and whether its author is for or against.

use super::super::row::{Label, Row};
use super::authored::{AUTHOR, row};
use super::{Dropped, drop_one, files};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<Row>> {
    let mut all = Vec::new();
    for file in files::all(path, ".txt")? {
        let split = files::stem(&file);
        all.extend(rows(&files::read(&file)?, &split, dropped).with_context(|| file.display().to_string())?);
    }
    Ok(all)
}

/// Columns are found by their names; the format has no quoting.
fn rows(text: &str, split: &str, dropped: &mut Dropped) -> Result<Vec<Row>> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
    let column = |name: &str| {
        head.iter().position(|h| *h == name).with_context(|| format!("no column `{name}` among {head:?}"))
    };
    let (id, target, tweet, stance) = (column("ID")?, column("Target")?, column("Tweet")?, column("Stance")?);
    let mut all = Vec::new();
    for line in lines.filter(|l| !l.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |n: usize| cells.get(n).copied().unwrap_or_default();
        let label = match cell(stance) {
            "FAVOR" => Label::Support,
            "AGAINST" => Label::Reject,
            "NONE" => Label::None,
            _ => {
                drop_one(dropped, "lines with a stance other than FAVOR, AGAINST and NONE");
                continue;
            }
        };
        let source = json!({"corpus": "semeval-2016-6", "split": split});
        let stand = vec![("target".into(), cell(target), label)];
        match row(format!("semeval-{split}-{}", cell(id)), source, cell(tweet), AUTHOR, stand) {
            Some(row) => all.push(row),
            None => drop_one(dropped, "empty tweets"),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn the_author_takes_the_stance() {
        let text = "ID\tTarget\tTweet\tStance\r\n1\tNight Trams\tMore \"trams. Now! #yes\tFAVOR\r\n2\tNight Trams\tNever.\tAGAINST\r\n\
                    3\tNight Trams\tIt rains.\tNONE\r\n4\tNight Trams\tHm.\tUNKNOWN\r\n";
        let mut dropped = Dropped::new();
        let rows = rows(text, "train", &mut dropped).expect("rows");
        assert!(rows.iter().all(|r| r.defects().is_empty()));
        let labels: Vec<Label> = rows.iter().flat_map(Row::records).map(|(_, p)| p.stance).collect();
        assert_eq!(labels, [Label::Support, Label::Reject, Label::None]);
        assert_eq!(rows[0].issues[0].issue, "Night Trams");
        assert_eq!(
            rows[0].evidence_text(&rows[0].issues[0].positions[0].evidence),
            "More \"trams. Now! #yes"
        );
        assert_eq!(dropped.values().sum::<usize>(), 1);
    }

    #[test]
    fn a_table_without_its_columns_is_refused() {
        let error = rows("ID\tText\n1\tx\n", "train", &mut Dropped::new()).expect_err("refused").to_string();
        assert!(error.contains("no column `Target`"), "{error}");
    }
}
