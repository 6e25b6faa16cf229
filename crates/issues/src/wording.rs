//! Phrases of a text that can stand as a proposal, and wordings that cannot.

use crate::phrases::{Token, tokens};
use standpoint_statements::gerund;

/// Longest proposal, in words.
const LONGEST: usize = 12;
/// What follows these is a reason, a time, a condition or another thought, and no part of the proposal.
const BORDERS: [&str; 30] = [
    "because", "if", "unless", "until", "till", "after", "before", "when", "while", "which", "who", "whose",
    "where", "provided", "so", "but", "although", "though", "since", "whether", "as", "than", "saying",
    "rather", "instead", "once", "despite", "without", "however", "amid",
];

/// What a content is to the cue before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    /// A verb in its dictionary form: (agreed to) "ban small vans".
    Verb,
    /// A noun phrase: (rejected) "the toll".
    Noun,
    /// Anything that can be said.
    Words,
}

/// The proposals that stand in the content of a statement, as far as words show them:
///
/// - what follows *to*, *should*, *must*, *will*, *would* and the like: "to send troops" gives "Sending troops";
/// - a content that begins with an *-ing* form;
/// - a verb or a noun phrase that is the object of its cue: what somebody "agreed to", "rejected" or "called for".
///
/// Phrases that point elsewhere (*it*, *this plan*, *their*) are left out, and what follows a border (*because*, *until*, a
/// comma) is cut off.
pub(crate) fn proposals(text: &str, object: Object) -> Vec<String> {
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let marker = token.word.modal || token.key() == "to";
        if !marker {
            continue;
        }
        let adverbs = tokens[i + 1..].iter().take_while(|t| t.word.function && !t.word.pronoun).count();
        let verb = i + 1 + adverbs;
        let Some(base) = tokens.get(verb).filter(|t| t.word.base_verb && !t.word.function) else { continue };
        if let (Some(ing), Some(rest)) = (gerund(base.text), phrase(text, &tokens[verb + 1..])) {
            found.push(capital(&format!("{ing} {rest}")));
        }
    }
    if let (Object::Verb, Some(first)) = (object, tokens.first().filter(|t| t.word.base_verb))
        && let (Some(ing), Some(rest)) = (gerund(first.text), phrase(text, &tokens[1..]))
    {
        found.push(capital(&format!("{ing} {rest}")));
    }
    let opener = tokens.iter().position(|t| !matches!(&*t.key(), "the" | "a" | "an" | "any"));
    if let Some(first) = opener {
        let opens = tokens[first].word;
        // "Mr Brandt read a statement" begins with somebody, and is no thing that one could want.
        let somebody = opens.people && tokens[first].text.starts_with(char::is_uppercase);
        let noun_phrase = object == Object::Noun && !somebody && !opens.function && !opens.time_or_number;
        let gerund = first == 0 && tokens[0].word.gerund && tokens.len() > 1;
        if noun_phrase || gerund {
            found.extend(phrase(text, &tokens[first..]).map(|words| capital(&words)));
        }
    }
    found
}

/// The words from the first token to the first border; `None` when they point elsewhere or tell too little.
fn phrase(text: &str, tokens: &[Token<'_>]) -> Option<String> {
    let border = |(i, t): &(usize, &Token<'_>)| {
        *i >= LONGEST || BORDERS.contains(&&*t.key()) || (*i > 0 && !t.joined) || t.word.modal
    };
    let length = tokens.iter().enumerate().find(border).map_or(tokens.len(), |(i, _)| i);
    let mut run = &tokens[..length];
    // No phrase ends in "of", "the" or "on Monday".
    while let Some((last, rest)) = run.split_last() {
        if !(last.word.function || last.word.time_or_number || last.word.negation) {
            break;
        }
        run = rest;
    }
    let (first, last) = (run.first()?, run.last()?);
    let points_elsewhere = run.iter().any(|t| t.word.pronoun);
    let telling = run.iter().filter(|t| t.is_telling()).count();
    (!points_elsewhere && telling > 0).then(|| text[first.at..last.end()].to_owned())
}

pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Why a wording is no proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Nothing in it that one could do or leave undone.
    Topic,
    /// It asks.
    Question,
    /// It turns yes and no around: to support it is to be against something.
    Negated,
    /// Two things in one, which one may want apart.
    Double,
    /// It speaks of a position instead of a proposal.
    Position,
}

