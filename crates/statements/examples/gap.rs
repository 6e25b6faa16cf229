//! Scores what "he" and "she" are resolved to against GAP (Webster et al. 2018), in the rows that `cargo xtask datasets import gap` writes.
//!
//! ```text
//! cargo xtask datasets import gap gap-validation.tsv > gap.jsonl
//! cargo run --release -p standpoint-statements --example gap -- gap.jsonl [MISSED.jsonl]
//! ```
//!
//! As GAP's own scorer counts: each of a row's two names is one question, *does the pronoun stand for it?* The pronoun and a name count as one
//! actor's when mentions of one actor overlap both. Names are found by the program; none is given to it.
#![expect(clippy::print_stdout, reason = "a command-line tool")]

use serde::Deserialize;
use standpoint_article::{Article, Span};
use standpoint_statements::extract;
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Deserialize)]
struct Row {
    text: String,
    pronoun: Place,
    candidates: Vec<Candidate>,
}

#[derive(Deserialize)]
struct Candidate {
    mention: Place,
    corefers: bool,
}

#[derive(Deserialize)]
struct Place {
    start: usize,
    end: usize,
    text: String,
}

/// Names the pronoun stands for, and was found to stand for.
#[derive(Default)]
struct Counts {
    both: f64,
    found: f64,
    gold: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: gap ROWS.jsonl")?;
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut missed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = std::env::args().nth(2).map(std::fs::File::create).transpose()?;
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let found = extract(&Article::from_text("gap", &row.text), &[]);
        // Actors by what makes them one, not by what they are called.
        let at = |place: &Place| -> Vec<(&str, &str)> {
            let span = Span::new(place.start, place.end);
            let here = found.actors.iter().filter(|a| a.mentions.iter().any(|m| m.overlaps(span)));
            here.map(|a| (a.id.as_str(), a.name.as_str())).collect()
        };
        let meant = at(&row.pronoun);
        let male = ["he", "him", "his"].contains(&row.pronoun.text.to_lowercase().as_str());
        for Candidate { mention, corefers } in &row.candidates {
            let names = at(mention);
            let same = names.iter().any(|name| meant.contains(name));
            for key in ["all", if male { "masculine" } else { "feminine" }] {
                let counts = counts.entry(key).or_default();
                counts.both += f64::from(u8::from(*corefers && same));
                counts.found += f64::from(u8::from(same));
                counts.gold += f64::from(u8::from(*corefers));
            }
            if *corefers && !same {
                let why = match (meant.is_empty(), names.is_empty()) {
                    (true, _) => "the pronoun stands for nobody",
                    (false, true) => "the name is no actor's",
                    (false, false) => "the pronoun stands for somebody else",
                };
                *missed.entry(why).or_default() += 1;
                if let Some(told) = &mut told {
                    let given: Vec<&str> = meant.iter().map(|(_, name)| *name).collect();
                    let line = serde_json::json!({"why": why, "name": mention.text, "pronoun": row.pronoun.text,
                        "at": [mention.start, row.pronoun.start], "given": given, "text": row.text});
                    writeln!(told, "{line}")?;
                }
            }
        }
    }
    println!("            precision  recall     F1");
    for (key, Counts { both, found, gold }) in &counts {
        let (precision, recall) = (both / found.max(1.0), both / gold.max(1.0));
        let f1 = 2.0 * both / (found + gold).max(1.0);
        println!("{key:<10} {precision:>10.3} {recall:>7.3} {f1:>6.3}");
    }
    for (why, times) in missed {
        println!("missed {times:>5}: {why}");
    }
    Ok(())
}
