//! The form for a pronoun and the names it may stand for. `datasets/schema/coreference.schema.json` says the same to other programs.

use super::super::jsonl::{Article, sentence_defects};
use super::super::row::Place;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One text with one pronoun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoreferenceRow {
    pub(super) id: String,
    /// Where the text comes from.
    pub(super) source: Value,
    pub(super) text: String,
    /// Byte ranges of the sentences.
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) pronoun: Place,
    /// Names in the text, of which none, one or several are the pronoun's.
    pub(super) candidates: Vec<Candidate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Candidate {
    pub(super) mention: Place,
    /// The pronoun stands for this name.
    pub(super) corefers: bool,
}

impl Article for CoreferenceRow {
    fn id(&self) -> &str {
        &self.id
    }

    fn records(&self) -> usize {
        self.candidates.len()
    }

    fn defects(&self) -> Vec<String> {
        let mut wrong = sentence_defects(&self.text, &self.sentences);
        let places = self.candidates.iter().map(|c| &c.mention).chain([&self.pronoun]);
        wrong.extend(
            places.filter(|p| !p.slices(&self.text)).map(|p| format!("`{}` does not slice the text", p.text)),
        );
        wrong
    }
}
