//! An invented corpus: a harbour town, six actors, four issues, six articles (one of them a copy), and a title and a
//! text that mean no good.

use standpoint_article::{Article, Kind, Marked, Span, Text, Update};
use standpoint_report::{Confusion, Report, ReportOptions};
use standpoint_stance::{
    Analysis, Codebook, Condition, ConditionType, Issue, Judgement, Lean, Origin, Position, Run, Scores,
    Stance,
};
use standpoint_statements::{Actor, ActorKind, Statement, StatementKind};

use ActorKind::{Country, Group, Organization, Person};
use ConditionType::{Compensation, Guarantee, Precondition, RedLine};
use Lean::{NoUnless, YesIf};
use Stance::{ConditionalCooperation as Conditional, None as Neither, Reject, Support, Unclear};
use StatementKind::{Direct, Indirect, Mixed, Reported};

const TUNNEL: &str = "tunnel";
const FERRIES: &str = "night-ferries";
const LEVY: &str = "plastic-levy";
const PATROLS: &str = "joint-patrols";

pub(crate) fn run() -> Run {
    Run {
        version: "0.1.0".into(),
        model: "standpoint-minilm-l6".into(),
        model_sha256: "5f1c0a".repeat(11)[..64].into(),
        codebook_sha256: codebook().sha256,
    }
}

pub(crate) fn codebook() -> Codebook {
    let issue = |id: &str, name: &str| Issue {
        id: id.into(),
        name: name.into(),
        description: None,
        keywords: Vec::new(),
    };
    Codebook {
        issues: vec![
            issue(TUNNEL, "Digging a road tunnel under Velden harbour"),
            issue(FERRIES, "Running the ferries through the night"),
            issue(LEVY, "A city levy on single-use plastic"),
            issue(PATROLS, "Joint coastguard patrols with Carrow"),
        ],
        actors: Vec::new(),
        sha256: "9b27d4".repeat(11)[..64].into(),
    }
}

pub(crate) fn report(all: bool) -> Report {
    Report::new(run(), codebook(), analyses(), options(all))
}

pub(crate) fn options(all: bool) -> ReportOptions {
    ReportOptions { all, confusion: Some(confusion()), ..ReportOptions::default() }
}

/// Errors like those that the shipped model makes.
fn confusion() -> Confusion {
    let counts = [[320, 40, 18, 99], [31, 107, 9, 61], [7, 1, 49, 21], [63, 25, 7, 398]];
    Confusion { counts, source: "1256 labelled statements (dev part)".into() }
}

pub(crate) fn analyses() -> Vec<Analysis> {
    let mut third = third();
    // As if it repeated another, with its last paragraph new, under a heading.
    let paragraphs = third.article.text.paragraphs();
    third.article.marked = vec![Marked { span: paragraphs[0], kind: Kind::Heading }];
    third.article.updates =
        Some(Update { of: "elsewhere".into(), new: vec![paragraphs[paragraphs.len() - 1]] });
    vec![first(), second(), third, fourth(), fifth(), copy()]
}

