//! DSE: a news sentence, two entities in brackets, and who is positive or negative toward whom.

use super::attitude::{Attitude, AttitudeRow, Polarity};
use super::places::{bytes, sentences};
use super::{Dropped, drop_one, files};
use anyhow::Result;
use serde_json::json;
use std::path::Path;

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<AttitudeRow>> {
    let mut all = Vec::new();
    for file in files::all(path, ".txt")? {
        all.extend(rows(&files::read(&file)?, &files::stem(&file), dropped)?);
    }
    Ok(all)
}

/// Lines of a marked sentence, two entities and a class.
fn rows(text: &str, split: &str, dropped: &mut Dropped) -> Result<Vec<AttitudeRow>> {
    let mut all = Vec::new();
    let mut lines = csv::ReaderBuilder::new();
    lines.delimiter(b'\t').has_headers(false).flexible(true);
    for (number, line) in lines.from_reader(text.as_bytes()).records().enumerate() {
        let line = line?;
        let row =
            line.get(0).zip(line.get(3)).and_then(|(marked, class)| row(marked, class, split, number + 1));
        match row {
            Some(row) => all.push(row),
            None => drop_one(dropped, "sentences whose marked entities are not two, or are no words"),
        }
    }
    Ok(all)
}

fn row(marked: &str, class: &str, split: &str, number: usize) -> Option<AttitudeRow> {
    let (text, [p, q]) = unmark(marked.trim())?;
    let place = |(start, end)| bytes(&text, start, end);
    let (p, q) = (place(repaired(&text, p))?, place(repaired(&text, q))?);
    // A class names one direction and says nothing of the other; only neutral is about both.
    let found = match class.trim() {
        "0" => vec![(&p, &q, Polarity::Neutral), (&q, &p, Polarity::Neutral)],
        "1" => vec![(&p, &q, Polarity::Positive)],
        "2" => vec![(&q, &p, Polarity::Positive)],
        "3" => vec![(&p, &q, Polarity::Negative)],
        "4" => vec![(&q, &p, Polarity::Negative)],
        _ => return None,
    };
    let sentences = sentences(&text);
    let attitude =
        |(holder, target, polarity): (&super::super::row::Place, &super::super::row::Place, _)| Attitude {
            holder: Some(holder.text.clone()),
            holder_mention: Some(holder.clone()),
            target: target.text.clone(),
            target_mention: Some(target.clone()),
            polarity,
            evidence: (0..sentences.len()).collect(),
        };
    let attitudes = found.into_iter().map(attitude).collect();
    let source = json!({"corpus": "dse", "split": split, "line": number});
    Some(AttitudeRow { id: format!("dse-{split}-{number}"), source, text, sentences, attitudes })
}

/// The sentence without its brackets, and where what they held stands now.
fn unmark(marked: &str) -> Option<(String, [(usize, usize); 2])> {
    let mut text = String::with_capacity(marked.len());
    let mut places = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match (c, open) {
            ('[', None) => open = Some(text.len()),
            (']', Some(start)) => {
                places.push((start, text.len()));
                open = None;
            }
            ('[' | ']', _) => return None,
            _ => text.push(c),
        }
    }
    Some((text, places.try_into().ok()?))
}

/// The corpus cuts entities short (`[Zoë Mar]n`, `[Oster’]s`): the word is finished, or the apostrophe taken off.
fn repaired(text: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let words = &text[start..end];
    let kept = words.trim_end_matches(['’', '\'', ' ']);
    if kept.len() < words.len() {
        return (start, start + kept.len());
    }
    let rest = text[end..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - end);
    (start, end + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn entities_are_repaired_and_directions_kept() {
        let text = "[Zoë Mar]n scolded [Oster’]s staff.\tZoë Mar\tOster’\t3\n\
                    \"The \"\"[Guild]\"\" is praised by [Ida Roe].\"\tGuild\tIda Roe\t2\n\
                    [A] met [B].\tA\tB\t0\n\
                    [A] met B.\tA\tB\t0\n";
        let mut dropped = Dropped::new();
        let rows = rows(text, "train", &mut dropped).expect("rows");
        assert_eq!(dropped.values().sum::<usize>(), 1);
        assert!(rows.iter().all(|r| r.defects().is_empty()));
        assert_eq!(rows[0].text, "Zoë Marn scolded Oster’s staff.");
        let pairs = |n: usize| -> Vec<(&str, &str, Polarity)> {
            rows[n]
                .attitudes
                .iter()
                .map(|a| (a.holder.as_deref().unwrap_or_default(), a.target.as_str(), a.polarity))
                .collect()
        };
        assert_eq!(pairs(0), [("Zoë Marn", "Oster", Polarity::Negative)]);
        assert_eq!(pairs(1), [("Ida Roe", "Guild", Polarity::Positive)]);
        assert_eq!(pairs(2), [("A", "B", Polarity::Neutral), ("B", "A", Polarity::Neutral)]);
    }
}
