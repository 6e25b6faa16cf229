//! What reviewers said, laid over what a run found.
//!
//! The two are never mixed in the file. An overlay is made when somebody asks for it, and says what it is made of.

use serde::{Deserialize, Serialize};
use standpoint_stance::{
    Analysis, Condition, ConditionType, Judgement, Lean, Origin, Scores, Stance, positions,
};
use standpoint_statements::{Actor, ActorKind};
use standpoint_store::{Adjudication, Field, Outcome, Standing, Store, StoreError, StoredRun, Value};
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

impl View {
    /// The word in requests, records and exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            View::Auto => "auto",
            View::Reviewed => "reviewed",
            View::Both => "both",
        }
    }

    /// A headline that says which words count.
    pub const fn title(self) -> &'static str {
        match self {
            View::Auto => "Who stands where: found by the program, not reviewed",
            View::Reviewed => "Who stands where: reviewed positions only",
            View::Both => "Who stands where: reviewed where somebody looked, found by the program elsewhere",
        }
    }
}

/// Statement, issue (of a judgement's field) and field.
type Key = (String, Option<String>, Field);

/// What was said of a field, and who said it.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    value: Value,
    by: Vec<String>,
}

/// What stands on the results of one run, by article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    articles: BTreeMap<String, BTreeMap<Key, Word>>,
    /// What coders disagree on and nobody settled. It says nothing, and what hangs on it is not reviewed.
    open: BTreeMap<String, BTreeSet<Key>>,
}

impl Said {
    /// What all coders agree on or an adjudicator settled, and which questions are open.
    pub fn settled(adjudications: &[Adjudication]) -> Self {
        let mut said = Self::default();
        for a in adjudications {
            if let Some(value) = a.value() {
                let by = match &a.outcome {
                    Outcome::Adjudicated(standing) => vec![standing.coder.clone()],
                    _ => a.votes.iter().map(|vote| vote.coder.clone()).collect(),
                };
                said.put(&a.article, &a.statement, a.issue.as_deref(), value, by);
            }
            if a.outcome == Outcome::Open {
                let key = (a.statement.clone(), a.issue.clone(), a.field);
                said.open.entry(a.article.clone()).or_default().insert(key);
            }
        }
        said
    }

    /// What one coder says.
    pub fn of_coder(standing: &[Standing]) -> Self {
        let mut said = Self::default();
        for s in standing {
            said.put(&s.article, &s.statement, s.issue.as_deref(), &s.value, vec![s.coder.clone()]);
        }
        said
    }

    fn put(&mut self, article: &str, statement: &str, issue: Option<&str>, value: &Value, by: Vec<String>) {
        let key = (statement.to_owned(), issue.map(str::to_owned), value.field());
        let word = Word { value: value.clone(), by };
        self.articles.entry(article.to_owned()).or_default().insert(key, word);
    }

    /// Who said anything of a judgement or of its statement, in the order of their names.
    fn by(&self, article: &str, statement: &str, issue: &str) -> Vec<String> {
        let first = (statement.to_owned(), None, Field::Actor);
        let words = self.articles.get(article).into_iter().flat_map(|words| words.range(first.clone()..));
        let words = words.take_while(|((of, _, _), _)| of == statement);
        let about = |(_, on, _): &Key| on.as_deref().is_none_or(|on| on == issue);
        let names: BTreeSet<&String> = words.filter(|(key, _)| about(key)).flat_map(|(_, w)| &w.by).collect();
        names.into_iter().cloned().collect()
    }

    /// The stance that was said of a judgement.
    pub fn stance(&self, article: &str, statement: &str, issue: &str) -> Option<Stance> {
        let key = (statement.to_owned(), Some(issue.to_owned()), Field::Stance);
        match &self.articles.get(article)?.get(&key)?.value {
            Value::Stance(stance) => Some(*stance),
            _ => None,
        }
    }

    /// True when the stance of a judgement was said and nothing that belongs to it is open: whose it is, its words, its
    /// issue or, where there is one, its condition. Where the run would fill in what coders disagree on, nobody said it.
    pub fn is_reviewed(&self, article: &str, statement: &str, issue: &str) -> bool {
        let Some(stance) = self.stance(article, statement, issue) else { return false };
        let open = |field: Field| {
            let issue = (!field.of_statement()).then(|| issue.to_owned());
            self.open.get(article).is_some_and(|o| o.contains(&(statement.to_owned(), issue, field)))
        };
        let conditional = stance == Stance::ConditionalCooperation;
        let condition = [Field::ConditionSpan, Field::ConditionType, Field::ConditionLean];
        let always = [Field::Actor, Field::Content, Field::Stance, Field::Issue];
        let mut asked = always.into_iter().chain(condition.into_iter().filter(|_| conditional));
        !asked.any(open)
    }

