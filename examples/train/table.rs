//! Weights in training: averaged perceptron updates, then averages over several runs, pruned and quantised.

use std::collections::BTreeMap;

use backstop::extract::language::perceptron::{WeightTable, Weights};

/// Weights that still change.
pub struct TrainTable<const CLASSES: usize> {
    /// Open addressing: feature and row; feature 0 is empty.
    slots: Vec<(u32, u32)>,
    rows: Vec<Row<CLASSES>>,
    clock: f32,
}

#[derive(Clone, Copy)]
struct Row<const CLASSES: usize> {
    weights: [f32; CLASSES],
    /// Sum of change times clock: the average is `weights - lag / clock` (Daumé 2006, figure 2.3).
    lag: [f32; CLASSES],
}

/// Averaged weights by feature.
pub type Averages<const CLASSES: usize> = BTreeMap<u32, [f32; CLASSES]>;

impl<const CLASSES: usize> TrainTable<CLASSES> {
    pub fn new() -> Self {
        Self { slots: vec![(0, 0); 1 << 12], rows: Vec::new(), clock: 1.0 }
    }

    /// Counts one decision, whether it changed a weight or not.
    pub fn tick(&mut self) {
        self.clock += 1.0;
    }

    fn place(&self, feature: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = feature as usize & mask;
        while self.slots[place].0 != 0 && self.slots[place].0 != feature {
            place = (place + 1) & mask;
        }
        place
    }

    /// Adds `change` to the weight of one class under every feature.
    pub fn update(&mut self, features: &[u32], class: usize, change: f32) {
        for &feature in features {
            let feature = feature.max(1);
            let mut place = self.place(feature);
            if self.slots[place].0 == 0 {
                if self.rows.len() * 2 >= self.slots.len() {
                    let old = std::mem::take(&mut self.slots);
                    self.slots = vec![(0, 0); old.len() * 2];
                    for slot in old.into_iter().filter(|slot| slot.0 != 0) {
                        let at = self.place(slot.0);
                        self.slots[at] = slot;
                    }
                    place = self.place(feature);
                }
                self.slots[place] = (feature, self.rows.len() as u32);
                self.rows.push(Row { weights: [0.0; CLASSES], lag: [0.0; CLASSES] });
            }
            let row = &mut self.rows[self.slots[place].1 as usize];
            row.weights[class] += change;
            row.lag[class] += change * self.clock;
        }
    }

    /// Adds the averages of this run to those of other runs.
    pub fn add_to(&self, averages: &mut Averages<CLASSES>) {
        for slot in self.slots.iter().filter(|slot| slot.0 != 0) {
            let row = &self.rows[slot.1 as usize];
            let sums = averages.entry(slot.0).or_insert([0.0; CLASSES]);
            for (class, sum) in sums.iter_mut().enumerate() {
                *sum += row.weights[class] - row.lag[class] / self.clock;
            }
        }
    }
}

impl<const CLASSES: usize> Weights<CLASSES> for TrainTable<CLASSES> {
    fn score(&self, features: &[u32]) -> [f32; CLASSES] {
        let mut sums = [0.0; CLASSES];
        for &feature in features {
            let slot = self.slots[self.place(feature.max(1))];
            if slot.0 != 0 {
                for (sum, weight) in sums.iter_mut().zip(&self.rows[slot.1 as usize].weights) {
                    *sum += weight;
                }
            }
        }
        sums
    }
}

/// Quantises: weights are cut at `clip` times their root mean square, and what rounds to less than `least` steps is
/// left out.
pub fn quantise<const CLASSES: usize>(averages: &Averages<CLASSES>, clip: f32, least: i8) -> WeightTable<CLASSES> {
    let weights = || averages.values().flatten().filter(|weight| **weight != 0.0);
    let mean_square = weights().map(|weight| weight * weight).sum::<f32>() / weights().count().max(1) as f32;
    let scale = (mean_square.sqrt() * clip / 127.0).max(f32::MIN_POSITIVE);
    let entries: Vec<_> = averages
        .iter()
        .map(|(feature, row)| (*feature, row.map(|weight| quantised(weight / scale, least))))
        .filter(|(_, row)| row.iter().any(|weight| *weight != 0))
        .collect();
    WeightTable::new(entries.into_iter(), scale)
}

fn quantised(steps: f32, least: i8) -> i8 {
    let steps = steps.round().clamp(-127.0, 127.0) as i8;
    if steps.abs() < least { 0 } else { steps }
}
