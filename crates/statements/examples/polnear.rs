//! Scores the extraction against a folder in PolNeAR's layout (`text/*.txt`, `attributions/*.ann` in brat format).
//!
//! ```text
//! cargo run --release -p standpoint-statements --example polnear -- FOLDER [--errors]
//! ```
//!
//! A span is right exactly when an attribution of the other side has the same bytes in the same role, and right by
//! overlap when it shares at least one byte. The article protocol counts everything found; the sentence protocol only
//! what lies in sentences that hold a gold attribution. `reported` statements reach beyond PolNeAR's definition, so
//! the last table leaves them out.
#![expect(clippy::print_stdout, reason = "a command-line tool")]

use std::collections::HashMap;
use std::path::Path;

use standpoint_article::{Article, Span};
use standpoint_statements::{Statement, StatementKind, extract};

/// One attribution: spans of source, cue and content.
type Attribution = [Vec<Span>; 3];

const ROLES: [&str; 3] = ["source", "cue", "content"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: polnear FOLDER [--errors]")?;
    let errors = arguments.next().is_some();
    let folder = Path::new(&folder);
    let mut files: Vec<_> = std::fs::read_dir(folder.join("attributions"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut tables = [Table::default(), Table::default(), Table::default()];
    for file in files {
        let path = file.path();
        let Some(stem) = path
            .file_stem()
            .and_then(|s| s.to_str())
            .filter(|_| path.extension().is_some_and(|e| e == "ann"))
        else {
            continue;
        };
        // Annotations of one article by several people carry the annotator behind the last underscore.
        let article = stem.rsplit_once('_').map_or(stem, |(name, _)| name);
        let text = std::fs::read_to_string(folder.join("text").join(format!("{article}.txt")))?;
        let gold = read_gold(&std::fs::read_to_string(&path)?, &text);
        let article = Article::from_text(article, text);
        let found = extract(&article, &[]).statements;
        let sentences: Vec<bool> = held_sentences(&article, &gold);
        let in_gold_sentence =
            |s: &&Statement| s.extent().is_some_and(|e| article.text.sentences_of(e).any(|n| sentences[n]));
        let all: Vec<Attribution> = found.iter().map(roles).collect();
        let near: Vec<Attribution> = found.iter().filter(in_gold_sentence).map(roles).collect();
        let words: Vec<Attribution> = found
            .iter()
            .filter(in_gold_sentence)
            .filter(|s| s.kind != StatementKind::Reported)
            .map(roles)
            .collect();
        for (table, found) in tables.iter_mut().zip([&all, &near, &words]) {
            table.add(&gold, found);
        }
        if errors {
            print_errors(&article, &gold, &all);
        }
    }
    for (table, title) in tables.iter().zip([
        "article protocol",
        "sentence protocol",
        "sentence protocol, without reported acts",
    ]) {
        table.print(title);
    }
    Ok(())
}

fn roles(statement: &Statement) -> Attribution {
    [statement.source.into_iter().collect(), statement.cue.into_iter().collect(), statement.content.clone()]
}

fn held_sentences(article: &Article, gold: &[Attribution]) -> Vec<bool> {
    let mut held = vec![false; article.text.sentences().len()];
    for span in gold.iter().flatten().flatten() {
        article.text.sentences_of(*span).for_each(|n| held[n] = true);
    }
    held
}

/// The attributions of a brat file. Offsets there count characters.
fn read_gold(annotations: &str, text: &str) -> Vec<Attribution> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut events = Vec::new();
    for line in annotations.lines() {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        let body = rest.split('\t').next().unwrap_or_default();
        if id.starts_with('T') {
            let offsets = body.split_once(' ').map_or("", |(_, o)| o);
            let pairs = offsets.split(';').filter_map(|pair| {
                let (start, end) = pair.split_once(' ')?;
                let byte = |n: &str| bytes.get(n.parse::<usize>().ok()?).copied();
                Span::try_new(byte(start)?, byte(end)?).ok()
            });
            let mut pieces: Vec<Span> = pairs.collect();
            pieces.sort();
            spans.insert(id, pieces);
        } else if id.starts_with('E') {
            events.push(body);
        }
    }
    let role = |event: &str, name: &str| -> Vec<Span> {
        let named = event
            .split(' ')
            .filter_map(|part| part.split_once(':'))
            .filter(|(role, _)| role.trim_end_matches(char::is_numeric) == name);
        let mut pieces: Vec<Span> = named.filter_map(|(_, id)| spans.get(id)).flatten().copied().collect();
        pieces.sort();
        pieces
    };
    events.iter().map(|e| [role(e, "Source"), role(e, "Cue"), role(e, "Content")]).collect()
}

/// Counts for one protocol: right by each measure, found, and gold, for each role.
#[derive(Default)]
struct Table {
    exact: [usize; 3],
    exact_recalled: [usize; 3],
    overlap: [usize; 3],
    recalled: [usize; 3],
    found: [usize; 3],
    gold: [usize; 3],
}

impl Table {
    fn add(&mut self, gold: &[Attribution], found: &[Attribution]) {
        for role in 0..3 {
            let gold: Vec<&Vec<Span>> = gold.iter().map(|a| &a[role]).filter(|s| !s.is_empty()).collect();
            let mut found: Vec<&Vec<Span>> =
                found.iter().map(|a| &a[role]).filter(|s| !s.is_empty()).collect();
            found.sort();
            found.dedup();
            let overlaps = |a: &[Span], b: &[Span]| a.iter().any(|x| b.iter().any(|y| x.overlaps(*y)));
            self.gold[role] += gold.len();
            self.found[role] += found.len();
            self.exact[role] += found.iter().filter(|f| gold.contains(f)).count();
            self.exact_recalled[role] += gold.iter().filter(|g| found.contains(g)).count();
            self.overlap[role] += found.iter().filter(|f| gold.iter().any(|g| overlaps(f, g))).count();
            self.recalled[role] += gold.iter().filter(|g| found.iter().any(|f| overlaps(f, g))).count();
        }
    }

    fn print(&self, title: &str) {
        println!("{title}");
        println!("          exact P     R    F1   overlap P     R    F1   found  gold");
        for (role, name) in ROLES.iter().enumerate() {
            let rate = |n: usize, of: usize| if of == 0 { 0.0 } else { 100.0 * n as f64 / of as f64 };
            let f1 = |p: f64, r: f64| if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
            let (p, r) =
                (rate(self.exact[role], self.found[role]), rate(self.exact_recalled[role], self.gold[role]));
            let (op, or) =
                (rate(self.overlap[role], self.found[role]), rate(self.recalled[role], self.gold[role]));
            println!(
                "{name:9} {p:7.1} {r:5.1} {:5.1}   {op:9.1} {or:5.1} {:5.1}  {:6} {:5}",
                f1(p, r),
                f1(op, or),
                self.found[role],
                self.gold[role]
            );
        }
    }
}

fn print_errors(article: &Article, gold: &[Attribution], found: &[Attribution]) {
    let show = |a: &Attribution| {
        a.iter()
            .map(|spans| spans.iter().map(|s| article.text.slice(*s)).collect::<Vec<_>>().join(" .. "))
            .collect::<Vec<_>>()
            .join(" | ")
    };
    for attribution in gold.iter().filter(|g| !found.contains(g)) {
        println!("- {}", show(attribution));
        let cue = attribution[1].first().or(attribution[2].first());
        let near = found.iter().filter(|f| cue.is_some_and(|c| f[1].iter().any(|x| x.overlaps(*c))));
        near.for_each(|f| println!("  + {}", show(f)));
    }
}
