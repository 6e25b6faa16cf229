//! A report of the size that has to open in under two seconds: 200 actors, 20 issues, 5,000 statements.

use standpoint_article::{Article, Span, Text};
use standpoint_report::{Report, ReportOptions};
use standpoint_stance::{
    Analysis, Codebook, Condition, ConditionType, Issue, Judgement, Lean, Origin, Position, Run, Scores,
    Stance,
};
use standpoint_statements::{Actor, ActorKind, Statement, StatementKind};

pub(crate) const ACTORS: usize = 200;
pub(crate) const ISSUES: usize = 20;
pub(crate) const STATEMENTS: usize = 5_000;
/// Statements of one article.
const EACH: usize = 5;

pub(crate) fn report(run: Run, options: ReportOptions) -> Report {
    let issues = (0..ISSUES).map(|i| Issue {
        id: format!("issue-{i}"),
        name: format!("Proposal number {i} on the harbour, its bridges and its ferries"),
        description: None,
        keywords: Vec::new(),
    });
    let codebook = Codebook { issues: issues.collect(), ..Codebook::default() };
    Report::new(run, codebook, (0..STATEMENTS / EACH).map(analysis), options)
}

/// Statement `n` is of actor `n % ACTORS` on an issue that moves on with every round, so that every cell is filled.
fn analysis(article: usize) -> Analysis {
    let outlets = ["The Velden Courier", "Radio Coast", "The Carrow Tribune", "Echo"];
    let mut text = String::from(
        "The council met again on the future of the harbour, and everyone had something to say.\n\n",
    );
    let mut made = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for i in 0..EACH {
        let n = article * EACH + i;
        let (actor, issue) = (n % ACTORS, (n / ACTORS + n) % ISSUES);
        let stance = Stance::CLASSES[(n * 7 + n / 13) % 3];
        let name = format!("Speaker {actor:03} of the Harbour League");
        let start = text.len();
        text.push_str(&name);
        let source = Span::new(start, text.len());
        text.push(' ');
        let cue = Span::new(text.len(), text.len() + 4);
        text.push_str("said ");
        let content = text.len();
        let plan = format!("that plan {issue} would be worth the trouble for everybody on the quay, ");
        text.push_str(&plan);
        let condition = Span::new(text.len(), text.len() + 45);
        text.push_str("if the town pays for the work in all of its parts");
        let content = Span::new(content, text.len());
        text.push_str(". Nobody else in the chamber, which was full to the last seat, had expected it.\n\n");
        let id = format!("s{i}");
        let condition = (stance == Stance::ConditionalCooperation).then_some(Condition {
            span: condition,
            kind: ConditionType::Compensation,
            lean: Lean::YesIf,
        });
        let scores = Scores::from_array(Stance::CLASSES.map(|c| if c == stance { 0.88 } else { 0.04 }));
        made.0.push(Actor {
            id: format!("a{i}"),
            name: name.clone(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            mentions: vec![source],
        });
        made.1.push(Statement {
            id: id.clone(),
            kind: StatementKind::Indirect,
            source: Some(source),
            cue: Some(cue),
            content: vec![content],
            actor: Some(format!("a{i}")),
            via: None,
        });
        made.2.push(Judgement {
            statement: id.clone(),
            issue: format!("issue-{issue}"),
            stance,
            scores,
            condition,
            origin: Origin::Automatic,
            reviewed_by: vec![],
        });
        made.3.push(Position {
            actor: format!("a{i}"),
            name,
            issue: format!("issue-{issue}"),
            stance,
            confidence: 0.88,
            scores,
            condition,
            evidence: vec![id],
            mixed: false,
        });
    }
    let article = Article {
        title: Some(format!("The harbour, day {article}")),
        published: Some(format!("2026-{:02}-{:02}", 1 + article / 84 % 12, 1 + article / 3 % 28)),
        outlet: Some(outlets[article % outlets.len()].into()),
        text: Text::new(text),
        ..Article::from_text(format!("article-{article}"), "")
    };
    let (actors, statements, judgements, positions) = made;
    Analysis { article, actors, statements, judgements, positions, warnings: Vec::new() }
}
