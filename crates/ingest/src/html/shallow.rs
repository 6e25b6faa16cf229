//! Depth taken from pages that nest without end.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Pages of newspapers nest some 30 elements deep. A parser needs time that grows with the square of the depth, and
/// ten thousand open elements would keep it busy for a minute.
const DEEPEST: usize = 256;

/// `page` without the tags of elements that stand deeper than any page needs; borrowed when there are none. Words
/// stay. Only elements that must be closed are counted: others cannot nest without end.
pub(super) fn shallow(page: &str) -> Cow<'_, str> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        crate::regex(
            r"(?xi)<(/?)(?:a|abbr|article|aside|b|big|blockquote|center|cite|code|div|dl|em|fieldset|figure|font|footer|form|header
              |i|ins|main|mark|nav|object|ol|q|s|section|small|span|strike|strong|sub|sup|svg|table|tt|u|ul|g)(?:\s[^>]*)?>",
        )
    });
    let mut out = String::new();
    let (mut depth, mut copied) = (0_usize, 0);
    for tag in TAG.captures_iter(page) {
        let closes = !tag[1].is_empty();
        let too_deep = if closes { depth > DEEPEST } else { depth >= DEEPEST };
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if too_deep {
            let whole = tag.get_match();
            out.push_str(&page[copied..whole.start()]);
            out.push(' ');
            copied = whole.end();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    out.push_str(&page[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(tag: &str, depth: usize) -> String {
        format!(
            "{}<p>deep</p>{}<p>after</p>",
            format!("<{tag}>").repeat(depth),
            format!("</{tag}>").repeat(depth)
        )
    }

    #[test]
    fn an_ordinary_page_is_as_it_was() {
        let page = nested("div", DEEPEST);
        assert!(matches!(shallow(&page), Cow::Borrowed(p) if p == page));
    }

    #[test]
    fn depth_is_cut_and_words_stay() {
        let page = nested("div", 1000);
        let cut = shallow(&page);
        assert_eq!(cut.matches("<div>").count(), DEEPEST);
        assert_eq!(cut.matches("</div>").count(), DEEPEST);
        assert!(cut.contains("<p>deep</p>") && cut.ends_with("<p>after</p>"));
    }

    #[test]
    fn depth_costs_no_time() {
        for tag in ["div", "b", "ul", "table"] {
            let (_, text) = super::super::read(&nested(tag, 20_000));
            assert!(text.contains("deep"), "{tag}: {text}");
        }
    }
}
