//! The issues a run asks about, and the actors it knows beforehand.

use crate::StanceError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use standpoint_statements::KnownActor;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::Spanned;

/// Something one can be for or against, worded as a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Short name; a slug of `name` when the file gives none.
    pub id: String,
    /// The proposal.
    pub name: String,
    /// More about it, read by the classifier.
    pub description: Option<String>,
    /// Words that widen what is looked at.
    pub keywords: Vec<String>,
}

impl Issue {
    /// An issue of nothing but its wording, as `--issue` gives it.
    pub fn new(name: &str) -> Self {
        Self { id: slug(name), name: name.trim().into(), description: None, keywords: Vec::new() }
    }

    /// What the classifier reads: the wording and, where there is one, the description.
    pub fn question(&self) -> String {
        match &self.description {
            Some(description) => format!("{}. {description}", self.name.trim_end_matches('.')),
            None => self.name.clone(),
        }
    }
}

/// Issues and known actors of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// Issues in file order.
    pub issues: Vec<Issue>,
    /// Known actors in file order.
    pub actors: Vec<KnownActor>,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    issue: Vec<Spanned<RawIssue>>,
    #[serde(default)]
    actor: Vec<Spanned<KnownActorRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIssue {
    id: Option<Spanned<String>>,
    name: Spanned<String>,
    description: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownActorRow {
    name: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    kind: Option<standpoint_statements::ActorKind>,
    #[serde(default)]
    member_of: Vec<String>,
}

impl Codebook {
    /// Parses the TOML of a codebook. `file` names it in messages, which begin with `file:line:column` and suggest the
    /// nearest known word for a mistyped one.
    pub fn parse(file: &str, text: &str) -> Result<Self, StanceError> {
        let wrong = |at: usize, message: String| {
            let (line, column) = line_column(text, at);
            StanceError::Codebook(format!("{file}:{line}:{column}: {message}"))
        };
        let raw: File =
            toml::from_str(text).map_err(|e| wrong(e.span().map_or(0, |s| s.start), suggest(e.message())))?;
        if raw.issue.is_empty() {
            let example = "[[issue]]\nname = \"Sending troops across the border\"";
            return Err(wrong(
                0,
                format!("no issue in the codebook\nhint: add at least one, for example\n{example}"),
            ));
        }
        let mut seen = BTreeMap::new();
        let mut issues = Vec::new();
        for issue in &raw.issue {
            let (at, row) = (issue.span().start, issue.get_ref());
            let name = row.name.get_ref().trim();
            if name.is_empty() {
                return Err(wrong(row.name.span().start, "an issue's name is empty".into()));
            }
            let (id, id_at) = match &row.id {
                Some(id) => (id.get_ref().trim().to_owned(), id.span().start),
                None => (slug(name), at),
            };
            if id.is_empty() {
                return Err(wrong(
                    id_at,
                    "an issue's id is empty\nhint: leave `id` out to get one made from the name".into(),
                ));
            }
            if let Some(first) = seen.insert(id.clone(), id_at) {
                let line = line_column(text, first).0;
                return Err(wrong(
                    id_at,
                    format!("the issue id `{id}` is taken by the issue in line {line}"),
                ));
            }
            let description =
                row.description.as_deref().map(str::trim).filter(|d| !d.is_empty()).map(str::to_owned);
            issues.push(Issue { id, name: name.into(), description, keywords: row.keywords.clone() });
        }
        let mut actors = Vec::new();
        for row in &raw.actor {
            let row = row.get_ref();
            if row.name.get_ref().trim().is_empty() {
                return Err(wrong(row.name.span().start, "an actor's name is empty".into()));
            }
            actors.push(KnownActor {
                name: row.name.get_ref().trim().into(),
                aliases: row.aliases.clone(),
                kind: row.kind,
                member_of: row.member_of.clone(),
            });
        }
        Ok(Self { issues, actors, sha256: hex(&Sha256::digest(text.as_bytes())) })
    }

    /// A codebook of issues given as plain wording, without known actors.
    pub fn from_issues<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut issues: Vec<Issue> = Vec::new();
        for name in names {
            let mut issue = Issue::new(name);
            let twins = issues.iter().filter(|i| i.name == issue.name || i.id.starts_with(&issue.id)).count();
            if twins > 0 {
                let _ = write!(issue.id, "-{}", twins + 1);
            }
            issues.push(issue);
        }
        let words: Vec<&str> = issues.iter().map(|i| i.name.as_str()).collect();
        let sha256 = hex(&Sha256::digest(words.join("\n").as_bytes()));
        Self { issues, actors: Vec::new(), sha256 }
    }

    /// The issue of that id.
    pub fn issue(&self, id: &str) -> Option<&Issue> {
        self.issues.iter().find(|i| i.id == id)
    }
}

