//! How a codebook meets a corpus.

use super::{Finding, Kind, Level};
use standpoint_stance::{Analysis, Codebook, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// With fewer positions than this nothing is said of their balance.
const ENOUGH: usize = 10;
/// An issue on which more than this share takes the same side.
const ONE_SIDED: f64 = 0.95;
/// An issue about which more than this share of all judged statements is.
const SWALLOWS: f64 = 0.5;
/// Two issues of which the smaller shares more than this part of its positions' statements with the other.
const SHARED: f64 = 0.6;

/// What analyses of articles made with `book` show: issues nobody speaks about, such as everybody is of one mind on, such as
/// take in most of the corpus, and pairs that the same statements take a position on.
pub fn check_usage(book: &Codebook, analyses: &[Analysis]) -> Vec<Finding> {
    let mut found = Vec::new();
    // Per issue: the statements that take a position on it, and how many take which side.
    let mut held: BTreeMap<&str, BTreeSet<(usize, &str)>> = BTreeMap::new();
    let mut sides: BTreeMap<&str, BTreeMap<Stance, usize>> = BTreeMap::new();
    let mut judged: BTreeMap<&str, usize> = BTreeMap::new();
    let mut statements: BTreeSet<(usize, &str)> = BTreeSet::new();
    for (number, analysis) in analyses.iter().enumerate() {
        for judgement in &analysis.judgements {
            *judged.entry(&judgement.issue).or_default() += 1;
            statements.insert((number, &judgement.statement));
            if judgement.stance.is_position() {
                held.entry(&judgement.issue).or_default().insert((number, &judgement.statement));
                *sides.entry(&judgement.issue).or_default().entry(judgement.stance).or_default() += 1;
            }
        }
    }
    let all = statements.len();
    for issue in &book.issues {
        let id = issue.id.as_str();
        let near = judged.get(id).copied().unwrap_or_default();
        let positions = held.get(id).map_or(0, BTreeSet::len);
        if positions == 0 {
            found.push(Finding::new(
                Level::Problem,
                Kind::Silent,
                &[id],
                format!("nobody takes a position on `{id}` ({near} statements are near it)"),
                "word it as these articles do, add keywords, or delete it",
            ));
            continue;
        }
        let largest = sides.get(id).and_then(|s| s.iter().max_by_key(|(_, n)| **n));
        if let Some((stance, n)) = largest
            && positions >= ENOUGH
            && *n as f64 > ONE_SIDED * positions as f64
        {
            found.push(Finding::new(
                Level::Advice,
                Kind::OneSided,
                &[id],
                format!("{n} of the {positions} statements on `{id}` say {stance}"),
                "nothing divides the actors here: narrow it to what they differ on",
            ));
        }
        if book.issues.len() > 2 && near >= ENOUGH && near as f64 > SWALLOWS * all as f64 {
            found.push(Finding::new(
                Level::Advice,
                Kind::Unbalanced,
                &[id],
                format!("{near} of the {all} statements that were looked at are near `{id}`"),
                "it is so wide that others drown in it: narrow it, or drop its most general keyword",
            ));
        }
    }
    let none = BTreeSet::new();
    for (i, a) in book.issues.iter().enumerate() {
        for b in &book.issues[i + 1..] {
            let (of_a, of_b) = (held.get(&*a.id).unwrap_or(&none), held.get(&*b.id).unwrap_or(&none));
            let shared = of_a.intersection(of_b).count();
            let smaller = of_a.len().min(of_b.len());
            if shared >= 3 && shared as f64 > SHARED * smaller as f64 {
                found.push(Finding::new(
                    Level::Problem,
                    Kind::SharedStatements,
                    &[&a.id, &b.id],
                    format!(
                        "{shared} statements take a position on both `{}` ({}) and `{}` ({})",
                        a.id,
                        of_a.len(),
                        b.id,
                        of_b.len()
                    ),
                    "join them, or word the difference: one statement should not count twice",
                ));
            }
        }
    }
    found.sort_by_key(|f| f.level);
    found
}
