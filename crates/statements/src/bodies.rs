//! Which body or country is meant by a common noun: "his country", "her union", "its members", "the club".

use crate::actors::{Actors, Entity};
use crate::belonging::Home;
use crate::lexicon::{Classes, LEXICON, PlaceSort};
use crate::mentions::Mention;
use crate::model::ActorKind;
use crate::names::entry;

/// What somebody's own country is called.
pub(crate) const COUNTRY: &[&str] = &["country", "nation", "homeland", "state", "republic"];

/// What somebody's own body is called.
pub(crate) const BODY: &[&str] = &[
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
    "board",
    "side",
    "operator",
    "league",
    "lobby",
    "delegation",
    "department",
    "bloc",
    "station",
    "network",
];

/// Who makes up a body and acts for it: "its members", "his four fighters".
const MEMBERS: &[&str] = &[
    "member",
    "members",
    "people",
    "troops",
    "forces",
    "fighters",
    "soldiers",
    "delegation",
    "side",
    "team",
    "teams",
    "board",
    "leadership",
    "management",
    "executive",
    "secretariat",
    "delegates",
    "lot",
    "crowd",
    "folk",
];

/// What leads or runs a body and never a single person.
const ORGANS: &[&str] = &["board", "leadership", "management", "executive", "secretariat"];

/// What an organisation whose name does not say what it is may be called.
const COMPANIES: &[&str] = &[
    "company",
    "firm",
    "group",
    "organization",
    "organisation",
    "agency",
    "carmaker",
    "automaker",
    "manufacturer",
    "airline",
    "carrier",
    "charity",
    "retailer",
    "corporation",
    "club",
    "operator",
    "union",
    "movement",
    "broadcaster",
    "station",
    "network",
    "lender",
    "insurer",
    "utility",
    "developer",
    "association",
    "party",
    "newspaper",
    "daily",
    "magazine",
    "newsletter",
];

/// What any body may be called, whatever its name says.
const ANY: &[&str] =
    &["group", "organization", "organisation", "agency", "body", "side", "client", "clients"];

/// Whether a name says by its head that it is such a body: "Dockers' Union", "Union of Dockers".
pub(crate) fn bears(entity: &Entity, head: &str) -> bool {
    says_itself(&entity.words, head)
}

fn says_itself(name: &[String], head: &str) -> bool {
    let is = |w: &String| w.eq_ignore_ascii_case(head);
    let linked = name.iter().position(|w| matches!(w.as_str(), "of" | "for"));
    name.last().is_some_and(is) || linked.and_then(|at| name.get(at.checked_sub(1)?)).is_some_and(is)
}

/// Whether a body is named after those who make it up: of "Dockers' Lodge" and "council of elders" the dockers and the elders.
pub(crate) fn made_up_of(body: &Entity, head: &str) -> bool {
    let plural = head.ends_with('s') || head.ends_with("men");
    plural
        && body.kind == Some(ActorKind::Organization)
        && body.words.len() > 1
        && body.words.iter().any(|w| {
            let bare = w.strip_suffix("'s").or(w.strip_suffix('\'')).unwrap_or(w);
            bare.eq_ignore_ascii_case(head)
        })
}

/// Whether a body of such a name may be called `head`: its name says so, or does not say that it is something else.
pub(crate) fn may_be_called(name: &[String], head: &str) -> bool {
    let says = |w: &String| BODY.contains(&w.to_lowercase().as_str()) || entry(w).classes.any(Classes::BODY);
    says_itself(name, head) || ANY.contains(&head) || COMPANIES.contains(&head) && !name.iter().any(says)
}

/// A name that ends in a word of the language ("Meridian Stevedores"), or a single word that has been a subject.
fn sounds_like_a_firm(entity: &Entity) -> bool {
    match entity.words.as_slice() {
        [one] => entity.stood_as_subject() && entry(one).classes == Classes::default(),
        [.., last] => entry(last).classes != Classes::default() || last.len() > 4 && last.ends_with('s'),
        [] => false,
    }
}

/// "no club", "any bank": nobody in particular.
fn is_indefinite(entity: &Entity) -> bool {
    !entity.named
        && entity.words.first().is_some_and(|w| {
            matches!(w.to_lowercase().as_str(), "no" | "any" | "every" | "each" | "another" | "some")
        })
}

