//! From statements to drafts of issues, and to a codebook that begins with them.

use crate::cluster::{NEAR, clusters};
use crate::phrases::{Token, tokens};
use crate::sample::{Said, one_line};
use crate::telling::{Background, Telling, keywords};
use crate::wording::{capital, proposals};
use ndarray::Array1;
use standpoint_stance::{Codebook, Issue, StanceError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Embeds texts: unit vectors, in order. [`standpoint_stance::Relevance::embed`] is one.
pub type Embed<'a> = dyn Fn(&[&str]) -> Result<Vec<Array1<f32>>, StanceError> + 'a;

/// Texts that are embedded together: what is held of the encoder's states grows with it.
const BATCH: usize = 128;
/// Statements of a group nearest to its centre, whose words are asked for a name.
const NAMING: usize = 40;
/// Telling phrases that a name should hold.
const TELLING: usize = 6;

/// What becomes a draft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DraftOptions {
    /// At most so many drafts, those of the most actors first.
    pub most: usize,
    /// Groups of fewer statements are passed over.
    pub min_statements: usize,
    /// Groups of fewer actors are passed over: an issue is something that several speak about.
    pub min_actors: usize,
    /// How near in meaning the statements of a draft are, as a mean cosine of -1 to 1.
    pub near: f32,
    /// Examples a draft.
    pub examples: usize,
}

impl Default for DraftOptions {
    fn default() -> Self {
        Self { most: 20, min_statements: 3, min_actors: 2, near: NEAR, examples: 3 }
    }
}

/// An issue that a corpus seems to argue about.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Name and keywords; the id is unique among the drafts.
    pub issue: Issue,
    /// True when the name is a bare phrase: nobody's words in the group could stand as a proposal.
    pub topic_only: bool,
    /// How many statements, actors and articles speak about it.
    pub statements: usize,
    /// Distinct names of actors.
    pub actors: usize,
    /// Distinct articles.
    pub articles: usize,
    /// How many of the statements take a side or act, and do not only speak.
    pub sides: usize,
    /// Other wordings, the best first.
    pub others: Vec<String>,
    /// Statements nearest to the centre, of different actors where there are any.
    pub examples: Vec<Example>,
}

/// A statement that shows what a draft is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Who.
    pub actor: String,
    /// By which words: `rejected`, `said`.
    pub cue: Option<String>,
    /// What.
    pub text: String,
    /// Id of the article.
    pub article: String,
}

/// Groups statements and words each group as an issue. `said` has to be in the order that [`crate::Sample`] gives.
pub fn propose(said: &[Said], embed: &Embed<'_>, options: DraftOptions) -> Result<Vec<Draft>, StanceError> {
    let texts: Vec<&str> = said.iter().map(|s| s.text.as_str()).collect();
    let vectors = embedded(&texts, embed)?;
    let background = Background::new(said.iter().map(|s| (s.article.as_str(), s.text.as_str())));
    let distinct = |group: &[usize], of: &dyn Fn(&Said) -> String| {
        group.iter().map(|i| of(&said[*i])).collect::<BTreeSet<String>>().len()
    };
    let actors = |group: &[usize]| distinct(group, &|s| s.actor.to_lowercase());
    let mut groups: Vec<(usize, Vec<usize>)> = clusters(&vectors, options.near)
        .into_iter()
        .filter(|group| group.len() >= options.min_statements)
        .map(|group| (actors(&group), group))
        .filter(|(actors, _)| *actors >= options.min_actors)
        .collect();
    groups.sort_by(|a, b| (b.0, b.1.len(), &a.1).cmp(&(a.0, a.1.len(), &b.1)));

    let mut drafts = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (actors, group) in groups {
        if drafts.len() == options.most {
            break;
        }
        let texts: Vec<(&str, &str)> = group.iter().map(|i| (&*said[*i].article, &*said[*i].text)).collect();
        let telling = background.telling(&texts);
        let near = by_nearness(&group, &vectors);
        let names = names(said, &near, &vectors, &telling, embed)?;
        let words = keywords(&telling, 5);
        let topic_only = names.is_empty();
        let name =
            names.first().cloned().unwrap_or_else(|| words.first().map(|w| capital(w)).unwrap_or_default());
        // What has no telling word in common, or one and no wording, is about nothing that could be named.
        if words.is_empty() || (topic_only && !name.contains(' ')) {
            continue;
        }
        let mut issue = Issue { keywords: words, ..Issue::new(&name) };
        let stem = issue.id.clone();
        let mut number = 2;
        while !taken.insert(issue.id.clone()) {
            issue.id = format!("{stem}-{number}");
            number += 1;
        }
        drafts.push(Draft {
            issue,
            topic_only,
            statements: group.len(),
            actors,
            articles: distinct(&group, &|s| s.article.clone()),
            sides: group.iter().filter(|i| said[**i].takes_side()).count(),
            others: names.into_iter().skip(1).take(3).collect(),
            examples: examples(said, &near, options.examples),
        });
    }
    Ok(drafts)
}

