//! The JSON API: routes, and their description.

mod article;
mod calibration;
mod coders;
mod files;
mod queue;
mod review;
mod search;
mod session;
mod wire;

use crate::desk::Desk;
use crate::error::Refusal;
use crate::guard::Guard;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::routing::get;
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) desk: Arc<Desk>,
    pub(crate) guard: Arc<Guard>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Standpoint desk",
        description = "Search a corpus, read its report, review what a run found.\n\nEvery answer is JSON but for `/report` \
                       (HTML) and `/api/gold` (JSON Lines). A request that cannot be answered gets `{\"error\": \"..\", \
                       \"hint\": \"..\"}`. Spans are UTF-8 byte offsets into the article's `text`. A desk with a token wants \
                       it as `Authorization: Bearer ..` or as the cookie that `/api/login` sets."
    ),
    tags(
        (name = "corpus", description = "What is in the corpus"),
        (name = "review", description = "What people say of it"),
        (name = "results", description = "What comes of it")
    )
)]
struct Description;

fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(session::login))
        .routes(routes!(session::session))
        .routes(routes!(search::articles))
        .routes(routes!(search::statements))
        .routes(routes!(article::article))
        .routes(routes!(queue::queue))
        .routes(routes!(review::reviews, review::record))
        .routes(routes!(review::undo))
        .routes(routes!(review::redo))
        .routes(routes!(coders::disagreements))
        .routes(routes!(coders::agreement))
        .routes(routes!(calibration::calibration))
        .routes(routes!(files::report))
        .routes(routes!(files::gold))
}

/// The description of the API, `OpenAPI` 3.1 in JSON.
pub fn openapi() -> String {
    routes().split_for_parts().1.to_pretty_json().expect("a description is JSON") + "\n"
}

pub(crate) fn router(desk: Arc<Desk>, guard: Arc<Guard>) -> Router {
    let (router, _) = routes().split_for_parts();
    let description = || async { ([("content-type", "application/json")], openapi()) };
    router
        .route("/api/openapi.json", get(description))
        .fallback(|| async {
            Refusal::missing("there is nothing here").hint("/api/openapi.json lists what there is")
        })
        .with_state(App { desk, guard })
}

/// A query whose mistakes are told in our words.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query.map(|q| Self(q.0)).map_err(|e: QueryRejection| Refusal::bad(e.body_text()))
    }
}

/// A body whose mistakes are told in our words.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let body = Json::<T>::from_request(request, state).await;
        body.map(|b| Self(b.0)).map_err(|e: JsonRejection| Refusal::new(e.status(), e.body_text()))
    }
}
