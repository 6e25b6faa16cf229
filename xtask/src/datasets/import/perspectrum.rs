//! Perspectrum: claims, and perspectives that support or undermine them.

use super::super::row::{Label, Row};
use super::authored::{AUTHOR, row};
use super::{Dropped, drop_one, files};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Claim {
    #[serde(rename = "cId")]
    id: u64,
    text: String,
    perspectives: Vec<Cluster>,
}

/// Perspectives that say the same.
#[derive(Deserialize)]
struct Cluster {
    pids: Vec<u64>,
    stance_label_3: String,
}

#[derive(Deserialize)]
struct Perspective {
    #[serde(rename = "pId")]
    id: u64,
    text: String,
}

/// Splits by the number of a claim.
type Splits = BTreeMap<String, String>;

/// The claims that a perspective was judged on: their numbers, words and labels.
type Stands<'a> = BTreeMap<u64, (&'a str, Label)>;

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<Row>> {
    let claims: Vec<Claim> = parse(&path.join("perspectrum_with_answers_v1.0.json"))?;
    let pool = parse(&path.join("perspective_pool_v1.0.json"))?;
    let splits = parse(&path.join("dataset_split_v1.0.json"))?;
    Ok(rows(&claims, pool, &splits, dropped))
}

fn parse<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_str(&files::read(path)?).with_context(|| path.display().to_string())
}

/// A text for each perspective of a split, with all the claims it was judged on.
fn rows(claims: &[Claim], pool: Vec<Perspective>, splits: &Splits, dropped: &mut Dropped) -> Vec<Row> {
    let pool: BTreeMap<u64, String> = pool.into_iter().map(|p| (p.id, p.text)).collect();
    let mut judged: BTreeMap<(&str, u64), Stands<'_>> = BTreeMap::new();
    for claim in claims {
        let split = splits.get(&claim.id.to_string()).map_or("", String::as_str);
        for cluster in &claim.perspectives {
            let label = match cluster.stance_label_3.as_str() {
                "SUPPORT" => Label::Support,
                "UNDERMINE" => Label::Reject,
                _ => {
                    drop_one(dropped, "clusters labelled neither SUPPORT nor UNDERMINE");
                    continue;
                }
            };
            for &pid in &cluster.pids {
                let stands = judged.entry((split, pid)).or_default();
                if stands.insert(claim.id, (claim.text.trim(), label)).is_some() {
                    drop_one(dropped, "perspectives that stand twice under a claim");
                }
            }
        }
    }
    let mut all = Vec::new();
    for ((split, pid), stands) in judged {
        let source = json!({"corpus": "perspectrum", "split": split});
        let stands =
            stands.into_iter().map(|(claim, (text, label))| (format!("c{claim}"), text, label)).collect();
        let text = pool.get(&pid).map_or("", |t| t.trim());
        match row(format!("perspectrum-{split}-{pid}"), source, text, AUTHOR, stands) {
            Some(row) => all.push(row),
            None => drop_one(dropped, "perspectives without a text"),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn a_perspective_stands_once_with_all_its_claims() {
        let claims = r#"[{"cId": 1, "text": "Trams must run at night", "perspectives": [
                {"pids": [5, 6], "stance_label_3": "SUPPORT"}, {"pids": [7], "stance_label_3": "not-a-perspective"},
                {"pids": [9], "stance_label_3": "SUPPORT"}]},
            {"cId": 2, "text": "Trams must go", "perspectives": [{"pids": [5], "stance_label_3": "UNDERMINE"}]}]"#;
        let pool =
            r#"[{"pId": 5, "text": "Trams are safe."}, {"pId": 6, "text": "Night work needs trams."}]"#;
        let splits = r#"{"1": "train", "2": "train"}"#;
        let mut dropped = Dropped::new();
        let rows = rows(
            &serde_json::from_str::<Vec<Claim>>(claims).expect("claims"),
            serde_json::from_str(pool).expect("a pool"),
            &serde_json::from_str(splits).expect("splits"),
            &mut dropped,
        );
        assert!(rows.iter().all(|r| r.defects().is_empty()));
        assert_eq!(
            rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
            ["perspectrum-train-5", "perspectrum-train-6"]
        );
        let found: Vec<(&str, Label)> =
            rows[0].records().map(|(i, p)| (i.issue.as_str(), p.stance)).collect();
        assert_eq!(found, [("Trams must run at night", Label::Support), ("Trams must go", Label::Reject)]);
        assert_eq!(dropped.values().copied().collect::<Vec<_>>(), [1, 1]);
    }
}
