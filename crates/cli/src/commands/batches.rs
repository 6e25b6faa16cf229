//! Articles from inputs, in batches, with everything that goes wrong on the way said once.

use crate::args::{Inputs, Talk};
use crate::{interrupt, notes, progress};
use indicatif::ProgressBar;
use standpoint_article::Article;
use standpoint_ingest::{Event, Events, Ingest};
use std::time::Instant;

/// Articles of a batch: enough to fill the model's batches, few enough that Ctrl-C is answered soon.
const BATCH: usize = 16;

/// What a consumer of batches is told.
pub(crate) enum Item {
    /// Articles to work on, in order.
    Articles(Vec<Article>),
    /// Something to pass on to whoever reads the output.
    Warning { input: String, message: String },
    /// An input that gave no article.
    Failed { input: String, message: String },
}

/// Walks inputs. After the last item, [`Batches::failed`] says how many inputs gave nothing.
pub(crate) struct Batches {
    events: Events,
    held: Option<Item>,
    size: usize,
    bar: ProgressBar,
    pub(crate) failed: usize,
    pub(crate) articles: usize,
    started: Instant,
}

impl Batches {
    pub(crate) fn new(inputs: Inputs, talk: &Talk) -> Self {
        let ingest = Ingest { input_format: inputs.input_format, ..Ingest::default() };
        Self {
            events: ingest.read(inputs.inputs),
            held: None,
            size: BATCH,
            bar: progress::articles(talk),
            failed: 0,
            articles: 0,
            started: Instant::now(),
        }
    }

    /// The same, one article at a time: for commands that have nothing to gain from batches.
    pub(crate) fn singly(mut self) -> Self {
        self.size = 1;
        self
    }

    /// One line on what was done, for stderr.
    pub(crate) fn summary(&self) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        let plural = if self.articles == 1 { "" } else { "s" };
        let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
        format!("{} article{plural} in {seconds:.1} s{failed}", self.articles)
    }

    fn note(&mut self, event: Event) -> Result<Article, Item> {
        match event {
            Event::Article(article) => Ok(*article),
            Event::Warning { input, message } => {
                self.bar.suspend(|| notes::warning(&format!("{input}: {message}")));
                Err(Item::Warning { input, message })
            }
            Event::Failed { input, message } => {
                self.failed += 1;
                self.bar.suspend(|| notes::error(&format!("{input}: {message}")));
                Err(Item::Failed { input, message })
            }
        }
    }
}

impl Iterator for Batches {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(item) = self.held.take() {
            return Some(item);
        }
        let mut batch = Vec::new();
        while batch.len() < self.size && !interrupt::stopped() {
            let Some(event) = self.events.next() else { break };
            match self.note(event) {
                Ok(article) => batch.push(article),
                Err(item) if batch.is_empty() => return Some(item),
                Err(item) => {
                    self.held = Some(item);
                    break;
                }
            }
        }
        if batch.is_empty() {
            self.bar.finish_and_clear();
            return None;
        }
        self.articles += batch.len();
        self.bar.inc(batch.len() as u64);
        Some(Item::Articles(batch))
    }
}