fn first() -> Analysis {
    let mut b = Builder::new(
        "courier-01",
        "The Velden Courier",
        "2026-03-02",
        "Mayor presses for tunnel as dockers dig in",
        "VELDEN — The long argument over how to cross the harbour returned to city hall on Monday, and it was as loud as \
         ever.\n\n\
         “This town has queued for the bridge for forty years, and it is time to dig,” Mayor Ines Okoro told the \
         council. She asked members to sign the first contract before the summer.\n\n\
         The Velden Dockers’ Union rejected the plan outright. “Not one metre of tunnel will be dug under our berths,” \
         its chair, Piet Haan, said outside the chamber.\n\n\
         Traders on the quay were less sure. The Velden Traders’ Association said it could live with the tunnel if \
         every shop on the quay is paid for the years of building work.\n\n\
         Environment Minister Tomas Reyl, who was in town to open a fish market, said the ministry was still studying \
         the drawings.",
    );
    b.actor("Ines Okoro", Person, &["Mayor Ines Okoro"]);
    b.actor("Velden Dockers’ Union", Organization, &["the union"]);
    b.actor("Piet Haan", Person, &[]);
    b.actor("Velden Traders’ Association", Organization, &[]);
    b.actor("Tomas Reyl", Person, &["Reyl"]);
    let s = b.says(
        "Ines Okoro",
        Direct,
        ("Mayor Ines Okoro", "told the council"),
        &["“This town has queued for the bridge for forty years, and it is time to dig,”"],
    );
    b.judge(s, TUNNEL, Support, 0.97, None);
    let s = b.says(
        "Ines Okoro",
        Reported,
        ("She", "asked members"),
        &["to sign the first contract before the summer"],
    );
    b.judge(s, TUNNEL, Support, 0.91, None);
    let s = b.says(
        "Velden Dockers’ Union",
        Reported,
        ("The Velden Dockers’ Union", "rejected"),
        &["the plan outright"],
    );
    b.judge(s, TUNNEL, Reject, 0.94, None);
    let s = b.says(
        "Velden Dockers’ Union",
        Direct,
        ("its chair, Piet Haan", "said"),
        &["“Not one metre of tunnel will be dug under our berths,”"],
    );
    b.via(s, "Piet Haan");
    b.judge(s, TUNNEL, Reject, 0.98, None);
    let s = b.says(
        "Velden Traders’ Association",
        Indirect,
        ("The Velden Traders’ Association", "said"),
        &["it could live with the tunnel if every shop on the quay is paid for the years of building work"],
    );
    let c = ("if every shop on the quay is paid for the years of building work", Compensation, YesIf);
    b.judge(s, TUNNEL, Conditional, 0.93, Some(c));
    let s = b.says(
        "Tomas Reyl",
        Indirect,
        ("Environment Minister Tomas Reyl", "said"),
        &["the ministry was still studying the drawings"],
    );
    b.judge(s, TUNNEL, Neither, 0.88, None);
    b.build()
}

fn second() -> Analysis {
    let mut b = Builder::new(
        "radio-17",
        "Radio Coast",
        "2026-03-05",
        "Night boats: residents and dockers on the same side, for once",
        "The ferries across the sound should run all night from June, the harbour authority proposed on Thursday.\n\n\
         “Nurses, bakers and porters need a way home at three in the morning,” the Velden Harbour Authority said in a \
         statement. It has set aside money for two extra crews.\n\n\
         Some residents of the quay want none of it. “We moved here for the quiet, and we will fight this in court,” \
         one of them said.\n\n\
         The Velden Dockers’ Union will not crew the boats “until there are two more hands on every night shift”, its \
         chair, Piet Haan, told Radio Coast. \
         Mayor Ines Okoro welcomed the proposal.",
    );
    b.actor("Velden Harbour Authority", Organization, &["the harbour authority"]);
    b.actor("some residents of the quay", Group, &[]);
    b.actor("Velden Dockers’ Union", Organization, &[]);
    b.actor("Piet Haan", Person, &[]);
    b.actor("Ines Okoro", Person, &[]);
    let s = b.says(
        "Velden Harbour Authority",
        Reported,
        ("the harbour authority", "proposed"),
        &["The ferries across the sound should run all night from June"],
    );
    b.judge(s, FERRIES, Support, 0.95, None);
    let s = b.says(
        "Velden Harbour Authority",
        Direct,
        ("the Velden Harbour Authority", "said in a statement"),
        &["“Nurses, bakers and porters need a way home at three in the morning,”"],
    );
    b.judge(s, FERRIES, Support, 0.86, None);
    let s = b.says(
        "some residents of the quay",
        Direct,
        ("one of them", "said"),
        &["“We moved here for the quiet, and we will fight this in court,”"],
    );
    b.judge(s, FERRIES, Reject, 0.9, None);
    let s = b.says(
        "Velden Dockers’ Union",
        Mixed,
        ("its chair, Piet Haan,", "told Radio Coast"),
        &["will not crew the boats “until there are two more hands on every night shift”"],
    );
    b.via(s, "Piet Haan");
    let c = ("until there are two more hands on every night shift", Precondition, NoUnless);
    b.judge(s, FERRIES, Conditional, 0.89, Some(c));
    let s = b.says("Ines Okoro", Reported, ("Mayor Ines Okoro", "welcomed"), &["the proposal"]);
    b.judge(s, FERRIES, Support, 0.54, None);
    b.build()
}

