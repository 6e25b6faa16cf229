//! The HTML page, taken apart: every `<` in it begins a tag of ours, or the escaping has a hole.

use crate::corpus;
use standpoint_article::Article;
use standpoint_report::{Report, ReportOptions, html};
use standpoint_stance::{Analysis, Codebook};
use std::collections::{BTreeMap, BTreeSet};

/// Tags of the page with their attributes. Panics on anything that is no well-formed tag.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    // The style sheet is ours, raw, and could hold no closing tag; leave it out.
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let mut out = Vec::new();
    for part in [head, body] {
        let mut rest = part;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            let end = rest.find('>').expect("a tag ends");
            let (tag, after) = (&rest[..end], &rest[end + 1..]);
            rest = after;
            if tag == "!doctype html" || tag.starts_with('/') {
                continue;
            }
            let name_end = tag.find([' ', '/']).unwrap_or(tag.len());
            let mut attributes = Vec::new();
            let mut inner = tag[name_end..].trim().trim_end_matches('/').trim();
            while !inner.is_empty() {
                let (name, value) = inner.split_once("=\"").unwrap_or_else(|| panic!("unquoted: <{tag}>"));
                let (value, after) = value.split_once('"').expect("a closing quote");
                attributes.push((name.trim().to_owned(), value.to_owned()));
                inner = after.trim();
            }
            out.push((tag[..name_end].to_owned(), attributes));
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    text.replace("&#38;", "&").replace("&amp;", "&")
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    unescape(&out)
}

#[test]
fn nothing_in_the_page_can_run_or_load() {
    let page = html(&corpus::report(true)).unwrap();
    let known: BTreeSet<&str> = [
        "html",
        "head",
        "meta",
        "title",
        "body",
        "a",
        "svg",
        "symbol",
        "circle",
        "rect",
        "path",
        "use",
        "header",
        "main",
        "footer",
        "section",
        "article",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "span",
        "bdi",
        "q",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "blockquote",
        "mark",
        "time",
        "strong",
        "code",
        "details",
        "summary",
    ]
    .into();
    for (tag, attributes) in tags(&page) {
        assert!(known.contains(tag.as_str()), "<{tag}>");
        for (name, value) in attributes {
            assert!(!name.starts_with("on") && name != "style" && name != "src", "<{tag} {name}>");
            if name == "href" {
                assert!(value.starts_with('#') || value.starts_with("https://example.org/"), "{value}");
            }
        }
    }
    assert!(
        page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
        "the hostile text is there, as text"
    );
    let policy =
        page.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"));
}

#[test]
fn an_address_that_is_no_web_page_is_not_linked() {
    let mut analyses = corpus::analyses();
    analyses[0].article.url = Some("javascript:alert(1)".into());
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
    assert!(!html(&report).unwrap().contains("javascript:"));
}

#[test]
fn every_link_leads_somewhere_and_every_id_is_one() {
    let page = html(&corpus::report(false)).unwrap();
    let mut ids = BTreeMap::new();
    let mut links = BTreeSet::new();
    for (_, attributes) in tags(&page) {
        for (name, value) in attributes {
            match name.as_str() {
                "id" => *ids.entry(value).or_insert(0) += 1,
                "href" => links.extend(value.strip_prefix('#').map(str::to_owned)),
                "aria-labelledby" => {
                    links.insert(value);
                }
                _ => {}
            }
        }
    }
    assert!(ids.values().all(|n| *n == 1), "{ids:?}");
    let dead: Vec<_> = links.iter().filter(|l| !ids.contains_key(*l)).collect();
    assert!(dead.is_empty(), "{dead:?}");
    let report = corpus::report(false);
    for cell in &report.cells {
        assert!(links.contains(&format!("c{}-{}", cell.actor, cell.issue)), "every cell opens");
    }
}

#[test]
fn an_opened_article_is_its_text_byte_for_byte() {
    let report = corpus::report(false);
    let page = html(&report).unwrap();
    for (n, analysis) in report.analyses.iter().enumerate() {
        let Some((_, reader)) = page.split_once(&format!("<article class=\"reader\" id=\"a{n}\"")) else {
            assert!(analysis.article.duplicate_of.is_some(), "only the copy has nothing to open");
            continue;
        };
        let reader = reader.split_once("</article>").unwrap().0;
        let shown: Vec<String> = reader
            .split("<p dir=\"auto\">")
            .skip(1)
            .map(|p| without_tags(p.split_once("</p>").unwrap().0))
            .collect();
        let text = &analysis.article.text;
        let written: Vec<&str> = text.paragraphs().iter().map(|p| text.slice(*p)).collect();
        assert_eq!(shown, written);
    }
}

#[test]
fn a_statement_is_marked_in_its_panel() {
    let page = html(&corpus::report(false)).unwrap();
    let quotes = page.split("<blockquote dir=\"auto\">").skip(1);
    let mut quotes = quotes.map(|q| q.split_once("</blockquote>").unwrap().0);
    let quote = quotes.find(|q| q.contains("every shop on the quay")).unwrap();
    assert_eq!(
        quote,
        "<mark class=\"source\">The Velden Traders’ Association</mark> <mark class=\"cue\">said</mark> \
         <mark class=\"content\">it could live with the tunnel </mark><mark class=\"content condition\">if every shop \
         on the quay is paid for the years of building work</mark>."
    );
}

#[test]
fn what_a_cell_says_needs_no_colour() {
    let page = html(&corpus::report(false)).unwrap();
    let cell = page.split("<a class=\"cell").find(|c| c.contains("without a shared radio")).unwrap();
    let words = without_tags(cell.split_once("</a>").unwrap().0.split_once('>').unwrap().1);
    let words: Vec<&str> = words.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "conditional leans no without a shared radio channel 48% · 1 statement doubtful"
    );
}

#[test]
fn a_title_of_ten_thousand_characters_stands_in_the_page_once() {
    let mut analyses = corpus::analyses();
    let title = "Long \u{202e}title ".repeat(1_000);
    analyses[0].article.title = Some(title.clone());
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
    let page = html(&report).unwrap();
    assert_eq!(page.matches(&title).count(), 1);
    // A direction that a title turns round stays within its own element.
    for (at, _) in page.match_indices("Long \u{202e}") {
        let before = &page[..at];
        assert!(before.rfind("<bdi>") > before.rfind("</bdi>"));
    }
}

#[test]
fn the_page_depends_on_no_order() {
    let mut analyses = corpus::analyses();
    analyses.reverse();
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
    assert_eq!(html(&report).unwrap(), html(&corpus::report(false)).unwrap());
}

#[test]
fn a_report_of_nothing_says_so() {
    let nothing = Analysis {
        article: Article::from_text("a.txt", "Rain is expected."),
        actors: vec![],
        statements: vec![],
        judgements: vec![],
        positions: vec![],
        warnings: vec![],
    };
    let report = Report::new(corpus::run(), Codebook::default(), [nothing], ReportOptions::default());
    let page = html(&report).unwrap();
    assert!(page.contains("1 article: no positions were found."));
    assert!(!page.contains("<table"));
    tags(&page);
}
