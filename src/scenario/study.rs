//! A map compiled to indices, so that scenarios over it can be evaluated many times a frame.
//!
//! Every number is made harmless here (finite, in its range), because the arithmetic must answer also for a map that
//! `validate` would refuse. It knows nothing of scenarios; `levers` turns one into moves over these indices.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::model::{
    ActorId, AssumptionId, BlocId, Factuality, FunctionId, Lever, Months, Provision, ProvisionId, ProvisionStatus,
    ScenarioMap,
};

use super::{DefaultShares, EvidenceFilter};

/// Needs and weights are held below this, so that no sum over them overflows.
const HUGE: f64 = 1e100;

/// A map compiled to indices: cheap to evaluate, shared freely between threads. It owns all it needs, names included.
#[derive(Clone, Debug)]
pub struct Study {
    pub(crate) functions: Vec<StudiedFunction>,
    pub(crate) actors: Vec<StudiedActor>,
    pub(crate) blocs: Vec<BlocId>,
    /// The blocs' words.
    pub(crate) bloc_words: Vec<String>,
    /// Counted provisions with a share, in file order.
    pub(crate) provisions: Vec<StudiedProvision>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) assumptions: IndexMap<AssumptionId, StudiedAssumption>,
    /// Pairs of actors that the principal cannot have together.
    pub(crate) incompatible: Vec<(usize, usize)>,
    pub(crate) threshold: f64,
    pub(crate) default_shares: DefaultShares,
    /// Own forces of which no counted provision has a share.
    pub(crate) own_forces_unassessed: bool,
    pub(crate) left_out: Vec<ProvisionId>,
}

/// A row of the coverage matrix.
#[derive(Clone, Debug)]
pub(crate) struct StudiedFunction {
    pub id: FunctionId,
    pub words: String,
    pub need: f64,
    pub weight: f64,
    /// Whether a counted provision has a share.
    pub assessed: bool,
    /// Whether the analyst says that nobody provides it. A counted share outweighs that.
    pub assessed_none: bool,
}

impl StudiedFunction {
    /// Whether the function is inside the sums.
    pub fn counts(&self) -> bool {
        self.assessed || self.assessed_none
    }
}

#[derive(Clone, Debug)]
pub(crate) struct StudiedActor {
    pub id: ActorId,
    pub name: String,
    pub bloc: usize,
    /// Sum of shares it can deliver at once; infinite without a limit.
    pub capacity: f64,
    /// Whether help to it is help to the principal: the principal and its own bodies.
    pub own: bool,
}

/// A counted provision with a share. Months count from the map's start.
#[derive(Clone, Debug)]
pub(crate) struct StudiedProvision {
    pub id: ProvisionId,
    pub actor: usize,
    pub function: usize,
    /// Where the provider's shortfall for this function stands: `actor * functions + function`.
    pub cell: usize,
    pub current: f64,
    pub potential: f64,
    pub ramp: f64,
    pub from: i64,
    pub until: i64,
    pub status: ProvisionStatus,
    pub likelihood: f64,
    pub credibility: u8,
}

impl StudiedProvision {
    /// Current and potential share in a month: nothing outside its calendar.
    pub fn shares_at(&self, month: f64) -> (f64, f64) {
        if (self.from as f64) <= month && month < self.until as f64 {
            (self.current, self.potential)
        } else {
            (0.0, 0.0)
        }
    }
}

/// The client falls short by `strength` times what the patron falls short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dependency {
    pub client: usize,
    pub patron: usize,
    pub strength: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct StudiedAssumption {
    pub lever: Lever,
    /// The actors it moves.
    pub actors: Vec<usize>,
    /// The functions it moves, of those the map has.
    pub functions: Vec<usize>,
}

impl Study {
    /// Compiles a map. Never fails: what cannot be counted (an unknown provider, a number out of range) is left out or
    /// brought into its range; `validate` says so in words.
    pub fn of(map: &ScenarioMap) -> Self {
        Self::with_filter(map, &EvidenceFilter::default())
    }

