//! The sketch of a text.

/// Minima of a sketch.
const MINIMA: usize = 64;
/// A text of fewer triples is too short to be like another by chance or on purpose.
const FEWEST: usize = 30;

/// What is remembered of a text: 64 minima and its number of word triples. One hash of each triple falls into one of 64 bins,
/// and each bin keeps its least (one-permutation hashing); an empty bin borrows from another, the same one in every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sketch {
    minima: [u16; MINIMA],
    triples: u32,
}

impl Sketch {
    /// Pairs of minima that are looked up.
    pub(super) const BANDS: usize = 16;

    /// The sketch of a text; `None` for one of a few words.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Option<Self> {
        Self::of_triples(&hashes(text).1)
    }

    /// The same of the hashes of its triples.
    pub(super) fn of_triples(triples: &[u64]) -> Option<Self> {
        if triples.len() < FEWEST {
            return None;
        }
        let mut least = [u32::MAX; MINIMA];
        for hash in triples {
            let bin = &mut least[(hash >> 58) as usize];
            *bin = (*bin).min((hash >> 20) as u32);
        }
        let mut minima = [0; MINIMA];
        for (at, minimum) in minima.iter_mut().enumerate() {
            let lenders = (0..).map(|attempt: u64| (mix(at as u64 ^ attempt << 32) >> 58) as usize);
            let bin = std::iter::once(at).chain(lenders).find(|bin| least[*bin] != u32::MAX).unwrap_or(at);
            // Of the minimum, which is small where there are many triples, all bits are stirred into the sixteen kept.
            *minimum = mix(u64::from(least[bin]) ^ (bin as u64) << 40) as u16;
        }
        Some(Self { minima, triples: triples.len() as u32 })
    }

    /// About the share of the triples of both texts that are in both (Jaccard), from 0 to 1. The error has a standard
    /// deviation of at most 0.07.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let same = self.minima.iter().zip(&other.minima).filter(|(a, b)| a == b).count();
        same as f32 / MINIMA as f32
    }

    /// About the share of this text's triples that are in `other`.
    pub(super) fn share_in(&self, other: &Self) -> f32 {
        let likeness = self.likeness(other);
        let (mine, others) = (self.triples as f32, other.triples as f32);
        (likeness / (1.0 + likeness) * (mine + others) / mine).min(1.0)
    }

    /// What two texts that are alike are likely to have in common.
    pub(super) fn key(&self, band: usize) -> u64 {
        mix(u64::from(self.minima[2 * band]) << 16 | u64::from(self.minima[2 * band + 1]))
    }
}

/// A hash of all words in their order, and those of all triples.
pub(super) fn hashes(text: &str) -> (u64, Vec<u64>) {
    let mut whole = 0_u64;
    let mut window = Window::default();
    let mut triples = Vec::with_capacity(text.len() / 6);
    for word in words(text) {
        whole = mix(whole.rotate_left(5) ^ word.hash);
        triples.extend(window.push(word.hash));
    }
    (whole, triples)
}

/// A word: where it begins, and its hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) hash: u64,
}

/// The words, in lower case: spacing, quotation marks and punctuation differ between copies of one article.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let of_word = |word: &str| {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for c in word.chars().flat_map(char::to_lowercase) {
            hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        }
        mix(hash)
    };
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts
        .map(move |word| Word { start: word.as_ptr() as usize - text.as_ptr() as usize, hash: of_word(word) })
}

/// The last words, of which three in a row make a triple.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Window {
    words: usize,
    first: u64,
    second: u64,
}

impl Window {
    /// The hash of the triple that ends with `word`; `None` for the first two.
    pub(super) fn push(&mut self, word: u64) -> Option<u64> {
        let hash = mix(self.first ^ self.second.rotate_left(21) ^ word.rotate_left(42));
        (self.first, self.second) = (self.second, word);
        self.words += 1;
        (self.words > 2).then_some(hash)
    }
}

/// Spreads every bit over all (the finalizer of `SplitMix64`).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The exact share.
    fn jaccard(a: &str, b: &str) -> f32 {
        let triples = |text: &str| -> BTreeSet<Vec<String>> {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            words.windows(3).map(<[String]>::to_vec).collect()
        };
        let (a, b) = (triples(a), triples(b));
        a.intersection(&b).count() as f32 / a.union(&b).count() as f32
    }

    #[test]
    fn likeness_is_near_the_exact_share() {
        let words =
            |from: usize, to: usize| (from..to).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let mut off = Vec::new();
        for (start, shared) in (0..200).map(|n| (n * 10_000, 5 * n)) {
            let a = words(start, start + 1000);
            let b = words(start + 1000 - shared, start + 2000 - shared);
            let likeness = Sketch::of(&a).unwrap().likeness(&Sketch::of(&b).unwrap());
            off.push(likeness - jaccard(&a, &b));
        }
        let mean = off.iter().sum::<f32>() / off.len() as f32;
        let deviation = (off.iter().map(|d| d * d).sum::<f32>() / off.len() as f32).sqrt();
        assert!(mean.abs() < 0.015 && deviation < 0.07, "mean {mean}, deviation {deviation}");
    }

    #[test]
    fn a_part_is_known_to_be_one() {
        let words = |n: usize| (0..n).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let (part, whole) = (Sketch::of(&words(300)).unwrap(), Sketch::of(&words(900)).unwrap());
        assert!(part.share_in(&whole) > 0.7, "{}", part.share_in(&whole));
        assert!(whole.share_in(&part) < 0.5);
    }

    #[test]
    fn a_few_words_have_no_sketch() {
        assert_eq!(Sketch::of("one two three"), None);
    }
}
