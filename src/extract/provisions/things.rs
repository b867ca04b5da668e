//! Things given, people sent and doings: who gives them, who gets them.

use super::carriers::from_verb;
use super::partners::{basing, joint};
use super::verbs::guarding;
use super::words::{anchor_of, carrier, is_amount, relative_verb};
use super::{Given, LastGiven, Word, by_context, context_getter, push, recipients_of};
use crate::extract::factuality::{Commitment, commitment};
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::FunctionRole;
use crate::extract::relations::carrying_verb;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;
use crate::model::{ActorKind, SecurityFunction};

/// What is gathered about one act of giving.
#[derive(Clone, Debug, Default)]
pub(super) struct Giving {
    pub givers: Vec<Party>,
    pub getters: Vec<Party>,
    pub said: Commitment,
    pub confidence: f64,
    pub by_place: bool,
    /// A verb of giving carries it: somebody gets it, named or not.
    pub directed: bool,
    /// The verb shows that nothing is given.
    pub nothing: bool,
}

pub(super) fn noun(scene: &Scene<'_>, word: Word, last: &mut LastGiven, found: &mut Vec<FoundProvision>) {
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
    // "flew gunships for the police": flown, and given to nobody.
    let flown = verb.is_some_and(|v| matches!(tree.lemma(v), "fly" | "pilot" | "crew"))
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

/// "provides the army with artillery support and fuel": verb and object before the "with" of a phrase, by order of words.
pub(super) fn furnished(scene: &Scene<'_>, first: usize) -> Option<(usize, usize)> {
    let tree = scene.tree;
    let with = (0..first).rev().take(8).find(|i| tree.lower(*i) == "with")?;
    let clean = (with + 1..first).all(|i| {
        matches!(
            tree.nodes[i].upos,
            Upos::Adj | Upos::Noun | Upos::Num | Upos::Det | Upos::Cconj | Upos::Propn | Upos::Punct | Upos::Adv
        ) || tree.lower(i) == "of"
    });
    let verb = (0..with).rev().take(8).find(|i| tree.nodes[*i].upos == Upos::Verb)?;
    let gives = matches!(
        tree.lemma(verb),
        "provide"
            | "furnish"
            | "supply"
            | "equip"
            | "arm"
            | "strengthen"
            | "reinforce"
            | "present"
            | "issue"
            | "fit"
            | "help"
            | "assist"
            | "support"
            | "outfit"
            | "bolster"
            | "back"
            | "ply"
            | "shower"
            | "flood"
    );
    if !clean || !gives || tree.is_passive(verb) {
        return None;
    }
    // The object ends right before "with".
    let object = (verb + 1..with).rev().find(|i| {
        tree.nodes[*i].mention.is_some() || matches!(tree.nodes[*i].upos, Upos::Noun | Upos::Pron | Upos::Propn)
    })?;
    Some((verb, object))
}

/// The partner that "this collaboration" means: a company or state of the sentence before that is not the getter.
pub(super) fn collaborator(scene: &Scene<'_>, verb: Option<usize>, getters: &[Party]) -> Option<Party> {
    let tree = scene.tree;
    let verb = verb?;
    let subject = scene.subject_nodes(verb).into_iter().next()?;
    let points_back =
        tree.children_by(subject, &[DepRel::Det]).any(|d| matches!(tree.lower(d), "this" | "that" | "the"));
    if !points_back
        || !matches!(
            tree.lemma(subject),
            "collaboration"
                | "cooperation"
                | "agreement"
                | "deal"
                | "partnership"
                | "contract"
                | "pact"
                | "programme"
                | "program"
                | "arrangement"
                | "alliance"
                | "accord"
                | "relationship"
                | "treaty"
        )
    {
        return None;
    }
    let before = scene.sentence.checked_sub(1)?;
    let free = |actor: usize| !getters.iter().any(|g| g.actor == actor);
    let named: Vec<usize> = scene.cast.of_sentence(before).map(|(_, m)| m.actor).filter(|a| free(*a)).collect();
    let firm = named.iter().find(|a| matches!(scene.kind(**a), ActorKind::PrivateMilitaryCompany | ActorKind::Company));
    let actor = firm.or_else(|| {
        named.iter().find(|a| matches!(scene.kind(**a), ActorKind::State | ActorKind::IntergovernmentalOrganization))
    })?;
    Some(by_context(scene, subject, *actor, before, 0.75))
}

/// "in talks with Turkey about drones", "under a contract with Norinco for tanks": the other side gives.
fn agreed_on(scene: &Scene<'_>, node: usize, verb: Option<usize>, giving: &mut Giving) {
    let tree = scene.tree;
    let about = matches!(tree.preposition(node).as_deref(), Some("about" | "over" | "on" | "for" | "to"));
    let Some(head) = tree.nodes[node].head.filter(|h| about && tree.nodes[*h].upos == Upos::Noun) else { return };
    let talks = matches!(tree.lemma(head), "talk" | "negotiation" | "discussion" | "consultation");
    let signed = matches!(
        tree.lemma(head),
        "deal" | "agreement" | "contract" | "accord" | "pact" | "memorandum" | "letter" | "order"
    );
    if !talks && !signed || !giving.givers.is_empty() || !giving.getters.is_empty() {
        return;
    }
    let with: Vec<Party> = scene.behind(head, &["with"]).into_iter().flat_map(|n| scene.parties(n)).collect();
    let mut getters = scene.owners(head);
    if let Some(verb) = verb.filter(|_| getters.is_empty()) {
        getters = scene.subject(verb);
    }
    getters.retain(|g| !with.iter().any(|w| w.actor == g.actor));
    if with.len() != 1 || getters.is_empty() {
        return;
    }
    let seller = |p: &Party| matches!(scene.kind(p.actor), ActorKind::Company | ActorKind::PrivateMilitaryCompany);
    let sells = getters.iter().all(seller) && !with.iter().all(seller);
    (giving.givers, giving.getters) = if sells { (getters, with) } else { (with, getters) };
    giving.said.talked_of |= talks;
    giving.said.planned |= signed;
}

/// "in support of the Somali army", "at the request of Chad", "on behalf of X": for whom something is done.
fn on_behalf_of(scene: &Scene<'_>, node: usize) -> Vec<Party> {
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
