//! Names of the codebook that an "and" stands in, found whole before sentences are cut into phrases.
//!
//! "Maritime and Dock Workers' Union" reads like two names, and only who knows the union can tell that it is one.

use std::collections::BTreeMap;

use standpoint_article::Span;

use crate::model::KnownActor;
use crate::names::straight;
use crate::tagger::Tag;
use crate::tokens::{self, Token};

/// The names, as the words they are written in, by their first.
pub(crate) struct WholeNames {
    by_first: BTreeMap<String, Vec<Vec<String>>>,
}

impl WholeNames {
    /// Of all names and aliases those that would be cut: they begin and end with a capital, and something between joins.
    pub(crate) fn new(known: &[KnownActor]) -> Self {
        let mut by_first: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for name in known.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)) {
            let name = name.trim();
            let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
            let words: Vec<String> = tokens::tokenize(name, Span::new(0, name.len()), &[])
                .iter()
                .map(|t| straight(&name[t.span.range()]))
                .collect();
            let capital = |word: Option<&String>| word.is_some_and(|w| w.starts_with(char::is_uppercase));
            let joined = words.iter().any(|w| matches!(w.as_str(), "and" | "or" | "&" | ","));
            if joined && capital(words.first()) && capital(words.last()) {
                by_first.entry(words[0].clone()).or_default().push(words);
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        Self { by_first }
    }

    /// Makes names of the words of each of these names, so that a phrase holds all of it.
    pub(crate) fn mark(&self, text: &str, tokens: &[Token], tags: &mut [Tag]) {
        let mut at = 0;
        while at < tokens.len() && !self.by_first.is_empty() {
            let length = self.length(text, &tokens[at..]);
            for tag in &mut tags[at..at + length] {
                // The apostrophe of "Workers'" stays what it is: names know how to join it.
                if *tag != Tag::Clitic {
                    *tag = Tag::Name;
                }
            }
            at += length.max(1);
        }
    }

    /// Tokens of the longest name that `tokens` begin with; 0 where there is none.
    fn length(&self, text: &str, tokens: &[Token]) -> usize {
        let word = |token: &Token| straight(&text[token.span.range()]);
        let names = tokens.first().and_then(|first| self.by_first.get(&word(first)));
        let begins = |name: &&Vec<String>| {
            name.len() <= tokens.len() && name.iter().zip(tokens).all(|(w, token)| *w == word(token))
        };
        names.and_then(|names| names.iter().find(begins)).map_or(0, Vec::len)
    }
}
