//! Plain text: an article as it stands, under a header block if it has one.

use crate::dates;
use crate::draft::Metadata;

/// The metadata of a leading header block, and the text behind it, unchanged. A text without one is all text.
///
/// A header block is the first paragraph when every line of it is `Key: value` with a key known here, none twice, and
/// either there are two of them or the one is a title or a date. Anything less might be prose.
pub(crate) fn split_header(text: &str) -> (Metadata, &str) {
    header(text).unwrap_or((Metadata::default(), text))
}

fn header(text: &str) -> Option<(Metadata, &str)> {
    let mut metadata = Metadata::default();
    let mut fields = 0;
    let mut offset = 0;
    let mut sure = false;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            if fields == 0 {
                offset += line.len();
                continue; // blank lines before the block
            }
            let rest = text[offset..].trim_start_matches(['\r', '\n']);
            return (sure || fields >= 2).then_some((metadata, rest));
        }
        let (key, value) = line.split_once(':')?;
        let (field, slot) = slot(&mut metadata, key)?;
        sure |= field == "title" || (field == "date" && dates::normalise(value).is_some());
        if slot.is_some() || value.trim().is_empty() {
            return None;
        }
        *slot = Some(value.trim().to_owned());
        fields += 1;
        offset += line.len();
    }
    None // no blank line: no text behind it either
}

/// The fields of a Markdown front matter; keys that mean nothing here, and values over several lines, are passed over.
pub(crate) fn front_matter(lines: &str) -> Metadata {
    let mut metadata = Metadata::default();
    for line in lines.lines().filter(|l| !l.starts_with([' ', '\t', '-', '#'])) {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        let quoted = |mark| value.len() > 1 && value.starts_with(mark) && value.ends_with(mark);
        let value = if quoted('"') || quoted('\'') { &value[1..value.len() - 1] } else { value };
        let value = value.trim_start_matches('[').trim_end_matches(']').trim();
        if let Some((_, slot)) = slot(&mut metadata, key)
            && slot.is_none()
            && !value.is_empty()
        {
            *slot = Some(value.to_owned());
        }
    }
    metadata
}

/// Where the value of a header line goes, and what that is called.
fn slot<'a>(metadata: &'a mut Metadata, key: &str) -> Option<(&'static str, &'a mut Option<String>)> {
    Some(match key.trim().to_ascii_lowercase().as_str() {
        "title" | "headline" => ("title", &mut metadata.title),
        "date" | "published" | "published at" | "publication date" => ("date", &mut metadata.published),
        "outlet" | "source" | "publisher" | "publication" | "newspaper" => ("outlet", &mut metadata.outlet),
        "author" | "authors" | "by" | "byline" => ("author", &mut metadata.author),
        "url" | "link" => ("url", &mut metadata.url),
        "id" => ("id", &mut metadata.id),
        "language" | "lang" => ("language", &mut metadata.language),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_block_is_metadata_and_the_rest_is_unchanged() {
        let (metadata, text) = split_header(
            "Title: Leaders talk: day two\r\nDate: March 1, 2026\r\nSource: The Daily\r\n\r\n  One. \r\n",
        );
        assert_eq!(metadata.title.as_deref(), Some("Leaders talk: day two"));
        assert_eq!(metadata.published.as_deref(), Some("March 1, 2026"));
        assert_eq!(metadata.outlet.as_deref(), Some("The Daily"));
        assert_eq!(text, "  One. \r\n");
    }

    #[test]
    fn what_might_be_prose_is_left_alone() {
        for text in [
            "Source: the minister himself.\n\nHe said no.",
            "By: now everyone knows.\n\nHe said no.",
            "Date: nobody remembers.\n\nHe said no.",
            "Title: one\nHe said no.\n\nThen more.",
            "Title: one\nTitle: two\n\nMore.",
            "Title: one\nDate: 2026-03-01",
            "The president said: no.\n\nMore.",
        ] {
            assert_eq!(split_header(text), (Metadata::default(), text));
        }
    }
}
