//! Finding things in a map by id or name.

use super::{
    Actor, ActorId, Article, ArticleId, Assumption, AssumptionId, BlocId, Claim, ClaimId, FunctionFamily, FunctionId,
    FunctionRow, Lever, Proposal, ProposalId, Provision, ProvisionId, Relation, RelationId, Reliability, Scenario,
    ScenarioId, ScenarioMap, SecurityFunction, Source, SourceId, slug,
};

macro_rules! finders {
    ($($name:ident: $list:ident, $id:ty => $item:ty;)+) => {$(
        #[doc = concat!("The item of `", stringify!($list), "` with this id.")]
        pub fn $name(&self, id: &$id) -> Option<&$item> {
            self.$list.iter().find(|item| item.id == *id)
        }
    )+};
}

impl ScenarioMap {
    finders! {
        actor: actors, ActorId => Actor;
        relation: relations, RelationId => Relation;
        provision: provisions, ProvisionId => Provision;
        assumption: assumptions, AssumptionId => Assumption;
        scenario: scenarios, ScenarioId => Scenario;
        source: sources, SourceId => Source;
        article: articles, ArticleId => Article;
        claim: claims, ClaimId => Claim;
        proposal: proposals, ProposalId => Proposal;
        function_row: functions, FunctionId => FunctionRow;
    }

    /// The scenario of an id, the baseline included.
    pub fn scenario_or_baseline(&self, id: &ScenarioId) -> Option<Scenario> {
        if id.as_str() == ScenarioId::BASELINE { Some(Scenario::baseline()) } else { self.scenario(id).cloned() }
    }

    /// The name of an actor: accepted, else proposed, else its id.
    pub fn actor_name<'a>(&'a self, id: &'a ActorId) -> &'a str {
        if let Some(actor) = self.actor(id) {
            return &actor.name;
        }
        let proposed = self.proposals.iter().find_map(|p| match &p.content {
            super::Proposed::Actor { actor, name, .. } if actor == id => Some(name.as_str()),
            _ => None,
        });
        proposed.unwrap_or(id.as_str())
    }

    /// The actor with this id, name or alias, letter case and accents aside.
    pub fn actor_by_name(&self, name: &str) -> Option<&Actor> {
        let wanted = slug(name, "");
        self.actors
            .iter()
            .find(|a| a.id.as_str() == name || a.id.as_str() == wanted)
            .or_else(|| self.actors.iter().find(|a| a.names().any(|n| n == name || slug(n, "") == wanted)))
    }

    /// The assumption of an id, where the actor part of the id may be any alias of the actor: `withdraw-wagner` finds
    /// `withdraw-africa-corps` when the two are one actor.
    pub fn assumption_by_any_alias(&self, id: &str) -> Option<&Assumption> {
        if let Some(assumption) = self.assumption(&AssumptionId::from(id)) {
            return Some(assumption);
        }
        let (verb, name) = id.split_once('-')?;
        let actor = self.actor_by_name(name)?;
        let matches_verb = |lever: &Lever| match lever {
            Lever::Withdrawal { .. } => verb == "withdraw",
            Lever::Engagement { .. } => verb == "engage",
            Lever::RelationChange { .. } => verb == "relation",
            Lever::Demand { .. } | Lever::Exclusion { .. } => false,
        };
        self.assumptions
            .iter()
            .find(|a| a.lever.actor() == Some(&actor.id) && a.lever.functions().is_empty() && matches_verb(&a.lever))
    }

    /// The ids of the map's functions: those it lists, in order, then those only its provisions name, in order.
    pub fn function_ids(&self) -> Vec<FunctionId> {
        let mut ids: Vec<FunctionId> = self.functions.iter().map(|f| f.id.clone()).collect();
        let mut known: std::collections::HashSet<FunctionId> = ids.iter().cloned().collect();
        for provision in &self.provisions {
            if known.insert(provision.function.clone()) {
                ids.push(provision.function.clone());
            }
        }
        ids
    }

    /// The words for a function: the map's own name, the standard list's, or the id with spaces.
    pub fn function_words(&self, id: &FunctionId) -> String {
        let own = self.function_row(id).and_then(|row| row.name.clone());
        own.or_else(|| SecurityFunction::from_id(id.as_str()).map(|f| f.words().to_owned()))
            .unwrap_or_else(|| id.as_str().replace('_', " "))
    }

    /// The family of a function: the map's own, the standard list's, or political for what nobody classed.
    pub fn function_family(&self, id: &FunctionId) -> FunctionFamily {
        let own = self.function_row(id).and_then(|row| row.family);
        own.or_else(|| SecurityFunction::from_id(id.as_str()).map(SecurityFunction::family))
            .unwrap_or(FunctionFamily::Political)
    }

    /// The words for a bloc: the name of the actor it is called after, or its id with spaces and a capital.
    pub fn bloc_words(&self, bloc: &BlocId) -> String {
        if let Some(actor) = self.actor(&ActorId::from(bloc.as_str())) {
            return actor.name.clone();
        }
        let words = bloc.as_str().replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// The letter of an article's source; F, "cannot be judged", where nobody graded it.
    pub fn reliability_of(&self, article: &Article) -> Reliability {
        let source = article.source.as_ref().and_then(|id| self.source(id));
        source.and_then(|source| source.reliability).unwrap_or(Reliability::F)
    }
}

impl ScenarioMap {
    /// The principal and every actor that help to it reaches the principal through: parts, bodies and office-holders,
    /// over any number of steps. Membership of an alliance is no such way.
    pub fn stands_for_principal(&self) -> std::collections::BTreeSet<ActorId> {
        let mut reached = std::collections::BTreeSet::from([self.principal.clone()]);
        loop {
            let before = reached.len();
            for relation in &self.relations {
                let stands = relation.structure_type().is_some_and(super::StructureType::stands_for_target);
                if stands && reached.contains(&relation.target) {
                    reached.insert(relation.source.clone());
                }
            }
            if reached.len() == before {
                return reached;
            }
        }
    }
}
