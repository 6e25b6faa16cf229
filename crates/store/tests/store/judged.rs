//! The order in which people go through judgements.

use super::{analysis, begin, corpus, plain};
use standpoint_stance::{Judgement, Origin, Scores, Stance};
use standpoint_statements::{Actor, ActorKind, Statement, StatementKind};
use standpoint_store::{Judged, JudgedFilter, JudgedOrder, RunId, Store};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// `articles` articles, in each one statement of each of `own` actors that no other has, and one of `Everywhere`.
fn crowd(articles: usize, own: usize) -> (TempDir, Store, RunId) {
    let (folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let run = begin(&mut store);
    let scores = Scores::from_array([0.1, 0.7, 0.1, 0.1]);
    let batch: Vec<_> = (0..articles)
        .map(|article| {
            let mut found = plain(&format!("a{article:03}"), "Yes.");
            for i in 0..=own {
                let name = if i == own { "Everywhere".to_owned() } else { format!("Actor {article} {i}") };
                let (actor, statement) = (format!("a{i}"), format!("s{i}"));
                found.actors.push(Actor {
                    id: actor.clone(),
                    name,
                    kind: ActorKind::Person,
                    aliases: vec![],
                    mentions: vec![],
                });
                found.statements.push(Statement {
                    id: statement.clone(),
                    kind: StatementKind::Reported,
                    source: None,
                    cue: None,
                    content: vec![],
                    actor: Some(actor),
                    via: None,
                });
                found.judgements.push(Judgement {
                    statement,
                    issue: "levy".into(),
                    stance: Stance::Reject,
                    scores,
                    condition: None,
                    origin: Origin::Automatic,
                    reviewed_by: vec![],
                });
            }
            found
        })
        .collect();
    store.put_batch(run, &batch).unwrap();
    (folder, store, run)
}

fn judged(store: &Store, run: RunId, filter: &JudgedFilter) -> Vec<Judged> {
    let mut all = Vec::new();
    let each = |j| {
        all.push(j);
        ControlFlow::Continue(())
    };
    store.judged(run, filter, each).unwrap();
    all
}

fn by(order: JudgedOrder) -> JudgedFilter {
    JudgedFilter { order, ..JudgedFilter::default() }
}

#[test]
fn the_most_heard_actor_comes_first_and_does_not_take_the_square_of_their_number() {
    let (_folder, store, run) = crowd(40, 100);
    let took = |order| {
        let begun = Instant::now();
        let all = judged(&store, run, &by(order));
        assert_eq!(all.len(), 40 * 101);
        (all, begun.elapsed())
    };
    let (_, plain) = took(JudgedOrder::LeastCertain);
    let (all, heard) = took(JudgedOrder::Actor);
    assert!(all[..40].iter().all(|j| j.actor.as_deref() == Some("Everywhere")));
    assert_eq!(all[40].actor.as_deref(), Some("Actor 0 0"), "then by name");
    assert!(heard < plain * 10 + Duration::from_millis(200), "{heard:?} by actor, {plain:?} by certainty");
}

#[test]
fn a_statement_is_found_by_its_id() {
    let (_folder, path) = corpus();
    let mut store = Store::open(&path).unwrap();
    let run = begin(&mut store);
    store.put(run, &analysis("a")).unwrap();
    let of = |statement: &str| {
        let filter =
            JudgedFilter { statement: Some(statement.into()), none: true, ..JudgedFilter::default() };
        judged(&store, run, &filter).len()
    };
    assert_eq!((of("s1"), of("s9")), (1, 0));
}
