//! The state of the parser: stack, next word and the arcs drawn so far (arc-hybrid system, Kuhlmann et al. 2011).
//! Knows no weights.

use super::labels::DepRel;

/// Stands for "no word".
pub const NONE: usize = usize::MAX;

/// One step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Puts the next word on the stack.
    Shift,
    /// Hangs the top of the stack on the next word.
    Left,
    /// Hangs the top of the stack on the word beneath it.
    Right,
}

impl Move {
    /// All moves, in the order of the weights.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// What is known of one word's place in the tree.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its head, `NONE` as long as it has none; the number of words for the head of the sentence.
    pub head: usize,
    /// How it hangs on its head.
    pub relation: DepRel,
    /// Outermost and next dependents on the left.
    pub left: [usize; 2],
    /// Outermost and next dependents on the right.
    pub right: [usize; 2],
    /// Number of dependents on the left.
    pub lefts: u32,
    /// Number of dependents on the right.
    pub rights: u32,
}

impl Node {
    const NEW: Self =
        Self { head: NONE, relation: DepRel::Dep, left: [NONE; 2], right: [NONE; 2], lefts: 0, rights: 0 };
}

/// A parse under way. The root stands after the last word.
#[derive(Clone, Debug)]
pub struct Arcs {
    stack: Vec<usize>,
    next: usize,
    nodes: Vec<Node>,
}

impl Arcs {
    /// Nothing read yet.
    pub fn new(words: usize) -> Self {
        Self { stack: Vec::with_capacity(words.min(64)), next: 0, nodes: vec![Node::NEW; words + 1] }
    }

    /// Number of words, which is also the number of the root.
    pub fn root(&self) -> usize {
        self.nodes.len() - 1
    }

    /// The word on the stack, `depth` below its top.
    #[inline]
    pub fn stack(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).and_then(|at| self.stack.get(at)).copied().unwrap_or(NONE)
    }

    /// The words on the stack, lowest first.
    pub fn stacked(&self) -> &[usize] {
        &self.stack
    }

    /// The word `ahead` places after the next word; the root after the last.
    #[inline]
    pub fn next(&self, ahead: usize) -> usize {
        let place = self.next + ahead;
        if place <= self.root() { place } else { NONE }
    }

    /// What is known of a word, also of the root.
    #[inline]
    pub fn node(&self, word: usize) -> &Node {
        const NOTHING: Node = Node::NEW;
        self.nodes.get(word).unwrap_or(&NOTHING)
    }

    /// Whether every word has its head.
    pub fn done(&self) -> bool {
        self.next >= self.root() && self.stack.is_empty()
    }

    /// Whether a move keeps the result a tree with one head of the sentence.
    #[inline]
    pub fn may(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.root(),
            Move::Left => !self.stack.is_empty() && (self.next < self.root() || self.stack.len() == 1),
            Move::Right => self.stack.len() >= 2,
        }
    }

    /// The arc that a move would draw: dependent and head.
    pub fn arc(&self, step: Move) -> Option<(usize, usize)> {
        match step {
            Move::Shift => None,
            Move::Left => Some((self.stack(0), self.next)),
            Move::Right => Some((self.stack(0), self.stack(1))),
        }
    }

    /// Makes a move. `relation` is that of the arc drawn, if one is.
    pub fn take(&mut self, step: Move, relation: DepRel) {
        let Some((dependent, head)) = self.arc(step) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        if let Some(node) = self.nodes.get_mut(dependent) {
            node.head = head;
            node.relation = relation;
        }
        if let Some(node) = self.nodes.get_mut(head) {
            if dependent < head {
                node.left = [dependent, node.left[0]];
                node.lefts += 1;
            } else {
                node.right = [dependent, node.right[0]];
                node.rights += 1;
            }
        }
    }

    /// Changes the relation of a word that has its head.
    pub fn rename(&mut self, word: usize, relation: DepRel) {
        if let Some(node) = self.nodes.get_mut(word) {
            node.relation = relation;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_permitted_moves_end_in_a_tree_with_one_head() {
        for seed in 0_u64..200 {
            let words = (seed % 9 + 1) as usize;
            let mut arcs = Arcs::new(words);
            let mut state = seed;
            let mut moves = 0;
            while !arcs.done() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let step = Move::ALL[(state >> 33) as usize % 3];
                if arcs.may(step) {
                    arcs.take(step, DepRel::Dep);
                    moves += 1;
                }
            }
            assert_eq!(moves, 2 * words);
            let heads: Vec<_> = (0..words).map(|word| arcs.node(word).head).collect();
            assert_eq!(heads.iter().filter(|head| **head == words).count(), 1);
            for mut word in 0..words {
                for _ in 0..words {
                    word = if word < words { heads[word] } else { word };
                }
                assert_eq!(word, words, "no cycle in {heads:?}");
            }
        }
    }
}
