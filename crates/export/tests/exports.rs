//! Exports are read back: in Rust always, with networkx, pyarrow, `DuckDB` and rdflib where Python has them (`requirements.txt`
//! beside this file; `cargo xtask test` installs them).

use rusqlite::Connection;
use standpoint_article::{Article, Span, Text};
use standpoint_export::{Caption, DnaCounts, csv_tables, dna, edges, gexf, graphml, json_ld, parquet_tables};
use standpoint_network::{Network, Normalization, Share, Tally};
use standpoint_stance::{
    Analysis, Codebook, Condition, ConditionType, Issue, Judgement, Lean, Origin, Run, Scores, Stance,
    positions,
};
use standpoint_statements::{Actor, ActorKind, KnownActor, Statement, StatementKind};
use standpoint_store::{RunId, StoreError, StoredRun};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// Letters of several bytes and units before the spans, and what XML, CSV and JSON have to escape.
const TEXT: &str =
    "😀 „Ja“, said Zoë Ito, “if the fund is paid first.”\n\nThe \"Lund & <Sons>\" group, refused the levy.";

fn at(needle: &str) -> Span {
    let start = TEXT.find(needle).unwrap();
    Span::new(start, start + needle.len())
}

fn stored() -> StoredRun {
    StoredRun {
        id: RunId(3),
        run: Run {
            version: "0.1.0".into(),
            model: "minilm".into(),
            model_sha256: "ab".repeat(32),
            codebook_sha256: "cd".repeat(32),
        },
        codebook: Codebook {
            issues: vec![Issue::new("A levy on plastic")],
            actors: vec![KnownActor {
                name: "Zoë Ito".into(),
                aliases: vec![],
                kind: Some(ActorKind::Person),
                member_of: vec!["Green List".into()],
            }],
            sha256: "cd".repeat(32),
        },
        options: serde_json::json!({}),
        started: "2026-03-02T08:00:00Z".into(),
        finished: None,
    }
}

fn analysis(id: &str, published: Option<&str>) -> Analysis {
    let actor = |id: &str, name: &str, kind| Actor {
        id: id.into(),
        name: name.into(),
        kind,
        aliases: vec![],
        mentions: vec![at(name)],
    };
    let actors = vec![
        actor("a1", "Zoë Ito", ActorKind::Person),
        actor("a2", "\"Lund & <Sons>\"", ActorKind::Organization),
    ];
    let statement = |id: &str, kind, content, actor: Option<&str>| Statement {
        id: id.into(),
        kind,
        source: None,
        cue: None,
        content,
        actor: actor.map(Into::into),
        via: None,
    };
    let statements = vec![
        statement(
            "s1",
            StatementKind::Direct,
            vec![at("„Ja“"), at("“if the fund is paid first.”")],
            Some("a1"),
        ),
        statement("s2", StatementKind::Reported, vec![at("refused the levy")], Some("a2")),
        statement("s3", StatementKind::Reported, vec![at("said")], None),
    ];
    let judgement = |statement: &str, stance, p: [f32; 4], condition, by: &[&str]| Judgement {
        statement: statement.into(),
        issue: "a-levy-on-plastic".into(),
        stance,
        scores: Scores::from_array(p),
        condition,
        origin: if by.is_empty() { Origin::Automatic } else { Origin::Reviewed },
        reviewed_by: by.iter().map(|name| (*name).to_owned()).collect(),
    };
    let condition = Some(Condition {
        span: at("if the fund is paid first"),
        kind: ConditionType::Precondition,
        lean: Lean::YesIf,
    });
    let judgements = vec![
        judgement("s1", Stance::ConditionalCooperation, [0.1, 0.05, 0.8, 0.05], condition, &[]),
        judgement("s2", Stance::Reject, [0.0, 0.876, 0.024, 0.1], None, &["ann", "bob"]),
        judgement("s3", Stance::None, [0.0, 0.0, 0.0, 1.0], None, &[]),
    ];
    let positions = positions(&actors, &statements, &judgements, &["a-levy-on-plastic"]);
    Analysis {
        article: Article {
            title: Some("Levy: <yes>, \"if\"".into()),
            published: published.map(Into::into),
            outlet: Some("Der Bote".into()),
            url: Some("https://example.org/levy".into()),
            text: Text::new(TEXT),
            ..Article::from_text(id, "")
        },
        actors,
        statements,
        judgements,
        positions,
        warnings: vec![],
    }
}

