//! Writing to the log, taking back, and reading it.

use super::{Action, Entry, Field, Layer, Review, ReviewFilter, ReviewId, Reviewer, Value};
use crate::{RunId, Store, StoreError};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use standpoint_article::Span;

impl Store {
    /// Records what a reviewer says, all entries as one step or none. When this returns, it is on the disk.
    ///
    /// Refused with [`StoreError::Review`]: an article, statement or issue that the run does not have, a field beside its
    /// subject (see [`Entry::issue`]), words that are no part of the article's text, a name of nothing.
    pub fn record(
        &mut self,
        run: RunId,
        reviewer: &Reviewer,
        entries: &[Entry],
    ) -> Result<Vec<Review>, StoreError> {
        let issues: Vec<String> = self.run(run)?.codebook.issues.into_iter().map(|issue| issue.id).collect();
        if reviewer.name.trim().is_empty() {
            return Err(refused("the reviewer has no name".into()));
        }
        let path = self.path.clone();
        let sql = |e| StoreError::of(&path, e);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        let coder = coder(&tx, &reviewer.name).map_err(sql)?;
        let step = next_id(&tx).map_err(sql)?;
        for entry in entries {
            let subject = Subject::find(&tx, run, entry).map_err(sql)?.ok_or_else(|| {
                refused(format!(
                    "run {} has no statement `{}` in article `{}`",
                    run.0, entry.statement, entry.article
                ))
            })?;
            subject.check(entry, &issues)?;
            let found = subject.found(&tx, entry.value.field()).map_err(sql)?;
            let same = |old: &Value| old.says_the_same(&entry.value);
            let action = if found.as_ref().is_some_and(same) { Action::Accepted } else { Action::Corrected };
            let old = subject.stands(&tx, coder, reviewer.layer, entry.value.field()).map_err(sql)?.or(found);
            let row = NewRow {
                step,
                coder,
                layer: reviewer.layer,
                action,
                undoes: None,
                old: old.as_ref().map(Value::to_json),
                new: Some(entry.value.to_json()),
                note: entry.note.as_deref(),
            };
            row.insert(&tx, &subject, entry.value.field()).map_err(sql)?;
        }
        let rows = of_step(&tx, step).map_err(sql)?;
        tx.commit().map_err(sql)?;
        Ok(rows)
    }

    /// Takes back the reviewer's last step on results of `run` that stands, and gives the rows that say so; none when nothing
    /// stands.
    ///
    /// In the adjudicated layer the last step is the layer's, whoever made it.
    pub fn undo_last(&mut self, run: RunId, reviewer: &Reviewer) -> Result<Vec<Review>, StoreError> {
        let step: Option<i64> = self
            .conn
            .query_row(
                "SELECT max(r.step) FROM review_standing AS r JOIN coder AS c ON c.id = r.coder
                 WHERE r.layer = ?1 AND (?1 = 'adjudicated' OR c.name = ?2) AND r.run = ?3",
                params![layer_word(reviewer.layer), reviewer.name, run.0],
                |row| row.get(0),
            )
            .map_err(|e| self.error(e))?;
        step.map_or(Ok(Vec::new()), |step| self.undo(reviewer, ReviewId(step)))
    }

    /// Takes back a step: every row of it that stands. What stood before stands again.
    ///
    /// `step` may name any row of it. Refused when it is another coder's, or when nothing of it stands.
    pub fn undo(&mut self, reviewer: &Reviewer, step: ReviewId) -> Result<Vec<Review>, StoreError> {
        self.toggle(reviewer, step, Action::Undone)
    }

    /// Makes a step that was taken back stand again.
    pub fn redo(&mut self, reviewer: &Reviewer, step: ReviewId) -> Result<Vec<Review>, StoreError> {
        self.toggle(reviewer, step, Action::Redone)
    }

