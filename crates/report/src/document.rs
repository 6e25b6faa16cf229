//! The whole report as one JSON object: what `--format report-json` gives, and what the page carries to open its cells
//! from. `docs/reference/report.md` describes it.
//!
//! Articles, actors, issues and cells refer to each other by their index in their own list. Spans are pairs of UTF-8
//! byte offsets into the article's `text`, which only articles with evidence have.

use crate::ledger::{Clash, Entry, Who};
use crate::report::{Cell, RecordRef, Report};
use crate::wire::{ConditionRecord, ScoresRecord};
use crate::words::four;
use crate::{ReportError, summary, words};
use serde::Serialize;
use serde_json::{Value, json};
use standpoint_article::Span;
use standpoint_stance::{Origin, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// Name and version of the object's schema.
pub const REPORT_SCHEMA: &str = "standpoint-report/1";

/// The report as one JSON object, on one line.
pub fn document(report: &Report) -> Result<String, ReportError> {
    Ok(serde_json::to_string(&Document::new(report))?)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    title: &'a str,
    lead: String,
    run: Value,
    trust: Option<Value>,
    issues: Vec<Value>,
    actors: Vec<Value>,
    cells: Vec<CellDoc<'a>>,
    articles: Vec<ArticleDoc<'a>>,
    outlets: Vec<Value>,
    warnings: Vec<Value>,
}

#[derive(Serialize)]
struct CellDoc<'a> {
    actor: usize,
    issue: usize,
    stance: Stance,
    confidence: f64,
    statements: usize,
    origin: &'static str,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    reviewed_by: BTreeSet<&'a str>,
    counts: BTreeMap<&'static str, usize>,
    doubtful: bool,
    trust: Option<Value>,
    change: Option<String>,
    disagrees: bool,
    records: Vec<RecordDoc<'a>>,
}

#[derive(Serialize)]
struct RecordDoc<'a> {
    article: usize,
    stance: Stance,
    confidence: f64,
    scores: ScoresRecord,
    mixed: bool,
    #[serde(skip_serializing_if = "Origin::is_automatic")]
    origin: Origin,
    evidence: Vec<EvidenceDoc<'a>>,
}

#[derive(Serialize)]
struct EvidenceDoc<'a> {
    /// Index in the article's list of cited statements.
    statement: usize,
    stance: Option<Stance>,
    probability: Option<f64>,
    condition: Option<ConditionRecord<'a>>,
    #[serde(skip_serializing_if = "Origin::is_automatic")]
    origin: Origin,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    reviewed_by: &'a [String],
}

#[derive(Serialize)]
struct ArticleDoc<'a> {
    id: &'a str,
    input: &'a str,
    title: Option<&'a str>,
    published: Option<&'a str>,
    outlet: Option<&'a str>,
    author: Option<&'a str>,
    url: Option<&'a str>,
    duplicate_of: Option<&'a str>,
    /// Indices of the articles that carry the same words, this one first.
    carriers: Vec<usize>,
    positions: usize,
    text: Option<&'a str>,
    paragraphs: Vec<[usize; 2]>,
    statements: Vec<StatementDoc<'a>>,
}

#[derive(Serialize)]
struct StatementDoc<'a> {
    id: &'a str,
    kind: &'static str,
    source: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    content: Vec<[usize; 2]>,
    /// The whole sentences that it stands in.
    sentences: [usize; 2],
    via: Option<&'a str>,
}

impl<'a> Document<'a> {
    fn new(report: &'a Report) -> Self {
        let cited = cited(report);
        let run = &report.run;
        Self {
            schema: REPORT_SCHEMA,
            title: &report.title,
            lead: summary::lead(report),
            run: json!({
                "version": run.version,
                "model": {"name": run.model, "sha256": run.model_sha256},
                "codebook": {"sha256": run.codebook_sha256},
            }),
            trust: report.confusion.as_ref().map(|c| json!({"measured_on": c.source, "confusion": c.counts})),
            issues: (0..report.issues.len()).map(|issue| issue_doc(report, issue, &cited)).collect(),
            actors: report
                .actors
                .iter()
                .map(|a| json!({"name": a.name, "kind": words::actor(a.kind)}))
                .collect(),
            cells: report.cells.iter().map(|cell| cell_doc(report, cell, &cited)).collect(),
            articles: articles(report, &cited),
            outlets: report
                .outlets()
                .iter()
                .map(|o| json!({"name": o.name, "articles": o.articles, "issues": o.counts}))
                .collect(),
            warnings: report
                .analyses
                .iter()
                .flat_map(|a| a.warnings.iter().map(|w| json!({"input": a.article.input, "message": w})))
                .collect(),
        }
    }
}

/// By article, the statements that any record rests on, in the order of the text.
type Cited = Vec<BTreeSet<usize>>;

fn cited(report: &Report) -> Cited {
    let mut cited = vec![BTreeSet::new(); report.analyses.len()];
    for record in report.cells.iter().flat_map(|c| &c.records) {
        cited[record.analysis].extend(report.evidence(*record).iter().map(|e| e.index));
    }
    cited
}

/// Place of a statement in its article's list.
fn place(cited: &Cited, record: RecordRef, statement: usize) -> usize {
    cited[record.analysis].range(..statement).count()
}

fn span(span: Span) -> [usize; 2] {
    [span.start(), span.end()]
}

