//! `eval` on whole articles: everything automatic.

use super::Line;
use super::summary::{Judged, Level};
use crate::args::Talk;
use crate::{interrupt, notes, progress, rows};
use anyhow::{Context, anyhow, bail};
use standpoint_article::Article;
use standpoint_eval::{Found, Gold, GoldError, decide, lost};
use standpoint_ingest::{Event, Ingest};
use standpoint_stance::{Analysis, Analyzer, Codebook, ModelFiles, Position};
use std::path::Path;

/// Statements of a position that a decision shows.
const SHOWN: usize = 3;

pub(super) fn judge(lines: &[Line], files: &ModelFiles, talk: &Talk) -> anyhow::Result<Judged> {
    let mut golds = Vec::new();
    for line in lines {
        let gold = Gold::parse_line(&line.text).map_err(|e| match e {
            GoldError::Json(e) => anyhow!(rows::explain(&line.text, &line.place, &e, super::FORM)),
            other => anyhow!("{}: {other}", line.place),
        })?;
        golds.push((line, gold));
    }
    let mut analyzer = Analyzer::new(files, Codebook::default())?;
    let bar = progress::articles(talk);
    let mut judged = Judged::new(Level::Position, analyzer.classifier());
    for (line, gold) in golds {
        if interrupt::stopped() {
            break;
        }
        let article =
            article(&gold, &line.folder).with_context(|| format!("{}: article `{}`", line.place, gold.id))?;
        analyzer.set_codebook(Codebook::from_issues(gold.issues.iter().map(|i| i.issue.as_str())))?;
        let analyses = analyzer.analyze(vec![article])?;
        let found: Vec<Found> = analyses.iter().flat_map(|a| found(a, analyzer.codebook())).collect();
        let mut decisions = decide(&gold, &found);
        for analysis in &analyses {
            lost(&gold, analysis, &mut decisions);
        }
        judged.articles.push((gold.id, decisions));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(judged)
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

/// What an analysis says of each actor and issue, with all the names of the actor.
fn found(analysis: &Analysis, codebook: &Codebook) -> Vec<Found> {
    let of = |p: &Position| {
        let actor = analysis.actors.iter().find(|a| a.id == p.actor);
        let aliases = actor.map(|a| a.aliases.clone()).unwrap_or_default();
        Found {
            issue: codebook.issue(&p.issue).map_or_else(|| p.issue.clone(), |i| i.name.clone()),
            names: std::iter::once(p.name.clone()).chain(aliases).collect(),
            stance: p.stance,
            scores: p.scores,
            evidence: p.evidence.iter().take(SHOWN).filter_map(|id| words(analysis, id)).collect(),
        }
    };
    analysis.positions.iter().map(of).collect()
}

/// The whole sentences of a statement.
fn words(analysis: &Analysis, id: &str) -> Option<String> {
    let text = &analysis.article.text;
    let extent = analysis.statements.iter().find(|s| s.id == id)?.extent()?;
    let sentences = text.sentences_of(extent).map(|i| text.sentences()[i].span);
    Some(text.slice(sentences.reduce(standpoint_article::Span::cover)?).to_owned())
}
