//! An [`Article`] and the places in it.
//!
//! Everything Standpoint says about an article points back into the article's text: a source, a cue, a piece of
//! quoted speech, a condition. This crate holds the nouns that make such pointing safe. A [`Span`] is a UTF-8 byte
//! range whose start never lies behind its end; a [`Text`] is a string that already knows its paragraphs and
//! sentences; a [`Sentence`] is a span with its number and its paragraph.
//!
//! ```
//! use standpoint_article::{Span, Text};
//!
//! let text = Text::new("He said no. \"Never,\" Mr. Lee added.\n\nTalks go on.");
//! let sentences: Vec<&str> = text.sentences().iter().map(|s| text.slice(s.span)).collect();
//! assert_eq!(sentences, ["He said no.", "\"Never,\" Mr. Lee added.", "Talks go on."]);
//! assert_eq!(text.paragraphs().len(), 2);
//! assert_eq!(text.slice(Span::new(3, 7)), "said");
//! ```
//!
//! It depends on no other crate of the workspace, reads no files and knows nothing of news.

mod article;
mod sentence;
mod span;
mod text;

pub use article::{Article, Kind, Marked, Partial, Update};
pub use sentence::Sentence;
pub use span::{Span, SpanError};
pub use text::Text;
