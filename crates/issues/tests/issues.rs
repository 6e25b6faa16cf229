//! Drafts and findings on real text, with the real base encoder: `cargo xtask fetch-models` brings it.

use standpoint_article::Article;
use standpoint_issues::{
    Draft, DraftOptions, Finding, Kind, Level, Sample, check, check_usage, propose, to_toml,
};
use standpoint_models::{DEFAULT_MODEL, Manifest, Store};
use standpoint_stance::{
    Analysis, Codebook, Judgement, Numbers, Origin, Relevance, Scores, Stance, without_model,
};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static BASE: LazyLock<Relevance> = LazyLock::new(|| {
    let manifest = Manifest::shipped();
    let base = manifest.model(DEFAULT_MODEL).and_then(|m| manifest.base(&m.base)).expect("listed");
    let folder = Store::at_home().and_then(|s| s.ready(base)).expect("run `cargo xtask fetch-models` first");
    Relevance::open(&folder, Numbers::F32).expect("whole")
});

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/sample")
}

/// The plain-text articles of the sample.
fn articles() -> Vec<Analysis> {
    let folder = std::fs::read_dir(sample().join("articles")).expect("there");
    let mut paths: Vec<PathBuf> = folder.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let read = |p: &PathBuf| {
        let id = p.file_stem().expect("named").to_string_lossy().into_owned();
        Article::from_text(id, std::fs::read_to_string(p).expect("UTF-8"))
    };
    paths.iter().map(read).map(|a| without_model(a, &[])).collect()
}

fn drafts<'a>(analyses: impl Iterator<Item = &'a Analysis>) -> Vec<Draft> {
    let mut all = Sample::new(6000);
    analyses.for_each(|a| all.add(a));
    propose(&all.into_said(), &|texts| BASE.embed(texts), DraftOptions::default()).expect("embedded")
}

#[test]
fn a_corpus_is_drafted_into_a_codebook_that_the_program_reads() {
    let analyses = articles();
    let drafts = drafts(analyses.iter());
    let toml = to_toml(&drafts);
    let book = Codebook::parse("drafts.toml", &toml).expect("a codebook");
    assert_eq!(book.issues, drafts.iter().map(|d| d.issue.clone()).collect::<Vec<_>>());
    // The story lines that more than one of these articles tells, by words that only one of them has.
    for story in ["troops", "charge", "mine"] {
        let found = drafts.iter().any(|d| {
            let words = format!("{} {}", d.issue.name, d.issue.keywords.join(" ")).to_lowercase();
            words.contains(story)
        });
        assert!(found, "nothing on {story}:\n{toml}");
    }
    for draft in &drafts {
        assert!(draft.statements >= 3 && draft.actors >= 2, "{draft:?}");
        assert!(!draft.examples.is_empty() && draft.examples.len() <= 3);
        for example in &draft.examples {
            let article = analyses.iter().find(|a| a.article.id == example.article).expect("of the corpus");
            let first = example.text.split(" … ").next().unwrap_or_default();
            let text = article.article.text.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(first), "`{first}` is not in {}", example.article);
        }
    }
}

#[test]
fn drafts_do_not_depend_on_the_order_of_articles() {
    let analyses = articles();
    assert_eq!(to_toml(&drafts(analyses.iter())), to_toml(&drafts(analyses.iter().rev())));
}

#[test]
fn hostile_words_stay_inside_comments_and_strings() {
    let text = "Ana \"x\" Ruiz rejected the harbour toll\u{202e} plan]].\n\nLee Chong demanded the harbour toll plan \\ \
                '''now'''. The Dock Union supports the harbour toll plan # today.\n\nAnn Poe opposes the harbour toll plan.";
    let hostile = without_model(Article::from_text("a\n[[actor]]\nname = \"b\"", text), &[]);
    let toml = to_toml(&drafts([hostile].iter()));
    let book = Codebook::parse("drafts.toml", &toml).expect("a codebook");
    assert!(book.actors.is_empty() && !toml.contains('\u{202e}'), "{toml}");
    assert!(book.issues[0].name.to_lowercase().contains("harbour toll"), "{toml}");
}

fn of(found: &[Finding], kind: Kind) -> Vec<Vec<String>> {
    found.iter().filter(|f| f.kind == kind).map(|f| f.about.clone()).collect()
}

