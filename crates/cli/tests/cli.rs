//! The command as people and scripts meet it: exit code, stdout, stderr.
//!
//! Tests that judge use the real model and need the base weights: `cargo xtask fetch-models`.

#[path = "cli/eval.rs"]
mod eval;
#[path = "cli/kept.rs"]
mod kept;
#[path = "cli/streams.rs"]
mod streams;

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn standpoint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
    for name in ["STANDPOINT_CODEBOOK", "STANDPOINT_DB", "STANDPOINT_MODEL", "STANDPOINT_THREADS"] {
        command.env_remove(name);
    }
    command
}

fn run(args: &[&str]) -> Output {
    standpoint().args(args).stdin(Stdio::null()).output().expect("the binary runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("not killed")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn records(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect()
}

fn of<'a>(records: &'a [Value], kind: &str) -> Vec<&'a Value> {
    records.iter().filter(|r| r["type"] == kind).collect()
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/sample")
}

fn path(p: &Path) -> &str {
    p.to_str().expect("UTF-8 path")
}

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let here = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(here.path().join(name), bytes).expect("written");
    }
    here
}

mod refusing {
    use super::*;

    #[test]
    fn a_wrong_flag_is_2() {
        assert_eq!(code(&run(&["analyze", "x", "--codbook", "y"])), 2);
    }

    #[test]
    fn help_lists_the_formats_that_are_written_and_no_other() {
        for (command, formats) in [
            ("statements", "jsonl or json"),
            ("classify", "jsonl or json"),
            ("ingest", "jsonl, json or table"),
        ] {
            let output = run(&[command, "--help"]);
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.contains(&format!("Format of the results: {formats}\n")), "{said}");
            assert!(!said.contains("report-json"), "{said}");
        }
        let output = run(&["report", "--help"]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("report-json"));
    }

    #[test]
    fn a_codebook_that_is_no_text_of_ours_is_placed() {
        let here = folder(&[
            ("latin.toml", b"[[issue]]\nname = \"Caf\xe9s\"\n".as_slice()),
            ("binary.toml", b"[[issue]]\n\x00\xff\x00".as_slice()),
        ]);
        for (file, place, hint) in [
            ("latin.toml", ":2:12: the codebook is not UTF-8", "hint: save it as UTF-8"),
            ("binary.toml", ":2:2: ", "TOML"),
        ] {
            let output = run(&["statements", "x", "--codebook", path(&here.path().join(file))]);
            assert_eq!(code(&output), 2);
            let said = stderr(&output);
            assert!(said.contains(place) && said.contains(hint), "{said}");
        }
    }

    #[test]
    fn a_place_that_takes_no_results_is_refused_once_and_before_the_work() {
        let here = folder(&[("a.txt", b"He said no.")]);
        let article = here.path().join("a.txt");
        let args = ["analyze", path(&article), "--issue", "A toll"];
        let output = run(&[&args[..], &["-o", path(here.path())]].concat());
        assert_eq!(code(&output), 2);
        assert_eq!(stderr(&output).matches("it is a folder").count(), 1, "{}", stderr(&output));
        let missing = here.path().join("no/such.db");
        let output = run(&[&args[..], &["--db", path(&missing)]].concat());
        assert_eq!(code(&output), 2);
        assert_eq!(stderr(&output).matches("no/such.db").count(), 1, "{}", stderr(&output));
    }

    #[test]
    fn a_typo_in_the_codebook_is_placed_before_any_model_is_loaded() {
        let here = folder(&[
            ("c.toml", b"[[issue]]\nname = \"A toll\"\nkeyword = [\"toll\"]\n"),
            ("a.txt", b"He said no."),
        ]);
        let models = here.path().join("none");
        let output = standpoint()
            .current_dir(here.path())
            .args(["analyze", "a.txt", "--codebook", "c.toml"])
            .env("STANDPOINT_MODELS", &models)
            .output()
            .expect("runs");
        assert_eq!(code(&output), 2);
        let said = stderr(&output);
        assert!(said.contains("c.toml:3:1: unknown field `keyword`"), "{said}");
        assert!(said.contains("hint: did you mean `keywords`?"), "{said}");
    }

    #[test]
    fn a_missing_model_says_what_brings_it() {
        let here = folder(&[("a.txt", b"He said no.")]);
        let output = standpoint()
            .args(["analyze", path(&here.path().join("a.txt")), "--issue", "A toll"])
            .env("STANDPOINT_MODELS", here.path().join("none"))
            .output()
            .expect("runs");
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("hint: `standpoint models fetch`"), "{}", stderr(&output));
    }

    #[test]
    fn a_damaged_model_is_named() {
        let here = folder(&[("a.txt", b"He said no.")]);
        let base = here.path().join("models/all-MiniLM-L6-v2");
        std::fs::create_dir_all(&base).expect("made");
        for file in ["config.json", "tokenizer.json", "model.safetensors"] {
            std::fs::write(base.join(file), "not a model").expect("written");
        }
        let output = standpoint()
            .args(["analyze", path(&here.path().join("a.txt")), "--issue", "A toll"])
            .env("STANDPOINT_MODELS", here.path().join("models"))
            .output()
            .expect("runs");
        assert_eq!(code(&output), 2);
        assert!(
            stderr(&output).contains("config.json is damaged: 11 bytes, expected 612 bytes"),
            "{}",
            stderr(&output)
        );
    }

    #[test]
    fn no_issue_is_no_question() {
        let output = run(&["analyze", path(&sample().join("articles"))]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("neither --codebook nor --issue"), "{}", stderr(&output));
    }

    #[test]
    fn a_corpus_that_is_not_there_is_not_made() {
        let here = folder(&[]);
        let db = here.path().join("typo.db");
        let output = run(&["report", "--db", path(&db)]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("typo.db"), "{}", stderr(&output));
        assert!(!db.exists());
    }
}

