//! Inputs that do not end, and what is said about tables.

use super::{code, folder, of, path, records, run, standpoint, stderr};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

fn start(args: &[&str], stdin: Stdio) -> (Child, BufReader<ChildStdout>) {
    let mut child = standpoint()
        .args(args)
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    (child, out)
}

/// The text of the next article that is written. Blocks until one is: a run that does not flush hangs here.
fn next_text(out: &mut impl BufRead) -> String {
    loop {
        let mut line = String::new();
        assert!(out.read_line(&mut line).expect("readable") > 0, "the output ended");
        let record: Value = serde_json::from_str(&line).expect("a JSON line");
        if record["type"] == "article" {
            return record["text"].as_str().expect("a text").to_owned();
        }
    }
}

#[cfg(unix)]
#[test]
fn a_watched_folder_is_followed_until_ctrl_c_and_ends_whole() {
    let here = folder(&[("a.txt", b"The mayor said no.")]);
    let (mut child, mut out) = start(&["ingest", "--watch=0.05", path(here.path())], Stdio::null());
    assert_eq!(next_text(&mut out), "The mayor said no.");
    std::fs::write(here.path().join("b.txt"), "The council said yes.").expect("written");
    assert_eq!(next_text(&mut out), "The council said yes.");
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill is there").success());
    let last = out.lines().map(|l| l.expect("readable")).last().expect("an end record");
    let end: Value = serde_json::from_str(&last).expect("a JSON line");
    assert_eq!((end["type"].as_str(), end["articles"].as_u64()), (Some("end"), Some(2)));
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[cfg(unix)]
#[test]
fn a_stream_is_answered_as_it_comes_and_ctrl_c_is_heard_while_it_is_silent() {
    let (mut child, mut out) = start(&["ingest", "-"], Stdio::piped());
    let mut stdin = child.stdin.take().expect("piped");
    for text in ["One.", "Two."] {
        writeln!(stdin, "{{\"text\": \"{text}\"}}").expect("written");
        stdin.flush().expect("flushed");
        assert_eq!(next_text(&mut out), text);
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill is there").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn a_mapping_is_used_and_a_guess_is_said() {
    let here = folder(&[("t.csv", b"kop,tekst,date\nA toll,The mayor said no.,2026-03-01\n")]);
    let output = run(&["ingest", "--map", "text=tekst,title=kop", path(here.path())]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(
        stderr(&output).contains("t.csv: columns by their names: published=`date`"),
        "{}",
        stderr(&output)
    );
    let records = records(&output);
    let article = of(&records, "article")[0];
    assert_eq!(article["title"], "A toll");
    assert_eq!(article["published"], "2026-03-01");
    assert!(of(&records, "warning").is_empty());

    let output = run(&["ingest", "--map", "txt=a", path(here.path())]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("`txt=a` maps no column"), "{}", stderr(&output));
    let output = run(&["ingest", "--watch=0", path(here.path())]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("hint: --watch=0.1"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_pair_is_answered_at_once_and_ctrl_c_is_heard_while_nobody_sends_one() {
    let (mut child, mut out) = start(&["classify", "-"], Stdio::piped());
    let mut stdin = child.stdin.take().expect("piped");
    // With a byte order mark, as some editors write it.
    writeln!(stdin, "\u{feff}{{\"id\": 7, \"text\": \"Lee rejected the toll.\", \"actor\": \"Lee\", \"issue\": \"A toll\"}}")
        .expect("written");
    stdin.flush().expect("flushed");
    let mut line = String::new();
    out.read_line(&mut line).expect("readable");
    let judgement: Value = serde_json::from_str(&line).expect("a JSON line");
    assert_eq!(judgement["id"], 7);
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill is there").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    drop(stdin);
}

#[test]
fn what_was_written_is_read_again() {
    let here = folder(&[("a.txt", b"The mayor said no."), ("b.txt", b"The council said yes.")]);
    let (articles, all) = (here.path().join("articles.jsonl"), here.path().join("all.json"));
    for (format, file) in [("jsonl", &articles), ("json", &all)] {
        let inputs =
            [path(&here.path().join("a.txt")).to_owned(), path(&here.path().join("b.txt")).to_owned()];
        let out = run(&["statements", "--format", format, &inputs[0], &inputs[1], "-o", path(file)]);
        assert_eq!(code(&out), 0, "{}", stderr(&out));
        let again = run(&["ingest", path(file)]);
        assert_eq!(code(&again), 0, "{}", stderr(&again));
        assert_eq!(of(&records(&again), "article").len(), 2);
    }
}

#[test]
fn results_never_replace_what_they_are_made_of() {
    let here = folder(&[
        ("a.txt", b"The mayor said no."),
        ("pairs.jsonl", b"{}"),
        ("book.toml", b"[[issue]]\nname = \"A toll\"\n"),
    ]);
    let (text, pairs, book) =
        (here.path().join("a.txt"), here.path().join("pairs.jsonl"), here.path().join("book.toml"));
    for args in [
        vec!["ingest", path(&text), "-o", path(&text)],
        vec!["statements", path(&text), "-o", path(&text)],
        vec!["classify", path(&pairs), "-o", path(&pairs)],
        vec!["eval", path(&pairs), "-o", path(&pairs)],
        vec!["analyze", path(&text), "--codebook", path(&book), "-o", path(&book)],
    ] {
        let out = run(&args);
        assert_eq!(code(&out), 2, "{args:?}");
        assert!(stderr(&out).contains("it would be lost"), "{}", stderr(&out));
    }
    let db = here.path().join("corpus.db");
    let made = run(&["analyze", path(&text), "--codebook", path(&book), "--db", path(&db)]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    for args in [
        vec!["report", "--db", path(&db), "-o", path(&db)],
        vec!["export", "--db", path(&db), "--format", "graphml", "-o", path(&db)],
        vec!["reviews", "log", "--db", path(&db), "-o", path(&db)],
        vec!["reviews", "export", "--db", path(&db), "-o", path(&db)],
        vec!["issues", path(&text), "-o", path(&text)],
        vec!["codebook", "check", path(&book), "-o", path(&book)],
    ] {
        let out = run(&args);
        assert_eq!(code(&out), 2, "{args:?}");
        assert!(stderr(&out).contains("it would be lost"), "{args:?}: {}", stderr(&out));
    }
    assert_eq!(std::fs::read(&text).expect("still there"), b"The mayor said no.");
}

#[test]
fn an_issue_of_the_command_line_wins_over_a_codebook_of_the_environment() {
    let here = folder(&[("a.txt", b"The mayor rejected the toll.")]);
    let out = standpoint()
        .env("STANDPOINT_CODEBOOK", here.path().join("no such.toml"))
        .args([
            "analyze",
            path(&here.path().join("a.txt")),
            "--issue",
            "A toll on the bridge",
            "--format",
            "jsonl",
        ])
        .output()
        .expect("the binary runs");
    assert_eq!(code(&out), 0, "{}", stderr(&out));
    let both = run(&["analyze", "x.txt", "--codebook", "y.toml", "--issue", "A toll"]);
    assert_eq!(code(&both), 2);
}

#[test]
fn what_is_no_web_archive_and_what_holds_no_article_is_said() {
    let here = folder(&[("a.warc", b"The mayor said no."), ("empty.json", b"[]")]);
    let out = run(&["ingest", path(&here.path().join("a.warc"))]);
    assert_eq!(code(&out), 1);
    assert!(stderr(&out).contains("no record of a web archive"), "{}", stderr(&out));
    for command in ["ingest", "statements"] {
        let out = run(&[command, path(&here.path().join("empty.json"))]);
        assert_eq!(code(&out), 2);
        assert!(stderr(&out).contains("no article in the inputs"), "{}", stderr(&out));
    }
}