fn cell_doc<'a>(report: &'a Report, cell: &Cell, cited: &Cited) -> CellDoc<'a> {
    let latest = report.latest(cell);
    CellDoc {
        actor: cell.actor,
        issue: cell.issue,
        stance: latest.stance,
        confidence: four(latest.confidence),
        statements: cell.statements,
        origin: report.origin_of(cell).as_str(),
        reviewed_by: report.reviewers(cell),
        counts: cell.counts.iter().map(|(stance, n)| (stance.as_str(), *n)).collect(),
        doubtful: report.is_doubtful(cell),
        trust: cell.trust.map(|t| {
            json!({"share": four(t.share), "low": four(t.low), "high": four(t.high), "articles": t.articles})
        }),
        change: summary::change(report, cell),
        disagrees: cell.disagrees.is_some(),
        records: cell.records.iter().map(|record| record_doc(report, *record, cited)).collect(),
    }
}

fn record_doc<'a>(report: &'a Report, record: RecordRef, cited: &Cited) -> RecordDoc<'a> {
    let position = report.position(record);
    let evidence = report.evidence(record).into_iter().map(|e| EvidenceDoc {
        statement: place(cited, record, e.index),
        stance: e.judgement.map(|j| j.stance),
        probability: e.judgement.map(|j| four(j.scores.of(j.stance))),
        condition: e
            .judgement
            .and_then(|j| j.condition)
            .map(|c| ConditionRecord::new(e.article.text.as_str(), c)),
        origin: e.judgement.map(|j| j.origin).unwrap_or_default(),
        reviewed_by: e.judgement.map_or(&[], |j| &j.reviewed_by),
    });
    RecordDoc {
        article: record.analysis,
        stance: position.stance,
        confidence: four(position.confidence),
        scores: position.scores.into(),
        mixed: position.mixed,
        origin: report.origin(record),
        evidence: evidence.collect(),
    }
}

fn articles<'a>(report: &'a Report, cited: &Cited) -> Vec<ArticleDoc<'a>> {
    let positions = report.positions_by_article();
    let carriers = report.all_carriers();
    let all = report.analyses.iter().zip(cited).zip(carriers).zip(positions);
    all.map(|(((analysis, cited), carriers), positions)| {
        let article = &analysis.article;
        let text = &article.text;
        let statements = cited.iter().filter_map(|index| {
            let statement = &analysis.statements[*index];
            let via = statement.via.as_ref();
            Some(StatementDoc {
                id: &statement.id,
                kind: words::statement(statement.kind),
                source: statement.source.map(span),
                cue: statement.cue.map(span),
                content: statement.content.iter().copied().map(span).collect(),
                sentences: span(crate::report::sentences(article, statement)?),
                via: via
                    .and_then(|via| analysis.actors.iter().find(|a| a.id == *via))
                    .map(|a| a.name.as_str()),
            })
        });
        ArticleDoc {
            id: &article.id,
            input: &article.input,
            title: article.title.as_deref(),
            published: article.published.as_deref(),
            outlet: article.outlet.as_deref(),
            author: article.author.as_deref(),
            url: crate::report::web_address(article),
            duplicate_of: article.duplicate_of.as_deref(),
            carriers,
            positions,
            text: (!cited.is_empty()).then(|| text.as_str()),
            paragraphs: if cited.is_empty() {
                Vec::new()
            } else {
                text.paragraphs().iter().copied().map(span).collect()
            },
            statements: statements.collect(),
        }
    })
    .collect()
}

fn issue_doc(report: &Report, issue: usize, cited: &Cited) -> Value {
    let ledger = report.ledger(issue);
    let of = &report.issues[issue];
    let balance = report.balances.get(issue).filter(|b| b.given.iter().sum::<usize>() > 0).map(|b| {
        let side = |i: usize| {
            json!({"given": b.given[i], "share": four(b.shares[i]),
                   "low": four(b.intervals[i].0), "high": four(b.intervals[i].1)})
        };
        json!({"support": side(0), "reject": side(1), "conditional_cooperation": side(2)})
    });
    json!({
        "id": of.id,
        "name": of.name,
        "sentence": summary::sentence(report, issue),
        "balance": balance,
        "demands": ledger.demands.iter().map(|d| {
            d.entries.iter().map(|e| entry_doc(report, e, cited)).collect::<Vec<_>>()
        }).collect::<Vec<_>>(),
        "unnamed_conditions": ledger.unnamed,
        "may_exclude": ledger.conflicts.iter().map(|c| json!({
            "why": match c.clash { Clash::Opposed => "opposed", Clash::Waiting => "waiting" },
            "between": [entry_doc(report, &c.between.0, cited), entry_doc(report, &c.between.1, cited)],
        })).collect::<Vec<_>>(),
        "moves": report.moves(issue).iter().map(|m| json!({
            "cell": m.cell, "before": m.before.analysis, "after": m.after.analysis, "clear": m.clear,
            "from": report.position(m.before).stance, "to": report.position(m.after).stance,
        })).collect::<Vec<_>>(),
        "contradictions": report.contradictions(issue).iter().map(|c| json!({
            "cell": c.cell, "articles": [c.one.analysis, c.other.analysis],
        })).collect::<Vec<_>>(),
        "timeline": report.bins(issue, crate::chart::BINS).iter().map(|b| json!({
            "from": b.days.0, "to": b.days.1,
            "support": b.counts[0], "reject": b.counts[1], "conditional_cooperation": b.counts[2],
        })).collect::<Vec<_>>(),
    })
}

fn entry_doc(report: &Report, entry: &Entry, cited: &Cited) -> Value {
    json!({
        "cell": entry.cell,
        "article": entry.record.analysis,
        "statement": entry.statement.map(|index| place(cited, entry.record, index)),
        "condition": report.words(entry),
        "lean": entry.condition.lean,
        "type": entry.condition.kind,
        "who": match &entry.who {
            None => Value::Null,
            Some(Who::Themselves) => report.actors[report.cells[entry.cell].actor].name.clone().into(),
            Some(Who::Other(name)) => name.clone().into(),
        },
    })
}
