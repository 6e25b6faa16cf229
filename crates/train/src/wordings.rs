//! Other words for issues, and the words of their opposites: `datasets/issue-wordings/train.jsonl`.

use crate::random::Random;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What else an issue may be called, by the issue's own words.
#[derive(Clone, Debug, Default)]
pub struct Wordings(BTreeMap<String, Wording>);

/// One line of the file.
#[derive(Clone, Debug, Deserialize)]
struct Wording {
    issue: String,
    /// Whoever supports the issue supports these, and whoever rejects it rejects them.
    same: Vec<String>,
    /// Whoever supports the issue rejects these, and the other way round.
    opposite: Vec<String>,
}

impl Wordings {
    /// Adds the lines of a file.
    ///
    /// # Errors
    /// With file and line where one does not parse.
    pub(crate) fn read(&mut self, path: &Path, text: &str) -> Result<()> {
        for (number, line) in text.lines().enumerate() {
            let wording: Wording =
                serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), number + 1))?;
            self.0.insert(wording.issue.clone(), wording);
        }
        Ok(())
    }

    /// Other words for the same issue.
    pub(crate) fn same(&self, issue: &str, random: &mut Random) -> Option<&str> {
        random.pick(&self.0.get(issue)?.same).map(String::as_str)
    }

    /// An issue that asks for the opposite.
    pub(crate) fn opposite(&self, issue: &str, random: &mut Random) -> Option<&str> {
        random.pick(&self.0.get(issue)?.opposite).map(String::as_str)
    }
}
