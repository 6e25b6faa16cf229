//! What was said in a corpus, as much of it as is looked at.

use crate::phrases::{Token, tokens};
use crate::wording::Object;
use sha2::{Digest, Sha256};
use standpoint_stance::Analysis;
use standpoint_statements::word;
use std::collections::BTreeMap;

/// A content with fewer telling words than this ("it", "that he would not") is about nothing by itself.
const MIN_TELLING: usize = 2;

/// One statement: who said what where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Id of the article.
    pub article: String,
    /// Where the statement begins in its article, in bytes.
    pub at: usize,
    /// Name of its actor.
    pub actor: String,
    /// The cue's words, where there are any.
    pub cue: Option<String>,
    /// The words of its content, on one line.
    pub text: String,
}

impl Said {
    /// What the content is to the cue: "agreed to" wants a verb, "rejected" an object, "said" neither.
    pub(crate) fn object(&self) -> Object {
        match &self.cue {
            Some(cue) if cue.ends_with(" to") => Object::Verb,
            Some(_) if self.takes_side() => Object::Noun,
            _ => Object::Words,
        }
    }

    /// True for a statement made by taking a side or acting ("rejected"), not by speaking ("said").
    pub fn takes_side(&self) -> bool {
        self.cue.as_deref().is_some_and(|cue| cue.split_whitespace().any(|w| word(w).takes_side))
    }
}

/// Statements of a corpus of any size, of which the same ones are kept whatever their order.
#[derive(Debug)]
pub struct Sample {
    limit: usize,
    seen: usize,
    kept: BTreeMap<[u8; 32], Said>,
}

impl Sample {
    /// An empty sample that will hold up to `limit` statements.
    pub fn new(limit: usize) -> Self {
        Self { limit, seen: 0, kept: BTreeMap::new() }
    }

    /// Takes in the statements of an article that somebody holds and whose content has telling words.
    pub fn add(&mut self, analysis: &Analysis) {
        let text = &analysis.article.text;
        for statement in &analysis.statements {
            let holder = statement.actor.as_ref().and_then(|id| analysis.actors.iter().find(|a| a.id == *id));
            let (Some(actor), Some(extent)) = (holder, statement.extent()) else { continue };
            let words: Vec<&str> = statement.content.iter().map(|span| text.slice(*span)).collect();
            let said = Said {
                article: analysis.article.id.clone(),
                at: extent.start(),
                actor: one_line(&actor.name),
                cue: statement.cue.map(|span| one_line(text.slice(span))),
                text: one_line(&words.join(" … ")),
            };
            if telling_words(&said.text) >= MIN_TELLING {
                self.put(said, &statement.id);
            }
        }
    }

    fn put(&mut self, said: Said, statement: &str) {
        self.seen += 1;
        let mut hash = Sha256::new();
        hash.update((said.article.len() as u64).to_le_bytes());
        hash.update(&said.article);
        hash.update(statement);
        self.kept.insert(hash.finalize().into(), said);
        if self.kept.len() > self.limit {
            self.kept.pop_last();
        }
    }

    /// How many statements were offered; more than are kept when the sample is full.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// The statements, by article and place.
    pub fn into_said(self) -> Vec<Said> {
        let mut said: Vec<Said> = self.kept.into_values().collect();
        said.sort_by(|a, b| (&a.article, a.at, &a.text).cmp(&(&b.article, b.at, &b.text)));
        said
    }
}

/// How many words of a text say what it is about.
fn telling_words(text: &str) -> usize {
    tokens(text).filter(Token::is_telling).count()
}

/// Foreign text on one line, without what could steer a terminal or end a comment.
pub(crate) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let hidden = |c: char| matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let visible: String = clean.chars().filter(|c| !hidden(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use standpoint_article::Article;
    use standpoint_stance::without_model;

    fn analysis(id: &str) -> Analysis {
        let text = "Ana Ruiz rejected the harbour toll. Ana Ruiz demanded a new ferry line.\n\n\"It is\nlate,\" she said.";
        without_model(Article::from_text(id, text), &[])
    }

    #[test]
    fn what_is_about_nothing_is_left_out() {
        let mut sample = Sample::new(10);
        sample.add(&analysis("a"));
        let said = sample.into_said();
        let texts: Vec<&str> = said.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["the harbour toll", "a new ferry line"]);
        assert!(said.iter().all(|s| s.actor == "Ana Ruiz" && s.takes_side()));
    }

    #[test]
    fn the_same_statements_are_kept_in_any_order() {
        let ids = ["a", "b", "c", "d", "e"];
        let sample = |order: &mut dyn Iterator<Item = &&str>| {
            let mut sample = Sample::new(3);
            order.for_each(|id| sample.add(&analysis(id)));
            assert_eq!(sample.seen(), 10);
            sample.into_said()
        };
        let forwards = sample(&mut ids.iter());
        assert_eq!(forwards.len(), 3);
        assert_eq!(forwards, sample(&mut ids.iter().rev()));
    }
}
