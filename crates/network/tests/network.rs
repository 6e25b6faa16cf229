//! The measures against sums done by hand, and against their own definition on random tallies.

use standpoint_network::{Counts, Network, NodeKind, Normalization, Share, Tally};
use standpoint_stance::Stance::{self, ConditionalCooperation, None as Silent, Reject, Support};

/// Three actors on two issues: ito (levy: 2 support, 1 reject; bridge: 1 conditional), lund (levy: 1 support; bridge: 2
/// reject), ruiz (bridge: 1 conditional).
fn tally() -> Tally {
    let mut tally = Tally::default();
    for (actor, issue, stance) in [
        ("lund", "bridge", Reject),
        ("ito", "levy", Support),
        ("ruiz", "bridge", ConditionalCooperation),
        ("ito", "levy", Support),
        ("ito", "levy", Reject),
        ("ito", "bridge", ConditionalCooperation),
        ("lund", "levy", Support),
        ("lund", "bridge", Reject),
        ("nobody", "bridge", Silent),
    ] {
        tally.add(actor, issue, stance);
    }
    tally
}

fn weights(network: &Network) -> Vec<(String, f64)> {
    network
        .edges
        .iter()
        .map(|e| (format!("{}-{}", network.name(e.from), network.name(e.to)), e.weight))
        .collect()
}

fn same(network: &Network, expected: &[(&str, f64)]) {
    let found = weights(network);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((name, weight), (expected_name, expected)) in found.iter().zip(expected) {
        assert_eq!(name, expected_name);
        assert!((weight - expected).abs() < 1e-12, "{name}: {weight}, not {expected}");
    }
}

#[test]
fn weights_are_those_done_by_hand() {
    let tally = tally();
    assert_eq!(tally.counts("ito", "levy"), Counts { reject: 1, conditional: 0, support: 2 });
    // ito and lund: on the levy 2 * 1 agree and 1 * 1 disagree; on the bridge 1 * 2 half agree.
    same(&tally.congruence(Normalization::None), &[("ito-lund", 3.0), ("ito-ruiz", 1.0), ("lund-ruiz", 1.0)]);
    same(&tally.conflict(Normalization::None), &[("ito-lund", 2.0), ("lund-ruiz", 1.0)]);
    same(&tally.subtract(Normalization::None), &[("ito-lund", 1.0), ("ito-ruiz", 1.0)]);
    // Positions: ito 4, lund 3, ruiz 1.
    same(
        &tally.congruence(Normalization::Average),
        &[("ito-lund", 3.0 / 3.5), ("ito-ruiz", 1.0 / 2.5), ("lund-ruiz", 0.5)],
    );
    // ito and lund share (levy, support): 4 - 2 and 3 - 1 stand alone, 2 * 1 are shared.
    same(
        &tally.congruence(Normalization::Jaccard),
        &[("ito-lund", 3.0 / 6.0), ("ito-ruiz", 1.0 / 4.0), ("lund-ruiz", 1.0 / 4.0)],
    );
    same(
        &tally.congruence(Normalization::Cosine),
        &[("ito-lund", 3.0 / 12.0), ("ito-ruiz", 1.0 / 4.0), ("lund-ruiz", 1.0 / 3.0)],
    );
}

#[test]
fn affiliations_count_positions_and_their_shares() {
    let tally = tally();
    let network = tally.affiliation(Share::None);
    assert_eq!(
        network.nodes.iter().map(|n| (n.name.as_str(), n.kind, n.positions)).collect::<Vec<_>>(),
        [
            ("ito", NodeKind::Actor, 4),
            ("lund", NodeKind::Actor, 3),
            ("ruiz", NodeKind::Actor, 1),
            ("bridge", NodeKind::Issue, 4),
            ("levy", NodeKind::Issue, 4)
        ]
    );
    same(
        &network,
        &[
            ("ito-bridge", 1.0),
            ("ito-levy", 3.0),
            ("lund-bridge", 2.0),
            ("lund-levy", 1.0),
            ("ruiz-bridge", 1.0),
        ],
    );
    assert_eq!(network.edges[1].counts.map(Counts::net), Some(1));
    assert!((tally.affiliation(Share::Activity).edges[1].weight - 0.75).abs() < 1e-12);
    assert!((tally.affiliation(Share::Prominence).edges[2].weight - 0.5).abs() < 1e-12);
}

/// The definition, written out over all pairs, issues and positions.
fn by_definition(counts: &[Vec<[f64; 3]>], i: usize, j: usize, conflict: bool) -> f64 {
    let mut sum = 0.0;
    for (a, b) in counts[i].iter().zip(&counts[j]) {
        for (k, a) in a.iter().enumerate() {
            for (l, b) in b.iter().enumerate() {
                let d = (k as f64 - l as f64).abs() / 2.0;
                sum += a * b * if conflict { d } else { 1.0 - d };
            }
        }
    }
    sum
}

#[test]
fn sparse_sums_are_the_definition_and_do_not_depend_on_order() {
    let stances: [Stance; 3] = [Reject, ConditionalCooperation, Support];
    let (actors, issues) = (12, 5);
    let mut state = 7u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % below
    };
    let mut counts = vec![vec![[0.0; 3]; issues]; actors];
    let mut added = Vec::new();
    for _ in 0..200 {
        let (i, c, k) = (random(12) as usize, random(5) as usize, random(3) as usize);
        counts[i][c][k] += 1.0;
        added.push((format!("actor {i:02}"), format!("issue {c}"), stances[k]));
    }
    let make = |rows: &[(String, String, Stance)]| {
        let mut tally = Tally::default();
        for (actor, issue, stance) in rows {
            tally.add(actor, issue, *stance);
        }
        tally
    };
    let tally = make(&added);
    for (network, conflict) in
        [(tally.congruence(Normalization::None), false), (tally.conflict(Normalization::None), true)]
    {
        let mut edges = network.edges.iter().peekable();
        for i in 0..actors {
            for j in i + 1..actors {
                let weight = by_definition(&counts, i, j, conflict);
                let found = edges.next_if(|e| (e.from, e.to) == (i, j)).map_or(0.0, |e| e.weight);
                assert!((weight - found).abs() < 1e-9, "{i} {j}: {found}, not {weight}");
            }
        }
        assert_eq!(edges.next(), None);
    }
    added.reverse();
    assert_eq!(make(&added).subtract(Normalization::Jaccard), tally.subtract(Normalization::Jaccard));
}
