//! Every place that names somebody: names, pronouns and noun phrases, in the order of the text.

use std::ops::Range;

use standpoint_article::Span;

use crate::chunks::{Kind, PEOPLES, Unit};
use crate::holders::{DOCUMENTS, people_by_ending};
use crate::lexicon::Classes;
use crate::model::ActorKind;
use crate::names::{self, Gender};
use crate::tagger::Tag;

/// One place that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The words that name, without titles for a person and without an article for a group.
    pub(crate) span: Span,
    /// The base noun phrase it is the head of.
    pub(crate) phrase: Span,
    pub(crate) sort: MentionSort,
    pub(crate) gender: Gender,
    pub(crate) plural: bool,
    /// Titles and descriptions in small letters: president, spokesman.
    pub(crate) roles: Vec<String>,
    /// Stands where a subject stands: right before a verb group.
    pub(crate) subject: bool,
    /// Only tells where: "in Lima".
    pub(crate) place: bool,
    /// A pronoun that tells whose: "her plan".
    pub(crate) possessive: bool,
}

/// How a mention names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MentionSort {
    /// By a name.
    Name { words: Vec<String>, kind: Option<ActorKind>, possessor: bool },
    /// he, their, who: third person.
    Pronoun,
    /// I, we, my: whoever speaks.
    Speaker,
    /// "some officials", "the company": by the head noun.
    Description { head: String, definite: bool, kind: ActorKind, people: bool },
}

/// All mentions of a stretch, in order.
pub(crate) fn find(unit: &Unit, out: &mut Vec<Mention>) {
    let mut chunk = dateline_end(unit);
    while chunk < unit.chunks.len() {
        if matches!(unit.kind(chunk), Kind::Noun) && !is_field(unit, chunk) && !is_turn_label(unit, chunk) {
            if let Some((last, person)) = behind_title(unit, chunk) {
                let first = unit.chunks[chunk].tokens.start;
                let subject = matches!(unit.kind(last + 1), Kind::Verb(_));
                let named = head_mention(unit, person, None, subject, false);
                let phrase = unit.span(chunk..last + 1);
                let titles = (first..unit.chunks[chunk].tokens.end).map(|t| unit.word(t).to_lowercase());
                out.extend(named.zip(phrase).map(|(m, phrase)| titled(m, phrase, titles.collect())));
                chunk = last;
            } else {
                let joined = joined_name(unit, chunk);
                phrase(unit, chunk, joined, out);
                chunk = joined.map_or(chunk, |last| last - 1);
            }
        } else if unit.kind(chunk) == Kind::Relative && unit.starts_with(chunk, &["who"]) {
            let span = unit.span(chunk..chunk + 1);
            out.extend(span.map(|span| pronoun(span, "who", false)));
        }
        chunk += 1;
    }
}

/// "Q:", "A:", "HOST:": what labels a turn of an interview and names nobody whom it is about.
fn is_turn_label(unit: &Unit, chunk: usize) -> bool {
    const LABELS: [&str; 10] = [
        "Q",
        "A",
        "HOST",
        "PRESENTER",
        "ANCHOR",
        "INTERVIEWER",
        "MODERATOR",
        "NARRATOR",
        "QUESTION",
        "ANSWER",
    ];
    unit.kind(chunk + 1) == Kind::Colon
        && unit.chunks[chunk].tokens.len() == 1
        && LABELS.iter().any(|a| a.eq_ignore_ascii_case(unit.word(unit.chunks[chunk].tokens.start)))
}

