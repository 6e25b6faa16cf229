//! Finding each engine's best policy, and rounds in which every engine takes its turn.

use crate::engine::{NAMES, Policy, REFERENCE, policies};
use crate::worker::{Answer, MACHINE, Task, Worker};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// The best policy found for one engine, number of threads and kind of work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tuned {
    pub engine: String,
    pub threads: usize,
    /// True for single calls, false for the reference work.
    pub calls: bool,
    pub policy: Policy,
    /// Mean cosine of its embeddings to the reference engine's.
    pub cosine: f64,
    /// How many policies it was chosen from.
    pub of: usize,
}

/// One measurement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub round: usize,
    pub threads: usize,
    pub engine: String,
    /// `work/N`: every Nth line of the reference work; `1x64`: one sequence of 64 tokens; `32x64`: 32 of them; `limits`.
    pub what: String,
    #[serde(flatten)]
    pub answer: Answer,
}

impl Clone for Answer {
    fn clone(&self) -> Self {
        Self { limits: self.limits.clone(), ..*self }
    }
}

/// A policy loses more accuracy than this against the most accurate one of its engine: it is no candidate.
const TOLERATED: f64 = 0.01;
/// Policies are compared on every eighth line.
const SAMPLE: usize = 8;

/// Tries every policy of the engines that match `only`, and writes the fastest into `path`, beside what stands there.
pub fn tune(path: &Path, only: &[String], threads: usize, scratch: &Path) -> Result<()> {
    let reference = scratch.join("reference.f32");
    let first = &policies(REFERENCE, threads)[0];
    let save = |to: &Path| Task::Work { every: SAMPLE, save: Some(to.into()) };
    Worker::start(REFERENCE, first, threads)?.ask(&save(&reference))?;
    let mut tuned = load(path)?;
    for name in names(only) {
        for calls in [false, true] {
            // A single call is one batch in one lane: only the file is to choose.
            let candidates: Vec<Policy> = policies(name, threads)
                .into_iter()
                .filter(|p| if calls { p.lanes == 1 && matches!(p.batch, 0 | 32) } else { true })
                .collect();
            let mut tried = Vec::new();
            for policy in &candidates {
                let mut worker = Worker::start(name, policy, threads)?;
                let file = scratch.join("trial.f32");
                worker.ask(&save(&file))?;
                let cosine = similarity(&file, &reference)?;
                let task = if calls {
                    Task::Call { count: 1, tokens: 64 }
                } else {
                    Task::Work { every: SAMPLE, save: None }
                };
                let mut seconds = worker.ask(&task)?.seconds;
                // A second try where it is cheap: short times are the ones that noise decides.
                if seconds < 1.0 {
                    seconds = seconds.min(worker.ask(&task)?.seconds);
                }
                tried.push((seconds, cosine, policy));
            }
            let most = tried.iter().map(|t| t.1).fold(f64::MIN, f64::max);
            let best = tried
                .iter()
                .filter(|t| t.1 >= most - TOLERATED)
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .context("an engine has policies")?;
            let of = candidates.len();
            eprintln!(
                "{name}, {threads} threads: {:?} of {of}, {:.4} s, cosine {:.4}",
                best.2, best.0, best.1
            );
            tuned.retain(|t| (t.engine.as_str(), t.threads, t.calls) != (name, threads, calls));
            tuned.push(Tuned {
                engine: name.into(),
                threads,
                calls,
                policy: best.2.clone(),
                cosine: best.1,
                of,
            });
            fs::write(path, serde_json::to_string_pretty(&tuned)? + "\n")?;
        }
    }
    Ok(())
}

/// `count` rounds over the engines, each in turn, in an order that is reversed every second round so that a slow drift of
/// the machine favours nobody. The machine's limits are measured in every round. Records are appended to `out`.
pub fn rounds(
    tuned: &Path,
    out: &Path,
    only: &[String],
    threads: usize,
    calls: bool,
    every: usize,
    count: usize,
) -> Result<()> {
    let tuned = load(tuned)?;
    let mut workers =
        vec![Worker::start(MACHINE, &Policy { file: String::new(), batch: 0, lanes: 1 }, threads)?];
    for name in names(only) {
        let found = policy_of(&tuned, name, threads, calls);
        let policy = &found
            .with_context(|| {
                format!("{name} has no policy for {threads} threads\nhint: cargo xtask bench peers -- tune")
            })?
            .policy;
        let mut policy = policy.clone();
        policy.lanes = policy.lanes.min(threads);
        if calls && policy.batch > 0 {
            policy.batch = 64; // a call of 32 sequences is one batch
        }
        let mut worker = Worker::start(name, &policy, threads)?;
        worker.ask(&Task::Work { every: SAMPLE, save: None })?;
        workers.push(worker);
    }
    let before = records(out)?.iter().map(|r| r.round + 1).max().unwrap_or(0);
    let mut file = OpenOptions::new().create(true).append(true).open(out)?;
    for round in before..before + count {
        for worker in &mut workers {
            let tasks: Vec<(String, Task)> = match (worker.name.as_str(), calls) {
                (MACHINE, _) => vec![("limits".into(), Task::Limits)],
                (_, false) => vec![(format!("work/{every}"), Task::Work { every, save: None })],
                (_, true) => [(1, 16), (1, 64), (1, 128), (32, 64)]
                    .map(|(count, tokens)| (format!("{count}x{tokens}"), Task::Call { count, tokens }))
                    .into(),
            };
            for (what, task) in tasks {
                let answer = worker.ask(&task)?;
                eprintln!(
                    "round {round}: {}, {threads} threads, {what}: {:.4} s",
                    worker.name, answer.seconds
                );
                let record = Record { round, threads, engine: worker.name.clone(), what, answer };
                writeln!(file, "{}", serde_json::to_string(&record)?)?;
            }
        }
        workers.reverse();
    }
    Ok(())
}

/// The policy found for a number of threads, or else the one for another number: one thread makes do with what was best for
/// two, in a single lane.
pub fn policy_of<'a>(tuned: &'a [Tuned], engine: &str, threads: usize, calls: bool) -> Option<&'a Tuned> {
    let of_engine = || tuned.iter().filter(|t| t.engine == engine && t.calls == calls);
    of_engine().find(|t| t.threads == threads).or_else(|| of_engine().next())
}

/// The engines whose name holds one of `only`, or all of this build.
pub fn names(only: &[String]) -> Vec<&'static str> {
    NAMES
        .iter()
        .copied()
        .filter(|n| cfg!(feature = "torch") || !n.starts_with("rust-bert"))
        .filter(|n| only.is_empty() || only.iter().any(|o| n.contains(o.as_str())))
        .collect()
}

/// The policies in a file; none where there is no file.
pub fn load(path: &Path) -> Result<Vec<Tuned>> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display())),
        Err(_) => Ok(Vec::new()),
    }
}

/// The measurements in a file; none where there is no file.
pub fn records(path: &Path) -> Result<Vec<Record>> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|l| serde_json::from_str(l).with_context(|| format!("not a record: {l}"))).collect()
}

fn similarity(a: &Path, b: &Path) -> Result<f64> {
    let read = |path: &Path| -> Result<Vec<Vec<f32>>> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let values: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        Ok(values.chunks(crate::work::HIDDEN).map(<[f32]>::to_vec).collect())
    };
    Ok(crate::work::cosine(&read(a)?, &read(b)?))
}
