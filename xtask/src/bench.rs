//! Benchmarks that need other people's programs: everything is set up here, outside the checkout and the main lock file.

use crate::cargo::{cargo, root, run};
use crate::{fetch_models, libtorch, python};
use anyhow::{Context, Result};
use clap::Subcommand;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What can be measured.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Bench {
    /// Our encoder beside ONNX Runtime, rten, candle and rust-bert, in one run (the first time: 4 GB of downloads)
    Peers {
        /// Passed on to `standpoint-peers`; see `cargo xtask bench peers -- --help`. Without any: `all`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// `standpoint analyze` beside the same work assembled from spaCy, textacy and transformers
    Assembled {
        /// Passed on to docs/bench/assembled/compare.py; see its --help
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Instruction counts of the encoder, under valgrind (the runner is installed into the cache)
    Instructions,
    /// What `standpoint analyze` costs as articles, issues and threads grow
    Growth {
        /// Passed on to docs/bench/assembled/growth.py; see its --help
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
}

/// The version of `gungraun` in Cargo.toml; its runner has to be of the same.
const GUNGRAUN: &str = "0.20.0";

/// Measures it.
pub(crate) fn bench(what: &Bench) -> Result<()> {
    match what {
        Bench::Peers { options } => peers(options),
        Bench::Assembled { options } => pipeline("compare.py", options),
        Bench::Instructions => instructions(),
        Bench::Growth { options } => pipeline("growth.py", options),
    }
}

fn peers(options: &[String]) -> Result<()> {
    let base = fetch_models(None)?;
    let python = python()?;
    let onnx = cache()?.join("onnx");
    if !onnx.is_dir() {
        // Exported beside its place and renamed into it: complete or absent.
        let work = cache()?.join(format!(".onnx.{}", std::process::id()));
        run(Command::new(&python).arg(root().join("benches/peers/python/export.py")).arg(&base).arg(&work))?;
        fs::rename(&work, &onnx).with_context(|| format!("cannot rename to {}", onnx.display()))?;
    }
    let torch = libtorch::ensure()?;
    let target = root().join("target/peers");
    let mut build = cargo();
    build.args(["build", "--release", "--manifest-path", "benches/peers/Cargo.toml", "--locked"]);
    build.args(["--features", "torch", "--target-dir"]).arg(&target);
    run(build.envs(libtorch::environment(&torch)))?;
    let program = target.join("release/standpoint-peers");
    let mut command = Command::new(program);
    command
        .current_dir(root())
        .envs(libtorch::environment(&torch))
        .env("STANDPOINT_PEERS_ONNX", &onnx)
        .env("ORT_DYLIB_PATH", library(&python)?);
    if options.is_empty() {
        command.arg("all");
    }
    run(command.args(options))
}

fn instructions() -> Result<()> {
    Command::new("valgrind")
        .arg("--version")
        .output()
        .context("no valgrind\nhint: install it with the system's packages")?;
    let place = cache()?.join(format!("gungraun-{GUNGRAUN}"));
    let runner = place.join("bin/gungraun-runner");
    if !runner.is_file() {
        let what = ["install", "--quiet", "--locked", "gungraun-runner", "--version", GUNGRAUN, "--root"];
        run(cargo().args(what).arg(&place))?;
    }
    let bench = ["bench", "--package", "standpoint-benches", "--features", "instructions"];
    run(cargo().args(bench).args(["--bench", "instructions"]).env("GUNGRAUN_RUNNER", runner))
}

/// The two sides of the pipeline's comparison: our release build and the Python environment.
fn pipeline(script: &str, options: &[String]) -> Result<()> {
    fetch_models(None)?;
    let python = python()?;
    run(cargo().args(["build", "--release", "--package", "standpoint-cli", "--locked"]))?;
    run(Command::new(python)
        .current_dir(root())
        .arg(root().join("docs/bench/assembled").join(script))
        .args(options))
}

/// Python with the peers' packages.
fn python() -> Result<PathBuf> {
    let cost = "about 4 GB of downloads, 6 GB on disk";
    python::environment("benches/peers/requirements.txt", &cache()?.join("venv"), cost)
}

fn cache() -> Result<PathBuf> {
    Ok(libtorch::cache_dir()?.join("peers"))
}

/// ONNX Runtime's shared library, which travels inside its Python package.
fn library(python: &Path) -> Result<PathBuf> {
    let ask = "import onnxruntime, pathlib; print(next((pathlib.Path(onnxruntime.__file__).parent / 'capi')\
               .glob('libonnxruntime.so.*')))";
    let output = Command::new(python).args(["-c", ask]).output().context("cannot run python")?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    anyhow::ensure!(
        output.status.success() && !path.is_empty(),
        "no libonnxruntime in the Python package onnxruntime\nhint: remove {} and run this again",
        cache()?.display()
    );
    Ok(path.into())
}
