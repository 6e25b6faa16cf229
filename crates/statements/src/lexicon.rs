//! What single words can be: one table, built once from the lists in `lexicon/`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A set of word classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Classes { $($(#[$doc])* pub(crate) const $name: Classes = Classes(1 << $bit);)* }
    };
}

classes! {
    /// the, a, this, some: opens a noun phrase.
    DETERMINER = 0;
    /// his, their.
    POSSESSIVE = 1;
    /// he, they: can be a subject.
    PRONOUN = 2;
    /// him, them: cannot.
    OBJECT = 3;
    PREPOSITION = 4;
    /// and, or, but.
    COORDINATOR = 5;
    /// because, while, if.
    SUBORDINATOR = 6;
    /// who, which.
    RELATIVE = 7;
    ADVERB = 8;
    NEGATION = 9;
    /// is, were, been.
    BE = 10;
    HAVE = 11;
    DO = 12;
    /// will, could.
    MODAL = 13;
    TO = 14;
    THAT = 15;
    /// Monday, March, week.
    TIME = 16;
    /// official, protesters.
    HUMAN = 17;
    /// government, court.
    BODY = 18;
    /// Part of the name of a country.
    COUNTRY = 19;
    DEMONYM = 20;
    /// Capital or seat of a government.
    CAPITAL = 21;
    TITLE = 22;
    MALE_NAME = 23;
    FEMALE_NAME = 24;
    /// call, refusal: a noun that attributes.
    CUE_NOUN = 25;
    /// ready, opposed: an adjective that attributes.
    CUE_ADJECTIVE = 26;
    /// statement, interview: where something is said.
    VENUE = 27;
    NUMBER = 28;
    /// A noun seen in news that names neither people nor bodies.
    PLAIN_NOUN = 29;
    /// Plural, by the lists.
    PLURAL = 30;
    /// Can be a verb in some form.
    VERB = 31;
    /// Marks a masculine word (chairman, king, he).
    MALE = 32;
    /// Marks a feminine word (queen, spokeswoman, she).
    FEMALE = 33;
    /// spokesman, spokeswoman: speaks for another.
    SPOKES = 34;
    /// was, has, will: the auxiliary stands in a tense of its own.
    FINITE = 35;
    /// been, be, being.
    NONFINITE = 36;
    /// oppose, want: a verb, whatever stands before it.
    ONLY_VERB = 37;
}

impl Classes {
    /// True when the two share a class.
    pub(crate) const fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub(crate) const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// How a verb reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum VerbClass {
    /// Takes words or a clause: say, announce.
    Say,
    /// Takes a clause held to be true or wished: believe, hope.
    Think,
    /// Takes a position or does something deliberate: reject, sign, deploy.
    Act,
    /// Anything else; it bounds clauses and attributes nothing.
    Plain,
}

/// The forms that a spelling can have. Regular verbs have `PAST` and `PARTICIPLE` in one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms(u8);

impl Forms {
    pub(crate) const BASE: Forms = Forms(1);
    pub(crate) const THIRD: Forms = Forms(2);
    pub(crate) const PAST: Forms = Forms(4);
    pub(crate) const PARTICIPLE: Forms = Forms(8);
    pub(crate) const ING: Forms = Forms(16);

    pub(crate) const fn or(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }

    pub(crate) const fn any(self, other: Forms) -> bool {
        self.0 & other.0 != 0
    }
}

/// A verb of the lists.
#[derive(Debug)]
pub(crate) struct Verb {
    /// Dictionary form.
    pub(crate) lemma: &'static str,
    pub(crate) class: VerbClass,
    /// Words that the cue takes in when they follow.
    pub(crate) particles: Vec<&'static str>,
}

/// What the lists know of one spelling (lower case).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) classes: Classes,
    /// Number of the verb in [`Lexicon::verbs`], when [`Classes::VERB`] is set.
    pub(crate) verb: u16,
    pub(crate) forms: Forms,
}

