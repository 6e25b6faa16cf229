//! Following a folder or a file: what is new or has changed is read as it comes.
//!
//! By looking, not by listening: it works on every file system, network ones too, and misses nothing that happened
//! while an earlier file was read.

use crate::InputFormat;
use crate::error::InputError;
use crate::pipeline::Shared;
use crate::walk::{Found, Walk};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// How long one sleep lasts before it is asked whether to stop.
const NAP: Duration = Duration::from_millis(50);

/// An endless walk. The first round is a plain walk; each later one gives what was not there, or was other, in the
/// round before. A file that is being written is left until it has stayed the same for one round.
pub(crate) struct Watch {
    inputs: Vec<PathBuf>,
    format: InputFormat,
    every: Duration,
    shared: Arc<Shared>,
    walk: Walk,
    first: bool,
    read: HashMap<PathBuf, Look>,
    /// How files that have changed looked in the last round.
    fresh: HashMap<PathBuf, Look>,
}

/// What tells that a file has changed.
type Look = (Option<SystemTime>, u64);

impl Watch {
    pub(crate) fn new(
        inputs: Vec<PathBuf>,
        format: InputFormat,
        every: Duration,
        shared: Arc<Shared>,
    ) -> Self {
        let walk = Walk::new(inputs.clone(), format);
        Self { inputs, format, every, shared, walk, first: true, read: HashMap::new(), fresh: HashMap::new() }
    }

    /// What of a find is to be told.
    fn judge(&mut self, found: Found) -> Option<Found> {
        match found {
            Found::File(path) => {
                let look = look(&path)?;
                if self.read.get(&path) == Some(&look) {
                    return None;
                }
                let settled = self.first || self.fresh.get(&path) == Some(&look);
                if settled {
                    self.fresh.remove(&path);
                    self.read.insert(path.clone(), look);
                    return Some(Found::File(path));
                }
                self.fresh.insert(path, look);
                None
            }
            Found::Stdin => self.first.then_some(Found::Failed("-".into(), InputError::WatchedStdin)),
            // What is not there may yet come.
            Found::Failed(_, InputError::EmptyFolder | InputError::NoMatch | InputError::Missing) => None,
            other => self.first.then_some(other),
        }
    }
}

impl Iterator for Watch {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            while let Some(found) = self.walk.next() {
                if let Some(found) = self.judge(found) {
                    return Some(found);
                }
            }
            self.first = false;
            let until = Instant::now() + self.every;
            while Instant::now() < until {
                if self.shared.stopped() {
                    return None;
                }
                thread::sleep(NAP.min(self.every));
            }
            self.walk = Walk::new(self.inputs.clone(), self.format);
        }
    }
}

fn look(path: &Path) -> Option<Look> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok(), meta.len()))
}
