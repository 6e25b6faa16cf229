//! Base noun phrases and verb groups: the units that attribution is read from.

use std::ops::Range;

use standpoint_article::Span;

use crate::clauses::{self, Subject};
use crate::lexicon::{Classes, Forms, LEXICON, Verb, VerbClass};
use crate::tagger::Tag;
use crate::tokens::{Sort, Token};

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A noun phrase without what follows its head.
    Noun,
    /// "Tuesday", "last week": a noun phrase that only tells when.
    Time,
    Verb(Group),
    Adverb,
    Preposition,
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

/// A verb with its auxiliaries, negations and adverbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Token of the main verb.
    pub(crate) main: usize,
    pub(crate) form: Form,
    pub(crate) passive: bool,
    /// The main verb is a form of "be" (or "remain", "stay").
    pub(crate) copula: bool,
}

/// The shape of a verb group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Has a tense: says, has said, will say.
    Finite,
    /// A bare -ed form: a past tense or a participle, as the clause decides.
    Past,
    Infinitive,
    Ing,
}

/// A run of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) kind: Kind,
    pub(crate) tokens: Range<usize>,
}

/// A stretch of text with its tokens and chunks.
pub(crate) struct Unit<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) chunks: Vec<Chunk>,
    /// The subject of each chunk that is a verb group.
    pub(crate) subjects: Vec<Option<Subject>>,
}

impl<'a> Unit<'a> {
    /// Chunks the tokens of one stretch.
    pub(crate) fn new(text: &'a str, tokens: Vec<Token>, tags: Vec<Tag>) -> Self {
        let chunks = chunk(text, &tokens, &tags);
        let mut unit = Self { text, tokens, tags, chunks, subjects: Vec::new() };
        for chunk in 0..unit.chunks.len() {
            let subject = clauses::find_subject(&unit, chunk);
            unit.subjects.push(subject);
        }
        unit
    }

    /// The text a token stands for.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |t| &self.text[t.span.range()])
    }

    /// Kind of a chunk, `End` outside the stretch.
    pub(crate) fn kind(&self, chunk: usize) -> Kind {
        self.chunks.get(chunk).map_or(Kind::End, |c| c.kind)
    }

    /// First word of a chunk.
    pub(crate) fn first_word(&self, chunk: usize) -> &'a str {
        self.chunks.get(chunk).map_or("", |c| self.word(c.tokens.start))
    }

    /// Whether the first word of a chunk is one of `words`, in any case.
    pub(crate) fn starts_with(&self, chunk: usize, words: &[&str]) -> bool {
        let word = self.first_word(chunk);
        words.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Bytes of a run of chunks; `None` for an empty run.
    pub(crate) fn span(&self, chunks: Range<usize>) -> Option<Span> {
        let first = self.chunks.get(chunks.start)?.tokens.start;
        let last = self.chunks.get(chunks.end.checked_sub(1)?)?.tokens.end;
        self.token_span(first..last)
    }

    /// Bytes of a run of tokens; `None` for an empty run.
    pub(crate) fn token_span(&self, tokens: Range<usize>) -> Option<Span> {
        if tokens.is_empty() {
            return None;
        }
        Some(Span::new(
            self.tokens.get(tokens.start)?.span.start(),
            self.tokens.get(tokens.end - 1)?.span.end(),
        ))
    }

    /// The verb group of a chunk.
    pub(crate) fn group(&self, chunk: usize) -> Option<Group> {
        match self.kind(chunk) {
            Kind::Verb(group) => Some(group),
            _ => None,
        }
    }

    /// The lexicon's verb of a group.
    pub(crate) fn verb(&self, group: Group) -> Option<&'static Verb> {
        let token = &self.tokens[group.main];
        (token.is(Classes::VERB) && !group.copula).then(|| LEXICON.verb(token.entry.verb))
    }

    /// The class of a group's verb.
    pub(crate) fn class(&self, group: Group) -> VerbClass {
        self.verb(group).map_or(VerbClass::Plain, |v| v.class)
    }

    /// Token of the head of a noun phrase: its last noun, before any clitic.
    pub(crate) fn head(&self, chunk: usize) -> Option<usize> {
        let range = self.chunks.get(chunk)?.tokens.clone();
        range.rev().find(|t| !matches!(self.tags[*t], Tag::Clitic | Tag::Adverb))
    }

    /// Whether a chunk is a number in figures: an age, a sum.
    pub(crate) fn is_figure(&self, chunk: usize) -> bool {
        let digits =
            |t: usize| self.tags[t] == Tag::Number && self.word(t).starts_with(|c: char| c.is_ascii_digit());
        self.chunks.get(chunk).is_some_and(|c| c.tokens.clone().all(digits))
    }

    /// Whether any token of a chunk is of one of `classes`.
    pub(crate) fn chunk_is(&self, chunk: usize, classes: Classes) -> bool {
        self.chunks.get(chunk).is_some_and(|c| c.tokens.clone().any(|t| self.tokens[t].is(classes)))
    }
}

