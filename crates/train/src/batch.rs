//! Questions as tensors.

use crate::example::Example;
use crate::random::Random;
use standpoint_article::Span;
use standpoint_stance::pair::{Pair, PairBuilder};
use standpoint_stance::{ConditionType, Lean, Stance};
use tch::{Device, Tensor};

/// One question as the network reads it, with its answer as class numbers.
#[derive(Clone, Debug)]
pub struct Item {
    /// Token ids, token types, and the tokens that are the statement's own.
    pub pair: Pair,
    /// The class, in the order of [`Stance::CLASSES`].
    pub stance: usize,
    /// The rest of the answer, for a conditional position.
    pub condition: Option<Target>,
}

/// Class numbers of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// 0 for yes if, 1 for no unless.
    pub lean: usize,
    /// In the order of [`ConditionType::ALL`].
    pub kind: usize,
    /// First and last token of the condition; `None` when the pair does not show it.
    pub span: Option<(usize, usize)>,
}

/// Chance that a word piece of a statement is hidden, where some are.
const HIDDEN: f64 = 0.15;

impl Item {
    /// Turns a question into tokens.
    pub fn new(example: &Example, builder: &PairBuilder) -> Self {
        let pair = builder.build(&example.input());
        let condition = example.condition.map(|condition| Target {
            lean: usize::from(condition.lean == Lean::NoUnless),
            kind: number(&ConditionType::ALL, &condition.kind),
            span: condition.span.and_then(|span| tokens_of(span, &pair.offsets)),
        });
        Self { stance: number(&Stance::CLASSES, &example.stance), pair, condition }
    }

