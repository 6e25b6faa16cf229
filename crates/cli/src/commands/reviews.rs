//! `standpoint reviews`: what reviewers said, taken out of a corpus.

use crate::args::{Corpus, ReviewsAction, ReviewsExport, ReviewsLog, Stored};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::notes;
use crate::output::Sink;
use anyhow::{Context, bail};
use standpoint_desk::{Scope, agreement, gold_lines};
use standpoint_store::{ReviewFilter, RunId, Store, StoredRun};
use std::io::Write;

pub(crate) fn run(action: ReviewsAction, config: &Config) -> anyhow::Result<ExitStatus> {
    let open = |corpus: Corpus| Ok::<_, anyhow::Error>(Store::open_existing(corpus.path(config)?)?);
    match action {
        ReviewsAction::Export(args) => export(&open(args.stored.corpus.clone())?, &args),
        ReviewsAction::Log(args) => log(&open(args.corpus.clone())?, &args),
        ReviewsAction::Agreement(Stored { corpus, run }) => {
            let store = open(corpus)?;
            let stored = stored(&store, run)?;
            let mut sink = Sink::open(None)?;
            serde_json::to_writer_pretty(&mut sink, &agreement(&store, stored.id)?)?;
            sink.write_all(b"\n")?;
            sink.finish()?;
            Ok(ExitStatus::Done)
        }
    }
}

fn stored(store: &Store, run: Option<i64>) -> anyhow::Result<StoredRun> {
    match run {
        Some(run) => Ok(store.run(RunId(run))?),
        None => store.newest_run(None)?.context("the corpus holds no run yet"),
    }
}

fn export(store: &Store, args: &ReviewsExport) -> anyhow::Result<ExitStatus> {
    let stored = stored(store, args.stored.run)?;
    if let Some(coder) = &args.coder {
        let known = store.coders()?;
        if !known.contains(coder) {
            bail!("no coder `{coder}` in this corpus\nhint: it has {}", known.join(", "));
        }
    }
    let scope = if args.partial { Scope::Partial } else { Scope::Complete };
    let mut sink = Sink::open(args.output.as_deref())?;
    let exported = gold_lines(store, &stored, args.coder.as_deref(), scope, &mut sink)?;
    sink.finish()?;
    notes::note(&format!("{} articles of run {}", exported.articles, stored.id.0));
    if exported.incomplete > 0 {
        notes::note(&format!(
            "{} issues of articles left out: only a part of their positions is reviewed (--partial takes them in, to train \
             on and not to score with)",
            exported.incomplete
        ));
    }
    if exported.articles == 0 {
        notes::warning("nothing is reviewed yet\nhint: `standpoint serve` opens the desk");
    }
    Ok(ExitStatus::Done)
}

fn log(store: &Store, args: &ReviewsLog) -> anyhow::Result<ExitStatus> {
    let filter =
        ReviewFilter { run: args.run.map(RunId), coder: args.coder.clone(), ..ReviewFilter::default() };
    let mut sink = Sink::open(args.output.as_deref())?;
    for review in store.reviews(&filter)? {
        serde_json::to_writer(&mut sink, &review)?;
        sink.write_all(b"\n")?;
    }
    sink.finish()?;
    Ok(ExitStatus::Done)
}