    /// Compiles a map without the provisions that rest on evidence weaker than the filter asks for.
    pub fn with_filter(map: &ScenarioMap, filter: &EvidenceFilter) -> Self {
        let own = map.stands_for_principal();
        let mut blocs: Vec<BlocId> = Vec::new();
        let mut actors: Vec<StudiedActor> = Vec::with_capacity(map.actors.len());
        let mut actor_places: HashMap<&ActorId, usize> = HashMap::new();
        let mut bloc_places: HashMap<BlocId, usize> = HashMap::new();
        for actor in &map.actors {
            if actor_places.contains_key(&actor.id) {
                continue;
            }
            let bloc_id = actor.bloc_id();
            let bloc = *bloc_places.entry(bloc_id.clone()).or_insert_with(|| {
                blocs.push(bloc_id);
                blocs.len() - 1
            });
            actor_places.insert(&actor.id, actors.len());
            let capacity = actor.capacity.filter(|k| !k.is_nan()).map_or(f64::INFINITY, |k| plain(k.max(0.0)));
            actors.push(StudiedActor {
                id: actor.id.clone(),
                name: actor.name.clone(),
                bloc,
                capacity,
                own: own.contains(&actor.id),
            });
        }

        let mut functions: Vec<StudiedFunction> = Vec::new();
        let mut function_places: HashMap<FunctionId, usize> = HashMap::new();
        for id in map.function_ids() {
            if function_places.contains_key(&id) {
                continue;
            }
            let row = map.function_row(&id);
            function_places.insert(id.clone(), functions.len());
            functions.push(StudiedFunction {
                words: map.function_words(&id),
                need: row.map_or(1.0, |r| finite(r.need(), 1.0)).clamp(0.0, HUGE),
                weight: row.map_or(1.0, |r| finite(r.weight(), 0.0)).clamp(0.0, HUGE),
                assessed: false,
                assessed_none: row.is_some_and(|r| r.assessed_none == Some(true)),
                id,
            });
        }

        let mut left_out = Vec::new();
        let mut provisions = Vec::new();
        let mut default_shares = DefaultShares { used: 0, total: 0 };
        let conventions = map.conventions();
        let grades = filter.grades(map);
        for provision in &map.provisions {
            let status = effective_status(provision);
            let (Some(&actor), Some(&function), Some(defaults)) = (
                actor_places.get(&provision.provider),
                function_places.get(&provision.function),
                conventions.of(status),
            ) else {
                continue;
            };
            if !own.contains(&provision.recipient) || provision.factuality() == Factuality::Denied {
                continue;
            }
            if grades.leaves_out(provision) {
                left_out.push(provision.id.clone());
                continue;
            }
            let Some(potential) = provision.share.map(|s| s.0).filter(|s| s.is_finite()) else { continue };
            let potential = plain(potential.clamp(0.0, 1.0));
            let unwritten = if status == ProvisionStatus::Active { potential } else { 0.0 };
            let current = provision.current.map_or(unwritten, |c| finite(c.0, unwritten));
            let current = plain(current.clamp(0.0, potential));
            let likelihood = match provision.factuality() {
                Factuality::Alleged => defaults.likelihood.0.min(0.50),
                _ => defaults.likelihood.0,
            };
            let likelihood = provision.likelihood.map_or(likelihood, |l| finite(l.0, likelihood));
            let offset = |month: Option<crate::model::YearMonth>| {
                month.zip(map.start_month).map(|(month, start)| i64::from(month.months_since(start)))
            };
            functions[function].assessed = true;
            default_shares.total += 1;
            default_shares.used += usize::from(provision.has_default_share());
            provisions.push(StudiedProvision {
                id: provision.id.clone(),
                actor,
                function,
                cell: actor * functions.len() + function,
                current,
                potential,
                ramp: f64::from(provision.ramp_months.unwrap_or(defaults.ramp_months).0),
                from: offset(provision.from).unwrap_or(i64::MIN),
                until: offset(provision.until).unwrap_or(i64::MAX),
                status,
                likelihood: finite(likelihood, 0.0).clamp(0.0, 1.0),
                credibility: provision.credibility(),
            });
        }

        let own_forces_unassessed = !provisions.iter().any(|p: &StudiedProvision| actors[p.actor].own);
        Self {
            dependencies: dependencies(map, &actor_places),
            assumptions: assumptions(map, &actor_places, &bloc_places, &actors, &function_places),
            incompatible: map
                .incompatible
                .iter()
                .filter_map(|pair| {
                    let (a, b) = (*actor_places.get(&pair.actors.0)?, *actor_places.get(&pair.actors.1)?);
                    (a != b).then_some((a, b))
                })
                .collect(),
            threshold: finite(map.threshold().0, 0.5),
            functions,
            actors,
            bloc_words: blocs.iter().map(|bloc| map.bloc_words(bloc)).collect(),
            blocs,
            provisions,
            default_shares,
            own_forces_unassessed,
            left_out,
        }
    }

