//! From pairs to calibrated probabilities, and to the condition of a conditional one.

use crate::calibration::Calibration;
use crate::pair::{Pair, PairBuilder};
use crate::{Condition, ConditionType, Lean, Numbers, Scores, Stance, StanceError};
use ndarray::{ArrayView1, ArrayView2};
use sha2::{Digest, Sha256};
use standpoint_article::Span;
use standpoint_encoder::{
    Config, Encoder, EncoderError, Exit, Input, Linear, Reached, Rows, Tokenizer, Weights,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Longest condition, in word pieces.
const MAX_CONDITION: usize = 40;

/// A first answer stands when it is as probable as this, as it is and at work. At a probability of 0.65 the calibrated logits of two
/// labels lie 0.62 apart or more, seven times what eight bits blur their difference.
const SURE: f32 = 0.65;

/// And when it is as far as this above the probability below which an answer is `unclear`: eight bits blur one by some 0.02.
const CLEAR: f32 = 0.1;

/// The files of a stance model.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    /// What reports call it.
    pub name: String,
    /// Folder with the base model: `config.json`, `tokenizer.json`, `model.safetensors`.
    pub base: PathBuf,
    /// What fine-tuning changed, and the heads: the bytes of a safetensors file.
    pub delta: Cow<'static, [u8]>,
    /// What the encoders compute in.
    pub numbers: Numbers,
}

/// The stance cross-encoder with its heads and its calibration.
pub struct Classifier {
    tokenizer: Tokenizer,
    /// Gives the first answers, where they are not also the last.
    first: Option<Encoder>,
    /// Where first answers end early for pairs that are plainly without a position.
    exit: Option<Exit>,
    encoder: Encoder,
    stance: Linear,
    lean: Linear,
    condition_type: Linear,
    span: Linear,
    calibration: Calibration,
    threshold: f32,
    none_odds: f32,
    name: String,
    delta: Cow<'static, [u8]>,
    sha256: OnceLock<String>,
}

/// What the classifier says of one pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The most probable label, or `unclear` when it is less probable than the model's threshold.
    pub stance: Stance,
    /// Calibrated probabilities.
    pub scores: Scores,
    /// With `conditional_cooperation`: the condition, its span in the pair's `text`.
    pub condition: Option<Condition>,
}

impl Classifier {
    /// Loads base and delta and builds the network.
    pub fn open(files: &ModelFiles) -> Result<Self, StanceError> {
        let tokenizer = Tokenizer::open(&files.base.join("tokenizer.json"))?;
        let config = Config::open(&files.base.join("config.json"))?;
        let base = files.base.join("model.safetensors");
        let mut weights = Weights::open(&base)?;
        weights.overlay(files.delta.clone()).map_err(|e| match e {
            EncoderError::Damaged { reason, .. } => damaged(&files.name, &reason),
            other => model(&files.name, &other.to_string()),
        })?;
        let metadata = weights.metadata().clone();
        let number = |key: &str| -> Result<f32, StanceError> {
            let value =
                metadata.get(key).ok_or_else(|| model(&files.name, &format!("its header has no `{key}`")))?;
            let finite = value.parse().ok().filter(|x: &f32| x.is_finite() && *x >= 0.0);
            finite
                .ok_or_else(|| model(&files.name, &format!("`{key}` is `{value}`, expected a number from 0")))
        };
        if metadata.get("format").map(String::as_str) != Some("standpoint-delta/1") {
            return Err(model(&files.name, "its header does not say format standpoint-delta/1"));
        }
        let hidden = config.hidden;
        let calibration = Calibration {
            smoothing: number("smoothing")?.into(),
            temperature: number("temperature")?.into(),
            odds: [
                number("odds_support")?.into(),
                number("odds_reject")?.into(),
                number("odds_conditional")?.into(),
                1.0,
            ],
        };
        if calibration.smoothing >= 1.0 || calibration.temperature <= 0.0 {
            let reason = "its header has a `smoothing` of one or more, or a `temperature` of zero";
            return Err(model(&files.name, reason));
        }
        // Weights without an exit all go to the end.
        let exit = if metadata.contains_key("exit_after") {
            let (after, position) = (number("exit_after")?, number("exit_below")?);
            let log_odds = (position / (1.0 - position)).ln();
            Some(Exit::new(after as usize, weights.linear("exit", 1, hidden)?, log_odds))
        } else {
            None
        };
        // Side by side, for whoever waits for the first answer.
        let build = |precision| Encoder::new(config, &weights, precision);
        let (first, encoder) = rayon::join(
            || files.numbers.for_first_answers().map(build).transpose(),
            || build(files.numbers.for_answers()),
        );
        Ok(Self {
            stance: weights.linear("stance", 4, hidden)?,
            lean: weights.linear("lean", 2, hidden)?,
            condition_type: weights.linear("condition_type", 9, hidden)?,
            span: weights.linear("span", 2, hidden)?,
            calibration,
            threshold: number("threshold")?,
            none_odds: number("none_odds")?,
            first: first?,
            exit,
            encoder: encoder?,
            tokenizer,
            name: files.name.clone(),
            delta: files.delta.clone(),
            sha256: OnceLock::new(),
        })
    }

