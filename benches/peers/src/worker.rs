//! One engine in a process of its own, so that thread pools, allocators and libraries never meet. It sleeps on its standard
//! input between tasks: whoever measures wakes one worker at a time.

use crate::engine::{self, Engine, Policy};
use crate::limits::{self, Limit};
use crate::work::{self, base};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use standpoint_encoder::{Input, Tokenizer};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

/// A name under which the worker measures the machine instead of an engine.
pub const MACHINE: &str = "machine";

/// What a worker can be asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Embed every `every`th line of the reference work, and perhaps write the embeddings down.
    Work { every: usize, save: Option<PathBuf> },
    /// Embed `count` sequences of `tokens` tokens, again and again; the median counts.
    Call { count: usize, tokens: usize },
    /// Measure the processor's limits.
    Limits,
}

/// What it answers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// Wall time of the embedding.
    pub seconds: f64,
    /// Operations that the un-padded work needs.
    pub operations: f64,
    /// Largest resident memory of the process so far.
    pub peak_mb: f64,
    pub limits: Vec<Limit>,
}

/// The worker's own side: loads, says so, and works until its input ends.
pub fn serve(name: &str, policy: &Policy, threads: usize) -> Result<()> {
    pin(threads);
    let tokenizer = Tokenizer::open(&base()?.join("tokenizer.json"))?;
    let mut engine = (name != MACHINE).then(|| engine::open(name, policy, threads)).transpose()?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "ready")?;
    for line in std::io::stdin().lines() {
        let task: Task = serde_json::from_str(&line?)?;
        let answer = match (task, &mut engine) {
            (Task::Limits, _) => Answer { limits: limits::measure(threads), ..Answer::default() },
            (Task::Work { every, save }, Some(engine)) => {
                whole(engine.as_mut(), &work::reference(&tokenizer, every), save)?
            }
            (Task::Call { count, tokens }, Some(engine)) => {
                repeated(engine.as_mut(), &work::uniform(&tokenizer, count, tokens))?
            }
            (task, None) => bail!("the machine cannot do {task:?}"),
        };
        writeln!(out, "{}", serde_json::to_string(&Answer { peak_mb: peak_mb(), ..answer })?)?;
        out.flush()?;
    }
    Ok(())
}

fn whole(engine: &mut dyn Engine, inputs: &[Input], save: Option<PathBuf>) -> Result<Answer> {
    let start = Instant::now();
    let embeddings = engine.embed(inputs)?;
    let seconds = start.elapsed().as_secs_f64();
    if let Some(path) = save {
        let bytes: Vec<u8> = embeddings.iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(Answer { seconds, operations: work::operations(inputs), ..Answer::default() })
}

fn repeated(engine: &mut dyn Engine, inputs: &[Input]) -> Result<Answer> {
    let mut times = Vec::new();
    let begin = Instant::now();
    // The first three are for warming up.
    while times.len() < 8 || begin.elapsed().as_secs_f64() < 0.4 {
        let start = Instant::now();
        std::hint::black_box(engine.embed(inputs)?);
        times.push(start.elapsed().as_secs_f64());
    }
    Ok(Answer { seconds: median(&times[3..]), operations: work::operations(inputs), ..Answer::default() })
}

/// The middle value, or the mean of the two middle ones.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// Keeps the process, and all threads it will start, on the first `threads` cores: two threads never get a third core,
/// and one thread does not wander.
fn pin(threads: usize) {
    #[cfg(target_os = "linux")]
    // SAFETY: the set is a plain value of ours; failing to pin changes nothing but the noise.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        for core in 0..threads {
            libc::CPU_SET(core, &mut set);
        }
        libc::sched_setaffinity(0, std::mem::size_of::<libc::cpu_set_t>(), &set);
    }
}

fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}

/// The measuring side's handle on a worker.
pub struct Worker {
    pub name: String,
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts one and waits until it has loaded its model.
    pub fn start(name: &str, policy: &Policy, threads: usize) -> Result<Self> {
        let each = (threads / policy.lanes).max(1).to_string();
        let mut child = Command::new(std::env::current_exe()?)
            .args(["worker", name, &serde_json::to_string(policy)?, &threads.to_string()])
            .env("RAYON_NUM_THREADS", &each)
            .env("OMP_NUM_THREADS", &each)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdin = child.stdin.take().context("piped")?;
        let stdout = BufReader::new(child.stdout.take().context("piped")?);
        let mut worker = Self { name: name.into(), child, stdin, stdout };
        let said = worker.line()?;
        anyhow::ensure!(said == "ready", "{name} with {policy:?} said `{said}` instead of `ready`");
        Ok(worker)
    }

    /// Has it do a task and waits for the answer, then for its threads to go to sleep.
    pub fn ask(&mut self, task: &Task) -> Result<Answer> {
        writeln!(self.stdin, "{}", serde_json::to_string(task)?)?;
        let line = self.line()?;
        std::thread::sleep(std::time::Duration::from_millis(30));
        serde_json::from_str(&line).with_context(|| format!("{} answered `{line}` to {task:?}", self.name))
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
