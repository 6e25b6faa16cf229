//! Getting analyses out again.

use crate::paragraph::Paragraph;
use crate::{ArticleKey, RunId, Store, StoreError};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Error, OptionalExtension, Result, Row, Transaction, params};
use serde::de::DeserializeOwned;
use standpoint_article::{Article, Marked, Partial, Span, Text, Update};
use standpoint_stance::{Analysis, Condition, Judgement, Origin, Position, Scores, Stance};
use standpoint_statements::{Actor, Statement};
use std::path::Path;

/// The analyses of one run in the order of their article ids, read one by one from the state the file had when this
/// began: a writer may go on meanwhile.
#[derive(Debug)]
pub struct Analyses<'a> {
    run: RunId,
    path: &'a Path,
    /// Held for its snapshot; nothing is written, so that dropping it is all it needs.
    snapshot: Transaction<'a>,
    articles: std::vec::IntoIter<i64>,
}

impl Store {
    /// Everything a run has stored.
    pub fn analyses(&self, run: RunId) -> Result<Analyses<'_>, StoreError> {
        self.run(run)?;
        let sql = |e| self.error(e);
        let snapshot = self.conn.unchecked_transaction().map_err(sql)?;
        let articles: Vec<i64> = snapshot
            .prepare(
                "SELECT article.id FROM analysis JOIN article ON article.id = analysis.article
                 WHERE analysis.run = ?1 ORDER BY article.name, article.id",
            )
            .and_then(|mut query| query.query_map([run.0], |row| row.get(0))?.collect())
            .map_err(sql)?;
        Ok(Analyses { run, path: &self.path, snapshot, articles: articles.into_iter() })
    }

    /// For every other run that holds articles of ids which this one does not hold: how many. In order of their numbers.
    pub fn left_out(&self, run: RunId) -> Result<Vec<(RunId, u32)>, StoreError> {
        self.conn
            .prepare_cached(
                "SELECT analysis.run, count(DISTINCT article.name)
                 FROM analysis JOIN article ON article.id = analysis.article
                 WHERE article.name NOT IN (SELECT own.name FROM analysis AS done JOIN article AS own ON own.id = done.article
                                            WHERE done.run = ?1)
                 GROUP BY analysis.run ORDER BY analysis.run",
            )
            .and_then(|mut query| {
                query.query_map([run.0], |row| Ok((RunId(row.get(0)?), row.get(1)?)))?.collect()
            })
            .map_err(|e| self.error(e))
    }

    /// What a run has stored of this very article, so that a rerun can report what it skips.
    pub fn analysis(&self, run: RunId, key: &ArticleKey) -> Result<Option<Analysis>, StoreError> {
        let sql = |e| self.error(e);
        let snapshot = self.conn.unchecked_transaction().map_err(sql)?;
        let article: Option<i64> = snapshot
            .prepare_cached(
                "SELECT article.id FROM analysis JOIN article ON article.id = analysis.article
                 WHERE analysis.run = ?1 AND article.key = ?2",
            )
            .and_then(|mut query| query.query_row(params![run.0, key.as_str()], |row| row.get(0)).optional())
            .map_err(sql)?;
        article.map(|article| load(&snapshot, run, article).map_err(sql)).transpose()
    }
}

impl Store {
    /// What a run has stored of the article of that id.
    pub fn analysis_of(&self, run: RunId, article: &str) -> Result<Option<Analysis>, StoreError> {
        let sql = |e| self.error(e);
        let snapshot = self.conn.unchecked_transaction().map_err(sql)?;
        let found: Option<i64> = snapshot
            .prepare_cached(
                "SELECT article.id FROM analysis JOIN article ON article.id = analysis.article
                 WHERE analysis.run = ?1 AND article.name = ?2",
            )
            .and_then(|mut query| query.query_row(params![run.0, article], |row| row.get(0)).optional())
            .map_err(sql)?;
        found.map(|id| load(&snapshot, run, id).map_err(sql)).transpose()
    }
}

impl Iterator for Analyses<'_> {
    type Item = Result<Analysis, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let article = self.articles.next()?;
        Some(load(&self.snapshot, self.run, article).map_err(|e| StoreError::of(self.path, e)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.articles.size_hint()
    }
}

impl ExactSizeIterator for Analyses<'_> {}

fn load(conn: &Connection, run: RunId, id: i64) -> Result<Analysis> {
    let article = conn
        .prepare_cached(
            "SELECT name, input, title, published, outlet, author, url, language, duplicate_of, text,
                    zone, partial, copied_by, updates, new, marked
             FROM article WHERE id = ?1",
        )?
        .query_row([id], article)?;
    let text = article.text.as_str();
    let actors = rows(
        conn,
        run,
        id,
        "SELECT id, name, kind, aliases, mentions FROM actor WHERE run = ?1 AND article = ?2 ORDER BY seq",
        |row| actor(row, text),
    )?;
    let statements = rows(
        conn,
        run,
        id,
        "SELECT id, kind, source_start, source_end, cue_start, cue_end, content, actor, via
         FROM statement WHERE run = ?1 AND article = ?2 ORDER BY seq",
        |row| statement(row, text),
    )?;
    let judgements = rows(
        conn,
        run,
        id,
        "SELECT stance, support, reject, conditional_cooperation, none, condition_start, condition_end,
                condition_type, condition_lean, issue, statement
         FROM judgement WHERE run = ?1 AND article = ?2 ORDER BY seq",
        |row| judgement(row, text),
    )?;
    let positions = rows(
        conn,
        run,
        id,
        "SELECT stance, support, reject, conditional_cooperation, none, condition_start, condition_end,
                condition_type, condition_lean, issue, actor, name, confidence, evidence, mixed
         FROM position WHERE run = ?1 AND article = ?2 ORDER BY seq",
        |row| position(row, text),
    )?;
    let warnings = rows(
        conn,
        run,
        id,
        "SELECT message FROM warning WHERE run = ?1 AND article = ?2 ORDER BY seq",
        |row| row.get(0),
    )?;
    Ok(Analysis { article, actors, statements, judgements, positions, warnings })
}

