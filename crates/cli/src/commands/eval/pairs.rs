//! `eval --pairs`: the classifier on labelled sentences.

use super::{ROUNDS, gate, table};
use crate::args::{Eval, Format};
use crate::exit::ExitStatus;
use crate::output::Sink;
use anyhow::{Context, bail};
use standpoint_article::Span;
use standpoint_eval::{Confusion, LabelledArticle, LabelledPair, bootstrap};
use standpoint_stance::pair::{Pair, PairInput};
use standpoint_stance::{Classifier, ModelFiles, Stance, Verdict};
use std::io::Write;

pub(super) fn run(
    args: &Eval,
    name: &str,
    text: &str,
    files: &ModelFiles,
    format: Format,
) -> anyhow::Result<ExitStatus> {
    let mut articles = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let article: LabelledArticle = serde_json::from_str(line).with_context(|| {
            format!(
                "{name}:{}: --pairs wants rows with `sentences`, and positions with `mention` and `evidence`",
                i + 1
            )
        })?;
        articles.push(article.pairs());
    }
    let labelled: Vec<&LabelledPair> = articles.iter().flatten().collect();
    if labelled.is_empty() {
        bail!("{name} holds no labelled pair");
    }
    let classifier = Classifier::open(files)?;
    let builder = classifier.pairs()?;
    let span = |place: Option<(usize, usize)>| place.map(|(a, b)| Span::new(a, b));
    let pairs: Vec<Pair> = labelled
        .iter()
        .map(|p| {
            builder.build(&PairInput {
                actor: &p.actor,
                issue: &p.issue,
                before: &p.before,
                text: &p.text,
                after: "",
                mention: span(p.mention),
            })
        })
        .collect();
    let verdicts = classifier.classify(&pairs)?;
    // Regrouped by article, because that is what the bootstrap draws.
    let mut verdict = verdicts.iter();
    let judged: Vec<Vec<(&LabelledPair, &Verdict)>> =
        articles.iter().map(|pairs| pairs.iter().zip(verdict.by_ref()).collect()).collect();
    let all: Vec<(&LabelledPair, &Verdict)> = judged.iter().flatten().copied().collect();
    let confusion = confusion(all.iter().copied());
    let interval = bootstrap(&judged, ROUNDS, |sample| {
        self::confusion(sample.iter().flat_map(|article| article.iter().copied())).macro_f1()
    });
    let summary = table::PairSummary {
        confusion,
        interval,
        calibration_error: calibration_error(&all),
        selective: selective(&all),
        condition: condition_overlap(&all),
    };
    let out = match format {
        Format::Table => summary.table(),
        _ => summary.json(),
    };
    let mut sink = Sink::open(args.output.output.as_deref())?;
    sink.write_all(out.as_bytes())?;
    if args.misses && format == Format::Table {
        for (pair, verdict) in all.iter().filter(|(p, v)| p.stance != v.scores.top()) {
            writeln!(
                sink,
                "{}: {} on {:?}: gold {}, found {}\n    {}",
                pair.article, pair.actor, pair.issue, pair.stance, verdict.stance, pair.text
            )?;
        }
    }
    sink.finish()?;
    Ok(gate(args.min_f1, confusion.macro_f1()))
}

fn confusion<'a>(judged: impl Iterator<Item = (&'a LabelledPair, &'a Verdict)>) -> Confusion {
    let mut confusion = Confusion::default();
    for (pair, verdict) in judged {
        confusion.add(pair.stance, verdict.scores.top());
    }
    confusion
}

/// What abstaining buys: the share of pairs that are answered, and the share of right answers among them.
fn selective(judged: &[(&LabelledPair, &Verdict)]) -> (f64, f64) {
    let answered: Vec<bool> = judged
        .iter()
        .filter(|(_, v)| v.stance != Stance::Unclear)
        .map(|(p, v)| p.stance == v.stance)
        .collect();
    let right = answered.iter().filter(|r| **r).count();
    (answered.len() as f64 / judged.len().max(1) as f64, right as f64 / answered.len().max(1) as f64)
}

/// Expected calibration error of the top label over ten bins, abstentions included with their top label.
fn calibration_error(judged: &[(&LabelledPair, &Verdict)]) -> f64 {
    let confidences = judged.iter().map(|(pair, verdict)| {
        let top = verdict.scores.top();
        (verdict.scores.of(top), top == pair.stance)
    });
    standpoint_eval::Score { confidences: confidences.collect(), ..Default::default() }.calibration_error()
}

/// Words of gold conditions against words of found ones, over the records that both call conditional: exact matches,
/// records, and F1 over words.
fn condition_overlap(judged: &[(&LabelledPair, &Verdict)]) -> table::ConditionScore {
    let mut score = table::ConditionScore::default();
    let (mut shared, mut ours, mut theirs) = (0, 0, 0);
    for (pair, verdict) in judged {
        let (Some((a, b)), Some((found, _, _))) = (pair.condition, verdict.condition) else { continue };
        let words = |start: usize, end: usize| -> Vec<usize> {
            let from = |w: &str| w.as_ptr() as usize - pair.text.as_ptr() as usize;
            pair.text.split_whitespace().map(from).filter(|at| *at >= start && *at < end).collect()
        };
        let (gold, answer) = (words(a, b), words(found.start(), found.end()));
        score.records += 1;
        score.exact += usize::from(gold == answer);
        shared += answer.iter().filter(|w| gold.contains(w)).count();
        ours += answer.len();
        theirs += gold.len();
    }
    score.word_f1 = if ours + theirs == 0 { 0.0 } else { 2.0 * shared as f64 / (ours + theirs) as f64 };
    score
}
