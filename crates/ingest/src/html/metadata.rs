//! What a page says about its article: JSON-LD first, then meta elements, then what readers see, then what its scripts hold.

mod author;
mod embedded;
mod linked;
mod shown;
mod zone;

use super::key;
use super::names::Says;
use super::paywall::Access;
use super::tags::Tag;
use super::tree::{Attr, Tree, squeeze};
use crate::dates;
use crate::draft::Metadata;
use linked::Linked;
use shown::Shown;

/// Metadata of a page. Dates are as the page writes them, but one that cannot be read gives way to one that can.
pub(super) fn of(page: &str, tree: &Tree, said: &[Says]) -> (Metadata, Access) {
    let linked = Linked::of(tree);
    let metas = Metas::of(tree);
    let shown = Shown::of(tree, said);

    let outlet = metas.first(&["og:site_name"]).or_else(|| linked.publisher.clone()).or_else(|| {
        metas
            .first(&["application-name", "publisher", "dc.publisher", "article:publisher"])
            .filter(|s| !is_address(s))
    });
    let title = title(&linked, &metas, &shown, outlet.as_deref());
    let author = author::choose(&linked, &metas, &shown, outlet.as_deref(), || embedded::author(page));
    let url = metas
        .canonical
        .clone()
        .or_else(|| metas.first(&["og:url"]))
        .or_else(|| linked.url.clone())
        .filter(|url| is_address(url));
    let published = published(&linked, &metas, &shown, url.as_deref(), || embedded::published(page));
    let language = tree
        .attr(0, Attr::Lang)
        .map(str::to_owned)
        .or_else(|| metas.first(&["og:locale", "content-language", "language", "dc.language"]))
        .or_else(|| linked.language.clone());
    let access = match linked.is_free {
        Some(true) => Access::Free,
        Some(false) => Access::Subscribers,
        None => Access::Unsaid,
    };
    (Metadata { title, published, outlet, author, url, language, ..Metadata::default() }, access)
}

/// The headline. Where a page writes several, the one that readers see counts, if it is clear which that is.
fn title(linked: &Linked, metas: &Metas, shown: &Shown, outlet: Option<&str>) -> Option<String> {
    let is_site = |title: &str| outlet.is_some_and(|outlet| key(title) == key(outlet));
    let told = [
        linked.headline.clone(),
        metas.first(&["og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title"]),
    ];
    let told: Vec<String> =
        told.into_iter().flatten().map(|t| without_site(&t, outlet)).filter(|t| !is_site(t)).collect();
    // Sites' names and section heads are headings, too: a headline is one of its kind and has some words.
    let mut big: Vec<&String> = shown.headings.iter().filter(|h| !is_site(h)).collect();
    big.dedup();
    let only = (big.len() == 1 && big[0].split_whitespace().count() >= 4).then(|| big[0].clone());
    let in_head = shown.title.as_deref();
    // A kicker may stand in the heading: "Opinion Leaders should talk".
    let only = only.map(|heading| {
        let ends = |t: &&String| t.split_whitespace().count() >= 4 && key(&heading).ends_with(&key(t));
        told.iter().find(ends).cloned().unwrap_or(heading)
    });
    only.or_else(|| heading_of(in_head.or(told.first().map(String::as_str))?, shown))
        .or_else(|| told.first().cloned())
        .or_else(|| in_head.map(|title| without_site(title, outlet)))
        .or_else(|| big.first().map(|h| (*h).clone()))
}

/// The part of a page's title that stands on the page as a heading: "The Daily | Leaders talk" over "Leaders talk".
fn heading_of(title: &str, shown: &Shown) -> Option<String> {
    let parts =
        SEPARATORS.iter().flat_map(|s| title.split(s)).map(str::trim).filter(|part| *part != title.trim());
    let headings = || shown.headings.iter().chain(&shown.subheads).map(|h| key(h));
    let found = parts.filter(|part| !part.is_empty() && headings().any(|h| h == key(part)));
    found.max_by_key(|part| part.len()).map(str::to_owned)
}

/// What stands between a headline and a site's name.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", " · "];

