//! IBM claim stance: a debate's topic, and a claim that is pro or con.

use super::super::row::{Label, Row};
use super::authored::{AUTHOR, row};
use super::{Dropped, drop_one, files};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<Row>> {
    rows(&files::read(&files::one(path, "claim_stance_dataset_v1.csv"))?, dropped)
}

/// The copies that go around hold a table in a table: every line is one quoted cell of an outer table with semicolons. Where a
/// claim has a semicolon itself, the outer table cut it, and the line is lost.
fn rows(text: &str, dropped: &mut Dropped) -> Result<Vec<Row>> {
    let mut lines = text.lines().filter_map(cells);
    let head = lines.next().unwrap_or_default();
    let column = |name: &str| {
        head.iter().position(|h| h == name).with_context(|| format!("no column `{name}` among {head:?}"))
    };
    let (topic, split, id) = (column("topicText")?, column("split")?, column("claims.claimId")?);
    let (claim, stance) = (column("claims.claimCorrectedText")?, column("claims.stance")?);
    let mut all = Vec::new();
    for line in lines {
        if line.len() != head.len() {
            drop_one(dropped, "lines that the corpus's own quoting breaks");
            continue;
        }
        let cell = |n: usize| line.get(n).unwrap_or_default();
        let label = match cell(stance) {
            "PRO" => Label::Support,
            "CON" => Label::Reject,
            _ => {
                drop_one(dropped, "claims with a stance other than PRO and CON");
                continue;
            }
        };
        let source = json!({"corpus": "ibm-claim-stance", "split": cell(split)});
        let stand = vec![("topic".into(), cell(topic), label)];
        match row(format!("ibm-{}", cell(id)), source, cell(claim), AUTHOR, stand) {
            Some(row) => all.push(row),
            None => drop_one(dropped, "empty claims"),
        }
    }
    Ok(all)
}

/// The cells of the inner table's line.
fn cells(line: &str) -> Option<csv::StringRecord> {
    let outer = line.trim_end().trim_end_matches(';');
    let inner =
        outer.strip_prefix('"').and_then(|l| l.strip_suffix('"')).unwrap_or(outer).replace("\"\"", "\"");
    csv::ReaderBuilder::new().has_headers(false).from_reader(inner.as_bytes()).into_records().next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn the_inner_table_is_read() {
        let text = "\"topicId,\"\"split\"\",\"\"topicText\"\",\"\"claims.claimId\"\",\"\"claims.stance\"\",\"\"claims.claimCorrectedText\"\"\";;;;\r\n\
                    \"1,\"\"test\"\",\"\"This house would build the tram, now\"\",\"\"7\"\",\"\"CON\"\",\"\"Trams, at night, are loud\"\"\";;;;\r\n\
                    \"1,\"\"test\"\",\"\"This house would build the tram, now\"\",\"\"8\"\",\"\"PRO\"\",\"\"Trams; cheap\"\"\";;;;\r\n\
                    \"1,\"\"test\"\",\"\"This house would build the tram, now\"\",\"\"9\"\",\"\"?\"\",\"\"Trams\"\"\";;;;\r\n\
                    \"1,\"\"test\"\",\"\"This house would build the tram, now\"\",\"\"9\"\",\"\"PRO\"\",\"\"Trams\"; cheap, fast;\" safe\"\"\";;;;\r\n";
        let mut dropped = Dropped::new();
        let rows = rows(text, &mut dropped).expect("rows");
        assert!(rows.iter().all(|r| r.defects().is_empty()));
        let found: Vec<(&str, Label)> =
            rows.iter().map(|r| (r.text.as_str(), r.issues[0].positions[0].stance)).collect();
        assert_eq!(found, [("Trams, at night, are loud", Label::Reject), ("Trams; cheap", Label::Support)]);
        assert_eq!(
            (rows[0].issues[0].issue.as_str(), rows[0].id.as_str()),
            ("This house would build the tram, now", "ibm-7")
        );
        assert_eq!(dropped.values().copied().collect::<Vec<_>>(), [1, 1]);
    }
}
