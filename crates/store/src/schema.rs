//! The tables, and how an older file gets them.

use crate::StoreError;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::Path;

/// `application_id` of our files ("Stnd"), so that another program's database is never touched.
const APPLICATION_ID: i64 = 0x5374_6e64;

/// Step `n` takes a file of schema version `n` to version `n + 1`. A released step never changes; a new one is added.
const MIGRATIONS: [&str; VERSION as usize] = [
    include_str!("schema/v1.sql"),
    include_str!("schema/v2.sql"),
    include_str!("schema/v3.sql"),
    include_str!("schema/v4.sql"),
];

/// Version of the schema that this program writes.
const VERSION: i64 = 4;

/// Looks at a file before one byte of it is changed, then brings it up to date.
pub(crate) fn prepare(conn: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let sql = |e| StoreError::of(path, e);
    // One query sees one state, even while another process is creating the file.
    let (objects, application, found): (i64, i64, i64) = conn
        .query_row(
            "SELECT (SELECT count(*) FROM sqlite_schema), application_id, user_version
             FROM pragma_application_id, pragma_user_version",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .map_err(sql)?;
    let new = objects == 0 && application == 0 && found == 0;
    if !new && application != APPLICATION_ID {
        return Err(StoreError::Foreign { path: path.to_path_buf() });
    }
    if found > VERSION {
        return Err(StoreError::NewerSchema { path: path.to_path_buf(), found, known: VERSION });
    }
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).map_err(sql)?;
    // FULL, not NORMAL: an article reported as stored survives a power cut, too.
    conn.pragma_update(None, "synchronous", "full").map_err(sql)?;
    if found < VERSION {
        // A table is rebuilt by dropping the old one, which must not take with it what refers to it. Inside a transaction
        // this pragma does nothing, hence here.
        conn.pragma_update(None, "foreign_keys", false).map_err(sql)?;
        migrate(conn, path)?;
    }
    conn.pragma_update(None, "foreign_keys", true).map_err(sql)
}

/// All missing steps in one transaction: a file is of the old version or of the new one, never between.
fn migrate(conn: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let sql = |e| StoreError::of(path, e);
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    // Read again under the lock: another process may have been faster.
    let version: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sql)?;
    for step in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        tx.execute_batch(step).map_err(sql)?;
    }
    let orphan: Option<String> = tx
        .query_row("SELECT \"table\" FROM pragma_foreign_key_check", [], |row| row.get(0))
        .optional()
        .map_err(sql)?;
    if let Some(table) = orphan {
        let what = format!("a row of `{table}` refers to one that is not there");
        return Err(StoreError::Damaged { path: path.to_path_buf(), what });
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID).map_err(sql)?;
    tx.pragma_update(None, "user_version", VERSION).map_err(sql)?;
    tx.commit().map_err(sql)
}
