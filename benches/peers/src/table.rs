//! The measurements as Markdown and as one JSON file.

use crate::rounds::{Record, Tuned, names, policy_of};
use crate::worker::{MACHINE, median};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The engine that all ratios are against.
const MEASURE: &str = "onnxruntime int8";

/// Everything that was measured, in tables.
pub fn markdown(records: &[Record], tuned: &[Tuned]) -> String {
    let mut out = String::new();
    let kinds: BTreeSet<(std::cmp::Reverse<usize>, &str)> = records
        .iter()
        .filter(|r| r.what.starts_with("work/"))
        .map(|r| (std::cmp::Reverse(r.threads), r.what.as_str()))
        .collect();
    for (std::cmp::Reverse(threads), what) in kinds {
        work(&mut out, records, tuned, threads, what);
    }
    let threads: BTreeSet<_> =
        records.iter().filter(|r| r.what.contains('x')).map(|r| std::cmp::Reverse(r.threads)).collect();
    for std::cmp::Reverse(threads) in threads {
        calls(&mut out, records, threads);
    }
    limits(&mut out, records);
    out
}

fn work(out: &mut String, records: &[Record], tuned: &[Tuned], threads: usize, what: &str) {
    let every = what.trim_start_matches("work/");
    let part = if every == "1" {
        "the whole reference work".into()
    } else {
        format!("one line in {every} of the reference work")
    };
    let rounds = seconds(records, threads, what, MEASURE).len();
    let _ = writeln!(out, "### {threads} {}, {part}, medians of {rounds} rounds\n", plural(threads));
    let _ = writeln!(
        out,
        "| engine | seconds (least to most) | Gop/s | times {MEASURE} | of the vector limit | cosine to f32 | peak MB | batch × lanes, file |\n|---|---|---|---|---|---|---|---|"
    );
    let yardstick = median(&seconds(records, threads, what, MEASURE));
    let (fma, int8) = (
        best(records, threads, "f32"),
        best(records, threads, "int8, vpdpbusd").max(best(records, threads, "int8, maddubs")),
    );
    for name in names(&[]) {
        let times = seconds(records, threads, what, name);
        if times.is_empty() {
            continue;
        }
        let s = median(&times);
        let (least, most) = times.iter().fold((f64::MAX, 0.0f64), |(a, b), x| (a.min(*x), b.max(*x)));
        let of_engine =
            || records.iter().filter(|r| r.engine == name && r.threads == threads && r.what == what);
        let gops = of_engine().map(|r| r.answer.operations).next().unwrap_or(f64::NAN) / s / 1e9;
        let peak = of_engine().map(|r| r.answer.peak_mb).fold(0.0, f64::max);
        let policy = policy_of(tuned, name, threads, false);
        let _ = writeln!(
            out,
            "| {name} | {s:.2} ({least:.2} to {most:.2}) | {gops:.0} | {:.2} | {:.0} % | {} | {peak:.0} | {} |",
            yardstick / s,
            100.0 * gops / if name.ends_with("int8") { int8 } else { fma },
            policy.map_or("?".into(), |t| format!("{:.4}", t.cosine)),
            policy.map_or("?".into(), |t| set_up(t, threads)),
        );
    }
    let _ = writeln!(out);
}

fn calls(out: &mut String, records: &[Record], threads: usize) {
    const KINDS: [&str; 4] = ["1x16", "1x64", "1x128", "32x64"];
    let rounds = seconds(records, threads, "1x64", MEASURE).len();
    let _ = writeln!(
        out,
        "### {threads} {}, one call, milliseconds, medians of {rounds} rounds\n",
        plural(threads)
    );
    let _ = writeln!(out, "| engine | 1 × 16 tokens | 1 × 64 | 1 × 128 | 32 × 64 |\n|---|---|---|---|---|");
    for name in names(&[]) {
        let row = KINDS.map(|what| median(&seconds(records, threads, what, name)));
        if row.iter().all(|s| s.is_nan()) {
            continue;
        }
        let cells = row.map(|s| format!("{:.2}", 1e3 * s)).join(" | ");
        let _ = writeln!(out, "| {name} | {cells} |");
    }
    let _ = writeln!(out);
}

fn limits(out: &mut String, records: &[Record]) {
    let _ = writeln!(out, "### What the cores can do, Gop/s, best of all rounds\n");
    let _ = writeln!(out, "| loop | 1 thread | 2 threads |\n|---|---|---|");
    let mut seen: Vec<&str> = Vec::new();
    for limit in records.iter().flat_map(|r| &r.answer.limits) {
        if !seen.contains(&limit.name.as_str()) {
            seen.push(&limit.name);
        }
    }
    for name in seen {
        let shown = |threads| match best(records, threads, name) {
            0.0 => "not measured".into(),
            gops => format!("{gops:.0}"),
        };
        let _ = writeln!(out, "| {name} | {} | {} |", shown(1), shown(2));
    }
}

/// Medians and spreads, for programs.
pub fn json(records: &[Record], tuned: &[Tuned]) -> Value {
    let kinds: BTreeSet<(usize, &str, &str)> = records
        .iter()
        .filter(|r| r.engine != MACHINE)
        .map(|r| (r.threads, r.what.as_str(), r.engine.as_str()))
        .collect();
    let rows: Vec<Value> = kinds
        .into_iter()
        .map(|(threads, what, engine)| {
            let times = seconds(records, threads, what, engine);
            json!({"threads": threads, "what": what, "engine": engine, "seconds": times, "median": median(&times)})
        })
        .collect();
    let limits: Vec<Value> = records
        .iter()
        .filter(|r| r.engine == MACHINE)
        .map(|r| json!({"round": r.round, "threads": r.threads, "limits": r.answer.limits}))
        .collect();
    json!({"measured": rows, "limits": limits, "policies": tuned})
}

fn seconds(records: &[Record], threads: usize, what: &str, engine: &str) -> Vec<f64> {
    let matching = records.iter().filter(|r| r.threads == threads && r.what == what && r.engine == engine);
    matching.map(|r| r.answer.seconds).collect()
}

/// The fastest that any loop whose name begins with `prefix` has run; 0 where none did.
fn best(records: &[Record], threads: usize, prefix: &str) -> f64 {
    let of = records.iter().filter(|r| r.threads == threads).flat_map(|r| &r.answer.limits);
    of.filter(|l| l.name.starts_with(prefix)).map(|l| l.gops).fold(0.0, f64::max)
}

fn set_up(t: &Tuned, threads: usize) -> String {
    if t.policy.batch == 0 {
        return "packed".into();
    }
    let lanes = t.policy.lanes.min(threads);
    format!("{} × {lanes} {} (best of {})", t.policy.batch, t.policy.file, t.of)
}

fn plural(threads: usize) -> &'static str {
    if threads == 1 { "thread" } else { "threads" }
}
