//! Writes the corpus that `tests/fixtures` keeps of every released schema: `cargo run -p standpoint-store --example fixture -- FILE`.
//! Run it before the schema changes; what is kept there is never written again.

use standpoint_article::{Article, Span, Text};
use standpoint_stance::{
    Analysis, Codebook, Condition, ConditionType, Issue, Judgement, Lean, Origin, Position, Run, Scores,
    Stance,
};
use standpoint_statements::{Actor, ActorKind, KnownActor, Statement, StatementKind};
use standpoint_store::Store;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("expected the path of the file to write")?;
    let mut store = Store::open(std::path::PathBuf::from(&path))?;
    for (model, all) in [("first", false), ("second", true)] {
        let run = Run {
            version: "0.1.0".into(),
            model: model.into(),
            model_sha256: "ab".repeat(32),
            codebook_sha256: "c0".repeat(32),
        };
        let id = store.begin_run(&run, &codebook(), &serde_json::json!({ "all": all }))?;
        store.put_batch(id, &[analysis("bridge.txt"), analysis("bridge-again.txt")])?;
        // The first run has come to its end, the second was stopped.
        if !all {
            store.finish(id)?;
        }
    }
    Ok(())
}

fn codebook() -> Codebook {
    Codebook {
        issues: vec![Issue {
            id: "levy".into(),
            name: "A levy on plastic".into(),
            description: Some("Paid by makers.".into()),
            keywords: vec!["levy".into()],
        }],
        actors: vec![KnownActor {
            name: "Zoë Ito".into(),
            aliases: vec!["Ito".into()],
            kind: Some(ActorKind::Person),
            member_of: vec!["Green List".into()],
        }],
        sha256: "c0".repeat(32),
    }
}

/// Every optional thing, and letters of several bytes before and inside the spans.
fn analysis(id: &str) -> Analysis {
    let text = "„Ja“, said Zoë Ito, “if the fund is paid first.”\n\nThe council refused the levy.";
    let at = |needle: &str| {
        let start = text.find(needle).expect("the needle is in the text");
        Span::new(start, start + needle.len())
    };
    let scores = Scores::from_array([0.125, 0.0625, 0.75, 0.0625]);
    let condition = Some(Condition {
        span: at("if the fund is paid first"),
        kind: ConditionType::Precondition,
        lean: Lean::YesIf,
    });
    let actor = |id: &str, name: &str, kind| Actor {
        id: id.into(),
        name: name.into(),
        kind,
        aliases: vec![],
        mentions: vec![at(name)],
    };
    let statement = |id: &str, kind, actor: &str| Statement {
        id: id.into(),
        kind,
        source: None,
        cue: None,
        content: vec![],
        actor: Some(actor.into()),
        via: None,
    };
    let judgement = |statement: &str, stance, scores, condition| Judgement {
        statement: statement.into(),
        issue: "levy".into(),
        stance,
        scores,
        condition,
        origin: Origin::Automatic,
        reviewed_by: vec![],
    };
    let reject = Scores::from_array([0.0625, 0.875, 0.03125, 0.03125]);
    Analysis {
        article: Article {
            title: Some("Levy: yes, if".into()),
            published: Some("2026-03-01".into()),
            outlet: Some("Der Bote".into()),
            author: Some("A. Writer".into()),
            url: Some("https://example.org/levy".into()),
            text: Text::new(text),
            ..Article::from_text(id, "")
        },
        actors: vec![
            actor("a1", "Zoë Ito", ActorKind::Person),
            actor("a2", "The council", ActorKind::Organization),
        ],
        statements: vec![
            Statement {
                source: Some(at("Zoë Ito")),
                cue: Some(at("said")),
                content: vec![at("„Ja“"), at("“if the fund is paid first.”")],
                ..statement("s1", StatementKind::Direct, "a1")
            },
            Statement {
                source: Some(at("The council")),
                cue: Some(at("refused")),
                content: vec![at("refused the levy")],
                ..statement("s2", StatementKind::Reported, "a2")
            },
        ],
        judgements: vec![
            judgement("s1", Stance::ConditionalCooperation, scores, condition),
            judgement("s2", Stance::Reject, reject, None),
        ],
        positions: vec![
            Position {
                actor: "a1".into(),
                name: "Zoë Ito".into(),
                issue: "levy".into(),
                stance: Stance::ConditionalCooperation,
                confidence: 0.75,
                scores,
                condition,
                evidence: vec!["s1".into()],
                mixed: false,
            },
            Position {
                actor: "a2".into(),
                name: "The council".into(),
                issue: "levy".into(),
                stance: Stance::Reject,
                confidence: 0.875,
                scores: reject,
                condition: None,
                evidence: vec!["s2".into()],
                mixed: false,
            },
        ],
        warnings: vec!["one warning".into()],
    }
}
