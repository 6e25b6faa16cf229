//! Copies: wire stories under other headlines, updates, cut versions.
//!
//! Every text has a [`Print`], made beside the others' on any thread: a *sketch*, 64 minima over the hashes of its word triples
//! (`MinHash`), from which the share of triples that two texts have in common can be told to within a few hundredths, and a
//! *sample*, every fourth triple or fewer, which tells where in a text something new stands. [`Copies`] remembers the prints of
//! the latest articles and finds those that are like a new one without comparing it to each: pairs of minima are looked up
//! (locality-sensitive hashing, 16 bands of 2). Exact copies, words alone compared, are found however far back they lie.
//!
//! Of a group the text that came out first is the *home*, as far as dates say so, else the one that was read first. Articles are
//! given out as they come, so a text that is found to be older than its home takes over from then on, unless the home has
//! sentences of its own that were given out with it.
//!
//! Memory: 25 bytes or so an article for exact copies and dates, and 300 to 800 bytes an article, by its length, for the latest
//! [`REMEMBERED`] ones.

mod sample;
mod sketch;

use crate::dates;
use sample::Sample;
use sketch::Sketch;
use standpoint_article::{Span, Text};
use std::collections::{HashMap, HashSet};

/// Articles back to which near copies are found. Wire copies of one story come out within days of each other.
const REMEMBERED: usize = 200_000;
/// Texts that have this share of triples in common are versions of one another.
const ALIKE: f32 = 0.5;
/// A text with this share of its triples in another is a cut version of it.
const CONTAINED: f32 = 0.7;

/// What is compared of a text.
#[derive(Clone, Debug)]
pub(crate) struct Print {
    /// A hash of all words in their order.
    whole: u64,
    /// `None` for a text of a few words.
    near: Option<(Sketch, Sample)>,
}

impl Print {
    pub(crate) fn of(text: &str) -> Self {
        let (whole, triples) = sketch::hashes(text);
        let sketch = Sketch::of_triples(&triples);
        Self { whole, near: sketch.map(|sketch| (sketch, Sample::of_triples(triples))) }
    }
}

/// What a text is to those that were read before it; they go by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Like none of them.
    New,
    /// All it says stands in that one.
    Copies(u32),
    /// It repeats that one and has these sentences of its own.
    Updates(u32, Vec<Span>),
    /// It came out before that one, which says nothing else: the home of the group from now on.
    CopiedBy(u32),
}

/// What a run remembers of texts.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    exact: HashMap<u64, Owner>,
    /// Prints of the latest articles that are no copies themselves, as a ring, and the numbers they go by.
    near: Vec<(Sketch, Sample, u32)>,
    next: usize,
    /// For each band, in which places of the ring a key of it was last seen; 0 for none.
    bands: Vec<Vec<u32>>,
    /// Homes that an older text took over from.
    moved: HashMap<u32, u32>,
    /// Texts that were given out as updates: what they repeat is another's, so they are nobody's whole words.
    updates: HashSet<u32>,
    /// When each text came out at the earliest, one for each text so far.
    out: Vec<dates::Minute>,
}

/// Whose a run of words is.
#[derive(Clone, Copy, Debug)]
struct Owner {
    home: u32,
    /// These are the words of the home itself, not of one of its copies.
    itself: bool,
}

