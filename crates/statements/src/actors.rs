//! Coreference: which mentions name the same actor.

use std::collections::{HashMap, HashSet};

use standpoint_article::{Span, Text};

use crate::belonging::{Belonging, Link};
use crate::bodies::bears;
use crate::lands::Lands;
use crate::lexicon::{Classes, LEXICON, PlaceSort};
use crate::mentions::{Mention, MentionSort};
use crate::model::{ActorKind, KnownActor};
use crate::names::{Gender, straight};
use crate::namesakes::{acronym_of, initials, same_body, same_person, without_al};
use crate::salience::{Candidate, Case, score};

/// One actor while the article is read.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) name: String,
    pub(crate) kind: Option<ActorKind>,
    pub(crate) gender: Gender,
    pub(crate) plural: bool,
    /// Words of its fullest name, their apostrophes straight.
    pub(crate) words: Vec<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) mentions: Vec<Span>,
    /// From the codebook: name and kind are settled.
    known: bool,
    /// Named by a name, not only described.
    pub(crate) named: bool,
    /// Whose it is, where its description says so by a pronoun: "his lawyers".
    owner: Option<usize>,
    /// The two that it counts: "both sides".
    pub(crate) members: Option<[usize; 2]>,
    pub(crate) belongs: Belonging,
    /// Sentence of the last mention, and whether it stood as subject.
    last: (usize, bool),
    /// The last sentence in which it stood as subject.
    subject_in: Option<usize>,
    /// It stood as subject in the article's first sentence.
    pub(crate) opens: bool,
    /// The last mention was a pronoun.
    by_pronoun: bool,
    /// The last mention only told where: "in Lima".
    elsewhere: bool,
    /// The first sentence in which it held a statement.
    pub(crate) heard_in: Option<usize>,
}

impl Entity {
    /// Whether its last mention stood where a subject stands.
    pub(crate) fn stood_as_subject(&self) -> bool {
        self.last.1
    }

    /// Whether its last mention only told where.
    pub(crate) fn elsewhere(&self) -> bool {
        self.elsewhere
    }
}

/// The actors of an article and the mention each was last given.
pub(crate) struct Actors<'a> {
    pub(crate) text: &'a Text,
    pub(crate) lands: Lands<'a>,
    known: HashMap<String, &'a KnownActor>,
    pub(crate) entities: Vec<Entity>,
    places: HashMap<&'static str, usize>,
    acronyms: HashMap<String, usize>,
    /// The last possessive pronoun and whom it stood for.
    pub(crate) possessor: Option<(Span, usize)>,
    /// The last mention that was resolved.
    pub(crate) last: Option<(Span, usize)>,
    /// The mention that comes next holds a statement.
    pub(crate) speaks: bool,
    /// It holds one by saying it.
    pub(crate) says: bool,
    /// Sentence and entity of every mention so far that held one; of those that said it.
    pub(crate) heard: Vec<(usize, usize)>,
    pub(crate) said: Vec<(usize, usize)>,
    /// The last "who" that said something, and whom it stood for.
    pub(crate) quoted: Option<(Span, usize)>,
    /// What was said of somebody and of what the next mention names: "who heads the dockers' | union".
    pub(crate) pending: Option<Link>,
    /// Entities by the first and last words of their names, and by their initials.
    by_word: HashMap<String, Vec<usize>>,
    /// Sentence and entity of every mention so far, in order.
    trail: Vec<(usize, usize)>,
}

