//! Whose a thing is, and for whom somebody acts.

use crate::extract::language::DepRel;
use crate::extract::lexicon::FunctionRole;
use crate::extract::provisions::Word;
use crate::extract::roles::{Party, Scene};

/// Owners of a thing, leaving out who only made it: "Chinese-made drones".
pub(super) fn owners_not_made(scene: &Scene<'_>, node: usize, word: Word) -> Vec<Party> {
    let tree = scene.tree;
    let mut owners = scene.owners(node);
    if owners.is_empty() && word.first != node {
        owners = scene.owners(word.head);
    }
    if owners.is_empty() && word.role == FunctionRole::Thing {
        // "Mi-8 helicopters, a Russian transport helicopter"
        for beside in tree.children_by(node, &[DepRel::Appos]) {
            owners.extend(scene.owners(beside));
        }
    }
    owners.retain(|o| {
        let at = o.node;
        let made = tree.lower(at + 1) == "-"
            && matches!(
                tree.lower(at + 2),
                "made"
                    | "built"
                    | "manufactured"
                    | "designed"
                    | "produced"
                    | "era"
                    | "style"
                    | "backed"
                    | "led"
                    | "supplied"
                    | "provided"
                    | "donated"
                    | "trained"
                    | "funded"
            );
        let supplied = tree.lower(at + 1) == "-"
            && matches!(tree.lower(at + 2), "supplied" | "provided" | "donated" | "funded" | "led");
        !made || supplied
    });
    if word.role == FunctionRole::Thing || word.role == FunctionRole::People {
        // "of" names what they are made of or for, not who gives: "drones of Mali" is rare.
        owners.retain(|o| tree.preposition(o.node).as_deref() != Some("of") || word.role == FunctionRole::People);
    }
    owners
}

/// "in support of the Somali army", "at the request of Chad", "on behalf of X": for whom something is done.
pub(super) fn on_behalf_of(scene: &Scene<'_>, node: usize) -> Vec<Party> {
    let tree = scene.tree;
    for at in node + 1..(node + 12).min(tree.nodes.len()) {
        let phrase = (tree.lower(at), tree.lower(at + 1), tree.lower(at + 2));
        let meant = matches!(
            phrase,
            ("in", "support" | "aid" | "defence" | "defense", "of")
                | ("at", "request" | "invitation", "of")
                | ("on", "behalf", "of")
        ) || phrase == ("at", "the", "request")
            || phrase == ("at", "the", "invitation");
        if meant {
            let of = if phrase.2 == "of" { at + 1 } else { at + 2 };
            return scene.behind_in_order(of, &["of"], 2).map(|n| scene.parties(n)).unwrap_or_default();
        }
    }
    Vec::new()
}
