//! Copies: wire stories under other headlines, updates, cut versions.
//!
//! Every text has a *sketch*, 64 minima over the hashes of its word triples (`MinHash`), from which the share of triples that two
//! texts have in common can be told to within a few hundredths. [`Copies`] remembers the sketches of the latest articles
//! and finds those that are like a new one without comparing it to each: pairs of minima are looked up (locality-sensitive
//! hashing, 16 bands of 2). Exact copies, words alone compared, are found however far back they lie.
//!
//! Memory: 20 bytes or so an article for exact copies, and 270 bytes an article for the latest [`REMEMBERED`] ones.

mod sketch;

use sketch::Sketch;
use std::collections::HashMap;

/// Articles back to which near copies are found. Wire copies of one story come out within days of each other.
const REMEMBERED: usize = 200_000;
/// Texts that have this share of triples in common are versions of one another.
const ALIKE: f32 = 0.5;
/// A text with this share of its triples in another is a cut version of it.
const CONTAINED: f32 = 0.7;

/// What a run remembers of texts.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    exact: HashMap<u64, u32>,
    /// Sketches of the latest articles that are no copies themselves, as a ring, and the numbers they go by.
    sketches: Vec<(Sketch, u32)>,
    next: usize,
    /// For each band, in which places of the ring a key of it was last seen; 0 for none.
    bands: Vec<Vec<u32>>,
    /// Texts so far.
    articles: u32,
}

impl Copies {
    /// Numbers `text` (0, 1, 2 ..) and gives the number of the earlier text that it copies, if it does.
    pub(crate) fn admit(&mut self, text: &str) -> Option<u32> {
        let number = self.articles;
        self.articles += 1;
        let (sketch, whole) = Sketch::with_hash(text);
        if let Some(original) = self.exact.get(&whole) {
            return Some(*original);
        }
        let original = sketch.as_ref().and_then(|sketch| self.like(sketch));
        self.exact.insert(whole, original.unwrap_or(number));
        if let (Some(sketch), None) = (sketch, original) {
            self.remember(sketch, number);
        }
        original
    }

    /// The remembered text that is most like `sketch`, if it is alike enough.
    fn like(&self, sketch: &Sketch) -> Option<u32> {
        let mut best: Option<(f32, u32)> = None;
        for (band, table) in self.bands.iter().enumerate() {
            let place = table[slot(sketch.key(band), table.len())] as usize;
            let Some((other, number)) = place.checked_sub(1).and_then(|at| self.sketches.get(at)) else {
                continue;
            };
            let alike = sketch.likeness(other);
            let is_copy = alike >= ALIKE || sketch.share_in(other) >= CONTAINED;
            let is_better = best.is_none_or(|(b, n)| alike > b || (alike >= b && *number < n));
            if is_copy && is_better {
                best = Some((alike, *number));
            }
        }
        best.map(|(_, number)| number)
    }

    fn remember(&mut self, sketch: Sketch, number: u32) {
        if self.sketches.len() < REMEMBERED {
            self.sketches.push((sketch, number));
            self.next = self.sketches.len() - 1;
            let room = self.bands.first().map_or(0, Vec::len);
            if 2 * self.sketches.len() > room {
                return self.grow((2 * room).max(1024));
            }
        } else {
            self.next = (self.next + 1) % REMEMBERED;
            self.sketches[self.next] = (sketch, number);
        }
        self.note(self.next);
    }

    /// Enters the sketch at `place` into every band. Of two with one slot the later one stays: sixteen bands make up for it.
    fn note(&mut self, place: usize) {
        let (sketch, _) = &self.sketches[place];
        for (band, table) in self.bands.iter_mut().enumerate() {
            let at = slot(sketch.key(band), table.len());
            table[at] = place as u32 + 1;
        }
    }

    fn grow(&mut self, room: usize) {
        self.bands = vec![vec![0; room]; Sketch::BANDS];
        for place in 0..self.sketches.len() {
            self.note(place);
        }
    }
}

fn slot(key: u64, room: usize) -> usize {
    (key % room as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented news of some 60 sentences, another for each seed.
    fn story(seed: usize, sentences: usize) -> Vec<String> {
        const WHO: [&str; 7] = [
            "The minister",
            "A spokesman",
            "The union",
            "Rebels in the north",
            "The council",
            "Farmers",
            "The envoy",
        ];
        const DID: [&str; 7] =
            ["rejected", "welcomed", "delayed", "signed", "criticised", "discussed", "ended"];
        const WHAT: [&str; 11] = [
            "the plan",
            "a ceasefire",
            "the budget",
            "new tariffs",
            "the border deal",
            "talks",
            "the strike",
            "a water treaty",
            "the vote",
            "the inquiry",
            "an export ban",
        ];
        let mut state = seed as u64 + 1;
        let mut at = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        (0..sentences)
            .map(|_| format!("{} {} {} on day {}.", WHO[at(7)], DID[at(7)], WHAT[at(11)], at(997)))
            .collect()
    }

    #[test]
    fn exact_copies_are_told_in_any_spelling_of_their_spaces() {
        let mut copies = Copies::default();
        assert_eq!(copies.admit("\"No,\" she said."), None);
        assert_eq!(copies.admit("“No,”\r\nshe  SAID."), Some(0));
        assert_eq!(copies.admit("\"Yes,\" she said."), None);
    }

    #[test]
    fn versions_of_a_story_lead_to_the_first() {
        let mut copies = Copies::default();
        let whole = story(1, 40);
        assert_eq!(copies.admit(&whole.join(" ")), None);
        assert_eq!(copies.admit(&story(2, 40).join(" ")), None);
        assert_eq!(copies.admit(&whole[..24].join("\n\n")), Some(0), "cut");
        assert_eq!(
            copies.admit(&[whole.as_slice(), &story(3, 8)].concat().join(" ")),
            Some(0),
            "with paragraphs added"
        );
        let edited: Vec<String> = whole
            .iter()
            .enumerate()
            .map(|(i, s)| if i % 6 == 0 { s.replace("the", "that") } else { s.clone() })
            .collect();
        assert_eq!(copies.admit(&format!("HARBOUR CITY (AP) - {}", edited.join(" "))), Some(0), "edited");
        assert_eq!(copies.admit(&edited.join(" ")), Some(0), "a copy of a copy");
    }

    #[test]
    fn many_other_stories_between_do_not_hide_one() {
        let mut copies = Copies::default();
        let first = story(0, 30);
        copies.admit(&first.join(" "));
        for seed in 1..3000 {
            assert_eq!(copies.admit(&story(seed, 30).join(" ")), None, "{seed}");
        }
        assert_eq!(copies.admit(&first[..25].join(" ")), Some(0));
    }

    #[test]
    fn a_short_text_is_a_copy_only_to_the_word() {
        let mut copies = Copies::default();
        assert_eq!(copies.admit("The minister said no."), None);
        assert_eq!(copies.admit("The minister said no again."), None);
        assert_eq!(copies.admit(""), None);
    }
}
