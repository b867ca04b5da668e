//! Flows through a network: the most, and the cheapest with two costs of which the first always decides.
//!
//! Reallocating help is such a flow (partner, provision, function), so its linear program is solved here exactly, with
//! potentials that prove the optimum, and ties are broken without a second solver.

/// Amounts up to this are no flow.
const NO_FLOW: f64 = 1e-12;
/// Values this close are equal. Values are scaled so that the largest is 1.
const SAME_VALUE: f64 = 1e-12;

/// What a unit of flow costs: value first, distance among equals. Distances are whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cost {
    pub value: f64,
    pub distance: f64,
}

impl Cost {
    pub const FREE: Self = Self { value: 0.0, distance: 0.0 };
    const UNREACHED: Self = Self { value: f64::INFINITY, distance: 0.0 };

    fn plus(self, other: Self) -> Self {
        Self { value: self.value + other.value, distance: self.distance + other.distance }
    }

    fn same(self, other: Self) -> bool {
        (self.value - other.value).abs() <= SAME_VALUE && (self.distance - other.distance).abs() < 0.5
    }

    fn less(self, other: Self) -> bool {
        if self.value.is_infinite() || other.value.is_infinite() || (self.value - other.value).abs() > SAME_VALUE {
            self.value < other.value
        } else {
            self.distance < other.distance - 0.5
        }
    }
}

/// A network of nodes and arcs. An arc and its reverse are neighbours: `arc` and `arc ^ 1`.
#[derive(Clone, Debug)]
pub(super) struct Network {
    arcs_of: Vec<Vec<usize>>,
    to: Vec<usize>,
    residual: Vec<f64>,
    cost: Vec<Cost>,
}

impl Network {
    pub fn new(nodes: usize) -> Self {
        Self { arcs_of: vec![Vec::new(); nodes], to: Vec::new(), residual: Vec::new(), cost: Vec::new() }
    }

    /// Adds an arc and gives its number.
    pub fn arc(&mut self, from: usize, to: usize, capacity: f64, cost: Cost) -> usize {
        let arc = self.to.len();
        self.to.extend([to, from]);
        self.residual.extend([capacity, 0.0]);
        self.cost.extend([cost, Cost { value: -cost.value, distance: -cost.distance }]);
        self.arcs_of[from].push(arc);
        self.arcs_of[to].push(arc + 1);
        arc
    }

    /// What flows through an arc.
    pub fn flow(&self, arc: usize) -> f64 {
        self.residual[arc ^ 1]
    }

    fn open(&self, arc: usize) -> bool {
        self.residual[arc] > NO_FLOW
    }

    fn from(&self, arc: usize) -> usize {
        self.to[arc ^ 1]
    }

    /// Pushes as much as the network takes from `source` to `sink`.
    pub fn fill(&mut self, source: usize, sink: usize) {
        while let Some(path) = self.path(source, sink, |_| true) {
            self.push(&path);
        }
    }

    /// The nodes that could still be reached from `source`: one side of a least cut once the network is filled.
    pub fn reachable(&self, source: usize) -> Vec<bool> {
        let mut reached = vec![false; self.arcs_of.len()];
        reached[source] = true;
        let mut queue = vec![source];
        while let Some(node) = queue.pop() {
            for &arc in &self.arcs_of[node] {
                if self.open(arc) && !reached[self.to[arc]] {
                    reached[self.to[arc]] = true;
                    queue.push(self.to[arc]);
                }
            }
        }
        reached
    }

    /// Pushes flow from `source` to `sink` along cheapest paths as long as a path costs less than nothing.
    pub fn fill_cheapest(&mut self, source: usize, sink: usize) {
        loop {
            let costs = self.costs_from(source, sink);
            if !costs[sink].less(Cost::FREE) {
                return;
            }
            let mut pushed = false;
            let cheapest =
                |network: &Self, arc: usize| network.leads(&costs, arc) && costs[network.from(arc)].value.is_finite();
            while let Some(path) = self.path(source, sink, |arc| cheapest(self, arc)) {
                self.push(&path);
                pushed = true;
            }
            if !pushed {
                return;
            }
        }
    }

    /// The cheapest cost of reaching every node from `source`; `sink` leads nowhere.
    fn costs_from(&self, source: usize, sink: usize) -> Vec<Cost> {
        let mut costs = vec![Cost::UNREACHED; self.arcs_of.len()];
        costs[source] = Cost::FREE;
        self.relax(&mut costs, |arc| self.from(arc) != sink);
        costs
    }

