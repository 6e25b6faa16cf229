//! Loss and dev scores as a picture.

use crate::fit::History;
use std::fmt::Write as _;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 250.0;
const MARGIN: f64 = 44.0;

/// A named line through points.
struct Line {
    name: &'static str,
    colour: &'static str,
    points: Vec<(f64, f64)>,
}

/// An SVG of two panels: training loss by epoch, and dev F1 (macro and of each class) by epoch.
pub fn draw(history: &History) -> String {
    let loss = history.steps.iter().map(|step| (step.epoch, step.loss)).collect();
    let dev = |pick: &dyn Fn(&crate::fit::EpochLog) -> f64| {
        history.epochs.iter().map(|epoch| (epoch.epoch as f64, pick(epoch))).collect::<Vec<_>>()
    };
    let class = |name: &'static str, colour| {
        let f1 = dev(&|epoch| epoch.classes.get(name).copied().unwrap_or_default());
        Line { name, colour, points: f1 }
    };
    let scores = [
        Line { name: "macro", colour: "#111", points: dev(&|epoch| epoch.macro_f1) },
        class("support", "#2a7f3f"),
        class("reject", "#b3312c"),
        class("conditional_cooperation", "#b07d12"),
        class("none", "#6b7280"),
    ];
    let losses = [Line { name: "training loss", colour: "#1f5fa8", points: smooth(loss) }];
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {}\" font-family=\"sans-serif\" \
         font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        2.0 * HEIGHT
    );
    panel(&mut svg, 0.0, "training loss by epoch", &losses);
    panel(&mut svg, HEIGHT, "dev F1 by epoch", &scores);
    svg.push_str("</svg>\n");
    svg
}

/// Running means: single batches jump too much to see anything.
fn smooth(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut mean = None;
    let smoothed = points.into_iter().map(|(x, y)| {
        let next = mean.map_or(y, |mean: f64| 0.9 * mean + 0.1 * y);
        mean = Some(next);
        (x, next)
    });
    smoothed.collect()
}

fn panel(svg: &mut String, top: f64, title: &str, lines: &[Line]) {
    let all = || lines.iter().flat_map(|line| &line.points);
    let right = all().map(|point| point.0).fold(1.0, f64::max).ceil();
    let highest = all().map(|point| point.1).fold(0.0, f64::max);
    let high = if highest <= 1.0 { 1.0 } else { highest.ceil() };
    let x = |value: f64| MARGIN + value / right * (WIDTH - 2.0 * MARGIN);
    let y = |value: f64| top + HEIGHT - MARGIN - value / high * (HEIGHT - 2.0 * MARGIN);
    let mut add = |args: std::fmt::Arguments| svg.write_fmt(args).expect("a String takes any text");
    add(format_args!("<text x=\"{MARGIN}\" y=\"{}\" font-weight=\"bold\">{title}</text>\n", top + 18.0));
    for tick in 0..=4 {
        let value = high * f64::from(tick) / 4.0;
        let (left, end, at) = (x(0.0), x(right), y(value));
        add(format_args!("<path d=\"M{left:.1} {at:.1}H{end:.1}\" stroke=\"#e5e7eb\"/>\n"));
        add(format_args!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value:.2}</text>\n",
            left - 6.0,
            at + 4.0
        ));
    }
    let step = (right / 10.0).ceil().max(1.0);
    let mut tick = 0.0;
    while tick <= right {
        let (at, below) = (x(tick), top + HEIGHT - MARGIN + 16.0);
        add(format_args!("<text x=\"{at:.1}\" y=\"{below:.1}\" text-anchor=\"middle\">{tick}</text>\n"));
        tick += step;
    }
    let mut legend = MARGIN + 160.0;
    for Line { name, colour, points } in lines {
        let path: Vec<String> =
            points.iter().map(|point| format!("{:.1},{:.1}", x(point.0), y(point.1))).collect();
        let path = path.join(" ");
        add(format_args!(
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" points=\"{path}\"/>\n"
        ));
        add(format_args!("<text x=\"{legend}\" y=\"{}\" fill=\"{colour}\">{name}</text>\n", top + 18.0));
        legend += 20.0 + 6.2 * name.len() as f64;
    }
}
