//! Which issues a statement could be about at all.
//!
//! With a codebook of fifty issues almost every (statement, issue) pair is off topic. Before the cross-encoder reads a
//! pair, the *base* sentence encoder, for which nearness in meaning is what it was trained for, embeds each sentence once
//! and each issue once. An article in which no statement is near an issue is not about it, and is asked nothing; of one that is
//! about it hardly a statement is left out, since "No, we will never accept it" is as far from the words of any issue as from
//! those of its own. Cost then grows with what is relevant and not with the codebook. Of an article that updates another only the new statements
//! tell what it is about, as only they are judged.

use crate::{Issue, Numbers, StanceError};
use ndarray::{Array1, Axis};
use rayon::prelude::*;
use standpoint_encoder::{Config, Encoder, Input, Rows, Tokenizer, Weights};
use std::collections::HashMap;
use std::path::Path;

/// An article is about an issue when a statement of it is as near as this (cosine). `standpoint eval --filter` prints what other
/// values would keep and pass.
pub const ON_TOPIC: f32 = 0.36;

/// In such an article a statement that is as near as this is judged.
pub const MIN_COSINE: f32 = 0.0;

/// Longest sentence or question that is embedded, in word pieces.
const MAX_TOKENS: usize = 128;

/// Texts whose states are held at the same time.
const AT_ONCE: usize = 512;

/// Embeddings of sentences and issues.
pub struct Relevance {
    tokenizer: Tokenizer,
    encoder: Encoder,
}

impl Relevance {
    /// Loads the base model from its folder.
    pub fn open(base: &Path, numbers: Numbers) -> Result<Self, StanceError> {
        let config = Config::open(&base.join("config.json"))?;
        let weights = Weights::open(&base.join("model.safetensors"))?;
        Ok(Self {
            tokenizer: Tokenizer::open(&base.join("tokenizer.json"))?,
            encoder: Encoder::new(config, &weights, numbers.for_relevance())?,
        })
    }

    /// Unit-length embeddings, mean-pooled over all tokens, in order. The cosine of two is their dot product.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Array1<f32>>, StanceError> {
        Ok(self.sums(texts)?.into_iter().map(unit).collect())
    }

    /// Embeds runs of sentences, each the mean over the tokens of its sentences, of unit length. A sentence is read by itself, and
    /// once, in however many runs it stands.
    pub fn embed_runs(&self, runs: &[Vec<&str>]) -> Result<Vec<Array1<f32>>, StanceError> {
        let mut distinct: Vec<&str> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for sentence in runs.iter().flatten() {
            known.entry(sentence).or_insert_with(|| {
                distinct.push(sentence);
                distinct.len() - 1
            });
        }
        let sums = self.sums(&distinct)?;
        let hidden = self.encoder.config().hidden;
        let run = |run: &Vec<&str>| {
            unit(run.iter().fold(Array1::zeros(hidden), |sum, sentence| sum + &sums[known[sentence]]))
        };
        Ok(runs.iter().map(run).collect())
    }

    /// For each text the sum of its tokens' states. While some are encoded the next are tokenised.
    fn sums(&self, texts: &[&str]) -> Result<Vec<Array1<f32>>, StanceError> {
        let mut sums = Vec::with_capacity(texts.len());
        // A few at a time: the states of all tokens of a large batch would be gigabytes.
        let mut inputs: Vec<Input> = Vec::new();
        for chunk in texts.chunks(AT_ONCE).map(Some).chain([None]) {
            let (states, next) = rayon::join(
                || self.encoder.encode(&inputs, Rows::All),
                || chunk.map(|texts| texts.par_iter().map(|text| self.input(text)).collect()),
            );
            sums.extend(states?.iter().map(|s| s.sum_axis(Axis(0))));
            inputs = next.unwrap_or_default();
        }
        Ok(sums)
    }

    fn input(&self, text: &str) -> Input {
        let pieces = self.tokenizer.tokens(text).into_iter().map(|t| t.id).take(MAX_TOKENS);
        let ids: Vec<u32> =
            [self.tokenizer.cls()].into_iter().chain(pieces).chain([self.tokenizer.sep()]).collect();
        Input { type_ids: vec![0; ids.len()], ids }
    }
}

fn unit(vector: Array1<f32>) -> Array1<f32> {
    let length = vector.dot(&vector).sqrt().max(f32::MIN_POSITIVE);
    vector / length
}

/// Whether a statement, with what stands before it, could be about an issue: `cosine` is that of their embeddings,
/// `nearest` the highest that any statement of the article has with the issue.
pub fn is_near(cosine: f32, nearest: f32, issue: &Issue, text: &str) -> bool {
    (nearest >= ON_TOPIC && cosine >= MIN_COSINE) || has_keyword(issue, text)
}

/// True when one of the issue's keywords stands in `text` as whole words, whatever the case.
fn has_keyword(issue: &Issue, text: &str) -> bool {
    if issue.keywords.is_empty() {
        return false;
    }
    let text = text.to_lowercase();
    issue.keywords.iter().map(|k| k.trim().to_lowercase()).filter(|k| !k.is_empty()).any(|keyword| {
        text.match_indices(&keyword).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + keyword.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_whole_words() {
        let issue = Issue { keywords: vec!["troops".into(), "Military presence".into()], ..Issue::new("x") };
        assert!(has_keyword(&issue, "No military presence, he said."));
        assert!(has_keyword(&issue, "Troops? Never."));
        assert!(!has_keyword(&issue, "The stormtroopster left."));
    }
}
