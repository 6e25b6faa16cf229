//! Which noun phrases can hold a position.

use std::ops::Range;

use crate::chunks::{Kind, Unit};
use crate::lexicon::Classes;
use crate::tagger::Tag;

/// Whether a noun phrase can be the source of words: anything but the empty pronouns.
pub(crate) fn can_speak(unit: &Unit, chunks: &Range<usize>) -> bool {
    !is_nobody(unit, chunks.start) && !is_object_of_talk(unit, chunks.start) && can_open(unit, chunks)
}

fn can_open(unit: &Unit, chunks: &Range<usize>) -> bool {
    !unit.starts_with(chunks.start, &["there", "what", "this", "that", "these", "whatever", "which"])
        || unit.chunks[chunks.start].tokens.len() > 1
}

/// "no club", "nobody", "any bank": whoever is spoken of in general holds nothing.
fn is_nobody(unit: &Unit, chunk: usize) -> bool {
    unit.starts_with(chunk, &["no", "nobody", "none", "any", "anybody", "anyone", "no-one"])
}

/// "the lake road", "eleven kilometres": things that the lists know as such, and what is measured, say nothing.
fn is_object_of_talk(unit: &Unit, chunk: usize) -> bool {
    let Some(head) = unit.head(chunk).filter(|h| unit.tags[*h] == Tag::Noun) else { return false };
    let token = &unit.tokens[head];
    let people = Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE).or(Classes::SPOKES).or(Classes::DEMONYM);
    let thing = token.is(Classes::PLAIN_NOUN.or(Classes::TIME)) && !DOCUMENTS.contains(&unit.word(head));
    let measured = unit.chunks[chunk].tokens.clone().any(|t| t < head && unit.tags[t] == Tag::Number);
    !token.is(people) && !people_by_ending(unit.word(head)) && (thing || measured) && !has_name(unit, chunk)
}

/// "Fatah's younger generation", "the Zelaya camp": whoever is called by a name may speak, whatever the noun is.
pub(crate) fn has_name(unit: &Unit, chunk: usize) -> bool {
    let named = |t: usize| unit.tags[t] == Tag::Name && !unit.tokens[t].is(Classes::TIME);
    unit.chunks.get(chunk).is_some_and(|c| c.tokens.clone().any(named))
}

/// What counts the people behind its "of": "tens of thousands of marchers".
pub(crate) const MULTITUDES: &[&str] = &[
    "tens",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "majority",
    "handful",
    "pair",
    "couple",
    "number",
    "half",
    "third",
    "quarter",
    "thirds",
    "quarters",
];

/// Whether a noun phrase names people or a body that can hold a position.
pub(crate) fn is_actor(unit: &Unit, chunks: &Range<usize>) -> bool {
    let mut nouns = chunks.clone().filter(|c| unit.kind(*c) == Kind::Noun);
    let Some(first) = nouns.next() else { return false };
    // "The third, Anna Berg,": the name in apposition is the holder.
    let renamed = chunks.contains(&(first + 2))
        && unit.kind(first + 1) == Kind::Comma
        && unit.kind(first + 2) == Kind::Noun
        && unit
            .head(first + 2)
            .is_some_and(|h| unit.tags[h] == Tag::Name && !unit.tokens[h].is(Classes::TIME));
    is_actor_noun(unit, first) || renamed || counts_actors(unit, chunks, first)
}

/// "a number of ministers", "half of the voters", "some 26 of the members": those counted are the holder.
fn counts_actors(unit: &Unit, chunks: &Range<usize>, first: usize) -> bool {
    let counts = unit.head(first).is_some_and(|h| {
        MULTITUDES.contains(&unit.word(h)) || unit.tags[h] == Tag::Number && !is_nobody(unit, first)
    });
    counts
        && unit.starts_with(first + 1, &["of"])
        && chunks.contains(&(first + 2))
        && unit.kind(first + 2) == Kind::Noun
        && is_actor_noun(unit, first + 2)
}

