//! Text cut into pieces that are marked alike.

use standpoint_article::{Article, Span};
use standpoint_stance::Condition;
use standpoint_statements::Statement;

/// What a piece of text is to a statement. A piece may be several things at once: a condition is part of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Content,
    Condition,
    Source,
    Cue,
}

/// Class names by the bits of [`bit`].
const CLASSES: [(Role, &str); 4] = [
    (Role::Content, "content"),
    (Role::Condition, "condition"),
    (Role::Source, "source"),
    (Role::Cue, "cue"),
];

const fn bit(role: Role) -> u8 {
    1 << role as u8
}

/// A run of text and the classes it is marked with; no class, no mark.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) classes: String,
    pub(crate) text: &'a str,
}

/// The places that a statement and its condition mark.
pub(crate) fn of_statement(statement: &Statement, condition: Option<Condition>) -> Vec<(Role, Span)> {
    let mut marks: Vec<(Role, Span)> = statement.content.iter().map(|span| (Role::Content, *span)).collect();
    marks.extend(statement.source.map(|span| (Role::Source, span)));
    marks.extend(statement.cue.map(|span| (Role::Cue, span)));
    marks.extend(condition.map(|c| (Role::Condition, c.span)));
    marks
}

/// `window` of the article, cut wherever a mark begins or ends. The pieces put together are the window, byte for byte.
pub(crate) fn pieces<'a>(article: &'a Article, window: Span, marks: &[(Role, Span)]) -> Vec<Piece<'a>> {
    let text = article.text.as_str();
    let marks: Vec<_> = marks.iter().filter(|(_, s)| s.get(text).is_some() && s.overlaps(window)).collect();
    let mut cuts = vec![window.start(), window.end()];
    cuts.extend(marks.iter().flat_map(|(_, span)| [span.start(), span.end()]));
    cuts.retain(|cut| (window.start()..=window.end()).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out: Vec<(u8, Span)> = Vec::new();
    for ends in cuts.windows(2) {
        let span = Span::new(ends[0], ends[1]);
        let bits =
            marks.iter().filter(|(_, mark)| mark.contains(span)).fold(0, |b, (role, _)| b | bit(*role));
        match out.last_mut() {
            Some((last, before)) if *last == bits => *before = before.cover(span),
            _ => out.push((bits, span)),
        }
    }
    out.into_iter()
        .map(|(bits, span)| Piece { classes: classes(bits), text: article.text.slice(span) })
        .collect()
}

fn classes(bits: u8) -> String {
    let names: Vec<&str> =
        CLASSES.iter().filter(|(role, _)| bits & bit(*role) != 0).map(|(_, name)| *name).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_nest_overlap_and_add_up() {
        let article = Article::from_text("a", "He said: «yes, if paid», twice.");
        let text = article.text.as_str();
        let at = |needle: &str| {
            let start = text.find(needle).unwrap();
            Span::new(start, start + needle.len())
        };
        let marks = [
            (Role::Source, at("He")),
            (Role::Cue, at("said")),
            (Role::Content, at("«yes, if paid»")),
            (Role::Condition, at("if paid»,")), // reaches out of the content
            (Role::Content, Span::new(900, 901)), // of another text
        ];
        let window = Span::new(0, text.len());
        let cut = pieces(&article, window, &marks);
        let shown: Vec<(&str, &str)> = cut.iter().map(|p| (p.classes.as_str(), p.text)).collect();
        assert_eq!(
            shown,
            [
                ("source", "He"),
                ("", " "),
                ("cue", "said"),
                ("", ": "),
                ("content", "«yes, "),
                ("content condition", "if paid»"),
                ("condition", ","),
                ("", " twice."),
            ]
        );
        assert_eq!(cut.iter().map(|p| p.text).collect::<String>(), text);

        // A window that begins inside a mark shows the rest of it.
        let inside = pieces(&article, Span::new(at("if paid").start(), text.len()), &marks);
        assert_eq!(inside[0], Piece { classes: "content condition".into(), text: "if paid»" });
    }

    #[test]
    fn an_empty_window_has_no_pieces() {
        assert!(pieces(&Article::from_text("a", ""), Span::new(0, 0), &[]).is_empty());
    }
}
