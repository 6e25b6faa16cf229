//! Finding articles and statements.

use super::wire::{Place, Stance, places};
use super::{App, Query};
use crate::error::Refusal;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standpoint_store::{ArticleHit, Search, StatementHit};
use utoipa::{IntoParams, ToSchema};

/// Most hits a page may have.
const MAX_PAGE: u32 = 200;

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Looking {
    run: Option<i64>,
    /// Words, all of them required: `"a phrase"`, `-excluded`, `begin*`, `this OR that`.
    q: Option<String>,
    outlet: Option<String>,
    /// Published on this day or later, `2026-03-01`.
    since: Option<String>,
    /// Published on this day or earlier.
    until: Option<String>,
    /// Name of an actor.
    actor: Option<String>,
    /// Id of an issue.
    issue: Option<String>,
    /// What the run found.
    stance: Option<Stance>,
    offset: Option<u32>,
    /// At most 200; 50 when not given.
    limit: Option<u32>,
}

impl Looking {
    fn search(&self) -> Search {
        // A field of a form that was left empty asks for nothing.
        let given = |field: &Option<String>| field.clone().filter(|f| !f.trim().is_empty());
        Search {
            words: self.q.clone().unwrap_or_default(),
            outlet: given(&self.outlet),
            since: given(&self.since),
            until: given(&self.until),
            actor: given(&self.actor),
            issue: given(&self.issue),
            stance: self.stance.map(Into::into),
            offset: self.offset.unwrap_or_default(),
            limit: Some(self.limit.unwrap_or(50).min(MAX_PAGE)),
        }
    }
}

/// A page of articles.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Articles {
    /// On all pages together.
    total: u64,
    hits: Vec<FoundArticle>,
}

#[derive(Debug, Serialize, ToSchema)]
struct FoundArticle {
    article: String,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    /// Bytes of the title that match.
    title_matches: Vec<Place>,
    snippets: Vec<Snippet>,
}

/// A piece of an article with the words that were looked for.
#[derive(Debug, Serialize, ToSchema)]
struct Snippet {
    /// Where it begins, in bytes of the article's text.
    start: usize,
    text: String,
    /// Bytes of the article's text.
    matches: Vec<Place>,
}

impl From<ArticleHit> for FoundArticle {
    fn from(hit: ArticleHit) -> Self {
        let snippets = hit.snippets.into_iter().map(|s| Snippet {
            start: s.span.start(),
            matches: places(&s.matches),
            text: s.text,
        });
        Self {
            title_matches: places(&hit.title_matches),
            snippets: snippets.collect(),
            article: hit.article,
            title: hit.title,
            published: hit.published,
            outlet: hit.outlet,
        }
    }
}

/// A page of statements.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statements {
    /// On all pages together.
    total: u64,
    hits: Vec<FoundStatement>,
}

#[derive(Debug, Serialize, ToSchema)]
struct FoundStatement {
    article: String,
    statement: String,
    actor: Option<String>,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    /// Where its pieces stand in the article.
    content: Vec<Place>,
    /// The words of each piece.
    text: Vec<String>,
    /// Bytes of the article's text that match.
    matches: Vec<Place>,
}

impl From<StatementHit> for FoundStatement {
    fn from(hit: StatementHit) -> Self {
        Self {
            content: places(&hit.content),
            matches: places(&hit.matches),
            text: hit.text,
            article: hit.article,
            statement: hit.statement,
            actor: hit.actor,
            title: hit.title,
            published: hit.published,
            outlet: hit.outlet,
        }
    }
}

/// Articles by their words, best first.
#[utoipa::path(get, path = "/api/articles", tag = "corpus", params(Looking),
    responses((status = 200, body = Articles), (status = "default", body = Refusal)))]
pub(crate) async fn articles(
    State(app): State<App>,
    Query(looking): Query<Looking>,
) -> Result<Json<Articles>, Refusal> {
    let desk = app.desk.clone();
    let found = app.desk.read(move |store| {
        let run = desk.stored_run(store, looking.run)?.id;
        let hits = store.search_articles(run, &looking.search())?;
        Ok(Articles { total: hits.total, hits: hits.hits.into_iter().map(FoundArticle::from).collect() })
    });
    Ok(Json(found.await?))
}

/// Statements by their words, best first.
#[utoipa::path(get, path = "/api/statements", tag = "corpus", params(Looking),
    responses((status = 200, body = Statements), (status = "default", body = Refusal)))]
pub(crate) async fn statements(
    State(app): State<App>,
    Query(looking): Query<Looking>,
) -> Result<Json<Statements>, Refusal> {
    let desk = app.desk.clone();
    let found = app.desk.read(move |store| {
        let run = desk.stored_run(store, looking.run)?.id;
        let hits = store.search_statements(run, &looking.search())?;
        Ok(Statements { total: hits.total, hits: hits.hits.into_iter().map(FoundStatement::from).collect() })
    });
    Ok(Json(found.await?))
}
