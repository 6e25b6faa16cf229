//! The table that `MIN_COSINE` was chosen from: of the labelled positions, the share whose evidence lies near enough to
//! its issue; of pairs with issues of other articles, the share that passes all the same.
//!
//! `cargo run --release -p standpoint-stance --example relevance -- BASE_FOLDER datasets/*/dev.jsonl`

use serde_json::Value;
use standpoint_stance::{Precision, Relevance};
use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let base = args.next().ok_or("usage: relevance BASE_FOLDER FILE...")?;
    let relevance = Relevance::open(Path::new(&base), Precision::default())?;
    let (mut texts, mut issues) = (Vec::new(), Vec::new());
    for file in args {
        for line in std::fs::read_to_string(file)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            let text = row["text"].as_str().unwrap_or_default();
            let sentence = |i: u64| {
                let at = &row["sentences"][i as usize];
                let edge = |k: usize| at[k].as_u64().unwrap_or_default() as usize;
                text.get(edge(0)..edge(1)).unwrap_or_default()
            };
            for issue in row["issues"].as_array().into_iter().flatten() {
                for position in issue["positions"].as_array().into_iter().flatten() {
                    if position["stance"] == "none" {
                        continue;
                    }
                    let evidence: Vec<u64> = position["evidence"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_u64)
                        .collect();
                    let first = evidence.first().copied().unwrap_or_default();
                    let before = first.checked_sub(1).map_or("", sentence);
                    let shown: Vec<&str> = evidence.iter().map(|i| sentence(*i)).collect();
                    texts.push(format!("{before} {}", shown.join(" ")));
                    issues.push(issue["issue"].as_str().unwrap_or_default().to_owned());
                }
            }
        }
    }
    let texts = relevance.embed(&texts.iter().map(String::as_str).collect::<Vec<_>>())?;
    let issues = relevance.embed(&issues.iter().map(String::as_str).collect::<Vec<_>>())?;
    let n = texts.len();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{n} positions\ncosine  positions kept  strangers passed")?;
    for step in 0..=10 {
        let least = step as f32 * 0.05;
        let share = |other: usize| {
            let near = (0..n).filter(|i| texts[*i].dot(&issues[(i + other) % n]) >= least).count();
            near as f64 / n as f64
        };
        writeln!(out, "{least:>6.2}  {:>14.3}  {:>16.3}", share(0), share(n / 2))?;
    }
    Ok(())
}
