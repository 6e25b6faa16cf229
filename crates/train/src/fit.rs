//! The training loop: epochs, checkpoints, the best epoch.

use crate::augment::{Augment, augment};
use crate::batch::{Batch, Item, batches};
use crate::corpus::Corpus;
use crate::example::{Example, examples};
use crate::metrics::{Scored, judge, score};
use crate::network::{LossWeights, Network};
use crate::optimizer::{Optimizer, Rates};
use crate::predict::predict;
use crate::random::Random;
use crate::tensors::{Metadata, Named, Raw, floats, read, write};
use crate::work::at_work;
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use serde::{Deserialize, Serialize};
use standpoint_stance::pair::PairBuilder;
use standpoint_stance::{Calibration as Numbers, Stance};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use tch::Tensor;

/// Everything that decides what comes out, besides the data and the base weights. What the
/// shipped model was made with stands in `xtask/src/train.rs`.
#[derive(Args, Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// Times that every record is seen.
    #[arg(long, default_value_t = 8)]
    pub epochs: usize,
    /// Questions a step.
    #[arg(long, default_value_t = 32)]
    pub batch: usize,
    /// Decides all chance: first weights of the heads, order, dropout, augmentation.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The odds of `none` are multiplied by this when the program asks by itself: among all statements of an article it is
    /// commoner than among labelled records (prior shift; Saerens et al. 2002). It travels in the header of the weights.
    /// Chosen by the micro-F1 of `standpoint eval` on the dev files; docs/bench/2026-11-28-training.md has the figures.
    #[arg(long, default_value_t = 3.0)]
    #[serde(default)]
    pub none_odds: f64,
    /// Let rare stances count more: weight = (records of all / records of the class) to this power, mean 1.
    #[arg(long, default_value_t = 0.5)]
    pub class_balance: f64,
    /// How much of what the training changed is kept, 0 to 1: the weights lie this share of the way from those it began from
    /// (`--from`) to those it ended with, and so keep more of what the former knew (Wortsman et al. 2022, robust fine-tuning).
    #[arg(long, default_value_t = 1.0)]
    #[serde(default = "all")]
    pub keep: f64,
    /// Ask every question of a batch twice, each time with other values dropped, and let the answers' divergence (KL, both ways) weigh
    /// this much in the loss (R-Drop; Liang et al. 2021). 0 asks once; otherwise a step costs twice as much.
    #[arg(long, default_value_t = 0.0)]
    #[serde(default)]
    pub consistency: f64,
    /// Multiply matrices in bfloat16: faster on CPUs that have it, other last digits. What is shipped is measured without it.
    #[arg(long)]
    #[serde(default)]
    pub bfloat16: bool,
    #[command(flatten)]
    #[serde(flatten)]
    #[expect(missing_docs, reason = "the type says it")]
    pub rates: Rates,
    #[command(flatten)]
    #[serde(flatten)]
    #[expect(missing_docs, reason = "the type says it")]
    pub loss: LossWeights,
    #[command(flatten)]
    #[serde(flatten)]
    #[expect(missing_docs, reason = "the type says it")]
    pub augment: Augment,
}

/// Nothing is averaged in recipes that do not say so.
fn all() -> f64 {
    1.0
}

/// What happened so far: enough to draw the curves.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct History {
    /// Losses, step by step.
    pub steps: Vec<StepLog>,
    /// Dev scores, epoch by epoch.
    pub epochs: Vec<EpochLog>,
}

/// One step.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct StepLog {
    /// Steps made, this one included.
    pub step: i32,
    /// How far the training is, in epochs.
    pub epoch: f64,
    /// Loss of the batch.
    pub loss: f64,
}

/// One epoch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EpochLog {
    /// Epochs done, this one included.
    pub epoch: usize,
    /// Macro-F1 on dev.
    pub macro_f1: f64,
    /// F1 of each class on dev.
    pub classes: BTreeMap<String, f64>,
    /// Mean loss of its steps.
    pub loss: f64,
}

/// What training gives: the weights of its best epoch.
pub struct Fitted {
    /// Everything that training changes, heads included.
    pub weights: Named,
    /// The epoch, counted from 1.
    pub epoch: usize,
    /// What happened.
    pub history: History,
}

/// A checkpoint's strings.
#[derive(Serialize, Deserialize)]
struct State {
    recipe: Recipe,
    data_sha256: String,
    steps: i32,
    best_epoch: usize,
    history: History,
}