fn corpus() -> Vec<Result<Analysis, StoreError>> {
    vec![Ok(analysis("a b.txt", Some("2026-03-01"))), Ok(analysis("c.txt", None))]
}

fn tally() -> Tally {
    let analyses: Vec<Analysis> = corpus().into_iter().map(Result::unwrap).collect();
    let mut tally = Tally::of(analyses.iter().flat_map(|a| &a.positions));
    // A name that no XML can hold as it is.
    tally.add("bell\u{7}", "a-levy-on-plastic", Stance::Support);
    tally
}

fn caption() -> Caption {
    Caption {
        normalization: "no".into(),
        run: "run 3, standpoint 0.1.0".into(),
        view: "both".into(),
        date: "2026-03-02".into(),
    }
}

fn xml(write: impl Fn(&Network, &Caption, &mut Vec<u8>), network: &Network) -> String {
    let mut out = Vec::new();
    write(network, &caption(), &mut out);
    String::from_utf8(out).unwrap()
}

/// Runs a script of Python; `None`, with a word past the capture of test output, when Python lacks a module.
fn python(modules: &str, script: &str, arguments: &[&Path]) -> Option<String> {
    let name = std::env::var_os("STANDPOINT_PYTHON").unwrap_or_else(|| "python3".into());
    let there = Command::new(&name).args(["-c", &format!("import {modules}")]).output();
    if !there.is_ok_and(|out| out.status.success()) {
        let told = format!("SKIPPED: {} has no {modules}; see tests/requirements.txt\n", name.display());
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return None;
    }
    let out = Command::new(&name).arg("-c").arg(script).args(arguments).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8(out.stdout).unwrap())
}

#[test]
fn networks_are_well_formed_and_hold_every_node_and_edge() {
    let tally = tally();
    for network in [tally.conflict(Normalization::Average), tally.affiliation(Share::None)] {
        let graphml = xml(|n, c, out| graphml(n, c, out).unwrap(), &network);
        let gexf = xml(|n, c, out| gexf(n, c, out).unwrap(), &network);
        for document in [&graphml, &gexf] {
            let mut reader = quick_xml::Reader::from_str(document);
            reader.config_mut().check_end_names = true;
            let (mut nodes, mut edges, mut weights) = (0, 0, 0);
            loop {
                use quick_xml::events::Event;
                match reader.read_event().unwrap() {
                    Event::Start(e) | Event::Empty(e) => {
                        let attribute =
                            |name: &str| e.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name);
                        match e.name().as_ref() {
                            "node" => nodes += 1,
                            "edge" => {
                                edges += 1;
                                weights += usize::from(attribute("weight").is_some());
                            }
                            "data" => {
                                weights += usize::from(
                                    attribute("key").is_some_and(|a| a.value.as_ref() == "weight"),
                                );
                            }
                            _ => {}
                        }
                    }
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(
                (nodes, edges, weights),
                (network.nodes.len(), network.edges.len(), network.edges.len())
            );
            assert!(document.contains("Zoë Ito") && document.contains("bell\u{fffd}"));
        }
    }
}

#[test]
fn networkx_reads_the_same_networks() {
    let tally = tally();
    let folder = tempfile::tempdir().unwrap();
    let (g, x) = (folder.path().join("n.graphml"), folder.path().join("n.gexf"));
    for network in [
        tally.congruence(Normalization::Jaccard),
        tally.conflict(Normalization::None),
        tally.affiliation(Share::Activity),
    ] {
        std::fs::write(&g, xml(|n, c, out| graphml(n, c, out).unwrap(), &network)).unwrap();
        std::fs::write(&x, xml(|n, c, out| gexf(n, c, out).unwrap(), &network)).unwrap();
        let script = "
import sys, networkx
g = networkx.read_graphml(sys.argv[1])
x = networkx.read_gexf(sys.argv[2], version='1.3')
assert not g.is_directed() and not x.is_directed()
assert g.graph['normalization'] == 'no', g.graph
for graph, name in ((g, 'name'), (x, 'label')):
    for n, d in graph.nodes(data=True): print(n, d[name], d['kind'], d['positions'])
    for a, b, d in sorted(graph.edges(data=True), key=lambda e: sorted((int(e[0][1:]), int(e[1][1:])))):
        a, b = sorted((a, b), key=lambda n: int(n[1:]))
        print(a, b, repr(float(d['weight'])), d.get('reject'))
";
        let Some(out) = python("networkx", script, &[&g, &x]) else { return };
        let mut expected = Vec::new();
        for (at, node) in network.nodes.iter().enumerate() {
            let name = node.name.replace('\u{7}', "\u{fffd}");
            expected.push(format!("n{at} {name} {} {}", node.kind.as_str(), node.positions));
        }
        for e in &network.edges {
            let reject = e.counts.map_or("None".to_owned(), |c| c.reject.to_string());
            expected.push(format!("n{} n{} {:?} {reject}", e.from, e.to, e.weight));
        }
        let expected = [expected.clone(), expected].concat();
        assert_eq!(out.lines().collect::<Vec<_>>(), expected);
    }
}

type Names = &'static [&'static str];

