//! The reference work: 2,000 lines of newswire, 8 to 120 tokens each, median 33, about 73,000 tokens in all.
//!
//! `examples/reference.rs` drew the lines and says how.

use standpoint_encoder::{Input, Tokenizer};

/// The lines, in the order of the file: as text comes, not sorted by length.
pub fn lines() -> Vec<&'static str> {
    include_str!("../data/reference.txt").lines().collect()
}

/// One line as the encoder sees it: `[CLS]`, its word pieces, `[SEP]`.
pub fn input(tokenizer: &Tokenizer, line: &str) -> Input {
    let pieces = tokenizer.tokens(line).into_iter().map(|t| t.id);
    let ids: Vec<u32> = [tokenizer.cls()].into_iter().chain(pieces).chain([tokenizer.sep()]).collect();
    Input { type_ids: vec![0; ids.len()], ids }
}

/// All of it.
pub fn inputs(tokenizer: &Tokenizer) -> Vec<Input> {
    lines().into_iter().map(|line| input(tokenizer, line)).collect()
}
