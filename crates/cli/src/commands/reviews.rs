//! `standpoint reviews`: what reviewers said, taken out of a corpus.

use super::open_stored;
use crate::args::{ReviewsAction, ReviewsExport, ReviewsLog};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{notes, output};
use anyhow::bail;
use standpoint_desk::{Scope, agreement, gold_lines};
use standpoint_store::{ReviewFilter, RunId, Store};
use std::io::Write;

pub(crate) fn run(action: &ReviewsAction, config: &Config) -> anyhow::Result<ExitStatus> {
    match action {
        ReviewsAction::Export(args) => export(args, config),
        ReviewsAction::Log(args) => log(args, config),
        ReviewsAction::Agreement(args) => {
            let (store, stored) = open_stored(args, config, None)?;
            let mut sink = Sink::open(None)?;
            serde_json::to_writer_pretty(&mut sink, &agreement(&store, stored.id)?)?;
            sink.write_all(b"\n")?;
            sink.finish()?;
            Ok(ExitStatus::Done)
        }
    }
}

fn export(args: &ReviewsExport, config: &Config) -> anyhow::Result<ExitStatus> {
    let (store, stored) = open_stored(&args.stored, config, args.output.as_deref())?;
    if let Some(coder) = &args.coder {
        let known = store.coders()?;
        if !known.contains(coder) {
            bail!("no coder `{coder}` in this corpus\nhint: it has {}", known.join(", "));
        }
    }
    let scope = if args.partial { Scope::Partial } else { Scope::Complete };
    let mut sink = Sink::open(args.output.as_deref())?;
    let exported = gold_lines(&store, &stored, args.coder.as_deref(), scope, &mut sink)?;
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

fn log(args: &ReviewsLog, config: &Config) -> anyhow::Result<ExitStatus> {
    let corpus = args.corpus.path(config)?;
    output::check_apart(args.output.as_deref(), [corpus.as_path()])?;
    let store = Store::open_existing(corpus)?;
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
