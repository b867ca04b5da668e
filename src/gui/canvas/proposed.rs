//! Links that the program suggests and nobody has decided on, between actors that are on the map.

use super::link::{Hue, relation_words};
use crate::model::actions::is_open;
use crate::model::{ActorId, Proposed, ScenarioMap};

/// A link that is only suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedLink {
    /// Where it starts.
    pub from: ActorId,
    /// Where it points.
    pub to: ActorId,
    /// What gives it its colour.
    pub hue: Hue,
    /// Its words.
    pub words: String,
}

/// The open suggestions that say something the map does not have yet.
pub fn proposed_links(map: &ScenarioMap) -> Vec<ProposedLink> {
    let mut links: Vec<ProposedLink> = Vec::new();
    for proposal in &map.proposals {
        let link = match &proposal.content {
            Proposed::Relation { source, target, class, relation_type, .. } => {
                let known =
                    map.relations.iter().any(|r| r.source == *source && r.target == *target && r.class == *class);
                if known {
                    continue;
                }
                ProposedLink {
                    from: source.clone(),
                    to: target.clone(),
                    hue: Hue::Class(*class),
                    words: relation_words(*class, relation_type),
                }
            }
            Proposed::Provision { provider, recipient, function, .. } => {
                let known = map
                    .provisions
                    .iter()
                    .any(|p| p.provider == *provider && p.recipient == *recipient && p.function == *function);
                if known {
                    continue;
                }
                ProposedLink {
                    from: provider.clone(),
                    to: recipient.clone(),
                    hue: Hue::Family(map.function_family(function)),
                    words: map.function_words(function),
                }
            }
            Proposed::Actor { .. } | Proposed::SameActor { .. } | Proposed::Prospect { .. } => continue,
        };
        let on_map = map.actor(&link.from).is_some() && map.actor(&link.to).is_some();
        if on_map && !links.contains(&link) && is_open(map, proposal) {
            links.push(link);
        }
    }
    links
}
