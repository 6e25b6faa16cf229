//! JSON-LD: what a page says about its article to search engines.

use super::super::tags::Tag;
use super::super::tree::{Attr, Tree};
use crate::record::words;
use serde_json::{Map, Value};

/// The article of a page's linked data.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    /// Authors that are said to be organizations.
    pub(super) organizations: Vec<String>,
    /// The only person that the data names, who wrote nothing that it says.
    pub(super) person: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// What the page says of `isAccessibleForFree`.
    pub(super) is_free: Option<bool>,
}

impl Linked {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut roots = Vec::new();
        for id in 0..tree.nodes.len() {
            let is_data = tree.nodes[id].tag == Tag::Script
                && tree
                    .attr(id, Attr::Type)
                    .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
            if !is_data {
                continue;
            }
            let text: String =
                tree.inside(id).filter(|i| tree.nodes[*i].tag == Tag::Text).map(|i| tree.text(i)).collect();
            roots.extend(parse(&text));
        }
        let objects = objects(&roots);
        let of_type = |wanted: fn(&str) -> bool| objects.iter().copied().find(|object| is_of(object, wanted));
        let mut found = of_type(is_article).map(|fields| Self::read(fields, &objects)).unwrap_or_default();
        let mut people = objects
            .iter()
            .filter(|object| is_of(object, |t| t == "Person"))
            .filter_map(|o| words(o.get("name")?));
        found.person = people.next().filter(|_| people.next().is_none());
        if let Some(page) = of_type(|t| t.contains("WebPage")) {
            // A page's publisher and author are the site's, its dates the article's.
            let page = Self::read(page, &objects);
            found.published = found.published.or(page.published);
            found.modified = found.modified.or(page.modified);
            found.language = found.language.or(page.language);
            if found.authors.is_empty() {
                found.authors = page.authors;
            }
        }
        found
    }

    fn read(fields: &Map<String, Value>, objects: &[&Map<String, Value>]) -> Self {
        let word = |names: &[&str]| {
            names.iter().find_map(|name| words(fields.get(*name)?)).map(|text| decoded(&text))
        };
        let (mut authors, mut organizations) = (Vec::new(), Vec::new());
        for name in ["author", "creator"] {
            if let Some(value) = fields.get(name).filter(|_| authors.is_empty()) {
                names(value, objects, &mut authors, &mut organizations);
            }
        }
        let url = |value: &Value| match value {
            Value::String(url) => Some(url.clone()),
            Value::Object(page) => page.get("@id").and_then(Value::as_str).map(str::to_owned),
            _ => None,
        };
        Self {
            headline: word(&["headline", "name"]),
            published: word(&["datePublished", "dateCreated"]),
            modified: word(&["dateModified"]),
            authors,
            organizations,
            person: None,
            publisher: word(&["publisher"]),
            url: ["url", "mainEntityOfPage"].iter().find_map(|name| url(fields.get(*name)?)),
            language: word(&["inLanguage"]),
            is_free: fields.get("isAccessibleForFree").and_then(|v| match v {
                Value::Bool(free) => Some(*free),
                Value::String(s) => s.to_ascii_lowercase().parse().ok(),
                _ => None,
            }),
        }
    }
}

/// The values of a script. Line ends inside strings are an error that many pages make, as is markup around it all.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<![CDATA[").trim_start_matches("//<![CDATA[");
    let text = text.trim_end_matches("]]>").trim_end_matches("//").trim_end_matches(';').trim();
    let clean;
    let text = if text.contains(['\n', '\r', '\t']) {
        clean = text.replace(['\n', '\r', '\t'], " ");
        &clean
    } else {
        text
    };
    serde_json::from_str(text).ok()
}

/// Every object of the data, outer ones first, in the order in which they stand.
fn objects(roots: &[Value]) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut pending: Vec<&Value> = roots.iter().rev().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.iter().rev()),
            Value::Object(fields) => {
                found.push(fields);
                let nested = ["@graph", "mainEntity", "mainEntityOfPage", "author", "publisher"];
                pending.extend(nested.iter().rev().filter_map(|name| fields.get(*name)));
            }
            _ => {}
        }
    }
    found
}

fn is_of(object: &Map<String, Value>, wanted: fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(name)) => wanted(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

fn is_article(name: &str) -> bool {
    ["Article", "BlogPosting", "LiveBlog", "Report", "Recipe", "Review", "Posting"]
        .iter()
        .any(|t| name.contains(t))
}

/// The names of an author field: text, objects, lists of those, or pointers to objects elsewhere.
fn names(
    value: &Value,
    objects: &[&Map<String, Value>],
    people: &mut Vec<String>,
    organizations: &mut Vec<String>,
) {
    match value {
        Value::String(name) => people.push(decoded(name.trim())),
        Value::Array(items) => items.iter().for_each(|item| names(item, objects, people, organizations)),
        Value::Object(fields) => {
            let pointed = || {
                let id = fields.get("@id")?;
                objects.iter().copied().find(|o| o.get("@id") == Some(id) && o.contains_key("name"))
            };
            let object = if fields.contains_key("name") { Some(fields) } else { pointed() };
            let Some(object) = object else { return };
            let Some(name) = object.get("name").and_then(words) else { return };
            let into = if is_of(object, |t| t.contains("Organization")) { organizations } else { people };
            into.push(decoded(&name));
        }
        _ => {}
    }
}

/// JSON-LD is no markup, yet many pages escape it as if it were.
fn decoded(text: &str) -> String {
    if text.contains('&') { Tree::of(text).words(0) } else { text.to_owned() }
}
