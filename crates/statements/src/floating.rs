//! Quotations that no cue of their own sentence reports: the speaker stands in a neighbouring sentence or paragraph.

use std::collections::HashSet;
use std::ops::Range;

use standpoint_article::{Span, Text};

use crate::chunks::{Form, Kind, Unit};
use crate::clauses;
use crate::drafts::{Draft, Manner};
use crate::extents;
use crate::extract::only_quotation;
use crate::focus::{self, named_person, paragraph_at, paragraph_of, presented_behind};
use crate::quotes::Quote;
use crate::tagger::Tag;

/// How many paragraphs away the speaker of a quotation without a cue may stand.
const REACH: usize = 3;

/// Gives every quotation without a cue to a statement, or makes a statement for it. Transcripts first.
pub(crate) fn attach(text: &Text, quotes: &[Quote], units: &[Unit], drafts: &mut Vec<Draft>) {
    transcripts(text, units, drafts);
    for draft in drafts.iter_mut() {
        without_topic(text, quotes, draft);
    }
    // Quotations that a cue of their own sentence reports.
    let covered: HashSet<usize> =
        drafts.iter().flat_map(|d| &d.content).flat_map(|c| overlapping(quotes, *c)).collect();
    let mut previous_unit: Option<usize> = None;
    for (number, unit) in units.iter().enumerate() {
        for chunk in 0..unit.chunks.len() {
            let Kind::Quote(quote) = unit.kind(chunk) else { continue };
            if covered.contains(&quote) {
                continue;
            }
            if let Some(signature) = signature(unit, chunk) {
                drafts.push(signature);
            } else if only_quotation(unit) {
                whole(text, quotes, quote, units, number, previous_unit, drafts);
            } else if chunk > 0 && matches!(unit.kind(chunk - 1), Kind::Colon | Kind::Comma) {
                match introduced(unit, chunk) {
                    Some(draft) => drafts.push(draft),
                    None if quotes[quote].speech => {
                        push_floating(text, quotes, quote, units, number, drafts);
                    }
                    None => {}
                }
            }
        }
        previous_unit = Some(number);
    }
}

/// "On the toll, "we will not pay," she said": what the words are about is no part of them.
fn without_topic(text: &Text, quotes: &[Quote], draft: &mut Draft) {
    const TOPICS: &[&str] = &["On ", "As for ", "As to ", "About ", "Of ", "Asked ", "Regarding ", "To "];
    let [content] = draft.content[..] else { return };
    let Some(quote) = overlapping(quotes, content).next().map(|q| quotes[q]) else { return };
    let topic = text.as_str().get(content.start()..quote.span.start()).unwrap_or_default();
    let fronted = TOPICS.iter().any(|t| topic.starts_with(t)) && topic.trim_end().ends_with(',');
    if fronted && quote.speech && quote.span.end() == content.end() {
        draft.content = vec![quote.span];
    }
}

/// A stretch of nothing but quotation.
fn whole(
    text: &Text,
    quotes: &[Quote],
    quote: usize,
    units: &[Unit],
    unit: usize,
    previous: Option<usize>,
    drafts: &mut Vec<Draft>,
) {
    let span = quotes[quote].span;
    let paragraph = quotes[quote].paragraph;
    // A quotation that its paragraph left open goes on here.
    let goes_on = quote.checked_sub(1).filter(|q| quotes[*q].open && quotes[*q].paragraph + 1 == paragraph);
    if let Some(before) = goes_on.and_then(|q| holder(drafts, quotes[q].span)) {
        drafts[before].content.push(span);
        return;
    }
    // Announced: "He said:" and then the words.
    if let Some(previous) = previous.and_then(|p| units[p].span(0..units[p].chunks.len())) {
        let inside = |d: &Draft| d.cue.is_some_and(|c| previous.contains(c));
        let colon = text.slice(previous).ends_with(':');
        let announced = drafts
            .iter()
            .rposition(|d| inside(d) && (d.content.is_empty() || colon && d.manner == Manner::Speech));
        if let Some(draft) = announced {
            // "said the following:" has no content but the words that follow.
            drafts[draft].content = vec![span];
            return;
        }
    }
    // More words of the same speaker, in the same paragraph, unless somebody else came into focus between. Words that a sentence
    // half quotes ("called it \"a gift\"") are a statement of their own.
    let same_paragraph = |d: &Draft| {
        let quoted = |c: &Span| {
            overlapping(quotes, *c)
                .any(|q| quotes[q].speech && quotes[q].paragraph == paragraph && quotes[q].span.contains(*c))
        };
        !d.content.is_empty() && d.content.iter().all(quoted)
    };
    let focus = focus::before(text, units, unit, paragraph);
    let more = drafts.iter().rposition(|d| extent_end(d) <= span.start() && same_paragraph(d));
    if let Some(draft) = more.filter(|d| focus.is_none_or(|f| f.start() < reported_end(&drafts[*d]))) {
        drafts[draft].content.push(span);
        return;
    }
    if let Some(draft) = drafts
        .iter()
        .position(|d| same_paragraph(d) && d.content.first().is_some_and(|c| c.start() >= span.end()))
    {
        drafts[draft].content.insert(0, span);
        return;
    }
    push_floating(text, quotes, quote, units, unit, drafts);
}

