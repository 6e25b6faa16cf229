//! Nothing that a reviewer did is lost, and nothing of it changes what a run found.

use super::{analysis, begin, codebook, corpus, plain, run, stored};
use rusqlite::Connection;
use serde_json::json;
use standpoint_article::Span;
use standpoint_stance::{ConditionType, Lean, Run, Stance};
use standpoint_store::{
    Action, ActorRef, Entry, Field, Outcome, ReviewFilter, ReviewId, Reviewer, RunId, Standing, Store,
    StoreError, Value,
};
use tempfile::TempDir;

fn desk() -> (TempDir, Store, RunId) {
    let (folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let id = begin(&mut store);
    store.put_batch(id, &[analysis("a"), analysis("b")]).unwrap();
    (folder, store, id)
}

fn stance(stance: Stance) -> Entry {
    Entry::judgement("a", "s1", "levy", Value::Stance(stance))
}

fn values(standing: &[Standing]) -> Vec<&Value> {
    standing.iter().map(|s| &s.value).collect()
}

#[test]
fn what_is_recorded_stands_and_is_listed_with_what_stood_before() {
    let (_folder, mut store, run) = desk();
    let ada = Reviewer::coder("ada");
    let first = store.record(run, &ada, &[stance(Stance::ConditionalCooperation)]).unwrap();
    assert_eq!(first[0].action, Action::Accepted);
    let noted = Entry { note: Some("reads as a plain yes".into()), ..stance(Stance::Support) };
    let second = store.record(run, &ada, &[noted]).unwrap();
    let row = &second[0];
    assert_eq!((row.action, row.note.as_deref()), (Action::Corrected, Some("reads as a plain yes")));
    assert_eq!(row.old, Some(Value::Stance(Stance::ConditionalCooperation)));
    assert_eq!(row.new, Some(Value::Stance(Stance::Support)));
    assert_eq!((row.coder.as_str(), row.article.as_str(), row.statement.as_str()), ("ada", "a", "s1"));
    assert!(row.at.ends_with('Z') && row.at.len() == "2026-03-01T08:00:00.000Z".len(), "{}", row.at);

    let standing = store.standing(run, "ada", None).unwrap();
    assert_eq!(values(&standing), [&Value::Stance(Stance::Support)]);
    assert!(!standing[0].accepted);
    assert_eq!(store.standing(run, "ada", Some("b")).unwrap(), []);
    assert_eq!(store.standing(run, "bob", None).unwrap(), []);
    let log = store.reviews(&ReviewFilter::default()).unwrap();
    assert_eq!(log, [first, second].concat());
    assert_eq!(store.coders().unwrap(), ["ada"]);
    // What the run found is what it was.
    assert_eq!(stored(&store, run), [analysis("a"), analysis("b")]);
}

#[test]
fn every_field_can_be_reviewed_in_one_step_and_the_step_is_undone_and_redone_as_one() {
    let (_folder, mut store, run) = desk();
    let ada = Reviewer::coder("ada");
    let text = analysis("a").article.text;
    let start = text.as_str().find("paid first").unwrap();
    let paid = Span::new(start, start + "paid first".len());
    let judgement = |value| Entry::judgement("a", "s1", "levy", value);
    let entries = [
        Entry::statement(
            "a",
            "s1",
            Value::Actor(Some(ActorRef { id: Some("a1".into()), name: "Zoë Ito".into() })),
        ),
        Entry::statement("a", "s1", Value::Content(vec![paid])),
        judgement(Value::Stance(Stance::ConditionalCooperation)),
        judgement(Value::Issue("levy".into())),
        judgement(Value::ConditionSpan(Some(paid))),
        judgement(Value::ConditionType(Some(ConditionType::Guarantee))),
        judgement(Value::ConditionLean(Some(Lean::YesIf))),
    ];
    let rows = store.record(run, &ada, &entries).unwrap();
    assert_eq!(rows.iter().map(|r| r.field).collect::<Vec<_>>(), Field::ALL);
    assert!(rows.iter().all(|row| row.step == rows[0].id));
    assert_eq!(
        rows[0].old,
        Some(Value::Actor(Some(ActorRef { id: Some("a2".into()), name: "Green List".into() })))
    );
    let actions: Vec<Action> = rows.iter().map(|r| r.action).collect();
    let (yes, no) = (Action::Accepted, Action::Corrected);
    assert_eq!(actions, [no, no, yes, yes, no, no, yes]);
    let said: Vec<Value> = entries.iter().map(|e| e.value.clone()).collect();
    let standing = |store: &Store| -> Vec<Value> {
        store.standing(run, "ada", None).unwrap().into_iter().map(|s| s.value).collect()
    };
    assert_eq!(standing(&store), said);

    let undone = store.undo_last(run, &ada).unwrap();
    assert_eq!(undone.len(), 7);
    assert_eq!(undone[0].undoes, Some(rows[0].id));
    assert_eq!((&undone[0].old, &undone[0].new), (&rows[0].new, &rows[0].old));
    assert_eq!(standing(&store), []);
    assert_eq!(store.undo_last(run, &ada).unwrap(), []);
    assert!(matches!(store.undo(&ada, rows[0].step), Err(StoreError::Review { .. })));

    // Any row names its step.
    store.redo(&ada, rows[3].id).unwrap();
    assert_eq!(standing(&store), said);
    assert!(matches!(store.redo(&ada, rows[0].step), Err(StoreError::Review { .. })));
    assert_eq!(store.reviews(&ReviewFilter::default()).unwrap().len(), 21, "undo is a further row");
}

#[test]
fn undo_brings_back_what_stood_before_and_only_the_coders_own() {
    let (_folder, mut store, run) = desk();
    let (ada, bob) = (Reviewer::coder("ada"), Reviewer::coder("bob"));
    let first = store.record(run, &ada, &[stance(Stance::Support)]).unwrap();
    let second = store.record(run, &ada, &[stance(Stance::Reject)]).unwrap();
    store.record(run, &bob, &[stance(Stance::None)]).unwrap();
    let error = store.undo(&bob, second[0].step).unwrap_err();
    assert_eq!(error.to_string(), "this review cannot be recorded: review 2 is ada's, not bob's");
    // A step in the middle: the later word still stands.
    store.undo(&ada, first[0].step).unwrap();
    assert_eq!(values(&store.standing(run, "ada", None).unwrap()), [&Value::Stance(Stance::Reject)]);
    store.redo(&ada, first[0].step).unwrap();
    store.undo_last(run, &ada).unwrap();
    assert_eq!(values(&store.standing(run, "ada", None).unwrap()), [&Value::Stance(Stance::Support)]);
    assert_eq!(values(&store.standing(run, "bob", None).unwrap()), [&Value::Stance(Stance::None)]);
    assert!(matches!(store.undo(&ada, ReviewId(99)), Err(StoreError::Review { .. })));
}

#[test]
fn adjudication_settles_what_coders_disagree_on() {
    let (_folder, mut store, run) = desk();
    let (ada, bob) = (Reviewer::coder("ada"), Reviewer::coder("bob"));
    let other = |stance| Entry::judgement("a", "s2", "levy", Value::Stance(stance));
    store.record(run, &ada, &[stance(Stance::Support), other(Stance::None)]).unwrap();
    store.record(run, &bob, &[stance(Stance::Reject), other(Stance::None)]).unwrap();
    let found = store.adjudication(run, None).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0].outcome, found[0].value()), (&Outcome::Open, None));
    assert_eq!(found[0].votes.iter().map(|v| v.coder.as_str()).collect::<Vec<_>>(), ["ada", "bob"]);
    assert_eq!(found[1].outcome, Outcome::Agreed { value: Value::Stance(Stance::None) });

    let chair = Reviewer::adjudicator("ada");
    store.record(run, &chair, &[stance(Stance::Reject)]).unwrap();
    let found = store.adjudication(run, Some("a")).unwrap();
    assert!(matches!(&found[0].outcome, Outcome::Adjudicated(s) if s.value == Value::Stance(Stance::Reject)));
    assert_eq!(
        values(&store.standing(run, "ada", None).unwrap())[0],
        &Value::Stance(Stance::Support),
        "a coder's own layer stays"
    );
    // Adjudicators share a layer: another one takes it back.
    store.undo_last(run, &Reviewer::adjudicator("eve")).unwrap();
    assert_eq!(store.adjudication(run, None).unwrap()[0].outcome, Outcome::Open);
}

