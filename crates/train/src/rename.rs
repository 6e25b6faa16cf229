//! Other names for the same actor, so that the network learns to read the sentence and not the name.

use crate::example::Example;
use crate::random::Random;
use standpoint_article::Span;
use std::collections::BTreeMap;

/// Words of a name that say what somebody is, not who: they stay.
const ROLES: &[&str] = &[
    "Administration",
    "Agency",
    "Air",
    "Ambassador",
    "Army",
    "Assembly",
    "Association",
    "Bank",
    "Bishop",
    "Cabinet",
    "Central",
    "Chairman",
    "Chancellor",
    "Chief",
    "Coalition",
    "College",
    "Commission",
    "Committee",
    "Company",
    "Conference",
    "Congress",
    "Council",
    "Court",
    "Defense",
    "Department",
    "Deputy",
    "Director",
    "Doctor",
    "Federal",
    "Federation",
    "First",
    "Force",
    "Foreign",
    "Former",
    "Foundation",
    "Front",
    "General",
    "Government",
    "Governor",
    "Group",
    "Health",
    "High",
    "House",
    "Human",
    "Institute",
    "Interior",
    "International",
    "Judge",
    "Justice",
    "King",
    "Lady",
    "Leader",
    "League",
    "Lord",
    "Major",
    "Mayor",
    "Minister",
    "Ministry",
    "Movement",
    "Mr",
    "Mrs",
    "National",
    "Office",
    "Opposition",
    "Organization",
    "Parliament",
    "Party",
    "People",
    "Police",
    "Pope",
    "President",
    "Press",
    "Prime",
    "Prince",
    "Princess",
    "Prof",
    "Professor",
    "Queen",
    "Republic",
    "Rev",
    "Rights",
    "Secretary",
    "Security",
    "Sen",
    "Senate",
    "Senator",
    "Service",
    "Sheikh",
    "Sir",
    "Society",
    "Speaker",
    "State",
    "States",
    "Supreme",
    "The",
    "Trade",
    "Treasury",
    "Tribunal",
    "Union",
    "United",
    "University",
    "Vice",
    "White",
    "Women",
    "World",
];

const STARTS: [&str; 16] = [
    "Al", "Bel", "Cor", "Dan", "Er", "Fen", "Gar", "Hol", "Jor", "Kel", "Lan", "Mar", "Nor", "Ros", "Tal",
    "Ves",
];
const MIDDLES: [&str; 6] = ["", "", "a", "e", "i", "o"];
const ENDS: [&str; 16] = [
    "ba", "berg", "din", "do", "far", "gan", "kin", "lin", "low", "man", "mov", "nak", "rez", "son", "ton",
    "vic",
];

/// Gives the actor of `example`, who is also called `aliases`, an invented name wherever the example has the old one.
/// Does nothing when the name is only a role ("some officials", "the Prime Minister").
pub(crate) fn rename(example: &mut Example, aliases: &[String], random: &mut Random) {
    let mut new_names: BTreeMap<String, String> = BTreeMap::new();
    for name in std::iter::once(&example.actor).chain(aliases) {
        for (_, word) in words(name) {
            if is_name(word) && !new_names.contains_key(word) {
                let invented = loop {
                    let candidate = invent(word, random);
                    if new_names.values().all(|taken| *taken != candidate) {
                        break candidate;
                    }
                };
                new_names.insert(word.to_owned(), invented);
            }
        }
    }
    for field in [&mut example.actor, &mut example.issue, &mut example.before, &mut example.after] {
        *field = replace(field, &new_names).0;
    }
    let (text, edits) = replace(&example.text, &new_names);
    example.text = text;
    example.mention = example.mention.map(|span| follow(span, &edits));
    if let Some(condition) = &mut example.condition {
        condition.span = condition.span.map(|span| follow(span, &edits));
    }
}

/// The words of `text`, each with the byte it starts at.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts_at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (starts_at(word), word))
}

/// True for a word that names somebody: a capital first, not a role, no mere initial.
pub(crate) fn is_name(word: &str) -> bool {
    let letters = word.chars().count();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital && (letters > 2 || (letters == 2 && is_acronym(word))) && !ROLES.contains(&word)
}

fn is_acronym(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

fn invent(word: &str, random: &mut Random) -> String {
    let mut syllable = |from: &[&'static str]| random.pick(from).copied().unwrap_or_default();
    let name = [syllable(&STARTS), syllable(&MIDDLES), syllable(&ENDS)].concat();
    if is_acronym(word) { name.to_uppercase().chars().take(word.chars().count()).collect() } else { name }
}

/// One replaced word: the old bytes, and the bytes that stand there now.
struct Edit {
    old: Span,
    new: Span,
}

fn replace(text: &str, new_names: &BTreeMap<String, String>) -> (String, Vec<Edit>) {
    let (mut out, mut edits, mut copied) = (String::with_capacity(text.len()), Vec::new(), 0);
    for (start, word) in words(text) {
        if let Some(name) = new_names.get(word) {
            out.push_str(&text[copied..start]);
            copied = start + word.len();
            edits.push(Edit {
                old: Span::new(start, copied),
                new: Span::new(out.len(), out.len() + name.len()),
            });
            out.push_str(name);
        }
    }
    out.push_str(&text[copied..]);
    (out, edits)
}

/// Where `span` lies after the edits; an end inside a replaced word goes to that word's end.
fn follow(span: Span, edits: &[Edit]) -> Span {
    let at = |offset: usize, is_start: bool| match edits.iter().rev().find(|edit| edit.old.start() < offset) {
        None => offset,
        Some(edit) if offset >= edit.old.end() => offset - edit.old.end() + edit.new.end(),
        Some(edit) if is_start => edit.new.start(),
        Some(edit) => edit.new.end(),
    };
    Span::new(at(span.start(), true), at(span.end(), false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::Condition;
    use standpoint_stance::{ConditionType, Lean, Stance};

    fn troops() -> Example {
        let text = "President Anna Ilves said Ilves's party would join if Orava left. Anna smiled.";
        let find = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len()));
        Example {
            actor: "Anna Ilves".into(),
            issue: "Joining the Ilves plan".into(),
            before: "Anna spoke.".into(),
            text: text.into(),
            after: String::new(),
            mention: find("President Anna Ilves"),
            stance: Stance::ConditionalCooperation,
            condition: Some(Condition {
                span: find("if Orava left"),
                kind: ConditionType::Precondition,
                lean: Lean::YesIf,
            }),
        }
    }

    #[test]
    fn the_new_name_stands_everywhere_and_spans_follow() {
        for seed in 0..50 {
            let mut example = troops();
            rename(&mut example, &["President Ilves".into()], &mut Random::new(seed, "test"));
            let (given, family) = example.actor.split_once(' ').unwrap();
            assert_ne!(given, family);
            let expected = format!(
                "President {given} {family} said {family}'s party would join if Orava left. {given} smiled."
            );
            assert_eq!(example.text, expected);
            assert_eq!(example.before, format!("{given} spoke."));
            assert_eq!(example.issue, format!("Joining the {family} plan"));
            let slice = |span: Option<Span>| span.and_then(|span| span.get(&example.text));
            assert_eq!(slice(example.mention), Some(format!("President {given} {family}").as_str()));
            assert_eq!(slice(example.condition.unwrap().span), Some("if Orava left"));
        }
    }

    #[test]
    fn roles_keep_their_words() {
        let mut example = Example { actor: "the Prime Minister".into(), ..troops() };
        let before = example.clone();
        rename(&mut example, &["some officials".into()], &mut Random::new(1, "test"));
        assert_eq!(example, before);
    }
}
