//! `NewsMTSC`: the tone of a news sentence toward a person. Whose tone it is, the corpus does not say.

use super::attitude::{Attitude, AttitudeRow, Polarity};
use super::places::{Characters, sentences};
use super::{Dropped, drop_one, files};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;
use std::path::Path;

#[derive(Deserialize)]
struct Line {
    primary_gid: String,
    sentence_normalized: String,
    targets: Vec<Target>,
}

/// Places count characters.
#[derive(Deserialize)]
struct Target {
    from: usize,
    to: usize,
    mention: String,
    polarity: f64,
}

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<AttitudeRow>> {
    let mut all = Vec::new();
    for file in files::all(path, ".jsonl")? {
        let (text, split) = (files::read(&file)?, files::stem(&file));
        for (number, line) in text.lines().enumerate() {
            let line: Line =
                serde_json::from_str(line).with_context(|| format!("{}:{}", file.display(), number + 1))?;
            all.push(row(line, &split, number + 1, dropped));
        }
    }
    Ok(all)
}

fn row(line: Line, split: &str, number: usize, dropped: &mut Dropped) -> AttitudeRow {
    let text = line.sentence_normalized;
    let sentences = sentences(&text);
    let characters = Characters::new(&text);
    let mut attitudes = Vec::new();
    for target in line.targets {
        let polarity = match target.polarity {
            2.0 => Polarity::Negative,
            4.0 => Polarity::Neutral,
            6.0 => Polarity::Positive,
            _ => {
                drop_one(dropped, "targets with a polarity other than 2, 4 and 6");
                continue;
            }
        };
        let Some(mention) = characters.place(target.from, target.to).filter(|m| m.text == target.mention)
        else {
            drop_one(dropped, "targets that do not slice the sentence");
            continue;
        };
        attitudes.push(Attitude {
            holder: None,
            holder_mention: None,
            target: target.mention,
            target_mention: Some(mention),
            polarity,
            evidence: (0..sentences.len()).collect(),
        });
    }
    let source = json!({"corpus": "newsmtsc", "split": split, "gid": line.primary_gid});
    AttitudeRow { id: format!("newsmtsc-{split}-{number}"), source, text, sentences, attitudes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn tone_has_a_target_and_no_holder() {
        let line = r#"{"primary_gid": "g", "sentence_normalized": "Zoë’s rival Hal lied.", "targets": [
            {"Input.gid": "h", "from": 12, "to": 15, "mention": "Hal", "polarity": 2.0},
            {"Input.gid": "i", "from": 0, "to": 3, "mention": "Zoë", "polarity": 4.0},
            {"Input.gid": "j", "from": 1, "to": 3, "mention": "Zoë", "polarity": 4.0}]}"#;
        let mut dropped = Dropped::new();
        let row = row(serde_json::from_str(line).expect("a line"), "dev", 1, &mut dropped);
        assert_eq!(row.defects(), [""; 0]);
        let found: Vec<(&str, Polarity)> =
            row.attitudes.iter().map(|a| (a.target.as_str(), a.polarity)).collect();
        assert_eq!(found, [("Hal", Polarity::Negative), ("Zoë", Polarity::Neutral)]);
        assert!(row.attitudes.iter().all(|a| a.holder.is_none()));
        assert_eq!(dropped.values().sum::<usize>(), 1);
    }
}