/// The schema of GEXF 1.3 as far as our files go (gephi/gexf, specs/1.3: `gexf.xsd`, `data.xsd`, `dynamics.xsd`): which
/// elements an element may hold and in which order, and which attributes it has to have or may have.
const GEXF: &[(&str, Names, Names, Names)] = &[
    ("gexf", &["meta", "graph"], &["version", "xmlns"], &["variant"]),
    ("meta", &["creator", "keywords", "description"], &[], &["lastmodifieddate"]),
    ("creator", &[], &[], &[]),
    ("description", &[], &[], &[]),
    ("graph", &["attributes", "nodes", "edges"], &[], &["mode", "defaultedgetype", "idtype"]),
    ("attributes", &["attribute"], &["class"], &["mode"]),
    ("attribute", &["default", "options"], &["id", "title", "type"], &[]),
    ("nodes", &["node"], &[], &["count"]),
    ("node", &["attvalues", "spells"], &["id"], &["label", "pid"]),
    ("edges", &["edge"], &[], &["count"]),
    ("edge", &["attvalues", "spells"], &["source", "target"], &["id", "type", "kind", "label", "weight"]),
    ("attvalues", &["attvalue"], &[], &[]),
    ("attvalue", &[], &["for", "value"], &[]),
];

#[test]
fn gexf_keeps_to_the_schema_of_gephi() {
    use quick_xml::events::Event;
    use std::collections::{BTreeMap, BTreeSet};
    let tally = tally();
    for network in [tally.subtract(Normalization::None), tally.affiliation(Share::None)] {
        let document = xml(|n, c, out| gexf(n, c, out).unwrap(), &network);
        let mut reader = quick_xml::Reader::from_str(&document);
        // Open elements, each with the place of its last child among those it may hold.
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut declared = BTreeMap::new();
        let mut nodes = BTreeSet::new();
        loop {
            let (element, stays) = match reader.read_event().unwrap() {
                Event::Start(e) => (e, true),
                Event::Empty(e) => (e, false),
                Event::End(_) => {
                    open.pop();
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let name = element.name().as_ref().to_owned();
            let rule = GEXF.iter().find(|rule| rule.0 == name).unwrap_or_else(|| panic!("no <{name}>"));
            if let Some((parent, last)) = open.last_mut() {
                let holds = GEXF.iter().find(|rule| rule.0 == *parent).unwrap().1;
                let place = holds.iter().position(|child| *child == name);
                let place = place.unwrap_or_else(|| panic!("<{parent}> may not hold <{name}>"));
                assert!(place >= *last, "<{name}> of <{parent}> is late");
                *last = place;
            }
            let given: BTreeMap<String, String> = element
                .attributes()
                .map(Result::unwrap)
                .map(|a| (a.key.as_ref().to_owned(), a.value.as_ref().to_owned()))
                .collect();
            for must in rule.2 {
                assert!(given.contains_key(*must), "<{name}> lacks {must}");
            }
            for key in given.keys().map(String::as_str) {
                assert!(rule.2.contains(&key) || rule.3.contains(&key), "<{name} {key}>");
            }
            let of = |key: &str| given[key].as_str();
            match name.as_str() {
                "gexf" => assert_eq!((of("version"), of("xmlns")), ("1.3", "http://gexf.net/1.3")),
                "meta" => assert_eq!(of("lastmodifieddate"), "2026-03-02"),
                "graph" => assert_eq!((of("mode"), of("defaultedgetype")), ("static", "undirected")),
                "attributes" => assert!(["node", "edge"].contains(&of("class"))),
                "attribute" => {
                    assert!(["string", "integer"].contains(&of("type")));
                    declared.insert(given["id"].clone(), given["type"].clone());
                }
                "attvalue" => {
                    assert!(
                        declared[of("for")] == "string" || of("value").parse::<i64>().is_ok(),
                        "{given:?}"
                    );
                }
                "node" => assert!(nodes.insert(given["id"].clone()), "an id twice"),
                "edge" => {
                    assert!(nodes.contains(of("source")) && nodes.contains(of("target")));
                    assert!(of("weight").parse::<f64>().is_ok_and(f64::is_finite));
                }
                _ => {}
            }
            seen.insert(name.clone());
            if stays {
                open.push((name, 0));
            }
        }
        assert!(
            ["meta", "attribute", "node", "edge", "attvalue"].iter().all(|n| seen.contains(*n)),
            "{seen:?}"
        );
    }
}

#[test]
fn json_ld_is_read_as_triples_by_rdflib() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.jsonld");
    json_ld(&stored().run, "both", &stored().codebook, corpus(), std::fs::File::create(&path).unwrap())
        .unwrap();
    // The context of schema.org is on the network. Its vocabulary stands in for it: the same addresses of terms.
    let script = "
import sys, json, rdflib
document = json.load(open(sys.argv[1], encoding='utf-8'))
assert document['@context'][0] == 'https://schema.org'
document['@context'][0] = {'@vocab': 'https://schema.org/'}
data = rdflib.Dataset(default_union=True)
data.parse(data=json.dumps(document), format='json-ld', publicID='https://example.org/corpus')
names = 'PREFIX s: <https://schema.org/> PREFIX sp: <urn:standpoint:terms:> '
ask = lambda query: sorted(tuple(str(v) for v in row) for row in data.query(names + query))
print(ask('SELECT ?who ?stance ?condition ?issue WHERE { ?q a s:Quotation ; s:creator/s:name ?who ; sp:judgement ?j . '
          '?j sp:stance ?stance ; sp:condition ?condition ; s:about/s:name ?issue }'))
print(ask('SELECT (COUNT(?c) AS ?n) WHERE { ?c a s:Claim ; s:appearance/a s:NewsArticle }'))
print(ask('SELECT DISTINCT ?text ?by WHERE { ?q s:text ?text ; sp:judgement ?j . ?j sp:origin \"reviewed\" ; sp:reviewedBy ?by }'))
print(ask('SELECT ?m WHERE { ?d a s:Dataset ; sp:model ?m }'))
";
    let Some(out) = python("rdflib", script, &[&path]) else { return };
    let said = "('Zoë Ito', 'conditional_cooperation', 'if the fund is paid first', 'A levy on plastic')";
    let by = "[('refused the levy', 'ann'), ('refused the levy', 'bob')]";
    assert_eq!(out, format!("[{said}, {said}]\n[('4',)]\n{by}\n[('minilm',)]\n"));
}

#[test]
fn an_edge_list_has_a_row_an_edge() {
    let mut out = Vec::new();
    edges(&tally().affiliation(Share::None), &mut out).unwrap();
    let mut rows = csv::Reader::from_reader(out.as_slice());
    assert_eq!(
        rows.headers().unwrap(),
        vec!["source", "target", "weight", "support", "conditional_cooperation", "reject"]
    );
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0], vec!["\"Lund & <Sons>\"", "a-levy-on-plastic", "2", "0", "0", "2"]);
}

