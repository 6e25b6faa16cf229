//! One table as a Parquet file: zstd, strings in UTF-8, every column optional.

use super::rows::Cell;
use super::schema::{Kind, Table};
use crate::ExportError;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, FloatType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;

/// Rows and bytes of text that one row group holds at most, about: what is in memory before it is written.
const GROUP_ROWS: usize = 20_000;
const GROUP_BYTES: usize = 32 << 20;

/// A file that is being written.
pub(super) struct Sheet {
    file: SerializedFileWriter<BufWriter<File>>,
    columns: Vec<Vec<Cell>>,
    kinds: Vec<Kind>,
    bytes: usize,
}

impl Sheet {
    pub(super) fn create(out: BufWriter<File>, table: &Table) -> Result<Self, ExportError> {
        let fields: Vec<String> = table
            .columns
            .iter()
            .map(|column| match column.kind {
                Kind::Text => format!("optional binary {} (STRING);", column.name),
                Kind::Integer => format!("optional int64 {};", column.name),
                Kind::Real => format!("optional float {};", column.name),
                Kind::Boolean => format!("optional boolean {};", column.name),
            })
            .collect();
        let schema = parse_message_type(&format!("message {} {{ {} }}", table.name, fields.join(" ")))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("standpoint ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        Ok(Self {
            file: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?,
            columns: vec![Vec::new(); table.columns.len()],
            kinds: table.columns.iter().map(|column| column.kind).collect(),
            bytes: 0,
        })
    }

    pub(super) fn push(&mut self, row: &[Cell]) -> Result<(), ExportError> {
        debug_assert_eq!(row.len(), self.columns.len(), "a row has a cell a column");
        for (column, cell) in self.columns.iter_mut().zip(row) {
            if let Cell::Text(text) = cell {
                self.bytes += text.len();
            }
            column.push(cell.clone());
        }
        if self.columns[0].len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    /// Writes what is held as a row group.
    fn flush(&mut self) -> Result<(), ExportError> {
        if self.columns[0].is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for (cells, kind) in self.columns.iter_mut().zip(&self.kinds) {
            let cells = std::mem::take(cells);
            match kind {
                Kind::Text => column::<ByteArrayType>(&mut group, &cells, |cell| match cell {
                    Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                    _ => None,
                })?,
                Kind::Integer => column::<Int64Type>(&mut group, &cells, |cell| match cell {
                    Cell::Integer(number) => Some(*number),
                    _ => None,
                })?,
                Kind::Real => column::<FloatType>(&mut group, &cells, |cell| match cell {
                    Cell::Real(number) => Some(*number),
                    _ => None,
                })?,
                Kind::Boolean => column::<BoolType>(&mut group, &cells, |cell| match cell {
                    Cell::Boolean(yes) => Some(*yes),
                    _ => None,
                })?,
            }
        }
        group.close()?;
        self.bytes = 0;
        Ok(())
    }

    pub(super) fn close(mut self) -> Result<(), ExportError> {
        self.flush()?;
        self.file.finish()?;
        Ok(self.file.inner_mut().flush()?)
    }
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    cells: &[Cell],
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ExportError> {
    let found: Vec<Option<T::T>> = cells.iter().map(value).collect();
    let levels: Vec<i16> = found.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = found.into_iter().flatten().collect();
    let Some(mut writer): Option<SerializedColumnWriter<'_>> = group.next_column()? else {
        unreachable!("the schema was made of these columns");
    };
    writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
    Ok(writer.close()?)
}
