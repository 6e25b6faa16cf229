//! Networks as GraphML, GEXF 1.3 and edge lists.

use crate::ExportError;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use standpoint_network::{Edge, Network};
use std::io::Write;

/// What a network file says about itself.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// What was divided by, in rDNA's words (`no`, `average`, `jaccard`, `cosine`, `activity`, `prominence`).
    pub normalization: String,
    /// The run, in words: program version, hashes of model and codebook.
    pub run: String,
    /// Whose words count: `auto`, `reviewed` or `both`.
    pub view: String,
    /// Day of the run (`2026-03-01`).
    pub date: String,
}

/// Writes GraphML: nodes with `name`, `kind` and `positions`, undirected edges with `weight` (and, in an affiliation, the
/// counts of each stance), the graph with `network`, `normalization`, `run` and `view`.
pub fn graphml(network: &Network, caption: &Caption, out: impl Write) -> Result<(), ExportError> {
    let mut xml = Xml::new(out)?;
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    let mut keys: Vec<(&str, &str, &str)> = vec![
        ("network", "graph", "string"),
        ("normalization", "graph", "string"),
        ("run", "graph", "string"),
        ("view", "graph", "string"),
        ("name", "node", "string"),
        ("kind", "node", "string"),
        ("positions", "node", "int"),
        ("weight", "edge", "double"),
    ];
    if has_counts(network) {
        keys.extend(COUNTS.map(|name| (name, "edge", "int")));
    }
    for (name, of, kind) in keys {
        xml.empty("key", &[("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)])?;
    }
    xml.open("graph", &[("id", network.kind.as_str()), ("edgedefault", "undirected")])?;
    xml.text("data", &[("key", "network")], network.kind.as_str())?;
    xml.text("data", &[("key", "normalization")], &caption.normalization)?;
    xml.text("data", &[("key", "run")], &caption.run)?;
    xml.text("data", &[("key", "view")], &caption.view)?;
    for (at, node) in network.nodes.iter().enumerate() {
        xml.open("node", &[("id", &node_id(at))])?;
        xml.text("data", &[("key", "name")], &node.name)?;
        xml.text("data", &[("key", "kind")], node.kind.as_str())?;
        xml.text("data", &[("key", "positions")], &node.positions.to_string())?;
        xml.close("node")?;
    }
    for edge in &network.edges {
        xml.open("edge", &[("source", &node_id(edge.from)), ("target", &node_id(edge.to))])?;
        xml.text("data", &[("key", "weight")], &edge.weight.to_string())?;
        for (name, count) in counts(edge) {
            xml.text("data", &[("key", name)], &count.to_string())?;
        }
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

/// Writes GEXF 1.3 with the same attributes.
pub fn gexf(network: &Network, caption: &Caption, out: impl Write) -> Result<(), ExportError> {
    let mut xml = Xml::new(out)?;
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    let mut meta = vec![];
    if !caption.date.is_empty() {
        meta.push(("lastmodifieddate", caption.date.as_str()));
    }
    xml.open("meta", &meta)?;
    xml.text("creator", &[], "Standpoint")?;
    let description = format!(
        "{} network, normalization: {}, view: {}, {}",
        network.kind.as_str(),
        caption.normalization,
        caption.view,
        caption.run
    );
    xml.text("description", &[], &description)?;
    xml.close("meta")?;
    xml.open("graph", &[("mode", "static"), ("defaultedgetype", "undirected")])?;
    xml.open("attributes", &[("class", "node")])?;
    xml.empty("attribute", &[("id", "kind"), ("title", "kind"), ("type", "string")])?;
    xml.empty("attribute", &[("id", "positions"), ("title", "positions"), ("type", "integer")])?;
    xml.close("attributes")?;
    if has_counts(network) {
        xml.open("attributes", &[("class", "edge")])?;
        for name in COUNTS {
            xml.empty("attribute", &[("id", name), ("title", name), ("type", "integer")])?;
        }
        xml.close("attributes")?;
    }
    xml.open("nodes", &[])?;
    for (at, node) in network.nodes.iter().enumerate() {
        xml.open("node", &[("id", &node_id(at)), ("label", &node.name)])?;
        xml.open("attvalues", &[])?;
        xml.empty("attvalue", &[("for", "kind"), ("value", node.kind.as_str())])?;
        xml.empty("attvalue", &[("for", "positions"), ("value", &node.positions.to_string())])?;
        xml.close("attvalues")?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for (at, edge) in network.edges.iter().enumerate() {
        let (source, target) = (node_id(edge.from), node_id(edge.to));
        xml.open(
            "edge",
            &[
                ("id", &format!("e{at}")),
                ("source", &source),
                ("target", &target),
                ("weight", &edge.weight.to_string()),
            ],
        )?;
        if edge.counts.is_some() {
            xml.open("attvalues", &[])?;
            for (name, count) in counts(edge) {
                xml.empty("attvalue", &[("for", name), ("value", &count.to_string())])?;
            }
            xml.close("attvalues")?;
        }
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

/// Writes one row an edge: `source,target,weight` and, in an affiliation, the counts of each stance.
pub fn edges(network: &Network, out: impl Write) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    let mut header = vec!["source", "target", "weight"];
    if has_counts(network) {
        header.extend(COUNTS);
    }
    csv.write_record(header)?;
    for edge in &network.edges {
        let mut row = vec![
            network.name(edge.from).to_owned(),
            network.name(edge.to).to_owned(),
            edge.weight.to_string(),
        ];
        row.extend(counts(edge).map(|(_, count)| count.to_string()));
        csv.write_record(row)?;
    }
    Ok(csv.flush()?)
}

const COUNTS: [&str; 3] = ["support", "conditional_cooperation", "reject"];

fn has_counts(network: &Network) -> bool {
    network.edges.iter().any(|edge| edge.counts.is_some())
}

fn counts(edge: &Edge) -> impl Iterator<Item = (&'static str, u32)> {
    edge.counts.into_iter().flat_map(|c| COUNTS.into_iter().zip([c.support, c.conditional, c.reject]))
}

fn node_id(at: usize) -> String {
    format!("n{at}")
}

/// XML with one element a line. What XML 1.0 has no way to write becomes U+FFFD.
struct Xml<W: Write>(Writer<W>);

impl<W: Write> Xml<W> {
    fn new(out: W) -> Result<Self, ExportError> {
        let mut writer = Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(writer))
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), ExportError> {
        Ok(self.0.write_event(Event::Start(element(name, attributes)))?)
    }

    fn close(&mut self, name: &str) -> Result<(), ExportError> {
        Ok(self.0.write_event(Event::End(BytesEnd::new(name)))?)
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), ExportError> {
        Ok(self.0.write_event(Event::Empty(element(name, attributes)))?)
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<(), ExportError> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&legal(text))))?;
        self.close(name)
    }

    fn end(self) -> Result<(), ExportError> {
        let mut out = self.0.into_inner();
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }
}

fn element<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, legal(value).as_str()));
    }
    element
}

fn legal(text: &str) -> String {
    let fits = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if fits(c) { c } else { '\u{fffd}' }).collect()
}
