//! Keywords and names of actors.

use super::{Finding, Kind, Level};
use crate::phrases::tokens;
use standpoint_stance::Codebook;
use standpoint_statements::word;
use std::collections::BTreeMap;

pub(super) fn keywords(book: &Codebook) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for issue in &book.issues {
        let mut own: Vec<String> = Vec::new();
        for keyword in &issue.keywords {
            let key = folded(keyword);
            let id = issue.id.as_str();
            if tokens(keyword).all(|t| t.word.function || t.word.modal || t.text.len() < 3) {
                found.push(Finding::new(
                    Level::Problem,
                    Kind::Keyword,
                    &[id],
                    format!(
                        "the keyword `{keyword}` of `{id}` tells nothing: it lets through whatever holds it"
                    ),
                    "a keyword is a word or phrase that statements on this issue have and others have not",
                ));
            }
            if own.contains(&key) {
                found.push(Finding::new(
                    Level::Advice,
                    Kind::Keyword,
                    &[id],
                    format!("the keyword `{keyword}` stands twice in `{id}`"),
                    "delete one",
                ));
            } else {
                own.push(key);
            }
        }
        for key in own {
            owners.entry(key).or_default().push(&issue.id);
        }
    }
    for (keyword, owners) in owners.into_iter().filter(|(_, owners)| owners.len() > 1) {
        found.push(Finding::new(
            Level::Advice,
            Kind::SharedKeyword,
            &owners,
            format!("the keyword `{keyword}` stands in {}", listed(&owners)),
            "keep it where it belongs: a shared keyword sends the same statements to all of them",
        ));
    }
    found
}

/// Aliases that two actors share, and such as could be anybody's.
pub(super) fn actors(book: &Codebook) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for actor in &book.actors {
        let mut own: Vec<String> = Vec::new();
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            let words: Vec<&str> = name.split_whitespace().collect();
            let vague = |w: &&str| {
                let w = word(w);
                w.function || w.people || w.pronoun || w.time_or_number
            };
            if !name.trim().is_empty() && words.len() < 3 && words.iter().all(vague) {
                found.push(Finding::new(
                    Level::Advice,
                    Kind::VagueAlias,
                    &[&actor.name],
                    format!("`{name}` may stand for others than {}", actor.name),
                    "keep an alias only where every article of the corpus means this actor by it",
                ));
            }
            let key = folded(name);
            if !own.contains(&key) {
                own.push(key);
            }
        }
        for key in own {
            owners.entry(key).or_default().push(&actor.name);
        }
    }
    for (name, owners) in owners.into_iter().filter(|(_, owners)| owners.len() > 1) {
        found.push(Finding::new(
            Level::Problem,
            Kind::SharedAlias,
            &owners,
            format!("`{name}` names {}", listed(&owners)),
            "give it to one of them",
        ));
    }
    found
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// "`a`, `b` and `c`".
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
