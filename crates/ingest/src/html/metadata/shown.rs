//! What a page shows its readers about the article: headings, bylines, dates.

use super::super::names::{Says, Word, name_words};
use super::super::tags::Tag;
use super::super::tree::{Attr, Id, Tree, squeeze};

/// Longer than this, a text is a passage and no field.
const LONGEST: usize = 200;
/// No more of each kind are looked at: the article's own stand at its top.
const MOST: usize = 12;

/// Fields in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The `<title>`.
    pub(super) title: Option<String>,
    /// The `<h1>`s.
    pub(super) headings: Vec<String>,
    /// The `<h2>`s.
    pub(super) subheads: Vec<String>,
    /// Marked as the author, `rel=author` and the like; those that stand together.
    pub(super) authors: Vec<String>,
    last_author: Id,
    /// Called a byline or an author.
    pub(super) bylines: Vec<String>,
    /// Marked as the date of publication.
    pub(super) published: Option<String>,
    /// `<time>` elements.
    pub(super) times: Vec<String>,
    /// Called a date.
    pub(super) dates: Vec<String>,
    /// Short texts near the headline, which may be a byline or a date.
    pub(super) top: Vec<String>,
    after_headline: usize,
    /// Names near the headline that link to what seems a page about a writer.
    pub(super) profiles: Vec<String>,
    /// Texts anywhere that begin with "by" or "written by".
    pub(super) signed: Vec<String>,
    /// Texts behind one that is only "by" or "written by".
    pub(super) labelled: Vec<String>,
    after_label: bool,
}

impl Shown {
    pub(super) fn of(tree: &Tree, said: &[Says]) -> Self {
        let mut found = Self::default();
        let mut at = 1;
        while at < tree.nodes.len() {
            let node = &tree.nodes[at];
            let is_skipped =
                matches!(node.tag, Tag::Script | Tag::Style | Tag::Svg | Tag::Template | Tag::Nav);
            // Readers who comment are authors, too, but not of this.
            if is_skipped || (node.tag != Tag::Text && node.tag != Tag::Body && said[at] == Says::Comments) {
                at = (node.end as usize).max(at + 1);
                continue;
            }
            found.take(tree, at);
            at += 1;
        }
        found
    }

    /// Names that are marked count together while they stand together; those further down are other pages' or readers'.
    fn author(&mut self, id: Id, name: Option<String>) {
        if self.authors.is_empty() || id - self.last_author <= 12 {
            self.last_author = id;
            push(&mut self.authors, name);
        }
    }

    /// Keeps the first short texts behind the headline.
    fn near_headline(&mut self, tree: &Tree, id: Id) {
        let text = tree.text(id).trim();
        self.behind_label(text);
        let starts = ["By ", "by ", "BY ", "Written by", "Posted by", "Words by", "Reported by"];
        if starts.iter().any(|start| text.starts_with(start)) && text.len() <= 60 {
            push(&mut self.signed, Some(squeeze(text)));
        }
        if self.after_headline > 0 && self.after_headline <= 20 && text.len() > 3 {
            self.after_headline += 1;
            if text.len() <= 100 {
                // The name may be a link behind the word "by".
                let parent = tree.nodes[id].parent as usize;
                let whole = Some(tree.words(parent)).filter(|whole| whole.len() <= 120);
                push(&mut self.top, whole.or_else(|| Some(squeeze(text))));
            }
        }
    }

