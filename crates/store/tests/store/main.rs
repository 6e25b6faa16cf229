//! The promises of the crate: nothing lost, nothing orphaned, everything read back as it was put.

mod judged;
mod reviews;
mod schema;
mod search;

use rusqlite::Connection;
use serde_json::json;
use standpoint_article::{Article, Kind, Marked, Span, Text, Update};
use standpoint_stance::{
    Analysis, Codebook, Condition, ConditionType, Issue, Judgement, Lean, Origin, Position, Run, Scores,
    Stance,
};
use standpoint_statements::{Actor, ActorKind, KnownActor, Statement, StatementKind};
use standpoint_store::{ArticleKey, RunId, Store, StoreError};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn corpus() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.db");
    (folder, path)
}

fn codebook() -> Codebook {
    Codebook {
        issues: vec![Issue {
            id: "levy".into(),
            name: "A levy on plastic".into(),
            description: None,
            keywords: vec!["levy".into()],
        }],
        actors: vec![KnownActor {
            name: "Zoë Ito".into(),
            aliases: vec!["Ito".into()],
            kind: Some(ActorKind::Person),
            member_of: vec!["Green List".into()],
        }],
        sha256: "c0".repeat(32),
    }
}

fn run() -> Run {
    Run {
        version: "0.1.0".into(),
        model: "minilm".into(),
        model_sha256: "ab".repeat(32),
        codebook_sha256: codebook().sha256,
    }
}

fn begin(store: &mut Store) -> RunId {
    store.begin_run(&run(), &codebook(), &json!({})).unwrap()
}

/// An analysis with every optional thing in it, and multi-byte letters before and inside the spans.
fn analysis(id: &str) -> Analysis {
    let text = "„Ja“, said Zoë Ito, “if the fund is paid first.”\n\nMore.";
    let at = |needle: &str| {
        let start = text.find(needle).unwrap();
        Span::new(start, start + needle.len())
    };
    let condition = Some(Condition {
        span: at("if the fund is paid first"),
        kind: ConditionType::Precondition,
        lean: Lean::YesIf,
    });
    let scores = Scores::from_array([0.1, 0.05, 0.812_345_6, 0.037_654_4]);
    Analysis {
        article: Article {
            input: format!("in/{id}"),
            title: Some("Title".into()),
            published: Some("2026-03-01".into()),
            outlet: Some("Der Bote".into()),
            author: Some("A. Writer".into()),
            url: Some("https://example.org/a".into()),
            duplicate_of: Some("other".into()),
            copied_by: Some("later".into()),
            updates: Some(Update { of: "first".into(), new: vec![at("More.")] }),
            marked: vec![Marked { span: at("More."), kind: Kind::Quote }],
            text: Text::new(text),
            ..Article::from_text(id, "")
        },
        actors: vec![
            Actor {
                id: "a1".into(),
                name: "Zoë Ito".into(),
                kind: ActorKind::Person,
                aliases: vec!["Ito".into()],
                mentions: vec![at("Zoë Ito")],
            },
            Actor {
                id: "a2".into(),
                name: "Green List".into(),
                kind: ActorKind::Organization,
                aliases: vec![],
                mentions: vec![],
            },
        ],
        statements: vec![
            Statement {
                id: "s1".into(),
                kind: StatementKind::Direct,
                source: Some(at("Zoë Ito")),
                cue: Some(at("said")),
                content: vec![at("„Ja“"), at("“if the fund is paid first.”")],
                actor: Some("a2".into()),
                via: Some("a1".into()),
            },
            Statement {
                id: "s2".into(),
                kind: StatementKind::Reported,
                source: None,
                cue: None,
                content: vec![],
                actor: None,
                via: None,
            },
        ],
        judgements: vec![
            Judgement {
                statement: "s1".into(),
                issue: "levy".into(),
                stance: Stance::ConditionalCooperation,
                scores,
                condition,
                origin: Origin::Automatic,
                reviewed_by: vec![],
            },
            Judgement {
                statement: "s2".into(),
                issue: "levy".into(),
                stance: Stance::Unclear,
                scores: Scores::default(),
                condition: None,
                origin: Origin::Automatic,
                reviewed_by: vec![],
            },
        ],
        positions: vec![Position {
            actor: "a2".into(),
            name: "Green List".into(),
            issue: "levy".into(),
            stance: Stance::ConditionalCooperation,
            confidence: 0.812_345_6,
            scores,
            condition,
            evidence: vec!["s1".into()],
            mixed: true,
        }],
        warnings: vec!["one".into(), "two".into()],
    }
}

