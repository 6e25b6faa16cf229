//! A page as a tree, in the order of its text.

use super::builder::Builder;
use super::tags::Tag;
use html5gum::Tokenizer;

/// The number of a node. Nodes are numbered as their tags and texts stand on the page, so what is inside a node
/// follows it directly.
pub(super) type Id = usize;

/// Attributes that say what an element is or what it points to; others are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attr {
    AriaHidden,
    Class,
    Content,
    Component,
    Datetime,
    Hidden,
    Href,
    HttpEquiv,
    Identity,
    Itemprop,
    Itemtype,
    Lang,
    Name,
    Property,
    Pubdate,
    Rel,
    Role,
    Style,
    TestId,
    Title,
    Type,
}

impl Attr {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"aria-hidden" => Self::AriaHidden,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"data-component" => Self::Component,
            b"data-testid" | b"data-test-id" => Self::TestId,
            b"datetime" => Self::Datetime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Identity,
            b"itemprop" => Self::Itemprop,
            b"itemtype" => Self::Itemtype,
            b"lang" | b"xml:lang" => Self::Lang,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"pubdate" => Self::Pubdate,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"title" => Self::Title,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

/// A range of bytes in one of the tree's buffers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Range {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// An element or a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) tag: Tag,
    /// For a text: it stands inside a link.
    pub(super) in_link: bool,
    pub(super) parent: u32,
    /// One past the last node inside this one.
    pub(super) end: u32,
    /// A text's place in the text buffer, an element's in the list of attributes.
    pub(super) data: Range,
}

/// A page. Elements in it nest [`super::builder::DEEPEST`] deep at most, and there are
/// [`super::builder::MOST_NODES`] at most.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<(Attr, Range)>,
    /// All texts and attribute values, one behind the other.
    pub(super) buffer: String,
    /// The page had more elements than are read.
    pub(super) is_cut: bool,
}

impl Tree {
    /// Reads a page. There is nothing that is no page: whatever is not markup is text.
    pub(super) fn of(page: &str) -> Self {
        let mut tokenizer = Tokenizer::new_with_emitter(page, Builder::new(page.len()));
        match tokenizer.next() {
            Some(Ok(tree)) => tree,
            Some(Err(never)) => match never {},
            None => Self::default(),
        }
    }

    pub(super) fn text(&self, id: Id) -> &str {
        let Range { start, end } = self.nodes[id].data;
        &self.buffer[start as usize..end as usize]
    }

    /// The value of an element's attribute, as it is written.
    pub(super) fn attr(&self, id: Id, name: Attr) -> Option<&str> {
        let node = &self.nodes[id];
        if node.tag == Tag::Text {
            return None;
        }
        let range = node.data.start as usize..node.data.end as usize;
        let (_, value) = self.attributes[range].iter().find(|(n, _)| *n == name)?;
        Some(&self.buffer[value.start as usize..value.end as usize])
    }

    /// Everything inside `id`, in the order of the page.
    pub(super) fn inside(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.nodes[id].end as usize
    }

    /// The words inside `id`, single spaces between them; those of wordless elements are no words.
    pub(super) fn words(&self, id: Id) -> String {
        let mut words = String::new();
        let mut at = id;
        let end = self.nodes[id].end as usize;
        while at < end {
            let node = &self.nodes[at];
            if at > id && node.tag.is_wordless() {
                words.push(' ');
                at = (node.end as usize).max(at + 1);
                continue;
            }
            if node.tag == Tag::Text {
                words.push_str(self.text(at));
            } else if node.tag.is_block() {
                words.push(' ');
            }
            at += 1;
        }
        squeeze(&words)
    }
}

/// `text` with single spaces and none at its ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