    /// The functions of the map, in its order, with the words people read.
    pub fn functions(&self) -> impl Iterator<Item = (&FunctionId, &str)> {
        self.functions.iter().map(|f| (&f.id, f.words.as_str()))
    }

    /// The actors of the map, in its order, with their names.
    pub fn actors(&self) -> impl Iterator<Item = (&ActorId, &str)> {
        self.actors.iter().map(|a| (&a.id, a.name.as_str()))
    }

    /// The counted provisions that the evidence filter left out, in file order.
    pub fn left_out(&self) -> &[ProvisionId] {
        &self.left_out
    }

    /// Coverage below which a function counts as lost or weak, 0..1.
    pub fn threshold(&self) -> f64 {
        self.threshold
    }
}

/// g(t; start, duration) of the arithmetic: 0 before `start`, 1 at `start + duration`, a step where the duration is 0.
pub(crate) fn ramp(month: f64, start: f64, duration: f64) -> f64 {
    if month < start {
        0.0
    } else if duration <= 0.0 {
        1.0
    } else {
        ((month - start) / duration).clamp(0.0, 1.0)
    }
}

/// A hypothetical provision is treated as latent, defaults and all; what does not count stays so.
fn effective_status(provision: &Provision) -> ProvisionStatus {
    match (provision.factuality(), provision.status) {
        (Factuality::Hypothetical, ProvisionStatus::Active | ProvisionStatus::Offered) => ProvisionStatus::Latent,
        (_, status) => status,
    }
}

fn finite(number: f64, otherwise: f64) -> f64 {
    if number.is_finite() { number } else { otherwise }
}

/// A number without the sign that a zero can carry: nothing is printed as "-0.0".
fn plain(number: f64) -> f64 {
    number + 0.0
}

/// The strongest dependency of each ordered pair.
fn dependencies(map: &ScenarioMap, actors: &HashMap<&ActorId, usize>) -> Vec<Dependency> {
    let mut places: HashMap<(usize, usize), usize> = HashMap::new();
    let mut list: Vec<Dependency> = Vec::new();
    for relation in &map.relations {
        let strength = relation.dependency.map_or(0.0, |d| finite(d.0, 0.0)).clamp(0.0, 1.0);
        let (Some(&client), Some(&patron)) = (actors.get(&relation.source), actors.get(&relation.target)) else {
            continue;
        };
        if client == patron || strength <= 0.0 {
            continue;
        }
        if let Some(&place) = places.get(&(client, patron)) {
            list[place].strength = list[place].strength.max(strength);
        } else {
            places.insert((client, patron), list.len());
            list.push(Dependency { client, patron, strength });
        }
    }
    list
}

fn assumptions(
    map: &ScenarioMap,
    actor_places: &HashMap<&ActorId, usize>,
    bloc_places: &HashMap<BlocId, usize>,
    actors: &[StudiedActor],
    function_places: &HashMap<FunctionId, usize>,
) -> IndexMap<AssumptionId, StudiedAssumption> {
    let mut compiled = IndexMap::new();
    for assumption in &map.assumptions {
        let lever = &assumption.lever;
        let moved = match lever {
            Lever::Exclusion { bloc, .. } => {
                let bloc = bloc_places.get(bloc).copied();
                (0..actors.len()).filter(|a| Some(actors[*a].bloc) == bloc).collect()
            }
            _ => lever.actor().and_then(|a| actor_places.get(a)).copied().into_iter().collect(),
        };
        let functions = if lever.functions().is_empty() {
            (0..function_places.len()).collect()
        } else {
            let mut named: Vec<usize> =
                lever.functions().iter().filter_map(|f| function_places.get(f)).copied().collect();
            named.sort_unstable();
            named.dedup();
            named
        };
        compiled.entry(assumption.id.clone()).or_insert_with(|| StudiedAssumption {
            lever: lever.clone(),
            actors: moved,
            functions,
        });
    }
    compiled
}

impl Study {
    /// A month as the arithmetic's number.
    pub(crate) fn month(months: Months) -> f64 {
        f64::from(months.0)
    }
}
