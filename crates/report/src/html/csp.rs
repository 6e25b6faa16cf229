//! The content security policy names the style sheet and the script of the page by their hashes; nothing else may load
//! or run, and the script may not parse HTML.

use sha2::{Digest, Sha256};

/// The policy of a page with one inline style sheet and one inline script. Images and fonts may stand in the style sheet
/// as `data:`.
pub(super) fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; font-src data:; base-uri 'none'; form-action \
         'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        source(style),
        source(script)
    )
}

/// JSON that can stand in an HTML element: no `<` that could end it or begin a comment in it, no line ends that old
/// parsers trip over. The same value when it is parsed.
pub(super) fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// `sha256-...` of an inline style sheet or script, as a policy writes it.
fn source(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let group = three.iter().fold(0u32, |g, b| g << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for i in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= three.len() { letter as char } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn json_in_a_page_ends_no_element_and_stays_itself() {
        let json = serde_json::json!({"text": "</script><!--<script>\u{2028}"}).to_string();
        let shown = inert(&json);
        assert!(!shown.contains('<') && !shown.contains('\u{2028}'));
        let (one, other): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(&json).unwrap(), serde_json::from_str(&shown).unwrap());
        assert_eq!(one, other);
    }

    #[test]
    fn the_hash_is_what_browsers_compute() {
        // The example of the specification: CSP Level 2, section 4.2.5, for `alert('Hello, world.');`.
        assert_eq!(source("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