/// What keeps an issue's name from being a proposal that one can be for or against.
pub(crate) fn flaws(name: &str) -> Vec<Flaw> {
    let tokens: Vec<Token<'_>> = tokens(name).collect();
    let key = |i: usize| tokens.get(i).map(Token::key).unwrap_or_default();
    let mut flaws = Vec::new();
    let asks = ["should", "is", "are", "do", "does", "will", "can", "what", "who", "how", "why", "whether"];
    if name.trim_end().ends_with('?') || asks.contains(&&*key(0)) {
        flaws.push(Flaw::Question);
    }
    let against = ["against", "opposing", "rejecting", "refusing", "opposition", "rejection", "refusal"];
    if tokens.first().is_some_and(|t| t.word.negation) || against.contains(&&*key(0)) {
        flaws.push(Flaw::Negated);
    }
    let sides = [
        "support",
        "supporting",
        "backing",
        "endorsing",
        "endorsement",
        "criticism",
        "criticizing",
        "criticising",
    ];
    let versus = tokens.iter().any(|t| matches!(&*t.key(), "versus" | "vs"));
    if sides.contains(&&*key(0)) || versus || name.to_lowercase().contains("for or against") {
        flaws.push(Flaw::Position);
    }
    // "Raising the tax and cutting the fund": an -ing form at the head and another one behind an "and".
    let second = tokens.windows(2).any(|w| matches!(&*w[0].key(), "and" | "or") && w[1].word.gerund);
    if tokens.first().is_some_and(|t| t.word.gerund) && second {
        flaws.push(Flaw::Double);
    }
    if !tokens.iter().any(is_deed) && flaws.is_empty() {
        flaws.push(Flaw::Topic);
    }
    flaws
}

/// True for a word that names something to be done or left undone: a verb, or a noun made of one.
fn is_deed(token: &Token<'_>) -> bool {
    const MADE: [&str; 12] =
        ["ment", "ance", "ence", "age", "sion", "al", "ure", "ship", "ings", "sions", "ments", "als"];
    // Nouns in -tion that name no deed: what is left of those in the news.
    const NO_DEED: [&str; 8] = [
        "nation",
        "population",
        "generation",
        "inflation",
        "corruption",
        "migration",
        "immigration",
        "situation",
    ];
    let key = token.key();
    let word = token.word;
    if word.function || NO_DEED.contains(&&*key) {
        return false;
    }
    let made = key.ends_with("tion")
        || key.ends_with("tions")
        || MADE.iter().any(|end| key.ends_with(end) && key.len() > 6);
    word.gerund || word.base_verb || word.takes_side || made || DEEDS.contains(&&*key)
}

/// Nouns of things that one votes on, signs, levies or breaks off.
const DEEDS: [&str; 38] = [
    "accord",
    "act",
    "aid",
    "agreement",
    "amnesty",
    "ban",
    "bill",
    "budget",
    "ceasefire",
    "charge",
    "deal",
    "entry",
    "exit",
    "fee",
    "fine",
    "halt",
    "law",
    "levy",
    "moratorium",
    "pact",
    "quota",
    "referendum",
    "reform",
    "rise",
    "rule",
    "sanctions",
    "settlement",
    "strike",
    "strikes",
    "subsidy",
    "subsidies",
    "tariff",
    "tariffs",
    "tax",
    "toll",
    "treaty",
    "truce",
    "cuts",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinitives_become_proposals() {
        assert_eq!(
            proposals(
                "to send United States troops across the border, an offer that was rejected",
                Object::Words
            ),
            ["Sending United States troops across the border"]
        );
        assert_eq!(
            proposals("Mexico should not sign the security accord until Monday", Object::Words),
            ["Signing the security accord"]
        );
        assert_eq!(proposals("he would cut it", Object::Words), [""; 0]);
    }

    #[test]
    fn objects_become_proposals_without_what_opens_them() {
        assert_eq!(
            proposals("any deployment of troops in Mexico because of the war", Object::Noun),
            ["Deployment of troops in Mexico"]
        );
        assert_eq!(proposals("ban small vans", Object::Verb), ["Banning small vans"]);
        assert_eq!(proposals("closing the mine", Object::Words), ["Closing the mine"]);
        assert_eq!(proposals("their plan for the mine", Object::Noun), [""; 0]);
        assert_eq!(proposals("the mine", Object::Words), [""; 0]);
        assert_eq!(proposals("Mr Brandt read a statement", Object::Noun), [""; 0]);
    }

    #[test]
    fn flaws_are_seen() {
        let of = |name: &str| flaws(name);
        assert_eq!(of("Sending US troops into Mexico to fight drug cartels"), []);
        assert_eq!(of("A three-year wage deal for the dockworkers of Port Asher"), []);
        assert_eq!(of("Security cooperation between Mexico and the United States"), []);
        assert_eq!(of("The situation of migrants"), [Flaw::Topic]);
        assert_eq!(of("Drug cartels"), [Flaw::Topic]);
        assert_eq!(of("Should the toll be raised?"), [Flaw::Question]);
        assert_eq!(of("No troops in Mexico"), [Flaw::Negated]);
        assert_eq!(of("Opposing the toll"), [Flaw::Negated]);
        assert_eq!(of("Support for the toll"), [Flaw::Position]);
        assert_eq!(of("Raising the toll and closing the bridge"), [Flaw::Double]);
    }
}
