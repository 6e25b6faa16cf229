//! The run as its caller sees it: events, in the order of the inputs.

use crate::Ingest;
use crate::pipeline::{self, BEAT, Outcome, Pipeline, Progress, Step};
use crate::register::Register;
use standpoint_article::Article;
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// One thing a run has to say, in the order of its inputs. `input` is a path, `path:line` for a record of a file that
/// holds many, `archive!/member` for a member, `-` for standard input; a `message` is for people, and its `hint:` lines
/// say what mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// An article, clean. Its id is unique in the run.
    Article(Box<Article>),
    /// Something was passed over or lost, and the run is none the worse: comes before the article it is about.
    Warning {
        /// Where.
        input: String,
        /// What.
        message: String,
    },
    /// How something was understood, where it could have been otherwise: the columns of a table. For people alone.
    Note {
        /// Where.
        input: String,
        /// What.
        message: String,
    },
    /// An input, or a record of one, gave no article. The run goes on with the next.
    Failed {
        /// Where.
        input: String,
        /// Why, and what to do.
        message: String,
    },
}

/// What [`Events::next_within`] came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// An event.
    Event(Event),
    /// None in that time.
    Waiting,
    /// There will be none.
    End,
}

/// Run over inputs; see [`Ingest::read`]. Memory: a bounded number of records, and some 100 bytes for each article
/// gone by. Dropping it ends its threads.
pub struct Events {
    options: Ingest,
    inputs: Vec<PathBuf>,
    pipeline: Option<Pipeline>,
    stop: fn() -> bool,
    register: Register,
    /// Of watched files: what was given out before, by place and words.
    given: HashSet<u64>,
    ready: VecDeque<Event>,
    ended: bool,
}

impl Events {
    pub(crate) fn new(options: Ingest, inputs: Vec<PathBuf>) -> Self {
        Self {
            options,
            inputs,
            pipeline: None,
            stop: || false,
            register: Register::default(),
            given: HashSet::new(),
            ready: VecDeque::new(),
            ended: false,
        }
    }

    /// The same, but it ends when `stop` says so: asked every few hundredths of a second, also while a stream or a
    /// watched folder is silent.
    #[must_use]
    pub fn stop_when(mut self, stop: fn() -> bool) -> Self {
        self.stop = stop;
        self
    }

    /// How far the run is.
    pub fn progress(&self) -> Progress {
        self.pipeline.as_ref().map_or_else(Progress::default, Pipeline::progress)
    }

    /// The next event, if there is one within `time`.
    pub fn next_within(&mut self, time: Duration) -> Next {
        let deadline = Instant::now().checked_add(time);
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Next::Event(event);
            }
            if self.ended {
                return Next::End;
            }
            let pipeline = self.pipeline.get_or_insert_with(|| Pipeline::start(&self.options, &self.inputs));
            let beat = Instant::now() + BEAT;
            match pipeline.next(deadline.map_or(beat, |d| d.min(beat))) {
                Step::Outcome(outcome) => self.take(outcome),
                Step::End => self.ended = true,
                Step::Waiting if (self.stop)() => {
                    pipeline.stop();
                    self.ended = true;
                }
                Step::Waiting if deadline.is_some_and(|d| d <= Instant::now()) => return Next::Waiting,
                Step::Waiting => {}
            }
        }
    }

    fn take(&mut self, outcome: Outcome) {
        if self.options.watch.is_some()
            && let Outcome::Draft(draft) = &outcome
        {
            let seen = blake3::hash(format!("{}\0{}", draft.place.name, draft.text.as_str()).as_bytes());
            let mut key = [0; 8];
            key.copy_from_slice(&seen.as_bytes()[..8]);
            if !self.given.insert(u64::from_le_bytes(key)) {
                return; // a feed that was written anew still has its old entries
            }
        }
        take(outcome, &mut self.register, &mut self.ready);
    }
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        match self.next_within(Duration::MAX) {
            Next::Event(event) => Some(event),
            Next::Waiting | Next::End => None,
        }
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("options", &self.options)
            .field("inputs", &self.inputs)
            .finish_non_exhaustive()
    }
}

/// All events of one input that is in memory.
pub(crate) fn of_bytes(options: &Ingest, input: &str, bytes: &[u8]) -> Vec<Event> {
    let mut events = VecDeque::new();
    let mut register = Register::default();
    pipeline::of_bytes(options, input, bytes, |outcome| take(outcome, &mut register, &mut events));
    events.into()
}

/// One outcome to its events.
fn take(outcome: Outcome, register: &mut Register, events: &mut VecDeque<Event>) {
    match outcome {
        Outcome::Failed(place, error) => {
            events.push_back(Event::Failed { input: place.to_string(), message: error.to_string() });
        }
        Outcome::Warning(place, message) => {
            events.push_back(Event::Warning { input: place.to_string(), message });
        }
        Outcome::Note(place, message) => events.push_back(Event::Note { input: place.to_string(), message }),
        Outcome::Draft(mut draft) => {
            let mut warnings = std::mem::take(&mut draft.warnings);
            let (article, warning) = register.admit(*draft);
            warnings.extend(warning);
            let told = |message| Event::Warning { input: article.input.clone(), message };
            events.extend(warnings.into_iter().map(told));
            events.push_back(Event::Article(Box::new(article)));
        }
    }
}