/// A statement of a quotation whose speaker stands elsewhere.
fn push_floating(
    text: &Text,
    quotes: &[Quote],
    quote: usize,
    units: &[Unit],
    unit: usize,
    drafts: &mut Vec<Draft>,
) {
    let Quote { span, paragraph, .. } = quotes[quote];
    let speaker = speaker_near(text, quotes, units, unit, paragraph, drafts);
    drafts.push(Draft {
        source: None,
        cue: None,
        content: vec![span],
        manner: Manner::Speech,
        speaker_of: speaker,
        antecedent: None,
    });
}

/// The numbers of the quotations that a span touches.
fn overlapping(quotes: &[Quote], span: Span) -> Range<usize> {
    let first = quotes.partition_point(|q| q.span.end() <= span.start());
    first..quotes.partition_point(|q| q.span.start() < span.end()).max(first)
}

fn extent_end(draft: &Draft) -> usize {
    draft.content.iter().map(|c| c.end()).max().unwrap_or(0)
}

/// Where a draft ends, with its cue and its source.
fn reported_end(draft: &Draft) -> usize {
    [draft.cue, draft.source].into_iter().flatten().map(Span::end).fold(extent_end(draft), usize::max)
}

fn holder(drafts: &[Draft], quote: Span) -> Option<usize> {
    drafts.iter().position(|d| d.content.iter().any(|c| c.overlaps(quote)))
}

/// The draft whose source speaks: in the paragraph of the quotation the last speech or the last person in focus, or
/// whoever the sentence behind it names; else the end of the paragraph before, the nearest quotation with a cue before
/// it, or behind it.
fn speaker_near(
    text: &Text,
    quotes: &[Quote],
    units: &[Unit],
    unit: usize,
    paragraph: usize,
    drafts: &mut Vec<Draft>,
) -> Option<usize> {
    let start = units[unit].tokens.first().map_or(0, |t| t.span.start());
    let of = |d: &Draft| d.cue.map(|c| paragraph_at(text, c.start()));
    // A reporter's "we asked" is no speaker of quotations.
    let other = |s: Span| !matches!(text.slice(s), "I" | "We" | "we");
    let speech = |d: &Draft| d.manner == Manner::Speech && d.cue.is_some() && d.source.is_some_and(other);
    let quoting = |d: &Draft| d.content.iter().any(|c| overlapping(quotes, *c).any(|q| quotes[q].speech));
    let before = |d: &Draft| d.cue.is_some_and(|c| c.end() <= start);
    let near = |d: &Draft| of(d).is_some_and(|p| p.abs_diff(paragraph) <= REACH);
    let latest = |fits: &dyn Fn(&Draft) -> bool| {
        (0..drafts.len()).filter(|n| speech(&drafts[*n]) && fits(&drafts[*n])).max_by_key(|n| drafts[*n].cue)
    };
    let newer = |focus: &Span, speech: Option<usize>| {
        speech.is_none_or(|n| drafts[n].source.is_some_and(|s| s.end() <= focus.start()))
    };
    let here = latest(&|d| before(d) && of(d) == Some(paragraph));
    let focus = focus::before(text, units, unit, paragraph).filter(|f| newer(f, here));
    if focus.is_none() && here.is_some() {
        return here;
    }
    let back = latest(&|d| before(d) && quoting(d) && near(d));
    let focus = focus.or_else(|| presented_behind(text, units, unit, paragraph)).or_else(|| {
        let above = units[..unit].iter().rposition(|u| paragraph_of(text, u) < paragraph)?;
        let (above, at) = (&units[above], paragraph_of(text, &units[above]));
        focus::person(above).filter(|f| at + 1 == paragraph && newer(f, back))
    });
    if let Some(source) = focus {
        drafts.push(silent(source));
        return Some(drafts.len() - 1);
    }
    let ahead = || {
        let behind = |n: &usize| {
            let d = &drafts[*n];
            speech(d) && quoting(d) && !before(d) && near(d)
        };
        (0..drafts.len()).filter(behind).min_by_key(|n| drafts[*n].cue)
    };
    back.or_else(ahead).or_else(|| latest(&|d| before(d) && near(d)))
}