    /// The model's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the shipped weights, in hex. They name the base they belong to, whose hash `fetch` checks.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| crate::codebook::hex(&Sha256::digest(&self.delta)))
    }

    /// The model's tokenizer.
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// A builder of pairs for this model.
    pub fn pairs(&self) -> Result<PairBuilder<'_>, StanceError> {
        PairBuilder::new(&self.tokenizer)
    }

    /// One verdict a pair, in order. Equal pairs are computed once.
    pub fn classify(&self, pairs: &[Pair]) -> Result<Vec<Verdict>, StanceError> {
        let mut distinct: Vec<&Pair> = Vec::new();
        let mut index: HashMap<&Input, usize> = HashMap::new();
        let places: Vec<usize> = pairs
            .iter()
            .map(|pair| {
                *index.entry(&pair.input).or_insert_with(|| {
                    distinct.push(pair);
                    distinct.len() - 1
                })
            })
            .collect();
        let verdicts = self.distinct(&distinct)?;
        Ok(places.into_iter().map(|i| verdicts[i]).collect())
    }

    /// The most probable label, or `unclear` where it is less probable than the model's threshold.
    pub fn decide(&self, scores: Scores) -> Stance {
        let top = scores.top();
        if scores.of(top) < self.threshold { Stance::Unclear } else { top }
    }

    /// Probabilities among all statements of an article, where `none` is commoner than among the labelled records that the
    /// model was trained and calibrated on (prior shift; Saerens et al. 2002). The factor comes with the weights.
    pub fn at_work(&self, scores: Scores) -> Scores {
        scores.with_more_none(self.none_odds)
    }

    /// The four raw logits of each pair, in the order of [`Stance::CLASSES`]: for tests and calibration.
    pub fn logits(&self, pairs: &[Pair]) -> Result<Vec<[f32; 4]>, StanceError> {
        let inputs: Vec<Input> = pairs.iter().map(|p| p.input.clone()).collect();
        let states = self.encoder.encode(&inputs, Rows::First)?;
        states.iter().map(|s| self.four(&self.stance.apply(&s.view()).row(0))).collect()
    }

    /// Logits in an array. Weights may be finite and yet so large, through damage, that what comes out is no number; it
    /// would pass for "no position" further on.
    fn four(&self, row: &ArrayView1<f32>) -> Result<[f32; 4], StanceError> {
        let logits = [row[0], row[1], row[2], row[3]];
        if logits.iter().all(|x| x.is_finite()) {
            return Ok(logits);
        }
        Err(damaged(&self.name, "its answers are not finite"))
    }

    /// Calibrated probabilities, by one of the encoders.
    fn ask(&self, encoder: &Encoder, inputs: &[Input]) -> Result<Vec<Scores>, StanceError> {
        let states = encoder.encode(inputs, Rows::First)?;
        states.iter().map(|state| self.calibrated(&state.view())).collect()
    }

    /// The same, but that pairs plainly without a position leave by the exit. What it says of them is how probable a position is;
    /// which of the three it would be is not known there.
    fn ask_or_leave(
        &self,
        encoder: &Encoder,
        exit: &Exit,
        inputs: &[Input],
    ) -> Result<Vec<Scores>, StanceError> {
        let reached = encoder.encode_or_leave(inputs, exit)?;
        let scores = |reached: &Reached| match reached {
            Reached::End(state) => self.calibrated(&state.view()),
            Reached::Exit(log_odds) => {
                let position = 1.0 / (1.0 + (-log_odds).exp());
                let each = position / 3.0;
                Ok(Scores::from_array([each, each, each, 1.0 - position]))
            }
        };
        reached.iter().map(scores).collect()
    }

    /// Calibrated probabilities from the first token's final state.
    fn calibrated(&self, state: &ArrayView2<f32>) -> Result<Scores, StanceError> {
        let logits = self.four(&self.stance.apply(state).row(0))?;
        Ok(Scores::from_array(self.calibration.probabilities(logits).map(|p| p as f32)))
    }

    /// Calibrated probabilities: first answers, and further ones for those that are not sure.
    fn scores(&self, inputs: &[Input]) -> Result<Vec<Scores>, StanceError> {
        let Some(first) = &self.first else { return self.ask(&self.encoder, inputs) };
        let mut scores = match &self.exit {
            Some(exit) => self.ask_or_leave(first, exit, inputs)?,
            None => self.ask(first, inputs)?,
        };
        let enough = SURE.max(self.threshold + CLEAR);
        let sure = |s: Scores| s.of(s.top()) >= enough;
        let unsure: Vec<usize> =
            (0..inputs.len()).filter(|i| !sure(scores[*i]) || !sure(self.at_work(scores[*i]))).collect();
        let again: Vec<Input> = unsure.iter().map(|i| inputs[*i].clone()).collect();
        for (i, answer) in unsure.into_iter().zip(self.ask(&self.encoder, &again)?) {
            scores[i] = answer;
        }
        Ok(scores)
    }

    fn distinct(&self, pairs: &[&Pair]) -> Result<Vec<Verdict>, StanceError> {
        let inputs: Vec<Input> = pairs.iter().map(|p| p.input.clone()).collect();
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(pairs.len());
        let mut conditional = Vec::new();
        for (i, scores) in self.scores(&inputs)?.into_iter().enumerate() {
            let stance = self.decide(scores);
            if stance == Stance::ConditionalCooperation {
                conditional.push(i);
            }
            verdicts.push(Verdict { stance, scores, condition: None });
        }
        // Only a conditional verdict asks for token states, so the rest of the work does not pay for them.
        let again: Vec<&Pair> = conditional.iter().map(|&i| pairs[i]).collect();
        for (&i, condition) in conditional.iter().zip(self.conditions(&again)?) {
            verdicts[i].condition = condition;
        }
        Ok(verdicts)
    }

    /// The likeliest condition of each pair, whatever its label: for pairs that are known to have one. Its span lies in the
    /// pair's `text`. None where a pair has no words of its own.
    pub fn conditions(&self, pairs: &[&Pair]) -> Result<Vec<Option<Condition>>, StanceError> {
        let inputs: Vec<Input> = pairs.iter().map(|p| p.input.clone()).collect();
        let states = self.encoder.encode(&inputs, Rows::All)?;
        let found = states.iter().zip(pairs).map(|(states, pair)| {
            let cls = states.slice(ndarray::s![..1, ..]);
            let kind = ConditionType::ALL[argmax(&self.condition_type.apply(&cls).row(0).to_vec())];
            let lean = [Lean::YesIf, Lean::NoUnless][argmax(&self.lean.apply(&cls).row(0).to_vec())];
            let edges = self.span.apply(&states.view());
            let (starts, ends) = (edges.column(0).to_vec(), edges.column(1).to_vec());
            best_span(&starts, &ends, &pair.offsets).map(|span| Condition { span, kind, lean })
        });
        Ok(found.collect())
    }
}

