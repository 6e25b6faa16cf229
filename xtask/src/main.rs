//! Chores of the project: `cargo xtask --help`.

mod bench;
mod cargo;
mod datasets;
mod demo;
mod libtorch;
mod python;
mod test;
mod tidy;
mod train;

use anyhow::Result;
use clap::{Parser, Subcommand};
use standpoint_models::{Manifest, Source, Store};
use std::path::PathBuf;
use std::process::ExitCode;

/// Chores of the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// A newcomer's first command: fetch the model, build, analyse the sample, leave a report
    Demo,
    /// Everything that must pass: format, lints, tests, order of imports, datasets, the train crate's types
    Test,
    /// Bring the base weights to this machine (90 MB, once)
    FetchModels {
        /// Take them from this folder instead of the network
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
    },
    /// Train the shipped weights from the committed data (libtorch is fetched when it is missing)
    Train {
        /// Passed on to `standpoint-train train`; see its --help
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Write the reference outputs that the native encoder is tested against
    Reference,
    /// Benchmarks beside other people's programs, which are set up as needed (docs/concepts/performance.md)
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Check that crates import each other in the order of the walk
    Tidy,
    /// The labelled corpora
    #[command(subcommand)]
    Datasets(datasets::Action),
}

fn main() -> ExitCode {
    match run(Cli::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            cargo::say(&format!("error: {e:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<()> {
    match chore {
        Chore::Demo => demo::demo(),
        Chore::Test => test::all(),
        Chore::FetchModels { from } => fetch_models(from).map(|_| ()),
        Chore::Train { options } => train::train(&options),
        Chore::Reference => train::reference(),
        Chore::Bench(what) => bench::bench(&what),
        Chore::Tidy => tidy::run(),
        Chore::Datasets(action) => datasets::run(&action),
    }
}

/// Makes sure that every base is there and whole; gives the folder of the default model's.
fn fetch_models(from: Option<PathBuf>) -> Result<PathBuf> {
    let manifest = Manifest::shipped();
    let store = Store::at_home()?;
    let source = from.map_or(Source::Auto, Source::Folder);
    for base in &manifest.bases {
        let brought = store.fetch(base, &source, &mut cargo::say)?;
        let what = if brought == 0 { "is there" } else { "fetched and checked" };
        cargo::say(&format!("{} {what}: {}", base.name, store.folder(base).display()));
    }
    let default =
        manifest.model(standpoint_models::DEFAULT_MODEL).map(|m| m.base.clone()).unwrap_or_default();
    Ok(store.root().join(default))
}