    fn toggle(&mut self, who: &Reviewer, step: ReviewId, action: Action) -> Result<Vec<Review>, StoreError> {
        let path = self.path.clone();
        let sql = |e| StoreError::of(&path, e);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        let rows = tx
            .prepare(
                "SELECT r.id, r.field, c.name, r.layer, EXISTS (SELECT 1 FROM review_standing AS s WHERE s.id = r.id)
                 FROM review AS r JOIN coder AS c ON c.id = r.coder
                 WHERE r.undoes IS NULL AND r.step = (SELECT step FROM review WHERE id = ?1) ORDER BY r.id",
            )
            .and_then(|mut query| {
                let row = |row: &Row<'_>| {
                    Ok(Target {
                        id: row.get(0)?,
                        field: field(row, 1)?,
                        coder: row.get(2)?,
                        layer: layer(row, 3)?,
                        stands: row.get(4)?,
                    })
                };
                query.query_map([step.0], row)?.collect::<rusqlite::Result<Vec<_>>>()
            })
            .map_err(sql)?;
        if rows.is_empty() {
            return Err(refused(format!("there is no step {} to be undone or redone", step.0)));
        }
        if let Some(row) = rows
            .iter()
            .find(|row| row.layer != who.layer || (row.layer == Layer::Coder && row.coder != who.name))
        {
            return Err(refused(format!("review {} is {}'s, not {}'s", row.id, row.coder, who.name)));
        }
        let coder = coder(&tx, &who.name).map_err(sql)?;
        let new_step = next_id(&tx).map_err(sql)?;
        let undo = action == Action::Undone;
        for row in rows.iter().filter(|row| row.stands == undo) {
            let subject = Subject::of_review(&tx, row.id).map_err(sql)?;
            let author: i64 = tx
                .query_row("SELECT coder FROM review WHERE id = ?1", [row.id], |row| row.get(0))
                .map_err(sql)?;
            let state = |tx: &Transaction<'_>| -> rusqlite::Result<Option<Value>> {
                Ok(subject.stands(tx, author, row.layer, row.field)?.or(subject.found(tx, row.field)?))
            };
            let old = state(&tx).map_err(sql)?.as_ref().map(Value::to_json);
            let mut entry = NewRow {
                step: new_step,
                coder,
                layer: row.layer,
                action,
                undoes: Some(row.id),
                old,
                new: None,
                note: None,
            };
            // What stands afterwards is read where it stands afterwards: the row is tried, looked at, and written whole.
            tx.execute_batch("SAVEPOINT trial").map_err(sql)?;
            entry.insert(&tx, &subject, row.field).map_err(sql)?;
            entry.new = state(&tx).map_err(sql)?.as_ref().map(Value::to_json);
            tx.execute_batch("ROLLBACK TO trial; RELEASE trial").map_err(sql)?;
            entry.insert(&tx, &subject, row.field).map_err(sql)?;
        }
        let written = of_step(&tx, new_step).map_err(sql)?;
        if written.is_empty() {
            let word = if undo { "nothing of it stands" } else { "all of it stands" };
            return Err(refused(format!("step {}: {word}", step.0)));
        }
        tx.commit().map_err(sql)?;
        Ok(written)
    }

    /// The log, or a part of it, oldest first unless the filter asks for the newest.
    pub fn reviews(&self, filter: &ReviewFilter) -> Result<Vec<Review>, StoreError> {
        let order = if filter.newest { "DESC" } else { "ASC" };
        let which = format!(
            "WHERE (?1 IS NULL OR r.run = ?1) AND (?2 IS NULL OR c.name = ?2) AND (?3 IS NULL OR a.name = ?3)
                     AND r.id > ?4 ORDER BY r.id {order} LIMIT ?5"
        );
        self.conn
            .prepare_cached(&select(&which))
            .and_then(|mut query| {
                let parameters = params![
                    filter.run.map(|run| run.0),
                    filter.coder,
                    filter.article,
                    filter.after.map_or(0, |id| id.0),
                    filter.limit.map_or(-1, i64::from)
                ];
                query.query_map(parameters, review)?.collect()
            })
            .map_err(|e| self.error(e))
    }

    /// Names of all who have reviewed, in the order of the alphabet.
    pub fn coders(&self) -> Result<Vec<String>, StoreError> {
        self.conn
            .prepare_cached("SELECT name FROM coder ORDER BY name")
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .map_err(|e| self.error(e))
    }
}

struct Target {
    id: i64,
    field: Field,
    coder: String,
    layer: Layer,
    stands: bool,
}

fn refused(what: String) -> StoreError {
    StoreError::Review { what }
}

/// The statement or judgement that a row is about.
struct Subject {
    run: i64,
    article: i64,
    statement: String,
    issue: Option<String>,
    source: (Option<i64>, Option<i64>),
    content: String,
    text: String,
}

impl Subject {
    fn find(tx: &Connection, RunId(run): RunId, entry: &Entry) -> rusqlite::Result<Option<Self>> {
        tx.prepare_cached(
            "SELECT s.article, s.source_start, s.source_end, s.content, a.text
             FROM statement AS s JOIN article AS a ON a.id = s.article
             WHERE s.run = ?1 AND a.name = ?2 AND s.id = ?3",
        )?
        .query_row(params![run, entry.article, entry.statement], |row| {
            Ok(Self {
                run,
                article: row.get(0)?,
                statement: entry.statement.clone(),
                issue: entry.issue.clone(),
                source: (row.get(1)?, row.get(2)?),
                content: row.get(3)?,
                text: row.get(4)?,
            })
        })
        .optional()
    }