/// An analysis of nothing but text.
fn plain(id: &str, text: &str) -> Analysis {
    Analysis {
        article: Article::from_text(id, text),
        actors: vec![],
        statements: vec![],
        judgements: vec![],
        positions: vec![],
        warnings: vec![],
    }
}

fn stored(store: &Store, run: RunId) -> Vec<Analysis> {
    store.analyses(run).unwrap().collect::<Result<_, _>>().unwrap()
}

fn ids(store: &Store, run: RunId) -> Vec<String> {
    stored(store, run).into_iter().map(|a| a.article.id).collect()
}

#[test]
fn what_was_put_is_read_back_in_the_order_of_article_ids() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let id = begin(&mut store);
    store.put(id, &analysis("b")).unwrap();
    store.put_batch(id, &[plain("c", "C."), plain("a", "")]).unwrap();
    store.finish(id).unwrap();
    drop(store);

    let store = Store::open_existing(&path).unwrap();
    assert_eq!(stored(&store, id), [plain("a", ""), analysis("b"), plain("c", "C.")]);
    let newest = store.newest_run(None).unwrap().unwrap();
    assert_eq!((newest.id, &newest.run, &newest.codebook), (id, &run(), &codebook()));
    assert!(newest.finished.as_deref() >= Some(newest.started.as_str()));
    assert!(newest.started.ends_with('Z') && newest.started.len() == 20);

    let key = ArticleKey::of(&analysis("b").article);
    assert_eq!(store.analysis(id, &key).unwrap(), Some(analysis("b")));
    assert_eq!(store.analysis(RunId(9), &key).unwrap(), None);
}

#[test]
fn the_same_four_are_the_same_run_and_anything_else_is_another() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let first = store.begin_run(&run(), &codebook(), &json!({"a": 1, "b": {"x": 1, "y": 2}})).unwrap();
    store.finish(first).unwrap();
    let newer = Run { version: "0.2.0".into(), ..run() };
    let second = store.begin_run(&newer, &codebook(), &json!({"a": 1, "b": {"x": 1, "y": 2}})).unwrap();
    let third = store.begin_run(&run(), &codebook(), &json!({"a": 2})).unwrap();
    assert_eq!(store.newest_run(None).unwrap().unwrap().id, third);

    let again = store.begin_run(&run(), &codebook(), &json!({"b": {"y": 2, "x": 1}, "a": 1})).unwrap();
    assert_eq!(again, first);
    assert_eq!(store.runs().unwrap().iter().map(|r| r.id).collect::<Vec<_>>(), [first, second, third]);
    let newest = store.newest_run(Some(&codebook().sha256)).unwrap().unwrap();
    assert_eq!(newest.id, first, "the run continued last is the newest");
    assert_eq!(newest.finished, None, "a run that continues has not finished");
    assert_eq!(store.newest_run(Some("no such codebook")).unwrap(), None);
}

#[test]
fn articles_that_only_other_runs_hold_are_counted() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let old = begin(&mut store);
    for id in ["a", "b", "c"] {
        store.put(old, &analysis(id)).unwrap();
    }
    let new = store.begin_run(&run(), &codebook(), &json!({"all": true})).unwrap();
    assert_eq!(store.left_out(new).unwrap(), [(old, 3)]);
    // Another text of the same id is that article, later.
    store.put(new, &plain("a", "Corrected.")).unwrap();
    assert_eq!(store.left_out(new).unwrap(), [(old, 2)]);
    assert_eq!(store.left_out(old).unwrap(), []);
}

