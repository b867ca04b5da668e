//! A cell edited where it stands: share, status and months, in one row over the cell. One undo step when it is applied.

use egui::{Area, ComboBox, Key, Modifiers, Order, Rect, TextEdit, Ui, vec2};

use crate::export::provisions::{parse_months, parse_share};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, widgets};
use crate::model::{ActorId, FunctionId, Provision, ProvisionStatus, ShareBasis, actions};

/// A cell being edited in place.
pub struct InlineEditor {
    function: FunctionId,
    actor: ActorId,
    /// The provision as it was; a new one where the cell was empty.
    draft: Provision,
    is_new: bool,
    share: String,
    months: String,
    trouble: Option<String>,
    /// Whether the share's field has had the keys once.
    begun: bool,
}

/// What became of the editor in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It goes on.
    Open,
    /// It is done with; the cell takes the keys again.
    Closed,
    /// The whole form is asked for, of what has just been applied.
    More,
}

impl InlineEditor {
    /// An editor of what a cell holds; of a new active provision where it holds nothing.
    pub fn of(cx: &ViewCtx<'_>, function: &FunctionId, actor: &ActorId, provision: Option<&Provision>) -> Self {
        let new = || {
            let principal = cx.map.principal.clone();
            Provision::new("", actor.clone(), principal, function.clone(), ProvisionStatus::Active)
        };
        let draft = provision.cloned().unwrap_or_else(new);
        Self {
            function: function.clone(),
            actor: actor.clone(),
            share: draft.share.map_or_else(String::new, |share| format!("{}", (share.0 * 1e4).round() / 1e4)),
            months: draft.ramp_months.map_or_else(String::new, |months| months.to_string()),
            is_new: provision.is_none(),
            draft,
            trouble: None,
            begun: false,
        }
    }

    /// Whether it edits this cell.
    pub fn is_at(&self, function: &FunctionId, actor: &ActorId) -> bool {
        self.function == *function && self.actor == *actor
    }

    /// Draws it over its cell.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, cell: Rect, ui: &Ui, out: &mut Vec<Command>) -> Edited {
        if !self.is_new && cx.map.provision(&self.draft.id).is_none() {
            return Edited::Closed;
        }
        let palette = cx.palette;
        let mut edited = Edited::Open;
        let mut entered = false;
        let area = Area::new(ui.scope_id().with("cell editor"))
            .order(Order::Foreground)
            .fixed_pos(cell.left_top() - vec2(5.0, 1.0))
            .constrain(true)
            .show(ui.ctx(), |ui| {
                let frame = palette.card_frame().inner_margin(egui::Margin::symmetric(4, 0));
                frame.stroke(egui::Stroke::new(1.5, palette.accent)).show(ui, |ui| {
                    ui.horizontal(|ui| {
                        // As high as a row of the matrix: the rows and the header beside it stay in sight.
                        let spacing = ui.spacing_mut();
                        spacing.item_spacing.x = 4.0;
                        spacing.interact_size.y = 19.0;
                        spacing.button_padding.y = 0.0;
                        entered |= self.fields_ui(cx, ui);
                        if widgets::small_button(ui, "Apply").on_hover_text("Enter").clicked() {
                            entered = true;
                        }
                        let more = widgets::small_button(ui, "More…");
                        if more.on_hover_text("Likelihood, credibility, dates, note").clicked() && self.apply(cx, out) {
                            edited = Edited::More;
                        }
                    });
                    if let Some(trouble) = &self.trouble {
                        widgets::small(ui, palette.loss, trouble);
                    }
                });
            });
        let key = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if key(Modifiers::NONE, Key::Escape) {
            return Edited::Closed;
        }
        // A click elsewhere takes what was typed, as a spreadsheet does; the list of statuses is not elsewhere.
        let list_open = egui::Popup::is_any_open(ui.ctx());
        let left = self.begun && !list_open && area.response.clicked_elsewhere();
        if (entered || left || key(Modifiers::COMMAND, Key::Enter)) && self.apply(cx, out) {
            return Edited::Closed;
        }
        edited
    }

    /// Draws the fields; whether Enter was pressed in one of them.
    fn fields_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) -> bool {
        let font = fonts::medium(12.5);
        let share = TextEdit::singleline(&mut self.share).desired_width(64.0).hint_text("share").font(font.clone());
        let share = share.show(ui);
        let response = share.response.response.accessible_name("Share");
        self.begun |= response.has_focus();
        if !self.begun {
            response.request_focus();
            ui.ctx().request_repaint();
            let mut state = share.state;
            let all = egui::text::CCursorRange::two(
                egui::text::CCursor::new(0),
                egui::text::CCursor::new(self.share.chars().count()),
            );
            state.cursor.set_char_range(Some(all));
            state.store(ui.ctx(), response.id);
            // An area is not there for keys in its first frame, so the focus is asked for until it has come.
        }
        let combo = ComboBox::from_id_salt("status").width(86.0).selected_text(self.draft.status.words());
        let combo = combo.show_ui(ui, |ui| {
            for status in ProvisionStatus::ALL {
                ui.selectable_value(&mut self.draft.status, *status, status.words());
            }
        });
        let _ = combo.response.accessible_name("Status");
        let usual = cx.map.conventions().of(self.draft.status).map_or(String::new(), |d| d.ramp_months.to_string());
        let months = TextEdit::singleline(&mut self.months).desired_width(40.0).hint_text(usual).font(font);
        let months = ui.add(months).accessible_name("Months to build up");
        widgets::weak(ui, cx.palette, "months");
        ui.input(|input| input.key_pressed(Key::Enter)) && (response.lost_focus() || months.lost_focus())
    }

    /// Sends what was typed as one step; false where it cannot be taken as it is.
    fn apply(&mut self, cx: &ViewCtx<'_>, out: &mut Vec<Command>) -> bool {
        let (share, months) = match parse_share(&self.share).and_then(|share| Ok((share, parse_months(&self.months)?)))
        {
            Ok(values) => values,
            Err(trouble) => {
                self.trouble = Some(trouble);
                // Enter took the keys from the field; they come back for another try.
                self.begun = false;
                return false;
            }
        };
        if share != self.draft.share {
            (self.draft.share, self.draft.share_basis) = (share, Some(ShareBasis::Analyst));
        }
        self.draft.ramp_months = months;
        if self.is_new {
            if let Some(id) = add(cx, self.draft.clone(), out) {
                self.draft.id = id;
            }
        } else if cx.map.provision(&self.draft.id) != Some(&self.draft) {
            out.push(MapChange::UpdateProvision(Box::new(self.draft.clone())).into());
        }
        true
    }

    /// The provision it has applied.
    pub fn provision(&self) -> &Provision {
        &self.draft
    }
}

/// Adds a provision with all it says, as one step; its id.
pub fn add(cx: &ViewCtx<'_>, mut draft: Provision, out: &mut Vec<Command>) -> Option<crate::model::ProvisionId> {
    let (provider, recipient) = (draft.provider.clone(), draft.recipient.clone());
    let function = draft.function.clone();
    let (id, _) = actions::add_provision(cx.map, &provider, &recipient, &function, draft.status).ok()?;
    let change = MapChange::AddProvision { provider, recipient, function, status: draft.status };
    draft.id = id.clone();
    out.push(Command::BeginStep(change.label(cx.map)));
    out.push(change.into());
    out.push(MapChange::UpdateProvision(Box::new(draft)).into());
    out.push(Command::CommitStep);
    Some(id)
}
