//! Adding an assumption, guided: who or what moves, then the levers that make sense with the quotes there are.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::{is_baseline, tabs};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::{
    Actor, ActorId, AssumptionId, BlocId, ClaimId, FunctionId, Lever, Polarity, Proposed, ProspectEvent,
    ProvisionStatus, RelationClass, SecurityFunction, Setting, Stance, actions,
};

/// The card in which an assumption is added.
#[derive(Default)]
pub struct AddAssumption {
    open: bool,
    query: String,
    chosen: Option<Mover>,
    /// Whether the field shall take the keys in the next frame.
    focus: bool,
}

/// Who or what an assumption moves.
#[derive(Clone, PartialEq)]
enum Mover {
    Actor(ActorId),
    Function(FunctionId),
    Bloc(BlocId),
}

/// A lever on offer.
struct Offer {
    words: String,
    name: String,
    why: String,
    lever: Lever,
    evidence: Vec<(ClaimId, Stance)>,
}

impl AddAssumption {
    /// Opens or closes the card.
    pub fn toggle(&mut self) {
        *self = Self { open: !self.open, focus: !self.open, ..Self::default() };
    }

    /// Opens the card, and gives its field the keys.
    pub fn open(&mut self) {
        *self = Self { open: true, focus: true, ..Self::default() };
    }

    /// Draws the card, where it is open. The assumption that the user added comes back.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) -> Option<AssumptionId> {
        if !self.open {
            return None;
        }
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.open = false;
        }
        let palette = cx.palette;
        let frame = palette.card_frame().stroke(egui::Stroke::new(1.0, palette.accent));
        let card = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            match self.chosen.clone() {
                None => {
                    self.choose_ui(cx, ui);
                    None
                }
                Some(mover) => self.offers_ui(cx, &mover, ui, out),
            }
        });
        if self.focus {
            card.response.scroll_to_me(None);
        }
        card.inner
    }

    fn choose_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        let palette = cx.palette;
        ui.horizontal(|ui| {
            let width = ui.available_width() - 34.0;
            let field = TextEdit::singleline(&mut self.query).desired_width(width).hint_text("Who or what moves?");
            let field = ui.add(field).accessible_name("Who or what moves?");
            // Enter ends the typing; the keys stay for another try where nobody of that name was found.
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if std::mem::take(&mut self.focus) || entered {
                field.request_focus();
            }
            if widgets::icon_button(ui, palette, lucide_icons::Icon::X, "Close").clicked() {
                self.open = false;
            }
        });
        let query = self.query.to_lowercase();
        let movers = movers(cx);
        let found: Vec<_> = movers.into_iter().filter(|(_, words, _)| words.to_lowercase().contains(&query)).collect();
        if found.is_empty() {
            widgets::small(ui, palette.weak, "Nobody of that name on the map. Add the actor on the map first");
        }
        if let Some((first, _, _)) = found.first() {
            if !query.is_empty() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                self.chosen = Some(first.clone());
                self.focus = true;
                return;
            }
        }
        ScrollArea::vertical().id_salt("movers").max_height(210.0).auto_shrink([false, true]).show(ui, |ui| {
            for (mover, words, kind) in found {
                let text = RichText::new(&words).font(fonts::regular(12.5)).color(palette.text);
                let kind = RichText::new(kind).size(theme::SMALL).color(palette.weak);
                let button = egui::Button::new(text).right_text(kind).frame(false).truncate();
                if ui.add_sized([ui.available_width(), 22.0], button).clicked() {
                    self.chosen = Some(mover);
                    self.focus = true;
                }
            }
        });
    }

    fn offers_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        mover: &Mover,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) -> Option<AssumptionId> {
        let palette = cx.palette;
        ui.horizontal(|ui| {
            if widgets::icon_button(ui, palette, lucide_icons::Icon::ChevronLeft, "Choose another").clicked() {
                self.chosen = None;
                self.focus = true;
            }
            let width = ui.available_width() - 34.0;
            widgets::line_in(ui, width, &words_of(cx, mover), fonts::strong(13.0), palette.text, egui::Sense::hover());
            if widgets::icon_button(ui, palette, lucide_icons::Icon::X, "Close").clicked() {
                self.open = false;
            }
        });
        let offers = offers(cx, mover);
        if offers.is_empty() {
            widgets::small(ui, palette.weak, "Nothing to move here: it provides nothing that a lever could change");
        }
        for offer in offers {
            let known = cx.map.assumptions.iter().find(|assumption| assumption.lever == offer.lever);
            let button = egui::Button::new(RichText::new(&offer.words).font(fonts::medium(12.5)));
            let response = ui.add(button).accessible_name(format!("Add: {}", offer.words));
            // The first offer has the keys, so that Enter takes it.
            if std::mem::take(&mut self.focus) {
                response.request_focus();
            }
            widgets::small(ui, palette.weak, &offer.why);
            if let Some(known) = known {
                let name = &known.name;
                let set = cx.snapshot.scenario.setting(&known.id).is_some();
                let words = if set {
                    format!("“{name}” moves this here already; its card is shown")
                } else {
                    format!("“{name}” moves this already and is taken into this scenario")
                };
                widgets::small(ui, palette.warn, &words);
            }
            if response.clicked() {
                *self = Self::default();
                return Some(add(cx, offer, out));
            }
        }
        None
    }
}

