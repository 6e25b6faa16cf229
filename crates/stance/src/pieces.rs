//! What of a statement is shown to the classifier at once.
//!
//! Training cuts labelled articles here too, so that the network meets in training what it meets at work.

use std::collections::HashMap;

use crate::lead::lead;
use crate::pair::PairInput;
use standpoint_article::{Article, Span};
use standpoint_statements::{Actor, Statement};

/// A statement longer than this many sentences is judged piece by piece, and its clearest piece speaks for it.
const SENTENCES_PER_PIECE: usize = 2;

/// A stretch of a statement, in whole sentences, with its surroundings and its holder.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// Number of the statement in its article.
    pub statement: usize,
    /// Where `text` stands in the article.
    pub extent: Span,
    /// What stands before (see [`lead`]), perhaps nothing.
    pub before: &'a str,
    /// The sentence right before, or nothing.
    neighbour: &'a str,
    /// The sentences themselves, as they stand,
    pub text: &'a str,
    /// and one by one.
    pub sentences: Vec<&'a str>,
    /// The words of `text` that stand for the actor, where they stand in it.
    pub mention: Option<Span>,
    /// Whose statement it is.
    pub actor: &'a Actor,
}

impl<'a> Piece<'a> {
    /// The sentences that nearness to an issue is judged by: its own and the one before.
    pub fn surroundings(&self) -> Vec<&'a str> {
        let before = Some(self.neighbour).filter(|before| !before.is_empty());
        before.into_iter().chain(self.sentences.iter().copied()).collect()
    }

    /// The question whether the actor has a position on `issue` by these words.
    pub fn asked<'i>(&'i self, issue: &'i str) -> PairInput<'i> {
        let Piece { before, text, mention, actor, .. } = self;
        PairInput { actor: &actor.name, issue, before, text, after: "", mention: *mention }
    }
}

/// Cuts statements into pieces of a few whole sentences, in order. A statement that nobody holds gives none.
///
/// Nothing is asked twice: of two pieces that show the same sentences and belong to the same actor one is left where the
/// statement of the other lies within its own ("*she said that | she would sell*"), or where the actor stands in the same words.
pub fn pieces<'a>(article: &'a Article, actors: &'a [Actor], statements: &[Statement]) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece> = Vec::new();
    let mut shown: HashMap<(&str, Span), Vec<usize>> = HashMap::new();
    for piece in statements.iter().enumerate().flat_map(|(i, s)| cut(article, actors, i, s)) {
        let same = shown.entry((&piece.actor.id, piece.extent)).or_default();
        let within = |inner: &Piece, outer: &Piece| {
            lies_within(&statements[inner.statement], &statements[outer.statement])
        };
        let near = &same[same.len().saturating_sub(LOOKED_AT)..];
        if near.iter().any(|o| out[*o].mention == piece.mention || within(&piece, &out[*o])) {
            continue;
        }
        // The wider of the two is found first, as a rule; where it is not, it takes the place.
        if let Some(&inner) = near.iter().find(|o| within(&out[**o], &piece)) {
            out[inner] = piece;
        } else {
            same.push(out.len());
            out.push(piece);
        }
    }
    out
}

/// Pieces of the same sentences and actor that are compared at most, so that a text without full stops costs linear time.
const LOOKED_AT: usize = 32;

/// Whether all words of a statement are words of another.
fn lies_within(inner: &Statement, outer: &Statement) -> bool {
    inner.content.iter().all(|c| outer.content.iter().any(|o| o.contains(*c)))
}

fn cut<'a>(article: &'a Article, actors: &'a [Actor], index: usize, statement: &Statement) -> Vec<Piece<'a>> {
    let Some(actor) = statement.actor.as_ref().and_then(|id| actors.iter().find(|a| a.id == *id)) else {
        return Vec::new();
    };
    let Some(whole) = statement.extent() else { return Vec::new() };
    let text = &article.text;
    let sentences: Vec<usize> = text.sentences_of(whole).collect();
    let piece = |run: &[usize]| {
        let first = text.sentences()[run[0]].span;
        let extent = first.cover(text.sentences()[run[run.len() - 1]].span);
        // Training marks the bare mention (`Mr. Lee`), not the whole noun phrase with its appositions.
        let bare = statement.source.and_then(|s| actor.mentions.iter().copied().find(|m| s.contains(*m)));
        let mention = bare
            .or(statement.source)
            .filter(|s| extent.contains(*s))
            .map(|s| Span::new(s.start() - extent.start(), s.end() - extent.start()));
        let sentence = |i: usize| text.slice(text.sentences()[i].span);
        Piece {
            statement: index,
            extent,
            before: lead(text.as_str(), run[0], |i| text.sentences()[i].span),
            neighbour: run[0].checked_sub(1).map_or("", sentence),
            text: text.slice(extent),
            sentences: run.iter().copied().map(sentence).collect(),
            mention,
            actor,
        }
    };
    sentences.chunks(SENTENCES_PER_PIECE).map(piece).collect()
}
