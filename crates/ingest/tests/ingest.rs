//! Inputs as they come: folders, files, globs, good and bad.

#[path = "ingest/formats.rs"]
mod formats;
#[path = "ingest/fuzzed.rs"]
mod fuzzed;
#[path = "ingest/hostile.rs"]
mod hostile;
#[path = "ingest/pages.rs"]
mod pages;
#[path = "ingest/streams.rs"]
mod streams;

use standpoint_article::Article;
use standpoint_ingest::{Event, Ingest, InputFormat};
use std::fs;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn read(inputs: &[PathBuf]) -> Vec<Event> {
    Ingest::default().read(inputs.iter().cloned()).collect()
}

fn articles(events: &[Event]) -> Vec<&Article> {
    let mut found = Vec::new();
    for event in events {
        if let Event::Article(article) = event {
            found.push(article.as_ref());
        }
    }
    found
}

/// Failures and warnings as `input: message`, inputs without their folder.
fn complaints(events: &[Event]) -> Vec<String> {
    let told = |event: &Event| match event {
        Event::Article(_) | Event::Note { .. } => None,
        Event::Warning { input, message } => Some(("warning", input.clone(), message.clone())),
        Event::Failed { input, message } => Some(("failed", input.clone(), message.clone())),
    };
    let short = |input: &str| input.rsplit('/').next().unwrap_or_default().to_owned();
    events
        .iter()
        .filter_map(told)
        .map(|(kind, input, message)| format!("{kind} {}: {message}", short(&input)))
        .collect()
}

#[test]
fn a_folder_is_read_in_order_and_what_fails_does_not_end_it() {
    let events = read(&[fixture("*")]);
    let ids: Vec<&str> = articles(&events).iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.len(), 8, "{ids:?}");
    assert_eq!(ids[..5], ["furnished", "spanish", "utf-16", "windows-1252", "wire-1"]);
    assert_eq!(ids[5], "wire-3");
    let complaints = complaints(&events);
    let starts = [
        "failed empty.txt: is empty",
        "failed picture.txt: is a PNG image, not text\nhint: ",
        "failed wire.jsonl:2: column 42: ",
        "failed wire.jsonl:5: no text: expected a field `text`",
        "warning wire.jsonl:6: id `wire-1` is taken",
    ];
    assert_eq!(complaints.len(), starts.len(), "{complaints:#?}");
    for (complaint, start) in complaints.iter().zip(starts) {
        assert!(complaint.starts_with(start), "{complaint}");
    }
}

#[test]
fn windows_1252_is_read_and_otherwise_left_alone() {
    let events = read(&[fixture("windows-1252.txt")]);
    let text = articles(&events)[0].text.as_str();
    assert!(text.starts_with("The president’s offer of troops was “firmly rejected” by the señora"));
    assert!(text.ends_with("in the capital — and left.\r\n"));
    assert!(complaints(&events).is_empty());
}

#[test]
fn a_utf_16_page_gives_what_its_linked_data_says() {
    let events = read(&[fixture("utf-16.html")]);
    let article = articles(&events)[0];
    assert_eq!(article.title.as_deref(), Some("Ministers meet over the bridge"));
    assert_eq!(article.published.as_deref(), Some("2026-02-12T04:30:00Z"));
    assert_eq!(article.author.as_deref(), Some("Zoë Quist"));
    assert_eq!(article.outlet.as_deref(), Some("The Courier"));
    assert_eq!(article.language, "en");
    assert_eq!(article.text.paragraphs().len(), 3);
}