    /// "By" in one element and the name in the next. "By" alone may mean much, so it has to stand near the headline.
    fn behind_label(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.after_label) && text.split_whitespace().count() <= 6 && text.len() <= 60 {
            push(&mut self.labelled, Some(squeeze(text)));
        }
        let label = text.trim_matches(|c: char| !c.is_alphabetic());
        let is = |labels: &[&str]| labels.iter().any(|l| label.eq_ignore_ascii_case(l));
        let near = (1..=20).contains(&self.after_headline);
        self.after_label = label.len() <= 12
            && (is(&["written by", "posted by", "reported by", "words by", "article by", "story by"])
                || (near && is(&["by", "author", "authors"])));
    }

    fn take(&mut self, tree: &Tree, id: Id) {
        let words = || Some(tree.words(id)).filter(|t| !t.is_empty() && t.chars().count() <= LONGEST);
        match tree.nodes[id].tag {
            Tag::Text => return self.near_headline(tree, id),
            Tag::Title if self.title.is_none() => return self.title = words(),
            Tag::H1 => {
                if self.headings.is_empty() {
                    // What stood behind a lesser heading before was a menu's or a teaser's.
                    self.top.clear();
                    self.profiles.clear();
                }
                self.after_headline = 1;
                return push(&mut self.headings, words());
            }
            Tag::H2 => {
                self.after_headline = self.after_headline.max(1);
                return push(&mut self.subheads, words());
            }
            Tag::A if (1..=20).contains(&self.after_headline) && self.profiles.is_empty() => {
                let leads = |href: &str| PROFILES.iter().any(|part| href.contains(part));
                if tree.attr(id, Attr::Href).is_some_and(leads) {
                    let one_word = |name: &String| !name.contains(' ') && name.len() >= 3 && name.len() <= 30;
                    push(
                        &mut self.profiles,
                        words().filter(|name| super::author::is_name(name) || one_word(name)),
                    );
                }
            }
            Tag::Time => {
                let date =
                    tree.attr(id, Attr::Datetime).map(|d| d.trim().to_owned()).filter(|d| !d.is_empty());
                let is_published = tree.attr(id, Attr::Pubdate).is_some()
                    || tree.attr(id, Attr::Itemprop) == Some("datePublished");
                let date = date.or_else(words);
                if is_published && self.published.is_none() {
                    self.published.clone_from(&date);
                }
                return push(&mut self.times, date);
            }
            _ => {}
        }
        match tree.attr(id, Attr::Itemprop) {
            Some("author" | "creator") if tree.nodes[id].tag != Tag::Meta => {
                self.author(id, named(tree, id).or_else(words));
            }
            Some("datePublished" | "dateCreated") if self.published.is_none() => {
                let date = tree.attr(id, Attr::Content).or_else(|| tree.attr(id, Attr::Datetime));
                self.published = date.map(str::to_owned).or_else(words);
            }
            _ => {}
        }
        if tree.attr(id, Attr::Rel).is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author")) {
            self.author(id, words());
        }
        let names = [Attr::Class, Attr::Identity, Attr::TestId, Attr::Component];
        for name in names.into_iter().filter_map(|name| tree.attr(id, name)) {
            if has_word(name, BYLINES) {
                push(&mut self.bylines, linked_name(tree, id).or_else(words));
            } else if has_word(name, DATES) {
                push(&mut self.dates, words());
            }
        }
    }
}

/// The names that a byline links to, when it links to one or two.
fn linked_name(tree: &Tree, id: Id) -> Option<String> {
    let links = tree.inside(id).filter(|i| tree.nodes[*i].tag == Tag::A);
    let mut names: Vec<String> =
        links.map(|i| tree.words(i)).filter(|name| super::author::is_name(name)).collect();
    names.dedup();
    (1..=3).contains(&names.len()).then(|| names.join(", "))
}

/// The `itemprop=name` inside `id`.
fn named(tree: &Tree, id: Id) -> Option<String> {
    let name = tree.inside(id).find(|i| tree.attr(*i, Attr::Itemprop) == Some("name"))?;
    tree.attr(name, Attr::Content)
        .map(str::to_owned)
        .or_else(|| Some(tree.words(name)))
        .filter(|n| !n.is_empty())
}

/// Parts of addresses under which sites keep their writers.
const PROFILES: [&str; 15] = [
    "/author/",
    "/authors/",
    "/contributor",
    "/profile",
    "/staff/",
    "/newsteam/",
    "/news-team/",
    "/journalist",
    "/reporter",
    "/by/",
    "/byline",
    "/bio/",
    "/writer",
    "/columnist",
    "/user/",
];

/// Words in the names of elements that hold a byline.
const BYLINES: &[&str] = &[
    "byline",
    "bylines",
    "author",
    "authors",
    "authorname",
    "writer",
    "contributor",
    "contributors",
    "vcard",
    "postedby",
    "reporter",
    "journalist",
    "columnist",
];

/// Words in the names of elements that hold a date.
const DATES: &[&str] =
    &["date", "published", "pubdate", "posted", "timestamp", "time", "dateline", "publishdate", "datetime"];

/// True when one of `words` is a word of the names, cut at capitals, too: `articleAuthor`, `Byline_name__x1`.
fn has_word(names: &str, words: &[&str]) -> bool {
    names.split_ascii_whitespace().any(|name| {
        let is_one = |found: Word| words.iter().any(|word| word.as_bytes() == found.as_bytes());
        name_words(name).any(is_one)
    })
}

fn push(into: &mut Vec<String>, text: Option<String>) {
    if let Some(text) = text.filter(|t| into.len() < MOST && into.last() != Some(t)) {
        into.push(text);
    }
}
