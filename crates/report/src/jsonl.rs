//! Records, one a line, as the work goes on.

use crate::wire::{
    ActorRecord, ArticleRecord, EndRecord, JudgementRecord, PositionRecord, Record, RunRecord,
    StatementRecord, WarningRecord,
};
use standpoint_article::Article;
use standpoint_stance::Analysis;
use standpoint_statements::dates;
use std::io::{self, Write};

/// How far the work went, and so which records there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Articles.
    Ingest,
    /// Articles, actors, statements.
    Statements,
    /// Articles, actors, statements, judgements, positions.
    Analyze,
}

/// How records are held together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// JSON Lines: one record a line.
    Lines,
    /// One JSON array of the same records, one a line.
    Array,
}

/// What a [`JsonlWriter`] writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonlOptions {
    /// The last stage whose records are wanted.
    pub stage: Stage,
    /// Lines or an array.
    pub framing: Framing,
    /// Positions whose stance is `none` or `unclear`, too.
    pub all: bool,
}

/// Writes records to `W` and counts them: [`begin`](JsonlWriter::begin), then articles, analyses, warnings and failures
/// in any number and order, then [`end`](JsonlWriter::end). Nothing is buffered here; give it a `BufWriter`.
#[derive(Debug)]
pub struct JsonlWriter<W: Write> {
    out: W,
    options: JsonlOptions,
    counts: EndRecord,
    /// True once a record was written.
    started: bool,
}

impl<W: Write> JsonlWriter<W> {
    /// A writer that has not written anything yet.
    pub fn new(out: W, options: JsonlOptions) -> Self {
        Self { out, options, counts: EndRecord::default(), started: false }
    }

    /// The `run` record.
    pub fn begin(&mut self, run: RunRecord<'_>) -> io::Result<()> {
        self.record(&Record::Run(run))
    }

    /// The record of an article of which nothing else is known: all there is at [`Stage::Ingest`].
    pub fn article(&mut self, article: &Article) -> io::Result<()> {
        self.counts.articles += 1;
        self.record(&Record::Article(ArticleRecord::from(article)))
    }

    /// Every record of an analysis up to the stage, in the order article, actors, statements, judgements, positions,
    /// warnings.
    pub fn analysis(&mut self, analysis: &Analysis) -> io::Result<()> {
        let article = &analysis.article;
        self.article(article)?;
        if self.options.stage >= Stage::Statements {
            for actor in &analysis.actors {
                self.record(&Record::Actor(ActorRecord::new(article, actor)))?;
            }
            let dates = dates(article);
            for statement in &analysis.statements {
                self.counts.statements += 1;
                self.record(&Record::Statement(StatementRecord::new(article, statement, &dates)))?;
            }
        }
        if self.options.stage >= Stage::Analyze {
            for judgement in &analysis.judgements {
                self.record(&Record::Judgement(JudgementRecord::new(article, judgement)))?;
            }
            for position in &analysis.positions {
                if self.options.all || position.stance.is_position() {
                    self.counts.positions += 1;
                    self.record(&Record::Position(PositionRecord::new(analysis, position)))?;
                }
            }
        }
        for message in &analysis.warnings {
            self.warning(&article.input, message)?;
        }
        Ok(())
    }

    /// Something the user should know about an input that was not lost.
    pub fn warning(&mut self, input: &str, message: &str) -> io::Result<()> {
        self.record(&Record::Warning(WarningRecord { input, message }))
    }

    /// An input that gave no article: a warning, counted as failed.
    pub fn failed(&mut self, input: &str, message: &str) -> io::Result<()> {
        self.counts.failed += 1;
        self.warning(input, message)
    }

    /// Passes on what the output holds back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// The `end` record. Gives back the flushed output and what was counted.
    pub fn end(mut self) -> io::Result<(W, EndRecord)> {
        self.record(&Record::End(self.counts))?;
        if self.options.framing == Framing::Array {
            self.out.write_all(b"\n]\n")?;
        }
        self.out.flush()?;
        Ok((self.out, self.counts))
    }

    /// A line is whole as soon as it is written; in an array the comma comes before every record but the first, so that
    /// there is never one too many.
    fn record(&mut self, record: &Record<'_>) -> io::Result<()> {
        if self.options.framing == Framing::Array {
            self.out.write_all(if self.started { b",\n" } else { b"[\n" })?;
        }
        self.started = true;
        serde_json::to_writer(&mut self.out, record)?;
        if self.options.framing == Framing::Lines {
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}
