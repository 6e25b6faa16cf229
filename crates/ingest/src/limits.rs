//! What an archive may unpack to, and the counting that holds it to that.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// Unpacked bytes that are never too many, whatever the ratio: a small file of repetitions is no bomb.
const GRACE: u64 = 64 << 20;

/// Bounds on what one input may unpack to. Memory does not depend on them: archives are read as streams. They bound
/// time, and tell bombs from archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Layers of packing in one another: `a.tar.gz` has two.
    pub depth: usize,
    /// Unpacked bytes, all layers together, for each byte of the input (from 64 MiB unpacked on). News packs 10 to 1.
    pub ratio: u64,
    /// Unpacked bytes, all layers together.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 5, ratio: 200, bytes: 1 << 40 }
    }
}

/// What one input has left to unpack to. Clones share one count.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    limits: Limits,
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
}

impl Budget {
    /// `packed` is the input's size, as far as it is known.
    pub(crate) fn new(limits: Limits, packed: u64) -> Self {
        Self { limits, packed: Rc::new(Cell::new(packed)), unpacked: Rc::default() }
    }

    /// More of an input whose size was not known has arrived.
    pub(crate) fn arrived(&self, bytes: u64) {
        self.packed.set(self.packed.get() + bytes);
    }

    /// Counts unpacked bytes.
    pub(crate) fn spend(&self, bytes: u64) -> Result<(), Overrun> {
        let unpacked = self.unpacked.get().saturating_add(bytes);
        self.unpacked.set(unpacked);
        let Limits { ratio, bytes: most, .. } = self.limits;
        if unpacked > most {
            return Err(Overrun::Bytes(most));
        }
        if unpacked > GRACE && unpacked / self.packed.get().max(1) > ratio {
            return Err(Overrun::Ratio(ratio));
        }
        Ok(())
    }

    /// Counts what `reader` unpacks, and ends it with an [`Overrun`] inside an `io::Error`.
    pub(crate) fn meter<R: Read>(&self, reader: R) -> Metered<R> {
        Metered { reader, budget: self.clone() }
    }
}

/// More was unpacked than may be. Ends the whole input: what is left of it is not worth the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overrun {
    Ratio(u64),
    Bytes(u64),
}

impl fmt::Display for Overrun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(ratio) => write!(
                f,
                "unpacks to more than {ratio} times its size, as bombs do; the rest of it is passed over\n\
                 hint: unpack it yourself, and name the files"
            ),
            Self::Bytes(most) => write!(
                f,
                "unpacks to more than {} GiB; the rest of it is passed over\nhint: --max-unpacked GIB allows more",
                most >> 30
            ),
        }
    }
}

impl std::error::Error for Overrun {}

/// A reader whose bytes count.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    reader: R,
    budget: Budget,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.budget.spend(read as u64).map_err(io::Error::other)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_told_by_its_ratio_and_a_long_archive_by_its_bytes() {
        let budget = Budget::new(Limits::default(), 1 << 20);
        assert_eq!(budget.spend(GRACE), Ok(()));
        assert_eq!(budget.spend(137 << 20), Err(Overrun::Ratio(200)));
        let budget = Budget::new(Limits { bytes: 1 << 30, ..Limits::default() }, 1 << 29);
        assert_eq!(budget.spend(1 << 30), Ok(()));
        assert_eq!(budget.spend(1), Err(Overrun::Bytes(1 << 30)));
    }

    #[test]
    fn repetitions_in_a_small_file_are_no_bomb() {
        assert_eq!(Budget::new(Limits::default(), 100).spend(GRACE), Ok(()));
    }

    #[test]
    fn an_input_of_unknown_size_is_measured_as_it_comes() {
        let budget = Budget::new(Limits::default(), 0);
        budget.arrived(10 << 20);
        assert_eq!(budget.spend(1 << 30), Ok(()));
    }
}
