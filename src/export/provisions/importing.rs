//! Rows to one edit of a map: provisions added and changed, actors they need, and their quotes as claims.

use super::reading::{LineProblem, ProvisionRow};
use crate::articles;
use crate::model::actions::{self, ActionError};
use crate::model::{
    ActorId, ActorKind, ArticleId, Change, Claim, Edit, Evidence, Extra, Factuality, Origin, Proposed, Provision,
    ProvisionId, ProvisionStatus, ScenarioMap, ShareBasis, Span, slug,
};

/// What rows would do to a map.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPlan {
    /// All of it, as one edit; empty where nothing would change.
    pub edit: Edit,
    /// How many provisions are new.
    pub added: usize,
    /// How many provisions of the map change.
    pub changed: usize,
    /// How many rows say what the map says already.
    pub unchanged: usize,
    /// The names of actors that the map does not have yet; they are added with the kind "other".
    pub new_actors: Vec<String>,
    /// How many quotes become claims.
    pub quotes: usize,
    /// Rows that are left out, each with why.
    pub problems: Vec<LineProblem>,
}

/// Works out what rows would do. A row belongs to the provision for the principal, or for a body that stands for it, of the
/// same provider, function and status; where there is
/// none of that status, to the first of that provider and function; where there is none at all, it is a new one. Empty
/// cells change nothing; a new provision without a status is active. A quote is looked for in the map's articles, first in
/// those of its source; where none has it, it is kept in an article made of the imported quotes of that source.
///
/// # Errors
/// When the map refuses an edit, which a sound map does not.
pub fn plan(map: &ScenarioMap, rows: &[ProvisionRow]) -> Result<ImportPlan, ActionError> {
    let mut draft = Draft { map: map.clone(), edits: Vec::new() };
    let mut plan = ImportPlan {
        edit: Edit::batch(Vec::new()),
        added: 0,
        changed: 0,
        unchanged: 0,
        new_actors: Vec::new(),
        quotes: 0,
        problems: Vec::new(),
    };
    let principal = map.principal.clone();
    let own = map.stands_for_principal();
    let mut done: Vec<(usize, ProvisionId)> = Vec::new();
    let quoted = draft.articles_of_quotes(rows)?;
    for (row, place) in rows.iter().zip(quoted) {
        let provider = match find_actor(&draft.map, &row.provider) {
            Some(id) if id == principal => {
                let words =
                    format!("{} is the principal itself; name the force of its own that provides it", row.provider);
                plan.problems.push(LineProblem { line: row.line, words });
                continue;
            }
            Some(id) => id,
            None => {
                let (id, edit) = actions::add_actor(&draft.map, &row.provider, ActorKind::Other, None);
                draft.apply(edit)?;
                plan.new_actors.push(row.provider.clone());
                id
            }
        };
        let of_row =
            |p: &&Provision| p.provider == provider && own.contains(&p.recipient) && p.function == row.function;
        let same = |p: &&Provision| row.status.is_none_or(|status| p.status == status);
        let repeats =
            draft.map.provisions.iter().filter(of_row).find(|p| same(p) && done.iter().any(|(_, id)| *id == p.id));
        if let Some(first) = repeats.and_then(|p| done.iter().find(|(_, id)| *id == p.id)) {
            let words = format!("it is about the same provision as line {}; keep one of the two", first.0);
            plan.problems.push(LineProblem { line: row.line, words });
            continue;
        }
        let free = |p: &&Provision| !done.iter().any(|(_, id)| *id == p.id);
        let mut candidates = draft.map.provisions.iter().filter(of_row).filter(free);
        let found = candidates.clone().find(same).or_else(|| candidates.next()).cloned();
        let (mut provision, is_new) = match found {
            Some(provision) => (provision, false),
            None => {
                let status = row.status.unwrap_or(ProvisionStatus::Active);
                let (id, edit) = actions::add_provision(&draft.map, &provider, &principal, &row.function, status)?;
                draft.apply(edit)?;
                (Provision::new(id, provider.clone(), principal.clone(), row.function.clone(), status), true)
            }
        };
        let before = provision.clone();
        provision.status = row.status.unwrap_or(provision.status);
        if row.share.is_some() && row.share != provision.share {
            (provision.share, provision.share_basis) = (row.share, Some(ShareBasis::Analyst));
        }
        provision.ramp_months = row.months.or(provision.ramp_months);
        let rests_on_it = provision.evidence.iter().filter_map(|evidence| draft.map.claim(&evidence.claim));
        let says_it = rests_on_it.into_iter().any(|claim| same_words(&claim.quote, &row.quote));
        if let Some((article, span)) = place.filter(|_| !says_it) {
            let (claim, is_new) = draft.claim(article, span, &provision)?;
            plan.quotes += usize::from(is_new);
            if provision.evidence.iter().all(|evidence| evidence.claim != claim) {
                provision.evidence.push(Evidence::supports(claim));
            }
        }
        done.push((row.line, provision.id.clone()));
        let is_changed = provision != before;
        if is_changed {
            let edit = actions::update_provision(&draft.map, provision)?;
            draft.apply(edit)?;
        }
        match (is_new, is_changed) {
            (true, _) => plan.added += 1,
            (false, true) => plan.changed += 1,
            (false, false) => plan.unchanged += 1,
        }
    }
    plan.edit = Edit::batch(draft.edits);
    Ok(plan)
}