/// Where a report begins behind its dateline: "HATTON —", "SANTA ROSA, Oct 24 (AB) -".
fn dateline_end(unit: &Unit) -> usize {
    let shouted = unit.chunks.first().is_some_and(|c| {
        c.kind == Kind::Noun
            && c.tokens.clone().all(|t| {
                unit.tags[t] == Tag::Name
                    && !unit.word(t).chars().any(char::is_lowercase)
                    && unit.word(t).len() > 2
            })
    });
    let nominal = |c: &usize| {
        matches!(
            unit.kind(*c),
            Kind::Noun | Kind::Time | Kind::Comma | Kind::Open | Kind::Close | Kind::Preposition
        )
    };
    let dash = (1..unit.chunks.len()).take(DATELINE).find(|c| !nominal(c));
    dash.filter(|d| shouted && unit.kind(*d) == Kind::Dash).map_or(0, |d| d + 1)
}

/// Chunks of the longest dateline.
const DATELINE: usize = 10;

/// "Bank | of | England", "Ministry | of | Defence": behind the last chunk of a name that "of" joins.
fn joined_name(unit: &Unit, chunk: usize) -> Option<usize> {
    let head = unit.head(chunk)?;
    // "the Friends | of | the Old Quarter"
    let fellows = unit.tokens[head].is(Classes::HUMAN) && unit.tokens[head].is(Classes::PLURAL);
    let body = unit.tags[head] == Tag::Name
        && (fellows
            || unit.tokens[head].is(Classes::BODY.or(Classes::TITLE))
            || names::is_organization_word(unit.word(head)));
    if !body || unit.tokens[head].is(Classes::TITLE) {
        return None;
    }
    let goes_on = |end: &usize| {
        let of = unit.kind(*end) == Kind::Preposition && unit.starts_with(*end, &["of", "for"]);
        let plain = |t: usize| matches!(unit.tags[t], Tag::Name | Tag::Determiner | Tag::Number);
        of && unit.kind(*end + 1) == Kind::Noun
            && unit.chunks[*end + 1].tokens.clone().all(plain)
            && unit.head(*end + 1).is_some_and(|h| unit.tags[h] == Tag::Name)
    };
    // "Movement | for | the Emancipation | of | the Delta"
    let mut end = chunk + 1;
    while end < chunk + 5 && goes_on(&end) {
        end += 2;
    }
    // "Ministry | of | Information | and | Communication"
    let field = |c: usize| unit.chunks[c].tokens.clone().all(|t| names_field(unit, t));
    if end > chunk + 1
        && unit.kind(end) == Kind::Coordinator
        && unit.starts_with(end, &["and"])
        && unit.kind(end + 1) == Kind::Noun
        && field(end - 1)
        && field(end + 1)
    {
        end += 2;
    }
    (end > chunk + 1).then_some(end)
}

/// "Minister of | Foreign Affairs", "Head of | Service": what an office is for, which names nobody.
fn is_field(unit: &Unit, chunk: usize) -> bool {
    let office = chunk > 1
        && unit.kind(chunk - 1) == Kind::Preposition
        && unit.starts_with(chunk - 1, &["of", "for"])
        && unit.kind(chunk - 2) == Kind::Noun
        && unit.head(chunk - 2).is_some_and(|h| unit.tokens[h].is(Classes::TITLE.or(Classes::HUMAN)));
    let body = |t: usize| matches!(unit.word(t), "Parliament" | "Police");
    office && unit.chunks[chunk].tokens.clone().all(|t| names_field(unit, t) && !body(t))
}

/// Whether a word with a capital only says what an office or a ministry is for.
fn names_field(unit: &Unit, token: usize) -> bool {
    unit.tags[token] == Tag::Name && names::is_office_field(unit.word(token))
}

