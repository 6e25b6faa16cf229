//! What a verb of saying reports: the words before it, behind it, or on both sides; and its subject when that stands
//! behind it.

use std::ops::Range;

use standpoint_article::Span;

use crate::chunks::{Form, Group, Kind, Unit};
use crate::clauses;
use crate::extents;
use crate::holders::{can_speak, is_actor};
use crate::lexicon::{Classes, VerbClass};
use crate::tagger::Tag;

/// `"...," said X`: the noun phrase behind a verb of saying that has no subject before it.
pub(crate) fn inverted(unit: &Unit, chunk: usize) -> Option<Range<usize>> {
    let group = unit.group(chunk)?;
    if !matches!(group.form, Form::Finite | Form::Past) || group.passive || unit.kind(chunk + 1) != Kind::Noun
    {
        return None;
    }
    let lemma = unit.verb(group)?.lemma;
    let left = chunk.checked_sub(1).map(|c| unit.kind(c));
    let quoted = matches!(left, Some(Kind::Quote(_)))
        || left == Some(Kind::Comma) && chunk >= 2 && matches!(unit.kind(chunk - 2), Kind::Quote(_));
    let clause = left == Some(Kind::Comma) && QUOTATIVES.contains(&lemma) && {
        // What was said must be a clause of its own: "An aide, Ann Lee, said the plan failed" is none.
        let finite = |c: usize| unit.group(c).is_some_and(|g| matches!(g.form, Form::Finite | Form::Past));
        (region_start(unit, chunk)..chunk).any(finite)
            && clauses::subject_before_insertion(unit, chunk).is_none()
    };
    let as_said = left == Some(Kind::Subordinator) && unit.starts_with(chunk - 1, &["as"]);
    let phrase = extents::phrase_after(unit, chunk + 1)?;
    // "Same hours, less travel, | says Lee.": no clause, but nobody else can be the subject.
    let named = left == Some(Kind::Comma)
        && QUOTATIVES.contains(&lemma)
        && is_actor(unit, &phrase)
        && matches!(unit.kind(phrase.end), Kind::End | Kind::Comma | Kind::Semicolon)
        && clauses::subject_before_insertion(unit, chunk).is_none();
    let clause = clause || named;
    if !(quoted || clause || as_said) || unit.class(group) != VerbClass::Say {
        return None;
    }
    can_speak(unit, &phrase).then_some(phrase)
}

/// Verbs whose subject may stand behind them.
const QUOTATIVES: &[&str] = &[
    "say",
    "add",
    "note",
    "explain",
    "write",
    "warn",
    "ask",
    "reply",
    "argue",
    "insist",
    "observe",
    "report",
    "recall",
    "announce",
    "declare",
    "conclude",
    "acknowledge",
    "continue",
    "tweet",
    "joke",
    "quip",
    "respond",
    "predict",
    "claim",
];

/// Verbs with somebody spoken to before what is said.
const ADDRESSING: &[&str] = &["tell", "inform", "notify", "assure", "reassure", "remind", "advise", "warn"];

