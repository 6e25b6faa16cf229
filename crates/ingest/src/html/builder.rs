//! Tags and texts, as the tokenizer finds them, to a [`Tree`].
//!
//! What browsers do with tags that are left open, crossed or misplaced is followed as far as it decides what stands
//! in which paragraph: a paragraph ends where a block begins, a list item where the next does, a cell where its row
//! ends; an end tag without its start is nothing. Browsers need time that grows with the square of a page's depth;
//! here depth is bounded, and so are the number of elements and what is kept of an attribute.

use super::tags::Tag;
use super::tree::{Attr, Node, Range, Tree};
use html5gum::{Emitter, Error, State};

/// Pages of newspapers nest some 30 elements deep. Deeper elements than this are read as if their tags were not there.
pub(super) const DEEPEST: usize = 256;
/// Elements and texts of a page: the longest articles have some 20,000. What comes behind is not read.
pub(super) const MOST_NODES: usize = 1_000_000;
/// Bytes kept of an attribute's value.
const LONGEST_VALUE: usize = 4096;

/// An element that is open.
struct Open {
    id: u32,
    tag: Tag,
    /// Tells elements of unknown names apart.
    name: u64,
    /// A link that leads somewhere, not a mere anchor.
    is_link: bool,
}

/// Builds a [`Tree`] from tokens.
pub(super) struct Builder {
    tree: Tree,
    /// Bytes of [`Tree::buffer`], checked to be UTF-8 at the end.
    buffer: Vec<u8>,
    stack: Vec<Open>,
    /// Links among the open elements.
    links: usize,
    /// Elements that are open but too deep to be nodes.
    ignored: usize,
    /// The name of the tag that is being read, then of the last start tag.
    name: Vec<u8>,
    last_start: Vec<u8>,
    is_end: bool,
    self_closing: bool,
    /// Where the attributes of the tag that is being read begin, and their values.
    attributes: usize,
    tag_start: usize,
    attribute_name: Vec<u8>,
    attribute: Option<Attr>,
    value_start: usize,
    /// Inside a script or style: no words, unless it is linked data.
    in_raw: bool,
    keeps_raw: bool,
    /// The last node is a text that the next one continues.
    in_text: bool,
    done: Option<Tree>,
}

impl Builder {
    pub(super) fn new(size: usize) -> Self {
        let root = Node { tag: Tag::Html, in_link: false, parent: 0, end: 0, data: Range::default() };
        let mut tree = Tree::default();
        tree.nodes.reserve(size / 100);
        tree.nodes.push(root);
        Self {
            tree,
            buffer: Vec::with_capacity(size / 2),
            stack: vec![Open { id: 0, tag: Tag::Html, name: 0, is_link: false }],
            links: 0,
            ignored: 0,
            name: Vec::new(),
            last_start: Vec::new(),
            is_end: false,
            self_closing: false,
            attributes: 0,
            tag_start: 0,
            attribute_name: Vec::new(),
            attribute: None,
            value_start: 0,
            in_raw: false,
            keeps_raw: false,
            in_text: false,
            done: None,
        }
    }

    fn top(&self) -> Tag {
        self.stack.last().map_or(Tag::Html, |open| open.tag)
    }

    /// Appends a node inside the innermost open element.
    fn push(&mut self, tag: Tag, data: Range) -> u32 {
        let id = self.tree.nodes.len() as u32;
        let parent = self.stack.last().map_or(0, |open| open.id);
        self.tree.nodes.push(Node { tag, in_link: self.links > 0, parent, end: id + 1, data });
        id
    }