impl<'a> Actors<'a> {
    pub(crate) fn new(text: &'a Text, known: &'a [KnownActor]) -> Self {
        let mut aliases = HashMap::new();
        for actor in known {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                aliases.entry(normal(name)).or_insert(actor);
            }
        }
        Self {
            text,
            lands: Lands::new(text),
            known: aliases,
            entities: Vec::new(),
            places: HashMap::new(),
            acronyms: HashMap::new(),
            possessor: None,
            last: None,
            speaks: false,
            says: false,
            heard: Vec::new(),
            said: Vec::new(),
            quoted: None,
            pending: None,
            by_word: HashMap::new(),
            trail: Vec::new(),
        }
    }

    /// The entity of a mention; mentions must come in the order of the text. `create` makes an entity for a
    /// description that refers to nobody known.
    pub(crate) fn resolve(&mut self, mention: &Mention, create: bool) -> Option<usize> {
        let sentence = self.text.sentence_at(mention.span.start());
        let entity = match &mention.sort {
            MentionSort::Name { words, kind, .. } => Some(self.by_name(mention, words, *kind)),
            MentionSort::Pronoun => self.by_pronoun(mention, sentence),
            MentionSort::Speaker => None,
            MentionSort::Description { head, definite, kind, .. } => {
                self.by_description(mention, head, *definite, *kind, sentence, create)
            }
        }?;
        if mention.sort == MentionSort::Pronoun {
            self.possessor = Some((mention.span, entity));
        }
        let target = &mut self.entities[entity];
        // Whom "she" goes back to is a person.
        let personal = mention.sort == MentionSort::Pronoun && mention.gender != Gender::Unknown;
        if personal && target.kind.is_none() && target.words.len() > 1 {
            target.kind = Some(ActorKind::Person);
        }
        if let Err(at) = target.mentions.binary_search(&mention.span) {
            target.mentions.insert(at, mention.span);
        }
        if target.gender == Gender::Unknown
            && (target.kind == Some(ActorKind::Person) || target.kind.is_none())
        {
            target.gender = mention.gender;
        }
        if !matches!(mention.sort, MentionSort::Pronoun | MentionSort::Speaker) {
            for role in &mention.roles {
                if !target.roles.contains(role) {
                    target.roles.push(role.clone());
                }
            }
        }
        self.trail.push((sentence, entity));
        target.last = (sentence, mention.subject || target.last.0 == sentence && target.last.1);
        if mention.subject {
            target.subject_in = Some(sentence);
            target.opens |= sentence == 0;
        }
        target.by_pronoun = mention.sort == MentionSort::Pronoun;
        target.elsewhere = mention.place;
        self.hear(entity, sentence);
        self.affiliate(mention, entity);
        Some(entity)
    }

    /// Notes that an entity holds a statement, where the mention at hand does.
    pub(crate) fn hear(&mut self, entity: usize, sentence: usize) {
        if self.speaks {
            self.entities[entity].heard_in.get_or_insert(sentence);
            self.heard.push((sentence, entity));
            if self.says {
                self.said.push((sentence, entity));
            }
        }
    }

    /// Another mention of an entity that has been resolved elsewhere.
    pub(crate) fn add_mention(&mut self, entity: usize, span: Span) {
        let mentions = &mut self.entities[entity].mentions;
        if let Err(at) = mentions.binary_search(&span) {
            mentions.insert(at, span);
        }
    }

    /// Cuts the name of a described entity before its place: "estate companies | in the hills". The long form stays as
    /// an alias. One word alone ("fishermen in Lenz") names nobody without its place.
    pub(crate) fn shorten(&mut self, number: usize, bare: Span) {
        let short = squeeze(self.text.slice(bare));
        let entity = &mut self.entities[number];
        let place = entity.name.strip_prefix(&short).is_some_and(|tail| {
            [" in ", " at ", " near ", " on ", " outside "].iter().any(|p| tail.starts_with(p))
        });
        // "officials in the ministry" belong to it; they are not only found there.
        let last = entity.name.split(' ').next_back().unwrap_or_default();
        let place = place && !crate::names::entry(last).classes.any(Classes::BODY);
        if entity.known || entity.named || !place || !short.contains(' ') {
            return;
        }
        entity.words = short.split(' ').map(straight).collect();
        let long = std::mem::replace(&mut entity.name, short);
        entity.aliases.insert(0, long);
        self.index(number);
    }

    /// A description that stands in apposition to the entity's name.
    pub(crate) fn describe(&mut self, entity: usize, mention: &Mention) {
        self.add_mention(entity, mention.span);
        self.alias(entity, mention);
        self.characterise(entity, mention);
    }

    /// Takes over what a description in apposition says: "the company, Halden Wind," tells what Halden Wind is.
    pub(crate) fn characterise(&mut self, entity: usize, mention: &Mention) {
        let MentionSort::Description { kind, people, .. } = &mention.sort else { return };
        let entity = &mut self.entities[entity];
        if *people {
            entity.kind.get_or_insert(*kind);
        }
        if entity.gender == Gender::Unknown && *kind == ActorKind::Person {
            entity.gender = mention.gender;
        }
        let roles = &mut entity.roles;
        roles.extend(mention.roles.iter().filter(|r| !roles.contains(r)).cloned().collect::<Vec<_>>());
    }

    pub(crate) fn push(
        &mut self,
        mention: &Mention,
        name: String,
        words: Vec<String>,
        kind: Option<ActorKind>,
        named: bool,
    ) -> usize {
        self.entities.push(Entity {
            name,
            kind,
            gender: mention.gender,
            plural: mention.plural,
            words: words.into_iter().map(|w| straight(&w)).collect(),
            aliases: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
            known: false,
            named,
            owner: None,
            members: None,
            belongs: Belonging::default(),
            last: (0, false),
            subject_in: None,
            opens: false,
            by_pronoun: false,
            elsewhere: false,
            heard_in: None,
        });
        let entity = self.entities.len() - 1;
        self.index(entity);
        entity
    }

    /// Makes an entity findable by the words of its name.
    fn index(&mut self, entity: usize) {
        let words = &self.entities[entity].words;
        let keys = [
            words.first().cloned(),
            words.last().cloned(),
            words.last().map(|w| without_al(w).to_owned()),
            Some(initials(words)),
            Some(words.join("")),
        ];
        for key in keys.into_iter().flatten() {
            let list = self.by_word.entry(key).or_default();
            if list.last() != Some(&entity) {
                list.push(entity);
            }
        }
    }

    /// Whether some mention of an entity lies inside a span.
    pub(crate) fn mentions_inside(&self, entity: usize, span: Span) -> bool {
        let mentions = &self.entities[entity].mentions;
        let first = mentions.partition_point(|m| m.start() < span.start());
        mentions[first..].iter().take_while(|m| m.start() < span.end()).any(|m| span.contains(*m))
    }

    /// Entities mentioned at most `reach` sentences before `sentence`, the latest first, with repetitions.
    pub(crate) fn recent(&self, sentence: usize, reach: usize) -> impl Iterator<Item = usize> + '_ {
        self.trail
            .iter()
            .rev()
            .take(TRAIL)
            .take_while(move |(s, _)| sentence.saturating_sub(*s) <= reach)
            .map(|(_, entity)| *entity)
    }

    /// The codebook's actor with this name, entered on first use.
    fn by_codebook(&mut self, mention: &Mention) -> Option<usize> {
        let written = [self.text.slice(mention.phrase), self.text.slice(mention.span)];
        let actor = written.iter().find_map(|w| self.known.get(&normal(w)))?;
        let (name, kind) = (actor.name.clone(), actor.kind);
        let entity = self.entities.iter().position(|e| e.known && e.name == name).unwrap_or_else(|| {
            let words = name.split_whitespace().map(str::to_owned).collect();
            let entity = self.push(mention, name, words, kind, true);
            self.entities[entity].known = true;
            entity
        });
        self.alias(entity, mention);
        Some(entity)
    }

    /// Keeps the words of a mention as another name of its entity.
    pub(crate) fn alias(&mut self, entity: usize, mention: &Mention) {
        let written = squeeze(self.text.slice(mention.span));
        let entity = &mut self.entities[entity];
        if entity.name != written && !entity.aliases.contains(&written) {
            entity.aliases.push(written);
        }
    }

    pub(crate) fn by_name(&mut self, mention: &Mention, words: &[String], kind: Option<ActorKind>) -> usize {
        if let Some(entity) = self.by_codebook(mention) {
            return entity;
        }
        let name = words.join(" ");
        let owns = matches!(mention.sort, MentionSort::Name { possessor: true, .. });
        if let Some(place) = LEXICON.place(&name).filter(|p| p.sort != PlaceSort::Demonym || owns) {
            if place.sort == PlaceSort::Demonym {
                return self.entity_of_country(place.name, mention); // "a Canadian proposal"
            }
            let known = self.places.get(place.name).copied();
            let entity =
                known.unwrap_or_else(|| self.push(mention, name.clone(), words.to_vec(), kind, true));
            self.places.insert(place.name, entity);
            if place.sort != PlaceSort::Capital && self.entities[entity].name != name {
                self.rename(entity, &name, words, place.name);
            }
            self.alias(entity, mention);
            return entity;
        }
        let found = self.same_name(mention, words, kind);
        if found.is_none()
            && let Some(entity) = self.announced(mention, words, kind)
        {
            self.rename(entity, &name, words, "");
            self.entities[entity].named = true;
            return entity;
        }
        let entity = found.unwrap_or_else(|| self.push(mention, name.clone(), words.to_vec(), kind, true));
        if words.len() > self.entities[entity].words.len() && !self.entities[entity].known {
            self.rename(entity, &name, words, "");
        }
        if self.entities[entity].kind.is_none() {
            self.entities[entity].kind = kind;
        }
        self.alias(entity, mention);
        entity
    }

    /// The entity of a country by its canonical name, whatever the mention calls it.
    pub(crate) fn entity_of_country(&mut self, name: &'static str, mention: &Mention) -> usize {
        if let Some(actor) = self.known.get(&normal(name)).map(|a| a.name.clone())
            && let Some(entity) = self.entities.iter().position(|e| e.known && e.name == actor)
        {
            return entity;
        }
        let known = self.places.get(name).copied();
        let words = || name.split(' ').map(str::to_owned).collect();
        let country = Some(ActorKind::Country);
        let plain = Mention { gender: Gender::Unknown, plural: false, ..mention.clone() };
        let entity = known.unwrap_or_else(|| self.push(&plain, name.to_owned(), words(), country, true));
        self.places.insert(name, entity);
        // So far it went by its capital.
        if LEXICON.place(&self.entities[entity].name).is_some_and(|p| p.sort == PlaceSort::Capital) {
            self.rename(entity, name, &words(), name);
        }
        entity
    }

    /// Gives an entity a fuller name; the old one stays as an alias. A country keeps `preferred` once it has it.
    fn rename(&mut self, number: usize, name: &str, words: &[String], preferred: &str) {
        let entity = &mut self.entities[number];
        if entity.known
            || entity.name == preferred
            || !preferred.is_empty()
                && name.len() < entity.name.len()
                && name != preferred
                && LEXICON.place(&entity.name).is_some_and(|p| p.sort == PlaceSort::Country)
        {
            return;
        }
        let old = std::mem::replace(&mut entity.name, name.to_owned());
        entity.words = words.iter().map(|w| straight(w)).collect();
        entity.aliases.retain(|a| a != name);
        if !entity.aliases.contains(&old) {
            entity.aliases.insert(0, old);
        }
        self.index(number);
    }

    fn same_name(&mut self, mention: &Mention, words: &[String], kind: Option<ActorKind>) -> Option<usize> {
        let words: &[String] = &words.iter().map(|w| straight(w)).collect::<Vec<_>>();
        let name = words.join(" ");
        if let Some(&entity) = self.acronyms.get(&name) {
            return Some(entity);
        }
        // Latest first: a bare surname means the one spoken of last.
        let keys = [
            words.first().cloned(),
            words.last().cloned(),
            words.last().map(|w| without_al(w).to_owned()),
            Some(initials(words)),
            Some(words.join("").replace('.', "")),
        ];
        let lists = keys.iter().flatten().filter_map(|key| self.by_word.get(key));
        let mut order: Vec<usize> = lists.flatten().copied().filter(|e| self.entities[*e].named).collect();
        order.sort_by_key(|e| std::cmp::Reverse((self.entities[*e].last, *e)));
        order.into_iter().find(|&e| {
            let entity = &self.entities[e];
            let person = |k: Option<ActorKind>| k == Some(ActorKind::Person);
            let kinds = entity.kind.is_none() || kind.is_none() || entity.kind == kind;
            if entity.words == words {
                return kinds && entity.gender.fits(mention.gender);
            }
            if acronym_of(&name, &entity.words) || acronym_of(&entity.name, words) {
                return true;
            }
            if !kinds {
                return false;
            }
            if person(entity.kind) || person(kind) {
                return same_person(&entity.words, words) && entity.gender.fits(mention.gender);
            }
            same_body(&entity.words, words)
        })
    }

    /// The party in parentheses behind somebody's name: letters, or a body that has been named.
    pub(crate) fn party(&mut self, mention: &Mention, short: &str) -> Option<usize> {
        let letters = short.len() > 1 && short.chars().all(|c| c.is_ascii_uppercase());
        let known = self.latest(|e| {
            e.kind == Some(ActorKind::Organization)
                && (e.name == short || e.aliases.iter().any(|a| a == short))
        });
        let words = [short.to_owned()];
        let made = || self.by_name(mention, &words, Some(ActorKind::Organization));
        let party = known.or_else(|| letters.then(made))?;
        self.add_mention(party, mention.span);
        Some(party)
    }

    /// "(IAEA)" right behind a name is its acronym.
    pub(crate) fn acronym(&mut self, entity: usize, short: &str) {
        self.acronyms.insert(short.to_owned(), entity);
        let entity = &mut self.entities[entity];
        if !entity.aliases.iter().any(|a| a == short) && entity.name != short {
            entity.aliases.push(short.to_owned());
        }
    }

    /// he, she: see [`score`]. it, they, who: the latest entity that fits, a subject before others.
    fn by_pronoun(&mut self, mention: &Mention, sentence: usize) -> Option<usize> {
        let word = self.text.slice(mention.span).to_lowercase();
        let personal = mention.gender != Gender::Unknown;
        let thing = matches!(word.as_str(), "it" | "its" | "itself");
        let fits = |e: &Entity| {
            if personal {
                let one = e.kind == Some(ActorKind::Person) && !is_indefinite(&e.name)
                    || e.kind.is_none() && e.named;
                one && !e.plural && e.gender.fits(mention.gender)
            } else if thing {
                // "Halden said it would": a name of no known kind, a sentence ago at most.
                let near = e.kind.is_none() && e.named && e.last.1 && sentence.saturating_sub(e.last.0) <= 1;
                (near || matches!(e.kind, Some(ActorKind::Organization | ActorKind::Country))) && !e.plural
            } else if mention.plural {
                e.plural || matches!(e.kind, Some(ActorKind::Group | ActorKind::Organization))
            } else {
                true // "who"
            }
        };
        // "Officials say police and soldiers fired. They say": whoever says goes on saying.
        let before = sentence.checked_sub(1).filter(|_| self.says && mention.subject);
        let said = self.said.iter().rev().take(TRAIL).skip_while(|(s, _)| *s == sentence);
        let said: Vec<usize> = said.take_while(|(s, _)| Some(*s) == before).map(|(_, e)| *e).collect();
        let rank = |number: usize| {
            let e = &self.entities[number];
            let distance = i64::try_from(sentence.saturating_sub(e.last.0)).unwrap_or(i64::MAX / 8);
            let exact = i64::from(mention.plural && e.kind == Some(ActorKind::Group)) * 3;
            let position = e.mentions.last().map_or(0, |s| s.start());
            let doubtful = i64::from(thing && e.elsewhere) * 6;
            let goes_on = i64::from(said.contains(&number)) * 4;
            (-distance * 4 + i64::from(e.last.1) * 3 + exact * 2 + goes_on - doubtful, position)
        };
        if thing && let Some(body) = self.speakers_body(sentence) {
            return Some(body);
        }
        if personal {
            return self.person_meant(mention, sentence, &word, fits);
        }
        self.recent(sentence, REACH).filter(|e| fits(&self.entities[*e])).max_by_key(|e| rank(*e))
    }

    /// he, she: the likeliest of the persons spoken of in the last sentences.
    fn person_meant(
        &self,
        mention: &Mention,
        sentence: usize,
        word: &str,
        fits: impl Fn(&Entity) -> bool,
    ) -> Option<usize> {
        // "with Governor Lee, who says | he": whoever is quoted in the clause.
        let case = Case::of(word, mention);
        let quoted = self.quoted.filter(|(who, entity)| {
            let near = who.end() <= mention.span.start() && mention.span.start() < who.end() + CLAUSE_OPENING;
            near && case == Case::Subject && fits(&self.entities[*entity])
        });
        if let Some((_, entity)) = quoted {
            return Some(entity);
        }
        let mut seen = HashSet::new();
        let fitting = self.recent(sentence, REACH).filter(|e| fits(&self.entities[*e]));
        let candidates: Vec<usize> = fitting.filter(|e| seen.insert(*e)).collect();
        let latest = candidates.first().copied();
        let most = candidates.iter().map(|e| self.entities[*e].mentions.len()).max();
        candidates.into_iter().max_by_key(|&number| {
            let entity = &self.entities[number];
            let candidate = Candidate {
                distance: sentence.saturating_sub(entity.last.0),
                last_was_subject: entity.last.1,
                last_was_pronoun: entity.by_pronoun,
                subject_here: entity.subject_in == Some(sentence),
                subject_before: sentence > 0 && entity.subject_in == Some(sentence - 1),
                named: entity.named,
                mentions: entity.mentions.len(),
                latest: latest == Some(number),
                commonest: most == Some(entity.mentions.len()),
            };
            (score(&candidate, case), entity.mentions.last().map_or(0, |s| s.start()))
        })
    }

    fn by_description(
        &mut self,
        mention: &Mention,
        head: &str,
        definite: bool,
        kind: ActorKind,
        sentence: usize,
        create: bool,
    ) -> Option<usize> {
        if let Some(entity) = self.by_codebook(mention) {
            return Some(entity);
        }
        if let Some(entity) = self.body_meant(mention, head, definite, sentence) {
            self.alias(entity, mention);
            return Some(entity);
        }
        let written = squeeze(self.text.slice(mention.span));
        let same = normal(&written);
        let owner =
            self.possessor.filter(|(span, _)| span.start() == mention.span.start()).map(|(_, owner)| owner);
        let bare = same == head;
        let found = self.recent(sentence, 12).find(|&e| {
            let entity = &self.entities[e];
            if is_normal(&entity.name, &same) || entity.aliases.iter().any(|a| is_normal(a, &same)) {
                return (!entity.named || definite || bare) && (owner.is_none() || entity.owner == owner);
            }
            if !(definite || bare && mention.plural) || !self.is_somebody(e) {
                return false;
            }
            let noun = bears(entity, head);
            let role = !mention.plural && entity.roles.iter().any(|r| r == head);
            let kinds = entity.kind.is_none_or(|k| k == kind)
                || kind == ActorKind::Group && entity.kind == Some(ActorKind::Organization);
            (noun || role)
                && kinds
                && entity.plural == mention.plural
                && (bare || modifiers_agree(&same, entity))
        });
        let found = found
            .or_else(|| self.named_so(mention, head, definite))
            .or_else(|| self.body_of_members(mention, head, definite))
            .or_else(|| self.described_again(mention, head, definite, kind, sentence))
            .or_else(|| self.peers(mention, head, definite, sentence));
        if found.is_some() || !create {
            if let Some(entity) = found {
                self.alias(entity, mention);
            }
            return found;
        }
        if let Some(two) = self.couple(mention, head, sentence) {
            return Some(self.as_one(two, mention));
        }
        let meant = self.author_of(mention, head, sentence);
        let meant = meant.or_else(|| self.heard_through(mention, head, sentence));
        if let Some(entity) = meant.or_else(|| self.in_focus(mention, head, definite, sentence)) {
            return Some(entity);
        }
        if let Some(country) = self.governed(mention, head, definite) {
            let state = self.entity_of_country(country, mention);
            self.alias(state, mention);
            return Some(state);
        }
        let words = written.split(' ').map(str::to_owned).collect();
        let new = self.push(mention, written.clone(), words, Some(kind), false);
        self.entities[new].owner = owner;
        Some(new)
    }

    /// What an entity is called out of context: "his lawyers" go by whose they are, "Omar Haddad's lawyers".
    pub(crate) fn full_name(&self, number: usize) -> String {
        let entity = &self.entities[number];
        let Some(owner) =
            entity.owner.map(|o| &self.entities[o]).filter(|o| o.named && o.name.len() > 1 && !entity.known)
        else {
            return entity.name.clone();
        };
        let rest = entity.name.split_once(' ').map_or("", |(_, rest)| rest);
        let rest = rest.strip_prefix("own ").unwrap_or(rest);
        let clitic = if owner.name.ends_with('s') { "'" } else { "'s" };
        format!("{}{clitic} {rest}", owner.name)
    }
}

