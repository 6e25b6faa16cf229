//! The live report, and gold to take away.

use super::{App, Query};
use crate::error::Refusal;
use crate::export::gold_lines;
use crate::gold::Scope;
use crate::overlay::{View, viewed};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use standpoint_report::{Confusion, Report, ReportOptions, Theme, html};
use utoipa::IntoParams;

/// The report is a page of foreign words: it may run its own script (its own policy names it by hash) but as a stranger, with
/// no way to ask this desk for anything.
const SANDBOX: &str = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; base-uri 'none'; form-action 'none'; \
                       frame-ancestors 'self'";

/// Which report.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    run: Option<i64>,
    /// auto: what the run found; reviewed: what coders agree on or an adjudicator settled; both: that, and the run's where nobody
    /// looked yet.
    #[serde(default)]
    view: View,
}

/// The report, made when it is asked for.
#[utoipa::path(get, path = "/report", tag = "results", params(Which),
    responses((status = 200, content_type = "text/html", body = String), (status = "default", body = Refusal)))]
pub(crate) async fn report(
    State(app): State<App>,
    Query(which): Query<Which>,
) -> Result<impl IntoResponse, Refusal> {
    let desk = app.desk.clone();
    let page = app.desk.read(move |store| {
        let stored = desk.stored_run(store, which.run)?;
        let analyses = viewed(store, &stored, which.view)?.collect::<Result<Vec<_>, _>>()?;
        // How often the model errs says nothing about labels that people gave.
        let scores = desk.scores.as_deref().filter(|_| which.view != View::Reviewed);
        let confusion = scores.and_then(|m| Confusion::of_model(m, &stored.run.model_sha256));
        let title = Some(which.view.title().into());
        let options = ReportOptions { title, confusion, ..ReportOptions::default() };
        Ok(html(&Report::new(stored.run, stored.codebook, analyses, options), &Theme::default())?)
    });
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, SANDBOX)];
    Ok((headers, page.await?))
}

/// Which gold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    run: Option<i64>,
    /// One coder's words; what was settled when not given.
    coder: Option<String>,
    /// Issues of which only a part was reviewed, too: to train on, not to score with.
    #[serde(default)]
    partial: bool,
}

/// Reviewed articles as gold, JSON Lines that `standpoint eval` and training read.
#[utoipa::path(get, path = "/api/gold", tag = "results", params(Wanted),
    responses((status = 200, content_type = "application/x-ndjson", body = String), (status = "default", body = Refusal)))]
pub(crate) async fn gold(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Refusal> {
    let desk = app.desk.clone();
    let lines = app.desk.read(move |store| {
        let stored = desk.stored_run(store, wanted.run)?;
        let scope = if wanted.partial { Scope::Partial } else { Scope::Complete };
        let mut out = Vec::new();
        gold_lines(store, &stored, wanted.coder.as_deref(), scope, &mut out)?;
        Ok(out)
    });
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, "attachment; filename=\"gold.jsonl\""),
    ];
    Ok((headers, lines.await?))
}
