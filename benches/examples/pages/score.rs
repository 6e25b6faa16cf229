//! Segments found and not found.

use super::list::Page;
use std::fmt;

#[derive(Clone, Copy, Default)]
pub(crate) struct Score {
    /// Of those that must be there: found, missed.
    found: usize,
    missed: usize,
    /// Of those that must not: taken in, kept out.
    taken: usize,
    kept_out: usize,
}

impl Score {
    pub(crate) fn of(page: &Page, text: &str) -> Self {
        let text = squeezed(text);
        let is_in = |segment: &&String| text.contains(&squeezed(segment));
        let found = page.with.iter().filter(is_in).count();
        let taken = page.without.iter().filter(is_in).count();
        Self { found, missed: page.with.len() - found, taken, kept_out: page.without.len() - taken }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            found: self.found + other.found,
            missed: self.missed + other.missed,
            taken: self.taken + other.taken,
            kept_out: self.kept_out + other.kept_out,
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = self.found as f64 / (self.found + self.taken).max(1) as f64;
        let recall = self.found as f64 / (self.found + self.missed).max(1) as f64;
        let both = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        write!(f, "F {both:.3} (P {precision:.3} R {recall:.3})")
    }
}

pub(crate) fn print_misses(page: &Page, text: &str) {
    let text = squeezed(text);
    for segment in page.with.iter().filter(|s| !text.contains(&squeezed(s))) {
        println!("{}\tmissing\t{segment}", page.file);
    }
    for segment in page.without.iter().filter(|s| text.contains(&squeezed(s))) {
        println!("{}\ttaken in\t{segment}", page.file);
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