/// What a verb of saying reports. `None` leaves it to the words behind the cue.
pub(crate) fn speech_content(
    unit: &Unit,
    verb: usize,
    after: usize,
    subject: &Range<usize>,
    inversion: bool,
) -> Option<Vec<Span>> {
    let start = if inversion { verb } else { subject.start.min(verb) };
    let mut next = if inversion { subject.end } else { after };
    let lemma = unit.group(verb).and_then(|g| unit.verb(g)).map_or("", |v| v.lemma);
    if ADDRESSING.contains(&lemma) && unit.kind(next) == Kind::Noun && !inversion {
        let end = addressee_end(unit, next);
        let clause =
            unit.kind(end) == Kind::That || unit.group(end).is_some_and(|g| g.form == Form::Infinitive);
        if lemma != "warn" || clause {
            next = end;
        }
    }
    let rest = skip_circumstances(unit, next);
    let left = start.checked_sub(1).map(|c| unit.kind(c));
    let as_said = left == Some(Kind::Subordinator) && unit.starts_with(start - 1, &["as"]);
    let quote_left = matches!(left, Some(Kind::Quote(_)))
        || left == Some(Kind::Comma) && start >= 2 && matches!(unit.kind(start - 2), Kind::Quote(_));
    let quote_right = match unit.kind(rest) {
        Kind::Quote(_) => Some(rest),
        Kind::Comma | Kind::Colon | Kind::Dash | Kind::End
            if matches!(unit.kind(rest + 1), Kind::Quote(_)) =>
        {
            Some(rest + 1)
        }
        _ => None,
    };
    let that = said_later(unit, rest);
    let ends = matches!(
        unit.kind(rest),
        Kind::End | Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Coordinator | Kind::Close
    );
    let goes_on = quote_left && quote_expects_cue(unit, start) && unit.kind(rest) != Kind::That;
    if quote_left && (ends || inversion || quote_right.is_some() || rest > next || goes_on) {
        let mut content = content_of(unit, region_start(unit, start)..start);
        if let Some(quote) = quote_right {
            content.extend(content_of(unit, quote..extents::clause_end(unit, verb, quote, true)));
        }
        return Some(content);
    }
    if as_said {
        if unit.kind(rest) == Kind::Comma && start <= 1 {
            return Some(content_of(unit, rest + 1..unit.chunks.len()));
        }
        return Some(content_of(unit, region_start(unit, start - 1)..start - 1));
    }
    if inversion || ends && quote_right.is_none() && left == Some(Kind::Comma) {
        let region = region_start(unit, start);
        let mut content = content_of(unit, region..start);
        if let Some(quote) = quote_right {
            content.extend(content_of(unit, quote..extents::clause_end(unit, verb, quote, true)));
        } else if unit.kind(rest) == Kind::Comma && !content.is_empty() && resumes(unit, rest + 1) {
            content.extend(content_of(unit, rest + 1..unit.chunks.len()));
        }
        return Some(content);
    }
    // "The minister told reporters on Tuesday | that ..."
    if let Some(that) = that {
        return Some(content_of(unit, that..extents::clause_end(unit, verb, that, true)));
    }
    let skipped = rest > after && !matches!(unit.kind(rest), Kind::End) || quote_right.is_some();
    if !skipped {
        return None;
    }
    let from = quote_right.unwrap_or(if unit.kind(rest) == Kind::Colon { rest + 1 } else { rest });
    let from = if unit.kind(from) == Kind::Comma { from + 1 } else { from };
    Some(content_of(unit, from..extents::clause_end(unit, verb, from, true)))
}

/// Behind "said of Lee," or "said at the time": where the words themselves begin.
fn said_later(unit: &Unit, from: usize) -> Option<usize> {
    let adjunct =
        |c: &usize| matches!(unit.kind(*c), Kind::Preposition | Kind::Noun | Kind::Time | Kind::Adverb);
    if unit.kind(from) != Kind::Preposition {
        return None;
    }
    let behind = (from..unit.chunks.len()).find(|c| !adjunct(c))?;
    match unit.kind(behind) {
        Kind::That => Some(behind),
        Kind::Comma if matches!(unit.kind(behind + 1), Kind::Quote(_)) => Some(behind + 1),
        Kind::Quote(_) if unit.kind(behind - 1) != Kind::Preposition => Some(behind),
        _ => None,
    }
}

/// A quotation that ends in a comma or a question waits for its cue; one that ends in a full stop does not.
fn quote_expects_cue(unit: &Unit, start: usize) -> bool {
    let quote = unit.span(start - 1..start).map_or("", |s| &unit.text[s.range()]);
    let inner = quote.trim_end_matches(['"', '”', '\'', '’', '»', '“']);
    unit.kind(start - 1) == Kind::Comma || inner.ends_with([',', '?', '!'])
}

/// After ", X said," the clause goes on unless a participle or a conjunction opens something new.
pub(crate) fn resumes(unit: &Unit, chunk: usize) -> bool {
    !matches!(
        unit.kind(chunk),
        Kind::Verb(Group { form: Form::Ing, .. })
            | Kind::Coordinator
            | Kind::End
            | Kind::Subordinator
            | Kind::Relative
    )
}

