//! Whose article it is.

use super::linked::Linked;
use super::shown::Shown;
use super::{Metas, is_address, key};
use regex::Regex;
use std::sync::LazyLock;

/// The authors' names, a comma between them.
pub(super) fn choose(
    linked: &Linked,
    metas: &Metas,
    shown: &Shown,
    outlet: Option<&str>,
    embedded: impl FnOnce() -> Option<String>,
) -> Option<String> {
    let outlet = outlet.map(key);
    let one = |names: &mut dyn Iterator<Item = String>| names.take(1).collect::<Vec<_>>();
    let mut told = vec![
        linked.authors.clone(),
        all(metas, META),
        labelled(metas),
        shown.authors.clone(),
        // Of several elements called bylines one that holds a name and no more is sure to be one.
        one(&mut shown.bylines.iter().filter(|text| clean(text).is_some_and(|name| is_name(&name))).cloned()),
        one(&mut shown.bylines.iter().cloned()),
        one(&mut shown.top.iter().filter_map(|text| byline(text))),
        one(&mut shown.top.iter().filter(|text| is_agency(text)).cloned()),
    ];
    told.extend(shown.labelled.iter().map(|name| vec![name.clone()]));
    told.extend([
        shown.profiles.clone(),
        one(&mut shown.signed.iter().filter_map(|text| byline(text))),
        linked.person.iter().cloned().collect(),
        linked.organizations.clone(),
        metas.first(&["twitter:creator"]).filter(|name| !name.contains(['@', '/'])).into_iter().collect(),
    ]);
    let mut whole_site = None;
    let lists: Vec<Vec<String>> =
        told.iter().map(|names| people(names, outlet.as_deref(), &mut whole_site)).collect();
    match lists.iter().find(|names| !names.is_empty()) {
        Some(names) => Some(all_of(in_full(names, &lists), &lists).join(", ")),
        None => embedded().or(whole_site),
    }
}

/// Names of meta elements that hold authors, as content systems and the trade's tools have them.
const META: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "authors",
    "article.author",
    "article_author",
    "article:author_name",
    "author_name",
    "cxenseparse:author",
    "vr:author",
    "rbauthors",
];

/// The names in what was told, each once, and without the paper, which is kept apart.
fn people(told: &[String], outlet: Option<&str>, whole_site: &mut Option<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    let names = told.iter().filter_map(|name| clean(name)).flat_map(|name| without_outlet(&name, outlet));
    for name in names {
        if outlet.is_some_and(|outlet| *outlet == key(&name)) {
            whole_site.get_or_insert(name);
        } else if !once.iter().any(|n| key(n).contains(&key(&name))) {
            once.push(name);
        }
    }
    once
}

/// True for the name of a news agency, which stands where a byline would.
fn is_agency(text: &str) -> bool {
    const AGENCIES: [&str; 22] = [
        "ap",
        "associatedpress",
        "theassociatedpress",
        "reuters",
        "thomsonreuters",
        "afp",
        "agencefrancepresse",
        "afpjiji",
        "jiji",
        "jijipress",
        "kyodo",
        "kyodonews",
        "upi",
        "xinhua",
        "tass",
        "dpa",
        "ians",
        "pti",
        "ani",
        "anadoluagency",
        "bloomberg",
        "pa",
    ];
    AGENCIES.contains(&key(text).as_str()) && text.starts_with(char::is_uppercase)
}

/// One author, or all of them where another list has this one beside others.
fn all_of(names: Vec<String>, lists: &[Vec<String>]) -> Vec<String> {
    let [name] = names.as_slice() else { return names };
    let split = |list: &Vec<String>| -> Vec<String> {
        let joined = list.join(", ").replace(" and ", ", ").replace(" & ", ", ");
        joined.split([',', ';']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let more = lists.iter().map(split).find(|list| {
        list.len() > 1
            && list.iter().all(|part| is_name(part))
            && list.iter().any(|part| key(part) == key(name))
    });
    more.unwrap_or(names)
}

/// "Todd" as "Todd Bates", where a byline has the whole name.
fn in_full(names: &[String], lists: &[Vec<String>]) -> Vec<String> {
    let is_full = |name: &&String| match names {
        [first] => is_name(name) && name.split(' ').next() == Some(first.as_str()),
        _ => false,
    };
    lists.iter().flatten().find(is_full).map_or_else(|| names.to_vec(), |full| vec![full.clone()])
}

/// "Written by" with a name, as cards for social networks have it.
fn labelled(metas: &Metas) -> Vec<String> {
    let written = |n: &&str| {
        let label = metas.first(&[&format!("twitter:label{n}")]).unwrap_or_default();
        ["written by", "author", "by"].iter().any(|l| label.eq_ignore_ascii_case(l))
    };
    ["1", "2"]
        .iter()
        .find(|n| written(n))
        .and_then(|n| metas.first(&[&format!("twitter:data{n}")]))
        .into_iter()
        .collect()
}

/// All contents of the first name that has any.
fn all(metas: &Metas, names: &[&str]) -> Vec<String> {
    let of = |name: &&str| metas.all(name).filter(|c| !is_address(c)).map(str::to_owned).collect::<Vec<_>>();
    names.iter().map(of).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The names of a byline: "By Ann Lee and Bo Li | March 1" gives "Ann Lee and Bo Li".
pub(super) fn clean(text: &str) -> Option<String> {
    static STARTS: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?i)^(?:(?:written|posted|reported|authored|published|article|story|words)\s+by|by|authors?|from)(?:\s*:|\s)\s*",
        )
    });
    // A date, a time or an address ends the names; so do dashes with space around them.
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?ix) [|•·\n] | [\s,]\d | \s[-–—]\s | \son\s+(?:\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) | \[email | \S+@ | ,?\s\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[.,]?\s+\d
              | \b(?:published|updated|posted|view\ my|follow|shares?\b|read\ more|edited\ by)",
        )
    });
    // "Ann Lee, senior political reporter": what she is, is not her name.
    static POST: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?i)^(\S+\s\S+.*?),?\s+(?:(?:senior|staff|chief|special|contributing|associate|managing|deputy|assistant|executive|lead|news|political|education|health|business|sports?|science|technology|digital|freelance|guest|the)\s+)*(?:writer|reporter|editor|correspondent|contributor|columnist|journalist|producer|blogger)s?\b.*$",
        )
    });
    let name = text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = STARTS.find(name).map_or(name, |start| &name[start.end()..]);
    if name.starts_with("http") || name.starts_with("www.") {
        return None;
    }
    // A name that begins with a digit is a name all the same ("7 News").
    let cut = ENDS.find_iter(name).find(|end| end.start() > 3).map_or(name, |end| &name[..end.start()]);
    let cut = POST.captures(cut).and_then(|c| c.get(1)).map_or(cut, |name| name.as_str());
    let name = cut.trim().trim_end_matches([',', '-', '–', ':', '(', '/']).trim();
    let is_nobody =
        ["noauthor", "admin", "unknown", "none", "null", "author", "name", "staff", "guest", "editor"]
            .contains(&key(name).as_str());
    let is_speech = name.ends_with(" says") || name.ends_with(" says:");
    (name.chars().any(char::is_alphabetic) && name.chars().count() <= 100 && !is_nobody && !is_speech)
        .then(|| name.to_owned())
}

