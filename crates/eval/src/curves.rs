//! The risk-coverage curve and the reliability diagram as pictures.
//!
//! The same numbers give the same bytes. Colours follow the reader's light or dark page, on a ground of their own.

use crate::calibration::{BINS, Bin};
use crate::selective::RiskCoverage;
use std::fmt::Write as _;

/// Side of the square that is drawn in, and the margin around it.
const SIDE: f64 = 320.0;
const MARGIN: f64 = 52.0;
/// Points along a curve: more cannot be seen.
const POINTS: usize = 200;

const STYLE: &str = "<style>\n\
    svg{background:#fff;font:11px sans-serif}text{fill:#1f2328}.axis{stroke:#d0d7de}.line{stroke:#0969da;fill:none;stroke-width:1.8}\n\
    .ideal{stroke:#818b98;stroke-dasharray:4 4}.bar{fill:#0969da;fill-opacity:.75}.few{fill:#818b98;fill-opacity:.35}.ground{fill:#fff}\n\
    @media (prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.axis{stroke:#3d444d}.line{stroke:#4493f8}.ideal{stroke:#9198a1}\
    .bar{fill:#4493f8}.few{fill:#9198a1}.ground{fill:#0d1117}}\n</style>\n";

/// Risk over coverage, with the line of answering everything.
pub fn draw_risk_coverage(curve: &RiskCoverage) -> String {
    let top = (curve.points(POINTS).iter().map(|p| p.1).fold(0.0, f64::max) * 10.0).ceil() / 10.0;
    let top = top.max(0.1);
    let mut svg =
        open("Risk and coverage", "share answered, the surest first", "share wrong among them", top);
    let place = |(coverage, risk): (f64, f64)| format!("{:.1},{:.1}", x(coverage), y(risk / top));
    let all = y(curve.risk(1.0) / top);
    let _ = writeln!(
        svg,
        "<path class=\"ideal\" d=\"M{MARGIN:.1} {all:.1}H{:.1}\"/>\n<polyline class=\"line\" points=\"{}\"/>",
        MARGIN + SIDE,
        curve.points(POINTS).into_iter().map(place).collect::<Vec<_>>().join(" ")
    );
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\">area {:.3}, risk at half {:.3}, at all {:.3}</text>",
        MARGIN + 8.0,
        MARGIN + 14.0,
        curve.area(),
        curve.risk(0.5),
        curve.risk(1.0)
    );
    svg + "</svg>\n"
}

/// The share of right answers by confidence, with the line of an honest program. Below each bar stands, paler, the
/// share of all answers that it holds.
pub fn draw_reliability(bins: &[Bin; BINS], error: f64) -> String {
    let mut svg = open("Reliability", "confidence", "share right", 1.0);
    let answers: usize = bins.iter().map(|b| b.answers).sum();
    let width = SIDE / BINS as f64;
    for (i, bin) in bins.iter().enumerate().filter(|(_, b)| b.answers > 0) {
        for (class, share) in [("bar", bin.right), ("few", bin.answers as f64 / answers as f64)] {
            let (left, top) = (MARGIN + i as f64 * width + 1.0, y(share));
            let _ = writeln!(
                svg,
                "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                width - 2.0,
                MARGIN + SIDE - top
            );
        }
    }
    let _ = writeln!(
        svg,
        "<path class=\"ideal\" d=\"M{MARGIN:.1} {:.1}L{:.1} {MARGIN:.1}\"/>\n\
         <text x=\"{:.1}\" y=\"{:.1}\">calibration error {error:.3}, {answers} answers</text>",
        MARGIN + SIDE,
        MARGIN + SIDE,
        MARGIN + 8.0,
        MARGIN + 14.0
    );
    svg + "</svg>\n"
}

/// The picture as far as the axes; `top` is the value at the upper end of the vertical one.
fn open(title: &str, across: &str, up: &str, top: f64) -> String {
    let size = SIDE + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"{size}\" height=\"{size}\" role=\"img\" \
         aria-label=\"{title}\">\n{STYLE}<rect class=\"ground\" width=\"{size}\" height=\"{size}\"/>\n\
         <text x=\"{MARGIN:.1}\" y=\"26.0\" font-weight=\"bold\">{title}</text>\n"
    );
    for step in 0..=4 {
        let part = f64::from(step) / 4.0;
        let _ = writeln!(
            svg,
            "<path class=\"axis\" d=\"M{MARGIN:.1} {0:.1}H{1:.1}\"/>\n\
             <text x=\"{2:.1}\" y=\"{3:.1}\" text-anchor=\"end\">{4:.2}</text>\n\
             <text x=\"{5:.1}\" y=\"{6:.1}\" text-anchor=\"middle\">{part:.2}</text>",
            y(part),
            MARGIN + SIDE,
            MARGIN - 6.0,
            y(part) + 4.0,
            part * top,
            x(part),
            MARGIN + SIDE + 16.0
        );
    }
    let middle = MARGIN + SIDE / 2.0;
    let _ = writeln!(
        svg,
        "<text x=\"{middle:.1}\" y=\"{0:.1}\" text-anchor=\"middle\">{across}</text>\n\
         <text x=\"14.0\" y=\"{middle:.1}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {middle:.1})\">{up}</text>",
        MARGIN + SIDE + 34.0
    );
    svg
}

fn x(share: f64) -> f64 {
    MARGIN + share * SIDE
}

fn y(share: f64) -> f64 {
    MARGIN + (1.0 - share) * SIDE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::reliability;

    #[test]
    fn a_curve_is_where_its_numbers_are() {
        let curve = RiskCoverage::new(&[(0.9, true), (0.8, false)]);
        let svg = draw_risk_coverage(&curve);
        // Half coverage at no risk, full coverage at a risk of a half, which is the top of the axis.
        assert!(svg.contains("points=\"212.0,372.0 372.0,52.0\""), "{svg}");
        assert!(svg.contains("area 0.250, risk at half 0.000, at all 0.500"));
        assert_eq!(svg, draw_risk_coverage(&curve));
    }

    #[test]
    fn a_bin_is_as_high_as_it_is_right() {
        let bins = reliability(&[(0.99, true), (0.98, false)]);
        let svg = draw_reliability(&bins, 0.485);
        // The last of fifteen bins, half of the square high; all answers lie in it.
        assert!(
            svg.contains("<rect class=\"bar\" x=\"351.7\" y=\"212.0\" width=\"19.3\" height=\"160.0\"/>"),
            "{svg}"
        );
        assert!(svg.contains("<rect class=\"few\" x=\"351.7\" y=\"52.0\" width=\"19.3\" height=\"320.0\"/>"));
        assert_eq!(svg.matches("class=\"bar\"").count(), 1);
    }

    #[test]
    fn nothing_answered_is_drawn_too() {
        assert!(draw_risk_coverage(&RiskCoverage::new(&[])).ends_with("</svg>\n"));
        assert!(draw_reliability(&reliability(&[]), 0.0).contains("0 answers"));
    }
}
