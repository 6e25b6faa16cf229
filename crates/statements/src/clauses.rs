//! Who does what in a stretch: the subject of a verb group, the extent of a noun phrase, the end of a clause.

use std::ops::Range;

use crate::chunks::{Form, Group, Kind, Unit};
use crate::holders::is_actor;
use crate::lexicon::{Classes, VerbClass};
use crate::tagger::Tag;

/// The subject of a verb group, as runs of chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The whole noun phrase, with what belongs to it; or the relative pronoun.
    pub(crate) chunks: Range<usize>,
    /// What a relative pronoun stands for.
    pub(crate) antecedent: Option<Range<usize>>,
}

impl Subject {
    fn plain(chunks: Range<usize>) -> Self {
        Self { chunks, antecedent: None }
    }
}

/// Noun phrases inside noun phrases are followed this deep, insertions and conjoined verbs this far back: no real
/// sentence comes near, and a text made to be hard costs no more than linear time.
const DEPTH: usize = 6;
const CANDIDATES: usize = 8;

/// The subject of the verb group in `chunk`, when one can be told.
pub(crate) fn subject(unit: &Unit, chunk: usize) -> Option<Subject> {
    unit.subjects.get(chunk).cloned().flatten()
}

/// Finds the subject of `chunk` when those of all chunks before it are known already.
pub(crate) fn find_subject(unit: &Unit, chunk: usize) -> Option<Subject> {
    let depth = DEPTH;
    let group = unit.group(chunk)?;
    if group.form == Form::Infinitive {
        return infinitive_subject(unit, chunk);
    }
    let at = skip_adjuncts(unit, chunk);
    let before = at.checked_sub(1)?;
    match unit.kind(before) {
        Kind::Relative | Kind::That => relative_subject(unit, before, depth),
        Kind::Noun if group.form == Form::Ing => holder_of_participle(unit, before, depth),
        // "quotes the minister as | saying"
        Kind::Subordinator
            if group.form == Form::Ing
                && unit.starts_with(before, &["as"])
                && before > 0
                && unit.kind(before - 1) == Kind::Noun =>
        {
            Some(Subject::plain(phrase_before(unit, before - 1, depth)?))
        }
        // "the minister was quoted as | saying"
        Kind::Subordinator
            if group.form == Form::Ing
                && unit.starts_with(before, &["as"])
                && before > 0
                && unit.group(before - 1).is_some_and(|g| g.passive) =>
        {
            subject(unit, before - 1)
        }
        Kind::Noun => Some(Subject::plain(phrase_before(unit, before, depth)?)),
        // "the commission | on | broadcasting | would hand"
        Kind::Verb(Group { form: Form::Ing, .. })
            if group.form == Form::Finite
                && before >= 2
                && unit.kind(before - 1) == Kind::Preposition
                && unit.kind(before - 2) == Kind::Noun =>
        {
            Some(Subject::plain(phrase_before(unit, before - 2, depth)?))
        }
        Kind::Comma | Kind::Dash | Kind::Close if group.form == Form::Ing => participle_subject(unit, before),
        Kind::Comma | Kind::Dash | Kind::Close => around_insertion(unit, before, depth)
            .map(Subject::plain)
            .or_else(|| relative_over_insertion(unit, before, depth)),
        Kind::Coordinator => conjoined_subject(unit, before, group),
        Kind::Preposition | Kind::Verb(_) if group.form == Form::Ing => governing_subject(unit, before),
        Kind::Verb(_) if group.form == Form::Past => None,
        _ => None,
    }
}

/// The subject that an insertion parts from the verb in `chunk`: "Lee, the minister, | said".
pub(crate) fn subject_before_insertion(unit: &Unit, chunk: usize) -> Option<Range<usize>> {
    let before = skip_adjuncts(unit, chunk).checked_sub(1)?;
    around_insertion(unit, before, DEPTH)
}

