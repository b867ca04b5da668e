//! A provision opened from its cell: a draft that is one step when it is applied.

use egui::{ComboBox, DragValue, Key, Modifiers, RichText, TextEdit, Ui, Window};

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, widgets};
use crate::model::{
    Factuality, Likelihood, Months, Provision, ProvisionStatus, Share, ShareBasis, YearMonth, credibility_words,
    likelihood_words,
};

/// A provision being edited.
pub struct Editor {
    draft: Provision,
    from: String,
    until: String,
    trouble: Option<String>,
}

impl Editor {
    /// An editor of a provision.
    pub fn of(provision: Provision) -> Self {
        let text = |month: Option<YearMonth>| month.map_or_else(String::new, |month| month.to_string());
        Self { from: text(provision.from), until: text(provision.until), draft: provision, trouble: None }
    }

    /// Draws it; true when it is done with.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) -> bool {
        if cx.map.provision(&self.draft.id).is_none() {
            return true;
        }
        let mut done = false;
        let mut open = true;
        let title = format!(
            "{} gives {} {}",
            cx.map.actor_name(&self.draft.provider),
            cx.map.actor_name(&self.draft.recipient),
            cx.map.function_words(&self.draft.function)
        );
        Window::new(RichText::new(title).font(fonts::strong(14.0)))
            .id(ui.scope_id().with(("edit provision", self.draft.id.as_str())))
            .collapsible(false)
            .resizable(false)
            .default_width(360.0)
            .pivot(egui::Align2::CENTER_CENTER)
            .default_pos(ui.ctx().content_rect().center())
            .open(&mut open)
            .show(ui.ctx(), |ui| {
                self.fields_ui(cx, ui);
                if let Some(trouble) = &self.trouble {
                    widgets::small(ui, cx.palette.loss, trouble);
                }
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    if widgets::primary_button(ui, cx.palette, "Apply").clicked() {
                        done |= self.apply(cx, out);
                    }
                    if widgets::small_button(ui, "Cancel").clicked() {
                        done = true;
                    }
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if widgets::small_button(ui, "Delete provision").clicked() {
                            out.push(MapChange::DeleteProvision(self.draft.id.clone()).into());
                            done = true;
                        }
                    });
                });
            });
        let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if !open || key(Key::Escape) {
            done = true;
        }
        let command_enter = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        if !done && command_enter {
            done = self.apply(cx, out);
        }
        done
    }

    fn fields_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        let defaults = cx.map.conventions().of(self.draft.status);
        egui::Grid::new("provision").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
            let draft = &mut self.draft;
            ui.label("status");
            let combo = ComboBox::from_id_salt("status").selected_text(draft.status.words()).show_ui(ui, |ui| {
                for status in ProvisionStatus::ALL {
                    ui.selectable_value(&mut draft.status, *status, status.words());
                }
            });
            let _ = combo.response.accessible_name("Status");
            ui.end_row();

            ui.label("share of need");
            let before = draft.share;
            option_ui(
                ui,
                "Share",
                &mut draft.share,
                Share(cx.map.conventions().default_share.0),
                "not assessed",
                |ui, share| {
                    let field = DragValue::new(&mut share.0).range(0.0..=1.0).speed(0.005).max_decimals(2);
                    widgets::number_field(ui, cx.palette, field)
                },
            );
            if draft.share != before {
                draft.share_basis = Some(ShareBasis::Analyst);
            }
            ui.end_row();

            ui.label("delivered now");
            let most = draft.share.map_or(1.0, |share| share.0);
            let unwritten = if draft.status == ProvisionStatus::Active { "all of it" } else { "nothing" };
            option_ui(ui, "Delivered now", &mut draft.current, Share(most), unwritten, |ui, share| {
                let field = DragValue::new(&mut share.0).range(0.0..=most).speed(0.005).max_decimals(2);
                widgets::number_field(ui, cx.palette, field)
            });
            ui.end_row();

            ui.label("months to build up");
            let ramp = defaults.map_or(Months(6), |d| d.ramp_months);
            option_ui(
                ui,
                "Months to build up",
                &mut draft.ramp_months,
                ramp,
                &format!("{ramp}, by status"),
                |ui, months| {
                    let field = DragValue::new(&mut months.0).range(0..=Months::HORIZON.0);
                    widgets::number_field(ui, cx.palette, field)
                },
            );
            ui.end_row();

            ui.label("likelihood");
            let usual = defaults.map_or(Likelihood(0.5), |d| d.likelihood);
            ui.horizontal(|ui| {
                let words = format!("{:.0} %, by status", usual.0 * 100.0);
                option_ui(ui, "Likelihood", &mut draft.likelihood, usual, &words, |ui, likelihood| {
                    let mut percent = likelihood.0 * 100.0;
                    let field = DragValue::new(&mut percent).range(0.0..=100.0).max_decimals(1).suffix(" %");
                    let response = widgets::number_field(ui, cx.palette, field);
                    if response.changed() {
                        likelihood.0 = percent / 100.0;
                    }
                    response
                });
                widgets::weak(ui, cx.palette, likelihood_words(draft.likelihood.unwrap_or(usual).0));
            });
            ui.end_row();

            ui.label("credibility");
            let grade = draft.credibility();
            let text = format!("{grade} · {}", credibility_words(grade));
            let combo = ComboBox::from_id_salt("credibility").width(220.0).selected_text(text).show_ui(ui, |ui| {
                for digit in 1..=6u8 {
                    let words = format!("{digit} · {}", credibility_words(digit));
                    if ui.selectable_label(grade == digit, words).clicked() {
                        draft.credibility = Some(digit);
                    }
                }
            });
            let _ = combo.response.accessible_name("Credibility");
            ui.end_row();

            ui.label("the texts say");
            let factuality = draft.factuality();
            let combo = ComboBox::from_id_salt("factuality").selected_text(factuality.words()).show_ui(ui, |ui| {
                for value in Factuality::ALL {
                    if ui.selectable_label(factuality == *value, value.words()).clicked() {
                        draft.factuality = Some(*value);
                    }
                }
            });
            let _ = combo.response.accessible_name("Factuality");
            ui.end_row();

            ui.label("counts from");
            ui.horizontal(|ui| {
                let enabled = cx.map.start_month.is_some();
                let month = |ui: &mut Ui, text: &mut String, name: &str| {
                    let field = TextEdit::singleline(text).desired_width(72.0).hint_text("2024-11");
                    let _ = ui.add_enabled(enabled, field).accessible_name(name);
                };
                month(ui, &mut self.from, "Counts from");
                ui.label("until");
                month(ui, &mut self.until, "Counts until");
                if !enabled {
                    widgets::weak(ui, cx.palette, "needs a start month");
                }
            });
            ui.end_row();

            ui.label("note");
            let note = TextEdit::multiline(&mut draft.note).desired_rows(2).desired_width(230.0);
            let _ = ui.add(note).accessible_name("Note");
            ui.end_row();
        });
    }

    fn apply(&mut self, cx: &ViewCtx<'_>, out: &mut Vec<Command>) -> bool {
        let month = |text: &str| -> Result<Option<YearMonth>, String> {
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
            }
            YearMonth::parse(text).map(Some).ok_or_else(|| format!("“{text}” is not a month; write it like 2024-11"))
        };
        let months = month(&self.from).and_then(|from| Ok((from, month(&self.until)?)));
        let (from, until) = match months {
            Ok((Some(from), Some(until))) if until <= from => {
                self.trouble = Some("The end must come after the start".to_owned());
                return false;
            }
            Ok(months) => months,
            Err(trouble) => {
                self.trouble = Some(trouble);
                return false;
            }
        };
        (self.draft.from, self.draft.until) = (from, until);
        if cx.map.provision(&self.draft.id) != Some(&self.draft) {
            out.push(MapChange::UpdateProvision(Box::new(self.draft.clone())).into());
        }
        true
    }
}

/// A value that may be unwritten: a tick box, and the field while it is written.
fn option_ui<T: Clone>(
    ui: &mut Ui,
    name: &str,
    value: &mut Option<T>,
    first: T,
    unwritten: &str,
    field: impl FnOnce(&mut Ui, &mut T) -> egui::Response,
) {
    ui.horizontal(|ui| {
        let mut written = value.is_some();
        let tick = ui.checkbox(&mut written, "").accessible_name(format!("{name} is set"));
        if tick.clicked() {
            *value = written.then_some(first);
        }
        match value {
            Some(value) => {
                let _ = field(ui, value).accessible_name(name);
            }
            None => {
                ui.label(RichText::new(unwritten).weak());
            }
        }
    });
}
