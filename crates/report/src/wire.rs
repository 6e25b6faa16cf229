//! The records that others script against, schema `standpoint/1`: wire types apart from the domain types, so that a
//! change inside cannot change the interface by accident.
//!
//! Field names and their order stand as documented in the interface reference; fields may be added at the end of a
//! record, none goes away. Spans are UTF-8 byte offsets into the article's `text` and carry the text they slice.
//! Probabilities are rounded to four decimals, so that the same result is the same bytes on every machine.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use standpoint_article::{Article, Partial, Span};
use standpoint_stance::{
    Analysis, Condition, ConditionType, Judgement, Lean, Origin, Position, Run, Scores, Stance,
};
use standpoint_statements::{Actor, ActorKind, DateMention, Statement, StatementKind, date_of, dateline};
use std::collections::BTreeSet;

/// Name and version of the records' schema, written in the `run` record.
pub const SCHEMA: &str = "standpoint/1";

/// One line of output: an object whose `type` says which.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants are named like their records")]
pub enum Record<'a> {
    Run(RunRecord<'a>),
    Article(ArticleRecord<'a>),
    Actor(ActorRecord<'a>),
    Statement(StatementRecord<'a>),
    Judgement(JudgementRecord<'a>),
    Position(PositionRecord<'a>),
    Warning(WarningRecord<'a>),
    End(EndRecord),
}

/// The first record: what made the others.
#[derive(Debug, Serialize)]
pub struct RunRecord<'a> {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Version of the program.
    pub version: &'a str,
    /// The model, `null` for a stage that uses none.
    pub model: Option<ModelRecord<'a>>,
    /// The codebook, `null` for a stage that uses none.
    pub codebook: Option<CodebookRecord<'a>>,
    /// `reviewed` or `both`, where words of reviewers are among the records or are all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<&'a str>,
}

/// A model by name and weights.
#[derive(Debug, Serialize)]
pub struct ModelRecord<'a> {
    /// Its name.
    pub name: &'a str,
    /// SHA-256 of its weights, in hex.
    pub sha256: &'a str,
}

/// A codebook by its bytes.
#[derive(Debug, Serialize)]
pub struct CodebookRecord<'a> {
    /// SHA-256 of the file, in hex.
    pub sha256: &'a str,
}

impl<'a> RunRecord<'a> {
    /// For a stage that judges: model and codebook named.
    pub fn new(run: &'a Run) -> Self {
        Self {
            schema: SCHEMA,
            version: &run.version,
            model: Some(ModelRecord { name: &run.model, sha256: &run.model_sha256 }),
            codebook: Some(CodebookRecord { sha256: &run.codebook_sha256 }),
            view: None,
        }
    }

    /// For a stage before any model or codebook comes in.
    pub fn without_model(version: &'a str) -> Self {
        Self { schema: SCHEMA, version, model: None, codebook: None, view: None }
    }
}

/// One article, clean.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Article`")]
pub struct ArticleRecord<'a> {
    pub id: &'a str,
    pub input: &'a str,
    pub title: Option<&'a str>,
    pub published: Option<&'a str>,
    pub outlet: Option<&'a str>,
    pub author: Option<&'a str>,
    pub language: &'a str,
    pub duplicate_of: Option<&'a str>,
    pub text: &'a str,
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<DatelineRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copied_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<UpdateRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<ParagraphRecord<'a>>,
}

/// The article that this one repeats, and what it adds.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Update`")]
pub struct UpdateRecord<'a> {
    pub article: &'a str,
    pub new: Vec<SpanRecord<'a>>,
}

/// A paragraph that is no running text.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Marked`, and the text it slices")]
pub struct ParagraphRecord<'a> {
    #[serde(flatten)]
    pub span: SpanRecord<'a>,
    pub kind: &'static str,
}

/// Where, by which agency and when an article was written, as its first line says.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Dateline`, and the texts they slice")]
pub struct DatelineRecord<'a> {
    #[serde(flatten)]
    pub span: SpanRecord<'a>,
    pub place: &'a str,
    pub agency: Option<&'a str>,
    pub date: Option<&'a str>,
}

impl<'a> DatelineRecord<'a> {
    /// The dateline of an article that has one.
    pub fn of(article: &'a Article) -> Option<Self> {
        let found = dateline(&article.text)?;
        let words = |span| article.text.slice(span);
        Some(Self {
            span: SpanRecord::new(article.text.as_str(), found.span),
            place: words(found.place),
            agency: found.agency.map(words),
            date: found.date.map(words),
        })
    }
}

