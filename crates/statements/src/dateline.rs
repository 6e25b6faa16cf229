//! Where an article was written, by which agency and on which day, as its first line says.

use regex::Regex;
use standpoint_article::{Span, Text};
use std::sync::LazyLock;

/// A dateline: "GENEVA (Reuters) -", "WASHINGTON, March 3 (AP) —". It stays part of the text; these are places in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, dash included.
    pub span: Span,
    /// The place: a city, with its country or state when that stands beside it.
    pub place: Span,
    /// The agency.
    pub agency: Option<Span>,
    /// The day, as it is written.
    pub date: Option<Span>,
}

/// The dateline at the start of a text, if there is one. A place in capitals and a dash make one when a sentence begins behind
/// the dash; a place in small letters, or a name that is an organization's ("NATO - The alliance .."), needs an agency or a
/// date beside it.
pub fn dateline(text: &Text) -> Option<Dateline> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^
            (?P<place>
                \p{Lu}[\p{L}.'’-]*(?:\ (?:\p{Lu}[\p{L}.'’-]*|de|del|la|al|el|of|the|and|DE|AND)){0,4}
                (?:,\ (?:\p{Lu}[\p{L}.'’-]*)(?:\ (?:\p{Lu}[\p{L}.'’-]*|of|the)){0,3}){0,2}?
            )
            (?:,?\ (?P<date>(?:(?:Mon|Tues?|Wed|Wednes|Thurs?|Fri|Satur|Sun)(?:day|\.),?\ )?
                (?:(?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\ \d{1,2}|\d{1,2}\ (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)
                (?:,?\ \d{4})?))?
            (?:,?\ (?:\(|\[)(?P<agency>\p{Lu}[\p{L}.&/\ -]{0,30}[\p{L}.])(?:\)|\])|,\ (?P<bare>AP|AFP|UPI|IANS|PTI|ANI|VOA|Reuters|Xinhua))?
            \ ?(?P<dash>\ (?:--?|[–—―])|[–—―]|--)\ ?",
        )
        .expect("the pattern is a constant, and the tests compile it")
    });
    let first = *text.paragraphs().first()?;
    let found = DATELINE.captures(text.slice(first))?;
    let span = |name: &str| found.name(name).map(|m| Span::new(m.start(), m.end()).shift(first.start()));
    let place = span("place")?;
    let (agency, date) = (span("agency").or_else(|| span("bare")), span("date"));
    let city = text.slice(place).split(',').next().unwrap_or_default();
    let letters = || city.chars().filter(|c| c.is_alphabetic());
    let in_capitals =
        letters().count() >= 3 && letters().all(char::is_uppercase) && !NO_PLACES.contains(&city);
    let whole = span("dash").map(|dash| Span::new(first.start(), dash.end()))?;
    let behind = text.slice(Span::new(whole.end(), first.end())).trim_start();
    let begins =
        behind.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase());
    ((in_capitals && begins) || agency.is_some() || date.is_some()).then_some(Dateline {
        span: whole,
        place,
        agency,
        date,
    })
}

/// Words in capitals that news begins with and that no correspondent writes from.
const NO_PLACES: &[&str] = &[
    "NATO",
    "OPEC",
    "UNESCO",
    "UNICEF",
    "UNHCR",
    "UNRWA",
    "ASEAN",
    "ECOWAS",
    "BRICS",
    "MERCOSUR",
    "OSCE",
    "OECD",
    "IAEA",
    "FIFA",
    "UEFA",
    "NASA",
    "FEMA",
    "NOAA",
    "WHO",
    "WTO",
    "IMF",
    "FBI",
    "CIA",
    "NSA",
    "IRS",
    "FDA",
    "CDC",
    "EPA",
    "ICE",
    "DHS",
    "DEA",
    "NRA",
    "NAACP",
    "ACLU",
    "AIPAC",
    "PETA",
    "HAMAS",
    "ISIS",
    "ISIL",
    "PKK",
    "SPD",
    "CDU",
    "CSU",
    "FDP",
    "ANC",
    "BJP",
    "AKP",
    "SNP",
    "DUP",
    "IRA",
    "IDF",
    "BBC",
    "CNN",
    "NBC",
    "CBS",
    "ABC",
    "NPR",
    "NHS",
    "IBM",
    "UPDATE",
    "BREAKING",
    "EXCLUSIVE",
    "ANALYSIS",
    "OPINION",
    "EXPLAINER",
    "WATCH",
    "VIDEO",
    "LIVE",
    "CORRECTION",
    "EDITORIAL",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        let text = Text::new(text);
        let found = dateline(&text)?;
        let words = |span: Span| text.slice(span).to_owned();
        assert!(found.span.contains(found.place));
        Some((words(found.place), found.agency.map(words), found.date.map(words)))
    }

    #[test]
    fn agencies_write_them_in_many_ways() {
        let some = |s: &str| Some(s.to_owned());
        for (text, place, agency, date) in [
            ("GENEVA (Reuters) - Talks resumed.", "GENEVA", some("Reuters"), None),
            ("WASHINGTON, March 3 (AP) — The Senate voted.", "WASHINGTON", some("AP"), some("March 3")),
            ("NEW DELHI, India (AFP) – Rain fell.", "NEW DELHI, India", some("AFP"), None),
            ("KYIV — “Never,” she said.", "KYIV", None, None),
            ("KYIV — 40 drones fell.", "KYIV", None, None),
            ("NATO (AP) — Leaders met.", "NATO", some("AP"), None),
            ("KOBE – A total of 6,000 masks were stolen.", "KOBE", None, None),
            ("ST. PAUL, Minn. (AP) -- The council met.", "ST. PAUL, Minn.", some("AP"), None),
            ("Geneva, 4 May 2026 (Xinhua) -- Talks resumed.", "Geneva", some("Xinhua"), some("4 May 2026")),
            ("PORT-AU-PRINCE, Haiti — Gangs agreed.", "PORT-AU-PRINCE, Haiti", None, None),
        ] {
            assert_eq!(of(text), Some((place.to_owned(), agency, date)), "{text}");
        }
    }

    #[test]
    fn prose_has_none() {
        for text in [
            "The minister - a former judge - said no.",
            "Talks resumed in Geneva (Switzerland) - slowly.",
            "NATO said on Monday it would stay.",
            "NATO - the alliance - said on Monday it would stay.",
            "NATO - The alliance said on Monday it would stay.",
            "TURKEY - a member since 1952 - objected.",
            "BREAKING — Leaders met.",
            "TURKEY –",
            "Leaders met.",
            "",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn spans_slice_what_they_name() {
        let text = Text::new("\n GENEVA (Reuters) - Talks resumed.");
        let found = dateline(&text).unwrap();
        assert_eq!(text.slice(found.span), "GENEVA (Reuters) -");
    }
}
