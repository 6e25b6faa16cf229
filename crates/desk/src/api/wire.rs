//! What travels: types of the wire, apart from those inside.

use crate::recalibrate::Recalibration;
use serde::{Deserialize, Serialize};
use standpoint_article::Span;
use standpoint_stance as inside;
use standpoint_store::{Layer, Review, Reviewer, Standing, StoredRun};
use utoipa::ToSchema;

/// A label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stance {
    Support,
    Reject,
    ConditionalCooperation,
    None,
    /// The run would not decide; no coder says this.
    Unclear,
}

impl From<inside::Stance> for Stance {
    fn from(stance: inside::Stance) -> Self {
        match stance {
            inside::Stance::Support => Self::Support,
            inside::Stance::Reject => Self::Reject,
            inside::Stance::ConditionalCooperation => Self::ConditionalCooperation,
            inside::Stance::None => Self::None,
            inside::Stance::Unclear => Self::Unclear,
        }
    }
}

impl From<Stance> for inside::Stance {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Support => Self::Support,
            Stance::Reject => Self::Reject,
            Stance::ConditionalCooperation => Self::ConditionalCooperation,
            Stance::None => Self::None,
            Stance::Unclear => Self::Unclear,
        }
    }
}

/// Probabilities of the four labels, summing to 1.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct Probabilities {
    support: f32,
    reject: f32,
    conditional_cooperation: f32,
    none: f32,
}

impl From<inside::Scores> for Probabilities {
    fn from(scores: inside::Scores) -> Self {
        let [support, reject, conditional_cooperation, none] = scores.to_array();
        Self { support, reject, conditional_cooperation, none }
    }
}

/// Bytes of an article's text.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Place {
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { start: span.start(), end: span.end() }
    }
}

pub(crate) fn places(spans: &[Span]) -> Vec<Place> {
    spans.iter().copied().map(Place::from).collect()
}

/// The requirement that a conditional position hangs on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Condition {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// precondition, `red_line`, amendment, ...
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// `yes_if` or `no_unless`
    pub(crate) lean: &'static str,
}

impl From<inside::Condition> for Condition {
    fn from(c: inside::Condition) -> Self {
        Self { start: c.span.start(), end: c.span.end(), kind: c.kind.as_str(), lean: c.lean.as_str() }
    }
}

/// A run of the corpus.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Run {
    pub(crate) id: i64,
    pub(crate) version: String,
    pub(crate) model: String,
    pub(crate) model_sha256: String,
    pub(crate) codebook_sha256: String,
    pub(crate) started: String,
    pub(crate) finished: Option<String>,
}

impl From<&StoredRun> for Run {
    fn from(stored: &StoredRun) -> Self {
        Self {
            id: stored.id.0,
            version: stored.run.version.clone(),
            model: stored.run.model.clone(),
            model_sha256: stored.run.model_sha256.clone(),
            codebook_sha256: stored.run.codebook_sha256.clone(),
            started: stored.started.clone(),
            finished: stored.finished.clone(),
        }
    }
}

/// Whose words count, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// A coder in a layer of their own, who sees nobody else's words.
    #[default]
    Coder,
    /// Somebody who settles what coders disagree on.
    Adjudicator,
}

impl Role {
    pub(crate) fn reviewer(self, name: &str) -> Reviewer {
        match self {
            Self::Coder => Reviewer::coder(name.trim()),
            Self::Adjudicator => Reviewer::adjudicator(name.trim()),
        }
    }
}

/// What somebody says of one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Word {
    pub(crate) statement: String,
    /// The issue, for fields of a judgement.
    pub(crate) issue: Option<String>,
    /// actor, content, stance, issue, `condition_span`, `condition_type`, `condition_lean`
    pub(crate) field: &'static str,
    /// What it is said to be: a label, spans, an actor `{"id", "name"}`, ...
    #[schema(value_type = Object)]
    pub(crate) value: serde_json::Value,
    /// Whether that is what the run found.
    pub(crate) accepted: bool,
    pub(crate) coder: String,
    pub(crate) at: String,
    /// Number in the log.
    pub(crate) review: i64,
}

impl From<&Standing> for Word {
    fn from(s: &Standing) -> Self {
        Self {
            statement: s.statement.clone(),
            issue: s.issue.clone(),
            field: s.value.field().as_str(),
            value: bare(&s.value),
            accepted: s.accepted,
            coder: s.coder.clone(),
            at: s.at.clone(),
            review: s.review.0,
        }
    }
}

/// The value alone, without the name of its field.
pub(crate) fn bare(value: &standpoint_store::Value) -> serde_json::Value {
    serde_json::to_value(value).map_or(serde_json::Value::Null, |v| v["value"].clone())
}

/// A row of the log of reviews: nothing in it is ever changed or removed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LogRow {
    pub(crate) id: i64,
    /// Rows of one act have the same step and are undone together.
    pub(crate) step: i64,
    pub(crate) at: String,
    pub(crate) coder: String,
    pub(crate) role: Role,
    /// accepted, corrected, undone or redone
    pub(crate) action: &'static str,
    /// The row that was undone or redone.
    pub(crate) undoes: Option<i64>,
    pub(crate) run: i64,
    pub(crate) article: String,
    pub(crate) statement: String,
    pub(crate) issue: Option<String>,
    pub(crate) field: &'static str,
    /// What stood before.
    #[schema(value_type = Object)]
    pub(crate) old: Option<serde_json::Value>,
    /// What stands since.
    #[schema(value_type = Object)]
    pub(crate) new: Option<serde_json::Value>,
    pub(crate) note: Option<String>,
}

impl From<&Review> for LogRow {
    fn from(r: &Review) -> Self {
        Self {
            id: r.id.0,
            step: r.step.0,
            at: r.at.clone(),
            coder: r.coder.clone(),
            role: if r.layer == Layer::Coder { Role::Coder } else { Role::Adjudicator },
            action: r.action.as_str(),
            undoes: r.undoes.map(|id| id.0),
            run: r.run.0,
            article: r.article.clone(),
            statement: r.statement.clone(),
            issue: r.issue.clone(),
            field: r.field.as_str(),
            old: r.old.as_ref().map(bare),
            new: r.new.as_ref().map(bare),
            note: r.note.clone(),
        }
    }
}

/// What the run found of a statement on an issue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Judgement {
    pub(crate) issue: String,
    pub(crate) stance: Stance,
    /// As stored, or recalibrated where that was asked for.
    pub(crate) scores: Probabilities,
    pub(crate) condition: Option<Condition>,
}

impl Judgement {
    pub(crate) fn new(j: &inside::Judgement, change: Option<Recalibration>) -> Self {
        Self {
            issue: j.issue.clone(),
            stance: change.map_or(j.stance, |c| c.stance(j.scores)).into(),
            scores: change.map_or(j.scores, |c| c.scores(j.scores)).into(),
            condition: j.condition.map(Condition::from),
        }
    }
}
