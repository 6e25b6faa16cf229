//! What a page needs first.

use super::wire::Run;
use super::{App, Body, Query};
use crate::error::Refusal;
use crate::guard::COOKIE;
use crate::recalibrate::MIN_REVIEWED;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A run to look at.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    /// Number of the run; the one the desk was opened on, or the newest, when not given.
    pub(crate) run: Option<i64>,
}

/// What a page needs first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// Version of the program.
    version: &'static str,
    /// File name of the corpus.
    corpus: String,
    /// The run that is shown.
    run: Run,
    /// All runs, the oldest first.
    runs: Vec<Run>,
    issues: Vec<Issue>,
    /// Names of the actors that the codebook knows.
    actors: Vec<String>,
    /// Everybody who has reviewed.
    coders: Vec<String>,
    /// The coder that the desk was opened for.
    coder: Option<String>,
    /// How many reviewed judgements a recalibration takes.
    min_reviewed: usize,
}

/// An issue of the codebook.
#[derive(Debug, Serialize, ToSchema)]
struct Issue {
    id: String,
    name: String,
    description: Option<String>,
    keywords: Vec<String>,
}

/// The run, its codebook, and who has reviewed.
#[utoipa::path(get, path = "/api/session", tag = "corpus", params(Which),
    responses((status = 200, body = Session), (status = "default", body = Refusal)))]
pub(crate) async fn session(
    State(app): State<App>,
    Query(which): Query<Which>,
) -> Result<Json<Session>, Refusal> {
    let desk = app.desk.clone();
    let session = app.desk.read(move |store| {
        let stored = desk.stored_run(store, which.run)?;
        let issue = |i: &standpoint_stance::Issue| Issue {
            id: i.id.clone(),
            name: i.name.clone(),
            description: i.description.clone(),
            keywords: i.keywords.clone(),
        };
        Ok(Session {
            version: env!("CARGO_PKG_VERSION"),
            corpus: desk.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            run: Run::from(&stored),
            runs: store.runs()?.iter().map(Run::from).collect(),
            issues: stored.codebook.issues.iter().map(issue).collect(),
            actors: stored.codebook.actors.iter().map(|a| a.name.clone()).collect(),
            coders: store.coders()?,
            coder: desk.coder.clone(),
            min_reviewed: MIN_REVIEWED,
        })
    });
    Ok(Json(session.await?))
}

/// The token of the desk.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    token: String,
}

/// Takes the token and sets a cookie, so that links of the page work, too.
#[utoipa::path(post, path = "/api/login", tag = "corpus", request_body = Login,
    responses((status = 204, description = "The cookie is set"), (status = "default", body = Refusal)))]
pub(crate) async fn login(
    State(app): State<App>,
    Body(login): Body<Login>,
) -> Result<impl IntoResponse, Refusal> {
    if !app.guard.asks_for_token() {
        return Err(Refusal::bad("this desk asks for no token"));
    }
    // The token fits a cookie: `DeskOptions` are refused otherwise.
    if !app.guard.is_token(&login.token) {
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "that is not the token of this desk"));
    }
    let cookie = format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", login.token);
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]))
}
