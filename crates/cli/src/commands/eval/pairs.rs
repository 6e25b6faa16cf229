//! `eval --pairs`: the classifier on labelled sentences.

use super::Line;
use super::summary::{Conditions, Judged, Level};
use crate::rows;
use anyhow::bail;
use standpoint_article::Span;
use standpoint_eval::{ConditionScore, Decision, FoundCondition, LabelledArticle, LabelledPair};
use standpoint_stance::pair::{Pair, PairInput};
use standpoint_stance::{Classifier, Condition, ModelFiles, Stance, Verdict};

pub(super) fn judge(lines: &[Line], files: &ModelFiles) -> anyhow::Result<Judged> {
    let mut articles = Vec::new();
    for line in lines {
        let form = "--pairs wants rows with `sentences`, and positions with `mention` and `evidence`";
        let article: LabelledArticle = rows::parse(&line.text, &line.place, form)?;
        articles.push((article.id.clone(), article.pairs()));
    }
    let labelled: Vec<&LabelledPair> = articles.iter().flat_map(|(_, pairs)| pairs).collect();
    if labelled.is_empty() {
        bail!("the gold files hold no labelled pair");
    }
    let classifier = Classifier::open(files)?;
    let builder = classifier.pairs()?;
    let pairs: Vec<Pair> = labelled
        .iter()
        .map(|p| {
            builder.build(&PairInput {
                actor: &p.actor,
                issue: &p.issue,
                before: &p.before,
                text: &p.text,
                after: "",
                mention: p.mention.map(|(a, b)| Span::new(a, b)),
            })
        })
        .collect();
    let verdicts = classifier.classify(&pairs)?;
    let mut judged = Judged::new(Level::Pair, &classifier);
    judged.conditions = Some(conditions(&classifier, &labelled, &pairs, &verdicts)?);
    judged.answered = Some(answered(&labelled, &verdicts));
    // Regrouped by article, because that is what the bootstrap draws.
    let mut verdict = verdicts.iter();
    for (id, pairs) in &articles {
        let decisions = pairs.iter().zip(verdict.by_ref()).map(|(pair, verdict)| decision(pair, verdict));
        judged.articles.push((id.clone(), decisions.collect()));
    }
    Ok(judged)
}

/// The likeliest label counts, whether or not it is likely enough to be given.
fn decision(pair: &LabelledPair, verdict: &Verdict) -> Decision {
    Decision {
        article: pair.article.clone(),
        actor: pair.actor.clone(),
        issue: pair.issue.clone(),
        gold: Some(pair.stance),
        found: Some(verdict.scores.top()),
        scores: Some(verdict.scores),
        evidence: vec![pair.text.clone()],
        ..Decision::default()
    }
}

/// What abstaining at the model's threshold leaves: how many pairs are answered, and how many of these rightly.
fn answered(labelled: &[&LabelledPair], verdicts: &[Verdict]) -> (usize, usize) {
    let given = labelled.iter().zip(verdicts).filter(|(_, v)| v.stance != Stance::Unclear);
    given.fold((0, 0), |(n, right), (p, v)| (n + 1, right + usize::from(p.stance == v.stance)))
}

/// Agreement on conditions: over all records that have one, and over those that the program calls conditional too.
fn conditions(
    classifier: &Classifier,
    labelled: &[&LabelledPair],
    pairs: &[Pair],
    verdicts: &[Verdict],
) -> anyhow::Result<Conditions> {
    let known = labelled.iter().zip(pairs).zip(verdicts);
    let known: Vec<_> = known.filter_map(|((l, p), v)| Some((*l, l.condition?, p, v))).collect();
    let asked = classifier.conditions(&known.iter().map(|(_, _, pair, _)| *pair).collect::<Vec<_>>())?;
    let mut out = Conditions::default();
    for ((labelled, gold, _, verdict), found) in known.into_iter().zip(asked) {
        out.all.add(&labelled.text, gold, found.map(place));
        add_known(&mut out.found, labelled, gold, verdict);
    }
    Ok(out)
}

fn add_known(score: &mut ConditionScore, labelled: &LabelledPair, gold: FoundCondition, verdict: &Verdict) {
    if verdict.stance == Stance::ConditionalCooperation {
        score.add(&labelled.text, gold, verdict.condition.map(place));
    }
}

fn place(c: Condition) -> FoundCondition {
    FoundCondition { start: c.span.start(), end: c.span.end(), kind: c.kind, lean: c.lean }
}
