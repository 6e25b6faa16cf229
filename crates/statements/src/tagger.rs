//! Parts of speech, as far as attribution needs them: what opens a phrase, what is a verb, what is a name.

use crate::lexicon::{Classes, Forms, LEXICON, VerbClass};
use crate::names::is_compound_adjective;
use crate::tokens::{Sort, Token};

/// The part a token plays in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Determiner,
    /// his, their
    Possessive,
    Pronoun,
    /// him, themselves
    Object,
    /// A noun or an adjective.
    Noun,
    Name,
    Number,
    /// 's
    Clitic,
    Time,
    Verb,
    /// be, have, do and the modals.
    Auxiliary,
    Adverb,
    Preposition,
    /// to, before a verb
    To,
    That,
    Relative,
    Coordinator,
    Subordinator,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    End,
    Quote(usize),
}

/// What the rest of the article tells of a word that opens a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It has its capital inside sentences too.
    Name,
    /// It stands in small letters elsewhere.
    Common,
    /// It stands nowhere else.
    Not,
}

/// Tags every token. `names` tells what the article knows of a word that opens a sentence.
pub(crate) fn tag(text: &str, tokens: &[Token], names: &dyn Fn(&str) -> Known) -> Vec<Tag> {
    let mut tagger = Tagger { text, tokens, names, tags: Vec::with_capacity(tokens.len()) };
    for at in 0..tokens.len() {
        let tag = tagger.choose(at);
        tagger.tags.push(tag);
    }
    tagger.tags
}

struct Tagger<'a> {
    text: &'a str,
    tokens: &'a [Token],
    names: &'a dyn Fn(&str) -> Known,
    tags: Vec<Tag>,
}