/// Lower-case words joined by hyphens, at most eight of them.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.take(8).map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// Line and column of a byte, both counted from 1; columns in characters.
fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// Adds the nearest known word to a message of the form "unknown field `x`, expected one of `a`, `b`", and says what a list
/// is where a word stands alone.
fn suggest(message: &str) -> String {
    let found = message.strip_prefix("invalid type: ").and_then(|m| m.strip_suffix(", expected a sequence"));
    if let Some(found) = found {
        let word = found.strip_prefix("string ").unwrap_or("\"toll\"");
        return format!(
            "found {found}, expected a list\nhint: write it in brackets: [{word}], several as [{word}, \"..\"]"
        );
    }
    let mut words = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown").then(|| words.next()).flatten();
    let nearest = unknown.and_then(|unknown| {
        words.map(|w| (strsim::damerau_levenshtein(unknown, w), w)).filter(|(d, _)| *d <= 3).min()
    });
    match nearest {
        Some((_, word)) => format!("{message}\nhint: did you mean `{word}`?"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_placed_and_a_word_suggested() {
        let text = "[[issue]]\nname = \"A toll on the bridge\"\n\n[[issue]]\nnaem = \"x\"\n";
        let error = Codebook::parse("issues.toml", text).expect_err("a typo").to_string();
        assert!(error.starts_with("issues.toml:5:1: unknown field `naem`"), "{error}");
        assert!(error.ends_with("hint: did you mean `name`?"), "{error}");
    }

    #[test]
    fn a_wrong_kind_is_placed_and_a_word_suggested() {
        let text = "[[issue]]\nname = \"A\"\n[[actor]]\nname = \"B\"\nkind = \"organisation\"\n";
        let error = Codebook::parse("c.toml", text).expect_err("a typo").to_string();
        assert!(error.starts_with("c.toml:5:8: unknown variant"), "{error}");
        assert!(error.ends_with("hint: did you mean `organization`?"), "{error}");
    }

    #[test]
    fn a_word_where_a_list_belongs_is_shown_as_one() {
        let text = "[[issue]]\nname = \"A\"\nkeywords = \"toll\"\n";
        let error = Codebook::parse("c.toml", text).expect_err("no list").to_string();
        let (said, hint) = error.split_once('\n').expect("a hint");
        assert_eq!(said, "c.toml:3:12: found string \"toll\", expected a list");
        assert_eq!(hint, "hint: write it in brackets: [\"toll\"], several as [\"toll\", \"..\"]");
    }

    #[test]
    fn twice_the_same_id_names_both_lines() {
        let text = "[[issue]]\nname = \"A toll\"\n[[issue]]\nid = \"a-toll\"\nname = \"Another\"\n";
        let error = Codebook::parse("c.toml", text).expect_err("a clash").to_string();
        assert_eq!(error, "c.toml:4:6: the issue id `a-toll` is taken by the issue in line 1");
    }

    #[test]
    fn an_empty_codebook_says_how_to_begin() {
        let error = Codebook::parse("c.toml", "").expect_err("nothing in it").to_string();
        assert!(error.contains("hint: add at least one"), "{error}");
    }

    #[test]
    fn ids_are_made_from_names() {
        let book =
            Codebook::parse("c.toml", "[[issue]]\nname = \"Sending US troops, now!\"\n").expect("valid");
        assert_eq!(book.issues[0].id, "sending-us-troops-now");
        assert_eq!(book.sha256.len(), 64);
    }
}
