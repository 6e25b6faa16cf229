//! Pages and MB a second, to be held against `docs/bench/trafilatura_speed.py` on the same pages.
//!
//! ```sh
//! cargo run --release -p standpoint-benches --example speed -- FOLDER [THREADS]
//! ```
//!
//! Pages (`.html`, `.html.gz`) are read into memory first; every page goes through the whole of ingest: charset, tree,
//! metadata, main part, furniture, language, copies. The best of three rounds counts, there as here.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::exit, reason = "a command-line tool")]

use flate2::read::GzDecoder;
use rayon::prelude::*;
use standpoint_ingest::{Event, Ingest, InputFormat};
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("expected a folder of pages");
        std::process::exit(2);
    };
    let threads = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(2);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| [".html", ".html.gz"].iter().any(|end| path.to_string_lossy().ends_with(end)));
    paths.sort();
    let mut pages = Vec::new();
    for path in &paths {
        let mut bytes = std::fs::read(path)?;
        if path.extension().is_some_and(|e| e == "gz") {
            let packed = std::mem::take(&mut bytes);
            GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
        }
        pages.push(bytes);
    }
    let size = pages.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(std::io::Error::other)?;
    let mut best = f64::INFINITY;
    let mut found = 0;
    for _ in 0..3 {
        let began = Instant::now();
        found = pool.install(|| pages.par_iter().filter(|page| is_read(page)).count());
        best = best.min(began.elapsed().as_secs_f64());
    }
    println!(
        "standpoint {}: {found} of {} pages, {size:.1} MB, {threads} threads: {:.1} pages/s, {:.1} MB/s, {:.2} ms a page",
        env!("CARGO_PKG_VERSION"),
        pages.len(),
        pages.len() as f64 / best,
        size / best,
        best * 1e3 / pages.len() as f64
    );
    Ok(())
}

/// True for a page that gave an article.
fn is_read(page: &[u8]) -> bool {
    let ingest = Ingest { input_format: InputFormat::Html, ..Ingest::default() };
    let events = ingest.read_bytes("page.html", page);
    events.iter().any(|event| matches!(event, Event::Article(_)))
}
