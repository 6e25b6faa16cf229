//! Probabilities refitted on what reviewers settled.

use super::session::Which;
use super::{App, Query};
use crate::desk::{Desk, lock};
use crate::error::Refusal;
use crate::overlay::Said;
use crate::recalibrate::{MIN_REVIEWED, Refit, TARGET_PRECISION, refit};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use standpoint_stance::{Scores, Stance};
use standpoint_store::{JudgedFilter, JudgedOrder, ReviewFilter, RunId, Store, StoreError};
use std::ops::ControlFlow;
use utoipa::ToSchema;

/// What reviewed judgements say about the run's probabilities. The stored ones stay as they are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Calibration {
    /// Settled judgements: those coders agree on, or an adjudicator decided.
    reviewed: usize,
    /// So many are needed for a refit.
    needed: usize,
    /// Mean probability of the run's answers among the reviewed judgements, and among all that were asked: where they lie far
    /// apart, what was reviewed is no fair sample, and the refit holds for such as were reviewed.
    mean_certainty_reviewed: Option<f64>,
    mean_certainty_all: Option<f64>,
    refit: Option<Fitted>,
}

/// A temperature and a threshold that fit the reviewed judgements.
#[derive(Debug, Serialize, ToSchema)]
struct Fitted {
    /// Above 1, probabilities become flatter; below 1, sharper.
    temperature: f64,
    /// An answer less probable than this is `unclear`.
    threshold: f64,
    /// The precision of positions that the threshold was chosen for.
    target_precision: f64,
    /// Mean negative log-likelihood, in nats, under the stored probabilities.
    loss_before: f64,
    /// The same after a refit, by five-fold cross-validation.
    loss_after: f64,
    precision_before: f64,
    /// Chosen on these judgements themselves: a little too good.
    precision_after: f64,
}

impl From<Refit> for Fitted {
    fn from(refit: Refit) -> Self {
        Self {
            temperature: refit.fitted.temperature,
            threshold: refit.fitted.threshold,
            target_precision: TARGET_PRECISION,
            loss_before: refit.loss_before,
            loss_after: refit.loss_after,
            precision_before: refit.precision_before,
            precision_after: refit.precision_after,
        }
    }
}

/// The refit on what is settled; `None` while there is too little. Kept until something is reviewed: the page asks for it with
/// every judgement it shows.
pub(super) fn recalibration(desk: &Desk, store: &Store, run: RunId) -> Result<Option<Refit>, StoreError> {
    kept(desk, store, run, || Ok(refit(&settled(store, run)?.0)))
}

fn kept(
    desk: &Desk,
    store: &Store,
    run: RunId,
    make: impl FnOnce() -> Result<Option<Refit>, StoreError>,
) -> Result<Option<Refit>, StoreError> {
    let newest = ReviewFilter { newest: true, limit: Some(1), ..ReviewFilter::default() };
    let made_of = (run, store.run(run)?.finished, store.reviews(&newest)?.first().map(|r| r.id));
    if let Some((of, refit)) = &*lock(&desk.refit)
        && *of == made_of
    {
        return Ok(*refit);
    }
    let refit = make()?;
    *lock(&desk.refit) = Some((made_of, refit));
    Ok(refit)
}

/// Probabilities, answer and settled label of every settled judgement; and the certainty of every judgement, summed, with their
/// number.
type Settled = (Vec<(Scores, Stance, Stance)>, f64, usize);

fn settled(store: &Store, run: RunId) -> Result<Settled, StoreError> {
    let said = Said::settled(&store.adjudication(run, None)?);
    let mut out = Vec::new();
    let (mut sum, mut all) = (0.0, 0);
    // In an order that has to do with nothing, so that every fold is a fair sample.
    let filter = JudgedFilter { none: true, order: JudgedOrder::Shuffled, ..JudgedFilter::default() };
    store.judged(run, &filter, |j| {
        sum += f64::from(j.scores.of(j.scores.top()));
        all += 1;
        if let Some(stance) = said.stance(&j.article, &j.statement, &j.issue) {
            out.push((j.scores, j.stance, stance));
        }
        ControlFlow::Continue(())
    })?;
    Ok((out, sum, all))
}

/// The refit, and what it is worth.
#[utoipa::path(get, path = "/api/calibration", tag = "results", params(Which),
    responses((status = 200, body = Calibration), (status = "default", body = Refusal)))]
pub(crate) async fn calibration(
    State(app): State<App>,
    Query(which): Query<Which>,
) -> Result<Json<Calibration>, Refusal> {
    let desk = app.desk.clone();
    let calibration = app.desk.read(move |store| {
        let run = desk.stored_run(store, which.run)?.id;
        let (reviewed, sum, all) = settled(store, run)?;
        let certainty: f64 = reviewed.iter().map(|(s, ..)| f64::from(s.of(s.top()))).sum();
        let mean = |sum: f64, n: usize| (n > 0).then(|| sum / n as f64);
        Ok(Calibration {
            needed: MIN_REVIEWED,
            mean_certainty_reviewed: mean(certainty, reviewed.len()),
            mean_certainty_all: mean(sum, all),
            refit: kept(&desk, store, run, || Ok(refit(&reviewed)))?.map(Fitted::from),
            reviewed: reviewed.len(),
        })
    });
    Ok(Json(calibration.await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeskOptions;
    use standpoint_stance::{Codebook, Run};

    #[test]
    fn a_refit_is_kept_while_nothing_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("corpus.db");
        let mut store = Store::open(&path).expect("made");
        let codebook = Codebook::from_issues(["A toll on the bridge"]);
        let run = Run {
            version: "0.1.0".into(),
            model: "by-hand".into(),
            model_sha256: "ab".repeat(32),
            codebook_sha256: codebook.sha256.clone(),
        };
        let run = store.begin_run(&run, &codebook, &serde_json::json!({})).expect("begun");
        let desk = Desk::open(&DeskOptions::new(path)).expect("opens");
        let mut made = 0;
        let mut ask = |store: &Store| {
            let make = || {
                made += 1;
                Ok(None)
            };
            kept(&desk, store, run, make).expect("read");
            made
        };
        assert_eq!((ask(&store), ask(&store)), (1, 1));
        store.finish(run).expect("finished");
        assert_eq!((ask(&store), ask(&store)), (2, 2), "the run has other judgements now");
    }
}