fn third() -> Analysis {
    let mut b = Builder::new(
        "tribune-88",
        "The Carrow Tribune",
        "2026-03-07T06:30:00Z",
        "Carrow offers its cutters, Velden wants its own flag on them",
        "Carrow has offered to send four coastguard cutters into the sound to help Velden against smugglers.\n\n\
         “The sea knows no border, and neither do the smugglers,” Carrow’s government said, proposing joint patrols \
         from May.\n\n\
         Environment Minister Tomas Reyl said Velden was ready to work together at sea, “but in our waters a Velden \
         officer gives the orders, or nobody does”.\n\n\
         The Velden Harbour Authority said the patrols would be dangerous without a shared radio channel.\n\n\
         Mayor Ines Okoro called the offer “generous”, and in the next breath said the town would not have foreign \
         uniforms on its quays.",
    );
    b.actor("Carrow", Country, &["Carrow’s government"]);
    b.actor("Tomas Reyl", Person, &["Reyl"]);
    b.actor("Velden Harbour Authority", Organization, &[]);
    b.actor("Ines Okoro", Person, &[]);
    let s = b.says(
        "Carrow",
        Reported,
        ("Carrow", "has offered"),
        &["to send four coastguard cutters into the sound to help Velden against smugglers"],
    );
    b.judge(s, PATROLS, Support, 0.92, None);
    let s = b.says(
        "Carrow",
        Direct,
        ("Carrow’s government", "said"),
        &["“The sea knows no border, and neither do the smugglers,”", "proposing joint patrols from May"],
    );
    b.judge(s, PATROLS, Support, 0.96, None);
    let s = b.says(
        "Tomas Reyl",
        Mixed,
        ("Environment Minister Tomas Reyl", "said"),
        &["Velden was ready to work together at sea, “but in our waters a Velden officer gives the orders, or nobody does”"],
    );
    let c = ("in our waters a Velden officer gives the orders", RedLine, YesIf);
    b.judge(s, PATROLS, Conditional, 0.95, Some(c));
    let s = b.says(
        "Velden Harbour Authority",
        Indirect,
        ("The Velden Harbour Authority", "said"),
        &["the patrols would be dangerous without a shared radio channel"],
    );
    let c = ("without a shared radio channel", Guarantee, NoUnless);
    b.judge(s, PATROLS, Conditional, 0.48, Some(c));
    let s = b.says("Ines Okoro", Mixed, ("Mayor Ines Okoro", "called"), &["the offer “generous”"]);
    b.judge(s, PATROLS, Support, 0.71, None);
    let s = b.says(
        "Ines Okoro",
        Indirect,
        ("Mayor Ines Okoro", "in the next breath said"),
        &["the town would not have foreign uniforms on its quays"],
    );
    b.judge(s, PATROLS, Reject, 0.77, None);
    b.build()
}

fn fourth() -> Analysis {
    let mut b = Builder::new(
        "courier-09",
        "The Velden Courier",
        "2026-03-11",
        "Plastic levy heads for a vote",
        "A levy of ten cents on every single-use cup goes to the council next week.\n\n\
         Environment Minister Tomas Reyl urged the town to adopt it. “Other ports have done it, and their beaches \
         thank them,” he said.\n\n\
         The Velden Traders’ Association opposes the levy. It called the idea “a tax on everyone who sells a coffee”.\n\n\
         Mayor Ines Okoro said she would sign it, provided the money goes to the beaches and nowhere else.\n\n\
         Some residents of the quay, who collect the cups each morning, demanded that the levy be doubled.",
    );
    b.actor("Tomas Reyl", Person, &["Reyl"]);
    b.actor("Velden Traders’ Association", Organization, &[]);
    b.actor("Ines Okoro", Person, &[]);
    b.actor("Some residents of the quay", Group, &[]);
    let s = b.says(
        "Tomas Reyl",
        Reported,
        ("Environment Minister Tomas Reyl", "urged"),
        &["the town to adopt it"],
    );
    b.judge(s, LEVY, Support, 0.96, None);
    let s = b.says(
        "Tomas Reyl",
        Direct,
        ("he", "said"),
        &["“Other ports have done it, and their beaches thank them,”"],
    );
    b.judge(s, LEVY, Support, 0.83, None);
    let s = b.says(
        "Velden Traders’ Association",
        Reported,
        ("The Velden Traders’ Association", "opposes"),
        &["the levy"],
    );
    b.judge(s, LEVY, Reject, 0.97, None);
    let s = b.says(
        "Velden Traders’ Association",
        Mixed,
        ("It", "called"),
        &["the idea “a tax on everyone who sells a coffee”"],
    );
    b.judge(s, LEVY, Reject, 0.81, None);
    let s = b.says(
        "Ines Okoro",
        Indirect,
        ("Mayor Ines Okoro", "said"),
        &["she would sign it, provided the money goes to the beaches and nowhere else"],
    );
    let c = ("provided the money goes to the beaches and nowhere else", Guarantee, YesIf);
    b.judge(s, LEVY, Conditional, 0.92, Some(c));
    let s = b.says(
        "Some residents of the quay",
        Reported,
        ("Some residents of the quay", "demanded"),
        &["that the levy be doubled"],
    );
    b.judge(s, LEVY, Support, 0.87, None);
    b.build()
}

