//! Many files, many threads, and folders that are followed.

use super::{articles, complaints, fixture};
use standpoint_ingest::{Event, Events, Ingest, Next};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn the_events_do_not_depend_on_the_number_of_threads() {
    let dir = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for n in 0..2000 {
        writeln!(lines, "{{\"text\": \"Article {n} says that toll {} is too high.\"}}", n % 700).unwrap();
        if n % 100 == 7 {
            lines.push_str("{broken\n");
        }
    }
    fs::write(dir.path().join("a.jsonl"), lines).unwrap();
    let run = |threads| {
        let inputs = [dir.path().to_owned(), fixture("formats")];
        Ingest { threads, ..Ingest::default() }.read(inputs).collect::<Vec<Event>>()
    };
    let one = run(1);
    assert_eq!(articles(&one).len(), 2000 + 56);
    assert_eq!(complaints(&one).iter().filter(|c| c.starts_with("failed a.jsonl")).count(), 20);
    for threads in [2, 5] {
        assert_eq!(run(threads), one);
    }
}

#[test]
fn progress_ends_at_its_total() {
    let mut events = Ingest::default().read([fixture("formats/lines.jsonl"), fixture("formats/folder.zip")]);
    assert_eq!(events.progress().done, 0);
    assert_eq!(events.by_ref().filter(|e| matches!(e, Event::Article(_))).count(), 5);
    let size = |name: &str| fs::metadata(fixture(name)).unwrap().len();
    let total = size("formats/lines.jsonl") + size("formats/folder.zip");
    let until = Instant::now() + Duration::from_secs(10);
    while events.progress().total.is_none() && Instant::now() < until {
        std::thread::yield_now();
    }
    assert_eq!(events.progress().total, Some(total));
}

#[test]
fn a_run_that_is_dropped_early_ends_its_threads() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("many.jsonl");
    fs::write(&path, "{\"text\": \"He said no, and said so again.\"}\n".repeat(100_000)).unwrap();
    let mut events = Ingest::default().read([path]);
    assert!(events.next().is_some());
    drop(events);
    // Nothing to assert but that nothing hangs: a thread left behind would hold the file, not the test.
}

fn wait(events: &mut Events) -> Option<Event> {
    match events.next_within(Duration::from_secs(20)) {
        Next::Event(event) => Some(event),
        Next::Waiting | Next::End => None,
    }
}

fn text(event: Option<Event>) -> String {
    match event {
        Some(Event::Article(article)) => article.text.as_str().to_owned(),
        other => panic!("expected an article, found {other:?}"),
    }
}

fn watch(folder: &Path) -> Events {
    Ingest { watch: Some(Duration::from_millis(30)), ..Ingest::default() }.read([folder])
}

#[test]
fn a_watched_folder_gives_what_comes_and_what_changes() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("a.txt"), "The first.").unwrap();
    let mut events = watch(dir.path());
    assert_eq!(text(wait(&mut events)), "The first.");
    assert_eq!(events.next_within(Duration::from_millis(200)), Next::Waiting);
    fs::write(path("b.txt"), "The second.").unwrap();
    assert_eq!(text(wait(&mut events)), "The second.");
    fs::write(path("a.txt"), "The first, longer by now.").unwrap();
    assert_eq!(text(wait(&mut events)), "The first, longer by now.");
    // Rewritten as it was: there is nothing to tell.
    fs::write(path("c.jsonl"), "{\"text\": \"Three.\"}\n").unwrap();
    assert_eq!(text(wait(&mut events)), "Three.");
    fs::write(path("c.jsonl"), "{\"text\": \"Three.\"}\n{\"text\": \"Four.\"}\n").unwrap();
    assert_eq!(text(wait(&mut events)), "Four.");
    assert_eq!(events.next_within(Duration::from_millis(200)), Next::Waiting);
}

#[test]
fn a_watched_folder_may_be_empty_at_first_and_ends_when_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut events = watch(dir.path());
    assert_eq!(events.next_within(Duration::from_millis(100)), Next::Waiting);
    let mut events = events.stop_when(|| true);
    assert_eq!(events.next(), None);
    assert_eq!(events.next_within(Duration::from_secs(1)), Next::End);
}

#[test]
fn standard_input_cannot_be_watched() {
    let mut events = Ingest { watch: Some(Duration::from_millis(30)), ..Ingest::default() }.read(["-"]);
    let Some(Event::Failed { message, .. }) = wait(&mut events) else { panic!("a failure") };
    assert!(message.starts_with("standard input cannot be watched\nhint: "), "{message}");
}
