//! What to review next.

use super::calibration::recalibration;
use super::wire::{Probabilities, Role, Stance};
use super::{App, Query};
use crate::error::Refusal;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standpoint_store::{Field, JudgedFilter, JudgedOrder, Outcome, RunId, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use utoipa::{IntoParams, ToSchema};

/// Most items that are given at once.
const MAX_ITEMS: usize = 500;

/// In which order.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// The least certain first.
    #[default]
    Uncertain,
    /// Issue by issue.
    Issue,
    /// Actor by actor, the most heard first.
    Actor,
    /// The newest article first.
    Newest,
    /// In an order that has to do with nothing: what is reviewed first is a fair sample to recalibrate on.
    Shuffled,
}

/// Which ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Show {
    /// What the reviewer has not looked at.
    #[default]
    Open,
    /// What the reviewer has.
    Done,
    /// Both.
    All,
}

/// Who reviews what in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    run: Option<i64>,
    /// Name of the reviewer.
    coder: String,
    /// An adjudicator gets what coders disagree on.
    #[serde(default)]
    role: Role,
    #[serde(default)]
    order: Order,
    #[serde(default)]
    show: Show,
    issue: Option<String>,
    actor: Option<String>,
    article: Option<String>,
    stance: Option<Stance>,
    /// With what the run found to be `none`.
    #[serde(default)]
    none: bool,
    /// Give recalibrated probabilities. The order stays that of the stored ones.
    #[serde(default)]
    recalibrated: bool,
    /// At most 500; 200 when not given.
    limit: Option<usize>,
}

/// What to review.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Queue {
    /// How many there are that fit the filters.
    total: usize,
    /// How many of them the reviewer has looked at.
    done: usize,
    items: Vec<Item>,
}

/// A judgement of the run.
#[derive(Debug, Serialize, ToSchema)]
struct Item {
    article: String,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    statement: String,
    actor: Option<String>,
    issue: String,
    /// What the run found.
    stance: Stance,
    scores: Probabilities,
    /// What the reviewer said, where something was said.
    reviewed: Option<Stance>,
}

/// The queue of a reviewer.
#[utoipa::path(get, path = "/api/queue", tag = "review", params(Wanted),
    responses((status = 200, body = Queue), (status = "default", body = Refusal)))]
pub(crate) async fn queue(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Queue>, Refusal> {
    let desk = app.desk.clone();
    let queue = app.desk.read(move |store| {
        let run = desk.stored_run(store, wanted.run)?.id;
        let words = words(store, run, &wanted)?;
        let open = if wanted.role == Role::Adjudicator { Some(disputed(store, run)?) } else { None };
        let change = if wanted.recalibrated { recalibration(store, run)?.map(|r| r.fitted) } else { None };
        let limit = wanted.limit.unwrap_or(200).min(MAX_ITEMS);
        let mut queue = Queue { total: 0, done: 0, items: Vec::new() };
        store.judged(run, &filter(&wanted), |judged| {
            let key = (judged.article.clone(), judged.statement.clone(), judged.issue.clone());
            let reviewed = words.get(&key).copied();
            if open.as_ref().is_some_and(|open| !open.contains(&key) && reviewed.is_none()) {
                return ControlFlow::Continue(());
            }
            queue.total += 1;
            queue.done += usize::from(reviewed.is_some());
            let shown = match wanted.show {
                Show::Open => reviewed.is_none(),
                Show::Done => reviewed.is_some(),
                Show::All => true,
            };
            if shown && queue.items.len() < limit {
                queue.items.push(Item {
                    stance: change.map_or(judged.stance, |c| c.stance(judged.scores)).into(),
                    scores: change.map_or(judged.scores, |c| c.scores(judged.scores)).into(),
                    reviewed: reviewed.map(Stance::from),
                    article: judged.article,
                    title: judged.title,
                    published: judged.published,
                    outlet: judged.outlet,
                    statement: judged.statement,
                    actor: judged.actor,
                    issue: judged.issue,
                });
            }
            ControlFlow::Continue(())
        })?;
        Ok(queue)
    });
    Ok(Json(queue.await?))
}

fn filter(wanted: &Wanted) -> JudgedFilter {
    let given = |field: &Option<String>| field.clone().filter(|f| !f.is_empty());
    JudgedFilter {
        issue: given(&wanted.issue),
        actor: given(&wanted.actor),
        article: given(&wanted.article),
        stance: wanted.stance.map(Into::into),
        // What coders disagree on may have been `none` to the run.
        none: wanted.none || wanted.role == Role::Adjudicator,
        order: match wanted.order {
            Order::Uncertain => JudgedOrder::LeastCertain,
            Order::Issue => JudgedOrder::Issue,
            Order::Actor => JudgedOrder::Actor,
            Order::Newest => JudgedOrder::Newest,
            Order::Shuffled => JudgedOrder::Shuffled,
        },
    }
}

/// Article, statement and issue of a judgement.
type Key = (String, String, String);

/// What the reviewer said of judgements: for an adjudicator, what was settled.
fn words(
    store: &Store,
    run: RunId,
    wanted: &Wanted,
) -> Result<BTreeMap<Key, standpoint_stance::Stance>, Refusal> {
    let standing = match wanted.role {
        Role::Coder => store.standing(run, wanted.coder.trim(), None)?,
        Role::Adjudicator => {
            let settled = |a: standpoint_store::Adjudication| match a.outcome {
                Outcome::Adjudicated(standing) => Some(standing),
                _ => None,
            };
            store.adjudication(run, None)?.into_iter().filter_map(settled).collect()
        }
    };
    let stance = |s: standpoint_store::Standing| match s.value {
        standpoint_store::Value::Stance(stance) => Some(((s.article, s.statement, s.issue?), stance)),
        _ => None,
    };
    Ok(standing.into_iter().filter_map(stance).collect())
}

/// Judgements on which coders disagree in any field and nobody has settled it.
fn disputed(store: &Store, run: RunId) -> Result<BTreeSet<Key>, Refusal> {
    let mut keys = BTreeSet::new();
    let mut whole: BTreeSet<(String, String)> = BTreeSet::new();
    let mut voted: BTreeSet<Key> = BTreeSet::new();
    for a in store.adjudication(run, None)? {
        if let Some(issue) = &a.issue {
            voted.insert((a.article.clone(), a.statement.clone(), issue.clone()));
        }
        if a.outcome != Outcome::Open {
            continue;
        }
        match (&a.issue, a.field) {
            (Some(issue), _) => {
                keys.insert((a.article.clone(), a.statement.clone(), issue.clone()));
            }
            // Whose statement it is, and which words it has: a question of all its judgements that were looked at.
            (None, Field::Actor | Field::Content) => {
                whole.insert((a.article.clone(), a.statement.clone()));
            }
            (None, _) => {}
        }
    }
    keys.extend(
        voted
            .into_iter()
            .filter(|(article, statement, _)| whole.contains(&(article.clone(), statement.clone()))),
    );
    Ok(keys)
}
