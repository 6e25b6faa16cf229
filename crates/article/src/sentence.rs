//! Where paragraphs and sentences begin and end.

use crate::Span;

/// One sentence: its bytes, without surrounding white space, and the paragraph it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the sentence.
    pub span: Span,
    /// Number of its paragraph.
    pub paragraph: usize,
}

/// Paragraphs are runs of text between blank lines; a text without blank lines has one paragraph a line.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let blank_lines = has_blank_line(text);
    let mut spans = Vec::new();
    let mut start = 0;
    let mut end = 0;
    let mut push = |start: usize, end: usize| {
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            spans.push(span);
        }
    };
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if blank || !blank_lines {
            push(start, if blank { end } else { end + line.len() });
            start = end + line.len();
        }
        end += line.len();
    }
    push(start.min(end), end);
    spans
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.trim().lines();
    lines.any(|l| l.trim().is_empty())
}

/// Sentences of each paragraph.
pub(crate) fn sentences(text: &str, paragraphs: &[Span]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (number, &paragraph) in paragraphs.iter().enumerate() {
        let mut push = |start: usize, end: usize| {
            let span = Span::new(start, end).trim(text);
            if !span.is_empty() {
                out.push(Sentence { span, paragraph: number });
            }
        };
        let mut start = paragraph.start();
        let mut at = start;
        while let Some(end) = next_break(text, start, at, paragraph.end()) {
            if end.splits {
                push(start, end.at);
                start = end.at;
            }
            at = end.at;
        }
        push(start, paragraph.end());
    }
    out
}

/// A run of final marks, with the closing quotes and brackets that belong to it.
struct Break {
    /// First byte behind the run.
    at: usize,
    /// Whether a sentence ends here.
    splits: bool,
}

/// The next run of final marks in `text[at..end]`, for a sentence that began at `start`.
fn next_break(text: &str, start: usize, at: usize, end: usize) -> Option<Break> {
    let mark = at + text[at..end].find(is_final)?;
    let rest = &text[mark..end];
    let marks = rest.len() - rest.trim_start_matches(is_final).len();
    let closed = rest[marks..].trim_start_matches(is_closer);
    let behind = end - closed.len();
    let after = closed.trim_start();
    if after.is_empty() {
        return Some(Break { at: behind, splits: true });
    }
    if closed.len() == after.len() {
        return Some(Break { at: behind, splits: false }); // "3.5", "U.S.-led", "example.org"
    }
    let before = &text[start..mark];
    let closers = &rest[marks..rest.len() - closed.len()];
    Some(Break { at: behind, splits: splits(before, &rest[..marks], closers, after) })
}

fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '›' | ')' | ']' | '}')
}

/// Whether a sentence ends between `before` + `marks` + `closers` and `after`, which white space separates.
fn splits(before: &str, marks: &str, closers: &str, after: &str) -> bool {
    if !closers.is_empty() && after.starts_with(['―', '—', '–']) {
        return false; // a signature: “We lost.” — Anna Berg
    }
    let next = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(first) = next.chars().next() else { return true };
    let opens = next.len() < after.len();
    if first.is_lowercase() && !opens {
        return false; // "Why?" he asked; approx. five; wait ... what
    }
    if marks != "." {
        let quoted = closers.chars().any(|c| c != ')' && c != ']');
        return !(quoted && !opens && cue_follows(next)); // "Why now?" Mr. Lee asked
    }
    if !closers.is_empty() {
        return !first.is_lowercase() || opens;
    }
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '\'')).next();
    let word = word.unwrap_or_default();
    let starter =
        STARTERS.contains(&next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()) || opens;
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        // An initial: "J. K. Rowling"; "Plan B. The" ends a sentence.
        (Some(c), None) if c.is_uppercase() => return starter || c == 'I',
        _ => {}
    }
    if word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2) {
        return starter; // U.S., a.m., U.N.; "in the U.S. The"
    }
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    if ALWAYS_OPEN.contains(&bare) {
        return false;
    }
    if BEFORE_NUMBER.contains(&bare) {
        return !first.is_numeric();
    }
    if SOMETIMES_OPEN.contains(&bare) {
        return starter;
    }
    true
}

/// Whether the words that follow a closed question or exclamation attribute it, before any further final mark.
fn cue_follows(next: &str) -> bool {
    for word in next.split_whitespace().take(7) {
        let bare = word.trim_end_matches([',', ':', '.', '?', '!']);
        if UTTERANCES.contains(&bare) {
            return true;
        }
        if word.ends_with(is_final) && !ALWAYS_OPEN.contains(&bare) {
            return false;
        }
    }
    false
}

