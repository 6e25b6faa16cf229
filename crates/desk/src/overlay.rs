//! What reviewers said, laid over what a run found.
//!
//! The two are never mixed in the file. An overlay is made when somebody asks for it, and says what it is made of.

use serde::{Deserialize, Serialize};
use standpoint_stance::{Analysis, Condition, ConditionType, Judgement, Lean, Scores, Stance, positions};
use standpoint_statements::{Actor, ActorKind};
use standpoint_store::{Adjudication, Field, Standing, Value};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// Which words count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// What the run found, and nothing else.
    #[default]
    Auto,
    /// What was reviewed, and nothing else.
    Reviewed,
    /// What was reviewed, and what the run found where nobody looked yet.
    Both,
}

/// Statement, issue (of a judgement's field) and field.
type Key = (String, Option<String>, Field);

/// What stands on the results of one run, by article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    articles: BTreeMap<String, BTreeMap<Key, Value>>,
}

impl Said {
    /// What all coders agree on or an adjudicator settled. Open questions say nothing.
    pub fn settled(adjudications: &[Adjudication]) -> Self {
        let mut said = Self::default();
        for a in adjudications {
            if let Some(value) = a.value() {
                said.put(&a.article, &a.statement, a.issue.as_deref(), value);
            }
        }
        said
    }

    /// What one coder says.
    pub fn of_coder(standing: &[Standing]) -> Self {
        let mut said = Self::default();
        for s in standing {
            said.put(&s.article, &s.statement, s.issue.as_deref(), &s.value);
        }
        said
    }

    fn put(&mut self, article: &str, statement: &str, issue: Option<&str>, value: &Value) {
        let key = (statement.to_owned(), issue.map(str::to_owned), value.field());
        self.articles.entry(article.to_owned()).or_default().insert(key, value.clone());
    }

    /// The stance that was said of a judgement.
    pub fn stance(&self, article: &str, statement: &str, issue: &str) -> Option<Stance> {
        let key = (statement.to_owned(), Some(issue.to_owned()), Field::Stance);
        match self.articles.get(article)?.get(&key)? {
            Value::Stance(stance) => Some(*stance),
            _ => None,
        }
    }

    /// True when the stance of a judgement was said, or that it is about another issue.
    pub fn is_reviewed(&self, article: &str, statement: &str, issue: &str) -> bool {
        let said = |field| {
            let key = (statement.to_owned(), Some(issue.to_owned()), field);
            self.articles.get(article).is_some_and(|a| a.contains_key(&key))
        };
        said(Field::Stance) || said(Field::Issue)
    }

    /// True when nothing was said at all.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

/// An analysis as `view` sees it. Positions are made anew by the codebook's rule over the judgements that are left; a reviewed
/// judgement is certain. `issues` are the ids of the codebook, in its order.
pub fn overlay(analysis: &Analysis, said: &Said, issues: &[&str], view: View) -> Analysis {
    if view == View::Auto {
        return analysis.clone();
    }
    let nothing = BTreeMap::new();
    let said = said.articles.get(&analysis.article.id).unwrap_or(&nothing);
    let mut out = analysis.clone();
    for statement in &mut out.statements {
        let of = |field| said.get(&(statement.id.clone(), None, field));
        if let Some(Value::Content(spans)) = of(Field::Content) {
            statement.content.clone_from(spans);
        }
        if let Some(Value::Actor(actor)) = of(Field::Actor) {
            statement.actor = actor.as_ref().map(|a| actor_id(&mut out.actors, a.id.as_deref(), &a.name));
        }
    }
    let mut reviewed = BTreeSet::new();
    let spoken: BTreeSet<(String, String)> =
        said.keys().filter_map(|(statement, issue, _)| Some((statement.clone(), issue.clone()?))).collect();
    for (statement, issue) in spoken {
        let of = |field| said.get(&(statement.clone(), Some(issue.clone()), field));
        let place = out.judgements.iter().position(|j| j.statement == statement && j.issue == issue);
        let mut judgement = match place {
            Some(place) => out.judgements.remove(place),
            None => blank(&statement, &issue),
        };
        if let Some(Value::Stance(stance)) = of(Field::Stance) {
            judgement.stance = *stance;
            judgement.scores = certain(*stance);
        }
        judgement.condition = condition(judgement.condition, &of);
        if judgement.stance != Stance::ConditionalCooperation {
            judgement.condition = None;
        }
        if let Some(Value::Issue(other)) = of(Field::Issue) {
            judgement.issue.clone_from(other);
        }
        let key = (judgement.statement.clone(), judgement.issue.clone());
        if of(Field::Stance).is_some() || of(Field::Issue).is_some() {
            reviewed.insert(key.clone());
        }
        // Moved onto an issue that it was judged on already: what a reviewer said takes its place.
        out.judgements.retain(|j| (&j.statement, &j.issue) != (&key.0, &key.1));
        out.judgements.insert(place.unwrap_or(out.judgements.len()).min(out.judgements.len()), judgement);
    }
    if view == View::Reviewed {
        out.judgements.retain(|j| reviewed.contains(&(j.statement.clone(), j.issue.clone())));
    }
    out.positions = positions(&out.actors, &out.statements, &out.judgements, issues);
    out
}

/// The id of an actor that a reviewer named: the run's own where it knows it, a new one otherwise.
fn actor_id(actors: &mut Vec<Actor>, id: Option<&str>, name: &str) -> String {
    let by_id = actors.iter().find(|a| id == Some(a.id.as_str()));
    let by_name = || actors.iter().find(|a| a.name.to_lowercase() == name.to_lowercase());
    if let Some(known) = by_id.or_else(by_name) {
        return known.id.clone();
    }
    let mut number = actors.len();
    let id = loop {
        let id = format!("r{number}");
        if actors.iter().all(|a| a.id != id) {
            break id;
        }
        number += 1;
    };
    let kind = ActorKind::Person; // nobody said, and nothing depends on it but a word in the report
    actors.push(Actor {
        id: id.clone(),
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
        mentions: Vec::new(),
    });
    id
}

fn blank(statement: &str, issue: &str) -> Judgement {
    Judgement {
        statement: statement.to_owned(),
        issue: issue.to_owned(),
        stance: Stance::None,
        scores: certain(Stance::None),
        condition: None,
    }
}

fn certain(stance: Stance) -> Scores {
    Scores::from_array(Stance::CLASSES.map(|class| if class == stance { 1.0 } else { 0.0 }))
}

/// The condition after review. Without words there is none; type and lean are `unspecified` and *yes if* until somebody says.
fn condition<'a>(found: Option<Condition>, of: &impl Fn(Field) -> Option<&'a Value>) -> Option<Condition> {
    let span = match of(Field::ConditionSpan) {
        Some(Value::ConditionSpan(span)) => *span,
        _ => found.map(|c| c.span),
    };
    let kind = match of(Field::ConditionType) {
        Some(Value::ConditionType(kind)) => *kind,
        _ => found.map(|c| c.kind),
    };
    let lean = match of(Field::ConditionLean) {
        Some(Value::ConditionLean(lean)) => *lean,
        _ => found.map(|c| c.lean),
    };
    let (kind, lean) = (kind.unwrap_or(ConditionType::Unspecified), lean.unwrap_or(Lean::YesIf));
    Some(Condition { span: span?, kind, lean })
}
