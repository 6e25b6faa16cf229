//! Pages that were made to break readers: each ends soon, in little memory, and the run goes on.

use standpoint_ingest::{Event, Ingest};
use std::time::{Duration, Instant};

/// Much more than any of these pages needs, in a build without optimisation on a busy machine; a reader whose time grows
/// with the square of the page's size needs minutes.
const SOON: Duration = Duration::from_secs(20);

/// The text of a page and its complaints.
fn read(page: &[u8]) -> (String, Vec<String>) {
    let began = Instant::now();
    let events = Ingest::default().read_bytes("evil.html", page);
    let took = began.elapsed();
    assert!(took < SOON, "{took:?} for {} bytes", page.len());
    let (mut text, mut told) = (String::new(), Vec::new());
    for event in events {
        match event {
            Event::Article(article) => article.text.as_str().clone_into(&mut text),
            Event::Note { .. } => {}
            Event::Warning { input, message } | Event::Failed { input, message } => {
                told.push(format!("{input}: {message}"));
            }
        }
    }
    (text, told)
}

fn page(body: &str) -> Vec<u8> {
    format!("<html lang=en><body>{body}<p>He said no, and that was that.</p></body></html>").into_bytes()
}

#[test]
fn tags_nest_ten_thousand_deep() {
    for tag in [
        "div",
        "b",
        "ul",
        "table",
        "a href=x",
        "blockquote",
        "svg",
        "select",
        "x-y",
        "p",
        "h2",
        "button",
        "object",
    ] {
        let name = tag.split(' ').next().unwrap();
        let open = format!("<{tag}>").repeat(10_000);
        let close = format!("</{name}>").repeat(10_000);
        let (text, _) = read(&page(&format!("{open}{close}")));
        assert_eq!(text, "He said no, and that was that.", "{tag}");
        let (_, told) = read(&page(&open));
        assert!(told.iter().all(|t| t.starts_with("evil.html: ")), "{tag}: {told:?}");
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_read() {
    let words = "never ".repeat(50_000_000 / 6);
    let (text, _) = read(&page(&format!("<p>{words}</p>")));
    assert!(text.len() > 49_000_000 && text.ends_with("that was that."));
}

#[test]
fn more_elements_than_any_page_has_are_cut_and_told() {
    let (_, told) = read(&page(&"<i><p>x".repeat(1_200_000)));
    assert!(told.iter().any(|t| t.starts_with("evil.html: ") && t.contains("elements")), "{told:?}");
}

#[test]
fn attributes_may_be_many_or_long() {
    let long = format!("<div class='{}' onclick='{}'>", "x ".repeat(4_000_000), "y".repeat(4_000_000));
    let many: String = (0..300_000).flat_map(|n| [" a".to_owned(), n.to_string(), "=b".to_owned()]).collect();
    let same = " class=x".repeat(300_000);
    for body in [
        format!("{long}</div>"),
        format!("<div{many}></div>"),
        format!("<div{same}></div>"),
        format!("<{}>", "n".repeat(5_000_000)),
    ] {
        let (text, _) = read(&page(&body));
        assert!(text.ends_with("He said no, and that was that."), "{}", &text[..text.len().min(80)]);
    }
}

#[test]
fn entities_do_not_expand() {
    let bomb = r#"<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let body = format!("<p>{}</p>", "&b;&amp;&#38;&#x110000;&#0;&notanentity;&amp".repeat(200_000));
    let (text, _) = read(format!("{bomb}<html>{}", String::from_utf8(page(&body)).unwrap()).as_bytes());
    assert!(text.len() < 2 * body.len());
}

#[test]
fn markup_may_be_broken_anywhere() {
    for broken in [
        "<",
        "</",
        "<!",
        "<!--",
        "<!-- x --",
        "<p",
        "<p class",
        "<p class=",
        "<p class='",
        "<script>",
        "<script><!--<script>",
        "<title>",
        "<textarea>",
        "<style>/*",
        "<![CDATA[",
        "<?xml",
        "</p></div></html></body>",
        "<table><tr><p>x<td>y</table>",
        "<a><a><a></a>",
        "<select><option><p>",
        "<plaintext>",
        "&#",
        "&#x",
        "<b><p></b></p>",
        "<p/><div/><br/>",
        "<svg><path/><p>x",
        "</br>",
    ] {
        let before = format!("<html><body><p>She said yes, and that was that.</p>{broken}");
        let (text, _) = read(before.as_bytes());
        assert!(text.starts_with("She said yes, and that was that."), "{broken}: {text}");
        let _ = read(format!("{broken}<p>He said no.</p>").as_bytes());
    }
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_told() {
    let german = "<p>„Nein“, sagte die Ministerin für Öffentlichkeit und Gespräche im März.</p>".repeat(12);
    let mut bytes = page(&german);
    let at = bytes.windows(4).position(|w| w == b"that").unwrap();
    bytes.splice(at..at, [0xff, 0xfe, 0xc3]);
    let (text, told) = read(&bytes);
    assert!(text.contains('\u{fffd}'), "{text}");
    assert!(told.iter().any(|t| t.starts_with("evil.html: ") && t.contains("not valid UTF-8")), "{told:?}");
}

#[test]
fn charsets_may_contradict_each_other() {
    for declared in ["utf-16", "windows-1252", "x-user-defined", "nonsense", "utf-7", "iso-2022-jp"] {
        let body = format!(
            "<html><head><meta charset={declared}><meta http-equiv=content-type content='text/html; charset=koi8-r'></head><body><p>Zoë said “no”, and that was that.</p></body></html>"
        );
        assert_eq!(read(body.as_bytes()).0, "Zoë said “no”, and that was that.", "{declared}");
    }
}

#[test]
fn linked_data_may_nest_or_loop() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let looped = r#"{"@graph":[{"@type":"NewsArticle","@id":"a","headline":"Leaders talk at last","author":{"@id":"a"}}]}"#;
    for data in [deep.as_str(), looped, "{\"@type\":", "{}", "[null,1,{\"@type\":7}]"] {
        let script = format!("<script type='application/ld+json'>{data}</script>");
        assert_eq!(read(&page(&script)).0, "He said no, and that was that.");
    }
}

/// Pieces of markup in any order: nothing panics, and the same bytes give the same article.
#[test]
fn any_order_of_pieces_is_a_page() {
    const PIECES: [&str; 24] = [
        "<p>",
        "</p>",
        "<div class='share-bar'>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<li>",
        "<ul>",
        "<h1>",
        "</h2>",
        "<br>",
        "<b>",
        "He said no. ",
        "“Never,” ",
        "<script>",
        "</script>",
        "<article>",
        "<svg>",
        "&amp;",
        "<time datetime=2026-03-01>",
    ];
    let mut state = 42_u64;
    for _ in 0..400 {
        let mut page = String::new();
        for _ in 0..120 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            page.push_str(PIECES[(state >> 33) as usize % PIECES.len()]);
        }
        assert_eq!(read(page.as_bytes()), read(page.as_bytes()), "{page}");
    }
}