impl<'a> From<&'a Article> for ArticleRecord<'a> {
    fn from(a: &'a Article) -> Self {
        Self {
            id: &a.id,
            input: &a.input,
            title: a.title.as_deref(),
            published: a.published.as_deref(),
            outlet: a.outlet.as_deref(),
            author: a.author.as_deref(),
            language: &a.language,
            duplicate_of: a.duplicate_of.as_deref(),
            text: a.text.as_str(),
            url: a.url.as_deref(),
            zone: a.zone.as_deref(),
            partial: a.partial.map(Partial::as_str),
            dateline: DatelineRecord::of(a),
            copied_by: a.copied_by.as_deref(),
            updates: a.updates.as_ref().map(|update| UpdateRecord {
                article: &update.of,
                new: update.new.iter().map(|new| SpanRecord::new(a.text.as_str(), *new)).collect(),
            }),
            paragraphs: a
                .marked
                .iter()
                .map(|m| ParagraphRecord {
                    span: SpanRecord::new(a.text.as_str(), m.span),
                    kind: m.kind.as_str(),
                })
                .collect(),
        }
    }
}

/// One entity of an article.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Actor`, and the article's id")]
pub struct ActorRecord<'a> {
    pub article: &'a str,
    pub id: &'a str,
    pub name: &'a str,
    pub kind: ActorKind,
    pub aliases: &'a [String],
}

impl<'a> ActorRecord<'a> {
    /// An actor of `article`.
    pub fn new(article: &'a Article, actor: &'a Actor) -> Self {
        Self {
            article: &article.id,
            id: &actor.id,
            name: &actor.name,
            kind: actor.kind,
            aliases: &actor.aliases,
        }
    }
}

/// A place in the article, with its words. A span that does not fit the text has none.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Span`, and the text it slices")]
pub struct SpanRecord<'a> {
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
}

impl<'a> SpanRecord<'a> {
    /// `span` of `text`.
    pub fn new(text: &'a str, span: Span) -> Self {
        Self { start: span.start(), end: span.end(), text: span.get(text).unwrap_or_default() }
    }
}

/// One attribution.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Statement`, and the article's id")]
pub struct StatementRecord<'a> {
    pub article: &'a str,
    pub id: &'a str,
    pub kind: StatementKind,
    pub source: Option<SpanRecord<'a>>,
    pub cue: Option<SpanRecord<'a>>,
    pub content: Vec<SpanRecord<'a>>,
    pub actor: Option<&'a str>,
    pub via: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DateRecord<'a>>,
}

/// The days that words of the article name, as `2026-03-01`; `from` and `to` are the same for one day.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `DateMention`, and the text it slices")]
pub struct DateRecord<'a> {
    #[serde(flatten)]
    pub span: SpanRecord<'a>,
    pub from: String,
    pub to: String,
}

impl<'a> StatementRecord<'a> {
    /// A statement of `article`, whose text names `dates`.
    pub fn new(article: &'a Article, statement: &'a Statement, dates: &[DateMention]) -> Self {
        let span = |span| SpanRecord::new(article.text.as_str(), span);
        Self {
            article: &article.id,
            id: &statement.id,
            kind: statement.kind,
            source: statement.source.map(span),
            cue: statement.cue.map(span),
            content: statement.content.iter().copied().map(span).collect(),
            actor: statement.actor.as_deref(),
            via: statement.via.as_deref(),
            date: date_of(article, statement, dates).map(|date| DateRecord {
                span: span(date.span),
                from: date.first.to_string(),
                to: date.last.to_string(),
            }),
        }
    }
}

/// Four probabilities, rounded.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Scores`")]
pub struct ScoresRecord {
    #[serde(serialize_with = "four_decimals")]
    pub support: f32,
    #[serde(serialize_with = "four_decimals")]
    pub reject: f32,
    #[serde(serialize_with = "four_decimals")]
    pub conditional_cooperation: f32,
    #[serde(serialize_with = "four_decimals")]
    pub none: f32,
}

impl From<Scores> for ScoresRecord {
    fn from(Scores { support, reject, conditional_cooperation, none }: Scores) -> Self {
        Self { support, reject, conditional_cooperation, none }
    }
}

/// A condition with its words.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Condition`, and the text its span slices")]
pub struct ConditionRecord<'a> {
    #[serde(flatten)]
    pub span: SpanRecord<'a>,
    #[serde(rename = "type")]
    pub kind: ConditionType,
    pub lean: Lean,
}

impl<'a> ConditionRecord<'a> {
    /// A condition whose span is of `text`.
    pub fn new(text: &'a str, condition: Condition) -> Self {
        Self { span: SpanRecord::new(text, condition.span), kind: condition.kind, lean: condition.lean }
    }
}

/// One statement judged on one issue.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `Judgement`, and the article's id")]
pub struct JudgementRecord<'a> {
    pub article: &'a str,
    pub statement: &'a str,
    pub issue: &'a str,
    pub stance: Stance,
    pub scores: ScoresRecord,
    pub condition: Option<ConditionRecord<'a>>,
    #[serde(skip_serializing_if = "Origin::is_automatic")]
    pub origin: Origin,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub reviewed_by: &'a [String],
}

impl<'a> JudgementRecord<'a> {
    /// A judgement on a statement of `article`.
    pub fn new(article: &'a Article, judgement: &'a Judgement) -> Self {
        Self {
            article: &article.id,
            statement: &judgement.statement,
            issue: &judgement.issue,
            stance: judgement.stance,
            scores: judgement.scores.into(),
            condition: judgement.condition.map(|c| ConditionRecord::new(article.text.as_str(), c)),
            origin: judgement.origin,
            reviewed_by: &judgement.reviewed_by,
        }
    }
}