    fn of_review(tx: &Connection, id: i64) -> rusqlite::Result<Self> {
        tx.query_row(
            "SELECT run, article, statement, issue, source_start, source_end, content FROM review WHERE id = ?1",
            [id],
            |row| {
                Ok(Self {
                    run: row.get(0)?,
                    article: row.get(1)?,
                    statement: row.get(2)?,
                    issue: row.get(3)?,
                    source: (row.get(4)?, row.get(5)?),
                    content: row.get(6)?,
                    text: String::new(),
                })
            },
        )
    }

    fn check(&self, entry: &Entry, issues: &[String]) -> Result<(), StoreError> {
        let field = entry.value.field();
        let known = |issue: &String| {
            if issues.contains(issue) {
                return Ok(());
            }
            Err(refused(format!(
                "the run's codebook has no issue `{issue}`; it has {}",
                issues.iter().map(|i| format!("`{i}`")).collect::<Vec<_>>().join(", ")
            )))
        };
        let within = |span: &Span| {
            if !span.is_empty() && span.get(&self.text).is_some() {
                return Ok(());
            }
            Err(refused(format!(
                "bytes {} to {} are no words of article `{}`",
                span.start(),
                span.end(),
                entry.article
            )))
        };
        match (&entry.issue, field.of_statement()) {
            (Some(_), true) => {
                return Err(refused(format!(
                    "`{}` belongs to the statement; leave the issue out",
                    field.as_str()
                )));
            }
            (None, false) => {
                return Err(refused(format!("`{}` belongs to a judgement; name its issue", field.as_str())));
            }
            (Some(issue), false) => known(issue)?,
            (None, true) => {}
        }
        match &entry.value {
            Value::Content(spans) if spans.is_empty() => {
                Err(refused("a statement's content has at least one span".into()))
            }
            Value::Content(spans) => {
                if let Some(pair) = spans.windows(2).find(|pair| pair[1].start() < pair[0].end()) {
                    return Err(refused(format!(
                        "the spans of a content stand in order and do not overlap; {}..{} follows {}..{}",
                        pair[1].start(),
                        pair[1].end(),
                        pair[0].start(),
                        pair[0].end()
                    )));
                }
                spans.iter().try_for_each(within)
            }
            Value::ConditionSpan(Some(span)) => within(span),
            Value::Issue(issue) => known(issue),
            Value::Actor(Some(actor)) if actor.name.trim().is_empty() => {
                Err(refused("the actor has no name; leave the actor out when it is nobody's".into()))
            }
            _ => Ok(()),
        }
    }

    /// What the run found.
    fn found(&self, tx: &Connection, field: Field) -> rusqlite::Result<Option<Value>> {
        // Each query gives one column: the value in JSON.
        let sql = match field {
            Field::Actor => {
                "SELECT CASE WHEN s.actor IS NULL THEN 'null' ELSE json_object('id', s.actor, 'name', a.name) END
                 FROM statement AS s
                 LEFT JOIN actor AS a ON a.run = s.run AND a.article = s.article AND a.id = s.actor
                 WHERE s.run = ?1 AND s.article = ?2 AND s.id = ?3 AND ?4 IS NULL"
            }
            Field::Content => {
                "SELECT content FROM statement WHERE run = ?1 AND article = ?2 AND id = ?3 AND ?4 IS NULL"
            }
            Field::Stance => {
                "SELECT json_quote(stance) FROM judgement
                 WHERE run = ?1 AND article = ?2 AND statement = ?3 AND issue = ?4"
            }
            Field::Issue => {
                "SELECT json_quote(issue) FROM judgement
                 WHERE run = ?1 AND article = ?2 AND statement = ?3 AND issue = ?4"
            }
            Field::ConditionSpan => {
                "SELECT CASE WHEN condition_start IS NULL THEN 'null'
                             ELSE json_object('start', condition_start, 'end', condition_end) END
                 FROM judgement WHERE run = ?1 AND article = ?2 AND statement = ?3 AND issue = ?4"
            }
            Field::ConditionType => {
                "SELECT json_quote(condition_type) FROM judgement
                 WHERE run = ?1 AND article = ?2 AND statement = ?3 AND issue = ?4"
            }
            Field::ConditionLean => {
                "SELECT json_quote(condition_lean) FROM judgement
                 WHERE run = ?1 AND article = ?2 AND statement = ?3 AND issue = ?4"
            }
        };
        tx.prepare_cached(sql)?
            .query_row(params![self.run, self.article, self.statement, self.issue], |row| {
                value(row, 0, field.as_str())
            })
            .optional()
    }

