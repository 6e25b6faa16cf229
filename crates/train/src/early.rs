//! The early exit: which questions are plainly without a position, as far as the network can tell a few layers in.
//!
//! At work nearly all questions that pass the filter are answered `none` (97 of 100 with ten unrelated issues), and most of these are no
//! close calls. A logistic regression on the first token's state learns, from the finished network's own answers to questions about training
//! articles, how probable it is that the end will say anything else; where that is next to nothing the last layers are spared
//! (`DeeBERT`, Xin et al. 2020, with one exit and a bound that is chosen by what is lost). No label is looked at.

use crate::corpus::{Corpus, Row};
use crate::ship::Base;
use crate::tensors::Floats;
use anyhow::{Context, Result};
use serde::Serialize;
use standpoint_article::Article;
use standpoint_encoder::{Config, Encoder, Input, Precision, Rows, Weights};
use standpoint_stance::pair::Pair;
use standpoint_stance::{Analyzer, Codebook, ModelFiles, Numbers, Stance};
use std::borrow::Cow;
use tch::{Kind, Tensor};

/// Layers before the exit, of six. After three, half as many could leave (a trial in Python, half of the questions for each).
const AFTER: usize = 4;
/// Training articles that are asked about, and how many at a time: each time with the issues of all of them.
const ARTICLES: usize = 640;
const TOGETHER: usize = 32;
/// Every so many such groups are held back, to choose the bound.
const HELD_BACK: usize = 3;
/// Of what the whole network calls a position at work, the share that may leave. On the weights of commit 56e2b81, 960 articles: of
/// 0.2 % lost come 40 % that leave, of 0.5 % 50 %, of 1 % 54 %; of the 1,698 labels of the dev pairs the first changes one, the second eight.
const LOST: f64 = 0.002;
/// Pulls the regression's weights to zero, for standardised states: what stands for the prior in (Hoerl and Kennard 1970).
const RIDGE: f64 = 3.0;
/// Newton's steps: near the end each doubles the right digits.
const STEPS: usize = 12;

/// The exit of a network, and what it does to the questions that were held back.
#[derive(Serialize)]
pub(crate) struct EarlyExit {
    /// Layers before it.
    pub(crate) after: usize,
    /// Who is less likely than this to hold a position leaves.
    pub(crate) below: f64,
    /// Questions that were held back, and of these: how many leave; the network's positions; how many of them leave.
    pub(crate) questions: usize,
    pub(crate) leave: usize,
    pub(crate) positions: usize,
    pub(crate) positions_leave: usize,
    #[serde(skip)]
    pub(crate) weight: Floats,
    #[serde(skip)]
    pub(crate) bias: Floats,
}

/// What is known of the questions of some groups: states at the exit, and whether the end calls a position.
#[derive(Default)]
struct Seen {
    states: Vec<f32>,
    /// As it is, and at the odds of `none` at work.
    position: Vec<f64>,
    position_at_work: Vec<bool>,
}

/// Fits the exit of the weights that `delta` (the bytes of a model's file) makes of `base`. None where there are too few articles
/// to learn it from.
pub(crate) fn fit(base: &Base, delta: &[u8], corpus: &Corpus) -> Result<Option<EarlyExit>> {
    let rows: Vec<&Row> =
        corpus.train.iter().filter(|r| !r.issues.is_empty() && r.sentences.len() > 3).collect();
    if rows.len() < HELD_BACK * TOGETHER {
        return Ok(None);
    }
    let rows: Vec<&Row> = rows.iter().step_by((rows.len() / ARTICLES).max(1)).copied().collect();
    let mut weights = Weights::open(&base.folder.join("model.safetensors"))?;
    weights.overlay(delta.to_vec())?;
    let config = Config { layers: AFTER, ..Config::open(&base.folder.join("config.json"))? };
    let encoder = Encoder::new(config, &weights, Precision::Int8)?;
    let files = ModelFiles {
        name: "in training".into(),
        base: base.folder.clone(),
        delta: Cow::Owned(delta.to_vec()),
        numbers: Numbers::Mixed,
    };
    let mut analyzer = Analyzer::new(&files, Codebook::default())?;
    let (mut fitted, mut held) = (Seen::default(), Seen::default());
    for (number, rows) in rows.chunks(TOGETHER).enumerate() {
        let issues = rows.iter().flat_map(|row| &row.issues).map(|issue| issue.issue.as_str());
        analyzer.set_codebook(Codebook::from_issues(issues))?;
        let articles = rows.iter().map(|row| Article::from_text(&row.id, &row.text)).collect();
        let seen = if number % HELD_BACK == 0 { &mut held } else { &mut fitted };
        seen.add(&analyzer, &encoder, &analyzer.questions(articles)?)?;
    }
    let (weight, bias) = regress(&fitted, config.hidden)?;
    bounded(&held, weight, bias).map(Some)
}