#[test]
fn another_run_that_finds_the_same_words_keeps_the_review() {
    let (_folder, mut store, first) = desk();
    let ada = Reviewer::coder("ada");
    store.record(first, &ada, &[stance(Stance::Support)]).unwrap();
    let newer = Run { version: "0.2.0".into(), ..run() };
    let second = store.begin_run(&newer, &codebook(), &json!({})).unwrap();
    let mut again = analysis("a");
    // The newer program numbers statements otherwise.
    again.statements[0].id = "s7".into();
    again.judgements[0].statement = "s7".into();
    again.positions[0].evidence = vec!["s7".into()];
    store.put(second, &again).unwrap();
    let standing = store.standing(second, "ada", None).unwrap();
    assert_eq!(standing.len(), 1);
    assert_eq!((standing[0].statement.as_str(), standing[0].run), ("s7", first));
    // A changed article is another text: what was said of the old one is in the log, and does not count for the new.
    store.put(second, &plain("a", "Corrected.")).unwrap();
    assert_eq!(store.standing(second, "ada", None).unwrap(), []);
    assert_eq!(
        store.reviews(&ReviewFilter { article: Some("a".into()), ..ReviewFilter::default() }).unwrap().len(),
        1
    );
    assert_eq!(store.standing(first, "ada", None).unwrap().len(), 1);
}

