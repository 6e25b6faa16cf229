//! Table, CSV and Markdown.

use crate::corpus;
use standpoint_report::{
    Report, ReportOptions, Theme, document, html, markdown, table, vega_lite, write_csv,
};
use standpoint_stance::{Origin, Stance};

/// A report of one article: the one on the patrols, in which an actor contradicts itself.
fn patrols() -> Report {
    let analysis = corpus::analyses().swap_remove(2);
    Report::new(corpus::run(), corpus::codebook(), [analysis], ReportOptions::default())
}

fn csv(report: &Report) -> String {
    let mut out = Vec::new();
    write_csv(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_table_of_one_article() {
    insta::assert_snapshot!(table(&patrols(), 100), @r#"
    Who stands where
    1 article from 1 outlet, 7 March 2026: 4 positions of 4 actors on 1 issue.

    ┌──────────────────────────┬──────────────────────────────────────┐
    │                          ┆ Joint coastguard patrols with Carrow │
    ╞══════════════════════════╪══════════════════════════════════════╡
    │ Carrow                   ┆ supports 96% (2)                     │
    │ Ines Okoro               ┆ rejects 77% (2) ?                    │
    │ Tomas Reyl               ┆ conditional 95% (1)                  │
    │ Velden Harbour Authority ┆ conditional 48% (1) ?                │
    └──────────────────────────┴──────────────────────────────────────┘
    Most contested: Joint coastguard patrols with Carrow: 1 actor for it, 1 against.
    Most open: Joint coastguard patrols with Carrow: 2 of 4 actors would come along on conditions.
    Contradictions: 1 cell says both on Joint coastguard patrols with Carrow.
    Most heard: Carrow, with 2 statements on 1 issue.

    (n) statements   ? doubtful: below 60% or statements disagree   * changed

    Joint coastguard patrols with Carrow
      Carrow: supports 96% (2)  [The Carrow Tribune, 7 March 2026]
        “The sea knows no border, and neither do the smugglers,” Carrow’s government said, proposing jo…
      Ines Okoro: rejects 77% (2) ?  [The Carrow Tribune, 7 March 2026]
        Mayor Ines Okoro called the offer “generous”, and in the next breath said the town would not ha…
      Tomas Reyl: conditional 95% (1)  [The Carrow Tribune, 7 March 2026]
        Environment Minister Tomas Reyl said Velden was ready to work together at sea, “but in our wate…
        leans yes: in our waters a Velden officer gives the orders (red line)
      Velden Harbour Authority: conditional 48% (1) ?  [The Carrow Tribune, 7 March 2026]
        The Velden Harbour Authority said the patrols would be dangerous without a shared radio channel.
        leans no: without a shared radio channel (guarantee)
    "#);
}

#[test]
fn a_narrow_table_comes_in_parts_and_no_line_is_too_long() {
    for width in [80, 100, 140] {
        let text = table(&corpus::report(false), width);
        let longest = text.lines().skip(2).map(|l| l.chars().count()).max().unwrap();
        assert!(longest <= width, "{longest} > {width}");
        assert_eq!(text.matches("\n│ Ines Okoro").count(), if width == 80 { 2 } else { 1 }, "{text}");
    }
}

#[test]
fn nothing_in_the_table_steers_the_terminal() {
    let mut analyses = corpus::analyses();
    analyses[0].article.outlet = Some("\u{1b}[2J\u{202e}Courier\u{7}".into());
    analyses[0].positions[0].name = "Ines\r\nOkoro\u{1b}]0;x\u{7}".into();
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
    let text = table(&report, 100);
    assert!(text.contains("[2JCourier"));
    assert!(!text.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']));
}

#[test]
fn the_rows_of_one_article() {
    insta::assert_snapshot!(csv(&patrols()).replace("\r\n", "\n"), @r#"
    article,title,published,outlet,url,input,duplicate_of,actor,actor_kind,issue,issue_name,stance,confidence,support,reject,conditional_cooperation,none,condition,condition_type,condition_lean,mixed,evidence,statements,program_version,model,model_sha256,codebook_sha256,cell_expected_right,cell_expected_right_low,cell_expected_right_high,carriers,origin,reviewed_by
    tribune-88,"Carrow offers its cutters, Velden wants its own flag on them",2026-03-07T06:30:00Z,The Carrow Tribune,https://example.org/10,articles/tribune-88.txt,,Carrow,country,joint-patrols,Joint coastguard patrols with Carrow,support,0.9600,0.9600,0.0133,0.0133,0.0133,,,,false,"“The sea knows no border, and neither do the smugglers,” Carrow’s government said, proposing joint patrols from May.
    Carrow has offered to send four coastguard cutters into the sound to help Velden against smugglers.",s2 s1,0.1.0,standpoint-minilm-l6,5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c,9b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27,,,,0,automatic,
    tribune-88,"Carrow offers its cutters, Velden wants its own flag on them",2026-03-07T06:30:00Z,The Carrow Tribune,https://example.org/10,articles/tribune-88.txt,,Tomas Reyl,person,joint-patrols,Joint coastguard patrols with Carrow,conditional_cooperation,0.9500,0.0167,0.0167,0.9500,0.0167,in our waters a Velden officer gives the orders,red_line,yes_if,false,"Environment Minister Tomas Reyl said Velden was ready to work together at sea, “but in our waters a Velden officer gives the orders, or nobody does”.",s3,0.1.0,standpoint-minilm-l6,5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c,9b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27,,,,0,automatic,
    tribune-88,"Carrow offers its cutters, Velden wants its own flag on them",2026-03-07T06:30:00Z,The Carrow Tribune,https://example.org/10,articles/tribune-88.txt,,Velden Harbour Authority,organization,joint-patrols,Joint coastguard patrols with Carrow,conditional_cooperation,0.4800,0.1733,0.1733,0.4800,0.1733,without a shared radio channel,guarantee,no_unless,false,The Velden Harbour Authority said the patrols would be dangerous without a shared radio channel.,s4,0.1.0,standpoint-minilm-l6,5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c,9b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27,,,,0,automatic,
    tribune-88,"Carrow offers its cutters, Velden wants its own flag on them",2026-03-07T06:30:00Z,The Carrow Tribune,https://example.org/10,articles/tribune-88.txt,,Ines Okoro,person,joint-patrols,Joint coastguard patrols with Carrow,reject,0.7700,0.0767,0.7700,0.0767,0.0767,,,,true,"Mayor Ines Okoro called the offer “generous”, and in the next breath said the town would not have foreign uniforms on its quays.",s6 s5,0.1.0,standpoint-minilm-l6,5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c,9b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27,,,,0,automatic,
    "#);
}

#[test]
fn csv_is_read_back_cell_by_cell() {
    let report = corpus::report(false);
    let text = csv(&report);
    assert_eq!(text.matches("\r\n").count(), 22, "a header, 21 rows, and no other line ends of that kind");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 21);
    let dockers = rows
        .iter()
        .find(|r| &r[column("actor")] == "Velden Dockers’ Union" && &r[column("stance")] == "reject")
        .unwrap();
    assert_eq!(
        &dockers[column("evidence")],
        "“Not one metre of tunnel will be dug under our berths,” its chair, Piet Haan, said outside the chamber.\n\
         The Velden Dockers’ Union rejected the plan outright."
    );
    assert_eq!(&dockers[column("confidence")], "0.9800");
    assert_eq!(rows.iter().filter(|r| &r[column("duplicate_of")] == "courier-09").count(), 4);
    assert!(rows.iter().all(|r| (&r[column("carriers")] == "1") == (&r[column("article")] == "courier-09")));
    assert!(rows.iter().all(|r| r[column("model_sha256")].len() == 64), "no number without its run");
}

#[test]
fn a_formula_from_an_article_is_text() {
    let mut analysis = corpus::analyses().swap_remove(2);
    analysis.article.title = Some("=HYPERLINK(\"http://x\",\"y\")".into());
    let report = Report::new(corpus::run(), corpus::codebook(), [analysis], ReportOptions::default());
    assert!(csv(&report).contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""));
}

#[test]
fn no_position_leaves_a_header() {
    let report = Report::new(corpus::run(), corpus::codebook(), [], ReportOptions::default());
    assert_eq!(csv(&report).lines().count(), 1);
    assert!(table(&report, 80).contains("0 articles: no positions were found."));
    assert!(markdown(&report).contains("0 articles: no positions were found."));
}

#[test]
fn the_markdown_of_one_article() {
    insta::assert_snapshot!(markdown(&patrols()), @r#"
    # Who stands where

    1 article from 1 outlet, 7 March 2026: 4 positions of 4 actors on 1 issue.

    - *Most contested*: Joint coastguard patrols with Carrow: 1 actor for it, 1 against.
    - *Most open*: Joint coastguard patrols with Carrow: 2 of 4 actors would come along on conditions.
    - *Contradictions*: 1 cell says both on Joint coastguard patrols with Carrow.
    - *Most heard*: Carrow, with 2 statements on 1 issue.

    - **Joint coastguard patrols with Carrow**: supported by Carrow; conditional cooperation from Tomas Reyl and Velden Harbour Authority; rejected by Ines Okoro.

    ## Positions

    | | Joint coastguard patrols with Carrow |
    |---|---|
    | **Carrow** | ✓ supports, 96% (2) |
    | **Ines Okoro** | ✕ rejects, 77% (2), doubtful |
    | **Tomas Reyl** | ◐ conditional, 95% (1) |
    | **Velden Harbour Authority** | ◐ conditional, 48% (1), doubtful |

    (n): statements. Doubtful: below 60%, or statements disagree.

    ## Joint coastguard patrols with Carrow

    ### Carrow: ✓ supports, 96% (2)

    > “The sea knows no border, and neither do the smugglers,” Carrow’s government said, proposing joint patrols from May.
    >
    > 7 March 2026, The Carrow Tribune, Carrow offers its cutters, Velden wants its own flag on them

    > Carrow has offered to send four coastguard cutters into the sound to help Velden against smugglers.
    >
    > 7 March 2026, The Carrow Tribune, Carrow offers its cutters, Velden wants its own flag on them

    ### Ines Okoro: ✕ rejects, 77% (2), doubtful

    > Mayor Ines Okoro called the offer “generous”, and in the next breath said the town would not have foreign uniforms on its quays.
    >
    > 7 March 2026, The Carrow Tribune, Carrow offers its cutters, Velden wants its own flag on them

    ### Tomas Reyl: ◐ conditional, 95% (1)

    > Environment Minister Tomas Reyl said Velden was ready to work together at sea, “but in our waters a Velden officer gives the orders, or nobody does”.
    >
    > 7 March 2026, The Carrow Tribune, Carrow offers its cutters, Velden wants its own flag on them

    ### Velden Harbour Authority: ◐ conditional, 48% (1), doubtful

    > The Velden Harbour Authority said the patrols would be dangerous without a shared radio channel.
    >
    > 7 March 2026, The Carrow Tribune, Carrow offers its cutters, Velden wants its own flag on them

    ## Conditions

    | Issue | Demand | Actor | Lean | Condition | Type | Must act |
    |---|---|---|---|---|---|---|
    | Joint coastguard patrols with Carrow | 1 | Tomas Reyl | leans yes | in our waters a Velden officer gives the orders | red line |  |
    | Joint coastguard patrols with Carrow | 2 | Velden Harbour Authority | leans no | without a shared radio channel | guarantee |  |

    The same number within an issue: the same demand.

    ## Changes and contradictions

    | Issue | Actor | | One | Other |
    |---|---|---|---|---|
    | Joint coastguard patrols with Carrow | Ines Okoro | says both | rejects (7 March 2026) | rejects (7 March 2026) |

    ---

    standpoint 0.1.0, model standpoint-minilm-l6 (`5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c0a5f1c`), codebook `9b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27d49b27`
    "#);
}

#[test]
fn markdown_escapes_the_hostile_article() {
    let text = markdown(&corpus::report(false));
    assert!(text.contains("Dockers &lt;img src=x onerror=alert(1)&gt; turn around"));
    assert!(!text.contains("<script>") && !text.contains("<img") && !text.contains("<b>"));
    let columns: Vec<usize> = text
        .lines()
        .filter(|l| l.starts_with("| **") || l.starts_with("| |"))
        .map(|l| l.matches(" | ").count())
        .collect();
    assert!(columns.iter().all(|n| *n == columns[0]), "every row has every column: {columns:?}");
}

#[test]
fn a_crowd_is_counted_not_listed() {
    let with = |copies: usize| {
        let analyses = (0..copies).map(|n| {
            let mut analysis = corpus::analyses().swap_remove(0);
            analysis.article.id = format!("article-{n}");
            analysis.positions.truncate(1);
            analysis.positions[0].name = format!("Council member {n}");
            analysis
        });
        let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
        (markdown(&report), standpoint_report::html(&report, &standpoint_report::Theme::default()).unwrap())
    };
    let (text, page) = with(7);
    assert!(text.contains("Council member 5 and Council member 6."), "{text}");
    assert!(!page.contains("others</a>"));
    let (text, page) = with(8);
    assert!(text.contains("Council member 4, Council member 5 and 2 others."), "{text}");
    assert!(page.contains(" and <a href=\"#matrix\">2 others</a>."));
    assert_eq!(page.matches("<a class=\"cell").count(), 8, "the matrix has them all");
}

#[test]
fn copies_count_for_their_home_also_when_it_was_read_last() {
    let mut analyses = corpus::analyses();
    let mut another = analyses.iter().find(|a| a.article.id == "echo-04").unwrap().clone();
    another.article.id = "mail-05".into();
    another.article.duplicate_of = Some("echo-04".into());
    for analysis in &mut analyses {
        match analysis.article.id.as_str() {
            "echo-04" => analysis.article.duplicate_of = None,
            "courier-09" => analysis.article.copied_by = Some("echo-04".into()),
            _ => {}
        }
    }
    analyses.push(another);
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
    let at = |id: &str| report.analyses.iter().position(|a| a.article.id == id).unwrap();
    let home = at("courier-09");
    assert_eq!((report.homes[at("echo-04")], report.homes[at("mail-05")]), (Some(home), Some(home)));
    assert_eq!((report.carriers[home], report.carriers.iter().sum::<usize>(), report.copies), (2, 2, 2));
    let statements = |report: &Report| report.cells.iter().map(|c| c.statements).sum::<usize>();
    assert_eq!(statements(&report), statements(&corpus::report(false)), "nothing counts twice");
    assert!(html(&report, &Theme::default()).unwrap().contains("carried by 2 others"));
}

#[test]
fn articles_that_copy_one_another_in_a_circle_are_reported_all_the_same() {
    let mut analyses = corpus::analyses();
    for analysis in &mut analyses {
        if analysis.article.id == "courier-09" {
            analysis.article.duplicate_of = Some("echo-04".into());
        }
    }
    let report = Report::new(corpus::run(), corpus::codebook(), analyses, ReportOptions::default());
    assert_eq!(report.copies, 1);
    let mut cells = corpus::report(false).cells;
    for cell in &mut cells {
        cell.trust = None; // here no confusion of the classifier is known
    }
    assert_eq!(report.cells, cells);
}

#[test]
fn what_was_reviewed_says_so_in_every_format() {
    let mut analysis = corpus::analyses().swap_remove(2);
    for judgement in analysis.judgements.iter_mut().filter(|j| j.stance == Stance::Support) {
        judgement.origin = Origin::Reviewed;
        judgement.reviewed_by = vec!["ann".into(), "<b>".into()];
    }
    let report = Report::new(corpus::run(), corpus::codebook(), [analysis], ReportOptions::default());
    // One who contradicts herself was reviewed on one side.
    let told = "1 position is reviewed and 1 in part, by <b> and ann; all others are the program’s.";
    let text = table(&report, 100);
    assert!(
        text.contains(told) && text.contains("│ Carrow                   ┆ supports reviewed (2)"),
        "{text}"
    );
    assert!(text.contains("│ Ines Okoro               ┆ rejects 77%, partly reviewed (2) ?"), "{text}");
    assert!(text.contains("│ Tomas Reyl               ┆ conditional 95% (1)"), "{text}");
    let text = markdown(&report);
    assert!(text.contains("### Carrow: ✓ supports, reviewed (2)"), "{text}");
    let rows = csv(&report);
    assert!(rows.lines().next().unwrap().ends_with(",origin,reviewed_by"));
    assert!(rows.contains(",reviewed,<b>; ann\r\n") && rows.contains(",automatic,\r\n"), "{rows}");
    let page = html(&report, &Theme::default()).unwrap();
    assert!(page.contains("reviewed · 2 statements") && page.contains("95% sure · 1 statement"), "{page}");
    assert!(page.contains("&#60;b&#62; and ann") && !page.contains("<b>"), "{page}");
    let document: serde_json::Value = serde_json::from_str(&document(&report).unwrap()).unwrap();
    let cells = document["cells"].as_array().unwrap();
    let reviewed: Vec<_> = cells.iter().filter(|c| c["origin"] == "reviewed").collect();
    assert_eq!(reviewed.len(), 1);
    assert_eq!(reviewed[0]["records"][0]["evidence"][0]["reviewed_by"], serde_json::json!(["ann", "<b>"]));
    assert!(vega_lite(&report).contains("\"origin\": \"reviewed\""), "{}", vega_lite(&report));
}
