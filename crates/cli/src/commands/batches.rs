//! Articles from inputs, in batches, with everything that goes wrong on the way said once.

use crate::args::{Inputs, Talk};
use crate::{interrupt, notes, progress};
use anyhow::ensure;
use indicatif::ProgressBar;
use standpoint_article::Article;
use standpoint_ingest::{Event, Events, Ingest, Limits, Next};
use std::time::{Duration, Instant};

/// Articles of the first batch.
const BATCH: usize = 16;
/// The most that one may have.
const MOST: usize = 128;
/// A full batch that was done sooner is followed by one of twice as many: threads wait for each other at a batch's ends.
const SOON: Duration = Duration::from_millis(400);
/// One that took longer is followed by one of half as many: Ctrl-C is answered between batches.
const LONG: Duration = Duration::from_millis(1200);
/// A batch that is not full after this time goes on as it is: a stream may be silent for hours.
const PATIENCE: Duration = Duration::from_millis(300);

/// What a consumer of batches is told.
pub(crate) enum Item {
    /// Articles to work on, in order.
    Articles(Vec<Article>),
    /// Something to pass on to whoever reads the output.
    Warning { input: String, message: String },
    /// An input that gave no article.
    Failed { input: String, message: String },
    /// Nothing more for now: what was written should reach whoever reads it.
    Pause,
}

/// Walks inputs. After the last item, [`Batches::failed`] says how many inputs gave nothing.
pub(crate) struct Batches {
    events: Events,
    held: Option<Item>,
    /// Something was given since the last pause.
    unpaused: bool,
    size: usize,
    most: usize,
    /// When the last batch was given, and whether it was full.
    given: Option<(Instant, bool)>,
    bar: ProgressBar,
    pub(crate) failed: usize,
    pub(crate) articles: usize,
    started: Instant,
}

impl Batches {
    pub(crate) fn new(inputs: Inputs, threads: Option<usize>, talk: &Talk) -> anyhow::Result<Self> {
        let Inputs { paths, reading } = inputs;
        let watch = reading.watch.map(Duration::try_from_secs_f64).transpose();
        let watch =
            watch.map_err(|_| anyhow::anyhow!("--watch wants a number of seconds, such as --watch=2"))?;
        ensure!(
            watch != Some(Duration::ZERO),
            "--watch=0 would look without rest\nhint: --watch=0.1 is often"
        );
        ensure!(threads != Some(0), "--threads is 0; give 1 or more, or leave it out to use all cores");
        let ingest = Ingest {
            input_format: reading.input_format,
            columns: reading.map.unwrap_or_default(),
            limits: Limits { bytes: reading.max_unpacked.saturating_mul(1 << 30), ..Limits::default() },
            threads: threads.unwrap_or_default(),
            watch,
            ..Ingest::default()
        };
        Ok(Self {
            events: ingest.read(paths).stop_when(interrupt::stopped),
            held: None,
            unpaused: false,
            size: BATCH,
            most: MOST,
            given: None,
            bar: progress::articles(talk),
            failed: 0,
            articles: 0,
            started: Instant::now(),
        })
    }

    /// The same, one article at a time: for commands that have nothing to gain from batches.
    pub(crate) fn singly(mut self) -> Self {
        (self.size, self.most) = (1, 1);
        self
    }

    /// Fits the size to how long the consumer worked on the last batch.
    fn pace(&mut self) {
        match self.given.take().map(|(given, full)| (given.elapsed(), full)) {
            Some((took, true)) if took < SOON => self.size = (2 * self.size).min(self.most),
            Some((took, _)) if took > LONG => self.size = (self.size / 2).max(1),
            _ => {}
        }
    }

    /// One line on what was done, for stderr.
    pub(crate) fn summary(&self) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        let plural = if self.articles == 1 { "" } else { "s" };
        let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
        format!("{} article{plural} in {seconds:.1} s{failed}", self.articles)
    }

    /// The article of an event, or what else is to be passed on.
    fn note(&mut self, event: Event) -> Result<Article, Option<Item>> {
        match event {
            Event::Article(article) => Ok(*article),
            Event::Note { input, message } => {
                self.bar.suspend(|| notes::note(&format!("{input}: {message}")));
                Err(None)
            }
            Event::Warning { input, message } => {
                self.bar.suspend(|| notes::warning(&format!("{input}: {message}")));
                Err(Some(Item::Warning { input, message }))
            }
            Event::Failed { input, message } => {
                self.failed += 1;
                self.bar.suspend(|| notes::error(&format!("{input}: {message}")));
                Err(Some(Item::Failed { input, message }))
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
        self.pace();
        let mut batch = Vec::new();
        let mut since: Option<Instant> = None;
        while batch.len() < self.size && !interrupt::stopped() {
            let patience = match since {
                Some(first) => PATIENCE.saturating_sub(first.elapsed()),
                None if self.unpaused => PATIENCE,
                None => Duration::MAX,
            };
            let event = match self.events.next_within(patience) {
                Next::Event(event) => event,
                Next::End => break,
                Next::Waiting if !batch.is_empty() => break,
                Next::Waiting => {
                    self.unpaused = false;
                    return Some(Item::Pause);
                }
            };
            match self.note(event) {
                Ok(article) => {
                    since.get_or_insert_with(Instant::now);
                    batch.push(article);
                }
                Err(None) => {}
                Err(Some(item)) if batch.is_empty() => {
                    self.unpaused = true;
                    return Some(item);
                }
                Err(item) => {
                    self.held = item;
                    break;
                }
            }
        }
        if batch.is_empty() {
            self.bar.finish_and_clear();
            return None;
        }
        self.unpaused = true;
        self.given = Some((Instant::now(), batch.len() == self.size));
        self.articles += batch.len();
        progress::show(&self.bar, self.events.progress(), self.articles, self.started);
        Some(Item::Articles(batch))
    }
}
