//! Percentile bootstrap over articles.

/// The middle 95 % of what resampling gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// 2.5th percentile.
    pub low: f64,
    /// 97.5th percentile.
    pub high: f64,
}

/// Draws `rounds` samples of `items` with replacement and measures each with `statistic` (Efron 1979). The draws are
/// seeded, so the same items always give the same interval.
pub fn bootstrap<T>(items: &[T], rounds: usize, statistic: impl Fn(&[&T]) -> f64) -> Interval {
    if items.is_empty() || rounds == 0 {
        return Interval { low: 0.0, high: 0.0 };
    }
    let mut state: u64 = 0x5DEE_CE66_D1CE_5EED;
    let mut below = |n: usize| {
        // splitmix64 (Steele et al. 2014): enough for resampling, and the same on every machine.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    };
    let mut values: Vec<f64> = (0..rounds)
        .map(|_| {
            let sample: Vec<&T> = (0..items.len()).map(|_| &items[below(items.len())]).collect();
            statistic(&sample)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Interval { low: at(0.025), high: at(0.975) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_coin_is_about_what_theory_says() {
        let coin: Vec<u8> = [0, 1].repeat(200);
        let mean = |xs: &[&u8]| xs.iter().map(|x| f64::from(**x)).sum::<f64>() / xs.len() as f64;
        let interval = bootstrap(&coin, 1000, mean);
        // Standard error sqrt(0.25 / 400) = 0.025; 1.96 of them on either side.
        assert!((interval.low - 0.451).abs() < 0.012, "{interval:?}");
        assert!((interval.high - 0.549).abs() < 0.012, "{interval:?}");
    }
}
