//! One page that opens offline, and in which nothing runs.
//!
//! The page is HTML and CSS alone: cells are links to their panels, panels link into the articles, and `:target` shows
//! what was followed. There is no script, no external resource, and a content security policy that would stop either.
//! Everything foreign (titles, names, article text, conditions) goes through the template engine's escaping; ids and
//! classes are made from numbers and our own words, never from foreign text.

mod csp;
mod marks;

use crate::report::{Cell, DOUBTFUL_BELOW, Evidence, RecordRef, Report};
use crate::{ReportError, summary, words};
use askama::Template;
use marks::Piece;
use standpoint_article::{Article, Span};
use standpoint_stance::{Condition, Position, Scores, Stance};
use std::borrow::Cow;
use std::collections::BTreeSet;

const STYLE: &str = include_str!("html/style.css");

/// Titles are cut to this many characters wherever they are not the heading of their own article.
const TITLE: usize = 140;

/// The report as one self-contained HTML page.
pub fn html(report: &Report) -> Result<String, ReportError> {
    Ok(Page::new(report).render()?)
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    style: &'static str,
    style_hash: String,
    lead: String,
    sentences: Vec<IssueSentence<'a>>,
    changes: Vec<(CellView<'a>, String)>,
    /// "2 cells are", where there are any.
    doubtful: Option<String>,
    doubtful_below: String,
    /// Headings of the columns that have a cell.
    columns: Vec<&'a str>,
    rows: Vec<RowView<'a>>,
    ledger: Vec<LedgerIssue<'a>>,
    panels: Vec<Panel<'a>>,
    articles: Vec<ArticleView<'a>>,
    /// "1 article copies another and is", where there are any.
    copies: Option<String>,
    warnings: Vec<(&'a str, &'a str)>,
}

struct IssueSentence<'a> {
    name: &'a str,
    sides: Vec<SideView<'a>>,
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
    /// `0-3`: names the cell (`m0-3`) and its panel (`c0-3`).
    id: String,
    actor: &'a str,
    issue: &'a str,
    stance: Label,
    confidence: String,
    statements: String,
    conditions: Vec<ConditionView<'a>>,
    doubtful: bool,
    mixed: bool,
    changed: bool,
}

/// A stance as the page shows it: class of its colour, name of its symbol, word.
#[derive(Clone, Copy)]
struct Label {
    class: &'static str,
    word: &'static str,
}

#[derive(Clone, Copy)]
struct ConditionView<'a> {
    lean: &'static str,
    kind: &'static str,
    text: &'a str,
}

struct LedgerIssue<'a> {
    name: &'a str,
    entries: Vec<LedgerEntry<'a>>,
}

struct LedgerEntry<'a> {
    cell: CellView<'a>,
    conditions: Vec<ConditionView<'a>>,
    origin: String,
    /// Anchor of its first sentence, where there is one.
    anchor: Option<String>,
}

struct Panel<'a> {
    cell: CellView<'a>,
    scores: Vec<Share>,
    counts: Option<String>,
    change: Option<String>,
    records: Vec<RecordView<'a>>,
}

/// One of the four probabilities, and its place in a bar of 100 units.
struct Share {
    stance: Label,
    percent: String,
    from: String,
    width: String,
}

struct RecordView<'a> {
    date: String,
    published: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Cow<'a, str>,
    stance: Label,
    mixed: bool,
    evidence: Vec<EvidenceView<'a>>,
}

struct EvidenceView<'a> {
    pieces: Vec<Piece<'a>>,
    anchor: String,
    stance: Option<(Label, String)>,
    kind: &'static str,
    via: Option<&'a str>,
    conditions: Vec<ConditionView<'a>>,
}

struct ArticleView<'a> {
    id: usize,
    article: &'a Article,
    title: Cow<'a, str>,
    date: String,
    url: Option<&'a str>,
    /// "2 positions", "no position", "copy of another article".
    gave: String,
    /// Empty for an article that nothing points into.
    paragraphs: Vec<Paragraph<'a>>,
}

struct Paragraph<'a> {
    sentences: Vec<Sentence<'a>>,
    /// The cells it speaks to, with the position of this article, which need not be the cell's.
    notes: Vec<CellView<'a>>,
}

