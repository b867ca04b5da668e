//! Fields of a newer or foreign file in places where no struct keeps them: remembered by where they stood.
//!
//! Most items of a map carry an `extra` of their own. Small values inside them (a block, a span's claim date, a link to
//! evidence, a place on the canvas) do not; what a file says about those beyond what this version knows is kept here and
//! written back. The store fills and reads it; nothing else looks inside.

use super::Extra;

/// Unknown fields by the object in which they stood, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnknownFields {
    /// The way to the object from the top of the file, and its unknown fields.
    pub objects: Vec<(Vec<Step>, Extra)>,
}

/// One step of the way to an object. Items of lists are named by what they are, not by their place, so that inserting an
/// item before them does not move the fields to a stranger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the field of this name.
    Field(String),
    /// Into the list item of this identity; of several alike, the one at this place among them.
    Item(String, usize),
}
