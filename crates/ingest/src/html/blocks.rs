//! A tree of markup cut into paragraphs and headings.

use dom_query::{Document, NodeId, NodeRef};
use regex::Regex;
use std::sync::LazyLock;

/// What a block is by its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `h1` to `h6`.
    Heading(u8),
    /// `p`.
    Paragraph,
    /// Any other: list items, cells, text on its own.
    Other,
}

/// A paragraph, list item or heading. White space in it is single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) tag: Tag,
    pub(super) text: String,
}

impl Block {
    /// 1 to 6 for a heading.
    pub(super) fn level(&self) -> Option<u8> {
        if let Tag::Heading(level) = self.tag { Some(level) } else { None }
    }
}

/// A block, and the text node it begins with.
pub(super) type Placed = (NodeId, Block);

/// All blocks of a page, for an extractor to choose from.
pub(super) fn all(document: &Document) -> Vec<Placed> {
    cut(document.root(), false)
}

/// The blocks of a whole page's `<article>` or `<main>`, or else the `<p>`s of its body, or else all that is in it;
/// in any case without the parts that call themselves furniture.
pub(super) fn of_page(document: &Document) -> Vec<Block> {
    let within =
        |node: &NodeRef<'_>| cut(*node, true).into_iter().map(|(_, block)| block).collect::<Vec<_>>();
    for selector in ["article", "main", "[role=main]"] {
        // The first one only: further <article>s of a page are teasers of other articles.
        let blocks = document.select(selector).nodes().first().map(within).unwrap_or_default();
        if blocks.iter().any(|b| b.level().is_none()) {
            return blocks;
        }
    }
    let mut blocks = within(&document.root());
    if blocks.iter().any(|b| b.tag == Tag::Paragraph) {
        blocks.retain(|b| b.tag == Tag::Paragraph);
    }
    blocks
}

/// Walks without recursion: pages nest as deep as they like.
fn cut(root: NodeRef<'_>, judge_classes: bool) -> Vec<Placed> {
    enum Step<'a> {
        Enter(NodeRef<'a>),
        Leave(Tag),
    }
    let mut cutter = Cutter::default();
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(tag) => {
                cutter.close(tag);
                continue;
            }
        };
        if node.is_text() {
            cutter.text(node.id, &node.text());
            continue;
        }
        if let Some(name) = node.node_name() {
            let is_root = node.id == root.id;
            if node.is_element()
                && !is_root
                && (is_outside(&name) || (judge_classes && says_furniture(&node)))
            {
                continue;
            }
            if &*name == "br" {
                cutter.line_break();
                continue;
            }
            if is_block(&name) {
                cutter.close(Tag::Other);
                steps.push(Step::Leave(tag(&name)));
            }
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    cutter.close(Tag::Other);
    cutter.blocks
}

#[derive(Default)]
struct Cutter {
    blocks: Vec<Placed>,
    /// Where the block that is being read begins.
    first: Option<NodeId>,
    text: String,
    after_break: bool,
}

impl Cutter {
    fn text(&mut self, node: NodeId, text: &str) {
        let blank = text.trim().is_empty();
        if !blank {
            self.first.get_or_insert(node);
        }
        if text.starts_with(char::is_whitespace) {
            self.text.push(' ');
        }
        for (i, word) in text.split_whitespace().enumerate() {
            if i > 0 {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
        if !blank && text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        self.after_break &= blank;
    }

    /// One break is a space, two are the end of a paragraph.
    fn line_break(&mut self) {
        if self.after_break {
            self.close(Tag::Other);
        }
        self.text.push(' ');
        self.after_break = true;
    }

    fn close(&mut self, tag: Tag) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(first) = self.first.take().filter(|_| text.chars().any(char::is_alphanumeric)) {
            self.blocks.push((first, Block { tag, text }));
        }
        self.text.clear();
        self.after_break = false;
    }
}

fn tag(name: &str) -> Tag {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Tag::Heading(digit - b'0'),
        b"p" => Tag::Paragraph,
        _ => Tag::Other,
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 23] = [
        "address",
        "article",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ];
    tag(name) != Tag::Other || BLOCKS.binary_search(&name).is_ok()
}

/// Elements that hold no words of the article.
fn is_outside(name: &str) -> bool {
    const OUTSIDE: [&str; 23] = [
        "aside",
        "audio",
        "button",
        "canvas",
        "dialog",
        "embed",
        "figcaption",
        "figure",
        "footer",
        "head",
        "iframe",
        "input",
        "nav",
        "noscript",
        "object",
        "picture",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "video",
    ];
    OUTSIDE.binary_search(&name).is_ok()
}

/// True when an element's class or id names it as something other than the article.
fn says_furniture(node: &NodeRef<'_>) -> bool {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?xi)(?:^|[\s_-])(?:
                ads? | advert(?:s|isement|ising)? | banner | breadcrumbs? | byline | captions? | comments? | consent | cookies?
              | copyright | credits? | dateline | disclaimer | footer | gdpr | menu | modal | most-?read | nav(?:bar|igation)?
              | newsletters? | outbrain | paywall | popular | popup | promos? | recirc(?:ulation)? | recommended | related
              | share(?:bar)? | sharing | sidebar | sign-?up | social | sponsored | subscribe | subscription | taboola | tags
              | teasers? | timestamp | toolbar | trending | widget
              )(?:$|[\s_-])",
        )
    });
    let named = |attribute| node.attr(attribute).is_some_and(|value| NAMES.is_match(&value));
    named("class")
        || named("id")
        || node.attr("hidden").is_some()
        || node.attr("aria-hidden").is_some_and(|v| &*v == "true")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        all(&Document::from(html)).into_iter().map(|(_, block)| block.text).collect()
    }

    #[test]
    fn lists_of_names_are_sorted_for_their_search() {
        for name in ["address", "ul", "li", "hr"] {
            assert!(is_block(name), "{name}");
        }
        for name in ["aside", "figcaption", "video", "nav"] {
            assert!(is_outside(name), "{name}");
        }
        assert!(!is_block("span") && !is_outside("p"));
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
    fn depth_costs_no_stack() {
        let html = format!("{}deep{}", "<b>".repeat(50_000), "</b>".repeat(50_000));
        assert_eq!(texts(&html), ["deep"]);
    }
}
