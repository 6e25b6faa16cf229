//! Outlets side by side: how each one has the sides of an issue, and where two have one actor stand differently.

use crate::report::{RecordRef, Report};
use standpoint_stance::Stance;
use std::collections::BTreeMap;

/// One outlet's share of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// Its articles, copies of others' included.
    pub articles: usize,
    /// Positions by issue: support, reject, conditional cooperation.
    pub counts: Vec<[usize; 3]>,
}

/// One actor on one issue as two outlets have it, in their newest articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Index into [`Report::cells`].
    pub cell: usize,
    /// What the first outlet says, and what another one says.
    pub records: (RecordRef, RecordRef),
}

impl Report {
    /// The outlets, those with most articles first. Articles without an outlet are left out.
    pub fn outlets(&self) -> Vec<Outlet> {
        let mut found: BTreeMap<&str, Outlet> = BTreeMap::new();
        for article in self.analyses.iter().map(|a| &a.article) {
            if let Some(name) = article.outlet.as_deref() {
                let none =
                    || Outlet { name: name.into(), articles: 0, counts: vec![[0; 3]; self.issues.len()] };
                found.entry(name).or_insert_with(none).articles += 1;
            }
        }
        for cell in &self.cells {
            for record in &cell.records {
                let class = Stance::CLASSES[..3].iter().position(|s| *s == self.position(*record).stance);
                let outlet = self.article(*record).outlet.as_deref().and_then(|name| found.get_mut(name));
                if let (Some(class), Some(outlet)) = (class, outlet) {
                    outlet.counts[cell.issue][class] += 1;
                }
            }
        }
        let mut outlets: Vec<Outlet> = found.into_values().collect();
        outlets.sort_by_key(|o| std::cmp::Reverse(o.articles));
        outlets
    }

    /// Cells whose newest positions in two outlets are not the same, one pair a cell.
    pub fn differences(&self) -> Vec<Difference> {
        let mut out = Vec::new();
        for (at, cell) in self.cells.iter().enumerate() {
            let mut newest: Vec<(&str, RecordRef)> = Vec::new();
            for record in cell.records.iter().filter(|r| self.position(**r).stance.is_position()) {
                if let Some(name) = self.article(*record).outlet.as_deref()
                    && newest.iter().all(|(known, _)| *known != name)
                {
                    newest.push((name, *record));
                }
            }
            let Some((_, first)) = newest.first().copied() else { continue };
            let stance = self.position(first).stance;
            if let Some((_, other)) = newest.iter().find(|(_, r)| self.position(*r).stance != stance) {
                out.push(Difference { cell: at, records: (first, *other) });
            }
        }
        out
    }
}