    /// What stands in the log, in one layer.
    fn stands(
        &self,
        tx: &Connection,
        coder: i64,
        layer: Layer,
        field: Field,
    ) -> rusqlite::Result<Option<Value>> {
        tx.prepare_cached(
            "SELECT new FROM review_standing
             WHERE article = ?1 AND field = ?2 AND issue IS ?3 AND layer = ?4 AND (layer = 'adjudicated' OR coder = ?5)
               AND content = ?6 AND source_start IS ?7 AND source_end IS ?8 AND (run <> ?9 OR statement = ?10)
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(
            params![
                self.article,
                field.as_str(),
                self.issue,
                layer_word(layer),
                coder,
                self.content,
                self.source.0,
                self.source.1,
                self.run,
                self.statement
            ],
            |row| value(row, 0, field.as_str()),
        )
        .optional()
    }
}

struct NewRow<'a> {
    step: i64,
    coder: i64,
    layer: Layer,
    action: Action,
    undoes: Option<i64>,
    old: Option<String>,
    new: Option<String>,
    note: Option<&'a str>,
}

impl NewRow<'_> {
    fn insert(&self, tx: &Connection, subject: &Subject, field: Field) -> rusqlite::Result<usize> {
        tx.prepare_cached(
            "INSERT INTO review (step, at, coder, layer, action, undoes, run, article, statement, issue, source_start,
                                 source_end, content, field, old, new, note)
             VALUES (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
                     ?15, ?16)",
        )?
        .execute(params![
            self.step,
            self.coder,
            layer_word(self.layer),
            self.action.as_str(),
            self.undoes,
            subject.run,
            subject.article,
            subject.statement,
            subject.issue,
            subject.source.0,
            subject.source.1,
            subject.content,
            field.as_str(),
            self.old,
            self.new,
            self.note
        ])
    }
}

/// Number of a coder, noted when new.
fn coder(tx: &Connection, name: &str) -> rusqlite::Result<i64> {
    tx.execute(
        "INSERT INTO coder (name, since) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ON CONFLICT DO NOTHING",
        [name],
    )?;
    tx.query_row("SELECT id FROM coder WHERE name = ?1", [name], |row| row.get(0))
}

/// The number that the next row will have: rows are never removed, and nobody else writes meanwhile.
fn next_id(tx: &Connection) -> rusqlite::Result<i64> {
    tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM review", [], |row| row.get(0))
}

fn of_step(tx: &Connection, step: i64) -> rusqlite::Result<Vec<Review>> {
    tx.prepare_cached(&select("WHERE r.step = ?1 ORDER BY r.id"))?.query_map([step], review)?.collect()
}

fn select(which: &str) -> String {
    format!(
        "SELECT r.id, r.step, r.at, c.name, r.layer, r.action, r.undoes, r.run, a.name, r.statement, r.issue, r.field,
                r.old, r.new, r.note
         FROM review AS r JOIN coder AS c ON c.id = r.coder JOIN article AS a ON a.id = r.article {which}"
    )
}

fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    let word: String = row.get(11)?;
    let of = |column| -> rusqlite::Result<Option<Value>> {
        match row.get_ref(column)? {
            rusqlite::types::ValueRef::Null => Ok(None),
            _ => value(row, column, &word).map(Some),
        }
    };
    Ok(Review {
        id: ReviewId(row.get(0)?),
        step: ReviewId(row.get(1)?),
        at: row.get(2)?,
        coder: row.get(3)?,
        layer: layer(row, 4)?,
        action: crate::read::word(row, 5)?,
        undoes: row.get::<_, Option<i64>>(6)?.map(ReviewId),
        run: RunId(row.get(7)?),
        article: row.get(8)?,
        statement: row.get(9)?,
        issue: row.get(10)?,
        field: field(row, 11)?,
        old: of(12)?,
        new: of(13)?,
        note: row.get(14)?,
    })
}

pub(super) fn value(row: &Row<'_>, column: usize, field: &str) -> rusqlite::Result<Value> {
    let json: String = row.get(column)?;
    Value::from_json(field, &json)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(e)))
}

fn field(row: &Row<'_>, column: usize) -> rusqlite::Result<Field> {
    crate::read::word(row, column)
}

fn layer(row: &Row<'_>, column: usize) -> rusqlite::Result<Layer> {
    crate::read::word(row, column)
}

pub(super) const fn layer_word(layer: Layer) -> &'static str {
    match layer {
        Layer::Coder => "coder",
        Layer::Adjudicated => "adjudicated",
    }
}
