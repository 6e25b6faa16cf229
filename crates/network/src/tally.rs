//! Counted positions, and the shape of a network.

use standpoint_stance::{Position, Stance};
use std::collections::BTreeMap;

/// How often an actor takes each position on an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Positions that reject.
    pub reject: u32,
    /// Positions of conditional cooperation.
    pub conditional: u32,
    /// Positions that support.
    pub support: u32,
}

impl Counts {
    /// All positions.
    pub const fn total(self) -> u32 {
        self.reject + self.conditional + self.support
    }

    /// Supporting minus rejecting ones: rDNA's `subtract` for two modes.
    pub fn net(self) -> i64 {
        i64::from(self.support) - i64::from(self.reject)
    }

    /// In the order of the scale, from -1 to 1.
    pub(crate) fn scale(self) -> [f64; 3] {
        [self.reject, self.conditional, self.support].map(f64::from)
    }

    fn add(&mut self, stance: Stance) {
        match stance {
            Stance::Reject => self.reject += 1,
            Stance::ConditionalCooperation => self.conditional += 1,
            Stance::Support => self.support += 1,
            Stance::None | Stance::Unclear => {}
        }
    }
}

/// Who took which position on what, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By actor, then by issue; no entry is without a position.
    pub(crate) actors: BTreeMap<String, BTreeMap<String, Counts>>,
}

impl Tally {
    /// Counts positions, by the names of their actors.
    pub fn of<'a>(positions: impl IntoIterator<Item = &'a Position>) -> Self {
        let mut tally = Self::default();
        for position in positions {
            tally.add(&position.name, &position.issue, position.stance);
        }
        tally
    }

    /// Counts one more; `none` and `unclear` are no positions.
    pub fn add(&mut self, actor: &str, issue: &str, stance: Stance) {
        if stance.is_position() {
            let issues = self.actors.entry(actor.to_owned()).or_default();
            issues.entry(issue.to_owned()).or_default().add(stance);
        }
    }

    /// What an actor says on an issue.
    pub fn counts(&self, actor: &str, issue: &str) -> Counts {
        self.actors.get(actor).and_then(|issues| issues.get(issue)).copied().unwrap_or_default()
    }

    /// Actors with a position, in the order of their names, each with the number of positions.
    pub fn actors(&self) -> impl Iterator<Item = (&str, u32)> {
        self.actors.iter().map(|(name, issues)| (name.as_str(), issues.values().map(|c| c.total()).sum()))
    }

    pub(crate) fn actor_nodes(&self) -> Vec<Node> {
        self.actors()
            .map(|(name, positions)| Node { name: name.to_owned(), kind: NodeKind::Actor, positions })
            .collect()
    }
}

/// Which network it is, in rDNA's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Actors who say the same.
    Congruence,
    /// Actors who say the opposite.
    Conflict,
    /// Congruence minus conflict; edges may be negative.
    Subtract,
    /// Actors and the issues they speak on.
    Affiliation,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Congruence, Kind::Conflict, Kind::Subtract, Kind::Affiliation];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Congruence => "congruence",
            Kind::Conflict => "conflict",
            Kind::Subtract => "subtract",
            Kind::Affiliation => "affiliation",
        }
    }
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NodeKind {
    /// An actor.
    Actor,
    /// An issue.
    Issue,
}

impl NodeKind {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            NodeKind::Actor => "actor",
            NodeKind::Issue => "issue",
        }
    }
}

/// An actor or an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Name of the actor, or id of the issue.
    pub name: String,
    /// Which of the two.
    pub kind: NodeKind,
    /// How many positions it has.
    pub positions: u32,
}

/// A tie between two nodes, without direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Index of the first node; of the actor, in an affiliation.
    pub from: usize,
    /// Index of the second node, always greater.
    pub to: usize,
    /// Its weight by the chosen measure, never 0.
    pub weight: f64,
    /// In an affiliation, the positions behind it.
    pub counts: Option<Counts>,
}

/// Nodes in the order of their names (issues after actors), and edges in the order of nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Which network.
    pub kind: Kind,
    /// All nodes, those without an edge too.
    pub nodes: Vec<Node>,
    /// All edges.
    pub edges: Vec<Edge>,
}

impl Network {
    /// The name of a node.
    pub fn name(&self, node: usize) -> &str {
        &self.nodes[node].name
    }
}
