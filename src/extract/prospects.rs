//! Statements that an actor will, may or will not leave, reduce, step up or stay.

use crate::model::{ActorKind, Polarity, ProspectEvent};

use super::attribution::{is_opinion, speaker};
use super::factuality::commitment;
use super::language::{DepRel, Upos};
use super::roles::{Party, Scene};

/// A prospect as found.
#[derive(Clone, Debug)]
pub(crate) struct FoundProspect {
    /// Who.
    pub actor: Party,
    /// Towards whom.
    pub target: Option<Party>,
    /// What.
    pub event: ProspectEvent,
    /// Whether it will or will not.
    pub polarity: Polarity,
    /// Who says so.
    pub speaker: Option<String>,
    /// Its sentence.
    pub sentence: usize,
    /// The node of the word.
    pub trigger: usize,
    /// 0..1.
    pub confidence: f64,
}

/// All prospects that one sentence states.
pub(crate) fn prospects(text: &str, scene: &Scene<'_>, found: &mut Vec<FoundProspect>) {
    let tree = scene.tree;
    for node in 0..tree.nodes.len() {
        if tree.nodes[node].mention.is_some() {
            continue;
        }
        let lemma = tree.lemma(node);
        let verb = tree.nodes[node].upos == Upos::Verb;
        let noun = tree.nodes[node].upos == Upos::Noun;
        let Some(event) = event(scene, node, lemma, verb) else { continue };
        if !verb && !noun {
            continue;
        }
        let mut actors: Vec<Party> = if verb { scene.subject(node) } else { scene.owners(node) };
        // "force a withdrawal of X", "withdrawal by X"
        if noun && actors.is_empty() {
            actors = scene.behind(node, &["by"]).into_iter().flat_map(|n| scene.parties(n)).collect();
        }
        if verb && event == ProspectEvent::Withdraw && matches!(lemma, "withdraw" | "pull" | "evacuate" | "recall") {
            // "withdraw its forces": the subject; "forces will be withdrawn": whose they are
            if tree.is_passive(node) {
                actors = scene.object_nodes(node).into_iter().flat_map(|n| scene.parties(n)).collect();
            }
        }
        if verb && moves_away(lemma) {
            // "redirect Wagner's forces": whose forces they are.
            let moved: Vec<Party> = scene
                .object_nodes(node)
                .into_iter()
                .flat_map(|n| {
                    let own = scene.parties(n);
                    if own.is_empty() { scene.owners(n) } else { own }
                })
                .collect();
            if !moved.is_empty() {
                actors = moved;
            }
        }
        let mut targets: Vec<Party> = Vec::new();
        if verb && !moves_away(lemma) {
            for object in scene.object_nodes(node) {
                targets.extend(scene.parties(object));
            }
        }
        // Where they go to is not what they leave.
        let prepositions: &[&str] =
            if moves_away(lemma) { &["from"] } else { &["from", "in", "with", "to", "between"] };
        for behind in scene.behind(node, prepositions) {
            targets.extend(scene.parties(behind));
        }
        actors.retain(|a| !matches!(scene.kind(a.actor), ActorKind::Media | ActorKind::ResearchOrNgo));
        targets.retain(|t| {
            !actors.iter().any(|a| a.actor == t.actor)
                && matches!(
                    scene.kind(t.actor),
                    ActorKind::State
                        | ActorKind::IntergovernmentalOrganization
                        | ActorKind::PrivateMilitaryCompany
                        | ActorKind::GovernmentBody
                )
        });
        let said = commitment(tree, node, scene.lexicon);
        let outlook = outlook(scene, node);
        // "is leaving": it has been decided and has not happened.
        let under_way = verb
            && tree.is_gerund(node)
            && tree
                .children_by(node, &[DepRel::Aux])
                .any(|a| matches!(tree.lower(a), "is" | "are" | "'s" | "’s" | "'re" | "’re"));
        let open = under_way && event == ProspectEvent::Withdraw
            || said.planned
            || said.hypothetical
            || said.talked_of
            || said.denied
            || outlook.is_some();
        if !open || event == ProspectEvent::Engage && !(said.planned || outlook == Some(true)) {
            continue;
        }
        let denied = said.denied || said.halted || outlook == Some(false);
        // "might not" is still a denial of the event.
        let polarity = if denied { Polarity::Denied } else { Polarity::Affirmed };
        for actor in actors.into_iter().take(2) {
            let target = targets.iter().copied().find(|t| t.actor != actor.actor);
            if event != ProspectEvent::Stay && event != ProspectEvent::Withdraw && target.is_none() {
                continue;
            }
            found.push(FoundProspect {
                actor,
                target,
                event,
                polarity,
                speaker: speaker(text, scene, node),
                sentence: scene.sentence,
                trigger: node,
                confidence: (0.75 * actor.strength).clamp(0.05, 0.95),
            });
        }
    }
}