#[test]
fn the_codebook_of_the_sample_has_no_flaw_of_wording() {
    let text = std::fs::read_to_string(sample().join("issues.toml")).expect("there");
    let book = Codebook::parse("issues.toml", &text).expect("valid");
    let found = check(&book, &|texts| BASE.embed(texts)).expect("embedded");
    let wording = [Kind::Topic, Kind::Question, Kind::Negated, Kind::Position, Kind::SharedAlias];
    let flawed: Vec<&Finding> = found.iter().filter(|f| wording.contains(&f.kind)).collect();
    assert!(flawed.is_empty(), "{flawed:#?}");
}

#[test]
fn what_is_wrong_is_found_and_placed() {
    let book = Codebook::parse(
        "c.toml",
        r#"
        [[issue]]
        id = "send"
        name = "Sending US troops into Mexico to fight drug cartels"
        keywords = ["troops", "the", "Troops"]
        [[issue]]
        id = "deploy"
        name = "Deploying American soldiers in Mexico against the drug cartels"
        keywords = ["troops"]
        [[issue]]
        id = "cranes"
        name = "Automated cranes at the port?"
        [[issue]]
        id = "toll"
        name = "A toll on the harbour bridge"
        [[actor]]
        name = "Ana Ruiz"
        aliases = ["the mayor", "Ruiz"]
        [[actor]]
        name = "Juan Ruiz"
        aliases = ["Ruiz"]
        "#,
    )
    .expect("valid");
    let found = check(&book, &|texts| BASE.embed(texts)).expect("embedded");
    assert_eq!(of(&found, Kind::Overlap), [["send", "deploy"]]);
    assert_eq!(of(&found, Kind::SharedKeyword), [["send", "deploy"]]);
    assert_eq!(of(&found, Kind::Keyword), [["send"], ["send"]]); // "the" tells nothing, "Troops" stands twice
    assert_eq!(of(&found, Kind::Question), [["cranes"]]);
    assert_eq!(of(&found, Kind::SharedAlias), [["Ana Ruiz", "Juan Ruiz"]]);
    assert_eq!(of(&found, Kind::VagueAlias), [["Ana Ruiz"]]);
    assert!(found.is_sorted_by_key(|f| f.level));
    assert!(!found.iter().any(|f| f.about.contains(&"toll".to_owned())), "{found:#?}");
}

/// An analysis that judges statement `s` of each issue as told.
fn judged(rows: &[(&str, &str, Stance)]) -> Analysis {
    let judgement = |(statement, issue, stance): &(&str, &str, Stance)| Judgement {
        statement: (*statement).into(),
        issue: (*issue).into(),
        stance: *stance,
        scores: Scores::default(),
        condition: None,
        origin: Origin::Automatic,
        reviewed_by: vec![],
    };
    Analysis {
        article: Article::from_text("a", ""),
        actors: Vec::new(),
        statements: Vec::new(),
        judgements: rows.iter().map(judgement).collect(),
        positions: Vec::new(),
        warnings: Vec::new(),
    }
}

#[test]
fn use_shows_what_words_do_not() {
    let book = Codebook::from_issues(["A toll", "A fee", "A mine", "A fleet"]);
    let analyses: Vec<Analysis> = (0..12)
        .map(|i| {
            let side = if i % 2 == 0 { Stance::Support } else { Stance::Reject };
            judged(&[
                ("s1", "a-toll", Stance::Support),
                ("s2", "a-mine", side),
                ("s2", "a-fee", if i < 4 { side } else { Stance::None }),
                ("s3", "a-mine", Stance::None),
                ("s3", "a-fleet", Stance::None),
                ("s4", "a-mine", Stance::Unclear),
            ])
        })
        .collect();
    let found = check_usage(&book, &analyses);
    assert_eq!(of(&found, Kind::Silent), [["a-fleet"]]);
    assert_eq!(of(&found, Kind::OneSided), [["a-toll"]]);
    assert_eq!(of(&found, Kind::SharedStatements), [["a-fee", "a-mine"]]);
    assert_eq!(of(&found, Kind::Unbalanced), [["a-mine"]]);
    assert_eq!(found[0].level, Level::Problem);
}