/// Who can move: providers first, then other actors, blocs of several members, and functions.
fn movers(cx: &ViewCtx<'_>) -> Vec<(Mover, String, &'static str)> {
    let providers: BTreeSet<&ActorId> = cx.map.provisions.iter().map(|p| &p.provider).collect();
    let mut actors: Vec<_> = cx.map.actors.iter().filter(|a| a.id != cx.map.principal).collect();
    actors.sort_by_key(|actor| !providers.contains(&actor.id));
    let actors = actors.into_iter().map(|actor| {
        let kind = if providers.contains(&actor.id) { "partner" } else { "actor" };
        (Mover::Actor(actor.id.clone()), actor.name.clone(), kind)
    });
    let blocs: BTreeSet<BlocId> = cx.map.actors.iter().filter_map(|actor| actor.bloc.clone()).collect();
    let blocs = blocs.into_iter().map(|bloc| {
        let words = format!("{} bloc", cx.map.bloc_words(&bloc));
        (Mover::Bloc(bloc), words, "bloc")
    });
    let functions = cx.map.function_ids().into_iter().map(|id| {
        let words = cx.map.function_words(&id);
        (Mover::Function(id), words, "function")
    });
    actors.chain(blocs).chain(functions).collect()
}

fn words_of(cx: &ViewCtx<'_>, mover: &Mover) -> String {
    match mover {
        Mover::Actor(id) => cx.map.actor_name(id).to_owned(),
        Mover::Function(id) => cx.map.function_words(id),
        Mover::Bloc(id) => format!("{} bloc", cx.map.bloc_words(id)),
    }
}

fn offers(cx: &ViewCtx<'_>, mover: &Mover) -> Vec<Offer> {
    match mover {
        Mover::Actor(id) => actor_offers(cx, id),
        Mover::Function(id) => {
            let words = cx.map.function_words(id);
            vec![Offer {
                words: format!("Demand for {words} changes"),
                name: format!("Demand for {words}"),
                why: "the need is multiplied by 0 to 3".to_owned(),
                lever: Lever::demand(id.clone()),
                evidence: Vec::new(),
            }]
        }
        Mover::Bloc(id) => {
            let members: Vec<&str> = partners_of(cx, id).map(|a| a.name.as_str()).collect();
            let words = words_of(cx, mover);
            vec![Offer {
                words: format!("Exclude the {words}"),
                name: format!("No partner of the {words}"),
                why: format!("all members withdraw: {}", members.join(", ")),
                lever: Lever::exclusion(id.clone()),
                evidence: Vec::new(),
            }]
        }
    }
}

fn actor_offers(cx: &ViewCtx<'_>, id: &ActorId) -> Vec<Offer> {
    let name = cx.map.actor_name(id);
    let own: Vec<_> = cx.map.provisions.iter().filter(|p| p.provider == *id).collect();
    let count = |status| own.iter().filter(|p| p.status == status).count();
    let (active, offered, latent) =
        (count(ProvisionStatus::Active), count(ProvisionStatus::Offered), count(ProvisionStatus::Latent));
    let dependants = cx.map.relations.iter().filter(|r| r.target == *id && r.dependency.is_some_and(|d| d.0 > 0.0));
    let dependants: BTreeSet<&str> = dependants.map(|r| cx.map.actor_name(&r.source)).collect();
    let mut offers = Vec::new();
    let leaving = prospects(cx, id, &[ProspectEvent::Withdraw, ProspectEvent::Reduce, ProspectEvent::Stay]);
    let joining = prospects(cx, id, &[ProspectEvent::Engage]);
    if active > 0 || !dependants.is_empty() || !leaving.is_empty() {
        let mut why = vec![format!("gives {active} {} now", if active == 1 { "function" } else { "functions" })];
        if !dependants.is_empty() {
            why.push(format!("{} would follow", dependants.into_iter().collect::<Vec<_>>().join(", ")));
        }
        why.extend(counted(&leaving));
        offers.push(Offer {
            words: format!("{name} withdraws"),
            name: format!("{name} withdraws"),
            why: why.join("; "),
            lever: Lever::withdrawal(id.clone()),
            evidence: leaving,
        });
    }
    if offered + latent > 0 || own.iter().any(|p| p.current.is_some()) || !joining.is_empty() {
        let mut why = vec![format!("{offered} offered, {latent} latent")];
        why.extend(counted(&joining));
        offers.push(Offer {
            words: format!("{name} steps up"),
            name: format!("{name} steps up"),
            why: why.join("; "),
            lever: Lever::engagement(id.clone()),
            evidence: joining,
        });
    }
    offers.extend(bloc_offer(cx, id));
    offers.extend(pressure_offer(cx, id));
    if !own.is_empty() {
        offers.push(Offer {
            words: format!("Relation with {name} changes"),
            name: format!("Relation with {name}"),
            why: "from -2, broken off, to +2, all it could give".to_owned(),
            lever: Lever::relation_change(id.clone()),
            evidence: Vec::new(),
        });
    }
    offers
}