/// "Secretary | of | State Ana Ruiz", "ambassador | to | Peru Ana Ruiz": the last chunk and the tokens of the person who stands
/// behind what the title is for.
fn behind_title(unit: &Unit, chunk: usize) -> Option<(usize, Range<usize>)> {
    let title = unit.head(chunk).is_some_and(|h| unit.tokens[h].is(Classes::TITLE));
    let mut last = chunk;
    while last < chunk + 6
        && unit.kind(last + 1) == Kind::Preposition
        && unit.starts_with(last + 1, &["of", "to", "for"])
        && unit.kind(last + 2) == Kind::Noun
    {
        last += 2;
    }
    if !title || last == chunk {
        return None;
    }
    let tokens = unit.chunks[last].tokens.clone();
    let field = |t: &usize| {
        matches!(unit.tags[*t], Tag::Determiner | Tag::Noun)
            || names::is_office_field(unit.word(*t))
            || unit.tokens[*t].is(Classes::COUNTRY.or(Classes::CAPITAL))
    };
    let first = tokens.clone().find(|t| !field(t))?;
    let given = unit.tokens[first].is(Classes::MALE_NAME.or(Classes::FEMALE_NAME));
    // "envoy to the Middle East": the article is no field.
    let behind_field = first > tokens.start + usize::from(unit.tags[tokens.start] == Tag::Determiner);
    let named = (first..tokens.end).all(|t| unit.tags[t] == Tag::Name && !unit.tokens[t].is(Classes::BODY));
    (named && tokens.end - first >= 2 && (given || behind_field)).then_some((last, first..tokens.end))
}

/// The mention of a person with the titles in front.
fn titled(mention: Mention, phrase: Span, titles: Vec<String>) -> Mention {
    let sort = match mention.sort {
        MentionSort::Name { words, possessor, .. } => {
            MentionSort::Name { words, kind: Some(ActorKind::Person), possessor }
        }
        other => other,
    };
    Mention { phrase, sort, roles: titles, ..mention }
}

fn pronoun(span: Span, word: &str, subject: bool) -> Mention {
    let word = word.to_lowercase();
    let sort = if matches!(word.as_str(), "i" | "we" | "me" | "us" | "my" | "our" | "myself" | "ourselves") {
        MentionSort::Speaker
    } else {
        MentionSort::Pronoun
    };
    let plural = matches!(word.as_str(), "they" | "them" | "their" | "themselves" | "we" | "us" | "our");
    Mention {
        span,
        phrase: span,
        sort,
        gender: names::gender(&word),
        plural,
        roles: Vec::new(),
        subject,
        place: false,
        possessive: false,
    }
}

/// A pronoun that tells whose what follows is.
fn whose(unit: &Unit, at: usize, out: &mut Vec<Mention>) {
    let word = unit.word(at);
    if unit.tags[at] == Tag::Possessive && !word.eq_ignore_ascii_case("whose") {
        out.push(Mention { possessive: true, ..pronoun(unit.tokens[at].span, word, false) });
    }
}

