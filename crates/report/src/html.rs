//! One page that opens offline, and in which nothing foreign runs.
//!
//! The page shows its tables (summary, matrix, conditions, timelines, outlets) as HTML. What a cell opens, and the
//! articles behind it, travel as JSON and are built when they are asked for, so that a report of thousands of statements
//! opens at once. Where scripts are off, the statements stand below the tables instead, and cells link to them.
//!
//! There is no external resource. A content security policy names the page's own style sheet and script by hash and
//! forbids everything else, Trusted Types forbid that script to parse HTML, and everything foreign (titles, names,
//! article text, conditions) goes through the template engine's escaping or in as text nodes. Ids and classes are made
//! from numbers and our own words, never from foreign text.

mod csp;
mod networks;
mod sections;

use crate::findings::{self, Finding};
use crate::report::{Cell, DOUBTFUL_BELOW, Report, distinct_sentences};
use crate::{ReportError, chart, document, summary, words};
use askama::Template;
use networks::NetworksView;
use sections::{LedgerIssue, OutletTable, TimeIssue};
use standpoint_article::Article;
use standpoint_stance::{Condition, Stance};
use std::borrow::Cow;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/report.js");

/// Titles are cut to this many characters wherever they are not the heading of their own article.
const TITLE: usize = 140;

/// What a newsroom may change about the page. `docs/reference/report.md` lists the classes and custom properties that
/// its style sheet can count on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// A style sheet that comes after the page's own.
    pub style: String,
    /// HTML above the report. It is trusted: it comes from whoever makes the report, not from an article. The policy of
    /// the page still forbids scripts and everything external in it.
    pub masthead: String,
    /// HTML below the report, as trusted.
    pub footer: String,
}

/// The report as one self-contained HTML page.
pub fn html(report: &Report, theme: &Theme) -> Result<String, ReportError> {
    Ok(Page::new(report, theme)?.render()?)
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    theme: &'a Theme,
    style: Cow<'static, str>,
    policy: String,
    script: &'static str,
    data: String,
    lead: String,
    /// Whether people reviewed anything in it.
    reviewed: bool,
    findings: Vec<Finding>,
    sentences: Vec<IssueSentence<'a>>,
    /// "2 cells are", where there are any.
    doubtful: Option<String>,
    doubtful_below: String,
    /// Headings of the columns that have a cell.
    columns: Vec<&'a str>,
    rows: Vec<RowView<'a>>,
    ledger: Vec<LedgerIssue<'a>>,
    times: Vec<TimeIssue<'a>>,
    /// Whether any is drawn: where no article has a date there is no time, only what contradicts itself.
    timed: bool,
    outlets: Option<OutletTable<'a>>,
    networks: Option<NetworksView>,
    normalization: &'static str,
    /// The statements of every cell, for readers without scripts.
    plain: Vec<PlainCell<'a>>,
    articles: Vec<ArticleView<'a>>,
    /// "1 article copies another and is", where there are any.
    copies: Option<String>,
    warnings: Vec<(&'a str, &'a str)>,
}

struct IssueSentence<'a> {
    id: usize,
    name: &'a str,
    sides: Vec<SideView<'a>>,
    balance: Vec<chart::Bar>,
    /// "support 61% (50 to 70), conditional 9% (3 to 17), reject 30% (22 to 40) of positions, corrected".
    weights: Option<String>,
}

/// "supported by A, B and 3 others".
struct SideView<'a> {
    words: &'static str,
    /// Who, each with what stands before it in the enumeration.
    cells: Vec<(&'static str, CellView<'a>)>,
    others: Option<String>,
}

struct RowView<'a> {
    name: &'a str,
    kind: &'static str,
    cells: Vec<(&'a str, Option<CellView<'a>>)>,
}

