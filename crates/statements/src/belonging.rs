//! To which country or body somebody belongs: "Turkey's foreign minister", "its chairman", "Ana Ruiz of the Dockers'
//! Lodge", "the Greens, led by Ana Ruiz". `bodies` reads "his country" and "her union" by it, `voice` whose words theirs are.

use standpoint_article::Span;

use crate::actors::{Actors, Entity};
use crate::lexicon::{Classes, LEXICON, PlaceSort};
use crate::mentions::{Mention, MentionSort};
use crate::model::ActorKind;
use crate::names;

/// What an actor belongs to, as far as the article has said.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Belonging {
    pub(crate) country: Option<Home>,
    /// Entity of a body.
    pub(crate) body: Option<usize>,
}

/// Somebody's country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// Canonical name of a country of the lists, which may have no entity yet.
    Listed(&'static str),
    /// Entity of a country that no list has.
    Named(usize),
}

/// Entities that are looked back on.
const LOOKED_AT: usize = 300;

/// Who acts for a body.
pub(crate) const OFFICERS: &[&str] = &[
    "chairman",
    "chairwoman",
    "chair",
    "chairperson",
    "secretary",
    "director",
    "manager",
    "executive",
    "treasurer",
    "counsel",
    "lawyer",
    "attorney",
    "barrister",
    "solicitor",
    "delegate",
    "negotiator",
    "organiser",
    "organizer",
    "convenor",
    "convener",
    "coordinator",
    "co-ordinator",
    "secretary-general",
    "co-chair",
    "vice-chair",
    "president",
    "vice-president",
    "leader",
    "head",
    "chief",
    "boss",
    "founder",
    "co-founder",
    "clerk",
    "steward",
    "commander",
    "spokesman",
    "spokeswoman",
    "spokesperson",
];

/// Officers whom an article does not name without the body that they belong to.
const BOUND: &[&str] = &[
    "steward",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "director",
    "manager",
    "executive",
    "organiser",
    "organizer",
    "convenor",
    "convener",
    "treasurer",
    "coordinator",
    "chair",
];

/// Who acts for a state.
const STATESMEN: &[&str] = &["minister", "premier", "ambassador", "envoy", "diplomat", "king", "queen"];

/// Titles that everybody has.
const COURTESY: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "don", "doña", "mme", "madam"];

/// Who was something once.
const FORMER: &[&str] = &["former", "ex-president", "late", "retired", "onetime", "then"];

/// Whose "of" tells of a place, not of a body.
const TOWNS: &[&str] = &[
    "mayor",
    "governor",
    "bishop",
    "archbishop",
    "duke",
    "earl",
    "lord",
    "prince",
    "princess",
    "king",
    "queen",
    "akim",
    "prefect",
];

/// Between somebody and the body that he or she is at the head of.
const HEADING: &[&str] = &[
    "heads",
    "headed",
    "leads",
    "led",
    "chairs",
    "chaired",
    "represents",
    "represented",
    "speaks for",
    "presides over",
];

/// Between a body and whoever is at its head.
const HEADED: &[&str] =
    &["led by", "headed by", "chaired by", "represented by", ", led by", ", headed by", ", chaired by"];

/// Between somebody and what he or she belongs to.
const ATTACHING: &[&str] = &[
    "of",
    "from",
    "for",
    "at",
    ", of",
    ", from",
    ", for",
    "on behalf of",
    ", on behalf of",
    "representing",
    ", representing",
];

/// What the words between two mentions say of the two.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Link {
    /// The first is at the head of the second.
    Heads(usize),
    /// The second is at the head of the first.
    Headed(usize),
    /// The first is of the second, by these words.
    Of(usize, &'static str),
}

fn link(gap: &str, earlier: usize) -> Option<Link> {
    let attached = || ATTACHING.iter().find(|a| **a == gap).map(|a| Link::Of(earlier, a));
    if HEADING.contains(&gap) {
        Some(Link::Heads(earlier))
    } else if HEADED.contains(&gap) {
        Some(Link::Headed(earlier))
    } else {
        attached()
    }
}

fn is_possessive(word: &str) -> bool {
    ["his", "her", "its", "their"].iter().any(|p| word.eq_ignore_ascii_case(p))
}