fn phrase(unit: &Unit, chunk: usize, joined: Option<usize>, out: &mut Vec<Mention>) {
    let tokens = unit.chunks[chunk].tokens.clone();
    // "Anna Berg of the union | said": the union is no subject.
    let governed = chunk > 0
        && unit.kind(chunk - 1) == Kind::Preposition
        && !unit.starts_with(chunk - 1, &["after", "before", "since", "until", "than", "as"]);
    let subject = matches!(unit.kind(chunk + 1), Kind::Verb(_)) && !governed || chunk == 0;
    // Owners first: "Iran | 's new president", "her | aunt's | plan".
    let mut start = tokens.start;
    let mut owned = false;
    whose(unit, start, out);
    for at in tokens.clone() {
        // "the exporters' association" is one body, called by its members.
        if unit.tags[at] == Tag::Clitic
            && (!names::joins(unit, at, tokens.end) && !of_its_members(unit, start, at, tokens.end))
        {
            out.extend(head_mention(unit, start..at, None, false, true));
            owned = unit.tags[at - 1] == Tag::Name;
            start = at + 1;
        }
    }
    if start > tokens.start && start < tokens.end {
        whose(unit, start, out);
    }
    // The body in front of its spokesperson: "White House | spokesman Sean Spicer".
    let opening = start
        + usize::from(matches!(unit.tags[start.min(tokens.end - 1)], Tag::Determiner | Tag::Possessive));
    if let Some(spokes) =
        (opening..tokens.end).find(|t| unit.tokens[*t].is(Classes::SPOKES)).filter(|s| *s > opening)
    {
        let office =
            spokes == opening + 1 && OF_OFFICES.iter().any(|o| unit.word(opening).eq_ignore_ascii_case(o));
        let body = head_mention(unit, opening..spokes, None, false, true).filter(|_| !office);
        // "its defence spokesman" speaks for "it", not for a defence.
        let subject_area = matches!(unit.tags[opening.saturating_sub(1)], Tag::Possessive | Tag::Clitic)
            && unit.tags[spokes - 1] == Tag::Noun
            && (unit.tokens[spokes - 1].is(Classes::TITLE) || !unit.tokens[spokes - 1].is(Classes::BODY));
        out.extend(body.filter(|_| !subject_area).map(|m| own_body(unit, m, opening)));
        start = if office { opening } else { spokes };
    } else if let Some(author) = author(unit, opening..tokens.end) {
        start = author.end;
        out.extend(head_mention(unit, author, None, false, true).map(|m| Mention { plural: false, ..m }));
    }
    if start < tokens.end {
        let end = joined.map_or(tokens.end, |last| unit.chunks[last - 1].tokens.end);
        let mut mention = head_mention(unit, start..tokens.end, Some(end), subject, false);
        // A group is described by its owner too: "Darfur's main rebel group".
        if let Some(Mention { span, phrase, sort: MentionSort::Description { kind, .. }, .. }) = &mut mention
            && owned
            && *kind != ActorKind::Person
            && let Some(whole) = unit.token_span(past_article(unit, tokens.clone()))
        {
            *span = whole;
            *phrase = whole;
        }
        out.extend(mention);
    }
}

/// A noun phrase without the article that opens it.
fn past_article(unit: &Unit, tokens: Range<usize>) -> Range<usize> {
    let article = matches!(unit.word(tokens.start).to_lowercase().as_str(), "the" | "a" | "an");
    tokens.start + usize::from(article && tokens.len() > 1)..tokens.end
}

/// Of what office a spokesperson is, by its adjective: no body goes by it.
const OF_OFFICES: &[&str] =
    &["presidential", "diplomatic", "congressional", "parliamentary", "royal", "mayoral", "ministerial"];

/// "a company | spokesman": the company that is being spoken of.
fn own_body(unit: &Unit, mut body: Mention, opening: usize) -> Mention {
    body.plural = false;
    let one = unit.tags[opening] == Tag::Noun && body.span == unit.tokens[opening].span;
    if let MentionSort::Description { definite, .. } = &mut body.sort {
        *definite |= one;
    }
    body
}

/// "exporters' association", "mill workers' union": whether the clitic in token `at` only joins a body to those it is made of.
fn of_its_members(unit: &Unit, start: usize, at: usize, end: usize) -> bool {
    let (owner, head) = (&unit.tokens[at - 1], &unit.tokens[end - 1]);
    let plural = unit.word(at - 1).ends_with('s') && unit.word(at).trim_start_matches(['\'', '’']).is_empty()
        || unit.word(at - 1).ends_with("men");
    let people =
        unit.tags[at - 1] == Tag::Noun && (owner.is(Classes::HUMAN) || people_by_ending(unit.word(at - 1)));
    let body = at + 2 == end
        && unit.tags[end - 1] == Tag::Noun
        && head.is(Classes::BODY)
        && !head.is(Classes::HUMAN.or(Classes::PLURAL));
    let named = (start..at).any(|t| matches!(unit.tags[t], Tag::Possessive));
    plural && people && body && !named
}

