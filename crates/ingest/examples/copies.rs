//! How well copies are found: precision and recall on versions of articles made by a seeded program.
//!
//! ```sh
//! cargo run --release -p standpoint-ingest --example copies -- datasets/voa-positions/test.jsonl
//! ```
//!
//! Articles of 60 words and more are taken from the file. Of each, versions are made as newsrooms make them: under another
//! headline, cut, with paragraphs of another article added, with an agency's tags, lightly edited, and cut *and* edited.
//! All go through ingest in one shuffled run, and what it says copies or updates what is held against what was made of what. Of
//! the paragraphs added it is measured how many of their words are said to be new where the original had been read before, and
//! of the versions without any, how many are said to hold some.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::exit, reason = "a command-line tool")]

use serde_json::{Value, json};
use standpoint_article::Span;
use standpoint_ingest::{Event, Ingest};
use std::collections::{BTreeMap, BTreeSet};

fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let texts: Vec<String> = files.iter().flat_map(|file| read(file)).collect();
    if texts.is_empty() {
        eprintln!("expected files of JSON Lines with a `text` of 60 words or more");
        std::process::exit(2);
    }
    let mut random = Random(2026);
    let mut made: Vec<(usize, &str, String)> = Vec::new();
    for (story, text) in texts.iter().enumerate() {
        let other = &texts[random.below(texts.len())];
        made.push((story, "original", text.clone()));
        for (way, version) in versions(text, other, &mut random) {
            made.push((story, way, version));
        }
    }
    random.shuffle(&mut made);

    let lines: Vec<String> = made
        .iter()
        .enumerate()
        .map(|(n, (_, _, text))| json!({"id": n.to_string(), "text": text}).to_string())
        .collect();
    let events = Ingest::default().read_bytes("made.jsonl", lines.join("\n").as_bytes());
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut added: BTreeMap<usize, (String, Vec<Span>)> = BTreeMap::new();
    for event in events {
        if let Event::Article(article) = event {
            let number: usize = article.id.parse().expect("ids are numbers");
            let new = article.updates.iter().flat_map(|update| &update.new).copied().collect();
            added.insert(number, (article.text.as_str().to_owned(), new));
            let of = article.duplicate_of.or(article.updates.map(|update| update.of));
            found.insert(number, of.map_or(number, |id| id.parse().expect("ids are numbers")));
        }
    }
    report(&texts, &made, &found);
    report_new(&made, &found, &added);
}

fn report(texts: &[String], made: &[(usize, &str, String)], found: &BTreeMap<usize, usize>) {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ways: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    let mut false_shares = Vec::new();
    for (number, (story, way, text)) in made.iter().enumerate() {
        let Some(&home) = found.get(&number) else { continue };
        let is_first = first.entry(*story).or_insert(number) == &number;
        if home != number {
            if made[home].0 == *story {
                right += 1;
            } else {
                wrong += 1;
                false_shares.push(jaccard(text, &made[home].2));
            }
        }
        if !is_first {
            let counts = ways.entry(way).or_default();
            let is_found = home != number && made[home].0 == *story;
            counts.0 += usize::from(is_found);
            counts.1 += 1;
            missed += usize::from(!is_found);
        }
    }
    println!("{} articles, {} of them versions of another", made.len(), made.len() - texts.len());
    println!("precision {:.4} ({right} right, {wrong} wrong)", f64::from(right) / f64::from(right + wrong));
    println!("recall    {:.4} ({missed} missed)", f64::from(right) / (f64::from(right) + missed as f64));
    for (way, (found, all)) in ways {
        println!("  {way:<16} {found} of {all} = {:.3}", found as f64 / all as f64);
    }
    false_shares.sort_by(f64::total_cmp);
    let alike = false_shares.iter().filter(|share| **share >= 0.3).count();
    println!(
        "of the wrong ones {alike} share 0.3 or more of their triples with what they are said to copy: the corpus has copies of its own"
    );
}

/// What is said to be new, against what was added.
fn report_new(
    made: &[(usize, &str, String)],
    found: &BTreeMap<usize, usize>,
    added: &BTreeMap<usize, (String, Vec<Span>)>,
) {
    let words = |text: &str| text.split_whitespace().count();
    let (mut all, mut told, mut foreign, mut versions, mut with_new) = (0, 0, 0, 0, 0);
    for (number, (story, way, _)) in made.iter().enumerate() {
        let Some(home) = found.get(&number).filter(|home| **home != number && made[**home].0 == *story)
        else {
            continue;
        };
        // The home may be a version itself; where it is one with paragraphs of others, what is new is not known for sure.
        if made[*home].1 == "added to" {
            continue;
        }
        let (read, new) = &added[&number];
        if *way == "added to" {
            // The paragraph break is the program's own: what was added stands behind the last one.
            let border = read.rfind("\n\n").unwrap_or(0);
            all += words(&read[border..]);
            for span in new {
                told += words(&read[span.start().max(border)..span.end().max(border)]);
                foreign += words(&read[span.start().min(border)..span.end().min(border)]);
            }
        } else if made[*home].1 != "cut" && made[*home].1 != "cut and edited" {
            versions += 1;
            with_new += usize::from(!new.is_empty());
        }
    }
    println!(
        "of {all} words added {told} are told to be new = {:.3}; {foreign} words of the story itself are told as new with them",
        told as f64 / all.max(1) as f64
    );
    println!(
        "of {versions} versions with nothing added, to homes that are not cut, {with_new} are said to have something new = {:.3}",
        with_new as f64 / f64::from(versions.max(1))
    );
}

fn read(file: &str) -> Vec<String> {
    let content = std::fs::read_to_string(file).unwrap_or_else(|e| {
        eprintln!("{file}: {e}");
        std::process::exit(2);
    });
    let of_line = |line: &str| serde_json::from_str::<Value>(line).ok()?["text"].as_str().map(str::to_owned);
    content.lines().filter_map(of_line).filter(|text| text.split_whitespace().count() >= 60).collect()
}

fn versions(text: &str, other: &str, random: &mut Random) -> Vec<(&'static str, String)> {
    let sentences: Vec<&str> = text.split_inclusive(". ").collect();
    let cut = |keep: f64| {
        sentences[..((sentences.len() as f64 * keep).ceil() as usize).min(sentences.len())].concat()
    };
    let (short, shorter) = (cut(0.5 + 0.1 * random.below(4) as f64), cut(0.6));
    let added: String = other.split_inclusive(". ").take(1 + sentences.len() / 4).collect();
    let added = added.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        ("retitled", text.to_owned()),
        ("cut", short),
        ("added to", format!("{text}\n\n{added}")),
        (
            "agency tags",
            format!("GENEVA (AP) - {}\n\nAdditional reporting by Ann Lee; editing by Bo Li.", text.trim()),
        ),
        ("edited", edited(text, 20, random)),
        ("cut and edited", edited(&shorter, 25, random)),
    ]
}

/// One word in `every` is changed, dropped or doubled.
fn edited(text: &str, every: usize, random: &mut Random) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match random.below(3 * every) {
            0 => {}
            1 => words.extend([word.to_owned(), "also".to_owned()]),
            2 => words.push("reportedly".into()),
            _ => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// The exact share of word triples.
fn jaccard(a: &str, b: &str) -> f64 {
    let triples = |text: &str| -> BTreeSet<Vec<String>> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.windows(3).map(<[String]>::to_vec).collect()
    };
    let (a, b) = (triples(a), triples(b));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}

/// A small generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
