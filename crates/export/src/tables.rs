//! Five tables, as CSV with a dictionary or as Parquet.

mod parquet;
mod rows;
mod schema;

use crate::ExportError;
use rows::Cell;
use schema::{Kind, TABLES};
use standpoint_stance::Analysis;
use standpoint_store::{StoreError, StoredRun};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Writes `runs.csv`, `articles.csv`, `statements.csv`, `judgements.csv`, `positions.csv` and `dictionary.csv`, which says of
/// each column what it holds, into a folder, which is made when it is not there. `view` says whose words the analyses hold (`auto`,
/// `reviewed`, `both`).
pub fn csv_tables(
    folder: &Path,
    run: &StoredRun,
    view: &str,
    analyses: impl IntoIterator<Item = Result<Analysis, StoreError>>,
) -> Result<(), ExportError> {
    make(folder)?;
    let mut files = Vec::new();
    for table in TABLES {
        let mut csv = csv::Writer::from_writer(create(&folder.join(format!("{}.csv", table.name)))?);
        csv.write_record(table.columns.iter().map(|column| column.name))?;
        files.push(csv);
    }
    rows::each(run, view, analyses, |table, row| {
        Ok(files[table].write_record(row.iter().map(Cell::to_text))?)
    })?;
    for mut csv in files {
        csv.flush()?;
    }
    let mut csv = csv::Writer::from_writer(create(&folder.join("dictionary.csv"))?);
    csv.write_record(["table", "column", "type", "meaning"])?;
    for table in TABLES {
        for column in table.columns {
            csv.write_record([table.name, column.name, column.kind.word(), column.meaning])?;
        }
    }
    Ok(csv.flush()?)
}

/// Writes `runs.parquet`, `articles.parquet`, `statements.parquet`, `judgements.parquet` and `positions.parquet` into a folder,
/// which is made when it is not there. `standpoint ingest` reads `articles.parquet` again.
pub fn parquet_tables(
    folder: &Path,
    run: &StoredRun,
    view: &str,
    analyses: impl IntoIterator<Item = Result<Analysis, StoreError>>,
) -> Result<(), ExportError> {
    make(folder)?;
    let mut files = Vec::new();
    for table in TABLES {
        let path = folder.join(format!("{}.parquet", table.name));
        files.push(parquet::Sheet::create(create(&path)?, table)?);
    }
    rows::each(run, view, analyses, |table, row| files[table].push(row))?;
    files.into_iter().try_for_each(parquet::Sheet::close)
}

fn make(folder: &Path) -> Result<(), ExportError> {
    std::fs::create_dir_all(folder).map_err(|source| ExportError::File { path: folder.to_path_buf(), source })
}

fn create(path: &Path) -> Result<BufWriter<File>, ExportError> {
    let file = File::create(path).map_err(|source| ExportError::File { path: path.to_path_buf(), source })?;
    Ok(BufWriter::new(file))
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Real => "real",
            Kind::Boolean => "boolean",
        }
    }
}
