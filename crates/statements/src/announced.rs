//! One actor by a description and by a name, in either order: "A Peruvian senator wants a review. Ana Ruiz said ..." tells first what
//! she is and then who; "Ana Ruiz spoke first. The Democratic senator said ..." the other way round. And whose words a document's are.

use crate::actors::Actors;
use crate::belonging::Home;
use crate::bodies::{COUNTRY, may_be_called};
use crate::holders::DOCUMENTS;
use crate::lands::country_in;
use crate::lexicon::Classes;
use crate::mentions::Mention;
use crate::model::ActorKind;
use crate::names::entry;

/// Offices that one person may be called by in turn, a family a line.
const FAMILIES: &[&str] = &[
    "lawmaker legislator senator sen representative rep congressman congresswoman deputy mp parliamentarian democrat republican councillor councilman councilwoman",
    "leader president premier minister chancellor chief head chairman chairwoman chair king queen secretary-general founder cleric ayatollah sheikh imam commander warlord politician",
    "official secretary minister director commissioner undersecretary under-secretary chief head administrator inspector commander general adviser advisor aide spokesman spokeswoman coordinator governor mayor deputy admiral colonel ambassador envoy chairman",
    "general gen commander colonel col admiral adm officer lieutenant major marshal chief",
    "diplomat ambassador envoy minister secretary negotiator mediator representative",
    "cleric ayatollah imam sheikh bishop archbishop cardinal priest pope pastor mullah rabbi",
    "lawyer attorney prosecutor counsel barrister advocate",
    "economist analyst expert professor researcher scientist doctor dr historian",
    "executive ceo director chairman president manager founder businessman",
    "pope pontiff",
    "king queen monarch emir sultan",
    "candidate politician nominee hopeful challenger",
];

/// Whether somebody with the one office may be called by the other.
fn one_office(a: &str, b: &str) -> bool {
    a == b || FAMILIES.iter().any(|family| is_of(family, a) && is_of(family, b))
}

/// Whether a word says what office somebody has.
fn is_office(word: &str) -> bool {
    FAMILIES.iter().any(|family| is_of(family, word))
}

fn is_of(family: &str, office: &str) -> bool {
    family.split(' ').any(|w| w == office.trim_end_matches('.'))
}

/// Sentences within which a description and its name follow one another.
const NEAR: usize = 2;

/// Entities, words of a sentence and mentions that are looked at, so that a text without full stops costs linear time.
const LOOKED_AT: usize = 300;