mod reading {
    use super::*;

    #[test]
    fn bad_inputs_are_named_and_the_rest_goes_on() {
        let here = folder(&[
            ("a-good.txt", b"The mayor said the toll is dead."),
            ("b-empty.txt", b""),
            ("c-binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("d-lines.jsonl", b"{\"id\":\"one\",\"text\":\"She refused to sign.\"}\n{\"id\": broken\n{\"id\":\"two\",\"text\":\"They agreed to it.\"}\n"),
            ("e-latin.txt", b"The caf\xe9 owner said no to the caf\xe9 tax, he told the council on Monday."),
        ]);
        let output = run(&["ingest", path(here.path())]);
        assert_eq!(code(&output), 1);
        let records = records(&output);
        assert_eq!(of(&records, "article").len(), 4);
        let end = of(&records, "end")[0];
        assert_eq!((&end["articles"], &end["failed"]), (&Value::from(4), &Value::from(3)));
        let said = stderr(&output);
        for part in ["b-empty.txt", "c-binary.txt", "d-lines.jsonl:2"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        let latin =
            of(&records, "article").iter().any(|a| a["text"].as_str().is_some_and(|t| t.contains("café")));
        assert!(latin, "windows-1252 is understood");
    }

    #[test]
    fn a_hundred_megabytes_in_one_line_fail_and_the_next_line_is_read() {
        let here = folder(&[]);
        let file = here.path().join("huge.jsonl");
        let mut out = std::io::BufWriter::new(std::fs::File::create(&file).expect("created"));
        out.write_all(b"{\"id\":\"huge\",\"text\":\"").expect("written");
        for _ in 0..100 {
            out.write_all(&vec![b'x'; 1 << 20]).expect("written");
        }
        out.write_all(b"\"}\n{\"id\":\"next\",\"text\":\"He said yes.\"}\n").expect("written");
        drop(out);
        let output = run(&["ingest", path(&file)]);
        assert_eq!(code(&output), 1);
        let records = records(&output);
        assert_eq!(of(&records, "article")[0]["id"], "next");
        assert!(stderr(&output).contains("huge.jsonl:1"), "{}", stderr(&output));
    }

    #[test]
    fn a_foreign_article_is_said_to_be_so() {
        let german = "Die Bürgermeisterin lehnte den Vorschlag am Montag entschieden ab und sagte, die Stadt werde niemals \
            zustimmen, solange die Frage der Kosten nicht geklärt sei und der Rat nicht gehört werde.";
        let here = folder(&[("de.txt", german.as_bytes())]);
        let output = run(&["statements", path(&here.path().join("de.txt"))]);
        let records = records(&output);
        assert_eq!(of(&records, "article")[0]["language"], "de");
        assert!(of(&records, "statement").is_empty());
        assert!(stderr(&output).contains("the language is `de`"), "{}", stderr(&output));
    }

    #[test]
    fn every_span_of_the_sample_slices_its_text() {
        let output = run(&["statements", path(&sample().join("articles"))]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let records = records(&output);
        let statements = of(&records, "statement");
        assert!(statements.len() > 100);
        for statement in statements {
            let article = of(&records, "article")
                .into_iter()
                .find(|a| a["id"] == statement["article"])
                .expect("its article");
            let text = article["text"].as_str().expect("text");
            let spans = [&statement["source"], &statement["cue"]]
                .into_iter()
                .chain(statement["content"].as_array().expect("a list"));
            for span in spans.filter(|s| !s.is_null()) {
                let at = |key: &str| span[key].as_u64().expect("an offset") as usize;
                assert_eq!(text.get(at("start")..at("end")), span["text"].as_str());
            }
        }
    }
}

mod judging {
    use super::*;

    fn positions(output: &Output) -> Vec<(String, String, String, Option<String>)> {
        let records = records(output);
        of(&records, "position")
            .iter()
            .map(|p| {
                let word = |key: &str| p[key].as_str().unwrap_or_default().to_owned();
                (
                    word("name"),
                    word("issue"),
                    word("stance"),
                    p["condition"]["text"].as_str().map(str::to_owned),
                )
            })
            .collect()
    }

    fn analyze(article: &str, more: &[&str]) -> Output {
        let codebook = sample().join("issues.toml");
        let article = sample().join("articles").join(article);
        let mut args = vec!["analyze", path(&article), "--codebook", path(&codebook), "--format", "jsonl"];
        args.extend(more);
        run(&args)
    }

    #[test]
    fn the_same_bytes_for_one_thread_and_two() {
        let one = analyze("border-2-house-panel.html", &["--threads", "1"]);
        let two = analyze("border-2-house-panel.html", &["--threads", "2"]);
        assert_eq!(code(&one), 0, "{}", stderr(&one));
        assert_eq!(one.stdout, two.stdout);
    }

    #[test]
    fn a_rerun_skips_what_is_stored_and_says_the_same() {
        let here = folder(&[]);
        let db = here.path().join("corpus.db");
        let first = analyze("port-2-union-release.txt", &["--db", path(&db)]);
        let second = analyze("port-2-union-release.txt", &["--db", path(&db)]);
        assert_eq!(code(&first), 0, "{}", stderr(&first));
        assert_eq!(String::from_utf8_lossy(&first.stdout), String::from_utf8_lossy(&second.stdout));
        assert!(stderr(&second).contains("1 already in"), "{}", stderr(&second));
        let report = here.path().join("report.html");
        let output = run(&["report", "--db", path(&db), "-o", path(&report)]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(std::fs::read_to_string(&report).expect("written").starts_with("<!doctype html>"));
    }

    #[test]
    fn classify_answers_in_order_and_names_a_broken_line() {
        let mut child = standpoint()
            .arg("classify")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let lines = "{\"id\":7,\"text\":\"The union rejected the toll.\",\"actor\":\"union\",\"issue\":\"A toll on the bridge\"}\n\
            not json\n\
            {\"id\":{\"a\":1},\"text\":\"The chamber supports the toll.\",\"actor\":\"chamber\",\"issue\":\"A toll on the bridge\"}\n";
        child.stdin.take().expect("piped").write_all(lines.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("ends");
        assert_eq!(code(&output), 1);
        let records = records(&output);
        let answers: Vec<(&Value, &str)> =
            records.iter().map(|r| (&r["id"], r["stance"].as_str().unwrap_or_default())).collect();
        assert_eq!(answers[0], (&Value::from(7), "reject"));
        assert_eq!(answers[1], (&serde_json::json!({"a": 1}), "support"));
        assert!(stderr(&output).contains("-:2:"), "{}", stderr(&output));
    }

    #[test]
    fn the_troops_story_comes_out_right() {
        let output = analyze("border-1-troops-offer.txt", &[]);
        let found = positions(&output);
        let stance = |actor: &str, issue: &str| {
            let mut of_actor = found.iter().filter(|p| p.0.to_lowercase().contains(actor) && p.1 == issue);
            of_actor.next().map(|p| (p.2.as_str(), p.3.as_deref()))
        };
        assert_eq!(stance("trump", "us-troops").map(|s| s.0), Some("support"), "{found:?}");
        assert_eq!(stance("sheinbaum", "us-troops").map(|s| s.0), Some("reject"), "{found:?}");
        let (label, condition) = stance("sheinbaum", "security-cooperation").expect("a position");
        assert_eq!(label, "conditional_cooperation", "{found:?}");
        assert!(
            condition.is_some_and(|c| c.contains("you in your territory and us in ours")),
            "{condition:?}"
        );
        assert_eq!(stance("crisis group", "us-strikes").map(|s| s.0), Some("reject"), "{found:?}");
        assert_eq!(stance("officials", "us-strikes").map(|s| s.0), Some("support"), "{found:?}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let binary = env!("CARGO_BIN_EXE_standpoint");
    let articles = sample().join("articles");
    let script = format!(
        "'{binary}' statements '{}' -q | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}",
        path(&articles)
    );
    let output = Command::new("bash").args(["-c", &script]).output().expect("bash is there");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0", "{}", stderr(&output));
}

mod codebooks {
    use super::*;

    #[test]
    fn issues_of_a_corpus_are_a_codebook_that_check_and_analyze_read() {
        let here = folder(&[]);
        let drafts = here.path().join("drafts.toml");
        let articles = sample().join("articles");
        let output = run(&["issues", path(&articles), "--most", "8", "-o", path(&drafts)]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let text = std::fs::read_to_string(&drafts).expect("written");
        assert!((2..=8).contains(&text.matches("[[issue]]").count()), "{text}");
        let checked = run(&["codebook", "check", path(&drafts), "--format", "json"]);
        let found: Vec<Value> = serde_json::from_slice(&checked.stdout).expect("JSON");
        let problem = found.iter().any(|f| f["level"] == "problem");
        assert_eq!(code(&checked), i32::from(problem), "{}", stderr(&checked));
        let article = articles.join("port-2-union-release.txt");
        let analyzed = run(&["analyze", path(&article), "--codebook", path(&drafts), "--format", "jsonl"]);
        assert_eq!(code(&analyzed), 0, "{}", stderr(&analyzed));
    }

    #[test]
    fn check_says_what_is_wrong_and_exits_with_1() {
        let here = folder(&[("c.toml", b"[[issue]]\nname = \"Drug cartels\"\n")]);
        let output = run(&["codebook", "check", path(&here.path().join("c.toml"))]);
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("problem  `Drug cartels` is a topic"), "{said}");
        assert!(said.contains("hint: word it as a proposal"), "{said}");
        assert!(said.ends_with("1 issue, 0 known actors: 1 problem, 0 advice\n"), "{said}");
    }

    #[test]
    fn articles_show_which_issues_nobody_speaks_about() {
        let here = folder(&[(
            "c.toml",
            b"[[issue]]\nid = \"toll\"\nname = \"A ban on ice-cream vans in Antarctica\"\n".as_slice(),
        )]);
        let article = sample().join("articles/port-2-union-release.txt");
        let book = here.path().join("c.toml");
        let output = run(&["codebook", "check", path(&book), path(&article), "--format", "jsonl"]);
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        let found = records(&output);
        assert_eq!(found[0]["kind"], "silent");
        assert_eq!(found[0]["about"][0], "toll");
    }

    #[test]
    fn one_article_that_says_little_gives_no_issue() {
        let here = folder(&[("a.txt", b"The mayor said the toll is dead.")]);
        let output = run(&["issues", path(&here.path().join("a.txt"))]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("--min-statements"), "{}", stderr(&output));
    }
}
