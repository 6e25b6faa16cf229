//! The whole walk: an article and a codebook in, positions with their evidence out.

use crate::classifier::{Classifier, ModelFiles, Verdict};
use crate::pair::Pair;
use crate::pieces::{Piece, pieces};
use crate::position::positions;
use crate::relevance::{Relevance, is_near};
use crate::{Analysis, Codebook, Condition, Judgement, Origin, Run, Stance, StanceError};
use ndarray::Array1;
use rayon::prelude::*;
use standpoint_article::Article;
use standpoint_statements::{Extraction, KnownActor, Statement, extract};
use std::panic::catch_unwind;

/// Everything that stays the same from article to article.
pub struct Analyzer {
    classifier: Classifier,
    relevance: Relevance,
    codebook: Codebook,
    /// The issues' questions, embedded.
    issues: Vec<Array1<f32>>,
}

/// What the classifier is asked: an issue of the codebook about a piece of a statement.
struct Question {
    piece: usize,
    issue: usize,
    pair: Pair,
}

/// The pieces of all statements, with the numbers of their articles.
fn numbered(analyses: &[Analysis]) -> Vec<(usize, Piece<'_>)> {
    analyses
        .iter()
        .enumerate()
        .flat_map(|(number, a)| {
            pieces(&a.article, &a.actors, &a.statements).into_iter().map(move |piece| (number, piece))
        })
        .collect()
}

/// Analyses one article. See [`Analyzer::analyze`] for many.
pub fn analyze_article(article: &Article, analyzer: &Analyzer) -> Result<Analysis, StanceError> {
    let mut one = analyzer.analyze(vec![article.clone()])?;
    one.pop().ok_or_else(|| StanceError::Model("an article went in and no analysis came out".into()))
}

impl Analyzer {
    /// Loads the model and embeds the issues.
    pub fn new(files: &ModelFiles, codebook: Codebook) -> Result<Self, StanceError> {
        let (classifier, relevance) =
            rayon::join(|| Classifier::open(files), || Relevance::open(&files.base, files.numbers));
        let mut analyzer = Self {
            classifier: classifier?,
            relevance: relevance?,
            codebook: Codebook::default(),
            issues: Vec::new(),
        };
        analyzer.set_codebook(codebook)?;
        Ok(analyzer)
    }

    /// Asks about other issues from now on. The model stays loaded.
    pub fn set_codebook(&mut self, codebook: Codebook) -> Result<(), StanceError> {
        let questions: Vec<String> = codebook.issues.iter().map(crate::Issue::question).collect();
        self.issues = self.relevance.embed(&questions.iter().map(String::as_str).collect::<Vec<_>>())?;
        self.codebook = codebook;
        Ok(())
    }

    /// The codebook in use.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The classifier in use.
    pub fn classifier(&self) -> &Classifier {
        &self.classifier
    }

    /// The versions and hashes that every row this analyzer makes is stored under.
    pub fn run(&self) -> Run {
        Run {
            version: env!("CARGO_PKG_VERSION").into(),
            model: self.classifier.name().into(),
            model_sha256: self.classifier.sha256().into(),
            codebook_sha256: self.codebook.sha256.clone(),
        }
    }

    /// Analyses articles together, so that both stages of the model see full batches. The result for an article does
    /// not depend on which others are beside it. An article in a language the model does not know gets a warning and no
    /// statements.
    pub fn analyze(&self, articles: Vec<Article>) -> Result<Vec<Analysis>, StanceError> {
        let known = &self.codebook.actors;
        let mut analyses: Vec<Analysis> = articles.into_par_iter().map(|a| without_model(a, known)).collect();
        let ids: Vec<&str> = self.codebook.issues.iter().map(|i| i.id.as_str()).collect();
        let judgements = self.judge(&analyses)?;
        for (analysis, judgements) in analyses.iter_mut().zip(judgements) {
            analysis.positions = positions(&analysis.actors, &analysis.statements, &judgements, &ids);
            analysis.judgements = judgements;
        }
        Ok(analyses)
    }

    /// The questions that the network would be asked about articles, in order: what a run costs, and what an early exit is made for.
    pub fn questions(&self, articles: Vec<Article>) -> Result<Vec<Pair>, StanceError> {
        let known = &self.codebook.actors;
        let analyses: Vec<Analysis> = articles.into_par_iter().map(|a| without_model(a, known)).collect();
        Ok(self
            .ask(&numbered(&analyses), analyses.len())?
            .into_iter()
            .map(|question| question.pair)
            .collect())
    }

