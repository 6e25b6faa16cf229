//! What needs the connection inside: a full disk, a lock, a read-only file.

use super::*;
use crate::ArticleKey;
use standpoint_article::Article;
use standpoint_stance::Analysis;

fn article(id: &str, text: &str) -> Analysis {
    Analysis {
        article: Article::from_text(id, text),
        actors: vec![],
        statements: vec![],
        judgements: vec![],
        positions: vec![],
        warnings: vec![],
    }
}

fn begin(store: &mut Store) -> RunId {
    let run = Run {
        version: "0.1.0".into(),
        model: "m".into(),
        model_sha256: String::new(),
        codebook_sha256: String::new(),
    };
    store.begin_run(&run, &Codebook::default(), &Value::Null).unwrap()
}

#[test]
fn a_full_disk_loses_nothing_that_was_stored_and_the_run_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path().join("c.db")).unwrap();
    let run = begin(&mut store);
    store.put(run, &article("a", "Small.")).unwrap();
    let pages: i64 = store.conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.conn.pragma_update_and_check(None, "max_page_count", pages + 4, |_| Ok(())).unwrap();

    let large = article("b", &"Large. ".repeat(10_000));
    let error = store.put(run, &large).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
    assert!(store.is_done(run, &ArticleKey::of(&article("a", "Small.").article)).unwrap());
    assert!(!store.is_done(run, &ArticleKey::of(&large.article)).unwrap());

    store.conn.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(())).unwrap();
    store.put(run, &large).unwrap();
    assert_eq!(store.analyses(run).unwrap().count(), 2);
}

#[test]
fn a_second_writer_is_told_of_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    let mut first = Store::open(&path).unwrap();
    let run = begin(&mut first);
    let mut second = Store::open_with(&path, OpenFlags::empty(), Duration::from_millis(10)).unwrap();
    first.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = second.put(run, &article("a", "A.")).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error:?}");
    first.conn.execute_batch("COMMIT").unwrap();
    second.put(run, &article("a", "A.")).unwrap();
}

#[test]
fn a_read_only_file_can_be_read_and_says_that_it_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path().join("c.db")).unwrap();
    let run = begin(&mut store);
    store.put(run, &article("a", "A.")).unwrap();
    // Rights do not bind every user who may run this test; the connection's own lock binds all.
    store.conn.pragma_update(None, "query_only", true).unwrap();
    let error = store.put(run, &article("b", "B.")).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error:?}");
    assert_eq!(store.analyses(run).unwrap().count(), 1);
}