#[test]
fn a_page_leaves_its_furniture_behind() {
    let events = read(&[fixture("furnished.html")]);
    let article = articles(&events)[0];
    assert_eq!(
        article.text.as_str().split("\n\n").collect::<Vec<_>>(),
        [
            "The city council on Wednesday rejected a plan to close the old harbour, with the mayor alone in favour of it.",
            "“We will not sell the quay,” said councillor Amara Silva, who leads the opposition. “Not this year & not the next.”",
            "A condition",
            "The port authority said it could accept a smaller terminal, provided that fishing rights were kept.",
            "Fishing crews, some of whom had camped outside the hall since Monday, cheered as the vote was read out by the clerk.",
            "The harbour is what this city is for, and everyone who voted tonight knows it.",
            "A second vote is expected in the autumn, the clerk added, once the budget has been settled.",
        ]
    );
    assert_eq!(article.title.as_deref(), Some("Council rejects harbour plan"));
    assert_eq!(article.published.as_deref(), Some("2026-04-16T07:45:00Z"));
    assert_eq!(article.author.as_deref(), Some("Ines Okafor"));
    assert_eq!(article.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(article.url.as_deref(), Some("https://harbour.example/news/council-rejects-harbour-plan"));
}

#[test]
fn records_keep_their_text_and_copies_are_told() {
    let events = read(&[fixture("wire.jsonl")]);
    let articles = articles(&events);
    assert_eq!(
        articles[0].text.as_str(),
        "The talks resumed on Monday.\n\nBoth sides “support” a truce, the envoy said."
    );
    assert_eq!(articles[0].author.as_deref(), Some("Ann Lee, Bo Li"));
    assert!(articles[0].input.ends_with("wire.jsonl:1"));
    assert_eq!(articles[1].text.as_str(), "The bridge stays shut, the minister said.");
    assert_eq!(articles[1].published.as_deref(), Some("2026-03-02T17:00:00Z"));
    assert_eq!(articles[2].duplicate_of.as_deref(), Some("wire-1"));
    assert_eq!(articles[3].text.as_str(), "The envoy left on Tuesday.\n");
    assert!(articles[3].id.starts_with("wire-"));
}

#[test]
fn another_language_is_said_to_be_one() {
    let events = read(&[fixture("spanish.txt")]);
    let article = articles(&events)[0];
    assert_eq!((article.language.as_str(), article.title.as_deref()), ("es", Some("Rechazo")));
    assert_eq!(article.published.as_deref(), Some("2026-04-16"));
}

#[test]
fn names_decide_in_folders_and_content_where_a_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("b.log"), "He said no.").unwrap();
    fs::write(path(".hidden.txt"), "Unseen.").unwrap();
    fs::create_dir_all(path("a/c")).unwrap();
    fs::write(path("a/c/two.txt"), "She said yes.").unwrap();
    fs::write(path("a.page"), "<!doctype html><p>They said maybe.</p>").unwrap();

    let events = read(&[dir.path().into()]);
    assert_eq!(articles(&events).iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["She said yes."]);
    let told = complaints(&events);
    assert_eq!(told.len(), 2);
    assert!(told[1].starts_with("warning b.log: skipped: its name does not say"), "{told:?}");

    let events = read(&[path("b.log"), path("a.page")]);
    let texts: Vec<&str> = articles(&events).iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["He said no.", "They said maybe."]);

    let as_text = Ingest { input_format: InputFormat::Text, ..Ingest::default() };
    assert_eq!(as_text.read([dir.path()]).filter(|e| matches!(e, Event::Article(_))).count(), 3);

    let events = read(&[path("**/*.txt")]);
    assert_eq!(articles(&events).len(), 1);
}

#[test]
fn inputs_that_cannot_be_read_fail_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let told =
        complaints(&read(&[dir.path().join("none.txt"), dir.path().join("*.txt"), dir.path().to_owned()]));
    assert_eq!(told[0], "failed none.txt: no such file or folder");
    assert_eq!(told[1], "failed *.txt: the glob matches no file");
    assert!(told[2].contains("holds no file that can be read"), "{told:?}");
}

#[test]
fn a_line_of_100_mb_fails_alone() {
    let mut bytes = br#"{"text": "One."}"#.to_vec();
    bytes.extend(b"\n{\"text\": \"");
    bytes.resize(bytes.len() + 100_000_000, b'a');
    bytes.extend(b"\"}\n{\"text\": \"Two.\"}\n");
    let events = Ingest::default().read_bytes("long.jsonl", &bytes);
    assert_eq!(articles(&events).iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(
        complaints(&events),
        ["failed long.jsonl:2: line longer than the limit of 64.0 MiB; skipped\nhint: one article a line"]
    );
    assert!(
        complaints(&Ingest::default().read_bytes("long.txt", &bytes))[0]
            .contains("larger than the limit of 64.0 MiB")
    );
}

#[cfg(unix)]
#[test]
fn loops_and_pipes_do_not_hang() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "He said no.").unwrap();
    symlink(dir.path(), dir.path().join("loop")).unwrap();
    symlink(dir.path().join("gone"), dir.path().join("nowhere.txt")).unwrap();
    let pipe = dir.path().join("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());

    let events = read(&[dir.path().into()]);
    assert_eq!(articles(&events).len(), 1);
    let told = complaints(&events);
    assert!(told[0].starts_with("warning loop: skipped: a symbolic link back to "), "{told:?}");
    assert_eq!(told[1], "failed nowhere.txt: no such file or folder");
    assert_eq!(told[2], "warning pipe.txt: skipped: a named pipe, not a file");
    assert!(
        complaints(&read(&[pipe]))[0].starts_with("failed pipe.txt: is a named pipe, not a file\nhint: ")
    );
}

#[test]
fn a_run_can_move_to_another_thread() {
    let mut events = Ingest::default().read([fixture("windows-1252.txt")]);
    let first = std::thread::spawn(move || events.next()).join().unwrap();
    assert!(matches!(first, Some(Event::Article(_))));
}

#[test]
fn two_runs_say_the_same_in_the_same_order() {
    assert_eq!(read(&[fixture("*")]), read(&[fixture("*")]));
}
