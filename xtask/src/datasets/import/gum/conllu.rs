//! A document of GUM: tokens with their places, discourse units and entity mentions.

use std::collections::BTreeMap;

/// A document, its text put together from its sentences.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) name: String,
    pub(super) text: String,
    /// Byte ranges.
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) tokens: Vec<Token>,
    /// In order of the text.
    pub(super) units: Vec<Unit>,
    pub(super) mentions: Vec<Mention>,
}

#[derive(Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) tag: String,
    /// Number of the token it hangs on; nothing for a root.
    pub(super) head: Option<usize>,
    pub(super) relation: String,
}

/// An elementary discourse unit.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) id: u32,
    pub(super) first: usize,
    pub(super) relation: String,
    /// The unit it attaches to, and how far out: larger numbers take in what attaches with smaller ones.
    pub(super) head: Option<u32>,
    pub(super) level: u32,
}

#[derive(Debug)]
pub(super) struct Mention {
    pub(super) entity: String,
    /// Its tokens, the last included.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The first token of its smallest span: its head.
    pub(super) head: usize,
}

/// The document, or nothing when its tokens do not spell its text.
pub(super) fn parse(conllu: &str) -> Option<Document> {
    let mut doc = Document::default();
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut paragraph = false;
    for block in conllu.split("\n\n") {
        for comment in block.lines().filter_map(|l| l.strip_prefix("# ")) {
            if let Some(name) = comment.strip_prefix("newdoc id = ") {
                name.clone_into(&mut doc.name);
            } else if comment == "newpar" || comment.starts_with("newpar ") {
                paragraph = true;
            } else if let Some(text) = comment.strip_prefix("text = ") {
                if !doc.text.is_empty() {
                    doc.text.push_str(if paragraph { "\n\n" } else { " " });
                }
                paragraph = false;
                let start = doc.text.len();
                doc.text.push_str(text.trim());
                doc.sentences.push((start, doc.text.len()));
            }
        }
        sentence(block, &mut doc, &mut open)?;
    }
    Some(doc)
}

/// Adds the tokens of one sentence, whose text stands already.
fn sentence(block: &str, doc: &mut Document, open: &mut BTreeMap<String, Vec<usize>>) -> Option<()> {
    let Some(&(mut at, _)) = doc.sentences.last() else { return Some(()) };
    let base = doc.tokens.len();
    // Words written as one (`don't`): the number of the last, and the place of the whole.
    let mut whole: Option<(usize, usize, usize)> = None;
    for line in block.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, tag, _, _, head, relation, _, misc] = cells.as_slice() else { return None };
        at += doc.text[at..].len() - doc.text[at..].trim_start().len();
        if let Some((_, last)) = id.split_once('-') {
            whole = Some((last.parse().ok()?, at, at + form.len()));
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let end = if doc.text[at..].starts_with(form) { at + form.len() } else { whole?.2 };
        let start = if doc.text[at..].starts_with(form) { at } else { whole?.1 };
        at = end;
        if whole.is_some_and(|w| w.0 == number) {
            whole = None;
        }
        let head = head.parse::<usize>().ok()?.checked_sub(1).map(|h| base + h);
        let token = doc.tokens.len();
        doc.tokens.push(Token { start, end, tag: tag.into(), head, relation: relation.into() });
        for (key, value) in misc.split('|').filter_map(|m| m.split_once('=')) {
            match key {
                "Discourse" => doc.units.push(unit(value, token)?),
                "Entity" => entities(value, token, &mut doc.mentions, open),
                _ => {}
            }
        }
    }
    Some(())
}

/// `attribution-positive:14->15:0:signals;more`; the root has no arrow.
fn unit(value: &str, first: usize) -> Option<Unit> {
    let mut parts = value.split(';').next()?.split(':');
    let (relation, edge) = (parts.next()?, parts.next()?);
    let (id, head) = edge.split_once("->").map_or((edge, None), |(id, head)| (id, Some(head)));
    let head = head.map(str::parse).transpose().ok()?;
    let level = parts.next().and_then(|l| l.parse().ok()).unwrap_or_default();
    Some(Unit { id: id.parse().ok()?, first, relation: relation.into(), head, level })
}

/// Brackets that open and close mentions: `(2-person-new-s-cf1-4-coref(3-place-...` and `3)2)`.
fn entities(value: &str, token: usize, mentions: &mut Vec<Mention>, open: &mut BTreeMap<String, Vec<usize>>) {
    let mut rest = value;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let fields: Vec<&str> = inner[..end].splitn(7, '-').collect();
            let entity = fields[0].to_owned();
            let head = fields.get(5).and_then(|f| f.split(',').next()?.parse::<usize>().ok()).unwrap_or(1);
            open.entry(entity.clone()).or_default().push(mentions.len());
            mentions.push(Mention {
                entity: entity.clone(),
                first: token,
                last: token,
                head: token + head.saturating_sub(1),
            });
            rest = &inner[end..];
            if let Some(after) = rest.strip_prefix(')') {
                open.entry(entity).or_default().pop();
                rest = after;
            }
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            if let Some(mention) = open.get_mut(&rest[..end]).and_then(Vec::pop) {
                mentions[mention].last = token;
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }
}
