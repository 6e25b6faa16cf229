//! How well web pages are read: segments that must and must not be in the text, and title, author and date.
//!
//! ```sh
//! cargo run --release -p standpoint-benches --example pages -- FOLDER [--others] [--misses]
//! ```
//!
//! `FOLDER` holds `evaldata.json` (a page's address to its `file`, `with`, `without`, `title`, `author` and `date`) and
//! the pages in `html/`, plain or with `.gz` behind their names, as the evaluation list of trafilatura has them. A
//! segment that must be in the text counts as found when it is, white space apart; F is that of all segments of all
//! pages. Half of the pages, chosen by a hash of their names, is the *tuning half*: `--misses` prints what was missed
//! there, and never on the other one. `--others` measures other extractors for Rust on the same pages.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::exit, reason = "a command-line tool")]

mod fields;
mod list;
mod score;

use fields::Field;
use list::Page;
use score::Score;
use standpoint_article::Article;
use standpoint_ingest::{Event, Ingest, InputFormat};
use std::path::Path;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let Some(folder) = arguments.iter().find(|a| !a.starts_with("--")) else {
        eprintln!("expected a folder with evaldata.json and html/");
        std::process::exit(2);
    };
    let pages = list::read(Path::new(folder)).unwrap_or_else(|e| {
        eprintln!("{folder}: {e}");
        std::process::exit(2);
    });
    let bytes: usize = pages.iter().map(|p| p.bytes.len()).sum();
    println!(
        "{} pages, {:.1} MB, {} of them the tuning half",
        pages.len(),
        bytes as f64 / 1e6,
        pages.iter().filter(|p| p.tunes).count()
    );

    let began = Instant::now();
    let articles: Vec<Option<Article>> = pages.iter().map(standpoint).collect();
    let seconds = began.elapsed().as_secs_f64();
    let texts: Vec<String> =
        articles.iter().map(|a| a.as_ref().map(|a| a.text.as_str().to_owned()).unwrap_or_default()).collect();
    report("standpoint", &pages, &texts, seconds);
    for field in Field::ALL {
        fields::report(field, &pages, &articles);
    }
    if has("--misses") {
        for ((page, text), article) in pages.iter().zip(&texts).zip(&articles).filter(|((p, _), _)| p.tunes) {
            score::print_misses(page, text);
            fields::print_misses(page, article.as_ref());
        }
    }
    if has("--others") {
        for (name, extract) in OTHERS {
            let began = Instant::now();
            let texts: Vec<String> = pages.iter().map(|p| extract(&p.text())).collect();
            report(name, &pages, &texts, began.elapsed().as_secs_f64());
        }
    }
}

/// From a page to its text.
type Extract = fn(&str) -> String;

/// Extractors for Rust, each with its own defaults and comments left out where it can.
const OTHERS: [(&str, Extract); 3] = [
    ("trafilatura 0.6", |page| {
        let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        trafilatura::extract(page, &options).map(|found| found.content_text).unwrap_or_default()
    }),
    ("rs-trafilatura 0.2", |page| {
        rs_trafilatura::extract(page).map(|found| found.content_text).unwrap_or_default()
    }),
    ("dom_smoothie 0.19", |page| {
        let reader = dom_smoothie::Readability::new(page, None, None);
        reader.and_then(|mut r| r.parse()).map(|found| found.text_content.to_string()).unwrap_or_default()
    }),
];

fn standpoint(page: &Page) -> Option<Article> {
    let ingest = Ingest { input_format: InputFormat::Html, ..Ingest::default() };
    let events = ingest.read_bytes(&page.file, &page.bytes);
    events
        .into_iter()
        .find_map(|event| if let Event::Article(article) = event { Some(*article) } else { None })
}

fn report(name: &str, pages: &[Page], texts: &[String], seconds: f64) {
    let of = |keep: fn(&Page) -> bool| {
        let kept = pages.iter().zip(texts).filter(|(page, _)| keep(page));
        kept.map(|(page, text)| Score::of(page, text)).fold(Score::default(), Score::plus)
    };
    println!(
        "{name:<20} all {}   tuning half {}   other half {}   {:.2} ms a page, one thread",
        of(|_| true),
        of(|p| p.tunes),
        of(|p| !p.tunes),
        seconds * 1e3 / pages.len() as f64
    );
}
