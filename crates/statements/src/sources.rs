//! Which mention is the holder of each draft: the head of its source, each member of a list, the body behind a
//! spokesperson.

use std::collections::{HashMap, HashSet};

use standpoint_article::Span;

use crate::chunks::{Form, Kind, Unit};
use crate::clauses;
use crate::drafts::{Draft, Manner};
use crate::holders::MULTITUDES;
use crate::lexicon::Classes;
use crate::mentions::{Mention, MentionSort};
use crate::model::ActorKind;
use crate::names::Gender;
use crate::proxies::{author, made_of, place_called, spoken_for, two_offices};
use crate::tagger::Tag;

/// One holder of a draft, as numbers of mentions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holder {
    /// Source span of this holder, where it differs from the draft's: a member of a list.
    pub(crate) span: Option<Span>,
    pub(crate) actor: Option<usize>,
    pub(crate) via: Option<usize>,
}

/// The holders of all drafts.
pub(crate) struct Sources {
    holders: Vec<Vec<Holder>>,
    used: HashSet<usize>,
    sayers: HashSet<usize>,
    widened: HashMap<usize, Span>,
    /// Mention ("who", an appositive) to the mention it renames.
    antecedents: Vec<Option<usize>>,
    /// Description to the name behind it: "the mayor, Anna Berg,".
    renamed: Vec<Option<usize>>,
    /// Of each draft the mention that its content is about.
    told_of: Vec<Option<usize>>,
    /// "its", in front of whoever is quoted, to the mention that the words in front are about.
    owners: HashMap<usize, usize>,
}

impl Sources {
    pub(crate) fn new(units: &[Unit], drafts: &[Draft], found: &[Mention]) -> Self {
        let mut sources = Self {
            holders: Vec::new(),
            used: HashSet::new(),
            sayers: HashSet::new(),
            widened: HashMap::new(),
            antecedents: vec![None; found.len()],
            renamed: vec![None; found.len()],
            told_of: drafts.iter().map(|draft| subject_of_content(units, draft, found)).collect(),
            owners: HashMap::new(),
        };
        sources.owners =
            drafts.iter().zip(&sources.told_of).filter_map(|(d, told)| owner_told(d, *told, found)).collect();
        sources.appositives(units, found);
        sources.predicates(units, found);
        for draft in drafts {
            let holders = sources.holders_of(units, draft, found);
            for holder in &holders {
                sources.used.extend(holder.actor);
                sources.used.extend(holder.via);
                if draft.manner == Manner::Speech {
                    sources.sayers.extend([holder.actor, holder.via].into_iter().flatten());
                }
            }
            sources.holders.push(holders);
        }
        sources
    }

    /// Holders of a draft.
    pub(crate) fn of(&self, draft: usize) -> &[Holder] {
        self.holders.get(draft).map_or(&[], Vec::as_slice)
    }

    /// Whether a mention holds some draft.
    pub(crate) fn is_source(&self, mention: usize) -> bool {
        self.used.contains(&mention)
    }

    /// Whether it holds one by saying it.
    pub(crate) fn says(&self, mention: usize) -> bool {
        self.sayers.contains(&mention)
    }

    /// The mention that the content of a draft is about: the subject of its main clause.
    pub(crate) fn told_of(&self, draft: usize) -> Option<usize> {
        self.told_of.get(draft).copied().flatten()
    }

    /// "Halden will join, | its | chairman said": Halden.
    pub(crate) fn owner(&self, mention: usize) -> Option<usize> {
        self.owners.get(&mention).copied()
    }

    /// The earlier mention that a mention renames.
    pub(crate) fn antecedent(&self, mention: usize) -> Option<usize> {
        self.antecedents.get(mention).copied().flatten()
    }

    /// The name that stands behind a description, in apposition.
    pub(crate) fn name_behind(&self, mention: usize) -> Option<usize> {
        self.renamed.get(mention).copied().flatten()
    }

