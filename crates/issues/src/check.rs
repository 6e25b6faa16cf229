//! What is wrong with a codebook.

mod balance;
mod keywords;
mod overlap;

use crate::draft::Embed;
use crate::wording::{Flaw, flaws};
use serde::Serialize;
use standpoint_stance::{Codebook, StanceError};

pub use balance::check_usage;
pub use overlap::OVERLAP;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Numbers made with this codebook will mislead.
    Problem,
    /// Worth a look.
    Advice,
}

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Two issues ask nearly the same.
    Overlap,
    /// The same statements are about two issues.
    SharedStatements,
    /// A keyword stands in two issues.
    SharedKeyword,
    /// A name holds nothing that could be done or left undone.
    Topic,
    /// A name asks a question.
    Question,
    /// A name turns yes and no around.
    Negated,
    /// A name holds two proposals.
    Double,
    /// A name speaks of a position.
    Position,
    /// A name or description is longer than what the classifier reads.
    Long,
    /// A keyword lets everything through, or nothing.
    Keyword,
    /// Two actors share a name.
    SharedAlias,
    /// A name that could be anybody's.
    VagueAlias,
    /// Nobody speaks about the issue.
    Silent,
    /// Everybody is of one mind.
    OneSided,
    /// One issue takes in far more than the others.
    Unbalanced,
}

impl Kind {
    /// The word as records write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Overlap => "overlap",
            Kind::SharedStatements => "shared_statements",
            Kind::SharedKeyword => "shared_keyword",
            Kind::Topic => "topic",
            Kind::Question => "question",
            Kind::Negated => "negated",
            Kind::Double => "double",
            Kind::Position => "position",
            Kind::Long => "long",
            Kind::Keyword => "keyword",
            Kind::SharedAlias => "shared_alias",
            Kind::VagueAlias => "vague_alias",
            Kind::Silent => "silent",
            Kind::OneSided => "one_sided",
            Kind::Unbalanced => "unbalanced",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How bad.
    pub level: Level,
    /// What kind.
    pub kind: Kind,
    /// Ids of the issues, or names of the actors, that it is about.
    pub about: Vec<String>,
    /// What was seen, in words.
    pub message: String,
    /// What mends it.
    pub hint: String,
}

impl Finding {
    fn new(level: Level, kind: Kind, about: &[&str], message: String, hint: impl Into<String>) -> Self {
        Self {
            level,
            kind,
            about: about.iter().map(|a| (*a).to_owned()).collect(),
            message,
            hint: hint.into(),
        }
    }
}

/// Longest question the classifier reads in full beside a statement, in words; a cautious bound.
const LONGEST: usize = 40;

/// All that can be seen without articles: [`check_words`], and issues near in meaning. Problems first, then in the order of
/// the codebook.
pub fn check(book: &Codebook, embed: &Embed<'_>) -> Result<Vec<Finding>, StanceError> {
    let mut found = overlap::overlaps(book, embed)?;
    found.extend(check_words(book));
    found.sort_by_key(|f| f.level);
    Ok(found)
}

/// What can be seen from the wording alone, without a model. Problems first, then in the order of the codebook.
pub fn check_words(book: &Codebook) -> Vec<Finding> {
    let mut found = Vec::new();
    for issue in &book.issues {
        let name = &issue.name;
        found.extend(flaws(name).into_iter().map(|flaw| wording(flaw, &issue.id, name)));
        let words = issue.question().split_whitespace().count();
        if words > LONGEST {
            found.push(Finding::new(
                Level::Advice,
                Kind::Long,
                &[&issue.id],
                format!(
                    "name and description of `{}` have {words} words; the classifier reads some {LONGEST}",
                    issue.id
                ),
                "keep what tells this issue from others",
            ));
        }
    }
    found.extend(keywords::keywords(book));
    found.extend(keywords::actors(book));
    found.sort_by_key(|f| f.level);
    found
}

fn wording(flaw: Flaw, id: &str, name: &str) -> Finding {
    let (level, kind, what, hint) = match flaw {
        Flaw::Topic => (
            Level::Problem,
            Kind::Topic,
            "is a topic: nobody can be for or against it",
            "word it as a proposal, such as \"Raising ...\" or \"A ban on ...\"",
        ),
        Flaw::Question => (
            Level::Problem,
            Kind::Question,
            "is a question",
            "drop the question: \"Should the toll be raised?\" becomes \"Raising the toll\"",
        ),
        Flaw::Negated => (
            Level::Problem,
            Kind::Negated,
            "turns yes and no around: who supports it is against something",
            "name the thing itself: \"Opposing the toll\" becomes \"The toll\"",
        ),
        Flaw::Position => (
            Level::Problem,
            Kind::Position,
            "speaks of a position: the stance is what the program finds",
            "name the proposal alone",
        ),
        Flaw::Double => (
            Level::Advice,
            Kind::Double,
            "holds two proposals, and an actor may want one without the other",
            "make two issues of it",
        ),
    };
    Finding::new(level, kind, &[id], format!("`{name}` {what}"), hint)
}
