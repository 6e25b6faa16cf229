//! Quotations that no cue of their own sentence reports: the speaker stands in a neighbouring sentence or paragraph.

use std::collections::HashSet;
use std::ops::Range;

use standpoint_article::{Span, Text};

use crate::chunks::{Form, Kind, Unit};
use crate::clauses;
use crate::drafts::{Draft, Manner};
use crate::extents;
use crate::extract::only_quotation;
use crate::quotes::Quote;
use crate::tagger::Tag;

/// How many paragraphs away the speaker of a quotation without a cue may stand.
const REACH: usize = 3;

/// Gives every quotation without a cue to a statement, or makes a statement for it. Transcripts first.
pub(crate) fn attach(text: &Text, quotes: &[Quote], units: &[Unit], drafts: &mut Vec<Draft>) {
    transcripts(text, units, drafts);
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
            } else {
                introduced(unit, chunk, drafts);
            }
        }
        previous_unit = Some(number);
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
    // More words of the same speaker, in the same paragraph.
    let same_paragraph = |d: &Draft| {
        d.content
            .iter()
            .any(|c| overlapping(quotes, *c).any(|q| quotes[q].speech && quotes[q].paragraph == paragraph))
    };
    if let Some(draft) = drafts.iter().rposition(|d| extent_end(d) <= span.start() && same_paragraph(d)) {
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

fn holder(drafts: &[Draft], quote: Span) -> Option<usize> {
    drafts.iter().position(|d| d.content.iter().any(|c| c.overlaps(quote)))
}

/// The draft whose source speaks: the last speech before in the same paragraph, else the nearest quotation with a
/// cue before it, else behind it.
fn speaker_near(
    text: &Text,
    quotes: &[Quote],
    units: &[Unit],
    unit: usize,
    paragraph: usize,
    drafts: &[Draft],
) -> Option<usize> {
    let start = units[unit].tokens.first().map_or(0, |t| t.span.start());
    let paragraph_of = |d: &Draft| {
        d.cue.map(|c| text.paragraphs().partition_point(|p| p.start() <= c.start()).saturating_sub(1))
    };
    let speech = |d: &&Draft| d.manner == Manner::Speech && d.cue.is_some() && d.source.is_some();
    let position = |draft: &Draft| drafts.iter().position(|d| std::ptr::eq(d, draft));
    let quoting = |d: &&Draft| d.content.iter().any(|c| overlapping(quotes, *c).any(|q| quotes[q].speech));
    let before = |d: &&Draft| d.cue.is_some_and(|c| c.end() <= start);
    let here = drafts
        .iter()
        .filter(speech)
        .filter(before)
        .filter(|d| paragraph_of(d) == Some(paragraph))
        .max_by_key(|d| d.cue);
    let near = |d: &&Draft| paragraph_of(d).is_some_and(|p| p.abs_diff(paragraph) <= REACH);
    let back = drafts.iter().filter(speech).filter(quoting).filter(before).filter(near).max_by_key(|d| d.cue);
    let ahead = drafts
        .iter()
        .filter(speech)
        .filter(quoting)
        .filter(|d| !before(d))
        .filter(near)
        .min_by_key(|d| d.cue);
    let any_before = drafts.iter().filter(speech).filter(before).filter(near).max_by_key(|d| d.cue);
    here.or(back).or(ahead).or(any_before).and_then(position)
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

/// "Lee was blunt: "No."": the subject of the sentence speaks.
fn introduced(unit: &Unit, chunk: usize, drafts: &mut Vec<Draft>) {
    if chunk == 0 || !matches!(unit.kind(chunk - 1), Kind::Colon | Kind::Comma) {
        return;
    }
    let verb =
        (0..chunk).find(|c| unit.group(*c).is_some_and(|g| matches!(g.form, Form::Finite | Form::Past)));
    let Some(verb) = verb else { return };
    let Some(subject) = clauses::subject(unit, verb) else { return };
    let holder = subject.antecedent.clone().unwrap_or(subject.chunks.clone());
    if !crate::holders::is_actor(unit, &holder) {
        return;
    }
    drafts.push(Draft {
        source: unit.span(subject.chunks),
        cue: unit.span(verb..verb + 1),
        content: unit.span(chunk..chunk + 1).into_iter().collect(),
        manner: Manner::Speech,
        speaker_of: None,
        antecedent: subject.antecedent.and_then(|r| unit.span(r)),
    });
}

/// Paragraphs that open with a speaker and a colon, as interviews and hearings are printed.
fn transcripts(text: &Text, units: &[Unit], drafts: &mut Vec<Draft>) {
    let labelled: Vec<(Span, Span)> = text
        .paragraphs()
        .iter()
        .filter_map(|p| {
            let raw = text.slice(*p);
            let colon = raw.find(':')?;
            let opening = raw.len() - raw.trim_start_matches(['"', '“', '‘']).len();
            let label = raw.get(opening..colon)?;
            let rest = Span::new(p.start() + colon + 1, p.end()).trim(text.as_str());
            let words = label.split_whitespace().count();
            let named =
                label.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || c == '('))
                    && (1..=5).contains(&words);
            (named && !rest.is_empty() && raw[colon..].starts_with(": "))
                .then(|| (Span::new(p.start() + opening, p.start() + colon), rest))
        })
        .collect();
    let shouted = |label: &Span| !text.slice(*label).chars().any(char::is_lowercase);
    if labelled.len() < 2 || labelled.len() == 2 && !labelled.iter().all(|(l, _)| shouted(l)) {
        return;
    }
    let _ = units;
    for (label, rest) in labelled {
        drafts.retain(|d| !d.cue.or(d.source).is_some_and(|c| rest.cover(label).contains(c)));
        drafts.push(Draft {
            source: Some(label),
            cue: Some(Span::new(label.end(), label.end() + 1)),
            content: vec![rest],
            manner: Manner::Transcript,
            speaker_of: None,
            antecedent: None,
        });
    }
}