    fn holders_of(&mut self, units: &[Unit], draft: &Draft, found: &[Mention]) -> Vec<Holder> {
        let Some(source) = draft.source else { return Vec::new() };
        let inside = |span: Span| {
            let first = found.partition_point(|m| m.phrase.start() < span.start());
            (first..found.len())
                .take_while(|m| found[*m].phrase.start() < span.end())
                .filter(|m| span.contains(found[*m].span))
                .collect::<Vec<_>>()
        };
        if let Some(antecedent) = draft.antecedent {
            let who = inside(source).first().copied();
            let candidates = inside(antecedent);
            let people =
                |m: &usize| !matches!(found[*m].sort, MentionSort::Description { people: false, .. });
            let head = candidates.iter().copied().find(|m| is_head(units, found, *m, antecedent));
            // "the case of a student who": the last noun phrase that names people.
            // "the office of Governor Lee, who": a body is no "who" where a person stands behind it.
            let named = |m: &usize| {
                matches!(
                    found[*m].sort,
                    MentionSort::Name { kind: Some(ActorKind::Person), possessor: false, .. }
                )
            };
            let body = head.filter(|m| {
                matches!(found[*m].sort, MentionSort::Description { kind: ActorKind::Organization, .. })
            });
            let asks = who.is_some_and(|w| found[w].sort == MentionSort::Pronoun);
            let head = body.filter(|_| asks).and_then(|_| candidates.iter().copied().rfind(named)).or(head);
            // "at odds with Governor Lee, who": whoever is met with, not whoever meets.
            let text = units.first().map_or("", |u| u.text);
            let met = candidates.last().copied().filter(|m| {
                let before = text.get(antecedent.start()..found[*m].phrase.start()).unwrap_or("").trim_end();
                named(m)
                    && found[*m].phrase.end() == antecedent.end()
                    && [" with", " against", " alongside"].iter().any(|with| before.ends_with(with))
            });
            let head = met.or(head);
            let target = head.filter(people).or_else(|| candidates.iter().copied().rfind(people)).or(head);
            if let (Some(who), Some(target)) = (who, target) {
                self.antecedents[who] = Some(target);
                self.used.insert(target);
                return vec![Holder { span: None, actor: Some(who), via: None }];
            }
            return vec![Holder { span: None, actor: target, via: None }];
        }
        let mentions = inside(source);
        let Some(unit) = unit_of(units, source) else { return Vec::new() };
        if let Some((office, person)) = two_offices(unit, source, found, &mentions) {
            self.renamed[office].get_or_insert(person);
            return vec![Holder { span: None, actor: Some(person), via: None }];
        }
        let (members, split) = members(unit, source, found, &mentions);
        if members.len() > 1 {
            let span = |m: usize| if split { chunk_span(unit, found[m].phrase) } else { None };
            for (member, whole) in &members {
                let mention = &found[*member];
                if matches!(mention.sort, MentionSort::Description { .. }) && whole.end() > mention.span.end()
                {
                    self.widened.insert(*member, Span::new(mention.span.start(), whole.end()));
                }
            }
            return members
                .iter()
                .map(|(m, _)| Holder { span: span(*m), actor: Some(*m), via: None })
                .collect();
        }
        let head = mentions
            .iter()
            .copied()
            .find(|m| is_head(units, found, *m, source))
            .or(mentions.first().copied());
        let Some(head) = head else { return Vec::new() };
        let head = author(unit, found, &mentions, head).unwrap_or(head);
        let head = place_called(unit, found, head).unwrap_or(head);
        let head = made_of(unit, found, head).unwrap_or(head);
        let mut holder = Holder { span: None, actor: Some(head), via: None };
        if let Some(body) = spoken_for(unit, source, found, &mentions, head) {
            holder = Holder { span: None, actor: Some(body), via: Some(head) };
        }
        self.rename_appositive(unit, source, found, &mentions, head);
        self.widen(unit, source, found, head);
        vec![holder]
    }

