//! Inputs shared by the benchmarks: the sample's articles and codebook, and the shipped model.
//!
//! `cargo bench -p standpoint-benches` runs them all; `--bench encode` only the encoder's.

pub mod reference;

use standpoint_article::Article;
use standpoint_encoder::{Config, Encoder, Precision, Tokenizer, Weights};
use standpoint_ingest::{Event, Ingest};
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use standpoint_stance::{Codebook, ModelFiles, Numbers};
use std::path::{Path, PathBuf};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets/sample")
}

/// The fourteen sample articles, clean.
pub fn articles() -> Vec<Article> {
    let events = Ingest::default().read([sample().join("articles")]);
    let articles = events.filter_map(|e| if let Event::Article(a) = e { Some(*a) } else { None });
    articles.collect()
}

/// One of the sample's web pages, as bytes.
pub fn page() -> Vec<u8> {
    let folder = std::fs::read_dir(sample().join("articles")).expect("the sample is there");
    let mut pages: Vec<PathBuf> = folder.flatten().map(|e| e.path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "html"));
    pages.sort();
    std::fs::read(&pages[0]).expect("a page")
}

/// The sample's codebook.
pub fn codebook() -> Codebook {
    let path = sample().join("issues.toml");
    let text = std::fs::read_to_string(&path).expect("the codebook is there");
    Codebook::parse("issues.toml", &text).expect("a valid codebook")
}

/// The shipped model.
///
/// # Panics
/// When the base weights have not been fetched: `cargo xtask fetch-models`.
pub fn model() -> ModelFiles {
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    ModelFiles {
        name: DEFAULT_MODEL.into(),
        base: Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first"),
        delta: Manifest::shipped_delta(DEFAULT_MODEL).expect("shipped").into(),
        numbers: Numbers::default(),
    }
}

/// The base model's tokenizer.
pub fn tokenizer() -> Tokenizer {
    Tokenizer::open(&model().base.join("tokenizer.json")).expect("a tokenizer")
}

/// The base model's encoder.
pub fn encoder(precision: Precision) -> Encoder {
    let base = model().base;
    let config = Config::open(&base.join("config.json")).expect("a config");
    let weights = Weights::open(&base.join("model.safetensors")).expect("weights");
    Encoder::new(config, &weights, precision).expect("a MiniLM")
}
