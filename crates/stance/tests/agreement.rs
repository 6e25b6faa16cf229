//! The shipped model, natively and in rust-bert. Needs the base weights: `cargo xtask fetch-models`.
//!
//! `reference/logits.json` was written by `cargo xtask reference` (crates/train/src/reference.rs).

use serde::Deserialize;
use standpoint_article::Span;
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use standpoint_stance::pair::{Pair, PairInput};
use standpoint_stance::{Classifier, ModelFiles, Numbers};

#[derive(Deserialize)]
struct Reference {
    delta_sha256: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    actor: String,
    issue: String,
    before: String,
    text: String,
    after: String,
    mention: Option<Span>,
    ids: Vec<u32>,
    stance: [f32; 4],
}

#[test]
fn logits_agree_with_rust_bert_within_a_thousandth() {
    let text = std::fs::read_to_string("tests/reference/logits.json").expect("committed");
    let reference: Reference = serde_json::from_str(&text).expect("as `cargo xtask reference` writes it");
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    let files = ModelFiles {
        name: DEFAULT_MODEL.into(),
        base: Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first"),
        delta: Manifest::shipped_delta(DEFAULT_MODEL).expect("shipped").into(),
        numbers: Numbers::F32,
    };
    let classifier = Classifier::open(&files).expect("the shipped model");
    assert_eq!(classifier.sha256(), reference.delta_sha256, "run `cargo xtask reference` after training");

    let builder = classifier.pairs().expect("reserved tokens");
    let pairs: Vec<Pair> = reference
        .cases
        .iter()
        .map(|c| {
            builder.build(&PairInput {
                actor: &c.actor,
                issue: &c.issue,
                before: &c.before,
                text: &c.text,
                after: &c.after,
                mention: c.mention,
            })
        })
        .collect();
    for ((case, pair), logits) in
        reference.cases.iter().zip(&pairs).zip(classifier.logits(&pairs).expect("valid"))
    {
        assert_eq!(case.ids, pair.input.ids, "the pair builder has changed: train again");
        for (ours, theirs) in logits.iter().zip(case.stance) {
            assert!((ours - theirs).abs() < 1e-3, "{}: {logits:?} against {:?}", case.actor, case.stance);
        }
    }
}