/// The dockers have changed their mind, and the outside of the article is hostile.
fn fifth() -> Analysis {
    let mut b = Builder::new(
        "blog-\"><script>alert(1)</script>",
        "Harbour <b>Blog</b>",
        "2026-03-16",
        "Dockers <img src=x onerror=alert(1)> turn \u{202e}around",
        "After two weeks of talks the Velden Dockers’ Union no longer rules the tunnel out. “We will work on it if \
         every job at the berths is kept, in writing,” its chair, Piet Haan, said.\n\n\
         =SUM(A1) </p><script>document.title = 'owned'</script> is what one reader wrote below; the union did not \
         comment.\n\n\
         Environment Minister Tomas Reyl said a tunnel under a spawning ground “is not something I can put my name to”.",
    );
    b.actor("Velden Dockers’ Union", Organization, &[]);
    b.actor("Piet Haan", Person, &[]);
    b.actor("Tomas Reyl", Person, &[]);
    let s = b.says(
        "Velden Dockers’ Union",
        Reported,
        ("the Velden Dockers’ Union", "no longer rules"),
        &["the tunnel out"],
    );
    b.judge(s, TUNNEL, Unclear, 0.41, None);
    let s = b.says(
        "Velden Dockers’ Union",
        Direct,
        ("its chair, Piet Haan,", "said"),
        &["“We will work on it if every job at the berths is kept, in writing,”"],
    );
    b.via(s, "Piet Haan");
    let c = ("if every job at the berths is kept, in writing", Guarantee, YesIf);
    b.judge(s, TUNNEL, Conditional, 0.96, Some(c));
    let s = b.says(
        "Tomas Reyl",
        Mixed,
        ("Environment Minister Tomas Reyl", "said"),
        &["a tunnel under a spawning ground “is not something I can put my name to”"],
    );
    b.judge(s, TUNNEL, Reject, 0.66, None);
    b.warning("the byline could not be read");
    b.build()
}

/// The agency's copy of the fourth article, printed elsewhere.
fn copy() -> Analysis {
    let mut analysis = fourth();
    analysis.article.id = "echo-04".into();
    analysis.article.outlet = Some("Echo".into());
    analysis.article.published = Some("2026-03-12".into());
    analysis.article.duplicate_of = Some("courier-09".into());
    analysis
}

/// Puts an analysis together from words instead of offsets.
struct Builder {
    analysis: Analysis,
    /// Where the search for the next statement begins: statements are given in their order.
    cursor: usize,
}

impl Builder {
    fn new(id: &str, outlet: &str, published: &str, title: &str, text: &str) -> Self {
        let article = Article {
            input: format!("articles/{id}.txt"),
            title: Some(title.into()),
            published: Some(published.into()),
            outlet: Some(outlet.into()),
            author: Some("Staff".into()),
            url: Some(format!("https://example.org/{}", id.len())),
            text: Text::new(text),
            ..Article::from_text(id, "")
        };
        let analysis = Analysis {
            article,
            actors: Vec::new(),
            statements: Vec::new(),
            judgements: Vec::new(),
            positions: Vec::new(),
            warnings: Vec::new(),
        };
        Self { analysis, cursor: 0 }
    }