/// Trains `network`, which holds the base weights, and returns its best epoch on dev. After each epoch `watch` is told
/// what happened, and everything needed to go on from there is in the file `checkpoint`; with `resume` it is taken up.
///
/// # Errors
/// When a checkpoint was made with another recipe or other data, and when files cannot be written.
pub fn fit(
    network: &Network,
    builder: &PairBuilder,
    corpus: &Corpus,
    recipe: &Recipe,
    checkpoint: &Path,
    resume: bool,
    mut watch: impl FnMut(&Event, &History) -> Result<()>,
) -> Result<Fitted> {
    let mut optimizer = Optimizer::new(network.trainable(), recipe.rates);
    let (mut best, mut history) = (Named::new(), History::default());
    let mut best_epoch = 0;
    let begun_from = network.get()?;
    if resume {
        let (tensors, state) = open(checkpoint, recipe, &corpus.sha256)?;
        network.set(&part(&tensors, "now."))?;
        optimizer.resume(&part(&tensors, "adam."), state.steps)?;
        best = part(&tensors, "best.");
        (history, best_epoch) = (state.history, state.best_epoch);
    }
    let dev: Vec<Item> = examples(&corpus.dev).iter().map(|example| Item::new(example, builder)).collect();
    let work = at_work(&corpus.train);
    let balance = class_weights(&examples(&corpus.train), recipe.class_balance);
    let balance = Tensor::from_slice(&balance).to_device(network.device());
    for epoch in history.epochs.len()..recipe.epochs {
        // Each epoch has its own chance, so that one that is resumed is the one that would have been.
        tch::manual_seed(recipe.seed as i64 * 1000 + epoch as i64);
        let mut items: Vec<Item> = augment(corpus, &work, &recipe.augment, recipe.seed, epoch)
            .iter()
            .map(|example| Item::new(example, builder))
            .collect();
        let mut random = Random::new(recipe.seed, &format!("order {epoch}"));
        let hidden = recipe.augment.masked;
        if hidden > 0.0 {
            let mask = builder.mask().context("--masked wants a vocabulary with [MASK]")?;
            for item in &mut items {
                if random.chance(hidden) {
                    item.hide(mask, &mut random);
                }
            }
        }
        let batches = batches(&items, recipe.batch, &mut random);
        let (begun, mut sum) = (Instant::now(), 0.0);
        for (number, rows) in batches.iter().enumerate() {
            let done = epoch as f64 + (number + 1) as f64 / batches.len() as f64;
            let batch = Batch::new(rows, network.device());
            let loss = loss(network, &batch, recipe, &balance);
            optimizer.step(&loss, done / recipe.epochs as f64);
            let loss = loss.double_value(&[]);
            ensure!(
                loss.is_finite(),
                "the loss is {loss} after {} steps\nhint: lower --lr",
                optimizer.steps()
            );
            sum += loss;
            history.steps.push(StepLog { step: optimizer.steps(), epoch: done, loss });
            let seconds = begun.elapsed().as_secs_f64();
            let seen = (number * recipe.batch + rows.len()) as f64;
            watch(
                &Event::Step { batches: batches.len(), number: number + 1, rate: seen / seconds },
                &history,
            )?;
        }
        let scored = measure(network, &dev)?;
        history.epochs.push(EpochLog {
            epoch: epoch + 1,
            macro_f1: scored.macro_f1,
            classes: scored.classes.iter().map(|(name, class)| ((*name).to_owned(), class.f1)).collect(),
            loss: sum / batches.len().max(1) as f64,
        });
        let best_before = history.epochs[..epoch].iter().map(|epoch| epoch.macro_f1).fold(-1.0, f64::max);
        if scored.macro_f1 > best_before {
            (best, best_epoch) = (network.get()?, epoch + 1);
        }
        let steps = optimizer.steps();
        let state = State {
            recipe: *recipe,
            data_sha256: corpus.sha256.clone(),
            steps,
            best_epoch,
            history: history.clone(),
        };
        save(checkpoint, &network.get()?, &best, &optimizer.state()?, &state)?;
        watch(&Event::Epoch, &history)?;
    }
    if best_epoch == 0 {
        return Ok(Fitted { weights: begun_from, epoch: 0, history });
    }
    Ok(Fitted { weights: between(&begun_from, best, recipe.keep), epoch: best_epoch, history })
}

/// What one step goes down.
fn loss(network: &Network, batch: &Batch, recipe: &Recipe, balance: &Tensor) -> Tensor {
    let answers = network.logits(batch, true);
    let loss = answers.loss(batch, &recipe.loss, Some(balance));
    if recipe.consistency == 0.0 {
        return loss;
    }
    let again = network.logits(batch, true);
    let mean = (loss + again.loss(batch, &recipe.loss, Some(balance))) / 2.0;
    mean + answers.divergence(&again) * recipe.consistency
}

