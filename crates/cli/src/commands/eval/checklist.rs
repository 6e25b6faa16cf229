//! `eval --checklist`: pass rates by capability.

use super::summary::Level;
use super::{Line, decisions, gate, put, table};
use crate::args::{Eval, Format};
use crate::exit::ExitStatus;
use crate::rows;
use anyhow::{Context, bail, ensure};
use standpoint_article::Span;
use standpoint_eval::{Case, Decision, pass_rates};
use standpoint_stance::pair::{Pair, PairInput};
use standpoint_stance::{Classifier, ModelFiles, Stance};
use std::path::PathBuf;

/// The files of cases that the arguments name; of a folder all `.jsonl`, in the order of their names.
pub(super) fn files(named: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
        inside.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
        inside.sort();
        if inside.is_empty() {
            bail!("{} holds no .jsonl file of cases", path.display());
        }
        files.extend(inside);
    }
    Ok(files)
}

pub(super) fn run(
    args: &Eval,
    lines: &[Line],
    files: &ModelFiles,
    format: Format,
) -> anyhow::Result<ExitStatus> {
    let mut cases: Vec<Case> = Vec::new();
    for line in lines {
        let case: Case =
            rows::parse(&line.text, &line.place, "datasets/checklist/README.md says what a case has")?;
        for ask in &case.asks {
            let (start, end) = (ask.mention.start, ask.mention.end);
            ensure!(
                ask.text.get(start..end).is_some(),
                "{}: the mention from {start} to {end} is no stretch of the text of `{}`\nhint: offsets are bytes of `text`, the \
                 end is one past the last",
                line.place,
                case.id
            );
        }
        cases.push(case);
    }
    let classifier = Classifier::open(files)?;
    let builder = classifier.pairs()?;
    let asks = cases.iter().flat_map(|c| &c.asks);
    let pairs: Vec<Pair> = asks
        .map(|ask| {
            builder.build(&PairInput {
                actor: &ask.actor,
                issue: &ask.issue,
                before: "",
                text: &ask.text,
                after: "",
                mention: Some(Span::new(ask.mention.start, ask.mention.end)),
            })
        })
        .collect();
    let verdicts = classifier.classify(&pairs)?;
    let mut verdict = verdicts.iter();
    let (mut answers, mut decisions) = (Vec::new(), Vec::new());
    for case in &cases {
        let mut given: Vec<Stance> = Vec::new();
        for (ask, verdict) in case.asks.iter().zip(verdict.by_ref()) {
            // As with `--pairs`, the likeliest label counts.
            given.push(verdict.scores.top());
            decisions.push(Decision {
                article: case.id.clone(),
                actor: ask.actor.clone(),
                issue: ask.issue.clone(),
                gold: Some(ask.stance),
                found: Some(verdict.scores.top()),
                scores: Some(verdict.scores),
                evidence: vec![ask.text.clone()],
                ..Decision::default()
            });
        }
        answers.push(given);
    }
    decisions::write(args, Level::Checklist, files, decisions.iter())?;
    let rates = pass_rates(&cases, &answers);
    put(args, &if format == Format::Table { table::rates(&rates) } else { table::rates_json(&rates) })?;
    let gates: Vec<ExitStatus> = rates
        .iter()
        .map(|r| gate(args.min_pass, r.rate(), &format!("the pass rate of {}", r.capability)))
        .collect();
    Ok(gates.into_iter().find(|g| *g != ExitStatus::Done).unwrap_or(ExitStatus::Done))
}