/// The members of a bloc that may withdraw from the principal: everybody but itself.
fn partners_of<'a>(cx: &ViewCtx<'a>, bloc: &'a BlocId) -> impl Iterator<Item = &'a Actor> {
    let map = cx.map;
    map.actors.iter().filter(move |actor| actor.bloc.as_ref() == Some(bloc) && actor.id != map.principal)
}

/// The exclusion of an actor's bloc, where it has other members.
fn bloc_offer(cx: &ViewCtx<'_>, id: &ActorId) -> Option<Offer> {
    let bloc = cx.map.actor(id)?.bloc.clone()?;
    let members = partners_of(cx, &bloc).count();
    if members < 2 {
        return None;
    }
    offers(cx, &Mover::Bloc(bloc)).into_iter().next()
}

/// More or less need, for whoever fights the principal.
fn pressure_offer(cx: &ViewCtx<'_>, id: &ActorId) -> Option<Offer> {
    let own = cx.map.stands_for_principal();
    let fights = cx.map.relations.iter().any(|relation| {
        let ends = (&relation.source, &relation.target);
        let meets = (ends.0 == id && own.contains(ends.1)) || (ends.1 == id && own.contains(ends.0));
        relation.class == RelationClass::Conflict && meets
    });
    let function: FunctionId = SecurityFunction::DirectCombat.id().into();
    if !fights || !cx.map.function_ids().contains(&function) {
        return None;
    }
    let words = cx.map.function_words(&function);
    Some(Offer {
        words: format!("Pressure changes: demand for {words}"),
        name: format!("Demand for {words}"),
        why: format!(
            "{} is in conflict with {}; the need is multiplied by 0 to 3",
            cx.map.actor_name(id),
            cx.map.actor_name(&cx.map.principal)
        ),
        lever: Lever::demand(function),
        evidence: Vec::new(),
    })
}

/// What articles say an actor will do, with the side it takes on the assumption that it does.
fn prospects(cx: &ViewCtx<'_>, id: &ActorId, events: &[ProspectEvent]) -> Vec<(ClaimId, Stance)> {
    let claims = cx.map.claims.iter().filter_map(|claim| match &claim.states {
        Some(Proposed::Prospect { actor, event, polarity, .. }) if actor == id && events.contains(event) => {
            let stays = *event == ProspectEvent::Stay;
            let against = stays == (*polarity == Polarity::Affirmed);
            Some((claim.id.clone(), if against { Stance::Against } else { Stance::For }))
        }
        _ => None,
    });
    claims.collect()
}

fn counted(evidence: &[(ClaimId, Stance)]) -> Option<String> {
    let pro = evidence.iter().filter(|(_, stance)| *stance == Stance::For).count();
    (!evidence.is_empty()).then(|| format!("quotes: {pro} for, {} against", evidence.len() - pro))
}

/// Adds the assumption with its quotes and takes it into the scenario; from the baseline, a scenario is made for it. One
/// undo step.
fn add(cx: &ViewCtx<'_>, offer: Offer, out: &mut Vec<Command>) -> AssumptionId {
    let scenario = &cx.snapshot.scenario;
    out.push(Command::BeginStep(format!("Add assumption “{}”", offer.name)));
    let target = if is_baseline(&scenario.id) {
        let taken = cx.map.scenarios.iter().any(|s| s.name == offer.name);
        let name = if taken { tabs::unused_name(cx) } else { offer.name.clone() };
        out.push(MapChange::AddScenario(name.clone()).into());
        actions::add_scenario(cx.map, &name).0
    } else {
        scenario.id.clone()
    };
    let known = cx.map.assumptions.iter().find(|assumption| assumption.lever == offer.lever);
    let added = if let Some(known) = known {
        if scenario.setting(&known.id).is_none() {
            let setting = Setting::new(known.id.clone(), known.lever.neutral_extent());
            out.push(MapChange::SetSetting { scenario: target, setting }.into());
        }
        known.id.clone()
    } else {
        let (id, _) = actions::add_assumption(cx.map, &offer.name, offer.lever.clone());
        out.push(MapChange::AddAssumption { name: offer.name, lever: offer.lever, scenario: Some(target) }.into());
        for (claim, stance) in offer.evidence {
            out.push(MapChange::AttachEvidence { assumption: id.clone(), claim, stance }.into());
        }
        id
    };
    out.push(Command::CommitStep);
    added
}