#[test]
fn a_changed_file_is_analysed_again_and_replaces_only_this_runs_analysis() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let old = begin(&mut store);
    store.put(old, &analysis("a")).unwrap();
    let new = store.begin_run(&run(), &codebook(), &json!({"all": true})).unwrap();
    assert!(!store.is_done(new, &ArticleKey::of(&analysis("a").article)).unwrap());
    store.put(new, &analysis("a")).unwrap();
    assert!(store.is_done(new, &ArticleKey::of(&analysis("a").article)).unwrap());

    let changed = plain("a", "Corrected.");
    assert!(!store.is_done(new, &ArticleKey::of(&changed.article)).unwrap());
    store.put(new, &changed).unwrap();
    assert_eq!(stored(&store, new), [changed]);
    assert_eq!(stored(&store, old), [analysis("a")]);
    assert!(store.is_done(old, &ArticleKey::of(&analysis("a").article)).unwrap());
}

#[test]
fn an_analysis_that_contradicts_itself_leaves_nothing_behind() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let id = begin(&mut store);
    let mut broken = analysis("broken");
    broken.judgements[0].statement = "s9".into();
    let error = store.put_batch(id, &[plain("fine", "Fine."), broken]).unwrap_err();
    assert!(matches!(&error, StoreError::Inconsistent { article, .. } if article == "broken"), "{error}");
    assert_eq!(ids(&store, id), Vec::<String>::new());
}

#[test]
fn no_row_can_be_without_its_run() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let id = begin(&mut store);
    store.put(id, &analysis("a")).unwrap();
    assert!(matches!(
        store.put(RunId(7), &plain("b", "")),
        Err(StoreError::NoSuchRun { run: 7, known, .. }) if known == "1"
    ));
    drop(store);

    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    for sql in [
        "INSERT INTO judgement (run, article, statement, issue, seq, stance, support, reject,
                                conditional_cooperation, none) VALUES (2, 1, 's1', 'levy', 0, 'none', 0, 0, 0, 1)",
        "INSERT INTO actor (run, article, id, seq, name, kind, aliases, mentions)
         VALUES (NULL, 1, 'a9', 9, 'X', 'person', '[]', '[]')",
        "DELETE FROM run",
        "DELETE FROM statement",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    // Every table of results names the run in its own rows.
    for table in ["analysis", "actor", "statement", "judgement", "position", "warning"] {
        let runs: i64 =
            conn.query_row(&format!("SELECT count(*) FROM {table} WHERE run = 1"), [], |r| r.get(0)).unwrap();
        assert!(runs > 0, "{table}");
    }
}

#[test]
fn a_codebook_that_is_not_the_runs_is_refused() {
    let (_folder, path) = corpus();
    let other = Codebook { sha256: "00".repeat(32), ..codebook() };
    let error = Store::open(&path).unwrap().begin_run(&run(), &other, &json!({})).unwrap_err();
    assert!(matches!(error, StoreError::CodebookMismatch { .. }));
}

#[test]
fn a_reader_sees_one_state_while_a_writer_goes_on() {
    let (_folder, path) = corpus();
    let mut writer = Store::open(&path).unwrap();
    let id = begin(&mut writer);
    writer.put_batch(id, &[analysis("a"), analysis("b")]).unwrap();
    let reader = Store::open_existing(&path).unwrap();
    let mut seen = reader.analyses(id).unwrap();
    assert_eq!(seen.next().unwrap().unwrap(), analysis("a"));
    writer.put_batch(id, &[plain("b", "Changed."), analysis("c")]).unwrap();
    assert_eq!(seen.next().unwrap().unwrap(), analysis("b"));
    assert!(seen.next().is_none());
    drop(seen);
    assert_eq!(stored(&reader, id), [analysis("a"), plain("b", "Changed."), analysis("c")]);
}

