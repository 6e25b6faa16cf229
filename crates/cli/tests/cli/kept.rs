//! What a stored corpus keeps through a kill, and what `export` makes of it.

use super::{code, path, run, standpoint, stderr};
use standpoint_store::Store;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// A corpus of an earlier schema: `export` brings it up to date, and needs no model.
fn stored(folder: &Path) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/fixtures/schema-2.db");
    let db = folder.join("corpus.db");
    std::fs::copy(fixture, &db).expect("copied");
    db
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
    let inputs = here.path().join("in");
    std::fs::create_dir(&inputs).expect("made");
    let total = 200;
    for n in 0..total {
        let text =
            format!("Mayor Ruiz rejected the toll of {n} cents on Monday. \"We will not pay it,\" she said.");
        std::fs::write(inputs.join(format!("{n:03}.txt")), text).expect("written");
    }
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
}
