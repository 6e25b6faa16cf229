//! One line of a labelled corpus. Unknown fields are errors: the schema is what stands here.

use serde::Deserialize;

/// One article with its positions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) id: String,
    /// Where the text comes from.
    #[expect(dead_code, reason = "checked for presence")]
    pub(super) source: serde_json::Value,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) title: Option<String>,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) published: Option<String>,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) outlet: Option<String>,
    /// Kind of text (feature, transcript, ...), for invented articles.
    #[expect(dead_code, reason = "checked for type")]
    pub(super) kind: Option<String>,
    pub(super) text: String,
    /// Byte ranges of the sentences.
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) issues: Vec<Issue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issue {
    pub(super) id: String,
    pub(super) issue: String,
    pub(super) positions: Vec<Position>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Position {
    pub(super) actor: String,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) aliases: Vec<String>,
    pub(super) mention: Place,
    /// Numbers of sentences, ascending.
    pub(super) evidence: Vec<usize>,
    pub(super) stance: Label,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) kind: Kind,
    pub(super) condition: Option<Condition>,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) via: Option<String>,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) time: Time,
    /// The coder was truly in doubt,
    pub(super) hard: bool,
    /// between the label and this one.
    pub(super) alt: Option<Label>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    #[serde(rename = "type")]
    #[expect(dead_code, reason = "checked for type")]
    pub(super) kind: ConditionType,
    #[expect(dead_code, reason = "checked for type")]
    pub(super) lean: Lean,
    /// Who must act.
    #[expect(dead_code, reason = "checked for type")]
    pub(super) who: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Label {
    Support,
    Reject,
    ConditionalCooperation,
    None,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Direct,
    Indirect,
    Mixed,
    Reported,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Time {
    Present,
    Past,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Lean {
    YesIf,
    NoUnless,
}

#[derive(Debug, Deserialize)]
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