    /// True when coders disagree on the stance or the issue of a judgement on `issue`: a position on it may be missing.
    pub fn is_open(&self, article: &str, issue: &str) -> bool {
        let about = |(_, of, field): &Key| {
            of.as_deref() == Some(issue) && matches!(field, Field::Stance | Field::Issue)
        };
        self.open.get(article).is_some_and(|open| open.iter().any(about))
    }

    /// True when nothing was said at all.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

/// The analyses of a run as `view` sees them, in the order of the store: what reports and exports are made from.
pub fn viewed<'a>(
    store: &'a Store,
    stored: &StoredRun,
    view: View,
) -> Result<impl Iterator<Item = Result<Analysis, StoreError>> + use<'a>, StoreError> {
    let said = match view {
        View::Auto => Said::default(),
        View::Reviewed | View::Both => Said::settled(&store.adjudication(stored.id, None)?),
    };
    let issues: Vec<String> = stored.codebook.issues.iter().map(|issue| issue.id.clone()).collect();
    Ok(store.analyses(stored.id)?.map(move |analysis| {
        let issues: Vec<&str> = issues.iter().map(String::as_str).collect();
        Ok(overlay(&analysis?, &said, &issues, view))
    }))
}

/// An analysis as `view` sees it. Positions are made anew by the codebook's rule over the judgements that are left; a reviewed
/// judgement is certain. `issues` are the ids of the codebook, in its order.
pub fn overlay(analysis: &Analysis, said: &Said, issues: &[&str], view: View) -> Analysis {
    if view == View::Auto {
        return analysis.clone();
    }
    let Laid { mut analysis, reviewed } = lay(analysis, said);
    if view == View::Reviewed {
        analysis.judgements.retain(|j| reviewed.contains(&(j.statement.clone(), j.issue.clone())));
    }
    analysis.positions = positions(&analysis.actors, &analysis.statements, &analysis.judgements, issues);
    analysis
}

/// An analysis with what was said in the place of what was found.
pub(crate) struct Laid {
    /// The positions are still those of the run.
    pub(crate) analysis: Analysis,
    /// Statement and issue of the judgements that are reviewed (see [`Said::is_reviewed`]), the issue as it is now.
    pub(crate) reviewed: BTreeSet<(String, String)>,
}

pub(crate) fn lay(analysis: &Analysis, all: &Said) -> Laid {
    let nothing = BTreeMap::new();
    let article = &analysis.article.id;
    let said = all.articles.get(article).unwrap_or(&nothing);
    let mut out = analysis.clone();
    for statement in &mut out.statements {
        let of = |field| said.get(&(statement.id.clone(), None, field)).map(|word| &word.value);
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
        let of = |field| said.get(&(statement.clone(), Some(issue.clone()), field)).map(|word| &word.value);
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
        judgement.reviewed_by = all.by(article, &statement, &issue);
        judgement.origin = Origin::Partly;
        if all.is_reviewed(article, &statement, &issue) {
            judgement.origin = Origin::Reviewed;
            reviewed.insert(key.clone());
        } else if key.1 != issue && reviewed.contains(&key) {
            continue; // moved onto an issue on which a reviewer said more
        }
        // Moved onto an issue that it was judged on already: what a reviewer said takes its place.
        out.judgements.retain(|j| (&j.statement, &j.issue) != (&key.0, &key.1));
        out.judgements.insert(place.unwrap_or(out.judgements.len()).min(out.judgements.len()), judgement);
    }
    // What was said of a statement is in the judgements on it that nobody spoke of, too.
    for judgement in out.judgements.iter_mut().filter(|j| j.origin == Origin::Automatic) {
        judgement.reviewed_by = all.by(article, &judgement.statement, &judgement.issue);
        if !judgement.reviewed_by.is_empty() {
            judgement.origin = Origin::Partly;
        }
    }
    Laid { analysis: out, reviewed }
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
        origin: Origin::Automatic,
        reviewed_by: Vec::new(),
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
