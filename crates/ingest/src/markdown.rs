//! Markdown: the words without the marks.

use crate::body::{Body, Paragraph};
use crate::draft::Metadata;
use crate::text;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use standpoint_article::Kind;

/// The metadata of the front matter, and the paragraphs, headings and list items with a blank line between them. The
/// first heading of the first level is the title, if the front matter has none. Images, code and raw HTML are left out.
pub(crate) fn read(markdown: &str) -> (Metadata, Body) {
    let (mut metadata, markdown) = front_matter(markdown);
    let mut blocks: Vec<Paragraph> = Vec::new();
    // What is open: quotes, items and headings, one in the other.
    let mut open: Vec<Kind> = Vec::new();
    let mut block = String::new();
    let mut aside = 0usize;
    let mut first_title = metadata.title.is_none();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        let (began, ended) = (begun(&event), is_end(&event));
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                aside += 1;
            }
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => {
                aside = aside.saturating_sub(1);
            }
            Event::Text(words) | Event::Code(words) if aside == 0 => block.push_str(&words),
            Event::SoftBreak => block.push(' '),
            Event::HardBreak => block.push('\n'),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if first_title => {
                first_title = false;
                metadata.title = Some(std::mem::take(&mut block).trim().to_owned()).filter(|t| !t.is_empty());
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::BlockQuote(_),
            )
            | Event::Start(Tag::List(_) | Tag::Item | Tag::Paragraph | Tag::BlockQuote(_)) => {
                let done = std::mem::take(&mut block);
                if !done.trim().is_empty() {
                    blocks.push((open.last().copied(), done.trim().to_owned()));
                }
            }
            Event::End(TagEnd::TableCell) => block.push_str("  "),
            _ => {}
        }
        open.extend(began);
        if ended {
            open.pop();
        }
    }
    if !block.trim().is_empty() {
        blocks.push((None, block.trim().to_owned()));
    }
    (metadata, Body::of(blocks))
}

/// What begins with `event`.
fn begun(event: &Event<'_>) -> Option<Kind> {
    match event {
        Event::Start(Tag::BlockQuote(_)) => Some(Kind::Quote),
        Event::Start(Tag::Item) => Some(Kind::Item),
        Event::Start(Tag::Heading { .. }) => Some(Kind::Heading),
        _ => None,
    }
}

/// True where one of them ends.
fn is_end(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::Heading(_)))
}

/// The `key: value` lines between two `---` at the top, or a plain header block.
fn front_matter(markdown: &str) -> (Metadata, &str) {
    let plain = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let fenced =
        plain.strip_prefix("---").and_then(|rest| rest.trim_start_matches([' ', '\r']).strip_prefix('\n'));
    let Some(fenced) = fenced else { return text::split_header(markdown) };
    let Some(end) = fenced.find("\n---") else { return (Metadata::default(), markdown) };
    let rest = fenced[end + 4..].trim_start_matches('-');
    (text::front_matter(&fenced[..end]), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let (metadata, body) = read(
            "---\ntitle: \"A toll\"\ndate: 2026-03-01\ntags: [a, b]\n---\n\n# On the bridge\n\nThe mayor *said* [no](https://x.example),\nand left.\n\n\
             ![a bridge](b.png)\n\n- One & two\n- Three\n\n> \"Never,\" she said.\n\n```\ncode\n```\n",
        );
        assert_eq!(metadata.title.as_deref(), Some("A toll"));
        assert_eq!(metadata.published.as_deref(), Some("2026-03-01"));
        let marked: Vec<(Kind, &str)> =
            body.marked.iter().map(|m| (m.kind, &body.text[m.span.range()])).collect();
        assert_eq!(
            marked,
            [
                (Kind::Heading, "On the bridge"),
                (Kind::Item, "One & two"),
                (Kind::Item, "Three"),
                (Kind::Quote, "\"Never,\" she said.")
            ]
        );
        assert_eq!(
            body.text,
            "On the bridge\n\nThe mayor said no, and left.\n\nOne & two\n\nThree\n\n\"Never,\" she said."
        );
    }

    #[test]
    fn a_first_heading_is_the_title() {
        let (metadata, body) = read("# A toll\n\nNo.\n\n# Again\n");
        assert_eq!((metadata.title.as_deref(), body.text.as_str()), (Some("A toll"), "No.\n\nAgain"));
    }
}
