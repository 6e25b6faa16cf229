//! What holds for any text whatever.

use proptest::prelude::*;
use standpoint_article::{Article, Span};
use standpoint_statements::{KnownActor, extract};

fn check(text: &str) {
    let known =
        [KnownActor { name: "Lee".into(), aliases: vec!["the mayor".into()], kind: None, member_of: vec![] }];
    let article = Article::from_text("p", text);
    let found = extract(&article, &known);
    let slices = |span: &Span| assert!(span.get(text).is_some_and(|s| !s.is_empty()), "{span:?} of {text:?}");
    for (number, actor) in found.actors.iter().enumerate() {
        assert_eq!(actor.id, format!("a{}", number + 1));
        assert!(!actor.mentions.is_empty() && actor.mentions.is_sorted());
        actor.mentions.iter().for_each(slices);
    }
    assert!(found.actors.is_sorted_by_key(|a| a.mentions.first().copied()), "{:?}", found.actors);
    for (number, statement) in found.statements.iter().enumerate() {
        assert_eq!(statement.id, format!("s{}", number + 1));
        assert!(!statement.content.is_empty());
        statement.content.iter().chain(&statement.source).chain(&statement.cue).for_each(slices);
        let named = |id: &String| found.actors.iter().any(|a| &a.id == id);
        assert!(statement.actor.iter().chain(&statement.via).all(named));
    }
    assert_eq!(found, extract(&article, &known), "the same text gives the same extraction");
}

/// Words and marks that the rules look at, so that random texts reach deep into them.
const PIECES: &[&str] = &[
    "said",
    "says",
    "Lee",
    "Anna Berg",
    "the mayor",
    "he",
    "she",
    "who",
    "that",
    "to",
    "reject",
    "rejected",
    "by",
    "according to",
    "and",
    "but",
    ",",
    ".",
    ":",
    ";",
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "''",
    "«",
    "»",
    "„",
    "—",
    "(",
    ")",
    "\n\n",
    "\n",
    "Mr.",
    "U.S.",
    "'s",
    "their",
    "refusal",
    "call for",
    "officials",
    "told",
    "reporters",
    "is",
    "was",
    "has",
    "will",
    "not",
    "put it",
    "as",
    "Monday",
    "in",
    "a statement",
    "spokesman",
    "for",
    "ministry",
    "calling",
    "saying",
    "quickly",
    "1.5",
    "ready",
    "opposed",
    "Q:",
    "LEE:",
    "…",
    "é",
    "日本",
    "🙂",
    "-",
    "$",
    "&",
    "of",
    "which",
    "from",
    "support",
    "plans",
    "there",
    "it",
    "percent",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_string_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes_like_text_are_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_run_of_telling_words_is_read(words in prop::collection::vec(prop::sample::select(PIECES), 0..60), spaced in any::<bool>()) {
        check(&words.join(if spaced { " " } else { "" }));
        check(&words.join(" "));
    }
}
