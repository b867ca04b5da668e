//! Which actors and links are left out of the picture.

/// What is left out; nothing, where it is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hidden {
    /// Per node of the scene.
    pub nodes: Vec<bool>,
    /// Per link of the scene.
    pub links: Vec<bool>,
}

impl Hidden {
    /// Whether a node is left out.
    pub fn node(&self, n: usize) -> bool {
        self.nodes.get(n).copied().unwrap_or(false)
    }

    /// Whether a link is left out.
    pub fn link(&self, n: usize) -> bool {
        self.links.get(n).copied().unwrap_or(false)
    }
}
