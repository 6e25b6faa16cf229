//! One article, clean, with what its page said about it.

use crate::{Span, Text};

/// One news article: clean text and the metadata the page or table gave. Fields are `None` where nothing was given;
/// nothing here is guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Stable name, unique in a run: given by the input, or made from its path and content.
    pub id: String,
    /// Where it came from: a path, `path:line` for a record of a table, `-` for standard input.
    pub input: String,
    /// Headline. Not part of `text`.
    pub title: Option<String>,
    /// Publication date or time as RFC 3339 (`2026-03-01` or `2026-03-01T08:00:00Z`).
    pub published: Option<String>,
    /// Offset from UTC that the publication time was given with, or that the page's own clock shows, `-05:00`, when there was
    /// one and it was not UTC: the day on which readers saw the article.
    pub zone: Option<String>,
    /// Newspaper, agency or site.
    pub outlet: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Canonical address of the page, when the input names one.
    pub url: Option<String>,
    /// ISO 639-1 code of the language, `und` when it could not be told.
    pub language: String,
    /// The id of the article that this one copies: its statements stand there.
    pub duplicate_of: Option<String>,
    /// The id of an article that was read before this one, came out later and copies it: of the two this is the home of
    /// their statements.
    pub copied_by: Option<String>,
    /// The article that this one repeats and adds to.
    pub updates: Option<Update>,
    /// Why the text is not all of the article, when it is known not to be.
    pub partial: Option<Partial>,
    /// Paragraphs that its page or document marks as something else than running text, in the order of the text.
    pub marked: Vec<Marked>,
    /// The article's own words: no captions, credits or furniture.
    pub text: Text,
}

/// What an article has of another, and what is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The id of the other, read earlier.
    pub of: String,
    /// The sentences that are not in it, those that follow one another as one span, in the order of the text. All statements
    /// of the rest stand in the other article.
    pub new: Vec<Span>,
}

impl Update {
    /// True for a span with words that are new.
    pub fn is_new(&self, span: Span) -> bool {
        self.new.iter().any(|new| new.overlaps(span))
    }
}

/// A paragraph that is not running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The paragraph, without the blank space around it.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a paragraph can be besides running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A heading within the article.
    Heading,
    /// A paragraph of a block quote: somebody's words, set apart instead of in quotation marks.
    Quote,
    /// An item of a list.
    Item,
}

impl Kind {
    /// As records write it: `heading`, `quote` or `item`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Quote => "quote",
            Self::Item => "item",
        }
    }

    /// The one that records write as `word`.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Heading, Self::Quote, Self::Item].into_iter().find(|k| k.as_str() == word)
    }
}

/// Why a text is only a part of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partial {
    /// A page for subscribers, of which this is what others see.
    Paywall,
    /// The summary that a feed gives instead of the text.
    Summary,
}

impl Partial {
    /// As records write it: `paywall` or `summary`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paywall => "paywall",
            Self::Summary => "summary",
        }
    }

    /// The one that records write as `word`.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Paywall, Self::Summary].into_iter().find(|p| p.as_str() == word)
    }
}

impl Article {
    /// An article of nothing but text, in English: for tests, examples and callers with no metadata.
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            input: id.clone(),
            id,
            title: None,
            published: None,
            zone: None,
            outlet: None,
            author: None,
            url: None,
            language: "en".into(),
            duplicate_of: None,
            copied_by: None,
            updates: None,
            partial: None,
            marked: Vec::new(),
            text: Text::new(text),
        }
    }
}