/// An actor of this name or alias. Names without a Latin letter have no slug and are compared as they are.
fn find_actor(map: &ScenarioMap, name: &str) -> Option<ActorId> {
    if slug(name, "").is_empty() {
        let same = map.actors.iter().find(|actor| actor.names().any(|known| known == name));
        return same.map(|actor| actor.id.clone());
    }
    map.actor_by_name(name).map(|actor| actor.id.clone())
}

/// A working copy of a map that records what is done to it.
struct Draft {
    map: ScenarioMap,
    edits: Vec<Edit>,
}

impl Draft {
    fn apply(&mut self, edit: Edit) -> Result<(), ActionError> {
        edit.clone().apply(&mut self.map).map_err(|error| ActionError::Refused(error.to_string()))?;
        self.edits.push(edit);
        Ok(())
    }

    /// Per row the place of its quote: in an article of the map, or in one made of the quotes that no article has.
    fn articles_of_quotes(&mut self, rows: &[ProvisionRow]) -> Result<Vec<Option<(ArticleId, Span)>>, ActionError> {
        let mut places: Vec<Option<(ArticleId, Span)>> =
            rows.iter().map(|row| find_quote(&self.map, &row.quote, &row.source)).collect();
        let homeless = |n: usize, places: &[Option<(ArticleId, Span)>]| {
            rows.get(n).is_some_and(|row| !row.quote.is_empty()) && places.get(n).is_some_and(Option::is_none)
        };
        while let Some(first) = (0..rows.len()).find(|n| homeless(*n, &places)) {
            let Some(source) = rows.get(first).map(|row| row.source.clone()) else { break };
            let mut text = String::new();
            let mut spans = Vec::new();
            for (n, row) in rows.iter().enumerate().filter(|(n, row)| homeless(*n, &places) && row.source == source) {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                let start = text.len();
                text.push_str(&row.quote);
                spans.push((n, Span::new(start, text.len())));
            }
            let title = match source.as_str() {
                "" => "Imported quotes".to_owned(),
                source => format!("Imported quotes: {source}"),
            };
            let article = articles::from_text(text, Some(&title), None);
            let id = article.id.clone();
            if self.map.article(&id).is_none() {
                self.apply(Edit::Article(Change::insert(self.map.articles.len(), article)))?;
                if !source.is_empty() {
                    let edit = actions::set_article_source(&self.map, &id, &source)?;
                    self.apply(edit)?;
                }
            }
            for (n, span) in spans {
                if let Some(place) = places.get_mut(n) {
                    *place = Some((id.clone(), span));
                }
            }
        }
        Ok(places)
    }

