//! The form for feelings toward somebody. They are no positions: the codebook labels stands on proposals, and one can praise a
//! person and reject her plan. `datasets/schema/attitudes.schema.json` says the same to other programs.

use super::super::jsonl::{Article, sentence_defects};
use super::super::row::{Place, stated};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One text with the attitudes in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttitudeRow {
    pub(super) id: String,
    /// Where the text comes from.
    pub(super) source: Value,
    pub(super) text: String,
    /// Byte ranges of the sentences.
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) attitudes: Vec<Attitude>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attitude {
    /// Whose it is; `null` where the corpus does not say.
    #[serde(deserialize_with = "stated")]
    pub(super) holder: Option<String>,
    /// The words that stand for the holder.
    #[serde(deserialize_with = "stated")]
    pub(super) holder_mention: Option<Place>,
    /// Toward whom.
    pub(super) target: String,
    /// The words that stand for the target.
    #[serde(deserialize_with = "stated")]
    pub(super) target_mention: Option<Place>,
    pub(super) polarity: Polarity,
    /// Numbers of sentences, ascending.
    pub(super) evidence: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Polarity {
    Positive,
    Negative,
    Neutral,
}

impl Article for AttitudeRow {
    fn id(&self) -> &str {
        &self.id
    }

    fn records(&self) -> usize {
        self.attitudes.len()
    }

    fn defects(&self) -> Vec<String> {
        let mut wrong = sentence_defects(&self.text, &self.sentences);
        for a in &self.attitudes {
            if a.holder_mention.iter().chain(&a.target_mention).any(|m| !m.slices(&self.text)) {
                wrong.push(format!("a mention does not slice the text, toward {}", a.target));
            }
            if a.evidence.is_empty() || a.evidence.iter().any(|&n| n >= self.sentences.len()) {
                wrong.push(format!("evidence {:?} of {} sentences", a.evidence, self.sentences.len()));
            }
        }
        wrong
    }
}
