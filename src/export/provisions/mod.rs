//! Provisions as a table that analysts keep in a spreadsheet: pasted rows or a CSV file in, and the same columns out.
//!
//! It goes in two steps, so that a window can show what would happen before it does: `read` turns text into rows and says
//! per line what is wrong with it, `plan` turns rows into one edit of a map. It knows no file and no window.

mod importing;
mod reading;

pub use importing::{ImportPlan, plan};
pub use reading::{Column, LineProblem, ProvisionRow, ProvisionTable, parse_months, parse_share, read};

use crate::model::ScenarioMap;

/// The provisions for the principal as rows of `Column::ALL`, the heading first: what `read` takes back.
pub fn rows_of(map: &ScenarioMap) -> Vec<Vec<String>> {
    let own = map.stands_for_principal();
    let mut rows = vec![Column::ALL.iter().map(|column| column.words().to_owned()).collect::<Vec<_>>()];
    for provision in map.provisions.iter().filter(|p| own.contains(&p.recipient)) {
        let claim = provision.evidence.first().and_then(|evidence| map.claim(&evidence.claim));
        let article = claim.and_then(|claim| map.article(&claim.article));
        let source = article.map(|article| {
            let named = article.source.as_ref().and_then(|id| map.source(id));
            named.map_or_else(|| article.title.clone(), |source| source.name.clone())
        });
        let quote = claim.map(|claim| claim.quote.split_whitespace().collect::<Vec<_>>().join(" "));
        rows.push(vec![
            map.actor_name(&provision.provider).to_owned(),
            map.function_words(&provision.function),
            provision.status.words().to_owned(),
            provision.share.map_or_else(String::new, |share| share.0.to_string()),
            provision.ramp_months.map_or_else(String::new, |months| months.to_string()),
            source.unwrap_or_default(),
            quote.unwrap_or_default(),
        ]);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Provision, ProvisionStatus, Share};

    #[test]
    fn what_is_copied_out_changes_nothing_when_it_is_pasted_back() {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        map.actors.push(Actor::new("russia", "Russia", ActorKind::State));
        for (id, function, status) in
            [("p1", "training", ProvisionStatus::Active), ("p2", "air_power", ProvisionStatus::Offered)]
        {
            let mut provision = Provision::new(id, "russia", "mali", function, status);
            provision.share = Some(Share(0.35));
            map.provisions.push(provision);
        }
        let text: Vec<String> = rows_of(&map).iter().map(|row| row.join("\t")).collect();
        let table = read(&text.join("\n"), &map);
        assert_eq!((table.rows.len(), table.problems.len()), (2, 0), "{:?}", table.problems);
        let plan = plan(&map, &table.rows).unwrap();
        assert_eq!((plan.added, plan.changed, plan.unchanged), (0, 0, 2));
        assert!(plan.edit.is_empty());
    }
}
