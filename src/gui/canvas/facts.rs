//! What the map's filter goes by, per link: family or class, what it rests on, and when it held.

use std::collections::{BTreeMap, HashMap};

use super::hidden::Hidden;
use super::link::Hue;
use super::scene::Scene;
use crate::gui::context::ViewCtx;
use crate::gui::view::LinkRef;
use crate::model::{
    BlocId, ClaimId, Evidence, Factuality, FunctionFamily, PartialDate, RelationClass, Stance, YearMonth,
};

/// A property by which actors or links can be left out of the picture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// An actor's bloc; `None` for actors without one.
    Bloc(Option<BlocId>),
    /// A provision's family.
    Family(FunctionFamily),
    /// A relation's class.
    Class(RelationClass),
    /// How the texts commit themselves to it.
    Said(Factuality),
    /// Credibility of its best claim, 1 to 6.
    Credibility(u8),
}

/// What is known of a relation or provision.
#[derive(Clone, Debug)]
struct Fact {
    what: Trait,
    said: Factuality,
    credibility: u8,
    /// The first month in which it held, or in which it was said first.
    from: Option<YearMonth>,
    /// The first month in which it held no more.
    until: Option<YearMonth>,
}

/// What is known of everything on the map.
#[derive(Default)]
pub struct Facts {
    /// Per link of the scene: its items.
    links: Vec<Vec<Fact>>,
    /// Per node: its bloc.
    blocs: Vec<Option<BlocId>>,
    /// How many actors or items have a property.
    pub counts: BTreeMap<Trait, usize>,
    /// The first and the last month that any date names.
    pub months: Option<(YearMonth, YearMonth)>,
}

impl Facts {
    /// The facts of a scene.
    pub fn of(cx: &ViewCtx<'_>, scene: &Scene) -> Self {
        let map = cx.map;
        let dated: HashMap<_, _> =
            map.articles.iter().filter_map(|article| Some((&article.id, article.date?))).collect();
        let claims: HashMap<&ClaimId, (Option<PartialDate>, Option<u8>)> = map
            .claims
            .iter()
            .map(|claim| {
                let date = claim.date.as_ref().map(|date| date.value).or(dated.get(&claim.article).copied());
                (&claim.id, (date, claim.credibility))
            })
            .collect();
        let supporting = |evidence: &[Evidence]| {
            let of_piece = |piece: &Evidence| claims.get(&piece.claim).copied();
            let pieces: Vec<_> =
                evidence.iter().filter(|piece| piece.stance == Stance::For).filter_map(of_piece).collect();
            let first = pieces.iter().filter_map(|(date, _)| date.map(first_month)).min();
            let best = pieces.iter().filter_map(|(_, digit)| *digit).filter(|digit| (1..=6).contains(digit)).min();
            (first, best)
        };
        let relations: HashMap<_, _> = map.relations.iter().map(|relation| (&relation.id, relation)).collect();
        let provisions: HashMap<_, _> = map.provisions.iter().map(|provision| (&provision.id, provision)).collect();
        let fact = |item: &LinkRef| match item {
            LinkRef::Relation(id) => relations.get(id).map(|relation| {
                let (said_first, best) = supporting(&relation.evidence);
                Fact {
                    what: Trait::Class(relation.class),
                    said: relation.factuality(),
                    credibility: best.unwrap_or(6),
                    from: relation.date.map(first_month).or(said_first),
                    until: None,
                }
            }),
            LinkRef::Provision(id) => provisions.get(id).map(|provision| {
                let (said_first, best) = supporting(&provision.evidence);
                Fact {
                    what: Trait::Family(map.function_family(&provision.function)),
                    said: provision.factuality(),
                    credibility: best.unwrap_or_else(|| provision.credibility()),
                    from: provision.from.or(said_first),
                    until: provision.until,
                }
            }),
        };
        let links: Vec<Vec<Fact>> = scene
            .links
            .iter()
            .map(|link| match link.hue {
                // What is only proposed has no item yet.
                Hue::Family(family) if link.items.is_empty() => vec![Fact::proposed(Trait::Family(family))],
                Hue::Class(class) if link.items.is_empty() => vec![Fact::proposed(Trait::Class(class))],
                _ => link.items.iter().filter_map(fact).collect(),
            })
            .collect();
        let of_actor: HashMap<_, _> = map.actors.iter().map(|actor| (&actor.id, &actor.bloc)).collect();
        let blocs: Vec<Option<BlocId>> =
            scene.nodes.iter().map(|node| of_actor.get(&node.id).and_then(|bloc| (*bloc).clone())).collect();
        let mut counts = BTreeMap::new();
        let mut months: Option<(YearMonth, YearMonth)> = None;
        for (link, facts) in scene.links.iter().zip(&links).filter(|(link, _)| !link.is_proposed) {
            debug_assert!(!link.items.is_empty() || facts.len() <= 1);
            for fact in facts {
                for property in [fact.what.clone(), Trait::Said(fact.said), Trait::Credibility(fact.credibility)] {
                    *counts.entry(property).or_insert(0) += 1;
                }
                for month in [fact.from, fact.until].into_iter().flatten() {
                    let (first, last) = months.unwrap_or((month, month));
                    months = Some((first.min(month), last.max(month)));
                }
            }
        }
        for bloc in &blocs[..scene.real] {
            *counts.entry(Trait::Bloc(bloc.clone())).or_insert(0) += 1;
        }
        Self { links, blocs, counts, months }
    }