struct Sentence<'a> {
    /// Anchors of the statements that begin here.
    anchors: Vec<String>,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report) -> Self {
        let heard: Vec<usize> =
            (0..report.issues.len()).filter(|i| report.cells.iter().any(|c| c.issue == *i)).collect();
        let name = |issue: usize| report.issues[issue].name.as_str();
        Self {
            report,
            style: STYLE,
            style_hash: csp::source(STYLE),
            lead: summary::lead(report),
            sentences: heard
                .iter()
                .map(|&issue| IssueSentence {
                    name: name(issue),
                    sides: summary::sides(report, issue)
                        .into_iter()
                        .map(|side| side_view(report, side))
                        .collect(),
                })
                .collect(),
            changes: report
                .cells
                .iter()
                .filter_map(|cell| Some((view(report, cell), summary::change(report, cell)?)))
                .collect(),
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
            ledger: heard.iter().filter_map(|&issue| ledger(report, issue)).collect(),
            panels: report.cells.iter().map(|cell| panel(report, cell)).collect(),
            articles: (0..report.analyses.len()).map(|i| article(report, i)).collect(),
            copies: match report.copies {
                0 => None,
                n => Some(words::count(n, "article copies another and is", "articles copy others and are")),
            },
            warnings: report
                .analyses
                .iter()
                .flat_map(|a| a.warnings.iter().map(|w| (a.article.input.as_str(), w.as_str())))
                .collect(),
        }
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
        confidence: words::percent(position.confidence),
        statements: words::count(cell.statements, "statement", "statements"),
        conditions: conditions(report.article(cell.records[0]), &report.conditions(cell.records[0])),
        doubtful: report.is_doubtful(cell),
        mixed: position.mixed,
        changed: cell.changed_from.is_some(),
    }
}

fn conditions<'a>(article: &'a Article, conditions: &[Condition]) -> Vec<ConditionView<'a>> {
    let view = |c: &Condition| ConditionView {
        lean: words::lean(c.lean),
        kind: words::condition(c.kind),
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

/// Name of the anchor of a statement in its article.
fn anchor(analysis: usize, statement: usize) -> String {
    format!("a{analysis}-{statement}")
}

fn date(article: &Article) -> String {
    article.published.as_deref().map_or_else(|| "undated".into(), words::date)
}

fn title(article: &Article) -> &str {
    article.title.as_deref().unwrap_or(&article.id)
}

fn ledger(report: &Report, issue: usize) -> Option<LedgerIssue<'_>> {
    let entry = |cell: &Cell| {
        let record = cell.records[0];
        let article = report.article(record);
        let origin: Vec<String> =
            article.outlet.clone().into_iter().chain(article.published.as_deref().map(words::date)).collect();
        let first = report.evidence(record).first().map(|e| anchor(record.analysis, e.index));
        let cell = view(report, cell);
        LedgerEntry { conditions: cell.conditions.clone(), cell, origin: origin.join(", "), anchor: first }
    };
    let entries: Vec<_> = report.cells_with(issue, Stance::ConditionalCooperation).map(entry).collect();
    (!entries.is_empty()).then(|| LedgerIssue { name: &report.issues[issue].name, entries })
}

fn panel<'a>(report: &'a Report, cell: &Cell) -> Panel<'a> {
    Panel {
        cell: view(report, cell),
        scores: shares(report.latest(cell).scores),
        counts: summary::counts(cell),
        change: summary::change(report, cell),
        records: cell.records.iter().map(|&record| record_view(report, record)).collect(),
    }
}

fn shares(scores: Scores) -> Vec<Share> {
    let mut from = 0.0;
    let share = |(stance, p): (Stance, f32)| {
        let width = 100.0 * p.clamp(0.0, 1.0);
        let share = Share {
            stance: label(stance),
            percent: words::percent(p),
            from: format!("{from:.1}"),
            width: format!("{width:.1}"),
        };
        from += width;
        share
    };
    // Conditional cooperation lies between yes and no.
    let order = [Stance::Support, Stance::ConditionalCooperation, Stance::Reject, Stance::None];
    order.map(|stance| (stance, scores.of(stance))).into_iter().map(share).collect()
}

fn record_view(report: &Report, record: RecordRef) -> RecordView<'_> {
    let article = report.article(record);
    let position: &Position = report.position(record);
    RecordView {
        date: date(article),
        published: article.published.as_deref(),
        outlet: article.outlet.as_deref(),
        title: words::short(title(article), TITLE),
        stance: label(position.stance),
        mixed: position.mixed,
        evidence: report.evidence(record).into_iter().map(|e| evidence_view(report, record, e)).collect(),
    }
}

