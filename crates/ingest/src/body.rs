//! An article's text, with what its paragraphs are.

use standpoint_article::{Kind, Marked, Span, Text};

/// A text, and those of its paragraphs that are no running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) text: String,
    pub(crate) marked: Vec<Marked>,
}

/// A paragraph, and what it is if it is no running text.
pub(crate) type Paragraph = (Option<Kind>, String);

impl From<String> for Body {
    /// A text of which nothing is known but its words.
    fn from(text: String) -> Self {
        Self { text, marked: Vec::new() }
    }
}

impl Body {
    /// Paragraphs with a blank line between them.
    pub(crate) fn of(paragraphs: impl IntoIterator<Item = Paragraph>) -> Self {
        let mut body = Self::default();
        for (kind, paragraph) in paragraphs {
            if !body.text.is_empty() {
                body.text.push_str("\n\n");
            }
            let start = body.text.len();
            body.text.push_str(&paragraph);
            let span = Span::new(start, body.text.len());
            body.marked.extend(kind.map(|kind| Marked { span, kind }));
        }
        body
    }

    /// Says of the text's paragraphs what they were in `outline`, of which some may be missing in the text by now.
    pub(crate) fn outlined(mut self, outline: &[Paragraph]) -> Self {
        if outline.iter().all(|(kind, _)| kind.is_none()) {
            return self;
        }
        let text = Text::new(self.text);
        let mut rest = outline.iter();
        for span in text.paragraphs() {
            let found = rest.clone().position(|(_, paragraph)| paragraph == text.slice(*span));
            if let Some((kind, _)) = found.and_then(|at| rest.nth(at)) {
                self.marked.extend(kind.map(|kind| Marked { span: *span, kind }));
            }
        }
        self.text = text.into_string();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(body: &Body) -> Vec<(Kind, &str)> {
        body.marked.iter().map(|m| (m.kind, &body.text[m.span.range()])).collect()
    }

    #[test]
    fn spans_slice_the_paragraphs_they_mark() {
        let body = Body::of([
            (None, "Ëins.".to_owned()),
            (Some(Kind::Heading), "Zwö".to_owned()),
            (None, "Drei.".to_owned()),
            (Some(Kind::Quote), "Zwö".to_owned()),
        ]);
        assert_eq!(marks(&body), [(Kind::Heading, "Zwö"), (Kind::Quote, "Zwö")]);
        assert_eq!(body.text, "Ëins.\n\nZwö\n\nDrei.\n\nZwö");
    }

    #[test]
    fn an_outline_fits_a_text_that_lost_some_of_it() {
        let outline = [
            (Some(Kind::Heading), "Gone"),
            (None, "One."),
            (Some(Kind::Item), "Two."),
            (None, "Two."),
            (Some(Kind::Quote), "End."),
        ];
        let outline = outline.map(|(kind, text)| (kind, text.to_owned()));
        let body = Body::from("One.\n\nTwo.\n\nTwo.\n\nEnd.\n".to_owned()).outlined(&outline);
        assert_eq!(marks(&body), [(Kind::Item, "Two."), (Kind::Quote, "End.")]);
    }
}
