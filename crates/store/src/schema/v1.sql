-- Version 1. Spans are bytes of article.text. `seq` keeps the order in which things were found.

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
    aliases  TEXT NOT NULL,                     -- JSON: [".."]
    mentions TEXT NOT NULL,                     -- JSON: [{"start":0,"end":0}]
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
    content      TEXT NOT NULL,                 -- JSON: [{"start":0,"end":0}]
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
    evidence                TEXT NOT NULL,      -- JSON: ["statement id"]
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
