//! When two lists of names mean the same actor.

use standpoint_statements::country;

/// Words that come before a name without being part of it.
const TITLES: &[&str] = &[
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
    "hon",
    "president",
    "prime",
    "minister",
    "chancellor",
    "senator",
    "sen",
    "rep",
    "representative",
    "general",
    "gen",
    "governor",
    "gov",
    "mayor",
    "king",
    "queen",
    "prince",
    "judge",
    "justice",
    "professor",
    "prof",
    "secretary",
    "ambassador",
    "pope",
    "sir",
    "former",
    "acting",
    "interim",
    "vice",
    "deputy",
];

/// Words that come behind a name without being part of it.
const SUFFIXES: &[&str] =
    &["inc", "corp", "corporation", "co", "ltd", "llc", "plc", "ag", "gmbh", "jr", "sr", "qc", "kc", "mp"];

/// What a name says its bearer is, behind the name itself: "Shas party".
const SORTS: &[&str] =
    &["party", "airline", "newspaper", "organization", "organisation", "company", "movement"];

/// Words that hang what follows on the head of a name.
const LINKS: &[&str] = &[
    "of", "in", "at", "from", "for", "on", "with", "near", "to", "by", "among", "within", "outside",
    "across", "around", "against", "behind", "who", "that", "which", "whose", "loyal", "opposed", "polled",
    "surveyed", "arrested",
];

const ARTICLES: &[&str] = &["the", "a", "an"];

/// Words that count the people behind their "of": the name of "thousands of marchers" is "marchers".
const COUNTS: &[&str] =
    &["dozens", "scores", "hundreds", "thousands", "millions", "tens", "group", "number", "crowd", "crowds"];

/// Numbers and shares alone are nobody: "two", "34 percent".
const NOBODY: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "some",
    "many",
    "most",
    "several",
    "all",
    "both",
    "percent",
    "majority",
    "others",
    "members",
    "spokesman",
    "spokeswoman",
    "spokesperson",
];

/// What the government of a country may be called without being another one.
const SAME_GOVERNMENT: &[&str] = &["new", "current", "central", "federal", "national"];

/// True when a name of one list is a name of the other.
///
/// Names are compared without case, punctuation, possessives, articles, titles and corporate suffixes; a country, its
/// adjective and its government are one (but not its people). Two names are also the same when one has all the words of
/// the other and both have one *head*, the last word before an "of", "in" or the like: "Ruiz" and "Ana Ruiz",
/// "officials" and "Army officials in Lima", "Turkish parliament" and "Turkey's new parliament". "Leaders of the union" are not the union.
/// Capitals are the same as the name they abbreviate.
pub fn same_actor<A: AsRef<str>, B: AsRef<str>>(ours: &[A], theirs: &[B]) -> bool {
    let theirs: Vec<Name> = theirs.iter().flat_map(|n| Name::readings(n.as_ref())).collect();
    ours.iter().flat_map(|n| Name::readings(n.as_ref())).any(|a| theirs.iter().any(|b| a.same(b)))
}

/// One reading of a name, ready to be compared.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// Lower case, in order; countries by one word each, whatever they are called.
    words: Vec<String>,
    /// Number of the head in `words`.
    head: usize,
}

impl Name {
    /// "the Shas party" is read as it stands and as "Shas", "the Iranian government" also as "Iran", "WTO" as letters.
    fn readings(raw: &str) -> Vec<Self> {
        let raw = raw.replace('’', "'").replace("'s ", " ");
        let raw = raw.strip_suffix("'s").unwrap_or(&raw).replace("' ", " ");
        let written: Vec<&str> = raw
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '&' | '\'')))
            .map(|w| w.trim_matches('\''))
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .collect();
        let (head, tail) = parts(&written);
        let mut out: Vec<Self> = Self::new(head, tail).into_iter().collect();
        if let [.., name, sort] = head
            && is(SORTS, sort)
            && name.starts_with(|c: char| c.is_uppercase())
            && country(name).is_none()
        {
            out.extend(Self::new(&head[..head.len() - 1], tail));
        }
        let state = out.first().and_then(Self::state);
        out.extend(state);
        out.extend(letters(&written).map(|letters| Self { words: vec![letters], head: 0 }));
        out
    }

    fn new(head: &[&str], tail: &[&str]) -> Option<Self> {
        let mut words = countries(head, true);
        let head = words.len().checked_sub(1)?;
        words.extend(countries(tail, false).into_iter().filter(|w| !is(LINKS, w) && !is(ARTICLES, w)));
        Some(Self { words, head })
    }

    /// "the Iranian government", "the government of Iran": Iran.
    fn state(&self) -> Option<Self> {
        let mut others =
            self.words.iter().enumerate().filter(|(at, w)| *at != self.head && !is(SAME_GOVERNMENT, w));
        let (_, one) = others.next().filter(|_| self.words[self.head] == "government")?;
        (others.next().is_none() && one.starts_with(COUNTRY))
            .then(|| Self { words: vec![one.clone()], head: 0 })
    }

    fn same(&self, other: &Self) -> bool {
        if self.words == other.words {
            return true;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let nobody = short.words.len() == 1 && is(NOBODY, &short.words[0]);
        !nobody
            && short.words[short.head] == long.words[long.head]
            && short.words.iter().all(|w| long.words.contains(w))
    }
}

