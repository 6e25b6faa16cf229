//! Whether a word that can be a verb is one here.

use super::{NOUNS, Tag, Tagger, verb_class};
use crate::lexicon::{Classes, Forms, VerbClass};
use crate::tokens::Sort;

impl Tagger<'_> {
    /// Words that the lexicon knows as verbs: verb or noun here?
    pub(super) fn verb(&self, at: usize) -> Option<Tag> {
        let token = self.tokens[at];
        if !token.is(Classes::VERB) {
            return None;
        }
        if self.word(at) == "left" && self.word(at + 1).starts_with("wing") {
            return Some(Tag::Noun);
        }
        let governor = self.governor();
        let tag = governor.map(|g| g.1);
        let after_auxiliary = tag == Some(Tag::Auxiliary) || tag == Some(Tag::To);
        // "in 1999 called on them"
        let year = self.previous() == Some(Tag::Number)
            && self.word(at - 1).len() == 4
            && at >= 2
            && matches!(self.word(at - 2), "in" | "since");
        let nominal =
            matches!(self.previous(), Some(Tag::Determiner | Tag::Possessive | Tag::Clitic | Tag::Number))
                && !year;
        if token.entry.forms.any(Forms::ING) {
            // "managing director Anna Berg", "acting mayor"
            let title = matches!(self.word(at), "managing" | "acting" | "presiding" | "founding")
                && self.is(at + 1, Classes::TITLE.or(Classes::HUMAN));
            // "Grieving families in the north | have": in front of bare people, with a verb behind and no comma between.
            let people = self.tags.is_empty()
                && self.is(at + 1, Classes::PLURAL)
                && self.is(at + 1, Classes::HUMAN.or(Classes::BODY))
                && self.verb_before_comma(at + 2);
            let nominal = nominal || title || people;
            return Some(if nominal { Tag::Noun } else { Tag::Verb });
        }
        if after_auxiliary && !nominal {
            return Some(Tag::Verb);
        }
        if token.entry.forms.any(Forms::PAST.or(Forms::PARTICIPLE)) && !token.entry.forms.any(Forms::BASE) {
            let open = match self.previous() {
                Some(Tag::Verb) => !self.tokens.get(at + 1).is_some_and(|t| t.capital), // "arrested suspected rebels"
                previous => {
                    matches!(previous, Some(Tag::Preposition | Tag::Coordinator | Tag::Adverb) | None)
                }
            };
            let attributive =
                (nominal || open) && self.noun_like(at + 1) && !self.is(at + 1, Classes::DETERMINER);
            let verbal =
                matches!(self.previous(), Some(Tag::Coordinator | Tag::Adverb)) && !self.after_determiner();
            return Some(if nominal || attributive && !verbal { Tag::Noun } else { Tag::Verb });
        }
        if nominal || matches!(self.previous(), Some(Tag::Preposition)) {
            return Some(Tag::Noun);
        }
        if token.entry.forms.any(Forms::THIRD) && !token.entry.forms.any(Forms::BASE) {
            return Some(self.third(at, tag));
        }
        Some(self.base(at, governor))
    }

    /// Whether a finite verb comes before the next comma.
    fn verb_before_comma(&self, from: usize) -> bool {
        let rest = self.tokens.get(from..).unwrap_or_default();
        rest.iter().take_while(|t| matches!(t.sort, Sort::Word | Sort::Number)).any(|t| {
            t.is(Classes::FINITE) || t.is(Classes::VERB) && t.entry.forms.any(Forms::PAST.or(Forms::THIRD))
        })
    }

    /// Whether the run of adverbs before the next token began with a determiner ("the newly elected").
    pub(super) fn after_determiner(&self) -> bool {
        matches!(self.governor().map(|g| g.1), Some(Tag::Determiner | Tag::Possessive | Tag::Clitic))
    }

    /// "says", "plans": a verb in the third person or a plural noun.
    fn third(&self, at: usize, governor: Option<Tag>) -> Tag {
        let token = self.tokens[at];
        let next_finite = self.is(at + 1, Classes::FINITE)
            || self.forms(at + 1, Forms::PAST)
                && !self.forms(at + 1, Forms::BASE)
                && !self.is(at + 1, Classes::ADVERB)
            // "News reports say"
            || self.forms(at + 1, Forms::BASE)
                && !self.is(at + 1, NOUNS)
                && self.tokens.get(at + 1).is_some_and(|t| verb_class(t) == VerbClass::Say);
        let reports = self.word(at) == "states" && self.is(at + 1, Classes::THAT);
        if !token.is(NOUNS) || reports {
            return Tag::Verb;
        }
        if token.is(Classes::HUMAN.or(Classes::BODY))
            && !matches!(governor, Some(Tag::Pronoun | Tag::Relative))
        {
            return Tag::Noun; // rebels, guards
        }
        match governor {
            None if self.noun_like(at + 1) || next_finite => Tag::Noun,
            _ if next_finite => Tag::Noun,
            Some(Tag::Pronoun | Tag::Relative | Tag::That) => Tag::Verb,
            Some(Tag::Noun | Tag::Name | Tag::Close | Tag::Comma | Tag::Time | Tag::Quote(_)) => {
                let plural = self
                    .tags
                    .iter()
                    .rposition(|t| *t == Tag::Noun || *t == Tag::Name)
                    .is_some_and(|p| self.is(p, Classes::PLURAL) && !self.is(p, Classes::BODY));
                let complement = self.tokens.get(at + 1).is_some_and(|t| {
                    t.capital
                        || t.is(Classes::DETERMINER
                            .or(Classes::POSSESSIVE)
                            .or(Classes::TO)
                            .or(Classes::THAT)
                            .or(Classes::PREPOSITION)
                            .or(Classes::PRONOUN)
                            .or(Classes::ADVERB)
                            .or(Classes::OBJECT))
                        || matches!(t.sort, Sort::Quote(_) | Sort::Number | Sort::Colon)
                        || self.noun_like(at + 1)
                });
                if complement && !plural && !self.in_object(at) { Tag::Verb } else { Tag::Noun }
            }
            _ => Tag::Noun,
        }
    }

    /// Whether the noun phrase before `at` is the object of a verb or a preposition, and so no subject: "at talks",
    /// "fired mortar shells". After a verb of saying it may well be one: "said the bill calls for".
    fn in_object(&self, at: usize) -> bool {
        let nominal = |t: &Tag| {
            matches!(t, Tag::Noun | Tag::Name | Tag::Number | Tag::Determiner | Tag::Possessive | Tag::Clitic)
        };
        let run = self.tags[..at].iter().rev().take_while(|t| nominal(t)).count();
        if matches!(self.tags[at - 1], Tag::Name) || run == 0 {
            return false;
        }
        match self.tags[..at - run].last() {
            Some(Tag::Preposition) => true,
            Some(Tag::Verb) => {
                let verb = &self.tokens[at - run - 1];
                verb_class(verb) > VerbClass::Think
            }
            _ => false,
        }
    }

    /// "support", "plan", "cut": a plural verb, an infinitive or a noun.
    fn base(&self, at: usize, governor: Option<(usize, Tag)>) -> Tag {
        let token = self.tokens[at];
        let past = token.entry.forms.any(Forms::PAST.or(Forms::PARTICIPLE));
        let next_finite = self.is(at + 1, Classes::FINITE.or(Classes::MODAL))
            || self.forms(at + 1, Forms::PAST) && !self.forms(at + 1, Forms::BASE);
        let Some((position, tag)) = governor else {
            return if token.is(NOUNS) { Tag::Noun } else { Tag::Verb };
        };
        let people = token.is(Classes::HUMAN.or(Classes::BODY));
        if people && !matches!(tag, Tag::Pronoun | Tag::Relative | Tag::Coordinator) {
            return Tag::Noun;
        }
        // "lawmakers in the Liberal Party | oppose", "Russia, which abstained, | wants": a word that is no noun anywhere.
        if token.is(Classes::ONLY_VERB)
            && matches!(
                tag,
                Tag::Noun | Tag::Name | Tag::Number | Tag::Comma | Tag::Close | Tag::Dash | Tag::Time
            )
            && !next_finite
        {
            return Tag::Verb;
        }
        // "the firms reportedly | hope to": an adverb before it, an infinitive behind.
        if self.previous() == Some(Tag::Adverb)
            && matches!(tag, Tag::Noun | Tag::Name)
            && self.is(at + 1, Classes::TO)
            && self.forms(at + 2, Forms::BASE)
        {
            return Tag::Verb;
        }
        // "Two airlines, Halden and Berg, | hope to": behind an insertion, with an infinitive that only a verb takes.
        if tag == Tag::Comma
            && matches!(self.word(at), "hope" | "plan" | "seek" | "vow" | "promise" | "threaten" | "pledge")
            && self.is(at + 1, Classes::TO)
            && self.forms(at + 2, Forms::BASE)
            && self.tags[..position].contains(&Tag::Comma)
        {
            return Tag::Verb;
        }
        let verb = match tag {
            Tag::Pronoun => !next_finite,
            Tag::Relative | Tag::That => !next_finite && (!token.is(NOUNS) || !self.noun_then_verb(at)),
            Tag::Noun | Tag::Name | Tag::Number => {
                let plural = self.is(position, Classes::PLURAL)
                    || self.looks_plural(position)
                    || self.coordinated_subject(position);
                let speaks = !token.is(NOUNS) && verb_class(&token) <= VerbClass::Think; // "which supporters say was"
                (speaks || !next_finite)
                    && (plural
                        || !token.is(NOUNS) && !past && verb_class(&token) <= VerbClass::Think
                        || past && self.noun_like_or_determiner(at + 1))
            }
            // "and now propose a week"
            Tag::Coordinator => {
                self.previous_verb_is_base(position)
                    || self.previous() == Some(Tag::Adverb)
                        && !next_finite
                        && self.is(at + 1, Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::OBJECT))
            }
            Tag::Comma | Tag::Verb | Tag::Object | Tag::Time | Tag::Close => {
                past && !token.is(NOUNS)
                    || tag == Tag::Comma
                        && self.previous_verb_is_base(position)
                        && self.noun_like_or_determiner(at + 1)
            }
            _ => false,
        };
        if verb { Tag::Verb } else { Tag::Noun }
    }

    pub(super) fn looks_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && !self.tokens[at].is(Classes::COUNTRY.or(Classes::MALE_NAME).or(Classes::FEMALE_NAME))
    }

    /// "France and Germany back": two names make a plural.
    fn coordinated_subject(&self, last: usize) -> bool {
        let name = self.tags[..=last].iter().rev().take_while(|t| **t == Tag::Name).count();
        let Some(before) = (last + 1).checked_sub(name + 2) else { return false };
        name > 0
            && self.tags[before + 1] == Tag::Coordinator
            && matches!(self.tags[before], Tag::Name | Tag::Noun)
    }

    pub(super) fn noun_like_or_determiner(&self, at: usize) -> bool {
        self.noun_like(at)
            || self.is(
                at,
                Classes::DETERMINER
                    .or(Classes::POSSESSIVE)
                    .or(Classes::OBJECT)
                    .or(Classes::PRONOUN)
                    .or(Classes::PREPOSITION),
            )
            || self.tokens.get(at).is_some_and(|t| matches!(t.sort, Sort::Quote(_)))
    }

    /// After "that" and "who": "that support among voters is", where the word is the subject.
    fn noun_then_verb(&self, at: usize) -> bool {
        self.tags.last() == Some(&Tag::That)
            && self.is(at + 1, Classes::PREPOSITION)
            && self.tags.len() >= 2
            && self.tags[self.tags.len() - 2] == Tag::Verb
    }

    fn previous_verb_is_base(&self, before: usize) -> bool {
        let Some(verb) = self.tags[..before].iter().rposition(|t| *t == Tag::Verb) else { return false };
        self.forms(verb, Forms::BASE)
    }

    /// "would swallow it", "could not stomach that": behind a modal a word that no list has is a verb.
    pub(super) fn is_unlisted_verb(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let word = self.word(at);
        let modal = self.governor().is_some_and(|(before, tag)| {
            let will = !matches!(self.word(before), "will" | "Will") || before > 0;
            tag == Tag::Auxiliary && will && self.is(before, Classes::MODAL)
        });
        modal
            && token.entry.classes == Classes::default()
            && word.starts_with(char::is_lowercase)
            && !["s", "ed", "ing", "thing", "body"].iter().any(|end| word.ends_with(end))
    }
}