/// A cell as the matrix shows it, and everything else that links to it.
#[derive(Clone)]
struct CellView<'a> {
    /// `0-3`: names the cell (`m0-3`) and what it opens (`c0-3`).
    id: String,
    actor: &'a str,
    issue: &'a str,
    stance: Label,
    /// "94% sure", "reviewed".
    sure: String,
    statements: String,
    conditions: Vec<ConditionView<'a>>,
    trust: Option<TrustView>,
    doubtful: bool,
    /// Why, beyond a low confidence.
    torn: Option<&'static str>,
    changed: bool,
}

#[derive(Clone)]
struct TrustView {
    path: String,
    share: String,
    interval: String,
}

/// A stance as the page shows it: class of its colour and symbol, word.
#[derive(Clone, Copy)]
struct Label {
    class: &'static str,
    word: &'static str,
}

#[derive(Clone, Copy)]
struct ConditionView<'a> {
    lean: &'static str,
    text: &'a str,
}

struct PlainCell<'a> {
    cell: CellView<'a>,
    /// "2 March 2026, The Velden Courier", and the sentences.
    quotes: Vec<(String, &'a str)>,
}

struct ArticleView<'a> {
    id: usize,
    article: &'a Article,
    title: Cow<'a, str>,
    date: String,
    /// "2 positions", "no position", "copy of another article".
    gave: String,
    /// Whether there is something in it to show.
    opens: bool,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, theme: &'a Theme) -> Result<Self, ReportError> {
        let heard = report.heard();
        let name = |issue: usize| report.issues[issue].name.as_str();
        let style = if theme.style.is_empty() {
            Cow::Borrowed(STYLE)
        } else {
            // Nothing in a style sheet can close its element. A browser reads every line end as `\n` before it hashes.
            let own = theme.style.replace("\r\n", "\n").replace('\r', "\n");
            Cow::Owned(format!("{STYLE}\n{}", own.replace("</", "<\\/")))
        };
        let positions = report.positions_by_article();
        let times: Vec<TimeIssue<'_>> =
            heard.iter().filter_map(|&issue| sections::time(report, issue)).collect();
        Ok(Self {
            report,
            theme,
            policy: csp::policy(&style, SCRIPT),
            style,
            script: SCRIPT,
            data: csp::inert(&document(report)?),
            lead: summary::lead(report),
            reviewed: summary::reviewed(report).is_some(),
            findings: findings::findings(report),
            sentences: heard.iter().map(|&issue| sentence(report, issue)).collect(),
            doubtful: match report.cells.iter().filter(|c| report.is_doubtful(c)).count() {
                0 => None,
                n => Some(words::count(n, "cell is", "cells are")),
            },
            doubtful_below: words::percent(DOUBTFUL_BELOW),
            columns: heard.iter().map(|&issue| name(issue)).collect(),
            rows: report
                .actors
                .iter()
                .enumerate()
                .map(|(actor, row)| RowView {
                    name: &row.name,
                    kind: words::actor(row.kind),
                    cells: heard
                        .iter()
                        .map(|&issue| (name(issue), report.cell(actor, issue).map(|c| view(report, c))))
                        .collect(),
                })
                .collect(),
            ledger: heard.iter().filter_map(|&issue| sections::ledger(report, issue)).collect(),
            timed: times.iter().any(|t| t.drawn.is_some()),
            times,
            outlets: sections::outlets(report, &heard),
            networks: networks::networks(report),
            normalization: networks::normalization(),
            plain: report.cells.iter().map(|cell| plain(report, cell)).collect(),
            articles: (0..report.analyses.len()).map(|i| article(report, i, positions[i])).collect(),
            copies: match report.copies {
                0 => None,
                n => Some(words::count(n, "article copies another and is", "articles copy others and are")),
            },
            warnings: report
                .analyses
                .iter()
                .flat_map(|a| a.warnings.iter().map(|w| (a.article.input.as_str(), w.as_str())))
                .collect(),
        })
    }
}

