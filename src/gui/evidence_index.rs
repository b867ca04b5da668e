//! Which claims there are, where they stand and what rests on them: made once per change of them, read by the review
//! queue, the reader and the evidence tab.

use std::collections::{BTreeSet, HashMap};

use crate::model::{
    ActorId, ArticleId, AssumptionId, Claim, ClaimId, Evidence, ProposalId, Proposed, ProvisionId, RelationId,
    ScenarioMap, Span, Stance, Verdict,
};

/// Claims by article and by what rests on them.
#[derive(Clone, Debug, Default)]
pub struct EvidenceIndex {
    /// What it was made from; see `key_of`.
    pub key: (u64, usize),
    uses: HashMap<ClaimId, Vec<(ClaimUse, Stance)>>,
    proposals: HashMap<ClaimId, Vec<ProposalId>>,
    standing: HashMap<ClaimId, Standing>,
    articles: HashMap<ArticleId, ArticleClaims>,
}

/// Something of the map that a claim speaks for or against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimUse {
    /// An actor that it speaks of.
    Actor(ActorId),
    /// A relation.
    Relation(RelationId),
    /// A provision.
    Provision(ProvisionId),
    /// An assumption.
    Assumption(AssumptionId),
    /// A pair of partners that the principal cannot have together.
    Pair(ActorId, ActorId),
}

/// Whether somebody has decided about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Something of the map rests on it.
    Accepted,
    /// A proposal made from it is open.
    ToReview,
    /// It was rejected.
    Rejected,
    /// Nothing rests on it and nothing was proposed from it.
    Unused,
}

impl Standing {
    /// The words shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::ToReview => "to review",
            Self::Rejected => "rejected",
            Self::Unused => "supports nothing yet",
        }
    }
}

/// What an article's claims come to.
#[derive(Clone, Debug, Default)]
pub struct ArticleClaims {
    /// Number of words of the article.
    pub words: usize,
    /// Claims in the order of the text.
    pub claims: Vec<(Span, ClaimId)>,
    /// How many actors the claims name.
    pub actors: usize,
    /// How many relations they state, each once.
    pub relations: usize,
    /// How many provisions they state, each once.
    pub provisions: usize,
}

impl EvidenceIndex {
    /// What an index of this map is made from: assumptions are changed by drags, and only their evidence matters here.
    pub fn key_of(review_revision: u64, map: &ScenarioMap) -> (u64, usize) {
        let of_assumptions = map.assumptions.iter().map(|a| a.evidence.len() + 1).sum();
        (review_revision, of_assumptions)
    }

    /// The index of a map.
    pub fn of(map: &ScenarioMap, key: (u64, usize)) -> Self {
        let mut index = Self { key, ..Self::default() };
        index.take_uses(map);
        index.take_proposals(map);
        for claim in &map.claims {
            index.standing.entry(claim.id.clone()).or_insert(if index.uses.contains_key(&claim.id) {
                Standing::Accepted
            } else {
                Standing::Unused
            });
        }
        index.take_articles(map);
        index
    }

    /// What rests on a claim.
    pub fn uses(&self, claim: &ClaimId) -> &[(ClaimUse, Stance)] {
        self.uses.get(claim).map_or(&[], Vec::as_slice)
    }

    /// The proposals made from a claim.
    pub fn proposals(&self, claim: &ClaimId) -> &[ProposalId] {
        self.proposals.get(claim).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody has decided about a claim.
    pub fn standing(&self, claim: &ClaimId) -> Standing {
        self.standing.get(claim).copied().unwrap_or(Standing::Unused)
    }

    /// What an article's claims come to.
    pub fn article(&self, id: &ArticleId) -> Option<&ArticleClaims> {
        self.articles.get(id)
    }

    fn take_uses(&mut self, map: &ScenarioMap) {
        let mut take = |evidence: &[Evidence], used: &dyn Fn() -> ClaimUse| {
            for link in evidence {
                self.uses.entry(link.claim.clone()).or_default().push((used(), link.stance));
            }
        };
        for provision in &map.provisions {
            take(&provision.evidence, &|| ClaimUse::Provision(provision.id.clone()));
        }
        for relation in &map.relations {
            take(&relation.evidence, &|| ClaimUse::Relation(relation.id.clone()));
        }
        for assumption in &map.assumptions {
            take(&assumption.evidence, &|| ClaimUse::Assumption(assumption.id.clone()));
        }
        for actor in &map.actors {
            take(&actor.evidence, &|| ClaimUse::Actor(actor.id.clone()));
        }
        for pair in &map.incompatible {
            take(&pair.evidence, &|| ClaimUse::Pair(pair.actors.0.clone(), pair.actors.1.clone()));
        }
    }

    fn take_proposals(&mut self, map: &ScenarioMap) {
        // Decisions are looked up per claim and proposal; a table keeps a long queue from going through all of them.
        let verdicts: HashMap<_, Verdict> = map
            .decisions
            .iter()
            .map(|d| ((d.article_hash.as_str(), d.span, d.kind.as_str(), d.arguments.as_slice()), d.verdict))
            .collect();
        let claims: HashMap<&ClaimId, &Claim> = map.claims.iter().map(|claim| (&claim.id, claim)).collect();
        let hashes: HashMap<&ArticleId, &str> =
            map.articles.iter().map(|article| (&article.id, article.content_hash.as_str())).collect();
        for proposal in &map.proposals {
            let arguments = proposal.content.arguments();
            for id in &proposal.claims {
                self.proposals.entry(id.clone()).or_default().push(proposal.id.clone());
                let Some(claim) = claims.get(id) else { continue };
                let hash = hashes.get(&claim.article).copied().unwrap_or_default();
                let key = (hash, Some(claim.span), proposal.content.kind(), arguments.as_slice());
                let standing = match verdicts.get(&key) {
                    Some(Verdict::Accepted) => Standing::Accepted,
                    Some(Verdict::Rejected) => Standing::Rejected,
                    None => Standing::ToReview,
                };
                // An open question about a claim weighs more than one that is settled.
                let known = self.standing.entry(id.clone()).or_insert(standing);
                if standing == Standing::ToReview {
                    *known = standing;
                }
            }
        }
    }

    fn take_articles(&mut self, map: &ScenarioMap) {
        let mut named: HashMap<&ArticleId, [BTreeSet<Vec<String>>; 3]> = HashMap::new();
        for article in &map.articles {
            let words = article.words();
            self.articles.insert(article.id.clone(), ArticleClaims { words, ..ArticleClaims::default() });
        }
        for claim in &map.claims {
            let Some(article) = self.articles.get_mut(&claim.article) else { continue };
            article.claims.push((claim.span, claim.id.clone()));
            let Some(states) = &claim.states else { continue };
            let [actors, relations, provisions] = named.entry(&claim.article).or_default();
            actors.extend(states.actors().into_iter().map(|actor| vec![actor.to_string()]));
            match states {
                Proposed::Relation { .. } => {
                    relations.insert(states.arguments());
                }
                Proposed::Provision { .. } => {
                    provisions.insert(states.arguments());
                }
                _ => {}
            }
        }
        for (id, [actors, relations, provisions]) in named {
            if let Some(article) = self.articles.get_mut(id) {
                (article.actors, article.relations, article.provisions) =
                    (actors.len(), relations.len(), provisions.len());
            }
        }
        for article in self.articles.values_mut() {
            article.claims.sort();
        }
    }
}