/// The exit with these weights, its bound chosen on the questions that were held back.
fn bounded(held: &Seen, weight: Vec<f32>, bias: f32) -> Result<EarlyExit> {
    let looks = held.looks(&weight, bias);
    let of_positions = looks.iter().zip(&held.position_at_work).filter(|(_, position)| **position);
    let mut positions: Vec<f64> = of_positions.map(|(look, _)| *look).collect();
    positions.sort_by(f64::total_cmp);
    let lost = (LOST * positions.len() as f64) as usize;
    let log_odds = *positions.get(lost).context("the network finds no position in the training articles")?;
    Ok(EarlyExit {
        after: AFTER,
        below: 1.0 / (1.0 + (-log_odds).exp()),
        questions: looks.len(),
        leave: looks.iter().filter(|look| **look < log_odds).count(),
        positions: positions.len(),
        positions_leave: lost,
        weight: Floats { shape: vec![1, weight.len()], values: weight },
        bias: Floats { shape: vec![1], values: vec![bias] },
    })
}

impl Seen {
    fn add(&mut self, analyzer: &Analyzer, encoder: &Encoder, pairs: &[Pair]) -> Result<()> {
        let classifier = analyzer.classifier();
        for verdict in classifier.classify(pairs)? {
            let position = |top: Stance| top != Stance::None;
            self.position.push(f64::from(u8::from(position(verdict.scores.top()))));
            self.position_at_work.push(position(classifier.at_work(verdict.scores).top()));
        }
        let inputs: Vec<Input> = pairs.iter().map(|pair| pair.input.clone()).collect();
        for state in encoder.encode(&inputs, Rows::First)? {
            self.states.extend(state);
        }
        Ok(())
    }

    fn looks(&self, weight: &[f32], bias: f32) -> Vec<f64> {
        let look = |state: &[f32]| state.iter().zip(weight).map(|(x, w)| f64::from(x * w)).sum::<f64>();
        self.states.chunks_exact(weight.len()).map(|state| look(state) + f64::from(bias)).collect()
    }
}

/// Logistic regression with a ridge, by Newton's method on standardised states (iteratively reweighted least squares; Hastie et al. 2009,
/// section 4.4.1). Gives weights and bias for the states as they are.
fn regress(seen: &Seen, hidden: usize) -> Result<(Vec<f32>, f32)> {
    let rows = seen.position.len() as i64;
    let states = Tensor::from_slice(&seen.states).view([rows, hidden as i64]).to_kind(Kind::Double);
    let (mean, deviation) = (states.mean_dim(0, true, Kind::Double), states.std_dim(0, true, true) + 1e-6);
    let x = Tensor::cat(
        &[(states - &mean) / &deviation, Tensor::ones([rows, 1], (Kind::Double, tch::Device::Cpu))],
        1,
    );
    let y = Tensor::from_slice(&seen.position).view([rows, 1]);
    let ridge = Tensor::eye(hidden as i64 + 1, (Kind::Double, tch::Device::Cpu)) * RIDGE;
    let mut w = Tensor::zeros([hidden as i64 + 1, 1], (Kind::Double, tch::Device::Cpu));
    for _ in 0..STEPS {
        let p = x.matmul(&w).sigmoid();
        let gradient = x.transpose(0, 1).matmul(&(&p - &y)) + ridge.matmul(&w);
        let curvature: Tensor = &p - &p * &p;
        let hessian = x.transpose(0, 1).matmul(&(&x * curvature)) + &ridge;
        w -= Tensor::f_linalg_solve(&hessian, &gradient, true)?;
    }
    let w = w.view(-1);
    let slopes = w.slice(0, 0, hidden as i64, 1) / deviation.view(-1);
    let bias =
        w.double_value(&[hidden as i64]) - (&slopes * mean.view(-1)).sum(Kind::Double).double_value(&[]);
    Ok((Vec::try_from(&slopes.to_kind(Kind::Float))?, bias as f32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regression_finds_what_the_answers_were_drawn_from() {
        let mut random = crate::random::Random::new(5, "regression");
        let mut uniform = || random.unit();
        let (slopes, bias) = ([2.0, 0.0, -1.0], 0.5);
        let mut seen = Seen::default();
        for _ in 0..20_000 {
            let state: Vec<f64> = slopes.iter().map(|_| 4.0 * uniform() - 1.0).collect();
            let log_odds: f64 = state.iter().zip(slopes).map(|(x, w)| x * w).sum::<f64>() + bias;
            seen.position.push(f64::from(u8::from(uniform() < 1.0 / (1.0 + (-log_odds).exp()))));
            seen.states.extend(state.iter().map(|x| *x as f32));
        }
        let (found, at_zero) = regress(&seen, 3).unwrap();
        for (found, slope) in found.iter().zip(slopes) {
            assert!((f64::from(*found) - slope).abs() < 0.12, "{found} for {slope}");
        }
        assert!((f64::from(at_zero) - bias).abs() < 0.12, "{at_zero}");
        let look = seen.looks(&found, at_zero)[0];
        let by_hand: f32 = seen.states[..3].iter().zip(&found).map(|(x, w)| x * w).sum::<f32>() + at_zero;
        assert!((look - f64::from(by_hand)).abs() < 1e-4);
    }
}
