//! Which column or field of a table is what: named by the user, or guessed from its name.

use serde_json::{Map, Value};
use std::str::FromStr;

/// Names of columns or fields. What is `None` goes by the usual names.
///
/// Parses from `text=body,title=headline,published=date`; a dot looks into an object: `text=content.body`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The article's words.
    pub text: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The newspaper, agency or site.
    pub outlet: Option<String>,
    /// The byline.
    pub author: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// A name that is unique in the table.
    pub id: Option<String>,
    /// The language.
    pub language: Option<String>,
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` maps no column\nhint: --map text=body,title=headline; fields are text, title, published, outlet, author, url, id, language"
)]
pub struct UnknownColumn(pub String);

impl FromStr for Columns {
    type Err = UnknownColumn;

    fn from_str(map: &str) -> Result<Self, UnknownColumn> {
        let mut columns = Self::default();
        for pair in map.split(',') {
            let unknown = || UnknownColumn(pair.trim().to_owned());
            let (field, column) = pair.split_once('=').ok_or_else(unknown)?;
            let slot = columns.slot(field.trim()).ok_or_else(unknown)?;
            if column.trim().is_empty() {
                return Err(unknown());
            }
            *slot = Some(column.trim().to_owned());
        }
        Ok(columns)
    }
}

impl Columns {
    fn slot(&mut self, field: &str) -> Option<&mut Option<String>> {
        Some(match field {
            "text" => &mut self.text,
            "title" => &mut self.title,
            "published" => &mut self.published,
            "outlet" => &mut self.outlet,
            "author" => &mut self.author,
            "url" => &mut self.url,
            "id" => &mut self.id,
            "language" => &mut self.language,
            _ => return None,
        })
    }

    /// Each field, its mapped name, and the names it goes by otherwise.
    fn fields(&self) -> [(&'static str, Option<&str>, &'static [&'static str]); 8] {
        [
            ("text", self.text.as_deref(), TEXT),
            ("title", self.title.as_deref(), TITLE),
            ("published", self.published.as_deref(), PUBLISHED),
            ("outlet", self.outlet.as_deref(), OUTLET),
            ("author", self.author.as_deref(), AUTHOR),
            ("url", self.url.as_deref(), URL),
            ("id", self.id.as_deref(), ID),
            ("language", self.language.as_deref(), LANGUAGE),
        ]
    }
}

pub(crate) const TEXT: &[&str] = &[
    "text",
    "body",
    "content",
    "full_text",
    "fulltext",
    "article_text",
    "article_body",
    "articlebody",
    "main_text",
    "maintext",
    "plain_text",
    "article",
    "story",
    "transcript",
];
pub(crate) const TITLE: &[&str] = &["title", "headline", "heading", "article_title"];
pub(crate) const PUBLISHED: &[&str] = &[
    "published",
    "date",
    "published_at",
    "publishedat",
    "publication_date",
    "publish_date",
    "date_published",
    "date_publish",
    "datepublished",
    "pub_date",
    "pubdate",
    "datetime",
    "timestamp",
    "created_at",
];
pub(crate) const OUTLET: &[&str] = &[
    "outlet",
    "source",
    "publisher",
    "publication",
    "newspaper",
    "source_name",
    "sitename",
    "site_name",
    "site",
    "media",
    "source_domain",
    "domain",
];
pub(crate) const AUTHOR: &[&str] = &["author", "byline", "authors", "by", "creator", "writer"];
pub(crate) const URL: &[&str] = &["url", "link", "article_url", "web_url", "permalink"];
pub(crate) const ID: &[&str] = &["id", "article_id", "doc_id", "guid", "uuid"];
pub(crate) const LANGUAGE: &[&str] = &["language", "lang"];

/// The value of a field: of the mapped name, else of the first usual name that is there and not null.
pub(crate) fn field<'a>(
    fields: &'a Map<String, Value>,
    mapped: Option<&'a str>,
    usual: &'static [&'static str],
) -> Option<(&'a str, &'a Value)> {
    if let Some(name) = mapped {
        let value = fields.get(name).or_else(|| {
            let mut parts = name.split('.');
            let first = fields.get(parts.next()?)?;
            parts.try_fold(first, |value, part| value.get(part))
        });
        return value.filter(|v| !v.is_null()).map(|v| (name, v));
    }
    let mut present = usual.iter().filter_map(|name| fields.get(*name).map(|value| (*name, value)));
    present.find(|(_, value)| !value.is_null()).or_else(|| {
        let written = |name: &&str| fields.iter().find(|(key, value)| same(key, name) && !value.is_null());
        usual.iter().find_map(written).map(|(key, value)| (key.as_str(), value))
    })
}

/// Where each field stands in a table with a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Positions {
    pub(crate) text: usize,
    pub(crate) title: Option<usize>,
    pub(crate) published: Option<usize>,
    pub(crate) outlet: Option<usize>,
    pub(crate) author: Option<usize>,
    pub(crate) url: Option<usize>,
    pub(crate) id: Option<usize>,
    pub(crate) language: Option<usize>,
}

/// The positions of `header`'s columns, and a sentence on what was guessed, if anything was. An error names the mapped
/// column that is missing, or `text` when nothing looks like one.
pub(crate) fn positions(columns: &Columns, header: &[String]) -> Result<(Positions, Option<String>), String> {
    let mut found = Positions { text: usize::MAX, ..Positions::default() };
    let mut guessed = Vec::new();
    for (field, mapped, usual) in columns.fields() {
        let at = match mapped {
            Some(name) => Some(header.iter().position(|h| h == name || same(h, name)).ok_or(name)?),
            None => usual.iter().find_map(|name| header.iter().position(|h| same(h, name))),
        };
        if let (Some(at), None) = (at, mapped) {
            guessed.push(format!("{field}=`{}`", header[at]));
        }
        match field {
            "text" => found.text = at.ok_or("text")?,
            "title" => found.title = at,
            "published" => found.published = at,
            "outlet" => found.outlet = at,
            "author" => found.author = at,
            "url" => found.url = at,
            "id" => found.id = at,
            _ => found.language = at,
        }
    }
    let told = (!guessed.is_empty()).then(|| format!("columns by their names: {}", guessed.join(", ")));
    Ok((found, told))
}

/// True for two writings of one name: `Article Text` and `article-text` are `article_text`.
fn same(written: &str, name: &str) -> bool {
    let plain = |b: u8| if matches!(b, b' ' | b'-' | b'.') { b'_' } else { b.to_ascii_lowercase() };
    written.trim().bytes().map(plain).eq(name.trim().bytes().map(plain))
}

/// True when a header names a text and another column known here: no prose begins like that.
pub(crate) fn is_header(header: &[String]) -> bool {
    let known = |names: &[&str]| header.iter().any(|h| names.iter().any(|name| same(h, name)));
    known(TEXT) && [TITLE, PUBLISHED, OUTLET, AUTHOR, URL, ID, LANGUAGE].into_iter().any(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_fields_that_exist() {
        let columns: Columns = "text=body, published=Date of issue".parse().unwrap();
        assert_eq!(columns.text.as_deref(), Some("body"));
        assert_eq!(columns.published.as_deref(), Some("Date of issue"));
        for bad in ["txt=body", "text", "text=", ""] {
            assert!(bad.parse::<Columns>().is_err(), "{bad}");
        }
    }

    #[test]
    fn columns_are_found_by_name_and_what_was_guessed_is_said() {
        let header = ["Headline", "Article Text", "Pub-Date", "n"].map(String::from);
        let (found, told) = positions(&Columns::default(), &header).unwrap();
        assert_eq!((found.text, found.title, found.published), (1, Some(0), Some(2)));
        assert_eq!(
            told.unwrap(),
            "columns by their names: text=`Article Text`, title=`Headline`, published=`Pub-Date`"
        );
        let mapped = Columns { text: Some("n".into()), ..Columns::default() };
        assert_eq!(positions(&mapped, &header).unwrap().0.text, 3);
        let missing = Columns { title: Some("gone".into()), ..Columns::default() };
        assert_eq!(positions(&missing, &header), Err("gone".into()));
    }

    #[test]
    fn a_dot_looks_into_an_object() {
        let Value::Object(fields) =
            serde_json::json!({"a": {"b": "x"}, "c.d": "y", "body": null, "text": "t"})
        else {
            unreachable!()
        };
        assert_eq!(field(&fields, Some("a.b"), TEXT).unwrap().1, "x");
        assert_eq!(field(&fields, Some("c.d"), TEXT).unwrap().1, "y");
        assert_eq!(field(&fields, None, &["body", "text"]).unwrap().1, "t");
    }
}