impl Actors<'_> {
    /// Notes what the words around a mention say of whom its entity belongs to. Mentions must come in the order of the text.
    pub(crate) fn affiliate(&mut self, mention: &Mention, entity: usize) {
        let before = self.last.replace((mention.span, entity));
        let gap = before.and_then(|(span, _)| self.text.as_str().get(span.end()..mention.phrase.start()));
        let gap = gap.map_or("", str::trim);
        // "who heads the dockers' | union": what is meant follows its owner.
        let owns = self.text.as_str()[mention.phrase.end()..].starts_with(['\'', '’'])
            || mention.sort == MentionSort::Pronoun && is_possessive(self.text.slice(mention.span));
        let link = before.and_then(|(_, earlier)| link(gap, earlier)).or(self.pending.take());
        if owns {
            self.pending = link;
        } else {
            match link {
                Some(Link::Heads(head)) if self.may_be_one(head) => self.belong(head, entity),
                Some(Link::Headed(body)) if self.may_be_one(entity) => self.belong(entity, body),
                Some(Link::Of(member, gap)) if self.may_be_one(member) => self.attach(member, entity, gap),
                _ => {}
            }
        }
        if mention.sort == MentionSort::Pronoun {
            return;
        }
        let kind = self.entities[entity].kind;
        let described = match &mention.sort {
            MentionSort::Name { .. } => mention.span.start() > mention.phrase.start(),
            MentionSort::Description { kind, .. } => *kind == ActorKind::Person,
            MentionSort::Pronoun | MentionSort::Speaker => false,
        };
        if kind == Some(ActorKind::Person) || kind.is_none() && described {
            // "the former director of the agency" speaks for nobody.
            if self
                .text
                .slice(mention.phrase)
                .split_whitespace()
                .any(|w| FORMER.contains(&w.to_lowercase().as_str()))
            {
                return;
            }
            let owner = before.filter(|_| matches!(gap, "'s" | "’s" | "'" | "’"));
            // "For the operator, Ana Ruiz": whom she speaks for stands first.
            let client = before.filter(|(span, _)| gap == "," && self.opens_with_for(*span));
            if client.is_some() {
                self.entities[entity].roles.push("counsel".to_owned());
            }
            if let Some((_, owner)) = owner.or(client).or(self.owner_by_pronoun(mention)) {
                self.settle(owner, &mention.roles);
                self.belong(entity, owner);
            }
            let described = match mention.sort {
                MentionSort::Name { .. } => Span::new(mention.phrase.start(), mention.span.start()),
                _ => mention.phrase,
            };
            self.describes(entity, mention, described);
            self.adopt(entity, mention);
        } else if let Some((_, client)) =
            before.filter(|(span, _)| gap == "," && self.opens_with_for(*span) && self.may_be_one(entity))
        {
            self.entities[entity].roles.push("counsel".to_owned());
            self.belong(entity, client);
        }
    }

    /// "Ana Ruiz of Halden": a body, or what may be one.
    fn attach(&mut self, member: usize, to: usize, gap: &str) {
        let to_person = self.entities[to].kind == Some(ActorKind::Person);
        let target = &self.entities[to];
        let body = target.kind == Some(ActorKind::Organization)
            || target.kind == Some(ActorKind::Group) && target.named;
        let lord = self.entities[member].roles.iter().any(|r| TOWNS.contains(&r.as_str()));
        if !to_person && (body || !lord && !gap.ends_with("from") && !gap.ends_with("at")) {
            self.belong(member, to);
            // "Ana Ruiz of the union said": nothing else is told of her, so she is there for it.
            if body && self.entities[member].roles.iter().all(|r| COURTESY.contains(&r.trim_end_matches('.')))
            {
                self.entities[member].roles.push("delegate".to_owned());
            }
        }
    }

    /// "The union waits. Shop steward Ana Ruiz said": an officer of nothing in particular is one of the body just named.
    fn adopt(&mut self, person: usize, mention: &Mention) {
        let own = &self.entities[person];
        let behind = &self.text.as_str()[mention.span.end()..];
        let told_later = [" of ", " for ", " from ", " at "].iter().any(|p| behind.starts_with(p));
        let new = own.mentions.len() == 1 && own.belongs.body.is_none() && own.belongs.country.is_none();
        let bound = mention.roles.iter().any(|r| BOUND.contains(&r.as_str()));
        let named = matches!(mention.sort, MentionSort::Name { .. });
        if !named || !new || told_later || !bound {
            return;
        }
        let sentence = self.text.sentence_at(mention.span.start());
        let spoken = self.recent(sentence, 1).find(|e| {
            let entity = &self.entities[*e];
            *e != person
                && entity.named
                && entity.kind == Some(ActorKind::Organization)
                && entity.stood_as_subject()
        });
        if let Some(body) = spoken {
            self.belong(person, body);
        }
    }

    /// "Its chairman": whom the pronoun stands for.
    fn owner_by_pronoun(&self, mention: &Mention) -> Option<(Span, usize)> {
        self.possessor.filter(|(span, _)| span.start() == mention.phrase.start())
    }

    /// Whether the phrase around `span` is what a sentence says first, behind "For".
    fn opens_with_for(&self, span: Span) -> bool {
        let before = self.text.as_str()[..span.start()].trim_end();
        let before = before.strip_suffix("the").map_or(before, str::trim_end);
        before.strip_suffix("For").is_some_and(|b| b.is_empty() || b.ends_with(['.', '\n', ' ', '”', '"']))
    }

    /// One human being, by what is known so far.
    fn may_be_one(&self, entity: usize) -> bool {
        let entity = &self.entities[entity];
        match entity.kind {
            Some(ActorKind::Person) => true,
            None => entity.named && !entity.plural && entity.words.len() > 1,
            _ => false,
        }
    }

    /// What has a minister is a country, what has a chairman is a body.
    fn settle(&mut self, owner: usize, roles: &[String]) {
        let owner = &mut self.entities[owner];
        if owner.kind.is_some() || !owner.named {
            return;
        }
        let has = |list: &[&str]| roles.iter().any(|r| list.contains(&r.as_str()));
        if has(STATESMEN) {
            owner.kind = Some(ActorKind::Country);
        } else if has(OFFICERS) {
            owner.kind = Some(ActorKind::Organization);
        }
    }

    /// `member` belongs to what `owner` is.
    pub(crate) fn belong(&mut self, member: usize, owner: usize) {
        if member == owner {
            return;
        }
        let (to, own) = (&self.entities[owner], self.entities[member].belongs);
        // "the country's opposition leader": no body.
        if !to.named && to.words.last().is_some_and(|w| crate::bodies::COUNTRY.contains(&w.as_str())) {
            return;
        }
        let to = match to.kind {
            Some(ActorKind::Country) => {
                let listed = LEXICON.place(&to.name).map(|p| Home::Listed(p.name));
                Belonging { country: listed.or(Some(Home::Named(owner))), body: None }
            }
            Some(ActorKind::Organization | ActorKind::Group) => {
                Belonging { country: None, body: Some(owner) }
            }
            None if to.named => Belonging { country: None, body: Some(owner) },
            _ => return,
        };
        self.entities[member].belongs =
            Belonging { country: own.country.or(to.country), body: own.body.or(to.body) };
    }

    /// Reads the words of a noun phrase in front of a person's name: "Turkish Prime Minister", "Hamas leader".
    fn describes(&mut self, person: usize, mention: &Mention, described: Span) {
        let text = self.text;
        let words: Vec<(Span, &str)> = words_of(text.slice(described), described.start());
        let plain: Vec<&str> = words.iter().map(|(_, w)| *w).collect();
        if let Some(body) =
            self.body_in_office(&plain).filter(|_| self.entities[person].belongs.body.is_none())
        {
            self.entities[body].kind = Some(ActorKind::Organization);
            self.entities[person].belongs.body = Some(body);
        }
        for length in [3, 2, 1] {
            for run in plain.windows(length).filter(|run| run[0].starts_with(char::is_uppercase)) {
                let name = run.join(" ");
                let name = name.strip_suffix("'s").or(name.strip_suffix("’s")).unwrap_or(&name);
                let place = LEXICON.place(name).filter(|p| p.sort != PlaceSort::Body);
                let own = &mut self.entities[person].belongs;
                own.country = own.country.or(place.map(|p| Home::Listed(p.name)));
                if own.body.is_none() && place.is_none() {
                    self.entities[person].belongs.body = self.body_called(name);
                }
            }
        }
        let belongs = self.entities[person].belongs;
        if belongs.body.is_none()
            && belongs.country.is_none()
            && let Some(run) = name_in_office(&words)
        {
            let name: Vec<String> = words[run.clone()].iter().map(|(_, w)| (*w).to_owned()).collect();
            let span = words[run.start].0.cover(words[run.end - 1].0);
            let sort = MentionSort::Name {
                words: name.clone(),
                kind: Some(ActorKind::Organization),
                possessor: false,
            };
            let named = Mention {
                span,
                phrase: span,
                sort,
                gender: names::Gender::Unknown,
                plural: false,
                roles: Vec::new(),
                ..mention.clone()
            };
            let body = self.by_name(&named, &name, Some(ActorKind::Organization));
            if body != person {
                self.add_mention(body, span);
                self.belong(person, body);
            }
        }
    }

    /// "bureau president", "FSP chair", "the Guild's national organiser": the body that an officer is an officer of.
    fn body_in_office(&self, words: &[&str]) -> Option<usize> {
        let office = words.iter().position(|w| OFFICERS.contains(&w.to_lowercase().as_str()))?;
        words[..office].iter().find_map(|w| {
            let capital = w.starts_with(char::is_uppercase);
            self.latest(|e| {
                let open = matches!(e.kind, Some(ActorKind::Organization) | None) && e.named;
                open && if capital {
                    e.name == *w || e.words.first().is_some_and(|f| f == w)
                } else {
                    crate::bodies::BODY.contains(w) && e.words.len() > 1 && crate::bodies::bears(e, w)
                }
            })
        })
    }

    /// The newest of the entities that fits. Only so many are looked at, so that a text of nothing but names costs linear time.
    pub(crate) fn latest(&self, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        let from = self.entities.len().saturating_sub(LOOKED_AT);
        (from..self.entities.len()).rev().find(|e| fits(&self.entities[*e]))
    }

    /// The body that goes by this name so far: by all of it or, for a word, by its last ("Association").
    fn body_called(&self, name: &str) -> Option<usize> {
        self.latest(|e| {
            e.kind == Some(ActorKind::Organization)
                && e.named
                && (e.name == name
                    || e.aliases.iter().any(|a| a == name)
                    || e.words.len() > 1 && e.words.last().is_some_and(|w| w == name))
        })
    }
}

