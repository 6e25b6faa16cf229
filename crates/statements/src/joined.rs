//! Names of offices and bodies that an "and" or a "to" stands in: "Food and Agricultural Organization", "Fuel and Energy
//! Minister", "Committee to Protect Journalists".

use crate::lexicon::Classes;
use crate::names::{entry, is_field};
use crate::tagger::Tag;
use crate::tokens::{Sort, Token};

/// What the last word of such a name is.
const HEADS: &[&str] = &[
    "Ministry",
    "Minister",
    "Secretary",
    "Department",
    "Committee",
    "Commission",
    "Commissioner",
    "Organization",
    "Organisation",
    "Authority",
    "Agency",
    "Board",
    "Council",
    "Administration",
    "Association",
    "Institute",
    "Bureau",
    "Centre",
    "Center",
    "Court",
    "Federation",
    "Guild",
    "Fund",
    "Union",
    "Trust",
    "Society",
    "League",
    "Alliance",
    "Foundation",
];

/// Heads of which both halves have to be fields: "Labour and Green Party councillors" are of two.
const FIELDED: &[&str] = &["Movement", "Party", "Front"];

/// Makes one name of the two halves and the "and" between them, and of a body with what it was founded to do.
pub(crate) fn mark(text: &str, tokens: &[Token], tags: &mut [Tag]) {
    founded_to(text, tokens, tags);
    without_borders(text, tokens, tags);
    let word = |t: usize| &text[tokens[t].span.range()];
    for and in 1..tokens.len().saturating_sub(2) {
        if tags[and] != Tag::Coordinator || word(and) != "and" {
            continue;
        }
        let named = |t: &usize| tags[*t] == Tag::Name;
        let (left, right) = (
            (0..and).rev().take_while(named).count().min(and),
            (and + 1..tokens.len()).take_while(named).count(),
        );
        // "Agricultural | Organization": the second half has a field too.
        let headed = (and + 2..and + 1 + right).any(|t| HEADS.contains(&word(t)));
        let field = |t: usize| {
            let lower = word(t).to_lowercase();
            let classes = entry(&lower).classes;
            is_field(&lower)
                || classes.any(Classes::PLAIN_NOUN)
                    && !classes.any(Classes::TITLE.or(Classes::COUNTRY).or(Classes::DEMONYM))
                    && !HEADS.contains(&word(t))
        };
        let fielded = (and + 2..and + 1 + right).any(|t| FIELDED.contains(&word(t)))
            && is_field(word(and + 1))
            && (and - left..and).all(|t| is_field(word(t)));
        if fielded {
            tags[and] = Tag::Name;
        }
        if headed
            && (1..=3).contains(&left)
            && (and - left..and).all(field)
            && field_or_adjective(word(and + 1))
        {
            tags[and] = Tag::Name;
        }
        // "the Bill | and | Melinda Gates Foundation"
        let given = |t: usize| entry(word(t)).classes.any(Classes::MALE_NAME.or(Classes::FEMALE_NAME));
        let founded = right > 2 && ENDOWED.contains(&word(and + right));
        if founded && left == 1 && given(and - 1) && given(and + 1) {
            tags[and] = Tag::Name;
        }
    }
}

/// What people found under their own names.
const ENDOWED: &[&str] =
    &["Foundation", "Fund", "Trust", "Institute", "Center", "Centre", "Library", "Museum"];

/// "Committee | to | Protect Journalists"
fn founded_to(text: &str, tokens: &[Token], tags: &mut [Tag]) {
    let word = |t: usize| &text[tokens[t].span.range()];
    for to in 1..tokens.len().saturating_sub(2) {
        let body = tags[to - 1] == Tag::Name && FOUNDED.contains(&word(to - 1));
        if body && word(to) == "to" && tokens[to + 1].capital && tokens[to + 2].capital {
            let end = (to + 1..tokens.len()).find(|t| !tokens[*t].capital || tokens[*t].sort != Sort::Word);
            tags[to..end.unwrap_or(tokens.len())].fill(Tag::Name);
        }
    }
}

/// "Reporters | without | Borders"
fn without_borders(text: &str, tokens: &[Token], tags: &mut [Tag]) {
    let word = |t: usize| &text[tokens[t].span.range()];
    for at in 1..tokens.len().saturating_sub(1) {
        if word(at) == "without" && tokens[at - 1].capital && matches!(word(at + 1), "Borders" | "Frontiers")
        {
            tags[at - 1..at + 2].fill(Tag::Name);
        }
    }
}

/// What is founded to do something.
const FOUNDED: &[&str] = &["Committee", "Campaign", "Coalition", "Movement", "Alliance", "Network", "Fund"];

/// "Agricultural", "Energy": no given name and no country.
fn field_or_adjective(word: &str) -> bool {
    let other = Classes::MALE_NAME
        .or(Classes::FEMALE_NAME)
        .or(Classes::COUNTRY)
        .or(Classes::CAPITAL)
        .or(Classes::DEMONYM)
        .or(Classes::TITLE);
    is_field(word) || !entry(word).classes.any(other)
}
