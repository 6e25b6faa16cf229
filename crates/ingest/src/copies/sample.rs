//! Where in a text something stands that is not in another.

use super::sketch::{Window, words};
use standpoint_article::{Span, Text};

/// Of two to this power triples one is kept, at first.
const SHIFT: u8 = 2;
/// No more are kept: of a longer text every eighth triple, every sixteenth ..
const MOST: usize = 256;
/// So many triples in a row that another text lacks are no edit of a word here and there: about a sentence.
const NEW_TRIPLES: usize = 16;
/// And at least so many of them must have been kept.
const NEW_KEPT: usize = 4;

/// Some of the triples of a text, in its order: those whose hash ends in `shift` zeros, so that two texts keep the same ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sample {
    kept: Box<[u16]>,
    shift: u8,
}

impl Sample {
    #[cfg(test)]
    fn of(text: &str) -> Self {
        Self::of_triples(triples(text).map(|(_, hash)| hash).collect())
    }

    /// Of the hashes of a text's triples.
    pub(super) fn of_triples(mut kept: Vec<u64>) -> Self {
        let mut shift = SHIFT;
        kept.retain(|hash| is_kept(*hash, shift));
        while kept.len() > MOST {
            shift += 1;
            kept.retain(|hash| is_kept(*hash, shift));
        }
        Self { kept: kept.into_iter().map(short).collect(), shift }
    }

    /// The sentences of `text` that are not in the text this is of, those in a row as one span. Words that were edited here and
    /// there make no sentence new.
    pub(super) fn new_sentences(&self, text: &Text) -> Vec<Span> {
        let known = Known::new(self.kept.iter().copied());
        // Of each sentence, how many triples were kept and how many of these are new.
        let mut counts = vec![(0_usize, 0_usize); text.sentences().len()];
        for (start, hash) in triples(text.as_str()).filter(|(_, hash)| is_kept(*hash, self.shift)) {
            if let Some((all, new)) = counts.get_mut(text.sentence_at(start)) {
                *all += 1;
                *new += usize::from(!known.has(short(hash)));
            }
        }
        // A sentence too short to tell is as the one before it.
        let mut is_new = Vec::with_capacity(counts.len());
        for (all, new) in &counts {
            let before = is_new.last().copied().unwrap_or(false);
            is_new.push(if *all == 0 { before } else { 4 * new >= 3 * all });
        }
        let mut spans = Vec::new();
        let mut at = 0;
        for run in is_new.chunk_by(|a, b| a == b) {
            let range = at..at + run.len();
            at = range.end;
            let new: usize = counts[range.clone()].iter().map(|(_, new)| new).sum();
            if run[0] && self.is_much(new) {
                let sentences = &text.sentences()[range];
                spans.push(sentences.iter().map(|s| s.span).reduce(Span::cover).unwrap_or(Span::new(0, 0)));
            }
        }
        spans
    }

    /// True when all of the text that this is of stands in `text`, words edited here and there apart.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let there = triples(text).filter(|(_, hash)| is_kept(*hash, self.shift)).map(|(_, hash)| short(hash));
        let there = Known::new(there);
        let mut runs = self.kept.split(|triple| there.has(*triple));
        !runs.any(|run| self.is_much(run.len()))
    }

    fn is_much(&self, new: usize) -> bool {
        new >= NEW_KEPT && new << self.shift >= NEW_TRIPLES
    }
}

/// The triples of a text: where the word in the middle begins, and a hash.
fn triples(text: &str) -> impl Iterator<Item = (usize, u64)> {
    let mut window = Window::default();
    let mut middle = 0;
    words(text).filter_map(move |word| {
        let start = std::mem::replace(&mut middle, word.start);
        window.push(word.hash).map(|hash| (start, hash))
    })
}

fn is_kept(hash: u64, shift: u8) -> bool {
    hash.trailing_zeros() >= u32::from(shift)
}

/// Sixteen bits that say nothing of which triples are kept.
fn short(hash: u64) -> u16 {
    (hash >> 32) as u16
}

/// A set of short hashes.
struct Known(Vec<u64>);

impl Known {
    fn new(hashes: impl Iterator<Item = u16>) -> Self {
        let mut bits = vec![0; (1 << 16) / 64];
        for hash in hashes {
            bits[usize::from(hash) / 64] |= 1_u64 << (hash % 64);
        }
        Self(bits)
    }

    fn has(&self, hash: u16) -> bool {
        self.0[usize::from(hash) / 64] >> (hash % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(from: usize, to: usize) -> String {
        let sentence = |n: usize| (0..20).map(|w| format!("w{}", 20 * n + w)).collect::<Vec<_>>().join(" ");
        (from..to).map(|n| format!("S{}.", sentence(n))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_added_is_found_where_it_stands() {
        let known = Sample::of(&sentences(0, 20));
        let text = format!("{}\n\n{}\n\n{}", sentences(0, 10), sentences(90, 93), sentences(10, 20));
        let text = Text::new(text);
        let new: Vec<&str> = known.new_sentences(&text).into_iter().map(|span| text.slice(span)).collect();
        assert_eq!(new, [sentences(90, 93)]);
        assert!(known.is_in(text.as_str()));
        assert!(!Sample::of(text.as_str()).is_in(&sentences(0, 20)));
    }

    #[test]
    fn cutting_and_editing_adds_nothing() {
        let whole = sentences(0, 40);
        let known = Sample::of(&whole);
        let edited: Vec<String> = sentences(5, 30)
            .split(' ')
            .enumerate()
            .map(|(n, word)| if n % 17 == 3 { "edited".into() } else { word.to_owned() })
            .collect();
        assert_eq!(known.new_sentences(&Text::new(edited.join(" "))), []);
    }

    #[test]
    fn long_texts_keep_fewer_triples_and_are_compared_all_the_same() {
        let (short, long) = (Sample::of(&sentences(0, 20)), Sample::of(&sentences(0, 2000)));
        assert!(long.kept.len() <= MOST && long.shift > short.shift);
        assert!(short.is_in(&sentences(0, 2000)));
        assert_eq!(long.new_sentences(&Text::new(sentences(0, 20))), []);
    }
}
