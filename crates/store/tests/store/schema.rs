//! Files of every schema so far are read by today's code. `examples/fixture.rs` wrote them, built with the code of their day.

use super::{begin, corpus, open_error, plain, stored};
use rusqlite::Connection;
use standpoint_stance::Stance;
use standpoint_store::{Entry, Reviewer, RunId, Search, Store, StoreError, Value};
use std::path::{Path, PathBuf};

/// The version that today's code writes.
const NEWEST: i64 = 4;

fn fixture(version: i64) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{version}.db"))
}

fn version(path: &Path) -> i64 {
    Connection::open(path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

/// Every object of a file, in words: how a migrated file is compared with a new one.
fn objects(path: &Path) -> Vec<(String, String)> {
    let conn = Connection::open(path).unwrap();
    let mut query = conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn files_of_every_version_are_brought_up_to_date_and_lose_nothing() {
    let (_new_folder, new) = corpus();
    drop(Store::open(&new).unwrap());
    assert_eq!(version(&new), NEWEST);
    for old in 1..NEWEST {
        let (_folder, path) = corpus();
        std::fs::copy(fixture(old), &path).unwrap();
        assert_eq!(version(&path), old, "the fixture is of the version that its name says");

        let mut store = Store::open(&path).unwrap();
        assert_eq!(version(&path), NEWEST);
        assert_eq!(objects(&path), objects(&new), "from version {old}");
        let runs = store.runs().unwrap();
        assert_eq!(runs.iter().map(|r| r.run.model.as_str()).collect::<Vec<_>>(), ["first", "second"]);
        assert_eq!(runs.iter().map(|r| r.finished.is_some()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(runs[0].codebook.issues[0].name, "A levy on plastic");
        for run in &runs {
            let analyses = stored(&store, run.id);
            assert_eq!(
                analyses.iter().map(|a| a.article.id.as_str()).collect::<Vec<_>>(),
                ["bridge-again.txt", "bridge.txt"]
            );
            for analysis in &analyses {
                let text = &analysis.article.text;
                let said: Vec<&str> =
                    analysis.statements[0].content.iter().map(|span| text.slice(*span)).collect();
                assert_eq!(said, ["„Ja“", "“if the fund is paid first.”"]);
                assert_eq!(analysis.judgements[0].stance, Stance::ConditionalCooperation);
                assert_eq!(analysis.judgements[1].scores.reject.to_bits(), 0.875f32.to_bits());
                assert_eq!(analysis.positions.len(), 2);
                assert_eq!(analysis.actors[0].name, "Zoë Ito");
                assert_eq!(analysis.warnings, ["one warning"]);
                assert_eq!((&analysis.article.zone, analysis.article.partial), (&None, None));
            }
        }
        // What came later works on what was there before.
        let found = store
            .search_statements(runs[0].id, &Search { words: "fund".into(), ..Search::default() })
            .unwrap();
        assert_eq!(found.total, 2);
        let entry = Entry::judgement("bridge.txt", "s2", "levy", Value::Stance(Stance::Support));
        store.record(runs[0].id, &Reviewer::coder("ada"), &[entry]).unwrap();
        // And the run that was stopped goes on.
        let second =
            store.begin_run(&runs[1].run, &runs[1].codebook, &serde_json::json!({ "all": true })).unwrap();
        assert_eq!(second, runs[1].id);
        store.put(second, &plain("new.txt", "Another.")).unwrap();
        drop(store);
        let check: String = Connection::open(&path)
            .unwrap()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(check, "ok");
    }
}

#[test]
fn a_migration_that_fails_leaves_the_old_file_as_it_was() {
    let (_folder, path) = corpus();
    std::fs::copy(fixture(2), &path).unwrap();
    // An orphan makes the last check of the migration fail, after all tables are rebuilt.
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.execute("INSERT INTO warning (run, article, seq, message) VALUES (99, 99, 0, 'orphan')", [])
        .unwrap();
    drop(conn);
    let before = objects(&path);
    let error = open_error(&path);
    assert!(matches!(&error, StoreError::Damaged { what, .. } if what.contains("`warning`")), "{error}");
    assert_eq!(version(&path), 2);
    assert_eq!(objects(&path), before);
}

#[test]
fn a_newer_schema_is_refused() {
    let (_folder, path) = corpus();
    drop(Store::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = open_error(&path);
    assert!(matches!(error, StoreError::NewerSchema { found: 99, known: NEWEST, .. }), "{error:?}");
    assert!(error.to_string().contains("update standpoint"), "{error}");
}

#[test]
fn other_programs_read_the_words_of_statements_with_plain_sql() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let id = begin(&mut store);
    store.put(id, &super::analysis("a")).unwrap();
    let conn = Connection::open(&path).unwrap();
    let words: String =
        conn.query_row("SELECT text FROM statement WHERE id = 's1'", [], |row| row.get(0)).unwrap();
    assert_eq!(words, "„Ja“ … “if the fund is paid first.”");
    assert_eq!(id, RunId(1));
}