/// Bytes behind a "who" that says something within which its clause's words begin.
const CLAUSE_OPENING: usize = 48;

/// Sentences in which a pronoun's antecedent is looked for, before its own.
const REACH: usize = 6;

/// Mentions that are looked back on at most, however long a sentence is.
const TRAIL: usize = 400;

/// "one", "somebody": no "he" and no "she" goes back to them.
fn is_indefinite(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    matches!(
        first.as_str(),
        "one"
            | "another"
            | "each"
            | "either"
            | "neither"
            | "none"
            | "nobody"
            | "somebody"
            | "someone"
            | "anyone"
            | "anybody"
            | "everyone"
            | "everybody"
            | "no"
            | "every"
            | "any"
    )
}

/// Whether every modifier of a description is one the entity is known by.
fn modifiers_agree(description: &str, entity: &Entity) -> bool {
    description.split(' ').all(|w| {
        entity.roles.iter().any(|r| r == w) || entity.words.iter().any(|x| x.eq_ignore_ascii_case(w))
    })
}

/// Lower case, single spaces, straight apostrophes, no leading article.
fn normal(name: &str) -> String {
    let lower = straight(&squeeze(name).to_lowercase());
    let bare =
        lower.strip_prefix("the ").or_else(|| lower.strip_prefix("a ")).or_else(|| lower.strip_prefix("an "));
    bare.map_or(lower.clone(), str::to_owned)
}

/// Whether `normal(name)` is `same`, without making it.
fn is_normal(name: &str, same: &str) -> bool {
    // A curly apostrophe is two bytes longer than a straight one.
    let curly = 2 * name.matches('’').count();
    name.len() >= same.len() && name.len() <= same.len() + "the ".len() + curly && normal(name) == same
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
