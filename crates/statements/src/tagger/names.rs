//! Whether a capital makes a name.

use super::{CLOSED, Known, Tag, Tagger};
use crate::lexicon::Classes;
use crate::tokens::Sort;

impl Tagger<'_> {
    /// Whether nothing but marks stands before the next token of its sentence.
    pub(super) fn opens_sentence(&self) -> bool {
        self.tags
            .iter()
            .rev()
            .find(|t| !matches!(t, Tag::Dash | Tag::Open))
            .is_none_or(|t| matches!(t, Tag::End | Tag::Quote(_) | Tag::Colon))
    }

    /// A day is always a time; a month is, unless it stands in a name ("Theresa May", "March of Dimes").
    pub(super) fn is_time_name(&self, at: usize) -> bool {
        let day = self.word(at).ends_with("day") || matches!(self.word(at), "Today" | "Tonight");
        let next_capital = self.tokens.get(at + 1).is_some_and(|t| t.capital && t.sort == Sort::Word);
        self.is(at, Classes::TIME) && (day || self.previous() != Some(Tag::Name) && !next_capital)
    }

    pub(super) fn is_name(&self, at: usize, opens: bool) -> bool {
        let word = self.word(at);
        let token = self.tokens[at];
        let place = Classes::COUNTRY.or(Classes::CAPITAL).or(Classes::DEMONYM);
        if !opens {
            // "I" and headline words are no names.
            return !token.is(Classes::PRONOUN.or(Classes::DETERMINER).or(Classes::BE))
                || word.len() > 1 && token.is(place);
        }
        if token.is(place) {
            return true;
        }
        if token.is(CLOSED.or(Classes::NUMBER)) {
            return false;
        }
        let next_capital = self.tokens.get(at + 1).is_some_and(|t| t.capital && t.sort == Sort::Word);
        if token.is(Classes::MALE_NAME.or(Classes::FEMALE_NAME)) || (self.names)(word) == Known::Name {
            return true;
        }
        if token.is(Classes::TITLE
            .or(Classes::HUMAN)
            .or(Classes::BODY)
            .or(Classes::PLAIN_NOUN)
            .or(Classes::TIME))
        {
            return next_capital && !token.is(Classes::PLURAL);
        }
        if token.is(Classes::VERB.or(Classes::CUE_NOUN).or(Classes::VENUE).or(Classes::CUE_ADJECTIVE))
            || word.ends_with("ly")
            || word.ends_with("ing")
        {
            return false;
        }
        let adjective = ["al", "ic", "ive", "ous", "ary"].iter().any(|end| word.ends_with(end));
        // "Federal and state officials", "Unilateral strikes would": before an auxiliary the second word is a noun.
        let auxiliary = Classes::MODAL.or(Classes::BE).or(Classes::HAVE).or(Classes::DO);
        if adjective && !next_capital && (self.is(at + 1, Classes::COORDINATOR) || self.is(at + 2, auxiliary))
        {
            return false;
        }
        let abstraction =
            ["tion", "ment", "ness", "ity", "ages", "ies"].iter().any(|end| word.ends_with(end));
        if !next_capital && ((self.names)(word) == Known::Common || abstraction) {
            return false;
        }
        // An unknown word: a name unless an ordinary noun follows ("Poor residents").
        next_capital || !self.noun_follows(at)
    }
}