    /// "the mayor, Anna Berg," and "Anna Berg, the mayor,": neighbours in apposition name one actor.
    fn appositives(&mut self, units: &[Unit], found: &[Mention]) {
        let Some(text) = units.first().map(|u| u.text) else { return };
        for first in 0..found.len().saturating_sub(1) {
            let gap = text.get(found[first].phrase.end()..found[first + 1].phrase.start());
            // "the regional bloc - IGAD - has decided"
            let dashed = matches!(gap, Some(" - " | " – " | " — "));
            if gap != Some(", ") && !dashed {
                continue;
            }
            let second = past_owners(text, found, first + 1);
            let (a, b) = (&found[first], &found[second]);
            let behind = &text[b.phrase.end()..];
            // "Guild spokesman, Anna Berg said": the closing comma is often left out.
            let said = [" said", " says", " told"].iter().any(|cue| behind.starts_with(cue));
            let closes = if dashed {
                behind.starts_with([' ', '.']) && behind[1..].starts_with(['-', '–', '—'])
            } else {
                behind.starts_with([',', '.', ';', ')'])
            } || said && SPOKEN_FOR.contains(&head_word(a));
            // "Anna Berg, head of the union, said"
            let goes_on = behind.starts_with(" of ") || behind.starts_with(" for ");
            // "the chair of the board, Anna Berg,": the name is the chair's.
            if closes
                && a.phrase.end() < b.phrase.start()
                && may_be_officers(&b.sort)
                && let Some(officer) = officer_before(text, found, first)
            {
                self.renamed[officer].get_or_insert(second);
                continue;
            }
            match (&a.sort, &b.sort) {
                (
                    MentionSort::Description { people: true, kind, .. },
                    MentionSort::Name { kind: named, possessor: false, .. },
                ) if closes && !a.plural && named.is_none_or(|n| n == *kind) => {
                    self.renamed[first] = Some(second);
                }
                (
                    MentionSort::Name { kind: named, possessor: false, .. },
                    MentionSort::Description { people: true, kind, .. },
                ) if !b.plural
                    && named.is_none_or(|n| n == *kind)
                    && (closes || goes_on && *kind == ActorKind::Person) =>
                {
                    self.antecedents[second] = Some(first);
                }
                _ => {}
            }
        }
    }

    /// "Anna Berg, who is the mayor's sister," and "Halden is a retailer": what somebody is names nobody else.
    fn predicates(&mut self, units: &[Unit], found: &[Mention]) {
        const PLAIN: &[&str] = &["is", "was", "'s", "’s", "became", "remains"];
        for unit in units {
            for verb in 0..unit.chunks.len() {
                let Some(group) = unit.group(verb).filter(|g| g.copula && g.form == Form::Finite) else {
                    continue;
                };
                let noun = verb + 1;
                let denied = unit.chunk_is(verb, Classes::NEGATION) || unit.starts_with(noun, &["no"]);
                if denied || unit.kind(noun) != Kind::Noun || !PLAIN.contains(&unit.word(group.main)) {
                    continue;
                }
                let Some(subject) = clauses::subject(unit, verb) else { continue };
                // "Lena Ortiz, mayor of Laredo, Texas, was": its head stands first.
                let first = subject.chunks.start;
                let (Some(source), Some(predicate)) =
                    (unit.span(first..first + 1), unit.span(noun..noun + 1))
                else {
                    continue;
                };
                let (Some(host), Some(what)) = (head_in(found, source), head_in(found, predicate)) else {
                    continue;
                };
                let somebody = match &found[host].sort {
                    MentionSort::Name { possessor, .. } => !possessor,
                    MentionSort::Pronoun => {
                        matches!(&unit.text[found[host].span.range()], "who" | "he" | "she" | "He" | "She")
                    }
                    _ => false,
                };
                let described = matches!(found[what].sort, MentionSort::Description { people: true, .. });
                if somebody && described && host < what && !found[what].plural && !found[host].plural {
                    self.antecedents[what].get_or_insert(host);
                }
            }
        }
    }

