//! Places for nodes, the same for the same network: forces without chance.

/// A place in the unit square.
pub(super) type Place = [f64; 2];

const ROUNDS: usize = 400;

/// Spring layout (Fruchterman and Reingold 1991) from a spectral start: all nodes push each other away, ties pull, and
/// those against each other push harder. The result fills the unit square.
pub(super) fn places(n: usize, ties: &[(usize, usize, f64)], against: &[(usize, usize, f64)]) -> Vec<Place> {
    let mut at = camps(n, ties, against);
    let ideal = 0.9 / (n.max(1) as f64).sqrt();
    let most = ties.iter().map(|t| t.2).fold(f64::MIN_POSITIVE, f64::max);
    let worst = against.iter().map(|t| t.2).fold(f64::MIN_POSITIVE, f64::max);
    for round in 0..ROUNDS {
        let mut force: Vec<Place> = vec![[0.0; 2]; n];
        for i in 0..n {
            for j in i + 1..n {
                let ([dx, dy], distance) = between(at[i], at[j]);
                pull(&mut force, i, j, [dx, dy], -ideal * ideal / distance);
            }
            // Towards the middle, or what is not tied would drift away.
            for axis in 0..2 {
                force[i][axis] += (0.5 - at[i][axis]) * 0.25;
            }
        }
        for (i, j, weight) in ties {
            let (direction, distance) = between(at[*i], at[*j]);
            pull(&mut force, *i, *j, direction, distance * distance / ideal * weight / most);
        }
        for (i, j, weight) in against {
            let (direction, distance) = between(at[*i], at[*j]);
            pull(&mut force, *i, *j, direction, -ideal * ideal / distance * weight / worst);
        }
        let heat = 0.1 * (1.0 - round as f64 / ROUNDS as f64);
        for (place, [fx, fy]) in at.iter_mut().zip(force) {
            let length = fx.hypot(fy).max(1e-9);
            let step = length.min(heat) / length;
            *place = [place[0] + fx * step, place[1] + fy * step];
        }
    }
    fill(&mut at);
    apart(&mut at, &[]);
    at
}

/// Where forces start from: the two leading eigenvectors of ties minus conflicts, so that camps are on two sides from the
/// first (a start on a circle can leave them interleaved for good).
fn camps(n: usize, ties: &[(usize, usize, f64)], against: &[(usize, usize, f64)]) -> Vec<Place> {
    let mut degree = vec![0.0_f64; n];
    for (i, j, weight) in ties.iter().chain(against) {
        degree[*i] += weight;
        degree[*j] += weight;
    }
    // Shifted by the greatest degree, so that the greatest eigenvalue is also the greatest in size.
    let shift = degree.iter().copied().fold(1e-9, f64::max);
    let mut found: Vec<Vec<f64>> = Vec::new();
    for axis in 0..2 {
        let mut v: Vec<f64> = (0..n).map(|i| ((i * (axis + 1) + axis) as f64 + 1.0).sin()).collect();
        for _ in 0..200 {
            let mut next: Vec<f64> = v.iter().map(|x| x * shift).collect();
            for (sign, edges) in [(1.0, ties), (-1.0, against)] {
                for (i, j, weight) in edges {
                    next[*i] += sign * weight * v[*j];
                    next[*j] += sign * weight * v[*i];
                }
            }
            for known in &found {
                let along: f64 = known.iter().zip(&next).map(|(a, b)| a * b).sum();
                next.iter_mut().zip(known).for_each(|(x, k)| *x -= along * k);
            }
            let length = next.iter().map(|x| x * x).sum::<f64>().sqrt().max(1e-12);
            v = next.into_iter().map(|x| x / length).collect();
        }
        found.push(v);
    }
    let mut at: Vec<Place> = (0..n).map(|i| [found[0][i], found[1][i]]).collect();
    fill(&mut at);
    // Nobody starts on top of another: a step along the golden angle, longer from node to node.
    for (i, place) in at.iter_mut().enumerate() {
        let turn = i as f64 * 2.399_963_229_728_653;
        let step = 0.02 + 0.1 * i as f64 / n as f64;
        *place = [place[0] + step * turn.cos(), place[1] + step * turn.sin()];
    }
    at
}

/// Moves places apart that are too near to each other or to fixed ones for their names to be read.
pub(super) fn apart(at: &mut [Place], fixed: &[Place]) {
    let near = 0.055;
    for _ in 0..200 {
        for i in 0..at.len() {
            let others: Vec<Place> = at
                .iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .map(|(_, p)| *p)
                .chain(fixed.iter().copied())
                .collect();
            for other in others {
                let ([dx, dy], distance) = between(other, at[i]);
                // Names are wide and low: what stands above each other may be nearer.
                let gap = (dx * distance * 0.32).hypot(dy * distance * 1.4);
                if gap < near {
                    let push = (near - gap) * 0.3;
                    at[i] = [
                        (at[i][0] + dx * push * 0.7).clamp(0.0, 1.0),
                        (at[i][1] + sign(dy) * push).clamp(0.0, 1.0),
                    ];
                }
            }
        }
    }
}

fn sign(y: f64) -> f64 {
    if y < 0.0 { -1.0 } else { 1.0 }
}

/// The direction from one place to another, of length 1, and their distance.
fn between(from: Place, to: Place) -> (Place, f64) {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let distance = dx.hypot(dy);
    if distance < 1e-6 { ([0.6, 0.8], 1e-3) } else { ([dx / distance, dy / distance], distance.max(1e-3)) }
}

/// Moves two nodes towards each other; away, where the force is negative.
fn pull(force: &mut [Place], i: usize, j: usize, direction: Place, strength: f64) {
    for axis in 0..2 {
        force[i][axis] += direction[axis] * strength;
        force[j][axis] -= direction[axis] * strength;
    }
}

fn fill(at: &mut [Place]) {
    for axis in 0..2 {
        let low = at.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
        let high = at.iter().map(|p| p[axis]).fold(f64::NEG_INFINITY, f64::max);
        let span = high - low;
        for place in at.iter_mut() {
            place[axis] = if span > 1e-6 { (place[axis] - low) / span } else { 0.5 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_camps_stand_apart() {
        let ties = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)];
        let against = [(0, 3, 1.0), (1, 4, 1.0), (2, 5, 1.0)];
        let at = places(6, &ties, &against);
        let distance = |i: usize, j: usize| between(at[i], at[j]).1;
        let within = ties.iter().map(|(i, j, _)| distance(*i, *j)).fold(0.0, f64::max);
        let across = against.iter().map(|(i, j, _)| distance(*i, *j)).fold(f64::INFINITY, f64::min);
        assert!(within < across, "{at:?}");
        assert_eq!(at, places(6, &ties, &against), "no chance in it");
    }

    #[test]
    fn any_network_stays_in_its_square() {
        for (n, ties) in [(0, vec![]), (1, vec![]), (2, vec![(0, 1, 5.0)]), (40, vec![(0, 39, 0.1)])] {
            let at = places(n, &ties, &[]);
            assert_eq!(at.len(), n);
            assert!(at.iter().flatten().all(|x| (0.0..=1.0).contains(x)), "{at:?}");
        }
    }
}
