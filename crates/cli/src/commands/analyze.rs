//! `standpoint analyze`: the whole job.

use super::batches::{Batches, Item};
use super::ingest::NO_ARTICLE;
use super::render::Results;
use super::{read_codebook, use_threads};
use crate::args::{Analyze, Format, Talk};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::{interrupt, model, notes, output};
use anyhow::bail;
use serde_json::json;
use standpoint_article::Article;
use standpoint_desk::View;
use standpoint_stance::{Analysis, Analyzer, Codebook};
use standpoint_store::{ArticleKey, RunId, Store};
use std::path::PathBuf;

pub(crate) fn run(args: Analyze, config: &Config, talk: &Talk) -> anyhow::Result<ExitStatus> {
    // Everything that can be refused is refused before the model is loaded.
    let book = issues(&args, config)?;
    let db = args.db.clone().or_else(|| config.db.clone());
    let codebook = codebook(&args, config);
    let needed = [codebook.as_deref(), db.as_deref()].into_iter().flatten();
    let needed = needed.chain(args.inputs.paths.iter().map(PathBuf::as_path));
    output::check_apart(args.output.output.as_deref(), needed)?;
    let files = model::files(&args.engine, config)?;
    use_threads(args.engine.threads.or(config.threads))?;
    let format = args.output.format.or(config.format).unwrap_or(Format::Table);
    let store = db.map(Store::open).transpose()?;

    let analyzer = Analyzer::new(&files, book)?;
    let run = analyzer.run();
    let mut corpus = match store {
        Some(mut store) => {
            let id = store.begin_run(&run, analyzer.codebook(), &json!({}))?;
            Some(Corpus { store, id, skipped: 0 })
        }
        None => None,
    };
    let mut results = Results::new(
        format,
        args.output.output.as_deref(),
        run,
        analyzer.codebook(),
        args.all,
        &args.look,
        View::Auto,
    )?;
    let mut batches = Batches::new(args.inputs, args.engine.threads.or(config.threads), talk)?;
    for item in batches.by_ref() {
        match item {
            Item::Warning { input, message } => results.warning(&input, &message)?,
            Item::Failed { input, message } => results.failed(&input, &message)?,
            Item::Pause => results.flush()?,
            Item::Articles(articles) => {
                for analysis in work(&analyzer, corpus.as_mut(), articles)? {
                    for warning in &analysis.warnings {
                        notes::warning(&format!("{}: {warning}", analysis.article.input));
                    }
                    if notes::verbose() {
                        let (statements, judged) = (analysis.statements.len(), analysis.judgements.len());
                        let held = analysis.positions.iter().filter(|p| p.stance.is_position()).count();
                        let input = &analysis.article.input;
                        notes::note(&format!(
                            "{input}: {statements} statements, {judged} judgements, {held} positions"
                        ));
                    }
                    results.analysis(analysis)?;
                }
            }
        }
    }
    let interrupted = interrupt::stopped();
    if let Some(corpus) = &mut corpus {
        if !interrupted {
            corpus.store.finish(corpus.id)?;
        }
        if corpus.skipped > 0 {
            notes::note(&format!(
                "{} already in {}, not analysed again",
                corpus.skipped,
                corpus.store.path().display()
            ));
        }
    }
    let nothing = batches.articles == 0 && batches.failed == 0 && !interrupted;
    results.finish()?;
    notes::note(&batches.summary());
    if interrupted {
        notes::note(if corpus.is_some() {
            "interrupted: what was analysed is stored; the same command goes on from there"
        } else {
            "interrupted: the results are those of the articles so far (with `--db FILE` a rerun goes on from here)"
        });
        return Ok(ExitStatus::Interrupted);
    }
    if nothing {
        bail!(NO_ARTICLE);
    }
    Ok(if batches.failed > 0 { ExitStatus::Partly } else { ExitStatus::Done })
}

/// The file of `--codebook`, of the environment, or of `standpoint.toml`, in this order.
fn codebook(args: &Analyze, config: &Config) -> Option<PathBuf> {
    let named = || std::env::var_os("STANDPOINT_CODEBOOK").filter(|v| !v.is_empty()).map(PathBuf::from);
    args.codebook.clone().or_else(named).or_else(|| config.codebook.clone())
}

/// The issues of `--codebook`, of `--issue`, or of what [`codebook`] finds.
fn issues(args: &Analyze, config: &Config) -> anyhow::Result<Codebook> {
    if !args.issue.is_empty() {
        if let Some(empty) = args.issue.iter().find(|i| i.trim().is_empty()) {
            bail!("--issue `{empty}` is empty; word it as a proposal, such as \"A toll on the bridge\"");
        }
        return Ok(Codebook::from_issues(args.issue.iter().map(String::as_str)));
    }
    match codebook(args, config) {
        Some(path) => read_codebook(&path),
        None => bail!(
            "no issues to look for: neither --codebook nor --issue is given\n\
             hint: try --issue \"A toll on the bridge\", or write a codebook with `[[issue]]` and `name = \"..\"`"
        ),
    }
}

/// A stored corpus and the run that writes to it.
struct Corpus {
    store: Store,
    id: RunId,
    skipped: usize,
}

/// Analyses what is not stored yet, stores it, and gives all of it back in order.
fn work(
    analyzer: &Analyzer,
    corpus: Option<&mut Corpus>,
    articles: Vec<Article>,
) -> anyhow::Result<Vec<Analysis>> {
    let Some(corpus) = corpus else { return Ok(analyzer.analyze(articles)?) };
    let mut known = Vec::with_capacity(articles.len());
    let mut fresh = Vec::new();
    for article in articles {
        let stored = corpus.store.analysis(corpus.id, &ArticleKey::of(&article))?;
        corpus.skipped += usize::from(stored.is_some());
        if stored.is_none() {
            fresh.push(article);
        }
        known.push(stored);
    }
    let fresh = analyzer.analyze(fresh)?;
    corpus.store.put_batch(corpus.id, &fresh)?;
    let mut fresh = fresh.into_iter();
    Ok(known.into_iter().filter_map(|stored| stored.or_else(|| fresh.next())).collect())
}