pub(crate) fn embedded(texts: &[&str], embed: &Embed<'_>) -> Result<Vec<Array1<f32>>, StanceError> {
    let mut vectors = Vec::with_capacity(texts.len());
    for batch in texts.chunks(BATCH) {
        vectors.extend(embed(batch)?);
    }
    Ok(vectors)
}

/// The members of a group, the nearest to its centre first.
fn by_nearness(group: &[usize], vectors: &[Array1<f32>]) -> Vec<usize> {
    let centre = sum(group, vectors);
    let mut near: Vec<(f32, usize)> = group.iter().map(|i| (centre.dot(&vectors[*i]), *i)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    near.into_iter().map(|(_, i)| i).collect()
}

fn sum(group: &[usize], vectors: &[Array1<f32>]) -> Array1<f32> {
    let mut centre = vectors[group[0]].clone();
    group[1..].iter().for_each(|i| centre += &vectors[*i]);
    centre
}

/// Wordings for a group, the best first: near to its centre, and full of what only it says.
fn names(
    said: &[Said],
    near: &[usize],
    vectors: &[Array1<f32>],
    telling: &[Telling],
    embed: &Embed<'_>,
) -> Result<Vec<String>, StanceError> {
    let asked = near.iter().take(NAMING).map(|i| &said[*i]);
    let candidates: BTreeSet<String> = asked.flat_map(|s| proposals(&s.text, s.object())).collect();
    let candidates: Vec<String> = candidates.into_iter().collect();
    let texts: Vec<&str> = candidates.iter().map(String::as_str).collect();
    let centre = sum(near, vectors);
    let length = centre.dot(&centre).sqrt().max(f32::MIN_POSITIVE);
    let weights: BTreeMap<&str, f64> = telling.iter().map(|t| (t.phrase.as_str(), t.z)).collect();
    let full: f64 =
        telling.iter().filter(|t| !t.phrase.contains(' ')).take(TELLING).map(|t| t.z.max(0.0)).sum();
    let mut scored: Vec<(f64, String)> = embedded(&texts, embed)?
        .iter()
        .zip(candidates.iter())
        .filter_map(|(vector, name)| {
            let words: BTreeSet<String> = tokens(name).filter(Token::is_telling).map(|t| t.key()).collect();
            let held: f64 = words.iter().filter_map(|w| weights.get(w.as_str())).map(|z| z.max(0.0)).sum();
            let cosine = f64::from(centre.dot(vector) / length);
            (words.len() > 1 && held > 0.0)
                .then(|| (cosine * (0.5 + (held / full.max(1e-9)).min(1.0)), name.clone()))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(scored.into_iter().map(|(_, name)| name).collect())
}

/// Different actors first; the same actor again only when there are no others.
fn examples(said: &[Said], near: &[usize], most: usize) -> Vec<Example> {
    let mut heard: BTreeSet<String> = BTreeSet::new();
    let (first, again): (Vec<usize>, Vec<usize>) =
        near.iter().partition(|i| heard.insert(said[**i].actor.to_lowercase()));
    let example = |i: usize| {
        let Said { actor, cue, text, article, .. } = said[i].clone();
        Example { actor, cue, text, article }
    };
    first.into_iter().chain(again).take(most).map(example).collect()
}

/// The drafts as a codebook in TOML, which [`Codebook::parse`] reads, with what is known of each in comments.
pub fn to_toml(drafts: &[Draft]) -> String {
    let mut out = String::from(
        "# Issues that this corpus seems to argue about, those that most actors speak about first.\n\
         # A place to begin: word each as a proposal that one can be for or against, delete what is none, and join\n\
         # what asks the same. `standpoint codebook check FILE INPUT...` says what is still wrong.\n",
    );
    for draft in drafts {
        let Draft { issue, statements, actors, articles, sides, .. } = draft;
        let _ = write!(
            out,
            "\n# {statements} statements by {actors} actors in {articles} articles; {sides} of them take a side or act.\n"
        );
        if draft.topic_only {
            out.push_str("# This is a topic: word it as a proposal.\n");
        }
        if !draft.others.is_empty() {
            let _ = writeln!(out, "# Or: {}", draft.others.join(" | "));
        }
        for example in &draft.examples {
            let cue = example.cue.as_deref().unwrap_or("-");
            let line = format!("{} [{cue}] {}  ({})", example.actor, cut(&example.text), example.article);
            let _ = writeln!(out, "#   {}", one_line(&line));
        }
        let text = |value: &str| toml::Value::String(value.to_owned()).to_string();
        let words: Vec<String> = issue.keywords.iter().map(|k| text(k)).collect();
        let _ = write!(
            out,
            "[[issue]]\nid = {}\nname = {}\nkeywords = [{}]\n",
            text(&issue.id),
            text(&issue.name),
            words.join(", ")
        );
    }
    debug_assert!(drafts.is_empty() || Codebook::parse("drafts", &out).is_ok(), "{out}");
    out
}

/// At most 160 characters of a text.
fn cut(text: &str) -> String {
    match text.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
