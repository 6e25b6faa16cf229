//! Who stands together and who against whom, as networks with places to draw them at.
//!
//! The measures are those of rDNA (`standpoint_network`), normalised by average activity. All three drawings share one
//! layout, made from congruence: those who agree stand together, and the lines of conflict run between the camps.

mod layout;

use crate::report::Report;
use layout::Place;
use standpoint_network::{Network, Normalization, Share, Tally};
use standpoint_stance::Stance;
use std::collections::{BTreeMap, BTreeSet};

/// Drawings show this many actors, the most heard ones.
const DRAWN: usize = 28;

/// A point of a drawing: 0 to 1 in both directions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From left to right.
    pub x: f64,
    /// From top to bottom.
    pub y: f64,
}

/// An actor or an issue in the drawings.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnNode {
    /// Index into [`Report::actors`] or [`Report::issues`].
    pub index: usize,
    /// Where it is.
    pub at: Point,
    /// How many positions it has.
    pub positions: u32,
}

/// A line between two nodes of the drawings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnEdge {
    /// Index into [`Coalitions::actors`].
    pub from: usize,
    /// Index into [`Coalitions::actors`], or into [`Coalitions::issues`] for an affiliation.
    pub to: usize,
    /// Weight by the measure; for an affiliation, positions that support minus those that reject.
    pub weight: f64,
}

/// The networks of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Coalitions {
    /// The actors that are drawn.
    pub actors: Vec<DrawnNode>,
    /// The issues that they speak on.
    pub issues: Vec<DrawnNode>,
    /// Who says the same, normalised by average activity; the heaviest first.
    pub congruence: Vec<DrawnEdge>,
    /// Who says the opposite, normalised alike; the heaviest first.
    pub conflict: Vec<DrawnEdge>,
    /// Who speaks on what.
    pub affiliation: Vec<DrawnEdge>,
    /// How many actors are left out of the drawings.
    pub left_out: usize,
}

impl Report {
    /// Positions counted for networks: one for each actor, issue and article, under the names of rows.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for cell in &self.cells {
            for record in &cell.records {
                let (actor, issue) = (&self.actors[cell.actor].name, &self.issues[cell.issue].id);
                tally.add(actor, issue, self.position(*record).stance);
            }
        }
        tally
    }

    /// The networks, drawn; `None` where no two actors speak on one issue.
    pub fn coalitions(&self) -> Option<Coalitions> {
        let tally = self.tally();
        let congruence = tally.congruence(Normalization::Average);
        let conflict = tally.conflict(Normalization::Average);
        let tied: BTreeSet<&str> = [&congruence, &conflict]
            .into_iter()
            .flat_map(|network| network.edges.iter().flat_map(|e| [network.name(e.from), network.name(e.to)]))
            .collect();
        let all: Vec<usize> =
            (0..self.actors.len()).filter(|a| tied.contains(self.actors[*a].name.as_str())).collect();
        if all.is_empty() {
            return None;
        }
        let drawn = &all[..all.len().min(DRAWN)];
        let places: BTreeMap<&str, usize> =
            drawn.iter().enumerate().map(|(place, a)| (self.actors[*a].name.as_str(), place)).collect();
        let place = |name: &str| places.get(name).copied();
        let edges = |network: &Network| {
            let mut edges: Vec<DrawnEdge> = network
                .edges
                .iter()
                .filter_map(|e| {
                    let (from, to) = (place(network.name(e.from))?, place(network.name(e.to))?);
                    Some(DrawnEdge { from: from.min(to), to: from.max(to), weight: e.weight })
                })
                .collect();
            edges.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.from, a.to).cmp(&(b.from, b.to))));
            edges
        };
        let (congruence, conflict) = (edges(&congruence), edges(&conflict));
        let ties: Vec<(usize, usize, f64)> = congruence.iter().map(|e| (e.from, e.to, e.weight)).collect();
        let against: Vec<(usize, usize, f64)> = conflict.iter().map(|e| (e.from, e.to, e.weight)).collect();
        let places = layout::places(drawn.len(), &ties, &against);
        let actors = drawn.iter().zip(&places).map(|(index, at)| DrawnNode {
            index: *index,
            at: point(*at),
            positions: self
                .heard()
                .iter()
                .map(|i| tally.counts(&self.actors[*index].name, &self.issues[*i].id).total())
                .sum(),
        });
        let actors: Vec<DrawnNode> = actors.collect();
        let (issues, affiliation) = self.affiliation(&tally, &actors);
        Some(Coalitions {
            left_out: all.len() - drawn.len(),
            issues,
            congruence,
            conflict,
            affiliation,
            actors,
        })
    }

    /// Issues stand in the middle of those who speak on them, moved apart.
    fn affiliation(&self, tally: &Tally, actors: &[DrawnNode]) -> (Vec<DrawnNode>, Vec<DrawnEdge>) {
        let network = tally.affiliation(Share::None);
        let (mut issues, mut edges) = (Vec::new(), Vec::new());
        for issue in self.heard() {
            let id = &self.issues[issue].id;
            let of = |a: &DrawnNode| tally.counts(&self.actors[a.index].name, id);
            let speakers: Vec<usize> = (0..actors.len()).filter(|a| of(&actors[*a]).total() > 0).collect();
            if speakers.is_empty() {
                continue;
            }
            let n = speakers.len() as f64;
            let mean = |axis: fn(Point) -> f64| speakers.iter().map(|a| axis(actors[*a].at)).sum::<f64>() / n;
            let at = Point { x: mean(|p| p.x), y: mean(|p| p.y) };
            edges.extend(speakers.iter().map(|a| DrawnEdge {
                from: *a,
                to: issues.len(),
                weight: of(&actors[*a]).net() as f64,
            }));
            let positions = network.nodes.iter().find(|n| n.name == *id).map_or(0, |n| n.positions);
            issues.push(DrawnNode { index: issue, at, positions });
        }
        let fixed: Vec<Place> = actors.iter().map(|a| [a.at.x, a.at.y]).collect();
        let mut places: Vec<Place> = issues.iter().map(|i: &DrawnNode| [i.at.x, i.at.y]).collect();
        layout::apart(&mut places, &fixed);
        for (issue, at) in issues.iter_mut().zip(places) {
            issue.at = point(at);
        }
        (issues, edges)
    }
}

/// The side of an affiliation's line, from its net weight.
pub(crate) fn side(weight: f64) -> Stance {
    if weight > 0.0 {
        Stance::Support
    } else if weight < 0.0 {
        Stance::Reject
    } else {
        Stance::ConditionalCooperation
    }
}

const fn point(at: Place) -> Point {
    Point { x: at[0], y: at[1] }
}