/// All lists.
pub(crate) struct Lexicon {
    words: HashMap<&'static str, Entry>,
    verbs: Vec<Verb>,
    places: HashMap<&'static str, Place>,
    /// States and provinces.
    regions: HashSet<&'static str>,
    offices: HashSet<&'static str>,
    causes: HashSet<&'static str>,
    /// Stands for every verb that only its ending gives away.
    unknown: u16,
}

/// A country or a body of the gazetteers, by one of its names (as written).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Canonical name.
    pub(crate) name: &'static str,
    pub(crate) sort: PlaceSort,
}

/// What a gazetteer name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceSort {
    /// The country itself.
    Country,
    /// Its people or the adjective.
    Demonym,
    /// Its capital or seat of government.
    Capital,
    /// A body that is no country.
    Body,
}

/// The one lexicon of the process.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// What the lists know of `word`, which must be in lower case.
    pub(crate) fn entry(&self, word: &str) -> Entry {
        // "minister-designate", "president-elect"
        let office = word.strip_suffix("-designate").or(word.strip_suffix("-elect")).unwrap_or(word);
        if let Some(entry) = self.words.get(word).or_else(|| self.words.get(office)) {
            return *entry;
        }
        // Verbs that no list has, by their ending.
        let forms = if word.len() > 4 && word.ends_with("ed") && !word.contains('-') {
            Forms::PAST.or(Forms::PARTICIPLE)
        } else if word.len() > 5 && word.ends_with("ing") && !word.contains('-') {
            Forms::ING
        } else {
            return Entry::default();
        };
        Entry { classes: Classes::VERB, verb: self.unknown, forms }
    }

    /// The verb of an entry with [`Classes::VERB`].
    pub(crate) fn verb(&self, number: u16) -> &Verb {
        &self.verbs[usize::from(number)]
    }

    /// The country or body that `name` (as written) stands for.
    pub(crate) fn place(&self, name: &str) -> Option<Place> {
        self.places.get(name).copied()
    }

    /// Whether a word, in small letters, says what an office is for.
    pub(crate) fn is_office_field(&self, word: &str) -> bool {
        self.offices.contains(word)
    }

    /// Whether a word, in small letters, says what parties and movements are for, and may be the name of one.
    pub(crate) fn is_cause(&self, word: &str) -> bool {
        self.causes.contains(word)
    }

    /// Whether a name is that of a state or province: "Laredo, Texas,".
    pub(crate) fn is_region(&self, name: &str) -> bool {
        self.regions.contains(name)
    }

    fn build() -> Self {
        let lines = include_str!("lexicon/regions.txt").lines().filter(|l| !l.starts_with('#'));
        let fields = |of: &'static str| {
            let lines =
                sections(include_str!("lexicon/fields.txt")).filter(move |(section, _)| *section == of);
            lines.flat_map(|(_, line)| line.split_whitespace()).collect()
        };
        let mut lexicon = Self {
            words: HashMap::new(),
            verbs: Vec::new(),
            places: HashMap::new(),
            offices: fields("office"),
            causes: fields("cause"),
            regions: lines.flat_map(|l| l.split('=')).collect(),
            unknown: 0,
        };
        lexicon.closed_classes();
        lexicon.nouns();
        lexicon.people();
        lexicon.gazetteers();
        for (class, line) in sections(include_str!("lexicon/verbs.txt")) {
            let class = match class {
                "say" => VerbClass::Say,
                "think" => VerbClass::Think,
                "act" => VerbClass::Act,
                _ => VerbClass::Plain,
            };
            line.split_whitespace().for_each(|entry| lexicon.add_verb(class, entry));
        }
        for line in include_str!("lexicon/only_verbs.txt").lines().filter(|l| !l.starts_with('#')) {
            line.split_whitespace().for_each(|word| lexicon.add(word, Classes::ONLY_VERB));
        }
        lexicon.unknown = lexicon.verbs.len() as u16;
        lexicon.verbs.push(Verb { lemma: "", class: VerbClass::Plain, particles: Vec::new() });
        lexicon.participles_of_adjectives();
        lexicon
    }

    fn add(&mut self, word: &'static str, classes: Classes) {
        let entry = self.words.entry(word).or_default();
        entry.classes = entry.classes.or(classes);
    }

    fn closed_classes(&mut self) {
        for (classes, words) in CLOSED {
            words.split_whitespace().for_each(|word| self.add(word, *classes));
        }
    }

    fn nouns(&mut self) {
        for (section, line) in sections(include_str!("lexicon/nouns.txt")) {
            let class = match section {
                "human" => Classes::HUMAN,
                "body" => Classes::BODY,
                "cue" => Classes::CUE_NOUN,
                "venue" => Classes::VENUE,
                "time" => Classes::TIME,
                _ => Classes::PLAIN_NOUN,
            };
            for word in line.split_whitespace() {
                self.add(word, class);
                if !class.any(Classes::TIME) && !word.ends_with('s') {
                    // The House is a body; safe houses are buildings.
                    let class = if word == "house" { Classes::PLAIN_NOUN } else { class };
                    self.add(plural(word), class.or(Classes::PLURAL));
                }
            }
        }
        for word in IRREGULAR_PLURALS.split_whitespace() {
            self.add(word, Classes::PLURAL);
        }
        for line in include_str!("lexicon/adjectives.txt").lines().filter(|l| !l.starts_with('#')) {
            line.split_whitespace().for_each(|word| self.add(word, Classes::CUE_ADJECTIVE));
        }
    }

    /// "angered", "worried": the adjectives in -ed are verbs too.
    fn participles_of_adjectives(&mut self) {
        for line in include_str!("lexicon/adjectives.txt").lines().filter(|l| !l.starts_with('#')) {
            for word in line.split_whitespace().filter(|w| w.ends_with("ed") && w.len() > 5) {
                let entry = self.words.entry(word).or_default();
                if !entry.classes.any(Classes::VERB) {
                    entry.classes = entry.classes.or(Classes::VERB);
                    entry.verb = self.unknown;
                    entry.forms = Forms::PAST.or(Forms::PARTICIPLE);
                }
            }
        }
    }

    fn people(&mut self) {
        for (section, line) in sections(include_str!("lexicon/names.txt")) {
            let class = if section == "male" { Classes::MALE_NAME } else { Classes::FEMALE_NAME };
            line.split_whitespace().for_each(|word| self.add(word, class));
        }
        for (section, line) in sections(include_str!("lexicon/titles.txt")) {
            let class = match section {
                "male" => Classes::TITLE.or(Classes::MALE),
                "female" => Classes::TITLE.or(Classes::FEMALE),
                _ => Classes::TITLE,
            };
            line.split_whitespace().for_each(|word| self.add(word, class));
        }
    }

    fn gazetteers(&mut self) {
        for line in include_str!("lexicon/countries.txt").lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('|').map(str::trim);
            let names: Vec<_> = columns.next().unwrap_or_default().split('=').map(spaced).collect();
            let name = names[0];
            for (column, sort) in columns.zip([PlaceSort::Demonym, PlaceSort::Capital]) {
                column.split_whitespace().for_each(|word| self.add_place(spaced(word), name, sort));
            }
            for alias in &names {
                self.add_place(alias, name, PlaceSort::Country);
            }
        }
        for line in include_str!("lexicon/organizations.txt").lines().filter(|l| !l.starts_with('#')) {
            let mut names = line.split('=');
            let name = names.next().unwrap_or_default();
            self.add_place(name, name, PlaceSort::Body);
            names.for_each(|alias| self.add_place(alias, name, PlaceSort::Body));
        }
    }

    fn add_place(&mut self, alias: &'static str, name: &'static str, sort: PlaceSort) {
        self.places.insert(alias, Place { name, sort });
        if !alias.contains(' ') {
            let class = match sort {
                PlaceSort::Country => Classes::COUNTRY,
                PlaceSort::Demonym => Classes::DEMONYM,
                PlaceSort::Capital => Classes::CAPITAL,
                PlaceSort::Body => Classes::BODY,
            };
            let plural =
                if sort == PlaceSort::Demonym && alias.ends_with('s') { Classes::PLURAL } else { class };
            self.add(leak(alias.to_lowercase()), class.or(plural));
        }
    }

    /// Adds `lemma[/past[/participle]][+particle,...]` in all its forms, unless an earlier class has the verb.
    fn add_verb(&mut self, class: VerbClass, text: &'static str) {
        let (spelling, particles) = text.split_once('+').unwrap_or((text, ""));
        let mut parts = spelling.split('/');
        let lemma = parts.next().unwrap_or_default();
        let known =
            self.words.get(lemma).filter(|e| e.classes.any(Classes::VERB) && e.forms.any(Forms::BASE));
        if known.is_some_and(|e| self.verbs[usize::from(e.verb)].lemma == lemma) {
            return;
        }
        let number = self.verbs.len() as u16;
        let particles = particles.split(',').filter(|p| !p.is_empty()).collect();
        self.verbs.push(Verb { lemma, class, particles });
        let past = parts.next().unwrap_or_else(|| leak(regular(lemma, "ed")));
        let participle = parts.next().unwrap_or(past);
        let forms = [
            (lemma, Forms::BASE),
            (leak(third(lemma)), Forms::THIRD),
            (past, Forms::PAST),
            (participle, Forms::PARTICIPLE),
            (leak(regular(lemma, "ing")), Forms::ING),
        ];
        for (word, form) in forms {
            let entry = self.words.entry(word).or_default();
            if entry.classes.any(Classes::VERB) && entry.verb != number {
                continue; // "found", "saw": the earlier class keeps the spelling
            }
            entry.classes = entry.classes.or(Classes::VERB);
            entry.verb = number;
            entry.forms = Forms(entry.forms.0 | form.0);
        }
    }
}