#[test]
fn undo_takes_back_what_was_said_of_the_run_that_is_shown() {
    let (_folder, mut store, first) = desk();
    let ada = Reviewer::coder("ada");
    let second = store.begin_run(&Run { version: "0.2.0".into(), ..run() }, &codebook(), &json!({})).unwrap();
    store.put(second, &analysis("b")).unwrap();
    store.record(first, &ada, &[stance(Stance::Support)]).unwrap();
    let other = Entry { article: "b".into(), ..stance(Stance::Reject) };
    store.record(second, &ada, &[other]).unwrap();
    let undone = store.undo_last(first, &ada).unwrap();
    assert_eq!((undone.len(), undone[0].run, undone[0].article.as_str()), (1, first, "a"));
    assert_eq!(store.undo_last(first, &ada).unwrap(), []);
    assert_eq!(
        store.standing(second, "ada", None).unwrap().len(),
        1,
        "what was said of the other run stands"
    );
}

#[test]
fn a_replaced_analysis_does_not_take_its_reviews_with_it() {
    let (_folder, mut store, run) = desk();
    let ada = Reviewer::coder("ada");
    store.record(run, &ada, &[stance(Stance::Support)]).unwrap();
    store.put(run, &plain("a", "Corrected.")).unwrap();
    assert_eq!(store.reviews(&ReviewFilter::default()).unwrap().len(), 1);
    assert_eq!(store.standing(run, "ada", None).unwrap(), []);
    store.put(run, &analysis("a")).unwrap();
    assert_eq!(
        store.standing(run, "ada", None).unwrap().len(),
        1,
        "the old text is back, and so is its review"
    );
}

