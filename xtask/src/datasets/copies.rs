//! Near copies: articles that share much of their wording.

use std::collections::{BTreeMap, HashMap, HashSet};

/// Words of a shingle.
const SHINGLE: usize = 5;

/// Two articles are near copies when more than this share of the shorter one's five-word runs stands in the other.
pub(super) const LIMIT: f64 = 0.3;

/// Pairs of near copies among `texts`, as indices, smaller first.
pub(super) fn near_copies(texts: &[&str]) -> Vec<(usize, usize)> {
    let shingles: Vec<HashSet<String>> = texts.iter().map(|t| shingles(t)).collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (i, mine) in shingles.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mut sorted: Vec<&String> = mine.iter().collect();
        sorted.sort();
        for shingle in sorted {
            let others = holders.entry(shingle).or_default();
            for &other in others.iter() {
                *shared.entry(other).or_default() += 1;
            }
            others.push(i);
        }
        for (other, count) in shared {
            let shorter = mine.len().min(shingles[other].len()).max(1);
            if count as f64 / shorter as f64 > LIMIT {
                pairs.push((other, i));
            }
        }
    }
    pairs
}

fn shingles(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(SHINGLE).map(|run| run.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_version_is_a_copy_and_a_stranger_is_not() {
        let long = "The mayor said on Monday that the old bridge will be closed for a year while the new one is built.";
        let cut = "The mayor said on Monday that the old bridge will be closed for a year.";
        let other =
            "Farmers in the valley began to bring in the harvest a week earlier than last year, they said.";
        assert_eq!(near_copies(&[long, other, cut]), [(0, 2)]);
    }
}