impl Tagger<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.span.range()])
    }

    /// The lexicon's classes of a neighbour; none outside the stretch.
    fn is(&self, at: usize, classes: Classes) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(classes))
    }

    fn forms(&self, at: usize, forms: Forms) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(Classes::VERB) && t.entry.forms.any(forms))
    }

    fn previous(&self) -> Option<Tag> {
        self.tags.last().copied()
    }

    /// Position and tag of the last token that is no adverb and no negation.
    fn governor(&self) -> Option<(usize, Tag)> {
        self.tags.iter().copied().enumerate().rev().find(|(at, tag)| {
            *tag != Tag::Adverb
                && !(*tag == Tag::Auxiliary
                    && self.tokens[*at].is(Classes::NEGATION)
                    && !self.is(*at, Classes::MODAL.or(Classes::DO).or(Classes::BE).or(Classes::HAVE)))
        })
    }

    fn choose(&self, at: usize) -> Tag {
        let token = self.tokens[at];
        match token.sort {
            Sort::Comma => return Tag::Comma,
            Sort::Colon => return Tag::Colon,
            Sort::Semicolon => return Tag::Semicolon,
            Sort::Dash => return Tag::Dash,
            Sort::Open => return Tag::Open,
            Sort::Close => return Tag::Close,
            Sort::End => return Tag::End,
            Sort::Quote(number) => return Tag::Quote(number),
            Sort::Number => return Tag::Number,
            Sort::Word => {}
        }
        // The World Health Organization, by its letters.
        if self.word(at) == "WHO" {
            return Tag::Name;
        }
        let opens = self.opens_sentence();
        // "the London-based head of", "U.S.-led forces": an adjective, and nobody's name.
        if token.capital && is_compound_adjective(self.word(at)) {
            return Tag::Noun;
        }
        if token.capital && self.is_name(at, opens) {
            return if self.is_time_name(at) { Tag::Time } else { Tag::Name };
        }
        if self.is_postnominal(at) {
            return Tag::Adverb;
        }
        // "The third, Anna Berg,": an ordinal that stands alone is a noun.
        let ends = self.tokens.get(at + 1).is_some_and(|t| t.sort == Sort::Comma);
        if ends
            && self.previous() == Some(Tag::Determiner)
            && matches!(self.word(at), "first" | "second" | "third" | "fourth" | "fifth" | "last" | "other")
        {
            return Tag::Noun;
        }
        // "parliament | last | week", "a takeover by Hamas last year"
        if matches!(self.word(at), "last" | "Last" | "next" | "Next") && self.is(at + 1, Classes::TIME) {
            return Tag::Adverb;
        }
        // "has since called it off", "have so far refused"
        if self.previous() == Some(Tag::Auxiliary) && matches!(self.word(at), "since" | "so" | "thus")
            || self.word(at) == "far" && at > 0 && matches!(self.word(at - 1), "so" | "So" | "thus")
        {
            return Tag::Adverb;
        }
        // "countries worldwide"
        if matches!(self.word(at), "worldwide" | "nationwide") && self.previous() == Some(Tag::Noun) {
            return Tag::Adverb;
        }
        // "would like some of it"
        if self.word(at) == "like"
            && self.previous() == Some(Tag::Auxiliary)
            && self.is(at.saturating_sub(1), Classes::MODAL)
        {
            return Tag::Verb;
        }
        self.closed(at).or_else(|| self.verb(at)).unwrap_or_else(|| self.open(at))
    }

    /// Whether nothing but marks stands before the next token of its sentence.
    fn opens_sentence(&self) -> bool {
        self.tags
            .iter()
            .rev()
            .find(|t| !matches!(t, Tag::Dash | Tag::Open))
            .is_none_or(|t| matches!(t, Tag::End | Tag::Quote(_) | Tag::Colon))
    }

    /// A day is always a time; a month is, unless it stands in a name ("Theresa May", "March of Dimes").
    fn is_time_name(&self, at: usize) -> bool {
        let day = self.word(at).ends_with("day") || matches!(self.word(at), "Today" | "Tonight");
        let next_capital = self.tokens.get(at + 1).is_some_and(|t| t.capital && t.sort == Sort::Word);
        self.is(at, Classes::TIME) && (day || self.previous() != Some(Tag::Name) && !next_capital)
    }

    fn is_name(&self, at: usize, opens: bool) -> bool {
        let word = self.word(at);
        let token = self.tokens[at];
        let place = Classes::COUNTRY.or(Classes::CAPITAL).or(Classes::DEMONYM);
        if !opens {
            // "I" and headline words are no names.
            return !token.is(Classes::PRONOUN.or(Classes::DETERMINER).or(Classes::BE))
                || word.len() > 1 && token.is(place);
        }
        let closed = Classes::DETERMINER
            .or(Classes::PRONOUN)
            .or(Classes::PREPOSITION)
            .or(Classes::COORDINATOR)
            .or(Classes::SUBORDINATOR)
            .or(Classes::POSSESSIVE)
            .or(Classes::ADVERB)
            .or(Classes::RELATIVE)
            .or(Classes::NUMBER)
            .or(Classes::TO)
            .or(Classes::THAT)
            .or(Classes::BE)
            .or(Classes::HAVE)
            .or(Classes::DO)
            .or(Classes::MODAL)
            .or(Classes::NEGATION);
        if token.is(place) {
            return true;
        }
        if token.is(closed) {
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
        if adjective && !next_capital && self.is(at + 1, Classes::COORDINATOR) {
            return false; // "Federal and state officials"
        }
        let abstraction =
            ["tion", "ment", "ness", "ity", "ages", "ies"].iter().any(|end| word.ends_with(end));
        if !next_capital && ((self.names)(word) == Known::Common || abstraction) {
            return false;
        }
        // An unknown word: a name unless an ordinary noun follows ("Poor residents").
        next_capital || !self.noun_follows(at)
    }

    /// Whether the next token continues a noun phrase in small letters.
    fn noun_follows(&self, at: usize) -> bool {
        // "Berglund calls the gate": what has an object is a verb.
        let object = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::OBJECT);
        if self.forms(at + 1, Forms::THIRD) && self.is(at + 2, object) {
            return false;
        }
        self.tokens.get(at + 1).is_some_and(|t| {
            t.sort == Sort::Word
                && !t.capital
                && !t.is(CLOSED)
                && !self.is_clitic(at + 1)
                && (!t.is(Classes::VERB)
                    || t.is(Classes::HUMAN.or(Classes::BODY).or(Classes::PLAIN_NOUN).or(Classes::CUE_NOUN))
                        && !t.entry.forms.any(Forms::PAST))
        })
    }

    fn is_clitic(&self, at: usize) -> bool {
        self.word(at).starts_with(['\'', '’'])
    }

    /// "officials close to the talks", "people familiar with the plans": an adjective behind its noun.
    fn is_postnominal(&self, at: usize) -> bool {
        self.previous() == Some(Tag::Noun)
            && matches!(
                self.word(at),
                "close" | "familiar" | "loyal" | "sympathetic" | "responsible" | "critical" | "opposed"
            )
            && self.is(at + 1, Classes::PREPOSITION.or(Classes::TO))
            && self.word(at + 1) != "by"
    }

    /// Words of closed classes.
    fn closed(&self, at: usize) -> Option<Tag> {
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

    fn that(&self, at: usize) -> Tag {
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

    /// Whether a noun phrase can go on, or start, at `at`.
    fn noun_like(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| match t.sort {
            Sort::Number => true,
            Sort::Word => {
                let verb_only = t.is(Classes::VERB)
                    && !t.is(NOUNS)
                    && t.entry.forms.any(Forms::THIRD.or(Forms::PAST))
                    && !t.entry.forms.any(Forms::BASE);
                !t.is(CLOSED.or(Classes::OBJECT)) && !self.is_clitic(at) && !verb_only
                    || t.is(Classes::POSSESSIVE.or(Classes::NUMBER))
            }
            _ => false,
        })
    }

    /// Words that the lexicon knows as verbs: verb or noun here?
    fn verb(&self, at: usize) -> Option<Tag> {
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
    fn after_determiner(&self) -> bool {
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

    fn looks_plural(&self, at: usize) -> bool {
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

    fn noun_like_or_determiner(&self, at: usize) -> bool {
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

    fn open(&self, at: usize) -> Tag {
        let token = self.tokens[at];
        let word = self.word(at);
        if token.is(Classes::ADVERB) || word.ends_with("ly") && word.len() > 4 && !token.is(NOUNS) {
            return Tag::Adverb;
        }
        if self.is_unlisted_verb(at) { Tag::Verb } else { Tag::Noun }
    }

    /// "would swallow it", "could not stomach that": behind a modal a word that no list has is a verb.
    fn is_unlisted_verb(&self, at: usize) -> bool {
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

/// Classes of a word that can be a noun.
const NOUNS: Classes = Classes::CUE_NOUN
    .or(Classes::PLAIN_NOUN)
    .or(Classes::HUMAN)
    .or(Classes::BODY)
    .or(Classes::VENUE)
    .or(Classes::TITLE)
    .or(Classes::TIME);

/// Classes of words that cannot stand inside a noun phrase.
const CLOSED: Classes = Classes::PREPOSITION
    .or(Classes::COORDINATOR)
    .or(Classes::SUBORDINATOR)
    .or(Classes::RELATIVE)
    .or(Classes::ADVERB)
    .or(Classes::NEGATION)
    .or(Classes::BE)
    .or(Classes::HAVE)
    .or(Classes::DO)
    .or(Classes::MODAL)
    .or(Classes::TO)
    .or(Classes::THAT)
    .or(Classes::PRONOUN)
    .or(Classes::DETERMINER)
    .or(Classes::POSSESSIVE);

/// The verb class of a token tagged as a verb.
pub(crate) fn verb_class(token: &Token) -> VerbClass {
    if token.is(Classes::VERB) { LEXICON.verb(token.entry.verb).class } else { VerbClass::Plain }
}