#[test]
fn what_cannot_be_meant_is_refused_whole() {
    let (_folder, mut store, run) = desk();
    let ada = Reviewer::coder("ada");
    let levy = |value| Entry::judgement("a", "s1", "levy", value);
    let span = Span::new;
    for (entry, word) in [
        (Entry { statement: "s9".into(), ..stance(Stance::None) }, "no statement `s9` in article `a`"),
        (Entry { article: "z".into(), ..stance(Stance::None) }, "article `z`"),
        (Entry { issue: Some("tax".into()), ..stance(Stance::None) }, "no issue `tax`; it has `levy`"),
        (Entry { issue: None, ..stance(Stance::None) }, "name its issue"),
        (levy(Value::Content(vec![span(0, 3)])), "leave the issue out"),
        (levy(Value::Issue("tax".into())), "no issue `tax`"),
        (levy(Value::ConditionSpan(Some(span(1, 4)))), "bytes 1 to 4"), // inside „
        (levy(Value::ConditionSpan(Some(span(0, 4000)))), "bytes 0 to 4000"),
        (Entry::statement("a", "s1", Value::Content(vec![])), "at least one span"),
        (Entry::statement("a", "s1", Value::Content(vec![span(3, 5), span(0, 3)])), "in order"),
        (Entry::statement("a", "s1", Value::Actor(Some(ActorRef { id: None, name: " ".into() }))), "no name"),
    ] {
        let error = store.record(run, &ada, &[stance(Stance::Support), entry]).unwrap_err();
        assert!(matches!(error, StoreError::Review { .. }), "{error:?}");
        assert!(error.to_string().contains(word), "{error} / {word}");
    }
    assert!(store.record(run, &Reviewer::coder(""), &[stance(Stance::None)]).is_err());
    assert!(matches!(store.record(RunId(9), &ada, &[]), Err(StoreError::NoSuchRun { .. })));
    assert_eq!(store.reviews(&ReviewFilter::default()).unwrap(), [], "nothing of a refused step is kept");
    assert_eq!(store.coders().unwrap(), Vec::<String>::new());
}

#[test]
fn the_log_cannot_be_rewritten() {
    let (_folder, mut store, run) = desk();
    store.record(run, &Reviewer::coder("ada"), &[stance(Stance::Support)]).unwrap();
    let conn = Connection::open(store.path()).unwrap();
    for sql in [
        "DELETE FROM review",
        "UPDATE review SET new = '\"none\"'",
        "DELETE FROM coder",
        "UPDATE statement SET content = '[]'",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    let log =
        store.reviews(&ReviewFilter { run: Some(run), limit: Some(1), ..ReviewFilter::default() }).unwrap();
    assert_eq!(log.len(), 1);
    store.record(run, &Reviewer::coder("ada"), &[stance(Stance::None)]).unwrap();
    let newest = ReviewFilter { newest: true, limit: Some(1), ..ReviewFilter::default() };
    assert_eq!(store.reviews(&newest).unwrap()[0].new, Some(Value::Stance(Stance::None)));
    let after = ReviewFilter { after: Some(ReviewId(2)), ..ReviewFilter::default() };
    assert_eq!(store.reviews(&after).unwrap(), []);
}

#[test]
fn plain_sql_sees_what_stands() {
    let (_folder, mut store, run) = desk();
    let ada = Reviewer::coder("ada");
    store.record(run, &ada, &[stance(Stance::Support)]).unwrap();
    store.record(run, &ada, &[stance(Stance::Reject)]).unwrap();
    store.record(run, &Reviewer::coder("bob"), &[stance(Stance::None)]).unwrap();
    let conn = Connection::open(store.path()).unwrap();
    let current = || -> Vec<String> {
        let mut query = conn.prepare("SELECT new FROM review_current ORDER BY id").unwrap();
        query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(current(), ["\"reject\"", "\"none\""]);
    store.undo_last(run, &ada).unwrap();
    assert_eq!(current(), ["\"support\"", "\"none\""]);
}
