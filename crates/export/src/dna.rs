//! A database that the Discourse Network Analyzer, version 3, opens.
//!
//! The tables are those of DNA 3.0 (`schema.sql` beside this file); rows that DNA takes for granted are made as it makes
//! them: an administrator, an empty entity for each variable, three attributes an entity. Offsets count UTF-16 units, as
//! Java does.

use crate::ExportError;
use rusqlite::{Connection, Transaction, params};
use standpoint_article::Article;
use standpoint_stance::{Analysis, Codebook, Lean, Stance};
use standpoint_statements::{ActorKind, Statement};
use standpoint_store::StoreError;
use std::collections::BTreeMap;
use std::path::Path;

/// What was written, and what could not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DnaCounts {
    /// Documents.
    pub documents: usize,
    /// Statements: one for each judgement that is a position and has an actor.
    pub statements: usize,
    /// Documents without a date: DNA wants one, and they got 1 January 1970.
    pub undated: usize,
}

/// Variables of the statement type: name, type. Their numbers count from 1.
const VARIABLES: [(&str, &str); 11] = [
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
    ("agreement", "boolean"),
    ("stance", "short text"),
    ("condition", "long text"),
    ("condition type", "short text"),
    ("condition lean", "short text"),
    ("confidence", "integer"),
    ("origin", "short text"),
    ("reviewed by", "short text"),
];
const PERSON: i64 = 1;
const ORGANIZATION: i64 = 2;
const CONCEPT: i64 = 3;
const AGREEMENT: i64 = 4;
const STANCE: i64 = 5;
const CONDITION: i64 = 6;
const TYPE: i64 = 7;
const LEAN: i64 = 8;
const CONFIDENCE: i64 = 9;
const ORIGIN: i64 = 10;
const REVIEWED_BY: i64 = 11;

/// The password of the administrator, `standpoint`, as jasypt's `StrongPasswordEncryptor` stores it: a salt of 16 bytes and
/// SHA-256 over salt and password, 100,000 times. The tests compute it again.
const PASSWORD: &str = "UNVSUXMDd1g2cN3PxeVhM+bEHUHl0eg3CpSYUdh60Oh1+JQchIPnUaXjAAqh/kNV";

/// DNA takes no string of more characters in most columns.
const MOST: usize = 190;

/// Writes a new database to `path`, which must not exist.
///
/// A judgement that is a position of an actor becomes a statement: `concept` is the issue's name, `agreement` is true for
/// support and for a conditional position that leans to yes, `stance` keeps all three, `confidence` is in percent, `origin` is `automatic`,
/// `partly_reviewed` or `reviewed`, and `reviewed by` names the people. A person's
/// organisation is the first that the codebook names for it; any actor that is no person is an organisation.
pub fn dna(
    path: &Path,
    codebook: &Codebook,
    analyses: impl IntoIterator<Item = Result<Analysis, StoreError>>,
) -> Result<DnaCounts, ExportError> {
    let mut conn = Connection::open(path)?;
    let tx = conn.transaction()?;
    tx.execute_batch(include_str!("dna/schema.sql"))?;
    tx.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, 'Admin', 255, 255, 0, ?1)",
        [PASSWORD],
    )?;
    for (number, (name, kind)) in (1i64..).zip(VARIABLES) {
        tx.execute("INSERT INTO VARIABLES VALUES (?1, ?2, ?3, 1)", params![number, name, kind])?;
    }
    let mut entities = Entities::new(&tx)?;
    let concepts: BTreeMap<&str, &str> =
        codebook.issues.iter().map(|issue| (issue.id.as_str(), issue.name.as_str())).collect();
    let mut counts = DnaCounts::default();
    let mut number = 0i64;
    for (document, analysis) in (1i64..).zip(analyses) {
        let analysis = analysis?;
        counts.documents += 1;
        let seconds = analysis.article.published.as_deref().and_then(epoch_seconds);
        counts.undated += usize::from(seconds.is_none());
        put_document(&tx, document, &analysis.article, seconds.unwrap_or(0))?;
        let units = Units::of(analysis.article.text.as_str());
        for judgement in &analysis.judgements {
            let statement = analysis.statements.iter().find(|s| s.id == judgement.statement);
            let Some(statement) = statement.filter(|_| judgement.stance.is_position()) else { continue };
            let Some((person, organization)) = who(&analysis, statement, codebook) else { continue };
            let Some((first, last)) = statement.content.first().zip(statement.content.last()) else {
                continue;
            };
            if last.end() <= first.start() {
                continue;
            }
            counts.statements += 1;
            number += 1;
            tx.execute(
                "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?1, 1, ?2, ?3, ?4, 1)",
                params![number, document, units.at(first.start()), units.at(last.end())],
            )?;
            let concept = concepts.get(judgement.issue.as_str()).copied().unwrap_or(&judgement.issue);
            let condition = judgement.condition;
            let short = [
                (PERSON, person.as_str()),
                (ORGANIZATION, organization.as_str()),
                (CONCEPT, concept),
                (STANCE, judgement.stance.as_str()),
                (TYPE, condition.map_or("", |c| c.kind.as_str())),
                (LEAN, condition.map_or("", |c| c.lean.as_str())),
                (ORIGIN, judgement.origin.as_str()),
                (REVIEWED_BY, &judgement.reviewed_by.join("; ")),
            ];
            for (variable, value) in short {
                let entity = entities.number(&tx, variable, value)?;
                tx.prepare_cached(
                    "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?1, ?2, ?3)",
                )?
                .execute([number, variable, entity])?;
            }
            let agrees = match judgement.stance {
                Stance::Support => true,
                Stance::ConditionalCooperation => condition.is_none_or(|c| c.lean == Lean::YesIf),
                _ => false,
            };
            tx.execute(
                "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?1, ?2, ?3)",
                params![number, AGREEMENT, agrees],
            )?;
            let percent = (judgement.scores.of(judgement.stance) * 100.0).round() as i64;
            tx.execute(
                "INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (?1, ?2, ?3)",
                [number, CONFIDENCE, percent],
            )?;
            tx.execute(
                "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (?1, ?2, ?3)",
                params![number, CONDITION, condition.map_or("", |c| analysis.article.text.slice(c.span))],
            )?;
        }
    }
    tx.commit()?;
    Ok(counts)
}

