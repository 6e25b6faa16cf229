//! A stored run in the formats of other programs: [`dna`] for the Discourse Network Analyzer, [`graphml`], [`gexf`] and
//! [`edges`] for network programs, [`json_ld`] for the web of data, [`csv_tables`] and [`parquet_tables`] for statistics.
//!
//! ```
//! use standpoint_export::edges;
//! use standpoint_network::{Normalization, Tally};
//! use standpoint_stance::Stance;
//!
//! let mut tally = Tally::default();
//! tally.add("Ito", "levy", Stance::Support);
//! tally.add("Ruiz", "levy", Stance::Support);
//! let mut out = Vec::new();
//! edges(&tally.congruence(Normalization::None), &mut out)?;
//! assert_eq!(String::from_utf8_lossy(&out), "source,target,weight\nIto,Ruiz,1\n");
//! # Ok::<(), standpoint_export::ExportError>(())
//! ```
//!
//! Every export names the run it is of. The same run gives the same bytes, but for the database of [`dna`], whose pages
//! SQLite orders. `docs/reference/exports.md` lists what is in each format, and what was checked with which program.
//!
//! Nothing here decides a label, and nothing here is of our own wire format, which is the report crate's.

mod dna;
mod error;
mod graph;
mod json_ld;
mod tables;

pub use dna::{DnaCounts, dna};
pub use error::ExportError;
pub use graph::{Caption, edges, gexf, graphml};
pub use json_ld::json_ld;
pub use tables::{csv_tables, parquet_tables};
