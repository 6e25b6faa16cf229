//! One line of JSON Lines.

use crate::dates;
use crate::draft::Metadata;
use crate::error::InputError;
use serde_json::{Map, Value};

/// Metadata and text of the object in `line`. Of several names for one field the first that is there and not null
/// counts; other fields are passed over.
pub(crate) fn read(line: &str) -> Result<(Metadata, String), InputError> {
    let fields = match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => return Err(InputError::NotAnObject(kind(&other))),
        Err(e) => {
            let reason = e.to_string();
            let reason =
                reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason).to_owned();
            return Err(InputError::Json { column: e.column(), reason });
        }
    };
    let Some((field, value)) = first(&fields, &["text", "body", "content"]) else {
        return Err(InputError::NoTextField);
    };
    let Value::String(text) = value else {
        return Err(InputError::FieldType { field, found: kind(value) });
    };
    let word = |names| first(&fields, names).and_then(|(_, value)| words(value));
    let published =
        first(&fields, &["published", "date", "published_at"]).and_then(|(_, value)| match value {
            Value::Number(n) => Some(n.as_i64().and_then(dates::of_epoch).unwrap_or_else(|| n.to_string())),
            other => words(other),
        });
    let metadata = Metadata {
        id: word(&["id"]),
        title: word(&["title", "headline"]),
        published,
        outlet: word(&["outlet", "source", "publisher"]),
        author: word(&["author", "byline"]),
        url: word(&["url"]),
        language: word(&["language"]),
    };
    Ok((metadata, text.clone()))
}

fn first<'a>(fields: &'a Map<String, Value>, names: &[&'static str]) -> Option<(&'static str, &'a Value)> {
    let mut present = names.iter().filter_map(|name| fields.get(*name).map(|value| (*name, value)));
    present.find(|(_, value)| !value.is_null())
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
        let (metadata, text) = read(line).unwrap();
        assert_eq!(text, " B ");
        assert_eq!(
            metadata,
            Metadata {
                id: Some("7".into()),
                title: Some("H".into()),
                published: Some("2026-03-01T08:00:00Z".into()),
                outlet: Some("P".into()),
                author: Some("A, C".into()),
                url: None,
                language: Some("en".into()),
            }
        );
    }

    #[test]
    fn a_broken_line_says_where_and_why() {
        let error = |line: &str| read(line).unwrap_err().to_string();
        assert!(error(r#"{"text": "a" "id": 1}"#).starts_with("column 14: expected `,` or `}`\n"));
        assert!(error("[1]").contains("a list"));
        assert!(error(r#"{"title": "a"}"#).contains("`text`, `body` or `content`"));
        assert_eq!(error(r#"{"body": 3}"#), "field `body` is a number, expected a string");
    }
}
