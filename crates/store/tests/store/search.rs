//! What the index finds, and that it never disagrees with the rows.

use super::{analysis, begin, corpus, plain};
use rusqlite::Connection;
use standpoint_article::Span;
use standpoint_stance::{Analysis, Stance};
use standpoint_store::{RunId, Search, Store};
use std::path::Path;

fn words(words: &str) -> Search {
    Search { words: words.into(), ..Search::default() }
}

fn article_ids(store: &Store, run: RunId, search: &Search) -> Vec<String> {
    store.search_articles(run, search).unwrap().hits.into_iter().map(|hit| hit.article).collect()
}

/// Compares every index with the rows it was made of.
fn check(path: &Path) {
    let conn = Connection::open(path).unwrap();
    for table in ["article_fts", "statement_fts"] {
        conn.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"), [])
            .unwrap_or_else(|e| panic!("{table}: {e}"));
    }
}

#[test]
fn articles_are_found_by_word_phrase_beginning_and_not_by_what_is_excluded() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let run = begin(&mut store);
    let titled = |id: &str, title: &str, text: &str| {
        let mut analysis = plain(id, text);
        analysis.article.title = Some(title.into());
        analysis
    };
    store
        .put_batch(
            run,
            &[
                titled("a", "Tariffs on steel", "The café owners said no."),
                titled("b", "Harbour", "A tariff on steel was refused. The trade war goes on."),
                titled("c", "Harbour", "Trade is not war."),
            ],
        )
        .unwrap();
    for (typed, ids) in [
        ("tariff", vec!["a", "b"]), // endings are cut off, and the title weighs more
        ("\"trade war\"", vec!["b"]),
        ("trade war", vec!["b", "c"]),
        ("war -tariff", vec!["c"]),
        ("cafe", vec!["a"]),
        ("refu*", vec!["b"]),
        ("café OR \"not war\"", vec!["a", "c"]),
        ("nothing", vec![]),
        ("\"unclosed ( AND *", vec![]),
        ("—", vec!["a", "b", "c"]),
    ] {
        let mut found = article_ids(&store, run, &words(typed));
        if typed != "tariff" {
            found.sort();
        }
        assert_eq!(found, ids, "{typed}");
    }

    let hits = store.search_articles(run, &words("tariff steel")).unwrap();
    assert_eq!(hits.total, 2);
    let hit = &hits.hits[0];
    let title = hit.title.as_deref().unwrap();
    assert_eq!(
        hit.title_matches.iter().map(|s| s.get(title).unwrap()).collect::<Vec<_>>(),
        ["Tariffs", "steel"]
    );
    let text = "A tariff on steel was refused. The trade war goes on.";
    let second = &hits.hits[1];
    assert_eq!(second.matches.iter().map(|s| s.get(text).unwrap()).collect::<Vec<_>>(), ["tariff", "steel"]);
    assert_eq!(second.snippets[0].text, text);
    assert_eq!(second.snippets[0].matches, second.matches);

    let page = Search { offset: 1, limit: Some(1), ..words("harbour OR tariff") };
    let page = store.search_articles(run, &page).unwrap();
    assert_eq!((page.total, page.hits.len()), (3, 1));
}

#[test]
fn statements_are_found_with_their_places_in_the_article() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let run = begin(&mut store);
    store.put_batch(run, &[analysis("a"), analysis("b")]).unwrap();
    let found = store.search_statements(run, &words("ja fund")).unwrap();
    assert_eq!((found.total, found.hits.len()), (2, 2));
    let text = analysis("a").article.text;
    let hit = &found.hits[0];
    assert_eq!((hit.article.as_str(), hit.statement.as_str()), ("a", "s1"));
    assert_eq!(hit.text, ["„Ja“", "“if the fund is paid first.”"]);
    assert_eq!(hit.matches.iter().map(|s| text.slice(*s)).collect::<Vec<_>>(), ["Ja", "fund"]);
    assert_eq!(hit.actor.as_deref(), Some("Green List"));

    let total = |search: &Search| store.search_statements(run, search).unwrap().total;
    assert_eq!(total(&Search { actor: Some("Green List".into()), ..Search::default() }), 2);
    assert_eq!(total(&Search { actor: Some("Nobody".into()), ..Search::default() }), 0);
    assert_eq!(total(&Search { stance: Some(Stance::Unclear), ..Search::default() }), 2);
    assert_eq!(total(&Search { issue: Some("levy".into()), ..Search::default() }), 4);
    assert_eq!(
        total(&Search { issue: Some("other".into()), stance: Some(Stance::Unclear), ..Search::default() }),
        0
    );
    assert_eq!(total(&Search { outlet: Some("Der Bote".into()), ..words("fund") }), 2);
    assert_eq!(total(&Search { since: Some("2026-03-01".into()), ..words("fund") }), 2);
    assert_eq!(total(&Search { since: Some("2026-03-02".into()), ..words("fund") }), 0);
    assert_eq!(total(&Search { until: Some("2026-02".into()), ..words("fund") }), 0);
}

#[test]
fn the_index_follows_what_is_replaced_and_outlives_a_vacuum() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let run = begin(&mut store);
    store.put_batch(run, &[analysis("a"), analysis("b"), analysis("c")]).unwrap();
    store.put(run, &plain("b", "Corrected.")).unwrap();
    check(&path);
    assert_eq!(article_ids(&store, run, &words("fund")), ["a", "c"]);
    assert_eq!(article_ids(&store, run, &words("corrected")), ["b"]);
    assert_eq!(store.search_statements(run, &words("fund")).unwrap().total, 2);
    store.put(run, &analysis("b")).unwrap();
    Connection::open(&path).unwrap().execute_batch("VACUUM").unwrap();
    check(&path);
    assert_eq!(store.search_statements(run, &words("fund")).unwrap().total, 3);
}

#[test]
fn hostile_text_is_found_where_it_stands() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let run = begin(&mut store);
    // The first characters that could mark a place, bidi controls, a NUL and a tag.
    let text = "\u{e000}levy\u{e001} \u{202e}yvel <script>levy</script> le\u{0}vy";
    let analysis: Analysis = plain("a", text);
    store.put(run, &analysis).unwrap();
    let found = store.search_articles(run, &words("levy")).unwrap();
    let matches = &found.hits[0].matches;
    // Private characters are letters to the index: the first is another word.
    let second = text.rfind("levy").unwrap();
    assert_eq!(*matches, [Span::new(second, second + 4)]);
}