/// "a Canadian | proposal", "a Defense Ministry | announcement", "a U.S. military | statement": the name or the body in front of a
/// noun that says or wants something.
fn author(unit: &Unit, tokens: Range<usize>) -> Option<Range<usize>> {
    let head = tokens.end.checked_sub(1)?;
    let token = unit.tokens.get(head)?;
    // "despite U.S. opposition": not those who are in opposition there.
    let opposed = unit.word(head) == "opposition"
        && tokens.start > 0
        && matches!(unit.word(tokens.start - 1), "despite" | "over" | "amid");
    let says = unit.tags[head] == Tag::Noun
        && (DOCUMENTS.contains(&unit.word(head)) || token.is(Classes::CUE_NOUN))
        && (!token.is(Classes::HUMAN.or(Classes::BODY)) || opposed);
    let named = |t: usize| unit.tags[t] == Tag::Name && !unit.tokens[t].is(Classes::TIME);
    let body = head.checked_sub(1).filter(|b| {
        tokens.contains(b)
            && unit.tags[*b] == Tag::Noun
            && (unit.tokens[*b].is(Classes::BODY) && DOCUMENTS.contains(&unit.word(head))
                || acts_by_noun(unit, *b, tokens.start))
    });
    let first = tokens.clone().find(|t| named(*t)).or(body).filter(|_| says)?;
    let end = (first..head).find(|t| !named(*t)).unwrap_or(head);
    let end = if body == Some(end) { head } else { end };
    // "an Arab plan": no one body's; "an Arab League plan" is.
    let people = (first..end).all(|t| PEOPLES.contains(&unit.word(t)));
    (first < end && !people).then_some(first..end)
}

/// "opposition | calls", "a government | plan": people or a body right behind the article, and no title.
pub(crate) fn acts_by_noun(unit: &Unit, body: usize, first: usize) -> bool {
    let token = &unit.tokens[body];
    let acts = token.is(Classes::BODY) || token.is(Classes::HUMAN) && !token.is(Classes::TITLE);
    acts && first + usize::from(unit.tags[first] == Tag::Determiner) == body
}

/// The mention whose head closes `tokens`; `joined` is where a name goes on behind an "of".
fn head_mention(
    unit: &Unit,
    tokens: Range<usize>,
    joined: Option<usize>,
    subject: bool,
    owner: bool,
) -> Option<Mention> {
    let head = tokens.clone().rev().find(|t| unit.tags[*t] != Tag::Adverb)?;
    let word = unit.word(head);
    match unit.tags[head] {
        Tag::Pronoun | Tag::Object if unit.tokens[head].is(Classes::PRONOUN.or(Classes::OBJECT)) => {
            let person =
                !matches!(word.to_lowercase().as_str(), "there" | "what" | "this" | "that" | "these" | "you");
            let indefinite = unit.tokens[head].is(Classes::DETERMINER.or(Classes::NUMBER).or(Classes::HUMAN));
            if indefinite && person {
                return Some(description(unit, tokens, head, subject));
            }
            person.then(|| pronoun(unit.tokens[head].span, word, subject))
        }
        Tag::Pronoun | Tag::Number => Some(description(unit, tokens, head, subject)),
        Tag::Name => name(unit, &tokens, head, joined, subject, owner),
        Tag::Noun => {
            // Names in front of a common noun are mentions too: "Trump administration".
            Some(
                named_body(unit, &tokens, head, subject)
                    .unwrap_or_else(|| description(unit, tokens, head, subject)),
            )
        }
        _ => None,
    }
}

/// Sorts of bodies that stand behind their names, in small letters.
const SORTS: &[&str] = &[
    "company",
    "newspaper",
    "daily",
    "magazine",
    "agency",
    "airline",
    "network",
    "television",
    "station",
    "party",
    "faction",
    "group",
    "movement",
    "organization",
    "organisation",
    "bank",
    "firm",
    "giant",
    "carmaker",
];

