//! `standpoint issues`: a codebook to begin with, from what a corpus says.

use super::batches::{Batches, Item};
use super::use_threads;
use crate::args::{Issues, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{interrupt, model, notes, output};
use anyhow::bail;
use rayon::prelude::*;
use standpoint_issues::{DraftOptions, Sample, propose, to_toml};
use standpoint_stance::{Analysis, Relevance, without_model};
use std::io::Write;
use std::path::PathBuf;

pub(crate) fn run(args: Issues, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    if !(-1.0..=1.0).contains(&args.near) {
        bail!("--near {} is no cosine; give a number from 0 (all in one) to 1 (nothing together)", args.near);
    }
    output::check_apart(args.output.as_deref(), args.inputs.paths.iter().map(PathBuf::as_path))?;
    let files = model::files(&args.engine, config)?;
    let threads = args.engine.threads.or(config.threads);
    use_threads(threads)?;
    let relevance = Relevance::open(&files.base, files.numbers)?;
    let mut sample = Sample::new(args.sample);
    let mut batches = Batches::new(args.inputs, threads, talk)?;
    for item in batches.by_ref() {
        if let Item::Articles(articles) = item {
            let found: Vec<Analysis> = articles.into_par_iter().map(|a| without_model(a, &[])).collect();
            for analysis in &found {
                sample.add(analysis);
            }
        }
    }
    notes::note(&batches.summary());
    if interrupt::stopped() {
        return Ok(ExitStatus::Interrupted);
    }
    if sample.seen() > args.sample {
        notes::note(&format!("{} of {} statements are looked at (--sample)", args.sample, sample.seen()));
    }
    let options = DraftOptions {
        most: args.most,
        min_statements: args.min_statements,
        min_actors: args.min_actors,
        near: args.near,
        ..DraftOptions::default()
    };
    let said = sample.into_said();
    let drafts = propose(&said, &|texts| relevance.embed(texts), options)?;
    if drafts.is_empty() {
        bail!(
            "no issue among {} statements: nothing is said by {} actors {} times\n\
             hint: give more articles, or ask for less with --min-statements and --min-actors",
            said.len(),
            args.min_actors,
            args.min_statements
        );
    }
    let mut sink = Sink::open(args.output.as_deref())?;
    sink.write_all(to_toml(&drafts).as_bytes())?;
    sink.finish()?;
    Ok(if batches.failed > 0 { ExitStatus::Partly } else { ExitStatus::Done })
}
