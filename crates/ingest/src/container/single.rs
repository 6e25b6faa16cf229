//! A file that is one article.

use super::{Container, Halt, Out};
use crate::draft::{Form, Raw};
use crate::place::Place;
use crate::stream::Stream;

/// The whole stream as one record of a form.
pub(crate) struct Single(pub(crate) Form);

impl Container for Single {
    fn read(&self, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), Halt> {
        let place = Place::of(stream.place.clone());
        let bytes = stream.read_all(out.options.max_bytes)?;
        out.record(Raw::new(place, self.0, bytes))
    }
}
