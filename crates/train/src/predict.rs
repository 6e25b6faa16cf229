//! What the network answers, question by question.

use crate::batch::{Batch, Item};
use crate::network::{Logits, Network};
use anyhow::Result;
use tch::{Device, Kind, Tensor};

/// Questions a batch, when nothing is learnt.
const BATCH: usize = 64;
/// Longest condition that is looked for, in tokens.
const LONGEST: i64 = 64;

/// The network's answer to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// One number a stance class; larger is likelier.
    pub stance: [f32; 4],
    /// The likelier lean.
    pub lean: usize,
    /// The likeliest condition type.
    pub kind: usize,
    /// First and last token of the likeliest condition.
    pub span: (usize, usize),
}

/// Answers in the order of `items`.
pub fn predict(network: &Network, items: &[Item]) -> Result<Vec<Answer>> {
    let _guard = tch::no_grad_guard();
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&i| items[i].len());
    let mut answers: Vec<(usize, Answer)> = Vec::with_capacity(items.len());
    for chunk in order.chunks(BATCH) {
        let batch = Batch::new(&chunk.iter().map(|&i| &items[i]).collect::<Vec<_>>(), network.device());
        answers.extend(chunk.iter().copied().zip(read(&network.logits(&batch, false))?));
    }
    answers.sort_by_key(|(number, _)| *number);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

pub(crate) fn read(logits: &Logits) -> Result<Vec<Answer>> {
    let stance = floats(&logits.stance)?;
    let (lean, kind) = (numbers(&logits.lean.argmax(1, false))?, numbers(&logits.kind.argmax(1, false))?);
    // Every (first, last) pair with first <= last and not too far apart; the best sum wins.
    let width = logits.start.size()[1];
    let pairs = logits.start.unsqueeze(2) + logits.end.unsqueeze(1);
    let allowed = pairs.ones_like().triu(0).tril(LONGEST - 1);
    let best = (pairs + (allowed - 1.0) * 1e6).flatten(1, 2).argmax(1, false);
    let best = numbers(&best)?;
    let rows = stance.as_chunks::<4>().0.iter().zip(lean).zip(kind).zip(best);
    let answers = rows.map(|(((stance, lean), kind), best)| Answer {
        stance: *stance,
        lean,
        kind,
        span: (best / width as usize, best % width as usize),
    });
    Ok(answers.collect())
}

fn floats(tensor: &Tensor) -> Result<Vec<f32>> {
    Ok(Vec::try_from(&tensor.to_device(Device::Cpu).to_kind(Kind::Float).contiguous().view(-1))?)
}

fn numbers(tensor: &Tensor) -> Result<Vec<usize>> {
    let numbers = Vec::<i64>::try_from(&tensor.to_device(Device::Cpu).contiguous().view(-1))?;
    Ok(numbers.into_iter().map(|number| number as usize).collect())
}
