//! Which claims the table shows.

use egui::{ComboBox, Ui};

use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::Standing;
use crate::model::{ActorId, Article, ArticleId, Claim, Factuality, Reliability, ScenarioMap};

/// What is asked of a claim; nothing at first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimFilter {
    /// At least this reliable: A or B, say.
    pub reliability: Option<Reliability>,
    /// At least this credible, 1 best.
    pub credibility: Option<u8>,
    /// How the text commits itself.
    pub factuality: Option<Factuality>,
    /// Said in this year or later.
    pub since: Option<u16>,
    /// In this article.
    pub article: Option<ArticleId>,
    /// Naming this actor.
    pub actor: Option<ActorId>,
    /// Decided, open, rejected.
    pub standing: Option<Standing>,
}

/// The letter of a claim's source; F where nobody graded it.
pub fn reliability_of(map: &ScenarioMap, article: Option<&Article>) -> Reliability {
    let source = article.and_then(|article| article.source.as_ref()).and_then(|id| map.source(id));
    source.and_then(|source| source.reliability).unwrap_or(Reliability::F)
}

impl ClaimFilter {
    /// Whether a claim fits. What cannot be judged (F, 6) is no place in the order and fits only where no grade is asked.
    pub fn fits(&self, map: &ScenarioMap, claim: &Claim, article: Option<&Article>, standing: Standing) -> bool {
        let letter = reliability_of(map, article);
        let digit = claim.credibility.unwrap_or(6);
        self.reliability.is_none_or(|least| letter != Reliability::F && letter <= least)
            && self.credibility.is_none_or(|least| digit < 6 && digit <= least)
            && self.factuality.is_none_or(|wanted| claim.factuality.unwrap_or(Factuality::Done) == wanted)
            && self.since.is_none_or(|year| year_of(claim, article).is_some_and(|said| said >= year))
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
        let mut years: Vec<u16> =
            cx.map.claims.iter().filter_map(|claim| year_of(claim, cx.map.article(&claim.article))).collect();
        years.sort_unstable();
        years.dedup();
        choice_ui(ui, "Date", &mut self.since, &years, |year| format!("{year} or later"));
        let articles: Vec<ArticleId> = cx.map.articles.iter().map(|article| article.id.clone()).collect();
        choice_ui(ui, "Article", &mut self.article, &articles, |id| {
            cx.map.article(id).map_or_else(|| id.to_string(), |article| article.title.clone())
        });
        let actors: Vec<ActorId> = cx.map.actors.iter().map(|actor| actor.id.clone()).collect();
        choice_ui(ui, "Actor", &mut self.actor, &actors, |id| cx.map.actor_name(id).to_owned());
        let standings = [Standing::Accepted, Standing::ToReview, Standing::Rejected, Standing::Unused];
        choice_ui(ui, "Decision", &mut self.standing, &standings, |s| s.words().to_owned());
        if *self != Self::default() && crate::gui::widgets::small_button(ui, "Clear filter").clicked() {
            *self = Self::default();
        }
    }
}

/// The year of what is claimed, or of the article where that is not said.
fn year_of(claim: &Claim, article: Option<&Article>) -> Option<u16> {
    let own = claim.date.as_ref().map(|date| date.value.year);
    own.or_else(|| article.and_then(|article| article.date).map(|date| date.year))
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