/// Behind the person addressed: the noun phrase, unless it is itself what was said.
fn addressee_end(unit: &Unit, noun: usize) -> usize {
    let mut end = noun + 1;
    while unit.kind(end) == Kind::Preposition
        && unit.kind(end + 1) == Kind::Noun
        && unit.starts_with(end, &["of", "at", "in", "from", "on"])
    {
        end += 2;
    }
    end
}

/// Steps over "on Tuesday", "in a statement", "during a rally in Ohio", behind a verb of saying.
fn skip_circumstances(unit: &Unit, from: usize) -> usize {
    let mut at = from;
    loop {
        match (unit.kind(at), unit.kind(at + 1)) {
            (Kind::Time, _) => at += 1,
            (Kind::Preposition, Kind::Time) => at += 2,
            (Kind::Preposition, Kind::Noun) if at > from || circumstance(unit, at) => {
                if !circumstance(unit, at)
                    && !unit.starts_with(at, &["in", "at", "on", "with", "of", "to", "for", "from"])
                {
                    return at;
                }
                at += 2;
            }
            _ => return at,
        }
    }
}

fn circumstance(unit: &Unit, preposition: usize) -> bool {
    let place = unit.starts_with(
        preposition,
        &["in", "at", "on", "during", "after", "before", "through", "via", "by", "outside"],
    );
    let noun = preposition + 1;
    let name = unit.head(noun).is_some_and(|h| unit.tags[h] == Tag::Name);
    place
        && (unit.chunk_is(noun, Classes::VENUE) || name && unit.starts_with(preposition, &["in", "at", "on"]))
}

/// Where the sentence, or the quoted run, in front of a cue begins.
pub(crate) fn region_start(unit: &Unit, before: usize) -> usize {
    let mut at = before;
    while at > 0 {
        match unit.kind(at - 1) {
            Kind::End | Kind::Semicolon => break,
            _ => at -= 1,
        }
    }
    // "But", "However," belong to the reporter.
    let reporter = unit.kind(at) == Kind::Coordinator
        || unit.starts_with(at, &["however", "still", "yet", "meanwhile", "meantime"]);
    if reporter && at + 1 < before { at + 1 } else { at }
}

/// The bytes of a run of chunks without the marks around it.
pub(crate) fn content_of(unit: &Unit, chunks: Range<usize>) -> Vec<Span> {
    let mut chunks = chunks;
    while !chunks.is_empty()
        && matches!(
            unit.kind(chunks.end - 1),
            Kind::Comma | Kind::End | Kind::Semicolon | Kind::Dash | Kind::Coordinator | Kind::Colon
        )
    {
        chunks.end -= 1;
    }
    while !chunks.is_empty()
        && matches!(
            unit.kind(chunks.start),
            Kind::Comma | Kind::End | Kind::Semicolon | Kind::Dash | Kind::Colon
        )
    {
        chunks.start += 1;
    }
    if chunks.is_empty() {
        Vec::new()
    } else {
        unit.span(chunks).map(|s| with_marks(unit.text, s)).into_iter().collect()
    }
}

/// Takes in the quotation mark that stands right before or behind a span when its partner stands inside.
fn with_marks(text: &str, span: Span) -> Span {
    const PAIRS: &[(&str, &str)] =
        &[("“", "”"), ("\"", "\""), ("‘", "’"), ("''", "''"), ("«", "»"), ("„", "“")];
    let (before, inside, behind) = (&text[..span.start()], &text[span.range()], &text[span.end()..]);
    for (open, close) in PAIRS {
        let odd = open != close || inside.matches(open).count() % 2 == 1;
        let closed_inside = odd
            && inside.contains(close)
            && (open == close || inside.find(open).is_none_or(|o| inside.find(close) < Some(o)));
        if before.ends_with(open) && (closed_inside || behind.starts_with(close)) {
            let end = if closed_inside { span.end() } else { span.end() + close.len() };
            return Span::new(span.start() - open.len(), end);
        }
        if behind.starts_with(close) && odd && inside.contains(open) {
            return Span::new(span.start(), span.end() + close.len());
        }
    }
    span
}
