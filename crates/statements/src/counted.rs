//! Who people are that an article only counts or calls by what they do: "both sides", "the two leaders", "the attackers".

use crate::actors::{Actors, Entity};
use crate::mentions::Mention;
use crate::model::ActorKind;

/// What a couple of states, of persons, of bodies and of anything may be called.
const STATES: &[&str] =
    &["countries", "nations", "governments", "states", "neighbors", "neighbours", "capitals"];
const LEADERS: &[&str] = &["leaders", "presidents", "premiers", "statesmen"];
const PERSONS: &[&str] = &[
    "men",
    "women",
    "ministers",
    "politicians",
    "candidates",
    "diplomats",
    "lawmakers",
    "senators",
    "chairmen",
    "brothers",
    "sisters",
    "cousins",
];
const BODIES: &[&str] = &[
    "parties",
    "groups",
    "companies",
    "firms",
    "unions",
    "factions",
    "organizations",
    "organisations",
    "movements",
    "banks",
    "airlines",
    "ministries",
    "associations",
    "clubs",
    "councils",
];
const ANYBODY: &[&str] = &["sides", "rivals", "allies", "partners", "foes", "enemies"];

/// Names for the same people, a family a line.
const FAMILIES: &[&str] = &[
    "protesters protestors demonstrators marchers activists",
    "gunmen attackers kidnappers abductors captors militants assailants hijackers raiders hostage-takers",
    "rebels insurgents guerrillas fighters militants",
    "lawmakers legislators senators deputies parliamentarians",
    "residents villagers townspeople inhabitants",
    "workers employees staff strikers",
    "prisoners detainees inmates",
];

/// Whether somebody is called what leaders are called.
fn leads(entity: &Entity) -> bool {
    const OFFICES: [&str; 12] = [
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
    entity.roles.iter().any(|r| OFFICES.contains(&r.as_str()))
}

/// Sentences within which a couple has been spoken of.
const NEAR: usize = 4;

impl Actors<'_> {
    /// The two that "both sides" or "the two leaders" counts: those of their sort that have just been spoken of most.
    pub(crate) fn couple(&self, mention: &Mention, head: &str, sentence: usize) -> Option<[usize; 2]> {
        let phrase = self.text.slice(mention.phrase).to_lowercase();
        let alone = matches!(phrase.as_str(), "both" | "the two" | "the pair");
        let counted = alone || phrase.starts_with("both ") || phrase.starts_with("the two ");
        // "The countries agreed": where there are but two.
        let all = ["countries", "sides", "neighbors", "neighbours"].contains(&head)
            && phrase.split_whitespace().count() == 2
            && phrase.starts_with("the ");
        if !(counted || all) || self.is_narrowed(mention) {
            return None;
        }
        let sort = |e: usize| {
            let entity = &self.entities[e];
            let person =
                entity.kind == Some(ActorKind::Person) || entity.kind.is_none() && entity.words.len() > 1;
            match entity.kind {
                _ if entity.members.is_some() => false,
                _ if alone => {
                    person && !entity.plural || entity.kind.is_some() && entity.named && !entity.elsewhere()
                }
                _ if LEADERS.contains(&head) => person && !entity.plural && leads(entity),
                _ if PERSONS.contains(&head) => person && !entity.plural && entity.named,
                _ if STATES.contains(&head) => entity.kind == Some(ActorKind::Country),
                _ if BODIES.contains(&head) => entity.kind == Some(ActorKind::Organization),
                Some(ActorKind::Person) | None => false,
                Some(_) => {
                    let known = entity.named || entity.heard_in.is_some();
                    ANYBODY.contains(&head) && known && !entity.elsewhere()
                }
            }
        };
        let mut found: Vec<usize> = Vec::new();
        for reach in 0..=NEAR {
            for entity in self.recent(sentence, reach).filter(|e| sort(*e)) {
                if !found.contains(&entity) {
                    found.push(entity);
                }
            }
            if found.len() > 1 {
                break;
            }
        }
        // Of more than two those are meant that are spoken of most.
        found.sort_by_key(|e| std::cmp::Reverse(self.entities[*e].mentions.len()));
        let weight = |at: usize| found.get(at).map_or(0, |e| self.entities[*e].mentions.len());
        let clear = found.len() == 2 || found.len() > 2 && counted && !alone && weight(1) > weight(2);
        clear.then(|| {
            let mut two = [found[0], found[1]];
            two.sort_by_key(|e| self.entities[*e].mentions.first().copied());
            two
        })
    }

    /// Whom "the attackers" goes back to, where an article has called one group by a name of that family so far.
    pub(crate) fn peers(
        &self,
        mention: &Mention,
        head: &str,
        definite: bool,
        sentence: usize,
    ) -> Option<usize> {
        let bare = !self.text.slice(mention.span).contains(char::is_whitespace);
        if !definite || !bare || !mention.plural || self.is_narrowed(mention) {
            return None;
        }
        let families: Vec<Vec<&str>> = FAMILIES
            .iter()
            .map(|f| f.split(' ').collect::<Vec<_>>())
            .filter(|family| family.contains(&head))
            .collect();
        let mut meant = None;
        for entity in self.recent(sentence, 12) {
            let own = &self.entities[entity];
            let of_them = |word: &str| families.iter().any(|f| f.contains(&word));
            let group = own.kind == Some(ActorKind::Group)
                && !own.named
                && families.iter().any(|f| f.iter().any(|peer| crate::bodies::bears(own, peer)));
            // "the rebel Justice Movement": the rebels
            let body = own.kind == Some(ActorKind::Organization)
                && own.named
                && own.roles.iter().any(|r| of_them(&format!("{r}s")));
            let called = group || body;
            if called && meant.is_some_and(|g| g != entity) {
                return None;
            }
            if called {
                meant = Some(entity);
            }
        }
        meant
    }

    /// Whether what stands behind a noun phrase says which ones are meant: "the two leaders of the strike".
    fn is_narrowed(&self, mention: &Mention) -> bool {
        const LINKS: [&str; 6] = [" of ", " for ", " at ", " from ", " who ", " which "];
        let behind = &self.text.as_str()[mention.phrase.end()..];
        LINKS.iter().any(|link| behind.starts_with(link))
    }
}
