//! `standpoint eval`: scores against gold.
//!
//! Two levels. By default whole articles go through the whole walk, and (actor, issue, stance) triples are compared.
//! With `--pairs` the labelled sentences themselves are judged: the classifier alone.

mod pairs;
mod table;

use super::use_threads;
use crate::args::{Eval, Format, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{interrupt, model, notes, progress};
use anyhow::{Context, bail};
use standpoint_article::Article;
use standpoint_eval::{Found, Gold, Score, bootstrap, macro_f1, score};
use standpoint_ingest::{Event, Ingest};
use standpoint_stance::{Analysis, Analyzer, Codebook};
use std::io::Write;
use std::path::Path;

/// Resamples behind each interval.
const ROUNDS: usize = 1000;

pub(crate) fn run(args: &Eval, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    let name = args.gold.display().to_string();
    let text =
        std::fs::read_to_string(&args.gold).with_context(|| format!("cannot read the gold file {name}"))?;
    let files = model::files(&args.engine, config)?;
    use_threads(args.engine.threads.or(config.threads))?;
    let format = args.output.format.unwrap_or(Format::Table);
    if !matches!(format, Format::Table | Format::Json | Format::Jsonl) {
        bail!("`eval` writes table or json");
    }
    if args.pairs {
        return pairs::run(args, &name, &text, &files, format);
    }
    let mut golds = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        golds.push(Gold::parse_line(line).with_context(|| format!("{name}:{}", i + 1))?);
    }
    if golds.is_empty() {
        bail!(
            "{name} holds no article\nhint: a line is {{\"id\":..,\"text\":..,\"issues\":[{{\"issue\":..,\"positions\":[..]}}]}}"
        );
    }
    let mut analyzer = Analyzer::new(&files, Codebook::default())?;
    let bar = progress::articles(talk);
    let folder = args.gold.parent().unwrap_or(Path::new("."));
    let mut scored = Vec::new();
    for gold in golds {
        if interrupt::stopped() {
            return Ok(ExitStatus::Interrupted);
        }
        let article = article(&gold, folder).with_context(|| format!("{name}: article `{}`", gold.id))?;
        analyzer.set_codebook(Codebook::from_issues(gold.issues.iter().map(|i| i.issue.as_str())))?;
        let analyses = analyzer.analyze(vec![article])?;
        let found = analyses.iter().flat_map(|a| found(a, analyzer.codebook())).collect::<Vec<_>>();
        scored.push((gold, found));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let total = score(&scored);
    let mut sink = Sink::open(args.output.output.as_deref())?;
    let micro = bootstrap(&scored, ROUNDS, |sample| of(sample).micro.f1());
    let macro_ = bootstrap(&scored, ROUNDS, |sample| macro_f1(&of(sample).classes));
    let out = match format {
        Format::Table => table::positions(&total, scored.len(), micro, macro_, args.misses),
        _ => table::positions_json(&total, scored.len(), micro, macro_, args.misses),
    };
    sink.write_all(out.as_bytes())?;
    sink.finish()?;
    Ok(gate(args.min_f1, macro_f1(&total.classes)))
}

/// The verdict of `--min-f1`.
fn gate(least: Option<f64>, reached: f64) -> ExitStatus {
    match least {
        Some(least) if reached < least => {
            notes::error(&format!("macro-F1 {reached:.4} is below the {least} asked for"));
            ExitStatus::Partly
        }
        _ => ExitStatus::Done,
    }
}

fn of(sample: &[&(Gold, Vec<Found>)]) -> Score {
    let owned: Vec<(Gold, Vec<Found>)> = sample.iter().map(|x| (*x).clone()).collect();
    score(&owned)
}

/// The article of a gold row: its own text as it stands, or its file as `ingest` reads it.
fn article(gold: &Gold, folder: &Path) -> anyhow::Result<Article> {
    if let Some(text) = &gold.text {
        return Ok(Article::from_text(gold.id.clone(), text.clone()));
    }
    let path = folder.join(gold.file.as_deref().unwrap_or_default());
    let mut articles = Vec::new();
    for event in Ingest::default().read([path.clone()]) {
        match event {
            Event::Article(article) => articles.push(*article),
            Event::Failed { input, message } => bail!("{input}: {message}"),
            Event::Note { input, message } => notes::note(&format!("{input}: {message}")),
            Event::Warning { input, message } => notes::warning(&format!("{input}: {message}")),
        }
    }
    let several = articles.len();
    match articles.pop() {
        Some(article) if several == 1 => Ok(article),
        _ => bail!("{} holds {several} articles, a gold row wants one", path.display()),
    }
}

/// The positions of an analysis with all the names of their actors.
fn found(analysis: &Analysis, codebook: &Codebook) -> Vec<Found> {
    let positions = analysis.positions.iter().filter(|p| p.stance.is_position());
    positions
        .map(|p| {
            let actor = analysis.actors.iter().find(|a| a.id == p.actor);
            let aliases = actor.map(|a| a.aliases.clone()).unwrap_or_default();
            let issue = codebook.issue(&p.issue).map_or_else(|| p.issue.clone(), |i| i.name.clone());
            let names = std::iter::once(p.name.clone()).chain(aliases).collect();
            Found { issue, names, stance: p.stance, confidence: p.confidence }
        })
        .collect()
}
