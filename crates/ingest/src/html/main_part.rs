//! Which part of a page is its article.
//!
//! Prose has a weight: a block counts for as much as it reads like sentences of an article and not like a list of
//! links. The main part is found from the root downwards, always into the child that holds nearly all of the prose,
//! until the prose is spread over several: those are the article's paragraphs. What calls itself furniture, by its
//! element or its names, is no part of it, unless most of the page's prose is in it.

use super::blocks::{Block, Kind, Passage, cut, share};
use super::names::Says;
use super::tags::Tag;
use super::tree::{Id, Tree};

/// A child that holds this share of its parent's prose is where the article is.
const DOMINANT: f32 = 0.9;
/// The same for a child that calls itself the body of an article.
const DOMINANT_BODY: f32 = 0.7;
/// A page with less prose than this is a short one.
const SHORT: f32 = 300.0;
/// An intro above the article's body is a sentence at least.
const SHORTEST_LEDE: usize = 50;
/// With less than this share of the page's prose outside of furniture, something else was taken for furniture.
const TOO_LITTLE: f32 = 0.15;

/// How readily an element is taken for furniture: not when it holds more than this share of the page's prose.
#[derive(Clone, Copy)]
struct Caution {
    furniture: f32,
    comments: f32,
    figures: bool,
}

const USUAL: Caution = Caution { furniture: 0.5, comments: 0.85, figures: true };
const GREAT: Caution = Caution { furniture: 0.15, comments: 0.5, figures: false };

/// The blocks of the page's article, in order.
pub(super) fn main_part(tree: &Tree, said: &[Says]) -> Vec<Block> {
    let mut weights = vec![0.0; tree.nodes.len()];
    cut(tree, 0, |id| tree.nodes[id].tag == Tag::Head, |block| weights[block.element] += prose(&block));
    let weights = summed(tree, weights);
    let total = weights[0];
    let keep = |caution| {
        let mut kept: Vec<Block> = Vec::new();
        let mut weights_kept = vec![0.0; tree.nodes.len()];
        let out = |id: Id| is_out(tree.nodes[id].tag, said[id], weights[id], total, caution);
        cut(tree, 0, out, |block| {
            weights_kept[block.element] += prose(&block);
            kept.push(block.to_owned());
        });
        (kept, summed(tree, weights_kept))
    };
    let (mut kept, mut kept_weights) = keep(USUAL);
    if kept_weights[0] <= TOO_LITTLE * total {
        (kept, kept_weights) = keep(GREAT);
    }
    let root = descend(tree, said, &kept_weights);
    let end = tree.nodes[root].end as usize;
    let ledes = ledes(tree, &kept, root, &kept_weights);
    kept.retain(|block| {
        ledes.contains(&block.element)
            || ((root..end).contains(&block.element)
                && (block.link_share() < if block.kind == Kind::Paragraph { 0.8 } else { 0.5 }
                    || block.text.len() > 300
                    || block.level().is_some()))
    });
    kept
}

/// Elements above the body that hold an intro: sentences between the headline and the body, in the same article.
fn ledes(tree: &Tree, blocks: &[Block], root: Id, weights: &[f32]) -> Vec<Id> {
    let mut whole = root;
    while whole > 0 && !matches!(tree.nodes[whole].tag, Tag::Article | Tag::Main) {
        let parent = tree.nodes[whole].parent as usize;
        if weights[parent] > 1.3 * weights[root] {
            break;
        }
        whole = parent;
    }
    let above: Vec<&Block> = blocks.iter().filter(|block| (whole..root).contains(&block.element)).collect();
    let Some(headline) = above.iter().rposition(|b| b.level() == Some(1)) else { return Vec::new() };
    let below = above[headline + 1..].iter();
    below.filter(|b| b.text.len() >= SHORTEST_LEDE && b.link_share() < 0.3).map(|b| b.element).collect()
}

/// True for what is not to be read.
fn is_out(tag: Tag, said: Says, weight: f32, total: f32, caution: Caution) -> bool {
    let is_small = |share: f32| weight <= share * total;
    match tag {
        Tag::Text | Tag::Html | Tag::Body | Tag::Main | Tag::Br | Tag::Formatting => return false,
        Tag::Head | Tag::Button => return true,
        Tag::Figure | Tag::Figcaption if caution.figures => return true,
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Dialog | Tag::Label | Tag::Menu | Tag::Form
            if is_small(caution.furniture) =>
        {
            return true;
        }
        _ => {}
    }
    match said {
        Says::Nothing | Says::Body => false,
        Says::Furniture | Says::Hidden => is_small(caution.furniture),
        Says::Comments => is_small(caution.comments),
    }
}

/// The weight of the prose in each element, from that of the blocks that stand in it directly.
fn summed(tree: &Tree, mut weights: Vec<f32>) -> Vec<f32> {
    for id in (1..weights.len()).rev() {
        let parent = tree.nodes[id].parent as usize;
        weights[parent] += weights[id];
    }
    weights
}

/// How much a block counts as prose.
fn prose(block: &Passage<'_>) -> f32 {
    let length = block.text.len();
    let too_short = length < 20 && block.kind != Kind::Paragraph;
    let link_share = share(block.linked, length);
    if matches!(block.kind, Kind::Heading(_)) || too_short || link_share > 0.5 {
        return 0.0;
    }
    let ended = block.text.contains(['.', '!', '?', '。', '”', '"']);
    let weight = length.min(800) as f32 * (1.0 - link_share);
    if ended && length > 60 { weight } else { 0.25 * weight }
}

/// Down from the root to the element whose prose is no longer in one child.
fn descend(tree: &Tree, said: &[Says], weights: &[f32]) -> Id {
    let share = |id: Id| if said[id] == Says::Body { DOMINANT_BODY } else { DOMINANT };
    let mut at = 0;
    if weights[0] < SHORT {
        // Where there are few words their weights say little: the first article is the page's, others are teasers.
        let first = |tag: Tag| (0..weights.len()).find(|id| tree.nodes[*id].tag == tag && weights[*id] > 0.0);
        at = first(Tag::Article).or_else(|| first(Tag::Main)).unwrap_or(0);
    }
    loop {
        let mut child = at + 1;
        let mut best: Option<Id> = None;
        while child < tree.nodes[at].end as usize {
            if tree.nodes[child].tag != Tag::Text && best.is_none_or(|b| weights[child] > weights[b]) {
                best = Some(child);
            }
            child = (tree.nodes[child].end as usize).max(child + 1);
        }
        // A paragraph is no part of a page by itself, however long it is beside the others.
        let is_leaf =
            |id: Id| matches!(tree.nodes[id].tag, Tag::P | Tag::Li | Tag::Dd | Tag::Pre | Tag::Blockquote);
        match best.filter(|best| !is_leaf(*best)) {
            Some(best) if weights[best] > 0.0 && weights[best] >= share(best) * weights[at] => at = best,
            _ => return at,
        }
    }
}
