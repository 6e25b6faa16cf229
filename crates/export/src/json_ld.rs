//! JSON-LD in the words of schema.org, with a few of our own where it has none.

use crate::ExportError;
use serde_json::{Map, Value, json};
use standpoint_article::Article;
use standpoint_stance::{Analysis, Codebook, Origin, Run};
use standpoint_statements::{Actor, ActorKind, Statement, StatementKind};
use standpoint_store::StoreError;
use std::fmt::Write as _;
use std::io::Write;

/// Writes one document: articles are `NewsArticle`s, issues `DefinedTerm`s, statements `Quotation`s where words are quoted and
/// `Claim`s where they are told, with their judgements under `sp:judgement`.
///
/// schema.org has no words for a stance; those with the prefix `sp:` are ours (`urn:standpoint:terms:`). Ids are relative
/// to the document and made of the ids of articles and statements.
pub fn json_ld(
    run: &Run,
    view: &str,
    codebook: &Codebook,
    analyses: impl IntoIterator<Item = Result<Analysis, StoreError>>,
    mut out: impl Write,
) -> Result<(), ExportError> {
    let context = json!(["https://schema.org", { "sp": "urn:standpoint:terms:" }]);
    write!(
        out,
        "{{\"@context\":{context},\n\"@id\":\"#run\",\"@type\":\"Dataset\",\"name\":\"Positions found by Standpoint\","
    )?;
    write!(
        out,
        "\"version\":{},\"sp:model\":{},\"sp:modelSha256\":{},\"sp:codebookSha256\":{},\"sp:view\":{},\n\"@graph\":[",
        json!(run.version),
        json!(run.model),
        json!(run.model_sha256),
        json!(run.codebook_sha256),
        json!(view)
    )?;
    let mut first = true;
    let mut put = |out: &mut dyn Write, node: Value| -> Result<(), ExportError> {
        out.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(out, &node)?)
    };
    for issue in &codebook.issues {
        let mut node = object(&[("@type", "DefinedTerm"), ("name", &issue.name)]);
        node.insert("@id".into(), issue_id(&issue.id).into());
        node.insert("termCode".into(), issue.id.clone().into());
        set(&mut node, "description", issue.description.as_deref());
        put(&mut out, node.into())?;
    }
    for analysis in analyses {
        let analysis = analysis?;
        put(&mut out, article(&analysis.article))?;
        for said in analysis.statements.iter().filter(|s| !s.content.is_empty()) {
            put(&mut out, statement(&analysis, said))?;
        }
    }
    out.write_all(b"\n]}\n")?;
    Ok(out.flush()?)
}

fn article(article: &Article) -> Value {
    let mut node = object(&[("@type", "NewsArticle"), ("inLanguage", &article.language)]);
    node.insert("@id".into(), article_id(&article.id).into());
    node.insert("identifier".into(), article.id.clone().into());
    set(&mut node, "headline", article.title.as_deref());
    set(&mut node, "datePublished", article.published.as_deref());
    set(&mut node, "url", article.url.as_deref());
    for (key, kind, name) in
        [("author", "Person", &article.author), ("publisher", "NewsMediaOrganization", &article.outlet)]
    {
        if let Some(name) = name {
            node.insert(key.into(), object(&[("@type", kind), ("name", name)]).into());
        }
    }
    node.insert("articleBody".into(), article.text.as_str().into());
    node.into()
}

fn statement(analysis: &Analysis, said: &Statement) -> Value {
    let quoted = matches!(said.kind, StatementKind::Direct | StatementKind::Mixed);
    let text = &analysis.article.text;
    let words: Vec<&str> = said.content.iter().map(|span| text.slice(*span)).collect();
    let mut node =
        object(&[("@type", if quoted { "Quotation" } else { "Claim" }), ("text", &words.join(" … "))]);
    let id = format!("{}-{}", article_id(&analysis.article.id), encode(&said.id));
    node.insert("@id".into(), id.into());
    let part_of = if quoted { "isPartOf" } else { "appearance" };
    node.insert(part_of.into(), json!({ "@id": article_id(&analysis.article.id) }));
    let actor = |id: &Option<String>| analysis.actors.iter().find(|a| Some(&a.id) == id.as_ref());
    if let Some(actor) = actor(&said.actor) {
        node.insert("creator".into(), agent(actor));
    }
    if let Some(via) = actor(&said.via) {
        node.insert("sp:spokenBy".into(), agent(via));
    }
    let spans: Vec<Value> =
        said.content.iter().map(|s| json!({ "sp:start": s.start(), "sp:end": s.end() })).collect();
    node.insert("sp:bytes".into(), spans.into());
    let judged: Vec<Value> = analysis
        .judgements
        .iter()
        .filter(|j| j.statement == said.id)
        .map(|j| {
            let mut judgement = object(&[("sp:stance", j.stance.as_str())]);
            judgement.insert("about".into(), json!({ "@id": issue_id(&j.issue) }));
            let p = f64::from(j.scores.of(j.stance));
            judgement.insert("sp:origin".into(), j.origin.as_str().into());
            if j.origin != Origin::Reviewed {
                judgement.insert("sp:probability".into(), json!((p * 10_000.0).round() / 10_000.0));
            }
            if !j.reviewed_by.is_empty() {
                judgement.insert("sp:reviewedBy".into(), j.reviewed_by.clone().into());
            }
            if let Some(condition) = j.condition {
                judgement.insert("sp:condition".into(), text.slice(condition.span).into());
                judgement.insert("sp:conditionType".into(), condition.kind.as_str().into());
                judgement.insert("sp:conditionLean".into(), condition.lean.as_str().into());
            }
            judgement.into()
        })
        .collect();
    if !judged.is_empty() {
        node.insert("sp:judgement".into(), judged.into());
    }
    node.into()
}

fn agent(actor: &Actor) -> Value {
    let kind = match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::Organization | ActorKind::Group => "Organization",
        ActorKind::Country => "Country",
    };
    object(&[("@type", kind), ("name", &actor.name)]).into()
}

fn object(fields: &[(&str, &str)]) -> Map<String, Value> {
    fields.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect()
}

fn set(node: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        node.insert(key.to_owned(), value.into());
    }
}

fn article_id(id: &str) -> String {
    format!("#article-{}", encode(id))
}

fn issue_id(id: &str) -> String {
    format!("#issue-{}", encode(id))
}

/// As a fragment of an address may hold it: all but letters, digits and `-._~` in percent.
fn encode(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}"); // a string takes all
        }
    }
    out
}
