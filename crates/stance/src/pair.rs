//! How one question becomes one input: *where does this actor stand on this issue, by these words?*
//!
//! ```text
//! [CLS] actor : issue [SEP] before ⟦ text with ‹mention› marked ⟧ after [SEP]
//! ```
//!
//! The question comes first, in segment 0; the words and a little of what stands around them in segment 1. The statement
//! is fenced off from its neighbours, and the words that stand for the actor in it (`She`, `the group`) are marked, so
//! that one sentence can give two actors two labels. Fences and marks are reserved word pieces that no text can contain.
//! Training and inference both build pairs here, and nowhere else.

use crate::StanceError;
use standpoint_article::Span;
use standpoint_encoder::{Input, Token, Tokenizer};

/// Longest parts, in word pieces; together they stay below [`MAX_TOKENS`].
const MAX_ACTOR: usize = 24;
const MAX_ISSUE: usize = 64;
pub(crate) const MAX_BEFORE: usize = 48;
const MAX_TEXT: usize = 144;
const MAX_AFTER: usize = 32;

/// No pair is longer than this.
pub const MAX_TOKENS: usize = MAX_ACTOR + 1 + MAX_ISSUE + 3 + MAX_BEFORE + MAX_TEXT + MAX_AFTER + 4;

/// One question about one piece of text.
#[derive(Clone, Copy, Debug, Default)]
pub struct PairInput<'a> {
    /// The actor's name.
    pub actor: &'a str,
    /// The issue's wording.
    pub issue: &'a str,
    /// What stands before the statement, perhaps nothing.
    pub before: &'a str,
    /// The statement's own sentences.
    pub text: &'a str,
    /// What stands after it, perhaps nothing.
    pub after: &'a str,
    /// The words in `text` that stand for the actor, where known.
    pub mention: Option<Span>,
}

/// The model's input for one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Token ids and types.
    pub input: Input,
    /// For each token, the bytes of `text` it stands for; `None` for everything that is not the statement's own.
    pub offsets: Vec<Option<Span>>,
}

/// Builds pairs for one tokenizer.
pub struct PairBuilder<'t> {
    tokenizer: &'t Tokenizer,
    colon: Vec<u32>,
    mention: [u32; 2],
    fence: [u32; 2],
    mask: Option<u32>,
}

impl<'t> PairBuilder<'t> {
    /// Looks up the reserved pieces; fails for a vocabulary that has none.
    pub fn new(tokenizer: &'t Tokenizer) -> Result<Self, StanceError> {
        let id = |word: &str| {
            tokenizer
                .id(word)
                .ok_or_else(|| StanceError::Model(format!("the vocabulary has no token {word}")))
        };
        Ok(Self {
            tokenizer,
            colon: tokenizer.tokens(":").iter().map(|t| t.id).collect(),
            mention: [id("[unused1]")?, id("[unused2]")?],
            fence: [id("[unused3]")?, id("[unused4]")?],
            mask: tokenizer.id("[MASK]"),
        })
    }

    /// The word piece that stands for a hidden one, as in what the encoder was first trained on, where the vocabulary has it.
    pub fn mask(&self) -> Option<u32> {
        self.mask
    }

    /// Builds the input of one question. Total; what is too long is cut: the statement at its end, unless the mention
    /// lies there (then at its start), what stands before it at its start.
    pub fn build(&self, pair: &PairInput) -> Pair {
        let question = self.question(pair.actor, pair.issue);
        self.join(&question, &self.context(pair))
    }

    /// Segment 0: the question, shared by all statements it is asked of.
    pub fn question(&self, actor: &str, issue: &str) -> Vec<u32> {
        let ids = |text: &str, max: usize| {
            self.tokenizer.tokens(text).into_iter().map(|t| t.id).take(max).collect::<Vec<_>>()
        };
        let mut question = vec![self.tokenizer.cls()];
        question.extend(ids(actor, MAX_ACTOR));
        question.extend(&self.colon);
        question.extend(ids(issue, MAX_ISSUE));
        question.push(self.tokenizer.sep());
        question
    }

    /// Segment 1: the words, shared by all issues they are asked about. `actor` and `issue` are not looked at.
    pub fn context(&self, pair: &PairInput) -> Vec<(u32, Option<Span>)> {
        let before = self.tokenizer.tokens(pair.before);
        let after = self.tokenizer.tokens(pair.after);
        let text = self.tokenizer.tokens(pair.text);
        let mut out: Vec<(u32, Option<Span>)> = Vec::with_capacity(MAX_TOKENS);
        out.extend(before[before.len().saturating_sub(MAX_BEFORE)..].iter().map(|t| (t.id, None)));
        out.push((self.fence[0], None));
        self.statement(&text[window(&text, pair.mention)], pair.mention, &mut out);
        out.push((self.fence[1], None));
        out.extend(after.iter().take(MAX_AFTER).map(|t| (t.id, None)));
        out
    }

    fn statement(&self, tokens: &[Token], mention: Option<Span>, out: &mut Vec<(u32, Option<Span>)>) {
        let mut open = false;
        for token in tokens {
            let inside = mention.is_some_and(|m| token.start < m.end() && token.end > m.start());
            if inside != open {
                out.push((self.mention[usize::from(open)], None));
                open = inside;
            }
            out.push((token.id, Some(Span::new(token.start, token.end))));
        }
        if open {
            out.push((self.mention[1], None));
        }
    }

    /// Puts a question and a context together.
    pub fn join(&self, question: &[u32], context: &[(u32, Option<Span>)]) -> Pair {
        let sep = self.tokenizer.sep();
        let ids: Vec<u32> =
            question.iter().copied().chain(context.iter().map(|c| c.0)).chain([sep]).collect();
        let type_ids = (0..ids.len()).map(|i| u32::from(i >= question.len())).collect();
        let offsets =
            question.iter().map(|_| None).chain(context.iter().map(|c| c.1)).chain([None]).collect();
        Pair { input: Input { ids, type_ids }, offsets }
    }
}

/// The run of tokens that is kept of a long statement: its beginning, or, when the mention lies behind that, a run around it.
fn window(tokens: &[Token], mention: Option<Span>) -> std::ops::Range<usize> {
    if tokens.len() <= MAX_TEXT {
        return 0..tokens.len();
    }
    let at = mention.map_or(0, |m| tokens.partition_point(|t| t.end <= m.start()));
    let start = if at + 16 < MAX_TEXT { 0 } else { (at - MAX_TEXT / 2).min(tokens.len() - MAX_TEXT) };
    start..start + MAX_TEXT
}