#[test]
fn json_ld_is_json_with_quotations_that_lead_to_their_articles() {
    let mut out = Vec::new();
    json_ld(&stored().run, "both", &stored().codebook, corpus(), &mut out).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(document["@context"][0], "https://schema.org");
    let graph = document["@graph"].as_array().unwrap();
    let of = |kind: &str| graph.iter().filter(|n| n["@type"] == kind).collect::<Vec<_>>();
    assert_eq!((of("NewsArticle").len(), of("Quotation").len(), of("Claim").len()), (2, 2, 4));
    let quotation = of("Quotation")[0];
    assert_eq!(quotation["text"], "„Ja“ … “if the fund is paid first.”");
    assert_eq!(quotation["creator"]["name"], "Zoë Ito");
    assert_eq!(quotation["isPartOf"]["@id"], "#article-a%20b.txt");
    assert_eq!(quotation["sp:judgement"][0]["sp:condition"], "if the fund is paid first");
    let ids: Vec<&str> = graph.iter().filter_map(|n| n["@id"].as_str()).collect();
    assert!(ids.contains(&quotation["sp:judgement"][0]["about"]["@id"].as_str().unwrap()));
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

/// Text, start, stop, person, organization, concept, agreement, confidence, condition.
type Row = (String, i64, i64, String, String, String, bool, i64, String);

#[test]
fn dna_gets_a_database_whose_rows_fit_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.dna");
    let counts = dna(&path, &stored().codebook, corpus()).unwrap();
    assert_eq!(counts, DnaCounts { documents: 2, statements: 4, undated: 1 });
    let conn = Connection::open(&path).unwrap();
    let one = |sql: &str| -> String { conn.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(one("PRAGMA integrity_check"), "ok");
    assert!(conn.query_row("SELECT 1 FROM pragma_foreign_key_check", [], |_| Ok(())).is_err());
    // What DNA shows of a statement: the text between its offsets, counted in UTF-16 units.
    let rows: Vec<Row> = conn
        .prepare(
            "SELECT d.Text, s.Start, s.Stop, p.Value, o.Value, c.Value, a.Value, k.Value, l.Value
             FROM STATEMENTS AS s JOIN DOCUMENTS AS d ON d.ID = s.DocumentId
             JOIN DATASHORTTEXT AS dp ON dp.StatementId = s.ID AND dp.VariableId = 1 JOIN ENTITIES AS p ON p.ID = dp.Entity
             JOIN DATASHORTTEXT AS dg ON dg.StatementId = s.ID AND dg.VariableId = 2 JOIN ENTITIES AS o ON o.ID = dg.Entity
             JOIN DATASHORTTEXT AS dc ON dc.StatementId = s.ID AND dc.VariableId = 3 JOIN ENTITIES AS c ON c.ID = dc.Entity
             JOIN DATABOOLEAN AS a ON a.StatementId = s.ID JOIN DATAINTEGER AS k ON k.StatementId = s.ID
             JOIN DATALONGTEXT AS l ON l.StatementId = s.ID ORDER BY s.ID",
        )
        .unwrap()
        .query_map([], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?, r.get(8)?))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let shown = |text: &str, start: i64, stop: i64| {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[start as usize..stop as usize]).unwrap()
    };
    let (text, start, stop, person, organization, concept, agreement, confidence, condition) = &rows[0];
    assert_eq!(shown(text, *start, *stop), "„Ja“, said Zoë Ito, “if the fund is paid first.”");
    assert_eq!((person.as_str(), organization.as_str()), ("Zoë Ito", "Green List"));
    assert_eq!((concept.as_str(), *agreement, *confidence), ("A levy on plastic", true, 80));
    assert_eq!(condition, "if the fund is paid first");
    let second = &rows[1];
    assert_eq!(shown(&second.0, second.1, second.2), "refused the levy");
    assert_eq!((second.3.as_str(), second.4.as_str(), second.6), ("", "\"Lund & <Sons>\"", false));
    assert_eq!(one("SELECT Date || '' FROM DOCUMENTS WHERE ID = 1").parse(), Ok(1_772_323_200));
    // An empty entity for each variable of short text, and every attribute of every entity.
    assert_eq!(one("SELECT count(*) || '' FROM ENTITIES WHERE Value = ''"), "8");
    assert_eq!(
        one("SELECT ((SELECT count(*) FROM ATTRIBUTEVALUES) = 3 * count(*)) || '' FROM ENTITIES"),
        "1"
    );
    assert_eq!(one("SELECT Value FROM SETTINGS WHERE Property = 'version'"), "3.0.7");
}