/// Marks a country among the words of a name, so that no other word is taken for it.
const COUNTRY: char = '=';

fn is(list: &[&str], word: &str) -> bool {
    list.contains(&word.to_lowercase().replace('.', "").as_str())
}

/// What a name's bearer is, without titles, counts and suffixes; and what hangs on it.
fn parts<'a, 'w>(written: &'a [&'w str]) -> (&'a [&'w str], &'a [&'w str]) {
    let link = |at: usize| written.get(at).is_some_and(|w| is(LINKS, w));
    let titles = written.iter().take_while(|w| is(TITLES, w)).count();
    // "the Prime Minister" and "the governor of Lower Austria" keep the title that is all of their head.
    let start = if titles == written.len() || titles > 0 && link(titles) {
        written.iter().take_while(|w| is(ARTICLES, w)).count()
    } else {
        titles
    };
    let mut rest = &written[start..];
    while rest.len() > 2 && is(COUNTS, rest[0]) && is(&["of"], rest[1]) {
        rest = &rest[2..];
    }
    if rest.len() > 1 && is(SUFFIXES, rest[rest.len() - 1]) {
        rest = &rest[..rest.len() - 1];
    }
    let links = |at: &usize| {
        // "unions representing drivers", "the agency operating in Lenz"
        let participle = rest[*at].ends_with("ing")
            && (rest[at - 1].ends_with('s') || is(LINKS, rest.get(at + 1).unwrap_or(&"")));
        is(LINKS, rest[*at]) || participle
    };
    rest.split_at((1..rest.len()).find(links).unwrap_or(rest.len()))
}

/// Words in lower case, each country as one word. The head may be a country, but not its people.
fn countries(written: &[&str], closes: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < written.len() {
        let found = (1..=3).rev().filter(|n| at + n <= written.len()).find_map(|n| {
            let country = country(&written[at..at + n].join(" "))?;
            let head = closes && at + n == written.len();
            (!(head && country.people)).then(|| (n, format!("{COUNTRY}{}", country.name)))
        });
        let (n, word) = found.unwrap_or_else(|| (1, written[at].to_lowercase().replace('.', "")));
        out.push(word);
        at += n;
    }
    out
}

/// The capitals of a name: those of "WTO", and the initials of "World Trade Organization".
fn letters(written: &[&str]) -> Option<String> {
    let mut named: Vec<&str> =
        written.iter().copied().filter(|w| !is(LINKS, w) && !is(&["the", "and"], w)).collect();
    if let [name] = named[..] {
        let letters = name.replace('.', "");
        return (letters.len() > 1 && letters.chars().all(|c| c.is_ascii_uppercase())).then_some(letters);
    }
    if named.last().is_some_and(|w| is(SUFFIXES, w)) {
        named.pop();
    }
    let capitals = named.iter().all(|w| w.starts_with(|c: char| c.is_uppercase()));
    (capitals && named.len() > 1).then(|| named.iter().filter_map(|w| w.chars().next()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_names_of_one_actor() {
        for (a, b) in [
            ("Mr. Ivanov", "Sergei Ivanov"),
            ("U.S. Army officials", "Army officials"),
            ("the Prime Minister", "prime minister"),
            ("Sheinbaum’s", "Claudia Sheinbaum"),
            ("gunmen", "gunmen in the harbour of Lenz"),
            ("Ministry of Fisheries", "Fisheries Ministry"),
            ("thousands of marchers", "marchers"),
            ("Turkish parliament", "Turkey's newly elected parliament"),
            ("the U.S. government", "United States"),
            ("government of Guinea-Bissau", "government of Guinea-Bissau in exile"),
            ("the Kenyan government", "Kenya"),
            ("WTO", "World Trade Organization"),
            ("E.U.", "the European Union"),
            ("Norderney Steel Corp.", "Norderney Steel"),
            ("Shas", "the ultra-Orthodox Shas party"),
            ("Imogen Strand KC", "Strand"),
            ("King Olav of Norway", "Olav"),
            ("the Kenyan government", "government"),
            ("Farmers' Party", "the party"),
            ("unions representing cabin crews", "unions"),
        ] {
            assert!(same_actor(&[a], &[b]) && same_actor(&[b], &[a]), "{a} and {b}");
        }
    }

    #[test]
    fn different_actors_stay_apart() {
        for (a, b) in [
            ("Iran", "Iranian officials"),
            ("Iran", "Iranians"),
            ("Mary Adams", "John Adams"),
            ("opposition lawmakers", "government lawmakers"),
            ("leaders of the dockers' union", "dockers' union"),
            ("Bank of Chile", "Chile"),
            ("governor of Texas", "Texas"),
            ("Iranian officials", "officials of Iraq"),
            ("two", "two of the ministers"),
            ("government", "Peru"),
            ("the opposition party", "opposition"),
            ("North Korea", "South Korea"),
            ("North Korean government", "South Korea"),
            ("the Hamas-led Palestinian government", "Palestine"),
            ("AU", "European Union"),
            ("34 percent", "61 percent"),
            ("", "the"),
        ] {
            assert!(!same_actor(&[a], &[b]) && !same_actor(&[b], &[a]), "{a} and {b}");
        }
    }
}
