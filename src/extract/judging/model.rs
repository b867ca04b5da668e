//! The weights of the judgement and their file. Decoding checks everything and never panics.
//!
//! Layout, little-endian: `BSST`, version, checksum of the rest, then the tables of links and of gifts as
//! `language::model_file` writes tables.

use std::sync::OnceLock;

use crate::extract::language::model_file::{ModelError, decode_table, encode_table, sealed, unsealed};
use crate::extract::language::perceptron::{WeightTable, Weights as _};

/// Scores of a pair: cooperation, conflict, structure, and for each whether it points from the first to the second.
pub const LINK_ROW: usize = 6;
/// Scores of a gift: whether there is one.
pub const GIFT_ROW: usize = 1;

const MAGIC: &[u8; 4] = b"BSST";
const VERSION: u8 = 1;
const EMBEDDED: &[u8] = include_bytes!("../../../resources/models/statements.bin");

/// Weights of the judgement.
#[derive(Clone, Debug)]
pub struct StatementModel {
    /// Of two actors.
    pub links: WeightTable<LINK_ROW>,
    /// Of giver, taker and function.
    pub gifts: WeightTable<GIFT_ROW>,
}

impl StatementModel {
    /// The weights that ship with the program, decoded at the first call.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<StatementModel> = OnceLock::new();
        // A test holds the embedded bytes to be whole, so the empty model is never seen.
        MODEL.get_or_init(|| Self::decode(EMBEDDED).unwrap_or_else(|_| Self::empty()))
    }

    /// Weights that know nothing.
    pub fn empty() -> Self {
        Self { links: WeightTable::new([].into_iter(), 1.0), gifts: WeightTable::new([].into_iter(), 1.0) }
    }

    /// Whether there is anything to judge by.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// How likely each class of relation is, 0..1, and how likely each points from the first to the second.
    pub fn link(&self, features: &[u32]) -> [f64; LINK_ROW] {
        self.links.score(features).map(|score| likelihood(f64::from(score)))
    }

    /// How likely a gift is, 0..1.
    pub fn gift(&self, features: &[u32]) -> f64 {
        likelihood(f64::from(self.gifts.score(features)[0]))
    }

    /// Writes the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut body = Vec::new();
        encode_table(&self.links, &mut body);
        encode_table(&self.gifts, &mut body);
        sealed(*MAGIC, VERSION, &body)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When the bytes are no such file, of another version or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = unsealed(*MAGIC, VERSION, bytes)?;
        let model = Self { links: decode_table(&mut reader)?, gifts: decode_table(&mut reader)? };
        if reader.rest().is_empty() { Ok(model) } else { Err(ModelError::Damaged) }
    }
}

/// The logistic function.
fn likelihood(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole_and_come_back_as_written() {
        let model = StatementModel::decode(EMBEDDED).unwrap();
        assert!(!model.links.is_empty() && !model.gifts.is_empty());
        assert_eq!(model.encode(), EMBEDDED);
    }

    #[test]
    fn cut_or_changed_bytes_are_an_error() {
        for length in (0..EMBEDDED.len()).step_by(4_099).chain(0..64) {
            assert!(StatementModel::decode(&EMBEDDED[..length]).is_err(), "cut at {length}");
        }
        for place in 0..64 {
            let mut changed = EMBEDDED.to_vec();
            changed[place] ^= 0x40;
            assert!(StatementModel::decode(&changed).is_err(), "changed at {place}");
        }
    }
}