/// Whether a bare -ed form modifies a noun phrase that is the subject of a later verb: "families of soldiers killed
/// there | joined".
pub(crate) fn is_reduced(unit: &Unit, chunk: usize) -> bool {
    let mut at = chunk + 1;
    loop {
        match unit.kind(at) {
            Kind::Noun | Kind::Preposition | Kind::Adverb | Kind::Time => at += 1,
            Kind::Verb(group) if matches!(group.form, Form::Finite | Form::Past) => {
                let left = skip_adjuncts(unit, at);
                // "rejected | said": the object of the first verb cannot be the subject of the second.
                return at > chunk + 1
                    && left > 0
                    && subject(unit, at).is_some_and(|s| s.chunks.contains(&chunk));
            }
            _ => return false,
        }
    }
}

/// "officials | opposing the plan", but "issued a statement | saying": a statement has an author.
fn holder_of_participle(unit: &Unit, noun: usize, depth: usize) -> Option<Subject> {
    let phrase = phrase_before(unit, noun, depth)?;
    // "Police fired at hundreds of people | demonstrating": the people demonstrate; "the students marched through Lima | chanting": the
    // students chant.
    let clause = phrase.clone().any(|c| matches!(unit.kind(c), Kind::Verb(_)));
    if clause || !is_actor(unit, &phrase) {
        let counted = noun >= 2 && unit.starts_with(noun - 1, &["of"]);
        let near = if counted { noun - 2 } else { noun }..noun + 1;
        let people =
            unit.head(noun).is_some_and(|h| unit.tokens[h].is(Classes::HUMAN) && unit.tags[h] == Tag::Noun);
        if people && is_actor(unit, &near) && near != phrase {
            return Some(Subject::plain(near));
        }
    }
    let words = unit.head(phrase.start).is_some_and(|h| {
        unit.tokens[h].is(Classes::VENUE.or(Classes::CUE_NOUN))
            && !unit.tokens[h].is(Classes::HUMAN.or(Classes::BODY))
    });
    let author = phrase.start.checked_sub(1).filter(|_| words).and_then(|left| governing_subject(unit, left));
    Some(author.unwrap_or(Subject::plain(phrase)))
}

/// Steps left over times, adverbs and "on Tuesday" between a subject and its verb.
fn skip_adjuncts(unit: &Unit, chunk: usize) -> usize {
    let mut at = chunk;
    while at > 0 {
        match unit.kind(at - 1) {
            Kind::Adverb => at -= 1,
            Kind::Time if at >= 2 && unit.kind(at - 2) == Kind::Preposition => at -= 2,
            Kind::Time if at >= 2 => at -= 1,
            // "the council | in 1999 | called on"
            Kind::Noun if at >= 3 && is_year(unit, at - 1) && unit.starts_with(at - 2, &["in", "since"]) => {
                at -= 2;
            }
            _ => break,
        }
    }
    at
}

fn is_year(unit: &Unit, chunk: usize) -> bool {
    unit.is_figure(chunk) && unit.first_word(chunk).len() == 4 && unit.chunks[chunk].tokens.len() == 1
}

/// The noun phrase that ends with `last`: its modifiers, the list it closes, the relative clause it closes.
fn phrase_before(unit: &Unit, last: usize, depth: usize) -> Option<Range<usize>> {
    let depth = depth.checked_sub(1)?;
    // "Chad and Niger each | said": the quantifier stands for the list before it.
    let each = unit.starts_with(last, &["each", "both", "all"])
        && unit.chunks[last].tokens.len() == 1
        && last > 0
        && unit.kind(last - 1) == Kind::Noun
        && list_before(unit, last - 1).is_some();
    let last = if each { last - 1 } else { last };
    let mut start = last;
    loop {
        start = with_modifiers(unit, start);
        let Some(left) = start.checked_sub(1) else { break };
        if let Some(first) = place_before(unit, start, last) {
            start = first;
            continue;
        }
        if let Some(first) = list_before(unit, start) {
            start = first;
            continue;
        }
        if gives_examples(unit, left)
            && let Some(host) = left.checked_sub(1)
        {
            let host = if unit.kind(host) == Kind::Comma { host.saturating_sub(1) } else { host };
            if unit.kind(host) == Kind::Noun {
                start = host;
                continue;
            }
        }
        // "officials who met Lee | said": the clause between belongs to the phrase.
        let verb = match unit.kind(left) {
            Kind::Verb(_) => Some(left),
            Kind::Preposition => verb_governing(unit, left),
            _ => None,
        };
        let Some(verb) = verb else { break };
        let Some(host) = modifier_host(unit, verb, depth) else { break };
        if unit.kind(last) == Kind::Noun && is_subject_pronoun(unit, last) {
            break;
        }
        start = host;
    }
    Some(start..last + 1)
}