fn put_document(
    tx: &Transaction<'_>,
    number: i64,
    article: &Article,
    seconds: i64,
) -> rusqlite::Result<usize> {
    let of = |value: &Option<String>| short(value.as_deref().unwrap_or_default());
    tx.prepare_cached(
        "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Section, Notes, Type, Date)
         VALUES (?1, ?2, ?3, 1, ?4, ?5, '', ?6, '', ?7)",
    )?
    .execute(params![
        number,
        short(article.title.as_deref().unwrap_or(&article.id)),
        article.text.as_str(),
        of(&article.author),
        of(&article.outlet),
        article.url.as_deref().unwrap_or(&article.id),
        seconds
    ])
}

/// Person and organisation of a statement, either empty where there is none; `None` when nobody is named.
fn who(analysis: &Analysis, statement: &Statement, codebook: &Codebook) -> Option<(String, String)> {
    let find = |id: &Option<String>| analysis.actors.iter().find(|a| Some(&a.id) == id.as_ref());
    let actor = find(&statement.actor)?;
    if actor.kind == ActorKind::Person {
        let known = codebook.actors.iter().find(|known| known.name == actor.name);
        let organization = known.and_then(|known| known.member_of.first()).cloned().unwrap_or_default();
        return Some((actor.name.clone(), organization));
    }
    let speaker = find(&statement.via).filter(|via| via.kind == ActorKind::Person);
    Some((speaker.map(|via| via.name.clone()).unwrap_or_default(), actor.name.clone()))
}

/// The values that a variable of short text has taken, each with its number.
struct Entities(BTreeMap<(i64, String), i64>);

impl Entities {
    /// DNA keeps an empty entity for each variable, and three attributes for whatever an entity is.
    fn new(tx: &Transaction<'_>) -> rusqlite::Result<Self> {
        let mut entities = Self(BTreeMap::new());
        for variable in (1i64..).zip(VARIABLES).filter(|(_, (_, kind))| *kind == "short text").map(|(n, _)| n)
        {
            for name in ["Type", "Alias", "Notes"] {
                tx.execute(
                    "INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?1, ?2)",
                    params![variable, name],
                )?;
            }
            entities.number(tx, variable, "")?;
        }
        Ok(entities)
    }

    fn number(&mut self, tx: &Transaction<'_>, variable: i64, value: &str) -> rusqlite::Result<i64> {
        let value = short(value);
        if let Some(number) = self.0.get(&(variable, value.clone())) {
            return Ok(*number);
        }
        tx.prepare_cached(
            "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?1, ?2, 0, 0, 0)",
        )?
        .execute(params![variable, value])?;
        let number = tx.last_insert_rowid();
        tx.prepare_cached(
            "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)
             SELECT ?1, ID, '' FROM ATTRIBUTEVARIABLES WHERE VariableId = ?2",
        )?
        .execute([number, variable])?;
        self.0.insert((variable, value), number);
        Ok(number)
    }
}

/// The first 190 characters. SQLite ends a string at a NUL when it counts, so that goes.
fn short(text: &str) -> String {
    text.chars().filter(|&c| c != '\0').take(MOST).collect()
}

fn epoch_seconds(published: &str) -> Option<i64> {
    let instant = published.parse::<jiff::Timestamp>().ok().or_else(|| {
        let day: jiff::civil::Date = published.get(..10)?.parse().ok()?;
        jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
    })?;
    Some(instant.as_second())
}

/// Bytes of a text to UTF-16 units.
struct Units(Vec<(usize, usize)>);

impl Units {
    /// Notes where the two counts part: after each character that is not ASCII.
    fn of(text: &str) -> Self {
        let mut units = 0;
        let mut marks = vec![(0, 0)];
        for (at, c) in text.char_indices() {
            units += c.len_utf16();
            if !c.is_ascii() {
                marks.push((at + c.len_utf8(), units));
            }
        }
        Self(marks)
    }

    fn at(&self, byte: usize) -> i64 {
        let (from, units) = self.0[self.0.partition_point(|(at, _)| *at <= byte) - 1];
        i64::try_from(units + (byte - from)).expect("a text has fewer than 2^63 units")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_units_of_java() {
        let text = "aä😀b";
        let units = Units::of(text);
        let found: Vec<i64> =
            text.char_indices().map(|(at, _)| units.at(at)).chain([units.at(text.len())]).collect();
        assert_eq!(found, [0, 1, 2, 4, 5]);
    }

    #[test]
    fn days_and_instants_become_seconds() {
        assert_eq!(epoch_seconds("1970-01-02"), Some(86_400));
        assert_eq!(epoch_seconds("1970-01-01T01:00:00Z"), Some(3600));
        assert_eq!(epoch_seconds("soon"), None);
    }
}
