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
