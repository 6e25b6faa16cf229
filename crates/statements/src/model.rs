//! The nouns: statements and actors.

use serde::{Deserialize, Serialize};
use standpoint_article::Span;

/// How the words of a statement reach the reader (codebook: Statement, kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// All of the content stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Part of it does.
    Mixed,
    /// A position or an act without speech: *vetoed*, *signed*, *demanded a quicker decision*.
    Reported,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A party, company, ministry, court, newspaper, union, armed force.
    Organization,
    /// A state, region or city that acts as one.
    Country,
    /// People named only as a group: *some officials*, *protesters*.
    Group,
}

/// One entity of an article, with every way the article names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Unique in the article: `a1`, `a2`, ... in order of first mention.
    pub id: String,
    /// Its fullest name in the article, with whose it is in place of a pronoun (*Omar Haddad's lawyers* for *his lawyers*), or the codebook's
    /// name where an alias of the codebook matched.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names the article uses for it (no pronouns), in order of first use.
    pub aliases: Vec<String>,
    /// Every mention, pronouns included, in order.
    pub mentions: Vec<Span>,
}

/// One attribution: somebody's words, or somebody's act, as the article reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Unique in the article: `s1`, `s2`, ... in order of appearance.
    pub id: String,
    /// How it is reported.
    pub kind: StatementKind,
    /// Who speaks or acts, as written (`She`, `a ministry spokesman`).
    pub source: Option<Span>,
    /// The verb or phrase that attributes (`said`, `according to`, `firmly rejected by`).
    pub cue: Option<Span>,
    /// What was said or done; several spans when the cue interrupts it or a quote runs over paragraphs.
    pub content: Vec<Span>,
    /// The actor that the source resolves to; for a spokesperson the organisation spoken for.
    pub actor: Option<String>,
    /// The spokesperson, when there is one.
    pub via: Option<String>,
}

impl Statement {
    /// The shortest span that holds source, cue and content.
    pub fn extent(&self) -> Option<Span> {
        self.content.iter().copied().chain(self.source).chain(self.cue).reduce(Span::cover)
    }
}

/// An actor the caller already knows (from the codebook), linked across articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownActor {
    /// Canonical name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Option<ActorKind>,
    /// Organisations or countries it belongs to, by canonical name.
    #[serde(default)]
    pub member_of: Vec<String>,
}

/// Everything found in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// Actors in order of first mention.
    pub actors: Vec<Actor>,
    /// Statements in order of appearance.
    pub statements: Vec<Statement>,
}