/// "the state-owned Pemex | oil company", "the Shas | party": a body by its name, which stands in front of what it is.
fn named_body(unit: &Unit, tokens: &Range<usize>, head: usize, subject: bool) -> Option<Mention> {
    // "a Darfur rebel group" is one of many there.
    let indefinite = matches!(unit.word(tokens.start).to_lowercase().as_str(), "a" | "an");
    if indefinite || !SORTS.contains(&unit.word(head)) {
        return None;
    }
    let part = |t: usize| unit.tags[t] == Tag::Name;
    let last = (tokens.start..head).rev().find(|t| part(*t))?;
    let first = (tokens.start..last).rev().find(|t| !part(*t)).map_or(tokens.start, |t| t + 1);
    let elsewhere =
        Classes::DEMONYM.or(Classes::COUNTRY).or(Classes::CAPITAL).or(Classes::BODY).or(Classes::TITLE);
    let plain = |t: usize| !unit.tokens[t].is(elsewhere) && !names::is_compound_adjective(unit.word(t));
    let people = (first..=last).all(|t| PEOPLES.contains(&unit.word(t)));
    let between = (last + 1..head).all(|t| unit.tags[t] == Tag::Noun);
    let given = unit.tokens[first].is(Classes::MALE_NAME.or(Classes::FEMALE_NAME));
    if given || people || !between || !(first..=last).all(plain) {
        return None;
    }
    let words = (first..=last).map(|t| unit.word(t).to_owned()).collect();
    Some(Mention {
        span: unit.token_span(first..last + 1)?,
        phrase: unit.token_span(tokens.clone())?,
        sort: MentionSort::Name { words, kind: Some(ActorKind::Organization), possessor: false },
        gender: Gender::Unknown,
        plural: false,
        roles: (last + 1..=head).map(|t| unit.word(t).to_owned()).collect(),
        subject,
        place: false,
        possessive: false,
    })
}

fn name(
    unit: &Unit,
    tokens: &Range<usize>,
    head: usize,
    joined: Option<usize>,
    subject: bool,
    owner: bool,
) -> Option<Mention> {
    if unit.tokens[head].is(Classes::TIME) && !unit.tokens[head].is(Classes::MODAL) {
        return None;
    }
    let mut first = head;
    while first > tokens.start
        && (unit.tags[first - 1] == Tag::Name
            || unit.word(first - 1) == "&"
            || unit.tags[first - 1] == Tag::Clitic && names::joins(unit, first - 1, head + 1))
    {
        first -= 1;
    }
    // "Reporters Without Borders": people, for all that they open the name.
    let linked = matches!(unit.word(first), "Without" | "Against" | "For");
    if linked && first > tokens.start && unit.tokens[first - 1].capital && unit.tags[first - 1] == Tag::Noun {
        first -= 1;
    }
    let end = joined.unwrap_or(head + 1).max(head + 1);
    // "Dockers' Lodge": the clitic belongs to the word before.
    let starts: Vec<usize> = (first..end).filter(|t| unit.tags[*t] != Tag::Clitic || *t == first).collect();
    let word_at = |t: usize| {
        let clitic = t + 1 < end && unit.tags[t + 1] == Tag::Clitic;
        unit.token_span(t..t + 1 + usize::from(clitic)).map_or("", |s| &unit.text[s.range()])
    };
    let words: Vec<&str> = starts.iter().map(|t| word_at(*t)).collect();
    let given = |w: &str| names::entry(w).classes.any(Classes::MALE_NAME.or(Classes::FEMALE_NAME));
    let role = |w: &str| {
        names::entry(w).classes.any(Classes::TITLE.or(Classes::HUMAN))
            && !names::entry(w).classes.any(Classes::PLURAL)
    };
    let adjective = owner && unit.tokens[head].is(Classes::DEMONYM); // "a Canadian | proposal"
    if words.last().is_some_and(|w| role(w))
        && !adjective
        && joined.is_none_or(|end| end == head + 1)
        && !words.iter().any(|w| given(w))
    {
        return Some(description(unit, tokens.clone(), head, subject)); // "the High Court Judge"
    }
    // "Friends of the Old Quarter": what stands before an "of" is no title.
    let (bare, titled) = if end > head + 1 { (words.clone(), false) } else { names::without_titles(&words) };
    let mut skip = words.len() - bare.len();
    // "Mexican President Lee", "Hamas Prime Minister Haniyeh": what stands before a title belongs to it.
    let mut bare = bare;
    let mut titled = titled;
    let title = |w: &str| names::entry(w).classes.any(Classes::TITLE) && !given(w);
    let is_body = unit.tokens[head].is(Classes::BODY); // "Iranian Foreign Ministry"
    if let Some(last) = (1..bare.len().saturating_sub(1))
        .rev()
        .find(|at| title(bare[*at]))
        .filter(|_| end == head + 1 && !is_body)
    {
        bare.drain(..=last);
        skip = words.len() - bare.len();
        titled = true;
    }
    let before: Vec<usize> = (tokens.start..first).filter(|t| unit.tags[*t] == Tag::Noun).collect();
    let titled = titled
        || before.last().is_some_and(|t| {
            unit.tokens[*t].is(Classes::TITLE.or(Classes::HUMAN)) && !unit.tokens[*t].is(Classes::PLURAL)
        });
    let article = tokens.start < first && unit.word(tokens.start).eq_ignore_ascii_case("the") && !titled;
    let locative = first == tokens.start
        && unit.tags[..first].last() == Some(&Tag::Preposition)
        && matches!(unit.word(first - 1), "in" | "at" | "near" | "In" | "At");
    let place = bare.len() == 1 && locative;
    let kind = names::kind(&bare, titled, article).or(place.then_some(ActorKind::Country));
    let mut roles: Vec<String> = before.iter().map(|t| unit.word(*t).to_lowercase()).collect();
    roles.extend(words[..skip].iter().map(|w| w.to_lowercase()));
    let mut gender = bare
        .first()
        .map_or(Gender::Unknown, |w| if bare.len() > 1 { names::gender(w) } else { Gender::Unknown });
    for role in &roles {
        if gender == Gender::Unknown {
            gender = names::gender(role);
        }
    }
    let span = unit.token_span(starts[skip]..end)?;
    Some(Mention {
        span,
        phrase: unit.token_span(tokens.start..end)?,
        sort: MentionSort::Name {
            words: bare.iter().map(|w| (*w).to_owned()).collect(),
            kind,
            possessor: owner,
        },
        gender,
        plural: kind == Some(ActorKind::Group),
        roles,
        subject,
        place: !owner && locative,
        possessive: false,
    })
}

