//! Quotes as evidence: shown where an item rests on them, and copied as text with number, source and date.

use egui::{CornerRadius, Label, RichText, Sense, Stroke, Ui};

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::ClaimUse;
use crate::gui::statement::relation_words;
use crate::gui::workspace::shorten;
use crate::gui::{fonts, theme, widgets};
use crate::model::{ActorId, Claim, ClaimId, Evidence, Reliability, ScenarioMap, Stance, credibility_words, in_quotes};

/// Who published a claim's article and when: "Reuters · 9 Nov 2024", the article's title where the source is not known.
pub fn source_words(cx: &ViewCtx<'_>, claim: &Claim) -> String {
    let Some(article) = cx.map.article(&claim.article) else { return "article no longer in the map".to_owned() };
    let source = article.source.as_ref().and_then(|id| cx.map.source(id)).map(|source| source.name.clone());
    let name = source.unwrap_or_else(|| article.title.clone());
    match article.date {
        Some(date) => format!("{name} · {}", date.words()),
        None => format!("{name} · no date"),
    }
}

/// The grade of a claim as the field writes it, "B2", and what it means.
pub fn grade_of(cx: &ViewCtx<'_>, claim: &Claim) -> (String, String) {
    let letter = cx.map.article(&claim.article).map_or(Reliability::F, |article| cx.map.reliability_of(article));
    let digit = claim.credibility.unwrap_or(6);
    (format!("{}{digit}", letter.id()), format!("Source {}; {}", letter.words(), credibility_words(digit)))
}

/// Draws a claim's quote; a click shows its sentence in the article.
pub fn quote_ui(cx: &ViewCtx<'_>, id: &ClaimId, stance: Option<Stance>, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let Some(claim) = cx.map.claim(id) else { return };
    let colour = match stance {
        Some(Stance::For) => palette.accent,
        Some(Stance::Against) => palette.loss,
        None => palette.outline,
    };
    let quote = shorten(&claim.quote.split_whitespace().collect::<Vec<_>>().join(" "), 240);
    let response = ui
        .push_id(("quote", id.as_str()), |ui| {
            let frame = egui::Frame::new()
                .fill(palette.tint(palette.track, 0.45))
                .corner_radius(CornerRadius::same(4))
                .inner_margin(egui::Margin { left: 9, right: 6, top: 4, bottom: 4 });
            let inner = frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                let words = match stance {
                    Some(Stance::For) => "for · ",
                    Some(Stance::Against) => "against · ",
                    None => "",
                };
                let text = RichText::new(in_quotes(&quote)).font(fonts::regular(12.0)).color(palette.text);
                ui.add(Label::new(text).wrap());
                let source = format!("{words}{} · {}", source_words(cx, claim), grade_of(cx, claim).0);
                ui.add(Label::new(RichText::new(source).font(fonts::regular(theme::SMALL)).color(palette.weak)).wrap());
            });
            // An id of its own: the frame's response would give the focus away again in every frame.
            ui.interact(inner.response.rect, ui.scope_id().with("show"), Sense::click())
        })
        .inner;
    let bar = [response.rect.left_top() + egui::vec2(1.5, 2.0), response.rect.left_bottom() + egui::vec2(1.5, -2.0)];
    ui.painter().line_segment(bar, Stroke::new(3.0, colour));
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(response.rect, CornerRadius::same(4), stroke, egui::StrokeKind::Inside);
    }
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("Show quote: {quote}")));
    let (grade, meaning) = grade_of(cx, claim);
    if response.on_hover_text(format!("Show the sentence in its article\n{grade}: {meaning}")).clicked() {
        out.push(ViewCommand::ShowClaim(id.clone()).into());
    }
}

/// Draws a list of evidence, or says that there is none.
pub fn evidence_ui(cx: &ViewCtx<'_>, evidence: &[Evidence], ui: &mut Ui, out: &mut Vec<Command>) {
    if evidence.is_empty() {
        widgets::small(ui, cx.palette.weak, "No quote stands behind this yet");
    }
    for piece in evidence {
        quote_ui(cx, &piece.claim, Some(piece.stance), ui, out);
    }
}

