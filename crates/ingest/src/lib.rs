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
//! inputs -> walk -> stream -> container -> .. -> container -> record -> draft -> register -> Event
//!           ^ one thread reads, unpacks and cuts                        ^ the others understand, in any order
//! ```
//!
//! `walk` finds files, in the order of their names; `sniff` tells what one is; a `container` cuts it into records, or
//! into streams that are containers themselves (a mailbox in a zip archive in a tar archive); `draft` understands one
//! record, without knowing of any other; `register` gives it an id that is its own in the run and tells copies.
//! `docs/reference/formats.md` lists what there are containers for.
//!
//! [`Ingest::read`] is that walk as an iterator over [`Event`]s: articles, warnings and failures, in the order of the
//! inputs, whatever the number of threads. A failure never ends a run. Memory does not grow with the inputs: archives
//! and tables of any size are streams, read once, and a bounded number of records is under way.
//!
//! ```
//! use standpoint_ingest::{Event, Ingest};
//!
//! let table = b"Headline;Date;Words\nA toll;2026-03-01;The mayor said no.\n";
//! let options = Ingest { columns: "text=Words".parse()?, ..Ingest::default() };
//! let events = options.read_bytes("news.csv", table);
//!
//! // What was not mapped is guessed from the header, and said.
//! let [Event::Note { .. }, Event::Article(article)] = &events[..] else { panic!("{events:?}") };
//! assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("A toll"), "The mayor said no."));
//! # Ok::<(), standpoint_ingest::UnknownColumn>(())
//! ```
//!
//! # What becomes of text
//!
//! *Plain text that is clean stays byte for byte as it was*, white space and line ends included, because every span
//! found later counts its bytes. Two things are taken from plain text, each only where it stands: a header block
//! (`Title: ...`, `Date: ...`, a blank line) becomes metadata, and furniture (captions, credits, copyright lines,
//! "read more", sign-up lines) goes with its line or paragraph. The text of a JSONL record is treated likewise.
//! A byte order mark is not text. A web page has no text of its own to keep: its paragraphs, list items and subheads
//! are put together with a blank line between them, white space within them as single spaces. Headings, paragraphs of block
//! quotes and list items (of pages, Markdown and Word documents) are [`marked`](standpoint_article::Article::marked) as such.
//!
//! A page's main part is found from the root of its tree downwards, always into the element that holds nearly all of the
//! prose; elements that call themselves furniture (navigation, sharing, newsletters, comments) are passed over unless most
//! of the page is in them. A page that shows only the beginning of an article to those who do not pay is marked
//! [`Partial::Paywall`](standpoint_article::Partial), with a warning.
//!
//! The furniture rules are cautious, in English, and not complete: a caption without a mark of its own stays.
//!
//! # Copies
//!
//! Wire stories come out under many headlines. An article that copies an earlier one of the run carries its id in
//! `duplicate_of`: word for word however far back, and nearly (cut, edited, at least half of the word triples in common or
//! seven in ten of either in the other) among the latest 200,000. One that repeats an earlier one and adds to it, some sixteen
//! words in a row or more that are no edited sentence of the other's, is no copy: `updates` names the other and says which
//! sentences are new, and an analysis gives the statements in those.
//!
//! The home of a group is the article that came out first, by dates of publication where both are known; else the one that was
//! read first. Memory is bounded and articles are given out as they come, so when an article is found to have come out before
//! the home of its group, it is given out whole, with `copied_by` naming the old home, which was analysed as well by then; whoever
//! counts, as reports do, takes the old home for a copy. It stays home when it has sentences of its own that would be lost. Inputs
//! sorted by date need none of this. Days are compared with hours as days in UTC; a copy on the same day is no earlier one.
//! Memory is 300 to 800 bytes an article for the latest 200,000, 100 beyond that.
//!
//! # What is not guessed
//!
//! A date that could mean two days, or that cannot be read, is left out, with a warning; a time without a zone
//! gives its day only. Instants are told in UTC, and the offset they were written with beside them. A language is claimed when the words show it reliably, else the page's own word is taken,
//! else it is `und`. What to do with an article in a language the model does not know is the caller's choice.
//!
//! # Limits
//!
//! [`Ingest::max_bytes`] bounds one article, [`Limits`] what an archive may unpack to. Pipes, sockets and devices are
//! not opened, links that lead back are not followed, hidden files in folders and archives are passed over, and nothing
//! is ever written: names of members are labels. A parser that gives up on a record costs that record. What is not read
//! (PDF, RTF, old office documents) fails by name, with a remedy. Parquet is behind the feature `parquet`, on by default.
//! Pages may nest without end, have a line of any length and markup broken anywhere: depth is cut at 256 elements, a page at
//! a million of them (with a warning), and time grows with the page's size and no faster.

mod body;
mod charset;
mod columns;
mod container;
mod copies;
mod dates;
mod draft;
mod error;
mod events;
mod furniture;
mod html;
mod http;
mod json;
mod language;
mod limits;
mod mail;
mod markdown;
mod options;
mod pipeline;
mod place;
mod record;
mod register;
mod sniff;
mod stream;
mod text;
mod walk;
mod watch;

pub use columns::{Columns, UnknownColumn};
pub use events::{Event, Events, Next};
pub use json::json_reason;
pub use limits::Limits;
pub use options::{Ingest, InputFormat, UnknownFormat};
pub use pipeline::Progress;

/// Compiles a pattern that is written in this crate.
fn regex(pattern: &str) -> regex::Regex {
    regex::Regex::new(&bounded(pattern)).expect("the pattern is a constant, and the tests compile it")
}

/// The pattern with word boundaries between ASCII letters only: those of Unicode cannot be told by an automaton, and text with one
/// curly quotation mark in it would be searched twenty times slower.
fn bounded(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}
