//! How far coders agree, and what they disagree on.

use super::session::Which;
use super::wire::{Role, Word};
use super::{App, Query};
use crate::agree::{self, Agreement};
use crate::error::Refusal;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standpoint_store::Outcome;
use utoipa::{IntoParams, ToSchema};

/// Of which run, and who asks.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asking {
    run: Option<i64>,
    /// An adjudicator sees what each coder says; a coder sees how many disagree.
    #[serde(default)]
    role: Role,
}

/// What coders disagree on and nobody has settled.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Disagreements {
    open: Vec<Disagreement>,
    /// How many disagreements an adjudicator has settled.
    settled: usize,
    /// How many fields two coders or more agree on.
    agreed: usize,
}

/// One field on which coders disagree.
#[derive(Debug, Serialize, ToSchema)]
struct Disagreement {
    article: String,
    statement: String,
    issue: Option<String>,
    field: &'static str,
    /// How many coders said something of it.
    coders: usize,
    /// What each says, for an adjudicator; for a coder, who is to decide alone, nothing.
    votes: Vec<Word>,
}

/// What coders disagree on.
#[utoipa::path(get, path = "/api/disagreements", tag = "review", params(Asking),
    responses((status = 200, body = Disagreements), (status = "default", body = Refusal)))]
pub(crate) async fn disagreements(
    State(app): State<App>,
    Query(asking): Query<Asking>,
) -> Result<Json<Disagreements>, Refusal> {
    let desk = app.desk.clone();
    let found = app.desk.read(move |store| {
        let run = desk.stored_run(store, asking.run)?.id;
        let sees = |_: &&standpoint_store::Standing| asking.role == Role::Adjudicator;
        let mut found = Disagreements { open: Vec::new(), settled: 0, agreed: 0 };
        for a in store.adjudication(run, None)? {
            match a.outcome {
                Outcome::Adjudicated(_) => found.settled += 1,
                Outcome::Agreed { .. } => found.agreed += usize::from(a.votes.len() > 1),
                Outcome::Open => found.open.push(Disagreement {
                    field: a.field.as_str(),
                    coders: a.votes.len(),
                    votes: a.votes.iter().filter(sees).map(Word::from).collect(),
                    article: a.article,
                    statement: a.statement,
                    issue: a.issue,
                }),
            }
        }
        Ok(found)
    });
    Ok(Json(found.await?))
}

/// How far coders agree with each other, and the run with what they settled.
#[utoipa::path(get, path = "/api/agreement", tag = "results", params(Which),
    responses((status = 200, body = Agreement), (status = "default", body = Refusal)))]
pub(crate) async fn agreement(
    State(app): State<App>,
    Query(which): Query<Which>,
) -> Result<Json<Agreement>, Refusal> {
    let desk = app.desk.clone();
    let agreement = app.desk.read(move |store| {
        let run = desk.stored_run(store, which.run)?.id;
        Ok(agree::agreement(store, run)?)
    });
    Ok(Json(agreement.await?))
}
