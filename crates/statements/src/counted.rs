//! Who people are that an article only counts, or calls by what they do: "both sides", "the two leaders", "the attackers".

use std::collections::HashSet;

use crate::actors::{Actors, Entity};
use crate::bodies::{bears, may_be_called};
use crate::mentions::Mention;
use crate::model::ActorKind;
use crate::names::Gender;

/// What a couple is called, and what each of the two then is.
const STATES: &[&str] = &["countries", "nations", "governments", "states"];
const LEADERS: &[&str] = &["leaders", "presidents", "premiers", "statesmen"];
const MEN: &[&str] = &["men", "brothers"];
const WOMEN: &[&str] = &["women", "sisters"];
/// Persons with this office, the word in the singular.
const OFFICERS: &[&str] =
    &["minister", "senator", "candidate", "lawmaker", "diplomat", "chairman", "governor"];
const BODIES: &[&str] = &[
    "party",
    "group",
    "company",
    "firm",
    "union",
    "faction",
    "organization",
    "organisation",
    "movement",
    "bank",
    "ministry",
];
const ANYBODY: &[&str] = &["sides", "rivals", "allies", "partners", "foes", "enemies"];

/// What makes one a leader.
const LEADING: &[&str] = &[
    "president",
    "premier",
    "minister",
    "prime",
    "chancellor",
    "leader",
    "king",
    "queen",
    "head",
    "chief",
    "chairman",
    "emir",
];

/// Names for the same people, a family a line.
const CALLED: &[&str] = &[
    "protesters protestors demonstrators marchers",
    "gunmen attackers kidnappers abductors captors militants assailants hijackers raiders hostage-takers",
    "rebels insurgents guerrillas fighters militants",
    "residents villagers townspeople inhabitants",
    "workers employees staff",
    "prisoners detainees inmates",
];

/// Sentences within which a couple has been spoken of; and a group.
const COUPLE_WITHIN: usize = 4;
const GROUP_WITHIN: usize = 12;

/// Roles of an entity that are looked at, so that a text that gives it ever more costs linear time.
const ROLES: usize = 40;

