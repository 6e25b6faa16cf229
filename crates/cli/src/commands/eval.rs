//! `standpoint eval`: scores against gold.
//!
//! By default whole articles go through the whole walk, and (actor, issue, stance) triples are compared. With `--pairs` the
//! labelled sentences themselves are judged: the classifier alone. With `--checklist` the classifier is tried by
//! capability, and `--filter` measures what is left out before it is asked.

mod articles;
mod checklist;
mod decisions;
mod filter;
mod pairs;
mod summary;
mod table;

use super::use_threads;
use crate::args::{Eval, Format, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{interrupt, model, notes, output};
use anyhow::{Context, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use summary::Summary;

/// What a line of gold looks like.
const FORM: &str =
    r#"a line is {"id":..,"text":..,"issues":[{"issue":..,"positions":[{"actor":..,"stance":..}]}]}"#;
/// Resamples behind each interval.
const ROUNDS: usize = 1000;

pub(crate) fn run(args: &Eval, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    for path in [&args.output.output, &args.decisions, &args.errors].into_iter().flatten() {
        output::check(Some(path))?;
        output::check_apart(Some(path), args.gold.iter().chain(&args.against).map(PathBuf::as_path))?;
    }
    let lines = if args.checklist { read(&checklist::files(&args.gold)?)? } else { read(&args.gold)? };
    let files = model::files(&args.engine, config)?;
    use_threads(args.engine.threads.or(config.threads))?;
    let format = args.output.format.unwrap_or(Format::Table);
    if !matches!(format, Format::Table | Format::Json | Format::Jsonl) {
        bail!("`eval` writes table or json");
    }
    if args.checklist {
        return checklist::run(args, &lines, &files, format);
    }
    if let Some(sizes) = &args.filter {
        return filter::run(args, sizes, &lines, &files, format);
    }
    let judged =
        if args.pairs { pairs::judge(&lines, &files)? } else { articles::judge(&lines, &files, talk)? };
    if interrupt::stopped() {
        return Ok(ExitStatus::Interrupted);
    }
    let mut summary = Summary::new(judged, ROUNDS);
    if let Some(file) = &args.against {
        summary.compare(file, ROUNDS)?;
    }
    decisions::write(args, summary.level(), &files, summary.decisions())?;
    if let Some(folder) = &args.curves {
        summary.draw(folder)?;
    }
    put(args, &if format == Format::Table { summary.table() } else { summary.json() })?;
    Ok(gate(args.min_f1, summary.macro_f1(), "macro-F1"))
}

/// A line of an input, and where it stands.
struct Line {
    text: String,
    place: String,
    /// The folder of its file.
    folder: PathBuf,
}

/// The lines of all files that are not empty.
fn read(files: &[PathBuf]) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for path in files {
        let name = path.display();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read the gold file {name}"))?;
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        // Editors of other systems begin a file with a byte order mark.
        lines.extend(
            text.trim_start_matches('\u{feff}')
                .lines()
                .enumerate()
                .filter(|(_, l)| !l.trim().is_empty())
                .map(|(i, line)| Line {
                    text: line.to_owned(),
                    place: format!("{name}:{}", i + 1),
                    folder: folder.clone(),
                }),
        );
    }
    if lines.is_empty() {
        bail!("the gold files hold no line\nhint: {FORM}");
    }
    Ok(lines)
}

fn put(args: &Eval, text: &str) -> anyhow::Result<()> {
    let mut sink = Sink::open(args.output.output.as_deref())?;
    sink.write_all(text.as_bytes())?;
    sink.finish()
}

/// The verdict of a threshold.
fn gate(least: Option<f64>, reached: f64, what: &str) -> ExitStatus {
    match least {
        Some(least) if reached < least => {
            notes::error(&format!("{what} {reached:.4} is below the {least} asked for"));
            ExitStatus::Partly
        }
        _ => ExitStatus::Done,
    }
}