fn chunk(text: &str, tokens: &[Token], tags: &[Tag]) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(tokens.len() / 2 + 1);
    let mut at = 0;
    while at < tokens.len() {
        let (kind, end) = verb_group(tokens, tags, at)
            .or_else(|| noun_phrase(text, tokens, tags, at))
            .unwrap_or((simple(tags[at]), at + 1));
        chunks.push(Chunk { kind, tokens: at..end });
        at = end;
    }
    chunks
}

fn simple(tag: Tag) -> Kind {
    match tag {
        Tag::Preposition | Tag::To => Kind::Preposition,
        Tag::That => Kind::That,
        Tag::Relative => Kind::Relative,
        Tag::Coordinator => Kind::Coordinator,
        Tag::Subordinator => Kind::Subordinator,
        Tag::Comma => Kind::Comma,
        Tag::Colon => Kind::Colon,
        Tag::Semicolon => Kind::Semicolon,
        Tag::Dash => Kind::Dash,
        Tag::Open => Kind::Open,
        Tag::Close => Kind::Close,
        Tag::End => Kind::End,
        Tag::Quote(number) => Kind::Quote(number),
        _ => Kind::Adverb,
    }
}

/// A verb group that starts at `at`, leading adverbs included.
fn verb_group(tokens: &[Token], tags: &[Tag], at: usize) -> Option<(Kind, usize)> {
    let mut end = at;
    let mut finite = false;
    let mut infinitive = false;
    let mut be = None;
    let mut be_last = false;
    let mut have = false;
    let mut last_auxiliary = None;
    while end < tokens.len() {
        match tags[end] {
            Tag::Adverb => {}
            Tag::To if last_auxiliary.is_none() || infinitive => infinitive = true,
            Tag::Auxiliary => {
                let token = &tokens[end];
                if token.is(Classes::BE) {
                    be = Some(end);
                }
                be_last = token.is(Classes::BE);
                have |= token.is(Classes::HAVE);
                finite |= token.is(Classes::FINITE) && !infinitive;
                last_auxiliary = Some(end);
            }
            Tag::Verb => {
                let token = &tokens[end];
                let forms = token.entry.forms;
                let participle = forms.any(Forms::PAST.or(Forms::PARTICIPLE));
                let ing = forms.any(Forms::ING);
                if last_auxiliary.is_some() && !be_last && !have && participle && !forms.any(Forms::BASE) {
                    break; // "did, said": the auxiliary stood alone
                }
                let passive = be_last && participle && !ing;
                let form = if finite {
                    Form::Finite
                } else if infinitive {
                    Form::Infinitive
                } else if ing || last_auxiliary.is_some() {
                    Form::Ing
                } else if participle && !forms.any(Forms::THIRD) {
                    Form::Past
                } else {
                    Form::Finite
                };
                return Some((Kind::Verb(Group { main: end, form, passive, copula: false }), end + 1));
            }
            _ => break,
        }
        end += 1;
    }
    // Auxiliaries alone: a copula, or "has", "did" as full verbs.
    let last = last_auxiliary?;
    let form = if finite {
        Form::Finite
    } else if infinitive {
        Form::Infinitive
    } else {
        Form::Ing
    };
    let copula = be == Some(last);
    let end = (last + 1..end).find(|t| !tokens[*t].is(Classes::NEGATION)).unwrap_or(end).min(end);
    Some((Kind::Verb(Group { main: last, form, passive: false, copula }), end.max(last + 1)))
}

