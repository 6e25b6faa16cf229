//! The run: walk, open, understand, register, in order.

use crate::Ingest;
use crate::draft::{Place, Raw, draft};
use crate::error::InputError;
use crate::register::Register;
use crate::source::Source;
use crate::walk::{Found, Walk};
use standpoint_article::Article;
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// One thing a run has to say, in the order of its inputs. `input` is a path, `path:line` for a line of JSONL, `-`
/// for standard input; a `message` is for people, and its `hint:` lines say what mends it.
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
    /// An input, or a line of one, gave no article. The run goes on with the next.
    Failed {
        /// Where.
        input: String,
        /// Why, and what to do.
        message: String,
    },
}

/// Lazy run over inputs; see [`Ingest::read`]. Memory: one record, and some 100 bytes for each article gone by.
pub struct Events {
    options: Ingest,
    walk: Walk,
    source: Option<Source>,
    register: Register,
    ready: VecDeque<Event>,
}

impl Events {
    pub(crate) fn new(options: Ingest, inputs: Vec<PathBuf>) -> Self {
        let walk = Walk::new(inputs, options.input_format);
        Self { options, walk, source: None, register: Register::default(), ready: VecDeque::new() }
    }

    fn begin(&mut self, found: Found) {
        let (name, opened) = match found {
            Found::Stdin => ("-".to_owned(), Source::open(self.options, "-", std::io::stdin())),
            Found::File(path) => (name_of(&path), open(self.options, &path)),
            Found::Failed(path, error) => (name_of(&path), Err(error)),
            Found::Skipped(path, message) => {
                return self.ready.push_back(Event::Warning { input: name_of(&path), message });
            }
        };
        match opened {
            Ok(source) => self.source = Some(source),
            Err(error) => self.ready.push_back(failed(&Place { name, line: None }, &error)),
        }
    }
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            match self.source.as_mut().map(Iterator::next) {
                Some(Some(record)) => take(record, &mut self.register, &mut self.ready),
                Some(None) => self.source = None,
                None => {
                    let found = self.walk.next()?;
                    self.begin(found);
                }
            }
        }
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("options", &self.options)
            .field("walk", &self.walk)
            .finish_non_exhaustive()
    }
}

/// All events of one input that is in memory.
pub(crate) fn of_bytes(options: Ingest, input: &str, bytes: &[u8]) -> Vec<Event> {
    let mut events = VecDeque::new();
    let mut register = Register::default();
    match Source::open(options, input, Cursor::new(bytes.to_vec())) {
        Ok(source) => source.for_each(|record| take(record, &mut register, &mut events)),
        Err(error) => events.push_back(failed(&Place { name: input.to_owned(), line: None }, &error)),
    }
    events.into()
}

/// One record to its events.
fn take(record: Result<Raw, (Place, InputError)>, register: &mut Register, events: &mut VecDeque<Event>) {
    let drafted = record.and_then(|raw| draft(&raw).map_err(|error| (raw.place, error)));
    match drafted {
        Err((place, error)) => events.push_back(failed(&place, &error)),
        Ok(mut draft) => {
            let mut warnings = std::mem::take(&mut draft.warnings);
            let (article, warning) = register.admit(draft);
            warnings.extend(warning);
            let told = |message| Event::Warning { input: article.input.clone(), message };
            events.extend(warnings.into_iter().map(told));
            events.push_back(Event::Article(Box::new(article)));
        }
    }
}

fn open(options: Ingest, path: &Path) -> Result<Source, InputError> {
    Source::open(options, &name_of(path), File::open(path)?)
}

fn failed(place: &Place, error: &InputError) -> Event {
    Event::Failed { input: place.to_string(), message: error.to_string() }
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
