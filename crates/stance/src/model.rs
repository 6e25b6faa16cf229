//! The nouns: stance, scores, judgement, condition, position, run.

use serde::{Deserialize, Serialize};
use standpoint_article::{Article, Span};
use standpoint_statements::{Actor, Statement};
use std::collections::BTreeSet;

/// What an actor's position on an issue is (`CODEBOOK.md`, Labels), or that the program will not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Accepts, endorses, proposes, demands, signs.
    Support,
    /// Refuses, opposes, vetoes, condemns.
    Reject,
    /// Would go along if a named requirement were met.
    ConditionalCooperation,
    /// Speaks, but takes no position on this issue.
    None,
    /// The program abstains: no class is probable enough.
    Unclear,
}

impl Stance {
    /// The four classes of the classifier, in the order of its logits.
    pub const CLASSES: [Stance; 4] =
        [Stance::Support, Stance::Reject, Stance::ConditionalCooperation, Stance::None];

    /// The label as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Stance::Support => "support",
            Stance::Reject => "reject",
            Stance::ConditionalCooperation => "conditional_cooperation",
            Stance::None => "none",
            Stance::Unclear => "unclear",
        }
    }

    /// True for the three labels that are a position.
    pub const fn is_position(self) -> bool {
        matches!(self, Stance::Support | Stance::Reject | Stance::ConditionalCooperation)
    }
}

impl std::fmt::Display for Stance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for Stance {
    type Err = UnknownStance;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        [Stance::Unclear]
            .into_iter()
            .chain(Stance::CLASSES)
            .find(|x| x.as_str() == s)
            .ok_or_else(|| UnknownStance(s.into()))
    }
}

/// A label that is none of the codebook's.
#[derive(Debug, thiserror::Error)]
#[error("unknown stance `{0}`; expected support, reject, conditional_cooperation, none or unclear")]
pub struct UnknownStance(pub String);

/// Calibrated probabilities of the four classes; they sum to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Probability of support.
    pub support: f32,
    /// Probability of reject.
    pub reject: f32,
    /// Probability of conditional cooperation.
    pub conditional_cooperation: f32,
    /// Probability of no position.
    pub none: f32,
}

impl Scores {
    /// From probabilities in the order of [`Stance::CLASSES`].
    pub const fn from_array(p: [f32; 4]) -> Self {
        Self { support: p[0], reject: p[1], conditional_cooperation: p[2], none: p[3] }
    }

    /// In the order of [`Stance::CLASSES`].
    pub const fn to_array(self) -> [f32; 4] {
        [self.support, self.reject, self.conditional_cooperation, self.none]
    }

    /// The most probable label; the earlier of [`Stance::CLASSES`] when two are equal.
    pub fn top(self) -> Stance {
        let p = self.to_array();
        let best = (1..4).fold(0, |best, i| if p[i] > p[best] { i } else { best });
        Stance::CLASSES[best]
    }

    /// The same with the odds of `none` multiplied by `factor`, summing to 1 again.
    #[must_use]
    pub fn with_more_none(self, factor: f32) -> Self {
        let [support, reject, conditional_cooperation, none] = self.to_array();
        let p = [support, reject, conditional_cooperation, none * factor];
        let sum: f32 = p.iter().sum();
        Self::from_array(p.map(|x| if sum > 0.0 { x / sum } else { 0.0 }))
    }

    /// Probability of one label; 0 for `unclear`.
    pub const fn of(self, stance: Stance) -> f32 {
        match stance {
            Stance::Support => self.support,
            Stance::Reject => self.reject,
            Stance::ConditionalCooperation => self.conditional_cooperation,
            Stance::None => self.none,
            Stance::Unclear => 0.0,
        }
    }
}

/// Whether the condition opens the door or keeps it shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lean {
    /// "Yes, if ...".
    YesIf,
    /// "No, unless ...".
    NoUnless,
}

/// The kind of requirement (`CODEBOOK.md`, `conditional_cooperation`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the codebook defines the words")]
pub enum ConditionType {
    Precondition,
    RedLine,
    Amendment,
    Reciprocity,
    Timing,
    Guarantee,
    Compensation,
    Mandate,
    Unspecified,
}

impl ConditionType {
    /// All types, in the order of the classifier's type head.
    pub const ALL: [ConditionType; 9] = [
        ConditionType::Precondition,
        ConditionType::RedLine,
        ConditionType::Amendment,
        ConditionType::Reciprocity,
        ConditionType::Timing,
        ConditionType::Guarantee,
        ConditionType::Compensation,
        ConditionType::Mandate,
        ConditionType::Unspecified,
    ];

