//! Analyses as rows, in the order of `schema.rs`.

use crate::ExportError;
use standpoint_article::{Article, Partial, Span};
use standpoint_stance::{Analysis, Condition, Scores};
use standpoint_statements::{Actor, ActorKind, StatementKind};
use standpoint_store::{ArticleKey, StoreError, StoredRun};

/// A value, or none.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Missing,
    Text(String),
    Integer(i64),
    Real(f32),
    Boolean(bool),
}

impl Cell {
    /// As CSV writes it; a missing value is empty.
    pub(super) fn to_text(&self) -> String {
        match self {
            Cell::Missing => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Boolean(yes) => yes.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Cell::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Cell::Integer(i64::try_from(number).expect("a text has fewer than 2^63 bytes"))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Missing, Into::into)
    }
}

/// Hands over all rows: number of the table in `TABLES`, and one cell a column.
pub(super) fn each(
    run: &StoredRun,
    view: &str,
    analyses: impl IntoIterator<Item = Result<Analysis, StoreError>>,
    mut put: impl FnMut(usize, &[Cell]) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let number = Cell::Integer(run.id.0);
    let head = [
        number.clone(),
        Cell::from(&run.run.version),
        Cell::from(&run.run.model),
        Cell::from(&run.run.model_sha256),
        Cell::from(&run.run.codebook_sha256),
        Cell::from(run.options.to_string()),
        Cell::from(&run.started),
        Cell::from(run.finished.as_ref()),
        Cell::from(view),
    ];
    put(0, &head)?;
    for analysis in analyses {
        let analysis = analysis?;
        let article = &analysis.article;
        put(1, &article_row(&number, article))?;
        let actor = |id: &Option<String>| analysis.actors.iter().find(|a| Some(&a.id) == id.as_ref());
        let slice = |span: Option<Span>| Cell::from(span.map(|span| article.text.slice(span)));
        for s in &analysis.statements {
            let words: Vec<&str> = s.content.iter().map(|span| article.text.slice(*span)).collect();
            let extent = s.content.iter().copied().reduce(Span::cover);
            let row = [
                number.clone(),
                Cell::from(&article.id),
                Cell::from(&s.id),
                Cell::from(statement_kind(s.kind)),
                Cell::from(actor(&s.actor).map(|a| &a.name)),
                Cell::from(actor(&s.actor).map(|a| actor_kind(a.kind))),
                Cell::from(actor(&s.via).map(|a| &a.name)),
                slice(s.source),
                slice(s.cue),
                Cell::from(words.join(" … ")),
                Cell::from(extent.map(Span::start)),
                Cell::from(extent.map(Span::end)),
                Cell::from(serde_json::to_string(&s.content)?),
            ];
            put(2, &row)?;
        }
        for j in &analysis.judgements {
            let statement = analysis.statements.iter().find(|s| s.id == j.statement);
            let mut row = vec![
                number.clone(),
                Cell::from(&article.id),
                Cell::from(&j.statement),
                Cell::from(statement.and_then(|s| actor(&s.actor)).map(|a| &a.name)),
                Cell::from(&j.issue),
                Cell::from(j.stance.as_str()),
            ];
            row.extend(scores(j.scores));
            row.extend(condition(j.condition, article));
            row.extend([Cell::from(j.origin.as_str()), names(j.reviewed_by.iter().map(String::as_str))]);
            put(3, &row)?;
        }
        for p in &analysis.positions {
            let kind = analysis.actors.iter().find(|a: &&Actor| a.id == p.actor).map(|a| actor_kind(a.kind));
            let mut row = vec![
                number.clone(),
                Cell::from(&article.id),
                Cell::from(article.published.as_ref()),
                Cell::from(article.outlet.as_ref()),
                Cell::from(&p.name),
                Cell::from(kind),
                Cell::from(&p.issue),
                Cell::from(p.stance.as_str()),
                Cell::Real(p.confidence),
            ];
            row.extend(scores(p.scores));
            row.extend(condition(p.condition, article));
            row.push(Cell::Boolean(p.mixed));
            row.push(Cell::from(p.evidence.join(" ")));
            row.push(Cell::from(analysis.origin(p).as_str()));
            row.push(names(analysis.reviewers(p).into_iter()));
            put(4, &row)?;
        }
    }
    Ok(())
}

fn article_row(run: &Cell, a: &Article) -> [Cell; 16] {
    [
        run.clone(),
        Cell::from(&a.id),
        Cell::from(a.title.as_ref()),
        Cell::from(a.published.as_ref()),
        Cell::from(a.zone.as_ref()),
        Cell::from(a.outlet.as_ref()),
        Cell::from(a.author.as_ref()),
        Cell::from(a.url.as_ref()),
        Cell::from(&a.language),
        Cell::from(a.duplicate_of.as_ref()),
        Cell::from(a.copied_by.as_ref()),
        Cell::from(a.updates.as_ref().map(|update| &update.of)),
        Cell::from(a.partial.map(Partial::as_str)),
        Cell::from(&a.input),
        Cell::from(ArticleKey::of(a).as_str()),
        Cell::from(a.text.as_str()),
    ]
}

fn scores(scores: Scores) -> [Cell; 4] {
    scores.to_array().map(Cell::Real)
}

fn condition(condition: Option<Condition>, article: &Article) -> [Cell; 5] {
    [
        Cell::from(condition.map(|c| article.text.slice(c.span))),
        Cell::from(condition.map(|c| c.span.start())),
        Cell::from(condition.map(|c| c.span.end())),
        Cell::from(condition.map(|c| c.kind.as_str())),
        Cell::from(condition.map(|c| c.lean.as_str())),
    ]
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Cell {
    let names: Vec<&str> = names.collect();
    Cell::from((!names.is_empty()).then(|| names.join("; ")))
}

const fn statement_kind(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Direct => "direct",
        StatementKind::Indirect => "indirect",
        StatementKind::Mixed => "mixed",
        StatementKind::Reported => "reported",
    }
}

const fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Organization => "organization",
        ActorKind::Country => "country",
        ActorKind::Group => "group",
    }
}
