//! Parts of speech, as far as attribution needs them: what opens a phrase, what is a verb, what is a name.

mod closed;
mod names;
mod verbs;

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
        // "the minister, too, neither backed nor opposed it"
        if self.word(at) == "neither"
            && matches!(self.previous(), Some(Tag::Comma | Tag::Noun | Tag::Name))
            && self.forms(at + 1, Forms::PAST.or(Forms::THIRD))
        {
            return Tag::Adverb;
        }
        // "About 200 widows", "some 40 of them": how exact a number is.
        let opens_clause =
            self.tags.is_empty() || self.previous() == Some(Tag::Comma) && !self.tags.contains(&Tag::Verb);
        if matches!(
            self.word(at).to_lowercase().as_str(),
            "about" | "around" | "nearly" | "almost" | "roughly" | "over"
        ) && opens_clause
            && self.tokens.get(at + 1).is_some_and(|t| t.sort == Sort::Number || t.is(Classes::NUMBER))
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

    fn open(&self, at: usize) -> Tag {
        let token = self.tokens[at];
        let word = self.word(at);
        if token.is(Classes::ADVERB) || word.ends_with("ly") && word.len() > 4 && !token.is(NOUNS) {
            return Tag::Adverb;
        }
        if self.is_unlisted_verb(at) { Tag::Verb } else { Tag::Noun }
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
