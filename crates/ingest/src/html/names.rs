//! What an element's class, id and other names say it is.

use super::tags::Tag;
use super::tree::{Attr, Id, Tree};

/// What an element is by its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// Nothing that helps.
    #[default]
    Nothing,
    /// The body of an article.
    Body,
    /// Furniture, unless most of the page is in it.
    Furniture,
    /// What readers wrote under the article.
    Comments,
    /// Not shown to readers.
    Hidden,
}

/// What the names of `id` say.
pub(super) fn says(tree: &Tree, id: Id) -> Says {
    let node = &tree.nodes[id];
    if node.tag == Tag::Text || node.data.start == node.data.end {
        return Says::Nothing; // a text, or an element without attributes
    }
    if tree.attr(id, Attr::Hidden).is_some() || tree.attr(id, Attr::AriaHidden) == Some("true") {
        return Says::Hidden;
    }
    if tree.attr(id, Attr::Style).is_some_and(is_hidden) {
        return Says::Hidden;
    }
    if tree.attr(id, Attr::Itemprop).is_some_and(|names| names.eq_ignore_ascii_case("articleBody")) {
        return Says::Body;
    }
    let mut said = Says::Nothing;
    for name in [Attr::Class, Attr::Identity, Attr::Role, Attr::Component, Attr::TestId] {
        if let Some(value) = tree.attr(id, name) {
            said = said.max(of_names(value));
        }
    }
    if tree.nodes[id].tag == Tag::Article && said == Says::Furniture {
        // `tag-politics` and `category-newsletter` on an article are what it is about.
        return Says::Nothing;
    }
    said
}

fn is_hidden(style: &str) -> bool {
    let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    rules.any(|(name, value)| {
        let (name, value) = (name.trim(), value.trim());
        (name.eq_ignore_ascii_case("display") && value.starts_with("none"))
            || (name.eq_ignore_ascii_case("visibility") && value.starts_with("hidden"))
    })
}

/// What a list of names says: the words of each, cut at hyphens, underscores and capitals, are looked up.
fn of_names(names: &str) -> Says {
    let mut said = Says::Nothing;
    for name in names.split_ascii_whitespace() {
        let mut before = Word::default();
        for word in (Words { rest: name.as_bytes() }) {
            said = said.max(of_word(word.as_bytes()));
            said = said.max(of_pair(before.as_bytes(), word.as_bytes()));
            before = word;
        }
    }
    said
}

fn of_word(word: &[u8]) -> Says {
    match word {
        b"comment" | b"comments" | b"commentlist" | b"disqus" | b"respond" | b"livefyre" | b"akismet"
        | b"coral" => Says::Comments,
        b"ad" | b"ads" | b"advert" | b"adverts" | b"advertisement" | b"advertising" | b"adsbygoogle"
        | b"adslot" | b"banner" | b"bio" | b"breadcrumb" | b"breadcrumbs" | b"byline" | b"caption"
        | b"captions" | b"consent" | b"cookie" | b"cookies" | b"copyright" | b"credit" | b"credits"
        | b"dateline" | b"disclaimer" | b"footer" | b"gdpr" | b"infobox" | b"menu" | b"meta"
        | b"metadata" | b"modal" | b"mostread" | b"nav" | b"navbar" | b"navigation" | b"newsletter"
        | b"newsletters" | b"outbrain" | b"pager" | b"pagination" | b"paging" | b"paywall" | b"popular"
        | b"popup" | b"promo" | b"promos" | b"promotion" | b"rating" | b"ratings" | b"recirc"
        | b"recirculation" | b"recommend" | b"recommended" | b"recommendation" | b"recommendations"
        | b"related" | b"share" | b"sharebar" | b"sharedaddy" | b"sharing" | b"sidebar" | b"signup"
        | b"social" | b"sponsor" | b"sponsored" | b"subscribe" | b"subscription" | b"taboola" | b"tag"
        | b"tags" | b"teaser" | b"teasers" | b"timestamp" | b"toolbar" | b"tooltip" | b"trending"
        | b"widget" | b"widgets" | b"zergnet" | b"noprint" | b"syndication" | b"author" | b"authors"
        | b"carousel" | b"cta" | b"donate" | b"donation" | b"lightbox" | b"login" | b"overlay"
        | b"player" | b"poll" | b"print" | b"pullquote" | b"quiz" | b"rss" | b"signin" | b"survey"
        | b"tools" | b"upsell" | b"viral" | b"subnav" | b"topbar" | b"masthead" | b"jp" => Says::Furniture,
        b"articlebody" | b"bodytext" | b"bodycopy" => Says::Body,
        _ => Says::Nothing,
    }
}

fn of_pair(first: &[u8], second: &[u8]) -> Says {
    match (first, second) {
        (b"article" | b"story" | b"post" | b"entry" | b"news", b"body" | b"content" | b"text")
        | (b"body", b"text" | b"copy" | b"content")
        | (b"rich", b"text") => Says::Body,
        (b"read", b"more" | b"next" | b"also")
        | (b"more", b"stories" | b"from" | b"news" | b"articles" | b"posts" | b"on")
        | (b"also", b"like" | b"read")
        | (b"you", b"may" | b"might")
        | (b"latest", b"news" | b"stories" | b"posts")
        | (b"recent", b"posts" | b"stories")
        | (b"top", b"stories")
        | (b"most", b"read" | b"viewed")
        | (b"sign", b"up")
        | (b"author", b"bio" | b"box" | b"info")
        | (b"about", b"author")
        | (b"skip", b"link" | b"to") => Says::Furniture,
        (b"visually", b"hidden") | (b"sr", b"only") | (b"screen", b"reader") => Says::Hidden,
        _ => Says::Nothing,
    }
}

/// A word of a name in lower case; what is longer than any that is looked up is cut.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    bytes: [u8; 16],
    length: usize,
}

impl Word {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, byte: u8) {
        if self.length < self.bytes.len() {
            self.bytes[self.length] = byte.to_ascii_lowercase();
            self.length += 1;
        }
    }
}

/// The words of one name.
pub(super) fn name_words(name: &str) -> impl Iterator<Item = Word> {
    Words { rest: name.as_bytes() }
}

struct Words<'a> {
    rest: &'a [u8],
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let start = self.rest.iter().position(u8::is_ascii_alphabetic)?;
        self.rest = &self.rest[start..];
        let mut word = Word::default();
        let mut length = 0;
        for (i, byte) in self.rest.iter().enumerate() {
            let camel = i > 0 && byte.is_ascii_uppercase() && self.rest[i - 1].is_ascii_lowercase();
            if !byte.is_ascii_alphabetic() || camel {
                break;
            }
            word.push(*byte);
            length = i + 1;
        }
        self.rest = &self.rest[length..];
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        let words = |name: &'static str| {
            Words { rest: name.as_bytes() }
                .map(|w| String::from_utf8(w.as_bytes().into()).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(words("c-article__shareBar2--x"), ["c", "article", "share", "bar", "x"]);
        assert_eq!(words("--12"), Vec::<String>::new());
    }

    #[test]
    fn words_say_what_an_element_is() {
        assert_eq!(of_names("wrap share-bar"), Says::Furniture);
        assert_eq!(of_names("shared adapted"), Says::Nothing);
        assert_eq!(of_names("c-entry-content x"), Says::Body);
        assert_eq!(of_names("comments-area ad"), Says::Comments);
        assert!(is_hidden("color:red; display: none") && !is_hidden("display:block"));
    }
}
