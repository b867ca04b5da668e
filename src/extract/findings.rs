//! The review queue: what of a map's proposals is still open, as findings in the order an analyst should see them.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{
    ActorId, Claim, ClaimId, Decision, Factuality, FunctionId, Polarity, Proposal, ProposalId, Proposed, ProspectEvent,
    ProvisionStatus, RelationClass, ScenarioMap, Span, StructureType,
};

/// One thing to decide: all claims for the same statement are one finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it states.
    pub kind: FindingKind,
    /// The proposals that a decision decides: one, or all of a bulk finding.
    pub proposals: Vec<ProposalId>,
    /// The claims nobody has decided about yet, in the order of the articles' texts.
    pub claims: Vec<ClaimId>,
    /// How sure the extractor is that it read right, 0..1.
    pub confidence: f64,
    /// How much the principal's coverage would rise at the default share if it were accepted, 0..1; for ordering.
    pub effect: f64,
}

/// What a finding states.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingKind {
    /// Who gives whom what.
    Provision {
        /// Who gives.
        provider: ActorId,
        /// Who gets.
        recipient: ActorId,
        /// What.
        function: FunctionId,
        /// How it stands.
        status: ProvisionStatus,
        /// How the texts commit themselves.
        factuality: Factuality,
    },
    /// A relation.
    Relation {
        /// Where it starts.
        source: ActorId,
        /// Where it points.
        target: ActorId,
        /// Its class.
        class: RelationClass,
        /// Its type.
        relation_type: String,
        /// How the texts commit themselves.
        factuality: Factuality,
    },
    /// Two actors are one.
    SameActor {
        /// The one that stays.
        keep: ActorId,
        /// The one that goes into it.
        merge: ActorId,
        /// Why the program thinks so.
        reason: String,
    },
    /// What an actor will or will not do.
    Prospect {
        /// Who.
        actor: ActorId,
        /// Towards whom.
        target: Option<ActorId>,
        /// What.
        event: ProspectEvent,
        /// Whether it will or will not.
        polarity: Polarity,
    },
    /// Actors that no other finding names, and media that are only quoted: one bulk card.
    LooseActors(Vec<ActorId>),
}

/// The open findings of a map, the ones that move the principal's coverage most first, then by confidence, then by id.
pub fn open_findings(map: &ScenarioMap) -> Vec<Finding> {
    let decided = Decided::of(map);
    let served = served(map);
    let conventions = map.conventions();
    let mut findings = Vec::new();
    let mut named: HashSet<&ActorId> = map.actors.iter().map(|actor| &actor.id).collect();
    let mut loose: Vec<(&ActorId, &Proposal, Vec<ClaimId>)> = Vec::new();
    for proposal in &map.proposals {
        let Some(claims) = decided.open_claims(proposal) else { continue };
        let (kind, effect) = match &proposal.content {
            Proposed::Actor { actor, .. } => {
                loose.push((actor, proposal, claims));
                continue;
            }
            Proposed::Provision { provider, recipient, function, status, factuality } => {
                let counts = served.contains(recipient) && *factuality != Factuality::Denied;
                let likelihood = conventions.of(*status).map_or(0.0, |defaults| defaults.likelihood.0);
                let effect = if counts { conventions.default_share.0 * likelihood } else { 0.0 };
                let kind = FindingKind::Provision {
                    provider: provider.clone(),
                    recipient: recipient.clone(),
                    function: function.clone(),
                    status: *status,
                    factuality: *factuality,
                };
                (kind, effect)
            }
            Proposed::Relation { source, target, class, relation_type, factuality } => {
                let kind = FindingKind::Relation {
                    source: source.clone(),
                    target: target.clone(),
                    class: *class,
                    relation_type: relation_type.clone(),
                    factuality: *factuality,
                };
                (kind, 0.0)
            }
            // Two actors that are one split every number of theirs, so this is asked first.
            Proposed::SameActor { keep, merge, reason } => {
                let kind = FindingKind::SameActor { keep: keep.clone(), merge: merge.clone(), reason: reason.clone() };
                (kind, 1.0)
            }
            Proposed::Prospect { actor, target, event, polarity } => {
                let kind = FindingKind::Prospect {
                    actor: actor.clone(),
                    target: target.clone(),
                    event: *event,
                    polarity: *polarity,
                };
                (kind, 0.01)
            }
        };
        named.extend(proposal.content.actors());
        let (proposals, confidence) = (vec![proposal.id.clone()], proposal.confidence);
        findings.push(Finding { kind, proposals, claims, confidence, effect });
    }
    findings.sort_by(|a, b| {
        (b.effect.total_cmp(&a.effect))
            .then(b.confidence.total_cmp(&a.confidence))
            .then_with(|| a.proposals.cmp(&b.proposals))
    });
    loose.retain(|(actor, ..)| !named.contains(actor));
    if !loose.is_empty() {
        findings.push(Finding {
            kind: FindingKind::LooseActors(loose.iter().map(|(actor, ..)| (*actor).clone()).collect()),
            proposals: loose.iter().map(|(_, proposal, _)| proposal.id.clone()).collect(),
            claims: loose.iter().flat_map(|(.., claims)| claims.clone()).collect(),
            confidence: loose.iter().map(|(_, proposal, _)| proposal.confidence).fold(1.0, f64::min),
            effect: 0.0,
        });
    }
    findings
}

/// The principal and whoever stands for it, by accepted relations and by proposed ones: accepting the provision would
/// accept those too.
fn served(map: &ScenarioMap) -> BTreeSet<ActorId> {
    let mut served = map.stands_for_principal();
    loop {
        let before = served.len();
        for proposal in &map.proposals {
            if let Proposed::Relation { source, target, relation_type, .. } = &proposal.content {
                let stands = StructureType::from_id(relation_type).is_some_and(StructureType::stands_for_target);
                if stands && served.contains(target) {
                    served.insert(source.clone());
                }
            }
        }
        if served.len() == before {
            return served;
        }
    }
}

/// The decisions of a map, and its claims, to be looked up many times.
struct Decided<'a> {
    decisions: HashSet<(&'a str, Option<Span>, &'a str, &'a [String])>,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    hashes: HashMap<&'a str, &'a str>,
}

impl<'a> Decided<'a> {
    fn of(map: &'a ScenarioMap) -> Self {
        let entry = |d: &'a Decision| (d.article_hash.as_str(), d.span, d.kind.as_str(), d.arguments.as_slice());
        Self {
            decisions: map.decisions.iter().map(entry).collect(),
            claims: map.claims.iter().map(|claim| (&claim.id, claim)).collect(),
            hashes: map.articles.iter().map(|a| (a.id.as_str(), a.content_hash.as_str())).collect(),
        }
    }

    /// The claims of a proposal that nobody has decided about; `None` when there is nothing left to decide.
    fn open_claims(&self, proposal: &Proposal) -> Option<Vec<ClaimId>> {
        let (kind, arguments) = (proposal.content.kind(), proposal.content.arguments());
        if proposal.claims.is_empty() {
            return (!self.decisions.contains(&("", None, kind, arguments.as_slice()))).then(Vec::new);
        }
        let open: Vec<ClaimId> = proposal
            .claims
            .iter()
            .filter(|id| {
                self.claims.get(id).is_some_and(|claim| {
                    let hash = self.hashes.get(claim.article.as_str()).copied().unwrap_or_default();
                    !self.decisions.contains(&(hash, Some(claim.span), kind, arguments.as_slice()))
                })
            })
            .cloned()
            .collect();
        (!open.is_empty()).then_some(open)
    }
}