    /// "some officials | in the administration": what describes an unnamed source belongs to its name.
    fn widen(&mut self, unit: &Unit, source: Span, found: &[Mention], head: usize) {
        let mention = &found[head];
        let MentionSort::Description { people, head: word, .. } = &mention.sort else { return };
        let of = unit.text.get(mention.span.end()..).is_some_and(|t| t.starts_with(" of "));
        let counted = MULTITUDES.contains(&word.as_str()) || of && word.chars().all(|c| c.is_ascii_digit());
        if !(*people || counted) || source.end() <= mention.span.end() {
            return;
        }
        let behind = (0..unit.chunks.len()).filter(|c| {
            unit.span(*c..*c + 1).is_some_and(|s| s.start() >= mention.span.end() && source.contains(s))
        });
        // "the ambassadors | of Spain, Peru and Chad": a list behind the preposition is one with it.
        let behind: Vec<usize> = behind.collect();
        let and = behind
            .iter()
            .rposition(|c| unit.kind(*c) == Kind::Coordinator && unit.starts_with(*c, &["and", "or"]));
        let listed = |at: usize| and.is_some_and(|and| at <= and);
        let last = behind
            .iter()
            .enumerate()
            .take_while(|(at, c)| match unit.kind(**c) {
                // "several lawmakers over a scandal"
                Kind::Preposition if unit.starts_with(**c, &["over", "about", "after", "during", "amid"]) => {
                    false
                }
                Kind::Preposition | Kind::Noun | Kind::Adverb => true,
                Kind::Comma | Kind::Coordinator => listed(*at),
                _ => false,
            })
            .map(|(_, c)| *c)
            .filter(|c| !matches!(unit.kind(*c), Kind::Comma | Kind::Coordinator))
            .last();
        if let Some(end) = last.and_then(|c| unit.span(c..c + 1)) {
            self.widened.insert(head, mention.span.cover(end));
        }
    }

    /// The words that describe an unnamed source, where they reach beyond its base noun phrase.
    pub(crate) fn description(&self, mention: usize) -> Option<Span> {
        self.widened.get(&mention).copied()
    }

    /// "Anna Berg, the mayor," and "the mayor, Anna Berg,": both mentions name one actor.
    fn rename_appositive(
        &mut self,
        unit: &Unit,
        source: Span,
        found: &[Mention],
        mentions: &[usize],
        head: usize,
    ) {
        let after_comma = |m: &usize| {
            *m > head
                && source.contains(found[*m].phrase)
                && unit.text[..found[*m].phrase.start()].trim_end().ends_with(',')
        };
        let named = |m: usize| matches!(found[m].sort, MentionSort::Name { possessor: false, .. });
        let Some(next) = mentions.iter().copied().find(after_comma) else { return };
        let next = past_owners(unit.text, found, next);
        if next >= found.len() || !source.contains(found[next].span) {
            return;
        }
        if found[head].plural != found[next].plural || self.antecedents[next].is_some() {
            return;
        }
        match (named(head), named(next)) {
            (true, false) => self.antecedents[next] = Some(head),
            // "the mayor of Laredo, Texas,": the state is no name of the mayor.
            (false, true) if is_person(&found[head]) && is_country(&found[next]) => {}
            // "a spokesman for the operator, Halden,": the name is the operator's.
            (false, true)
                if is_person(&found[head]) && next > head + 1 && !may_be_officers(&found[next].sort) => {}
            (false, true) if matches!(found[head].sort, MentionSort::Description { .. }) => {
                self.renamed[head] = Some(next);
            }
            _ => {}
        }
    }
}

pub(crate) fn is_person(mention: &Mention) -> bool {
    matches!(mention.sort, MentionSort::Description { kind: ActorKind::Person, .. })
}

fn is_country(mention: &Mention) -> bool {
    matches!(mention.sort, MentionSort::Name { kind: Some(ActorKind::Country), .. })
}

/// The last mention of a run of words: the head of what they name.
fn head_in(found: &[Mention], span: Span) -> Option<usize> {
    let behind = found.partition_point(|m| m.phrase.start() < span.end());
    behind.checked_sub(1).filter(|m| span.contains(found[*m].span))
}

/// Whom a description calls by a noun for somebody who speaks for others.
const SPOKEN_FOR: &[&str] = &["spokesman", "spokeswoman", "spokesperson"];

fn head_word(mention: &Mention) -> &str {
    match &mention.sort {
        MentionSort::Description { head, .. } => head,
        _ => "",
    }
}

