//! Parquet, row group by row group.

use super::csv::{listed, metadata};
use super::{Container, Halt, Out};
use crate::columns;
use crate::dates;
use crate::draft::{Form, Raw};
use crate::error::{InputError, Size};
use crate::place::Place;
use crate::stream::{Seekable, Stream};
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};
use ::parquet::schema::types::Type;
use std::sync::Arc;

/// A Parquet table. Only the columns that are needed are read; pages of one row group are in memory at a time.
pub(crate) struct Parquet;

impl Container for Parquet {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let (place, limit) = (stream.place.clone(), out.options.max_bytes);
        match stream.seekable(limit)?.0 {
            Seekable::File(file) => rows(&place, file.reader, out),
            Seekable::Memory(bytes) => rows(&place, bytes::Bytes::from(bytes.into_inner().into_owned()), out),
        }
    }
}

fn rows(place: &str, chunks: impl ChunkReader + 'static, out: &mut Out<'_>) -> Result<(), Halt> {
    let reader = SerializedFileReader::new(chunks)?;
    let schema = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
    let header: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_owned()).collect();
    let (at, told) = columns::positions(&out.options.columns, &header)
        .map_err(|missing| InputError::NoColumn { missing, header: listed(&header) })?;
    if let Some(told) = told {
        out.note(Place::of(place), told)?;
    }
    let wanted = [Some(at.text), at.title, at.published, at.outlet, at.author, at.url, at.id, at.language];
    let mut wanted: Vec<usize> = wanted.into_iter().flatten().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let fields = wanted.iter().map(|index| Arc::clone(&schema.get_fields()[*index])).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
    // Positions in the whole table to positions in what is read of it.
    let place_of = |index: usize| wanted.binary_search(&index).unwrap_or_default();
    let mut number = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        for chunk in group.metadata().columns() {
            // A page is unpacked whole, and its size is what the file says it is.
            if chunk.compression() != Compression::UNCOMPRESSED {
                out.budget.spend(u64::try_from(chunk.uncompressed_size()).unwrap_or(u64::MAX))?;
            }
        }
        for row in group.get_row_iter(Some(projection.clone()))? {
            number += 1;
            let here = Place::at(place, number);
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    // The rest of the row group cannot be found.
                    out.failed(here, error)?;
                    break;
                }
            };
            let text = value(&row, place_of(at.text)).unwrap_or_default();
            if text.len() > out.options.max_bytes {
                out.failed(here, InputError::TooLarge { limit: Size(out.options.max_bytes) })?;
                continue;
            }
            let given = metadata(&at, |index| value(&row, place_of(index)));
            out.record(Raw { given, ..Raw::new(here, Form::Body, text.into_bytes()) })?;
        }
    }
    Ok(())
}

/// A value as words. Instants become RFC 3339; nothing becomes of what is no value.
fn value(row: &Row, column: usize) -> Option<String> {
    row.get_column_iter().nth(column).and_then(|(_, field)| words(field))
}

fn words(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::TimestampMillis(millis) => instant(*millis),
        Field::TimestampMicros(micros) => instant(micros / 1000),
        // Nanoseconds have no type of their own in this reader.
        Field::Long(nanos) if nanos.unsigned_abs() > 100_000_000_000_000_000 => instant(nanos / 1_000_000),
        Field::ListInternal(list) => list.elements().iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Field::Group(row) => row.get_column_iter().find_map(|(_, field)| words(field))?,
        other => other.to_string(),
    })
}

fn instant(millis: i64) -> String {
    dates::of_epoch_millis(millis).unwrap_or_else(|| millis.to_string())
}

impl From<ParquetError> for InputError {
    fn from(error: ParquetError) -> Self {
        Self::Archive { kind: "Parquet file", reason: error.to_string() }
    }
}
