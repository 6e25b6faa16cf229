//! How far coders agree beyond chance: [`alpha`] for any number of coders, [`kappa`] for two.
//!
//! Labels are nominal: two are the same or they are not. A *unit* is one thing that was labelled; it holds a label of each
//! coder who labelled it.
//!
//! ```
//! use standpoint_agreement::{alpha, kappa};
//!
//! // Three coders; the last unit was labelled by two of them, the first by one.
//! let units = [vec!["yes"], vec!["no", "no", "no"], vec!["yes", "yes", "no"], vec!["yes", "yes"]];
//! assert!((alpha(&units).unwrap() - 0.5625).abs() < 1e-4);
//! assert_eq!(kappa(&[("yes", "yes"), ("no", "no")]), Some(1.0));
//! assert_eq!(alpha::<&str>(&[]), None);
//! ```
//!
//! Both are 1 for perfect agreement and 0 for what chance would give; below 0 coders disagree systematically. Krippendorff
//! (2004) draws conclusions from an alpha of 0.8 and more, tentative ones from 0.667.

use std::collections::BTreeMap;

/// Krippendorff's alpha for nominal labels, any number of coders, gaps allowed (Krippendorff 2011, "Computing
/// Krippendorff's Alpha-Reliability", section E). Units with fewer than two labels are left out, as they can show no
/// agreement. 1 where all labels are the same; `None` without a unit that two coders labelled.
pub fn alpha<T: Ord>(units: &[Vec<T>]) -> Option<f64> {
    let mut totals: BTreeMap<&T, f64> = BTreeMap::new();
    let mut disagreeing = 0.0;
    let mut n = 0.0;
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let m = unit.len() as f64;
        let mut counts: BTreeMap<&T, f64> = BTreeMap::new();
        for label in unit {
            *counts.entry(label).or_default() += 1.0;
            *totals.entry(label).or_default() += 1.0;
        }
        // Ordered pairs of unlike labels of the unit, each with the weight of its coincidences.
        disagreeing += (m * m - counts.values().map(|c| c * c).sum::<f64>()) / (m - 1.0);
        n += m;
    }
    if n == 0.0 {
        return None;
    }
    let unlike = n * n - totals.values().map(|c| c * c).sum::<f64>();
    Some(if unlike > 0.0 { 1.0 - (n - 1.0) * disagreeing / unlike } else { 1.0 })
}

/// Cohen's kappa (1960): agreement beyond what the two coders' own shares of each label would give by chance. 1 where
/// chance alone would make them agree always; `None` without a pair.
pub fn kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let (mut first, mut second): (BTreeMap<&T, f64>, BTreeMap<&T, f64>) = Default::default();
    for (a, b) in pairs {
        *first.entry(a).or_default() += 1.0 / n;
        *second.entry(b).or_default() += 1.0 / n;
    }
    let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let chance: f64 = first.iter().map(|(label, share)| share * second.get(label).unwrap_or(&0.0)).sum();
    Some(if chance < 1.0 { (observed - chance) / (1.0 - chance) } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Option<f64>, b: f64) {
        let a = a.expect("labels");
        assert!((a - b).abs() < 5e-4, "{a} is not {b}");
    }

    #[test]
    fn kappa_has_its_textbook_value() {
        // Two coders, 50 cases: 20 yes-yes, 15 no-no, 5 and 10 apart. Kappa 0.4.
        let cells = [(20, true, true), (15, false, false), (5, true, false), (10, false, true)];
        let pairs: Vec<(bool, bool)> = cells.iter().flat_map(|(n, a, b)| vec![(*a, *b); *n]).collect();
        close(kappa(&pairs), 0.4);
        close(kappa(&[(1, 1), (1, 1)]), 1.0);
    }

    #[test]
    fn alpha_has_its_textbook_values() {
        // Krippendorff 2011, section A: binary data, two observers, ten articles, alpha 0.095.
        let first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        close(alpha(&first.iter().zip(second).map(|(a, b)| vec![*a, b]).collect::<Vec<_>>()), 0.095);
        // Section C: four observers, twelve units with gaps, nominal: 0.743.
        let gap = 0;
        let observers = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
            [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
        ];
        let units: Vec<Vec<i32>> =
            (0..12).map(|u| observers.iter().map(|o| o[u]).filter(|l| *l != gap).collect()).collect();
        close(alpha(&units), 0.743);
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(alpha(&[vec![1], vec![2]]), None);
        assert_eq!(kappa::<u8>(&[]), None);
        close(alpha(&[vec![1, 1], vec![1, 1, 1]]), 1.0);
    }
}
