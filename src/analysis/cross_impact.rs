//! A cross-impact matrix: descriptors, their states, and how each state bears on the states of the others.
//!
//! The same type stands behind a map's own judgements and a ScenarioWizard file.

use crate::model::{
    AssumptionId, Consistency, Descriptor, DescriptorState, Extra, ForbiddenPair, Judgement, Scenario, ScenarioMap,
    StateRef,
};

use super::AnalysisError;

/// A cross-impact matrix. Row: the state that acts; column: the state acted on. Blocks of a descriptor on itself are 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossImpact {
    pub(super) descriptors: Vec<CrossDescriptor>,
    /// Row by row, as many rows and columns as there are states in all.
    pub(super) values: Vec<i32>,
    /// Places of states that cannot hold together.
    pub(super) forbidden: Vec<(usize, usize)>,
    /// Why the states of one descriptor bear on those of another: (acting, acted on, words).
    pub(super) notes: Vec<(usize, usize, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CrossDescriptor {
    pub id: String,
    pub name: String,
    pub states: Vec<String>,
    /// The place of its first state among all states.
    pub first: usize,
}

impl CrossDescriptor {
    pub fn states_range(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.states.len()
    }
}

/// Judgements beyond this are no judgements; sums of them could overflow.
const LARGEST: i32 = 1_000_000;

impl CrossImpact {
    /// A matrix from names and rows.
    ///
    /// # Errors
    /// When a descriptor has no state, the matrix is not square over all states, or a value is beyond a million.
    pub fn new(descriptors: Vec<(String, Vec<String>)>, rows: &[Vec<i32>]) -> Result<Self, AnalysisError> {
        let fail = |message: String| Err(AnalysisError::Judgements(message));
        let mut count = 0;
        let mut list = Vec::with_capacity(descriptors.len());
        for (name, states) in descriptors {
            if states.is_empty() {
                return fail(format!("descriptor \"{name}\" has no state; give it two to four"));
            }
            let first = count;
            count += states.len();
            list.push(CrossDescriptor { id: name.clone(), name, states, first });
        }
        if rows.len() != count {
            return fail(format!("the matrix has {} rows for {count} states; it needs one per state", rows.len()));
        }
        if let Some(place) = rows.iter().position(|row| row.len() != count) {
            let found = rows[place].len();
            return fail(format!("row {} of the matrix has {found} values instead of {count}", place + 1));
        }
        let mut values: Vec<i32> = rows.iter().flatten().copied().collect();
        if let Some(value) = values.iter().find(|v| v.abs() > LARGEST) {
            return fail(format!("the judgement {value} is beyond {LARGEST}"));
        }
        for descriptor in &list {
            for row in descriptor.states_range() {
                values[row * count..][descriptor.states_range()].fill(0);
            }
        }
        Ok(Self { descriptors: list, values, forbidden: Vec::new(), notes: Vec::new() })
    }

    /// The matrix of a map's own judgements. Where a pair is judged twice, the later judgement stands.
    ///
    /// # Errors
    /// When a descriptor has no state, or a judgement or forbidden pair names a state that is not there.
    pub fn of(consistency: &Consistency) -> Result<Self, AnalysisError> {
        let count: usize = consistency.descriptors.iter().map(|d| d.states.len()).sum();
        let descriptors = consistency
            .descriptors
            .iter()
            .map(|d| (d.name.clone(), d.states.iter().map(|s| s.name.clone()).collect()))
            .collect();
        let mut matrix = Self::new(descriptors, &vec![vec![0; count]; count])?;
        for (descriptor, written) in matrix.descriptors.iter_mut().zip(&consistency.descriptors) {
            descriptor.id.clone_from(&written.id);
        }
        for judgement in &consistency.judgements {
            let (from, to) = (matrix.place(&judgement.from)?, matrix.place(&judgement.to)?);
            if matrix.descriptor_of(from) != matrix.descriptor_of(to) {
                matrix.values[from * count + to] = i32::from(judgement.value);
            }
        }
        for pair in &consistency.forbidden {
            let places = (matrix.place(&pair.a)?, matrix.place(&pair.b)?);
            matrix.forbidden.push(places);
        }
        for judgement in consistency.judgements.iter().filter(|j| !j.note.is_empty()) {
            let (from, to) = (matrix.place(&judgement.from)?, matrix.place(&judgement.to)?);
            let pair = (matrix.descriptor_of(from), matrix.descriptor_of(to));
            match matrix.notes.iter_mut().find(|(a, b, _)| (*a, *b) == pair) {
                Some((_, _, words)) if !words.contains(&judgement.note) => {
                    words.push_str("; ");
                    words.push_str(&judgement.note);
                }
                Some(_) => {}
                None => matrix.notes.push((pair.0, pair.1, judgement.note.clone())),
            }
        }
        Ok(matrix)
    }

    /// The judgements as a map keeps them. The words of a pair of descriptors go to its first judgement.
    ///
    /// # Errors
    /// When a value is outside -3..3, which is the scale of a map.
    pub fn to_consistency(&self) -> Result<Consistency, AnalysisError> {
        let mut consistency = Consistency::default();
        for descriptor in &self.descriptors {
            let state =
                |name: &String| DescriptorState { name: name.clone(), settings: Vec::new(), extra: Extra::new() };
            consistency.descriptors.push(Descriptor {
                id: descriptor.id.clone(),
                name: descriptor.name.clone(),
                states: descriptor.states.iter().map(state).collect(),
                extra: Extra::new(),
            });
        }
        let mut told = vec![false; self.notes.len()];
        for from in 0..self.states() {
            for to in (0..self.states()).filter(|to| self.value(from, *to) != 0) {
                let value = self.value(from, to);
                let Some(value) = i8::try_from(value).ok().filter(|v| (-3..=3).contains(v)) else {
                    return Err(AnalysisError::Judgements(format!(
                        "{} on {} is judged {value}; a map holds -3 to 3, so rescale the matrix first",
                        self.words(from),
                        self.words(to)
                    )));
                };
                let pair = (self.descriptor_of(from), self.descriptor_of(to));
                let note = self.notes.iter().position(|(a, b, _)| (*a, *b) == pair).filter(|place| !told[*place]);
                let note = note.map_or_else(String::new, |place| {
                    told[place] = true;
                    self.notes[place].2.clone()
                });
                consistency.judgements.push(Judgement {
                    from: self.state_ref(from),
                    to: self.state_ref(to),
                    value,
                    note,
                });
            }
        }
        consistency.forbidden = self
            .forbidden
            .iter()
            .map(|(a, b)| ForbiddenPair { a: self.state_ref(*a), b: self.state_ref(*b), note: String::new() })
            .collect();
        Ok(consistency)
    }

    /// The combination of states that a scenario stands for: per descriptor the first state whose settings the scenario
    /// makes with the same extents, else the first state without settings. `None` where a descriptor has neither.
    pub fn combination_of(map: &ScenarioMap, consistency: &Consistency, scenario: &Scenario) -> Option<Vec<usize>> {
        // An assumption that a scenario leaves alone stands where its lever changes nothing.
        let extent_of = |id: &AssumptionId| match scenario.setting(id) {
            Some(set) => Some(set.extent),
            None => Some(map.assumption(id)?.lever.neutral_extent()),
        };
        let makes = |state: &DescriptorState| {
            !state.settings.is_empty()
                && state.settings.iter().all(|wanted| extent_of(&wanted.assumption) == Some(wanted.extent))
        };
        let of = |descriptor: &Descriptor| {
            let made = descriptor.states.iter().position(makes);
            made.or_else(|| descriptor.states.iter().position(|s| s.settings.is_empty()))
        };
        consistency.descriptors.iter().map(of).collect()
    }

    /// Descriptor names with the names of their states, in order.
    pub fn descriptors(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.descriptors.iter().map(|d| (d.name.as_str(), d.states.as_slice()))
    }

    /// How many states there are in all: the matrix has as many rows and columns.
    pub fn states(&self) -> usize {
        self.descriptors.iter().map(|d| d.states.len()).sum()
    }

    /// How one state bears on another, by their places among all states. 0 outside the matrix.
    pub fn value(&self, from: usize, to: usize) -> i32 {
        let count = self.states();
        if from < count && to < count { self.values[from * count + to] } else { 0 }
    }

    pub(super) fn descriptor_of(&self, state: usize) -> usize {
        self.descriptors.iter().position(|d| d.states_range().contains(&state)).unwrap_or(0)
    }

    fn place(&self, state: &StateRef) -> Result<usize, AnalysisError> {
        let descriptor = self.descriptors.iter().find(|d| d.id == state.descriptor);
        let place = descriptor.and_then(|d| Some(d.first + d.states.iter().position(|s| *s == state.state)?));
        place.ok_or_else(|| {
            let StateRef { descriptor, state } = state;
            AnalysisError::Judgements(format!("there is no state \"{state}\" of \"{descriptor}\""))
        })
    }

    fn state_ref(&self, state: usize) -> StateRef {
        let descriptor = &self.descriptors[self.descriptor_of(state)];
        StateRef { descriptor: descriptor.id.clone(), state: descriptor.states[state - descriptor.first].clone() }
    }

    fn words(&self, state: usize) -> String {
        let StateRef { descriptor, state } = self.state_ref(state);
        format!("\"{state}\" of \"{descriptor}\"")
    }
}
