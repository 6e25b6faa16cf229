//! `UNSCon`: Security Council speeches in units, with those that evaluate another country negatively.

use super::attitude::{Attitude, AttitudeRow, Polarity};
use super::places::{sentences, touched};
use super::{Dropped, drop_one, files};
use anyhow::Result;
use serde::Deserialize;
use serde_json::json;
use std::path::Path;

/// A unit of speech; the letters are the corpus's own.
#[derive(Deserialize)]
struct Unit {
    file_id: String,
    #[serde(rename = "EDU_text")]
    text: String,
    /// Negative evaluation, direct or indirect, or `_`.
    #[serde(rename = "A0")]
    evaluation: String,
    /// The country it is about, or `-NONE-`.
    #[serde(rename = "A4")]
    target: String,
    /// Challenge or correction of what was said, or `_`.
    #[serde(rename = "B1")]
    dispute: String,
}

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<AttitudeRow>> {
    rows(&files::read(&files::one(path, "conflict_annotations.csv"))?, dropped)
}

fn rows(table: &str, dropped: &mut Dropped) -> Result<Vec<AttitudeRow>> {
    let units: Vec<Unit> =
        csv::Reader::from_reader(table.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let speeches = units.chunk_by(|a, b| a.file_id == b.file_id);
    Ok(speeches.map(|units| speech(units, dropped)).collect())
}

/// The units of one speech, joined by blanks; a sentence counts once a target.
fn speech(units: &[Unit], dropped: &mut Dropped) -> AttitudeRow {
    let text = units.iter().map(|u| u.text.trim()).collect::<Vec<_>>().join(" ");
    let sentences = sentences(&text);
    let name = units.first().map(|u| u.file_id.trim_end_matches(".txt")).unwrap_or_default();
    let holder = country(name);
    let mut attitudes: Vec<Attitude> = Vec::new();
    let mut start = 0;
    for unit in units {
        let end = start + unit.text.trim().len();
        let evidence = touched(&sentences, start, end);
        start = end + 1;
        if unit.dispute != "_" {
            drop_one(dropped, "units that challenge or correct, which is no evaluation");
        }
        if unit.evaluation == "_" {
            continue;
        }
        if !unit.target.starts_with(|c: char| c.is_alphabetic()) {
            drop_one(dropped, "negative units whose target is no named country");
            continue;
        }
        let target = titled(&unit.target);
        if attitudes.iter().any(|a| a.target == target && a.evidence == evidence) {
            drop_one(dropped, "negative units of a sentence that already counts toward that country");
            continue;
        }
        attitudes.push(Attitude {
            holder: holder.clone(),
            holder_mention: None,
            target,
            target_mention: None,
            polarity: Polarity::Negative,
            evidence,
        });
    }
    let source = json!({"corpus": "unscon", "file": name});
    AttitudeRow { id: format!("unscon-{name}"), source, text, sentences, attitudes }
}

/// `UNSC_2014_SPV.1_spch015_New_Zealand2_neg_03`: the words between the speech's number and the next number or lower-case word.
fn country(name: &str) -> Option<String> {
    let mut words = name.split('_').skip_while(|w| !w.starts_with("spch")).skip(1).peekable();
    let mut country: Vec<&str> = Vec::new();
    while let Some(word) = words.next_if(|w| w.starts_with(char::is_uppercase)) {
        country.push(word.trim_end_matches(|c: char| c.is_ascii_digit()));
    }
    (!country.is_empty()).then(|| country.join(" "))
}

/// `new_zealand` as `New Zealand`.
fn titled(name: &str) -> String {
    let word = |w: &str| {
        w.chars().enumerate().map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c }).collect()
    };
    name.split('_').map(word).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn units_become_speeches_and_evaluations_attitudes() {
        let head = "file_id,EDU_text,EDU_char_offsets,A0,A2,A4,B1\n";
        let s = "UNSC_2030_SPV.1_spch002_New_Zealand2_neg_03.txt";
        let table = format!(
            "{head}{s},We met Zoë .,0-12,_,_,_,_\n{s},Your fleet,15-20,Direct_NegEval,Country,upper_ruritania,_\n\
             {s},broke its word .,22-30,Direct_NegEval,Country,upper_ruritania,Challenge\n{s},Shame !,33-40,Indirect_NegEval,UNSC,-NONE-,_\n\
             UNSC_2030_SPV.1_spch003_Chad_01_GD.txt,Yes .,0-5,_,_,_,_\n"
        );
        let mut dropped = Dropped::new();
        let rows = rows(&table, &mut dropped).expect("rows");
        assert!(rows.iter().all(|r| r.defects().is_empty()));
        assert_eq!(rows[0].text, "We met Zoë . Your fleet broke its word . Shame !");
        let [only] = rows[0].attitudes.as_slice() else { panic!("{:?}", rows[0].attitudes) };
        assert_eq!((only.holder.as_deref(), only.target.as_str()), (Some("New Zealand"), "Upper Ruritania"));
        let (a, z) = rows[0].sentences[only.evidence[0]];
        assert!(rows[0].text[a..z].contains("Your fleet"), "{}", &rows[0].text[a..z]);
        assert_eq!(dropped.values().copied().collect::<Vec<_>>(), [1, 1, 1]);
        assert_eq!((rows[1].attitudes.len(), country("UNSC_x_spch003_Chad_01_GD")), (0, Some("Chad".into())));
    }
}
