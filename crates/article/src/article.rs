//! One article, clean, with what its page said about it.

use crate::Text;

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
    /// Offset from UTC that the publication time was given with, `-05:00`, when there was one and it was not UTC: the day
    /// on which readers saw the article.
    pub zone: Option<String>,
    /// Newspaper, agency or site.
    pub outlet: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Canonical address of the page, when the input names one.
    pub url: Option<String>,
    /// ISO 639-1 code of the language, `und` when it could not be told.
    pub language: String,
    /// The id of the earlier article that this one copies.
    pub duplicate_of: Option<String>,
    /// Why the text is not all of the article, when it is known not to be.
    pub partial: Option<Partial>,
    /// The article's own words: no captions, credits or furniture.
    pub text: Text,
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
            partial: None,
            text: Text::new(text),
        }
    }
}
