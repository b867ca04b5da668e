//! Deciding about proposals: accepting makes items of the map of them, rejecting only remembers that.

use std::collections::BTreeSet;

use super::{ActionError, Draft, changed, place_of};
use crate::model::{
    Actor, ActorId, AssumptionId, Change, Claim, ClaimId, Decision, Edit, Evidence, Factuality, Lever, Polarity,
    Proposal, ProposalId, Proposed, ProspectEvent, Provision, ProvisionStatus, Relation, ScenarioMap, Share,
    ShareBasis, Stance, StructureType, Verdict, slug, unused_id,
};

/// The id of the withdrawal assumption of an actor.
pub fn withdrawal_id(actor: &ActorId) -> AssumptionId {
    format!("withdraw-{actor}").into()
}

/// What was decided about a proposal's claim, if anything. A proposal without claims is decided by its arguments alone.
pub fn decision_of(map: &ScenarioMap, proposal: &Proposal, claim: Option<&Claim>) -> Option<Verdict> {
    let key = decision_key(map, proposal, claim, Verdict::Accepted);
    map.decisions
        .iter()
        .rev()
        .find(|d| {
            d.article_hash == key.article_hash
                && d.span == key.span
                && d.kind == key.kind
                && d.arguments == key.arguments
        })
        .map(|d| d.verdict)
}

/// Whether anybody still has to decide about the proposal: one of its claims is without a decision.
pub fn is_open(map: &ScenarioMap, proposal: &Proposal) -> bool {
    if proposal.claims.is_empty() {
        return decision_of(map, proposal, None).is_none();
    }
    proposal.claims.iter().any(|id| match map.claim(id) {
        Some(claim) => decision_of(map, proposal, Some(claim)).is_none(),
        None => false,
    })
}

fn decision_key(map: &ScenarioMap, proposal: &Proposal, claim: Option<&Claim>, verdict: Verdict) -> Decision {
    let article = claim.and_then(|c| map.article(&c.article));
    Decision {
        article_hash: article.map(|a| a.content_hash.clone()).unwrap_or_default(),
        span: claim.map(|c| c.span),
        kind: proposal.content.kind().to_owned(),
        arguments: proposal.content.arguments(),
        verdict,
    }
}

/// Rejects proposals: they are not asked again for these places of these articles.
pub fn reject_proposals(map: &ScenarioMap, ids: &[ProposalId]) -> Result<Edit, ActionError> {
    let mut draft = Draft::of(map);
    for id in ids {
        place_of!(map, proposals, "proposal", id)?;
        decide(&mut draft, id, Verdict::Rejected)?;
    }
    Ok(draft.into_edit())
}

/// Accepts proposals: actors, relations, provisions and evidence of assumptions are made of them, and what they need with
/// them: the actors they name, and those actors' office-holder, body and part-of links. `share` is the share to give
/// provisions as the analyst's judgement; without it they get the map's default share, marked as such.
pub fn accept_proposals(map: &ScenarioMap, ids: &[ProposalId], share: Option<Share>) -> Result<Edit, ActionError> {
    let mut draft = Draft::of(map);
    for id in ids {
        let at = place_of!(map, proposals, "proposal", id)?;
        accept(&mut draft, &map.proposals[at].id, share)?;
    }
    let touched: BTreeSet<ActorId> = ids
        .iter()
        .filter_map(|id| map.proposal(id))
        .filter(|p| matches!(p.content, Proposed::Provision { .. } | Proposed::Relation { .. }))
        .flat_map(|p| p.content.actors().into_iter().cloned())
        .collect();
    // Links by which an accepted actor stands for another, so that help to the army is help to the state.
    let links: Vec<ProposalId> = map
        .proposals
        .iter()
        .filter(|p| match &p.content {
            Proposed::Relation { source, relation_type, .. } => {
                touched.contains(source)
                    && StructureType::from_id(relation_type).is_some_and(StructureType::stands_for_target)
            }
            _ => false,
        })
        .filter(|p| is_open(&draft.map, p))
        .map(|p| p.id.clone())
        .collect();
    for id in links {
        accept(&mut draft, &id, None)?;
    }
    Ok(draft.into_edit())
}

/// Accepts proposals as `accept_proposals` does, and leaves the provisions made of them without a share: not assessed.
/// Provisions that the map had before keep theirs.
pub fn accept_without_shares(map: &ScenarioMap, ids: &[ProposalId]) -> Result<Edit, ActionError> {
    let mut draft = Draft::of(map);
    draft.apply(accept_proposals(map, ids, None)?)?;
    for at in 0..draft.map.provisions.len() {
        let made = map.provision(&draft.map.provisions[at].id).is_none();
        if made && draft.map.provisions[at].has_default_share() {
            draft.apply(changed!(draft.map, provisions, Provision, at, |p| {
                p.share = None;
                p.share_basis = None;
            }))?;
        }
    }
    Ok(draft.into_edit())
}

