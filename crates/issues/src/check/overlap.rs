//! Issues that ask nearly the same.

use super::{Finding, Kind, Level};
use crate::draft::{Embed, embedded};
use standpoint_stance::{Codebook, Issue, StanceError};

/// Two issues whose questions have at least this cosine are reported.
///
/// Of the 938 pairs of issues that one labelled article of `invented-articles/train.jsonl` was asked about, 2 % lie above it
/// (`cargo run --release -p standpoint-issues --example thresholds -- BASE_FOLDER FILE`): issues that people kept apart are seldom
/// that near.
pub const OVERLAP: f32 = 0.75;

pub(super) fn overlaps(book: &Codebook, embed: &Embed<'_>) -> Result<Vec<Finding>, StanceError> {
    let questions: Vec<String> = book.issues.iter().map(Issue::question).collect();
    let vectors = embedded(&questions.iter().map(String::as_str).collect::<Vec<_>>(), embed)?;
    let mut found = Vec::new();
    for (i, a) in book.issues.iter().enumerate() {
        for (j, b) in book.issues.iter().enumerate().skip(i + 1) {
            let cosine = vectors[i].dot(&vectors[j]);
            if cosine >= OVERLAP {
                found.push(Finding::new(
                    Level::Problem,
                    Kind::Overlap,
                    &[&a.id, &b.id],
                    format!("`{}` and `{}` are near in meaning (cosine {cosine:.2})", a.name, b.name),
                    "join them, or word the difference: one statement should not count twice",
                ));
            }
        }
    }
    Ok(found)
}
