//! Reading and understanding at the same time: one thread reads, the others understand, and the order stays.

use crate::Ingest;
use crate::container::{Halt, Item, Out, descend};
use crate::draft::{Draft, draft};
use crate::error::InputError;
use crate::limits::Budget;
use crate::place::Place;
use crate::stream::Stream;
use crate::walk::{Found, Walk};
use crate::watch::Watch;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Records are passed on together until they are this many, or this many bytes: passing one on costs as much as
/// understanding a short one.
const RECORDS: usize = 64;
const BYTES: usize = 256 << 10;
/// Bundles under way for each thread. With `BYTES` this bounds what is held.
const AHEAD: usize = 3;
/// Page parsers recurse; a thread's usual 2 MiB are less than the main thread has.
const STACK: usize = 16 << 20;

/// A record understood, or what is to be said instead.
#[derive(Debug)]
pub(crate) enum Outcome {
    Draft(Box<Draft>),
    Failed(Place, InputError),
    Warning(Place, String),
    Note(Place, String),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the inputs whose events were given out, as they lie on disk.
    pub done: u64,
    /// Bytes of all inputs; `None` while they are being counted, and when one is a stream or is watched.
    pub total: Option<u64>,
}

/// What the threads of a run share with the one that listens.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Bytes read so far.
    read: Arc<AtomicU64>,
    total: AtomicU64,
    total_known: AtomicBool,
    /// Set when nobody wants more.
    stop: AtomicBool,
}

impl Shared {
    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Some records in a row, understood, and how many bytes had been read behind them.
struct Bundle {
    outcomes: Vec<Outcome>,
    read: u64,
}

/// A run of threads. Dropping it ends them.
pub(crate) struct Pipeline {
    /// One receiver for each bundle, in the order of the inputs.
    order: Receiver<Receiver<Bundle>>,
    awaited: Option<Receiver<Bundle>>,
    ready: std::vec::IntoIter<Outcome>,
    done: u64,
    shared: Arc<Shared>,
}

/// What [`Pipeline::next`] came to.
pub(crate) enum Step {
    Outcome(Outcome),
    /// Nothing came in time.
    Waiting,
    End,
}

impl Pipeline {
    pub(crate) fn start(options: &Ingest, inputs: &[PathBuf]) -> Self {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = if options.threads == 0 { cores } else { options.threads };
        let shared = Arc::new(Shared::default());
        let (order_in, order) = sync_channel(threads * AHEAD);
        let (jobs_in, jobs) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        let mut handles = Vec::new();
        for number in 0..threads {
            let (jobs, options, shared) = (Arc::clone(&jobs), options.clone(), Arc::clone(&shared));
            handles
                .push(spawn(&format!("understand-{number}"), move || understand(&jobs, &options, &shared)));
        }
        let reader =
            Reader { options: options.clone(), shared: Arc::clone(&shared), order: order_in, jobs: jobs_in };
        let named = inputs.to_vec();
        handles.push(spawn("read", move || reader.run(named)));
        if options.watch.is_none() && inputs.iter().all(|i| i.as_os_str() != "-") {
            let (inputs, format, shared) = (inputs.to_vec(), options.input_format, Arc::clone(&shared));
            handles.push(spawn("count", move || count(inputs, format, &shared)));
        }
        // A thread that cannot be started leaves its end of a channel closed, and the run ends early: nothing to join.
        drop(handles);
        Self { order, awaited: None, ready: Vec::new().into_iter(), done: 0, shared }
    }

    /// The next outcome; waits for it until `deadline`.
    pub(crate) fn next(&mut self, deadline: Instant) -> Step {
        loop {
            if let Some(outcome) = self.ready.next() {
                return Step::Outcome(outcome);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let awaited = match self.awaited.take() {
                Some(awaited) => awaited,
                None => match self.order.recv_timeout(left) {
                    Ok(awaited) => awaited,
                    Err(RecvTimeoutError::Timeout) => return Step::Waiting,
                    Err(RecvTimeoutError::Disconnected) => return Step::End,
                },
            };
            match awaited.recv_timeout(left) {
                Ok(bundle) => {
                    self.done = bundle.read;
                    self.ready = bundle.outcomes.into_iter();
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.awaited = Some(awaited);
                    return Step::Waiting;
                }
                Err(RecvTimeoutError::Disconnected) => {}
            }
        }
    }

    pub(crate) fn progress(&self) -> Progress {
        let known = self.shared.total_known.load(Ordering::Acquire);
        Progress { done: self.done, total: known.then(|| self.shared.total.load(Ordering::Relaxed)) }
    }

    pub(crate) fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        self.stop();
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().name(format!("standpoint-{name}")).stack_size(STACK).spawn(work)
}

type Job = (Vec<Item>, u64, SyncSender<Bundle>);

fn understand(jobs: &Mutex<Receiver<Job>>, options: &Ingest, shared: &Shared) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((items, read, result)) = job else { return };
        if shared.stopped() {
            return;
        }
        let outcomes = items.into_iter().map(|item| outcome(item, options)).collect();
        if result.send(Bundle { outcomes, read }).is_err() {
            return;
        }
    }
}

