//! One module a command, and what they share.

mod analyze;
mod batches;
mod classify;
mod codebook;
mod eval;
mod export;
mod ingest;
mod issues;
mod models;
mod render;
mod report;
mod reviews;
mod serve;
mod statements;

use crate::args::{Cli, CodebookAction, Command, Stored};
use crate::exit::ExitStatus;
use crate::{args, config, interrupt, notes, output};
use anyhow::Context;
use clap::CommandFactory;
use standpoint_desk::View;

/// Runs the command that was asked for.
pub(crate) fn run(cli: Cli) -> anyhow::Result<ExitStatus> {
    interrupt::listen()?;
    let here = std::env::current_dir().context("cannot tell the current folder")?;
    let config = || config::load(&here);
    match cli.command {
        Command::Analyze(args) => {
            output::check(args.output.output.as_deref())?;
            analyze::run(args, &config()?, &cli.talk)
        }
        Command::Statements(args) => statements::run(args, &config()?, &cli.talk),
        Command::Classify(args) => classify::run(&args, &config()?),
        Command::Ingest(args) => ingest::run(args, &config()?, &cli.talk),
        Command::Eval(args) => eval::run(&args, &config()?, &cli.talk),
        Command::Report(args) => report::run(&args, &config()?),
        Command::Export(args) => export::run(&args, &config()?),
        Command::Serve(args) => serve::run(args, &config()?),
        Command::Reviews(args) => reviews::run(&args.action, &config()?),
        Command::Issues(args) => {
            output::check(args.output.as_deref())?;
            issues::run(args, &config()?, &cli.talk)
        }
        Command::Codebook(args) => match args.action {
            CodebookAction::Check(args) => codebook::run(args, &config()?, &cli.talk),
        },
        Command::Models(args) => models::run(args.action),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "standpoint", &mut std::io::stdout());
            Ok(ExitStatus::Done)
        }
    }
}

/// Sets the number of threads for everything that runs in parallel.
fn use_threads(threads: Option<usize>) -> anyhow::Result<()> {
    if let Some(threads) = threads {
        anyhow::ensure!(threads > 0, "--threads is 0; give 1 or more, or leave it out to use all cores");
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    Ok(())
}

/// Reads and parses a codebook.
fn read_codebook(path: &std::path::Path) -> anyhow::Result<standpoint_stance::Codebook> {
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read the codebook {}", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let before = String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let (name, hint) = (path.display(), output::TO_UTF8);
        // A byte of nothing is in no text.
        if e.as_bytes().contains(&0) {
            return anyhow::anyhow!(
                "{name}:{line}:{column}: expected a codebook, found bytes that are no text\nhint: a codebook is a TOML \
                 file, with `[[issue]]` and `name = \"..\"`"
            );
        }
        anyhow::anyhow!("{name}:{line}:{column}: the codebook is not UTF-8\nhint: {hint}")
    })?;
    Ok(standpoint_stance::Codebook::parse(&path.display().to_string(), &text)?)
}

/// Whose words count; a word on stderr where reviews are left out by default.
fn view(
    asked: Option<args::View>,
    store: &standpoint_store::Store,
    run: standpoint_store::RunId,
) -> anyhow::Result<View> {
    Ok(match asked {
        Some(args::View::Auto) => View::Auto,
        Some(args::View::Reviewed) => View::Reviewed,
        Some(args::View::Both) => View::Both,
        None => {
            if !store.adjudication(run, None)?.is_empty() {
                notes::note("reviews are left out; --view both or --view reviewed takes them in");
            }
            View::Auto
        }
    })
}

/// A word on stderr where other runs hold articles that the newest does not: who stored them may wait for them in vain.
fn say_what_is_left_out(
    store: &standpoint_store::Store,
    newest: standpoint_store::RunId,
) -> anyhow::Result<()> {
    let left_out = store.left_out(newest)?;
    if left_out.is_empty() {
        return Ok(());
    }
    let plural = |n: u32| if n == 1 { "1 article".to_owned() } else { format!("{n} articles") };
    let runs: Vec<String> =
        left_out.iter().map(|(run, n)| format!("run {} ({})", run.0, plural(*n))).collect();
    let fullest = left_out.iter().rev().max_by_key(|(_, n)| *n).map_or(newest.0, |(run, _)| run.0);
    notes::warning(&format!(
        "this is run {}, the newest; not in it is what only other runs hold: {}\nhint: --run {fullest} gives that one; a run \
         is all that was analysed with the same codebook, model, options and version",
        newest.0,
        runs.join(", ")
    ));
    Ok(())
}

/// A corpus, and the run of it with that number, or the newest. `output` is where results will go: anywhere but into the corpus.
fn open_stored(
    stored: &Stored,
    config: &config::Config,
    output: Option<&std::path::Path>,
) -> anyhow::Result<(standpoint_store::Store, standpoint_store::StoredRun)> {
    let corpus = stored.corpus.path(config)?;
    output::check_apart(output, [corpus.as_path()])?;
    let store = standpoint_store::Store::open_existing(corpus)?;
    let run = if let Some(number) = stored.run {
        store.run(standpoint_store::RunId(number))?
    } else {
        let newest = store.newest_run(None)?.with_context(|| {
            let path = store.path().display();
            format!("{path} holds no run yet\nhint: `standpoint analyze ... --db {path}` makes one")
        })?;
        say_what_is_left_out(&store, newest.id)?;
        newest
    };
    Ok((store, run))
}
