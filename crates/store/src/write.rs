//! Putting analyses in.

use crate::paragraph::Paragraph;
use crate::{ArticleKey, RunId, Store, StoreError};
use rusqlite::{ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use standpoint_article::{Article, Partial, Span};
use standpoint_stance::{Analysis, Condition};

/// What stands in `statement.text` where the article goes on between two pieces of the content.
pub(crate) const GAP: &str = " … ";

impl Store {
    /// True when this run has stored this very article: same id, same metadata, same text.
    pub fn is_done(&self, run: RunId, key: &ArticleKey) -> Result<bool, StoreError> {
        self.conn
            .prepare_cached(
                "SELECT 1 FROM analysis JOIN article ON article.id = analysis.article
                 WHERE analysis.run = ?1 AND article.key = ?2",
            )
            .and_then(|mut query| query.exists(params![run.0, key.as_str()]))
            .map_err(|e| self.error(e))
    }

    /// Stores one analysis, all of it or nothing. When this returns, it is on the disk.
    pub fn put(&mut self, run: RunId, analysis: &Analysis) -> Result<(), StoreError> {
        self.put_batch(run, std::slice::from_ref(analysis))
    }

    /// Stores several analyses, all of them or none: one wait for the disk instead of many.
    ///
    /// An analysis takes the place of an earlier one that the same run made of an article with the same id.
    pub fn put_batch(&mut self, run: RunId, analyses: &[Analysis]) -> Result<(), StoreError> {
        if !self.has_run(run)? {
            return Err(self.no_such_run(run)?);
        }
        let path = &self.path;
        let sql = |e| StoreError::of(path, e);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        for analysis in analyses {
            put_one(&tx, run, analysis).map_err(|e| match e.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) => StoreError::Inconsistent {
                    path: path.clone(),
                    article: analysis.article.id.clone(),
                    source: e,
                },
                _ => sql(e),
            })?;
        }
        tx.commit().map_err(sql)
    }

    fn has_run(&self, run: RunId) -> Result<bool, StoreError> {
        self.conn
            .query_row("SELECT 1 FROM run WHERE id = ?1", [run.0], |_| Ok(()))
            .optional()
            .map(|found| found.is_some())
            .map_err(|e| self.error(e))
    }
}

fn put_one(tx: &Transaction<'_>, RunId(run): RunId, analysis: &Analysis) -> rusqlite::Result<()> {
    let article = put_article(tx, &analysis.article)?;
    tx.prepare_cached(
        "DELETE FROM analysis WHERE run = ?1 AND article IN (SELECT id FROM article WHERE name = ?2)",
    )?
    .execute(params![run, analysis.article.id])?;
    tx.prepare_cached("INSERT INTO analysis (run, article) VALUES (?1, ?2)")?.execute([run, article])?;

    let mut insert = tx.prepare_cached(
        "INSERT INTO actor (run, article, id, seq, name, kind, aliases, mentions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (seq, a) in (0i64..).zip(&analysis.actors) {
        insert.execute(params![
            run,
            article,
            a.id,
            seq,
            a.name,
            word(a.kind),
            json(&a.aliases),
            json(&a.mentions)
        ])?;
    }

    let mut insert = tx.prepare_cached(
        "INSERT INTO statement (run, article, id, seq, kind, source_start, source_end, cue_start, cue_end, content,
                                actor, via, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    for (seq, s) in (0i64..).zip(&analysis.statements) {
        let (source, cue) = (ends(s.source), ends(s.cue));
        insert.execute(params![
            run,
            article,
            s.id,
            seq,
            word(s.kind),
            source.0,
            source.1,
            cue.0,
            cue.1,
            json(&s.content),
            s.actor,
            s.via,
            words(&s.content, analysis.article.text.as_str())
        ])?;
    }

    let mut insert = tx.prepare_cached(
        "INSERT INTO judgement (run, article, statement, issue, seq, stance, support, reject,
                                conditional_cooperation, none, condition_start, condition_end, condition_type,
                                condition_lean)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (seq, j) in (0i64..).zip(&analysis.judgements) {
        let [support, reject, conditional, none] = j.scores.to_array();
        let condition = ends(j.condition.map(|c| c.span));
        insert.execute(params![
            run,
            article,
            j.statement,
            j.issue,
            seq,
            j.stance.as_str(),
            support,
            reject,
            conditional,
            none,
            condition.0,
            condition.1,
            kind(j.condition),
            lean(j.condition)
        ])?;
    }

    let mut insert = tx.prepare_cached(
        "INSERT INTO position (run, article, actor, issue, seq, name, stance, confidence, support, reject,
                               conditional_cooperation, none, condition_start, condition_end, condition_type,
                               condition_lean, evidence, mixed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?;
    for (seq, p) in (0i64..).zip(&analysis.positions) {
        let [support, reject, conditional, none] = p.scores.to_array();
        let condition = ends(p.condition.map(|c| c.span));
        insert.execute(params![
            run,
            article,
            p.actor,
            p.issue,
            seq,
            p.name,
            p.stance.as_str(),
            p.confidence,
            support,
            reject,
            conditional,
            none,
            condition.0,
            condition.1,
            kind(p.condition),
            lean(p.condition),
            json(&p.evidence),
            p.mixed
        ])?;
    }

    let mut insert =
        tx.prepare_cached("INSERT INTO warning (run, article, seq, message) VALUES (?1, ?2, ?3, ?4)")?;
    for (seq, message) in (0i64..).zip(&analysis.warnings) {
        insert.execute(params![run, article, seq, message])?;
    }
    Ok(())
}

/// The article's row, made when its key is new. The path is the one it was last read from.
fn put_article(tx: &Transaction<'_>, a: &Article) -> rusqlite::Result<i64> {
    tx.prepare_cached(
        "INSERT INTO article (key, name, input, title, published, outlet, author, url, language, duplicate_of, text,
                              zone, partial, copied_by, updates, new, marked)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT (key) DO UPDATE SET input = excluded.input, marked = excluded.marked
         RETURNING id",
    )?
    .query_row(
        params![
            ArticleKey::of(a).as_str(),
            a.id,
            a.input,
            a.title,
            a.published,
            a.outlet,
            a.author,
            a.url,
            a.language,
            a.duplicate_of,
            a.text.as_str(),
            a.zone,
            a.partial.map(Partial::as_str),
            a.copied_by,
            a.updates.as_ref().map(|update| &update.of),
            a.updates.as_ref().map(|update| json(&update.new)),
            (!a.marked.is_empty()).then(|| json(&a.marked.iter().map(Paragraph::from).collect::<Vec<_>>()))
        ],
        |row| row.get(0),
    )
}

/// The words of a statement, for the index and for whoever reads the file with SQL.
fn words(content: &[Span], text: &str) -> String {
    let pieces: Vec<&str> = content.iter().filter_map(|span| span.get(text)).collect();
    pieces.join(GAP)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, spans and lists become JSON")
}

/// The word that serde writes for an enum without fields.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("a plain enum is a string in JSON, not {other:?}"),
    }
}

fn ends(span: Option<Span>) -> (Option<i64>, Option<i64>) {
    let offset = |at: usize| i64::try_from(at).expect("a text has fewer than 2^63 bytes");
    (span.map(|s| offset(s.start())), span.map(|s| offset(s.end())))
}

fn kind(condition: Option<Condition>) -> Option<&'static str> {
    condition.map(|c| c.kind.as_str())
}

fn lean(condition: Option<Condition>) -> Option<&'static str> {
    condition.map(|c| c.lean.as_str())
}
