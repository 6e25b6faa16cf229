//! From an [`Article`](standpoint_article::Article) to who said, wanted or did what: [`extract`].
//!
//! News gives positions in quotation marks, in reported speech and, as often, in plain verbs: *rejected*, *signed*,
//! *marched against*. This crate finds all of them by rule and says whose each one is. It looks for high recall: that
//! somebody *has opened a school* is found too, and it is the classifier behind this crate that says it is no position
//! on the issue at hand. What it promises is that spans are sensible and that actors are not confused: where two names
//! might be one person it prefers two actors to a wrong merge.
//!
//! ```
//! use standpoint_article::Article;
//! use standpoint_statements::{StatementKind, extract};
//!
//! let article = Article::from_text("a", "Lee Chong offered to send troops, an offer firmly rejected by Maria Ruiz.\n\n\
//!     \"We can work together, but not on our soil,\" she said.");
//! let found = extract(&article, &[]);
//! let text = |span| article.text.slice(span);
//! let rows: Vec<_> = found.statements.iter().map(|s| (s.kind, s.cue.map(text), text(s.content[0]))).collect();
//! assert_eq!(rows, [
//!     (StatementKind::Reported, Some("offered"), "to send troops"),
//!     (StatementKind::Reported, Some("firmly rejected by"), "an offer"),
//!     (StatementKind::Direct, Some("said"), "\"We can work together, but not on our soil,\""),
//! ]);
//! let speaker = |n: usize| found.actors.iter().find(|a| Some(&a.id) == found.statements[n].actor.as_ref()).map(|a| a.name.as_str());
//! assert_eq!([speaker(0), speaker(1), speaker(2)], [Some("Lee Chong"), Some("Maria Ruiz"), Some("Maria Ruiz")]);
//! ```
//!
//! # The walk
//!
//! `quotes` finds quotation marks, paragraph by paragraph, and tells speech from scare quotes. Sentences (joined where
//! a quotation runs over their border) become `tokens`, in which a quotation is one token; `tagger` gives each its part
//! of speech from the `lexicon` and its neighbours; `chunks` groups them into base noun phrases and verb groups;
//! `clauses` knows which noun phrase is the subject of which verb, `extents` how far it and its complement reach,
//! `holders` which noun phrases can hold a position at all. On these stand three finders of statements: `attribution`
//! (verbs, adjectives, *according to*; `speech` for what is said; `others` for the other side of a deal and those who are
//! accused), `nouncues` (*her refusal to*; `stands`: *her bill would*, *Lee for, Ruiz against*) and `floating`
//! (quotations whose speaker stands in another sentence, signed ones, transcripts; `focus` knows whom a sentence is
//! about). `mentions` lists every place that names somebody, `sources` finds the mention that holds each statement, and
//! `actors` decides, in the order of the text, who each mention is; `announced` joins descriptions and names (*A senator ...
//! Ana Ruiz said*), `belonging` knows the country and the body of a person, `bodies`
//! what *his country*, *the union* and (by the country that `lands` finds an article to be about) *the government* then mean, `counted`
//! who *both sides* and *the attackers* are, and `voice` whether the words of an officer are the body's or the person's own.
//!
//! # When and where
//!
//! [`dates`] resolves the days that an article names (*Sunday*, *last week*, *April 16*) against the day it came out,
//! [`date_of`] says which of them is a statement's own, and [`dateline`] reads place, agency and day off an article's first
//! line. All three point into the text and change nothing in it.
//!
//! # What it relies on
//!
//! English word order and the lists in `src/lexicon/`, which are data: a verb, title, country or given name that is
//! missed is added there. No model, no network, no state between articles; one core reads some fifty thousand
//! sentences a second.

mod actors;
mod announced;
mod attribution;
mod belonging;
mod bodies;
mod chunks;
mod clauses;
mod counted;
mod dateline;
mod dates;
mod drafts;
mod extents;
mod extract;
mod floating;
mod focus;
mod holders;
mod joined;
mod lands;
mod lexicon;
mod mentions;
mod model;
mod names;
mod namesakes;
mod nouncues;
mod others;
mod proxies;
mod quotes;
mod salience;
mod sources;
mod speech;
mod stands;
mod tagger;
mod tokens;
mod voice;
mod whole;
mod word;

pub use dateline::{Dateline, dateline};
pub use dates::{DateMention, date_of, dates};
pub use extract::extract;
pub use model::{Actor, ActorKind, Extraction, KnownActor, Statement, StatementKind};
pub use word::{Country, Word, country, gerund, word};
