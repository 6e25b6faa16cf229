//! Factiva: with field codes (`HD`, `PD`, `LP`, `TD`), or as a page of lines that end in `Document CODE`.

use super::{Delivered, some, unwrapped};
use crate::dates;
use crate::draft::Metadata;
use regex::Regex;
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    crate::regex(r"(?m)^[ \t]*Document[ \t]+([A-Za-z][A-Za-z0-9]{2,}\d[A-Za-z0-9]{6,})[ \t]*$")
});
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    crate::regex(
        r"^ ?(SE|HD|BY|CR|WC|PD|ET|SN|SC|NGC|GC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|CX)(?:\s{1,}(.*)|\s*)$",
    )
});
static WORDS: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"^\d[\d,]* words$"));

pub(super) fn begins(text: &str) -> bool {
    let coded = |code: &str| text.lines().any(|l| field(l).is_some_and(|(found, _)| found == code));
    (coded("HD") && coded("PD") && (coded("LP") || coded("TD") || coded("SN")))
        || (text.lines().any(|l| WORDS.is_match(l.trim())) && DOCUMENT.is_match(text))
}

pub(super) fn articles(text: &str) -> Vec<Delivered> {
    let coded = text.lines().any(|l| field(l).is_some_and(|(code, _)| code == "HD"));
    let mut found = Vec::new();
    let mut from = 0;
    for end in DOCUMENT.captures_iter(text) {
        let (Some(whole), Some(code)) = (end.get(0), end.get(1)) else { continue };
        let piece = &text[from..whole.start()];
        let article = if coded { of_fields(piece) } else { of_lines(piece) };
        found.extend(article.map(|article| with_id(article, code.as_str())));
        from = whole.end();
    }
    // Coded records end with `AN`, on a line of its own or with the code behind it.
    if coded && from < text.len() {
        found.extend(of_fields(&text[from..]));
    }
    found
}

fn with_id(mut article: Delivered, code: &str) -> Delivered {
    article.metadata.id = Some(format!("factiva-{}", code.to_lowercase()));
    article
}

fn field(line: &str) -> Option<(&str, &str)> {
    let found = FIELD.captures(line)?;
    Some((found.get(1)?.as_str(), found.get(2).map_or("", |v| v.as_str()).trim()))
}

fn of_fields(text: &str) -> Option<Delivered> {
    let mut metadata = Metadata::default();
    let mut body = Vec::new();
    let mut open = "";
    let mut value = String::new();
    for line in text.lines().chain([" CX"]) {
        if let Some((code, rest)) = field(line) {
            close(open, &value, &mut metadata);
            open = code;
            rest.clone_into(&mut value);
            if matches!(code, "LP" | "TD") {
                body.extend(["", rest]);
            }
        } else if matches!(open, "LP" | "TD") {
            body.push(line);
        } else {
            value.push(' ');
            value.push_str(line);
        }
    }
    metadata.title.is_some().then(|| Delivered { metadata, text: unwrapped(body) })
}

fn close(code: &str, value: &str, metadata: &mut Metadata) {
    let value = some(value);
    match code {
        "HD" => metadata.title = value,
        "BY" => metadata.author = value.map(|v| v.trim_start_matches("By ").to_owned()),
        "PD" => metadata.published = value,
        "SN" => metadata.outlet = value,
        "LA" => metadata.language = value.filter(|l| l.eq_ignore_ascii_case("english")).map(|_| "en".into()),
        "AN" => {
            let code = value.map(|v| v.trim_start_matches("Document").trim().to_lowercase());
            metadata.id = code.filter(|c| !c.is_empty()).map(|c| format!("factiva-{c}"));
        }
        _ => {}
    }
}

/// Headline, byline, `512 words`, date, (time,) outlet, code, language, copyright, then the text.
fn of_lines(text: &str) -> Option<Delivered> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let words = lines.iter().position(|l| WORDS.is_match(l))?;
    let above: Vec<&str> = lines[..words].iter().copied().filter(|l| !l.is_empty()).collect();
    let is_byline = above.last().is_some_and(|l| above.len() > 1 && (l.starts_with("By ") || l.len() < 40));
    let (title, author) = match (&above[..], is_byline) {
        ([.., title, byline], true) => (some(title), some(byline.trim_start_matches("By "))),
        ([.., title], _) => (some(title), None),
        ([], _) => (None, None),
    };
    let mut metadata = Metadata { title, author, ..Metadata::default() };
    let mut body_from = words + 1;
    for (index, line) in lines.iter().enumerate().skip(words + 1).take(12) {
        if line.is_empty() {
            continue;
        }
        body_from = index + 1;
        if metadata.published.is_none() {
            metadata.published = dates::normalise(line);
        } else if metadata.outlet.is_none() && !line.chars().next().is_some_and(|c| c.is_ascii_digit()) {
            metadata.outlet = some(line);
        }
        let copyright = ["(c)", "(C)", "©", "Copyright"].iter().any(|mark| line.starts_with(mark));
        if copyright {
            break;
        }
        if *line == "English" {
            metadata.language = Some("en".into());
            let next = lines[index + 1..].iter().find(|l| !l.is_empty());
            if next.is_some_and(|n| {
                !n.to_ascii_lowercase().contains("copyright") && !n.starts_with("(c)") && !n.starts_with('©')
            }) {
                break;
            }
        }
    }
    Some(Delivered { metadata, text: unwrapped(lines[body_from.min(lines.len())..].iter().copied()) })
}
