//! Inputs made to break readers. Each is told, with its place, and what comes after it is read.

use super::{articles, complaints};
use flate2::Compression;
use flate2::write::GzEncoder;
use standpoint_ingest::{Event, Ingest, Limits};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

const GOOD: &str = "The mayor said no to the toll, and the council agreed.";

fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let events = Ingest::default().read_bytes(name, bytes);
    let texts = articles(&events).iter().map(|a| a.text.as_str().to_owned()).collect();
    (texts, complaints(&events))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// Gzip of `megabytes` of one character: some 1000 to 1.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let piece = vec![b'a'; 1 << 20];
    for _ in 0..megabytes {
        packed.write_all(&piece).unwrap();
    }
    packed.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn a_line_of_two_gigabytes_fails_alone_and_is_not_held() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.jsonl");
    let mut file = File::create(&path).unwrap();
    writeln!(file, "{{\"text\": \"{GOOD}\"}}").unwrap();
    // A hole: two gigabytes of NUL bytes that take no room on the disk.
    file.set_len(2 << 30).unwrap();
    drop(file);
    let mut file = File::options().append(true).open(&path).unwrap();
    write!(file, "\n{{\"text\": \"{GOOD}\"}}\n").unwrap();
    drop(file);
    let events: Vec<Event> = Ingest::default().read([&path]).collect();
    assert_eq!(articles(&events).len(), 2);
    let told = complaints(&events);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("failed long.jsonl:2: line longer than the limit of 64.0 MiB"), "{told:?}");
}

#[test]
fn a_bomb_is_given_up_and_the_batch_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("a.jsonl.gz"), bomb(400)).unwrap();
    fs::write(path("b.txt"), GOOD).unwrap();
    let events: Vec<Event> = Ingest::default().read([dir.path()]).collect();
    assert_eq!(articles(&events).len(), 1);
    let told = complaints(&events);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("failed a.jsonl.gz: unpacks to more than 200 times its size"), "{told:?}");
}

#[test]
fn a_bomb_in_an_archive_ends_the_whole_archive_once() {
    let bomb = bomb(200);
    let members: Vec<(String, &[u8])> = (0..20).map(|n| (format!("{n:02}.txt.gz"), &bomb[..])).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    for (name, archive) in [("b.zip", zip(&members)), ("b.tar", tar(&members))] {
        let (texts, told) = read(name, &archive);
        assert!(texts.is_empty());
        assert!(told.len() < 20, "{name}: {told:?}");
        assert!(
            told.iter().all(|t| t.contains("larger than the limit") || t.contains("200 times")),
            "{told:?}"
        );
    }
}

#[test]
fn archives_in_archives_end_at_a_stated_depth() {
    let mut packed = GOOD.as_bytes().to_vec();
    for _ in 0..5 {
        packed = gzip(&packed);
    }
    assert_eq!(read("a.txt.gz", &packed).0, [GOOD]);
    let (texts, told) = read("a.txt.gz", &gzip(&packed));
    assert!(texts.is_empty());
    assert!(told[0].starts_with("failed a.txt.gz: packed more than 5 layers deep\nhint: "), "{told:?}");
    // A zip that holds a zip that holds a zip, and so on.
    let mut quine = zip(&[("a.txt", GOOD.as_bytes())]);
    for _ in 0..8 {
        quine = zip(&[("deeper.zip", &quine), ("a.txt", GOOD.as_bytes())]);
    }
    let (texts, told) = read("q.zip", &quine);
    assert_eq!(texts.len(), 5);
    assert!(told.iter().all(|t| t.contains("layers deep")) && !told.is_empty(), "{told:?}");
}

#[test]
fn a_limit_of_bytes_is_kept() {
    let limits = Limits { bytes: 1 << 30, ratio: u64::MAX, ..Limits::default() };
    let events = Ingest { limits, ..Ingest::default() }.read_bytes("a.jsonl.gz", &bomb(1100));
    let told = complaints(&events);
    assert!(told.last().unwrap().contains("unpacks to more than 1 GiB"), "{told:?}");
}

