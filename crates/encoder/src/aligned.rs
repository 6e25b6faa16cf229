//! Numbers that begin where a cache line does.

use bytemuck::{Pod, Zeroable};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// A cache line, which is also as wide as the widest register and as a row of a tile.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C, align(64))]
struct Line([u8; 64]);

/// A vector whose first number lies at the start of a cache line, so that rows of whole lines do as well.
///
/// An allocator gives large blocks 16 bytes after the start of a page: each load of a whole line from an ordinary vector
/// touches two.
pub(crate) struct Aligned<T> {
    lines: Vec<Line>,
    length: usize,
    kind: PhantomData<T>,
}

impl<T: Pod> Aligned<T> {
    /// `length` zeros.
    pub(crate) fn zeros(length: usize) -> Self {
        let mut zeros = Self::default();
        zeros.fit(length);
        zeros
    }

    /// Makes it `length` long. What is new is zero or what was there before it was last made shorter.
    pub(crate) fn fit(&mut self, length: usize) {
        let lines = (length * size_of::<T>()).div_ceil(size_of::<Line>());
        if lines > self.lines.len() {
            self.lines.resize(lines, Line::zeroed());
        }
        self.length = length;
    }
}

impl<T> Default for Aligned<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), length: 0, kind: PhantomData }
    }
}

impl<T: Pod> Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &bytemuck::cast_slice(&self.lines)[..self.length]
    }
}

impl<T: Pod> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut bytemuck::cast_slice_mut(&mut self.lines)[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_at_a_line_and_is_as_long_as_asked() {
        let mut numbers: Aligned<f32> = Aligned::zeros(3);
        numbers.copy_from_slice(&[1.0, 2.0, 3.0]);
        for length in [3, 1000, 5, 100_000] {
            numbers.fit(length);
            assert_eq!((numbers.len(), numbers.as_ptr() as usize % 64), (length, 0));
            assert_eq!(numbers[..3], [1.0, 2.0, 3.0]);
        }
        assert!(numbers[1000..].iter().all(|x| *x == 0.0));
    }
}
