//! One article with all that was found in it and said of it.

use super::calibration::recalibration;
use super::wire::{Judgement, Place, Role, Word, places};
use super::{App, Query};
use crate::error::Refusal;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standpoint_stance::Analysis;
use standpoint_store::Standing;
use utoipa::{IntoParams, ToSchema};

/// Which article, and who looks at it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    run: Option<i64>,
    /// Id of the article.
    id: String,
    /// Whose words to give: a coder gets their own, an adjudicator everybody's.
    coder: Option<String>,
    #[serde(default)]
    role: Role,
    /// Give recalibrated probabilities.
    #[serde(default)]
    recalibrated: bool,
}

/// An article with all that was found in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ArticleView {
    id: String,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    url: Option<String>,
    text: String,
    paragraphs: Vec<Place>,
    actors: Vec<Actor>,
    /// What the run found.
    statements: Vec<Statement>,
    /// What the coder said; for an adjudicator, what coders said.
    words: Vec<Word>,
    /// For an adjudicator: what was settled.
    settled: Vec<Word>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Actor {
    id: String,
    name: String,
    aliases: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Statement {
    id: String,
    /// direct, indirect, mixed or reported
    #[schema(value_type = String)]
    kind: standpoint_statements::StatementKind,
    source: Option<Place>,
    cue: Option<Place>,
    content: Vec<Place>,
    /// Id of its actor.
    actor: Option<String>,
    /// Id of the spokesperson.
    via: Option<String>,
    judgements: Vec<Judgement>,
}

/// One article.
#[utoipa::path(get, path = "/api/article", tag = "corpus", params(Which),
    responses((status = 200, body = ArticleView), (status = "default", body = Refusal)))]
pub(crate) async fn article(
    State(app): State<App>,
    Query(which): Query<Which>,
) -> Result<Json<ArticleView>, Refusal> {
    let desk = app.desk.clone();
    let view = app.desk.read(move |store| {
        let run = desk.stored_run(store, which.run)?.id;
        let analysis = store.analysis_of(run, &which.id)?;
        let analysis = analysis
            .ok_or_else(|| Refusal::missing(format!("run {} has no article `{}`", run.0, which.id)))?;
        let change =
            if which.recalibrated { recalibration(&desk, store, run)?.map(|r| r.fitted) } else { None };
        let (mut words, mut settled): (Vec<Standing>, Vec<Standing>) = Default::default();
        match (which.role, which.coder.as_deref()) {
            (Role::Coder, Some(coder)) => words = store.standing(run, coder, Some(&which.id))?,
            (Role::Coder, None) => {}
            (Role::Adjudicator, _) => {
                for a in store.adjudication(run, Some(&which.id))? {
                    words.extend(a.votes);
                    if let standpoint_store::Outcome::Adjudicated(standing) = a.outcome {
                        settled.push(standing);
                    }
                }
            }
        }
        let mut view = seen(analysis, change);
        view.words = words.iter().map(Word::from).collect();
        view.settled = settled.iter().map(Word::from).collect();
        Ok(view)
    });
    Ok(Json(view.await?))
}

fn seen(analysis: Analysis, change: Option<crate::recalibrate::Recalibration>) -> ArticleView {
    let Analysis { article, actors, statements, judgements, .. } = analysis;
    let statement = |s: standpoint_statements::Statement| Statement {
        judgements: judgements
            .iter()
            .filter(|j| j.statement == s.id)
            .map(|j| Judgement::new(j, change))
            .collect(),
        source: s.source.map(Place::from),
        cue: s.cue.map(Place::from),
        content: places(&s.content),
        kind: s.kind,
        actor: s.actor,
        via: s.via,
        id: s.id,
    };
    let url = article.url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    ArticleView {
        paragraphs: places(article.text.paragraphs()),
        text: article.text.as_str().to_owned(),
        actors: actors.into_iter().map(|a| Actor { id: a.id, name: a.name, aliases: a.aliases }).collect(),
        statements: statements.into_iter().map(statement).collect(),
        words: Vec::new(),
        settled: Vec::new(),
        id: article.id,
        title: article.title,
        published: article.published,
        outlet: article.outlet,
        author: article.author,
        url,
    }
}
