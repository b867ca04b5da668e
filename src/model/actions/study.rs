//! Changes of what stands once in a map: title, principal, functions, sources, articles.

use super::{ActionError, Draft, changed, place_of, removals};
use crate::model::{
    ActorId, ArticleId, Change, Edit, Extra, FunctionId, FunctionRow, Header, Reliability, ScenarioMap, Share, Source,
    SourceId, YearMonth, slug, unused_id,
};

fn header(map: &ScenarioMap, change: impl FnOnce(&mut Header)) -> Edit {
    let mut header = Header::of(map);
    change(&mut header);
    Edit::Header(Box::new(header))
}

/// A new title.
pub fn set_title(map: &ScenarioMap, title: &str) -> Edit {
    header(map, |h| title.trim().clone_into(&mut h.title))
}

/// Makes an actor the principal.
pub fn set_principal(map: &ScenarioMap, id: &ActorId) -> Result<Edit, ActionError> {
    place_of!(map, actors, "actor", id)?;
    Ok(header(map, |h| h.principal = id.clone()))
}

/// The principal of a map whose principal is still to be chosen.
pub fn unchosen_principal() -> crate::model::Actor {
    crate::model::Actor::new(UNCHOSEN, "Principal to be chosen", crate::model::ActorKind::Other)
}

/// Whether the map's principal is still to be chosen.
pub fn is_principal_unchosen(map: &ScenarioMap) -> bool {
    map.principal.as_str() == UNCHOSEN
}

const UNCHOSEN: &str = "principal-to-be-chosen";

/// Makes an actor, accepted or proposed, the principal. A placeholder that stood in for it goes.
pub fn choose_principal(map: &ScenarioMap, id: &ActorId) -> Result<Edit, ActionError> {
    let mut draft = Draft::of(map);
    super::review::ensure_actor(&mut draft, id)?;
    let edit = set_principal(&draft.map, id)?;
    draft.apply(edit)?;
    if is_principal_unchosen(map) && id.as_str() != UNCHOSEN {
        let edit = super::delete_actors(&draft.map, &[ActorId::from(UNCHOSEN)].into())?;
        draft.apply(edit)?;
    }
    Ok(draft.into_edit())
}

/// The threshold below which a function counts as weak.
pub fn set_threshold(map: &ScenarioMap, threshold: Share) -> Result<Edit, ActionError> {
    if !(0.0..=1.0).contains(&threshold.0) {
        return Err(ActionError::Refused("a threshold lies between 0 and 1".into()));
    }
    Ok(header(map, |h| h.threshold = Some(threshold)))
}

/// The calendar month of month 0. It cannot be taken away while a provision has calendar dates.
pub fn set_start_month(map: &ScenarioMap, month: Option<YearMonth>) -> Result<Edit, ActionError> {
    if month.is_none() && map.provisions.iter().any(|p| p.from.is_some() || p.until.is_some()) {
        return Err(ActionError::Refused("some provisions have calendar dates, so the map needs a start month".into()));
    }
    Ok(header(map, |h| h.start_month = month))
}

/// Sets a row of the coverage matrix, adding it at the end where the map does not list the function.
pub fn set_function(map: &ScenarioMap, row: FunctionRow) -> Edit {
    match map.functions.iter().position(|f| f.id == row.id) {
        Some(at) => Edit::Function(Change::replace(at, row)),
        None => Edit::Function(Change::insert(map.functions.len(), row)),
    }
}

/// States, or no longer states, that nobody provides a function.
pub fn set_assessed_none(map: &ScenarioMap, id: &FunctionId, none: bool) -> Edit {
    let mut row = map.function_row(id).cloned().unwrap_or_else(|| FunctionRow::new(id.clone()));
    row.assessed_none = none.then_some(true);
    set_function(map, row)
}

/// Moves a row of the coverage matrix.
pub fn move_function(map: &ScenarioMap, id: &FunctionId, to: usize) -> Result<Edit, ActionError> {
    let from = place_of!(map, functions, "function", id)?;
    Ok(Edit::Function(Change::Move { from, to: to.min(map.functions.len() - 1) }))
}

