//! What the word lists know of one spelling, for whoever works with words outside of extraction.

use crate::lexicon::{Classes, Forms, LEXICON, PlaceSort, VerbClass};

/// A spelling as the lists see it. A spelling can be several things at once (*vote* is a noun and a verb).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// A word of grammar: the, his, of, and, very, not, is, will.
    pub function: bool,
    /// not, never, no.
    pub negation: bool,
    /// he, it, his, them, this, who: stands for something named elsewhere.
    pub pronoun: bool,
    /// will, should, must.
    pub modal: bool,
    /// Monday, week; three, million.
    pub time_or_number: bool,
    /// official, protesters; government, court.
    pub people: bool,
    /// The dictionary form of a verb.
    pub base_verb: bool,
    /// An *-ing* form.
    pub gerund: bool,
    /// A verb, noun or adjective by which somebody takes a side or acts (*rejected*, *refusal*, *opposed*), rather than
    /// speaks or thinks.
    pub takes_side: bool,
}

/// Looks a spelling up, whatever its case.
pub fn word(spelling: &str) -> Word {
    let lower = spelling.to_lowercase();
    let entry = LEXICON.entry(&lower);
    let is = |classes: Classes| entry.classes.any(classes);
    let verb = is(Classes::VERB);
    let act = verb && LEXICON.verb(entry.verb).class == VerbClass::Act;
    let grammar = [
        Classes::DETERMINER,
        Classes::POSSESSIVE,
        Classes::PRONOUN,
        Classes::OBJECT,
        Classes::PREPOSITION,
        Classes::COORDINATOR,
        Classes::SUBORDINATOR,
        Classes::RELATIVE,
        Classes::ADVERB,
        Classes::NEGATION,
        Classes::BE,
        Classes::HAVE,
        Classes::DO,
        Classes::MODAL,
        Classes::TO,
        Classes::THAT,
    ];
    let demonstrative = matches!(lower.as_str(), "this" | "that" | "these" | "those" | "such" | "own");
    Word {
        function: is(grammar.into_iter().fold(Classes::default(), Classes::or)) || demonstrative,
        negation: is(Classes::NEGATION),
        pronoun: is(Classes::POSSESSIVE.or(Classes::PRONOUN).or(Classes::OBJECT).or(Classes::RELATIVE))
            || demonstrative,
        modal: is(Classes::MODAL),
        time_or_number: is(Classes::TIME.or(Classes::NUMBER)),
        people: is(Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE)),
        base_verb: verb && entry.forms.any(Forms::BASE),
        gerund: verb && entry.forms.any(Forms::ING),
        takes_side: act || is(Classes::CUE_NOUN.or(Classes::CUE_ADJECTIVE)),
    }
}

/// The *-ing* form of a verb's dictionary form, where the lists have the verb: `send` gives `sending`, `cut` gives
/// `cutting`, `lie` gives `lying`.
pub fn gerund(base: &str) -> Option<String> {
    let lower = base.to_lowercase();
    let entry = LEXICON.entry(&lower);
    if !entry.classes.any(Classes::VERB) || !entry.forms.any(Forms::BASE) {
        return None;
    }
    let last = lower.chars().next_back()?;
    let spellings = [
        lower.strip_suffix("ie").map(|stem| format!("{stem}ying")),
        lower.strip_suffix('e').map(|stem| format!("{stem}ing")),
        Some(format!("{lower}{last}ing")),
        Some(format!("{lower}ing")),
    ];
    // A list may know several spellings by their ending alone; the one that belongs to this very verb is meant.
    spellings.into_iter().flatten().find(|spelling| {
        let found = LEXICON.entry(spelling);
        found.classes.any(Classes::VERB) && found.verb == entry.verb && found.forms.any(Forms::ING)
    })
}

/// What a name of the gazetteer of countries says; see [`country`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// The country's canonical name: `Iran`.
    pub name: &'static str,
    /// The name was that of its people, or the adjective (`Iranians`, `Iranian`), not the country's own.
    pub people: bool,
}

/// The country that a name means, or that an adjective belongs to, as written: `U.S.` and `American` are of the `United
/// States`. A capital is a city too, so `Tehran` gives nothing.
pub fn country(name: &str) -> Option<Country> {
    let place = LEXICON.place(name)?;
    match place.sort {
        PlaceSort::Country => Some(Country { name: place.name, people: false }),
        PlaceSort::Demonym => Some(Country { name: place.name, people: true }),
        PlaceSort::Capital | PlaceSort::Body => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_what_the_lists_say() {
        assert!(word("The").function && word("not").negation && word("Should").modal);
        assert!(word("their").pronoun && word("this").pronoun && !word("troops").pronoun);
        assert!(word("rejected").takes_side && word("refusal").takes_side && !word("said").takes_side);
        assert!(word("send").base_verb && !word("sends").base_verb && word("sending").gerund);
        assert!(word("Monday").time_or_number && word("ministry").people);
        assert_eq!(word("lithium"), Word::default());
    }

    #[test]
    fn adjectives_belong_to_their_country() {
        assert_eq!(country("Iranian"), Some(Country { name: "Iran", people: true }));
        assert_eq!(country("Myanmar").map(|c| (c.name, c.people)), Some(("Burma", false)));
        assert_eq!((country("Tehran"), country("NATO"), country("officials")), (None, None, None));
    }

    #[test]
    fn verbs_get_their_ing() {
        for (base, ing) in [
            ("send", "sending"),
            ("introduce", "introducing"),
            ("cut", "cutting"),
            ("ban", "banning"),
            ("see", "seeing"),
            ("veto", "vetoing"),
            ("Sign", "signing"),
        ] {
            assert_eq!(gerund(base).as_deref(), Some(ing), "{base}");
        }
        assert_eq!(gerund("lithium"), None);
        assert_eq!(gerund("sent"), None);
    }
}
