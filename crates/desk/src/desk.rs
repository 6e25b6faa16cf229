//! The state behind the page: connections to the corpus.

use crate::DeskOptions;
use crate::error::Refusal;
use crate::recalibrate::Refit;
use axum::http::StatusCode;
use standpoint_store::{ReviewId, RunId, Store, StoreError, StoredRun};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Connections that are kept for the next reader.
const IDLE: usize = 8;

/// A corpus that many read and one at a time writes.
pub(crate) struct Desk {
    pub(crate) path: PathBuf,
    /// The run that is shown when none is asked for; the newest when `None`.
    pub(crate) run: Option<RunId>,
    pub(crate) coder: Option<String>,
    /// Scores of the model at hand on whole articles (`articles.json` in its folder).
    pub(crate) scores: Option<String>,
    /// The last refit, and what it was made of.
    pub(crate) refit: Mutex<Option<(Fitted, Option<Refit>)>>,
    readers: Mutex<Vec<Store>>,
    writer: Mutex<Store>,
}

impl Desk {
    pub(crate) fn open(options: &DeskOptions) -> Result<Self, StoreError> {
        Ok(Self {
            path: options.db.clone(),
            run: options.run.map(RunId),
            coder: options.coder.clone(),
            scores: options.scores.clone(),
            refit: Mutex::default(),
            readers: Mutex::default(),
            writer: Mutex::new(Store::open_existing(&options.db)?),
        })
    }

    /// Does `work` with a connection of its own, beside the server's threads: SQLite waits for the disk.
    pub(crate) async fn read<T, F>(self: &Arc<Self>, work: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&Store) -> Result<T, Refusal> + Send + 'static,
    {
        let desk = Arc::clone(self);
        beside(move || {
            let kept = lock(&desk.readers).pop();
            let store = match kept {
                Some(store) => store,
                None => Store::open_existing(&desk.path)?,
            };
            let result = work(&store);
            let mut readers = lock(&desk.readers);
            if readers.len() < IDLE {
                readers.push(store);
            }
            result
        })
        .await
    }

    /// Does `work` with the one connection that writes. What it reports as done is on the disk.
    pub(crate) async fn write<T, F>(self: &Arc<Self>, work: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&mut Store) -> Result<T, Refusal> + Send + 'static,
    {
        let desk = Arc::clone(self);
        beside(move || work(&mut lock(&desk.writer))).await
    }

    /// The run that is asked for, the one the desk was opened on, or the newest.
    pub(crate) fn stored_run(&self, store: &Store, asked: Option<i64>) -> Result<StoredRun, Refusal> {
        if let Some(run) = asked.map(RunId).or(self.run) {
            return Ok(store.run(run)?);
        }
        store.newest_run(None)?.ok_or_else(|| Refusal::missing("the corpus holds no run"))
    }
}

/// What a refit hangs on: the run, when it was finished, and the last row of the log.
pub(crate) type Fitted = (RunId, Option<String>, Option<ReviewId>);

/// A store is whole after every call: whoever panicked while it held one left nothing half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "a defect of this program")))
}
