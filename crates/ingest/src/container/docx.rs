//! Word documents (DOCX): the paragraphs, headings, quotes and list items, and the articles of a Nexis Uni delivery.

use super::delivery::{self, Vendor};
use super::{Container, Halt, Out, zip};
use crate::body;
use crate::draft::{Form, Metadata, Raw};
use crate::error::InputError;
use crate::place::Place;
use crate::stream::Stream;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use standpoint_article::Kind;

/// A document is one article, or a delivery of many. Text boxes, notes, comments and deleted words are left out.
pub(crate) struct Docx;

impl Container for Docx {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, limit) = (stream.place.clone(), out.options.max_bytes);
        let (mut bytes, _) = stream.seekable(limit)?;
        let Some(document) = zip::part(&mut bytes, "word/document.xml", limit)? else {
            return Err(InputError::Foreign {
                what: "a document without words in it",
                mend: "save it as .docx",
            }
            .into());
        };
        out.budget.spend(document.len() as u64)?;
        let paragraphs = paragraphs(&document)?;
        let text = paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n\n");
        if let Some(vendor) = Vendor::of(&text) {
            return delivery::give(vendor, &place, &text, out);
        }
        let title = paragraphs.iter().position(|p| p.is_title);
        let given = Metadata { title: title.map(|at| paragraphs[at].text.clone()), ..Metadata::default() };
        let rest = paragraphs.into_iter().enumerate().filter(|(at, _)| Some(*at) != title);
        let outline: Vec<body::Paragraph> = rest.map(|(_, p)| (p.kind, p.text)).collect();
        let text = outline.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n\n");
        out.record(Raw { given, outline, ..Raw::new(Place::of(place), Form::Text, text.into_bytes()) })
    }
}

struct Paragraph {
    text: String,
    is_title: bool,
    kind: Option<Kind>,
}

/// What the name of a style says. Word writes its own styles' names in English whatever the language of its menus.
fn kind_of(style: &str) -> Option<Kind> {
    match style {
        _ if style.starts_with("Heading") || style == "Subtitle" => Some(Kind::Heading),
        "Quote" | "IntenseQuote" | "BlockText" => Some(Kind::Quote),
        _ if style.starts_with("List") => Some(Kind::Item),
        _ => None,
    }
}

fn paragraphs(document: &[u8]) -> Result<Vec<Paragraph>, InputError> {
    let wrong =
        |e: &dyn std::fmt::Display| InputError::Archive { kind: "Word document", reason: e.to_string() };
    let document = String::from_utf8_lossy(document);
    let mut reader = Reader::from_str(&document);
    let mut found = Vec::new();
    let mut text = String::new();
    let (mut in_text, mut is_title, mut kind, mut aside) = (false, false, None, 0usize);
    loop {
        match reader.read_event().map_err(|e| wrong(&e))? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "txbxContent" | "Fallback" | "del" => aside += 1,
                "t" => in_text = aside == 0,
                _ => {}
            },
            Event::Empty(tag) if aside == 0 => match tag.local_name().as_ref() {
                "tab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('\u{2011}'),
                "pStyle" => {
                    let style = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == "val");
                    if let Some(style) = style {
                        is_title |= style.value.as_ref() == "Title";
                        kind = kind_of(style.value.as_ref());
                    }
                }
                // A list is told by its numbering, whatever the style.
                "numId" => {
                    let is_none = tag.attributes().flatten().any(|a| a.value.as_ref() == "0");
                    kind = kind.or((!is_none).then_some(Kind::Item));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "txbxContent" | "Fallback" | "del" => aside = aside.saturating_sub(1),
                "t" => in_text = false,
                "p" if aside == 0 => {
                    let words = std::mem::take(&mut text);
                    let words = words.trim();
                    if !words.is_empty() {
                        found.push(Paragraph { text: words.to_owned(), is_title, kind });
                    }
                    (is_title, kind) = (false, None);
                }
                _ => {}
            },
            Event::Text(words) if in_text => text.push_str(&words),
            Event::GeneralRef(name) if in_text => {
                // Only XML's own five and numbers: a document cannot define more that are expanded here.
                text.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_asides_left_out() {
        let xml = br#"<w:document xmlns:w="w"><w:body>
            <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>A toll</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">The mayor </w:t></w:r><w:r><w:t>said &quot;no&#x22; &amp; left.</w:t></w:r>
              <w:del><w:r><w:t>struck</w:t></w:r></w:del></w:p><w:p/>
            <w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Three</w:t></w:r></w:p>
            <w:p><w:r><w:t>Four</w:t></w:r></w:p>
            </w:body></w:document>"#;
        let found = paragraphs(xml).unwrap();
        assert_eq!(
            found.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(),
            ["A toll", "The mayor said \"no\" & left.", "Two", "Three", "Four"]
        );
        assert!(found[0].is_title && !found[1].is_title);
        assert_eq!(
            found.iter().map(|p| p.kind).collect::<Vec<_>>(),
            [None, None, Some(Kind::Heading), Some(Kind::Item), None]
        );
    }
}
