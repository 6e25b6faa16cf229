//! `standpoint classify`: stance of single statements, no article needed.

use super::render::framing;
use super::use_threads;
use crate::args::{Classify, Format};
use crate::config::Config;
use crate::exit::ExitStatus;
use crate::output::Sink;
use crate::{interrupt, model, notes, output, rows};
use anyhow::{Context, bail, ensure};
use standpoint_article::Span;
use standpoint_report::Framing;
use standpoint_report::wire::{PairInput as Row, PairJudgement};
use standpoint_stance::pair::{Pair, PairBuilder, PairInput};
use standpoint_stance::{Classifier, Verdict};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

/// Pairs that are read before they are classified together.
const BATCH: usize = 512;
/// Pairs that are there are answered when no further one has come for this long.
const PATIENCE: Duration = Duration::from_millis(50);
/// Longest line that is taken in, in bytes.
const MAX_LINE: u64 = 16 << 20;

pub(crate) fn run(args: &Classify, config: &Config) -> anyhow::Result<ExitStatus> {
    output::check(args.output.output.as_deref())?;
    let files = model::files(&args.engine, config)?;
    use_threads(args.engine.threads.or(config.threads))?;
    let Some(framing) = framing(args.output.format.unwrap_or(Format::Jsonl)) else {
        bail!("`classify` writes jsonl or json");
    };
    output::check_apart(args.output.output.as_deref(), [args.pairs.as_path()])?;
    let name = args.pairs.display().to_string();
    let reader: Box<dyn BufRead + Send> = if args.pairs == Path::new("-") {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        Box::new(BufReader::new(
            std::fs::File::open(&args.pairs).with_context(|| format!("cannot read {name}"))?,
        ))
    };
    let classifier = Classifier::open(&files)?;
    let builder = classifier.pairs()?;
    let mut writer = Writer { sink: Sink::open(args.output.output.as_deref())?, framing, first: true };
    let mut failed = 0;
    let mut line_number = 0;
    let mut more = true;
    let lines = read_ahead(reader);
    while more && !interrupt::stopped() {
        let mut batch = Vec::new();
        while batch.len() < BATCH && !interrupt::stopped() {
            let line = match lines.recv_timeout(PATIENCE) {
                Ok(line) => line.with_context(|| format!("cannot read {name}"))?,
                // Whoever sends one pair and waits for its answer gets it.
                Err(RecvTimeoutError::Timeout) if !batch.is_empty() => break,
                Err(RecvTimeoutError::Timeout) => continue,
                // The thread says so when its input ends: it did not get that far.
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("reading {name} broke off after line {line_number}")
                }
            };
            match line {
                Line::End => {
                    more = false;
                    break;
                }
                Line::TooLong => {
                    line_number += 1;
                    failed += 1;
                    notes::error(&format!(
                        "{name}:{line_number}: the line is longer than {} MB",
                        MAX_LINE >> 20
                    ));
                }
                Line::Bytes(bytes) => {
                    line_number += 1;
                    // Editors of other systems begin a file with a byte order mark.
                    let mark: &[u8] = if line_number == 1 { b"\xEF\xBB\xBF" } else { b"" };
                    let bytes = bytes.strip_prefix(mark).unwrap_or(&bytes);
                    if bytes.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    match row(bytes, &format!("{name}:{line_number}")) {
                        Ok(row) => batch.push(row),
                        Err(e) => {
                            failed += 1;
                            notes::error(&e.to_string());
                        }
                    }
                }
            }
        }
        let pairs: Vec<Pair> = batch.iter().map(|row| pair(&builder, row)).collect();
        for (row, verdict) in batch.iter().zip(classifier.classify(&pairs)?) {
            writer.write(row, &verdict)?;
        }
        if !batch.is_empty() {
            writer.sink.flush()?;
        }
    }
    writer.end()?;
    if interrupt::stopped() {
        notes::note("interrupted: the answers are those of the pairs so far");
        return Ok(ExitStatus::Interrupted);
    }
    Ok(if failed > 0 { ExitStatus::Partly } else { ExitStatus::Done })
}

/// The row in a line.
fn row(bytes: &[u8], place: &str) -> anyhow::Result<Row> {
    match std::str::from_utf8(bytes) {
        Ok(line) => {
            let row: Row =
                rows::parse(line, place, r#"a line is {"id":..,"text":"..","actor":"..","issue":".."}"#)?;
            for (field, words) in [("text", &row.text), ("issue", &row.issue)] {
                ensure!(
                    !words.trim().is_empty(),
                    "{place}: the field `{field}` is empty\nhint: there is nothing to judge without it"
                );
            }
            Ok(row)
        }
        Err(e) => {
            let column = String::from_utf8_lossy(&bytes[..e.valid_up_to()]).chars().count() + 1;
            bail!("{place}:{column}: the line is not UTF-8\nhint: {}", output::TO_UTF8)
        }
    }
}

/// Lines as they come, read by a thread of their own: a stream may be silent for hours, and Ctrl-C is answered meanwhile.
fn read_ahead(mut reader: Box<dyn BufRead + Send>) -> Receiver<std::io::Result<Line>> {
    let (send, lines) = sync_channel(BATCH);
    std::thread::spawn(move || {
        loop {
            let line = next_line(&mut *reader);
            let last = matches!(line, Ok(Line::End) | Err(_));
            if send.send(line).is_err() || last {
                return;
            }
        }
    });
    lines
}

enum Line {
    Bytes(Vec<u8>),
    TooLong,
    End,
}

/// Reads a line of bounded length; what is longer is passed over to its end.
fn next_line(reader: &mut dyn BufRead) -> std::io::Result<Line> {
    let mut bytes = Vec::new();
    let n = reader.take(MAX_LINE).read_until(b'\n', &mut bytes)?;
    if n == 0 {
        return Ok(Line::End);
    }
    if n as u64 == MAX_LINE && bytes.last() != Some(&b'\n') {
        loop {
            let chunk = reader.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            let end = chunk.iter().position(|b| *b == b'\n');
            let used = end.map_or(chunk.len(), |i| i + 1);
            reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        return Ok(Line::TooLong);
    }
    Ok(Line::Bytes(bytes))
}

/// The actor's first mention by name is marked, where there is one.
fn pair(builder: &PairBuilder, row: &Row) -> Pair {
    let mention = row.text.find(&row.actor).filter(|_| !row.actor.is_empty());
    builder.build(&PairInput {
        actor: &row.actor,
        issue: &row.issue,
        before: row.before.as_deref().unwrap_or_default(),
        text: &row.text,
        after: row.after.as_deref().unwrap_or_default(),
        mention: mention.map(|at| Span::new(at, at + row.actor.len())),
    })
}

struct Writer {
    sink: Sink,
    framing: Framing,
    first: bool,
}

impl Writer {
    fn write(&mut self, row: &Row, verdict: &Verdict) -> anyhow::Result<()> {
        let record = PairJudgement::new(row, verdict.stance, verdict.scores, verdict.condition);
        if self.framing == Framing::Array {
            self.sink.write_all(if self.first { b"[\n" } else { b",\n" })?;
        }
        self.first = false;
        serde_json::to_writer(&mut self.sink, &record)?;
        if self.framing == Framing::Lines {
            self.sink.write_all(b"\n")?;
        }
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<()> {
        if self.framing == Framing::Array {
            self.sink.write_all(if self.first { b"[]\n" } else { b"\n]\n" })?;
        }
        self.sink.finish()
    }
}
