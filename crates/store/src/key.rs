//! How an article is recognised again.

use sha2::{Digest, Sha256};
use standpoint_article::{Article, Partial};
use std::fmt::Write;

/// SHA-256, in hex, over everything of an article that its analysis or its report could depend on: id, metadata and
/// text. Not over the path it was read from: a corpus that moves to another folder is the same corpus.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleKey(String);

impl ArticleKey {
    /// The key of an article as it stands.
    pub fn of(article: &Article) -> Self {
        // Every field is taken in, by name: a new field of `Article` has to be decided on here.
        let Article {
            id,
            input: _,
            title,
            published,
            zone,
            outlet,
            author,
            url,
            language,
            duplicate_of,
            copied_by,
            updates,
            partial,
            marked: _, // nothing is found by them
            text,
        } = article;
        let mut hash = Sha256::new();
        let mut field = |value: Option<&str>| match value {
            // The length stands before the bytes, so that no two lists of fields look alike.
            Some(value) => {
                hash.update((value.len() as u64 + 1).to_le_bytes());
                hash.update(value.as_bytes());
            }
            None => hash.update(0u64.to_le_bytes()),
        };
        field(Some(id));
        for optional in [title, published, outlet, author, url, duplicate_of] {
            field(optional.as_deref());
        }
        field(Some(language));
        field(Some(text.as_str()));
        // Fields that came later count where they are there: what was stored before them is still known.
        for (name, value) in [
            ("zone", zone.as_deref()),
            ("partial", partial.map(Partial::as_str)),
            ("copied_by", copied_by.as_deref()),
            ("updates", updates.as_ref().map(|update| update.of.as_str())),
        ] {
            if value.is_some() {
                field(Some(name));
                field(value);
            }
        }
        for new in updates.iter().flat_map(|update| &update.new) {
            field(Some(&format!("{} {}", new.start(), new.end())));
        }
        let mut hex = String::with_capacity(64);
        for byte in hash.finalize() {
            write!(hex, "{byte:02x}").expect("writing to a string");
        }
        Self(hex)
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standpoint_article::{Span, Update};

    #[test]
    fn every_change_that_matters_changes_the_key() {
        let plain = Article::from_text("a", "Text.");
        let changed = [
            Article { title: Some("T".into()), ..plain.clone() },
            Article { title: Some(String::new()), ..plain.clone() },
            Article { outlet: Some("T".into()), ..plain.clone() },
            Article { duplicate_of: Some("b".into()), ..plain.clone() },
            Article { copied_by: Some("b".into()), ..plain.clone() },
            Article { updates: Some(Update { of: "b".into(), new: vec![] }), ..plain.clone() },
            Article { updates: Some(Update { of: "b".into(), new: vec![Span::new(0, 4)] }), ..plain.clone() },
            Article { language: "de".into(), ..plain.clone() },
            Article::from_text("b", "Text."),
            Article::from_text("a", "Text!"),
            Article::from_text("aT", "ext."),
        ];
        let mut keys: Vec<ArticleKey> = changed.iter().chain([&plain]).map(ArticleKey::of).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), changed.len() + 1);
    }

    #[test]
    fn a_moved_file_keeps_its_key() {
        let here = Article::from_text("a", "Text.");
        let there = Article { input: "elsewhere/a.txt".into(), ..here.clone() };
        assert_eq!(ArticleKey::of(&here), ArticleKey::of(&there));
    }
}