    /// One judgement for each relevant (statement, issue), article by article.
    fn judge(&self, analyses: &[Analysis]) -> Result<Vec<Vec<Judgement>>, StanceError> {
        let pieces = numbered(analyses);
        let questions = self.ask(&pieces, analyses.len())?;
        let pairs: Vec<Pair> = questions.iter().map(|question| question.pair.clone()).collect();
        let verdicts = self.classifier.classify(&pairs)?;

        let mut out: Vec<Vec<Judgement>> = analyses.iter().map(|_| Vec::new()).collect();
        for (question, verdict) in questions.iter().zip(&verdicts) {
            let (article, piece) = &pieces[question.piece];
            let statement = &analyses[*article].statements[piece.statement];
            let judgement = self.judgement(statement, question.issue, piece, verdict);
            let judged = &mut out[*article];
            let same =
                judged.iter_mut().find(|j| j.statement == judgement.statement && j.issue == judgement.issue);
            match same {
                // Of the pieces of one statement the one that is surest to hold a position speaks.
                Some(old) if judgement.scores.none < old.scores.none => *old = judgement,
                Some(_) => {}
                None => judged.push(judgement),
            }
        }
        Ok(out)
    }

    /// A question for each relevant (piece, issue), in the order of `pieces`, which come with the numbers of their `articles`.
    fn ask(&self, pieces: &[(usize, Piece)], articles: usize) -> Result<Vec<Question>, StanceError> {
        let surroundings: Vec<Vec<&str>> = pieces.iter().map(|(_, p)| p.surroundings()).collect();
        let embedded = self.relevance.embed_runs(&surroundings)?;

        let mut nearest = vec![vec![-1.0_f32; self.issues.len()]; articles];
        for ((article, _), embedding) in pieces.iter().zip(&embedded) {
            for (nearest, issue) in nearest[*article].iter_mut().zip(&self.issues) {
                *nearest = nearest.max(embedding.dot(issue));
            }
        }

        let builder = self.classifier.pairs()?;
        let names: Vec<String> = self.codebook.issues.iter().map(crate::Issue::question).collect();
        let questions = pieces.par_iter().enumerate().flat_map_iter(|(p, (article, piece))| {
            let words = surroundings[p].join(" ");
            let near = |i: usize| {
                let cosine = embedded[p].dot(&self.issues[i]);
                is_near(cosine, nearest[*article][i], &self.codebook.issues[i], &words)
            };
            let relevant: Vec<usize> = (0..names.len()).filter(|i| near(*i)).collect();
            let context = if relevant.is_empty() { Vec::new() } else { builder.context(&piece.asked("")) };
            let (builder, names) = (&builder, &names);
            relevant.into_iter().map(move |issue| {
                let pair = builder.join(&builder.question(&piece.actor.name, &names[issue]), &context);
                Question { piece: p, issue, pair }
            })
        });
        Ok(questions.collect())
    }

    fn judgement(&self, statement: &Statement, issue: usize, piece: &Piece, verdict: &Verdict) -> Judgement {
        let scores = self.classifier.at_work(verdict.scores);
        let stance = self.classifier.decide(scores);
        let condition = verdict.condition.filter(|_| stance == Stance::ConditionalCooperation);
        Judgement {
            statement: statement.id.clone(),
            issue: self.codebook.issues[issue].id.clone(),
            stance,
            scores,
            condition: condition.map(|c| Condition { span: c.span.shift(piece.extent.start()), ..c }),
            origin: Origin::Automatic,
            reviewed_by: Vec::new(),
        }
    }
}

/// True for an article in a language that the rules and the model know. Text of unknown language is tried; text known to
/// be foreign is not guessed at.
pub fn reads(article: &Article) -> bool {
    matches!(article.language.as_str(), "en" | "und" | "") || article.language.starts_with("en-")
}

/// The walk as far as it goes without a model: actors and statements, no judgements. An article that cannot be read
/// gets a warning instead: one in another language, and one that shows a defect of the rules. A copy has no statements of its
/// own: they are those of the article it copies. Of an article that updates another those count that its new sentences hold.
pub fn without_model(article: Article, known: &[KnownActor]) -> Analysis {
    let mut warnings = Vec::new();
    let mut found = if article.duplicate_of.is_some() {
        Extraction::default() // its statements stand in the article that it copies
    } else if reads(&article) {
        // Extraction is total, and tested to be. Should it fail all the same, one article is lost and not the batch.
        catch_unwind(|| extract(&article, known)).unwrap_or_else(|_| {
            warnings.push(
                "finding statements failed: a defect of this program, please report it with the article"
                    .into(),
            );
            Extraction::default()
        })
    } else {
        let language = &article.language;
        warnings.push(format!("the language is `{language}`; statements are found in English (`en`) only"));
        Extraction::default()
    };
    if let Some(update) = &article.updates {
        // All of it was read, for the names in it; what it repeats was counted with the article that it repeats.
        found.statements.retain(|statement| {
            statement.content.iter().chain(&statement.cue).any(|span| update.is_new(*span))
        });
    }
    Analysis {
        article,
        actors: found.actors,
        statements: found.statements,
        judgements: Vec::new(),
        positions: Vec::new(),
        warnings,
    }
}