fn evidence_view<'a>(report: &'a Report, record: RecordRef, e: Evidence<'a>) -> EvidenceView<'a> {
    let condition = e.judgement.and_then(|j| j.condition);
    let actors = &report.analyses[record.analysis].actors;
    let via = e.statement.via.as_ref().and_then(|via| actors.iter().find(|a| a.id == *via));
    EvidenceView {
        pieces: marks::pieces(e.article, e.sentences, &marks::of_statement(e.statement, condition)),
        anchor: anchor(record.analysis, e.index),
        stance: e.judgement.map(|j| (label(j.stance), words::percent(j.scores.of(j.stance)))),
        kind: words::statement(e.statement.kind),
        via: via.map(|a| a.name.as_str()),
        conditions: conditions(e.article, &condition.into_iter().collect::<Vec<_>>()),
    }
}

/// A statement of an article that shows a position, and the cell that position is in.
struct Citation<'a> {
    cell: &'a Cell,
    stance: Stance,
    evidence: Evidence<'a>,
}

fn article(report: &Report, analysis: usize) -> ArticleView<'_> {
    let article = &report.analyses[analysis].article;
    let cited: Vec<Citation<'_>> = report
        .cells
        .iter()
        .flat_map(|cell| cell.records.iter().filter(|r| r.analysis == analysis).map(move |r| (cell, *r)))
        .flat_map(|(cell, record)| {
            let stance = report.position(record).stance;
            report.evidence(record).into_iter().map(move |evidence| Citation { cell, stance, evidence })
        })
        .collect();
    let positions: BTreeSet<(usize, usize)> = cited.iter().map(|c| (c.cell.actor, c.cell.issue)).collect();
    let paragraphs = if cited.is_empty() {
        Vec::new()
    } else {
        let marks: Vec<(marks::Role, Span)> = cited
            .iter()
            .map(|c| &c.evidence)
            .flat_map(|e| marks::of_statement(e.statement, e.judgement.and_then(|j| j.condition)))
            .collect();
        let numbers = 0..article.text.paragraphs().len();
        numbers.map(|number| paragraph(report, analysis, number, &cited, &marks)).collect()
    };
    ArticleView {
        id: analysis,
        article,
        title: words::short(title(article), TITLE),
        date: date(article),
        url: article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        gave: match positions.len() {
            _ if article.duplicate_of.is_some() => "copy of another article".into(),
            0 => "no position".into(),
            n => words::count(n, "position", "positions"),
        },
        paragraphs,
    }
}

/// One paragraph of an article, sentence by sentence, and notes on what begins in it.
fn paragraph<'a>(
    report: &'a Report,
    analysis: usize,
    number: usize,
    cited: &[Citation<'_>],
    marks: &[(marks::Role, Span)],
) -> Paragraph<'a> {
    let article = &report.analyses[analysis].article;
    let span = article.text.paragraphs()[number];
    let starts = article.text.sentences().iter().filter(|s| s.paragraph == number).map(|s| s.span.start());
    // Pieces reach from one sentence's start to the next one's, so that the space between belongs to the page, too.
    let mut cuts: Vec<usize> = [span.start()].into_iter().chain(starts.skip(1)).chain([span.end()]).collect();
    cuts.dedup();
    let sentences = cuts.windows(2).map(|ends| {
        let window = Span::new(ends[0], ends[1]);
        let here = cited.iter().filter(|c| window.contains_offset(c.evidence.sentences.start()));
        let anchors: BTreeSet<usize> = here.map(|c| c.evidence.index).collect();
        Sentence {
            anchors: anchors.into_iter().map(|index| anchor(analysis, index)).collect(),
            pieces: marks::pieces(article, window, marks),
        }
    });
    let mut noted = BTreeSet::new();
    let begins = cited.iter().filter(|c| span.contains_offset(c.evidence.sentences.start()));
    let notes = begins
        .filter(|c| noted.insert((c.cell.actor, c.cell.issue)))
        .map(|c| CellView { stance: label(c.stance), ..view(report, c.cell) })
        .collect();
    Paragraph { sentences: sentences.collect(), notes }
}
