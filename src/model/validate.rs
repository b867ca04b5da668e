//! Every problem of a map with its place. Sound maps have no `Severity::Error`; the store refuses the others at load.

use std::collections::HashSet;

use super::nearest::slip_of;
use super::{
    Assumption, FunctionId, Lever, Months, ProvisionStatus, ScenarioId, ScenarioMap, SecurityFunction, Setting, slug,
    unknown_name,
};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The map cannot be used.
    Error,
    /// The map works, but an analyst should know.
    Warning,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The field's path in the file: `provisions[3].share`.
    pub place: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Lists every problem of a map, errors and warnings, in the order of the file.
pub fn validate(map: &ScenarioMap) -> Vec<Problem> {
    let mut check = Check { map, problems: Vec::new() };
    check.header();
    check.identities();
    check.actors();
    check.relations();
    check.provisions();
    check.assumptions();
    check.scenarios();
    check.consistency();
    check.evidence();
    check.problems
}

struct Check<'a> {
    map: &'a ScenarioMap,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn error(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { severity: Severity::Error, place: place.into(), message: message.into() });
    }

    fn warning(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { severity: Severity::Warning, place: place.into(), message: message.into() });
    }

    /// A number that must be finite and lie within a range.
    fn range(&mut self, place: String, value: Option<f64>, low: f64, high: f64) {
        if let Some(value) = value {
            if !value.is_finite() || value < low || value > high {
                let limit = if high.is_finite() { format!("{low} to {high}") } else { format!("{low} or more") };
                self.error(place, format!("{value} is out of range; it must be {limit}"));
            }
        }
    }

    fn known_actor(&mut self, place: String, id: &super::ActorId) {
        if self.map.actor(id).is_none() {
            let known = self.map.actors.iter().map(|actor| actor.id.as_str());
            self.error(place, unknown_name("actor", id.as_str(), known));
        }
    }

    fn header(&mut self) {
        self.known_actor("principal".into(), &self.map.principal);
        self.range("threshold".into(), self.map.threshold.map(|s| s.0), 0.0, 1.0);
        if let Some(conventions) = &self.map.conventions {
            self.range("conventions.default_share".into(), Some(conventions.default_share.0), 0.0, 1.0);
            for status in [ProvisionStatus::Active, ProvisionStatus::Offered, ProvisionStatus::Latent] {
                let likelihood = conventions.of(status).map(|d| d.likelihood.0);
                self.range(format!("conventions.{}.likelihood", status.id()), likelihood, 0.0, 1.0);
            }
        }
        for (i, row) in self.map.functions.iter().enumerate() {
            self.range(format!("functions[{i}].weight"), row.weight, 0.0, f64::INFINITY);
            if let Some(need) = row.need {
                if !need.is_finite() || need <= 0.0 {
                    self.error(format!("functions[{i}].need"), format!("{need} is out of range; it must be above 0"));
                }
            }
        }
        for (i, pair) in self.map.incompatible.iter().enumerate() {
            self.known_actor(format!("incompatible[{i}].actors[0]"), &pair.actors.0);
            self.known_actor(format!("incompatible[{i}].actors[1]"), &pair.actors.1);
            if pair.actors.0 == pair.actors.1 {
                let message = format!("\"{}\" cannot exclude itself; name two actors", pair.actors.0);
                self.warning(format!("incompatible[{i}].actors"), message);
            }
        }
    }

    fn identities(&mut self) {
        let map = self.map;
        let lists: [(&str, Vec<&str>); 10] = [
            ("functions", map.functions.iter().map(|x| x.id.as_str()).collect()),
            ("actors", map.actors.iter().map(|x| x.id.as_str()).collect()),
            ("relations", map.relations.iter().map(|x| x.id.as_str()).collect()),
            ("provisions", map.provisions.iter().map(|x| x.id.as_str()).collect()),
            ("assumptions", map.assumptions.iter().map(|x| x.id.as_str()).collect()),
            ("scenarios", map.scenarios.iter().map(|x| x.id.as_str()).collect()),
            ("sources", map.sources.iter().map(|x| x.id.as_str()).collect()),
            ("articles", map.articles.iter().map(|x| x.id.as_str()).collect()),
            ("claims", map.claims.iter().map(|x| x.id.as_str()).collect()),
            ("proposals", map.proposals.iter().map(|x| x.id.as_str()).collect()),
        ];
        for (list, ids) in lists {
            let mut seen = HashSet::new();
            for (i, id) in ids.into_iter().enumerate() {
                if id.is_empty() {
                    self.error(format!("{list}[{i}].id"), "the id is empty");
                } else if !seen.insert(id) {
                    self.error(format!("{list}[{i}].id"), format!("\"{id}\" is the id of an earlier one too"));
                } else if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b)) {
                    let better = slug(id, "a-name-of-its-own");
                    let message = format!("\"{id}\" is no slug (lower-case letters, digits, hyphens): \"{better}\" is");
                    self.warning(format!("{list}[{i}].id"), message);
                }
            }
        }
    }

    fn actors(&mut self) {
        for (i, actor) in self.map.actors.iter().enumerate() {
            if actor.name.trim().is_empty() {
                self.error(format!("actors[{i}].name"), "the name is empty");
            }
            self.range(format!("actors[{i}].capacity"), actor.capacity, 0.0, f64::INFINITY);
        }
        for (id, place) in &self.map.positions {
            self.range(format!("positions.{id}.x"), Some(place.x), -1e9, 1e9);
            self.range(format!("positions.{id}.y"), Some(place.y), -1e9, 1e9);
        }
    }

    fn relations(&mut self) {
        for (i, relation) in self.map.relations.iter().enumerate() {
            self.known_actor(format!("relations[{i}].source"), &relation.source);
            self.known_actor(format!("relations[{i}].target"), &relation.target);
            self.range(format!("relations[{i}].dependency"), relation.dependency.map(|s| s.0), 0.0, 1.0);
            if relation.class == super::RelationClass::Structure && relation.structure_type().is_none() {
                let known: Vec<&str> = super::StructureType::ALL.iter().map(|t| t.id()).collect();
                self.warning(
                    format!("relations[{i}].type"),
                    format!("\"{}\" is not a standard structure type ({})", relation.kind, known.join(", ")),
                );
            }
        }
    }

    fn provisions(&mut self) {
        let served = self.map.stands_for_principal();
        for (i, provision) in self.map.provisions.iter().enumerate() {
            let place = |field: &str| format!("provisions[{i}].{field}");
            self.known_actor(place("provider"), &provision.provider);
            self.known_actor(place("recipient"), &provision.recipient);
            if provision.function.as_str().is_empty() {
                self.error(place("function"), "the function is empty");
            } else if let Some(meant) = self.mistyped(&provision.function) {
                let message =
                    format!("\"{}\" stands in no list of functions; is \"{meant}\" meant?", provision.function);
                self.warning(place("function"), message);
            }
            self.range(place("share"), provision.share.map(|s| s.0), 0.0, 1.0);
            self.range(place("likelihood"), provision.likelihood.map(|l| l.0), 0.0, 1.0);
            self.range(place("credibility"), provision.credibility.map(f64::from), 1.0, 6.0);
            match (provision.current, provision.share) {
                (Some(current), Some(share)) => self.range(place("current"), Some(current.0), 0.0, share.0.min(1.0)),
                (Some(current), None) => self.range(place("current"), Some(current.0), 0.0, 1.0),
                (None, _) => {}
            }
            if self.map.start_month.is_none() && (provision.from.is_some() || provision.until.is_some()) {
                let field = if provision.from.is_some() { "from" } else { "until" };
                self.error(place(field), "a calendar month needs the map's start_month");
            }
            if let (Some(from), Some(until)) = (provision.from, provision.until) {
                if until <= from {
                    self.warning(place("until"), format!("{until} is not after {from}, so it never counts"));
                }
            }
            if self.map.actor(&provision.recipient).is_some() && !served.contains(&provision.recipient) {
                let name = |id| self.map.actor_name(id);
                let (provider, recipient) = (name(&provision.provider), name(&provision.recipient));
                let (principal, function) = (name(&self.map.principal), &provision.function);
                let words = format!(
                    "not for the principal {principal}; it does not count ({provider} gives {recipient} {function})"
                );
                self.warning(place("recipient"), words);
            }
        }
    }

    /// The listed or standard function that a name is a slip of. A function may well stand in provisions alone, so a name
    /// that is near to none is left in peace.
    fn mistyped(&self, function: &FunctionId) -> Option<String> {
        let listed = self.map.functions.iter().map(|row| row.id.as_str());
        let known: Vec<&str> = listed.chain(SecurityFunction::ALL.iter().map(|f| f.id())).collect();
        slip_of(function.as_str(), known).map(str::to_owned)
    }

    fn assumptions(&mut self) {
        let functions: HashSet<FunctionId> = self.map.function_ids().into_iter().collect();
        let blocs: HashSet<_> = self.map.actors.iter().map(super::Actor::bloc_id).collect();
        for (i, Assumption { lever, .. }) in self.map.assumptions.iter().enumerate() {
            if let Some(actor) = lever.actor() {
                self.known_actor(format!("assumptions[{i}].lever.actor"), actor);
            }
            for (n, function) in lever.functions().iter().enumerate() {
                if !functions.contains(function) {
                    let place = match lever {
                        Lever::Demand { .. } => format!("assumptions[{i}].lever.function"),
                        _ => format!("assumptions[{i}].lever.functions[{n}]"),
                    };
                    self.error(place, format!("the map has no function \"{function}\""));
                }
            }
            if let Lever::Exclusion { bloc, .. } = lever {
                if !blocs.contains(bloc) {
                    // Not an error: an exclusion of nobody is well defined, it changes nothing.
                    self.warning(
                        format!("assumptions[{i}].lever.bloc"),
                        format!("no actor belongs to a bloc \"{bloc}\"; excluding it changes nothing"),
                    );
                }
            }
        }
    }

    fn scenarios(&mut self) {
        for (i, scenario) in self.map.scenarios.iter().enumerate() {
            if scenario.id.as_str() == ScenarioId::BASELINE {
                self.error(format!("scenarios[{i}].id"), "\"baseline\" is reserved for the scenario without settings");
            }
            let mut seen = HashSet::new();
            for (n, setting) in scenario.settings.iter().enumerate() {
                let place = format!("scenarios[{i}].settings[{n}]");
                if !seen.insert(&setting.assumption) {
                    self.error(format!("{place}.assumption"), format!("\"{}\" is set twice", setting.assumption));
                }
                self.setting(&place, setting);
            }
        }
    }

    fn setting(&mut self, place: &str, setting: &Setting) {
        match self.map.assumption(&setting.assumption) {
            None => {
                self.error(format!("{place}.assumption"), format!("there is no assumption \"{}\"", setting.assumption));
            }
            Some(assumption) => {
                let (low, high) = assumption.lever.extent_range();
                self.range(format!("{place}.extent"), Some(setting.extent), low, high);
            }
        }
        self.range(format!("{place}.likelihood"), setting.likelihood.map(|l| l.0), 0.0, 1.0);
        if setting.start > Months::HORIZON {
            let message = format!("{} lies beyond the horizon of {} months", setting.start, Months::HORIZON);
            self.warning(format!("{place}.start"), format!("{message}; it changes nothing"));
        }
    }

    fn consistency(&mut self) {
        let Some(consistency) = &self.map.consistency else { return };
        let mut descriptors = HashSet::new();
        for (i, descriptor) in consistency.descriptors.iter().enumerate() {
            let place = format!("consistency.descriptors[{i}]");
            if !descriptors.insert(&descriptor.id) {
                self.error(format!("{place}.id"), format!("\"{}\" is the id of an earlier one too", descriptor.id));
            }
            if descriptor.states.is_empty() {
                self.error(format!("{place}.states"), "a descriptor needs at least one state");
            } else if !super::Descriptor::STATES.contains(&descriptor.states.len()) {
                let count = descriptor.states.len();
                let count = if count == 1 { "1 state".to_owned() } else { format!("{count} states") };
                self.warning(format!("{place}.states"), format!("{count}; a descriptor has 2 to 4"));
            }
            let mut names = HashSet::new();
            for (s, state) in descriptor.states.iter().enumerate() {
                if !names.insert(&state.name) {
                    let message = format!("\"{}\" is the name of an earlier state too", state.name);
                    self.error(format!("{place}.states[{s}].name"), message);
                }
                for (n, setting) in state.settings.iter().enumerate() {
                    self.setting(&format!("{place}.states[{s}].settings[{n}]"), setting);
                }
            }
        }
        let knows = |r: &super::StateRef| {
            consistency.descriptors.iter().any(|d| d.id == r.descriptor && d.states.iter().any(|s| s.name == r.state))
        };
        let judged = consistency.judgements.iter().enumerate().flat_map(|(i, judgement)| {
            let place = format!("consistency.judgements[{i}]");
            [(format!("{place}.from"), &judgement.from), (format!("{place}.to"), &judgement.to)]
        });
        let forbidden = consistency.forbidden.iter().enumerate().flat_map(|(i, pair)| {
            let place = format!("consistency.forbidden[{i}]");
            [(format!("{place}.a"), &pair.a), (format!("{place}.b"), &pair.b)]
        });
        for (place, state) in judged.chain(forbidden).filter(|(_, state)| !knows(state)) {
            self.error(place, format!("there is no state \"{}\" of \"{}\"", state.state, state.descriptor));
        }
        for (i, judgement) in consistency.judgements.iter().enumerate() {
            if !(-3..=3).contains(&judgement.value) {
                self.error(
                    format!("consistency.judgements[{i}].value"),
                    format!("{} is out of range; it must be -3 to 3", judgement.value),
                );
            }
            if judgement.from.descriptor == judgement.to.descriptor {
                self.warning(
                    format!("consistency.judgements[{i}]"),
                    format!("\"{}\" does not bear on itself; this does not count", judgement.from.descriptor),
                );
            }
        }
    }

    fn evidence(&mut self) {
        let claims: HashSet<&super::ClaimId> = self.map.claims.iter().map(|c| &c.id).collect();
        let links = (self.map.actors.iter().enumerate().map(|(i, x)| (format!("actors[{i}]"), &x.evidence)))
            .chain(self.map.relations.iter().enumerate().map(|(i, x)| (format!("relations[{i}]"), &x.evidence)))
            .chain(self.map.provisions.iter().enumerate().map(|(i, x)| (format!("provisions[{i}]"), &x.evidence)))
            .chain(self.map.assumptions.iter().enumerate().map(|(i, x)| (format!("assumptions[{i}]"), &x.evidence)));
        let mut missing = Vec::new();
        for (place, evidence) in links {
            for (n, link) in evidence.iter().enumerate() {
                if !claims.contains(&link.claim) {
                    missing.push((
                        format!("{place}.evidence[{n}].claim"),
                        format!("there is no claim \"{}\"", link.claim),
                    ));
                }
            }
        }
        for (place, message) in missing {
            self.error(place, message);
        }
        for (i, claim) in self.map.claims.iter().enumerate() {
            match self.map.article(&claim.article) {
                None => {
                    self.error(format!("claims[{i}].article"), format!("there is no article \"{}\"", claim.article));
                }
                Some(article) if claim.span.of(&article.text) != Some(claim.quote.as_str()) => {
                    self.error(format!("claims[{i}].quote"), "the quote is not the text of its bytes in the article");
                }
                Some(_) => {}
            }
            self.range(format!("claims[{i}].credibility"), claim.credibility.map(f64::from), 1.0, 6.0);
            self.range(format!("claims[{i}].confidence"), claim.confidence, 0.0, 1.0);
        }
        for (i, article) in self.map.articles.iter().enumerate() {
            if let Some(source) = &article.source {
                if self.map.source(source).is_none() {
                    self.error(format!("articles[{i}].source"), format!("there is no source \"{source}\""));
                }
            }
        }
        for (i, proposal) in self.map.proposals.iter().enumerate() {
            self.range(format!("proposals[{i}].confidence"), Some(proposal.confidence), 0.0, 1.0);
            for (n, claim) in proposal.claims.iter().enumerate() {
                if !claims.contains(claim) {
                    self.error(format!("proposals[{i}].claims[{n}]"), format!("there is no claim \"{claim}\""));
                }
            }
        }
    }
}
