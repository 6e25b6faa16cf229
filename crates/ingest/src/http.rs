//! An HTTP answer as a web archive keeps it: head, and a body that may be in chunks and compressed.

use crate::error::{InputError, Size};
use brotli_decompressor::Decompressor;
use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::Read;

/// More header lines than this and it is no answer that anybody sent.
const MOST_HEADERS: usize = 256;

/// The body of an answer, as the page it is.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    /// Plain text rather than a page.
    pub(crate) plain: bool,
}

/// What of the head matters here.
struct Head {
    status: u16,
    length: usize,
    content_type: String,
    encoding: String,
    chunked: bool,
}

/// True when `block`, the first bytes of an answer, promises a page or plain text.
pub(crate) fn holds_text(block: &[u8]) -> bool {
    let Some(head) = head(block) else {
        // A head longer than what was looked at, or none: the reader of the record will say.
        return block.starts_with(b"HTTP/");
    };
    let kind = head.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    head.status == 200
        && matches!(
            kind.as_str(),
            "" | "text/html" | "application/xhtml+xml" | "text/plain" | "application/octet-stream"
        )
}

/// The page in an answer. Crawlers often store a body already put together and unpacked, but keep the head as it came:
/// chunks and compression are undone where they are there, whatever the head says.
pub(crate) fn page(answer: &[u8], limit: usize) -> Result<Page<'_>, InputError> {
    let head = head(answer).ok_or(InputError::Record("no HTTP head"))?;
    let mut body = Cow::Borrowed(&answer[head.length..]);
    if head.chunked
        && let Some(whole) = joined(&body)
    {
        body = Cow::Owned(whole);
    }
    // What was applied last stands last.
    for encoding in head.encoding.rsplit(',').map(str::trim) {
        body = match encoding.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
                unpacked(MultiGzDecoder::new(&body[..]), limit)?
            }
            "deflate" => match unpacked(ZlibDecoder::new(&body[..]), limit) {
                // The name means zlib; some servers take it for bare deflate.
                Err(InputError::Io(_)) => match unpacked(DeflateDecoder::new(&body[..]), limit) {
                    Err(InputError::Io(_)) => body,
                    bare => bare?,
                },
                zlib => zlib?,
            },
            "br" => match unpacked(Decompressor::new(&body[..], 4096), limit) {
                Err(InputError::Io(_)) if looks_plain(&body) => body,
                brotli => brotli?,
            },
            "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
                unpacked(zstd::stream::read::Decoder::new(&body[..])?, limit)?
            }
            _ => body,
        };
    }
    let plain = head.content_type.trim_start().to_ascii_lowercase().starts_with("text/plain");
    Ok(Page { bytes: in_utf8(body, &head.content_type), plain })
}

/// What the server says about the charset counts more than what the page says, but not more than the bytes do.
fn in_utf8<'a>(body: Cow<'a, [u8]>, content_type: &str) -> Cow<'a, [u8]> {
    let label = content_type
        .split(';')
        .find_map(|p| p.trim().to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned));
    let encoding = label.and_then(|l| Encoding::for_label(l.trim_matches(['"', '\'', ' ']).as_bytes()));
    match encoding {
        Some(encoding) if Encoding::for_bom(&body).is_none() && std::str::from_utf8(&body).is_err() => {
            let (text, failed) = encoding.decode_without_bom_handling(&body);
            if failed { body.clone() } else { Cow::Owned(text.into_owned().into_bytes()) }
        }
        _ => body,
    }
}

fn head(block: &[u8]) -> Option<Head> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, block)
        .ok()?
    else {
        return None;
    };
    let value = |name: &str| {
        let found = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.map(|h| String::from_utf8_lossy(h.value).into_owned()).unwrap_or_default()
    };
    Some(Head {
        status: response.code.unwrap_or_default(),
        length,
        content_type: value("content-type"),
        encoding: value("content-encoding"),
        chunked: value("transfer-encoding").to_ascii_lowercase().contains("chunked"),
    })
}

/// A body put together from its chunks; `None` when it is not in chunks. One that breaks off gives what is there.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Ok(httparse::Status::Complete((skip, size))) = httparse::parse_chunk_size(rest) else {
            return (!whole.is_empty()).then_some(whole);
        };
        rest = &rest[skip..];
        if size == 0 {
            return Some(whole);
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(rest.len());
        whole.extend_from_slice(&rest[..size]);
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

/// All that `reader` gives. A body that breaks off gives what came before.
fn unpacked<'a>(reader: impl Read, limit: usize) -> Result<Cow<'a, [u8]>, InputError> {
    let mut bytes = Vec::new();
    let read = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        return Err(InputError::TooLarge { limit: Size(limit) });
    }
    match read {
        Err(error) if bytes.is_empty() => Err(error.into()),
        _ => Ok(Cow::Owned(bytes)),
    }
}

fn looks_plain(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const HTML: &[u8] = b"<p>The council said no.</p>";

    fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n").as_bytes(), body].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn chunked(bytes: &[u8]) -> Vec<u8> {
        let (a, b) = bytes.split_at(bytes.len() / 2);
        [
            format!("{:x}\r\n", a.len()).as_bytes(),
            a,
            format!("\r\n{:X};x=y\r\n", b.len()).as_bytes(),
            b,
            b"\r\n0\r\n\r\n",
        ]
        .concat()
    }

    fn body(answer: &[u8]) -> Vec<u8> {
        page(answer, 1 << 20).unwrap().bytes.into_owned()
    }

    #[test]
    fn chunks_and_compression_are_undone() {
        assert_eq!(body(&answer("Transfer-Encoding: chunked\r\n", &chunked(HTML))), HTML);
        let both = chunked(&gzip(HTML));
        assert_eq!(body(&answer("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &both)), HTML);
        let zstd = zstd::stream::encode_all(HTML, 3).unwrap();
        assert_eq!(body(&answer("content-encoding: zstd\r\n", &zstd)), HTML);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(HTML).unwrap();
        assert_eq!(body(&answer("Content-Encoding: deflate\r\n", &zlib.finish().unwrap())), HTML);
        // Brotli of "The council said no." in a stored block, written by hand from RFC 7932.
        let stored = [&[0x0b, 0x0d, 0x80][..], HTML, &[0x03]].concat();
        assert_eq!(body(&answer("Content-Encoding: br\r\n", &stored)), HTML);
    }

    #[test]
    fn a_body_already_undone_is_left_alone() {
        for header in
            ["Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n"]
        {
            assert_eq!(body(&answer(header, HTML)), HTML, "{header}");
        }
    }

    #[test]
    fn a_bomb_in_a_body_is_held() {
        let bomb = gzip(&vec![b'a'; 4 << 20]);
        let error = page(&answer("Content-Encoding: gzip\r\n", &bomb), 1 << 20).unwrap_err();
        assert!(matches!(error, InputError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn the_servers_charset_is_believed_where_bytes_do_not_object() {
        let answer =
            b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=\"windows-1251\"\r\n\r\n\xcc\xe8\xf0";
        assert_eq!(body(answer), "Мир".as_bytes());
        let answer = "HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=latin1\r\n\r\nМир".as_bytes();
        assert_eq!(body(answer), "Мир".as_bytes());
    }

    #[test]
    fn only_pages_that_were_found_hold_text() {
        assert!(holds_text(&answer("", HTML)));
        assert!(!holds_text(b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n"));
        assert!(!holds_text(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"));
    }
}
