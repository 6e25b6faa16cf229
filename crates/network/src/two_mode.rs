//! The network of actors and issues.

use crate::{Edge, Kind, Network, Node, NodeKind, Tally};
use std::collections::BTreeMap;

/// What the weight of an actor and an issue is divided by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Share {
    /// Nothing: the number of positions.
    #[default]
    None,
    /// All positions of the actor.
    Activity,
    /// All positions on the issue.
    Prominence,
}

impl Tally {
    /// Who speaks on what, how often.
    pub fn affiliation(&self, share: Share) -> Network {
        let mut nodes = self.actor_nodes();
        let mut issues: BTreeMap<&str, u32> = BTreeMap::new();
        for (issue, counts) in self.actors.values().flatten() {
            *issues.entry(issue).or_default() += counts.total();
        }
        let first = nodes.len();
        let index: BTreeMap<&str, usize> =
            issues.keys().enumerate().map(|(at, issue)| (*issue, first + at)).collect();
        nodes.extend(issues.iter().map(|(issue, positions)| Node {
            name: (*issue).to_owned(),
            kind: NodeKind::Issue,
            positions: *positions,
        }));
        let mut edges = Vec::new();
        for (from, said) in self.actors.values().enumerate() {
            for (issue, counts) in said {
                let to = index[issue.as_str()];
                let all = match share {
                    Share::None => 1,
                    Share::Activity => nodes[from].positions,
                    Share::Prominence => nodes[to].positions,
                };
                let weight = f64::from(counts.total()) / f64::from(all);
                edges.push(Edge { from, to, weight, counts: Some(*counts) });
            }
        }
        Network { kind: Kind::Affiliation, nodes, edges }
    }
}