/// Verbs that take forces from where they are to somewhere else.
fn moves_away(lemma: &str) -> bool {
    matches!(lemma, "redirect" | "divert" | "redeploy" | "relocate")
}

fn event(scene: &Scene<'_>, node: usize, lemma: &str, verb: bool) -> Option<ProspectEvent> {
    let lexicon = scene.lexicon;
    let tree = scene.tree;
    if lexicon.is("prospect.withdraw", lemma) {
        let particle =
            |words: &[&str]| (node + 1..(node + 6).min(tree.nodes.len())).any(|i| words.contains(&tree.lower(i)));
        return match lemma {
            "pull" => particle(&["out", "back"]).then_some(ProspectEvent::Withdraw),
            "break" | "rift" | "severance" => None,
            _ => Some(ProspectEvent::Withdraw),
        };
    }
    if lexicon.is("prospect.reduce", lemma) {
        let down = (node + 1..(node + 4).min(tree.nodes.len())).any(|i| matches!(tree.lower(i), "down" | "back"));
        return match lemma {
            "scale" | "draw" | "wind" | "cut" => down.then_some(ProspectEvent::Reduce),
            _ => Some(ProspectEvent::Reduce),
        };
    }
    if verb && lexicon.is("prospect.stay", lemma) && matches!(lemma, "stay" | "remain" | "cling") {
        return Some(ProspectEvent::Stay);
    }
    if verb
        && lexicon.is("prospect.engage", lemma)
        && matches!(
            lemma,
            "deploy"
                | "send"
                | "intervene"
                | "expand"
                | "increase"
                | "escalate"
                | "intensify"
                | "return"
                | "reinforce"
                | "dispatch"
        )
    {
        return Some(ProspectEvent::Engage);
    }
    None
}

/// Words above a statement that make it an expectation: "suggesting that", "does not expect", "in the event of".
fn outlook(scene: &Scene<'_>, node: usize) -> Option<bool> {
    let tree = scene.tree;
    let mut at = node;
    for _ in 0..5 {
        let here = tree.nodes.get(at)?;
        // "the void left by the withdrawal": what is said of the void says nothing of the withdrawal.
        let agent = here.relation == DepRel::Obl && tree.preposition(at).as_deref() == Some("by");
        if agent || matches!(here.relation, DepRel::OblAgent | DepRel::Acl | DepRel::AclRelcl | DepRel::Parataxis) {
            return None;
        }
        let head = here.head?;
        let lemma = tree.lemma(head);
        let negated = tree.children(head).iter().any(|c| matches!(tree.lower(*c), "not" | "n't" | "n’t" | "never"));
        if lemma == "doubt" {
            return Some(negated);
        }
        if is_opinion(lemma) || matches!(lemma, "rumour" | "plan" | "threaten") {
            return Some(!negated);
        }
        if matches!(lemma, "unlikely" | "improbable") {
            return Some(false);
        }
        if matches!(
            lemma,
            "likely"
                | "possibility"
                | "prospect"
                | "risk"
                | "likelihood"
                | "fear"
                | "speculation"
                | "rumour"
                | "rumor"
                | "demand"
                | "call"
                | "deadline"
        ) {
            return Some(!negated);
        }
        at = head;
    }
    None
}