impl Actors<'_> {
    /// The two that "both sides" or "the two leaders" counts: those of their sort in the nearest sentence that has two, but for whoever
    /// speaks of them; of more than two those that the article names most.
    pub(crate) fn couple(&self, mention: &Mention, head: &str, sentence: usize) -> Option<[usize; 2]> {
        let phrase = self.text.slice(mention.phrase).to_lowercase();
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let alone = matches!(words.as_slice(), ["both"] | ["the", "two" | "pair"]);
        let counted = alone || matches!(words.as_slice(), ["both", _] | ["the", "two", _]);
        // "The countries agreed": where there are but two.
        let all = matches!(words.as_slice(), ["the", "countries" | "sides"]);
        // "the two leaders of the strike" are named there.
        let sides = ANYBODY.contains(&head) && !self.behind(mention).starts_with(" of ");
        if !(counted || all) || !sides && self.goes_on(mention) {
            return None;
        }
        let speaks: HashSet<usize> =
            self.said.iter().rev().take_while(|(s, _)| *s == sentence).map(|(_, e)| *e).collect();
        let fits = |e: usize| !speaks.contains(&e) && is_one_of(&self.entities[e], head, alone);
        let mut found: Vec<usize> = Vec::new();
        for reach in 0..=COUPLE_WITHIN {
            for entity in self.recent(sentence, reach).filter(|e| fits(*e)) {
                if !found.contains(&entity) {
                    found.push(entity);
                }
            }
            if found.len() > 1 {
                break;
            }
        }
        found.sort_by_key(|e| std::cmp::Reverse(self.entities[*e].mentions.len()));
        let weight = |at: usize| found.get(at).map_or(0, |e| self.entities[*e].mentions.len());
        let clear = found.len() == 2 || found.len() > 2 && counted && !alone && weight(1) > weight(2);
        let mut two = [*found.first()?, *found.get(1)?];
        let person = |e: usize| matches!(self.entities[e].kind, Some(ActorKind::Person) | None);
        two.sort_by_key(|e| self.entities[*e].mentions.first().copied());
        (clear && person(two[0]) == person(two[1])).then_some(two)
    }

    /// The entity that stands for two others together: "both sides" are "Drava and Morava".
    pub(crate) fn as_one(&mut self, two: [usize; 2], mention: &Mention) -> usize {
        let known = self.latest(|e| e.members == Some(two));
        let entity = known.unwrap_or_else(|| {
            let name = two.map(|e| self.entities[e].name.clone()).join(" and ");
            let words = self.text.slice(mention.span).split_whitespace().map(str::to_owned).collect();
            let couple = self.push(mention, name, words, Some(ActorKind::Group), false);
            self.entities[couple].members = Some(two);
            couple
        });
        self.alias(entity, mention);
        entity
    }

    /// An entity, or in the place of a couple its two.
    pub(crate) fn each(&self, entity: Option<usize>) -> Vec<Option<usize>> {
        match entity.and_then(|e| self.entities[e].members) {
            Some(two) => two.map(Some).to_vec(),
            None => vec![entity],
        }
    }

    /// Whom "the attackers" goes back to, where an article has called one group, or described one body, by a word of that family so far.
    pub(crate) fn peers(
        &self,
        mention: &Mention,
        head: &str,
        definite: bool,
        sentence: usize,
    ) -> Option<usize> {
        let bare = !self.text.slice(mention.span).contains(char::is_whitespace);
        if !definite || !bare || !mention.plural || self.goes_on(mention) {
            return None;
        }
        let families = CALLED.iter().map(|f| f.split(' ').collect::<Vec<_>>()).filter(|f| f.contains(&head));
        let peers: Vec<&str> = families.flatten().collect();
        if peers.is_empty() {
            return None;
        }
        let called = |entity: &Entity| match entity.kind {
            Some(ActorKind::Group) => !entity.named && peers.iter().any(|peer| bears(entity, peer)),
            // "the rebel Justice Movement": the rebels
            Some(ActorKind::Organization) => {
                let is = |role: &String| peers.iter().any(|p| p.strip_suffix('s') == Some(role.as_str()));
                entity.named && entity.roles.iter().take(ROLES).any(is)
            }
            _ => false,
        };
        let mut seen = HashSet::new();
        let recent = self.recent(sentence, GROUP_WITHIN).filter(|e| seen.insert(*e));
        let mut meant = recent.filter(|e| called(&self.entities[*e]));
        let first = meant.next();
        first.filter(|_| meant.next().is_none())
    }
}

/// Whether an entity may be one of a couple that is called so; `alone` where it is called "both" and nothing else.
fn is_one_of(entity: &Entity, head: &str, alone: bool) -> bool {
    let person = entity.kind == Some(ActorKind::Person) || entity.kind.is_none() && entity.words.len() > 1;
    let person = person && entity.named && !entity.plural;
    let called = |offices: &[&str]| entity.roles.iter().take(ROLES).any(|r| offices.contains(&r.as_str()));
    let singular = match head.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if head == "chairmen" => "chairman".to_owned(),
        None => head.strip_suffix('s').unwrap_or(head).to_owned(),
    };
    let there = !entity.elsewhere();
    if entity.members.is_some() {
        false
    } else if alone {
        person || entity.kind.is_some() && entity.named && there
    } else if LEADERS.contains(&head) {
        person && called(LEADING)
    } else if MEN.contains(&head) {
        person && entity.gender.fits(Gender::Male)
    } else if WOMEN.contains(&head) {
        person && entity.gender.fits(Gender::Female)
    } else if OFFICERS.contains(&singular.as_str()) {
        person && called(&[singular.as_str()])
    } else if STATES.contains(&head) {
        entity.kind == Some(ActorKind::Country) && there
    } else if BODIES.contains(&singular.as_str()) {
        entity.kind == Some(ActorKind::Organization) && may_be_called(&entity.words, &singular)
    } else {
        let known = entity.named || entity.heard_in.is_some();
        let able = !matches!(entity.kind, Some(ActorKind::Person) | None);
        ANYBODY.contains(&head) && able && known && there
    }
}
