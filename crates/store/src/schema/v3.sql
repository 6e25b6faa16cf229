-- Version 3: full-text search over articles and statements, and the log of what reviewers did.

-- Statements get a number of their own (the index of their words has to find them again after a VACUUM, and only an INTEGER
-- PRIMARY KEY is sure to outlive one) and their words, which an index cannot cut out of the article: no virtual table, hence no
-- json_each, is allowed in the view that it would read. Judgements follow, because they refer to statements.
CREATE TABLE statement_3 (
    number       INTEGER PRIMARY KEY,
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
    text         TEXT NOT NULL,                 -- the words of the content, pieces joined with ' … '
    UNIQUE (run, article, id),
    FOREIGN KEY (run, article) REFERENCES analysis ON DELETE CASCADE,
    FOREIGN KEY (run, article, actor) REFERENCES actor,
    FOREIGN KEY (run, article, via) REFERENCES actor
) STRICT;
INSERT INTO statement_3 (run, article, id, seq, kind, source_start, source_end, cue_start, cue_end, content, actor, via,
                         text)
    SELECT s.run, s.article, s.id, s.seq, s.kind, s.source_start, s.source_end, s.cue_start, s.cue_end, s.content, s.actor,
           s.via,
           -- Spans are bytes: substr counts bytes of a BLOB, characters of a TEXT.
           coalesce((SELECT group_concat(CAST(substr(CAST(a.text AS BLOB), 1 + json_extract(piece.value, '$.start'),
                     json_extract(piece.value, '$.end') - json_extract(piece.value, '$.start')) AS TEXT), ' … ')
                     FROM json_each(s.content) AS piece), '')
    FROM statement AS s JOIN article AS a ON a.id = s.article ORDER BY s.run, s.article, s.seq;

CREATE TABLE judgement_3 (
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
    FOREIGN KEY (run, article, statement) REFERENCES statement (run, article, id)
) STRICT;
INSERT INTO judgement_3 SELECT * FROM judgement;

DROP TABLE judgement;
DROP TABLE statement;
ALTER TABLE statement_3 RENAME TO statement;
ALTER TABLE judgement_3 RENAME TO judgement;
CREATE INDEX statement_actor ON statement (run, article, actor);
CREATE INDEX statement_via ON statement (run, article, via);
CREATE INDEX statement_article ON statement (article);
CREATE INDEX judgement_issue ON judgement (run, issue, stance);

-- External content: an index holds no second copy of a text, and forgets a row only when it is told the words that the row
-- had (the triggers do). English endings are cut off (a search for `tariff` finds `tariffs`)
-- and accents are ignored.
CREATE VIRTUAL TABLE article_fts USING fts5 (
    title, text, content = 'article', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_fts USING fts5 (
    text, content = 'statement', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO article_fts (article_fts) VALUES ('rebuild');
INSERT INTO statement_fts (statement_fts) VALUES ('rebuild');

CREATE TRIGGER article_indexed AFTER INSERT ON article BEGIN
    INSERT INTO article_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER article_reindexed AFTER UPDATE OF title, text ON article BEGIN
    INSERT INTO article_fts (article_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO article_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER article_unindexed BEFORE DELETE ON article BEGIN
    INSERT INTO article_fts (article_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER statement_indexed AFTER INSERT ON statement BEGIN
    INSERT INTO statement_fts (rowid, text) VALUES (new.number, new.text);
END;
CREATE TRIGGER statement_unindexed BEFORE DELETE ON statement BEGIN
    INSERT INTO statement_fts (statement_fts, rowid, text) VALUES ('delete', old.number, old.text);
END;
CREATE TRIGGER statement_is_not_rewritten BEFORE UPDATE ON statement BEGIN
    SELECT raise(ABORT, 'a statement is what a run found; a review says what it should be');
END;

-- People (or programs) that review.
CREATE TABLE coder (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    since TEXT NOT NULL                         -- when the coder first reviewed, RFC 3339 UTC
) STRICT;

-- Everything a reviewer did, in order; nothing here is ever changed or removed, and nothing here changes what a run found.
-- No row hangs on an analysis: when an article is analysed again, what was said of it stays.
CREATE TABLE review (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    step         INTEGER NOT NULL,              -- id of the first row of the same act
    at           TEXT NOT NULL,                 -- RFC 3339 UTC, milliseconds
    coder        INTEGER NOT NULL REFERENCES coder (id),
    layer        TEXT NOT NULL CHECK (layer IN ('coder', 'adjudicated')),
    action       TEXT NOT NULL CHECK (action IN ('accepted', 'corrected', 'undone', 'redone')),
    undoes       INTEGER REFERENCES review (id),
    run          INTEGER NOT NULL REFERENCES run (id),
    article      INTEGER NOT NULL REFERENCES article (id),
    statement    TEXT NOT NULL,
    issue        TEXT,                          -- of the judgement; NULL where the statement itself is meant
    source_start INTEGER,                       -- the statement as the run found it: by these spans of the article's text
    source_end   INTEGER,                       --   it is found again in another run
    content      TEXT NOT NULL,
    field        TEXT NOT NULL CHECK (field IN ('stance', 'actor', 'issue', 'content', 'condition_span',
                                                'condition_type', 'condition_lean')),
    old          TEXT,                          -- JSON: what stood in this layer before; NULL where there was nothing
    new          TEXT,                          -- JSON: what stands since
    note         TEXT,
    CHECK ((undoes IS NULL) = (action IN ('accepted', 'corrected'))),
    CHECK ((issue IS NULL) = (field IN ('actor', 'content')))
) STRICT;
CREATE INDEX review_subject ON review (article, statement, field);
CREATE INDEX review_undoes ON review (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX review_step ON review (step);
CREATE INDEX review_coder ON review (coder, layer);

CREATE TRIGGER review_is_not_rewritten BEFORE UPDATE ON review BEGIN
    SELECT raise(ABORT, 'reviews are a log: add a row instead');
END;
CREATE TRIGGER review_is_not_removed BEFORE DELETE ON review BEGIN
    SELECT raise(ABORT, 'reviews are a log: add a row instead');
END;

-- Rows that stand: those that were not undone, or were redone since.
CREATE VIEW review_standing AS
    SELECT r.* FROM review AS r
    WHERE r.undoes IS NULL AND coalesce(
        (SELECT u.action FROM review AS u WHERE u.undoes = r.id ORDER BY u.id DESC LIMIT 1), 'redone') = 'redone';

-- Of each coder, and of the adjudicated layer, the last word on each field of each judgement and statement.
CREATE VIEW review_current AS
    SELECT r.* FROM review_standing AS r
    WHERE NOT EXISTS (
        SELECT 1 FROM review_standing AS later
        WHERE later.id > r.id AND later.article = r.article AND later.statement = r.statement AND later.field = r.field
          AND later.run = r.run AND later.issue IS r.issue AND later.layer = r.layer
          AND (r.layer = 'adjudicated' OR later.coder = r.coder));
