//! Bytes to text: which encoding, and whether anything was lost.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Text, and how it was had.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    /// Without a byte order mark; otherwise, for UTF-8, the bytes as they were.
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static str,
    /// How many replacement characters stand where bytes could not be read.
    pub(crate) replaced: usize,
}

impl Decoded<'_> {
    /// What to tell the user when bytes were lost.
    pub(crate) fn warning(&self) -> Option<String> {
        let Self { encoding, replaced, .. } = self;
        (*replaced > 0).then(|| {
            format!("{replaced} places are not valid {encoding}; replaced by U+FFFD\nhint: convert it to UTF-8 first")
        })
    }
}

/// Decodes by byte order mark, then by what a page declares (if `page`), then as UTF-8 if it is that, then by guess.
///
/// A declared single-byte encoding gives way when the bytes are UTF-8 beyond ASCII: prose in another encoding hardly
/// ever forms valid multi-byte UTF-8, while wrong declarations are common.
pub(crate) fn decode(bytes: &[u8], page: bool) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode_as(encoding, bytes);
    }
    let utf8 = std::str::from_utf8(bytes).ok();
    if let Some(text) = utf8.filter(|t| !t.is_ascii()) {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), replaced: 0 };
    }
    if let Some(encoding) = declared(bytes).filter(|_| page) {
        let decoded = decode_as(encoding, bytes);
        if decoded.replaced == 0 {
            return decoded;
        }
    }
    if let Some(text) = utf8 {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), replaced: 0 };
    }
    // A UTF-8 text with a few broken bytes is still UTF-8: guessing would garble all the rest of it.
    let as_utf8 = decode_as(UTF_8, bytes);
    let beyond_ascii = as_utf8.text.chars().filter(|c| !c.is_ascii()).count();
    if beyond_ascii > 10 * as_utf8.replaced {
        return as_utf8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_as(detector.guess(None, Utf8Detection::Deny), bytes)
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{fffd}').count().max(1) } else { 0 };
    Decoded { text, encoding: encoding.name(), replaced }
}

/// The encoding in a page's `<meta charset>` or `<meta http-equiv>`, looked for where browsers look.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#"(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([a-z0-9_:.-]+)|^\s*<\?xml[^>]*encoding\s*=\s*["']([a-z0-9_:.-]+)"#;
        Regex::new(pattern).expect("the pattern is a constant, and the tests compile it")
    });
    let head = &bytes[..bytes.len().min(4096)];
    let found = CHARSET.captures(head)?;
    let label = found.get(1).or_else(|| found.get(2))?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A page whose ASCII could be read is not UTF-16, whatever it says (the HTML standard has this rule too).
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// True for UTF-16, where NUL bytes are part of ordinary text.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || unmarked_utf16(bytes).is_some()
}

/// UTF-16 without a mark: in Latin scripts every other byte is then NUL.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    match (nuls(0), nuls(1)) {
        (0, odd) if odd * 3 > head.len() => Some(UTF_16LE),
        (even, 0) if even * 3 > head.len() => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], page: bool) -> (String, &'static str, usize) {
        let d = decode(bytes, page);
        (d.text.into_owned(), d.encoding, d.replaced)
    }

    #[test]
    fn a_mark_beats_everything() {
        assert_eq!(text(b"\xef\xbb\xbfcaf\xc3\xa9", false), ("café".into(), "UTF-8", 0));
        let utf16: Vec<u8> = "\u{feff}née".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&utf16, false), ("née".into(), "UTF-16BE", 0));
        let unmarked: Vec<u8> = "née here".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&unmarked, false), ("née here".into(), "UTF-16LE", 0));
    }

    #[test]
    fn a_page_is_believed_unless_its_bytes_say_otherwise() {
        let page = b"<meta charset=\"windows-1251\"><p>\xcc\xe8\xf0</p>";
        assert!(text(page, true).0.contains("Мир"));
        let lying = "<meta charset='iso-8859-1'><p>Señor</p>".as_bytes();
        assert_eq!(text(lying, true).1, "UTF-8");
        let lying = b"<meta charset=utf-8><p>Se\xf1or Pe\xf1a dijo que no</p>";
        assert!(text(lying, true).0.contains("Señor Peña"));
    }

    #[test]
    fn prose_in_windows_1252_is_recognised() {
        let (text, encoding, replaced) =
            text(b"The ministry\x92s caf\xe9 \x93will not close,\x94 she said.", false);
        assert_eq!((encoding, replaced), ("windows-1252", 0));
        assert_eq!(text, "The ministry’s café “will not close,” she said.");
    }

    #[test]
    fn loss_is_counted_and_told() {
        let mut bytes = "“No,” said the señora, “ni mañana ni pasado mañana,” and “señor” laughed: ÄÖÜ äöü"
            .as_bytes()
            .to_vec();
        bytes.push(0xff);
        let decoded = decode(&bytes, false);
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 1));
        assert!(decoded.warning().is_some_and(|w| w.contains("not valid UTF-8")));
    }
}
