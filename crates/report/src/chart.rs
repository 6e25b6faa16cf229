//! Small drawings of numbers, as coordinates that the page's SVG is made from.

use crate::timeline::Bin;
use crate::trust::{Balance, Trust};

/// Stretches that a timeline is cut into.
pub(crate) const BINS: usize = 40;

/// Height of a timeline's drawing, in its own units; the axis lies in the middle.
const HEIGHT: f64 = 64.0;
/// Width of one bin.
const STEP: f64 = 15.0;

/// One bar of a timeline.
pub(crate) struct Bar {
    pub(crate) class: &'static str,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
}

/// A timeline: support and, on top of it, conditional cooperation above the axis, rejection below it.
pub(crate) struct Timeline {
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) axis: String,
    pub(crate) bars: Vec<Bar>,
    /// Most positions on one side of one bin: what the full half height stands for.
    pub(crate) most: usize,
}

/// The drawing of an issue's bins; `None` where nothing is dated.
pub(crate) fn timeline(bins: &[Bin]) -> Option<Timeline> {
    let most = bins.iter().flat_map(|b| [b.counts[0] + b.counts[2], b.counts[1]]).max()?;
    if most == 0 {
        return None;
    }
    let axis = HEIGHT / 2.0;
    let unit = (axis - 1.0) / most as f64;
    let mut bars = Vec::new();
    for (i, bin) in bins.iter().enumerate() {
        let [support, reject, conditional] = bin.counts.map(|n| n as f64 * unit);
        let mut bar = |class, y: f64, height: f64| {
            if height > 0.0 {
                bars.push(Bar {
                    class,
                    x: one(i as f64 * STEP + 1.0),
                    y: one(y),
                    width: one(STEP - 2.0),
                    height: one(height),
                });
            }
        };
        bar("support", axis - support, support);
        bar("conditional", axis - support - conditional, conditional);
        bar("reject", axis, reject);
    }
    Some(Timeline { width: one(bins.len() as f64 * STEP), height: one(HEIGHT), axis: one(axis), bars, most })
}

/// A stacked bar of 100 units: from where, and how wide, each side is.
pub(crate) fn stack(shares: &[(&'static str, f32)]) -> Vec<Bar> {
    let mut from = 0.0;
    let mut bars = Vec::new();
    for (class, share) in shares {
        let width = 100.0 * f64::from(share.clamp(0.0, 1.0));
        if width > 0.0 {
            bars.push(Bar { class, x: one(from), y: "0".into(), width: one(width), height: "8".into() });
        }
        from += width;
    }
    bars
}

/// The sides of an issue, corrected, between yes and no.
pub(crate) fn balance(balance: &Balance) -> Vec<Bar> {
    let [support, reject, conditional] = balance.shares;
    stack(&[("support", support), ("conditional", conditional), ("reject", reject)])
}

/// The path of an interval with a tick where its middle is: `M54 3H83M76 0V6`.
pub(crate) fn whisker(trust: Trust) -> String {
    let x = |p: f32| (p * 100.0).round();
    format!("M{} 4H{}M{} 1V7", x(trust.low), x(trust.high), x(trust.share))
}

fn one(x: f64) -> String {
    let rounded = (x * 10.0).round() / 10.0 + 0.0;
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bin(counts: [usize; 3]) -> Bin {
        Bin { days: ("2026-03-01".into(), "2026-03-02".into()), counts }
    }

    #[test]
    fn a_timeline_fits_its_height() {
        let drawn = timeline(&[bin([3, 0, 1]), bin([0, 4, 0])]).unwrap();
        assert_eq!(drawn.most, 4);
        let found: Vec<_> = drawn.bars.iter().map(|b| (b.class, b.y.as_str(), b.height.as_str())).collect();
        assert_eq!(found, [("support", "8.8", "23.3"), ("conditional", "1", "7.8"), ("reject", "32", "31")]);
        assert!(timeline(&[bin([0; 3])]).is_none());
        assert!(timeline(&[]).is_none());
    }

    #[test]
    fn a_whisker_lies_between_0_and_100() {
        assert_eq!(whisker(Trust { share: 0.76, low: 0.543, high: 0.83, articles: 2 }), "M54 4H83M76 1V7");
    }
}
