//! What kind of actor a name is, by its shape and the lists.

use crate::chunks::Unit;
use crate::holders::people_by_ending;
use crate::lexicon::{Classes, Entry, LEXICON, PlaceSort};
use crate::model::ActorKind;
use crate::tagger::Tag;

/// A word's grammatical gender, where the lists tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
    Unknown,
}

impl Gender {
    /// Whether "he" (or "she") can stand for somebody of this gender.
    pub(crate) fn fits(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}

/// A word with its apostrophes straight: a curly one makes no other name.
pub(crate) fn straight(word: &str) -> String {
    word.replace('’', "'")
}

/// The lexicon's entry of a word as written.
pub(crate) fn entry(word: &str) -> Entry {
    LEXICON.entry(&straight(&word.to_lowercase()))
}

/// Gender of a title, a given name or a noun.
pub(crate) fn gender(word: &str) -> Gender {
    // "brother-in-law"
    let classes = entry(word.strip_suffix("-in-law").unwrap_or(word)).classes;
    match (
        classes.any(Classes::MALE.or(Classes::MALE_NAME)),
        classes.any(Classes::FEMALE.or(Classes::FEMALE_NAME)),
    ) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// A name without the titles in front of it: `("Donald Trump", true)` for "President Donald Trump".
pub(crate) fn without_titles<'a>(words: &[&'a str]) -> (Vec<&'a str>, bool) {
    let title = |w: &&str| {
        let e = entry(w).classes;
        // "Reporters Without Borders": people are no title.
        let name = Classes::MALE_NAME.or(Classes::FEMALE_NAME);
        e.any(Classes::TITLE.or(Classes::HUMAN))
            && !e.any(Classes::PLURAL)
            && (e.any(Classes::TITLE) || !e.any(name))
    };
    // "Justice Ministry": a body keeps all of its name.
    let body = words.last().is_some_and(|w| entry(w).classes.any(Classes::BODY));
    let mut start = 0;
    while !body && start + 1 < words.len() && title(&words[start]) {
        start += 1;
    }
    // "Foreign Minister", "Prime Minister": titles all the way through.
    if start > 0 && title(&words[start]) && words.len() - start == 1 {
        return (words.to_vec(), false);
    }
    (words[start..].to_vec(), start > 0)
}

/// Whose a body is that belongs to nobody: "People's Party".
const EVERYBODY: &[&str] = &["people", "women", "men", "children", "world"];

/// Whether the possessive clitic in token `at` stands inside a name that ends before `end`: "Dockers' | Lodge", not "Peru's | Senate".
pub(crate) fn joins(unit: &Unit, at: usize, end: usize) -> bool {
    if at == 0 || at + 1 >= end || unit.tags[at - 1] != Tag::Name || unit.tags[at + 1] != Tag::Name {
        return false;
    }
    let owner = unit.word(at - 1).to_lowercase();
    let people = || {
        let token = &unit.tokens[at - 1];
        owner.ends_with('s')
            && !token.is(Classes::DEMONYM)
            && (token.is(Classes::HUMAN) && token.is(Classes::PLURAL) || people_by_ending(&owner))
    };
    // "the Liberals' Ana Ruiz": somebody of theirs.
    let of_body = |t: usize| unit.tokens[t].is(Classes::BODY) || is_organization_word(unit.word(t));
    let somebody = end - at > 2 && !(at + 1..end).any(of_body);
    EVERYBODY.contains(&owner.as_str())
        || !somebody
            && unit.word(at).len() < "'s".len() + usize::from(unit.word(at).starts_with('’')) * 2
            && people()
}

/// The kind of a name, given whether a title stood before it and whether "the" did; `None` where only a guess could be
/// made.
pub(crate) fn kind(words: &[&str], titled: bool, article: bool) -> Option<ActorKind> {
    let joined = words.join(" ");
    if let Some(place) = LEXICON.place(&joined) {
        return Some(match place.sort {
            PlaceSort::Country | PlaceSort::Capital => ActorKind::Country,
            PlaceSort::Demonym => ActorKind::Group,
            PlaceSort::Body => ActorKind::Organization,
        });
    }
    if !titled && LEXICON.is_region(&joined) {
        return Some(ActorKind::Country);
    }
    let body =
        |w: &&str| entry(w).classes.any(Classes::BODY) || is_organization_word(w.trim_end_matches('.'));
    let last = words.last()?;
    // "Dockers' Lodge", "People's Party"
    if words.len() > 1
        && words[..words.len() - 1].iter().any(|w| w.contains(['\'', '’']) && w.ends_with(['s', '\'', '’']))
    {
        return Some(ActorKind::Organization);
    }
    if titled && !body(last) {
        return Some(ActorKind::Person);
    }
    let first = entry(words[0]).classes;
    let given = first.any(Classes::MALE_NAME.or(Classes::FEMALE_NAME));
    if given && words.len() >= 2 && !body(last) {
        return Some(ActorKind::Person);
    }
    let capitals = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if words.len() > 1 && words.iter().all(capitals) {
        return None; // a headline in capitals
    }
    let acronym = words.len() == 1 && last.len() >= 2 && capitals(last);
    if acronym || words.iter().any(body) {
        return Some(ActorKind::Organization);
    }
    if entry(last).classes.any(Classes::HUMAN.or(Classes::DEMONYM))
        && entry(last).classes.any(Classes::PLURAL)
    {
        return Some(ActorKind::Group);
    }
    if article || words.len() > 4 {
        return Some(ActorKind::Organization);
    }
    given.then_some(ActorKind::Person)
}

