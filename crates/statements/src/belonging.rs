//! To which country or body somebody belongs: "Turkey's foreign minister", "its chairman", "Ana Ruiz of the Dockers'
//! Lodge". What such a person calls "his country" or "her union" is theirs, and "we" in their mouth is the body.

use standpoint_article::Span;

use crate::actors::{Actors, Entity};
use crate::lexicon::{LEXICON, PlaceSort};
use crate::mentions::{Mention, MentionSort};
use crate::model::ActorKind;

/// What an actor belongs to, as far as the article has said.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Belonging {
    /// Canonical name of a country.
    pub(crate) country: Option<&'static str>,
    /// Entity of a body.
    pub(crate) body: Option<usize>,
}

/// Entities that are looked back on.
const LOOKED_AT: usize = 300;

/// What somebody's own country is called.
const COUNTRY: &[&str] = &["country", "nation", "homeland", "state", "republic"];

/// What somebody's own body is called.
const BODY: &[&str] = &[
    "group",
    "party",
    "union",
    "company",
    "firm",
    "organization",
    "organisation",
    "association",
    "agency",
    "movement",
    "faction",
    "federation",
    "club",
    "council",
    "centre",
    "center",
    "unit",
    "local",
    "lodge",
    "guild",
    "institute",
    "committee",
    "commission",
    "alliance",
    "coalition",
    "bank",
    "airline",
    "ministry",
    "charity",
    "cooperative",
    "client",
    "clients",
    "members",
    "board",
    "side",
];

/// Who acts for a body.
const OFFICERS: &[&str] = &[
    "chairman",
    "chairwoman",
    "chair",
    "secretary",
    "director",
    "manager",
    "executive",
    "treasurer",
    "counsel",
    "delegate",
    "organiser",
    "organizer",
    "convenor",
    "convener",
    "secretary-general",
    "co-chair",
    "president",
    "vice-president",
];

