//! What the program asks at work: labelled articles, cut into statements and pieces as the analyzer cuts them.
//!
//! A labelled record shows the best case, the very sentences that settle the answer with the right actor marked in them.
//! At work most questions are others: statements beside the point, sentences of which only half is evidence, sources
//! that stand for somebody else. A network that never saw them gives them stances.

use crate::corpus::{LabelledIssue, Record, Row};
use crate::example::{Condition, Example};
use standpoint_article::{Article, Span};
use standpoint_eval::same_actor;
use standpoint_stance::{Piece, Stance, pieces, without_model};

/// Every question that the walk asks of `rows` about their own issues and whose answer the labels settle, in order.
///
/// An answer is settled when the actor has a record whose evidence the piece shows, when all its records on the issue
/// say `none`, or when the coders, who noted every actor with a position, did not note it. It is left open, and the
/// question left out, when the actor holds a position elsewhere in the article (this piece may say so too), and when
/// a position of somebody is in evidence here and the actor's name is not one that the coders used.
pub fn at_work(rows: &[Row]) -> Vec<Example> {
    rows.iter().flat_map(asked).collect()
}

fn asked(row: &Row) -> Vec<Example> {
    let analysis = without_model(Article::from_text(&row.id, &row.text), &[]);
    let mut out = Vec::new();
    for piece in pieces(&analysis.article, &analysis.actors, &analysis.statements) {
        let names: Vec<&str> = names(&piece.actor.name, &piece.actor.aliases);
        let is_actor = |r: &Record| same_actor(&names, &self::names(&r.actor, &r.aliases));
        let known = row.issues.iter().flat_map(|i| &i.positions).any(is_actor);
        for issue in &row.issues {
            let (own, others): (Vec<&Record>, Vec<&Record>) =
                issue.positions.iter().filter(|r| !r.is_past()).partition(|r| is_actor(r));
            if let Some((stance, condition)) = answer(row, &piece, &own, &others, known) {
                out.push(example(&piece, issue, stance, condition));
            }
        }
    }
    out
}

/// The label of the piece for an actor with the records `own`, on an issue on which others have records too; `None`
/// when the labels leave it open.
fn answer(
    row: &Row,
    piece: &Piece,
    own: &[&Record],
    others: &[&Record],
    known: bool,
) -> Option<(Stance, Option<Condition>)> {
    let shown = |r: &&&Record| shows(row, piece.extent, r);
    let here: Vec<&&Record> = own.iter().filter(shown).collect();
    if let Some(record) = here.iter().max_by_key(|r| r.stance.is_position()) {
        let condition = record.condition.as_ref().map(|c| Condition {
            span: piece.extent.contains(c.place.span).then(|| {
                let start = piece.extent.start();
                Span::new(c.place.span.start() - start, c.place.span.end() - start)
            }),
            kind: c.kind,
            lean: c.lean,
        });
        return Some((record.stance, condition));
    }
    if !own.is_empty() {
        return own.iter().all(|r| !r.stance.is_position()).then_some((Stance::None, None));
    }
    let taken = others.iter().any(|r| r.stance.is_position() && touches(row, piece.extent, r));
    (known || !taken).then_some((Stance::None, None))
}

/// Whether a piece shows enough of the evidence to know the label: half of its sentences, and a condition's words.
fn shows(row: &Row, extent: Span, record: &Record) -> bool {
    let seen = record.evidence.iter().filter(|&&i| overlaps(row, extent, i)).count();
    let condition = record.condition.as_ref().is_none_or(|c| extent.overlaps(c.place.span));
    2 * seen >= record.evidence.len() && seen > 0 && condition
}

fn touches(row: &Row, extent: Span, record: &Record) -> bool {
    record.evidence.iter().any(|&i| overlaps(row, extent, i))
}

fn overlaps(row: &Row, extent: Span, sentence: usize) -> bool {
    row.sentences.get(sentence).is_some_and(|&(a, z)| extent.overlaps(Span::new(a, z)))
}

fn names<'a>(name: &'a str, aliases: &'a [String]) -> Vec<&'a str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).collect()
}

fn example(piece: &Piece, issue: &LabelledIssue, stance: Stance, condition: Option<Condition>) -> Example {
    Example {
        actor: piece.actor.name.clone(),
        issue: issue.issue.clone(),
        before: piece.before.to_owned(),
        text: piece.text.to_owned(),
        after: String::new(),
        mention: piece.mention,
        stance,
        condition,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "x", "text": "Ann Berg rejected the toll. She opened a school. Bo Dahl said he would back the toll if trucks pay more.",
        "sentences": [[0, 27], [28, 48], [49, 104]], "issues": [{"id": "toll", "issue": "A bridge toll", "positions": [
        {"actor": "Ann Berg", "mention": {"start": 0, "end": 8, "text": "Ann Berg"}, "evidence": [0], "stance": "reject"},
        {"actor": "Bo Dahl", "mention": {"start": 49, "end": 56, "text": "Bo Dahl"}, "evidence": [2], "stance": "conditional_cooperation",
         "condition": {"start": 88, "end": 103, "text": "trucks pay more", "type": "precondition", "lean": "yes_if"}}]}]}"#;

    #[test]
    fn a_piece_gets_the_label_of_the_evidence_it_shows() {
        let row: Row = serde_json::from_str(LINE).expect("a row");
        let asked = at_work(&[row]);
        let of = |actor: &str| asked.iter().filter(|e| e.actor == actor).collect::<Vec<_>>();
        assert!(of("Ann Berg").iter().any(|e| e.text.contains("rejected") && e.stance == Stance::Reject));
        // What she does elsewhere is left open: it may say her position again.
        assert!(of("Ann Berg").iter().all(|e| !e.text.contains("school")), "{asked:#?}");
        let bo = of("Bo Dahl");
        assert!(!bo.is_empty() && bo.iter().all(|e| e.stance == Stance::ConditionalCooperation));
        let span = bo[0].condition.expect("a condition").span.expect("it is shown");
        assert_eq!(span.get(&bo[0].text), Some("trucks pay more"));
    }

    #[test]
    fn an_actor_whom_the_coders_did_not_note_takes_no_position() {
        let line = LINE.replace("\"Bo Dahl\", \"mention\"", "\"Cy Ek\", \"aliases\": [], \"mention\"");
        let row: Row = serde_json::from_str(&line).expect("a row");
        // Bo Dahl stands where somebody's position is in evidence, under a name that no coder used: left open.
        assert!(at_work(&[row]).iter().all(|e| e.actor != "Bo Dahl"));
    }
}
