//! Words of closed classes: articles, pronouns, auxiliaries, and the many parts of "that".

use super::{Tag, Tagger};
use crate::lexicon::{Classes, Forms};

impl Tagger<'_> {
    pub(super) fn is_clitic(&self, at: usize) -> bool {
        self.word(at).starts_with(['\'', '’'])
    }

    /// "officials close to the talks", "people familiar with the plans": an adjective behind its noun.
    pub(super) fn is_postnominal(&self, at: usize) -> bool {
        self.previous() == Some(Tag::Noun)
            && matches!(
                self.word(at),
                "close" | "familiar" | "loyal" | "sympathetic" | "responsible" | "critical" | "opposed"
            )
            && self.is(at + 1, Classes::PREPOSITION.or(Classes::TO))
            && self.word(at + 1) != "by"
    }

    /// Words of closed classes.
    pub(super) fn closed(&self, at: usize) -> Option<Tag> {
        let token = self.tokens[at];
        let previous = self.previous();
        if self.is_clitic(at) {
            let genitive = matches!(self.word(at).trim_start_matches(['\'', '’']), "s" | "S" | "");
            let host = at.checked_sub(1).map(|p| self.tokens[p]);
            let pronoun = host.is_some_and(|h| {
                h.is(Classes::PRONOUN.or(Classes::RELATIVE)) && !h.is(Classes::HUMAN)
                    || self.word(at - 1).eq_ignore_ascii_case("let")
            });
            // "Anna's for it", "Berg's not": nothing can be owned here, so it is short for "is".
            let owned_by_nobody = self.word(at).len() > 1
                && matches!(self.word(at + 1), "for" | "against" | "not" | "a" | "an" | "the");
            let owner = genitive && !pronoun && !owned_by_nobody;
            return Some(if owner { Tag::Clitic } else { Tag::Auxiliary });
        }
        if token.is(Classes::TO) {
            let mut next = at + 1;
            while self.is(next, Classes::ADVERB.or(Classes::NEGATION)) && !self.forms(next, Forms::BASE) {
                next += 1;
            }
            let verb = self.forms(next, Forms::BASE)
                || self.is(next, Classes::BE.or(Classes::HAVE).or(Classes::DO))
                    && !self.is(next, Classes::FINITE);
            let have = matches!(self.word(next), "have" | "do");
            return Some(if verb || have { Tag::To } else { Tag::Preposition });
        }
        if token.is(Classes::THAT) {
            return Some(self.that(at));
        }
        if token.is(Classes::MODAL)
            && !(self.word(at) == "will"
                && matches!(previous, Some(Tag::Determiner | Tag::Possessive | Tag::Clitic)))
            && (!token.capital || self.tags.is_empty())
        {
            return Some(Tag::Auxiliary);
        }
        if token.is(Classes::BE.or(Classes::HAVE).or(Classes::DO)) {
            return Some(Tag::Auxiliary);
        }
        if token.is(Classes::RELATIVE) {
            return Some(Tag::Relative);
        }
        if token.is(Classes::COORDINATOR) && !(token.is(Classes::NEGATION) && self.tags.is_empty()) {
            return Some(Tag::Coordinator);
        }
        if token.is(Classes::POSSESSIVE) && (!token.is(Classes::OBJECT) || self.noun_like(at + 1)) {
            return Some(Tag::Possessive);
        }
        if token.is(Classes::SUBORDINATOR) && !(self.word(at) == "since" && self.is(at + 1, Classes::TIME)) {
            return Some(Tag::Subordinator);
        }
        if token.is(Classes::OBJECT) && !self.is(at, Classes::POSSESSIVE) || self.word(at) == "her" {
            return Some(Tag::Object);
        }
        // "both the unions", "all those parties"
        if matches!(self.word(at), "both" | "all" | "half")
            && self.is(at + 1, Classes::DETERMINER.or(Classes::POSSESSIVE))
            && !self.is(at + 1, Classes::HUMAN.or(Classes::PRONOUN))
        {
            return Some(Tag::Determiner);
        }
        if token.is(Classes::DETERMINER) && token.is(Classes::PRONOUN.or(Classes::NUMBER)) {
            return Some(if self.noun_like(at + 1) { Tag::Determiner } else { Tag::Pronoun });
        }
        if token.is(Classes::DETERMINER) {
            return Some(Tag::Determiner);
        }
        if token.is(Classes::NUMBER) {
            return Some(Tag::Number);
        }
        if token.is(Classes::PRONOUN) && !token.is(Classes::HUMAN) {
            return Some(Tag::Pronoun);
        }
        if token.is(Classes::PREPOSITION)
            && !(token.is(Classes::ADVERB) && !self.noun_like(at + 1) && !self.forms(at + 1, Forms::ING))
        {
            return Some(Tag::Preposition);
        }
        let before_verb = token.is(Classes::ADVERB) && self.is(at + 1, Classes::VERB); // "later told"
        if token.is(Classes::TIME)
            && !before_verb
            && !token.is(Classes::MODAL)
            && !matches!(self.word(at), "fall" | "spring" | "march" | "may")
        {
            return Some(Tag::Time);
        }
        None
    }

    pub(super) fn that(&self, at: usize) -> Tag {
        let next = at + 1;
        match self.previous() {
            Some(Tag::Preposition) => Tag::Determiner,
            Some(Tag::Noun | Tag::Name | Tag::Pronoun) | None if self.tags.is_empty() => {
                if self.noun_like(next) { Tag::Determiner } else { Tag::Pronoun }
            }
            _ if self.is(next, Classes::VERB.or(Classes::BE).or(Classes::MODAL))
                && matches!(self.previous(), Some(Tag::Verb | Tag::Coordinator | Tag::Comma))
                && !self.noun_like(next) =>
            {
                Tag::Pronoun
            }
            _ => Tag::That,
        }
    }
}