    /// The claim at this place that states this provision, made where there is none; and whether it was made.
    fn claim(
        &mut self,
        article: ArticleId,
        span: Span,
        provision: &Provision,
    ) -> Result<(crate::model::ClaimId, bool), ActionError> {
        let states = Proposed::Provision {
            provider: provision.provider.clone(),
            recipient: provision.recipient.clone(),
            function: provision.function.clone(),
            status: provision.status,
            factuality: Factuality::Done,
        };
        let arguments = states.arguments();
        let known = self.map.claims.iter().find(|claim| {
            let states = claim.states.as_ref();
            claim.article == article && claim.span == span && states.is_some_and(|s| s.arguments() == arguments)
        });
        if let Some(claim) = known {
            return Ok((claim.id.clone(), false));
        }
        let text = self.map.article(&article).map(|article| article.text.as_str()).unwrap_or_default();
        let claim = Claim {
            id: crate::model::ClaimId::default(),
            quote: span.of(text).unwrap_or_default().to_owned(),
            article,
            span,
            states: Some(states),
            arguments: Vec::new(),
            trigger: None,
            factuality: None,
            date: None,
            speaker: None,
            credibility: None,
            inferred: false,
            confidence: None,
            origin: Origin::Analyst,
            extra: Extra::new(),
        };
        let (id, edit) = actions::add_claim(&self.map, claim)?;
        self.apply(edit)?;
        Ok((id, true))
    }
}

/// Where a quote stands in the map's articles, white space aside: first in articles of its source, then in any.
fn find_quote(map: &ScenarioMap, quote: &str, source: &str) -> Option<(ArticleId, Span)> {
    let wanted = slug(source, "");
    let is_of_source = |article: &&crate::model::Article| {
        let named = article.source.as_ref().and_then(|id| map.source(id)).map(|source| slug(&source.name, ""));
        !wanted.is_empty() && (named.is_some_and(|name| name == wanted) || slug(&article.title, "") == wanted)
    };
    let of_source = map.articles.iter().filter(is_of_source);
    let others = map.articles.iter().filter(|article| !is_of_source(article));
    of_source.chain(others).find_map(|article| Some((article.id.clone(), place_of(quote, &article.text)?)))
}

fn same_words(a: &str, b: &str) -> bool {
    let bare = |text: &'_ str| text.trim_matches(['“', '”', '„', '«', '»', '"', ' ']).to_owned();
    bare(a).split_whitespace().eq(bare(b).split_whitespace())
}

