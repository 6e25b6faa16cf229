//! When two lists of names mean the same actor.

/// Words that come before a name without being part of it.
const TITLES: &[&str] = &[
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
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

/// True when a name of one list is a name of the other.
///
/// Names are compared without case, punctuation, possessives, articles and titles. Two names are also the same when they
/// end in the same word and one has all the words of the other ("Ruiz" and "Ana Ruiz", "Army officials" and "U.S. Army
/// officials"): an article calls its actors by their long name once and by a short one afterwards.
pub fn same_actor<A: AsRef<str>, B: AsRef<str>>(ours: &[A], theirs: &[B]) -> bool {
    let theirs: Vec<Vec<String>> = theirs.iter().map(|n| words(n.as_ref())).collect();
    ours.iter().map(|n| words(n.as_ref())).any(|a| theirs.iter().any(|b| same_name(&a, b)))
}

fn same_name(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.last() == long.last() && short.iter().all(|w| long.contains(w))
}

fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace(['’', '\''], "'").replace("'s", "").replace('.', "");
    let all: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let rest: Vec<String> = all.iter().skip_while(|w| TITLES.contains(&w.as_str())).cloned().collect();
    // "the Prime Minister" is made of titles only: then they are the name.
    if rest.is_empty() {
        all.into_iter().filter(|w| !["the", "a", "an"].contains(&w.as_str())).collect()
    } else {
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_names_of_one_actor() {
        assert!(same_actor(&["Mr. Ivanov"], &["Sergei Ivanov"]));
        assert!(same_actor(&["U.S. Army officials"], &["Army officials"]));
        assert!(same_actor(&["the Prime Minister"], &["prime minister"]));
        assert!(same_actor(&["Sheinbaum’s"], &["Claudia Sheinbaum"]));
    }

    #[test]
    fn different_actors_stay_apart() {
        assert!(!same_actor(&["Iran"], &["Iranian officials"]));
        assert!(!same_actor(&["Mary Adams"], &["John Adams"]));
        assert!(!same_actor(&["opposition lawmakers"], &["government lawmakers"]));
        assert!(!same_actor::<&str, &str>(&[""], &["the"]));
    }
}
