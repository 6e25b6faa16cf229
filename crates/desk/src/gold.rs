//! Reviewed articles as gold: the lines that `standpoint eval` and training read.

use crate::overlay::{Laid, Said, lay};
use serde::Serialize;
use standpoint_article::Span;
use standpoint_stance::{Analysis, Codebook, Condition, ConditionType, Judgement, Lean, Stance};
use standpoint_statements::{Statement, StatementKind};

/// One article with its reviewed positions: a line of a gold file. The shape is that of `datasets/schema/positions.schema.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoldRow {
    id: String,
    source: Source,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    text: String,
    sentences: Vec<(usize, usize)>,
    issues: Vec<GoldIssue>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Source {
    corpus: &'static str,
    input: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct GoldIssue {
    id: String,
    issue: String,
    positions: Vec<GoldPosition>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct GoldPosition {
    actor: String,
    aliases: Vec<String>,
    mention: Option<Place>,
    evidence: Vec<usize>,
    stance: Stance,
    kind: StatementKind,
    condition: Option<GoldCondition>,
    via: Option<String>,
    time: &'static str,
    hard: bool,
    alt: Option<Stance>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Place {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct GoldCondition {
    #[serde(flatten)]
    place: Place,
    #[serde(rename = "type")]
    kind: ConditionType,
    lean: Lean,
    who: Option<String>,
}

/// Which issues of an article go into its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those of which every position that the run found is reviewed: what is found beyond the gold is then a false alarm, as
    /// `standpoint eval` counts it.
    #[default]
    Complete,
    /// Every reviewed judgement: to train on, not to score with.
    Partial,
}

impl GoldRow {
    /// The row of an article, and how many of its issues were left out as incomplete; no row where nothing is left.
    pub fn new(analysis: &Analysis, said: &Said, codebook: &Codebook, scope: Scope) -> (Option<Self>, usize) {
        let Laid { analysis, reviewed } = lay(analysis, said);
        let article = &analysis.article;
        let is_reviewed = |j: &Judgement| reviewed.contains(&(j.statement.clone(), j.issue.clone()));
        let mut left_out = 0;
        let mut issues = Vec::new();
        for issue in &codebook.issues {
            let on: Vec<&Judgement> = analysis.judgements.iter().filter(|j| j.issue == issue.id).collect();
            let judged: Vec<&Judgement> = on.iter().copied().filter(|j| is_reviewed(j)).collect();
            if judged.is_empty() {
                continue;
            }
            let open = said.is_open(&article.id, &issue.id)
                || on.iter().any(|j| j.stance != Stance::None && !is_reviewed(j));
            if open && scope == Scope::Complete {
                left_out += 1;
                continue;
            }
            let positions: Vec<GoldPosition> = judged.iter().filter_map(|j| position(&analysis, j)).collect();
            issues.push(GoldIssue { id: issue.id.clone(), issue: issue.name.clone(), positions });
        }
        let row = (!issues.is_empty()).then(|| Self {
            id: article.id.clone(),
            source: Source { corpus: "reviewed", input: article.input.clone() },
            title: article.title.clone(),
            published: article.published.clone(),
            outlet: article.outlet.clone(),
            text: article.text.as_str().to_owned(),
            sentences: article.text.sentences().iter().map(|s| (s.span.start(), s.span.end())).collect(),
            issues,
        });
        (row, left_out)
    }
}

/// A judgement as a gold record; `None` for what nobody holds, and for `unclear`, which no coder gives.
fn position(analysis: &Analysis, judgement: &Judgement) -> Option<GoldPosition> {
    if judgement.stance == Stance::Unclear {
        return None;
    }
    let text = &analysis.article.text;
    let statement = analysis.statements.iter().find(|s| s.id == judgement.statement)?;
    let named = |id: &Option<String>| analysis.actors.iter().find(|a| Some(&a.id) == id.as_ref());
    let actor = named(&statement.actor)?;
    let extent = statement.extent()?;
    let evidence: Vec<usize> = text.sentences_of(extent).collect();
    let place =
        |span: Span| Place { start: span.start(), end: span.end(), text: text.slice(span).to_owned() };
    let condition = judgement.condition.map(|c: Condition| GoldCondition {
        place: place(c.span),
        kind: c.kind,
        lean: c.lean,
        who: None,
    });
    Some(GoldPosition {
        actor: actor.name.clone(),
        aliases: actor.aliases.clone(),
        mention: mention(statement, &actor.mentions, extent).map(place),
        evidence,
        stance: judgement.stance,
        kind: statement.kind,
        condition,
        via: named(&statement.via).map(|a| a.name.clone()),
        time: "present",
        hard: false,
        alt: None,
    })
}

/// The words of the statement that stand for its actor: the bare mention in the source rather than the whole noun phrase.
fn mention(statement: &Statement, mentions: &[Span], extent: Span) -> Option<Span> {
    let in_source = statement.source.and_then(|s| mentions.iter().copied().find(|m| s.contains(*m)));
    in_source.or(statement.source).or_else(|| mentions.iter().copied().find(|m| extent.contains(*m)))
}
