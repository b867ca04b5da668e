//! Short animations after a jump: another scenario, a layout, an undo. None while something is dragged, and none at all
//! where motion is reduced; what is drawn then is the snapshot itself.

use std::collections::HashMap;

use egui::Pos2;

use super::scene::{Node, Scene};
use super::shown::Shown;
use crate::gui::view::LinkRef;
use crate::model::{ActorId, ScenarioId};

/// How long it takes, in seconds.
pub const DURATION: f64 = 0.32;

/// What was on screen, and what is on its way to the new scene.
#[derive(Default)]
pub struct Motion {
    last: Frame,
    from: Frame,
    started: Option<f64>,
    scenarios: Option<(ScenarioId, ScenarioId)>,
}

#[derive(Default, Clone)]
struct Frame {
    places: HashMap<ActorId, Pos2>,
    availability: HashMap<ActorId, f32>,
    remaining: HashMap<LinkRef, f32>,
}

impl Motion {
    /// Sets out from what was shown last, when the scene has jumped. How many stand elsewhere comes back.
    pub fn start_if_jumped(&mut self, scene: &Scene, scenarios: (ScenarioId, ScenarioId), now: f64) -> usize {
        let switched = self.scenarios.as_ref().is_some_and(|known| *known != scenarios);
        let stands_elsewhere =
            |node: &Node| self.last.places.get(&node.id).is_some_and(|at| at.distance(node.at) > 0.5);
        let moved = scene.nodes.iter().filter(|node| stands_elsewhere(node)).count();
        self.scenarios = Some(scenarios);
        if switched || moved > 0 {
            self.from = self.last.clone();
            if !switched {
                // Only places move; a dragged slider is followed at once.
                self.from.availability.clear();
                self.from.remaining.clear();
            }
            self.started = Some(now);
        }
        moved
    }

    /// Ends any motion.
    pub fn stop(&mut self) {
        self.started = None;
    }

    /// How far it has come, 0..1; 1 when nothing moves.
    pub fn progress(&mut self, now: f64) -> f32 {
        let Some(started) = self.started else { return 1.0 };
        let part = ((now - started) / DURATION).clamp(0.0, 1.0) as f32;
        if part >= 1.0 {
            self.started = None;
        }
        // Fast at first, then coming to rest.
        1.0 - (1.0 - part).powi(3)
    }

    /// Where a node is on its way.
    pub fn place(&self, id: &ActorId, target: Pos2, progress: f32) -> Pos2 {
        match self.from.places.get(id) {
            Some(from) if progress < 1.0 => *from + (target - *from) * progress,
            _ => target,
        }
    }

    /// What is shown of availability and links, written into the buffers of the frame.
    pub fn fill(&self, scene: &Scene, progress: f32, shown: &mut Shown) {
        let between = |from: Option<&f32>, to: f32| match from {
            Some(from) if progress < 1.0 => from + (to - from) * progress,
            _ => to,
        };
        shown.availability.clear();
        shown
            .availability
            .extend(scene.nodes.iter().map(|node| between(self.from.availability.get(&node.id), node.availability)));
        shown.remaining.clear();
        shown.remaining.extend(scene.links.iter().map(|link| {
            let from = link.items.first().and_then(|item| self.from.remaining.get(item));
            between(from, link.remaining)
        }));
    }

    /// Remembers what was shown, for the next jump. Called when a scene is about to be replaced.
    pub fn remember(&mut self, scene: &Scene, shown: &Shown, at: impl Fn(usize) -> Pos2) {
        self.last.places = scene.nodes.iter().enumerate().map(|(n, node)| (node.id.clone(), at(n))).collect();
        let available = scene.nodes.iter().zip(&shown.availability);
        self.last.availability = available.map(|(node, left)| (node.id.clone(), *left)).collect();
        let remaining = scene.links.iter().zip(&shown.remaining);
        self.last.remaining = remaining.filter_map(|(link, left)| Some((link.items.first()?.clone(), *left))).collect();
    }
}