/// Lines of a list with the section each stands in.
fn sections(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().scan("", |section, line| {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            *section = name;
            return Some((name, ""));
        }
        Some((*section, if line.starts_with('#') { "" } else { line }))
    })
}

/// The lexicon lives as long as the process, and so do the spellings that are made for it.
fn leak(word: String) -> &'static str {
    Box::leak(word.into_boxed_str())
}

fn spaced(name: &'static str) -> &'static str {
    if name.contains('_') { leak(name.replace('_', " ")) } else { name }
}

fn plural(word: &'static str) -> &'static str {
    leak(match word {
        w if w.ends_with("man") && w != "human" => format!("{}men", &w[..w.len() - 3]),
        w => third(w),
    })
}

fn third(lemma: &str) -> String {
    if ends_consonant_y(lemma) {
        return format!("{}ies", &lemma[..lemma.len() - 1]);
    }
    let es = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    format!("{lemma}{}", if es { "es" } else { "s" })
}

fn regular(lemma: &str, ending: &str) -> String {
    if ending == "ed" && ends_consonant_y(lemma) {
        return format!("{}ied", &lemma[..lemma.len() - 1]);
    }
    if ending == "ing" && lemma.ends_with("ie") {
        return format!("{}ying", &lemma[..lemma.len() - 2]);
    }
    if lemma.ends_with('e') && !lemma.ends_with("ee") && !lemma.ends_with("ye") {
        return format!("{}{ending}", &lemma[..lemma.len() - 1]);
    }
    if lemma.ends_with("ee") && ending == "ed" {
        return format!("{lemma}d");
    }
    if doubles(lemma) {
        return format!("{lemma}{}{ending}", &lemma[lemma.len() - 1..]);
    }
    format!("{lemma}{ending}")
}

fn ends_consonant_y(word: &str) -> bool {
    word.ends_with('y')
        && !word.ends_with("ay")
        && !word.ends_with("ey")
        && !word.ends_with("oy")
        && !word.ends_with("uy")
}

/// Whether the last consonant is written twice before -ed and -ing: short verbs, and those stressed at the end.
fn doubles(lemma: &str) -> bool {
    let bytes = lemma.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let [.., a, b, c] = bytes else { return false };
    let short = (!vowel(*a) || *a == b'u' && lemma.starts_with("qu"))
        && vowel(*b)
        && !vowel(*c)
        && !matches!(c, b'w' | b'x' | b'y');
    let vowels = bytes.iter().filter(|b| vowel(**b)).count();
    short
        && (vowels == 1
            || lemma.starts_with("qu") && vowels == 2
            || STRESSED_END.split_whitespace().any(|w| w == lemma))
}

const STRESSED_END: &str = "admit commit submit permit omit refer prefer defer deter abet regret rebut expel compel propel \
    repel dispel annul recur incur occur confer transfer concur abhor embed allot cancel-out forget begin upset outbid \
    acquit equip nonplus rappel rebel control patrol extol enrol";

const IRREGULAR_PLURALS: &str = "percent people men women children police gunmen policemen spokespeople militiamen tribesmen clansmen \
    businessmen servicemen mps others many some most few both several all authorities forces troops taliban taleban parents media crew \
    wives families those these they we";

const CLOSED: &[(Classes, &str)] = &[
    (
        Classes::DETERMINER,
        "the a an this that these those some any no every each all both many most several few another other such \
        much more less either neither what whatever which half various certain numerous",
    ),
    (Classes::POSSESSIVE, "my your his her its our their whose"),
    (
        Classes::PRONOUN,
        "i you he she it we they who someone somebody everyone everybody anyone nobody those others many some most \
        all none both several few one neither each others there this that these what",
    ),
    (
        Classes::OBJECT,
        "me him her us them himself herself itself themselves ourselves myself yourself each-other whom",
    ),
    (Classes::MALE, "he him his himself"),
    (Classes::FEMALE, "she her hers herself"),
    (
        Classes::PREPOSITION,
        "of in on at by for from with without within into onto upon against about over under between among amid \
        during through throughout across along around behind beyond near off toward towards despite since until till after before \
        above below beneath beside besides inside outside per plus via versus vs concerning regarding including excluding like \
        unlike as than except amongst alongside following aboard out up down aside worth ahead because due instead according",
    ),
    (Classes::COORDINATOR, "and or but nor yet plus &"),
    (
        Classes::SUBORDINATOR,
        "because although though while whereas if unless until till since when whenever where wherever whether \
        as once after before so lest than provided providing that why how",
    ),
    (Classes::RELATIVE, "who which whom whose that"),
    (
        Classes::ADVERB,
        "also again already still just only even ever never always often sometimes usually now then later earlier soon \
        recently once twice today yesterday tomorrow tonight too very quite rather almost nearly about instead meanwhile meantime afterwards afterward however \
        therefore thus hence moreover furthermore nonetheless nevertheless otherwise perhaps maybe indeed further far first second \
        third last long much more most less least well here there back away together apart yet so not n't hardly scarcely barely \
        merely simply sooner dearly gladly reportedly allegedly apparently once-again both abroad overnight ago alone better best worse hard fast forth",
    ),
    (
        Classes::NEGATION,
        "not n't never no neither nor cannot can't won't don't doesn't didn't isn't aren't wasn't weren't hasn't \
        haven't hadn't wouldn't couldn't shouldn't mustn't without",
    ),
    (Classes::BE.or(Classes::FINITE), "is are was were am isn't aren't wasn't weren't 's 're 'm"),
    (Classes::BE.or(Classes::NONFINITE), "be been being"),
    (Classes::HAVE.or(Classes::FINITE), "has have had hasn't haven't hadn't 've 'd 's"),
    (Classes::HAVE.or(Classes::NONFINITE), "having"),
    (Classes::DO.or(Classes::FINITE), "do does did don't doesn't didn't"),
    (
        Classes::MODAL.or(Classes::FINITE),
        "will would can could may might must shall should cannot can't won't wouldn't couldn't \
        shouldn't mustn't 'll 'd",
    ),
    (Classes::TO, "to"),
    (Classes::THAT, "that"),
    (
        Classes::NUMBER,
        "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands \
        million millions billion billions scores tens",
    ),
    (
        Classes::PLURAL,
        "we they two three four five six seven eight nine ten dozens hundreds thousands millions",
    ),
    (Classes::SPOKES, "spokesman spokeswoman spokesperson spokesmen spokeswomen spokespersons spokespeople"),
    (
        Classes::MALE,
        "spokesman chairman king prince man boy father son husband brother businessman policeman congressman duke emperor \
        gunman actor statesman councilman nephew uncle grandfather grandson widower godfather stepfather stepson godson \
        half-brother stepbrother brother-in-law father-in-law son-in-law ex-husband boyfriend gentleman fisherman \
        postman fireman salesman cameraman clergyman nobleman watchman foreman monk \
        pope imam abbot rabbi baron sultan emir landlord waiter pontiff craftsman milkman \
        ferryman frontman strongman marquis pasha bridegroom stepdad dad grandpa",
    ),
    (
        Classes::FEMALE,
        "spokeswoman chairwoman queen princess woman girl mother daughter wife sister businesswoman congresswoman \
        actress policewoman duchess councilwoman widow niece aunt grandmother granddaughter godmother stepmother \
        stepdaughter goddaughter half-sister stepsister sister-in-law mother-in-law daughter-in-law ex-wife girlfriend \
        baroness landlady charwoman forewoman saleswoman noblewoman clergywoman nun abbess prioress heiress hostess \
        waitress laundress seamstress fishwife countess empress stateswoman bride mum grandma",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(word: &str) -> Option<&'static str> {
        let entry = LEXICON.entry(word);
        entry.classes.any(Classes::VERB).then(|| LEXICON.verb(entry.verb).lemma)
    }

    #[test]
    fn verbs_are_found_in_every_form() {
        for (word, is) in [
            ("said", "say"),
            ("denied", "deny"),
            ("denies", "deny"),
            ("urging", "urge"),
            ("vetoes", "veto"),
            ("vetoed", "veto"),
            ("swore", "swear"),
            ("sworn", "swear"),
            ("planned", "plan"),
            ("backing", "back"),
            ("committed", "commit"),
            ("opened", "open"),
            ("agreed", "agree"),
            ("quitting", "quit"),
            ("preferred", "prefer"),
            ("offering", "offer"),
        ] {
            assert_eq!(lemma(word), Some(is), "{word}");
        }
    }

    #[test]
    fn a_verb_keeps_its_first_class() {
        assert_eq!(LEXICON.verb(LEXICON.entry("called").verb).class, VerbClass::Say);
        assert_eq!(LEXICON.verb(LEXICON.entry("rejects").verb).class, VerbClass::Act);
        assert_eq!(LEXICON.verb(LEXICON.entry("arrived").verb).class, VerbClass::Plain);
    }

    #[test]
    fn gazetteers_know_countries_capitals_and_demonyms() {
        let place = |name| LEXICON.place(name).map(|p| (p.name, p.sort));
        assert_eq!(place("Moscow"), Some(("Russia", PlaceSort::Capital)));
        assert_eq!(place("Sri Lankans"), Some(("Sri Lanka", PlaceSort::Demonym)));
        assert_eq!(place("U.S."), Some(("United States", PlaceSort::Country)));
        assert_eq!(place("EU"), Some(("European Union", PlaceSort::Body)));
        assert_eq!(place("Nowhere"), None);
    }
}