/// "..." — Anna Berg: a quotation that its speaker signs.
fn signature(unit: &Unit, chunk: usize) -> Option<Draft> {
    if unit.kind(chunk + 1) != Kind::Dash {
        return None;
    }
    let source = extents::phrase_after(unit, chunk + 2)?;
    let ends = matches!(unit.kind(source.end), Kind::End | Kind::Comma | Kind::Open);
    let name = unit.head(chunk + 2).is_some_and(|h| unit.tags[h] == Tag::Name);
    (ends && name).then(|| Draft {
        source: unit.span(source),
        cue: unit.span(chunk + 1..chunk + 2),
        content: unit.span(chunk..chunk + 1).into_iter().collect(),
        manner: Manner::Speech,
        speaker_of: None,
        antecedent: None,
    })
}

/// "Lee was blunt: "No."": the subject of the sentence speaks; "Lee, at the gate: "No."": so does the name that opens
/// a sentence without verb. `None` where neither names anybody.
fn introduced(unit: &Unit, chunk: usize) -> Option<Draft> {
    let verb =
        (0..chunk).find(|c| unit.group(*c).is_some_and(|g| matches!(g.form, Form::Finite | Form::Past)));
    let colon = unit.kind(chunk - 1) == Kind::Colon;
    let (source, cue, antecedent) = if let Some(verb) = verb {
        let subject = clauses::subject(unit, verb)?;
        let holder = subject.antecedent.clone().unwrap_or(subject.chunks.clone());
        if !crate::holders::is_actor(unit, &holder) {
            return None;
        }
        (subject.chunks, verb, subject.antecedent)
    } else {
        let name = (0..chunk).find(|c| unit.kind(*c) == Kind::Noun && named_person(unit, *c));
        (name.filter(|_| colon).map(|n| n..n + 1)?, chunk - 1, None)
    };
    Some(Draft {
        source: unit.span(source),
        cue: unit.span(cue..cue + 1),
        content: unit.span(chunk..chunk + 1).into_iter().collect(),
        manner: Manner::Speech,
        speaker_of: None,
        antecedent: antecedent.and_then(|r| unit.span(r)),
    })
}

/// A speaker and a colon in front of what is said, and the words up to the next speaker or the end of the paragraph.
type Turn = (Span, Span);

/// The turns of interviews and hearings as they are printed: paragraphs that open with a speaker and a colon, and sentences that do
/// where the speaker opens a paragraph elsewhere.
fn turns(text: &Text) -> Vec<Turn> {
    let heads: HashSet<&str> =
        text.paragraphs().iter().filter_map(|p| label(text, *p)).map(|l| text.slice(l)).collect();
    if heads.is_empty() {
        return Vec::new();
    }
    let answered = heads.contains("A") || heads.contains("Q");
    let known = |l: Span| heads.contains(text.slice(l)) || answered && matches!(text.slice(l), "Q" | "A");
    let mut out: Vec<Turn> = Vec::new();
    let mut paragraph = usize::MAX;
    for sentence in text.sentences() {
        let all = text.paragraphs()[sentence.paragraph];
        let rest = Span::new(sentence.span.start(), all.end());
        let opens = paragraph != sentence.paragraph;
        paragraph = sentence.paragraph;
        let Some(label) = label(text, rest).filter(|l| opens || known(*l)) else { continue };
        // The speaker before has said what he had to say.
        if let Some((_, said)) = out.last_mut().filter(|(_, said)| said.end() > label.start()) {
            *said = Span::new(said.start(), label.start()).trim(text.as_str());
        }
        out.push((label, Span::new(label.end() + 1, all.end()).trim(text.as_str())));
    }
    out.retain(|(_, said)| !said.is_empty());
    out
}

