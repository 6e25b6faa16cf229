//! Draws the reference work again: `cargo run --release -p standpoint-benches --example reference > benches/data/reference.txt`.
//!
//! 2,000 lines of newswire (Voice of America, public domain, from the training part of `datasets/voa-positions`) whose
//! lengths in tokens follow a log-normal distribution of median 33 between 8 and 120. Lengths are the distribution's
//! quantiles, so there is no luck in them; which text fills a length, and the order of the lines, come from a seeded
//! generator. A length is filled by a sentence that has it as it stands; where none is left, by neighbouring sentences of
//! one article, joined, and cut behind the last word that fits.

use serde::Deserialize;
use standpoint_benches::{model, reference};
use standpoint_encoder::Tokenizer;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const LINES: usize = 2_000;
const MEDIAN: f64 = 33.0;
/// Standard deviation of a length's logarithm: the mean becomes 36.5, so that all lines together have about 73,000 tokens.
const SIGMA: f64 = 0.455;
const SHORTEST: usize = 8;
const LONGEST: usize = 120;
const SEED: u64 = 20_261_128;

#[derive(Deserialize)]
struct Row {
    text: String,
    sentences: Vec<(usize, usize)>,
}

/// Where a sentence stands: article and number in it.
type Place = (usize, usize);

fn main() {
    let tokenizer = Tokenizer::open(&model().base.join("tokenizer.json")).expect("a tokenizer");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets/voa-positions/train.jsonl");
    let text = std::fs::read_to_string(file).expect("the corpus is there");
    let articles: Vec<Row> = text.lines().map(|l| serde_json::from_str(l).expect("a row")).collect();

    let mut random = Random(SEED);
    let mut places: Vec<Place> = articles
        .iter()
        .enumerate()
        .flat_map(|(a, row)| (0..row.sentences.len()).map(move |s| (a, s)))
        .collect();
    random.shuffle(&mut places);
    let mut by_length: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for &place in &places {
        by_length.entry(length(&tokenizer, sentence(&articles, place))).or_default().push(place);
    }

    let mut lengths: Vec<usize> = (0..LINES).map(quantile).collect();
    random.shuffle(&mut lengths);
    let mut out = std::io::stdout().lock();
    for wanted in lengths {
        let natural = by_length.get_mut(&wanted).and_then(Vec::pop);
        let line = natural.map_or_else(
            || joined(&articles, &mut places, &tokenizer, wanted),
            |place| sentence(&articles, place).to_owned(),
        );
        writeln!(out, "{line}").expect("stdout takes it");
    }
}

fn sentence(articles: &[Row], (article, number): Place) -> &str {
    let row = &articles[article];
    let (start, end) = row.sentences[number];
    &row.text[start..end]
}

/// Tokens of a line as the encoder sees it.
fn length(tokenizer: &Tokenizer, line: &str) -> usize {
    reference::input(tokenizer, line).ids.len()
}

/// Sentences from a random place on, cut to the longest run of whole words with at most `wanted` tokens.
fn joined(articles: &[Row], places: &mut Vec<Place>, tokenizer: &Tokenizer, wanted: usize) -> String {
    while let Some((article, number)) = places.pop() {
        let row = &articles[article];
        let from = &row.text[row.sentences[number].0..];
        if length(tokenizer, from) < wanted {
            continue;
        }
        let mut best = "";
        for (end, _) in from.match_indices(' ').chain([(from.len(), "")]) {
            let n = length(tokenizer, &from[..end]);
            if n > wanted {
                break;
            }
            best = if n == wanted { &from[..end] } else { best };
        }
        if !best.is_empty() {
            return best.to_owned();
        }
    }
    panic!("the corpus has no stretch of {wanted} tokens left");
}

/// The length at the middle of the `i`th of [`LINES`] equal slices of the distribution.
fn quantile(i: usize) -> usize {
    let p = (i as f64 + 0.5) / LINES as f64;
    let length = MEDIAN * (SIGMA * normal_quantile(p)).exp();
    (length.round() as usize).clamp(SHORTEST, LONGEST)
}

/// The point below which a standard normal variable falls with probability `p`, by bisection of its distribution.
fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-6.0, 6.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if normal(middle) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Standard normal distribution, by Simpson's rule on its density.
fn normal(x: f64) -> f64 {
    let steps = 200;
    let h = x / f64::from(steps);
    let density = |t: f64| (-t * t / 2.0).exp();
    let inner: f64 = (1..steps).map(|k| density(f64::from(k) * h) * if k % 2 == 1 { 4.0 } else { 2.0 }).sum();
    0.5 + (density(0.0) + inner + density(x)) * h / 3.0 / (2.0 * std::f64::consts::PI).sqrt()
}

/// xorshift64*: any seeded generator does; this one needs no crate.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