/// A word that is a noun of the language, as far as the lists and endings tell.
fn is_ordinary(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower == "green"
        || names::entry(&lower).classes != Classes::default()
        || ["ing", "ment", "tion", "tions", "ity", "ence", "ance", "ers", "ness"]
            .iter()
            .any(|e| lower.ends_with(e))
}

/// The words of a text that stands at `start`, each with its place.
fn words_of(text: &str, start: usize) -> Vec<(Span, &str)> {
    let mut from = 0;
    let mut out = Vec::new();
    for word in text.split_whitespace() {
        let at = from + text[from..].find(word).unwrap_or(0);
        from = at + word.len();
        out.push((Span::new(start + at, start + from), word));
    }
    out
}

/// "the | Fine Gael | group leader": the capitals in front of an office, unless they are a title or say of what kind.
fn name_in_office(words: &[(Span, &str)]) -> Option<std::ops::Range<usize>> {
    const KINDS: &[&str] = &["ish", "ese", "ian", "ist", "ite", "ic", "ni", "al", "ern"];
    let office = words.iter().position(|(_, w)| OFFICERS.contains(w))?;
    let capital = |w: &str| {
        w.starts_with(char::is_uppercase) && !w.ends_with(['\'', '’']) && !names::is_compound_adjective(w)
    };
    let title = Classes::TITLE.or(Classes::DETERMINER).or(Classes::TIME).or(Classes::DEMONYM);
    let part = |w: &str| capital(w) && !names::entry(w).classes.any(title);
    let end = words[..office].iter().rposition(|(_, w)| capital(w))? + 1;
    let start = words[..end].iter().rposition(|(_, w)| !part(w)).map_or(0, |at| at + 1);
    // "Board chair Ana Ruiz", at the head of a sentence: an ordinary noun. "Sunni leader": an adjective.
    let single = end - start == 1
        && (start == 0 && is_ordinary(words[0].1) || KINDS.iter().any(|k| words[start].1.ends_with(k)));
    (start < end && !single).then_some(start..end)
}
