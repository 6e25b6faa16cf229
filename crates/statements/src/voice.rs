//! Whose words an officer's words are: the body's or the country's, through the person, or the person's own.

use standpoint_article::{Span, Text};

use crate::actors::Actors;
use crate::drafts::{Draft, Manner};
use crate::model::ActorKind;
use crate::quotes::Quote;

/// Source span, actor and spokesperson of one statement, the last two as numbers of entities.
pub(crate) type Speaker = (Option<Span>, Option<usize>, Option<usize>);

/// Who speaks for a body by profession: what such a person says without "I" is the body's.
const AGENTS: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "counsel",
    "lawyer",
    "attorney",
    "barrister",
    "solicitor",
    "delegate",
    "negotiator",
    "director",
    "manager",
    "steward",
    "organiser",
    "organizer",
    "convenor",
    "convener",
    "coordinator",
    "commander",
];

/// Whose words about a country are a view of their own as often as the country's.
const HEADS_OF_STATE: &[&str] = &[
    "president",
    "premier",
    "prime",
    "chancellor",
    "king",
    "queen",
    "emir",
    "pope",
    "leader",
    "ruler",
    "general",
    "commander",
];

/// Who stays a person of weight without a name: "the leader of the movement".
const HEADS: &[&str] = &[
    "leader",
    "head",
    "chief",
    "president",
    "chairman",
    "chairwoman",
    "founder",
    "mayor",
    "minister",
    "boss",
];

/// "We will not sign", said by the chair of a union, and "the union would not sign", said by its lawyer: the union's words,
/// through the person. `subject` is whom the words are about, where they are a clause.
pub(crate) fn speak_for_body(
    text: &Text,
    quotes: &[Quote],
    actors: &Actors,
    draft: &Draft,
    subject: Option<usize>,
    speaker: &mut Speaker,
) {
    let (_, Some(person), None) = *speaker else { return };
    let entity = &actors.entities[person];
    if !matches!(entity.kind, Some(ActorKind::Person) | None) || subject == Some(person) {
        return;
    }
    let has = |list: &[&str]| entity.roles.iter().any(|r| list.contains(&r.as_str()));
    let body = entity.belongs.body.filter(|b| actors.entities[*b].kind != Some(ActorKind::Person));
    let home = entity.belongs.country.filter(|_| body.is_none() && !has(HEADS_OF_STATE));
    let about_home = subject.filter(|s| home.is_some_and(|home| actors.is_home(*s, home)));
    let told = about_home.or(subject.filter(|s| Some(*s) == body));
    let voice = match first_person(text, quotes, draft) {
        _ if told.is_some() => told,
        Some(Number::Plural) => body,
        Some(Number::Singular) => None,
        // "its secretary wrote": who stays without a name is only a voice.
        None => body.filter(|_| {
            matches!(draft.manner, Manner::Speech | Manner::Transcript)
                && (has(AGENTS) || !entity.named && !has(HEADS))
        }),
    };
    if let Some(voice) = voice {
        speaker.1 = Some(voice);
        speaker.2 = Some(person);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Singular,
    Plural,
}

/// Whether the quoted words speak more of "I" or of "we"; of as much of both, what comes first counts.
fn first_person(text: &Text, quotes: &[Quote], draft: &Draft) -> Option<Number> {
    let quoted = |span: &&Span| {
        draft.manner == Manner::Transcript
            || quotes
                .get(quotes.partition_point(|q| q.span.end() <= span.start()))
                .is_some_and(|q| q.span.overlaps(**span))
    };
    let mut first = None;
    let mut balance = 0_i32;
    for span in draft.content.iter().filter(quoted) {
        let mut words = text.slice(*span).split(|c: char| !c.is_alphabetic()).peekable();
        while let Some(word) = words.next() {
            let number = match word.to_lowercase().as_str() {
                "we" | "us" | "our" | "ours" => Number::Plural,
                // "my members", "my client": those that the speaker speaks for.
                "my" if words.peek().is_some_and(|w| REPRESENTED.contains(w)) => Number::Plural,
                "i" | "me" | "my" | "mine" | "myself" => Number::Singular,
                _ => continue,
            };
            first.get_or_insert(number);
            balance += if number == Number::Plural { 1 } else { -1 };
        }
    }
    match balance {
        0 => first,
        1.. => Some(Number::Plural),
        _ => Some(Number::Singular),
    }
}

/// Whom a speaker calls his or her own and speaks for.
const REPRESENTED: &[&str] = &[
    "members",
    "client",
    "clients",
    "union",
    "party",
    "company",
    "country",
    "government",
    "organisation",
    "organization",
    "association",
    "board",
];
