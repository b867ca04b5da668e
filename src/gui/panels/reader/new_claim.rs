//! A claim of the analyst's own: the words selected, what they state, and what they speak for or against.

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::proposed_form::{combo_ui, list_ui, proposed_form_ui, row_ui};
use crate::gui::widgets;
use crate::model::{
    ActorId, Article, AssumptionId, Claim, ClaimId, Factuality, Origin, Polarity, Proposed, ProspectEvent,
    ProvisionStatus, RelationClass, SecurityFunction, Span, Stance, credibility_words,
};

/// The form while it is open.
pub struct NewClaim {
    article: crate::model::ArticleId,
    span: Span,
    kind: Kind,
    content: Proposed,
    assumption: Option<AssumptionId>,
    stance: Stance,
    credibility: u8,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Provision,
    Relation,
    Prospect,
    Nothing,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::Provision => "a provision",
            Self::Relation => "a relation",
            Self::Prospect => "what an actor will do",
            Self::Nothing => "evidence only",
        }
    }
}

impl NewClaim {
    /// The form for these words; the actors named in them are filled in.
    pub fn of(cx: &ViewCtx<'_>, article: &Article, span: Span, named: &[ActorId]) -> Self {
        let (first, second) = ends(cx, named);
        let content = blank(cx, Kind::Provision, &first, &second);
        Self {
            article: article.id.clone(),
            span,
            kind: Kind::Provision,
            content,
            assumption: None,
            stance: Stance::For,
            credibility: 6,
        }
    }

    /// Whether it is about this article.
    pub fn is_in(&self, article: &Article) -> bool {
        self.article == article.id
    }

    /// Draws the form; whether it is done with.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, article: &Article, out: &mut Vec<Command>) -> bool {
        let palette = cx.palette;
        let quote = self.span.of(&article.text).unwrap_or_default();
        let shown: String = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let font = crate::gui::fonts::regular(12.0);
        widgets::text_lines(ui, &crate::model::in_quotes(&shown), font, palette.weak, 4);
        let before = self.kind;
        row_ui(cx, ui, "States", |ui| {
            let all = [Kind::Provision, Kind::Relation, Kind::Prospect, Kind::Nothing];
            list_ui(ui, "States", &mut self.kind, &all, Kind::words);
        });
        if before != self.kind {
            let actors: Vec<ActorId> = self.content.actors().into_iter().cloned().collect();
            let (first, second) = ends(cx, &actors);
            self.content = blank(cx, self.kind, &first, &second);
        }
        if self.kind != Kind::Nothing {
            proposed_form_ui(cx, ui, &mut self.content);
        }
        row_ui(cx, ui, "Credibility", |ui| {
            let words = |digit: u8| match digit {
                1 => "1 confirmed by other sources",
                2 => "2 probably true",
                3 => "3 possibly true",
                4 => "4 doubtful",
                5 => "5 improbable",
                _ => "6 truth cannot be judged",
            };
            debug_assert!(words(self.credibility).ends_with(credibility_words(self.credibility)));
            list_ui(ui, "Credibility", &mut self.credibility, &[1, 2, 3, 4, 5, 6], words);
        });
        if !cx.map.assumptions.is_empty() {
            self.assumption_ui(cx, ui);
        }
        let complete = self.is_complete();
        let mut done = false;
        ui.horizontal(|ui| {
            let add = ui.add_enabled_ui(complete.is_ok(), |ui| widgets::primary_button(ui, palette, "Add claim")).inner;
            let add = match complete {
                Ok(()) => add,
                Err(why) => add.on_disabled_hover_text(why),
            };
            if add.clicked() {
                out.push(self.change(article).into());
                done = true;
            }
            done |= widgets::small_button(ui, "Cancel").clicked();
        });
        done
    }

    fn assumption_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui) {
        row_ui(cx, ui, "Speaks", |ui| list_ui(ui, "Speaks", &mut self.stance, Stance::ALL, Stance::words));
        row_ui(cx, ui, "Assumption", |ui| {
            let chosen = self.assumption.as_ref().and_then(|id| cx.map.assumption(id));
            let words = chosen.map_or("none", |assumption| assumption.name.as_str()).to_owned();
            combo_ui(ui, "Assumption", &words, |ui| {
                if ui.selectable_label(self.assumption.is_none(), "none").clicked() {
                    self.assumption = None;
                }
                for assumption in &cx.map.assumptions {
                    let here = self.assumption.as_ref() == Some(&assumption.id);
                    if ui.selectable_label(here, &assumption.name).clicked() {
                        self.assumption = Some(assumption.id.clone());
                    }
                }
            });
        });
    }

    fn is_complete(&self) -> Result<(), &'static str> {
        let ends = self.content.actors();
        match (self.kind, ends.as_slice()) {
            (Kind::Provision | Kind::Relation, [a, b]) if a == b => Err("Choose two different actors"),
            (Kind::Nothing, _) if self.assumption.is_none() => Err("Choose what it speaks for or against"),
            _ => Ok(()),
        }
    }

    fn change(&self, article: &Article) -> MapChange {
        let factuality = match &self.content {
            Proposed::Provision { factuality, .. } | Proposed::Relation { factuality, .. } => *factuality,
            _ => Factuality::Done,
        };
        let states = (self.kind != Kind::Nothing).then(|| self.content.clone());
        let claim = Claim {
            id: ClaimId::default(),
            article: self.article.clone(),
            span: self.span,
            quote: self.span.of(&article.text).unwrap_or_default().to_owned(),
            states,
            arguments: Vec::new(),
            trigger: None,
            factuality: (factuality != Factuality::Done).then_some(factuality),
            date: None,
            speaker: None,
            credibility: (self.credibility < 6).then_some(self.credibility),
            inferred: false,
            confidence: None,
            origin: Origin::Analyst,
            extra: crate::model::Extra::new(),
        };
        let assumption = self.assumption.clone().map(|id| (id, self.stance));
        MapChange::AddClaimWithItem { claim: Box::new(claim), assumption }
    }
}

/// Who gives and who gets: the actors named, the principal as the one that gets.
fn ends(cx: &ViewCtx<'_>, named: &[ActorId]) -> (ActorId, ActorId) {
    let principal = cx.map.principal.clone();
    let mut others = named.iter().filter(|id| **id != principal);
    let any = || cx.map.actors.iter().map(|actor| actor.id.clone()).find(|id| *id != principal);
    let first = others.next().cloned().or_else(any).unwrap_or_else(|| principal.clone());
    let principal_named = named.contains(&principal);
    let second = if principal_named { None } else { others.next().cloned() };
    (first, second.unwrap_or(principal))
}

fn blank(cx: &ViewCtx<'_>, kind: Kind, first: &ActorId, second: &ActorId) -> Proposed {
    match kind {
        Kind::Relation => Proposed::Relation {
            source: first.clone(),
            target: second.clone(),
            class: RelationClass::Cooperation,
            relation_type: String::new(),
            factuality: Factuality::Done,
        },
        Kind::Prospect => Proposed::Prospect {
            actor: first.clone(),
            target: Some(second.clone()),
            event: ProspectEvent::Withdraw,
            polarity: Polarity::Affirmed,
        },
        Kind::Provision | Kind::Nothing => {
            let known = cx.map.function_ids().into_iter().next();
            Proposed::Provision {
                provider: first.clone(),
                recipient: second.clone(),
                function: known.unwrap_or_else(|| SecurityFunction::DirectCombat.id().into()),
                status: ProvisionStatus::Active,
                factuality: Factuality::Done,
            }
        }
    }
}