/// "London-based", "U.S.-led": a capital that is nobody's name.
pub(crate) fn is_compound_adjective(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["-based", "-led", "-backed", "-born", "-run", "-owned", "-controlled", "-sponsored"];
    ENDINGS.iter().any(|end| word.ends_with(end))
}

/// Whether an office may be for it: Finance, Agriculture.
pub(crate) fn is_office_field(word: &str) -> bool {
    LEXICON.is_office_field(&word.to_lowercase())
}

/// Whether a body may be founded for it: Finance, Equality.
pub(crate) fn is_field(word: &str) -> bool {
    let lower = word.to_lowercase();
    LEXICON.is_office_field(&lower) || LEXICON.is_cause(&lower)
}

/// Whether a word makes a name the name of an organisation.
pub(crate) fn is_organization_word(word: &str) -> bool {
    LEGAL_FORMS.contains(&word) || ORGANIZATION_WORDS.contains(&word)
}

/// Legal forms that a company goes without, without a full stop. Not SA: "Petróleos de Venezuela SA" is not Venezuela.
pub(crate) const LEGAL_FORMS: &[&str] =
    &["Inc", "Corp", "Corporation", "Ltd", "LLC", "PLC", "plc", "AG", "GmbH", "Co"];

/// Words that make a name the name of an organisation wherever they stand.
const ORGANIZATION_WORDS: &[&str] = &[
    "SA",
    "Group",
    "Holdings",
    "Partners",
    "International",
    "Watch",
    "Front",
    "Brotherhood",
    "Action",
    "Affairs",
    "Centers",
    "Centres",
    "Nations",
    "News",
    "Times",
    "Post",
    "Journal",
    "Tribune",
    "Herald",
    "Guardian",
    "Street",
    "House",
    "States",
    "Initiative",
    "Fund",
    "Trust",
    "Studies",
    "Research",
    "Project",
    "Program",
    "Programme",
    "Motors",
    "Airlines",
    "Airways",
    "Oil",
    "Energy",
    "Petroleum",
    "Gas",
    "Steel",
    "Pharmaceuticals",
    "Systems",
    "Industries",
    "Technologies",
    "Organization",
    "Labour",
    "Labor",
    "Liberation",
    "Resistance",
    "Jihad",
    "Army",
    "Corps",
    "Guards",
    "Services",
    "Security",
    "Intelligence",
    "Treasury",
    "Reserve",
    "Ministries",
    "Workers",
    "Voters",
    "League",
    "Federation",
    "Society",
    "Parliament",
    "Kremlin",
    "Pentagon",
    "Chamber",
    "Office",
    "Administration",
    "Commons",
    "Lords",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(name: &str) -> Option<ActorKind> {
        let words: Vec<_> = name.split(' ').collect();
        let (bare, titled) = without_titles(&words);
        kind(&bare, titled, false)
    }

    #[test]
    fn kinds_by_shape_and_list() {
        use ActorKind::{Country, Organization, Person};
        for (name, is) in [
            ("Claudia Sheinbaum", Person),
            ("President Lee", Person),
            ("Crisis Group", Organization),
            ("Moscow", Country),
            ("United States", Country),
            ("IAEA", Organization),
            ("Labor Party", Organization),
            ("European Union", Organization),
            ("Nagoya Motors", Organization),
        ] {
            assert_eq!(kind_of(name), Some(is), "{name}");
        }
        assert_eq!(kind_of("Brotherly"), None);
    }

    #[test]
    fn titles_are_no_part_of_a_name() {
        assert_eq!(without_titles(&["Prime", "Minister", "Tony", "Blair"]), (vec!["Tony", "Blair"], true));
        assert_eq!(without_titles(&["Foreign", "Minister"]), (vec!["Foreign", "Minister"], false));
        let body = ["Reporters", "Without", "Borders"];
        assert_eq!(without_titles(&body), (body.to_vec(), false));
    }
}
