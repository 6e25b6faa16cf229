//! Agreement with rust-bert on the same weights. Needs the base weights: `cargo xtask fetch-models`.
//!
//! `reference/base.json` was written by `cargo xtask reference` (crates/train/src/reference.rs).

use serde::Deserialize;
use standpoint_encoder::{Config, Encoder, Input, Precision, Rows, Weights};
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};

#[derive(Deserialize)]
struct Reference {
    base_sha256: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    ids: Vec<u32>,
    type_ids: Vec<u32>,
    cls: Vec<f32>,
    /// Number of the token that `state` belongs to.
    token: usize,
    state: Vec<f32>,
    mean: Vec<f32>,
}

fn worst<'a>(ours: impl IntoIterator<Item = &'a f32>, theirs: &[f32]) -> f32 {
    let ours: Vec<&f32> = ours.into_iter().collect();
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(a, b)| (*a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn states_agree_with_rust_bert_within_a_thousandth() {
    let text = std::fs::read_to_string("tests/reference/base.json").expect("committed");
    let reference: Reference = serde_json::from_str(&text).expect("as `cargo xtask reference` writes it");
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    assert_eq!(
        base.file("model.safetensors").map(|f| f.sha256.as_str()),
        Some(reference.base_sha256.as_str())
    );
    let folder = Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first");

    let config = Config::open(&folder.join("config.json")).expect("a config");
    let weights = Weights::open(&folder.join("model.safetensors")).expect("weights");
    let encoder = Encoder::new(config, &weights, Precision::F32).expect("a MiniLM");
    let int8 = Encoder::new(config, &weights, Precision::Int8).expect("a MiniLM");
    let inputs: Vec<Input> =
        reference.cases.iter().map(|c| Input { ids: c.ids.clone(), type_ids: c.type_ids.clone() }).collect();
    let states = encoder.encode(&inputs, Rows::All).expect("valid inputs");
    assert!(states.len() >= 10);
    for (case, states) in reference.cases.iter().zip(&states) {
        let mean = states.mean_axis(ndarray::Axis(0)).expect("tokens");
        let differences = [
            worst(states.row(0), &case.cls),
            worst(states.row(case.token), &case.state),
            worst(&mean, &case.mean),
        ];
        for difference in differences {
            assert!(difference < 1e-3, "{} tokens: {differences:?}", case.ids.len());
        }
    }
    // Integers keep the direction of a sentence's embedding.
    let coded = int8.encode(&inputs, Rows::All).expect("valid inputs");
    let cosines: Vec<f32> = reference
        .cases
        .iter()
        .zip(&coded)
        .map(|(case, states)| {
            let mean = states.mean_axis(ndarray::Axis(0)).expect("tokens").to_vec();
            cosine(&mean, &case.mean)
        })
        .collect();
    let average = cosines.iter().sum::<f32>() / cosines.len() as f32;
    assert!(average >= 0.995 && cosines.iter().all(|c| *c > 0.98), "{cosines:?}");
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| -> f32 { a.iter().zip(b).map(|(x, y)| x * y).sum() };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}