fn rows<T>(
    conn: &Connection,
    run: RunId,
    article: i64,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    conn.prepare_cached(sql)?.query_map([run.0, article], read)?.collect()
}

fn article(row: &Row<'_>) -> Result<Article> {
    let text = Text::new(row.get::<_, String>(9)?);
    let updates = match row.get(13)? {
        Some(of) => Some(Update { of, new: spans(row, 14, text.as_str())? }),
        None => None,
    };
    let marked: Vec<Paragraph> = match row.get_ref(15)? {
        ValueRef::Null => Vec::new(),
        _ => json(row, 15)?,
    };
    let marked: Vec<Marked> = marked.iter().filter_map(Paragraph::marked).collect();
    for mark in &marked {
        within(mark.span, 15, text.as_str())?;
    }
    Ok(Article {
        id: row.get(0)?,
        input: row.get(1)?,
        title: row.get(2)?,
        published: row.get(3)?,
        outlet: row.get(4)?,
        author: row.get(5)?,
        url: row.get(6)?,
        language: row.get(7)?,
        duplicate_of: row.get(8)?,
        copied_by: row.get(12)?,
        updates,
        marked,
        text,
        zone: row.get(10)?,
        partial: row.get::<_, Option<String>>(11)?.as_deref().and_then(Partial::of_word),
    })
}

fn actor(row: &Row<'_>, text: &str) -> Result<Actor> {
    Ok(Actor {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: word(row, 2)?,
        aliases: json(row, 3)?,
        mentions: spans(row, 4, text)?,
    })
}

fn statement(row: &Row<'_>, text: &str) -> Result<Statement> {
    Ok(Statement {
        id: row.get(0)?,
        kind: word(row, 1)?,
        source: span(row, 2, text)?,
        cue: span(row, 4, text)?,
        content: spans(row, 6, text)?,
        actor: row.get(7)?,
        via: row.get(8)?,
    })
}

fn judgement(row: &Row<'_>, text: &str) -> Result<Judgement> {
    let (stance, scores, condition) = verdict(row, text)?;
    Ok(Judgement {
        statement: row.get(10)?,
        issue: row.get(9)?,
        stance,
        scores,
        condition,
        origin: Origin::Automatic,
        reviewed_by: Vec::new(),
    })
}

fn position(row: &Row<'_>, text: &str) -> Result<Position> {
    let (stance, scores, condition) = verdict(row, text)?;
    Ok(Position {
        actor: row.get(10)?,
        name: row.get(11)?,
        issue: row.get(9)?,
        stance,
        confidence: row.get(12)?,
        scores,
        condition,
        evidence: json(row, 13)?,
        mixed: row.get(14)?,
    })
}

/// The columns that judgements and positions share: stance, four scores, condition.
fn verdict(row: &Row<'_>, text: &str) -> Result<(Stance, Scores, Option<Condition>)> {
    let scores = Scores::from_array([row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]);
    let condition = match span(row, 5, text)? {
        Some(span) => Some(Condition { span, kind: word(row, 7)?, lean: word(row, 8)? }),
        None => None,
    };
    Ok((word(row, 0)?, scores, condition))
}

/// A column of JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|e| Error::FromSqlConversionFailure(column, Type::Text, Box::new(e)))
}

/// A column that holds the word of an enum.
pub(crate) fn word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let word: String = row.get(column)?;
    serde_json::from_value(word.into())
        .map_err(|e| Error::FromSqlConversionFailure(column, Type::Text, Box::new(e)))
}

/// A span in two columns, start and end.
fn span(row: &Row<'_>, column: usize, text: &str) -> Result<Option<Span>> {
    let (start, end): (Option<i64>, Option<i64>) = (row.get(column)?, row.get(column + 1)?);
    let (Some(start), Some(end)) = (start, end) else { return Ok(None) };
    let outside = |value| Error::IntegralValueOutOfRange(column, value);
    let start = usize::try_from(start).map_err(|_| outside(start))?;
    let end = usize::try_from(end).map_err(|_| outside(end))?;
    let span = Span::try_new(start, end)
        .map_err(|e| Error::FromSqlConversionFailure(column, Type::Integer, Box::new(e)))?;
    within(span, column, text).map(Some)
}

pub(crate) fn spans(row: &Row<'_>, column: usize, text: &str) -> Result<Vec<Span>> {
    let spans: Vec<Span> = json(row, column)?;
    spans.into_iter().map(|span| within(span, column, text)).collect()
}

/// Whoever reads a span may slice with it: one that does not fit its text ends here.
fn within(span: Span, column: usize, text: &str) -> Result<Span> {
    if span.get(text).is_some() {
        return Ok(span);
    }
    let what = format!("bytes {} to {} are no part of the article's text", span.start(), span.end());
    Err(Error::FromSqlConversionFailure(column, Type::Text, what.into()))
}
