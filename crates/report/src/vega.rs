//! The numbers as a Vega-Lite specification: drawn by any of its editors and libraries, and a start for one's own.

use crate::report::Report;
use crate::timeline::Bin;
use crate::{chart, words};
use serde_json::{Value, json};
use standpoint_stance::Stance;

/// Version 5, which all current editors and renderers read.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v5.json";

/// One specification with its data inside: the matrix, the balance of each issue with its intervals, the timelines, the
/// outlets, below each other. Each part of `vconcat` stands on its own together with `datasets`.
pub fn vega_lite(report: &Report) -> String {
    let heard = report.heard();
    let name = |issue: usize| words::plain(&report.issues[issue].name);
    let order: Vec<String> = heard.iter().map(|i| name(*i)).collect();
    let actors: Vec<String> = report.actors.iter().map(|a| words::plain(&a.name)).collect();
    let mut parts = vec![matrix(&order, &actors)];
    let mut datasets = json!({ "cells": cells(report) });
    if !report.balances.is_empty() {
        datasets["balances"] = balances(report, &heard);
        parts.push(balance(&order));
    }
    let bins: Vec<(usize, Vec<Bin>)> = heard.iter().map(|i| (*i, report.bins(*i, chart::BINS))).collect();
    if bins.iter().any(|(_, bins)| !bins.is_empty()) {
        datasets["timeline"] = timeline_rows(report, &bins);
        parts.push(timeline(&order));
    }
    let outlets = report.outlets();
    if outlets.len() > 1 {
        let rows = outlets.iter().flat_map(|o| heard.iter().map(move |issue| (o, *issue))).flat_map(|(o, issue)| {
            sides(o.counts[issue]).map(move |(stance, n)| {
                json!({"outlet": words::plain(&o.name), "issue": name(issue), "stance": stance, "positions": n})
            })
        });
        datasets["outlets"] = rows.collect();
        parts.push(outlet_part(&order));
    }
    let spec = json!({
        "$schema": SCHEMA,
        "title": words::plain(&report.title),
        "description": "who stands where; positions found by a program, see each sentence before relying on one",
        "datasets": datasets,
        "vconcat": parts,
        "resolve": {"scale": {"color": "shared"}},
    });
    format!("{spec:#}\n")
}

/// Blue, amber, vermilion: told apart by the colour-blind (Okabe and Ito).
fn colour() -> Value {
    json!({
        "field": "stance", "type": "nominal", "title": "Stance",
        "scale": {
            "domain": ["supports", "conditional", "rejects", "no position", "unclear"],
            "range": ["#0072b2", "#e69f00", "#d55e00", "#999999", "#cccccc"],
        },
    })
}