/// The weights a `share` of the way from `begun` to `ended`.
fn between(begun: &Named, mut ended: Named, share: f64) -> Named {
    let share = share as f32;
    for (name, floats) in &mut ended {
        let Some(old) = begun.get(name).filter(|_| share < 1.0) else { continue };
        for (new, old) in floats.values.iter_mut().zip(&old.values) {
            *new = old + (*new - old) * share;
        }
    }
    ended
}

/// What has just happened.
pub enum Event {
    /// One step of an epoch.
    Step {
        /// Steps of the epoch.
        batches: usize,
        /// Steps of it done.
        number: usize,
        /// Questions a second, so far in this epoch.
        rate: f64,
    },
    /// An epoch, checkpoint included.
    Epoch,
}

/// Scores of the likeliest classes.
pub(crate) fn measure(network: &Network, items: &[Item]) -> Result<Scored> {
    let answers = predict(network, items)?;
    Ok(score(judge(items, &answers, &Numbers::NONE).iter().map(|judged| (judged.gold, judged.class))))
}

/// Weights of the four classes with mean 1; a class without records weighs what the others weigh on average.
fn class_weights(train: &[Example], power: f64) -> [f32; 4] {
    let records = Stance::CLASSES.map(|stance| train.iter().filter(|e| e.stance == stance).count());
    let weights =
        records.map(|n| if n == 0 { f64::NAN } else { (train.len() as f64 / n as f64).powf(power) });
    let known: Vec<f64> = weights.iter().copied().filter(|weight| !weight.is_nan()).collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    weights.map(|weight| if weight.is_nan() { 1.0 } else { (weight / mean) as f32 })
}

fn save(path: &Path, now: &Named, best: &Named, adam: &Named, state: &State) -> Result<()> {
    let mut tensors: BTreeMap<String, Raw> = BTreeMap::new();
    for (prefix, named) in [("now.", now), ("best.", best), ("adam.", adam)] {
        tensors.extend(named.iter().map(|(name, floats)| (format!("{prefix}{name}"), Raw::from(floats))));
    }
    let strings = Metadata::from([("state".to_owned(), serde_json::to_string(state)?)]);
    write(path, &tensors, &strings)
}

fn open(path: &Path, recipe: &Recipe, data_sha256: &str) -> Result<(Named, State)> {
    let (tensors, strings) = read(path)?;
    let tensors = floats(&tensors);
    let Some(state) = strings.get("state") else { bail!("{} is no checkpoint", path.display()) };
    let state: State =
        serde_json::from_str(state).with_context(|| format!("{} is damaged", path.display()))?;
    let hint = "hint: train without --resume, or with what the checkpoint was made with";
    ensure!(
        state.recipe == *recipe,
        "the checkpoint has another recipe:\n{:?}\n{recipe:?}\n{hint}",
        state.recipe
    );
    ensure!(state.data_sha256 == data_sha256, "the checkpoint was made on other data\n{hint}");
    Ok((tensors, state))
}

fn part(tensors: &Named, prefix: &str) -> Named {
    let named = tensors
        .iter()
        .filter_map(|(name, floats)| Some((name.strip_prefix(prefix)?.to_owned(), floats.clone())));
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensors::Floats;

    #[test]
    fn averages_lie_between_what_was_and_what_came() {
        let named = |value| Named::from([("x".to_owned(), Floats { shape: vec![1], values: vec![value] })]);
        let mean = |share| between(&named(1.0), named(3.0), share)["x"].values[0];
        assert_eq!([mean(0.0), mean(0.5), mean(1.0)], [1.0, 2.0, 3.0]);
    }

    #[test]
    fn rare_classes_weigh_more_and_the_mean_is_one() {
        let example = |stance| Example {
            actor: String::new(),
            issue: String::new(),
            before: String::new(),
            text: String::new(),
            after: String::new(),
            mention: None,
            stance,
            condition: None,
        };
        let mut train = vec![example(Stance::Support); 16];
        train.extend(vec![example(Stance::Reject); 4]);
        train.push(example(Stance::ConditionalCooperation));
        let weights = class_weights(&train, 0.5);
        assert!((weights[1] / weights[0] - 2.0).abs() < 1e-5);
        assert!((weights[2] / weights[0] - 4.0).abs() < 1e-5);
        assert!((weights[0] + weights[1] + weights[2] - 3.0).abs() < 1e-5);
        assert!((weights[3] - 1.0).abs() < 1e-5);
    }
}