#[test]
fn another_program_reads_the_database_of_dna_with_its_offsets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.dna");
    dna(&path, &stored().codebook, corpus()).unwrap();
    // As DNA does it: a statement is the text between Start and Stop, in the units of Java's strings.
    let script = "
import sys, sqlite3
db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
assert db.execute('PRAGMA integrity_check').fetchone() == ('ok',)
assert db.execute('PRAGMA foreign_key_check').fetchall() == []
said = db.execute('''
    SELECT d.Text, s.Start, s.Stop, e.Value, p.Value, r.Value FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
    JOIN VARIABLES v ON v.StatementTypeId = s.StatementTypeId AND v.Variable = 'stance'
    JOIN DATASHORTTEXT t ON t.StatementId = s.ID AND t.VariableId = v.ID JOIN ENTITIES e ON e.ID = t.Entity
    JOIN VARIABLES w ON w.StatementTypeId = s.StatementTypeId AND w.Variable = 'person'
    JOIN DATASHORTTEXT u ON u.StatementId = s.ID AND u.VariableId = w.ID JOIN ENTITIES p ON p.ID = u.Entity
    JOIN VARIABLES x ON x.StatementTypeId = s.StatementTypeId AND x.Variable = 'reviewed by'
    JOIN DATASHORTTEXT y ON y.StatementId = s.ID AND y.VariableId = x.ID JOIN ENTITIES r ON r.ID = y.Entity
    ORDER BY s.ID''')
