//! What a stored corpus keeps through a kill, and what `export` makes of it.

use super::{code, of, path, records, run, standpoint, stderr};
use standpoint_stance::Stance;
use standpoint_store::{Entry, Reviewer, Store, Value};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A corpus of an earlier schema: `export` brings it up to date, and needs no model.
fn stored(folder: &Path) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/fixtures/schema-2.db");
    let db = folder.join("corpus.db");
    std::fs::copy(fixture, &db).expect("copied");
    db
}

/// A folder of articles, and how many.
fn articles(here: &Path) -> (PathBuf, usize) {
    let inputs = here.join("in");
    std::fs::create_dir(&inputs).expect("made");
    for n in 0..200 {
        let text =
            format!("Mayor Ruiz rejected the toll of {n} cents on Monday. \"We will not pay it,\" she said.");
        std::fs::write(inputs.join(format!("{n:03}.txt")), text).expect("written");
    }
    (inputs, 200)
}

/// Ids of the articles whose analyses the newest run holds.
fn kept(db: &Path) -> BTreeSet<String> {
    let store = Store::open_existing(db).expect("opens");
    let run = store.newest_run(None).expect("readable").expect("a run");
    store.analyses(run.id).expect("readable").map(|a| a.expect("whole").article.id).collect()
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_keeps_what_it_reported_and_goes_on_from_there() {
    let here = tempfile::tempdir().expect("a folder");
    let (inputs, total) = articles(here.path());
    let db = here.path().join("corpus.db");
    let args = ["analyze", path(&inputs), "--issue", "A toll", "--db", path(&db), "--format", "jsonl"];
    let mut child = standpoint()
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let mut reported = BTreeSet::new();
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    for line in lines.map_while(Result::ok) {
        // The last line may be cut where the process died.
        let Ok(record) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        if record["type"] == "article" {
            reported.insert(record["id"].as_str().expect("an id").to_owned());
            if reported.len() == 20 {
                child.kill().expect("SIGKILL is sent");
            }
        }
    }
    assert!(!child.wait().expect("it ends").success());
    let stored = kept(&db);
    assert!(reported.len() >= 20 && stored.is_superset(&reported), "{reported:?} / {stored:?}");
    assert!(stored.len() < total, "it was killed in the middle");

    let again = run(&args);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert!(stderr(&again).contains(&format!("{} already in", stored.len())), "{}", stderr(&again));
    assert_eq!(kept(&db).len(), total);
}

/// What a full disk does to a file: it takes no more bytes, and the program is told so.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_loses_nothing_that_was_reported() {
    let here = tempfile::tempdir().expect("a folder");
    let (inputs, total) = articles(here.path());
    let db = here.path().join("corpus.db");
    let args = ["analyze", path(&inputs), "--issue", "A toll", "--db", path(&db), "--format", "jsonl"];
    // 1,200 blocks of 512 bytes a file; the signal that would end the process is left out, as on a disk that is full.
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1200; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_standpoint")])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    assert_eq!(code(&limited), 2, "{}", stderr(&limited));
    assert!(stderr(&limited).contains("corpus.db"), "{}", stderr(&limited));
    let reported: BTreeSet<String> = of(&records(&limited), "article")
        .iter()
        .map(|record| record["id"].as_str().expect("an id").to_owned())
        .collect();
    let stored = kept(&db);
    assert!(stored.is_superset(&reported), "{reported:?} / {stored:?}");
    assert!(!stored.is_empty() && stored.len() < total, "{} of {total}", stored.len());

    let again = run(&args);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(kept(&db).len(), total);
}

#[test]
fn every_format_is_exported_from_a_stored_corpus() {
    let here = tempfile::tempdir().expect("a folder");
    let db = stored(here.path());
    for format in ["graphml", "gexf", "edges", "jsonld"] {
        let args = ["export", "--db", path(&db), "--format", format, "--network", "affiliation"];
        let output = run(&args);
        assert_eq!(code(&output), 0, "{format}: {}", stderr(&output));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.contains("Zoë Ito") && text.contains("levy"), "{format}: {text}");
    }
    let dna = here.path().join("corpus.dna");
    let output = run(&["export", "--db", path(&db), "--format", "dna", "-o", path(&dna)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("2 documents, 4 statements"), "{}", stderr(&output));
    assert!(std::fs::read(&dna).expect("there").starts_with(b"SQLite format 3"));
    for (format, file) in [("csv", "dictionary.csv"), ("parquet", "positions.parquet")] {
        let folder = here.path().join(format);
        let output = run(&["export", "--db", path(&db), "--format", format, "-o", path(&folder)]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(folder.join(file).is_file());
    }
    let output = run(&["ingest", path(&here.path().join("parquet/articles.parquet"))]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"id\":\"bridge.txt\""));
}