impl Actors<'_> {
    /// Whom the opening of an article described, and this name names: a new name where a subject stands, soon after the only
    /// one of its sort that the opening has heard.
    pub(crate) fn announced(
        &self,
        mention: &Mention,
        words: &[String],
        kind: Option<ActorKind>,
    ) -> Option<usize> {
        let sentence = self.text.sentence_at(mention.span.start());
        // "HON. A. RUIZ (Greens): ...": somebody's turn to speak presents nobody.
        let behind = self.behind(mention).trim_start();
        let party = behind.strip_prefix('(').and_then(|b| b.split_once(')')).map(|(_, rest)| rest);
        let turn = party.unwrap_or(behind).starts_with(':');
        if !mention.subject || sentence == 0 || sentence > NEAR || turn {
            return None;
        }
        let offices: Vec<&String> = mention.roles.iter().filter(|r| is_office(r)).collect();
        let titles = country_in(self.text.slice(mention.phrase));
        let mut open = self.entities.iter().enumerate().take(LOOKED_AT).filter(|(_, e)| {
            let sort = match e.kind {
                Some(ActorKind::Person) => may_be_person(words, kind, mention),
                Some(ActorKind::Organization) => self.speaks && kind != Some(ActorKind::Person),
                _ => false,
            };
            // An office in front of the name tells two of them apart.
            let same = offices.is_empty()
                || e.roles.last().is_some_and(|r| offices.iter().any(|o| one_office(o, r)));
            sort && !e.named
                && !e.plural
                && e.heard_in == Some(0)
                // "A rights group accuses the coalition of ...": the group, not the coalition.
                && (e.kind != Some(ActorKind::Organization) || e.opens)
                && (same || e.kind != Some(ActorKind::Person))
        });
        let (number, described) = open.next().filter(|_| open.next().is_none())?;
        let same = if described.kind == Some(ActorKind::Person) {
            (mention.roles.is_empty() || !offices.is_empty()) && described.gender.fits(mention.gender)
        } else {
            let state = |w: &String| STATE.contains(&w.to_lowercase().as_str());
            kind != Some(ActorKind::Country)
                && described.roles.last().is_some_and(|head| may_be_called(words, head))
                && !words.iter().any(state)
        };
        let foreign = titles.is_some_and(|c| country_in(&described.name).is_some_and(|d| c != d));
        (same && !foreign).then_some(number)
    }

    /// Whom a description with words of its own goes back to: "the Democratic senator", "the rights group", "the island nation".
    pub(crate) fn described_again(
        &self,
        mention: &Mention,
        head: &str,
        definite: bool,
        kind: ActorKind,
        sentence: usize,
    ) -> Option<usize> {
        if !definite || mention.plural || self.goes_on(mention) || self.behind(mention).starts_with(", ") {
            return None;
        }
        let country = country_in(self.text.slice(mention.phrase));
        let modified = self.text.slice(mention.span).contains(char::is_whitespace);
        let country_again = COUNTRY.contains(&head);
        let sort = if country_again { ActorKind::Country } else { kind };
        let latest = self
            .recent(sentence, NEAR)
            .find(|e| self.entities[*e].named && self.entities[*e].kind == Some(sort))?;
        let entity = &self.entities[latest];
        let fits = match kind {
            _ if country_again => modified && country.is_none() && !entity.elsewhere(),
            ActorKind::Person => {
                entity.gender.fits(mention.gender)
                    && entity.roles.iter().any(|r| one_office(r, head))
                    && country.is_none_or(|c| entity.belongs.country == Some(Home::Listed(c)))
            }
            ActorKind::Organization => {
                modified
                    && may_be_called(&entity.words, head)
                    && country.is_none_or(|c| entity.belongs.country == Some(Home::Listed(c)))
            }
            _ => false,
        };
        fits.then_some(latest)
    }

    /// "Ana Ruiz shrugged. "No," said the old woman.": whoever was named last.
    pub(crate) fn in_focus(
        &self,
        mention: &Mention,
        head: &str,
        definite: bool,
        sentence: usize,
    ) -> Option<usize> {
        // "the 61-year-old", "the 61-year-old farmer"
        let aged = self.text.slice(mention.span).contains("-year-old");
        let human = aged || matches!(head, "man" | "woman" | "lady" | "girl" | "boy");
        if !definite || !self.speaks || mention.plural || !human || self.goes_on(mention) {
            return None;
        }
        let reach = if aged { 2 * NEAR } else { 1 };
        let person = |e: &usize| {
            let entity = &self.entities[*e];
            entity.kind == Some(ActorKind::Person) || aged && entity.kind.is_none() && entity.words.len() > 1
        };
        let latest = self.recent(sentence, reach).find(person)?;
        self.entities[latest].gender.fits(mention.gender).then_some(latest)
    }

    /// "Drava did not sign. A spokeswoman said ...": whoever was just the subject speaks by a voice that nobody presents.
    pub(crate) fn heard_through(&self, mention: &Mention, head: &str, sentence: usize) -> Option<usize> {
        let voice = matches!(head, "spokesman" | "spokeswoman" | "spokesperson");
        let bare = self.text.slice(mention.phrase).eq_ignore_ascii_case(&format!("a {head}"));
        if !voice || !bare || !self.speaks || self.goes_on(mention) {
            return None;
        }
        let subject = |e: &usize| self.entities[*e].stood_as_subject();
        let latest = self.recent(sentence, 1).find(subject)?;
        let body =
            matches!(self.entities[latest].kind, Some(ActorKind::Organization | ActorKind::Country) | None);
        (body && self.entities[latest].named).then_some(latest)
    }

    /// Whose a document is that nobody is named with: "a report" and "the report", behind "UNICEF published a report" and behind
    /// what somebody said there.
    pub(crate) fn author_of(&self, mention: &Mention, head: &str, sentence: usize) -> Option<usize> {
        let bare = !self.text.slice(mention.span).contains(char::is_whitespace);
        if !bare || !DOCUMENTS.contains(&head) || !self.speaks {
            return None;
        }
        let told_in = (sentence.saturating_sub(NEAR)..sentence).rev().find(|s| {
            let told = self.text.sentences().get(*s).map_or("", |s| self.text.slice(s.span));
            told.split(|c: char| !c.is_alphanumeric()).take(LOOKED_AT).any(|w| w.eq_ignore_ascii_case(head))
        });
        // Spoken in the sentence before: "The army says it killed three. A statement says ..."
        let told_in = told_in.or(sentence.checked_sub(1))?;
        let heard = self.heard.iter().rev().take(LOOKED_AT).filter(|(s, _)| *s == told_in);
        let body =
            |e: &usize| matches!(self.entities[*e].kind, Some(ActorKind::Organization | ActorKind::Country));
        heard.map(|(_, e)| *e).rfind(body)
    }

    /// Whether what stands behind a noun phrase describes further, and so somebody else, as a rule.
    pub(crate) fn goes_on(&self, mention: &Mention) -> bool {
        const LINKS: [&str; 7] = [" of ", " for ", " to ", " in ", " at ", " from ", " who "];
        LINKS.iter().any(|link| self.behind(mention).starts_with(link))
    }

    pub(crate) fn behind(&self, mention: &Mention) -> &str {
        &self.text.as_str()[mention.phrase.end()..]
    }
}

/// Bodies of a state, which the press calls no group and no organisation.
const STATE: [&str; 12] = [
    "ministry",
    "department",
    "court",
    "tribunal",
    "parliament",
    "senate",
    "congress",
    "government",
    "police",
    "army",
    "military",
    "navy",
];

/// Whether a new name may be a person's: a given name and a surname, or a surname behind a title.
fn may_be_person(words: &[String], kind: Option<ActorKind>, mention: &Mention) -> bool {
    match kind {
        Some(ActorKind::Person) => words.len() > 1 || !mention.roles.is_empty(),
        None => words.len() > 1 && words.last().is_some_and(|w| entry(w).classes == Classes::default()),
        _ => false,
    }
}