for text, start, stop, stance, person, by in said:
    print(stance, person, by, text.encode('utf-16-le')[2 * start:2 * stop].decode('utf-16-le'), sep=' | ')
";
    let Some(out) = python("sqlite3", script, &[&path]) else { return };
    let expected = [
        "conditional_cooperation | Zoë Ito |  | „Ja“, said Zoë Ito, “if the fund is paid first.”",
        "reject |  | ann; bob | refused the levy",
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), [expected, expected].concat());
}

#[test]
fn the_password_of_the_administrator_is_what_the_documents_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.dna");
    dna(&path, &stored().codebook, []).unwrap();
    let script = "
import sys, sqlite3, base64, hashlib
stored = base64.b64decode(sqlite3.connect(sys.argv[1]).execute('SELECT Password FROM CODERS').fetchone()[0])
digest = hashlib.sha256(stored[:16] + b'standpoint').digest()
for _ in range(99999): digest = hashlib.sha256(digest).digest()
print(digest == stored[16:])
";
    if let Some(out) = python("sqlite3", script, &[&path]) {
        assert_eq!(out.trim(), "True");
    }
}

#[test]
fn csv_tables_have_a_dictionary_that_names_every_column() {
    let folder = tempfile::tempdir().unwrap();
    csv_tables(folder.path(), &stored(), "both", corpus()).unwrap();
    let read = |name: &str| {
        let mut csv = csv::Reader::from_path(folder.path().join(format!("{name}.csv"))).unwrap();
        let header: Vec<String> = csv.headers().unwrap().iter().map(Into::into).collect();
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        (header, rows)
    };
    let (_, dictionary) = read("dictionary");
    let mut columns = 0;
    for (name, rows) in [("runs", 1), ("articles", 2), ("statements", 6), ("judgements", 6), ("positions", 4)]
    {
        let (header, found) = read(name);
        assert_eq!(found.len(), rows, "{name}");
        let told: Vec<&str> = dictionary.iter().filter(|r| &r[0] == name).map(|r| &r[1]).collect();
        assert_eq!(told, header, "{name}");
        columns += header.len();
    }
    assert_eq!(dictionary.len(), columns);
    let (header, rows) = read("statements");
    let of = |row: usize, column: &str| &rows[row][header.iter().position(|c| c == column).unwrap()];
    let (start, end) = (of(1, "start").parse::<usize>().unwrap(), of(1, "end").parse::<usize>().unwrap());
    assert_eq!(&TEXT[start..end], of(1, "text"));
    assert_eq!(read("articles").1[0][15].len(), TEXT.len());
}

