//! The `standpoint` command.
//!
//! `main` parses and reports; each command is a module of its own under `commands`. Flags, environment and
//! `standpoint.toml` are merged there, and everything that can be refused is refused before the first article is read.

mod args;
mod commands;
mod config;
mod exit;
mod interrupt;
mod model;
mod notes;
mod output;
mod progress;
mod rows;

use clap::Parser;
use exit::ExitStatus;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let _ = e.print();
            let status = if e.use_stderr() { ExitStatus::CouldNotRun } else { ExitStatus::Done };
            return status.into();
        }
    };
    notes::set(&cli.talk);
    match commands::run(cli) {
        Ok(status) => status.into(),
        Err(e) if output::closed_pipe(&e) => ExitStatus::Done.into(),
        Err(e) => {
            notes::error(&format!("{e:#}"));
            ExitStatus::CouldNotRun.into()
        }
    }
}
