//! Chance that is the same on every machine.

/// A `SplitMix64` generator: small, seeded, and the same everywhere.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator for one purpose: the same `seed` and `purpose` always give the same numbers, and what one purpose
    /// draws does not shift what another draws.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mixed = purpose.bytes().fold(0xCBF2_9CE4_8422_2325 ^ seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        let mut random = Self(mixed);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0.0..1.0`.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number in `0..n`; 0 for `n` = 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() % n as u64) as usize }
    }

    /// One of `items`, unless there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// Puts `items` into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_do_not_share_their_numbers() {
        let draw = |purpose| (0..4).map(|_| Random::new(7, purpose).below(1000)).collect::<Vec<_>>();
        assert_eq!(draw("order"), draw("order"));
        assert_ne!(Random::new(7, "order").below(1 << 30), Random::new(7, "names").below(1 << 30));
        assert_ne!(Random::new(7, "order").below(1 << 30), Random::new(8, "order").below(1 << 30));
    }

    #[test]
    fn chances_come_out_as_asked() {
        let mut random = Random::new(1, "test");
        let hits = (0..10_000).filter(|_| random.chance(0.15)).count();
        assert!((1_350..1_650).contains(&hits), "{hits}");
    }
}
