//! Training and reference outputs: the only chores that need libtorch.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch};
use anyhow::Result;
use std::process::Command;

/// What the shipped weights were made with: the labelled records, what the program asks of labelled articles at work, and
/// questions whose subject is near and whose answer is none.
const RECIPE: [&str; 22] = [
    "--epochs",
    "4",
    "--batch",
    "32",
    "--lr",
    "0.0002",
    "--labelled",
    "1",
    "--work-position",
    "0.6",
    "--work-none",
    "0.12",
    "--other-issue",
    "0.15",
    "--other-actor",
    "0.1",
    "--own-issue",
    "0.15",
    "--own-sentence",
    "0.05",
    "--none-odds",
    "3",
];

/// Trains the shipped weights from the committed data; `options` come after the recipe's own and may change them. They
/// were made with `--bfloat16 --threads 1`, which not every machine can do.
pub(crate) fn train(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    let data = ["train", "--data", "datasets/voa-positions", "datasets/invented-articles", "--base"];
    run(program()?.args(data).arg(&base).args(RECIPE).args(options))
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
