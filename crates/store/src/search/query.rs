//! What a person types, as a query that the index cannot misread.

/// Turns search words into FTS5's language; `None` when they hold no word to look for.
///
/// Words are all required; `"..."` is a phrase, a leading `-` excludes, a trailing `*` stands for any ending, `OR` between
/// two words asks for either. Everything else (`AND`, `NEAR(`, `title:`, quotes that do not close) is words to look for, so
/// that no input is an error.
pub(super) fn parse(text: &str) -> Option<String> {
    let mut required: Vec<Vec<String>> = Vec::new();
    let mut excluded: Vec<String> = Vec::new();
    let mut either = false;
    for term in terms(text) {
        match term {
            Term::Or => either = !required.is_empty(),
            Term::Not(phrase) => {
                excluded.push(phrase);
                either = false;
            }
            Term::Is(phrase) => {
                match required.last_mut() {
                    Some(group) if either => group.push(phrase),
                    _ => required.push(vec![phrase]),
                }
                either = false;
            }
        }
    }
    if required.is_empty() {
        return None;
    }
    let groups: Vec<String> = required.into_iter().map(|group| format!("({})", group.join(" OR "))).collect();
    let mut query = groups.join(" AND ");
    if !excluded.is_empty() {
        query = format!("({query}) NOT ({})", excluded.join(" OR "));
    }
    Some(query)
}

enum Term {
    /// A phrase to be found, quoted as FTS5 wants it.
    Is(String),
    /// A phrase not to be found.
    Not(String),
    Or,
}

fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (exclude, body) = match rest.strip_prefix('-') {
            Some(body) => (true, body),
            None => (false, rest),
        };
        let (phrase, after, quoted) = if let Some(inner) = body.strip_prefix('"') {
            // A quote that does not close runs to the end.
            let (phrase, after) = inner.split_once('"').unwrap_or((inner, ""));
            (phrase, after, true)
        } else {
            let end = body.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(body.len());
            (&body[..end], &body[end..], false)
        };
        let (prefix, after) = match after.strip_prefix('*') {
            Some(after) if quoted => (true, after),
            _ => (phrase.ends_with('*'), after),
        };
        // What has no letter and no digit is nothing to the index, and would make the whole query match nothing.
        if !quoted && !exclude && phrase == "OR" {
            terms.push(Term::Or);
        } else if phrase.chars().any(char::is_alphanumeric) {
            let words: String = phrase.chars().filter(|&c| c != '"' && c != '\0').collect();
            let phrase = format!("\"{words}\"{}", if prefix { " *" } else { "" });
            terms.push(if exclude { Term::Not(phrase) } else { Term::Is(phrase) });
        }
        rest = after.trim_start();
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_endings_and_exclusions() {
        for (typed, query) in [
            ("tariff steel", Some(r#"("tariff") AND ("steel")"#)),
            (r#""trade war" -steel"#, Some(r#"(("trade war")) NOT ("steel")"#)),
            ("negotiat*", Some(r#"("negotiat*" *)"#)),
            ("steel OR tin levy", Some(r#"("steel" OR "tin") AND ("levy")"#)),
            ("OR steel OR", Some(r#"("steel")"#)),
            (r#"say "no"#, Some(r#"("say") AND ("no")"#)),
            ("title:x NEAR(a AND b)", Some(r#"("title:x") AND ("NEAR(a") AND ("AND") AND ("b)")"#)),
            ("— … -", None),
            ("-steel", None),
            ("", None),
        ] {
            let found = parse(typed);
            assert_eq!(found.as_deref(), query, "{typed}");
        }
    }
}
