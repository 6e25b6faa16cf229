//! Scores for people and for programs.

use super::summary::{Level, Summary};
use serde_json::{Value, json};
use standpoint_eval::{ConditionScore, Counts, Difference, Interval, PassRate};
use standpoint_stance::Stance;
use std::fmt::Write as _;

fn row(name: &str, c: Counts, f1: Option<Interval>) -> String {
    let interval = f1.map_or(String::new(), |i| format!("{:.3} to {:.3}", i.low, i.high));
    let (precision, recall) = (c.precision(), c.recall());
    format!("{name:<24} {precision:>9.3} {recall:>9.3} {:>9.3}  {interval:<14} {:>6}\n", c.f1(), c.support())
}

/// All scores as a table.
pub(super) fn summary(s: &Summary) -> String {
    let mut out = format!(
        "{:<24} {:>9} {:>9} {:>9}  {:<14} {:>6}\n",
        "", "precision", "recall", "F1", "95 % interval", "gold"
    );
    let confusion = &s.confusion;
    for (i, stance) in s.classes().iter().enumerate() {
        out += &row(stance.as_str(), confusion.counts(i), Some(s.class_intervals[i]));
    }
    out += &row("all positions (micro)", confusion.positions(), Some(s.micro_interval));
    if s.level() == Level::Position {
        out += &row("actor found, any label", s.actors, None);
    }
    let i = s.macro_interval;
    let _ = writeln!(
        out,
        "\nmacro-F1 {:.3} (95 % interval {:.3} to {:.3}, bootstrap over {} articles)",
        s.macro_f1(),
        i.low,
        i.high,
        s.judged.articles.len()
    );
    if s.level() == Level::Pair {
        let _ = writeln!(out, "accuracy {:.3}", confusion.accuracy());
    }
    let what = if s.level() == Level::Pair { "answers" } else { "positions of known actors" };
    let _ = writeln!(out, "calibration error {:.3} over {} {what}", s.calibration_error, s.answers.len());
    let risk = &s.risk;
    let _ = writeln!(
        out,
        "of the surer half {:.3} right; area under the risk-coverage curve {:.3}",
        risk.precision(0.5),
        risk.area()
    );
    if let Some((answered, right)) = s.judged.answered {
        let (right, share) = (part(right, answered), part(answered, s.answers.len()));
        let _ =
            writeln!(out, "at the model's threshold {right:.3} right of the {share:.3} that are answered");
    }
    if let Some(c) = &s.judged.conditions {
        out += &condition("conditions", &c.all);
        out += &condition("those called conditional", &c.found);
    }
    let heads: Vec<String> = Stance::CLASSES.iter().map(|c| format!("{:>9}", short(*c))).collect();
    let _ = writeln!(out, "\ngold \\ found {}", heads.join(" "));
    for (stance, cells) in Stance::CLASSES.iter().zip(confusion.cells) {
        let cells: Vec<String> = cells.iter().map(|c| format!("{c:>9}")).collect();
        let _ = writeln!(out, "{:<12} {}", short(*stance), cells.join(" "));
    }
    if let Some([micro, macro_]) = s.differences {
        out.push('\n');
        for (name, d) in [("micro-F1 of positions", micro), ("macro-F1", macro_)] {
            let Difference { by, interval: i, p } = d;
            let _ = writeln!(
                out,
                "against the other run: {name} {by:+.3} (95 % interval {:+.3} to {:+.3}, p = {p:.3})",
                i.low, i.high
            );
        }
    }
    out
}

fn short(stance: Stance) -> &'static str {
    if stance == Stance::ConditionalCooperation { "cond." } else { stance.as_str() }
}

fn condition(name: &str, c: &ConditionScore) -> String {
    format!(
        "{name}: token F1 {:.3}, exact {:.3}, type {:.3}, lean {:.3} of {}\n",
        c.token_f1(),
        c.share(c.exact),
        c.share(c.kinds),
        c.share(c.leans),
        c.records
    )
}

fn part(some: usize, all: usize) -> f64 {
    some as f64 / all.max(1) as f64
}

fn counts_json(c: Counts) -> Value {
    json!({"precision": round(c.precision()), "recall": round(c.recall()), "f1": round(c.f1()), "gold": c.support()})
}

fn interval_json(i: Interval) -> Value {
    json!([round(i.low), round(i.high)])
}

fn condition_json(c: &ConditionScore) -> Value {
    json!({"records": c.records, "token_f1": round(c.token_f1()), "exact": round(c.share(c.exact)),
           "type": round(c.share(c.kinds)), "lean": round(c.share(c.leans))})
}

/// Four decimals, so that the same scores are the same bytes.
pub(super) fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

/// All scores as one JSON object.
pub(super) fn summary_json(s: &Summary) -> String {
    let mut value = json!({
        "type": "eval", "level": s.level().as_str(), "articles": s.judged.articles.len(),
        "model_sha256": s.judged.model_sha256,
        "micro": counts_json(s.confusion.positions()), "micro_f1_interval": interval_json(s.micro_interval),
        "macro_f1": round(s.macro_f1()), "macro_f1_interval": interval_json(s.macro_interval),
        "calibration_error": round(s.calibration_error), "answers": s.answers.len(),
        "precision_at_half": round(s.risk.precision(0.5)), "risk_coverage_area": round(s.risk.area()),
        "confusion": s.confusion.cells,
    });
    if s.level() == Level::Position {
        value["actor_found"] = counts_json(s.actors);
    } else {
        value["accuracy"] = json!(round(s.confusion.accuracy()));
    }
    for (i, stance) in s.classes().iter().enumerate() {
        value[stance.as_str()] = counts_json(s.confusion.counts(i));
        value[stance.as_str()]["f1_interval"] = interval_json(s.class_intervals[i]);
    }
    if let Some((answered, right)) = s.judged.answered {
        value["coverage"] = json!(round(part(answered, s.answers.len())));
        value["selective_accuracy"] = json!(round(part(right, answered)));
    }
    if let Some(c) = &s.judged.conditions {
        value["conditions"] = condition_json(&c.all);
        value["conditions_called_conditional"] = condition_json(&c.found);
    }
    if let Some([micro, macro_]) = s.differences {
        let difference = |d: Difference| json!({"by": round(d.by), "interval": interval_json(d.interval), "p": round(d.p)});
        value["against"] = json!({"micro_f1": difference(micro), "macro_f1": difference(macro_)});
    }
    format!("{value}\n")
}

/// Pass rates as a table.
pub(super) fn rates(rates: &[PassRate]) -> String {
    let mut out = format!(
        "{:<24} {:>6} {:>9}  {:<14} {:>13}\n",
        "", "cases", "pass rate", "95 % interval", "answers right"
    );
    for rate in rates {
        let i = rate.interval();
        let interval = format!("{:.3} to {:.3}", i.low, i.high);
        let (name, cases, passed, right) = (&rate.capability, rate.cases, rate.rate(), rate.accuracy());
        let _ = writeln!(out, "{name:<24} {cases:>6} {passed:>9.3}  {interval:<14} {right:>13.3}");
    }
    out
}

/// Pass rates as one JSON object.
pub(super) fn rates_json(rates: &[PassRate]) -> String {
    let one = |r: &PassRate| {
        json!({"capability": r.capability, "cases": r.cases, "passed": r.passed, "pass_rate": round(r.rate()),
               "interval": interval_json(r.interval()), "answers": r.asks, "accuracy": round(r.accuracy())})
    };
    let list: Vec<Value> = rates.iter().map(one).collect();
    format!("{}\n", json!({"type": "eval", "level": "checklist", "capabilities": list}))
}
