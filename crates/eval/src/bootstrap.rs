//! Percentile bootstrap over articles: of one measure, and of the difference between two runs.

/// The middle 95 % of what resampling gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// 2.5th percentile.
    pub low: f64,
    /// 97.5th percentile.
    pub high: f64,
}

/// How far two runs on the same articles lie apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// What the first run reaches above the second.
    pub by: f64,
    /// Where the difference lies under resampling.
    pub interval: Interval,
    /// Two-sided: twice the share of resamples in which the difference has the other sign or none, at most 1.
    pub p: f64,
}

/// Draws `rounds` samples of `items` with replacement and measures each with `statistic` (Efron 1979). The draws are
/// seeded, so the same items always give the same interval.
pub fn bootstrap<T>(items: &[T], rounds: usize, statistic: impl Fn(&[&T]) -> f64) -> Interval {
    interval(&mut resample(items, rounds, statistic))
}

/// Compares two measures of the same items: each sample draws the same articles for both (paired bootstrap; Efron and
/// Tibshirani 1993, Koehn 2004). With no items the difference is 0 and p is 1.
pub fn paired<T>(
    items: &[T],
    rounds: usize,
    ours: impl Fn(&[&T]) -> f64,
    theirs: impl Fn(&[&T]) -> f64,
) -> Difference {
    let whole: Vec<&T> = items.iter().collect();
    let by = ours(&whole) - theirs(&whole);
    let mut values = resample(items, rounds, |sample| ours(sample) - theirs(sample));
    let share = |crossed: &dyn Fn(f64) -> bool| {
        values.iter().filter(|d| crossed(**d)).count() as f64 / values.len().max(1) as f64
    };
    let one_sided = if by > 0.0 { share(&|d| d <= 0.0) } else { share(&|d| d >= 0.0) };
    let p = if by == 0.0 || values.is_empty() { 1.0 } else { (2.0 * one_sided).min(1.0) };
    Difference { by, interval: interval(&mut values), p }
}

fn resample<T>(items: &[T], rounds: usize, statistic: impl Fn(&[&T]) -> f64) -> Vec<f64> {
    if items.is_empty() {
        return Vec::new();
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
    let mut sample: Vec<&T> = Vec::with_capacity(items.len());
    (0..rounds)
        .map(|_| {
            sample.clear();
            sample.extend((0..items.len()).map(|_| &items[below(items.len())]));
            statistic(&sample)
        })
        .collect()
}

fn interval(values: &mut [f64]) -> Interval {
    if values.is_empty() {
        return Interval { low: 0.0, high: 0.0 };
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Interval { low: at(0.025), high: at(0.975) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(xs: &[&u8]) -> f64 {
        xs.iter().map(|x| f64::from(**x)).sum::<f64>() / xs.len() as f64
    }

    #[test]
    fn the_interval_of_a_coin_is_about_what_theory_says() {
        let coin: Vec<u8> = [0, 1].repeat(200);
        let interval = bootstrap(&coin, 1000, mean);
        // Standard error sqrt(0.25 / 400) = 0.025; 1.96 of them on either side.
        assert!((interval.low - 0.451).abs() < 0.012, "{interval:?}");
        assert!((interval.high - 0.549).abs() < 0.012, "{interval:?}");
    }

    #[test]
    fn a_run_against_itself_differs_by_nothing() {
        let coin: Vec<u8> = [0, 1].repeat(20);
        let none = paired(&coin, 200, mean, mean);
        assert_eq!(none, Difference { by: 0.0, interval: Interval { low: 0.0, high: 0.0 }, p: 1.0 });
    }

    #[test]
    fn pairing_sees_a_small_difference_that_is_always_there() {
        // The second run is one point lower on every article; between articles both vary by a hundred.
        let articles: Vec<(f64, f64)> =
            (0..50).map(|i| f64::from(i * 37 % 100)).map(|x| (x, x - 1.0)).collect();
        let ours = |xs: &[&(f64, f64)]| xs.iter().map(|x| x.0).sum::<f64>() / xs.len() as f64;
        let theirs = |xs: &[&(f64, f64)]| xs.iter().map(|x| x.1).sum::<f64>() / xs.len() as f64;
        let found = paired(&articles, 500, ours, theirs);
        assert!((found.by - 1.0).abs() < 1e-9 && found.p < 1e-9, "{found:?}");
        assert!((found.interval.low - 1.0).abs() < 1e-9 && (found.interval.high - 1.0).abs() < 1e-9);
    }

    #[test]
    fn p_is_twice_the_share_of_samples_on_the_other_side() {
        // One article says +1 and one 0. A sample of two draws the 0 twice in a quarter of cases: p is about a half.
        let found = paired(&[1u8, 0], 4000, mean, |_| 0.0);
        assert!((found.by - 0.5).abs() < 1e-9);
        assert!((found.p - 0.5).abs() < 0.05, "{found:?}");
    }
}
