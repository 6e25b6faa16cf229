//! `standpoint statements`: who said what.

use super::batches::{Batches, Item};
use super::ingest::walk;
use super::render::framing;
use super::{read_codebook, use_threads};
use crate::args::{Format, Statements, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{notes, output};
use anyhow::bail;
use rayon::prelude::*;
use standpoint_report::wire::RunRecord;
use standpoint_report::{JsonlOptions, JsonlWriter, Stage};
use standpoint_stance::{Analysis, without_model};
use std::path::PathBuf;

pub(crate) fn run(args: Statements, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    let needed = args.inputs.paths.iter().chain(&args.codebook).map(PathBuf::as_path);
    output::check_apart(args.output.output.as_deref(), needed)?;
    let known = match &args.codebook {
        Some(path) => read_codebook(path)?.actors,
        None => Vec::new(),
    };
    use_threads(args.threads.or(config.threads))?;
    let Some(framing) = framing(args.output.format.unwrap_or(Format::Jsonl)) else {
        bail!("`statements` writes jsonl or json");
    };
    let options = JsonlOptions { stage: Stage::Statements, framing, all: false };
    let mut writer = JsonlWriter::new(Sink::open(args.output.output.as_deref())?, options);
    writer.begin(RunRecord::without_model(env!("CARGO_PKG_VERSION")))?;
    let status = walk(Batches::new(args.inputs, args.threads.or(config.threads), talk)?, |item| {
        match item {
            Item::Warning { input, message } => writer.warning(&input, &message)?,
            Item::Failed { input, message } => writer.failed(&input, &message)?,
            Item::Pause => writer.flush()?,
            Item::Articles(articles) => {
                let found: Vec<Analysis> =
                    articles.into_par_iter().map(|a| without_model(a, &known)).collect();
                for analysis in &found {
                    for warning in &analysis.warnings {
                        notes::warning(&format!("{}: {warning}", analysis.article.input));
                    }
                    writer.analysis(analysis)?;
                }
            }
        }
        Ok(())
    })?;
    writer.end()?.0.finish()?;
    Ok(status)
}
