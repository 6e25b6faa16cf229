//! Lines of JSON that a command reads one by one, and what is said of one that it cannot use.

use serde::de::DeserializeOwned;
use serde_json::Value;
use standpoint_ingest::json_reason;

/// The row in `line`; see [`explain`] for the message where there is none.
pub(crate) fn parse<T: DeserializeOwned>(line: &str, place: &str, form: &str) -> anyhow::Result<T> {
    serde_json::from_str(line).map_err(|e| anyhow::anyhow!(explain(line, place, &e, form)))
}

/// `place:column: reason` and a hint: the nearest known word where one was mistyped, else the `form` that a row has. Columns
/// count characters, from 1.
pub(crate) fn explain(line: &str, place: &str, error: &serde_json::Error, form: &str) -> String {
    let told = error.to_string();
    let mut quoted = told.split('`').skip(1).step_by(2);
    let first = quoted.next();
    // The word as it stands in the line, and the one that was meant.
    let mistyped: Option<(String, String)> = first.and_then(|word| {
        if told.starts_with("missing field") {
            let keys = keys(line);
            Some((nearest(word, keys.iter().map(String::as_str))?, word.to_owned()))
        } else if told.starts_with("unknown") {
            Some((word.to_owned(), nearest(word, quoted)?))
        } else {
            None
        }
    });
    let at = |byte: usize| line.get(..byte).unwrap_or(line).chars().count() + 1;
    let written = mistyped.as_ref().and_then(|(word, _)| line.find(&format!("\"{word}\"")));
    let column = at(written.unwrap_or(error.column().saturating_sub(1)));
    let hint = mistyped.map_or_else(|| form.to_owned(), |(_, meant)| format!("did you mean `{meant}`?"));
    format!("{place}:{column}: {}\nhint: {hint}", json_reason(error))
}

/// The candidate that is fewest slips away from `word`, three at most and fewer than it has letters.
fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let most = 3.min(word.chars().count().saturating_sub(1));
    let slips = candidates.map(|c| (strsim::damerau_levenshtein(word, c), c));
    slips.filter(|(n, _)| (1..=most).contains(n)).min().map(|(_, c)| c.to_owned())
}

/// The names of all fields in a line, however deep.
fn keys(line: &str) -> Vec<String> {
    fn walk(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    out.push(key.clone());
                    walk(value, out);
                }
            }
            Value::Array(items) => items.iter().for_each(|v| walk(v, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    if let Ok(value) = serde_json::from_str(line) {
        walk(&value, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use standpoint_report::wire::PairInput;
    use standpoint_stance::Stance;

    fn said<T: DeserializeOwned>(line: &str) -> String {
        parse::<T>(line, "pairs.jsonl:3", "a row is {..}").err().expect("a wrong line").to_string()
    }

    #[test]
    fn a_mistyped_field_is_placed_and_the_right_one_proposed() {
        let line = r#"{"id":1,"text":"Zoë sagt nein","actr":"Zo","issue":"A toll"}"#;
        let line = line.replace("\\u00eb", "\u{eb}");
        assert_eq!(
            said::<PairInput>(&line),
            "pairs.jsonl:3:32: the field `actor` is missing\nhint: did you mean `actor`?"
        );
    }

    #[test]
    fn a_mistyped_label_is_placed_and_the_right_one_proposed() {
        let said = said::<Vec<Stance>>(r#"["support", "rejcet"]"#);
        assert!(said.starts_with("pairs.jsonl:3:13: unknown variant `rejcet`"), "{said}");
        assert!(said.ends_with("hint: did you mean `reject`?"), "{said}");
    }

    #[test]
    fn what_is_no_json_is_placed_once_and_without_jargon() {
        assert_eq!(
            said::<PairInput>("{\"text\": nope}"),
            "pairs.jsonl:3:11: expected true, false or null, or words in double quotes\nhint: a row is {..}"
        );
        let said = said::<PairInput>("{\"text\": \"a\"}");
        assert_eq!(said, "pairs.jsonl:3:13: the field `actor` is missing\nhint: a row is {..}");
    }
}
