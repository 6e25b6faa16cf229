//! Statements that hang on a verb, on "according to", or on an adjective that takes a position.

use std::ops::Range;

use standpoint_article::Span;

use crate::chunks::{Form, Group, Kind, Unit};
use crate::clauses::{self, Subject};
use crate::drafts::{Draft, Manner};
use crate::extents;
use crate::holders::{can_speak, has_name, is_actor};
use crate::lexicon::{Classes, Forms, VerbClass};
use crate::speech::{content_of, inverted, region_start, resumes, speech_content};
use crate::tagger::Tag;

/// All statements of one stretch that a verb, an adjective or "according to" reports.
pub(crate) fn find(unit: &Unit, drafts: &mut Vec<Draft>) {
    for chunk in 0..unit.chunks.len() {
        let found = match unit.kind(chunk) {
            Kind::Verb(group) if group.copula => copula(unit, chunk),
            Kind::Verb(group) if group.passive => {
                passive(unit, chunk, group).or_else(|| adjectival(unit, chunk, group))
            }
            Kind::Verb(group) if group.form == Form::Past && by_follows(unit, chunk) => {
                // "accepted by email": nobody stands behind this "by".
                passive(unit, chunk, group).or_else(|| active(unit, chunk, group))
            }
            Kind::Verb(group) => active(unit, chunk, group),
            Kind::Preposition if unit.starts_with(chunk, &["according"]) => according_to(unit, chunk),
            Kind::Noun => partisan(unit, chunk),
            _ => None,
        };
        let company = found.as_ref().and_then(|draft| company(unit, draft));
        drafts.extend(found);
        drafts.extend(company);
    }
}

/// "China, | along with | Russia, | called for restraint": Russia did so too.
fn company(unit: &Unit, draft: &Draft) -> Option<Draft> {
    let (source, cue) = (draft.source?, draft.cue?);
    let with = (0..unit.chunks.len())
        .find(|c| unit.span(*c..*c + 1).is_some_and(|s| s.start() >= source.end()))
        .filter(|c| unit.kind(*c) == Kind::Comma)?
        + 1;
    let joins = unit.starts_with(with, &["along", "together"]) && unit.starts_with(with + 1, &["with"]);
    let first = if joins { with + 2 } else { with + 1 };
    if !joins && !unit.starts_with(with, &["alongside"]) || unit.kind(first) != Kind::Noun {
        return None;
    }
    let other = extents::phrase_after(unit, first)?;
    let before = unit.span(other.clone()).is_some_and(|s| s.end() <= cue.start());
    (before && unit.kind(other.end) == Kind::Comma && is_actor(unit, &other)).then(|| Draft {
        source: unit.span(other),
        antecedent: None,
        ..draft.clone()
    })
}

/// The cue of a verb group with the particles its verb takes in; and the first chunk behind it.
fn cue(unit: &Unit, chunk: usize, group: Group) -> (Option<Span>, usize) {
    let particles: &[&str] = unit.verb(group).map_or(&[], |v| &v.particles);
    let mut end = chunk + 1;
    // "pleaded Friday for"
    if unit.kind(end) == Kind::Time
        && unit.kind(end + 1) == Kind::Preposition
        && unit.starts_with(end + 1, particles)
    {
        end += 1;
    }
    if matches!(unit.kind(end), Kind::Preposition | Kind::Adverb) && unit.starts_with(end, particles) {
        end += 1;
        // "walked out of", "pull out of", "come out against"
        if unit.kind(end) == Kind::Preposition
            && unit.starts_with(end, &["of", "against", "for", "with"])
            && unit.kind(end - 1) != Kind::Noun
        {
            end += 1;
        }
    }
    (unit.span(chunk..end), end)
}

/// "signed by Lee", "signed yesterday by Lee".
fn by_follows(unit: &Unit, chunk: usize) -> bool {
    let mut at = chunk + 1;
    while matches!(unit.kind(at), Kind::Time | Kind::Adverb) {
        at += 1;
    }
    unit.kind(at) == Kind::Preposition && unit.starts_with(at, &["by"]) && unit.kind(at + 1) == Kind::Noun
}

