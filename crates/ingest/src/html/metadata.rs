//! What a page says about its article: JSON-LD first, then meta elements, then what readers see.

use crate::dates;
use crate::draft::Metadata;
use crate::record::words;
use dom_query::Document;
use serde_json::{Map, Value};

/// Metadata of a page. Dates are as the page writes them, but one that cannot be read gives way to one that can.
pub(super) fn of(document: &Document) -> Metadata {
    let linked = linked_data(document);
    let metas = Metas::of(document);
    let linked = |names: &[&str]| {
        let data = linked.as_ref()?;
        names.iter().find_map(|name| words(data.get(*name)?)).map(|text| decoded(&text))
    };
    let shown = |selector: &str| text_of(document, selector);

    let outlet = metas.first(&["og:site_name"]).or_else(|| linked(&["publisher"])).or_else(|| {
        metas
            .first(&["application-name", "publisher", "dc.publisher", "article:publisher"])
            .filter(|s| !is_address(s))
    });
    let title = linked(&["headline"])
        .or_else(|| {
            metas.first(&["og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title"])
        })
        .or_else(|| shown("h1"))
        .or_else(|| shown("title"))
        .map(|title| without_site(&title, outlet.as_deref()));
    let author = linked(&["author", "creator"])
        .or_else(|| {
            metas.first(&[
                "author",
                "article:author",
                "byl",
                "parsely-author",
                "sailthru.author",
                "dc.creator",
            ])
        })
        .filter(|author| !is_address(author))
        .or_else(|| shown("[itemprop=author] [itemprop=name], [itemprop=author], [rel=author]"))
        .or_else(|| shown(".byline, .article-byline, .author-name, .entry-author, .author"))
        .and_then(|author| name_in_byline(&author));
    let url = attribute(document, "link[rel=canonical]", "href")
        .or_else(|| metas.first(&["og:url"]))
        .or_else(|| linked(&["url", "mainEntityOfPage"]))
        .filter(|url| is_address(url));
    let dates = [
        linked(&["datePublished", "dateCreated"]),
        metas.first(&[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "publish_date",
            "publishdate",
            "pubdate",
            "publication_date",
            "date",
            "dc.date.issued",
            "dcterms.date",
            "dc.date",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "cxenseparse:recs:publishtime",
            "article.published",
            "published-date",
            "last-modified",
        ]),
        attribute(document, "[itemprop=datePublished]", "datetime"),
        attribute(document, "[itemprop=datePublished]", "content"),
        attribute(document, "article time[datetime], time[pubdate][datetime]", "datetime"),
        attribute(document, "time[datetime]", "datetime"),
        shown("time, .published, .entry-date, .post-date, .article-date, .date, .dateline, .timestamp"),
        url.as_deref().and_then(date_in_path),
    ];
    let readable = dates.iter().flatten().find(|date| dates::normalise(date).is_some());
    let published = readable.or(dates[..4].iter().flatten().next()).cloned();
    let language = attribute(document, "html", "lang")
        .or_else(|| metas.first(&["og:locale", "content-language", "language", "dc.language"]))
        .or_else(|| linked(&["inLanguage"]));
    Metadata { id: None, title, published, outlet, author, url, language }
}

/// The JSON-LD object that describes the article: the first of an article type, wherever it is nested.
fn linked_data(document: &Document) -> Option<Map<String, Value>> {
    let scripts = document.select("script[type='application/ld+json']");
    let parsed = scripts.nodes().iter().filter_map(|script| {
        let text = script.text();
        // Line ends inside strings are an error that many pages make.
        serde_json::from_str::<Value>(&text.replace(['\n', '\r', '\t'], " ")).ok()
    });
    let mut pending: Vec<Value> = parsed.collect();
    pending.reverse();
    let mut page = None;
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.into_iter().rev()),
            Value::Object(mut fields) => {
                let types = fields.get("@type").map(ToString::to_string).unwrap_or_default();
                if ["Article", "BlogPosting", "Report"].iter().any(|t| types.contains(t)) {
                    return Some(fields);
                }
                let nested = ["mainEntity", "@graph"].into_iter().filter_map(|name| fields.remove(name));
                pending.extend(nested);
                if page.is_none() && types.contains("WebPage") {
                    page = Some(fields);
                }
            }
            _ => {}
        }
    }
    page.map(|mut fields| {
        // A page's publisher and author are the site's, its dates the article's.
        fields.retain(|name, _| ["datePublished", "inLanguage", "headline"].contains(&name.as_str()));
        fields
    })
}

/// The page's meta elements, by name in lower case.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(document: &Document) -> Self {
        let found = document.select("meta[content]");
        let metas = found.nodes().iter().filter_map(|meta| {
            let names = ["property", "name", "itemprop", "http-equiv"];
            let name = names.iter().find_map(|name| meta.attr(name))?.trim().to_lowercase();
            let content = meta.attr("content")?.trim().to_owned();
            (!content.is_empty()).then_some((name, content))
        });
        Self(metas.collect())
    }

    /// The first of `names`, in their order, that the page gives.
    fn first(&self, names: &[&str]) -> Option<String> {
        let find = |name: &&str| self.0.iter().find(|(n, _)| n == name).map(|(_, content)| content.clone());
        names.iter().find_map(find)
    }
}

/// Visible text of the first match that has any, if it is short enough to be a field and not a passage.
fn text_of(document: &Document, selector: &str) -> Option<String> {
    let found = document.select(selector);
    let texts = found.nodes().iter().map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
    texts.filter(|text| !text.is_empty()).find(|text| text.chars().count() <= 200)
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let found = document.select_single(selector).attr(name)?;
    Some(found.trim().to_owned()).filter(|value| !value.is_empty())
}

/// JSON-LD is no markup, yet many pages escape it as if it were.
fn decoded(text: &str) -> String {
    if text.contains('&') { Document::fragment(text).text().trim().to_owned() } else { text.to_owned() }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// "Leaders talk | The Daily" without the site's name, which is what stands behind the last bar or dash when it is
/// the outlet.
fn without_site(title: &str, outlet: Option<&str>) -> String {
    let title = title.trim();
    for separator in [" | ", " - ", " – ", " — ", " :: ", " « ", " » "] {
        if let Some((headline, site)) = title.rsplit_once(separator) {
            let is_site = outlet.is_some_and(|outlet| {
                super::key(site).contains(&super::key(outlet))
                    || super::key(outlet).contains(&super::key(site))
            });
            if is_site && !headline.trim().is_empty() {
                return headline.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// The names of a byline: "By Ann Lee and Bo Li | March 1" gives "Ann Lee and Bo Li".
fn name_in_byline(byline: &str) -> Option<String> {
    let name = byline.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = ["Written by ", "Posted by ", "by: ", "By: ", "By ", "BY ", "by "]
        .iter()
        .find_map(|by| name.strip_prefix(by))
        .unwrap_or(name);
    let name = name.split(['|', '•', '·', '\n']).next()?.trim().trim_end_matches(',');
    (!name.is_empty() && name.chars().count() <= 100).then(|| name.to_owned())
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
