//! Training and reference outputs: the only chores that need libtorch.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch};
use anyhow::Result;
use std::process::Command;

/// What both stages ask: the labelled records, what the program asks of labelled articles at work, and questions whose
/// subject is near and whose answer is none.
const ASKED: &str = "--batch 32 --labelled 1 --work-position 0.6 --work-none 0.12 --other-issue 0.15 --other-actor 0.1 \
    --own-issue 0.15 --own-sentence 0.05 --none-odds 3";
/// The first stage, from the base: articles alone.
const FIRST: &str =
    "--data datasets/voa-positions datasets/invented-articles --epochs 4 --lr 0.0002 --seed 1";
/// The second, from the first: contrasts too, and issues in other words and turned round. Half of what it changes is kept.
const SECOND: &str = "--data datasets/voa-positions datasets/invented-articles datasets/contrasts \
    --wordings datasets/issue-wordings/train.jsonl --epochs 1 --lr 0.0001 --seed 2 --reworded 0.3 --opposite 0.15 --keep 0.5";
/// Where the first stage's folder lies, below the checkout.
const BETWEEN: &str = "target/standpoint-minilm-first";
/// What each stage leaves for `--resume`.
const CHECKPOINTS: [&str; 2] =
    ["target/standpoint-minilm-first.checkpoint", "target/standpoint-minilm.checkpoint"];

/// Trains the shipped weights from the committed data, in two stages; `options` come after the recipe's own and may change
/// them in both. They were made with `--bfloat16 --threads 1`, which not every machine can do. With `--resume` each stage
/// goes on from its checkpoint where it left one.
pub(crate) fn train(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    let stage = |recipe: &str, checkpoint: &str, ends: &[&str]| -> Result<()> {
        let begun = root().join(checkpoint).is_file();
        let options = options.iter().filter(|option| begun || *option != "--resume");
        let mut command = program()?;
        command.arg("train").arg("--base").arg(&base).args(recipe.split_whitespace());
        command.args(ASKED.split_whitespace()).args(options).args(["--checkpoint", checkpoint]);
        run(command.args(ends))
    };
    stage(FIRST, CHECKPOINTS[0], &["--out", BETWEEN])?;
    stage(SECOND, CHECKPOINTS[1], &["--from", &format!("{BETWEEN}/model.safetensors")])
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