/// X rejected the plan; the plan, X said, ...
fn active(unit: &Unit, chunk: usize, group: Group) -> Option<Draft> {
    let class = unit.class(group);
    let puts_it = unit.verb(group).is_some_and(|v| v.lemma == "put") && unit.starts_with(chunk + 1, &["it"]);
    // "sang | that a thing cut in three cannot walk"
    let tells = class == VerbClass::Plain
        && unit.kind(chunk + 1) == Kind::That
        && !(chunk > 0 && unit.starts_with(chunk - 1, &["it"]))
        && unit.verb(group).is_some_and(|v| v.lemma != "mean");
    let quotative = class == VerbClass::Say || puts_it || tells;
    // Verbs that no list has count as deeds where they have an object.
    let unlisted = class == VerbClass::Plain && unit.verb(group).is_some_and(|v| v.lemma.is_empty());
    if unit.tokens[group.main].is(Classes::HAVE) {
        let possession = possession(unit, chunk);
        if possession.is_some() || !wills(unit, chunk, group) {
            return possession;
        }
    }
    let with_object =
        unlisted && matches!(unit.kind(chunk + 1), Kind::Noun | Kind::Preposition | Kind::Adverb);
    if class == VerbClass::Plain
        && !with_object
        && !tells
        && !wills(unit, chunk, group)
        && !means_to(unit, chunk, group)
    {
        return None;
    }
    let before = chunk.checked_sub(1).map(|c| unit.kind(c));
    if group.form == Form::Ing
        && before == Some(Kind::Preposition)
        && !unit.starts_with(chunk - 1, &["by", "after", "before", "in", "without", "despite", "while"])
    {
        return None;
    }
    if group.form == Form::Past && clauses::is_reduced(unit, chunk) {
        return None;
    }
    let inversion = if quotative { inverted(unit, chunk) } else { None };
    let subject = match &inversion {
        Some(range) => Subject { chunks: range.clone(), antecedent: None },
        None => clauses::subject(unit, chunk)?,
    };
    let subject = without_others(unit, nearest_who(unit, subject));
    let holder = subject.antecedent.clone().unwrap_or(subject.chunks.clone());
    let general = unit.starts_with(holder.start, &["every", "each"]) && wills(unit, chunk, group);
    if general || inversion.is_none() && disagrees(unit, &subject, chunk, group) {
        return None;
    }
    let speaks = || {
        quotative
            && can_speak(unit, &holder)
            && !maybe_noun(unit, &holder, chunk, group)
            && (puts_it
                || has_name(unit, holder.start)
                || unit.verb(group).is_some_and(|v| SPOKEN.contains(&v.lemma)))
    };
    if !is_actor(unit, &holder) && !speaks() {
        return None;
    }
    let (cue, after) =
        if puts_it { (unit.span(chunk..chunk + 2), chunk + 2) } else { cue(unit, chunk, group) };
    let content = if quotative {
        speech_content(unit, chunk, after, &subject.chunks, inversion.is_some())
    } else {
        None
    };
    let content = content.unwrap_or_else(|| {
        let clausal = class != VerbClass::Act;
        let start = match unit.kind(after) {
            Kind::Colon => after + 1,
            Kind::Comma if matches!(unit.kind(after + 1), Kind::Quote(_)) => after + 1,
            _ => after,
        };
        let end = extents::clause_end(unit, chunk, start, clausal);
        // "took to the stage: "No.""
        let words = (start..end)
            .find(|c| unit.kind(*c) == Kind::Colon && matches!(unit.kind(*c + 1), Kind::Quote(_)));
        content_of(unit, words.map_or(start, |colon| colon + 1)..end)
    });
    let manner = if puts_it || tells { Manner::Speech } else { manner(class) };
    // "He said:": the colon is part of the cue, as PolNeAR has it.
    let cue = if quotative && after == chunk + 1 && unit.kind(after) == Kind::Colon {
        unit.span(chunk..after + 1)
    } else {
        cue
    };
    Some(Draft {
        source: unit.span(subject.chunks.clone()),
        cue,
        content: if content.is_empty() {
            clause_as_content(unit, &subject.chunks, chunk, class)
        } else {
            content
        },
        manner,
        speaker_of: None,
        antecedent: subject.antecedent.and_then(|r| unit.span(r)),
    })
}