impl Actors<'_> {
    /// Notes what the words around a mention say of whom its entity belongs to. Mentions must come in the order of the text.
    pub(crate) fn affiliate(&mut self, mention: &Mention, entity: usize) {
        let before = self.last.replace((mention.span, entity));
        if mention.sort == MentionSort::Pronoun {
            return;
        }
        let kind = self.entities[entity].kind;
        let described = match &mention.sort {
            MentionSort::Name { .. } => mention.span.start() > mention.phrase.start(),
            MentionSort::Description { kind, .. } => *kind == ActorKind::Person,
            MentionSort::Pronoun | MentionSort::Speaker => false,
        };
        let person = kind == Some(ActorKind::Person) || kind.is_none() && described;
        let gap = before.and_then(|(span, _)| self.text.as_str().get(span.end()..mention.phrase.start()));
        let gap = gap.map_or("", str::trim);
        if person {
            let owner = before.filter(|_| matches!(gap, "'s" | "’s" | "'" | "’"));
            let pronoun = self.possessor.filter(|(span, _)| span.start() == mention.phrase.start());
            // "Its chairman": the owner of the pronoun.
            if let Some((_, owner)) = owner.or(pronoun) {
                // What has a chairman is a body.
                let target = &mut self.entities[owner];
                let officer = mention.roles.iter().any(|r| OFFICERS.contains(&r.as_str()));
                if target.kind.is_none() && target.named && officer {
                    target.kind = Some(ActorKind::Organization);
                }
                self.belong(entity, owner);
            }
            let described = match mention.sort {
                MentionSort::Name { .. } => Span::new(mention.phrase.start(), mention.span.start()),
                _ => mention.phrase,
            };
            let text = self.text;
            self.describes(entity, text.slice(described));
        } else if let Some((_, member)) =
            before.filter(|_| matches!(gap, "of" | "of the" | "from" | "from the" | "for" | "for the"))
            && self.entities[member].kind == Some(ActorKind::Person)
        {
            self.belong(member, entity);
        }
    }

    /// `member` belongs to what `owner` is, or to what a person who owns belongs to.
    fn belong(&mut self, member: usize, owner: usize) {
        if member == owner {
            return;
        }
        let to = match self.entities[owner].kind {
            Some(ActorKind::Country) => {
                Belonging { country: LEXICON.place(&self.entities[owner].name).map(|p| p.name), body: None }
            }
            Some(ActorKind::Organization) => Belonging { country: None, body: Some(owner) },
            _ => return,
        };
        let own = &mut self.entities[member].belongs;
        own.country = own.country.or(to.country);
        own.body = own.body.or(to.body);
    }

    /// Reads the words of a noun phrase in front of a person's name: "Turkish Prime Minister", "Hamas leader".
    fn describes(&mut self, person: usize, words: &str) {
        let words: Vec<&str> = words.split_whitespace().collect();
        if let Some(body) =
            self.body_in_office(&words).filter(|_| self.entities[person].belongs.body.is_none())
        {
            let body_of = &mut self.entities[body];
            body_of.kind = Some(ActorKind::Organization);
            self.entities[person].belongs.body = Some(body);
        }
        for length in [3, 2, 1] {
            for run in words.windows(length).filter(|run| run[0].starts_with(char::is_uppercase)) {
                let name = run.join(" ");
                let name = name.strip_suffix("'s").or(name.strip_suffix("’s")).unwrap_or(&name);
                let place = LEXICON.place(name).filter(|p| p.sort != PlaceSort::Body);
                let own = &mut self.entities[person].belongs;
                own.country = own.country.or(place.map(|p| p.name));
                if own.body.is_none() && place.is_none() {
                    self.entities[person].belongs.body = self.body_called(name);
                }
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
                    BODY.contains(w)
                        && e.words.len() > 1
                        && e.words.last().is_some_and(|l| l.eq_ignore_ascii_case(w))
                }
            })
        })
    }

    /// The newest of the entities that fits. Only so many are looked at, so that a text of nothing but names costs linear time.
    fn latest(&self, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
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

    /// "his country", "her union", "its government": what the owner belongs to, where it is known; of "her administration"
    /// the government named after her, else she herself.
    pub(crate) fn owners_body(&mut self, mention: &Mention, head: &str) -> Option<usize> {
        let (span, owner) = self.possessor?;
        if span.start() != mention.phrase.start() {
            return None;
        }
        let two = self.text.slice(mention.phrase).split_whitespace().count() == 2;
        let of_country = COUNTRY.contains(&head) && two;
        if of_country || head == "government" {
            if let Some(country) = self.country_of(owner) {
                return Some(self.entity_of_country(country, mention));
            }
            if of_country {
                return None;
            }
        }
        if BODY.contains(&head) {
            return self.entities[owner].belongs.body;
        }
        if !matches!(head, "administration" | "government" | "office" | "cabinet" | "team") || !two {
            return None;
        }
        let surname = self.entities[owner].words.last()?;
        let body = self.latest(|e| {
            e.kind == Some(ActorKind::Organization)
                && e.words.contains(surname)
                && e.words.iter().any(|w| w == head)
        });
        Some(body.unwrap_or(owner))
    }

    /// The body of the person spoken of in this sentence or the one before, whom no other body has been named since: "it" and
    /// "the company" in the words of its director.
    pub(crate) fn speakers_body(&self, sentence: usize) -> Option<usize> {
        for entity in self.recent(sentence, 1) {
            let spoken = &self.entities[entity];
            if let Some(body) = spoken.belongs.body.filter(|_| spoken.kind == Some(ActorKind::Person)) {
                return Some(body);
            }
            if matches!(spoken.kind, Some(ActorKind::Organization | ActorKind::Country)) {
                return None;
            }
        }
        None
    }

    /// "the company", "the movement" in the words of somebody who belongs to one.
    pub(crate) fn own_body(
        &self,
        mention: &Mention,
        head: &str,
        definite: bool,
        sentence: usize,
    ) -> Option<usize> {
        let bare = self.text.slice(mention.span).split_whitespace().count() == 1;
        let named =
            || self.latest(|e| e.words.last().is_some_and(|w| w.eq_ignore_ascii_case(head))).is_some();
        if !definite || !bare || !BODY.contains(&head) || named() {
            None
        } else {
            self.speakers_body(sentence)
        }
    }

    fn country_of(&self, owner: usize) -> Option<&'static str> {
        let entity = &self.entities[owner];
        let own = LEXICON.place(&entity.name).filter(|p| p.sort != PlaceSort::Body).map(|p| p.name);
        own.or(entity.belongs.country)
    }
}
