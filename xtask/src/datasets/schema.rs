//! The schemas in `datasets/schema/` say what the row types say. Only the words of JSON Schema that they use are known here;
//! another one is an error, so that no rule goes unchecked.

use super::checklist::{self, CaseRow};
use super::import::{AttitudeRow, CoreferenceRow};
use super::questions::{self, QuestionRow};
use super::row::Row;
use super::statements::StatementRow;
use super::verify::{CORPORA, SPLITS};
use super::wordings::{self, WordingRow};
use crate::cargo::root;
use serde_json::{Value, json};
use std::fs;

/// What is wrong with a value under a schema, with the place of it.
fn errors(schema: &Value, whole: &Value, value: &Value, place: &str, wrong: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema is an object");
    for (rule, want) in rules {
        let mut note = |what: &str| wrong.push(format!("{place}: {what}"));
        match rule.as_str() {
            "type" => {
                let types = want.as_array().cloned().unwrap_or_else(|| vec![want.clone()]);
                if !types.iter().any(|t| is(value, t.as_str().expect("a name"))) {
                    note(&format!("not {want}"));
                }
            }
            "enum" if !want.as_array().expect("a list").contains(value) => note("not one of the words"),
            "minimum" if value.as_i64().is_some_and(|n| n < want.as_i64().expect("a number")) => {
                note("below the minimum");
            }
            "minItems" if length(value) < want.as_u64() => note("too short"),
            "maxItems" if length(value) > want.as_u64() => note("too long"),
            "$schema" | "title" | "description" | "$defs" | "enum" | "minimum" | "minItems" | "maxItems" => {}
            "required" => {
                for key in want.as_array().expect("a list").iter().filter_map(Value::as_str) {
                    if value.as_object().is_some_and(|o| !o.contains_key(key)) {
                        note(&format!("`{key}` is missing"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(want, &json!(false));
                for key in value.as_object().into_iter().flat_map(|o| o.keys()) {
                    if rules["properties"].get(key).is_none() {
                        note(&format!("`{key}` is unknown"));
                    }
                }
            }
            "properties" => {
                for (key, inner) in want.as_object().expect("an object") {
                    if let Some(value) = value.get(key) {
                        errors(inner, whole, value, &format!("{place}.{key}"), wrong);
                    }
                }
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    errors(want, whole, item, &format!("{place}[{i}]"), wrong);
                }
            }
            "$ref" => {
                let target = want.as_str().and_then(|r| whole.pointer(r.strip_prefix('#')?));
                errors(target.expect("the target is there"), whole, value, place, wrong);
            }
            "anyOf" => {
                let fits = want.as_array().expect("a list").iter().any(|s| {
                    let mut inner = Vec::new();
                    errors(s, whole, value, place, &mut inner);
                    inner.is_empty()
                });
                if !fits {
                    wrong.push(format!("{place}: fits none of the alternatives"));
                }
            }
            other => panic!("`{other}` is not checked here"),
        }
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("`{other}` is no type"),
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_array().map(|a| a.len() as u64)
}

fn schema(name: &str) -> Value {
    let path = root().join(format!("datasets/schema/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a schema")).expect("JSON")
}

fn valid(schema: &Value, value: &Value) -> Result<(), String> {
    let mut wrong = Vec::new();
    errors(schema, schema, value, "row", &mut wrong);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
}

/// Every way to change one thing in a value: drop a key, add one, put something else in a place.
fn mutants(value: &Value) -> Vec<Value> {
    let others = [json!(null), json!("other"), json!(-1), json!([]), json!({})];
    let mut all: Vec<Value> = others.into_iter().filter(|o| o != value).collect();
    match value {
        Value::Object(map) => {
            let mut more = map.clone();
            more.insert("unknown".into(), json!(1));
            all.push(Value::Object(more));
            for (key, inner) in map {
                let mut fewer = map.clone();
                fewer.remove(key);
                all.push(Value::Object(fewer));
                // The form of `source` is that of the corpus.
                for inner in
                    mutants(inner).into_iter().filter(|_| key != "source" || inner["text"].is_string())
                {
                    let mut changed = map.clone();
                    changed.insert(key.clone(), inner);
                    all.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                for inner in mutants(item) {
                    let mut changed = items.clone();
                    changed[i] = inner;
                    all.push(Value::Array(changed));
                }
            }
        }
        _ => {}
    }
    all
}

/// The schema and the type agree on a row and on everything near it.
fn agree<T: serde::de::DeserializeOwned>(name: &str, row: &Value) {
    let schema = schema(name);
    assert_eq!(valid(&schema, row), Ok(()));
    let mutants = mutants(row);
    assert!(mutants.len() > 100);
    for mutant in mutants {
        let by_schema = valid(&schema, &mutant);
        let by_type = serde_json::from_value::<T>(mutant.clone());
        // An empty content has the right type; `datasets verify` is what refuses it.
        let judged = by_schema.as_ref().err().is_some_and(|e| e.ends_with("content: too short"));
        assert!(
            judged || by_schema.is_ok() == by_type.is_ok(),
            "{mutant}: {by_schema:?}, {:?}",
            by_type.err()
        );
    }
}

#[test]
fn positions_mean_the_same_as_schema_and_as_type() {
    let place = json!({"start": 0, "end": 3, "text": "Ann"});
    let condition = json!({"start": 11, "end": 21, "text": "if Bo does", "type": "reciprocity", "lean": "yes_if", "who": "Bo"});
    let record = |condition: Value, stance: &str| {
        json!({"actor": "Ann", "aliases": ["A."], "mention": place, "evidence": [0], "stance": stance, "kind": "indirect",
               "condition": condition, "via": "Cy", "time": "past", "hard": true, "alt": "none"})
    };
    let row = json!({"id": "x-1", "source": {"corpus": "x"}, "title": "T", "published": "2024-01-02", "outlet": "O",
        "kind": "feature", "text": "Ann signs, if Bo does.", "sentences": [[0, 22]],
        "issues": [{"id": "sign", "issue": "Signing", "positions": [
            record(condition, "conditional_cooperation"), record(json!(null), "support")]}]});
    agree::<Row>("positions", &row);
}

#[test]
fn statements_mean_the_same_as_schema_and_as_type() {
    let place = |start, end, text| json!({"start": start, "end": end, "text": text});
    let row = json!({"id": "x-1", "text": "She said no.", "sentences": [[0, 12]], "statements": [
        {"kind": "direct", "source": place(0, 3, "She"), "cue": place(4, 8, "said"), "content": [place(9, 11, "no")],
         "actor": "Ann", "via": "Cy", "resolved": true}]});
    agree::<StatementRow>("statements", &row);
}

#[test]
fn cases_mean_the_same_as_schema_and_as_type() {
    let ask = |stance: &str| {
        json!({"text": "Ann said no.", "actor": "Ann", "mention": {"start": 0, "end": 3, "text": "Ann"}, "issue": "A toll",
               "stance": stance})
    };
    let case =
        json!({"id": "a-1", "capability": "a", "test": "DIR", "asks": [ask("reject"), ask("support")]});
    agree::<CaseRow>("checklist", &case);
}

#[test]
fn wordings_mean_the_same_as_schema_and_as_type() {
    let many = |what: &str| (0..12).map(|n| format!("{what}, in words {n}")).collect::<Vec<_>>();
    let row = json!({"issue": "A toll", "same": many("Charging a toll"), "opposite": many("No toll")});
    agree::<WordingRow>("wordings", &row);
}

#[test]
fn questions_mean_the_same_as_schema_and_as_type() {
    let place = |start, end, text| json!({"start": start, "end": end, "text": text});
    let mut condition = place(4, 12, "if it pays");
    condition["type"] = json!("compensation");
    condition["lean"] = json!("yes_if");
    let row = json!({"article": "x-1", "issues": [{"issue": "A toll", "positions": [
        {"actor": "Ann", "aliases": ["Berg"], "mention": place(0, 3, "Ann"), "evidence": [0], "stance": "support"},
        {"actor": "Bo", "mention": null, "evidence": [0, 1], "stance": "conditional_cooperation", "condition": condition}]}]});
    agree::<QuestionRow>("questions", &row);
}

#[test]
fn the_forms_of_imports_mean_the_same_as_schema_and_as_type() {
    let place = |start, end, text| json!({"start": start, "end": end, "text": text});
    let attitudes = json!({"id": "x-1", "source": {"corpus": "x"}, "text": "Ann scolds Bo.", "sentences": [[0, 14]], "attitudes": [
        {"holder": "Ann", "holder_mention": place(0, 3, "Ann"), "target": "Bo", "target_mention": place(11, 13, "Bo"),
         "polarity": "negative", "evidence": [0]}]});
    agree::<AttitudeRow>("attitudes", &attitudes);
    let coreference = json!({"id": "x-1", "source": {"corpus": "x"}, "text": "Ann ran. She won.", "sentences": [[0, 8], [9, 17]],
        "pronoun": place(9, 12, "She"), "candidates": [{"mention": place(0, 3, "Ann"), "corefers": true}]});
    agree::<CoreferenceRow>("coreference", &coreference);
}

#[test]
fn every_committed_row_fits_its_schema_and_is_written_back_as_it_was() {
    let (positions, statements) = (schema("positions"), schema("statements"));
    let mut seen = 0;
    for (corpus, split) in CORPORA.iter().flat_map(|c| SPLITS.map(|s| (c, s))) {
        let folder = root().join("datasets").join(corpus);
        for line in lines(&folder.join(format!("{split}.jsonl"))) {
            assert_eq!(valid(&positions, &line), Ok(()), "{}", line["id"]);
            let row: Row = serde_json::from_value(line.clone()).expect("a row");
            assert_eq!(serde_json::to_value(row).expect("JSON"), line);
            seen += 1;
        }
        for line in lines(&folder.join(format!("statements-{split}.jsonl"))) {
            assert_eq!(valid(&statements, &line), Ok(()), "{}", line["id"]);
            let row: StatementRow = serde_json::from_value(line.clone()).expect("a row");
            assert_eq!(serde_json::to_value(row).expect("JSON"), line);
        }
    }
    assert!(seen > 1000, "only {seen} rows were found");
    let (cases, mut seen) = (schema("checklist"), 0);
    for line in checklist::files().expect("the suite").iter().flat_map(|path| lines(path)) {
        assert_eq!(valid(&cases, &line), Ok(()), "{}", line["id"]);
        let row: CaseRow = serde_json::from_value(line.clone()).expect("a case");
        assert_eq!(serde_json::to_value(row).expect("JSON"), line);
        seen += 1;
    }
    assert!(seen > 600, "only {seen} cases were found");
    let (wordings, mut seen) = (schema("wordings"), 0);
    for line in lines(&root().join("datasets").join(wordings::FOLDER).join("train.jsonl")) {
        assert_eq!(valid(&wordings, &line), Ok(()), "{}", line["issue"]);
        let row: WordingRow = serde_json::from_value(line.clone()).expect("a line");
        assert_eq!(serde_json::to_value(row).expect("JSON"), line);
        seen += 1;
    }
    assert!(seen > 4000, "only {seen} issues were found");
    let (questions, mut seen) = (schema("questions"), 0);
    for line in lines(&root().join("datasets").join(questions::FOLDER).join("train.jsonl")) {
        assert_eq!(valid(&questions, &line), Ok(()), "{}", line["article"]);
        let row: QuestionRow = serde_json::from_value(line.clone()).expect("a line");
        assert_eq!(serde_json::to_value(row).expect("JSON"), line);
        seen += 1;
    }
    assert!(seen > 800, "only {seen} articles were found");
}

fn lines(path: &std::path::Path) -> Vec<Value> {
    let text = if path.exists() { fs::read_to_string(path).expect("readable") } else { String::new() };
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}
