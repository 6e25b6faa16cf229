//! Pages that show only the beginning of an article to those who do not pay.

use super::tags::Tag;
use super::tree::Tree;
use regex::Regex;
use std::sync::LazyLock;

/// What a page's linked data says of who may read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everyone.
    Free,
    /// Subscribers. Many such pages bring the whole text all the same, and hide it with a script.
    Subscribers,
    /// Nothing.
    Unsaid,
}

/// A text longer than this many bytes is a whole article, whatever stands beneath it.
const STUB: usize = 2000;

/// True when `text`, which was found on a page, is the beginning of an article for subscribers.
pub(super) fn is_stub(tree: &Tree, text: &str, access: Access) -> bool {
    static WALL: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?xi)\b(?:
                (?:subscribe|register|sign\ (?:in|up)|log\ in)\b.{0,60}\bto\ (?:continue|keep)\ reading
              | to\ (?:continue|keep)\ reading,?\ (?:this\ (?:article|story),?\ )?.{0,30}\b(?:subscribe|register|sign|log)
              | (?:log|sign)\ in\ for\ (?:immediate\ )?access\ to\ this
              | this\ (?:article|story|content)\ is\ (?:only\ )?(?:for|available\ to|exclusive\ to|reserved\ for|exclusively\ for)\ .{0,20}subscribers
              | (?:subscribe|subscription)\b.{0,40}\b(?:to\ (?:read|unlock|access)\ (?:this|the\ (?:full|rest)))
              | unlock\ (?:this|the\ full)\ (?:article|story)
            )",
        )
    });
    if text.len() > STUB || access == Access::Free {
        return false;
    }
    let says_so = || {
        let mut texts = (0..tree.nodes.len()).filter(|id| tree.nodes[*id].tag == Tag::Text);
        texts.any(|id| WALL.is_match(tree.text(id)))
    };
    access == Access::Subscribers || says_so()
}