/// "for 61 million, and the power company | has refused": a list whose first member cannot act is none.
fn without_others(unit: &Unit, subject: Subject) -> Subject {
    let chunks = subject.chunks.clone();
    let list = chunks.clone().any(|c| unit.kind(c) == Kind::Coordinator);
    if subject.antecedent.is_some() || !list || is_actor(unit, &chunks) {
        return subject;
    }
    let parted = |c: usize| c > chunks.start && unit.kind(c - 1) == Kind::Comma;
    // ", and the archbishop": a new clause. "A study by Lund and Vik" is no list of three.
    let clause = chunks.clone().rfind(|c| unit.kind(*c) == Kind::Coordinator && parted(*c));
    let rest = (clause.unwrap_or(chunks.start)..chunks.end).find(|c| {
        (unit.kind(*c) == Kind::Comma || unit.kind(*c) == Kind::Coordinator && parted(*c))
            && unit.kind(*c + 1) == Kind::Noun
            && is_actor(unit, &(*c + 1..chunks.end))
    });
    rest.map_or(subject, |c| Subject { chunks: c + 1..chunks.end, antecedent: None })
}

/// "a quarrel with the agency, | which wants", "Anna Berg, heard by video, | who begged": where the phrase before is nobody, the
/// nearest one that can act is meant.
fn nearest_who(unit: &Unit, subject: Subject) -> Subject {
    let word = subject.chunks.start;
    match &subject.antecedent {
        Some(antecedent) if !is_actor(unit, antecedent) && unit.starts_with(word, &["who", "which"]) => {
            let near = (word.saturating_sub(6)..word).rev();
            let found = near
                .take_while(|c| !matches!(unit.kind(*c), Kind::Semicolon | Kind::Colon | Kind::Quote(_)))
                .filter(|c| unit.kind(*c) == Kind::Noun)
                .find(|c| {
                    is_actor(unit, &(*c..*c + 1)) && !unit.starts_with(*c, &["they", "it", "he", "she"])
                });
            Subject { antecedent: found.map(|c| c..c + 1).or(subject.antecedent.clone()), ..subject }
        }
        _ => subject,
    }
}

/// Verbs whose subject speaks, whatever the lists know of it; that of others ("a survey shows") must be known to.
const SPOKEN: &[&str] = &[
    "say",
    "tell",
    "add",
    "announce",
    "claim",
    "explain",
    "write",
    "argue",
    "warn",
    "reply",
    "answer",
    "ask",
    "admit",
    "declare",
    "comment",
    "respond",
    "joke",
    "complain",
    "recall",
    "note",
    "acknowledge",
    "insist",
];

/// "a joint police | patrol", "a customs | post": no verb agrees with its subject so; "president in elections | set":
/// a participle that only modifies what a preposition or another verb governs.
fn disagrees(unit: &Unit, subject: &Subject, chunk: usize, group: Group) -> bool {
    let start = subject.chunks.start;
    if subject.antecedent.is_some() || subject.chunks.end != chunk {
        return false;
    }
    let forms = unit.tokens[group.main].entry.forms;
    let bare = unit.chunks[chunk].tokens.len() == 1;
    let base = forms.any(Forms::BASE) && !forms.any(Forms::PAST.or(Forms::THIRD));
    if bare && base && subject.chunks.len() == 1 && unit.starts_with(start, &["a", "an"]) {
        return unit.chunks[start].tokens.len() > 1
            && unit.head(start).is_some_and(|h| unit.tags[h] == Tag::Noun);
    }
    let governed = start.checked_sub(1).is_some_and(|left| match unit.kind(left) {
        Kind::Preposition => !unit
            .starts_with(left, &["after", "before", "since", "until", "till", "than", "as", "like", "by"]),
        Kind::Verb(before) => unit.class(before) > VerbClass::Think && !before.copula,
        _ => false,
    });
    bare && group.form == Form::Past && governed && unit.kind(chunk + 1) != Kind::Noun
}

