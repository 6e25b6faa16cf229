//! The tables, and how an older file gets them.

use crate::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// `application_id` of our files ("Stnd"), so that another program's database is never touched.
const APPLICATION_ID: i64 = 0x5374_6e64;

/// Step `n` takes a file of schema version `n` to version `n + 1`. A released step never changes; a new one is added.
const MIGRATIONS: [&str; VERSION as usize] = [V1, V2];

/// Version of the schema that this program writes.
const VERSION: i64 = 2;

/// The tables of version 1. Spans are bytes of `article.text`. `seq` keeps the order in which things were found.
const V1: &str = "
CREATE TABLE run (
    id              INTEGER PRIMARY KEY,
    version         TEXT NOT NULL,
    model           TEXT NOT NULL,
    model_sha256    TEXT NOT NULL,
    codebook_sha256 TEXT NOT NULL,
    options         TEXT NOT NULL,              -- JSON, keys sorted
    codebook        TEXT NOT NULL,              -- JSON: issues and actors, so that a report needs no other file
    started         TEXT NOT NULL,
    finished        TEXT,
    touched         INTEGER NOT NULL UNIQUE,    -- counts up whenever a run begins or continues
    UNIQUE (version, model, model_sha256, codebook_sha256, options)
) STRICT;

CREATE TABLE article (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,          -- content hash over name, metadata and text
    name         TEXT NOT NULL,                 -- the id that records use
    input        TEXT NOT NULL,
    title        TEXT,
    published    TEXT,
    outlet       TEXT,
    author       TEXT,
    url          TEXT,
    language     TEXT NOT NULL,
    duplicate_of TEXT,
    text         TEXT NOT NULL
) STRICT;
CREATE INDEX article_name ON article (name);

-- One article, done by one run. Everything below hangs on it.
CREATE TABLE analysis (
    run     INTEGER NOT NULL REFERENCES run (id),
    article INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (run, article)
) STRICT;
CREATE INDEX analysis_article ON analysis (article);

CREATE TABLE actor (
    run      INTEGER NOT NULL,
    article  INTEGER NOT NULL,
    id       TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    aliases  TEXT NOT NULL,                     -- JSON: [\"..\"]
    mentions TEXT NOT NULL,                     -- JSON: [{\"start\":0,\"end\":0}]
    PRIMARY KEY (run, article, id),
    FOREIGN KEY (run, article) REFERENCES analysis ON DELETE CASCADE
) STRICT;
CREATE INDEX actor_name ON actor (name);

CREATE TABLE statement (
    run          INTEGER NOT NULL,
    article      INTEGER NOT NULL,
    id           TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    source_start INTEGER,
    source_end   INTEGER,
    cue_start    INTEGER,
    cue_end      INTEGER,
    content      TEXT NOT NULL,                 -- JSON: [{\"start\":0,\"end\":0}]
    actor        TEXT,
    via          TEXT,
    PRIMARY KEY (run, article, id),
    FOREIGN KEY (run, article) REFERENCES analysis ON DELETE CASCADE,
    FOREIGN KEY (run, article, actor) REFERENCES actor,
    FOREIGN KEY (run, article, via) REFERENCES actor
) STRICT;
CREATE INDEX statement_actor ON statement (run, article, actor);
CREATE INDEX statement_via ON statement (run, article, via);

CREATE TABLE judgement (
    run                     INTEGER NOT NULL,
    article                 INTEGER NOT NULL,
    statement               TEXT NOT NULL,
    issue                   TEXT NOT NULL,
    seq                     INTEGER NOT NULL,
    stance                  TEXT NOT NULL,
    support                 REAL NOT NULL,
    reject                  REAL NOT NULL,
    conditional_cooperation REAL NOT NULL,
    none                    REAL NOT NULL,
    condition_start         INTEGER,
    condition_end           INTEGER,
    condition_type          TEXT,
    condition_lean          TEXT,
    PRIMARY KEY (run, article, statement, issue),
    FOREIGN KEY (run, article) REFERENCES analysis ON DELETE CASCADE,
    FOREIGN KEY (run, article, statement) REFERENCES statement
) STRICT;
CREATE INDEX judgement_issue ON judgement (run, issue, stance);

CREATE TABLE position (
    run                     INTEGER NOT NULL,
    article                 INTEGER NOT NULL,
    actor                   TEXT NOT NULL,
    issue                   TEXT NOT NULL,
    seq                     INTEGER NOT NULL,
    name                    TEXT NOT NULL,
    stance                  TEXT NOT NULL,
    confidence              REAL NOT NULL,
    support                 REAL NOT NULL,
    reject                  REAL NOT NULL,
    conditional_cooperation REAL NOT NULL,
    none                    REAL NOT NULL,
    condition_start         INTEGER,
    condition_end           INTEGER,
    condition_type          TEXT,
    condition_lean          TEXT,
    evidence                TEXT NOT NULL,      -- JSON: [\"statement id\"]
    mixed                   INTEGER NOT NULL,
    PRIMARY KEY (run, article, actor, issue),
    FOREIGN KEY (run, article) REFERENCES analysis ON DELETE CASCADE,
    FOREIGN KEY (run, article, actor) REFERENCES actor
) STRICT;
CREATE INDEX position_issue ON position (run, issue, stance);

CREATE TABLE warning (
    run     INTEGER NOT NULL,
    article INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (run, article, seq),
    FOREIGN KEY (run, article) REFERENCES analysis ON DELETE CASCADE
) STRICT;
";

/// Version 2: the zone of the publication time, and why a text is only a part of its article.
const V2: &str = "
ALTER TABLE article ADD COLUMN zone TEXT;
ALTER TABLE article ADD COLUMN partial TEXT;
";

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
    conn.pragma_update(None, "foreign_keys", true).map_err(sql)?;
    if found < VERSION { migrate(conn).map_err(sql) } else { Ok(()) }
}

/// All missing steps in one transaction: a file is of the old version or of the new one, never between.
fn migrate(conn: &mut Connection) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have been faster.
    let version: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for step in MIGRATIONS.iter().skip(version as usize) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()
}