/// A base noun phrase that starts at `at`.
fn noun_phrase(text: &str, tokens: &[Token], tags: &[Tag], at: usize) -> Option<(Kind, usize)> {
    if matches!(tags[at], Tag::Pronoun | Tag::Object) {
        return Some((Kind::Noun, at + 1));
    }
    let mut end = at;
    let mut head = false;
    let mut time = true;
    while end < tokens.len() {
        let opens = matches!(tags[end], Tag::Determiner | Tag::Possessive);
        match tags[end] {
            Tag::Determiner | Tag::Possessive if !head => {}
            Tag::Number | Tag::Noun | Tag::Name | Tag::Time => {
                if head && tags[end] == Tag::Name && breaks_before_name(text, tokens, tags, end) {
                    break;
                }
                if head
                    && (tags[end] == Tag::Time) != (tags[end - 1] == Tag::Time)
                    && tags[end] == Tag::Time
                    && !time
                {
                    break; // "the minister | Tuesday"
                }
                if head && time && tags[end] == Tag::Name && tags[at..end].contains(&Tag::Time) {
                    break; // "Tuesday | Iran"
                }
                head = true;
                time &= matches!(tags[end], Tag::Time | Tag::Number) || tokens[end].is(Classes::TIME);
            }
            Tag::Clitic if head => {
                head = false;
                time = false;
                end += 1;
                continue;
            }
            // "a highly critical report"
            Tag::Adverb
                if end > at && (!head || tags[end - 1] == Tag::Number) && next_is_nominal(tags, end) => {}
            // "last week", "next year"
            Tag::Adverb if end == at && tags.get(end + 1) == Some(&Tag::Time) => {}
            // "Johnson & Johnson"
            Tag::Coordinator
                if head
                    && &text[tokens[end].span.range()] == "&"
                    && tags.get(end + 1) == Some(&Tag::Name) => {}
            // "Israeli and Palestinian mediators"
            Tag::Coordinator if head && two_modifiers(text, tokens, tags, at, end) => {}
            _ => break,
        }
        time &= !opens || tags.get(end + 1).is_some_and(|t| *t == Tag::Time || *t == Tag::Noun);
        end += 1;
    }
    if end == at {
        return None;
    }
    let any_time = tokens[at..end].iter().any(|t| t.is(Classes::TIME) && t.sort == Sort::Word);
    let only_time = time && any_time && tags[at..end].iter().all(|t| !matches!(t, Tag::Name | Tag::Clitic));
    Some((if only_time { Kind::Time } else { Kind::Noun }, end))
}

/// A name after a noun: "President Lee" is one phrase, "a statement | Iran" and "reporters | Iran" are two.
fn breaks_before_name(text: &str, tokens: &[Token], tags: &[Tag], at: usize) -> bool {
    if tags[at - 1] != Tag::Noun {
        return false;
    }
    let before = &tokens[at - 1];
    if &text[before.span.range()] == "ruling" {
        return false; // "the ruling | Liberal Party"
    }
    if before.is(Classes::DEMONYM) || tokens[at].is(Classes::DEMONYM) && !tokens[at].is(Classes::COUNTRY) {
        return before.is(Classes::PLURAL);
    }
    let person = Classes::TITLE.or(Classes::HUMAN).or(Classes::BODY);
    if before.is(person) {
        return before.is(Classes::PLURAL) && !before.is(Classes::TITLE) && tokens[at].is(Classes::COUNTRY);
    }
    before.is(Classes::VENUE.or(Classes::TIME).or(Classes::CUE_NOUN).or(Classes::PLAIN_NOUN))
}

/// Two modifiers in front of one noun: "Afghan and coalition troops", "state and local leaders".
fn two_modifiers(text: &str, tokens: &[Token], tags: &[Tag], start: usize, and: usize) -> bool {
    let modifier = |t: usize| tokens.get(t).is_some_and(|t| !t.is(Classes::PLURAL));
    let people = PEOPLES.contains(&&text[tokens[and - 1].span.range()]);
    let demonym = (people || tokens[and - 1].is(Classes::DEMONYM)) && modifier(and - 1);
    let bare = and == start + 1
        && tags[and - 1] == Tag::Noun
        && modifier(and - 1)
        && tags.get(and + 1) == Some(&Tag::Noun);
    // "the | water and forests | ministry"
    let office = and == start + 2
        && matches!(tags[start], Tag::Determiner | Tag::Possessive)
        && tags[and - 1] == Tag::Noun
        && tags.get(and + 1) == Some(&Tag::Noun)
        && tags.get(and + 2) == Some(&Tag::Noun)
        && tags.get(and + 3) != Some(&Tag::Noun)
        && modifier(and - 1)
        && !tokens[and - 1].is(Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE))
        && !tokens[and + 1].is(Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE))
        && tokens[and + 2].is(Classes::BODY.or(Classes::TITLE))
        && !tokens[and + 2].is(Classes::PLURAL);
    if office {
        return true;
    }
    let follows = matches!(tags.get(and + 1), Some(Tag::Noun | Tag::Name))
        && modifier(and + 1)
        && tags.get(and + 2) == Some(&Tag::Noun);
    (demonym || bare) && follows && !tokens[and - 1].is(Classes::HUMAN.or(Classes::BODY))
}

/// Adjectives for peoples and faiths that no country has its name from.
pub(crate) const PEOPLES: &[&str] = &[
    "Sunni",
    "Shi'ite",
    "Shiite",
    "Shia",
    "Kurdish",
    "Arab",
    "Muslim",
    "Christian",
    "Jewish",
    "Catholic",
    "Protestant",
    "Orthodox",
    "Hindu",
    "Buddhist",
    "Tamil",
    "Tibetan",
    "Chechen",
    "Western",
    "European",
    "African",
    "Asian",
    "Islamic",
    "Islamist",
    "Basque",
    "Sikh",
];

fn next_is_nominal(tags: &[Tag], at: usize) -> bool {
    matches!(tags.get(at + 1), Some(Tag::Noun | Tag::Name | Tag::Number | Tag::Adverb))
}