/// The reliability of a source; it holds for all its articles.
pub fn set_source_reliability(map: &ScenarioMap, id: &SourceId, reliability: Reliability) -> Result<Edit, ActionError> {
    let at = place_of!(map, sources, "source", id)?;
    Ok(changed!(map, sources, Source, at, |source| source.reliability = Some(reliability)))
}

/// Names who published an article; a source of that name that the map has already is taken, with its reliability.
pub fn set_article_source(map: &ScenarioMap, id: &ArticleId, name: &str) -> Result<Edit, ActionError> {
    let at = place_of!(map, articles, "article", id)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(ActionError::Refused("a source needs a name".into()));
    }
    let known = map.sources.iter().find(|s| s.name == name || slug(&s.name, "") == slug(name, "-"));
    let mut edits = Vec::new();
    let source = if let Some(source) = known {
        source.id.clone()
    } else {
        let id = SourceId::from(unused_id(&slug(name, "source"), |id| map.sources.iter().any(|s| s.id == *id)));
        let source = Source { id: id.clone(), name: name.to_owned(), reliability: None, extra: Extra::new() };
        edits.push(Edit::Source(Change::insert(map.sources.len(), source)));
        id
    };
    edits.push(changed!(map, articles, Article, at, |article| article.source = Some(source)));
    Ok(Edit::batch(edits))
}

/// The reliability of whoever published an article. Where the article has no source yet, one is named after its file or
/// title, so that the grade has somebody to belong to.
pub fn grade_article(map: &ScenarioMap, id: &ArticleId, reliability: Reliability) -> Result<Edit, ActionError> {
    let at = place_of!(map, articles, "article", id)?;
    let article = &map.articles[at];
    let mut draft = Draft::of(map);
    let known = article.source.as_ref().filter(|source| map.source(source).is_some());
    if known.is_none() {
        let name = article.file_name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| article.title.clone());
        draft.apply(set_article_source(map, id, &name)?)?;
    }
    if let Some(source) = draft.map.articles[at].source.clone() {
        let edit = set_source_reliability(&draft.map, &source, reliability)?;
        draft.apply(edit)?;
    }
    Ok(draft.into_edit())
}

/// Takes an article out with its claims. Items that rested on them stay, without that evidence; proposals that rested on
/// nothing else go. Decisions stay, so that opening the article again asks nothing twice.
pub fn remove_article(map: &ScenarioMap, id: &ArticleId) -> Result<Edit, ActionError> {
    let at = place_of!(map, articles, "article", id)?;
    let mut draft = Draft::of(map);
    let gone: std::collections::HashSet<_> =
        map.claims.iter().filter(|c| c.article == *id).map(|c| c.id.clone()).collect();
    macro_rules! without_evidence {
        ($list:ident, $variant:ident) => {
            for at in 0..map.$list.len() {
                if map.$list[at].evidence.iter().any(|e| gone.contains(&e.claim)) {
                    draft.apply(changed!(map, $list, $variant, at, |item| {
                        item.evidence.retain(|e| !gone.contains(&e.claim))
                    }))?;
                }
            }
        };
    }
    without_evidence!(actors, Actor);
    without_evidence!(relations, Relation);
    without_evidence!(provisions, Provision);
    without_evidence!(assumptions, Assumption);
    without_evidence!(incompatible, Incompatible);
    let mut emptied = Vec::new();
    for (at, proposal) in map.proposals.iter().enumerate() {
        if proposal.claims.iter().any(|c| gone.contains(c)) {
            let edit = changed!(map, proposals, Proposal, at, |p| p.claims.retain(|c| !gone.contains(c)));
            draft.apply(edit)?;
            if draft.map.proposals[at].claims.is_empty() {
                emptied.push(at);
            }
        }
    }
    let claims = (0..map.claims.len()).filter(|i| gone.contains(&map.claims[*i].id)).collect();
    for edit in removals(emptied, Edit::Proposal).into_iter().chain(removals(claims, Edit::Claim)) {
        draft.apply(edit)?;
    }
    draft.apply(Edit::Article(Change::Remove { at }))?;
    Ok(draft.into_edit())
}