#[test]
fn parquet_tables_are_read_by_pyarrow_and_duckdb() {
    let folder = tempfile::tempdir().unwrap();
    parquet_tables(folder.path(), &stored(), "both", corpus()).unwrap();
    let script = "
import sys, pyarrow.parquet, duckdb
for name in ('runs', 'articles', 'statements', 'judgements', 'positions'):
    path = sys.argv[1] + '/' + name + '.parquet'
    table = pyarrow.parquet.read_table(path)
    rows = duckdb.sql('SELECT count(*) FROM read_parquet($p)', params={'p': path}).fetchall()[0][0]
    print(name, table.num_rows, table.num_columns, rows)
s = pyarrow.parquet.read_table(sys.argv[1] + '/statements.parquet').to_pylist()
a = {r['id']: r['text'].encode() for r in pyarrow.parquet.read_table(sys.argv[1] + '/articles.parquet').to_pylist()}
print(a[s[1]['article']][s[1]['start']:s[1]['end']].decode() == s[1]['text'], s[2]['actor'])
p = sys.argv[1] + '/positions.parquet'
print(duckdb.sql('SELECT stance, count(*), round(avg(confidence), 3), bool_or(mixed) FROM read_parquet($p) GROUP BY stance ORDER BY stance', params={'p': p}).fetchall())
print(duckdb.sql('SELECT stance, origin, reviewed_by, count(*) FROM read_parquet($p) GROUP BY ALL ORDER BY stance', params={'p': p}).fetchall())
print(duckdb.sql('SELECT published FROM read_parquet($p) ORDER BY article', params={'p': p}).fetchall()[-1])
";
    let Some(out) = python("pyarrow.parquet, duckdb", script, &[folder.path()]) else { return };
    let expected = "runs 1 9 1\narticles 2 16 2\nstatements 6 13 6\njudgements 6 17 6\npositions 4 22 4\nTrue None\n\
        [('conditional_cooperation', 2, 0.8, False), ('reject', 2, 0.876, False)]\n\
        [('conditional_cooperation', 'automatic', None, 2), ('reject', 'reviewed', 'ann; bob', 2)]\n(None,)\n";
    assert_eq!(out, expected);
}

#[test]
fn exported_articles_are_ingested_again() {
    use standpoint_ingest::{Event, Ingest};
    let folder = tempfile::tempdir().unwrap();
    parquet_tables(folder.path(), &stored(), "both", corpus()).unwrap();
    let bytes = std::fs::read(folder.path().join("articles.parquet")).unwrap();
    let events = Ingest::default().read_bytes("articles.parquet", &bytes);
    assert!(!events.iter().any(|event| matches!(event, Event::Failed { .. })), "{events:?}");
    let articles: Vec<&Article> = events
        .iter()
        .filter_map(|event| if let Event::Article(a) = event { Some(&**a) } else { None })
        .collect();
    assert_eq!(articles.len(), 2);
    for (article, expected) in articles.iter().zip(corpus()) {
        let expected = expected.unwrap().article;
        assert_eq!((&article.id, &article.title), (&expected.id, &expected.title));
        assert_eq!((&article.published, &article.outlet), (&expected.published, &expected.outlet));
        assert_eq!((&article.url, article.text.as_str()), (&expected.url, TEXT));
    }
}
