//! `eval --filter`: what the relevance filter keeps, and what it saves as the codebook grows.
//!
//! Kept: of the labelled positions, those whose evidence (with the sentence before it) is near their issue. Saved: of all
//! questions that the walk could ask of these articles, each statement piece times each issue of a codebook, those that are
//! not asked. A codebook of an article holds its own issues first and then issues of other articles, so most of it
//! is off topic, as a codebook at work is.

use super::table::round;
use super::{Line, put};
use crate::args::{Eval, Format};
use crate::exit::ExitStatus;
use crate::rows;
use anyhow::bail;
use serde_json::{Value, json};
use standpoint_article::Article;
use standpoint_eval::{LabelledArticle, LabelledPair};
use standpoint_stance::{Issue, MIN_COSINE, ModelFiles, ON_TOPIC, Relevance, is_near, pieces, without_model};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Thresholds for the nearest piece of an article that are looked at,
const TOPICS: [f32; 6] = [0.3, 0.33, 0.35, ON_TOPIC, 0.37, 0.4];
/// and for the other pieces of an article that is on the topic.
const FLOORS: [f32; 4] = [-1.0, MIN_COSINE, 0.05, 0.1];

pub(super) fn run(
    args: &Eval,
    sizes: &[usize],
    lines: &[Line],
    files: &ModelFiles,
    format: Format,
) -> anyhow::Result<ExitStatus> {
    let mut articles: Vec<LabelledArticle> = Vec::new();
    for line in lines {
        let form = "--filter wants rows with `sentences`, and positions with `evidence`";
        articles.push(rows::parse(&line.text, &line.place, form)?);
    }
    let study = Study::new(&articles, &Relevance::open(&files.base, files.numbers)?)?;
    if study.positions.is_empty() || sizes.is_empty() {
        bail!("there is nothing to measure: the gold files hold no labelled position, or no size is given");
    }
    let books: Vec<Book> = sizes.iter().map(|&size| study.book(size)).collect();
    put(args, &if format == Format::Table { study.table(&books) } else { study.json(&books) })?;
    Ok(ExitStatus::Done)
}

/// Cosines of everything with everything that matters.
struct Study {
    /// All issues of the files, each once.
    issues: Vec<Issue>,
    positions: Vec<Evidence>,
    articles: Vec<Part>,
}

/// A labelled position.
struct Evidence {
    /// Cosine of the words and the issue.
    cosine: f32,
    /// That of the nearest piece of the article, or of these words where they are nearer.
    nearest: f32,
    /// Whether the filter lets the pair pass.
    passes: bool,
}

/// An article.
struct Part {
    /// Numbers of its own issues.
    own: Vec<usize>,
    /// For each piece of a statement the cosine with every issue, and the words.
    pieces: Vec<(Vec<f32>, String)>,
}

impl Part {
    /// Cosine of an issue and the nearest piece.
    fn nearest(&self, issue: usize) -> f32 {
        self.pieces.iter().map(|(cosines, _)| cosines[issue]).fold(-1.0, f32::max)
    }
}

/// What is asked with codebooks of one size.
struct Book {
    size: usize,
    /// Questions that there are: pieces times issues.
    all: usize,
    /// Those that are asked,
    asked: usize,
    /// and of these the ones about an issue of the article's own.
    own: usize,
}

impl Study {
    fn new(articles: &[LabelledArticle], relevance: &Relevance) -> anyhow::Result<Self> {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut issues = Vec::new();
        for issue in articles.iter().flat_map(|a| &a.issues) {
            numbers.entry(&issue.issue).or_insert_with(|| {
                issues.push(Issue::new(&issue.issue));
                issues.len() - 1
            });
        }
        let questions: Vec<String> = issues.iter().map(Issue::question).collect();
        let asked = relevance.embed(&questions.iter().map(String::as_str).collect::<Vec<_>>())?;
        let mut positions = Vec::new();
        let mut parts = Vec::new();
        for article in articles {
            let analysis = without_model(Article::from_text(article.id.clone(), article.text.clone()), &[]);
            let pieces = pieces(&analysis.article, &analysis.actors, &analysis.statements);
            let runs: Vec<Vec<&str>> = pieces.iter().map(standpoint_stance::Piece::surroundings).collect();
            let embedded = relevance.embed_runs(&runs)?;
            let words = runs.iter().map(|run| run.join(" "));
            let cosines = embedded.iter().map(|e| asked.iter().map(|i| e.dot(i)).collect::<Vec<f32>>());
            let own = article.issues.iter().map(|i| numbers[i.issue.as_str()]).collect();
            let part = Part { own, pieces: cosines.zip(words).collect() };
            let labelled: Vec<_> = article.pairs().into_iter().filter(|p| p.stance.is_position()).collect();
            let evidence: Vec<Article> =
                labelled.iter().map(|p| Article::from_text("", p.text.clone())).collect();
            let run = |(pair, text)| surroundings(pair, text);
            let runs: Vec<Vec<&str>> = labelled.iter().zip(&evidence).map(run).collect();
            for ((pair, run), embedded) in labelled.iter().zip(&runs).zip(relevance.embed_runs(&runs)?) {
                let number = numbers[pair.issue.as_str()];
                let cosine = embedded.dot(&asked[number]);
                let nearest = part.nearest(number).max(cosine);
                let passes = is_near(cosine, nearest, &issues[number], &run.join(" "));
                positions.push(Evidence { cosine, nearest, passes });
            }
            parts.push(part);
        }
        Ok(Self { issues, positions, articles: parts })
    }