impl Copies {
    /// Numbers a text (0, 1, 2 ..) that came out on `published` and says what it is to the earlier ones.
    pub(crate) fn admit(&mut self, print: Print, text: &Text, published: Option<&str>) -> Relation {
        let number = self.out.len() as u32;
        let (earliest, latest) = published.and_then(dates::minutes).unwrap_or(dates::UNKNOWN);
        self.out.push(earliest);
        let Print { whole, near } = print;

        let same = self.exact.get(&whole).map(|owner| {
            let home = self.home(owner.home);
            Owner { home, itself: owner.itself && home == owner.home }
        });
        let alike = near.as_ref().and_then(|(sketch, _)| self.like(sketch));
        let known = same.map(|owner| owner.home).or(alike.map(|place| self.home(self.near[place].2)));
        let Some(home) = known else {
            self.exact.insert(whole, Owner { home: number, itself: true });
            self.remember(near, number);
            return Relation::New;
        };
        let is_older = latest < self.out[home as usize] && !self.updates.contains(&home);
        if is_older && self.is_all_in(home, same, alike, text) {
            self.moved.insert(home, number);
            self.exact.insert(whole, Owner { home: number, itself: true });
            self.remember(near, number);
            return Relation::CopiedBy(home);
        }
        let new = match (same, alike) {
            (None, Some(place)) => self.near[place].1.new_sentences(text),
            _ => Vec::new(),
        };
        if new.is_empty() {
            self.exact.entry(whole).or_insert(Owner { home, itself: false });
            return Relation::Copies(home);
        }
        self.exact.insert(whole, Owner { home: number, itself: true });
        self.remember(near, number);
        self.updates.insert(number);
        Relation::Updates(home, new)
    }

    /// The text that `number` gave its place to, or itself.
    fn home(&self, mut number: u32) -> u32 {
        while let Some(older) = self.moved.get(&number) {
            number = *older;
        }
        number
    }

    /// True when `home` is known to say nothing that is not in `text`.
    fn is_all_in(&self, home: u32, same: Option<Owner>, alike: Option<usize>, text: &Text) -> bool {
        same.is_some_and(|owner| owner.itself)
            || alike.is_some_and(|place| {
                let (_, sample, number) = &self.near[place];
                *number == home && sample.is_in(text.as_str())
            })
    }

    /// The place of the remembered text that is most like `sketch`, if it is alike enough.
    fn like(&self, sketch: &Sketch) -> Option<usize> {
        let mut best: Option<(f32, u32, usize)> = None;
        for (band, table) in self.bands.iter().enumerate() {
            let place = table[slot(sketch.key(band), table.len())] as usize;
            let Some((place, (other, _, number))) =
                place.checked_sub(1).and_then(|at| Some((at, self.near.get(at)?)))
            else {
                continue;
            };
            let alike = sketch.likeness(other);
            // A story that grew holds the old one.
            let is_copy = alike >= ALIKE
                || sketch.share_in(other) >= CONTAINED
                || (alike >= ALIKE / 2.0 && other.share_in(sketch) >= CONTAINED);
            let is_better = best.is_none_or(|(b, n, _)| alike > b || (alike >= b && *number < n));
            if is_copy && is_better {
                best = Some((alike, *number, place));
            }
        }
        best.map(|(_, _, place)| place)
    }

    fn remember(&mut self, near: Option<(Sketch, Sample)>, number: u32) {
        let Some((sketch, sample)) = near else { return };
        if self.near.len() < REMEMBERED {
            self.near.push((sketch, sample, number));
            self.next = self.near.len() - 1;
            let room = self.bands.first().map_or(0, Vec::len);
            if 2 * self.near.len() > room {
                return self.grow((2 * room).max(1024));
            }
        } else {
            self.next = (self.next + 1) % REMEMBERED;
            self.near[self.next] = (sketch, sample, number);
        }
        self.note(self.next);
    }

    /// Enters the sketch at `place` into every band. Of two with one slot the later one stays: sixteen bands make up for it.
    fn note(&mut self, place: usize) {
        let (sketch, ..) = &self.near[place];
        for (band, table) in self.bands.iter_mut().enumerate() {
            let at = slot(sketch.key(band), table.len());
            table[at] = place as u32 + 1;
        }
    }

    fn grow(&mut self, room: usize) {
        self.bands = vec![vec![0; room]; Sketch::BANDS];
        for place in 0..self.near.len() {
            self.note(place);
        }
    }
}

fn slot(key: u64, room: usize) -> usize {
    (key % room as u64) as usize
}

#[cfg(test)]
mod tests;
