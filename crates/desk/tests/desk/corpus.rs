//! A small corpus on the disk: real statements, judgements by hand.

use standpoint_article::Article;
use standpoint_stance::{
    Analysis, Codebook, Condition, ConditionType, Judgement, Lean, Origin, Run, Scores, Stance, positions,
    without_model,
};
use standpoint_store::Store;
use std::path::PathBuf;

pub(crate) const TOLL: &str = "\
Mayor Ana Ruiz rejected the harbour toll on Tuesday, in the Café Rösti.\n\n\
\"We will back the toll if the ferries stay free,\" said Lee Chong, who heads the Dock Union.\n\n\
The Harbour Alliance supports the toll. Jo Park said that rain was likely.";

/// What no page may run, show as markup or be turned around by.
pub(crate) const HOSTILE: &str = "\
<script>window.pwned = 1</script> Eve Stone rejected the harbour toll <img src=x onerror=\"window.pwned = 2\">.\n\n\
\u{202e}Mal Ory\u{202c} demanded the toll \"</textarea><svg onload=window.pwned=3>\".";

pub(crate) struct Corpus {
    pub(crate) folder: tempfile::TempDir,
}

impl Corpus {
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("corpus.db")
    }
}

/// Two articles, one of them hostile, judged on two issues.
pub(crate) fn corpus() -> Corpus {
    let toll = Article {
        title: Some("A toll divides the harbour".into()),
        published: Some("2026-03-02T08:00:00Z".into()),
        outlet: Some("Harbour Post".into()),
        ..Article::from_text("toll.txt", TOLL)
    };
    let hostile = Article {
        title: Some(format!("<b onmouseover=window.pwned=4>{}</b>", "loud ".repeat(2000))),
        published: Some("2026-03-01".into()),
        outlet: Some("\"><script>window.pwned=5</script>".into()),
        url: Some("javascript:window.pwned=6".into()),
        ..Article::from_text("hostile/<i>&a=b#c.html", HOSTILE)
    };
    build([toll, hostile])
}

impl Corpus {
    /// A newer run over the same article, in which nobody says anything.
    pub(crate) fn analyse_again(&self) {
        let mut store = Store::open(self.path()).expect("opens");
        let newest = store.newest_run(None).expect("read").expect("a run");
        let run = Run { version: "0.2.0".into(), ..newest.run };
        let id = store.begin_run(&run, &newest.codebook, &serde_json::json!({})).expect("begun");
        let found = without_model(Article::from_text("toll.txt", "Nothing was said."), &[]);
        store.put(id, &found).expect("stored");
        store.finish(id).expect("finished");
    }
}

/// So many articles, in each of which the mayor rejects the toll.
pub(crate) fn many(articles: usize) -> Corpus {
    build((0..articles).map(|i| {
        Article::from_text(format!("a{i:03}.txt"), "Mayor Ana Ruiz rejected the harbour toll on Tuesday.")
    }))
}

/// One article in which the mayor rejects the toll so many times.
pub(crate) fn long(times: usize) -> Corpus {
    build([Article::from_text(
        "long.txt",
        "Mayor Ana Ruiz rejected the harbour toll on Tuesday.\n\n".repeat(times),
    )])
}

fn build(articles: impl IntoIterator<Item = Article>) -> Corpus {
    let folder = tempfile::tempdir().expect("a folder");
    let mut codebook = Codebook::from_issues(["A toll on the harbour bridge", "Free ferries"]);
    codebook.issues[0].id = "toll".into();
    codebook.issues[1].id = "ferries".into();
    let run = Run {
        version: "0.1.0".into(),
        model: "by-hand".into(),
        model_sha256: "ab".repeat(32),
        codebook_sha256: codebook.sha256.clone(),
    };
    let corpus = Corpus { folder };
    let mut store = Store::open(corpus.path()).expect("made");
    let id = store.begin_run(&run, &codebook, &serde_json::json!({})).expect("begun");
    for article in articles {
        store.put(id, &judged(article)).expect("stored");
    }
    store.finish(id).expect("finished");
    corpus
}

/// Statements as they are found; labels by their words.
fn judged(article: Article) -> Analysis {
    let mut analysis = without_model(article, &[]);
    let text = analysis.article.text.clone();
    for statement in &analysis.statements {
        let Some(extent) = statement.extent() else { continue };
        let words = text.slice(extent);
        let (stance, scores) = match words {
            w if w.contains("rejected") => (Stance::Reject, [0.05, 0.85, 0.05, 0.05]),
            w if w.contains(" if ") => (Stance::ConditionalCooperation, [0.3, 0.05, 0.55, 0.1]),
            w if w.contains("supports") || w.contains("demanded") => (Stance::Support, [0.7, 0.1, 0.1, 0.1]),
            w if w.contains("toll") => (Stance::Unclear, [0.4, 0.2, 0.1, 0.3]),
            _ => (Stance::None, [0.1, 0.05, 0.05, 0.8]),
        };
        let condition = words.find("if the ferries stay free").map(|at| Condition {
            span: standpoint_article::Span::new(extent.start() + at, extent.start() + at + 24),
            kind: ConditionType::Precondition,
            lean: Lean::YesIf,
        });
        analysis.judgements.push(Judgement {
            statement: statement.id.clone(),
            issue: "toll".into(),
            stance,
            scores: Scores::from_array(scores),
            condition: condition.filter(|_| stance == Stance::ConditionalCooperation),
            origin: Origin::Automatic,
            reviewed_by: vec![],
        });
    }
    analysis.positions =
        positions(&analysis.actors, &analysis.statements, &analysis.judgements, &["toll", "ferries"]);
    analysis
}