fn is_actor_noun(unit: &Unit, chunk: usize) -> bool {
    let nobody = is_nobody(unit, chunk) || is_anybody(unit, chunk) || is_abstract(unit, chunk);
    let Some(head) = unit.head(chunk).filter(|_| !nobody) else { return false };
    let token = &unit.tokens[head];
    match unit.tags[head] {
        Tag::Pronoun => can_open(unit, &(chunk..chunk + 1)),
        Tag::Object => true,
        Tag::Name => !token.is(Classes::TIME),
        // "two", "thousands", but no age and no sum
        Tag::Number => {
            unit.chunks[chunk].tokens.len() == 1 && unit.word(head).chars().all(char::is_alphabetic)
        }
        Tag::Noun => {
            // Half of a title ("foreign", "defence") and an adjective ("a democratic reform") name nobody alone.
            !matches!(
                unit.word(head),
                "democratic" | "former" | "foreign" | "defense" | "defence" | "finance" | "interior"
            ) && token.is(Classes::HUMAN
                .or(Classes::BODY)
                .or(Classes::TITLE)
                .or(Classes::SPOKES)
                .or(Classes::COUNTRY)
                .or(Classes::DEMONYM))
                || people_by_ending(unit.word(head))
                || unit.word(head) == "powers" && has_name(unit, chunk)
                || authored(unit, chunk, head)
        }
        _ => false,
    }
}

/// "those who", "many believe", "somebody": nobody in particular holds no position, though he may be quoted; "God" holds none that a
/// newspaper could show. "Many in Congress" and "one of the ministers" are somebody.
fn is_anybody(unit: &Unit, chunk: usize) -> bool {
    const ANYBODY: [&str; 15] = [
        "those",
        "all",
        "many",
        "most",
        "some",
        "several",
        "few",
        "others",
        "one",
        "each",
        "somebody",
        "someone",
        "everybody",
        "everyone",
        "god",
    ];
    let goes_on = matches!(unit.kind(chunk + 1), Kind::Preposition | Kind::Comma);
    unit.chunks[chunk].tokens.len() == 1 && !goes_on && unit.starts_with(chunk, &ANYBODY)
}

/// "in exchange", "under construction": a noun for a body that stands all alone means something else.
fn is_abstract(unit: &Unit, chunk: usize) -> bool {
    let tokens = unit.chunks[chunk].tokens.clone();
    tokens.len() == 1
        && matches!(
            unit.word(tokens.start),
            "exchange"
                | "movement"
                | "section"
                | "defense"
                | "defence"
                | "service"
                | "office"
                | "house"
                | "force"
                | "campaign"
                | "press"
                | "state"
        )
}

/// What bodies and people write, show or decide: words that it holds are its author's.
pub(crate) const DOCUMENTS: &[&str] = &[
    "statement",
    "announcement",
    "letter",
    "petition",
    "report",
    "declaration",
    "communique",
    "communiqué",
    "memo",
    "manifesto",
    "charter",
    "message",
    "editorial",
    "website",
    "filing",
    "lawsuit",
    "ruling",
    "resolution",
    "proposal",
    "draft",
    "email",
    "tweet",
    "post",
];

/// What speaks or decides for those who own it, and for nobody where no owner is named.
pub(crate) const OWNED: &[&str] = &[
    "paper",
    "note",
    "circular",
    "motion",
    "counter-motion",
    "bill",
    "memorandum",
    "brief",
    "pamphlet",
    "application",
    "conference",
    "convention",
];

/// "Ms Obi's petition", "a Defense Ministry statement": a document that names its author; "the union's annual conference".
fn authored(unit: &Unit, chunk: usize, head: usize) -> bool {
    let word = unit.word(head);
    (DOCUMENTS.contains(&word) || OWNED.contains(&word) && clitic_before(unit, chunk, head))
        && (unit.chunks[chunk].tokens.start..head)
            .any(|t| matches!(unit.tags[t], Tag::Name | Tag::Clitic) && !unit.tokens[t].is(Classes::TIME))
}

fn clitic_before(unit: &Unit, chunk: usize, head: usize) -> bool {
    (unit.chunks[chunk].tokens.start..head).any(|t| unit.tags[t] == Tag::Clitic)
}

/// Plural nouns for people that no list has: bakers, cyclists, librarians.
pub(crate) fn people_by_ending(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ers", "ors", "ists", "ians", "men", "women", "eers", "crats", "ees"];
    const THINGS: &[&str] = &[
        "numbers",
        "papers",
        "orders",
        "borders",
        "waters",
        "powers",
        "matters",
        "letters",
        "answers",
        "doors",
        "floors",
        "errors",
        "weapons",
        "computers",
        "helicopters",
        "fighters-jets",
        "rivers",
        "winters",
        "summers",
        "disasters",
        "quarters",
        "sectors",
        "factors",
        "covers",
        "chapters",
        "centers",
        "barriers",
        "trees",
        "fees",
        "committees",
        "degrees",
        "carriers",
        "others",
        "motors",
        "tractors",
        "reactors",
        "dollars",
        "figures",
        "trailers",
        "offers",
    ];
    word.len() > 5 && ENDINGS.iter().any(|end| word.ends_with(end)) && !THINGS.contains(&word)
}