    /// Closes open elements until `depth` are left.
    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth.max(1) {
            if let Some(open) = self.stack.pop() {
                self.tree.nodes[open.id as usize].end = self.tree.nodes.len() as u32;
                self.links -= usize::from(open.is_link);
            }
        }
    }

    /// Closes the innermost `wanted`, with all that is open in it, unless a `bound` stands between.
    fn close(&mut self, wanted: impl Fn(&Open) -> bool, bound: impl Fn(Tag) -> bool) -> bool {
        for depth in (1..self.stack.len()).rev() {
            if wanted(&self.stack[depth]) {
                self.close_to(depth);
                return true;
            }
            if bound(self.stack[depth].tag) {
                return false;
            }
        }
        false
    }

    /// A link ends, wherever it began: what is still open in it stays open.
    fn close_link(&mut self) {
        if let Some(depth) = self.stack.iter().rposition(|open| open.tag == Tag::A) {
            if self.stack[depth + 1..].iter().all(|open| !open.tag.is_block()) {
                return self.close_to(depth);
            }
            let open = self.stack.remove(depth);
            self.tree.nodes[open.id as usize].end = self.tree.nodes.len() as u32;
            self.links -= usize::from(open.is_link);
        }
    }

    /// Closes what a start tag closes by standing where it stands.
    fn make_room(&mut self, tag: Tag) {
        let is_scope = Tag::is_scope;
        if tag.closes_paragraph() {
            self.close(|open| open.tag == Tag::P, is_scope);
        }
        match tag {
            Tag::Li => {
                let bound = |t: Tag| matches!(t, Tag::Ul | Tag::Ol | Tag::Menu) || t.is_scope();
                self.close(|open| open.tag == Tag::Li, bound);
            }
            Tag::Dt | Tag::Dd => {
                let bound = |t: Tag| t == Tag::Dl || t.is_scope();
                self.close(|open| matches!(open.tag, Tag::Dt | Tag::Dd), bound);
            }
            Tag::Option => {
                self.close(|open| open.tag == Tag::Option, |t| t == Tag::Select || t.is_scope());
            }
            Tag::Td | Tag::Th => {
                self.close(
                    |open| matches!(open.tag, Tag::Td | Tag::Th),
                    |t| matches!(t, Tag::Tr | Tag::Table),
                );
            }
            Tag::Tr => {
                self.close(|open| open.tag == Tag::Tr, |t| t == Tag::Table);
            }
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                let is_part = |open: &Open| matches!(open.tag, Tag::Tbody | Tag::Thead | Tag::Tfoot);
                self.close(is_part, |t| t == Tag::Table);
            }
            Tag::A => self.close_link(),
            _ => {}
        }
        if tag.heading().is_some() && self.top().heading().is_some() {
            self.close_to(self.stack.len() - 1);
        }
        let in_head = tag.is_void()
            || matches!(tag, Tag::Title | Tag::Script | Tag::Style | Tag::Noscript | Tag::Template);
        if self.top() == Tag::Head && (!in_head || matches!(tag, Tag::Br | Tag::Hr | Tag::Img)) {
            self.close_to(self.stack.len() - 1);
        }
    }

    fn start(&mut self) -> Option<State> {
        let tag = Tag::of(&self.name);
        let data = Range { start: self.attributes as u32, end: self.tree.attributes.len() as u32 };
        self.in_text &= tag.is_formatting();
        if tag.is_formatting() {
            self.forget();
            return None;
        }
        if matches!(tag, Tag::Html | Tag::Body) && self.stack.iter().any(|open| open.tag == tag) {
            let root = &mut self.tree.nodes[0].data;
            if tag == Tag::Html && root.start == root.end {
                *root = data; // the root is there before its tag
            }
            return None;
        }
        self.make_room(tag);
        let closes_itself = tag.is_void()
            || (self.self_closing
                && (tag == Tag::Other || self.stack.iter().any(|open| open.tag == Tag::Svg)));
        let kind = self.value(data, Attr::Type);
        self.keeps_raw = tag == Tag::Script && kind.is_some_and(is_linked_data);
        if self.stack.len() >= DEEPEST && !closes_itself {
            self.ignored += 1;
            self.forget();
        } else {
            let id = self.push(tag, data);
            if closes_itself {
                return None;
            }
            let is_link = tag == Tag::A && self.value(data, Attr::Href).is_some();
            self.links += usize::from(is_link);
            let name = if tag == Tag::Other { hash(&self.name) } else { 0 };
            self.stack.push(Open { id, tag, name, is_link });
        }
        self.in_raw = matches!(tag, Tag::Script | Tag::Style | Tag::Iframe | Tag::Noembed);
        match tag {
            Tag::Title | Tag::Textarea => Some(State::RcData),
            Tag::Script => Some(State::ScriptData),
            Tag::Style | Tag::Iframe | Tag::Xmp | Tag::Noembed => Some(State::RawText),
            Tag::Plaintext => Some(State::PlainText),
            _ => None,
        }
    }

    /// Drops the attributes of a tag that becomes no node.
    fn forget(&mut self) {
        self.tree.attributes.truncate(self.attributes);
        self.buffer.truncate(self.tag_start);
    }

    fn end(&mut self) {
        let tag = Tag::of(&self.name);
        self.in_text &= tag.is_formatting();
        self.in_raw = false;
        if tag.is_formatting() || tag.is_void() || matches!(tag, Tag::Html | Tag::Body) {
            if tag == Tag::Br {
                self.push(tag, Range::default());
            }
            return;
        }
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        if tag == Tag::A {
            return self.close_link();
        }
        let name = if tag == Tag::Other { hash(&self.name) } else { 0 };
        let is_it = |open: &Open| open.tag == tag && open.name == name;
        let closed = if tag.is_table_part() {
            self.close(is_it, |t| t == Tag::Table)
        } else if tag.heading().is_some() {
            self.close(|open| open.tag.heading().is_some(), Tag::is_scope)
        } else if tag.is_block() {
            self.close(is_it, Tag::is_scope)
        } else {
            self.close(is_it, |t| t.is_block() || t.is_scope())
        };
        if !closed && tag == Tag::P {
            self.push(Tag::P, Range::default()); // what browsers make of it: an empty paragraph
        }
    }

    fn value(&self, data: Range, name: Attr) -> Option<&[u8]> {
        let values = &self.tree.attributes[data.start as usize..data.end as usize];
        let (_, value) = values.iter().find(|(n, _)| *n == name)?;
        Some(&self.buffer[value.start as usize..value.end as usize])
    }

    /// Ends the attribute that is being read.
    fn end_attribute(&mut self) {
        let name = self.attribute.take().or_else(|| Attr::of(&self.attribute_name));
        if let Some(name) = name.filter(|_| !self.is_end) {
            let value = Range { start: self.value_start as u32, end: self.buffer.len() as u32 };
            self.tree.attributes.push((name, value));
        }
        self.attribute_name.clear();
    }

    fn finish(&mut self) {
        self.close_to(1);
        self.tree.nodes[0].end = self.tree.nodes.len() as u32;
        let buffer = std::mem::take(&mut self.buffer);
        self.tree.buffer = String::from_utf8(buffer).unwrap_or_else(|e| {
            // The page is UTF-8, so only a value cut short can end inside a character: all offsets must stay.
            let bytes = e.into_bytes();
            let mut whole = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                whole.push_str(chunk.valid());
                whole.extend(chunk.invalid().iter().map(|_| '?'));
            }
            whole
        });
        self.done = Some(std::mem::take(&mut self.tree));
    }
}