/// What a claim speaks for or against, in words.
pub fn use_words(map: &ScenarioMap, used: &ClaimUse, stance: Stance) -> String {
    let words = match used {
        ClaimUse::Actor(id) => map.actor_name(id).to_owned(),
        ClaimUse::Relation(id) => map.relation(id).map_or_else(String::new, |r| {
            let kind = relation_words(r.class, &r.kind);
            format!("{} → {} · {kind}", map.actor_name(&r.source), map.actor_name(&r.target))
        }),
        ClaimUse::Provision(id) => map.provision(id).map_or_else(String::new, |p| {
            let function = map.function_words(&p.function);
            format!("{} → {} · {function}", map.actor_name(&p.provider), map.actor_name(&p.recipient))
        }),
        ClaimUse::Assumption(id) => map.assumption(id).map_or_else(String::new, |a| a.name.clone()),
        ClaimUse::Pair(a, b) => format!("{} not with {}", map.actor_name(a), map.actor_name(b)),
    };
    let is_assumption = matches!(used, ClaimUse::Assumption(_));
    match (stance, is_assumption) {
        (Stance::Against, _) => format!("against {words}"),
        (Stance::For, true) => format!("for {words}"),
        (Stance::For, false) => words,
    }
}

/// Quotes as text for the clipboard, numbered from 1, each once, with source, date and grade and with what each speaks for or
/// against: "[1] “…” (Reuters · 9 Nov 2024 · B2; against Wagner withdraws)".
pub fn numbered(cx: &ViewCtx<'_>, claims: &[&ClaimId]) -> String {
    let lines = once_each(cx, claims).into_iter().enumerate().map(|(n, claim)| {
        let quote = claim.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let uses = cx.snapshot.evidence.uses(&claim.id);
        let uses: Vec<String> = uses.iter().map(|(used, stance)| use_words(cx.map, used, *stance)).collect();
        let uses = if uses.is_empty() { String::new() } else { format!("; {}", uses.join("; ")) };
        let (source, grade) = (source_words(cx, claim), grade_of(cx, claim).0);
        format!("[{}] {} ({source} · {grade}{uses})\n", n + 1, in_quotes(&quote))
    });
    lines.collect()
}

/// The claims of the map among these, each once, in order: quote n is the nth.
fn once_each<'a>(cx: &ViewCtx<'a>, claims: &[&ClaimId]) -> Vec<&'a Claim> {
    let mut seen: Vec<&Claim> = Vec::new();
    for claim in claims.iter().filter_map(|id| cx.map.claim(id)) {
        if seen.iter().all(|other| other.id != claim.id) {
            seen.push(claim);
        }
    }
    seen
}

/// Where a line points to its own quotes among all: " [1] [3]"; nothing where it has none.
pub fn marks(cx: &ViewCtx<'_>, all: &[&ClaimId], own: &[&ClaimId]) -> String {
    let numbered = once_each(cx, all).into_iter().enumerate();
    numbered.filter(|(_, claim)| own.contains(&&claim.id)).map(|(n, _)| format!(" [{}]", n + 1)).collect()
}

/// A text for the clipboard with the numbered quotes that it rests on below it; the text alone where there are none.
pub fn with_quotes(cx: &ViewCtx<'_>, text: &str, claims: &[&ClaimId]) -> String {
    let quotes = numbered(cx, claims);
    let gap = if quotes.is_empty() { "" } else { "\n" };
    format!("{}\n{gap}{quotes}", text.trim_end())
}

/// The claims that what these partners give the principal rests on, in the map's order.
pub fn of_partners<'a>(cx: &ViewCtx<'a>, wanted: impl Fn(&ActorId) -> bool) -> Vec<&'a ClaimId> {
    let own = cx.map.stands_for_principal();
    let given = cx.map.provisions.iter().filter(|p| own.contains(&p.recipient) && wanted(&p.provider));
    given.flat_map(|p| p.evidence.iter().map(|evidence| &evidence.claim)).collect()
}
