//! Training and reference outputs: the only chores that need libtorch.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first stage, from the base: the labelled records, what the program asks of labelled articles at work, and questions
/// whose subject is near and whose answer is none.
const FIRST: &str = "--data datasets/voa-positions datasets/invented-articles --epochs 4 --lr 0.0002 --seed 1 \
    --labelled 1 --work-position 0.6 --work-none 0.12 --other-issue 0.15 --other-actor 0.1 --own-issue 0.15 --own-sentence 0.05";
/// The second: a part of all that, contrasts, further questions about the same articles, issues in other words and turned
/// round, slips of the hand.
const SECOND: &str = "--epochs 1 --work-position 0.2 --work-none 0.1 --other-issue 0.1 --other-actor 0.08 --own-issue 0.1 \
    --own-sentence 0.03 --reworded 0.25 --opposite 0.1 --typos 0.06";
/// What the second stage learns from.
const ALL: &str = "--data datasets/voa-positions datasets/invented-articles datasets/contrasts \
    --wordings datasets/issue-wordings/train.jsonl --questions datasets/article-questions/train.jsonl";
/// Its trainings: a name, the name of the one whose weights it begins with, and what is its own. What is shipped is the mean
/// of their weights.
const TRAININGS: [(&str, &str, &str); 3] = [
    ("a", "first", "--labelled 0.7 --question 0.5 --seed 11 --lr 0.0002"),
    ("b", "first", "--labelled 0.7 --question 0.5 --seed 12 --lr 0.0001"),
    ("c", "a", "--labelled 0.5 --question 0.4 --seed 13 --lr 0.00015"),
];
/// The mean is not trained; it gets the odds of `none`.
const MEAN: &str = "--epochs 0 --none-odds 3";

/// Trains the shipped weights from the committed data, in two stages; `options` come after the recipe's own and may change
/// them in each training. They were made with `--bfloat16 --threads 1`, which not every machine can do. With `--resume` each
/// training goes on from its checkpoint where it left one.
pub(crate) fn train(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    stage(&base, "first", FIRST, None, options)?;
    for (name, from, own) in TRAININGS {
        stage(&base, name, &format!("{ALL} {SECOND} {own}"), Some(from), options)?;
    }
    let mut mean = program()?;
    mean.arg("train").arg("--base").arg(&base).args(ALL.split_whitespace());
    mean.args(options.iter().filter(|option| *option != "--resume")).args(MEAN.split_whitespace());
    run(mean.arg("--from").args(TRAININGS.map(|(name, ..)| weights(name))))
}

/// One training, from the base or from the weights of another.
fn stage(base: &Path, name: &str, recipe: &str, from: Option<&str>, options: &[String]) -> Result<()> {
    let out = folder(name);
    let checkpoint = out.with_extension("checkpoint");
    let begun = checkpoint.is_file();
    let mut command = program()?;
    command.arg("train").arg("--base").arg(base).args(recipe.split_whitespace());
    command.args(options.iter().filter(|option| begun || *option != "--resume"));
    command.arg("--checkpoint").arg(&checkpoint).arg("--out").arg(&out);
    if let Some(from) = from {
        command.arg("--from").arg(weights(from));
    }
    run(&mut command)
}

/// Where a training leaves its files.
fn folder(name: &str) -> PathBuf {
    root().join("target/training").join(name)
}

/// Where a training leaves its weights.
fn weights(name: &str) -> PathBuf {
    folder(name).join("model.safetensors")
}

/// Writes the reference outputs of the base and of the shipped weights.
pub(crate) fn reference() -> Result<()> {
    let base = fetch_models(None)?;
    run(program()?.arg("reference").arg("--base").arg(base))
}

/// `cargo run` of the train crate, with libtorch found or fetched.
fn program() -> Result<Command> {
    let folder = libtorch::ensure()?;
    let mut command = cargo();
    command.args(["run", "--profile", "train", "--package", "standpoint-train", "--"]).current_dir(root());
    for (name, value) in libtorch::environment(&folder) {
        command.env(name, value);
    }
    Ok(command)
}
