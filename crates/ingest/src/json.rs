//! What is wrong with a line of JSON, in words for people who did not write the parser.

/// Words of the parser, and what they mean to whoever wrote the line. The first that a reason begins with counts.
const WORDS: &[(&str, &str)] = &[
    ("expected ident", "expected true, false or null, or words in double quotes"),
    ("expected value", "expected a value: words in double quotes, a number, [..] or {..}"),
    ("EOF while parsing a string", "the line ends inside words in quotes"),
    ("EOF while parsing", "the line ends before its brackets are closed"),
    ("key must be a string", "expected the name of a field, in double quotes"),
    ("trailing characters", "something stands behind the end of the object"),
    ("trailing comma", "a comma stands before a closing bracket"),
    (
        "control character",
        "a line break, tab or other control character stands inside words in quotes; write \\n or \\t",
    ),
    ("invalid escape", "a backslash begins nothing known; write \\\\ for a backslash"),
    ("lone leading surrogate", "half of a \\u pair stands alone"),
    ("unexpected end of hex escape", "half of a \\u pair stands alone"),
    ("invalid unicode code point", "the bytes are not UTF-8"),
    ("recursion limit exceeded", "brackets are nested too deep"),
    ("number out of range", "a number is too large"),
];

/// The reason of a parser's error without its place, which whoever reads lines tells better, and without its jargon.
pub fn json_reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    if let Some((_, plain)) = WORDS.iter().find(|(word, _)| reason.starts_with(word)) {
        return (*plain).to_owned();
    }
    if let Some(field) = reason.strip_prefix("missing field ") {
        return format!("the field {field} is missing");
    }
    let reason =
        reason.strip_prefix("invalid type: ").map_or_else(|| reason.to_owned(), |r| format!("found {r}"));
    match reason.split_once(", expected ") {
        Some((found, what)) if what == "a map" || what.starts_with("struct ") => {
            format!("{found}, expected an object {{..}}")
        }
        Some((found, "a sequence")) => format!("{found}, expected a list [..]"),
        _ => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_have_no_place_and_no_jargon() {
        for (line, reason) in [
            ("{\"text\": nope}", "expected true, false or null, or words in double quotes"),
            ("{\"text\": }", "expected a value: words in double quotes, a number, [..] or {..}"),
            ("{\"text\": \"a", "the line ends inside words in quotes"),
            ("{\"text\": [1", "the line ends before its brackets are closed"),
            ("{} {}", "something stands behind the end of the object"),
        ] {
            let error = serde_json::from_str::<serde_json::Value>(line).expect_err("wrong");
            assert_eq!(json_reason(&error), reason, "{line}");
        }
        let error = serde_json::from_str::<Vec<u8>>("{\"a\":1}").expect_err("no list");
        assert_eq!(json_reason(&error), "found map, expected a list [..]");
    }
}
