//! Files of rows, one JSON object a line.

use crate::cargo::root;
use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;

/// What every row is about.
pub(super) trait Article {
    fn id(&self) -> &str;
    /// How many labels it holds.
    fn records(&self) -> usize;
    /// What is wrong with this row by itself.
    fn defects(&self) -> Vec<String>;
}

/// The rows of a file, or nothing when there is none. Lines that are no row and rows with defects are named in `wrong`.
pub(super) fn load<T: Article + DeserializeOwned>(
    path: &Path,
    wrong: &mut Vec<String>,
) -> Result<Option<Vec<T>>> {
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = format!("{}:{}", path.strip_prefix(root()).unwrap_or(path).display(), number + 1);
        match serde_json::from_str::<T>(line) {
            Ok(row) => {
                wrong.extend(row.defects().into_iter().map(|d| format!("{place} ({}): {d}", row.id())));
                rows.push(row);
            }
            Err(e) => wrong.push(format!("{place}: {e}")),
        }
    }
    Ok(Some(rows))
}

/// What is wrong with the byte ranges of a text's sentences.
pub(super) fn sentence_defects(text: &str, sentences: &[(usize, usize)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut end = 0;
    for (i, &(a, z)) in sentences.iter().enumerate() {
        if a < end || text.get(a..z).is_none_or(|s| s.trim().is_empty()) {
            wrong.push(format!("sentence {i} ({a}..{z}) does not slice the text after the one before it"));
        }
        end = z;
    }
    wrong
}
