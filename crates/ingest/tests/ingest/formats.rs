//! Every format of `docs/reference/formats.md`, by the fixture it names.

use super::{articles, complaints, fixture, read};
use standpoint_article::Article;
use standpoint_ingest::{Event, Ingest, InputFormat};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Rows of the table: format's name, fixture, number of articles.
fn rows() -> Vec<(String, String, usize)> {
    let doc = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/formats.md");
    let text = fs::read_to_string(doc).expect("the table is there");
    let cells =
        |line: &str| line.split('|').map(|c| c.trim().trim_matches('`').to_owned()).collect::<Vec<_>>();
    let rows = text.lines().filter(|l| l.starts_with("| ")).map(cells);
    rows.filter_map(|c| Some((c[2].clone(), c.get(4)?.clone(), c.get(5)?.parse().ok()?))).collect()
}

fn of(name: &str) -> Vec<Article> {
    articles(&read(&[fixture("formats").join(name)])).into_iter().cloned().collect()
}

#[test]
fn every_format_of_the_table_is_read_from_its_fixture() {
    let rows = rows();
    let in_table: BTreeSet<String> = rows.iter().map(|(_, fixture, _)| fixture.clone()).collect();
    let files =
        fs::read_dir(fixture("formats")).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
    assert_eq!(in_table, files.collect::<BTreeSet<_>>(), "the table and the folder name the same files");
    for (format, file, expected) in rows {
        let found = of(&file);
        assert_eq!(found.len(), expected, "{file}: {found:#?}");
        let first = &found[0];
        assert!(
            first.text.as_str().starts_with("The council rejected the harbour toll on Sunday"),
            "{file}: {first:#?}"
        );
        assert!(
            first.text.as_str().trim_end().ends_with("provided that crews go free."),
            "{file}: {first:#?}"
        );
        assert_eq!(first.text.as_str().split("\n\n").count(), 3, "{file}: {first:#?}");
        if file != "text.warc.wet" {
            assert_eq!(first.title.as_deref(), Some("Council rejects harbour toll"), "{file}");
        }
        if !matches!(file.as_str(), "text.warc.wet" | "word.docx") {
            assert_eq!(&first.published.as_deref().unwrap_or_default()[..10], "2026-03-01", "{file}");
        }
        if !matches!(file.as_str(), "text.warc.wet" | "word.docx" | "markdown.md") {
            assert_eq!(first.outlet.as_deref(), Some("The Courier"), "{file}");
        }
        if expected == 2 {
            let second = found[1].text.as_str();
            assert!(second.contains("that a smaller toll was no toll at all"), "{file}: {second}");
            assert_eq!(found[1].title.as_deref(), Some("A smaller toll"), "{file}");
        }
        // The format's name reads it too, under a name that says nothing.
        if !format.is_empty() && !file.contains(".gz") {
            let format: InputFormat = format.parse().expect("a format");
            let bytes = fs::read(fixture("formats").join(&file)).unwrap();
            let named = Ingest { input_format: format, ..Ingest::default() }.read_bytes("unnamed", &bytes);
            assert_eq!(articles(&named).len(), expected, "{file} as {format}: {named:#?}");
        }
    }
}

#[test]
fn content_tells_what_a_name_does_not() {
    for file in [
        "lines.jsonl",
        "list.json",
        "table.csv",
        "table.parquet",
        "rss.xml",
        "atom.atom",
        "feed.json",
        "crawl.warc",
        "crawl.warc.gz",
        "newsletter.eml",
        "letters.mbox",
        "word.docx",
        "nexis.txt",
        "nexis-uni.txt",
        "proquest.txt",
        "factiva.txt",
        "lines.jsonl.zst",
        "plain.tar",
        "folder.zip",
        "packed.tar.gz",
    ] {
        let bytes = fs::read(fixture("formats").join(file)).unwrap();
        let found = Ingest::default().read_bytes("unnamed", &bytes);
        assert_eq!(articles(&found).len(), of(file).len(), "{file}: {found:#?}");
    }
}

#[test]
fn an_author_is_read_where_there_is_one() {
    for file in [
        "markdown.md",
        "rss.xml",
        "atom.atom",
        "feed.json",
        "nexis.txt",
        "nexis-uni.txt",
        "nexis-uni.docx",
        "factiva.txt",
    ] {
        assert_eq!(of(file)[0].author.as_deref(), Some("Ann Lee"), "{file}");
    }
    let proquest = &of("proquest.txt")[0];
    assert_eq!(proquest.author.as_deref(), Some("Lee, Ann"));
    assert_eq!(proquest.id, "proquest-1000000001");
    assert_eq!(proquest.url.as_deref(), Some("https://search.proquest.example/docview/1000000001"));
    assert_eq!(of("factiva.txt")[0].id, "factiva-cour000020260301em310000a");
}

#[test]
fn places_name_archives_members_and_records() {
    let events = read(&[fixture("formats/packed.tar.gz")]);
    let inputs: Vec<String> =
        articles(&events).iter().map(|a| a.input.rsplit("formats/").next().unwrap().to_owned()).collect();
    assert_eq!(inputs[0], "packed.tar.gz!/a/b.jsonl:1");
    assert_eq!(inputs[2], "packed.tar.gz!/../../etc/toll.txt");
    assert_eq!(inputs[3], "packed.tar.gz!/absolute/page.html");
    assert!(inputs[4].starts_with("packed.tar.gz!/a/long-long-"), "{inputs:?}");
    let events = read(&[fixture("formats/folder.zip")]);
    assert!(articles(&events)[1].input.ends_with("folder.zip!/news/inner.jsonl.gz:1"));
}

#[test]
fn summaries_are_told_from_full_texts() {
    let told = complaints(&read(&[fixture("formats/rss.xml")]));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("warning rss.xml:2: a summary, not the whole article"), "{told:?}");
    assert_eq!(of("rss.xml")[0].url.as_deref(), Some("https://courier.example/toll"));
    assert_eq!(of("rss.xml")[0].published.as_deref(), Some("2026-03-01T08:00:00Z"));
}

#[test]
fn the_columns_that_were_guessed_are_said() {
    let events = read(&[fixture("formats/table.csv")]);
    let Event::Note { message, .. } = &events[0] else { panic!("a note first: {events:?}") };
    assert_eq!(
        message,
        "columns by their names: text=`Article Text`, title=`Headline`, published=`Pub Date`, outlet=`Newspaper`"
    );
    let columns = "text=Headline".parse().unwrap();
    let events: Vec<Event> =
        Ingest { columns, ..Ingest::default() }.read([fixture("formats/table.csv")]).collect();
    assert_eq!(articles(&events)[0].text.as_str(), "Council rejects harbour toll");
}

#[test]
fn a_table_without_a_text_says_which_columns_there_are() {
    let told = complaints(&Ingest::default().read_bytes("t.csv", b"kop;datum\na;b\n"));
    assert_eq!(
        told,
        [
            "failed t.csv: no column for text: the columns are kop, datum\nhint: name it with --map text=COLUMN,title=COLUMN"
        ]
    );
}

#[test]
fn the_address_of_a_crawled_page_is_kept() {
    assert_eq!(of("crawl.warc.gz")[0].url.as_deref(), Some("https://courier.example/toll"));
    assert_eq!(of("crawl.warc")[1].url.as_deref(), Some("https://courier.example/smaller"));
}
