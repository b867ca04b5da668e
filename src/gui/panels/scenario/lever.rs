//! What an assumption moves, in words, where its name alone does not say it.

use crate::gui::context::ViewCtx;
use crate::model::{ActorId, Assumption, FunctionId, Lever};

/// "need for direct combat", "Russia and Wagner withdraw", "only arms supply, training"; `None` where the name says who, and
/// everything that it gives is moved.
pub fn lever_words(cx: &ViewCtx<'_>, assumption: &Assumption) -> Option<String> {
    let name = assumption.name.to_lowercase();
    let of_actor = |verb: &str, actor: &ActorId, functions: &[FunctionId]| {
        let who = cx.map.actor_name(actor);
        let is_named = name.contains(&who.to_lowercase());
        let which: Vec<String> = functions.iter().map(|id| cx.map.function_words(id)).collect();
        match (is_named, which.is_empty()) {
            (true, true) => None,
            (true, false) => Some(format!("only {}", which.join(", "))),
            (false, true) => Some(format!("{who} {verb}")),
            (false, false) => Some(format!("{who} {verb}: {}", which.join(", "))),
        }
    };
    match &assumption.lever {
        Lever::Withdrawal { actor, functions, .. } => of_actor("withdraws", actor, functions),
        Lever::Engagement { actor, functions, .. } => of_actor("steps up", actor, functions),
        Lever::Demand { function, .. } => {
            let words = cx.map.function_words(function);
            (name != format!("demand for {words}")).then(|| format!("need for {words}, multiplied"))
        }
        Lever::Exclusion { bloc, .. } => {
            let members = cx.map.actors.iter().filter(|actor| actor.bloc_id() == *bloc);
            let members: Vec<&str> = members.map(|actor| actor.name.as_str()).collect();
            Some(match members.as_slice() {
                [] => format!("bloc {}: no member", cx.map.bloc_words(bloc)),
                _ => format!("bloc {}: {}", cx.map.bloc_words(bloc), members.join(", ")),
            })
        }
        Lever::RelationChange { actor, .. } => {
            let who = cx.map.actor_name(actor);
            (!name.contains(&who.to_lowercase())).then(|| format!("relation with {who}"))
        }
    }
}
