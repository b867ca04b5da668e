//! From a noun to an act of giving: who gives the thing, sends the people or does the deed, and for whom.

use super::Giving;
use super::deals::{agreed_on, collaborator, furnished};
use super::owners::{on_behalf_of, owners_not_made};
use crate::extract::factuality::commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::FunctionRole;
use crate::extract::provisions::carriers::from_verb;
use crate::extract::provisions::partners::{basing, joint};
use crate::extract::provisions::phrases::{stationed, wielded};
use crate::extract::provisions::verbs::guarding;
use crate::extract::provisions::words::{anchor_of, carrier, is_amount, relative_verb};
use crate::extract::provisions::{Given, LastGiven, Word, by_context, context_getter, push, recipients_of};
use crate::extract::relations::carrying_verb;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;
use crate::model::SecurityFunction;

pub(in crate::extract::provisions) fn noun(
    scene: &Scene<'_>,
    word: Word,
    last: &mut LastGiven,
    found: &mut Vec<FoundProvision>,
) {
    let tree = scene.tree;
    if tree.nodes[word.head].upos == Upos::Verb {
        guarding(scene, word, last, found);
        return;
    }
    let Some(node) = carrier(scene, word) else { return };
    if word.function == SecurityFunction::DirectCombat
        && tree.lemma(node) == "force"
        && tree.nodes[node].upos != Upos::Noun
    {
        return;
    }
    let mut giving = Giving { confidence: 0.74, said: commitment(tree, node, scene.lexicon), ..Giving::default() };
    // "X's use of Y's soldiers": X gets what is Y's.
    if node != word.head && matches!(tree.lemma(node), "use" | "purchase" | "acquisition" | "import" | "recruitment") {
        giving.getters.extend(scene.owners(node));
        giving.givers.extend(owners_not_made(scene, word.head, word));
        if giving.getters.is_empty() || giving.givers.is_empty() {
            return;
        }
    }
    let bare = matches!(tree.lemma(node), "batch" | "shipment" | "consignment" | "delivery");
    if bare
        && word.head == node
        && (!scene.behind(node, &["of"]).is_empty()
            || tree
                .children_by(node, &[DepRel::Compound, DepRel::Amod])
                .any(|c| tree.nodes[c].mention.is_none() && tree.nodes[c].upos != Upos::Num))
    {
        return;
    }
    // "suspended arms purchases from Israel": whoever halts them is the buyer.
    if matches!(tree.lemma(node), "purchase" | "import" | "acquisition" | "procurement") && giving.getters.is_empty() {
        let sellers: Vec<Party> = scene.behind(node, &["from"]).into_iter().flat_map(|n| scene.parties(n)).collect();
        let buyers = carrying_verb(scene, node).map(|v| (v, scene.subject(v)));
        if let (false, Some((verb, buyers))) = (sellers.is_empty(), buyers) {
            giving.said = giving.said.with(commitment(tree, verb, scene.lexicon));
            giving.said.halted |= matches!(tree.lemma(verb), "suspend" | "halt" | "freeze" | "pause");
            giving.said.ended |= matches!(tree.lemma(verb), "end" | "stop" | "cease");
            giving.givers.extend(sellers);
            giving.getters.extend(buyers);
        }
    }
    let owners = owners_not_made(scene, node, word);
    giving.directed |= owners.iter().any(|o| {
        tree.lower(o.node + 1) == "-"
            && matches!(tree.lower(o.node + 2), "supplied" | "provided" | "donated" | "delivered" | "sent")
    });
    if word.function == SecurityFunction::JointOperations {
        joint(scene, node, giving.said, found);
        return;
    }
    for behind in scene.behind(node, &["by", "from"]) {
        giving.givers.extend(scene.parties(behind));
    }
    if word.head != node {
        // "a shipment of rifles from Russia"
        for behind in scene.behind(word.head, &["by", "from"]) {
            giving.givers.extend(scene.parties(behind));
        }
    }
    for behind in scene.behind(node, &["for", "to"]) {
        giving.getters.extend(recipients_of(scene, behind));
    }
    if word.role == FunctionRole::Act || word.function == SecurityFunction::Training {
        // "training of Y's soldiers" is for Y, "a training mission of X" is X's.
        let body = matches!(
            tree.lemma(node),
            "mission" | "force" | "team" | "programme" | "program" | "contingent" | "unit" | "operation" | "course"
        );
        for behind in scene.behind(node, &["of"]) {
            if body {
                giving.givers.extend(scene.parties(behind));
                giving.directed = true;
            } else {
                giving.getters.extend(recipients_of(scene, behind));
            }
        }
    }
    if matches!(word.role, FunctionRole::Thing | FunctionRole::Act)
        && matches!(
            word.function,
            SecurityFunction::Intelligence | SecurityFunction::Cyber | SecurityFunction::Training
        )
    {
        for behind in scene.behind(node, &["with"]) {
            giving.getters.extend(recipients_of(scene, behind));
        }
    }
    if let Some((verb, object)) = furnished(scene, word.first) {
        giving.said = giving.said.with(commitment(tree, verb, scene.lexicon));
        giving.givers.extend(scene.subject(verb));
        giving.getters.extend(recipients_of(scene, object));
        giving.confidence += 0.04;
    }
    let anchor = anchor_of(scene, node);
    if word.function == SecurityFunction::Financing
        && matches!(tree.preposition(anchor).as_deref(), Some("for" | "at" | "worth" | "over" | "than"))
    {
        // A price is no gift.
        return;
    }
    let verb = carrying_verb(scene, anchor).or_else(|| relative_verb(scene, node));
    if word.function == SecurityFunction::BasingAccess {
        basing(scene, node, verb, giving.said, found);
        return;
    }
    // "help transport the shells" moves them and gives none.
    let moved = verb.is_some_and(|v| {
        matches!(
            tree.lemma(v),
            "transport"
                | "carry"
                | "ferry"
                | "haul"
                | "repair"
                | "maintain"
                | "intercept"
                | "destroy"
                | "seize"
                | "capture"
                | "wreck"
                | "shoot"
                | "fire"
                | "lose"
                | "launch"
                | "test"
        )
    });
    // "redirect Wagner's forces to Ukraine": a place they go to, nobody whom they help.
    let turned =
        verb.is_some_and(|v| matches!(tree.lemma(v), "redirect" | "divert" | "redeploy" | "relocate" | "shift"));
    if turned && word.role == FunctionRole::People {
        return;
    }
    // "fires missiles that Iran provides", "drones delivered by Iran allow Russia to": who gives stands in the relative clause.
    if let (Some(verb), Some(relative)) = (verb, relative_verb(scene, node).or_else(|| relative_verb(scene, word.head)))
    {
        let gives = relative != verb && scene.lexicon.is("transfer.give", tree.lemma(relative));
        let uses = matches!(
            tree.lemma(verb),
            "fire"
                | "launch"
                | "use"
                | "fly"
                | "operate"
                | "have"
                | "patrol"
                | "possess"
                | "fight"
                | "parade"
                | "field"
                | "allow"
                | "let"
                | "enable"
                | "help"
                | "reach"
        );
        let users = if matches!(tree.lemma(verb), "allow" | "let" | "enable" | "help" | "reach") {
            scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect()
        } else {
            scene.subject(verb)
        };
        // "supplied most of the weapons that Baku bought": who buys them gets them.
        let buys = relative != verb && scene.lexicon.is("transfer.get", tree.lemma(relative));
        if buys && scene.lexicon.is("transfer.give", tree.lemma(verb)) && giving.getters.is_empty() {
            giving.getters.extend(scene.subject(relative));
            giving.givers.extend(scene.subject(verb));
        }
        if gives && uses && !users.is_empty() && giving.givers.is_empty() {
            giving.givers = scene.subject(relative);
            giving.getters = users;
            giving.said = giving.said.with(commitment(tree, relative, scene.lexicon));
        }
    }
    if let Some((users, makers)) = verb
        .filter(|_| giving.givers.is_empty() && giving.getters.is_empty() && tree.nodes[anchor].relation == DepRel::Obj)
        .and_then(|v| wielded(scene, v, word, &owners))
    {
        (giving.givers, giving.getters) = (makers, users);
        giving.confidence -= 0.08;
    }
    // "flew gunships for the police": flown, and given to nobody.
    let flown = giving.givers.is_empty()
        && verb.is_some_and(|v| matches!(tree.lemma(v), "fly" | "pilot" | "crew"))
        && word.function == SecurityFunction::ArmsSupply
        && tree.nodes[anchor].relation == DepRel::Obj
        && !(anchor + 1..(anchor + 3).min(tree.nodes.len())).any(|n| tree.lower(n) == "to");
    if flown {
        return;
    }
    let moved = moved && giving.givers.is_empty();
    if moved && word.function != SecurityFunction::Logistics && !matches!(word.role, FunctionRole::People) {
        return;
    }
    agreed_on(scene, anchor, verb, &mut giving);
    if giving.getters.is_empty() {
        giving.getters.extend(on_behalf_of(scene, node));
    }
    if let Some(verb) = verb.filter(|_| giving.givers.is_empty() || giving.getters.is_empty()) {
        giving.said = giving.said.with(commitment(tree, verb, scene.lexicon));
        from_verb(scene, verb, anchor, word, &owners, &mut giving);
        if giving.nothing {
            return;
        }
    }
    if giving.getters.is_empty() && word.role == FunctionRole::People {
        giving.getters.extend(stationed(scene, node));
        giving.by_place |= !giving.getters.is_empty();
    }
    if giving.givers.is_empty() {
        giving.givers.extend(owners.iter().copied().filter(|o| !giving.getters.iter().any(|g| g.actor == o.actor)));
        giving.confidence -= 0.06;
    } else if giving.getters.is_empty()
        && word.function == SecurityFunction::Training
        && word.role != FunctionRole::People
    {
        // "training of Malian soldiers" has its getter as owner.
        giving.getters.extend(owners.iter().copied());
    }
    // "This collaboration has resulted in the training of ...": whoever the sentence before names besides.
    if giving.givers.is_empty() && !giving.getters.is_empty() {
        giving.givers.extend(collaborator(scene, verb, &giving.getters));
    }
    let mut by_memory = false;
    // "these drones were supplied to Mali": from whoever was last said to have them.
    if giving.givers.is_empty() && !giving.getters.is_empty() {
        by_memory = true;
        giving.givers.extend(
            last.giver(word.function, scene.sentence)
                .map(|(actor, sentence)| by_context(scene, node, actor, sentence, 0.72)),
        );
    }
    // "sent soldiers": to whoever the passage is about.
    if giving.getters.is_empty()
        && giving.directed
        && !by_memory
        && (word.role != FunctionRole::Act || word.function == SecurityFunction::Training)
    {
        giving.getters.extend(context_getter(scene, node, last, &giving.givers));
    }
    let giver = giving.givers.iter().find(|g| !giving.getters.iter().any(|r| r.actor == g.actor));
    if let Some(owner) = giver.or(owners.first()) {
        let named = owner.inferred.unwrap_or(scene.sentence);
        last.given.push(Given { function: word.function, giver: owner.actor, sentence: scene.sentence, named });
    }
    // "three of these drones": the word that says what is given, and no number.
    let trigger = if tree.nodes[node].upos == Upos::Num || is_amount(tree.lemma(node)) { word.head } else { node };
    for giver in &giving.givers {
        for getter in &giving.getters {
            if giver.actor != getter.actor {
                last.got = Some((getter.actor, scene.sentence));
            }
            push(
                scene,
                *giver,
                *getter,
                word.function,
                giving.said,
                "thing given",
                trigger,
                giving.confidence,
                giving.by_place,
                found,
            );
        }
    }
}
