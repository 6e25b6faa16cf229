//! Web pages: the article in them and what they say about it.
//!
//! A page is cut into blocks: paragraphs, list items, headings. Which of them are its main part is what `trafilatura`
//! says (of the extractors for Rust the one that keeps most of the text and takes in least of the page around it), and
//! every block then passes the furniture rules that plain text passes.

mod blocks;
mod metadata;
mod shallow;

use crate::draft::Metadata;
use crate::furniture;
use blocks::Block;
use dom_query::Document;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;
use trafilatura::Options;

/// With less to go by than this many characters an extractor loses paragraphs, or joins them: the page is cut whole.
const SHORT: usize = 400;

/// What the page says about its article, and the article's text: paragraphs and subheads with a blank line between.
pub(crate) fn read(page: &str) -> (Metadata, String) {
    static NOSCRIPT: LazyLock<Regex> = LazyLock::new(|| crate::regex(r"(?i)</?noscript(?:\s[^>]*)?>"));
    // Scripts are not run here, and some pages keep their article for readers who do not run them either.
    let page = NOSCRIPT.replace_all(page, "");
    let page = &*shallow::shallow(&page);
    let document = Document::from(page);
    let metadata = metadata::of(&document);
    let text = compose(main_part(&document), &metadata);
    if text.chars().count() >= SHORT {
        return (metadata, text);
    }
    let all = compose(blocks::of_page(&Document::from(page)), &metadata);
    (metadata, if all.is_empty() { text } else { all })
}

/// The blocks of the page's main part. Extractors drop words around inner elements and join paragraphs, so theirs is
/// only the choice: each block goes in with a mark, and those whose mark comes out are taken as they stand on the page.
fn main_part(document: &Document) -> Vec<Block> {
    let blocks = blocks::all(document);
    for (mark, (first, _)) in marks().zip(&blocks) {
        let first = document.tree.get_unchecked(first);
        first.insert_before(&document.tree.new_text(mark.to_string()));
    }
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    let chosen =
        trafilatura::extract(&document.html(), &options).map(|main| main.content_text).unwrap_or_default();
    let chosen: HashSet<char> = chosen.chars().filter(|c| *c >= FIRST_MARK).collect();
    marks().zip(blocks).filter(|(mark, _)| chosen.contains(mark)).map(|(_, (_, block))| block).collect()
}

/// Marks are characters of the private planes, which no page has a use for; 131,068 blocks can be told apart.
fn marks() -> impl Iterator<Item = char> {
    (FIRST_MARK..='\u{ffffd}').chain('\u{100000}'..='\u{10fffd}')
}

const FIRST_MARK: char = '\u{f0000}';

/// The blocks that are article, as text.
fn compose(blocks: Vec<Block>, metadata: &Metadata) -> String {
    let title = metadata.title.as_deref().map(key);
    let mut kept: Vec<Block> = Vec::new();
    let mut under_label = false;
    for block in blocks {
        // What stands under "Related" and is no sentence is the list of what is related.
        under_label = furniture::is_label(&block.text) || (under_label && !is_sentence(&block.text));
        let is_title = block.level() == Some(1) || title.as_ref().is_some_and(|t| *t == key(&block.text));
        let at_top = kept.iter().filter(|b| b.level().is_none()).count() < 3;
        let is_byline = at_top && is_byline(&block.text, metadata.author.as_deref());
        let is_repeated = kept.last().is_some_and(|last| last.text == block.text);
        if is_title || is_byline || is_repeated || under_label || furniture::is_furniture(&block.text) {
            continue;
        }
        // A subhead with nothing under it stood over furniture.
        while let (Some(level), Some(above)) = (block.level(), kept.last().and_then(Block::level))
            && level <= above
        {
            kept.pop();
        }
        kept.push(block);
    }
    while kept.last().is_some_and(|b| b.level().is_some()) {
        kept.pop();
    }
    kept.into_iter().map(|b| b.text).collect::<Vec<_>>().join("\n\n")
}

fn is_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', '…'])
}

/// "By Ann Lee, Staff Writer", "Published March 1, 2026", or the author's name alone.
fn is_byline(text: &str, author: Option<&str>) -> bool {
    static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?x)^(?:
                (?:By|BY)\ [\p{Lu}][\p{L}.'’-]*(?:(?:,|\ and|\ \&|,?\ [|•·])?\ (?:[\p{Lu}][\p{L}.'’-]*|of|for|in|the)){0,8}
              | (?i:published|updated|posted|last\ (?:updated|modified)|first\ published)(?:\ on|\ at|:)?\ .{0,60}\d.{0,20}
            )$",
        )
    });
    let text = text.trim();
    author.is_some_and(|author| key(text) == key(author)) || (!text.ends_with('.') && BYLINE.is_match(text))
}

/// What two writings of one headline have in common.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
