//! A tree of markup cut into paragraphs and headings.

use super::tags::Tag;
use super::tree::{Id, Tree};
use standpoint_article as article;

/// What a block is by its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `h1` to `h6`.
    Heading(u8),
    /// `p`.
    Paragraph,
    /// `li`, `dt`, `dd`.
    Item,
    /// Any other: cells, text on its own.
    Other,
}

/// A paragraph, list item or heading. White space in it is single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// What the elements around it make of it: a `p` in a list item is one, too.
    pub(super) marked: Option<article::Kind>,
    pub(super) text: String,
    /// Bytes of `text` that are links.
    pub(super) linked: usize,
    /// The element it stands in: its own `p`, or the one that holds text on its own.
    pub(super) element: Id,
}

impl Block {
    /// 1 to 6 for a heading.
    pub(super) fn level(&self) -> Option<u8> {
        if let Kind::Heading(level) = self.kind { Some(level) } else { None }
    }

    /// How much of it is links, from 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        share(self.linked, self.text.len())
    }
}

pub(super) fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// A [`Block`] while it is looked at. Most of a page is looked at only.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) linked: usize,
    pub(super) element: Id,
    /// Elements that are open around it, outer ones first.
    open: &'a [(usize, Id)],
    tree: &'a Tree,
}

impl Passage<'_> {
    pub(super) fn to_owned(self) -> Block {
        let Self { kind, text, linked, element, open, tree } = self;
        let marked = marked(open.iter().rev().map(|(_, element)| tree.nodes[*element].tag));
        Block { kind, marked, text: text.to_owned(), linked, element }
    }
}

/// Shows `each` the blocks of `root`, without those in elements that are `out`.
pub(super) fn cut(tree: &Tree, root: Id, out: impl Fn(Id) -> bool, each: impl FnMut(Passage<'_>)) {
    let mut cutter = Cutter { each, text: String::new(), linked: 0, after_break: false };
    // Block elements that are open, each with where it ends.
    let mut open: Vec<(usize, Id)> = vec![(tree.nodes[root].end as usize, root)];
    let mut at = root;
    let end = tree.nodes[root].end as usize;
    while at < end {
        while let Some((ends, element)) = open.last().copied()
            && ends <= at
            && open.len() > 1
        {
            cutter.close(kind(tree.nodes[element].tag), &open, tree);
            open.pop();
        }
        let node = &tree.nodes[at];
        if node.tag == Tag::Text {
            cutter.text(tree.text(at), node.in_link);
        } else if node.tag == Tag::Br {
            cutter.line_break(&open, tree);
        } else if at != root && (node.tag.is_wordless() || out(at)) {
            if node.tag.is_block() {
                cutter.close(Kind::Other, &open, tree);
            }
            at = (node.end as usize).max(at + 1);
            continue;
        } else if node.tag.is_block() {
            cutter.close(Kind::Other, &open, tree);
            open.push((node.end as usize, at));
        }
        at += 1;
    }
    while let Some((_, element)) = open.last().copied() {
        cutter.close(kind(tree.nodes[element].tag), &open, tree);
        open.pop();
    }
}

struct Cutter<F> {
    each: F,
    text: String,
    linked: usize,
    after_break: bool,
}

impl<F: FnMut(Passage<'_>)> Cutter<F> {
    fn text(&mut self, text: &str, in_link: bool) {
        let before = self.text.len();
        let mut words = text.split_whitespace();
        let Some(first) = words.next() else {
            if !text.is_empty() {
                self.space();
            }
            return;
        };
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        self.text.push_str(first);
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        self.linked += if in_link { self.text.len() - before } else { 0 };
        self.after_break = false;
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// One break is a space, two are the end of a paragraph.
    fn line_break(&mut self, open: &[(usize, Id)], tree: &Tree) {
        if self.after_break {
            self.close(Kind::Paragraph, open, tree);
        }
        self.space();
        self.after_break = true;
    }

    fn close(&mut self, kind: Kind, open: &[(usize, Id)], tree: &Tree) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        if self.text.chars().any(char::is_alphanumeric) {
            let element = open.last().map_or(0, |(_, element)| *element);
            let linked = self.linked.min(length);
            (self.each)(Passage { kind, text: &self.text, linked, element, open, tree });
        }
        self.text.clear();
        self.linked = 0;
        self.after_break = false;
    }
}

fn kind(tag: Tag) -> Kind {
    match tag {
        Tag::P => Kind::Paragraph,
        Tag::Li | Tag::Dt | Tag::Dd => Kind::Item,
        _ => tag.heading().map_or(Kind::Other, Kind::Heading),
    }
}

/// What a block is by the elements around it, inner ones first. An article in a list item is none.
fn marked(around: impl Iterator<Item = Tag>) -> Option<article::Kind> {
    for tag in around {
        match tag {
            Tag::Li | Tag::Dt | Tag::Dd => return Some(article::Kind::Item),
            Tag::Blockquote => return Some(article::Kind::Quote),
            Tag::Article | Tag::Main | Tag::Section | Tag::Td | Tag::Body => return None,
            _ if tag.heading().is_some() => return Some(article::Kind::Heading),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(html: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        cut(&Tree::of(html), 0, |_| false, |block| blocks.push(block.to_owned()));
        blocks
    }

    fn texts(html: &str) -> Vec<String> {
        blocks(html).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn inline_markup_keeps_words_apart_and_together() {
        assert_eq!(
            texts("<p>The <b>minister</b>’s <a href=x>no</a>, she\n said.</p>"),
            ["The minister’s no, she said."]
        );
        assert_eq!(texts("One<br>two<br> <br/>three"), ["One two", "three"]);
        assert_eq!(
            texts("<ul><li>One<li>two</ul><div>three<p>four</p>five</div>"),
            ["One", "two", "three", "four", "five"]
        );
    }

    #[test]
    fn entities_are_decoded_and_scripts_are_out() {
        assert_eq!(texts("<p>A &amp; B &#8220;c&#8221;&nbsp;d</p><script>x()</script>"), ["A & B “c” d"]);
    }

    #[test]
    fn a_block_knows_what_it_is_and_how_much_of_it_is_links() {
        let blocks = blocks("<h2>One</h2><p><a href=x>two</a> and</p><ol><li>three</ol>");
        let kinds: Vec<Kind> = blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [Kind::Heading(2), Kind::Paragraph, Kind::Item]);
        assert_eq!((blocks[1].linked, blocks[0].linked), (3, 0));
    }

    #[test]
    fn a_block_is_what_its_elements_make_of_it() {
        let blocks = blocks(
            "<blockquote><p>one<p>two</blockquote><p>three<ul><li><p>four</p>five<li><article><p>six</article></ul>
             <h2><span>seven</span></h2><blockquote>eight</blockquote>nine",
        );
        let marked: Vec<_> = blocks.iter().map(|b| b.marked).collect();
        let [heading, quote, item] =
            [article::Kind::Heading, article::Kind::Quote, article::Kind::Item].map(Some);
        assert_eq!(marked, [quote, quote, None, item, item, None, heading, quote, None]);
    }

    #[test]
    fn depth_costs_no_stack() {
        let html = format!("{}deep{}", "<b>".repeat(50_000), "</b>".repeat(50_000));
        assert_eq!(texts(&html), ["deep"]);
    }
}