fn accept(draft: &mut Draft, id: &ProposalId, share: Option<Share>) -> Result<(), ActionError> {
    let at = place_of!(draft.map, proposals, "proposal", id)?;
    let proposal = draft.map.proposals[at].clone();
    let evidence: Vec<Evidence> = proposal
        .claims
        .iter()
        .filter(|c| {
            draft
                .map
                .claim(c)
                .is_some_and(|claim| decision_of(&draft.map, &proposal, Some(claim)) != Some(Verdict::Rejected))
        })
        .map(|c| evidence_of(&draft.map, &proposal.content, c))
        .collect();
    for actor in proposal.content.actors() {
        ensure_actor(draft, actor)?;
    }
    match &proposal.content {
        Proposed::Actor { actor, .. } => add_evidence_to_actor(draft, actor, &evidence)?,
        Proposed::SameActor { keep, merge, .. } => {
            // The merge settles the question itself.
            let edit = super::merge_actors(&draft.map, keep, merge)?;
            return draft.apply(edit);
        }
        Proposed::Relation { .. } => accept_relation(draft, &proposal, evidence)?,
        Proposed::Provision { .. } => accept_provision(draft, &proposal, evidence, share)?,
        Proposed::Prospect { actor, event, polarity, .. } => {
            accept_prospect(draft, actor, *event, *polarity, &evidence)?;
        }
    }
    decide(draft, id, Verdict::Accepted)
}

/// A claim that denies what the item states speaks against it. Where the item itself says that help is suspended or past,
/// the claim that it was halted bears it out.
fn evidence_of(map: &ScenarioMap, item: &Proposed, id: &ClaimId) -> Evidence {
    let claim = map.claim(id);
    let denied = claim.is_some_and(|c| c.factuality == Some(Factuality::Denied));
    let bears_out = match (item, claim.and_then(|c| c.states.as_ref())) {
        (Proposed::Provision { status, .. }, Some(Proposed::Provision { status: said, .. })) => {
            status == said && matches!(status, ProvisionStatus::Suspended | ProvisionStatus::Past)
        }
        _ => false,
    };
    let statement = matches!(item, Proposed::Relation { .. } | Proposed::Provision { .. });
    let stance = if statement && denied && !bears_out { Stance::Against } else { Stance::For };
    Evidence { claim: id.clone(), stance }
}

pub(super) fn decide(draft: &mut Draft, id: &ProposalId, verdict: Verdict) -> Result<(), ActionError> {
    let at = place_of!(draft.map, proposals, "proposal", id)?;
    let proposal = draft.map.proposals[at].clone();
    let claims: Vec<Option<Claim>> = if proposal.claims.is_empty() {
        vec![None]
    } else {
        proposal.claims.iter().filter_map(|c| draft.map.claim(c)).cloned().map(Some).collect()
    };
    for claim in claims {
        if decision_of(&draft.map, &proposal, claim.as_ref()) != Some(verdict) {
            let decision = decision_key(&draft.map, &proposal, claim.as_ref(), verdict);
            let end = draft.map.decisions.len();
            draft.apply(Edit::Decision(Change::insert(end, decision)))?;
        }
    }
    Ok(())
}

/// Makes an accepted actor of a proposed one that the map does not have yet.
pub(super) fn ensure_actor(draft: &mut Draft, id: &ActorId) -> Result<(), ActionError> {
    if draft.map.actor(id).is_some() {
        return Ok(());
    }
    let proposal = draft
        .map
        .proposals
        .iter()
        .find(|p| matches!(&p.content, Proposed::Actor { actor, .. } if actor == id))
        .cloned()
        .ok_or_else(|| super::unknown("actor", id))?;
    if let Proposed::Actor { actor, name, actor_kind, aliases, .. } = &proposal.content {
        let mut new = Actor::new(actor.clone(), name.clone(), *actor_kind);
        new.aliases.clone_from(aliases);
        new.evidence = proposal.claims.iter().cloned().map(Evidence::supports).collect();
        let end = draft.map.actors.len();
        draft.apply(Edit::Actor(Change::insert(end, new)))?;
        decide(draft, &proposal.id, Verdict::Accepted)?;
    }
    Ok(())
}

