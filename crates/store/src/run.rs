//! Opening a store, and its runs.

use crate::{StoreError, schema};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use standpoint_stance::{Codebook, Issue, Run};
use standpoint_statements::KnownActor;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// One SQLite file of analyses and the runs that made them.
#[derive(Debug)]
pub struct Store {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
}

/// Number of a run in its file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub i64);

/// A run with everything a report needs to name it and to read it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRun {
    /// Its number.
    pub id: RunId,
    /// What made it.
    pub run: Run,
    /// The codebook, as it was then.
    pub codebook: Codebook,
    /// The options it was begun with.
    pub options: Value,
    /// When it first began, RFC 3339 UTC.
    pub started: String,
    /// When it last came to its end; `None` while it runs, and for a run that was stopped.
    pub finished: Option<String>,
}

/// The part of a codebook that is not its hash.
#[derive(Serialize, Deserialize)]
struct CodebookBody {
    issues: Vec<Issue>,
    actors: Vec<KnownActor>,
}

impl Store {
    /// Opens the file, makes it when it is not there, and brings an older schema up to date.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path.as_ref(), OpenFlags::SQLITE_OPEN_CREATE, PATIENCE)
    }

    /// Opens a file that must be there already: for reports, where a mistyped path must not make an empty corpus.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_path_buf() });
        }
        Self::open_with(path, OpenFlags::empty(), PATIENCE)
    }

    pub(crate) fn open_with(path: &Path, create: OpenFlags, patience: Duration) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|e| StoreError::of(path, e))?;
        conn.busy_timeout(patience).map_err(|e| StoreError::of(path, e))?;
        schema::prepare(&mut conn, path)?;
        Ok(Self { conn, path: path.to_path_buf() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a run, or continues the one that had the same versions, hashes and options (in any key order).
    pub fn begin_run(
        &mut self,
        run: &Run,
        codebook: &Codebook,
        options: &Value,
    ) -> Result<RunId, StoreError> {
        if run.codebook_sha256 != codebook.sha256 {
            return Err(StoreError::CodebookMismatch {
                run: run.codebook_sha256.clone(),
                codebook: codebook.sha256.clone(),
            });
        }
        let body = CodebookBody { issues: codebook.issues.clone(), actors: codebook.actors.clone() };
        let body = serde_json::to_string(&body).expect("strings and lists become JSON");
        self.conn
            .query_row(
                "INSERT INTO run (version, model, model_sha256, codebook_sha256, options, codebook, started, touched)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),
                         (SELECT coalesce(max(touched), 0) + 1 FROM run))
                 ON CONFLICT (version, model, model_sha256, codebook_sha256, options)
                 DO UPDATE SET finished = NULL, touched = excluded.touched
                 RETURNING id",
                params![
                    run.version,
                    run.model,
                    run.model_sha256,
                    run.codebook_sha256,
                    sorted(options).to_string(),
                    body
                ],
                |row| row.get(0).map(RunId),
            )
            .map_err(|e| self.error(e))
    }

    /// Notes that a run has come to its end.
    pub fn finish(&mut self, run: RunId) -> Result<(), StoreError> {
        let sql = "UPDATE run SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1";
        match self.conn.execute(sql, [run.0]).map_err(|e| self.error(e))? {
            0 => Err(self.no_such_run(run)?),
            _ => Ok(()),
        }
    }

    /// All runs, in the order in which they were first begun.
    pub fn runs(&self) -> Result<Vec<StoredRun>, StoreError> {
        let mut query = self.conn.prepare(&select_runs("ORDER BY id")).map_err(|e| self.error(e))?;
        let rows = query.query_map([], stored_run).map_err(|e| self.error(e))?;
        rows.collect::<Result<_, _>>().map_err(|e| self.error(e))
    }

    /// The run with that number.
    pub fn run(&self, run: RunId) -> Result<StoredRun, StoreError> {
        let found = self
            .conn
            .query_row(&select_runs("WHERE id = ?1"), [run.0], stored_run)
            .optional()
            .map_err(|e| self.error(e))?;
        match found {
            Some(found) => Ok(found),
            None => Err(self.no_such_run(run)?),
        }
    }

    /// The run that was begun or continued last: of the codebook with that SHA-256, or of any.
    pub fn newest_run(&self, codebook_sha256: Option<&str>) -> Result<Option<StoredRun>, StoreError> {
        self.conn
            .query_row(
                &select_runs("WHERE ?1 IS NULL OR codebook_sha256 = ?1 ORDER BY touched DESC LIMIT 1"),
                [codebook_sha256],
                stored_run,
            )
            .optional()
            .map_err(|e| self.error(e))
    }

    pub(crate) fn error(&self, source: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, source)
    }

    /// The error for a run that is not there (or the one met while looking).
    pub(crate) fn no_such_run(&self, run: RunId) -> Result<StoreError, StoreError> {
        let known = match self.runs()?.as_slice() {
            [] => "none".to_owned(),
            runs => runs.iter().map(|r| r.id.0.to_string()).collect::<Vec<_>>().join(", "),
        };
        Ok(StoreError::NoSuchRun { path: self.path.clone(), run: run.0, known })
    }
}

fn select_runs(which: &str) -> String {
    format!(
        "SELECT id, version, model, model_sha256, codebook_sha256, options, codebook, started, finished
         FROM run {which}"
    )
}

fn stored_run(row: &Row<'_>) -> rusqlite::Result<StoredRun> {
    let body: CodebookBody = crate::read::json(row, 6)?;
    let codebook_sha256: String = row.get(4)?;
    Ok(StoredRun {
        id: RunId(row.get(0)?),
        codebook: Codebook { issues: body.issues, actors: body.actors, sha256: codebook_sha256.clone() },
        run: Run { version: row.get(1)?, model: row.get(2)?, model_sha256: row.get(3)?, codebook_sha256 },
        options: crate::read::json(row, 5)?,
        started: row.get(7)?,
        finished: row.get(8)?,
    })
}

/// The same value with the keys of every object in order, so that equal options are equal text.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            entries.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
