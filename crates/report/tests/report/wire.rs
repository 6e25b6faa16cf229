//! The records, read by types of the test's own that accept nothing unknown: what scripts rely on.

use crate::corpus;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use standpoint_report::wire::{EndRecord, RunRecord};
use standpoint_report::{Framing, JsonlOptions, JsonlWriter, Stage};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Updates {
    article: String,
    new: Vec<Span>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    start: usize,
    end: usize,
    text: String,
    kind: String,
}

/// A record as the interface reference has it: every field, in that order, and no other but those added at the end.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dateline {
    start: usize,
    end: usize,
    text: String,
    place: String,
    agency: Option<String>,
    date: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    start: usize,
    end: usize,
    text: String,
    from: String,
    to: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Mirror {
    Run {
        schema: String,
        version: String,
        model: Option<Model>,
        codebook: Option<Codebook>,
    },
    Article {
        id: String,
        input: String,
        title: Option<String>,
        published: Option<String>,
        outlet: Option<String>,
        author: Option<String>,
        language: String,
        duplicate_of: Option<String>,
        text: String,
        url: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partial: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dateline: Option<Dateline>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        copied_by: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        updates: Option<Updates>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        paragraphs: Vec<Paragraph>,
    },
    Actor {
        article: String,
        id: String,
        name: String,
        kind: String,
        aliases: Vec<String>,
    },
    Statement {
        article: String,
        id: String,
        kind: String,
        source: Option<Span>,
        cue: Option<Span>,
        content: Vec<Span>,
        actor: Option<String>,
        via: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Days>,
    },
    Judgement {
        article: String,
        statement: String,
        issue: String,
        stance: String,
        scores: Scores,
        condition: Option<Condition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reviewed_by: Vec<String>,
    },
    Position {
        article: String,
        actor: String,
        name: String,
        issue: String,
        stance: String,
        confidence: f64,
        scores: Scores,
        condition: Option<Condition>,
        evidence: Vec<String>,
        mixed: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reviewed_by: Vec<String>,
    },
    Warning {
        input: String,
        message: String,
    },
    End {
        articles: usize,
        statements: usize,
        positions: usize,
        failed: usize,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Model {
    name: String,
    sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Codebook {
    sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scores {
    support: f64,
    reject: f64,
    conditional_cooperation: f64,
    none: f64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    start: usize,
    end: usize,
    text: String,
    r#type: String,
    lean: String,
}

fn write(options: JsonlOptions) -> (String, EndRecord) {
    let run = corpus::run();
    let mut writer = JsonlWriter::new(Vec::new(), options);
    writer
        .begin(match options.stage {
            Stage::Analyze => RunRecord::new(&run),
            Stage::Ingest | Stage::Statements => RunRecord::without_model("0.1.0"),
        })
        .unwrap();
    for analysis in corpus::analyses() {
        writer.analysis(&analysis).unwrap();
    }
    writer.failed("articles/photo.jpg", "not text: a JPEG image").unwrap();
    let (bytes, counts) = writer.end().unwrap();
    (String::from_utf8(bytes).unwrap(), counts)
}

const LINES: JsonlOptions = JsonlOptions { stage: Stage::Analyze, framing: Framing::Lines, all: false };

#[test]
fn every_record_has_the_documented_fields_in_the_documented_order() {
    let (lines, _) = write(LINES);
    for line in lines.lines() {
        let mirror: Mirror = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert_eq!(serde_json::to_string(&mirror).unwrap(), line);
    }
}

#[test]
fn every_span_slices_its_article() {
    let (lines, _) = write(LINES);
    let mut text = String::new();
    let mut seen = 0;
    for line in lines.lines() {
        let mirror: Mirror = serde_json::from_str(line).unwrap();
        let spans: Vec<(usize, usize, String)> = match mirror {
            Mirror::Article { text: t, updates, paragraphs, .. } => {
                text = t;
                let new = updates.into_iter().flat_map(|u| u.new).map(|s| (s.start, s.end, s.text));
                new.chain(paragraphs.into_iter().map(|p| (p.start, p.end, p.text))).collect()
            }
            Mirror::Statement { source, cue, content, .. } => {
                source.into_iter().chain(cue).chain(content).map(|s| (s.start, s.end, s.text)).collect()
            }
            Mirror::Judgement { condition, .. } | Mirror::Position { condition, .. } => {
                condition.into_iter().map(|c| (c.start, c.end, c.text)).collect()
            }
            _ => Vec::new(),
        };
        for (start, end, words) in spans {
            assert_eq!(&text[start..end], words);
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
}

fn kinds(lines: &str) -> Vec<String> {
    let mut kinds: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds.first().map(String::as_str), Some("run"));
    assert_eq!(kinds.last().map(String::as_str), Some("end"));
    kinds.sort();
    kinds.dedup();
    kinds
}

#[test]
fn a_stage_gives_the_records_up_to_it() {
    let (lines, counts) = write(JsonlOptions { stage: Stage::Ingest, ..LINES });
    assert_eq!(kinds(&lines), ["article", "end", "run", "warning"]);
    assert_eq!(counts, EndRecord { articles: 6, statements: 0, positions: 0, failed: 1 });
    assert!(lines.starts_with(
        r#"{"type":"run","schema":"standpoint/1","version":"0.1.0","model":null,"codebook":null}"#
    ));

    let (lines, counts) = write(JsonlOptions { stage: Stage::Statements, ..LINES });
    assert_eq!(kinds(&lines), ["actor", "article", "end", "run", "statement", "warning"]);
    assert_eq!((counts.statements, counts.positions), (32, 0));

    let (lines, counts) = write(LINES);
    assert_eq!(kinds(&lines).len(), 8);
    assert_eq!(counts, EndRecord { articles: 6, statements: 32, positions: 21, failed: 1 });
}

#[test]
fn none_and_unclear_come_with_all() {
    let stances = |all| -> Vec<String> {
        let (lines, _) = write(JsonlOptions { all, ..LINES });
        let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let positions = records.filter(|r| r["type"] == "position");
        positions.map(|r| r["stance"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!stances(false).iter().any(|s| s == "none" || s == "unclear"));
    assert_eq!(stances(true).iter().filter(|s| *s == "none").count(), 1);
}

#[test]
fn an_array_holds_the_same_records() {
    let (lines, _) = write(LINES);
    let (array, _) = write(JsonlOptions { framing: Framing::Array, ..LINES });
    let records: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(serde_json::from_str::<Vec<Value>>(&array).unwrap(), records);
    assert!(array.ends_with("\n]\n"));
}

#[test]
fn one_article_as_lines() {
    let mut writer = JsonlWriter::new(Vec::new(), LINES);
    let mut analysis = corpus::analyses().swap_remove(1);
    analysis.statements.truncate(4);
    analysis.judgements.drain(..3);
    analysis.judgements.truncate(1);
    analysis.positions.retain(|p| p.name == "Velden Dockers’ Union");
    analysis.actors.drain(..2);
    analysis.article.text = standpoint_article::Text::new(analysis.article.text.as_str());
    writer.analysis(&analysis).unwrap();
    let (bytes, _) = writer.end().unwrap();
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap(), @r#"
    {"type":"article","id":"radio-17","input":"articles/radio-17.txt","title":"Night boats: residents and dockers on the same side, for once","published":"2026-03-05","outlet":"Radio Coast","author":"Staff","language":"en","duplicate_of":null,"text":"The ferries across the sound should run all night from June, the harbour authority proposed on Thursday.\n\n“Nurses, bakers and porters need a way home at three in the morning,” the Velden Harbour Authority said in a statement. It has set aside money for two extra crews.\n\nSome residents of the quay want none of it. “We moved here for the quiet, and we will fight this in court,” one of them said.\n\nThe Velden Dockers’ Union will not crew the boats “until there are two more hands on every night shift”, its chair, Piet Haan, told Radio Coast. Mayor Ines Okoro welcomed the proposal.","url":"https://example.org/8"}
    {"type":"actor","article":"radio-17","id":"a3","name":"Velden Dockers’ Union","kind":"organization","aliases":[]}
    {"type":"actor","article":"radio-17","id":"a4","name":"Piet Haan","kind":"person","aliases":[]}
    {"type":"actor","article":"radio-17","id":"a5","name":"Ines Okoro","kind":"person","aliases":[]}
    {"type":"statement","article":"radio-17","id":"s1","kind":"reported","source":{"start":61,"end":82,"text":"the harbour authority"},"cue":{"start":83,"end":91,"text":"proposed"},"content":[{"start":0,"end":59,"text":"The ferries across the sound should run all night from June"}],"actor":"a1","via":null,"date":{"start":95,"end":103,"text":"Thursday","from":"2026-03-05","to":"2026-03-05"}}
    {"type":"statement","article":"radio-17","id":"s2","kind":"direct","source":{"start":180,"end":208,"text":"the Velden Harbour Authority"},"cue":{"start":209,"end":228,"text":"said in a statement"},"content":[{"start":106,"end":179,"text":"“Nurses, bakers and porters need a way home at three in the morning,”"}],"actor":"a1","via":null}
    {"type":"statement","article":"radio-17","id":"s3","kind":"direct","source":{"start":387,"end":398,"text":"one of them"},"cue":{"start":399,"end":403,"text":"said"},"content":[{"start":319,"end":386,"text":"“We moved here for the quiet, and we will fight this in court,”"}],"actor":"a2","via":null}
    {"type":"statement","article":"radio-17","id":"s4","kind":"mixed","source":{"start":517,"end":538,"text":"its chair, Piet Haan,"},"cue":{"start":539,"end":555,"text":"told Radio Coast"},"content":[{"start":434,"end":515,"text":"will not crew the boats “until there are two more hands on every night shift”"}],"actor":"a3","via":"a4"}
    {"type":"judgement","article":"radio-17","statement":"s4","issue":"night-ferries","stance":"conditional_cooperation","scores":{"support":0.0367,"reject":0.0367,"conditional_cooperation":0.89,"none":0.0367},"condition":{"start":461,"end":512,"text":"until there are two more hands on every night shift","type":"precondition","lean":"no_unless"}}
    {"type":"position","article":"radio-17","actor":"a3","name":"Velden Dockers’ Union","issue":"night-ferries","stance":"conditional_cooperation","confidence":0.89,"scores":{"support":0.0367,"reject":0.0367,"conditional_cooperation":0.89,"none":0.0367},"condition":{"start":461,"end":512,"text":"until there are two more hands on every night shift","type":"precondition","lean":"no_unless"},"evidence":["s4"],"mixed":false}
    {"type":"end","articles":1,"statements":4,"positions":1,"failed":0}
    "#);
}