/// "the center in Alexandria, | Virginia": the second half of a place name.
fn place_before(unit: &Unit, start: usize, last: usize) -> Option<usize> {
    let name = |chunk: usize| {
        unit.kind(chunk) == Kind::Noun && unit.chunks[chunk].tokens.clone().all(|t| unit.tags[t] == Tag::Name)
    };
    let city = start
        .checked_sub(2)
        .filter(|c| start == last && unit.kind(start - 1) == Kind::Comma && name(start) && name(*c))?;
    let host = with_modifiers(unit, city);
    let free =
        host == 0 || !matches!(unit.kind(host - 1), Kind::Preposition | Kind::Subordinator | Kind::Noun);
    (host < city && free && unit.starts_with(city - 1, &["in", "at", "near", "of", "from"])).then_some(host)
}

fn is_subject_pronoun(unit: &Unit, chunk: usize) -> bool {
    let tokens = unit.chunks[chunk].tokens.clone();
    tokens.len() == 1 && unit.tags[tokens.start] == Tag::Pronoun
}

/// The verb that governs a preposition: the chunks between are noun phrases and prepositions.
fn verb_governing(unit: &Unit, preposition: usize) -> Option<usize> {
    let mut at = preposition.checked_sub(1)?;
    loop {
        match unit.kind(at) {
            Kind::Verb(_) => return Some(at),
            Kind::Noun | Kind::Preposition | Kind::Time | Kind::Adverb => at = at.checked_sub(1)?,
            _ => return None,
        }
    }
}

/// The first chunk of the noun phrase that the clause of `verb` modifies, when it modifies one.
fn modifier_host(unit: &Unit, verb: usize, depth: usize) -> Option<usize> {
    let depth = depth.checked_sub(1)?;
    let group = unit.group(verb)?;
    let left = skip_adjuncts(unit, verb).checked_sub(1)?;
    match (unit.kind(left), group.form) {
        // "sources who say negotiators | have agreed": what they say is a clause of its own.
        (Kind::Relative, Form::Finite | Form::Past)
            if unit.class(group) <= VerbClass::Think
                && unit.kind(verb + 1) == Kind::Noun
                && !group.copula =>
        {
            None
        }
        (Kind::Relative | Kind::That, Form::Finite | Form::Past) => {
            let host = left.checked_sub(1)?;
            (unit.kind(host) == Kind::Noun)
                .then(|| phrase_before(unit, host, depth))
                .flatten()
                .map(|r| r.start)
        }
        (Kind::Noun, Form::Past) if unit.kind(verb + 1) == Kind::Noun => None, // with an object it is no participle
        (Kind::Noun, Form::Past | Form::Ing) if !is_subject_pronoun(unit, left) => {
            let speaks = unit.class(group) <= VerbClass::Think
                && group.form == Form::Past
                && unit.class(group) != VerbClass::Plain;
            (!speaks).then(|| phrase_before(unit, left, depth)).flatten().map(|r| r.start)
        }
        (Kind::Noun, Form::Infinitive) => {
            let cue = unit.head(left).is_some_and(|h| unit.tokens[h].is(Classes::CUE_NOUN));
            let host = cue.then(|| with_modifiers(unit, left))?;
            let subject = host == 0 || !matches!(unit.kind(host - 1), Kind::Verb(_) | Kind::Preposition);
            subject.then_some(host)
        }
        _ => None,
    }
}

/// Steps left over "of the union", "in Berlin" to the noun phrase they modify.
fn with_modifiers(unit: &Unit, start: usize) -> usize {
    let mut start = start;
    while start >= 2 && unit.kind(start - 1) == Kind::Preposition {
        // "officials | close | to the talks"
        let host = if unit.kind(start - 2) == Kind::Adverb && start >= 3 { start - 3 } else { start - 2 };
        let noun = unit.kind(host) == Kind::Noun && !is_subject_pronoun_strict(unit, host);
        let object_of_speech = host
            .checked_sub(1)
            .and_then(|v| unit.group(v))
            .is_some_and(|g| unit.class(g) == VerbClass::Plain);
        if !noun || object_of_speech && unit.first_word(start - 1) != "of" {
            break;
        }
        start = host;
    }
    start
}