#[test]
fn members_that_share_bytes_are_a_bomb() {
    // One member, and a directory that names it many times, as the best known zip bomb does.
    let archive = zip(&[("a.txt", &[GOOD.as_bytes(); 50].concat())]);
    let end = archive.len() - 22;
    let directory = u32::from_le_bytes(archive[end + 16..end + 20].try_into().unwrap()) as usize;
    let entry = &archive[directory..end];
    let mut forged = archive[..end].to_vec();
    for _ in 1..200 {
        forged.extend_from_slice(entry);
    }
    let mut tail = archive[end..].to_vec();
    tail[8..10].copy_from_slice(&200u16.to_le_bytes());
    tail[10..12].copy_from_slice(&200u16.to_le_bytes());
    tail[12..16].copy_from_slice(&((entry.len() * 200) as u32).to_le_bytes());
    forged.extend(tail);
    let (texts, told) = read("a.zip", &forged);
    assert!(texts.len() < 200 && !texts.is_empty());
    assert!(told.last().unwrap().contains("members overlap"), "{told:?}");
}

#[test]
fn entities_do_not_expand() {
    let mut doctype = String::from("<!DOCTYPE rss [<!ENTITY a0 \"lol\">");
    for n in 1..20 {
        let inner = format!("&a{};", n - 1).repeat(10);
        write!(doctype, "<!ENTITY a{n} \"{inner}\">").unwrap();
    }
    let feed = format!(
        "<?xml version=\"1.0\"?>{doctype}]><rss version=\"2.0\"><channel><title>x</title>\
         <item><title>t</title><description>&a19;</description></item>\
         <item><title>u</title><description>{GOOD}</description></item></channel></rss>"
    );
    let (texts, told) = read("x.xml", feed.as_bytes());
    assert!(texts.iter().all(|t| t.len() < 10_000), "nothing expanded");
    assert!(!told.is_empty());
}

#[test]
fn invalid_utf8_is_told_and_read() {
    let mut bytes = "title,text\n".as_bytes().to_vec();
    bytes.extend("Caf\u{e9} \u{201c}no\u{201d},\"The se\u{f1}ora said \u{201c}no\u{201d}, \u{201c}never\u{201d} and \u{201c}\u{e4}\u{f6}\u{fc}\u{201d}: ".as_bytes());
    bytes.extend(b"\xff\"\n");
    let (texts, told) = read("t.csv", &bytes);
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains('\u{fffd}'));
    assert!(told[0].contains("t.csv:2") && told[0].contains("not valid UTF-8"), "{told:?}");
}

fn response(body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>{body}</p></html>");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

#[test]
fn a_warc_that_ends_mid_record_gives_the_records_before() {
    let mut bytes = response(GOOD);
    let second = response("The rest is missing here.");
    bytes.extend(&second[..second.len() - 20]);
    let (texts, told) = read("c.warc", &bytes);
    assert_eq!(texts, [GOOD]);
    assert_eq!(told, ["failed c.warc:2: the input ends in the middle of this record"]);

    let mut packed = gzip(&response(GOOD));
    let second = gzip(&second);
    packed.extend(&second[..second.len() / 2]);
    let (texts, told) = read("c.warc.gz", &packed);
    assert_eq!(texts, [GOOD]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("failed c.warc.gz:"), "{told:?}");
}

#[test]
fn a_broken_record_costs_no_more_than_itself() {
    let length_lies = String::from_utf8(response("A length that is too great.")).unwrap();
    let length = length_lies.lines().find_map(|l| l.strip_prefix("Content-Length: ")).unwrap().to_owned();
    let length_lies =
        length_lies.replace(&format!("Length: {length}\r\n\r\nHTTP"), "Length: 420\r\n\r\nHTTP");
    let bytes = [
        response(GOOD),
        b"rubbish\r\nand more of it\r\n".to_vec(),
        response("The second was read."),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n".to_vec(),
        length_lies.into_bytes(),
        response("The last was read."),
        response("And the very last."),
    ]
    .concat();
    let (texts, told) = read("c.warc", &bytes);
    assert_eq!(texts[..2], [GOOD, "The second was read."]);
    assert_eq!(texts[texts.len() - 2..], ["The last was read.", "And the very last."], "{told:?}");
    assert!(told.iter().any(|t| t.contains("bytes before this record belong to none")), "{told:?}");
    assert!(told.iter().any(|t| t.contains("no Content-Length")), "{told:?}");

    // The same, packed: the second member is spoilt.
    let mut spoilt = gzip(&response("Spoilt."));
    let middle = spoilt.len() / 2;
    spoilt[middle..middle + 8].fill(0xff);
    let packed = [gzip(&response(GOOD)), spoilt, gzip(&response("The last was read."))].concat();
    let (texts, told) = read("c.warc.gz", &packed);
    assert_eq!(texts.first().map(String::as_str), Some(GOOD));
    assert_eq!(texts.last().map(String::as_str), Some("The last was read."), "{told:?}");
    assert!(!told.is_empty());
}

#[test]
fn records_that_swallow_one_another_end_in_time() {
    // Each of the 20,000 claims all that is behind it.
    let mut bytes = Vec::new();
    for n in (1..=20_000u64).rev() {
        let record = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: ";
        write!(bytes, "{record}{}\r\n\r\nNo.\r\n\r\n", n * 90).unwrap();
    }
    let started = std::time::Instant::now();
    let (_, told) = read("c.warc", &bytes);
    assert!(!told.is_empty());
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn truncated_gzip_gives_the_lines_before_and_says_where_it_ends() {
    // Random-looking lines, so that many fit into what is left.
    let mut lines = String::new();
    let mut seed = 7u64;
    for _ in 0..2000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        writeln!(lines, "{{\"text\": \"He said {seed} and {}.\"}}", seed.rotate_left(17)).unwrap();
    }
    let packed = gzip(lines.as_bytes());
    let (texts, told) = read("a.jsonl.gz", &packed[..packed.len() / 2]);
    assert!(texts.len() > 500 && texts.len() < 1500, "{}", texts.len());
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with(&format!("failed a.jsonl.gz:{}: cannot be read: ", texts.len() + 1)),
        "{told:?}"
    );
}