    /// What is left out of the picture: items with a property that is left out, items of another time, links all of whose
    /// items are left out, actors of a bloc that is left out, and actors that lose all their links by it. The principal
    /// always stays.
    pub fn hidden(
        &self,
        scene: &Scene,
        leaves_out: impl Fn(&Trait) -> bool,
        as_of: Option<YearMonth>,
        focus: Option<&[bool]>,
    ) -> Hidden {
        let count = scene.nodes.len();
        let outside = |n: usize| {
            let in_bloc = self.blocs.get(n).is_some_and(|bloc| leaves_out(&Trait::Bloc(bloc.clone())));
            in_bloc || focus.is_some_and(|kept| !kept.get(n).copied().unwrap_or(false))
        };
        let mut nodes: Vec<bool> = (0..count).map(|n| !scene.nodes[n].is_principal && outside(n)).collect();
        if let Some(kept) = focus {
            // Who is looked at may have no link to the principal.
            for (n, node) in nodes.iter_mut().enumerate() {
                *node |= !kept.get(n).copied().unwrap_or(false);
            }
        }
        let (mut had, mut keeps) = (vec![false; count], vec![false; count]);
        let links: Vec<bool> = scene
            .links
            .iter()
            .zip(&self.links)
            .map(|(link, facts)| {
                let item_left_out = |fact: &Fact| {
                    leaves_out(&fact.what)
                        || leaves_out(&Trait::Said(fact.said))
                        || leaves_out(&Trait::Credibility(fact.credibility))
                        || as_of.is_some_and(|month| !fact.holds_in(month))
                };
                let is_left_out = facts.iter().all(item_left_out);
                for end in [link.from, link.to] {
                    had[end] = true;
                    keeps[end] |= !is_left_out;
                }
                is_left_out || nodes[link.from] || nodes[link.to]
            })
            .collect();
        for n in 0..count {
            nodes[n] |= had[n] && !keeps[n] && !scene.nodes[n].is_principal;
        }
        Hidden { nodes, links }
    }
}

impl Fact {
    fn proposed(what: Trait) -> Self {
        Self { what, said: Factuality::Done, credibility: 6, from: None, until: None }
    }

    /// Whether it had begun, or had been said, by a month, and held still. What has no date holds always.
    fn holds_in(&self, month: YearMonth) -> bool {
        self.from.is_none_or(|from| from <= month) && self.until.is_none_or(|until| month < until)
    }
}

/// A year alone counts as its first month: by then it may have been so.
fn first_month(date: PartialDate) -> YearMonth {
    date.year_month().unwrap_or(YearMonth { year: date.year, month: 1 })
}