    /// Hides some of the statement's own word pieces behind `mask`.
    pub(crate) fn hide(&mut self, mask: u32, random: &mut Random) {
        for (id, _) in self.pair.input.ids.iter_mut().zip(&self.pair.offsets).filter(|(_, own)| own.is_some())
        {
            if random.chance(HIDDEN) {
                *id = mask;
            }
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.pair.input.ids.len()
    }

    /// True for a pair of no tokens, which no builder makes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The class number of `value`; every value is in its list.
fn number<T: PartialEq>(all: &[T], value: &T) -> usize {
    all.iter().position(|other| other == value).unwrap_or(0)
}

/// First and last token that touch `span`.
fn tokens_of(span: Span, offsets: &[Option<Span>]) -> Option<(usize, usize)> {
    let touches = |offset: &Option<Span>| offset.is_some_and(|bytes| bytes.overlaps(span));
    Some((offsets.iter().position(touches)?, offsets.iter().rposition(touches)?))
}

/// Some questions side by side, padded at the right to the longest.
pub struct Batch {
    /// Token ids, `[batch, tokens]`.
    pub ids: Tensor,
    /// Token types.
    pub type_ids: Tensor,
    /// 1 for tokens, 0 for padding.
    pub mask: Tensor,
    /// True where a condition cannot begin or end: everything but the statement's own tokens.
    pub outside: Tensor,
    /// Classes, `[batch]`.
    pub stance: Tensor,
    /// The rows that have a condition, and its lean and type.
    pub conditional: Option<Conditional>,
    /// The rows whose condition the pair shows, and its first and last token.
    pub spans: Option<Spans>,
}

/// Answers about conditions, for some rows of a batch.
pub struct Conditional {
    /// Row numbers.
    pub rows: Tensor,
    /// 0 for yes if, 1 for no unless.
    pub lean: Tensor,
    /// Type numbers.
    pub kind: Tensor,
}

/// Where the conditions of some rows of a batch stand.
pub struct Spans {
    /// Row numbers.
    pub rows: Tensor,
    /// First tokens.
    pub start: Tensor,
    /// Last tokens.
    pub end: Tensor,
}

impl Batch {
    /// Puts questions side by side.
    pub fn new(items: &[&Item], device: Device) -> Self {
        let width = items.iter().map(|item| item.len()).max().unwrap_or(0);
        let grid = |padding: i64, value: &dyn Fn(&Item, usize) -> i64| {
            let at = |item: &Item, i: usize| if i < item.len() { value(item, i) } else { padding };
            let cells: Vec<i64> =
                items.iter().flat_map(|item| (0..width).map(move |i| at(item, i))).collect();
            Tensor::from_slice(&cells).view([items.len() as i64, width as i64]).to_device(device)
        };
        let list = |values: Vec<usize>| {
            let values: Vec<i64> = values.into_iter().map(|value| value as i64).collect();
            Tensor::from_slice(&values).to_device(device)
        };
        let targets: Vec<(usize, Target)> =
            items.iter().enumerate().filter_map(|(row, item)| Some((row, item.condition?))).collect();
        let spans: Vec<(usize, (usize, usize))> =
            targets.iter().filter_map(|(row, target)| Some((*row, target.span?))).collect();
        Self {
            ids: grid(0, &|item, i| i64::from(item.pair.input.ids[i])),
            type_ids: grid(0, &|item, i| i64::from(item.pair.input.type_ids[i])),
            mask: grid(0, &|_, _| 1),
            outside: grid(1, &|item, i| i64::from(item.pair.offsets[i].is_none())).to_kind(tch::Kind::Bool),
            stance: list(items.iter().map(|item| item.stance).collect()),
            conditional: (!targets.is_empty()).then(|| Conditional {
                rows: list(targets.iter().map(|(row, _)| *row).collect()),
                lean: list(targets.iter().map(|(_, target)| target.lean).collect()),
                kind: list(targets.iter().map(|(_, target)| target.kind).collect()),
            }),
            spans: (!spans.is_empty()).then(|| Spans {
                rows: list(spans.iter().map(|(row, _)| *row).collect()),
                start: list(spans.iter().map(|(_, span)| span.0).collect()),
                end: list(spans.iter().map(|(_, span)| span.1).collect()),
            }),
        }
    }
}

/// Batches for one epoch: neighbours in length go together, so that little is padding, with enough chance in the order
/// that no two epochs have the same batches.
pub(crate) fn batches<'a>(items: &'a [Item], size: usize, random: &mut Random) -> Vec<Vec<&'a Item>> {
    let mut order: Vec<(f64, &Item)> =
        items.iter().map(|item| (item.len() as f64 * (0.95 + 0.1 * random.unit()), item)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut batches: Vec<Vec<&Item>> =
        order.chunks(size.max(1)).map(|chunk| chunk.iter().map(|(_, item)| *item).collect()).collect();
    random.shuffle(&mut batches);
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use standpoint_encoder::Input;

    fn item(len: usize) -> Item {
        let pair =
            Pair { input: Input { ids: vec![5; len], type_ids: vec![0; len] }, offsets: vec![None; len] };
        Item { pair, stance: 0, condition: None }
    }

    #[test]
    fn a_condition_is_found_by_the_tokens_it_touches() {
        let offsets =
            [None, Some(Span::new(0, 2)), Some(Span::new(3, 9)), None, Some(Span::new(9, 10)), None];
        assert_eq!(tokens_of(Span::new(3, 10), &offsets), Some((2, 4)));
        assert_eq!(tokens_of(Span::new(4, 5), &offsets), Some((2, 2)));
        assert_eq!(tokens_of(Span::new(10, 12), &offsets), None);
    }

    #[test]
    fn some_of_the_statements_own_pieces_are_hidden_and_nothing_else() {
        let mut item = item(2000);
        item.pair.offsets[1000..].fill(Some(Span::new(0, 1)));
        item.hide(103, &mut Random::new(3, "test"));
        let hidden =
            |from: usize, to: usize| item.pair.input.ids[from..to].iter().filter(|id| **id == 103).count();
        assert_eq!(hidden(0, 1000), 0);
        assert!((100..200).contains(&hidden(1000, 2000)), "{}", hidden(1000, 2000));
    }

    #[test]
    fn every_item_is_in_one_batch_and_padding_is_small() {
        let items: Vec<Item> = (0..200).map(|i| item(10 + (i * 37) % 90)).collect();
        let batches = batches(&items, 16, &mut Random::new(3, "test"));
        assert_eq!(batches.iter().map(Vec::len).sum::<usize>(), 200);
        let padded: usize = batches.iter().map(|b| b.len() * b.iter().map(|i| i.len()).max().unwrap()).sum();
        let filled: usize = items.iter().map(Item::len).sum();
        assert!(padded * 100 < filled * 120, "{padded} cells for {filled} tokens");
    }
}