/// Abbreviations that something always follows.
const ALWAYS_OPEN: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Fr", "Hon", "St", "Ste", "Gen", "Lt", "Col", "Maj",
    "Capt", "Cpl", "Sgt", "Adm", "Cmdr", "Brig", "Pvt", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Pres",
    "Amb", "Supt", "Insp", "MR", "MRS", "MS", "DR", "GEN", "SEN", "REP", "GOV", "HON", "PROF", "REV", "CAPT",
    "COL", "CLLR", "Cllr", "Atty", "Messrs", "Mmes", "Mgr", "Msgr", "Sr", "vs", "Vs", "v", "cf", "e.g",
    "i.e", "viz", "Ft", "Mt",
];

/// Abbreviations that stay open before a number.
const BEFORE_NUMBER: &[&str] = &[
    "No", "no", "Nos", "nos", "Art", "art", "Sec", "sec", "p", "pp", "Vol", "vol", "Fig", "fig", "ch", "Ch",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "ca", "approx",
];

/// Abbreviations that may close a sentence: they do when a word follows that commonly opens one.
const SOMETIMES_OPEN: &[&str] = &[
    "Inc", "Corp", "Co", "Ltd", "Bros", "Cos", "Jr", "Ph.D", "Esq", "etc", "al", "Ave", "Blvd", "Rd", "Dept",
    "Univ", "Assn", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan",
    "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa",
    "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Mon", "Tue", "Tues", "Wed", "Thu", "Thurs", "Fri",
    "Sat", "Sun",
];

/// Words that open a sentence far more often than they follow an abbreviation inside one.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "But",
    "And",
    "Or",
    "So",
    "Yet",
    "In",
    "On",
    "At",
    "For",
    "From",
    "With",
    "As",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "Although",
    "Though",
    "However",
    "His",
    "Her",
    "Their",
    "Its",
    "Our",
    "My",
    "Your",
    "Some",
    "Many",
    "Most",
    "Both",
    "Each",
    "No",
    "Not",
    "Now",
    "Then",
    "What",
    "Who",
    "Why",
    "How",
    "Where",
    "Under",
    "Over",
    "By",
    "To",
    "Of",
    "According",
    "Also",
    "Meanwhile",
    "Earlier",
    "Last",
    "Asked",
    "Critics",
    "Officials",
    "Several",
    "Two",
    "One",
];

/// Verbs that attribute a question or an exclamation.
const UTTERANCES: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "added",
    "adds",
    "told",
    "shouted",
    "wrote",
    "writes",
    "cried",
    "demanded",
    "replied",
    "answered",
    "chanted",
    "tweeted",
    "posted",
    "wondered",
    "declared",
    "exclaimed",
    "yelled",
    "joked",
    "continued",
    "quipped",
    "insisted",
    "concluded",
    "called",
    "noted",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, &paragraphs(text)).iter().map(|s| &text[s.span.range()]).collect()
    }

    #[test]
    fn abbreviations_and_initials_stay_open() {
        let one = [
            "Mr. Lee met Gen. J. K. Adams on Jan. 5 at 3 p.m. Tuesday in the U.S. Senate.",
            "Sen. Ruiz of St. Paul bought 3.5 tons from Acme Inc. Friday.",
            "Article No. 7 of the U.N. Charter applies.",
        ];
        for text in one {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn an_abbreviation_can_close_a_sentence() {
        assert_eq!(split("He left the U.S. The talks failed."), ["He left the U.S.", "The talks failed."]);
        assert_eq!(split("It is at 5 p.m. He knows."), ["It is at 5 p.m.", "He knows."]);
        assert_eq!(split("The answer was no. Talks go on."), ["The answer was no.", "Talks go on."]);
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(
            split("\"It is over.\" She left. (He stayed.) End"),
            ["\"It is over.\"", "She left.", "(He stayed.)", "End"]
        );
        assert_eq!(split("“No. Never.” They left."), ["“No.", "Never.”", "They left."]);
        assert_eq!(split("„Nein.“ Er ging."), ["„Nein.“", "Er ging."]);
        assert_eq!(split("“We lost.” — Anna Berg"), ["“We lost.” — Anna Berg"]);
    }

    #[test]
    fn a_cue_keeps_a_question_in_its_sentence() {
        assert_eq!(
            split("\"Why now?\" Mr. Lee asked. Nobody knew."),
            ["\"Why now?\" Mr. Lee asked.", "Nobody knew."]
        );
        assert_eq!(split("\"Why?\" he said."), ["\"Why?\" he said."]);
        assert_eq!(split("\"Stop!\" Trees fell."), ["\"Stop!\"", "Trees fell."]);
    }

    #[test]
    fn ellipses_numbers_and_soft_newlines() {
        assert_eq!(split("Well... maybe not. So … The end"), ["Well... maybe not.", "So …", "The end"]);
        assert_eq!(
            split("It grew 3.5 percent\nlast year. Fine.\n\nNext"),
            ["It grew 3.5 percent\nlast year.", "Fine.", "Next"]
        );
    }

    #[test]
    fn a_text_without_blank_lines_has_a_paragraph_a_line() {
        assert_eq!(split("Headline\nBody one. Body two"), ["Headline", "Body one.", "Body two"]);
    }
}