/// he, she, they: nothing modifies them ("some of the ministers" is another matter).
pub(crate) fn is_subject_pronoun_strict(unit: &Unit, chunk: usize) -> bool {
    is_subject_pronoun(unit, chunk)
        && !unit.chunk_is(chunk, Classes::DETERMINER.or(Classes::HUMAN).or(Classes::NUMBER))
}

/// "France, Germany and | Britain": the first chunk of the list whose last member starts at `last`.
fn list_before(unit: &Unit, last: usize) -> Option<usize> {
    let mut at = last.checked_sub(1)?;
    if unit.kind(at) != Kind::Coordinator || unit.starts_with(at, &["but", "nor"]) {
        return None;
    }
    if at >= 1 && unit.kind(at - 1) == Kind::Comma {
        at -= 1;
    }
    let mut starts = vec![with_modifiers(unit, at.checked_sub(1).filter(|p| unit.kind(*p) == Kind::Noun)?)];
    let mut start = starts[0];
    while start >= 2 && unit.kind(start - 1) == Kind::Comma && unit.kind(start - 2) == Kind::Noun {
        start = with_modifiers(unit, start - 2);
        starts.push(start);
    }
    // An object with a new clause behind it is no list: "rejected the plan and Lee said".
    let open = |start: &usize| {
        *start == 0
            || match unit.kind(start - 1) {
                Kind::Verb(group) => unit.class(group) == VerbClass::Say && unit.chunks.len() > last,
                Kind::Noun => unit.head(start - 1).is_some_and(|h| {
                    let token = &unit.tokens[h];
                    token.is(Classes::PLURAL) && token.is(Classes::HUMAN.or(Classes::BODY)) // "member nations | Brazil and Peru"
                }),
                Kind::Preposition => gives_examples(unit, start - 1),
                Kind::Quote(_) => false,
                _ => true,
            }
    };
    // "Before the summit, | Lee and Berg said": what stands before the comma is no member.
    starts.into_iter().rev().find(open)
}

/// "several countries, | including | Peru and Chad"
fn gives_examples(unit: &Unit, chunk: usize) -> bool {
    unit.kind(chunk) == Kind::Preposition && unit.starts_with(chunk, &["including", "like"])
}

/// "who", "that": the phrase before is the antecedent; without one the word is no relative.
fn relative_subject(unit: &Unit, word: usize, depth: usize) -> Option<Subject> {
    let mut host = word.checked_sub(1)?;
    if matches!(unit.kind(host), Kind::Comma | Kind::Dash) {
        if unit.kind(word) == Kind::That {
            return None;
        }
        host = host.checked_sub(1)?;
    }
    // "Anna Berg, 16, | who": the age between is nobody.
    if unit.is_figure(host)
        && host >= 2
        && unit.kind(host - 1) == Kind::Comma
        && unit.kind(host - 2) == Kind::Noun
    {
        host -= 2;
    }
    // "in which", "with whom"
    if unit.kind(host) == Kind::Preposition || unit.starts_with(word, &["whom", "whose"]) {
        return None;
    }
    let antecedent = match unit.kind(host) {
        Kind::Noun => phrase_before(unit, host, depth)?,
        Kind::Comma | Kind::Close => around_insertion(unit, host, depth)?,
        _ => return None,
    };
    Some(Subject { chunks: word..word + 1, antecedent: Some(antecedent) })
}

/// "who, after the vote, | said".
fn relative_over_insertion(unit: &Unit, closing: usize, depth: usize) -> Option<Subject> {
    let opening = (0..closing).rev().find(|c| matches!(unit.kind(*c), Kind::Comma))?;
    let word = opening.checked_sub(1)?;
    matches!(unit.kind(word), Kind::Relative).then(|| relative_subject(unit, word, depth)).flatten()
}

