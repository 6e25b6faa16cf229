//! `HanDeSeT`: a motion in the House of Commons, and a speech for or against it.

use super::super::row::{Label, Row};
use super::authored::row;
use super::{Dropped, drop_one, files};
use anyhow::Result;
use serde::Deserialize;
use serde_json::json;
use std::path::Path;

/// The columns that are used: the label read from the speech (1 for the motion, 0 against it), not that of the vote, which the
/// text need not show. The column of rebellions is not read at all.
#[derive(Deserialize)]
struct Speech {
    /// Of the motion.
    id: String,
    title: String,
    motion: String,
    utt1: String,
    utt2: String,
    utt3: String,
    utt4: String,
    utt5: String,
    #[serde(rename = "manual speech")]
    manual: String,
    #[serde(rename = "vote speech")]
    vote: String,
    #[serde(rename = "party affiliation")]
    party: String,
    name: String,
}

pub(super) fn read(path: &Path, dropped: &mut Dropped) -> Result<Vec<Row>> {
    rows(&files::read(&files::one(path, "HanDeSeT.csv"))?, dropped)
}

fn rows(table: &str, dropped: &mut Dropped) -> Result<Vec<Row>> {
    let mut all = Vec::new();
    for (number, speech) in csv::Reader::from_reader(table.as_bytes()).deserialize().enumerate() {
        let s: Speech = speech?;
        let label = match s.manual.trim() {
            "1" => Label::Support,
            "0" => Label::Reject,
            _ => {
                drop_one(dropped, "speeches with a label other than 0 and 1");
                continue;
            }
        };
        let parts = [&s.utt1, &s.utt2, &s.utt3, &s.utt4, &s.utt5].map(|u| u.trim());
        let text = parts.into_iter().filter(|u| !u.is_empty()).collect::<Vec<_>>().join("\n\n");
        let source = json!({"corpus": "handeset", "party": s.party.trim(), "vote": s.vote.trim()});
        let stand = vec![("motion".into(), s.motion.trim(), label)];
        match row(format!("handeset-{}-{}", s.id.trim(), number + 1), source, &text, s.name.trim(), stand) {
            Some(row) => all.push(Row { title: Some(s.title.trim().into()), ..row }),
            None => drop_one(dropped, "empty speeches"),
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::jsonl::Article;

    #[test]
    fn the_speaker_takes_the_side_that_was_read_in_the_speech() {
        let table = "id,title,motion,manual motion,govt/opp motion,motion party affiliation,utt1,utt2,utt3,utt4,utt5,manual speech,vote speech,party affiliation,name,rebellion %\n\
             1,Trams,That the Tram Bill be read,1,1,Lab,\"No, never. I refuse.\",Loud things.,,,,0,1,Con,Hal Oster,0.1\n\
             2,Trams,That the Tram Bill be read,1,1,Lab,Yes.,,,,,?,1,Con,Ida Roe,0.1\n\
             3,Trams,That the Tram Bill be read,1,1,Lab,,,,,,1,1,Con,Ida Roe,0.1\n";
        let mut dropped = Dropped::new();
        let rows = rows(table, &mut dropped).expect("rows");
        let [only] = rows.as_slice() else { panic!("{} rows", rows.len()) };
        assert_eq!(only.defects(), [""; 0]);
        assert_eq!(only.id, "handeset-1-1");
        assert_eq!(only.text, "No, never. I refuse.\n\nLoud things.");
        let position = &only.issues[0].positions[0];
        assert_eq!((position.actor.as_str(), position.stance), ("Hal Oster", Label::Reject));
        assert_eq!(position.evidence, [0, 1, 2]);
        assert_eq!(dropped.values().copied().collect::<Vec<_>>(), [1, 1]);
    }
}