/// The bytes of a quote in a text, where runs of white space count as one space.
fn place_of(quote: &str, text: &str) -> Option<Span> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let first = *words.first()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut at = start;
        for (n, word) in words.iter().enumerate() {
            let rest = text.get(at..)?;
            let trimmed = if n == 0 { rest } else { rest.trim_start() };
            if (n > 0 && trimmed.len() == rest.len()) || !trimmed.starts_with(word) {
                return None;
            }
            at = text.len() - trimmed.len() + word.len();
        }
        Some(Span::new(start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::model::{Actor, Months, Share};

    fn map() -> ScenarioMap {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        let mut russia = Actor::new("russia", "Russia", ActorKind::State);
        russia.aliases.push("Moscow".to_owned());
        map.actors.push(russia);
        let mut provision = Provision::new("p1", "russia", "mali", "training", ProvisionStatus::Active);
        provision.share = Some(Share(0.2));
        map.provisions.push(provision);
        map
    }

    fn planned(map: &ScenarioMap, text: &str) -> (ImportPlan, ScenarioMap) {
        let table = read(text, map);
        assert!(table.problems.is_empty(), "{:?}", table.problems);
        let plan = plan(map, &table.rows).unwrap();
        let mut after = map.clone();
        plan.edit.clone().apply(&mut after).unwrap();
        (plan, after)
    }

    #[test]
    fn a_row_about_a_known_provision_changes_it_and_an_unknown_actor_is_added() {
        let (plan, after) = planned(&map(), "Moscow\ttraining\t\t0.35\t4\nUzbekistan\tlogistics\toffered\t.1\n");
        assert_eq!(
            (plan.added, plan.changed, plan.new_actors.as_slice()),
            (1, 1, ["Uzbekistan".to_owned()].as_slice())
        );
        let first = &after.provisions[0];
        assert_eq!(
            (first.share, first.ramp_months, first.status),
            (Some(Share(0.35)), Some(Months(4)), ProvisionStatus::Active)
        );
        let second = &after.provisions[1];
        assert_eq!((second.provider.as_str(), second.status), ("uzbekistan", ProvisionStatus::Offered));
        assert_eq!(second.share_basis, Some(ShareBasis::Analyst));
    }

    #[test]
    fn taking_it_back_leaves_the_map_as_it_was() {
        let before = map();
        let (plan, _) = planned(&before, "Iran\ttraining\toffered\t.1\t6\tThe Daily\tIran offers to train the army\n");
        let mut map = before.clone();
        let back = plan.edit.apply(&mut map).unwrap();
        back.apply(&mut map).unwrap();
        assert_eq!(map, before);
    }

    #[test]
    fn a_quote_is_found_in_its_article_whatever_its_line_breaks() {
        let mut map = map();
        map.articles.push(articles::from_text("First.\n\nTurkish drones\nguard the north.".to_owned(), None, None));
        let text = "provider\tfunction\tquote\nTurkey\tair power\t“Turkish drones guard the north.”\n";
        let (plan, after) = planned(&map, text);
        assert_eq!((plan.quotes, after.articles.len()), (1, 1));
        assert_eq!(after.claims[0].quote, "Turkish drones\nguard the north.");
        assert_eq!(after.provisions[1].evidence, [Evidence::supports(after.claims[0].id.clone())]);
    }

    #[test]
    fn quotes_that_no_article_has_are_kept_by_source_and_a_second_import_adds_nothing() {
        let text = "Iran\ttraining\toffered\t.1\t6\tThe Daily\tIran offers to train\n\
                    Iran\tarms supply\toffered\t.1\t6\tThe Daily\tand to arm\n";
        let (plan, after) = planned(&map(), text);
        assert_eq!((plan.quotes, after.articles.len(), after.claims.len()), (2, 1, 2));
        let article = &after.articles[0];
        assert_eq!(after.source(article.source.as_ref().unwrap()).unwrap().name, "The Daily");
        for claim in &after.claims {
            assert_eq!(claim.span.of(&article.text), Some(claim.quote.as_str()));
        }
        let (again, same) = planned(&after, text);
        assert_eq!((again.added, again.changed, again.quotes), (0, 0, 0));
        assert_eq!(same, after);
    }

    #[test]
    fn two_lines_about_one_provision_are_told_and_the_principal_is_no_provider() {
        let map = map();
        let table =
            read("Iran\ttraining\toffered\t.1\nIran\ttraining\toffered\t.2\nMali\ttraining\tactive\t.2\n", &map);
        let plan = plan(&map, &table.rows).unwrap();
        assert_eq!((plan.added, plan.problems.len()), (1, 2));
        assert_eq!(plan.problems[0].words, "it is about the same provision as line 1; keep one of the two");
        assert!(plan.problems[1].words.starts_with("Mali is the principal itself"));
    }

    #[test]
    fn an_active_and_an_offered_line_are_two_provisions() {
        let (plan, after) = planned(&map(), "Iran\ttraining\tactive\t.1\nIran\ttraining\toffered\t.2\n");
        assert_eq!((plan.added, after.provisions.len()), (2, 3));
    }
}