fn description(unit: &Unit, tokens: Range<usize>, head: usize, subject: bool) -> Mention {
    let definite = unit.word(tokens.start).eq_ignore_ascii_case("the");
    let opens = matches!(unit.tags[tokens.start], Tag::Determiner)
        && matches!(unit.word(tokens.start).to_lowercase().as_str(), "the" | "a" | "an");
    let first = if opens && tokens.len() > 1 { tokens.start + 1 } else { tokens.start };
    let token = &unit.tokens[head];
    let plural = token.is(Classes::PLURAL) || unit.word(head).ends_with('s') && !token.is(Classes::BODY);
    let kind = if token.is(Classes::BODY) && !token.is(Classes::HUMAN) {
        ActorKind::Organization
    } else if plural || !token.is(Classes::HUMAN.or(Classes::TITLE)) {
        ActorKind::Group
    } else {
        ActorKind::Person
    };
    let span = unit.token_span(first..tokens.end).unwrap_or(token.span);
    Mention {
        span,
        phrase: unit.token_span(tokens.clone()).unwrap_or(span),
        sort: MentionSort::Description {
            head: unit.word(head).to_lowercase(),
            definite,
            kind,
            people: token.is(Classes::HUMAN.or(Classes::BODY).or(Classes::TITLE)),
        },
        gender: names::gender(unit.word(head)),
        plural,
        roles: tokens.filter(|t| unit.tags[*t] == Tag::Noun).map(|t| unit.word(t).to_lowercase()).collect(),
        subject,
        place: false,
        possessive: false,
    }
}
