//! What a reviewer says of a statement or a judgement, and the log in which it is kept.

mod log;
mod standing;

use crate::RunId;
use serde::{Deserialize, Serialize};
use standpoint_article::Span;
use standpoint_stance::{ConditionType, Lean, Stance};

/// Number of a row in the log, from 1 and rising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReviewId(pub i64);

/// Who reviews, and where it counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reviewer {
    /// Name of the coder: any text, told apart byte by byte.
    pub name: String,
    /// The coder's own layer, or the one that settles.
    pub layer: Layer,
}

impl Reviewer {
    /// A coder in a layer of their own.
    pub fn coder(name: impl Into<String>) -> Self {
        Self { name: name.into(), layer: Layer::Coder }
    }

    /// Somebody who settles what coders disagree on.
    pub fn adjudicator(name: impl Into<String>) -> Self {
        Self { name: name.into(), layer: Layer::Adjudicated }
    }
}

/// Where a review counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// In the layer of the coder who made it, which nobody else writes to.
    Coder,
    /// In the layer that all adjudicators share.
    Adjudicated,
}

/// What is reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Whose statement it is.
    Actor,
    /// Which words of the article are the statement.
    Content,
    /// What it says on the issue.
    Stance,
    /// Which issue it is about.
    Issue,
    /// Which words of the article are the condition.
    ConditionSpan,
    /// What kind of condition.
    ConditionType,
    /// Yes if, or no unless.
    ConditionLean,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 7] = [
        Field::Actor,
        Field::Content,
        Field::Stance,
        Field::Issue,
        Field::ConditionSpan,
        Field::ConditionType,
        Field::ConditionLean,
    ];

    /// The word as the file writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Field::Actor => "actor",
            Field::Content => "content",
            Field::Stance => "stance",
            Field::Issue => "issue",
            Field::ConditionSpan => "condition_span",
            Field::ConditionType => "condition_type",
            Field::ConditionLean => "condition_lean",
        }
    }

    /// True for what belongs to the statement as a whole, whatever the issue.
    pub const fn of_statement(self) -> bool {
        matches!(self, Field::Actor | Field::Content)
    }
}

/// What a field is said to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Whose statement it is; `None` for nobody's that the article names.
    Actor(Option<ActorRef>),
    /// Its words, one span or more, in order.
    Content(Vec<Span>),
    /// What it says on the issue.
    Stance(Stance),
    /// Id of the issue that the judgement is about.
    Issue(String),
    /// The words of the condition; `None` where there is no condition.
    ConditionSpan(Option<Span>),
    /// The kind of the condition.
    ConditionType(Option<ConditionType>),
    /// Its lean.
    ConditionLean(Option<Lean>),
}

impl Value {
    /// Which field this is a value of.
    pub const fn field(&self) -> Field {
        match self {
            Value::Actor(_) => Field::Actor,
            Value::Content(_) => Field::Content,
            Value::Stance(_) => Field::Stance,
            Value::Issue(_) => Field::Issue,
            Value::ConditionSpan(_) => Field::ConditionSpan,
            Value::ConditionType(_) => Field::ConditionType,
            Value::ConditionLean(_) => Field::ConditionLean,
        }
    }

    /// True when both say the same. Actors are the same when their names are: an id is a run's.
    pub fn says_the_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Actor(a), Value::Actor(b)) => a.as_ref().map(|a| &a.name) == b.as_ref().map(|b| &b.name),
            _ => self == other,
        }
    }

    /// As the file writes it: the bare value, in JSON.
    pub(crate) fn to_json(&self) -> String {
        let value = serde_json::to_value(self).expect("words, spans and lists become JSON");
        value["value"].to_string()
    }

    /// From what the file holds.
    pub(crate) fn from_json(field: &str, json: &str) -> serde_json::Result<Self> {
        let value: serde_json::Value = serde_json::from_str(json)?;
        serde_json::from_value(serde_json::json!({ "field": field, "value": value }))
    }
}

/// An actor as a reviewer names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActorRef {
    /// Its id in the article's analysis; `None` for one that the run did not find.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
}

