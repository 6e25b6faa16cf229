//! Web pages: the article in them and what they say about it.
//!
//! `tree` reads a page, whatever its markup, into a flat tree of bounded depth; `main_part` finds the blocks of the
//! article in it (paragraphs, list items, headings), and every block then passes the furniture rules that plain text
//! passes; `metadata` reads what the page says of its article, `paywall` whether this is all of it. Extractors of others
//! were measured against this on the same pages (`benches/examples/pages`); none of them keeps more of the right text.

mod blocks;
mod builder;
mod main_part;
mod metadata;
mod names;
mod paywall;
mod tags;
mod tree;

use crate::body::Body;
use crate::draft::Metadata;
use crate::furniture;
use blocks::Block;
use names::{Says, says};
use regex::Regex;
use standpoint_article::Partial;
use std::sync::LazyLock;
use tree::Tree;

/// What a page says about its article, and the article's body: paragraphs, block quotes, list items and subheads. Total:
/// whatever the bytes, time and memory grow no faster than their number.
pub(crate) fn read(page: &str) -> (Metadata, Body) {
    let tree = Tree::of(page);
    let said: Vec<Says> = (0..tree.nodes.len()).map(|id| says(&tree, id)).collect();
    let (mut metadata, access) = metadata::of(page, &tree, &said);
    let body = compose(main_part::main_part(&tree, &said), &metadata);
    if paywall::is_stub(&tree, &body.text, access) {
        metadata.partial = Some(Partial::Paywall);
    }
    metadata.warning = tree.is_cut.then(|| {
        format!("more than {} elements and texts; what stands behind them is not read", builder::MOST_NODES)
    });
    (metadata, body)
}

/// The blocks that are article.
fn compose(blocks: Vec<Block>, metadata: &Metadata) -> Body {
    let title = metadata.title.as_deref().map(key);
    let mut kept: Vec<Block> = Vec::new();
    let mut under_label = false;
    // Below a heading such as "Comments" nothing is article, down to the next heading of its rank.
    let mut under_end: Option<u8> = None;
    for block in blocks {
        if let Some(level) = block.level() {
            under_end = under_end.filter(|end| level > *end);
            if level > 1 && furniture::is_end_label(&block.text) {
                under_end = Some(under_end.unwrap_or(level));
            }
        }
        if under_end.is_some() {
            continue;
        }
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
    let is_bio = |block: &Block| metadata.author.as_deref().is_some_and(|author| is_bio(&block.text, author));
    let last = kept.len().saturating_sub(3);
    let mut at = 0;
    kept.retain(|block| {
        at += 1;
        at - 1 < last.max(1) || !is_bio(block)
    });
    Body::of(kept.into_iter().map(|block| (block.marked, block.text)))
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

/// "Ann Lee is a reporter in the capital": what an article's end says of its author.
fn is_bio(text: &str, author: &str) -> bool {
    let rest = text.strip_prefix(author).unwrap_or_default();
    [" is a", " is the", " is an", " covers ", " writes ", " was a", " has been "]
        .iter()
        .any(|verb| rest.starts_with(verb))
}

/// What two writings of one headline have in common.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
