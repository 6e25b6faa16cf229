//! Scores for people and for programs.

use serde_json::json;
use standpoint_eval::{Confusion, Counts, Interval, Score, macro_f1};
use standpoint_stance::Stance;
use std::fmt::Write as _;

const POSITIONS: [Stance; 3] = [Stance::Support, Stance::Reject, Stance::ConditionalCooperation];

fn row(name: &str, c: Counts) -> String {
    format!("{name:<24} {:>9.3} {:>9.3} {:>9.3} {:>9}\n", c.precision(), c.recall(), c.f1(), c.support())
}

fn head() -> String {
    format!("{:<24} {:>9} {:>9} {:>9} {:>9}\n", "", "precision", "recall", "F1", "gold")
}

fn span(interval: Interval) -> String {
    format!("95 % interval {:.3} to {:.3}, bootstrap over articles", interval.low, interval.high)
}

/// Position-level scores as a table.
pub(super) fn positions(
    score: &Score,
    articles: usize,
    micro: Interval,
    macro_: Interval,
    misses: bool,
) -> String {
    let mut out = head();
    for (stance, counts) in POSITIONS.iter().zip(score.classes) {
        out += &row(stance.as_str(), counts);
    }
    out += &row("all (micro)", score.micro);
    out += &row("actor found, any label", score.actors);
    let _ = writeln!(out, "\nmicro-F1 {:.3} ({})", score.micro.f1(), span(micro));
    let _ = writeln!(out, "macro-F1 {:.3} ({})", macro_f1(&score.classes), span(macro_));
    let _ = writeln!(
        out,
        "calibration error {:.3} over {} positions of known actors",
        score.calibration_error(),
        score.confidences.len()
    );
    let _ = writeln!(out, "{articles} articles");
    if misses {
        out.push('\n');
        for miss in &score.misses {
            let word = |s: Option<Stance>| s.map_or("-", Stance::as_str);
            let _ = writeln!(
                out,
                "{}: {} on {:?}: gold {}, found {}",
                miss.article,
                miss.actor,
                miss.issue,
                word(miss.gold),
                word(miss.found)
            );
        }
    }
    out
}

fn counts_json(c: Counts) -> serde_json::Value {
    json!({"precision": round(c.precision()), "recall": round(c.recall()), "f1": round(c.f1()), "gold": c.support()})
}

fn interval_json(i: Interval) -> serde_json::Value {
    json!([round(i.low), round(i.high)])
}

/// Four decimals, so that the same scores are the same bytes.
fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

/// Position-level scores as one JSON object.
pub(super) fn positions_json(
    score: &Score,
    articles: usize,
    micro: Interval,
    macro_: Interval,
    misses: bool,
) -> String {
    let mut value = json!({
        "type": "eval", "level": "position", "articles": articles,
        "micro": counts_json(score.micro), "micro_f1_interval": interval_json(micro),
        "macro_f1": round(macro_f1(&score.classes)), "macro_f1_interval": interval_json(macro_),
        "actor_found": counts_json(score.actors),
        "calibration_error": round(score.calibration_error()),
    });
    for (stance, counts) in POSITIONS.iter().zip(score.classes) {
        value[stance.as_str()] = counts_json(counts);
    }
    if misses {
        let list = score.misses.iter();
        value["misses"] = list
            .map(|m| json!({"article": m.article, "issue": m.issue, "actor": m.actor, "gold": m.gold, "found": m.found}))
            .collect();
    }
    format!("{value}\n")
}

/// How well condition spans agree.
#[derive(Default)]
pub(super) struct ConditionScore {
    pub(super) records: usize,
    pub(super) exact: usize,
    pub(super) word_f1: f64,
}

/// Scores of the classifier alone.
pub(super) struct PairSummary {
    pub(super) confusion: Confusion,
    pub(super) interval: Interval,
    pub(super) calibration_error: f64,
    /// Share answered, and share right among the answered, at the model's threshold.
    pub(super) selective: (f64, f64),
    pub(super) condition: ConditionScore,
}

impl PairSummary {
    pub(super) fn table(&self) -> String {
        let mut out = head();
        for (i, stance) in Stance::CLASSES.iter().enumerate() {
            out += &row(stance.as_str(), self.confusion.counts(i));
        }
        let _ = writeln!(out, "\nmacro-F1 {:.3} ({})", self.confusion.macro_f1(), span(self.interval));
        let _ = writeln!(
            out,
            "accuracy {:.3}, calibration error {:.3}",
            self.confusion.accuracy(),
            self.calibration_error
        );
        let (coverage, precision) = self.selective;
        let _ = writeln!(out, "with abstention: {precision:.3} right of the {coverage:.3} that are answered");
        let c = &self.condition;
        let _ = writeln!(out, "conditions: word F1 {:.3}, exact {} of {}", c.word_f1, c.exact, c.records);
        let _ =
            writeln!(out, "\ngold \\ found {:>9} {:>9} {:>9} {:>9}", "support", "reject", "cond.", "none");
        for (stance, cells) in Stance::CLASSES.iter().zip(self.confusion.cells) {
            let name = stance.as_str().split('_').next().unwrap_or_default();
            let cells: Vec<String> = cells.iter().map(|c| format!("{c:>9}")).collect();
            let _ = writeln!(out, "{name:<12} {}", cells.join(" "));
        }
        out
    }

    pub(super) fn json(&self) -> String {
        let mut value = json!({
            "type": "eval", "level": "pair",
            "macro_f1": round(self.confusion.macro_f1()), "macro_f1_interval": interval_json(self.interval),
            "accuracy": round(self.confusion.accuracy()), "calibration_error": round(self.calibration_error),
            "condition_word_f1": round(self.condition.word_f1), "condition_exact": self.condition.exact,
            "condition_records": self.condition.records,
            "coverage": round(self.selective.0), "selective_accuracy": round(self.selective.1), "confusion": self.confusion.cells,
        });
        for (i, stance) in Stance::CLASSES.iter().enumerate() {
            value[stance.as_str()] = counts_json(self.confusion.counts(i));
        }
        format!("{value}\n")
    }
}
