//! How analyses become a matrix.

use crate::corpus;
use standpoint_report::{Cell, Report, ReportOptions};
use standpoint_stance::{Analysis, Stance};
use std::collections::BTreeMap;

fn cell<'a>(report: &'a Report, actor: &str, issue: &str) -> Option<&'a Cell> {
    let actor = report.actors.iter().position(|a| a.name == actor)?;
    let issue = report.issues.iter().position(|i| i.id == issue).expect("a column");
    report.cell(actor, issue)
}

fn of(analyses: Vec<Analysis>, all: bool) -> Report {
    Report::new(
        corpus::run(),
        corpus::codebook(),
        analyses,
        ReportOptions { all, ..ReportOptions::default() },
    )
}

#[test]
fn the_newest_position_speaks_and_the_older_one_shows_as_a_change() {
    let report = corpus::report(false);
    let dockers = cell(&report, "Velden Dockers’ Union", "tunnel").unwrap();
    assert_eq!(report.latest(dockers).stance, Stance::ConditionalCooperation);
    assert_eq!(report.position(dockers.changed_from.unwrap()).stance, Stance::Reject);
    assert_eq!(dockers.counts, BTreeMap::from([(Stance::Reject, 1), (Stance::ConditionalCooperation, 1)]));
    let dates: Vec<_> = dockers.records.iter().map(|r| report.article(*r).published.as_deref()).collect();
    assert_eq!(dates, [Some("2026-03-16"), Some("2026-03-02")]);

    let mayor = cell(&report, "Ines Okoro", "tunnel").unwrap();
    assert_eq!((mayor.changed_from, mayor.statements), (None, 2));
}

#[test]
fn names_that_differ_in_case_are_one_row_and_a_row_is_named_by_its_newest_article() {
    let report = corpus::report(false);
    let residents: Vec<&str> =
        report.actors.iter().map(|a| a.name.as_str()).filter(|n| n.contains("residents")).collect();
    assert_eq!(residents, ["Some residents of the quay"]);
    assert!(cell(&report, residents[0], "night-ferries").is_some());
    assert!(cell(&report, residents[0], "plastic-levy").is_some());
}

#[test]
fn an_apostrophe_makes_no_second_row() {
    let mut analyses = corpus::analyses();
    let newest = analyses.iter().map(|a| a.article.published.clone()).max().flatten();
    let mut straightened = 0;
    for position in analyses
        .iter_mut()
        .filter(|a| a.article.published < newest)
        .flat_map(|a| &mut a.positions)
        .filter(|p| p.name == "Velden Dockers’ Union")
    {
        position.name = position.name.replace('’', "'");
        straightened += 1;
    }
    assert!(straightened > 0, "some other article writes the name too");
    let report = of(analyses, false);
    assert_eq!(report.actors.iter().filter(|a| a.name.starts_with("Velden Dockers")).count(), 1);
    assert!(report.cell_of("velden dockers' union", "tunnel").is_some());
}

#[test]
fn a_silence_is_shown_only_when_asked_for_and_never_hides_a_position() {
    let mut analyses = corpus::analyses();
    for a in &mut analyses {
        a.positions.retain(|p| p.name != "Tomas Reyl" || p.stance == Stance::None || p.issue != "tunnel");
    }
    assert!(cell(&of(analyses.clone(), false), "Tomas Reyl", "tunnel").is_none());
    let all = of(analyses, true);
    assert_eq!(all.latest(cell(&all, "Tomas Reyl", "tunnel").unwrap()).stance, Stance::None);

    // In the whole corpus he says nothing on 2 March and no on 16 March; also with the dates the other way round.
    let mut turned = corpus::analyses();
    for analysis in &mut turned {
        if analysis.article.title.as_deref().is_some_and(|t| t.starts_with("Mayor presses")) {
            analysis.article.published = Some("2026-04-01".into());
        }
    }
    for analyses in [corpus::analyses(), turned] {
        let report = of(analyses, true);
        let reyl = cell(&report, "Tomas Reyl", "tunnel").unwrap();
        assert_eq!(report.latest(reyl).stance, Stance::Reject);
        assert_eq!(reyl.records.len(), 2);
        assert_eq!(reyl.changed_from, None, "a silence is no change of position");
    }
}

#[test]
fn a_copy_counts_for_nothing_unless_its_original_is_missing() {
    let report = corpus::report(false);
    assert_eq!((report.analyses.len(), report.copies), (6, 1));
    assert_eq!(cell(&report, "Tomas Reyl", "plastic-levy").unwrap().records.len(), 1);

    let mut analyses = corpus::analyses();
    analyses.retain(|a| a.article.id != "courier-09");
    let report = of(analyses, false);
    assert_eq!(report.copies, 0);
    assert_eq!(cell(&report, "Tomas Reyl", "plastic-levy").unwrap().records.len(), 1);
}

#[test]
fn undated_articles_are_the_oldest() {
    let mut analyses = corpus::analyses();
    for analysis in &mut analyses {
        if analysis.article.published.as_deref() == Some("2026-03-16") {
            analysis.article.published = None;
        }
    }
    let report = of(analyses, false);
    let dockers = cell(&report, "Velden Dockers’ Union", "tunnel").unwrap();
    assert_eq!(report.latest(dockers).stance, Stance::Reject);
}

#[test]
fn doubt_is_low_confidence_or_disagreement() {
    let report = corpus::report(false);
    let doubtful: Vec<(&str, &str)> = report
        .cells
        .iter()
        .filter(|c| report.is_doubtful(c))
        .map(|c| (report.actors[c.actor].name.as_str(), report.issues[c.issue].id.as_str()))
        .collect();
    assert_eq!(
        doubtful,
        [
            ("Ines Okoro", "night-ferries"),
            ("Ines Okoro", "joint-patrols"),
            ("Velden Harbour Authority", "joint-patrols"),
        ]
    );
}

#[test]
fn evidence_is_whole_sentences() {
    let report = corpus::report(false);
    let mayor = cell(&report, "Ines Okoro", "tunnel").unwrap();
    let sentences: Vec<&str> =
        report.evidence(mayor.records[0]).iter().map(|e| e.article.text.slice(e.sentences)).collect();
    assert_eq!(
        sentences,
        [
            "She asked members to sign the first contract before the summer.",
            "“This town has queued for the bridge for forty years, and it is time to dig,” Mayor Ines Okoro told the \
             council.",
        ]
    );
}

#[test]
fn an_issue_that_the_codebook_lost_still_has_its_column() {
    let mut codebook = corpus::codebook();
    codebook.issues.retain(|i| i.id != "tunnel");
    let report = Report::new(corpus::run(), codebook, corpus::analyses(), ReportOptions::default());
    assert_eq!(report.issues.last().unwrap().id, "tunnel");
    assert!(cell(&report, "Ines Okoro", "tunnel").is_some());
}

#[test]
fn a_stored_corpus_gives_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = standpoint_store::Store::open(folder.path().join("corpus.db")).unwrap();
    let id = store.begin_run(&corpus::run(), &corpus::codebook(), &serde_json::json!({})).unwrap();
    store.put_batch(id, &corpus::analyses()).unwrap();

    let stored = store.newest_run(None).unwrap().unwrap();
    let analyses: Vec<Analysis> = store.analyses(id).unwrap().collect::<Result<_, _>>().unwrap();
    let report = Report::new(stored.run, stored.codebook, analyses, corpus::options(false));
    let direct = corpus::report(false);
    assert_eq!(
        standpoint_report::html(&report, &standpoint_report::Theme::default()).unwrap(),
        standpoint_report::html(&direct, &standpoint_report::Theme::default()).unwrap()
    );
}