    /// Bellman and Ford's passes: a fixed order of nodes, so that equal paths are settled the same way every time.
    fn relax(&self, costs: &mut [Cost], usable: impl Fn(usize) -> bool) {
        for _ in 0..=self.arcs_of.len() {
            let mut changed = false;
            for node in 0..self.arcs_of.len() {
                if costs[node].value.is_infinite() {
                    continue;
                }
                for &arc in &self.arcs_of[node] {
                    if self.open(arc) && usable(arc) {
                        let through = costs[node].plus(self.cost[arc]);
                        if through.less(costs[self.to[arc]]) {
                            costs[self.to[arc]] = through;
                            changed = true;
                        }
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Whether an arc lies on a cheapest path under these costs.
    fn leads(&self, costs: &[Cost], arc: usize) -> bool {
        costs[self.from(arc)].plus(self.cost[arc]).same(costs[self.to[arc]])
    }

    /// The path of fewest open, usable arcs between two nodes.
    fn path(&self, from: usize, to: usize, usable: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
        let mut came_by = vec![usize::MAX; self.arcs_of.len()];
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for &arc in &self.arcs_of[node] {
                let next = self.to[arc];
                if next != from && came_by[next] == usize::MAX && self.open(arc) && usable(arc) {
                    came_by[next] = arc;
                    if next == to {
                        let mut path = Vec::new();
                        let mut node = to;
                        while node != from {
                            path.push(came_by[node]);
                            node = self.from(came_by[node]);
                        }
                        path.reverse();
                        return Some(path);
                    }
                    queue.push_back(next);
                }
            }
        }
        None
    }

    fn push(&mut self, path: &[usize]) {
        let amount = path.iter().map(|arc| self.residual[*arc]).fold(f64::INFINITY, f64::min);
        for &arc in path {
            self.residual[arc] -= amount;
            self.residual[arc ^ 1] += amount;
        }
    }

    /// Closes the circle from sink to source after `fill_cheapest`, and gives the potential of every node: the proof that
    /// nothing is cheaper.
    pub fn close(&mut self, source: usize, sink: usize, flow: f64) -> Vec<Cost> {
        let back = self.arc(sink, source, f64::INFINITY, Cost::FREE);
        self.residual[back ^ 1] = flow;
        let mut potentials = vec![Cost::FREE; self.arcs_of.len()];
        self.relax(&mut potentials, |_| true);
        potentials
    }

    /// The least value of any flow, as the potentials prove it by weak duality. `None` where they prove nothing.
    pub fn proven_value(&self, potentials: &[Cost]) -> Option<f64> {
        let mut proven = 0.0;
        for arc in (0..self.to.len()).step_by(2) {
            let gain = self.cost[arc].value + potentials[self.from(arc)].value - potentials[self.to[arc]].value;
            let capacity = self.residual[arc] + self.residual[arc ^ 1];
            if capacity.is_finite() {
                proven += capacity * gain.min(0.0);
            } else if gain < -1e-9 {
                return None;
            }
        }
        Some(proven)
    }

    /// Among all flows of the same cost, the one that fills these arcs (several to a place) as far as possible, the first
    /// place first.
    pub fn prefer(&mut self, potentials: &[Cost], places: &[Vec<usize>]) {
        let mut settled = vec![false; self.to.len()];
        for place in places {
            for &arc in place {
                settled[arc] = true;
                settled[arc ^ 1] = true;
            }
            for &arc in place {
                let (start, end) = (self.to[arc], self.from(arc));
                while self.open(arc) && self.leads(potentials, arc) {
                    let usable = |a: usize| !settled[a] && self.leads(potentials, a);
                    let Some(mut path) = self.path(start, end, usable) else { break };
                    path.push(arc);
                    self.push(&path);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_takes_what_its_least_cut_lets_through() {
        let mut network = Network::new(4);
        network.arc(0, 1, 2.0, Cost::FREE);
        network.arc(0, 2, 1.0, Cost::FREE);
        network.arc(1, 2, 1.0, Cost::FREE);
        let a = network.arc(1, 3, 0.5, Cost::FREE);
        let b = network.arc(2, 3, 3.0, Cost::FREE);
        network.fill(0, 3);
        assert_eq!((network.flow(a), network.flow(b)), (0.5, 2.0));
        assert_eq!(network.reachable(0), [true, true, false, false]);
    }

    #[test]
    fn the_first_cost_decides_and_the_second_settles_ties() {
        let cost = |value, distance| Cost { value, distance };
        let mut network = Network::new(2);
        let far = network.arc(0, 1, 1.0, cost(-1.0, 1.0));
        let near = network.arc(0, 1, 1.0, cost(-1.0, -1.0));
        let dear = network.arc(0, 1, 1.0, cost(0.5, -9.0));
        network.fill_cheapest(0, 1);
        assert_eq!((network.flow(far), network.flow(near), network.flow(dear)), (1.0, 1.0, 0.0));
        let potentials = network.close(0, 1, 2.0);
        assert_eq!(network.proven_value(&potentials), Some(-2.0));
    }

    #[test]
    fn among_equals_the_first_place_is_filled_first() {
        let mut network = Network::new(4);
        network.arc(0, 1, 1.0, Cost::FREE);
        let early = network.arc(1, 3, 1.0, Cost::FREE);
        let late = network.arc(1, 2, 1.0, Cost::FREE);
        network.arc(2, 3, 1.0, Cost::FREE);
        // All flows from 0 to 3, and takes the shorter way at first.
        network.fill(0, 3);
        assert_eq!((network.flow(late), network.flow(early)), (0.0, 1.0));
        let potentials = network.close(0, 3, 1.0);
        network.prefer(&potentials, &[vec![late], vec![early]]);
        assert_eq!((network.flow(late), network.flow(early)), (1.0, 0.0));
    }
}
