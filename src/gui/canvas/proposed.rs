//! What the program suggests and nobody has decided on: links, and the actors that they name but the map does not have.

use std::collections::{HashMap, HashSet};

use super::link::{Hue, relation_words};
use super::scene::Scene;
use crate::extract::{Finding, FindingKind};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::model::{ActorId, ActorKind, ProposalId, Proposed, ScenarioMap};

/// More suggested actors than this are not drawn: those of the findings that come first are.
const MOST: usize = 120;

/// What is suggested, as the canvas draws it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    /// Actors that the map does not have, in the order of the review queue.
    pub actors: Vec<ProposedActor>,
    /// Links that the map does not have, between actors of either kind.
    pub links: Vec<ProposedLink>,
}

/// An actor that is only suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedActor {
    /// The id it would get.
    pub id: ActorId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

/// A link that is only suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedLink {
    /// What suggests it.
    pub proposal: ProposalId,
    /// Where it starts.
    pub from: ActorId,
    /// Where it points.
    pub to: ActorId,
    /// What gives it its colour.
    pub hue: Hue,
    /// Its words.
    pub words: String,
}

/// The open suggestions of a review queue that say something the map does not have yet.
pub fn proposals_of(map: &ScenarioMap, findings: &[Finding]) -> Proposals {
    let mut suggested: HashMap<&ActorId, ProposedActor> = HashMap::new();
    for proposal in &map.proposals {
        if let Proposed::Actor { actor, name, actor_kind, .. } = &proposal.content {
            suggested.entry(actor).or_insert_with(|| ProposedActor {
                id: actor.clone(),
                name: name.clone(),
                kind: *actor_kind,
            });
        }
    }
    let on_map: HashSet<&ActorId> = map.actors.iter().map(|actor| &actor.id).collect();
    let mut drawn: HashSet<ActorId> = HashSet::new();
    let mut proposals = Proposals::default();
    for finding in findings {
        let Some(link) = link_of(map, finding) else { continue };
        let ends = [&link.from, &link.to];
        let news: Vec<&ActorId> = ends.into_iter().filter(|id| !on_map.contains(id) && !drawn.contains(*id)).collect();
        if news.iter().any(|id| !suggested.contains_key(id)) || drawn.len() + news.len() > MOST {
            continue;
        }
        for id in news {
            if let Some(actor) = suggested.get(id).filter(|_| drawn.insert(id.clone())) {
                proposals.actors.push(actor.clone());
            }
        }
        // What one gives another of one family is one link, as it is among what is accepted.
        let same = |known: &&mut ProposedLink| known.from == link.from && known.to == link.to && known.hue == link.hue;
        match proposals.links.iter_mut().find(same) {
            Some(known) if known.words.split(", ").any(|words| words == link.words) => {}
            Some(known) => {
                known.words.push_str(", ");
                known.words.push_str(&link.words);
            }
            None => proposals.links.push(link),
        }
    }
    proposals
}

/// The link that a finding suggests, unless the map has it.
fn link_of(map: &ScenarioMap, finding: &Finding) -> Option<ProposedLink> {
    let proposal = finding.proposals.first()?.clone();
    match &finding.kind {
        FindingKind::Relation { source, target, class, relation_type, .. } => {
            let is_known =
                map.relations.iter().any(|r| r.source == *source && r.target == *target && r.class == *class);
            (!is_known).then(|| ProposedLink {
                proposal,
                from: source.clone(),
                to: target.clone(),
                hue: Hue::Class(*class),
                words: relation_words(*class, relation_type),
            })
        }
        FindingKind::Provision { provider, recipient, function, .. } => {
            let is_known = map
                .provisions
                .iter()
                .any(|p| p.provider == *provider && p.recipient == *recipient && p.function == *function);
            (!is_known).then(|| ProposedLink {
                proposal,
                from: provider.clone(),
                to: recipient.clone(),
                hue: Hue::Family(map.function_family(function)),
                words: map.function_words(function),
            })
        }
        FindingKind::SameActor { .. } | FindingKind::Prospect { .. } | FindingKind::LooseActors(_) => None,
    }
}

/// Whether a finding is about an actor.
fn is_about(finding: &Finding, actor: &ActorId) -> bool {
    match &finding.kind {
        FindingKind::Provision { provider, recipient, .. } => provider == actor || recipient == actor,
        FindingKind::Relation { source, target, .. } => source == actor || target == actor,
        FindingKind::SameActor { keep, merge, .. } => keep == actor || merge == actor,
        FindingKind::Prospect { actor: own, target, .. } => own == actor || target.as_ref() == Some(actor),
        FindingKind::LooseActors(actors) => actors.contains(actor),
    }
}

/// How many findings of the queue are about a suggested actor, said where the pointer is on it.
pub fn words_of(cx: &ViewCtx<'_>, actor: &ActorId) -> String {
    match cx.snapshot.findings.iter().filter(|finding| is_about(finding, actor)).count() {
        1 => "Proposed in 1 finding: click to review it".to_owned(),
        count => format!("Proposed in {count} findings: click to review the first, click again for the next"),
    }
}

/// Takes the review queue to a suggested actor: to its first finding, or from one of them to the next.
pub fn review_actor(cx: &ViewCtx<'_>, scene: &Scene, n: usize, out: &mut Vec<Command>) {
    let Some(node) = scene.nodes.get(n) else { return };
    let about: Vec<usize> =
        (0..cx.snapshot.findings.len()).filter(|at| is_about(&cx.snapshot.findings[*at], &node.id)).collect();
    let current = cx.view.finding;
    let known = about.iter().position(|at| *at == current);
    let next = known.map_or(0, |known| (known + 1) % about.len());
    review(current, about.get(next).copied(), out);
}

/// Takes the review queue to the finding of a suggested link.
pub fn review_link(cx: &ViewCtx<'_>, proposal: &ProposalId, out: &mut Vec<Command>) {
    let at = cx.snapshot.findings.iter().position(|finding| finding.proposals.contains(proposal));
    review(cx.view.finding, at, out);
}

fn review(current: usize, at: Option<usize>, out: &mut Vec<Command>) {
    let Some(at) = at else { return };
    let number = |place: usize| i32::try_from(place).unwrap_or(i32::MAX);
    out.push(ViewCommand::ClearSelection.into());
    out.push(ViewCommand::ReviewStep(number(at) - number(current)).into());
    out.push(ViewCommand::FocusReview.into());
}
