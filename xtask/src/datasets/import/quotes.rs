//! How much of a place stands in quotation marks: what tells direct, mixed and indirect apart where a corpus does not.

use super::super::row::{Kind, Place};

/// The kind of a statement with this content.
pub(super) fn kind(text: &str, content: &[Place]) -> Kind {
    let quoted = quoted(text);
    let (mut inside, mut outside) = (false, false);
    for place in content {
        for (i, _) in place.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            if quoted[place.start + i] { inside = true } else { outside = true }
        }
    }
    match (inside, outside) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        (false, _) => Kind::Indirect,
    }
}

/// For each byte, whether double quotation marks are open there. A paragraph's end closes them.
fn quoted(text: &str) -> Vec<bool> {
    let mut open = false;
    let mut all = vec![false; text.len()];
    for (i, c) in text.char_indices() {
        match c {
            '“' => open = true,
            '”' | '\n' => open = false,
            '"' => open = !open,
            _ => all[i] = open,
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::places::bytes;
    use super::*;

    #[test]
    fn kinds_follow_the_marks() {
        let text = "“No,” she said. He called it \"a début\" of sorts. It rains.";
        let at = |words: &str| {
            let start = text.find(words).expect("there");
            bytes(text, start, start + words.len()).expect("a place")
        };
        assert_eq!(kind(text, &[at("“No,”")]), Kind::Direct);
        assert_eq!(kind(text, &[at("it \"a début\" of sorts")]), Kind::Mixed);
        assert_eq!(kind(text, &[at("It rains")]), Kind::Indirect);
        assert_eq!(kind(text, &[at("“No,”"), at("It rains")]), Kind::Mixed);
    }
}