fn add_evidence_to_actor(draft: &mut Draft, id: &ActorId, evidence: &[Evidence]) -> Result<(), ActionError> {
    let at = place_of!(draft.map, actors, "actor", id)?;
    let new = missing(&draft.map.actors[at].evidence, evidence);
    if !new.is_empty() {
        draft.apply(changed!(draft.map, actors, Actor, at, |actor| actor.evidence.extend(new)))?;
    }
    Ok(())
}

fn missing(present: &[Evidence], wanted: &[Evidence]) -> Vec<Evidence> {
    wanted.iter().filter(|e| present.iter().all(|p| p.claim != e.claim)).cloned().collect()
}

fn accept_relation(draft: &mut Draft, proposal: &Proposal, evidence: Vec<Evidence>) -> Result<(), ActionError> {
    let Proposed::Relation { source, target, class, relation_type, factuality } = &proposal.content else {
        return Ok(());
    };
    let present =
        draft.map.relations.iter().position(|r| r.source == *source && r.target == *target && r.class == *class);
    if let Some(at) = present {
        let new = missing(&draft.map.relations[at].evidence, &evidence);
        return draft.apply(changed!(draft.map, relations, Relation, at, |r| r.evidence.extend(new)));
    }
    let wanted = format!("{source}-{target}-{}", class.id());
    let id = unused_id(&wanted, |id| draft.map.relations.iter().any(|r| r.id == *id));
    let mut relation = Relation::new(id, source.clone(), target.clone(), *class, relation_type.clone());
    relation.factuality = (*factuality != Factuality::Done).then_some(*factuality);
    relation.date = proposal.claims.iter().find_map(|c| draft.map.claim(c)?.date.as_ref()).map(|d| d.value);
    // Dependency strength is never read from text; only being part of something proposes a full one, marked default.
    // A company's nationality makes it part of a state without saying how far it depends on it: that stays unknown.
    let by_nationality = |c: &ClaimId| draft.map.claim(c).is_some_and(|claim| claim.origin.is_nationality());
    let only_nationality = !proposal.claims.is_empty() && proposal.claims.iter().all(by_nationality);
    let whole = !only_nationality
        && matches!(
            relation.structure_type(),
            Some(StructureType::PartOf | StructureType::BodyOf | StructureType::SubsidiaryOf)
        );
    if whole {
        relation.dependency = Some(Share(1.0));
        relation.dependency_basis = Some(ShareBasis::Default);
    }
    relation.evidence = evidence;
    let end = draft.map.relations.len();
    draft.apply(Edit::Relation(Change::insert(end, relation)))
}

fn accept_provision(
    draft: &mut Draft,
    proposal: &Proposal,
    evidence: Vec<Evidence>,
    share: Option<Share>,
) -> Result<(), ActionError> {
    let Proposed::Provision { provider, recipient, function, status, factuality } = &proposal.content else {
        return Ok(());
    };
    let present = draft
        .map
        .provisions
        .iter()
        .position(|p| p.provider == *provider && p.recipient == *recipient && p.function == *function);
    if let Some(at) = present {
        let new = missing(&draft.map.provisions[at].evidence, &evidence);
        return draft.apply(changed!(draft.map, provisions, Provision, at, |p| {
            p.evidence.extend(new);
            if let Some(share) = share {
                p.share = Some(share);
                p.share_basis = Some(ShareBasis::Analyst);
            }
        }));
    }
    let id = super::links::unused_provision_id(&draft.map, provider, recipient, function);
    let mut provision = Provision::new(id, provider.clone(), recipient.clone(), function.clone(), *status);
    provision.share = Some(share.unwrap_or(draft.map.conventions().default_share));
    provision.share_basis = Some(if share.is_some() { ShareBasis::Analyst } else { ShareBasis::Default });
    provision.factuality = (*factuality != Factuality::Done).then_some(*factuality);
    // The best claim speaks for the provision; 6 means unknown and so is taken only when there is nothing else.
    provision.credibility = evidence
        .iter()
        .filter(|e| e.stance == Stance::For)
        .filter_map(|e| draft.map.claim(&e.claim)?.credibility)
        .filter(|c| *c < 6)
        .min();
    provision.evidence = evidence;
    let end = draft.map.provisions.len();
    draft.apply(Edit::Provision(Change::insert(end, provision)))
}

