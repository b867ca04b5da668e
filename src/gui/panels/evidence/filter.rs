//! Which claims the table shows.

use egui::{ComboBox, TextEdit, Ui};

use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::Standing;
use crate::model::{ActorId, Article, ArticleId, Claim, Factuality, PartialDate, Reliability, ScenarioMap};

/// What is asked of a claim; nothing at first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimFilter {
    /// At least this reliable: A or B, say.
    pub reliability: Option<Reliability>,
    /// At least this credible, 1 best.
    pub credibility: Option<u8>,
    /// How the text commits itself.
    pub factuality: Option<Factuality>,
    /// Said between these dates.
    pub dates: Dates,
    /// In this article.
    pub article: Option<ArticleId>,
    /// Naming this actor.
    pub actor: Option<ActorId>,
    /// Decided, open, rejected.
    pub standing: Option<Standing>,
}

/// A span of dates as typed: a year, a month or a day on either side, nothing for open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates {
    from: String,
    to: String,
}

impl Dates {
    /// Whether something said on this date may fall within. What has no date falls only within what is open on both sides.
    fn hold(&self, said: Option<PartialDate>) -> bool {
        let bound = |typed: &str| PartialDate::parse(typed.trim());
        let (from, to) = (bound(&self.from), bound(&self.to));
        match said {
            None => from.is_none() && to.is_none(),
            Some(said) => {
                from.is_none_or(|from| last_day(said) >= first_day(from))
                    && to.is_none_or(|to| first_day(said) <= last_day(to))
            }
        }
    }

    fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        for (words, typed, spoken) in [("from", &mut self.from, "Earliest date"), ("to", &mut self.to, "Latest date")] {
            crate::gui::widgets::weak(ui, cx.palette, words);
            let sound = typed.trim().is_empty() || PartialDate::parse(typed.trim()).is_some();
            let colour = if sound { cx.palette.text } else { cx.palette.loss };
            let field = TextEdit::singleline(typed).desired_width(92.0).hint_text("any date").text_color(colour);
            let field = ui.add(field).accessible_name(spoken);
            field.on_hover_text("A year, a month or a day: 2024, 2024-11, 2024-11-30");
        }
    }

    /// Why what was typed counts for nothing, where it does.
    fn trouble(&self) -> Option<String> {
        let unsound = |typed: &&String| !typed.trim().is_empty() && PartialDate::parse(typed.trim()).is_none();
        let typed = [&self.from, &self.to].into_iter().find(unsound)?;
        let shown = crate::gui::workspace::shorten(typed.trim(), 20);
        Some(format!("“{shown}” is no date and is not asked for; write 2024, 2024-11 or 2024-11-30"))
    }
}

fn first_day(date: PartialDate) -> (u16, u8, u8) {
    (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

fn last_day(date: PartialDate) -> (u16, u8, u8) {
    (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31))
}

impl ClaimFilter {
    /// Whether a claim fits. What cannot be judged (F, 6) is no place in the order and fits only where no grade is asked.
    pub fn fits(&self, map: &ScenarioMap, claim: &Claim, article: Option<&Article>, standing: Standing) -> bool {
        let letter = article.map_or(Reliability::F, |article| map.reliability_of(article));
        let digit = claim.credibility.unwrap_or(6);
        self.reliability.is_none_or(|least| letter != Reliability::F && letter <= least)
            && self.credibility.is_none_or(|least| digit < 6 && digit <= least)
            && self.factuality.is_none_or(|wanted| claim.factuality.unwrap_or(Factuality::Done) == wanted)
            && self.dates.hold(date_of(claim, article))
            && self.article.as_ref().is_none_or(|wanted| claim.article == *wanted)
            && self.actor.as_ref().is_none_or(|wanted| claim.actors().contains(&wanted))
            && self.standing.is_none_or(|wanted| standing == wanted)
    }

    /// Draws the filter as a row of lists.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        choice_ui(ui, "Reliability", &mut self.reliability, &Reliability::ALL[..5], |r| {
            format!("{} or better", r.id())
        });
        choice_ui(ui, "Credibility", &mut self.credibility, &[1, 2, 3, 4, 5], |digit| format!("{digit} or better"));
        choice_ui(ui, "Factuality", &mut self.factuality, Factuality::ALL, |f| f.words().to_owned());
        let articles: Vec<ArticleId> = cx.map.articles.iter().map(|article| article.id.clone()).collect();
        choice_ui(ui, "Article", &mut self.article, &articles, |id| {
            cx.map.article(id).map_or_else(|| id.to_string(), |article| article.title.clone())
        });
        let actors: Vec<ActorId> = cx.map.actors.iter().map(|actor| actor.id.clone()).collect();
        choice_ui(ui, "Actor", &mut self.actor, &actors, |id| cx.map.actor_name(id).to_owned());
        let standings = [Standing::Accepted, Standing::ToReview, Standing::Rejected, Standing::Unused];
        choice_ui(ui, "Decision", &mut self.standing, &standings, |s| s.words().to_owned());
        // Both fields on one line, on the next where this one has no room.
        let room = egui::vec2(282.0, ui.spacing().interact_size.y);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(room, layout, |ui| self.dates.ui(cx, ui));
        if let Some(trouble) = self.dates.trouble() {
            crate::gui::widgets::small(ui, cx.palette.loss, &trouble);
        }
        if *self != Self::default() && crate::gui::widgets::small_button(ui, "Clear filter").clicked() {
            *self = Self::default();
        }
    }
}

/// The date of what is claimed, or of the article where that is not said.
fn date_of(claim: &Claim, article: Option<&Article>) -> Option<PartialDate> {
    let own = claim.date.as_ref().map(|date| date.value);
    own.or_else(|| article.and_then(|article| article.date))
}

fn choice_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut Option<T>,
    all: &[T],
    words: impl Fn(&T) -> String,
) {
    let shown = chosen.as_ref().map_or_else(|| label.to_owned(), &words);
    let combo = ComboBox::from_id_salt(("claim-filter", label))
        .selected_text(crate::gui::workspace::shorten(&shown, 22))
        .width(96.0)
        .truncate()
        .show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), format!("{label}: all")).clicked() {
                *chosen = None;
            }
            for item in all {
                if ui.selectable_label(chosen.as_ref() == Some(item), words(item)).clicked() {
                    *chosen = Some(item.clone());
                }
            }
        });
    combo.response.accessible_name(format!("Filter by {}", label.to_lowercase()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_known_in_part_falls_within_where_it_may() {
        let dates = |from: &str, to: &str| Dates { from: from.to_owned(), to: to.to_owned() };
        let said = PartialDate::parse;
        assert!(dates("2024-11-10", "2024-12").hold(said("2024-11-12")));
        assert!(dates("2024-11-10", "").hold(said("2024-11")), "the end of November is later");
        assert!(!dates("2024-11-10", "").hold(said("2024-10")));
        assert!(dates("", "2023").hold(said("2023-12-31")) && !dates("", "2023").hold(said("2024")));
        assert!(dates("", "").hold(None) && !dates("2020", "").hold(None));
        assert!(dates("soon", "").hold(said("2024")), "no date asks for nothing");
    }
}