/// The span whose start and end logits have the highest sum, at most [`MAX_CONDITION`] tokens long.
fn best_span(starts: &[f32], ends: &[f32], offsets: &[Option<Span>]) -> Option<Span> {
    let mut best: Option<(f32, Span)> = None;
    for (i, from) in offsets.iter().enumerate().filter_map(|(i, o)| o.map(|o| (i, o))) {
        let run = offsets.iter().enumerate().skip(i).take(MAX_CONDITION);
        for (j, to) in run.filter_map(|(j, o)| o.map(|o| (j, o))) {
            let score = starts[i] + ends[j];
            if to.end() > from.start() && best.is_none_or(|(b, _)| score > b) {
                best = Some((score, Span::new(from.start(), to.end())));
            }
        }
    }
    best.map(|(_, span)| span)
}

fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in values.iter().enumerate() {
        if *v > values[best] {
            best = i;
        }
    }
    best
}

fn damaged(name: &str, reason: &str) -> StanceError {
    let hint = "hint: copy the file again from where it came from, or leave --model out to use the weights that are built in";
    model(name, &format!("the file is damaged: {reason}\n{hint}"))
}

fn model(name: &str, reason: &str) -> StanceError {
    StanceError::Model(format!("{name}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_span_stays_inside_the_statement() {
        let own = |a, b| Some(Span::new(a, b));
        let offsets = [None, own(0, 2), own(3, 5), own(6, 9), None];
        // The highest logits lie outside the statement: they must not count.
        let starts = [9.0, 0.0, 2.0, 1.0, 0.0];
        let ends = [0.0, 2.0, 0.0, 1.0, 9.0];
        assert_eq!(best_span(&starts, &ends, &offsets), Some(Span::new(3, 9)));
    }
}