/// "interest rates", "nuclear talks": a word that may be a plural noun, with nothing behind it that it would report;
/// "democratic reforms", "a strong showing": one behind an adjective.
fn maybe_noun(unit: &Unit, subject: &Range<usize>, chunk: usize, group: Group) -> bool {
    const ENDINGS: &[&str] = &["ic", "ous", "ive", "ial", "ful", "less"];
    const SHORT: &[&str] =
        &["new", "recent", "strong", "final", "last", "next", "similar", "nuclear", "part", "interest"];
    let head = unit.head(subject.end - 1).filter(|h| unit.tags[*h] == Tag::Noun).map_or("", |h| unit.word(h));
    if SHORT.contains(&head) || ENDINGS.iter().any(|e| head.ends_with(e)) {
        return true;
    }
    let noun = Classes::CUE_NOUN.or(Classes::PLAIN_NOUN).or(Classes::VENUE);
    let bare = unit.chunks[chunk].tokens.len() == 1 && unit.word(group.main).ends_with('s');
    let unlisted_noun = unit.verb(group).is_some_and(|v| v.lemma != "say");
    let reports = matches!(unit.kind(chunk + 1), Kind::Noun | Kind::That | Kind::Quote(_) | Kind::Colon)
        || unit.starts_with(chunk + 1, &["for"]);
    bare && (unit.tokens[group.main].is(noun) || unlisted_noun) && !reports
}

/// "means | to shut it": an intention.
fn means_to(unit: &Unit, chunk: usize, group: Group) -> bool {
    unit.verb(group).is_some_and(|v| v.lemma == "mean")
        && unit.group(chunk + 1).is_some_and(|g| g.form == Form::Infinitive)
}

/// "would sell", "will not come", "won't have it": what somebody would or would not do, whatever the verb.
fn wills(unit: &Unit, chunk: usize, group: Group) -> bool {
    let will = unit.chunks[chunk].tokens.clone().take_while(|t| *t < group.main).any(|t| {
        matches!(
            unit.word(t).to_lowercase().replace('’', "'").as_str(),
            "will" | "would" | "'ll" | "'d" | "won't" | "wouldn't" | "shall"
        )
    });
    // "could live with it", "could swallow the gate"
    let lives = (unit.word(group.main) == "live" && unit.starts_with(chunk + 1, &["with"])
        || !unit.tokens[group.main].is(Classes::VERB))
        && !unit.tokens[group.main].is(Classes::MODAL)
        && group.form == Form::Finite;
    (will || lives && unit.chunks[chunk].tokens.len() > 1) && !group.passive
}

fn manner(class: VerbClass) -> Manner {
    match class {
        VerbClass::Say => Manner::Speech,
        VerbClass::Think => Manner::Thought,
        VerbClass::Act | VerbClass::Plain => Manner::Deed,
    }
}

/// A deed without complement ("they walked out") is its own content.
fn clause_as_content(unit: &Unit, subject: &Range<usize>, verb: usize, class: VerbClass) -> Vec<Span> {
    // "the fee, which | the ministry | has suggested"
    let of_relative =
        subject.start > 0 && subject.end <= verb && unit.kind(subject.start - 1) == Kind::Relative;
    if class == VerbClass::Say && !of_relative {
        return Vec::new();
    }
    unit.span(subject.start.min(verb)..verb + 1).into_iter().collect()
}

/// The plan was rejected by X; an offer firmly rejected by X.
fn passive(unit: &Unit, chunk: usize, group: Group) -> Option<Draft> {
    let class = unit.class(group);
    if class == VerbClass::Plain {
        return None;
    }
    let by = passive_agent(unit, chunk)?;
    let agent = extents::phrase_after(unit, by + 1)?;
    if !is_actor(unit, &agent) {
        return None;
    }
    let content = passive_content(unit, chunk);
    Some(Draft {
        source: unit.span(agent.clone()),
        cue: unit.span(chunk..if by == chunk + 1 { by + 1 } else { chunk + 1 }),
        content,
        manner: manner(class),
        speaker_of: None,
        antecedent: None,
    })
}

