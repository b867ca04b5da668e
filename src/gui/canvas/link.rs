//! Links on the canvas: relations one by one, provisions of one family and one standing from one actor to another together.

use std::collections::HashMap;

use super::proposed::ProposedLink;
use super::scene::Node;
use crate::gui::context::ViewCtx;
use crate::gui::view::LinkRef;
use crate::model::{
    ActorId, Factuality, FunctionFamily, ProposalId, Provision, ProvisionStatus, RelationClass, StructureType,
};

/// A link on the canvas.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it stands for; the first one names it. Empty for a proposal.
    pub items: Vec<LinkRef>,
    /// Where it starts, by place among the nodes.
    pub from: usize,
    /// Where it points.
    pub to: usize,
    /// What gives it its colour.
    pub hue: Hue,
    /// How sure it is.
    pub line: Line,
    /// Width in points at zoom 1.
    pub width: f32,
    /// Its words: functions or type.
    pub words: String,
    /// Its place among the links of the same two actors, 0 in the middle.
    pub slot: f32,
    /// How many links there are between the two.
    pub parallel: usize,
    /// The number of the pair of actors it joins.
    pub pair: usize,
    /// What the scenario leaves of it, 0..1.
    pub remaining: f32,
    /// Whether something that was delivered is delivered no more: a cross then says so.
    pub was_delivered: bool,
    /// Whether it delivers more than in the reference.
    pub steps_in: bool,
    /// Whether nobody has accepted it yet.
    pub is_proposed: bool,
    /// What suggests it, where it is only proposed.
    pub proposal: Option<ProposalId>,
}

/// What gives a link its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hue {
    /// A family of security functions.
    Family(FunctionFamily),
    /// A class of relations.
    Class(RelationClass),
}

/// How sure a link is, as its line shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Line {
    /// Done, active.
    Solid,
    /// Planned, offered, latent.
    Dashed,
    /// Alleged, hypothetical.
    Dotted,
    /// Past, suspended, denied, or left out as weak evidence: drawn thin and faint.
    Faint,
}

impl Line {
    /// The line of a provision.
    pub fn of_provision(status: ProvisionStatus, factuality: Factuality) -> Self {
        match (status, factuality) {
            (ProvisionStatus::Past | ProvisionStatus::Suspended, _) | (_, Factuality::Denied) => Self::Faint,
            (_, Factuality::Alleged | Factuality::Hypothetical) => Self::Dotted,
            (ProvisionStatus::Offered | ProvisionStatus::Latent, _) | (_, Factuality::Planned) => Self::Dashed,
            (ProvisionStatus::Active, Factuality::Done) => Self::Solid,
        }
    }

    /// The line of a relation.
    pub fn of_relation(factuality: Factuality) -> Self {
        Self::of_provision(ProvisionStatus::Active, factuality)
    }
}

/// The words of a relation's type.
pub fn relation_words(class: RelationClass, kind: &str) -> String {
    match StructureType::from_id(kind) {
        Some(structure) if class == RelationClass::Structure => structure.words().to_owned(),
        _ if kind.is_empty() => class.words().to_owned(),
        _ => kind.replace('_', " "),
    }
}

/// All links of a map, fanned out where several join the same two actors.
pub fn links_of(
    cx: &ViewCtx<'_>,
    index: &HashMap<ActorId, usize>,
    nodes: &[Node],
    proposed: &[ProposedLink],
) -> Vec<Link> {
    let mut links = Vec::new();
    relations(cx, index, nodes, &mut links);
    provisions(cx, index, &mut links);
    for proposal in proposed {
        if let (Some(from), Some(to)) = (index.get(&proposal.from), index.get(&proposal.to)) {
            links.push(Link {
                width: 1.3,
                is_proposed: true,
                proposal: Some(proposal.proposal.clone()),
                ..Link::new(Vec::new(), *from, *to, proposal.hue, Line::Dashed, proposal.words.clone())
            });
        }
    }
    fan_out(&mut links);
    links
}

impl Link {
    fn new(items: Vec<LinkRef>, from: usize, to: usize, hue: Hue, line: Line, words: String) -> Self {
        Self {
            items,
            from,
            to,
            hue,
            line,
            width: 1.4,
            words,
            slot: 0.0,
            parallel: 1,
            pair: 0,
            remaining: 1.0,
            was_delivered: false,
            steps_in: false,
            is_proposed: false,
            proposal: None,
        }
    }

    /// Whether it stands for this relation or provision.
    pub fn is(&self, link: &LinkRef) -> bool {
        self.items.contains(link)
    }
}