    /// The word as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            ConditionType::Precondition => "precondition",
            ConditionType::RedLine => "red_line",
            ConditionType::Amendment => "amendment",
            ConditionType::Reciprocity => "reciprocity",
            ConditionType::Timing => "timing",
            ConditionType::Guarantee => "guarantee",
            ConditionType::Compensation => "compensation",
            ConditionType::Mandate => "mandate",
            ConditionType::Unspecified => "unspecified",
        }
    }
}

impl Lean {
    /// The word as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Lean::YesIf => "yes_if",
            Lean::NoUnless => "no_unless",
        }
    }
}

/// The requirement that a conditional position hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its words in the article's text.
    pub span: Span,
    /// What kind of requirement.
    #[serde(rename = "type")]
    pub kind: ConditionType,
    /// Yes if, or no unless.
    pub lean: Lean,
}

/// What the classifier says of one statement on one issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Id of the statement.
    pub statement: String,
    /// Id of the issue.
    pub issue: String,
    /// The label, or `unclear`.
    pub stance: Stance,
    /// Calibrated probabilities.
    pub scores: Scores,
    /// With `conditional_cooperation`: the condition, where a span was found.
    pub condition: Option<Condition>,
    /// Whose word it is.
    #[serde(default, skip_serializing_if = "Origin::is_automatic")]
    pub origin: Origin,
    /// Names of the people who reviewed it, or a part of it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed_by: Vec<String>,
}

/// Whose word a judgement or a position is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The program's.
    #[default]
    Automatic,
    /// People had a say: in a judgement on something else than its stance (whose statement it is, which words, its
    /// condition) or without agreeing on all of it; in a position on some of the judgements that it rests on.
    #[serde(rename = "partly_reviewed")]
    Partly,
    /// People's.
    Reviewed,
}

impl Origin {
    /// The word in records and exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Origin::Automatic => "automatic",
            Origin::Partly => "partly_reviewed",
            Origin::Reviewed => "reviewed",
        }
    }

    /// True where nobody reviewed anything.
    pub const fn is_automatic(&self) -> bool {
        matches!(self, Origin::Automatic)
    }
}

/// Where one actor of one article stands on one issue, by the codebook's rule over its judgements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Id of the actor in its article.
    pub actor: String,
    /// The actor's name.
    pub name: String,
    /// Id of the issue.
    pub issue: String,
    /// The label, or `unclear`.
    pub stance: Stance,
    /// Probability of the label, 0 to 1.
    pub confidence: f32,
    /// Probabilities behind it.
    pub scores: Scores,
    /// The condition of a conditional position.
    pub condition: Option<Condition>,
    /// Ids of the statements that show it, most explicit first.
    pub evidence: Vec<String>,
    /// Equally explicit statements disagree: the quotes on both sides are in `evidence`.
    pub mixed: bool,
}

/// Everything the walk found in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Its actors.
    pub actors: Vec<Actor>,
    /// Its statements.
    pub statements: Vec<Statement>,
    /// One for each (statement, issue) that was looked at.
    pub judgements: Vec<Judgement>,
    /// One for each (actor, issue) with a judgement, `none` and `unclear` ones included.
    pub positions: Vec<Position>,
    /// What went wrong or was left out, in words for the user.
    pub warnings: Vec<String>,
}

impl Analysis {
    /// The judgements that a position rests on, most explicit first.
    pub fn judgements_of<'a>(&'a self, position: &'a Position) -> impl Iterator<Item = &'a Judgement> {
        position
            .evidence
            .iter()
            .filter_map(|id| self.judgements.iter().find(|j| j.statement == *id && j.issue == position.issue))
    }

    /// Whose word one of its positions is, by the judgements that it rests on.
    pub fn origin(&self, position: &Position) -> Origin {
        let origins = self.judgements_of(position).map(|judgement| judgement.origin);
        origins.reduce(|one, other| if one == other { one } else { Origin::Partly }).unwrap_or_default()
    }

    /// Names of those who reviewed judgements that one of its positions rests on, in order.
    pub fn reviewers<'a>(&'a self, position: &'a Position) -> BTreeSet<&'a str> {
        self.judgements_of(position).flat_map(|j| &j.reviewed_by).map(String::as_str).collect()
    }
}

/// What made a row: no stored judgement is without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// Name of the model.
    pub model: String,
    /// SHA-256 of its weights, in hex.
    pub model_sha256: String,
    /// SHA-256 of the codebook as read, in hex.
    pub codebook_sha256: String,
}