fn is_linked_data(kind: &[u8]) -> bool {
    kind.trim_ascii().eq_ignore_ascii_case(b"application/ld+json")
}

fn hash(name: &[u8]) -> u64 {
    name.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Emitter for Builder {
    type Token = Tree;

    fn pop_token(&mut self) -> Option<Tree> {
        if self.tree.nodes.len() > MOST_NODES {
            self.tree.is_cut = true;
            self.finish();
        }
        self.done.take()
    }

    fn emit_eof(&mut self) {
        self.finish();
    }

    fn emit_string(&mut self, piece: &[u8]) {
        if self.in_raw && !self.keeps_raw {
            return;
        }
        if self.top() == Tag::Head && !piece.trim_ascii().is_empty() {
            self.close_to(self.stack.len() - 1);
        }
        let start = self.buffer.len() as u32;
        self.buffer.extend_from_slice(piece);
        let end = self.buffer.len() as u32;
        match self.tree.nodes.last_mut() {
            Some(last) if self.in_text && last.tag == Tag::Text && last.data.end == start => {
                last.data.end = end;
            }
            _ => {
                self.push(Tag::Text, Range { start, end });
                self.in_text = true;
            }
        }
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.is_end = false;
        self.self_closing = false;
        self.attributes = self.tree.attributes.len();
        self.tag_start = self.buffer.len();
    }

    fn init_end_tag(&mut self) {
        self.name.clear();
        self.is_end = true;
    }

    fn push_tag_name(&mut self, piece: &[u8]) {
        if self.name.len() + piece.len() <= LONGEST_VALUE {
            self.name.extend_from_slice(piece);
        }
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        if !self.attribute_name.is_empty() {
            self.end_attribute();
        }
        self.attribute = None;
        self.value_start = self.buffer.len();
    }

    fn push_attribute_name(&mut self, piece: &[u8]) {
        if self.attribute_name.len() + piece.len() <= 64 {
            self.attribute_name.extend_from_slice(piece);
        }
    }

    fn init_attribute_value(&mut self) {
        self.attribute = Attr::of(&self.attribute_name);
    }

    fn push_attribute_value(&mut self, piece: &[u8]) {
        if self.attribute.is_some() && !self.is_end {
            let room = LONGEST_VALUE.saturating_sub(self.buffer.len() - self.value_start);
            self.buffer.extend_from_slice(&piece[..piece.len().min(room)]);
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        if !self.attribute_name.is_empty() {
            self.end_attribute();
        }
        if self.is_end {
            self.end();
            self.last_start.clear();
            return None;
        }
        let state = self.start();
        std::mem::swap(&mut self.last_start, &mut self.name);
        state
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn emit_current_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