/// "the chair | of the board": the description of a person that the mention is behind.
fn officer_before(text: &str, found: &[Mention], at: usize) -> Option<usize> {
    let described = |m: &Mention, fits: &dyn Fn(ActorKind, bool) -> bool| {
        matches!(&m.sort, MentionSort::Description { kind, people, .. } if fits(*kind, *people)) && !m.plural
    };
    let named = matches!(
        found[at].sort,
        MentionSort::Name { kind: Some(ActorKind::Organization | ActorKind::Country) | None, .. }
    );
    let before = at.checked_sub(1)?;
    let gap = text.get(found[before].phrase.end()..found[at].phrase.start())?.trim();
    let body = named || described(&found[at], &|kind, people| people && kind == ActorKind::Organization);
    // A noun that no list has may well be an office: "the notary on the board".
    let officer = described(&found[before], &|kind, people| kind == ActorKind::Person || !people);
    (body && officer && matches!(gap, "of" | "on" | "at" | "for" | "in")).then_some(before)
}

/// Whether a name may be a person's: one word of no known kind is the body's as often ("the operator, Halden,").
fn may_be_officers(sort: &MentionSort) -> bool {
    match sort {
        MentionSort::Name { possessor: true, .. } => false,
        MentionSort::Name { kind: Some(kind), .. } => *kind == ActorKind::Person,
        MentionSort::Name { kind: None, words, .. } => words.len() > 1,
        _ => false,
    }
}

/// From the owner that opens a noun phrase to the mention of its head: "the union's president", "its president".
pub(crate) fn past_owners(text: &str, found: &[Mention], owner: usize) -> usize {
    let mut at = owner;
    while at + 1 < found.len() {
        let (this, next) = (&found[at], &found[at + 1]);
        let gap = text.get(this.phrase.end()..next.phrase.start()).map(str::trim);
        let owns = matches!(gap, Some("'s" | "’s" | "'" | "’"))
            || next.phrase.start() == this.phrase.start() && next.span.end() > this.span.end();
        if !owns {
            break;
        }
        at += 1;
    }
    at
}

fn unit_of<'a, 'b>(units: &'b [Unit<'a>], span: Span) -> Option<&'b Unit<'a>> {
    let at = units.partition_point(|u| u.tokens.first().is_none_or(|t| t.span.start() <= span.start()));
    units.get(at.checked_sub(1)?)
}

/// The base noun phrase around a mention.
fn chunk_span(unit: &Unit, mention: Span) -> Option<Span> {
    (0..unit.chunks.len()).filter_map(|c| unit.span(c..c + 1)).find(|s| s.overlaps(mention))
}

/// The head of a source is the last mention of its first noun phrase, unless that only owns the next.
fn is_head(units: &[Unit], found: &[Mention], mention: usize, source: Span) -> bool {
    let Some(unit) = unit_of(units, source) else { return false };
    let chunk = unit.chunks.iter().position(|c| {
        c.kind == Kind::Noun && unit.token_span(c.tokens.clone()).is_some_and(|s| s.overlaps(source))
    });
    let Some(span) = chunk.and_then(|c| unit.span(c..c + 1)) else { return false };
    let behind = found.partition_point(|m| m.phrase.start() < span.end());
    let last = behind.checked_sub(1).filter(|m| found[*m].phrase.start() >= span.start());
    let end = found[mention].phrase.end();
    (last == Some(mention) || source.end() <= span.end() && end + 4 >= source.end() && end <= source.end())
        && source.contains(found[mention].phrase)
}

