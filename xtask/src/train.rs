//! Training and reference outputs: the only chores that need libtorch.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch};
use anyhow::Result;
use std::process::Command;

/// Trains the shipped weights from the committed data, with the shipped recipe unless `options` say otherwise.
pub(crate) fn train(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    run(program()?
        .args(["train", "--data", "datasets/voa-positions", "datasets/invented-articles", "--base"])
        .arg(base)
        .args(options))
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
