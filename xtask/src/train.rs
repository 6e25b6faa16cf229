//! Training and reference outputs: the only chores that need libtorch.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch};
use anyhow::Result;
use std::process::Command;

/// What the shipped weights were made with. The first stage learns to tell positions apart; the second goes on from there
/// with questions whose subject is near and whose answer is none: other issues and other sentences of the same article.
const STAGES: [&[&str]; 2] = [
    &[
        "--epochs",
        "4",
        "--batch",
        "16",
        "--lr",
        "0.00015",
        "--other-issue",
        "0.35",
        "--other-actor",
        "0.15",
        "--own-issue",
        "0",
        "--own-sentence",
        "0",
        "--out",
        "target/train-stage-1",
        "--checkpoint",
        "target/train-stage-1.checkpoint",
    ],
    &[
        "--epochs",
        "1",
        "--batch",
        "16",
        "--lr",
        "0.0001",
        "--other-issue",
        "0.25",
        "--other-actor",
        "0.15",
        "--seed",
        "2",
        "--from",
        "target/train-stage-1/model.safetensors",
        "--checkpoint",
        "target/train-stage-2.checkpoint",
    ],
];

/// Trains the shipped weights from the committed data; `options` come after each stage's own and may change them.
pub(crate) fn train(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    for stage in STAGES {
        let data = ["train", "--data", "datasets/voa-positions", "datasets/invented-articles", "--base"];
        run(program()?.args(data).arg(&base).args(stage).args(options))?;
    }
    Ok(())
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
