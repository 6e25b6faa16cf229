//! Groups of statements that lie close in meaning: average linkage, bottom up.

use ndarray::Array1;
use rayon::prelude::*;

/// Two groups whose members have at least this mean cosine become one: of 0.20, 0.25 .. 0.70 the one at which groups of evidence are most
/// like the issues of the labels (B-cubed F 0.52 on the train part of the invented articles, in rounds of forty articles;
/// `cargo run --release -p standpoint-issues --example thresholds -- BASE_FOLDER datasets/invented-articles/train.jsonl`).
pub const NEAR: f32 = 0.45;

/// Groups of unit vectors, each in the order of its members, the groups in the order of their first members.
///
/// Bottom-up with average linkage (UPGMA over cosines): the two nearest groups are joined until no two have a mean cosine
/// of `near` or more. Found by nearest-neighbour chains, in time and memory that grow with the square of their number:
/// 6,000 vectors take 72 MB. Of equally near groups the one with the smaller first member is taken, so that the result
/// depends on the vectors alone.
pub fn clusters(vectors: &[Array1<f32>], near: f32) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(vectors);
    let mut chain: Vec<usize> = Vec::new();
    while let Some(top) = chain.last().copied().or_else(|| groups.first_open()) {
        if chain.is_empty() {
            chain.push(top);
        }
        let before = chain.len().checked_sub(2).map(|i| chain[i]);
        match groups.nearest(top, before) {
            // Average linkage never brings a joined group nearer to a third one than the nearer of its two parts was. So a
            // group without a near neighbour will never have one: it is done.
            None => {
                groups.close(top);
                chain.pop();
            }
            Some((_, cosine)) if cosine < near => {
                groups.close(top);
                chain.pop();
            }
            Some((other, _)) if Some(other) == before => {
                chain.truncate(chain.len() - 2);
                groups.join(top, other);
            }
            Some((other, _)) => chain.push(other),
        }
    }
    let mut out: Vec<Vec<usize>> = groups.members.into_iter().filter(|m| !m.is_empty()).collect();
    out.sort();
    out
}

/// Groups by the number of their first member, and the mean cosine of every two of them.
struct Groups {
    /// Row `i` holds the cosines with `0..i`.
    rows: Vec<Vec<f32>>,
    members: Vec<Vec<usize>>,
    /// Groups that may still be joined.
    open: Vec<bool>,
}

impl Groups {
    fn new(vectors: &[Array1<f32>]) -> Self {
        let row = |i: usize| vectors[..i].iter().map(|other| vectors[i].dot(other)).collect();
        Self {
            rows: (0..vectors.len()).into_par_iter().map(row).collect(),
            members: (0..vectors.len()).map(|i| vec![i]).collect(),
            open: vec![true; vectors.len()],
        }
    }

    fn first_open(&self) -> Option<usize> {
        self.open.iter().position(|open| *open)
    }

    fn cosine(&self, a: usize, b: usize) -> f32 {
        self.rows[a.max(b)][a.min(b)]
    }

    /// The nearest open group; `preferred` where it is as near as any, so that a chain always ends.
    fn nearest(&self, group: usize, preferred: Option<usize>) -> Option<(usize, f32)> {
        let mut best = preferred.map(|p| (p, self.cosine(group, p)));
        for other in (0..self.open.len()).filter(|o| self.open[*o] && *o != group) {
            let cosine = self.cosine(group, other);
            if best.is_none_or(|(_, b)| cosine > b) {
                best = Some((other, cosine));
            }
        }
        best
    }

    fn close(&mut self, group: usize) {
        self.open[group] = false;
    }

    fn join(&mut self, a: usize, b: usize) {
        let (into, from) = (a.min(b), a.max(b));
        let (n, m) = (self.members[into].len() as f32, self.members[from].len() as f32);
        for other in (0..self.open.len()).filter(|o| self.open[*o] && *o != into && *o != from) {
            let mean = (n * self.cosine(into, other) + m * self.cosine(from, other)) / (n + m);
            self.rows[into.max(other)][into.min(other)] = mean;
        }
        self.open[from] = false;
        let moved = std::mem::take(&mut self.members[from]);
        self.members[into].extend(moved);
        self.members[into].sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(degrees: f32) -> Array1<f32> {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Array1::from(vec![cos, sin])
    }

    #[test]
    fn near_ones_are_joined_and_far_ones_are_not() {
        let vectors = [at(0.0), at(90.0), at(10.0), at(100.0), at(200.0)];
        assert_eq!(clusters(&vectors, 0.9), [vec![0, 2], vec![1, 3], vec![4]]);
        assert_eq!(clusters(&vectors, 1.1).len(), 5);
        assert_eq!(clusters(&vectors, -1.0).len(), 1);
        assert!(clusters(&[], 0.5).is_empty());
    }

    #[test]
    fn equal_vectors_end_in_one_group() {
        assert_eq!(clusters(&vec![at(30.0); 7], 0.99), [(0..7).collect::<Vec<_>>()]);
    }

    /// The plain algorithm: look at all pairs, join the nearest two, begin again.
    fn plainly(vectors: &[Array1<f32>], near: f32) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..vectors.len()).map(|i| vec![i]).collect();
        loop {
            let mut best: Option<(f32, usize, usize)> = None;
            for a in 0..groups.len() {
                for b in a + 1..groups.len() {
                    let pairs = groups[a].iter().flat_map(|x| groups[b].iter().map(move |y| (x, y)));
                    let sum: f32 = pairs.map(|(x, y)| vectors[*x].dot(&vectors[*y])).sum();
                    let mean = sum / (groups[a].len() * groups[b].len()) as f32;
                    if best.is_none_or(|(m, ..)| mean > m) {
                        best = Some((mean, a, b));
                    }
                }
            }
            match best {
                Some((mean, a, b)) if mean >= near => {
                    let moved = groups.remove(b);
                    groups[a].extend(moved);
                    groups[a].sort_unstable();
                }
                _ => {
                    groups.sort();
                    return groups;
                }
            }
        }
    }

    #[test]
    fn chains_find_what_the_plain_algorithm_finds() {
        let mut state = 7u32;
        let mut angle = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            at((state >> 8) as f32 / 16_777_216.0 * 360.0)
        };
        for n in [2, 9, 40] {
            let vectors: Vec<Array1<f32>> = (0..n).map(|_| angle()).collect();
            for near in [0.3, 0.7, 0.95] {
                assert_eq!(clusters(&vectors, near), plainly(&vectors, near), "{n} vectors, {near}");
            }
        }
    }
}