/// An item, understood.
pub(crate) fn outcome(item: Item, options: &Ingest) -> Outcome {
    match item {
        Item::Failed(place, error) => Outcome::Failed(place, error),
        Item::Warning(place, message) => Outcome::Warning(place, message),
        Item::Note(place, message) => Outcome::Note(place, message),
        Item::Record(raw) => {
            let place = raw.place.clone();
            match catch_unwind(AssertUnwindSafe(|| draft(*raw, options))) {
                Ok(Ok(draft)) => Outcome::Draft(Box::new(draft)),
                Ok(Err(error)) => Outcome::Failed(place, error),
                Err(_) => Outcome::Failed(place, InputError::Panicked),
            }
        }
    }
}

/// The thread that walks, opens, unpacks and cuts.
struct Reader {
    options: Ingest,
    shared: Arc<Shared>,
    order: SyncSender<Receiver<Bundle>>,
    jobs: Sender<Job>,
}

impl Reader {
    fn run(self, inputs: Vec<PathBuf>) {
        let found: Box<dyn Iterator<Item = Found>> = match self.options.watch {
            Some(every) => {
                Box::new(Watch::new(inputs, self.options.input_format, every, Arc::clone(&self.shared)))
            }
            None => Box::new(Walk::new(inputs, self.options.input_format)),
        };
        for found in found {
            if self.input(found).is_err() {
                return;
            }
        }
    }

    fn input(&self, found: Found) -> Result<(), Halt> {
        let mut bundle = Vec::new();
        let mut size = 0;
        // A stream's records are passed on as they come: the next may come tomorrow.
        let most = if matches!(found, Found::Stdin) { 1 } else { RECORDS };
        let mut give = |item: Item| {
            size += if let Item::Record(raw) = &item { raw.bytes.len() } else { 0 };
            bundle.push(item);
            if bundle.len() >= most || size >= BYTES {
                size = 0;
                return self.send(std::mem::take(&mut bundle));
            }
            !self.shared.stopped()
        };
        let budget = Budget::new(self.options.limits, size_of(&found));
        let mut out = Out { options: &self.options, budget: budget.clone(), give: &mut give };
        let meter = Arc::clone(&self.shared.read);
        let read = match found {
            Found::Skipped(path, message) => out.warning(place(&path), message),
            Found::Failed(path, error) => out.failed(place(&path), error),
            Found::Stdin => descend(Stream::of_pipe("-", std::io::stdin().lock(), meter, &budget), &mut out),
            Found::File(path) => match File::open(&path) {
                Ok(file) => descend(Stream::of_file(&name_of(&path), file, meter), &mut out),
                Err(error) => out.failed(place(&path), error),
            },
        };
        if !bundle.is_empty() && !self.send(bundle) {
            return Err(Halt::Gone);
        }
        match read {
            Err(Halt::Gone) => read,
            _ => Ok(()),
        }
    }

    fn send(&self, items: Vec<Item>) -> bool {
        let (result_in, result) = sync_channel(1);
        let read = self.shared.read.load(Ordering::Relaxed);
        // The order has room for so many: here reading waits for understanding, and both for who listens.
        self.order.send(result).is_ok() && self.jobs.send((items, read, result_in)).is_ok()
    }
}

/// All outcomes of one input in memory, without threads.
pub(crate) fn of_bytes(options: &Ingest, input: &str, bytes: &[u8], mut each: impl FnMut(Outcome)) {
    let mut give = |item| {
        each(outcome(item, options));
        true
    };
    let budget = Budget::new(options.limits, bytes.len() as u64);
    let mut out = Out { options, budget, give: &mut give };
    // What broke the input was given as an outcome; that it ended early says nothing more.
    let _ = descend(Stream::of_bytes(input, bytes), &mut out);
}

/// Adds up what there is to read. Looks at names and sizes only.
fn count(inputs: Vec<PathBuf>, format: crate::InputFormat, shared: &Shared) {
    for found in Walk::new(inputs, format) {
        if shared.stopped() {
            return;
        }
        shared.total.fetch_add(size_of(&found), Ordering::Relaxed);
    }
    shared.total_known.store(true, Ordering::Release);
}

fn size_of(found: &Found) -> u64 {
    match found {
        Found::File(path) => std::fs::metadata(path).map_or(0, |m| m.len()),
        _ => 0,
    }
}

fn place(path: &Path) -> Place {
    Place::of(name_of(path))
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// How long one wait lasts before it is asked whether to stop.
pub(crate) const BEAT: Duration = Duration::from_millis(50);