/// When the article came out.
fn published(
    linked: &Linked,
    metas: &Metas,
    shown: &Shown,
    url: Option<&str>,
    embedded: impl FnOnce() -> Option<String>,
) -> Option<String> {
    let mut dates: Vec<Option<String>> = vec![
        linked.published.clone(),
        metas.first(&[
            "article:published_time",
            "og:published_time",
            "og:article:published_time",
            "datepublished",
            "publish_date",
            "publishdate",
            "publish-date",
            "pubdate",
            "publication_date",
            "date",
            "dc.date.issued",
            "dcterms.date",
            "dcterms.created",
            "dc.date",
            "dc.date.created",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "cxenseparse:recs:publishtime",
            "article.published",
            "article.created",
            "published-date",
            "created",
            "originalpublicationdate",
            "rnews:datepublished",
        ]),
        shown.published.clone(),
    ];
    let told = dates.len();
    // The address has the day of publication, and no other article's: what the page shows may add the time to it.
    if let Some(day) = url.and_then(date_in_path) {
        let shown = shown.times.iter().chain(&shown.dates).chain(&shown.top);
        dates.extend(shown.filter(|date| is_near(date, &day)).cloned().map(Some));
        dates.push(Some(day));
    }
    dates.extend(shown.times.iter().cloned().map(Some));
    dates.extend(shown.dates.iter().cloned().map(Some));
    dates.push(metas.first(&["article:modified_time", "og:updated_time", "last-modified"]));
    dates.push(linked.modified.clone());
    dates.extend(shown.top.iter().cloned().map(Some));
    let readable = dates.iter().flatten().find(|date| dates::normalise(date).is_some());
    let clocks =
        || [&shown.dates, &shown.times, &shown.bylines, &shown.top].into_iter().flatten().map(String::as_str);
    let readable = readable.map(|date| zone::with_clock(date.clone(), &clocks().collect::<Vec<_>>()));
    readable.or_else(embedded).or_else(|| dates[..told].iter().flatten().next().cloned())
}

/// True for a date within a day of another: the zone may make that much of a difference.
fn is_near(date: &str, day: &str) -> bool {
    let minutes = |raw: &str| dates::minutes(&dates::normalise(raw)?).map(|(first, _)| first);
    minutes(date).zip(minutes(day)).is_some_and(|(one, other)| (one - other).abs() < 2 * 24 * 60)
}

/// The page's meta elements, by name in lower case.
pub(super) struct Metas {
    named: Vec<(String, String)>,
    canonical: Option<String>,
}

impl Metas {
    fn of(tree: &Tree) -> Self {
        let mut found = Self { named: Vec::new(), canonical: None };
        for id in 0..tree.nodes.len() {
            match tree.nodes[id].tag {
                Tag::Meta => {
                    let names = [Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv];
                    let name = names.iter().find_map(|name| tree.attr(id, *name));
                    let content = tree.attr(id, Attr::Content).map(squeeze).filter(|c| !c.is_empty());
                    if let (Some(name), Some(content)) = (name, content) {
                        found.named.push((name.trim().to_lowercase(), content));
                    }
                }
                Tag::Link if found.canonical.is_none() => {
                    let rel = tree.attr(id, Attr::Rel).unwrap_or_default();
                    if rel.eq_ignore_ascii_case("canonical") {
                        found.canonical = tree.attr(id, Attr::Href).map(|href| href.trim().to_owned());
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The first of `names`, in their order, that the page gives.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// Every content under one name.
    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.named.iter().filter(move |(n, _)| n == name).map(|(_, content)| content.as_str())
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")
}

/// "Leaders talk | The Daily" without the site's name, which is what stands behind the last bar or dash when it is
/// the outlet.
fn without_site(title: &str, outlet: Option<&str>) -> String {
    let title = title.trim();
    for separator in SEPARATORS {
        let ends = [
            title.rsplit_once(separator),
            title.split_once(separator).map(|(site, headline)| (headline, site)),
        ];
        for (headline, site) in ends.into_iter().flatten() {
            let is_site = outlet.is_some_and(|outlet| {
                let (site, outlet) = (key(site), key(outlet));
                site.contains(&outlet) || outlet.contains(&site)
            });
            if is_site && !headline.trim().is_empty() {
                return headline.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// `2026/03/01` in an address.
fn date_in_path(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split('/').collect();
    let is_date = |w: &&[&str]| {
        w.iter()
            .zip([4, 2, 2])
            .all(|(part, n)| part.len() <= n && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
            && w[0].len() == 4
    };
    parts.windows(3).find(is_date).map(|w| w.join("-"))
}