/// The "by" of a passive: right behind the verb, or behind its other complements.
fn passive_agent(unit: &Unit, chunk: usize) -> Option<usize> {
    let mut at = chunk + 1;
    loop {
        match unit.kind(at) {
            Kind::Preposition if unit.starts_with(at, &["by"]) && unit.kind(at + 1) == Kind::Noun => {
                return Some(at);
            }
            Kind::Preposition | Kind::Noun | Kind::Time | Kind::Adverb if at < chunk + 5 => at += 1,
            _ => return None,
        }
    }
}

fn passive_content(unit: &Unit, chunk: usize) -> Vec<Span> {
    let subject = clauses::subject(unit, chunk).map(|s| s.antecedent.unwrap_or(s.chunks));
    let comma_before =
        chunk >= 2 && unit.kind(chunk - 1) == Kind::Comma && unit.kind(chunk - 2) == Kind::Noun;
    let range = subject.or_else(|| comma_before.then(|| chunk - 2..chunk - 1));
    range.map(|r| content_of(unit, r)).unwrap_or_default()
}

/// X is committed to the plan, X is prepared to sign: participles that describe their subject.
fn adjectival(unit: &Unit, chunk: usize, group: Group) -> Option<Draft> {
    let follows = matches!(unit.kind(chunk + 1), Kind::Preposition | Kind::That)
        || unit.group(chunk + 1).is_some_and(|g| g.form == Form::Infinitive);
    if !unit.tokens[group.main].is(Classes::CUE_ADJECTIVE) || !follows {
        return None;
    }
    predicate(unit, chunk, chunk + 1)
}

/// X is ready to sign, X remains opposed to it, X is against the plan, X is in favour of it.
fn copula(unit: &Unit, chunk: usize) -> Option<Draft> {
    let mut at = chunk + 1;
    while unit.kind(at) == Kind::Adverb {
        at += 1;
    }
    let end = match unit.kind(at) {
        Kind::Noun
            if unit.head(at).is_some_and(|h| unit.tokens[h].is(Classes::CUE_ADJECTIVE))
                && unit.chunks[at].tokens.len() <= 2 =>
        {
            at + 1
        }
        Kind::Preposition
            if unit.starts_with(at, &["against", "for", "behind"])
                && matches!(unit.kind(at + 1), Kind::Noun | Kind::Time)
                || unit.starts_with(at, &["against"]) =>
        {
            return predicate(unit, chunk, at);
        }
        Kind::Adverb if unit.starts_with(at, &["against"]) => return predicate(unit, chunk, at + 1),
        // "is all for it"
        Kind::Noun
            if unit.starts_with(at, &["all"])
                && unit.starts_with(at + 1, &["for"])
                && unit.chunks[at].tokens.len() == 1 =>
        {
            return predicate(unit, chunk, at + 1);
        }
        // "is in the high court to have it struck out"
        Kind::Preposition
            if unit.starts_with(at, &["in", "before", "at"])
                && unit.head(at + 1).is_some_and(|h| {
                    matches!(unit.word(h).to_lowercase().as_str(), "court" | "tribunal")
                }) =>
        {
            at + 2
        }
        Kind::Noun
            if unit.kind(at + 1) == Kind::Preposition
                && unit.head(at).is_some_and(|h| PARTISANS.contains(&unit.word(h).trim_end_matches('s'))) =>
        {
            at + 1
        }
        Kind::Preposition
            if unit.starts_with(at, &["in"])
                && unit.starts_with(at + 1, &["favor", "favour", "support", "opposition", "agreement"]) =>
        {
            at + 2
        }
        _ => return None,
    };
    predicate(unit, chunk, end)
}

/// X has no plans to leave, X has doubts about it.
fn possession(unit: &Unit, chunk: usize) -> Option<Draft> {
    let noun = chunk + 1;
    let cue = unit.kind(noun) == Kind::Noun
        && unit
            .head(noun)
            .is_some_and(|h| unit.tokens[h].is(Classes::CUE_NOUN) || ATTITUDES.contains(&unit.word(h)));
    // "has three demands."
    let listed = unit.kind(noun + 1) == Kind::End
        && unit
            .head(noun)
            .is_some_and(|h| matches!(unit.word(h), "demands" | "objections" | "conditions" | "doubts"));
    let complement = listed
        || matches!(unit.kind(noun + 1), Kind::Preposition | Kind::That)
        || unit.group(noun + 1).is_some_and(|g| g.form == Form::Infinitive);
    if cue && complement { predicate(unit, chunk, noun + 1) } else { None }
}