/// One actor's position on one issue in one article.
#[derive(Debug, Serialize)]
#[expect(
    missing_docs,
    reason = "the fields of `Position`, the article's id, and `Analysis::origin` with its names"
)]
pub struct PositionRecord<'a> {
    pub article: &'a str,
    pub actor: &'a str,
    pub name: &'a str,
    pub issue: &'a str,
    pub stance: Stance,
    #[serde(serialize_with = "four_decimals")]
    pub confidence: f32,
    pub scores: ScoresRecord,
    pub condition: Option<ConditionRecord<'a>>,
    pub evidence: &'a [String],
    pub mixed: bool,
    #[serde(skip_serializing_if = "Origin::is_automatic")]
    pub origin: Origin,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub reviewed_by: BTreeSet<&'a str>,
}

impl<'a> PositionRecord<'a> {
    /// A position of `analysis`.
    pub fn new(analysis: &'a Analysis, position: &'a Position) -> Self {
        let article = &analysis.article;
        Self {
            article: &article.id,
            actor: &position.actor,
            name: &position.name,
            issue: &position.issue,
            stance: position.stance,
            confidence: position.confidence,
            scores: position.scores.into(),
            condition: position.condition.map(|c| ConditionRecord::new(article.text.as_str(), c)),
            evidence: &position.evidence,
            mixed: position.mixed,
            origin: analysis.origin(position),
            reviewed_by: analysis.reviewers(position),
        }
    }
}

/// Something that went wrong or was left out; the run went on.
#[derive(Debug, Serialize)]
pub struct WarningRecord<'a> {
    /// The input it is about.
    pub input: &'a str,
    /// In words.
    pub message: &'a str,
}

/// The last record: a stream without it was cut off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EndRecord {
    /// Articles written.
    pub articles: usize,
    /// Statements written.
    pub statements: usize,
    /// Positions written.
    pub positions: usize,
    /// Inputs that gave no article.
    pub failed: usize,
}

/// What `classify` reads, one a line.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PairInput {
    /// Given back as it is.
    #[serde(default)]
    pub id: Value,
    /// The statement.
    pub text: String,
    /// Whose it is.
    pub actor: String,
    /// The proposal it may be about.
    pub issue: String,
    /// The text before it.
    #[serde(default)]
    pub before: Option<String>,
    /// The text after it.
    #[serde(default)]
    pub after: Option<String>,
}

/// What `classify` writes, one for each [`PairInput`], in order. Spans are relative to its `text`.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "judgement")]
#[expect(missing_docs, reason = "the fields of `Judgement`, and the id of the input")]
pub struct PairJudgement<'a> {
    pub id: &'a Value,
    pub issue: &'a str,
    pub stance: Stance,
    pub scores: ScoresRecord,
    pub condition: Option<ConditionRecord<'a>>,
}

impl<'a> PairJudgement<'a> {
    /// The answer to `input`.
    pub fn new(input: &'a PairInput, stance: Stance, scores: Scores, condition: Option<Condition>) -> Self {
        Self {
            id: &input.id,
            issue: &input.issue,
            stance,
            scores: scores.into(),
            condition: condition.map(|c| ConditionRecord::new(&input.text, c)),
        }
    }
}

/// Rounds in double precision, where four decimals have one shortest spelling.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn four_decimals<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(crate::words::four(*value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_have_four_decimals_at_most() {
        let scores = Scores::from_array([0.812_345_6, 0.1, -0.000_000_1, 0.000_06]);
        let json = serde_json::to_string(&ScoresRecord::from(scores)).unwrap();
        assert_eq!(json, r#"{"support":0.8123,"reject":0.1,"conditional_cooperation":0.0,"none":0.0001}"#);
    }

    #[test]
    fn a_pair_keeps_whatever_id_it_came_with() {
        let input: PairInput =
            serde_json::from_str(r#"{"id":{"n":[1]},"text":"Yes, if paid.","actor":"X","issue":"the levy"}"#)
                .unwrap();
        let condition =
            Condition { span: Span::new(5, 12), kind: ConditionType::Compensation, lean: Lean::YesIf };
        let scores = Scores::from_array([0.0, 0.0, 1.0, 0.0]);
        let answer = PairJudgement::new(&input, Stance::ConditionalCooperation, scores, Some(condition));
        assert_eq!(
            serde_json::to_string(&answer).unwrap(),
            r#"{"type":"judgement","id":{"n":[1]},"issue":"the levy","stance":"conditional_cooperation","#
                .to_owned()
                + r#""scores":{"support":0.0,"reject":0.0,"conditional_cooperation":1.0,"none":0.0},"#
                + r#""condition":{"start":5,"end":12,"text":"if paid","type":"compensation","lean":"yes_if"}}"#
        );
    }
}