/// `name` without what is said of the paper in it: "Ann Lee, CNN", "Bo Li, The Daily Staff".
fn without_outlet(name: &str, outlet: Option<&str>) -> Vec<String> {
    let Some(outlet) = outlet.filter(|o| !o.is_empty()) else { return vec![name.to_owned()] };
    let parts: Vec<&str> = name.split(", ").collect();
    let is_paper = |part: &str| {
        let part = key(part);
        let post = ["", "staff", "staffwriter", "reporter", "correspondent", "news"];
        post.iter().any(|post| part == format!("{outlet}{post}"))
    };
    if parts.len() > 1 {
        let people: Vec<&str> = parts.iter().copied().filter(|part| !is_paper(part)).collect();
        if !people.is_empty() {
            return vec![people.join(", ")];
        }
    }
    // The same without a comma: the last words are the paper's name and a post.
    let words: Vec<&str> = name.split_whitespace().collect();
    let cut = (2..words.len()).find(|n| is_paper(&words[*n..].join(" ")));
    vec![cut.map_or_else(|| name.to_owned(), |n| words[..n].join(" "))]
}

/// A text that is a byline and says so: "By Ann Lee", "Posted by Ann Lee @ 12:00".
fn byline(text: &str) -> Option<String> {
    static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"^(?:(?:Written|Posted|Reported|Words)\s+by:?|By:?|BY:?|by:?)\s+([\p{Lu}][\p{L}.'’-]+(?:\s+(?:(?:and|&|de|van|von|der|la|al)\s+)?[\p{Lu}][\p{L}.'’-]*){0,5})",
        )
    });
    BYLINE.captures(text.trim()).map(|found| found[1].to_owned())
}

/// Two to four words, each with a capital.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
    };
    (2..=4).contains(&words.len()) && words.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_out_of_bylines() {
        for (text, name) in [
            ("By Ann Lee and Bo Li | March 1", "Ann Lee and Bo Li"),
            ("Ann Lee 8 January 2026, 3:51 pm", "Ann Lee"),
            ("written by: Ann Lee", "Ann Lee"),
            ("Ann Lee - March 3, 2026", "Ann Lee"),
            ("Ann Lee, March 3, 2026", "Ann Lee"),
            ("7 News", "7 News"),
        ] {
            assert_eq!(clean(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!((clean("No Author"), clean("https://a.example/b"), clean("12")), (None, None, None));
    }

    #[test]
    fn the_paper_is_no_author_beside_one() {
        assert_eq!(without_outlet("Ann Lee, CNN", Some("cnn")), ["Ann Lee"]);
        assert_eq!(without_outlet("Ann Lee PhillyVoice Staff", Some("phillyvoice")), ["Ann Lee"]);
        assert_eq!(without_outlet("Ann Lee, Bo Li", Some("cnn")), ["Ann Lee, Bo Li"]);
    }

    #[test]
    fn names_are_told_in_full_and_all_of_them() {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let lists = [list(&["Ann"]), list(&["Bo Li"]), list(&["Ann Lee, Bo Li"]), list(&["Ann Lee"])];
        assert_eq!(in_full(&lists[0], &lists), ["Ann Lee"]);
        assert_eq!(all_of(list(&["Bo Li"]), &lists), ["Ann Lee", "Bo Li"]);
        assert_eq!(all_of(list(&["Cy Moe"]), &lists), ["Cy Moe"]);
        assert!(is_agency("AFP-JIJI") && !is_agency("ap") && !is_agency("Ann Lee"));
    }

    #[test]
    fn a_byline_says_by() {
        assert_eq!(byline("By Ann O’Hara and Bo Li for the paper").as_deref(), Some("Ann O’Hara and Bo Li"));
        assert_eq!(byline("Bypassing the law"), None);
    }
}
