//! The tables that `NEAR` and `OVERLAP` were chosen from.
//!
//! For each labelled article the evidence of its positions is clustered; B-cubed precision and recall (Bagga and Baldwin
//! 1998) say how far the groups are the issues that the labels name. A second table tells how near two issues of one
//! article lie.
//!
//! `cargo run --release -p standpoint-issues --example thresholds -- BASE_FOLDER datasets/invented-articles/train.jsonl`

use ndarray::Array1;
use serde_json::Value;
use standpoint_issues::clusters;
use standpoint_stance::{Numbers, Relevance};
use std::io::Write;
use std::path::Path;

/// Articles whose evidence is clustered together, so that groups are many and strangers stand beside each other.
const TOGETHER: usize = 40;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let base = args.next().ok_or("usage: thresholds BASE_FOLDER FILE...")?;
    let relevance = Relevance::open(Path::new(&base), Numbers::default())?;
    let embed = |texts: &[String]| -> Result<Vec<Array1<f32>>, standpoint_stance::StanceError> {
        let mut out = Vec::new();
        for batch in texts.chunks(128) {
            out.extend(relevance.embed(&batch.iter().map(String::as_str).collect::<Vec<_>>())?);
        }
        Ok(out)
    };
    // The files' articles in rounds of TOGETHER: the words of every position, and the number of its issue.
    let mut rounds: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    let mut issues: Vec<Vec<String>> = Vec::new();
    let mut articles = 0;
    for file in args {
        for line in std::fs::read_to_string(file)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            if articles % TOGETHER == 0 {
                rounds.push((Vec::new(), Vec::new()));
            }
            articles += 1;
            let (texts, labels) = rounds.last_mut().ok_or("no round")?;
            let mut names = Vec::new();
            for issue in row["issues"].as_array().into_iter().flatten() {
                let number = issues.iter().map(Vec::len).sum::<usize>() + names.len();
                names.push(issue["issue"].as_str().unwrap_or_default().to_owned());
                for position in issue["positions"].as_array().into_iter().flatten() {
                    if position["stance"] != "none" {
                        texts.push(evidence(&row, position));
                        labels.push(number);
                    }
                }
            }
            issues.push(names);
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{articles} articles\n near  precision  recall      F")?;
    let vectors: Vec<Vec<Array1<f32>>> =
        rounds.iter().map(|(texts, _)| embed(texts)).collect::<Result<_, _>>()?;
    for step in 4..=14 {
        let near = step as f32 * 0.05;
        let (mut precision, mut recall, mut n) = (0.0, 0.0, 0.0);
        for ((_, labels), vectors) in rounds.iter().zip(&vectors) {
            for group in clusters(vectors, near) {
                for i in &group {
                    let same = |j: &usize| labels[*j] == labels[*i];
                    let both = group.iter().filter(|j| same(j)).count() as f64;
                    precision += both / group.len() as f64;
                    recall += both / (0..labels.len()).filter(same).count() as f64;
                    n += 1.0;
                }
            }
        }
        let (p, r) = (precision / n, recall / n);
        writeln!(out, "{near:>5.2}  {p:>9.3}  {r:>6.3}  {:>5.3}", 2.0 * p * r / (p + r))?;
    }
    let mut cosines: Vec<f32> = Vec::new();
    for names in &issues {
        let vectors = embed(names)?;
        for (i, a) in vectors.iter().enumerate() {
            cosines.extend(vectors[i + 1..].iter().map(|b| a.dot(b)));
        }
    }
    cosines.sort_by(f32::total_cmp);
    writeln!(out, "{} pairs of issues of one article\nshare below  cosine", cosines.len())?;
    for share in [0.5, 0.75, 0.9, 0.95, 0.98, 0.99] {
        let at = (share * cosines.len() as f64) as usize;
        writeln!(out, "{share:>11.2}  {:>6.3}", cosines.get(at).copied().unwrap_or(f32::NAN))?;
    }
    Ok(())
}

/// The sentences that settle a label.
fn evidence(row: &Value, position: &Value) -> String {
    let text = row["text"].as_str().unwrap_or_default();
    let numbers = position["evidence"].as_array().into_iter().flatten().filter_map(Value::as_u64);
    let sentences = numbers.map(|i| {
        let edge = |k: usize| row["sentences"][i as usize][k].as_u64().unwrap_or_default() as usize;
        text.get(edge(0)..edge(1)).unwrap_or_default()
    });
    sentences.collect::<Vec<_>>().join(" ")
}
