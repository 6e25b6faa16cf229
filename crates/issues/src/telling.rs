//! Which phrases a group of texts has and the rest has not.

use crate::phrases::phrases;
use std::collections::{BTreeMap, BTreeSet};

/// How much the prior weighs: as if a tenth of all phrases had been seen beforehand, in the proportions of the whole corpus,
/// but no more than this many. With a stronger one nothing would tell anything in a corpus of ten articles.
const MOST_PRIOR: f64 = 500.0;

/// Counts of phrases over a corpus. A phrase counts once for each article that has it: a quote carried along does not
/// become more telling by being repeated.
#[derive(Debug)]
pub(crate) struct Background {
    counts: BTreeMap<String, f64>,
    total: f64,
}

/// A phrase with the z-score of its log-odds ratio: how surely it belongs more to the group than to the rest.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Telling {
    pub(crate) phrase: String,
    pub(crate) z: f64,
    /// In how many articles of the group.
    pub(crate) articles: usize,
    /// In how many texts of the group.
    pub(crate) texts: usize,
}

impl Background {
    /// Counts the phrases of (article, text) pairs.
    pub(crate) fn new<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let counts = count(texts);
        let total = counts.values().sum();
        Self { counts, total }
    }

    /// The phrases of a group of texts of this corpus, the most telling first. Two that tell equally are in the order of
    /// the alphabet.
    pub(crate) fn telling<'a>(&self, group: &[(&'a str, &'a str)]) -> Vec<Telling> {
        let counts = count(group.iter().copied());
        let numbered: Vec<String> = (0..group.len()).map(|i| i.to_string()).collect();
        let texts = count(group.iter().zip(&numbered).map(|((_, text), number)| (number.as_str(), *text)));
        let inside: f64 = counts.values().sum();
        let outside = self.total - inside;
        let weight = (self.total / 10.0).min(MOST_PRIOR);
        let mut found: Vec<Telling> = counts
            .into_iter()
            .map(|(phrase, here)| {
                let everywhere = self.counts.get(&phrase).copied().unwrap_or(here);
                let there = (everywhere - here).max(0.0);
                let prior = weight * everywhere / self.total.max(1.0);
                let odds =
                    |count: f64, total: f64| (count + prior) / (total + weight - count - prior).max(1.0);
                let ratio = odds(here, inside).ln() - odds(there, outside).ln();
                let variance = 1.0 / (here + prior) + 1.0 / (there + prior);
                let texts = texts.get(&phrase).copied().unwrap_or_default() as usize;
                Telling { phrase, z: ratio / variance.sqrt(), articles: here as usize, texts }
            })
            .collect();
        found.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.phrase.cmp(&b.phrase)));
        found
    }
}

/// In how many articles each phrase stands.
fn count<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, f64> {
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    for (article, text) in texts {
        seen.extend(phrases(text).into_iter().map(|phrase| (phrase, article)));
    }
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for (phrase, _) in seen {
        *counts.entry(phrase).or_default() += 1.0;
    }
    counts
}

/// The best phrases for keywords: telling, said more than once, and none of them inside another. Where a group is all there is,
/// nothing tells it from the rest, and what most of its texts have is taken.
pub(crate) fn keywords(telling: &[Telling], most: usize) -> Vec<String> {
    let mut shared: Vec<&Telling> = telling.iter().filter(|t| t.texts > 1).collect();
    if shared.iter().any(|t| t.z > 1.0) {
        shared.retain(|t| t.z > 1.0);
    } else {
        shared.sort_by_key(|t| std::cmp::Reverse(t.texts));
    }
    let mut kept: Vec<&Telling> = Vec::new();
    for t in shared {
        let inside = |long: &str, short: &str| format!(" {long} ").contains(&format!(" {short} "));
        if kept.iter().any(|k| inside(&k.phrase, &t.phrase)) {
            continue; // the longer phrase tells more surely
        }
        // A longer one that stands in as many texts says the same more exactly.
        kept.retain(|k| !(inside(&t.phrase, &k.phrase) && t.texts >= k.texts));
        kept.push(t);
        if kept.len() > most {
            kept.pop();
            break;
        }
    }
    kept.into_iter().map(|t| t.phrase.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &str); 6] = [
        ("a", "the harbour toll is a bad plan"),
        ("b", "a harbour toll would help the city"),
        ("c", "the plan for the mine"),
        ("d", "the mine would help the valley"),
        ("e", "the plan is good for the city"),
        ("f", "the valley and its mine"),
    ];

    #[test]
    fn what_the_group_has_and_the_rest_has_not_comes_first() {
        let background = Background::new(TEXTS);
        let telling = background.telling(&TEXTS[..2]);
        assert_eq!(keywords(&telling, 1), ["harbour toll"]);
        let plan = telling.iter().find(|t| t.phrase == "plan").expect("counted");
        assert!(plan.z < telling[0].z / 2.0, "{plan:?} beside {:?}", telling[0]);
    }

    #[test]
    fn a_repeated_quote_counts_once_an_article() {
        let background = Background::new(TEXTS.into_iter().chain([TEXTS[0]; 9]));
        assert!((background.counts["harbour toll"] - 2.0).abs() < f64::EPSILON);
    }
}