/// No speaker's label is longer, in bytes: it is looked for at every sentence, and text without a colon may be long.
const LONGEST_LABEL: usize = 128;

/// The speaker that a stretch of text opens with.
fn label(text: &Text, stretch: Span) -> Option<Span> {
    let raw = text.slice(stretch);
    let colon = raw.bytes().take(LONGEST_LABEL).position(|b| b == b':')?;
    let opening = raw.len() - raw.trim_start_matches(['"', '“', '‘']).len();
    let label = raw.get(opening..colon)?;
    let words = label.split_whitespace().count();
    let named = label.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || c == '('))
        && (1..=5).contains(&words);
    (named && raw[colon..].starts_with(": "))
        .then(|| Span::new(stretch.start() + opening, stretch.start() + colon))
}

fn transcripts(text: &Text, units: &[Unit], drafts: &mut Vec<Draft>) {
    let labelled = turns(text);
    let shouted = |label: &Span| !text.slice(*label).chars().any(char::is_lowercase);
    if labelled.len() < 2 || labelled.len() == 2 && !labelled.iter().all(|(l, _)| shouted(l)) {
        return;
    }
    let interviewed = labelled.first().and_then(|(first, _)| interviewee(units, first.start()));
    for (label, rest) in labelled {
        let word = text.slice(label).to_lowercase();
        let question = matches!(word.as_str(), "q" | "question");
        let answer = matches!(word.as_str(), "a" | "answer");
        let speaker = match interviewed.filter(|_| answer) {
            Some(name) => {
                drafts.push(silent(name));
                Some(drafts.len() - 1)
            }
            None => None,
        };
        // What the speaker says of himself is one with the rest; what he reports of others is theirs.
        for draft in drafts.iter_mut() {
            let inside = draft.cue.or(draft.source).is_some_and(|c| rest.cover(label).contains(c));
            let own = draft.source.is_none_or(|s| {
                s.overlaps(label)
                    || matches!(text.slice(s).to_lowercase().as_str(), "i" | "we" | "my" | "our" | "you")
            });
            if inside && own && draft.manner != Manner::Transcript {
                draft.content.clear();
            }
        }
        drafts.push(Draft {
            source: Some(label).filter(|_| !question && !answer),
            cue: Some(Span::new(label.end(), label.end() + 1)),
            content: vec![rest],
            manner: Manner::Transcript,
            speaker_of: speaker,
            antecedent: None,
        });
    }
}

/// A source without words: it speaks what another draft holds.
fn silent(source: Span) -> Draft {
    Draft {
        source: Some(source),
        cue: None,
        content: Vec::new(),
        manner: Manner::Speech,
        speaker_of: None,
        antecedent: None,
    }
}

/// The person whom the words in front of an interview name: the first subject with a full name.
fn interviewee(units: &[Unit], before: usize) -> Option<Span> {
    let intro = units.iter().take_while(|u| u.tokens.first().is_some_and(|t| t.span.start() < before));
    let full = |unit: &Unit, c: usize| {
        let names = unit.chunks[c].tokens.clone().rev().take_while(|t| unit.tags[*t] == Tag::Name).count();
        named_person(unit, c) && (2..=4).contains(&names)
    };
    intro.into_iter().find_map(|unit| {
        let named = (0..unit.chunks.len())
            .find(|c| full(unit, *c) && matches!(unit.kind(*c + 1), Kind::Verb(_) | Kind::Comma));
        named.and_then(|c| unit.span(c..c + 1))
    })
}
