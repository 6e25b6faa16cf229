//! `standpoint report`: from a stored corpus, without models or articles.

use super::render::Results;
use crate::args::{Format, Report};
use crate::config::Config;
use crate::exit::ExitStatus;
use standpoint_desk::viewed;
use std::path::Path;

pub(crate) fn run(args: &Report, config: &Config) -> anyhow::Result<ExitStatus> {
    let output = args.output.output.as_deref();
    let (store, stored) = super::open_stored(&args.seen.stored, config, output)?;
    let view = super::view(args.seen.view, &store, stored.id)?;
    let format = args.output.format.or_else(|| by_name(output?)).unwrap_or(Format::Jsonl);
    let analyses = viewed(&store, &stored, view)?;
    let mut results = Results::new(format, output, stored.run, &stored.codebook, args.all, &args.look, view)?;
    for analysis in analyses {
        results.analysis(analysis?)?;
    }
    results.finish()?;
    Ok(ExitStatus::Done)
}

/// `-o report.html` says what is wanted.
fn by_name(output: &Path) -> Option<Format> {
    let name = output.file_name()?.to_str()?;
    if name.ends_with(".vl.json") {
        return Some(Format::Vega);
    }
    match output.extension()?.to_str()? {
        "html" | "htm" => Some(Format::Html),
        "md" => Some(Format::Md),
        "csv" => Some(Format::Csv),
        "json" => Some(Format::Json),
        "jsonl" => Some(Format::Jsonl),
        "txt" => Some(Format::Table),
        _ => None,
    }
}