/// "France, Germany and Britain": the members of a list with all their words, when each can be an actor; and whether each
/// is a source of its own, without words between that belong to it.
fn members(unit: &Unit, source: Span, found: &[Mention], mentions: &[usize]) -> (Vec<(usize, Span)>, bool) {
    let none = (Vec::new(), false);
    let mut chunks: Vec<usize> = (0..unit.chunks.len())
        .filter(|c| unit.span(*c..*c + 1).is_some_and(|s| source.contains(s)))
        .collect();
    // "several countries, including Peru and Chad": the countries, and each of the two.
    let example =
        |c: &usize| unit.kind(*c) == Kind::Preposition && unit.starts_with(*c, &["including", "like"]);
    // "the two parties - Halden and Berg -": what dashes or brackets hold, where it is a list.
    let joins = |c: &usize| unit.kind(*c) == Kind::Coordinator && unit.starts_with(*c, &["and", "or", "&"]);
    let border = |c: &usize| matches!(unit.kind(*c), Kind::Dash | Kind::Open | Kind::Close);
    let inserted = chunks
        .iter()
        .position(border)
        .filter(|at| chunks.last().is_some_and(border) && *at > 0 && chunks[*at..].iter().any(joins));
    let at = chunks.iter().position(example).or(inserted);
    // "companies like Halden and Berg" are these two.
    let like = at.is_some_and(|at| unit.starts_with(chunks[at], &["like"]));
    let examples = at.map(|at| chunks.split_off(at).split_off(1));
    let listed = examples.as_ref().map_or(&chunks, |e| e);
    // "Peru and Chad, authors of the text,": the members stand before the appositive.
    let mut listed = listed.clone();
    if listed.last().is_some_and(border) {
        listed.pop();
    }
    // "spokesmen | for | Hamas and Fatah", "the leaders | of | Russia and France": those whom they speak for.
    if let [first, of, rest @ ..] = listed.as_slice()
        && examples.is_none()
        && speaks_for_several(unit, *first)
        && unit.starts_with(*of, &["of", "for"])
        && rest.iter().all(|c| {
            unit.kind(*c) != Kind::Noun
                || unit
                    .head(*c)
                    .is_some_and(|h| unit.tags[h] == Tag::Name && !unit.tokens[h].is(Classes::TIME))
        })
    {
        listed = rest.to_vec();
    }
    let last = listed.iter().rposition(|c| unit.kind(*c) == Kind::Coordinator);
    if let Some(comma) = last.and_then(|l| (l..listed.len()).find(|c| unit.kind(listed[*c]) == Kind::Comma)) {
        listed.truncate(comma);
    }
    let flat = listed.iter().all(|c| {
        matches!(
            unit.kind(*c),
            Kind::Noun | Kind::Comma | Kind::Coordinator | Kind::Adverb | Kind::Preposition
        )
    });
    if !flat || examples.is_none() && !listed.iter().any(joins) {
        return none;
    }
    let mut out = Vec::new();
    let mut split = examples.is_none();
    let host = (examples.is_some() && !like).then(|| {
        let before =
            chunks.iter().copied().take_while(|c| unit.kind(*c) != Kind::Comma).collect::<Vec<usize>>();
        before.split(joins).map(<[usize]>::to_vec).collect::<Vec<_>>()
    });
    let parts = listed
        .split(|c| matches!(unit.kind(*c), Kind::Comma | Kind::Coordinator))
        .map(|part| part.iter().copied().filter(|c| unit.kind(*c) != Kind::Adverb).collect::<Vec<usize>>());
    let parts = host.into_iter().flatten().chain(parts.filter(|p| !p.is_empty()));
    for (number, part) in parts.enumerate() {
        let noun = part[0];
        // "the union of bakers and millers" is one union, unless the second member says that it stands alone.
        let hangs = part.len() > 1 && number == 0 && examples.is_none() && !unit.starts_with(noun, &["both"]);
        if unit.kind(noun) != Kind::Noun || hangs && !stands_alone(unit, &listed) {
            return none;
        }
        split &= part.len() == 1;
        let Some(span) = unit.span(noun..noun + 1) else { return none };
        let within = |m: &usize| span.overlaps(found[*m].phrase) && found[*m].phrase.start() >= span.start();
        let Some(mention) = mentions.iter().copied().rfind(within) else { return none };
        if !crate::holders::is_actor(unit, &(noun..noun + 1)) {
            return none;
        }
        let whole = unit.span(noun..part[part.len() - 1] + 1).unwrap_or(span);
        out.push((mention, whole));
    }
    // "Three clubs, Halden, Berg and Lund,": the three are named.
    let counted = listed.first().is_some_and(|host| counts(unit, *host) == Some(out.len().saturating_sub(1)));
    let names = out.iter().skip(1).all(|(m, _)| matches!(found[*m].sort, MentionSort::Name { .. }));
    if examples.is_none() && counted && names {
        out.remove(0);
    }
    (out, split)
}