    fn actor(&mut self, name: &str, kind: ActorKind, aliases: &[&str]) {
        let id = format!("a{}", self.analysis.actors.len() + 1);
        let aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
        self.analysis.actors.push(Actor { id, name: name.into(), kind, aliases, mentions: Vec::new() });
    }

    fn id_of(&self, name: &str) -> String {
        self.analysis.actors.iter().find(|a| a.name == name).expect("a declared actor").id.clone()
    }

    /// The place of `words` that lies nearest to `to`.
    fn near(&self, words: &str, to: usize) -> Span {
        let text = self.analysis.article.text.as_str();
        let places = text.match_indices(words).map(|(at, _)| Span::new(at, at + words.len()));
        places
            .min_by_key(|s| s.start().abs_diff(to))
            .unwrap_or_else(|| panic!("`{words}` is not in the text"))
    }

    fn says(
        &mut self,
        actor: &str,
        kind: StatementKind,
        (source, cue): (&str, &str),
        content: &[&str],
    ) -> usize {
        let first = self.near(content[0], self.cursor);
        let content: Vec<Span> = content.iter().map(|words| self.near(words, first.start())).collect();
        // A cue stands beside the content: before it when there is one close by, else after it.
        let source = [self.near(source, first.start()), self.near(source, first.end())];
        let source = source.into_iter().find(|s| !s.overlaps(first)).expect("a source beside the content");
        let cue = self.near(cue, source.end() + 1);
        self.cursor = first.start();
        self.analysis.statements.push(Statement {
            id: format!("s{}", self.analysis.statements.len() + 1),
            kind,
            source: Some(source),
            cue: Some(cue),
            content,
            actor: Some(self.id_of(actor)),
            via: None,
        });
        self.analysis.statements.len() - 1
    }

    fn via(&mut self, statement: usize, spokesperson: &str) {
        self.analysis.statements[statement].via = Some(self.id_of(spokesperson));
    }

    fn judge(
        &mut self,
        statement: usize,
        issue: &str,
        stance: Stance,
        p: f32,
        condition: Option<(&str, ConditionType, Lean)>,
    ) {
        let s = &self.analysis.statements[statement];
        let condition = condition.map(|(words, kind, lean)| Condition {
            span: self.near(words, s.content[0].start()),
            kind,
            lean,
        });
        let rest = (1.0 - p) / 3.0;
        let scores = Scores::from_array(Stance::CLASSES.map(|c| if c == stance { p } else { rest }));
        self.analysis.judgements.push(Judgement {
            statement: s.id.clone(),
            issue: issue.into(),
            stance,
            scores,
            condition,
            origin: Origin::Automatic,
            reviewed_by: vec![],
        });
    }

    fn warning(&mut self, message: &str) {
        self.analysis.warnings.push(message.into());
    }

    /// Positions by a stand-in for the codebook's rule: the most probable position of each actor on each issue, mixed
    /// where another disagrees.
    fn build(self) -> Analysis {
        let mut analysis = self.analysis;
        let mut positions: Vec<Position> = Vec::new();
        for judgement in &analysis.judgements {
            let statement = analysis.statements.iter().find(|s| s.id == judgement.statement).unwrap();
            let actor = statement.actor.clone().unwrap();
            let found = positions.iter_mut().find(|p| p.actor == actor && p.issue == judgement.issue);
            let position = Position {
                name: analysis.actors.iter().find(|a| a.id == actor).unwrap().name.clone(),
                actor,
                issue: judgement.issue.clone(),
                stance: judgement.stance,
                confidence: judgement.scores.of(judgement.stance),
                scores: judgement.scores,
                condition: judgement.condition,
                evidence: vec![judgement.statement.clone()],
                mixed: false,
            };
            match found {
                None => positions.push(position),
                Some(found) if !judgement.stance.is_position() => found.evidence.extend(position.evidence),
                Some(found) => {
                    let mixed = found.stance.is_position() && found.stance != judgement.stance;
                    let mut evidence = position.evidence.clone();
                    if found.stance.is_position() {
                        evidence.extend(found.evidence.iter().cloned());
                    }
                    let stronger = position.confidence > found.confidence || !found.stance.is_position();
                    let winner = if stronger { position } else { found.clone() };
                    *found = Position { mixed, evidence, ..winner };
                }
            }
        }
        analysis.positions = positions;
        analysis
    }
}
