//! More questions about labelled articles: `datasets/article-questions/train.jsonl`.
//!
//! Coders ask of an article what it is about, and note everybody who takes a position on that. These questions were asked the
//! other way round: what could be asked of *these words of this actor*, so that the answer cannot be had from the issue or
//! from the words alone? Nobody looked for the others who might answer them, so they say nothing about who is left out.

use crate::corpus::{LabelledIssue, Row};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// One line of the file: questions about one article, by issue.
#[derive(Clone, Debug, Deserialize)]
struct Questions {
    article: String,
    issues: Vec<LabelledIssue>,
}

/// Adds the questions of a file to the articles they are about.
///
/// # Errors
/// With file and line where one does not parse, does not fit its article, or is about an article that is not among `rows`.
pub(crate) fn attach(rows: &mut [Row], path: &Path, text: &str) -> Result<()> {
    let by_id: BTreeMap<String, usize> =
        rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect();
    for (number, line) in text.lines().enumerate() {
        let place = || format!("{}:{}", path.display(), number + 1);
        let questions: Questions = serde_json::from_str(line).with_context(place)?;
        let at = by_id
            .get(&questions.article)
            .with_context(|| format!("{}: no article {} to train on", place(), questions.article))?;
        rows[*at].check_issues(&questions.issues).with_context(place)?;
        rows[*at].questions.extend(questions.issues);
    }
    Ok(())
}
