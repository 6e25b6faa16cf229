//! `eval` as scripts meet it. What judges needs the base weights.

use super::{code, folder, path, run, sample, stderr};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn datasets() -> PathBuf {
    sample().join("..")
}

/// A gold file of one labelled article, in the form of the corpora.
fn gold() -> tempfile::TempDir {
    let row = br#"{"id":"a","text":"Mayor Ana Ruiz rejected the bridge toll. \"Never,\" she said.","sentences":[[0,40],[41,60]],
"issues":[{"issue":"A toll on the bridge","positions":[{"actor":"Ana Ruiz","aliases":[],"mention":{"start":6,"end":14},
"evidence":[0],"stance":"reject","condition":null}]}]}"#;
    let line: Vec<u8> = row.iter().copied().filter(|b| *b != b'\n').collect();
    folder(&[("gold.jsonl", &line)])
}

fn json(args: &[&str]) -> Value {
    let output = run(args);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[test]
fn a_run_is_compared_with_its_own_decisions() {
    let here = gold();
    let (file, kept) = (here.path().join("gold.jsonl"), here.path().join("kept.jsonl"));
    json(&["eval", "--format", "json", path(&file), "--decisions", path(&kept)]);
    let text = std::fs::read_to_string(&kept).expect("written");
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((&lines[0]["type"], &lines[0]["level"]), (&"run".into(), &"position".into()));
    assert_eq!((&lines[1]["actor"], &lines[1]["gold"]), (&"Ana Ruiz".into(), &"reject".into()));
    assert_eq!(lines[1]["gold_evidence"][0], "Mayor Ana Ruiz rejected the bridge toll.");
    let again = json(&["eval", "--format", "json", path(&file), "--against", path(&kept)]);
    assert_eq!(again["against"]["micro_f1"]["by"], 0.0);
    assert_eq!(again["against"]["micro_f1"]["p"], 1.0);
    // Decisions on articles are not decisions on pairs.
    let other = run(&["eval", "--pairs", path(&file), "--against", path(&kept)]);
    assert_eq!(code(&other), 2);
    assert!(stderr(&other).contains("the level `pair`"), "{}", stderr(&other));
}

#[test]
fn errors_hold_the_wrong_decisions_and_only_those() {
    let here = gold();
    let file = here.path().join("gold.jsonl");
    let (all, wrong) = (here.path().join("all.jsonl"), here.path().join("wrong.jsonl"));
    let text = std::fs::read_to_string(&file).expect("written").replace("\"reject\"", "\"support\"");
    std::fs::write(&file, text).expect("written");
    json(&[
        "eval",
        "--pairs",
        "--format",
        "json",
        path(&file),
        "--decisions",
        path(&all),
        "--errors",
        path(&wrong),
    ]);
    let count = |file: &Path| {
        std::fs::read_to_string(file).expect("written").matches("\"type\":\"decision\"").count()
    };
    // A rejection that is labelled support: the one decision there is, and wrong.
    assert_eq!((count(&all), count(&wrong)), (1, 1));
}

#[test]
fn pairs_are_drawn_and_gated() {
    let here = gold();
    let (file, drawn) = (here.path().join("gold.jsonl"), here.path().join("drawn"));
    let value = json(&["eval", "--pairs", "--format", "json", path(&file), "--curves", path(&drawn)]);
    assert_eq!((&value["level"], &value["answers"]), (&"pair".into(), &1.into()));
    for name in ["risk-coverage.svg", "reliability.svg"] {
        let svg = std::fs::read_to_string(drawn.join(name)).expect("drawn");
        assert!(svg.starts_with("<svg") && svg.contains("prefers-color-scheme:dark"), "{name}");
    }
    // One class of four cannot reach a macro-F1 of 0.9.
    let gated = run(&["eval", "--pairs", path(&file), "--min-f1", "0.9"]);
    assert_eq!(code(&gated), 1);
    assert!(stderr(&gated).contains("is below the 0.9 asked for"), "{}", stderr(&gated));
}

#[test]
fn the_suite_gives_a_rate_for_each_capability() {
    let suite = datasets().join("checklist/relevance.jsonl");
    let value = json(&["eval", "--checklist", "--format", "json", path(&suite)]);
    let only = &value["capabilities"][0];
    assert_eq!((&only["capability"], &only["cases"]), (&"relevance".into(), &41.into()));
    let gated = run(&["eval", "--checklist", path(&suite), "--min-pass", "1.01"]);
    assert_eq!(code(&gated), 1);
    assert!(stderr(&gated).contains("the pass rate of relevance"), "{}", stderr(&gated));
    let other = run(&["eval", "--checklist", path(&gold().path().join("gold.jsonl"))]);
    assert_eq!(code(&other), 2);
}

#[test]
fn the_filter_is_measured_with_codebooks_of_a_size() {
    let here = gold();
    let value = json(&["eval", "--filter=1,2", "--format", "json", path(&here.path().join("gold.jsonl"))]);
    assert_eq!(value["positions"], 1);
    // There is one issue: a codebook of two has no second one.
    assert_eq!(value["codebooks"][0]["questions"], value["codebooks"][1]["questions"]);
    assert_eq!(value["thresholds"][0]["kept"], 1.0);
}

#[test]
fn a_case_whose_offsets_do_not_fit_is_named() {
    let case = br#"{"id":"a","capability":"negation","test":"MFT","asks":[{"text":"Ana said no.","actor":"Ana","mention":{"start":3,"end":0},"issue":"A toll","stance":"reject"}]}"#;
    let here = folder(&[("cases.jsonl", case)]);
    let output = run(&["eval", "--checklist", path(&here.path().join("cases.jsonl"))]);
    assert_eq!(code(&output), 2);
    let said = stderr(&output);
    assert!(
        said.contains("cases.jsonl:1") && said.contains("from 3 to 0") && said.contains("hint:"),
        "{said}"
    );
}
