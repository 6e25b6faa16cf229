//! The reference work is what its description says. On the real tokenizer: `cargo xtask fetch-models` brings it.

use standpoint_benches::{model, reference};
use standpoint_encoder::Tokenizer;

#[test]
fn the_reference_work_has_the_lengths_it_claims() {
    let tokenizer = Tokenizer::open(&model().base.join("tokenizer.json")).expect("a tokenizer");
    let mut lengths: Vec<usize> = reference::inputs(&tokenizer).iter().map(|i| i.ids.len()).collect();
    lengths.sort_unstable();
    assert_eq!(lengths.len(), 2_000);
    assert_eq!((lengths[0], lengths[1_000], lengths[1_999]), (8, 33, 120));
    assert_eq!(lengths.iter().sum::<usize>(), 73_112);
}

#[test]
fn no_line_comes_twice() {
    let mut lines = reference::lines();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 2_000);
}
