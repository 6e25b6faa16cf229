//! Files of decisions: what errors are read from, and what a later run is compared with.

use super::summary::Level;
use crate::args::Eval;
use crate::output::Sink;
use crate::rows;
use anyhow::{Context, bail};
use serde_json::{Value, json};
use standpoint_eval::Decision;
use standpoint_stance::{Classifier, ModelFiles};
use std::io::Write;
use std::path::Path;

/// Writes what `--decisions` and `--errors` ask for.
pub(super) fn write<'a>(
    args: &Eval,
    level: Level,
    files: &ModelFiles,
    decisions: impl Iterator<Item = &'a Decision> + Clone,
) -> anyhow::Result<()> {
    if let Some(path) = &args.decisions {
        put(path, level, files, decisions.clone())?;
    }
    if let Some(path) = &args.errors {
        put(path, level, files, decisions.filter(|d| !d.is_right()))?;
    }
    Ok(())
}

fn put<'a>(
    path: &Path,
    level: Level,
    files: &ModelFiles,
    decisions: impl Iterator<Item = &'a Decision>,
) -> anyhow::Result<()> {
    let mut sink = Sink::open(Some(path))?;
    // No orphan numbers: the first line says whose decisions these are.
    let model = json!({"name": files.name, "sha256": Classifier::open(files)?.sha256()});
    let version = env!("CARGO_PKG_VERSION");
    let run = json!({"type": "run", "schema": "standpoint/1", "version": version, "model": model, "level": level.as_str()});
    writeln!(sink, "{run}")?;
    for decision in decisions {
        let mut value = json!({"type": "decision", "right": decision.is_right()});
        if let (Value::Object(head), Value::Object(rest)) = (&mut value, serde_json::to_value(decision)?) {
            head.extend(rest);
        }
        if let Some(scores) = value["scores"].as_object_mut() {
            // Four decimals, as in all records.
            scores
                .values_mut()
                .for_each(|v| *v = json!((v.as_f64().unwrap_or_default() * 1e4).round() / 1e4));
        }
        writeln!(sink, "{value}")?;
    }
    sink.finish()
}

/// Reads the decisions of another run at this level.
pub(super) fn read(path: &Path, level: Level) -> anyhow::Result<Vec<Decision>> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the decisions {name}"))?;
    let mut lines = text.lines().enumerate();
    let head: Value = lines.next().and_then(|(_, l)| serde_json::from_str(l).ok()).unwrap_or_default();
    if head["type"] != "run" || head["level"] != level.as_str() {
        bail!(
            "{name} does not begin with the run of an evaluation at the level `{}`\n\
             hint: write one with `standpoint eval ... --decisions {name}`",
            level.as_str()
        );
    }
    let decision = |(i, line): (usize, &str)| {
        rows::parse(line, &format!("{name}:{}", i + 1), "write the file anew with --decisions")
    };
    lines.map(decision).collect()
}