impl Actors<'_> {
    /// The country or body that a description stands for by what its owner or the speaker belongs to, or as the one named last.
    pub(crate) fn body_meant(
        &mut self,
        mention: &Mention,
        head: &str,
        definite: bool,
        sentence: usize,
    ) -> Option<usize> {
        self.owners_body(mention, head)
            .or_else(|| self.own_body(mention, head, definite, sentence))
            .or_else(|| self.latest_body(mention, head, definite, sentence))
    }

    /// "his country", "her union", "its government": what the owner belongs to, where it is known; "its members": itself; of
    /// "her administration" the government named after her, else she herself. So too behind a name: "Ms Obi's people".
    fn owners_body(&mut self, mention: &Mention, head: &str) -> Option<usize> {
        let text = self.text;
        let pronoun = self.possessor.filter(|(span, _)| span.start() == mention.phrase.start());
        let (owned, owner) = match pronoun {
            Some((span, owner)) => (&text.as_str()[span.end()..mention.phrase.end()], owner),
            None => self.owner_by_name(mention)?,
        };
        let words: Vec<&str> = owned.split_whitespace().filter(|w| *w != "own").collect();
        let one = words.len() == 1;
        let of_country = pronoun.is_some() && COUNTRY.contains(&head) && one;
        if of_country || head == "government" && pronoun.is_some() {
            if let Some(country) = self.country_of(owner) {
                return Some(self.entity_of_home(country, mention));
            }
            if of_country {
                // "Equatoria's Ana Ruiz said her country": now it is known what Equatoria is.
                let body = self.entities[owner].belongs.body?;
                let open = self.entities[body].named && self.entities[body].kind.is_none();
                return open.then_some(body);
            }
        }
        let counted =
            |w: &&str| entry(w).classes.any(Classes::NUMBER) || w.starts_with(|c: char| c.is_ascii_digit());
        let between = words.get(..words.len().saturating_sub(1));
        if MEMBERS.contains(&head) && between.is_some_and(|b| b.iter().all(counted)) {
            return match self.entities[owner].kind {
                Some(ActorKind::Organization) => Some(owner),
                Some(ActorKind::Country) if head != "people" => Some(owner),
                // "Falk & Lie's board": people have none.
                None if ORGANS.contains(&head) => Some(owner),
                _ => self.entities[owner].belongs.body,
            };
        }
        let body = self.entities[owner].belongs.body.filter(|b| *b != owner);
        // "Ms Obi's riders", of the Riders' Federation
        if let Some(body) = body.filter(|b| one && made_up_of(&self.entities[*b], head)) {
            return Some(body);
        }
        if BODY.contains(&head) && (pronoun.is_some() || self.entities[owner].kind == Some(ActorKind::Person))
        {
            let body = body?;
            self.entities[body].kind.get_or_insert(ActorKind::Organization);
            return Some(body);
        }
        // "Dravia's government", "Numa's delegation": of a country that no list has.
        if pronoun.is_none() && one && matches!(head, "government" | "delegation" | "mission") {
            let state = matches!(self.entities[owner].kind, Some(ActorKind::Country) | None);
            return Some(owner).filter(|_| state && self.entities[owner].named);
        }
        if pronoun.is_none()
            || !matches!(head, "administration" | "government" | "office" | "cabinet" | "team")
            || !one
        {
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

    /// "Ms Obi's | people", "the union's | members": the words behind the clitic and whoever was named in front of it.
    fn owner_by_name(&self, mention: &Mention) -> Option<(&'_ str, usize)> {
        let (span, owner) = self.last?;
        let behind = self.text.as_str().get(span.end()..mention.phrase.end())?;
        let owned = ["'s ", "’s ", "' ", "’ "].iter().find_map(|clitic| behind.strip_prefix(clitic))?;
        let near = span.start() >= mention.phrase.start()
            || self.text.as_str()[..mention.phrase.start()].len() <= span.end() + "’s ".len();
        near.then_some((owned, owner))
    }

    /// The body of the person spoken of in this sentence or the one before, whom no other body has been named since: "it" and
    /// "the company" in the words of its director.
    pub(crate) fn speakers_body(&self, sentence: usize) -> Option<usize> {
        for entity in self.recent(sentence, 1) {
            let spoken = &self.entities[entity];
            let speaks =
                spoken.kind == Some(ActorKind::Person) && (spoken.named || spoken.stood_as_subject());
            if let Some(body) = spoken.belongs.body.filter(|_| speaks) {
                return Some(body);
            }
            if matches!(spoken.kind, Some(ActorKind::Organization | ActorKind::Country)) {
                return None;
            }
        }
        None
    }

    /// "the company", "the movement" in the words of somebody who belongs to one, "the country" in those of its minister, and
    /// "that country".
    fn own_body(&mut self, mention: &Mention, head: &str, definite: bool, sentence: usize) -> Option<usize> {
        let bare = self.text.slice(mention.span).split_whitespace().count() == 1;
        let before = self.text.as_str()[..mention.phrase.start()].trim_end();
        let that = before.ends_with(" that") || before.ends_with("After that");
        if !(definite || that) || !bare {
            return None;
        }
        if COUNTRY[..2].contains(&head) {
            let last =
                |kind: ActorKind| self.recent(sentence, 1).find(|e| self.entities[*e].kind == Some(kind));
            let speaker = last(ActorKind::Person).and_then(|p| self.entities[p].belongs.country);
            return match speaker.filter(|_| !that) {
                Some(country) => Some(self.entity_of_home(country, mention)),
                None => last(ActorKind::Country),
            };
        }
        // "the government", in the words of its minister.
        if head == "government" && self.text.slice(mention.phrase).split_whitespace().count() == 2 {
            let speaker =
                self.recent(sentence, 0).find(|e| self.entities[*e].kind == Some(ActorKind::Person))?;
            let country = self.entities[speaker].belongs.country?;
            return Some(self.entity_of_home(country, mention));
        }
        let named = || self.latest(|e| e.named && bears(e, head)).is_some();
        if !BODY.contains(&head) || named() {
            return None;
        }
        self.speakers_body(sentence).filter(|b| may_be_called(&self.entities[*b].words, head))
    }

    /// "the company", "the group": the organisation named last, when it was named a moment ago and no other since.
    fn latest_body(
        &mut self,
        mention: &Mention,
        head: &str,
        definite: bool,
        sentence: usize,
    ) -> Option<usize> {
        let bare = self.text.slice(mention.span).split_whitespace().count() == 1;
        if !definite || !COMPANIES.contains(&head) || !bare {
            return None;
        }
        let body = |e: &Entity| {
            // A word of no known kind that only stands beside another ("an Internet statement") is passed over.
            (e.kind == Some(ActorKind::Organization) || e.kind.is_none() && e.stood_as_subject())
                && e.named
                && may_be_called(&e.words, head)
                && !LEXICON.place(&e.name).is_some_and(|p| p.sort != PlaceSort::Body)
        };
        let latest = self.recent(sentence, 2).find(|e| body(&self.entities[*e]));
        if let Some(latest) = latest.filter(|e| self.entities[*e].kind == Some(ActorKind::Organization)) {
            return Some(latest);
        }
        // "Mulenga Copper": a name of no known kind that is called a company is one.
        let firm = |e: &Entity| {
            e.named && e.kind.is_none() && may_be_called(&e.words, head) && sounds_like_a_firm(e)
        };
        if latest.is_some_and(|e| !firm(&self.entities[e])) {
            return None;
        }
        let firm = self.latest(firm)?;
        self.entities[firm].kind = Some(ActorKind::Organization);
        Some(firm)
    }

    /// "the government", where no minister speaks and no government has been named: that of the country which the article has
    /// named most so far.
    pub(crate) fn governed(&self, mention: &Mention, head: &str, definite: bool) -> Option<&'static str> {
        let phrase = self.text.slice(mention.phrase);
        let alone = definite && phrase.split_whitespace().count() == 2;
        // "a | government | spokesman"
        let spoken_for = phrase == head && self.behind(mention).starts_with(" spokes");
        if head != "government" || !(alone || spoken_for) {
            return None;
        }
        self.lands.main_before(mention.span.start())
    }

    /// "the dockers", where nobody else is called so: their lodge.
    pub(crate) fn body_of_members(&self, mention: &Mention, head: &str, definite: bool) -> Option<usize> {
        let bare = self.text.slice(mention.span).split_whitespace().count() == 1;
        if definite && bare && mention.plural { self.latest(|e| made_up_of(e, head)) } else { None }
    }

    /// "the union", however long ago a union was named.
    pub(crate) fn named_so(&self, mention: &Mention, head: &str, definite: bool) -> Option<usize> {
        let bare = self.text.slice(mention.span).split_whitespace().count() == 1;
        let body = |e: &Entity| e.named && e.kind == Some(ActorKind::Organization) && bears(e, head);
        if definite && bare && BODY.contains(&head) { self.latest(body) } else { None }
    }

    /// Whether a description may go back to an entity at all.
    pub(crate) fn is_somebody(&self, entity: usize) -> bool {
        !is_indefinite(&self.entities[entity])
    }

    fn entity_of_home(&mut self, home: Home, mention: &Mention) -> usize {
        match home {
            Home::Listed(name) => self.entity_of_country(name, mention),
            Home::Named(entity) => entity,
        }
    }

    fn country_of(&self, owner: usize) -> Option<Home> {
        let entity = &self.entities[owner];
        let own = LEXICON.place(&entity.name).filter(|p| p.sort != PlaceSort::Body).map(|p| p.name);
        let named = (entity.kind == Some(ActorKind::Country)).then_some(Home::Named(owner));
        own.map(Home::Listed).or(named).or(entity.belongs.country)
    }

    /// Whether an entity is the country that `home` stands for.
    pub(crate) fn is_home(&self, entity: usize, home: Home) -> bool {
        match home {
            Home::Listed(name) => LEXICON.place(&self.entities[entity].name).is_some_and(|p| p.name == name),
            Home::Named(own) => own == entity,
        }
    }
}
