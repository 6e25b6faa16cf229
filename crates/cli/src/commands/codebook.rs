//! `standpoint codebook check`: what is wrong with a codebook, alone or beside articles.

use super::batches::{Batches, Item};
use super::{read_codebook, use_threads};
use crate::args::{CodebookCheck, Format, Inputs, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{interrupt, model, notes, output};
use anyhow::bail;
use standpoint_issues::{Finding, Level, check, check_usage};
use standpoint_stance::{Analysis, Analyzer, Relevance};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

pub(crate) fn run(args: CodebookCheck, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    let format = args.output.format.unwrap_or(Format::Table);
    if !matches!(format, Format::Table | Format::Json | Format::Jsonl) {
        bail!("`codebook check` writes table, json or jsonl");
    }
    output::check(args.output.output.as_deref())?;
    let needed = args.paths.iter().chain([&args.codebook]).map(PathBuf::as_path);
    output::check_apart(args.output.output.as_deref(), needed)?;
    let book = read_codebook(&args.codebook)?;
    let files = model::files(&args.engine, config)?;
    let threads = args.engine.threads.or(config.threads);
    use_threads(threads)?;
    let relevance = Relevance::open(&files.base, files.numbers)?;
    let mut found = check(&book, &|texts| relevance.embed(texts))?;
    let mut failed = 0;
    if !args.paths.is_empty() {
        let analyzer = Analyzer::new(&files, book.clone())?;
        let mut analyses: Vec<Analysis> = Vec::new();
        let inputs = Inputs { paths: args.paths, reading: args.reading };
        let mut batches = Batches::new(inputs, threads, talk)?;
        for item in batches.by_ref() {
            if let Item::Articles(articles) = item {
                // Only the judgements are looked at.
                analyses.extend(analyzer.analyze(articles)?.into_iter().map(light));
            }
        }
        notes::note(&batches.summary());
        if interrupt::stopped() {
            return Ok(ExitStatus::Interrupted);
        }
        failed = batches.failed;
        found.extend(check_usage(&book, &analyses));
        found.sort_by_key(|f| f.level);
    }
    let problems = found.iter().filter(|f| f.level == Level::Problem).count();
    let mut sink = Sink::open(args.output.output.as_deref())?;
    let out = match format {
        Format::Json => serde_json::to_string_pretty(&found)? + "\n",
        Format::Jsonl => {
            let lines: Result<Vec<String>, _> = found.iter().map(serde_json::to_string).collect();
            lines?.into_iter().map(|line| line + "\n").collect()
        }
        _ => table(&found, book.issues.len(), book.actors.len()),
    };
    sink.write_all(out.as_bytes())?;
    sink.finish()?;
    Ok(if problems + failed > 0 { ExitStatus::Partly } else { ExitStatus::Done })
}

/// An analysis without what takes room.
fn light(analysis: Analysis) -> Analysis {
    let article = standpoint_article::Article::from_text(analysis.article.id, "");
    Analysis { article, actors: Vec::new(), statements: Vec::new(), positions: Vec::new(), ..analysis }
}

fn table(found: &[Finding], issues: usize, actors: usize) -> String {
    let mut out = String::new();
    for finding in found {
        let level = match finding.level {
            Level::Problem => "problem",
            Level::Advice => "advice ",
        };
        let _ = writeln!(out, "{level}  {}\n         hint: {}", finding.message, finding.hint);
    }
    let problems = found.iter().filter(|f| f.level == Level::Problem).count();
    let advice = found.len() - problems;
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let _ = writeln!(
        out,
        "{}, {}: {}, {advice} advice",
        plural(issues, "issue", "issues"),
        plural(actors, "known actor", "known actors"),
        plural(problems, "problem", "problems")
    );
    out
}
