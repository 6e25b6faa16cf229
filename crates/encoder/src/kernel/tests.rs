use super::*;

fn noise(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed | 1;
    move || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    }
}

/// Compares every kernel with the portable one, and that one with a product written out.
fn all_equal(rows: usize, depth: usize, codes: &[u8], panel: &[i8]) {
    let mut expected = vec![0; rows * COLUMNS];
    for r in 0..rows {
        for c in 0..COLUMNS {
            expected[r * COLUMNS + c] = (0..depth)
                .map(|k| {
                    i32::from(codes[r * depth + k]) * i32::from(panel[k / 4 * 4 * COLUMNS + c * 4 + k % 4])
                })
                .sum();
        }
    }
    for kernel in Kernel::available() {
        let mut out = vec![-1; rows * COLUMNS];
        products_i8(kernel, &[(codes, panel)], depth, &mut out, |n, _| assert_eq!(n, 0));
        assert_eq!(out, expected, "{} with {rows} rows, {depth} deep", kernel.name());
    }
}

#[test]
fn every_kernel_gives_the_same_integers() {
    let mut next = noise(5);
    for rows in (1..40).chain([64, 70, 97]) {
        for depth in [64, 192, 384] {
            let codes: Vec<u8> = (0..rows * depth).map(|_| (next() % 256) as u8).collect();
            let panel: Vec<i8> =
                (0..depth * COLUMNS).map(|_| (i64::from((next() % 129) as u8) - 64) as i8).collect();
            all_equal(rows, depth, &codes, &panel);
        }
    }
}

#[test]
fn nothing_saturates_at_the_extremes() {
    for weight in [MAX_WEIGHT, -MAX_WEIGHT] {
        let (rows, depth) = (33, 1536);
        let codes = vec![MAX_ACTIVATION; rows * depth];
        all_equal(rows, depth, &codes, &vec![weight; depth * COLUMNS]);
        // Signs that alternate by column, by step, and by pair of steps.
        for period in [1, 2, 4, 8] {
            let panel: Vec<i8> =
                (0..depth * COLUMNS).map(|i| if i / period % 2 == 0 { weight } else { -weight }).collect();
            all_equal(rows, depth, &codes, &panel);
        }
    }
}

#[test]
fn float_products_do_not_depend_on_the_kernel() {
    let mut next = noise(9);
    for (rows, depth) in [(1, 1), (5, 12), (31, 32), (50, 384)] {
        let mut floats = |n: usize| -> Vec<f32> { (0..n).map(|_| next() as f32 / 1e9 - 1.0).collect() };
        let (a, panel) = (floats(rows * depth), floats(depth * COLUMNS));
        let across: Vec<f32> = (0..rows * depth).map(|i| a[i % rows * depth + i / rows]).collect();
        let run = |kernel, a: &[f32], along| {
            let mut out = vec![f32::NAN; rows * COLUMNS];
            product_f32(kernel, (a, along), (&panel, COLUMNS), depth, (&mut out, COLUMNS), (rows, COLUMNS));
            out
        };
        let expected = run(Kernel::available()[0], &a, Along::Row(depth));
        for c in 0..COLUMNS {
            let sum: f64 = (0..depth).map(|k| f64::from(a[k]) * f64::from(panel[k * COLUMNS + c])).sum();
            assert!((f64::from(expected[c]) - sum).abs() < 1e-4, "column {c}");
        }
        for kernel in Kernel::available() {
            for (a, along) in [(&a, Along::Row(depth)), (&across, Along::Column(rows))] {
                assert_eq!(
                    run(kernel, a, along),
                    expected,
                    "{} with {rows} rows, {depth} deep",
                    kernel.name()
                );
            }
        }
    }
}