/// One thing that a reviewer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of the article.
    pub article: String,
    /// Id of the statement in that article's analysis.
    pub statement: String,
    /// Id of the issue, for [`Field`]s that belong to a judgement; `None` for the statement's own. The run need not have
    /// judged the statement on it.
    pub issue: Option<String>,
    /// What the field is: what the run found to accept it, anything else to correct it.
    pub value: Value,
    /// Why, in the reviewer's words.
    pub note: Option<String>,
}

impl Entry {
    /// An entry on a judgement.
    pub fn judgement(article: &str, statement: &str, issue: &str, value: Value) -> Self {
        Self {
            article: article.into(),
            statement: statement.into(),
            issue: Some(issue.into()),
            value,
            note: None,
        }
    }

    /// An entry on a statement.
    pub fn statement(article: &str, statement: &str, value: Value) -> Self {
        Self { article: article.into(), statement: statement.into(), issue: None, value, note: None }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The reviewer says what the run says.
    Accepted,
    /// The reviewer says something else.
    Corrected,
    /// An earlier row was taken back.
    Undone,
    /// A row that was taken back stands again.
    Redone,
}

impl Action {
    /// The word as the file writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Action::Accepted => "accepted",
            Action::Corrected => "corrected",
            Action::Undone => "undone",
            Action::Redone => "redone",
        }
    }
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Its number.
    pub id: ReviewId,
    /// Number of the first row of the same act: rows that were recorded together are undone together.
    pub step: ReviewId,
    /// When, RFC 3339 UTC.
    pub at: String,
    /// Who.
    pub coder: String,
    /// Where it counts.
    pub layer: Layer,
    /// What was done.
    pub action: Action,
    /// The row that was undone or redone.
    pub undoes: Option<ReviewId>,
    /// The run whose result was reviewed.
    pub run: RunId,
    /// Id of the article.
    pub article: String,
    /// Id of the statement in that run.
    pub statement: String,
    /// Id of the issue, where a judgement was reviewed.
    pub issue: Option<String>,
    /// The field.
    pub field: Field,
    /// What stood in this layer before (what the run found, where nothing was said yet); `None` where nothing was found.
    pub old: Option<Value>,
    /// What stands since.
    pub new: Option<Value>,
    /// Why.
    pub note: Option<String>,
}

/// Which rows of the log to list. The default lists all.
#[derive(Clone, Debug, Default)]
pub struct ReviewFilter {
    /// Only those on results of this run.
    pub run: Option<RunId>,
    /// Only those of this coder, in whatever layer.
    pub coder: Option<String>,
    /// Only those on this article.
    pub article: Option<String>,
    /// Only those after this row: for a reader that follows the log.
    pub after: Option<ReviewId>,
    /// At most so many.
    pub limit: Option<u32>,
    /// The newest first, and so many of them.
    pub newest: bool,
}

/// What stands in a layer on one field, after all that was undone is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Id of the article.
    pub article: String,
    /// Id of the statement in the run that was asked about.
    pub statement: String,
    /// Id of the issue, for the fields of a judgement.
    pub issue: Option<String>,
    /// What is said.
    pub value: Value,
    /// Whether that is what the reviewed run had found.
    pub accepted: bool,
    /// Who said it last.
    pub coder: String,
    /// When.
    pub at: String,
    /// The row that says so.
    pub review: ReviewId,
    /// The run whose result was reviewed: another one than asked about, where the same words were found again.
    pub run: RunId,
}

/// What stands on one field when all layers are taken together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Adjudication {
    /// Id of the article.
    pub article: String,
    /// Id of the statement in the run that was asked about.
    pub statement: String,
    /// Id of the issue, for the fields of a judgement.
    pub issue: Option<String>,
    /// The field.
    pub field: Field,
    /// What came of it.
    pub outcome: Outcome,
    /// What each coder says, in the order of their names.
    pub votes: Vec<Standing>,
}

/// What came of several coders' work on one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// An adjudicator decided.
    Adjudicated(Standing),
    /// All coders who reviewed it (perhaps only one) say the same.
    Agreed {
        /// What they say.
        value: Value,
    },
    /// Coders disagree and nobody has settled it.
    Open,
}

impl Adjudication {
    /// The value that stands, unless the question is open.
    pub fn value(&self) -> Option<&Value> {
        match &self.outcome {
            Outcome::Adjudicated(standing) => Some(&standing.value),
            Outcome::Agreed { value } => Some(value),
            Outcome::Open => None,
        }
    }
}