/// "Lee, the minister, | said": from the phrase before the insertion to its closing comma.
fn around_insertion(unit: &Unit, closing: usize, depth: usize) -> Option<Range<usize>> {
    let depth = depth.checked_sub(1)?;
    let pair = match unit.kind(closing) {
        Kind::Comma => Kind::Comma,
        Kind::Dash => Kind::Dash,
        _ => Kind::Open,
    };
    let mut at = closing;
    let mut tried = 0;
    let mut quoted = false;
    while at > 0 && tried < CANDIDATES {
        at -= 1;
        match unit.kind(at) {
            Kind::Semicolon | Kind::Colon if pair == Kind::Comma => return None,
            Kind::Quote(_) if pair == Kind::Comma => quoted = true,
            kind if kind == pair => {
                tried += 1;
                // "Lee, who had called it "a joke", | signed": only such a clause goes on over a quotation.
                if quoted && unit.kind(at + 1) != Kind::Relative {
                    return None;
                }
                let host = at.checked_sub(1)?;
                // "Anna Berg, 29, | whose father ...,": the age is no host.
                if unit.is_figure(host) {
                    continue;
                }
                let host_is_noun = unit.kind(host) == Kind::Noun || unit.kind(host) == Kind::Close;
                if at + 1 < closing && host_is_noun && opens_insertion(unit, at + 1, pair) {
                    let range = if unit.kind(host) == Kind::Close {
                        around_insertion(unit, host, depth)?
                    } else {
                        phrase_before(unit, host, depth)?
                    };
                    let left = range.start.checked_sub(1).map(|c| unit.kind(c));
                    let free = !matches!(left, Some(Kind::Preposition))
                        && !matches!(left, Some(Kind::Verb(g)) if unit.class(g) != VerbClass::Say && pair == Kind::Comma);
                    // A name may also hide in a list of insertions: "Lee, 40, a doctor, said"; not so "the abbot, Lee, said".
                    let named = |c: usize| unit.head(c).is_some_and(|h| unit.tags[h] == Tag::Name);
                    let renamed = named(at + 1)
                        && !named(range.start)
                        && unit.chunks[range.start].tokens.len() > 1
                        && matches!(
                            unit.tags[unit.chunks[range.start].tokens.start],
                            Tag::Determiner | Tag::Possessive
                        );
                    if free
                        && !(matches!(left, Some(Kind::Comma))
                            && !renamed
                            && unit.kind(at + 1) == Kind::Noun
                            && range.start >= 2
                            && unit.kind(range.start - 2) == Kind::Noun)
                    {
                        let described = pair != Kind::Comma
                            || matches!(unit.kind(at + 1), Kind::Noun | Kind::Relative)
                            || gives_examples(unit, at + 1)
                            // "The report, by the adviser Anna Berg, says"
                            || unit.starts_with(at + 1, &["by"]);
                        return Some(range.start..if described { closing + 1 } else { at });
                    }
                }
            }
            _ => {}
        }
    }
    None
}

fn opens_insertion(unit: &Unit, first: usize, pair: Kind) -> bool {
    pair != Kind::Comma
        || match unit.kind(first) {
            // "the fence, they could bear, | said": a clause of its own is no insertion, but "the Circle, she said, | could" is
            // one, and "Lee, it turns out, | would".
            Kind::Noun => !is_subject_pronoun_strict(unit, first) || is_aside(unit, first),
            Kind::Relative | Kind::Preposition | Kind::Subordinator | Kind::Adverb | Kind::Time => true,
            Kind::Verb(group) => matches!(group.form, Form::Ing | Form::Past | Form::Infinitive),
            _ => false,
        }
}

/// "she said", "it turns out": a pronoun and what it says or seems, in the middle of a clause.
fn is_aside(unit: &Unit, pronoun: usize) -> bool {
    unit.starts_with(pronoun, &["it"])
        || unit.group(pronoun + 1).is_some_and(|g| unit.class(g) <= VerbClass::Think)
}

/// ", saying": the subject of the clause before; at the start of a sentence, of the clause behind.
fn participle_subject(unit: &Unit, comma: usize) -> Option<Subject> {
    let verb = main_verb_before(unit, comma)?;
    subject(unit, verb).or_else(|| crate::speech::inverted(unit, verb).map(Subject::plain))
}

