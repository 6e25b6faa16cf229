//! What to review next.

use super::calibration::recalibration;
use super::wire::{Probabilities, Role, Stance};
use super::{App, Query};
use crate::error::Refusal;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use standpoint_stance::{Analysis, Scores};
use standpoint_store::{Field, JudgedFilter, JudgedOrder, Outcome, RunId, Store, StoredRun};
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
    /// Id of a statement of that article.
    statement: Option<String>,
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
    /// The run did not judge the statement on this issue; coders did, and an adjudicator is to settle what they disagree on.
    unjudged: bool,
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
        let stored = desk.stored_run(store, wanted.run)?;
        let run = stored.id;
        let words = words(store, run, &wanted)?;
        let open = if wanted.role == Role::Adjudicator { Some(disputed(store, &stored)?) } else { None };
        let change =
            if wanted.recalibrated { recalibration(&desk, store, run)?.map(|r| r.fitted) } else { None };
        let limit = wanted.limit.unwrap_or(200).min(MAX_ITEMS);
        let mut queue = Queue { total: 0, done: 0, items: Vec::new() };
        store.judged(run, &filter(&wanted), |judged| {
            let key = (judged.article.clone(), judged.statement.clone(), judged.issue.clone());
            let reviewed = words.get(&key).copied();
            if open.as_ref().is_some_and(|open| !open.contains(&key) && reviewed.is_none()) {
                return ControlFlow::Continue(());
            }
            if queue.count(wanted.show, reviewed.is_some()) && queue.items.len() < limit {
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
                    unjudged: false,
                });
            }
            ControlFlow::Continue(())
        })?;
        for item in open.map_or(Ok(Vec::new()), |open| unjudged(store, run, &wanted, open, &words))? {
            if queue.count(wanted.show, item.reviewed.is_some()) && queue.items.len() < limit {
                queue.items.push(item);
            }
        }
        Ok(queue)
    });
    Ok(Json(queue.await?))
}

impl Queue {
    /// Counts one more, and says whether it is to be shown.
    fn count(&mut self, show: Show, reviewed: bool) -> bool {
        self.total += 1;
        self.done += usize::from(reviewed);
        match show {
            Show::Open => !reviewed,
            Show::Done => reviewed,
            Show::All => true,
        }
    }
}

/// A field that was left empty asks for nothing.
fn given(field: Option<&String>) -> Option<String> {
    field.cloned().filter(|f| !f.is_empty())
}

/// What coders disagree on, or an adjudicator settled, where the run judged nothing: in the order of articles.
fn unjudged(
    store: &Store,
    run: RunId,
    wanted: &Wanted,
    open: BTreeSet<Key>,
    words: &BTreeMap<Key, standpoint_stance::Stance>,
) -> Result<Vec<Item>, Refusal> {
    let fits = |field: &Option<String>, value: &str| given(field.as_ref()).is_none_or(|f| f == value);
    if wanted.stance.is_some_and(|s| s != Stance::None) {
        return Ok(Vec::new()); // the run found no label there
    }
    let keys: BTreeSet<Key> = open.into_iter().chain(words.keys().cloned()).collect();
    let mut items = Vec::new();
    let mut read: Option<Analysis> = None;
    for (article, id, issue) in keys {
        if !(fits(&wanted.article, &article) && fits(&wanted.statement, &id) && fits(&wanted.issue, &issue)) {
            continue;
        }
        if read.as_ref().is_none_or(|a| a.article.id != article) {
            read = store.analysis_of(run, &article)?;
        }
        let Some(analysis) = &read else { continue };
        if analysis.judgements.iter().any(|j| j.statement == id && j.issue == issue) {
            continue;
        }
        let Some(statement) = analysis.statements.iter().find(|s| s.id == id) else { continue };
        let actor = analysis.actors.iter().find(|a| Some(&a.id) == statement.actor.as_ref());
        if !fits(&wanted.actor, actor.map_or("", |a| &a.name)) {
            continue;
        }
        items.push(Item {
            title: analysis.article.title.clone(),
            published: analysis.article.published.clone(),
            outlet: analysis.article.outlet.clone(),
            actor: actor.map(|a| a.name.clone()),
            stance: Stance::None,
            scores: Scores::from_array([0.0; 4]).into(),
            reviewed: words.get(&(article.clone(), id.clone(), issue.clone())).copied().map(Stance::from),
            unjudged: true,
            article,
            statement: id,
            issue,
        });
    }
    Ok(items)
}

fn filter(wanted: &Wanted) -> JudgedFilter {
    JudgedFilter {
        issue: given(wanted.issue.as_ref()),
        actor: given(wanted.actor.as_ref()),
        article: given(wanted.article.as_ref()),
        statement: given(wanted.statement.as_ref()),
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
fn disputed(store: &Store, run: &StoredRun) -> Result<BTreeSet<Key>, Refusal> {
    let mut keys = BTreeSet::new();
    let mut whole: BTreeSet<(String, String)> = BTreeSet::new();
    let mut voted: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for a in store.adjudication(run.id, None)? {
        if let Some(issue) = &a.issue {
            voted.entry((a.article.clone(), a.statement.clone())).or_default().insert(issue.clone());
        }
        if a.outcome != Outcome::Open {
            continue;
        }
        match (&a.issue, a.field) {
            (Some(issue), _) => {
                keys.insert((a.article.clone(), a.statement.clone(), issue.clone()));
            }
            // Whose statement it is, and which words it has: a question of all its judgements.
            (None, Field::Actor | Field::Content) => {
                whole.insert((a.article.clone(), a.statement.clone()));
            }
            (None, _) => {}
        }
    }
    for (article, statement) in whole {
        let issues = match voted.remove(&(article.clone(), statement.clone())) {
            Some(issues) => issues,
            None => places(store, run, &article, &statement)?,
        };
        keys.extend(issues.into_iter().map(|issue| (article.clone(), statement.clone(), issue)));
    }
    Ok(keys)
}

/// The issues on which to show a statement of which nobody reviewed a judgement: those on which the run judged it, or the
/// codebook's first, where it judged it on none.
fn places(
    store: &Store,
    run: &StoredRun,
    article: &str,
    statement: &str,
) -> Result<BTreeSet<String>, Refusal> {
    let analysis = store.analysis_of(run.id, article)?;
    let judgements = analysis.into_iter().flat_map(|a| a.judgements);
    let judged: BTreeSet<String> = judgements.filter(|j| j.statement == statement).map(|j| j.issue).collect();
    let first = run.codebook.issues.first().map(|issue| issue.id.clone());
    Ok(if judged.is_empty() { first.into_iter().collect() } else { judged })
}
