//! One line of a file of positions. Unknown fields are errors: the schema is what stands here, and
//! `datasets/schema/positions.schema.json` says the same to other programs.

use serde::{Deserialize, Deserializer, Serialize};

/// One article with its positions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) id: String,
    /// Where the text comes from.
    pub(super) source: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outlet: Option<String>,
    /// Kind of text (feature, transcript, ...), for invented articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<String>,
    pub(super) text: String,
    /// Byte ranges of the sentences.
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) issues: Vec<Issue>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the fields are named as in the files")]
pub(super) struct Issue {
    pub(super) id: String,
    pub(super) issue: String,
    pub(super) positions: Vec<Position>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Position {
    pub(super) actor: String,
    pub(super) aliases: Vec<String>,
    /// The words that stand for the actor. `null` when the actor is the writer or speaker of the whole text and no words
    /// in it name them; our own corpora have no such rows, imported ones do.
    #[serde(deserialize_with = "stated")]
    pub(super) mention: Option<Place>,
    /// Numbers of sentences, ascending.
    pub(super) evidence: Vec<usize>,
    pub(super) stance: Label,
    pub(super) kind: Kind,
    #[serde(deserialize_with = "stated")]
    pub(super) condition: Option<Condition>,
    #[serde(deserialize_with = "stated")]
    pub(super) via: Option<String>,
    pub(super) time: Time,
    /// The coder was truly in doubt,
    pub(super) hard: bool,
    /// between the label and this one.
    #[serde(deserialize_with = "stated")]
    pub(super) alt: Option<Label>,
    /// Why a record that reads like a condition is none. Left out where nothing was noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) near_miss: Option<NearMiss>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

impl Row {
    /// Every record with its issue, in the order of the file.
    pub(super) fn records(&self) -> impl Iterator<Item = (&Issue, &Position)> {
        self.issues.iter().flat_map(|issue| issue.positions.iter().map(move |p| (issue, p)))
    }

    /// The sentences with these numbers, as far as the text has them.
    pub(super) fn evidence_text(&self, numbers: &[usize]) -> String {
        let slices =
            numbers.iter().filter_map(|&n| self.sentences.get(n)).filter_map(|&(a, z)| self.text.get(a..z));
        slices.collect::<Vec<_>>().join(" ")
    }
}

/// A field that may be `null` but must stand there: forgetting one is an error, not an answer.
pub(super) fn stated<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

impl Place {
    /// Whether `text` has these words at this place.
    pub(super) fn slices(&self, text: &str) -> bool {
        text.get(self.start..self.end) == Some(self.text.as_str())
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    #[serde(rename = "type")]
    pub(super) kind: ConditionType,
    pub(super) lean: Lean,
    /// Who must act.
    #[serde(deserialize_with = "stated")]
    pub(super) who: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Label {
    Support,
    Reject,
    ConditionalCooperation,
    None,
}

impl Label {
    /// The word in the files.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Label::Support => "support",
            Label::Reject => "reject",
            Label::ConditionalCooperation => "conditional_cooperation",
            Label::None => "none",
        }
    }
}

/// What makes a record look conditional that is not (the codebook's hard cases).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NearMiss {
    /// Harm announced in case the issue goes ahead, or does not.
    Threat,
    /// The *if* asks for a fact: "if the reports are true, we condemn it".
    FactualIf,
    /// One thing refused, another offered.
    OtherOffer,
    /// A condition that means never.
    Never,
    /// A step that whoever decides controls.
    Formality,
    /// A wish or regret that moves nothing.
    Reservation,
    /// A forecast or warning with *if*, *unless* or *until*.
    Prediction,
    /// *Until*, *once*, *before* that only dates.
    Schedule,
    /// A requirement put to others, with no own yes that hangs on it.
    Demand,
    /// A penalty for not obeying, toward another issue.
    Consequence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Direct,
    Indirect,
    Mixed,
    Reported,
}

impl Kind {
    /// The word in the files.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Indirect => "indirect",
            Kind::Mixed => "mixed",
            Kind::Reported => "reported",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Time {
    Present,
    Past,
}

impl Time {
    /// The word in the files.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Time::Present => "present",
            Time::Past => "past",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Lean {
    YesIf,
    NoUnless,
}

impl Lean {
    /// The word in the files.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Lean::YesIf => "yes_if",
            Lean::NoUnless => "no_unless",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConditionType {
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
    /// The word in the files.
    pub(super) const fn as_str(self) -> &'static str {
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