fn relations(cx: &ViewCtx<'_>, index: &HashMap<ActorId, usize>, nodes: &[Node], links: &mut Vec<Link>) {
    for relation in &cx.map.relations {
        let (Some(from), Some(to)) = (index.get(&relation.source), index.get(&relation.target)) else { continue };
        let left = nodes[*from].availability.min(nodes[*to].availability);
        links.push(Link {
            remaining: left,
            ..Link::new(
                vec![LinkRef::Relation(relation.id.clone())],
                *from,
                *to,
                Hue::Class(relation.class),
                Line::of_relation(relation.factuality()),
                relation_words(relation.class, &relation.kind),
            )
        });
    }
}

fn provisions(cx: &ViewCtx<'_>, index: &HashMap<ActorId, usize>, links: &mut Vec<Link>) {
    let first = links.len();
    let mut bundles: HashMap<(usize, usize, FunctionFamily, Line), usize> = HashMap::new();
    let mut sums: Vec<(f64, f64, f64)> = Vec::new();
    // Whether all that a link stands for is out of reach, without having been delivered in the reference.
    let mut all_gone: Vec<bool> = Vec::new();
    let (now, before) = (&cx.snapshot.outcome.delivered, &cx.snapshot.reference_outcome.delivered);
    let left_out = cx.snapshot.study.left_out();
    for provision in &cx.map.provisions {
        let (Some(from), Some(to)) = (index.get(&provision.provider), index.get(&provision.recipient)) else {
            continue;
        };
        let family = cx.map.function_family(&provision.function);
        let mut line = Line::of_provision(provision.status, provision.factuality());
        let mut words = cx.map.function_words(&provision.function);
        if left_out.contains(&provision.id) {
            line = Line::Faint;
            words.push_str(" (left out)");
        }
        let item = LinkRef::Provision(provision.id.clone());
        let at = *bundles.entry((*from, *to, family, line)).or_insert_with(|| {
            links.push(Link::new(Vec::new(), *from, *to, Hue::Family(family), line, String::new()));
            sums.push((0.0, 0.0, 0.0));
            all_gone.push(true);
            links.len() - 1
        });
        let link = &mut links[at];
        if !link.words.is_empty() {
            link.words.push_str(", ");
        }
        link.words.push_str(&words);
        link.items.push(item);
        all_gone[at - first] &= cx.snapshot.gone.contains(&(provision.provider.clone(), provision.function.clone()));
        let sum = &mut sums[at - first];
        sum.0 += share_of(provision);
        sum.1 += now.get(&provision.id).copied().unwrap_or(0.0);
        sum.2 += before.get(&provision.id).copied().unwrap_or(0.0);
    }
    for ((link, (share, now, before)), gone) in links[first..].iter_mut().zip(sums).zip(all_gone) {
        link.width = if link.line == Line::Faint { 1.2 } else { (1.6 + 5.2 * share as f32).min(7.5) };
        if before > 1e-9 {
            link.was_delivered = true;
            link.remaining = (now / before).clamp(0.0, 1.0) as f32;
        } else if gone {
            link.remaining = 0.0;
        }
        link.steps_in = now - before > 0.004;
    }
}

fn share_of(provision: &Provision) -> f64 {
    provision.share.map_or(0.05, |share| share.0)
}

/// Gives links of the same two actors their slots, whichever way they point.
fn fan_out(links: &mut [Link]) {
    let mut pairs: HashMap<(usize, usize), (usize, usize)> = HashMap::new();
    let key = |link: &Link| (link.from.min(link.to), link.from.max(link.to));
    for link in links.iter_mut() {
        let next = pairs.len();
        let (pair, count) = pairs.entry(key(link)).or_insert((next, 0));
        link.pair = *pair;
        link.slot = *count as f32;
        *count += 1;
    }
    for link in links {
        link.parallel = pairs.get(&key(link)).map_or(1, |(_, count)| *count);
        link.slot -= (link.parallel as f32 - 1.0) / 2.0;
        // The side is that of the pair, not of the direction, so that links there and back do not lie on each other.
        if link.from > link.to {
            link.slot = -link.slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_there_and_back_get_slots_of_their_own() {
        let link =
            |from, to| Link::new(Vec::new(), from, to, Hue::Class(RelationClass::Conflict), Line::Solid, String::new());
        let mut links = vec![link(0, 1), link(1, 0), link(0, 1), link(1, 2)];
        fan_out(&mut links);
        // Seen from actor 0 towards actor 1.
        let sides: Vec<f32> = links[..3].iter().map(|l| if l.from == 0 { l.slot } else { -l.slot }).collect();
        assert_eq!(sides, [-1.0, 0.0, 1.0]);
        assert_eq!(links[3].slot, 0.0);
    }
}