fn sides(counts: [usize; 3]) -> [(&'static str, usize); 3] {
    let [support, reject, conditional] = counts;
    let of = words::stance;
    [
        (of(Stance::Support), support),
        (of(Stance::ConditionalCooperation), conditional),
        (of(Stance::Reject), reject),
    ]
}

fn cells(report: &Report) -> Value {
    let row = |cell: &crate::Cell| {
        let position = report.latest(cell);
        json!({
            "actor": words::plain(&report.actors[cell.actor].name),
            "issue": words::plain(&report.issues[cell.issue].name),
            "stance": words::stance(position.stance),
            "sign": words::sign(position.stance),
            "confidence": words::four(position.confidence),
            "statements": cell.statements,
            "origin": report.origin_of(cell).as_str(),
            "expected_right": cell.trust.map(|t| words::four(t.share)),
            "low": cell.trust.map(|t| words::four(t.low)),
            "high": cell.trust.map(|t| words::four(t.high)),
        })
    };
    report.cells.iter().map(row).collect()
}

fn matrix(issues: &[String], actors: &[String]) -> Value {
    json!({
        "title": "Positions",
        "data": {"name": "cells"},
        "encoding": {
            "x": {"field": "issue", "type": "nominal", "sort": issues, "title": null,
                  "axis": {"orient": "top", "labelAngle": -35, "labelLimit": 260}},
            "y": {"field": "actor", "type": "nominal", "sort": actors, "title": null, "axis": {"labelLimit": 220}},
        },
        "layer": [
            {"mark": {"type": "rect", "tooltip": {"content": "data"}},
             "encoding": {"color": colour(), "opacity": {"field": "confidence", "type": "quantitative",
                          "scale": {"domain": [0, 1], "range": [0.25, 1]}, "title": "Confidence"}}},
            {"mark": {"type": "text", "fontSize": 13}, "encoding": {"text": {"field": "sign"}}},
        ],
    })
}

fn balances(report: &Report, heard: &[usize]) -> Value {
    let rows = heard.iter().flat_map(|issue| {
        let balance = report.balances[*issue];
        let issue = words::plain(&report.issues[*issue].name);
        Stance::CLASSES[..3].iter().enumerate().map(move |(i, stance)| {
            json!({
                "issue": issue, "stance": words::stance(*stance), "positions": balance.given[i],
                "share": words::four(balance.shares[i]),
                "low": words::four(balance.intervals[i].0), "high": words::four(balance.intervals[i].1),
            })
        })
    });
    rows.collect()
}

fn balance(issues: &[String]) -> Value {
    let x = |field: &str| {
        json!({"field": field, "type": "quantitative", "scale": {"domain": [0, 1]},
                                 "title": "Share of positions, corrected", "axis": {"format": "%"}})
    };
    let y = json!({"field": "issue", "type": "nominal", "sort": issues, "title": null, "axis": {"labelLimit": 320}});
    let offset = json!({"field": "stance", "type": "nominal"});
    json!({
        "title": "How the sides weigh, with 95% intervals",
        "data": {"name": "balances"},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2},
             "encoding": {"x": x("low"), "x2": {"field": "high"}, "y": y, "yOffset": offset, "color": colour()}},
            {"mark": {"type": "point", "filled": true, "size": 50},
             "encoding": {"x": x("share"), "y": y, "yOffset": offset, "color": colour(),
                          "shape": {"field": "stance", "type": "nominal", "legend": null}}},
        ],
    })
}

fn timeline_rows(report: &Report, bins: &[(usize, Vec<Bin>)]) -> Value {
    let rows = bins.iter().flat_map(|(issue, bins)| bins.iter().map(move |bin| (*issue, bin))).flat_map(|(issue, bin)| {
        let name = words::plain(&report.issues[issue].name);
        sides(bin.counts).map(|(stance, n)| {
            // Rejection hangs below the axis.
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            let signed = if stance == words::stance(Stance::Reject) { -n } else { n };
            json!({"issue": name, "from": bin.days.0, "to": bin.days.1, "stance": stance, "positions": signed})
        })
    });
    rows.collect()
}

fn timeline(issues: &[String]) -> Value {
    json!({
        "title": "Over time",
        "data": {"name": "timeline"},
        "facet": {"row": {"field": "issue", "type": "nominal", "sort": issues, "title": null,
                          "header": {"labelAngle": 0, "labelAlign": "left", "labelLimit": 260}}},
        "spec": {
            "width": 520, "height": 60,
            "mark": {"type": "bar", "tooltip": {"content": "data"}},
            "encoding": {
                "x": {"field": "from", "type": "temporal", "title": null},
                "y": {"field": "positions", "type": "quantitative", "title": null},
                "color": colour(),
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    })
}

fn outlet_part(issues: &[String]) -> Value {
    json!({
        "title": "Outlets",
        "data": {"name": "outlets"},
        "facet": {"column": {"field": "issue", "type": "nominal", "sort": issues, "title": null,
                             "header": {"labelLimit": 180}}},
        "spec": {
            "width": 120,
            "mark": {"type": "bar", "tooltip": {"content": "data"}},
            "encoding": {
                "y": {"field": "outlet", "type": "nominal", "title": null},
                "x": {"field": "positions", "type": "quantitative", "title": null},
                "color": colour(),
            },
        },
    })
}
