//! One JSON object: a line of JSON Lines, or a part of a document.

use crate::columns::{self, Columns, field};
use crate::dates;
use crate::draft::Metadata;
use crate::error::InputError;
use crate::json::json_reason;
use serde_json::Value;

/// Metadata and text of the object in `line`. A field goes by the name it is mapped to, else by the first usual name
/// that is there and not null; other fields are passed over.
pub(crate) fn read(line: &str, columns: &Columns) -> Result<(Metadata, String), InputError> {
    let fields = match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => return Err(InputError::NotAnObject(kind(&other))),
        Err(e) => {
            return Err(InputError::Json { column: e.column(), reason: json_reason(&e) });
        }
    };
    let Some((name, value)) = field(&fields, columns.text.as_deref(), columns::TEXT) else {
        let expected = columns.text.as_ref().map(|mapped| format!("`{mapped}`"));
        return Err(InputError::NoTextField(
            expected.unwrap_or_else(|| "`text`, `body` or `content`".into()),
        ));
    };
    let Value::String(text) = value else {
        return Err(InputError::FieldType { field: name.to_owned(), found: kind(value) });
    };
    let word =
        |mapped: &Option<String>, usual| field(&fields, mapped.as_deref(), usual).and_then(|(_, v)| words(v));
    let published =
        field(&fields, columns.published.as_deref(), columns::PUBLISHED).and_then(|(_, v)| match v {
            Value::Number(n) => Some(n.as_i64().and_then(dates::of_epoch).unwrap_or_else(|| n.to_string())),
            other => words(other),
        });
    let metadata = Metadata {
        id: word(&columns.id, columns::ID),
        title: word(&columns.title, columns::TITLE),
        published,
        outlet: word(&columns.outlet, columns::OUTLET),
        author: word(&columns.author, columns::AUTHOR),
        url: word(&columns.url, columns::URL),
        language: word(&columns.language, columns::LANGUAGE),
        ..Metadata::default()
    };
    Ok((metadata, text.clone()))
}

/// Whether an object is one of this program's own records that is no article, as `ingest -o` and `analyze --format jsonl` write
/// them: what is written may be read again.
pub(crate) fn is_no_article(object: &[u8]) -> bool {
    // The kind, and a field that it has and that another program's record of that name would hardly have.
    const OURS: [(&str, &str); 7] = [
        ("run", r#""schema":"standpoint/"#),
        ("actor", r#""article":"#),
        ("statement", r#""article":"#),
        ("judgement", r#""article":"#),
        ("position", r#""article":"#),
        ("warning", r#""input":"#),
        ("end", r#""articles":"#),
    ];
    let Some(rest) = object.trim_ascii_start().strip_prefix(br#"{"type":""#) else { return false };
    OURS.iter().any(|(kind, field)| {
        let named = rest.strip_prefix(kind.as_bytes()).is_some_and(|rest| rest.starts_with(b"\""));
        named && memchr::memmem::find(rest, field.as_bytes()).is_some()
    })
}

/// A value as words: a string, a number, an object's `name`, or a list of those.
pub(crate) fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(s) => s.trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Object(fields) => words(fields.get("name")?)?,
        Value::Array(items) => items.iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_go_by_several_names() {
        let line = r#"{"text": null, "body": " B ", "headline": "H", "date": 1772352000, "publisher": {"name": "P"},
                       "byline": ["A", {"name": "C"}], "id": 7, "language": "en", "more": [1]}"#;
        let (metadata, text) = read(line, &Columns::default()).unwrap();
        assert_eq!(text, " B ");
        assert_eq!(
            metadata,
            Metadata {
                id: Some("7".into()),
                title: Some("H".into()),
                published: Some("2026-03-01T08:00:00Z".into()),
                outlet: Some("P".into()),
                author: Some("A, C".into()),
                language: Some("en".into()),
                ..Metadata::default()
            }
        );
    }

    #[test]
    fn what_this_program_wrote_beside_articles_is_passed_over() {
        assert!(is_no_article(br#"{"type":"run","schema":"standpoint/1"}"#));
        assert!(is_no_article(br#" {"type":"end","articles":3}"#));
        assert!(!is_no_article(br#"{"type":"article","text":"A toll."}"#));
        assert!(is_no_article(br#"{"type":"statement","article":"a","id":"s1"}"#));
        assert!(!is_no_article(br#"{"type":"statement","text":"A toll."}"#));
        assert!(!is_no_article(br#"{"type":"runner","text":"A toll."}"#));
        assert!(!is_no_article(br#"{"text":"{\"type\":\"run\"}"}"#));
    }

    #[test]
    fn a_mapping_beats_the_usual_names() {
        let columns = Columns { text: Some("a.b".into()), title: Some("kop".into()), ..Columns::default() };
        let (metadata, text) =
            read(r#"{"text": "x", "a": {"b": "y"}, "kop": "K", "title": "T"}"#, &columns).unwrap();
        assert_eq!((text.as_str(), metadata.title.as_deref()), ("y", Some("K")));
        let error = read(r#"{"text": "x"}"#, &columns).unwrap_err().to_string();
        assert!(error.starts_with("no text: expected a field `a.b`"), "{error}");
    }

    #[test]
    fn a_broken_line_says_where_and_why() {
        let error = |line: &str| read(line, &Columns::default()).unwrap_err().to_string();
        assert!(error(r#"{"text": "a" "id": 1}"#).starts_with("column 14: expected `,` or `}`"));
        assert!(error("[1]").contains("a list"));
        assert!(error(r#"{"title": "a"}"#).contains("`text`, `body` or `content`"));
        assert_eq!(error(r#"{"body": 3}"#), "field `body` is a number, expected a string");
    }
}