fn main_verb_before(unit: &Unit, before: usize) -> Option<usize> {
    let finite = |c: &usize| unit.group(*c).is_some_and(|g| matches!(g.form, Form::Finite | Form::Past));
    let candidates: Vec<usize> = (0..before).filter(finite).collect();
    // The verb of the main clause: the first one that is not inside a relative clause.
    let main = |c: &&usize| {
        let left = skip_adjuncts(unit, **c).checked_sub(1).map(|l| unit.kind(l));
        !matches!(left, Some(Kind::Relative | Kind::That | Kind::Subordinator) | None)
    };
    candidates.iter().find(main).or(candidates.first()).copied()
}

/// "and called for": the subject of the nearest verb before with the same standing.
fn conjoined_subject(unit: &Unit, coordinator: usize, group: Group) -> Option<Subject> {
    let fits = |c: &usize| {
        unit.group(*c).is_some_and(|g| match group.form {
            Form::Ing => g.form == Form::Ing,
            _ => matches!(g.form, Form::Finite | Form::Past),
        })
    };
    let tense = |c: &usize| unit.group(*c).map(|g| g.form) == Some(group.form);
    let comma = coordinator > 0 && unit.kind(coordinator - 1) == Kind::Comma;
    let verbs: Vec<usize> = (0..coordinator).filter(fits).collect();
    let mut order: Vec<usize> = verbs.iter().rev().copied().filter(tense).collect();
    order.extend(verbs.iter().rev().copied().filter(|c| !tense(c)));
    if comma && let Some(main) = main_verb_before(unit, coordinator).filter(|m| verbs.contains(m) && tense(m))
    {
        order.insert(0, main);
    }
    order.into_iter().take(CANDIDATES).find_map(|verb| {
        subject(unit, verb).or_else(|| crate::speech::inverted(unit, verb).map(Subject::plain))
    })
}

/// "by rejecting", "stopped calling": the subject of the verb that governs.
fn governing_subject(unit: &Unit, left: usize) -> Option<Subject> {
    let verb =
        if matches!(unit.kind(left), Kind::Verb(_)) { Some(left) } else { verb_governing(unit, left) }?;
    subject(unit, verb)
}

/// "is said to be preparing", "appears to back": the subject of the verb that raises it.
fn infinitive_subject(unit: &Unit, chunk: usize) -> Option<Subject> {
    let verb = chunk.checked_sub(1)?;
    let Some(group) = unit.group(verb) else { return subject_of_purpose(unit, chunk) };
    let raises = group.copula
        || group.passive
        || matches!(
            unit.verb(group).map(|v| v.lemma),
            Some(
                "seem"
                    | "appear"
                    | "come"
                    | "go"
                    | "move"
                    | "begin"
                    | "start"
                    | "continue"
                    | "get"
                    | "rush"
                    | "manage"
                    | "use"
                    | "tend"
                    | "happen"
            )
        );
    raises.then(|| subject(unit, verb)).flatten()
}

/// "Chad is the second country | to ratify it": the subject of the verb before; "the offer prompted the rebels | to lay down their
/// arms": its object.
fn subject_of_purpose(unit: &Unit, chunk: usize) -> Option<Subject> {
    const RANKS: &[&str] = &["first", "second", "third", "last", "latest", "only", "next"];
    const MAKES: &[&str] =
        &["prompt", "lead", "cause", "force", "compel", "persuade", "convince", "get", "drive", "induce"];
    let mut noun = chunk.checked_sub(1)?;
    while noun >= 2 && unit.kind(noun) == Kind::Noun && unit.kind(noun - 1) == Kind::Preposition {
        noun -= 2;
    }
    let verb = noun.checked_sub(1).filter(|_| unit.kind(noun) == Kind::Noun)?;
    let group = unit.group(verb).filter(|g| matches!(g.form, Form::Finite | Form::Past))?;
    let lemma = unit.verb(group).map(|v| v.lemma);
    let ranked = unit.chunks[noun].tokens.clone().any(|t| RANKS.contains(&unit.word(t)));
    if ranked && (group.copula || lemma == Some("become")) {
        return subject(unit, verb);
    }
    let makes = lemma.is_some_and(|l| MAKES.contains(&l)) && !group.passive;
    makes.then(|| Subject::plain(noun..chunk))
}