/// A prospect speaks for or against an assumption about its actor; where the map has none yet, one is made.
fn accept_prospect(
    draft: &mut Draft,
    actor: &ActorId,
    event: ProspectEvent,
    polarity: Polarity,
    evidence: &[Evidence],
) -> Result<(), ActionError> {
    let leaving = matches!(event, ProspectEvent::Withdraw | ProspectEvent::Reduce | ProspectEvent::Stay);
    let lever = if leaving { Lever::withdrawal(actor.clone()) } else { Lever::engagement(actor.clone()) };
    let known = draft.map.assumptions.iter().position(|a| a.lever == lever);
    let at = if let Some(at) = known {
        at
    } else {
        let name = draft.map.actor_name(actor).to_owned();
        let words = if leaving { format!("{name} withdraws") } else { format!("{name} steps up") };
        let (_, edit) = super::add_assumption(&draft.map, &words, lever);
        draft.apply(edit)?;
        draft.map.assumptions.len() - 1
    };
    let says_stay = event == ProspectEvent::Stay;
    let stance = if (polarity == Polarity::Affirmed) == says_stay { Stance::Against } else { Stance::For };
    let stance = if leaving {
        stance
    } else if polarity == Polarity::Affirmed {
        Stance::For
    } else {
        Stance::Against
    };
    let new: Vec<Evidence> = missing(&draft.map.assumptions[at].evidence, evidence)
        .into_iter()
        .map(|e| Evidence { claim: e.claim, stance })
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    draft.apply(changed!(draft.map, assumptions, Assumption, at, |a| a.evidence.extend(new)))
}

/// A claim made by hand, with an id from its article and place.
pub fn add_claim(map: &ScenarioMap, mut claim: Claim) -> Result<(ClaimId, Edit), ActionError> {
    let at = place_of!(map, articles, "article", &claim.article)?;
    let quote = claim.span.of(&map.articles[at].text);
    if quote.is_none_or(|q| q != claim.quote || q.trim().is_empty()) {
        return Err(ActionError::Refused("the quote is not the text of its place in the article".into()));
    }
    let wanted = slug(&format!("{}-{}-{}", claim.article, claim.span.start, claim.span.end), "claim");
    claim.id = unused_id(&wanted, |id| map.claims.iter().any(|c| c.id == *id)).into();
    Ok((claim.id.clone(), Edit::Claim(Change::insert(map.claims.len(), claim))))
}

/// A claim made by hand with what it states: the relation or provision gets it as evidence and is made where the map has
/// none yet, and so with the assumption it speaks for or against.
pub fn add_claim_with_item(
    map: &ScenarioMap,
    claim: Claim,
    assumption: Option<&(AssumptionId, Stance)>,
) -> Result<(ClaimId, Edit), ActionError> {
    let mut draft = Draft::of(map);
    let states = claim.states.clone();
    let (id, edit) = add_claim(map, claim)?;
    draft.apply(edit)?;
    if let Some(content) = states {
        let evidence = vec![Evidence::supports(id.clone())];
        for actor in content.actors() {
            ensure_actor(&mut draft, actor)?;
        }
        let proposal = Proposal {
            id: ProposalId::default(),
            content,
            claims: vec![id.clone()],
            confidence: 1.0,
            extractor: String::new(),
            extra: crate::model::Extra::new(),
        };
        match &proposal.content {
            Proposed::Actor { actor, .. } | Proposed::SameActor { keep: actor, .. } => {
                add_evidence_to_actor(&mut draft, actor, &evidence)?;
            }
            Proposed::Relation { .. } => accept_relation(&mut draft, &proposal, evidence)?,
            Proposed::Provision { .. } => accept_provision(&mut draft, &proposal, evidence, None)?,
            Proposed::Prospect { actor, event, polarity, .. } => {
                accept_prospect(&mut draft, actor, *event, *polarity, &evidence)?;
            }
        }
    }
    if let Some((assumption, stance)) = assumption {
        let edit = super::attach_evidence(&draft.map, assumption, &id, *stance)?;
        draft.apply(edit)?;
    }
    Ok((id, draft.into_edit()))
}

/// The claim with the same id becomes this one (its grade or date was set).
pub fn update_claim(map: &ScenarioMap, claim: Claim) -> Result<Edit, ActionError> {
    let at = place_of!(map, claims, "claim", &claim.id)?;
    Ok(Edit::Claim(Change::replace(at, claim)))
}

/// The proposal with the same id becomes this one: the analyst corrected it before accepting. Its actors must be known or
/// proposed.
pub fn update_proposal(map: &ScenarioMap, proposal: Proposal) -> Result<Edit, ActionError> {
    let at = place_of!(map, proposals, "proposal", &proposal.id)?;
    Ok(Edit::Proposal(Change::replace(at, proposal)))
}
