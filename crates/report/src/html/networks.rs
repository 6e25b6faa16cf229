//! The networks as drawings and as numbers.

use crate::coalitions::{Coalitions, DrawnEdge, DrawnNode, side};
use crate::report::Report;
use crate::words;
use standpoint_network::Normalization;
use std::collections::BTreeMap;

/// Drawings show this many lines, the heaviest; more are a felt.
const LINES: usize = 150;
/// The list of pairs has this many of each kind.
const PAIRS: usize = 8;
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 640.0;
/// Room for names at the sides.
const MARGIN: [f64; 2] = [110.0, 34.0];

pub(super) struct NetworksView {
    pub(super) drawings: Vec<Drawing>,
    pub(super) pairs: Vec<PairRow>,
    /// "12 more actors are", where not all are drawn.
    pub(super) left_out: Option<String>,
}

pub(super) struct Drawing {
    pub(super) name: &'static str,
    pub(super) told: &'static str,
    pub(super) size: [String; 2],
    pub(super) lines: Vec<Line>,
    pub(super) nodes: Vec<NodeView>,
}

pub(super) struct Line {
    pub(super) class: &'static str,
    pub(super) path: String,
    pub(super) width: String,
}

pub(super) struct NodeView {
    pub(super) class: &'static str,
    pub(super) x: String,
    pub(super) y: String,
    /// Half the width of a square, radius of a circle.
    pub(super) r: String,
    /// Left upper corner of a square.
    pub(super) corner: [String; 2],
    /// Base line of the name.
    pub(super) below: String,
    pub(super) name: String,
    pub(super) anchor: String,
}

/// Two actors and the measures between them.
pub(super) struct PairRow {
    pub(super) names: [String; 2],
    pub(super) congruence: String,
    pub(super) conflict: String,
    pub(super) subtract: String,
}

pub(super) fn networks(report: &Report) -> Option<NetworksView> {
    let found = report.coalitions()?;
    let actors: Vec<NodeView> = found.actors.iter().map(|n| actor(report, n)).collect();
    let both =
        || found.actors.iter().map(|n| actor(report, n)).chain(found.issues.iter().map(|n| issue(report, n)));
    let drawing =
        |name, told, lines, nodes| Drawing { name, told, size: [tenth(WIDTH), tenth(HEIGHT)], lines, nodes };
    let among = |edges: &[DrawnEdge], class| -> Vec<Line> {
        let most = edges.first().map_or(1.0, |e| e.weight);
        let line = |e: &DrawnEdge| {
            line(&found.actors[e.from], &found.actors[e.to], class, 0.6 + 3.4 * e.weight / most)
        };
        edges.iter().take(LINES).map(line).collect()
    };
    let affiliation = found.affiliation.iter().map(|e| {
        let class = super::label(side(e.weight)).class;
        line(&found.actors[e.from], &found.issues[e.to], class, 1.2)
    });
    let drawings = vec![
        drawing("Who says the same", "congruence", among(&found.congruence, "with"), actors),
        drawing(
            "Who says the opposite",
            "conflict",
            among(&found.conflict, "against"),
            found.actors.iter().map(|n| actor(report, n)).collect(),
        ),
        drawing("Who speaks on what", "affiliation", affiliation.collect(), both().collect()),
    ];
    Some(NetworksView {
        drawings,
        pairs: pairs(report, &found),
        left_out: (found.left_out > 0)
            .then(|| words::count(found.left_out, "more actor is", "more actors are")),
    })
}

/// The strongest pairs of both kinds with all three measures.
fn pairs(report: &Report, found: &Coalitions) -> Vec<PairRow> {
    let index = |edges: &[DrawnEdge]| -> BTreeMap<(usize, usize), f64> {
        edges.iter().map(|e| ((e.from, e.to), e.weight)).collect()
    };
    let (congruence, conflict) = (index(&found.congruence), index(&found.conflict));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for edge in found.congruence.iter().take(PAIRS).chain(found.conflict.iter().take(PAIRS)) {
        if !chosen.contains(&(edge.from, edge.to)) {
            chosen.push((edge.from, edge.to));
        }
    }
    let of = |measures: &BTreeMap<(usize, usize), f64>, pair: &(usize, usize)| {
        measures.get(pair).copied().unwrap_or(0.0)
    };
    let mut rows: Vec<((usize, usize), f64)> =
        chosen.into_iter().map(|pair| (pair, of(&congruence, &pair) - of(&conflict, &pair))).collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let name = |place: usize| report.actors[found.actors[place].index].name.clone();
    rows.into_iter()
        .map(|(pair, subtract)| PairRow {
            names: [name(pair.0), name(pair.1)],
            congruence: format!("{:.2}", of(&congruence, &pair)),
            conflict: format!("{:.2}", of(&conflict, &pair)),
            subtract: format!("{:+.2}", subtract + 0.0),
        })
        .collect()
}

/// The word for how weights are normalised, as rDNA has it.
pub(super) const fn normalization() -> &'static str {
    Normalization::Average.as_str()
}

fn place(node: &DrawnNode) -> [f64; 2] {
    [MARGIN[0] + node.at.x * (WIDTH - 2.0 * MARGIN[0]), MARGIN[1] + node.at.y * (HEIGHT - 2.0 * MARGIN[1])]
}

fn line(from: &DrawnNode, to: &DrawnNode, class: &'static str, width: f64) -> Line {
    let ([x1, y1], [x2, y2]) = (place(from), place(to));
    let path = format!("M{} {}L{} {}", tenth(x1), tenth(y1), tenth(x2), tenth(y2));
    Line { class, path, width: tenth(width) }
}

fn actor(report: &Report, node: &DrawnNode) -> NodeView {
    let cell = report.cells.iter().find(|c| c.actor == node.index);
    let anchor = cell.map_or_else(String::new, |c| format!("m{}-{}", c.actor, c.issue));
    view(node, "actor", &report.actors[node.index].name, anchor)
}

fn issue(report: &Report, node: &DrawnNode) -> NodeView {
    view(node, "issue", &report.issues[node.index].name, format!("s{}", node.index))
}

fn view(node: &DrawnNode, class: &'static str, name: &str, anchor: String) -> NodeView {
    let [x, y] = place(node);
    let r = 3.0 + f64::from(node.positions).sqrt().min(7.0);
    NodeView {
        class,
        x: tenth(x),
        y: tenth(y),
        r: tenth(r),
        corner: [tenth(x - r), tenth(y - r)],
        below: tenth(y + r + 11.0),
        name: words::short(&words::plain(name), 24).into_owned(),
        anchor,
    }
}

fn tenth(x: f64) -> String {
    format!("{}", (x * 10.0).round() / 10.0 + 0.0)
}