    /// Asks every article with a codebook of `size` issues: its own, then others from a place that differs by article.
    fn book(&self, size: usize) -> Book {
        let mut book = Book { size, all: 0, asked: 0, own: 0 };
        for (number, part) in self.articles.iter().enumerate() {
            let Part { own, pieces } = part;
            let n = self.issues.len();
            let others = (0..n).map(|i| (number * 37 + i * 101) % n).filter(|i| !own.contains(i));
            let mut codebook: Vec<usize> = Vec::with_capacity(size);
            for issue in own.iter().copied().chain(others) {
                if codebook.len() < size && !codebook.contains(&issue) {
                    codebook.push(issue);
                }
            }
            let nearest: Vec<f32> = codebook.iter().map(|&issue| part.nearest(issue)).collect();
            for (cosines, words) in pieces {
                book.all += codebook.len();
                let near = |(issue, nearest): &(&usize, &f32)| {
                    is_near(cosines[**issue], **nearest, &self.issues[**issue], words)
                };
                for (issue, _) in codebook.iter().zip(&nearest).filter(near) {
                    book.asked += 1;
                    book.own += usize::from(own.contains(issue));
                }
            }
        }
        book
    }

    /// Share of labelled positions that pass.
    fn recall(&self) -> f64 {
        self.positions.iter().filter(|p| p.passes).count() as f64 / self.positions.len() as f64
    }

    /// With another rule for a cosine, given that of the article's nearest piece: the share of positions kept, and of
    /// questions about other articles' issues asked.
    fn with(&self, passes: impl Fn(f32, f32) -> bool) -> (f64, f64) {
        let kept = self.positions.iter().filter(|p| passes(p.cosine, p.nearest)).count();
        let (mut all, mut asked) = (0usize, 0usize);
        for part in &self.articles {
            for issue in (0..self.issues.len()).filter(|i| !part.own.contains(i)) {
                let nearest = part.nearest(issue);
                all += part.pieces.len();
                asked += part.pieces.iter().filter(|(cosines, _)| passes(cosines[issue], nearest)).count();
            }
        }
        (kept as f64 / self.positions.len() as f64, asked as f64 / all.max(1) as f64)
    }

    /// With other thresholds.
    fn at(&self, topic: f32, floor: f32) -> (f64, f64) {
        self.with(|cosine, nearest| nearest >= topic && cosine >= floor)
    }

    fn pieces(&self) -> usize {
        self.articles.iter().map(|a| a.pieces.len()).sum()
    }

    fn table(&self, books: &[Book]) -> String {
        let mut out = format!(
            "{:.3} of {} labelled positions are near their issue (cosine at least {MIN_COSINE}, and {ON_TOPIC} somewhere in the article)\n\
             {} articles, {} pieces of statements, {} issues\n\n\
             {:>8} {:>10} {:>10} {:>10} {:>10} {:>12}\n",
            self.recall(),
            self.positions.len(),
            self.articles.len(),
            self.pieces(),
            self.issues.len(),
            "codebook",
            "questions",
            "asked",
            "dropped",
            "own issue",
            "per article"
        );
        for b in books {
            let _ = writeln!(
                out,
                "{:>8} {:>10} {:>10} {:>10.3} {:>10} {:>12.1}",
                b.size,
                b.all,
                b.asked,
                b.dropped(),
                b.own,
                b.asked as f64 / self.articles.len() as f64
            );
        }
        let _ = writeln!(
            out,
            "\n{:>8} {:>8} {:>15} {:>18}",
            "topic", "cosine", "positions kept", "strangers asked"
        );
        for (topic, floor) in thresholds() {
            let (kept, asked) = self.at(topic, floor);
            let _ = writeln!(out, "{topic:>8.2} {floor:>8.2} {kept:>15.3} {asked:>18.3}");
        }
        out
    }

    fn json(&self, books: &[Book]) -> String {
        let list: Vec<Value> = books
            .iter()
            .map(|b| {
                json!({"issues": b.size, "questions": b.all, "asked": b.asked, "dropped": round(b.dropped()), "own": b.own})
            })
            .collect();
        let steps: Vec<Value> = thresholds()
            .map(|(topic, floor)| {
                let (kept, asked) = self.at(topic, floor);
                json!({"topic": round(f64::from(topic)), "cosine": round(f64::from(floor)), "kept": round(kept), "strangers_asked": round(asked)})
            })
            .collect();
        let value = json!({"type": "eval", "level": "filter", "topic": ON_TOPIC, "cosine": MIN_COSINE, "positions": self.positions.len(),
            "recall": round(self.recall()), "articles": self.articles.len(), "pieces": self.pieces(), "codebooks": list,
            "thresholds": steps});
        format!("{value}\n")
    }
}

/// All combinations.
fn thresholds() -> impl Iterator<Item = (f32, f32)> {
    TOPICS.iter().flat_map(|topic| FLOORS.map(|floor| (*topic, floor)))
}

/// The sentences of the evidence, and the one before: what a piece of these words would be embedded by.
fn surroundings<'a>(pair: &'a LabelledPair, text: &'a Article) -> Vec<&'a str> {
    let before = Some(pair.before.as_str()).filter(|before| !before.is_empty());
    before.into_iter().chain(text.text.sentences().iter().map(|s| text.text.slice(s.span))).collect()
}

impl Book {
    /// Share of questions that are not asked.
    fn dropped(&self) -> f64 {
        1.0 - self.asked as f64 / self.all.max(1) as f64
    }
}
