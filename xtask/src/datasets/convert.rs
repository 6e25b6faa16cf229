//! Positions in the forms that other tools read.

mod dna;
mod semeval;
mod table;

use super::jsonl;
use super::output;
use super::row::Row;
use crate::cargo::say;
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::io::Write;
use std::path::Path;

/// A form to write positions in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// One record a line with everything in it: article, issue, actor, stance, evidence, condition. UTF-8, offsets in bytes
    Csv,
    /// The table of SemEval-2016 task 6: ID, Target, Tweet, Stance. The tweet is "ACTOR: EVIDENCE", since that format knows only
    /// authors. A conditional record goes by its lean: `yes_if` to FAVOR, `no_unless` to AGAINST; the condition is lost. Past
    /// positions are left out
    #[value(name = "semeval")]
    SemEval,
    /// A table for Discourse Network Analyzer: person, organization, concept, agreement (1 or 0, a conditional record by its
    /// lean), and stance, condition and time as further columns. Offsets count UTF-16 units from 0, as DNA does. With a
    /// spokesperson, `person` is that and `organization` the actor; without, the actor stands in `organization`, since a record
    /// does not say whether it is a person. Records of no position are left out
    Dna,
}

/// Writes the records of `file` as `format`; says on stderr how many, and how many the format has no place for.
pub(crate) fn convert(format: Format, file: &Path, to: Option<&Path>) -> Result<()> {
    let mut wrong = Vec::new();
    let rows: Vec<Row> = match jsonl::load(file, &mut wrong)? {
        Some(rows) if wrong.is_empty() => rows,
        Some(_) => bail!("{} defects; the first:\n{}", wrong.len(), wrong[0]),
        None => bail!("{} does not exist", file.display()),
    };
    let mut out = output::open(to)?;
    let written = match format {
        Format::Csv => table::write(&rows, &mut out),
        Format::SemEval => semeval::write(&rows, &mut out),
        Format::Dna => dna::write(&rows, &mut out),
    }?;
    out.flush()?;
    let all: usize = rows.iter().map(|r| r.records().count()).sum();
    say(&format!("{written} records written, {} left out", all - written));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented article, with a letter of two bytes and one of two UTF-16 units before its second sentence.
    pub(super) fn article() -> Row {
        let text = "Mayor Zoë Marn backs the tram 🚋. Hal Oster\twants it only if fares fall, the union's Ida Roe said. It once said no.";
        let at = |words: &str| {
            let start = text.find(words).expect("words of the text");
            serde_json::json!({"start": start, "end": start + words.len(), "text": words})
        };
        let mut condition = at("if fares fall");
        for (key, value) in [("type", Some("precondition")), ("lean", Some("yes_if")), ("who", None)] {
            condition[key] = serde_json::json!(value);
        }
        let record = |actor, mention: &str, evidence: usize, stance, condition, via: Option<&str>, time| {
            serde_json::json!({"actor": actor, "aliases": ["A", "B"], "mention": at(mention), "evidence": [evidence],
                "stance": stance, "kind": "indirect", "condition": condition, "via": via, "time": time, "hard": false, "alt": null})
        };
        let none = serde_json::Value::Null;
        let ends = [text.find(" Hal").expect("there"), text.find(" It once").expect("there"), text.len()];
        let row = serde_json::json!({"id": "x-1", "source": {}, "title": "Tram, again", "published": "2024-05-06", "text": text,
            "sentences": [[0, ends[0]], [ends[0] + 1, ends[1]], [ends[1] + 1, ends[2]]],
            "issues": [{"id": "tram", "issue": "Building the tram", "positions": [
                record("Zoë Marn", "Zoë Marn", 0, "support", none.clone(), None, "present"),
                record("Hal Oster", "Hal Oster", 1, "conditional_cooperation", condition, Some("Ida Roe"), "present"),
                record("Ida Roe", "Ida Roe", 1, "none", none.clone(), None, "present"),
                record("Hal Oster", "It", 2, "reject", none, None, "past")]}]});
        serde_json::from_value(row).expect("a row")
    }

    #[test]
    fn the_example_is_sound() {
        assert_eq!(jsonl::Article::defects(&article()), [""; 0]);
    }

    #[test]
    fn a_file_with_defects_is_refused() {
        let here = tempfile::tempdir().expect("a folder");
        let (file, out) = (here.path().join("rows.jsonl"), here.path().join("out.csv"));
        let mut row = article();
        std::fs::write(&file, serde_json::to_string(&row).expect("JSON")).expect("written");
        convert(Format::Csv, &file, Some(&out)).expect("converted");
        assert_eq!(std::fs::read_to_string(&out).expect("readable").lines().count(), 5);
        row.issues[0].positions[0].evidence = vec![7];
        std::fs::write(&file, serde_json::to_string(&row).expect("JSON")).expect("written");
        let error = convert(Format::Csv, &file, Some(&out)).expect_err("refused").to_string();
        assert!(error.contains("evidence [7] of 3 sentences"), "{error}");
    }
}
