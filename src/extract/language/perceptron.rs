//! Linear scoring: a table from hashed features to one small weight per class. Knows no language.

/// Anything that turns features into one score per class: the finished table here, a table in training elsewhere.
pub trait Weights<const CLASSES: usize> {
    /// Sum of the weights of `features`, one score per class.
    fn score(&self, features: &[u32]) -> [f32; CLASSES];
}

/// Finished weights, quantised to eight bits. Features that were never seen in training weigh nothing.
#[derive(Clone, Debug)]
pub struct WeightTable<const CLASSES: usize> {
    /// Open addressing: feature and where its weights are, feature 0 meaning empty. A power of two long, at most half full.
    slots: Vec<(u32, u32)>,
    /// The weights that are too many to stand in their slot.
    rows: Vec<[i8; CLASSES]>,
    /// A bit for each feature that may be there, so that most of those that are not are known without waiting for memory.
    known: Vec<u64>,
    /// How many features there are.
    len: usize,
    /// What one step of a weight is worth. The same for all, so it matters for margins alone.
    scale: f32,
}

impl<const CLASSES: usize> WeightTable<CLASSES> {
    /// Few weights stand in their slot in place of the row's number: looking up a feature then waits for memory once, not
    /// twice, and waiting is most of what scoring costs.
    const IN_SLOT: bool = CLASSES <= 4;

    /// A table of the given rows. Later rows of the same feature are not reached.
    pub fn new(entries: impl ExactSizeIterator<Item = (u32, [i8; CLASSES])>, scale: f32) -> Self {
        let capacity = (entries.len().max(1) * 2).next_power_of_two();
        let kept = if Self::IN_SLOT { 0 } else { entries.len() };
        let known = vec![0; (capacity / 32).max(1).next_power_of_two()];
        let mut table = Self { slots: vec![(0, 0); capacity], rows: Vec::with_capacity(kept), known, len: 0, scale };
        for (feature, row) in entries {
            table.insert(feature, row);
        }
        table
    }

    /// What one step of a weight is worth.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no feature.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All features with their weights, by feature.
    pub fn entries(&self) -> Vec<(u32, [i8; CLASSES])> {
        let mut entries: Vec<_> = self
            .slots
            .iter()
            .filter(|slot| slot.0 != 0)
            .filter_map(|slot| self.row(slot.1).map(|row| (slot.0, row)))
            .collect();
        entries.sort_unstable_by_key(|entry| entry.0);
        entries
    }

    /// The weights that a slot keeps or points to.
    #[inline]
    fn row(&self, kept: u32) -> Option<[i8; CLASSES]> {
        if Self::IN_SLOT {
            let bytes = kept.to_le_bytes();
            Some(std::array::from_fn(|class| bytes.get(class).map_or(0, |byte| byte.cast_signed())))
        } else {
            self.rows.get(kept as usize).copied()
        }
    }

    fn insert(&mut self, feature: u32, row: [i8; CLASSES]) {
        let mask = self.slots.len() - 1;
        let mut place = home(feature) & mask;
        let feature = feature.max(1);
        let (word, bit) = mark(feature, self.known.len());
        if let Some(marks) = self.known.get_mut(word) {
            *marks |= bit;
        }
        while let Some(slot) = self.slots.get_mut(place) {
            if slot.0 == 0 {
                let kept = if Self::IN_SLOT {
                    u32::from_le_bytes(std::array::from_fn(|class| row.get(class).map_or(0, |w| w.cast_unsigned())))
                } else {
                    self.rows.push(row);
                    self.rows.len() as u32 - 1
                };
                *slot = (feature, kept);
                self.len += 1;
                return;
            }
            place = (place + 1) & mask;
        }
    }
}

/// Where the search for a feature starts. Features are hashes already.
#[inline]
fn home(feature: u32) -> usize {
    feature as usize
}

/// The word and the bit of the marks that tell whether a feature may be there. Taken from other bits of the hash than `home`.
#[inline]
fn mark(feature: u32, words: usize) -> (usize, u64) {
    let spread = feature.rotate_left(15);
    (spread as usize >> 6 & (words - 1), 1 << (spread & 63))
}

impl<const CLASSES: usize> Weights<CLASSES> for WeightTable<CLASSES> {
    #[inline]
    fn score(&self, features: &[u32]) -> [f32; CLASSES] {
        let mut sums = [0_i16; CLASSES];
        let mask = self.slots.len() - 1;
        for &feature in features {
            let feature = feature.max(1);
            let (word, bit) = mark(feature, self.known.len());
            if self.known.get(word).is_none_or(|marks| marks & bit == 0) {
                continue;
            }
            let mut place = home(feature) & mask;
            while let Some(&(key, kept)) = self.slots.get(place) {
                if key == feature {
                    if let Some(row) = self.row(kept) {
                        for (sum, weight) in sums.iter_mut().zip(row) {
                            *sum = sum.wrapping_add(i16::from(weight));
                        }
                    }
                    break;
                }
                if key == 0 {
                    break;
                }
                place = (place + 1) & mask;
            }
        }
        sums.map(|sum| f32::from(sum) * self.scale)
    }
}

/// The first of the highest scores, its class and how far it lies above the next.
pub fn best(scores: &[f32]) -> (usize, f32) {
    let (mut first, mut top, mut second) = (0, f32::NEG_INFINITY, f32::NEG_INFINITY);
    for (class, &score) in scores.iter().enumerate() {
        if score > top {
            second = top;
            top = score;
            first = class;
        } else if score > second {
            second = score;
        }
    }
    (first, top - second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_the_sums_of_the_weights_of_known_features() {
        let table = WeightTable::<2>::new([(7, [1, -2]), (1 << 31 | 7, [10, 20]), (0, [3, 3])].into_iter(), 0.5);
        assert_eq!(table.score(&[7, 1 << 31 | 7, 12345]), [5.5, 9.0]);
        assert_eq!(table.score(&[0]), [1.5, 1.5]);
        assert_eq!(table.score(&[]), [0.0, 0.0]);
    }

    #[test]
    fn entries_give_back_what_went_in() {
        let entries = vec![(3, [1]), (8, [-5]), (9, [127])];
        assert_eq!(WeightTable::<1>::new(entries.clone().into_iter(), 1.0).entries(), entries);
    }

    #[test]
    fn the_best_is_the_first_of_the_highest() {
        assert_eq!(best(&[1.0, 3.0, 3.0]), (1, 0.0));
        assert_eq!(best(&[1.0, 3.0, 2.5]), (1, 0.5));
    }
}