/// Run by the next test in a process of its own, which dies in the middle of a transaction.
#[test]
#[ignore = "the other half of `a_killed_process_loses_nothing_that_was_stored`"]
fn die_while_storing() {
    let Ok(path) = std::env::var("STANDPOINT_TEST_CORPUS") else { return };
    let mut store = Store::open(&path).unwrap();
    let id = begin(&mut store);
    for name in ["a", "b", "c"] {
        store.put(id, &analysis(name)).unwrap();
    }
    drop(store);
    // A transaction so large for its cache that part of it is in the file when the process dies.
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE").unwrap();
    for n in 0..500 {
        let row = [format!("d{n}"), "An article that will not be stored. ".repeat(50)];
        conn.execute(
            "INSERT INTO article (key, name, input, language, text) VALUES (?1, ?1, '', 'en', ?2)",
            row,
        )
        .unwrap();
    }
    std::process::abort();
}

#[test]
fn a_killed_process_loses_nothing_that_was_stored() {
    let (_folder, path) = corpus();
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "die_while_storing", "--ignored", "--quiet"])
        .env("STANDPOINT_TEST_CORPUS", &path)
        .output()
        .unwrap()
        .status;
    assert!(!status.success(), "the child was to die");

    let mut store = Store::open_existing(&path).unwrap();
    let id = begin(&mut store);
    assert_eq!(stored(&store, id), [analysis("a"), analysis("b"), analysis("c")]);
    assert_eq!(store.newest_run(None).unwrap().unwrap().finished, None);
    store.put(id, &analysis("d")).unwrap();
    drop(store);
    let conn = Connection::open(&path).unwrap();
    let articles: i64 = conn.query_row("SELECT count(*) FROM article", [], |row| row.get(0)).unwrap();
    assert_eq!(articles, 4, "nothing of the transaction that died is left");
}

fn open_error(path: &Path) -> StoreError {
    Store::open(path).unwrap_err()
}

#[test]
fn files_that_are_no_corpus_are_refused_by_name_and_left_as_they_are() {
    let (folder, path) = corpus();
    assert!(matches!(Store::open_existing(&path), Err(StoreError::Missing { .. })));
    assert!(!path.exists(), "asking for a missing corpus must not make one");

    let text = "Not a database, but a text that is long enough to have a header of sixteen bytes and more. "
        .repeat(20);
    std::fs::write(&path, &text).unwrap();
    let error = open_error(&path);
    assert!(matches!(error, StoreError::NotADatabase { .. }), "{error:?}");
    assert!(error.to_string().contains("corpus.db") && error.to_string().contains("--db"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);

    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1").unwrap();
    let before = std::fs::read(&foreign).unwrap();
    assert!(matches!(open_error(&foreign), StoreError::Foreign { .. }));
    assert_eq!(std::fs::read(&foreign).unwrap(), before);

    assert!(matches!(open_error(folder.path()), StoreError::CannotOpen { .. }));
    let missing = open_error(&folder.path().join("no/such/folder.db"));
    assert!(matches!(missing, StoreError::CannotOpen { .. }));
    assert!(missing.to_string().contains("there is no folder"), "{missing}");
    assert!(std::error::Error::source(&missing).is_none(), "nothing is said twice");
}

#[test]
fn a_damaged_row_is_an_error_that_says_so() {
    for (damage, word) in [
        ("UPDATE judgement SET stance = 'maybe'", "maybe"),
        ("UPDATE statement SET source_start = 1, source_end = 2 WHERE id = 's1'", "bytes 1 to 2"), // inside „
        ("UPDATE statement SET content = '[{\"start\":9,\"end\":2}]'", "ends before"),
        ("UPDATE position SET evidence = 'none'", "JSON"),
    ] {
        let (_folder, path) = corpus();
        let mut store = Store::open(&path).unwrap();
        let id = begin(&mut store);
        store.put_batch(id, &[analysis("a"), plain("b", "B.")]).unwrap();
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("DROP TRIGGER statement_is_not_rewritten").unwrap();
        conn.execute(damage, []).unwrap();
        let read: Vec<_> = store.analyses(id).unwrap().collect();
        let error = read[0].as_ref().unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
        assert!(error.to_string().contains(word) || word == "JSON", "{error}");
        assert!(read[1].is_ok(), "one damaged article does not hide the others");
    }
}
