//! The file of weights: bytes to model and back. Decoding checks everything and never panics.
//!
//! Layout, little-endian: `BSLM`, version, checksum of the rest (FNV-1a over 8-byte words), then the tables of tags,
//! names, transitions, moves and relations. A table: row width, scale, number of rows, then per row the difference to
//! the feature before (LEB128), the set of classes with a weight (LEB128) and those weights (one byte each).

use thiserror::Error;

use super::LanguageModel;
use super::names::{MARKS, Transitions};
use super::perceptron::WeightTable;

const MAGIC: &[u8; 4] = b"BSLM";
const VERSION: u8 = 1;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// They do not start as a model does.
    #[error("these bytes are not a language model; train one with the example `train`")]
    NotAModel,
    /// They are of a version that this program does not know.
    #[error("a model of version {0}, which this program does not read; train it again with the example `train`")]
    Version(u8),
    /// They are cut off or changed.
    #[error("the language model is damaged; train it again with the example `train`")]
    Damaged,
}

/// Writes a model.
pub fn encode(model: &LanguageModel) -> Vec<u8> {
    let mut body = Vec::new();
    encode_table(&model.tags, &mut body);
    encode_table(&model.names, &mut body);
    for weight in model.transitions.iter().flatten() {
        body.extend(weight.to_le_bytes());
    }
    encode_table(&model.moves, &mut body);
    encode_table(&model.relations, &mut body);
    sealed(*MAGIC, VERSION, &body)
}

/// A body of tables behind its mark, its version and its checksum.
pub(crate) fn sealed(mark: [u8; 4], version: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = mark.to_vec();
    bytes.push(version);
    bytes.extend(checksum(body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// The body behind mark, version and checksum, all three looked at.
pub(crate) fn unsealed(mark: [u8; 4], version: u8, bytes: &[u8]) -> Result<Reader<'_>, ModelError> {
    let mut reader = Reader { rest: bytes };
    if reader.take::<4>().ok() != Some(mark) {
        return Err(ModelError::NotAModel);
    }
    let [found] = reader.take::<1>()?;
    if found != version {
        return Err(ModelError::Version(found));
    }
    let sum = u64::from_le_bytes(reader.take()?);
    if sum == checksum(reader.rest) { Ok(reader) } else { Err(ModelError::Damaged) }
}

/// Reads a model.
pub fn decode(bytes: &[u8]) -> Result<LanguageModel, ModelError> {
    let mut reader = unsealed(*MAGIC, VERSION, bytes)?;
    let tags = decode_table(&mut reader)?;
    let names = decode_table(&mut reader)?;
    let mut transitions: Transitions = [[0.0; MARKS]; MARKS];
    for weight in transitions.iter_mut().flatten() {
        *weight = reader.float()?;
    }
    let moves = decode_table(&mut reader)?;
    let relations = decode_table(&mut reader)?;
    if !reader.rest.is_empty() {
        return Err(ModelError::Damaged);
    }
    Ok(LanguageModel { tags, names, transitions, moves, relations })
}

fn checksum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(0xCBF2_9CE4_8422_2325, |sum, word| step(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| step(sum, u64::from(*byte))) ^ bytes.len() as u64
}

pub(crate) fn encode_table<const CLASSES: usize>(table: &WeightTable<CLASSES>, bytes: &mut Vec<u8>) {
    let entries = table.entries();
    bytes.push(CLASSES as u8);
    bytes.extend(table.scale().to_le_bytes());
    bytes.extend((entries.len() as u32).to_le_bytes());
    let mut before = 0;
    for (feature, row) in entries {
        write_number(u64::from(feature - before), bytes);
        before = feature;
        let set = row.iter().enumerate().fold(0, |set, (class, weight)| set | u64::from(*weight != 0) << class);
        write_number(set, bytes);
        bytes.extend(row.iter().filter(|weight| **weight != 0).map(|weight| weight.cast_unsigned()));
    }
}

pub(crate) fn decode_table<const CLASSES: usize>(reader: &mut Reader<'_>) -> Result<WeightTable<CLASSES>, ModelError> {
    let [width] = reader.take::<1>()?;
    let scale = reader.float()?;
    let count = u32::from_le_bytes(reader.take()?) as usize;
    // Each row takes two bytes at least: a wild count is refused before memory is taken for it.
    if usize::from(width) != CLASSES || !scale.is_finite() || count > reader.rest.len() / 2 {
        return Err(ModelError::Damaged);
    }
    let mut entries = Vec::with_capacity(count);
    let mut feature = 0_u32;
    for _ in 0..count {
        let gap = u32::try_from(reader.number()?).map_err(|_| ModelError::Damaged)?;
        feature = feature.checked_add(gap).ok_or(ModelError::Damaged)?;
        let mut set = reader.number()?;
        let mut row = [0_i8; CLASSES];
        while set != 0 {
            let weight = row.get_mut(set.trailing_zeros() as usize).ok_or(ModelError::Damaged)?;
            let [byte] = reader.take::<1>()?;
            *weight = byte.cast_signed();
            set &= set - 1;
        }
        entries.push((feature, row));
    }
    Ok(WeightTable::new(entries.into_iter(), scale))
}

fn write_number(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Bytes that are read one after the other.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// What was not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next bytes.
    fn take<const COUNT: usize>(&mut self) -> Result<[u8; COUNT], ModelError> {
        let (taken, rest) = self.rest.split_first_chunk::<COUNT>().ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(*taken)
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_le_bytes(self.take()?))
    }

    fn number(&mut self) -> Result<u64, ModelError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.take::<1>()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(ModelError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> LanguageModel {
        let mut model = LanguageModel::empty();
        let mut row = [0; 64];
        row[63] = -128;
        row[0] = 127;
        model.relations = WeightTable::new([(5, row), (u32::MAX, [1; 64])].into_iter(), 0.25);
        model.transitions[3][4] = -1.5;
        model
    }

    #[test]
    fn what_was_written_is_read_again() {
        let bytes = encode(&small());
        let model = decode(&bytes).unwrap();
        assert_eq!(model.relations.entries(), small().relations.entries());
        assert_eq!(model.transitions, small().transitions);
        assert_eq!(encode(&model), bytes);
    }

    #[test]
    fn cut_or_changed_bytes_are_an_error() {
        let bytes = encode(&small());
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_err(), "cut at {length}");
        }
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x40;
            assert!(decode(&changed).is_err(), "changed at {place}");
        }
    }

    #[test]
    fn damage_under_a_right_checksum_is_an_error_too() {
        let bytes = encode(&small());
        let (head, body) = bytes.split_at(13);
        for place in 0..body.len() {
            for value in [0x00, 0x7F, 0x80, 0xFF] {
                let mut changed = body.to_vec();
                changed[place] = value;
                let mut whole = head[..5].to_vec();
                whole.extend(checksum(&changed).to_le_bytes());
                whole.extend(changed);
                let _ = decode(&whole);
            }
        }
    }

    #[test]
    fn the_embedded_model_is_whole() {
        let model = decode(super::super::EMBEDDED).unwrap();
        assert!(!model.tags.is_empty() && !model.names.is_empty());
        assert!(!model.moves.is_empty() && !model.relations.is_empty());
    }
}