#[test]
fn an_unclosed_quotation_mark_costs_one_row() {
    let csv =
        format!("title,text\na,\"{GOOD}\"\nb,\"unclosed\nc,The third was read.\nd,The fourth was read.\n");
    let (texts, told) = read("t.csv", csv.as_bytes());
    assert!(
        texts.iter().any(|t| t == "The third was read.") && texts.iter().any(|t| t == "The fourth was read."),
        "{texts:?} {told:?}"
    );
    assert!(
        told.iter().any(|t| t.starts_with("failed t.csv:3: a quotation mark that nothing closes")),
        "{told:?}"
    );
}

#[test]
fn a_million_columns_are_too_many_and_the_next_row_is_read() {
    let wide = ",".repeat(1_000_000);
    let csv = format!("title,text\n{wide}\na,The mayor said no.\n");
    let (texts, told) = read("t.csv", csv.as_bytes());
    assert_eq!(texts, ["The mayor said no."]);
    assert_eq!(told, ["failed t.csv:2: more than 4096 columns"]);
    let (texts, told) = read("t.csv", format!("{wide}\na,b\n").as_bytes());
    assert!(texts.is_empty());
    assert_eq!(told, ["failed t.csv:1: more than 4096 columns"]);
}

#[test]
fn a_parquet_file_with_a_corrupt_footer_fails_by_name() {
    let good = fs::read(super::fixture("formats/table.parquet")).unwrap();
    let length = good.len();
    for spoil in [length - 5, length - 8, length - 40, length / 2, 100] {
        let mut bytes = good.clone();
        bytes[spoil] ^= 0xff;
        let events = Ingest::default().read_bytes("t.parquet", &bytes);
        assert!(!events.is_empty(), "offset {spoil}: silence");
    }
    let (texts, told) = read("t.parquet", &good[..length - 1]);
    assert!(texts.is_empty());
    assert!(told[0].starts_with("failed t.parquet: not a valid Parquet file: "), "{told:?}");
}

#[test]
fn a_long_name_in_a_tar_is_not_held() {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_path("././@LongLink").unwrap();
    header.set_size(200 << 20);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(vec![b'n'; 200 << 20]);
    bytes.extend(tar(&[("a.txt", GOOD.as_bytes())]));
    let (_, told) = read("a.tar", &bytes);
    assert!(told.iter().all(|t| t.len() < 2000), "a name of 200 MB is not repeated");
}

#[test]
fn nothing_is_written_under_the_names_of_members() {
    let dir = tempfile::Builder::new().prefix("evil").tempdir().unwrap();
    let evil = dir.path().join("evil.txt");
    let name = format!("../../../../../../{}", evil.display());
    let archive = zip(&[(&name, GOOD.as_bytes())]);
    let path = dir.path().join("a.zip");
    fs::write(&path, archive).unwrap();
    let events: Vec<Event> = Ingest::default().read([&path]).collect();
    assert_eq!(articles(&events).len(), 1);
    assert!(!Path::new(&evil).exists());
}

#[test]
fn ten_thousand_nested_tags_end() {
    let page = format!(
        "<html><body>{}<p>{GOOD}</p>{}</body></html>",
        "<div>".repeat(10_000),
        "</div>".repeat(10_000)
    );
    let warc = {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    assert_eq!(read("c.warc", warc.as_bytes()).0, [GOOD]);
}