fn sentence(report: &Report, issue: usize) -> IssueSentence<'_> {
    let balance = report.balances.get(issue).filter(|b| b.given.iter().sum::<usize>() > 0);
    IssueSentence {
        id: issue,
        name: &report.issues[issue].name,
        sides: summary::sides(report, issue).into_iter().map(|side| side_view(report, side)).collect(),
        balance: balance.map(chart::balance).unwrap_or_default(),
        weights: balance.map(findings::weights),
    }
}

fn side_view<'a>(report: &'a Report, side: summary::Side<'_>) -> SideView<'a> {
    let n = side.cells.len() + usize::from(side.others.is_some());
    let cells = side.cells.iter().enumerate().map(|(i, cell)| (words::joint(i, n), view(report, cell)));
    SideView { words: side.words, cells: cells.collect(), others: side.others }
}

fn view<'a>(report: &'a Report, cell: &Cell) -> CellView<'a> {
    let position = report.latest(cell);
    CellView {
        id: format!("{}-{}", cell.actor, cell.issue),
        actor: &report.actors[cell.actor].name,
        issue: &report.issues[cell.issue].name,
        stance: label(position.stance),
        sure: summary::sure(report, cell, " sure"),
        statements: words::count(cell.statements, "statement", "statements"),
        conditions: conditions(report.article(cell.records[0]), &report.conditions(cell.records[0])),
        trust: cell.trust.map(|t| TrustView {
            path: chart::whisker(t),
            share: words::percent(t.share),
            interval: words::interval(t.low, t.high),
        }),
        doubtful: report.is_doubtful(cell),
        torn: match (position.mixed, cell.disagrees) {
            (true, _) => Some("statements disagree"),
            (false, Some(_)) => Some("articles disagree"),
            (false, None) => None,
        },
        changed: cell.changed_from.is_some(),
    }
}

fn conditions<'a>(article: &'a Article, conditions: &[Condition]) -> Vec<ConditionView<'a>> {
    let view = |c: &Condition| ConditionView {
        lean: words::lean(c.lean),
        text: c.span.get(article.text.as_str()).unwrap_or_default(),
    };
    conditions.iter().map(view).collect()
}

fn label(stance: Stance) -> Label {
    let class = match stance {
        Stance::ConditionalCooperation => "conditional",
        other => other.as_str(),
    };
    Label { class, word: words::stance(stance) }
}

fn date(article: &Article) -> String {
    article.published.as_deref().map_or_else(|| "undated".into(), words::date)
}

fn title(article: &Article) -> &str {
    article.title.as_deref().unwrap_or(&article.id)
}

/// "The Velden Courier, 2 March 2026", or the article's id where it has neither.
fn origin(article: &Article) -> String {
    let outlet = article.outlet.as_deref().map(|o| words::short(o, 80).into_owned());
    let origin: Vec<String> =
        outlet.into_iter().chain(article.published.as_deref().map(words::date)).collect();
    if origin.is_empty() { words::short(&article.id, 80).into_owned() } else { origin.join(", ") }
}

fn plain<'a>(report: &'a Report, cell: &Cell) -> PlainCell<'a> {
    let quotes = cell.records.iter().flat_map(|record| {
        let article = report.article(*record);
        let sentences = distinct_sentences(&report.evidence(*record));
        sentences.into_iter().map(move |span| (origin(article), article.text.slice(span)))
    });
    PlainCell { cell: view(report, cell), quotes: quotes.collect() }
}

fn article(report: &Report, analysis: usize, positions: usize) -> ArticleView<'_> {
    let article = &report.analyses[analysis].article;
    let carried = match report.carriers[analysis] {
        0 => String::new(),
        n => format!(", carried by {}", words::count(n, "other", "others")),
    };
    ArticleView {
        id: analysis,
        article,
        title: words::short(title(article), TITLE),
        date: date(article),
        gave: match positions {
            _ if article.duplicate_of.is_some() || report.homes[analysis].is_some() => {
                "copy of another article".into()
            }
            0 => format!("no position{carried}"),
            n => format!("{}{carried}", words::count(n, "position", "positions")),
        },
        opens: positions > 0,
    }
}
