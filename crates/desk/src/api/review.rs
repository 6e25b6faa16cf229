//! Saying something, taking it back, and the log of it all.

use super::wire::{LogRow, Role};
use super::{App, Body, Query};
use crate::error::Refusal;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standpoint_store::{Entry, ReviewFilter, ReviewId};
use utoipa::{IntoParams, ToSchema};

/// Most rows that are given at once.
const MAX_ROWS: u32 = 1000;

/// What a reviewer says: all of it is one step, recorded whole or not at all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saying {
    run: Option<i64>,
    /// Name of the reviewer.
    coder: String,
    #[serde(default)]
    role: Role,
    /// At least one.
    entries: Vec<SaidEntry>,
}

/// One thing that is said.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Said)]
#[serde(deny_unknown_fields)]
struct SaidEntry {
    /// Id of the article.
    article: String,
    /// Id of the statement.
    statement: String,
    /// Id of the issue; left out for `actor` and `content`, which belong to the statement.
    issue: Option<String>,
    /// actor, content, stance, issue, `condition_span`, `condition_type`, `condition_lean`
    field: String,
    /// What the field is: what the run found to accept it, anything else to correct it.
    #[schema(value_type = Object)]
    value: serde_json::Value,
    /// Why.
    note: Option<String>,
}

impl SaidEntry {
    fn entry(self) -> Result<Entry, Refusal> {
        let value = serde_json::json!({ "field": self.field, "value": self.value });
        let value = serde_json::from_value(value)
            .map_err(|e| Refusal::bad(format!("`{}` cannot be that: {e}", self.field)))?;
        let note = self.note.filter(|n| !n.trim().is_empty());
        Ok(Entry { article: self.article, statement: self.statement, issue: self.issue, value, note })
    }
}

/// Rows that were written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Written {
    /// They are on the disk.
    rows: Vec<LogRow>,
}

/// Records what a reviewer says. When this answers, it is on the disk.
#[utoipa::path(post, path = "/api/reviews", tag = "review", request_body = Saying,
    responses((status = 200, body = Written), (status = "default", body = Refusal)))]
pub(crate) async fn record(
    State(app): State<App>,
    Body(saying): Body<Saying>,
) -> Result<Json<Written>, Refusal> {
    if saying.entries.is_empty() {
        return Err(Refusal::bad("`entries` is empty: nothing is said"));
    }
    let desk = app.desk.clone();
    let written = app.desk.write(move |store| {
        let run = desk.stored_run(store, saying.run)?.id;
        let entries: Vec<Entry> =
            saying.entries.into_iter().map(SaidEntry::entry).collect::<Result<_, _>>()?;
        let rows = store.record(run, &saying.role.reviewer(&saying.coder), &entries)?;
        Ok(Written { rows: rows.iter().map(LogRow::from).collect() })
    });
    Ok(Json(written.await?))
}

/// Whose step is taken back or made to stand again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the API calls a step's row its step")]
pub(crate) struct Step {
    /// To undo without a `step`: the last one on results of this run.
    run: Option<i64>,
    coder: String,
    #[serde(default)]
    role: Role,
    /// Any row of the step; to undo, the last one that stands when not given.
    step: Option<i64>,
}

/// Takes a step back: what stood before stands again. Both stay in the log.
#[utoipa::path(post, path = "/api/undo", tag = "review", request_body = Step,
    responses((status = 200, body = Written), (status = "default", body = Refusal)))]
pub(crate) async fn undo(State(app): State<App>, Body(step): Body<Step>) -> Result<Json<Written>, Refusal> {
    let desk = app.desk.clone();
    let written = app.desk.write(move |store| {
        let reviewer = step.role.reviewer(&step.coder);
        let rows = match step.step {
            Some(id) => store.undo(&reviewer, ReviewId(id))?,
            None => store.undo_last(desk.stored_run(store, step.run)?.id, &reviewer)?,
        };
        Ok(Written { rows: rows.iter().map(LogRow::from).collect() })
    });
    Ok(Json(written.await?))
}

/// Makes a step that was taken back stand again.
#[utoipa::path(post, path = "/api/redo", tag = "review", request_body = Step,
    responses((status = 200, body = Written), (status = "default", body = Refusal)))]
pub(crate) async fn redo(State(app): State<App>, Body(step): Body<Step>) -> Result<Json<Written>, Refusal> {
    let id = step.step.ok_or_else(|| Refusal::bad("`step` is missing: which step is to stand again?"))?;
    let written = app.desk.write(move |store| {
        let rows = store.redo(&step.role.reviewer(&step.coder), ReviewId(id))?;
        Ok(Written { rows: rows.iter().map(LogRow::from).collect() })
    });
    Ok(Json(written.await?))
}

/// Which part of the log.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    run: Option<i64>,
    coder: Option<String>,
    article: Option<String>,
    /// Only rows after this one: for a reader that follows the log.
    after: Option<i64>,
    /// At most 1,000, which is what is given when nothing is said.
    limit: Option<u32>,
    /// The newest first.
    #[serde(default)]
    newest: bool,
}

/// The log, oldest first unless `newest` is true. Without `run`, of all runs.
#[utoipa::path(get, path = "/api/reviews", tag = "review", params(Part),
    responses((status = 200, body = Written), (status = "default", body = Refusal)))]
pub(crate) async fn reviews(
    State(app): State<App>,
    Query(part): Query<Part>,
) -> Result<Json<Written>, Refusal> {
    let rows = app.desk.read(move |store| {
        let filter = ReviewFilter {
            run: part.run.map(standpoint_store::RunId),
            coder: part.coder,
            article: part.article,
            after: part.after.map(ReviewId),
            limit: Some(part.limit.unwrap_or(MAX_ROWS).min(MAX_ROWS)),
            newest: part.newest,
        };
        Ok(Written { rows: store.reviews(&filter)?.iter().map(LogRow::from).collect() })
    });
    Ok(Json(rows.await?))
}
