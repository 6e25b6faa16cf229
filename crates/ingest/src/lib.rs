//! Bytes in, articles out: [`Ingest`] turns files, folders, globs, standard input or plain bytes into clean
//! [`Article`](standpoint_article::Article)s.
//!
//! ```
//! use standpoint_ingest::{Event, Ingest};
//!
//! let page = b"<html lang=en><meta property='article:published_time' content='2026-03-01T03:00:00-05:00'>
//!     <h1>Leaders talk</h1><p>He said no.</p><p>FILE PHOTO: A bridge. REUTERS/Jo Smith</p><p>She said yes.</p>";
//! let events = Ingest::default().read_bytes("talks/Day One.html", page);
//!
//! let [Event::Article(article)] = &events[..] else { panic!("one article and no complaint: {events:?}") };
//! assert_eq!(article.text.as_str(), "He said no.\n\nShe said yes.");
//! assert_eq!(article.title.as_deref(), Some("Leaders talk"));
//! assert_eq!(article.published.as_deref(), Some("2026-03-01T08:00:00Z"));
//! assert_eq!((article.id.as_str(), article.language.as_str()), ("day-one", "en"));
//! ```
//!
//! # The walk
//!
//! ```text
//! inputs -> walk -> source -> draft (charset, then text | html | record) -> register -> Event
//! ```
//!
//! `walk` finds files, in the order of their names; `source` opens one and tells what it is; `draft` understands one
//! record, without knowing of any other; `register` gives it an id that is its own in the run and tells exact copies.
//! [`Ingest::read`] is that walk as a lazy iterator over [`Event`]s: articles, warnings and failures, in the order
//! of the inputs. A failure never ends a run. One file, or one line of JSONL, is in memory at a time.
//!
//! # What becomes of text
//!
//! *Plain text that is clean stays byte for byte as it was*, white space and line ends included, because every span
//! found later counts its bytes. Two things are taken from plain text, each only where it stands: a header block
//! (`Title: ...`, `Date: ...`, a blank line) becomes metadata, and furniture (captions, credits, copyright lines,
//! "read more", sign-up lines) goes with its line or paragraph. The text of a JSONL record is treated likewise.
//! A byte order mark is not text. A web page has no text of its own to keep: its paragraphs, list items and subheads
//! are put together with a blank line between them, white space within them as single spaces.
//!
//! The furniture rules are cautious, in English, and not complete: a caption without a mark of its own stays.
//!
//! # What is not guessed
//!
//! A date that could mean two days, or that cannot be read, is left out, with a warning; a time without a zone
//! gives its day only. A language is claimed when the words show it reliably, else the page's own word is taken,
//! else it is `und`. What to do with an article in a language the model does not know is the caller's choice.
//!
//! # Limits
//!
//! [`Ingest::max_bytes`] bounds a file and a line of JSONL; JSONL files themselves may be of any size. Pipes, sockets
//! and devices are not opened, links that lead back are not followed, and hidden files in folders are passed over.
//! The text of PDF and office documents, feeds and web archives is not read: such files fail by name, with a remedy.

mod charset;
mod dates;
mod draft;
mod error;
mod events;
mod furniture;
mod html;
mod language;
mod options;
mod record;
mod register;
mod sniff;
mod source;
mod text;
mod walk;

pub use events::{Event, Events};
pub use options::{Ingest, InputFormat, UnknownFormat};

/// Compiles a pattern that is written in this crate.
fn regex(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).expect("the pattern is a constant, and the tests compile it")
}