/// What one has or has not for a thing: "has no use for", "has a mind to".
const ATTITUDES: &[&str] = &[
    "use",
    "mind",
    "time",
    "patience",
    "stomach",
    "love",
    "taste",
    "appetite",
    "wish",
    "quarrel",
    "truck",
    "sympathy",
    "part",
    "trouble",
    "word",
    "words",
    "idea",
    "designs",
    "eyes",
    "objection",
    "answer",
    "none",
];

/// Nouns that say for or against what somebody is: "a critic of the plan".
const PARTISANS: &[&str] = &[
    "critic",
    "supporter",
    "opponent",
    "advocate",
    "backer",
    "champion",
    "proponent",
    "defender",
    "foe",
    "enemy",
    "fan",
    "signatory",
    "sponsor",
];

/// "Lee, | an outspoken critic | of the war,"
fn partisan(unit: &Unit, chunk: usize) -> Option<Draft> {
    let named = |word: &str| PARTISANS.contains(&word.trim_end_matches('s'));
    let host = chunk.checked_sub(2)?;
    let fits = unit.head(chunk).is_some_and(|h| unit.tags[h] == Tag::Noun && named(unit.word(h)))
        && unit.kind(host + 1) == Kind::Comma
        && unit.kind(host) == Kind::Noun
        && unit.starts_with(chunk + 1, &["of"])
        && unit.kind(chunk + 1) == Kind::Preposition
        && has_name(unit, host)
        && is_actor(unit, &(host..host + 1));
    if !fits {
        return None;
    }
    let close = |c: &usize| {
        matches!(
            unit.kind(*c),
            Kind::Comma | Kind::End | Kind::Semicolon | Kind::Dash | Kind::Close | Kind::Colon
        )
    };
    let end = (chunk + 2..unit.chunks.len()).find(close).unwrap_or(unit.chunks.len());
    Some(Draft {
        source: unit.span(host..host + 1),
        cue: unit.span(chunk..chunk + 2),
        content: content_of(unit, chunk + 2..end),
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: None,
    })
}

/// The statement of a predicate whose cue runs from `chunk` to `end`, taking in a preposition behind it.
fn predicate(unit: &Unit, chunk: usize, end: usize) -> Option<Draft> {
    let subject = clauses::subject(unit, chunk)?;
    let holder = subject.antecedent.clone().unwrap_or(subject.chunks.clone());
    if !is_actor(unit, &holder) {
        return None;
    }
    let end = if unit.kind(end) == Kind::Preposition { end + 1 } else { end };
    let content = content_of(unit, end..extents::clause_end(unit, chunk, end, false));
    Some(Draft {
        source: unit.span(subject.chunks.clone()),
        cue: unit.span(chunk..end),
        content: if content.is_empty() {
            unit.span(subject.chunks.start.min(chunk)..end).into_iter().collect()
        } else {
            content
        },
        manner: Manner::Deed,
        speaker_of: None,
        antecedent: subject.antecedent.and_then(|r| unit.span(r)),
    })
}

/// According to X, ...; ..., according to X.
fn according_to(unit: &Unit, chunk: usize) -> Option<Draft> {
    if !unit.starts_with(chunk + 1, &["to"]) {
        return None;
    }
    let source = extents::phrase_after(unit, chunk + 2)?;
    let region = region_start(unit, chunk);
    let leads = region == chunk || unit.kind(region) == Kind::Coordinator && region + 1 == chunk;
    let behind = if unit.kind(source.end) == Kind::Comma { source.end + 1 } else { source.end };
    let mut content = Vec::new();
    if !leads {
        content.extend(content_of(unit, region..chunk));
    }
    if leads || behind > source.end && resumes(unit, behind) {
        content.extend(content_of(unit, behind..unit.chunks.len()));
    }
    Some(Draft {
        source: unit.span(source),
        cue: unit.span(chunk..chunk + 2),
        content,
        manner: Manner::Speech,
        speaker_of: None,
        antecedent: None,
    })
}