#[test]
fn reports_and_exports_take_in_what_was_reviewed_and_say_so() {
    let here = tempfile::tempdir().expect("a folder");
    let db = stored(here.path());
    let mut store = Store::open_existing(&db).expect("opens");
    let newest = store.newest_run(None).expect("readable").expect("a run").id;
    let found = store.analysis_of(newest, "bridge.txt").expect("readable").expect("there");
    let conditional = found.judgements.iter().find(|j| j.condition.is_some()).expect("one");
    let says = Value::Stance(Stance::Support);
    let entry = Entry::judgement("bridge.txt", &conditional.statement, &conditional.issue, says);
    store.record(newest, &Reviewer::coder("ann"), &[entry]).expect("recorded");
    drop(store);

    let positions = |view: &[&str]| {
        let output = run(&[&["report", "--db", path(&db), "--format", "jsonl"], view].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let told = stderr(&output).contains("reviews are left out; --view both or --view reviewed");
        (told, records(&output))
    };
    let (told, all) = positions(&[]);
    assert!(told && all[0].get("view").is_none());
    assert!(of(&all, "position").iter().all(|p| p.get("origin").is_none()));
    let (told, all) = positions(&["--view", "both"]);
    assert!(!told && all[0]["view"] == "both");
    let both = of(&all, "position");
    let reviewed: Vec<_> = both.iter().filter(|p| p["origin"] == "reviewed").collect();
    assert_eq!((reviewed.len(), both.len()), (1, 4));
    assert_eq!(
        (&reviewed[0]["stance"], &reviewed[0]["reviewed_by"]),
        (&"support".into(), &["ann"][..].into())
    );
    let (_, all) = positions(&["--view", "reviewed"]);
    assert_eq!(of(&all, "position").len(), 1);

    let folder = here.path().join("tables");
    let output =
        run(&["export", "--db", path(&db), "--view", "both", "--format", "csv", "-o", path(&folder)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let judgements = std::fs::read_to_string(folder.join("judgements.csv")).expect("written");
    assert_eq!(judgements.matches(",reviewed,ann\n").count(), 1, "{judgements}");
    assert!(judgements.contains(",automatic,\n"));
}

#[test]
fn what_only_older_runs_hold_is_said_when_the_newest_is_shown() {
    let here = tempfile::tempdir().expect("a folder");
    let db = stored(here.path());
    let mut store = Store::open_existing(&db).expect("opens");
    let old = store.newest_run(None).expect("readable").expect("a run");
    let held = store.analyses(old.id).expect("readable").len();
    let options = serde_json::json!({ "another": true });
    let new = store.begin_run(&old.run, &old.codebook, &options).expect("begun");
    drop(store);

    let output = run(&["report", "--db", path(&db)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains(&format!("this is run {}, the newest", new.0)), "{said}");
    assert!(said.contains(&format!("run {} ({held} articles)", old.id.0)), "{said}");
    assert!(said.contains("hint: --run "), "{said}");
    let asked = run(&["report", "--db", path(&db), "--run", &new.0.to_string()]);
    assert!(!stderr(&asked).contains("the newest"), "{}", stderr(&asked));
}

#[test]
fn what_cannot_be_exported_is_refused_with_a_way_out() {
    let here = tempfile::tempdir().expect("a folder");
    let db = stored(here.path());
    for (args, word) in [
        (vec!["--format", "dna"], "hint: name the file with `-o PATH`"),
        (vec!["--format", "csv", "-o", "-"], "hint: name the folder with `-o PATH`"),
        (vec!["--format", "gexf", "--normalization", "activity"], "hint: no, average, jaccard or cosine"),
        (vec!["--format", "edges", "--run", "9"], "has no run 9; it holds 1, 2"),
    ] {
        let output = run(&[&["export", "--db", path(&db)], args.as_slice()].concat());
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(stderr(&output).contains(word), "{args:?}: {}", stderr(&output));
    }
    // A database takes its name by renaming, which would put it in the place of a pipe or a device.
    let pipe = here.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there").success());
    let output = run(&["export", "--db", path(&db), "--format", "dna", "-o", path(&pipe)]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("is no file"), "{}", stderr(&output));
    assert!(pipe.metadata().is_ok_and(|m| !m.is_file()), "it is still a pipe");
}
