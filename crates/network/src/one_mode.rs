//! Networks of actors: congruence, conflict, and the one minus the other.

use crate::{Edge, Kind, Network, Tally};
use std::collections::BTreeMap;

/// What the weight of two actors is divided by, so that those who are often in the news do not agree with everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Normalization {
    /// Nothing: raw sums.
    #[default]
    None,
    /// The mean number of positions of both.
    Average,
    /// Positions of either, matching ones once.
    Jaccard,
    /// The product of both numbers of positions.
    Cosine,
}

impl Normalization {
    /// All normalisations.
    pub const ALL: [Normalization; 4] =
        [Normalization::None, Normalization::Average, Normalization::Jaccard, Normalization::Cosine];

    /// rDNA's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Normalization::None => "no",
            Normalization::Average => "average",
            Normalization::Jaccard => "jaccard",
            Normalization::Cosine => "cosine",
        }
    }
}

/// What two actors have in common.
#[derive(Clone, Copy, Default)]
struct Pair {
    congruence: f64,
    conflict: f64,
    /// Positions of the first, and of the second, on an issue where the other takes the same position.
    shared: [f64; 2],
    /// Sum of the products of these.
    product: f64,
}

impl Tally {
    /// Who says the same, how much.
    pub fn congruence(&self, normalization: Normalization) -> Network {
        self.one_mode(Kind::Congruence, normalization)
    }

    /// Who says the opposite, how much.
    pub fn conflict(&self, normalization: Normalization) -> Network {
        self.one_mode(Kind::Conflict, normalization)
    }

    /// Congruence minus conflict.
    pub fn subtract(&self, normalization: Normalization) -> Network {
        self.one_mode(Kind::Subtract, normalization)
    }

    fn one_mode(&self, kind: Kind, normalization: Normalization) -> Network {
        let nodes = self.actor_nodes();
        // Only actors who meet on an issue can have an edge: pairs are made issue by issue.
        let mut issues: BTreeMap<&str, Vec<(usize, [f64; 3])>> = BTreeMap::new();
        for (actor, counts) in self.actors.values().enumerate() {
            for (issue, counts) in counts {
                issues.entry(issue).or_default().push((actor, counts.scale()));
            }
        }
        let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
        for actors in issues.values() {
            for (at, (i, a)) in actors.iter().enumerate() {
                for (j, b) in &actors[at + 1..] {
                    pairs.entry((*i, *j)).or_default().meet(*a, *b);
                }
            }
        }
        let edges = pairs
            .into_iter()
            .filter_map(|((from, to), pair)| {
                let n = [from, to].map(|node| f64::from(nodes[node].positions));
                let weight = match kind {
                    Kind::Congruence => pair.congruence,
                    Kind::Conflict => pair.conflict,
                    Kind::Subtract | Kind::Affiliation => pair.congruence - pair.conflict,
                } / pair.norm(normalization, n);
                (weight != 0.0).then_some(Edge { from, to, weight, counts: None })
            })
            .collect();
        Network { kind, nodes, edges }
    }
}

impl Pair {
    /// Adds what both say on one issue: counts of -1, 0 and 1.
    fn meet(&mut self, a: [f64; 3], b: [f64; 3]) {
        for (k, x) in a.into_iter().enumerate() {
            for (l, y) in b.into_iter().enumerate() {
                let distance = k.abs_diff(l) as f64 / 2.0;
                self.congruence += x * y * (1.0 - distance);
                self.conflict += x * y * distance;
            }
            if x > 0.0 && b[k] > 0.0 {
                self.shared[0] += x;
                self.shared[1] += b[k];
                self.product += x * b[k];
            }
        }
    }

    fn norm(self, normalization: Normalization, n: [f64; 2]) -> f64 {
        match normalization {
            Normalization::None => 1.0,
            Normalization::Average => f64::midpoint(n[0], n[1]),
            Normalization::Jaccard => (n[0] - self.shared[0]) + (n[1] - self.shared[1]) + self.product,
            Normalization::Cosine => n[0] * n[1],
        }
    }
}
