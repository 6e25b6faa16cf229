//! `standpoint ingest`: bytes to clean articles.

use super::batches::{Batches, Item};
use super::render::framing;
use crate::args::{Format, IngestArgs, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{interrupt, notes, output};
use anyhow::bail;
use standpoint_article::Article;
use standpoint_report::wire::RunRecord;
use standpoint_report::{JsonlOptions, JsonlWriter, Stage};
use std::io::Write;
use std::path::PathBuf;

pub(crate) fn run(args: IngestArgs, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    output::check_apart(args.output.output.as_deref(), args.inputs.paths.iter().map(PathBuf::as_path))?;
    let batches = Batches::new(args.inputs, args.threads.or(config.threads), talk)?.singly();
    let format = args.output.format.unwrap_or(Format::Jsonl);
    let Some(framing) = framing(format) else {
        if format == Format::Table {
            return list(batches, Sink::open(args.output.output.as_deref())?);
        }
        bail!("`ingest` writes jsonl, json or table");
    };
    let options = JsonlOptions { stage: Stage::Ingest, framing, all: false };
    let mut writer = JsonlWriter::new(Sink::open(args.output.output.as_deref())?, options);
    writer.begin(RunRecord::without_model(env!("CARGO_PKG_VERSION")))?;
    let status = walk(batches, |item| {
        match item {
            Item::Warning { input, message } => writer.warning(&input, &message)?,
            Item::Failed { input, message } => writer.failed(&input, &message)?,
            Item::Pause => writer.flush()?,
            Item::Articles(articles) => {
                for article in &articles {
                    writer.article(article)?;
                }
            }
        }
        Ok(())
    })?;
    writer.end()?.0.finish()?;
    Ok(status)
}

/// One line an article.
fn list(batches: Batches, mut sink: Sink) -> anyhow::Result<ExitStatus> {
    let line = |a: &Article| {
        let date = a.published.as_deref().unwrap_or("undated");
        let title = a.title.as_deref().unwrap_or("untitled");
        format!("{date:<20}  {:<2}  {:>7}  {}  {title}\n", a.language, a.text.as_str().len(), a.id)
    };
    let status = walk(batches, |item| {
        match item {
            Item::Articles(articles) => {
                for article in &articles {
                    sink.write_all(line(article).as_bytes())?;
                }
            }
            Item::Pause => sink.flush()?,
            Item::Warning { .. } | Item::Failed { .. } => {}
        }
        Ok(())
    })?;
    sink.finish()?;
    Ok(status)
}

/// What is said where inputs are fine and hold no article.
pub(crate) const NO_ARTICLE: &str = "no article in the inputs\nhint: in folders names decide what is read; docs/reference/formats.md lists them";

/// Feeds every item to `each` and says at the end how it went.
pub(crate) fn walk(
    mut batches: Batches,
    mut each: impl FnMut(Item) -> anyhow::Result<()>,
) -> anyhow::Result<ExitStatus> {
    for item in batches.by_ref() {
        each(item)?;
    }
    notes::note(&batches.summary());
    if interrupt::stopped() {
        notes::note("interrupted: the results are those of the articles so far");
        return Ok(ExitStatus::Interrupted);
    }
    if batches.articles == 0 && batches.failed == 0 {
        bail!(NO_ARTICLE);
    }
    Ok(if batches.failed > 0 { ExitStatus::Partly } else { ExitStatus::Done })
}
