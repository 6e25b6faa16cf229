//! Tables of counts, as the cards hold them.

use std::fmt::Write as _;

/// A Markdown table: a head, one line a split, and the sums in a line `all`.
pub(super) fn table<const N: usize>(head: [&str; N], rows: &[(&str, [usize; N])]) -> String {
    let mut out = format!("| split | {} |\n|{}\n", head.join(" | "), "---|".repeat(N + 1));
    let mut total = [0; N];
    for (split, row) in rows {
        total.iter_mut().zip(row).for_each(|(t, n)| *t += n);
        let _ = writeln!(out, "| {split} | {} |", row.map(|n| n.to_string()).join(" | "));
    }
    let _ = writeln!(out, "| all | {} |", total.map(|n| n.to_string()).join(" | "));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_are_summed() {
        let text = table(["articles", "records"], &[("train", [2, 30]), ("dev", [1, 7])]);
        assert_eq!(
            text,
            "| split | articles | records |\n|---|---|---|\n| train | 2 | 30 |\n| dev | 1 | 7 |\n| all | 3 | 37 |\n"
        );
    }
}