/// "spokesmen", "the leaders", "the foreign ministers": whoever is at the head of several and acts for them.
fn speaks_for_several(unit: &Unit, chunk: usize) -> bool {
    const HEADS: &[&str] = &[
        "spokesmen",
        "spokeswomen",
        "spokespeople",
        "spokespersons",
        "leaders",
        "presidents",
        "ministers",
        "governments",
        "ambassadors",
        "representatives",
        "envoys",
        "parliaments",
        "negotiators",
        "premiers",
    ];
    unit.kind(chunk) == Kind::Noun
        && unit.head(chunk).is_some_and(|h| HEADS.contains(&unit.word(h).to_lowercase().as_str()))
}

/// How many a noun phrase counts: "two leaders", "14 clubs".
fn counts(unit: &Unit, chunk: usize) -> Option<usize> {
    const NUMBERS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let tokens = unit.chunks.get(chunk)?.tokens.clone();
    tokens.clone().take(2).find_map(|t| {
        let word = unit.word(t).to_lowercase();
        NUMBERS.iter().position(|n| *n == word).map(|at| at + 2).or_else(|| word.parse().ok())
    })
}

/// Whether the member behind the last "and" cannot hang on a preposition before it: "the head of the union and the minister".
fn stands_alone(unit: &Unit, chunks: &[usize]) -> bool {
    let Some(and) = chunks.iter().rposition(|c| unit.kind(*c) == Kind::Coordinator) else { return false };
    chunks.get(and + 1).is_some_and(|c| {
        let first = unit.chunks[*c].tokens.start;
        let determined = matches!(unit.tags[first], Tag::Determiner | Tag::Possessive);
        let titled = unit.chunks[*c].tokens.len() > 1 && unit.chunk_is(*c, Classes::TITLE);
        unit.kind(*c) == Kind::Noun && (determined || titled)
    })
}

/// "said | his country | would sign": the subject of the main clause of what somebody says or thinks.
fn subject_of_content(units: &[Unit], draft: &Draft, found: &[Mention]) -> Option<usize> {
    if draft.manner == Manner::Deed {
        return None;
    }
    let content = *draft.content.first()?;
    let unit = unit_of(units, content)?;
    // "The Circle, she said, could go along with it": a cue may stand between subject and verb.
    let inside = |c: &usize| {
        unit.span(*c..*c + 1).is_some_and(|s| draft.content.iter().any(|content| content.contains(s)))
    };
    let from = (0..unit.chunks.len()).find(inside)?;
    let subject = (from..unit.chunks.len()).filter(inside).find_map(|verb| {
        let group = unit.group(verb).filter(|g| matches!(g.form, Form::Finite | Form::Past))?;
        let subject = clauses::subject(unit, verb).filter(|s| s.antecedent.is_none())?;
        let start = subject.chunks.start;
        // "if Chad agrees, his country will sign": the condition is not the main clause.
        let subordinate = start > from && unit.kind(start - 1) == Kind::Subordinator;
        let nothing = group.copula && unit.starts_with(start, &["it"]) && !takes_position(unit, verb + 1);
        // "the government must act" is what the speaker wants of it.
        let asked =
            unit.chunks[verb].tokens.clone().any(|t| matches!(unit.word(t), "must" | "should" | "ought"));
        (start >= from && !subordinate && !nothing).then_some((subject.chunks, asked))
    })?;
    let (subject, false) = subject else { return None };
    let source = unit.span(subject)?;
    let first = found.partition_point(|m| m.phrase.start() < source.start());
    (first..found.len())
        .take_while(|m| found[*m].phrase.start() < source.end())
        .find(|m| is_head(units, found, *m, source))
}

/// "Halden will join, | its | chairman said": the "its", and Halden.
fn owner_told(draft: &Draft, told: Option<usize>, found: &[Mention]) -> Option<(usize, usize)> {
    let (source, told) = (draft.source?, told?);
    let first = found.partition_point(|m| m.span.start() < source.start());
    let its = found.get(first).filter(|m| m.possessive && m.span.start() == source.start() && !m.plural)?;
    let thing = its.gender == Gender::Unknown;
    (thing && draft.manner == Manner::Speech && found[told].span.end() <= its.span.start())
        .then_some((first, told))
}

/// "it is | ready", not "it is | a mistake" or "it was | about time".
fn takes_position(unit: &Unit, chunk: usize) -> bool {
    unit.head(chunk).is_some_and(|h| unit.tokens[h].is(Classes::CUE_ADJECTIVE))
}
