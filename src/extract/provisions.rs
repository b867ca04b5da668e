//! Who gives whom which security function: from things given, people sent, doings and the verbs that do them.

use crate::model::{ActorKind, SecurityFunction};

use super::factuality::{Commitment, commitment};
use super::language::{DepRel, Upos};
use super::lexicon::{FunctionRole, NameForm};
use super::relations::carrying_verb;
use super::roles::{Party, Scene};
use super::statements::FoundProvision;

/// A word for a security function found in a sentence.
#[derive(Clone, Copy, Debug)]
struct Word {
    first: usize,
    head: usize,
    function: SecurityFunction,
    role: FunctionRole,
}

/// What was last given by whom, for "these drones were delivered" after "Turkish drones".
#[derive(Clone, Debug, Default)]
pub(crate) struct LastGiven {
    given: Vec<(SecurityFunction, usize, usize)>,
    got: Option<(usize, usize)>,
}

/// All provisions that one sentence states.
pub(crate) fn provisions(scene: &Scene<'_>, last: &mut LastGiven, found: &mut Vec<FoundProvision>) {
    let words = function_words(scene);
    for node in 0..scene.tree.nodes.len() {
        if scene.tree.nodes[node].upos == Upos::Verb {
            forces(scene, node, found);
            carried(scene, node, found);
            fighting_for(scene, node, found);
        }
    }
    for word in &words {
        match word.role {
            FunctionRole::Verb => verb(scene, *word, last, found),
            _ => noun(scene, *word, last, found),
        }
    }
}

/// Words and phrases for functions, the longest at each place.
fn function_words(scene: &Scene<'_>) -> Vec<Word> {
    let tree = scene.tree;
    let mut found: Vec<Word> = Vec::new();
    let mut taken_to = 0;
    for i in 0..tree.nodes.len() {
        let node = &tree.nodes[i];
        let verb_lemma = if node.upos == Upos::Verb || node.upos == Upos::Adj && node.lower.ends_with("ed") {
            super::lemmas::verb(&node.lower)
        } else {
            String::new()
        };
        let noun_lemma = super::lemmas::noun(&node.lower);
        let mut best: Option<(usize, Word)> = None;
        for key in [node.lower.as_str(), noun_lemma.as_str(), verb_lemma.as_str()] {
            let Some(candidates) = scene.lexicon.functions.get(key) else { continue };
            for candidate in candidates {
                let is_verb = candidate.role == FunctionRole::Verb;
                let verb_act =
                    candidate.role == FunctionRole::Act && candidate.words.len() > 1 && node.upos == Upos::Verb;
                if node.mention.is_some()
                    || is_verb != (node.upos == Upos::Verb || !verb_lemma.is_empty() && is_verb) && !verb_act
                {
                    continue;
                }
                if i < taken_to && !is_verb {
                    continue;
                }
                let length = if is_verb {
                    follow_verb(scene, i, &candidate.words)
                } else {
                    follow_noun(scene, i, &candidate.words)
                };
                let Some(end) = length else { continue };
                if best.as_ref().is_none_or(|(n, _)| candidate.words.len() > *n) {
                    let head = if is_verb || verb_act { i } else { end };
                    best = Some((
                        candidate.words.len(),
                        Word { first: i, head, function: candidate.function, role: candidate.role },
                    ));
                }
            }
        }
        if let Some((length, word)) = best {
            if word.role != FunctionRole::Verb {
                taken_to = i + length;
            }
            found.push(word);
        }
    }
    found
}

fn follow_noun(scene: &Scene<'_>, at: usize, words: &[String]) -> Option<usize> {
    let tree = scene.tree;
    let mut i = at;
    for word in words {
        let node = tree.nodes.get(i)?;
        if node.lower != *word && super::lemmas::noun(&node.lower) != *word && super::lemmas::verb(&node.lower) != *word
        {
            return None;
        }
        i += 1;
    }
    Some(i - 1)
}

/// Words of a verb pattern may have a few others between them.
fn follow_verb(scene: &Scene<'_>, at: usize, words: &[String]) -> Option<usize> {
    let tree = scene.tree;
    let mut i = at;
    for word in words.iter().skip(1) {
        i = (i + 1..(i + 5).min(tree.nodes.len())).find(|k| tree.lower(*k) == word || tree.lemma(*k) == word)?;
    }
    Some(i)
}

/// "X trains Y", "X funds Y's army", "Y, armed by X".
fn verb(scene: &Scene<'_>, word: Word, last: &mut LastGiven, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let node = word.head;
    let providers = scene.subject(node);
    let mut recipients: Vec<Party> = Vec::new();
    for object in scene.object_nodes(node) {
        recipients.extend(recipients_of(scene, object));
    }
    if recipients.is_empty() {
        recipients = scene
            .behind(node, &["alongside", "for", "with", "to", "beside"])
            .into_iter()
            .flat_map(|n| recipients_of(scene, n))
            .collect();
        if !matches!(
            word.function,
            SecurityFunction::DirectCombat
                | SecurityFunction::JointOperations
                | SecurityFunction::Intelligence
                | SecurityFunction::Logistics
        ) {
            recipients.clear();
        }
    }
    // "in talks with Mali about training its soldiers": whose soldiers, if not the trainer's own.
    let own = |r: &Party| providers.iter().any(|p| p.actor == r.actor);
    if !recipients.is_empty() && recipients.iter().all(own) {
        recipients.clear();
        let mut at = node;
        for _ in 0..4 {
            let Some(head) = tree.nodes[at].head else { break };
            recipients
                .extend(scene.behind(head, &["with"]).into_iter().flat_map(|n| scene.parties(n)).filter(|r| !own(r)));
            at = head;
        }
    }
    // "trains 500 officers", "helps transport the shells": for whoever the passage is about.
    let acted_on = scene
        .object_nodes(node)
        .iter()
        .any(|o| matches!(tree.nodes[*o].upos, Upos::Noun | Upos::Num) && tree.nodes[*o].mention.is_none());
    let unnamed = matches!(
        word.function,
        SecurityFunction::Training | SecurityFunction::Logistics | SecurityFunction::SiteSecurity
    );
    if recipients.is_empty() && !providers.is_empty() && acted_on && unnamed {
        recipients.extend(context_getter(scene, node, last, &providers));
    }
    let said = commitment(tree, node, scene.lexicon);
    for provider in &providers {
        for recipient in &recipients {
            push(scene, *provider, *recipient, word.function, said, "verb of a function", node, 0.78, false, found);
        }
    }
}

/// The actors that get something, by the phrase for them or its owner: "Malian soldiers", "Mali's fight".
fn recipients_of(scene: &Scene<'_>, node: usize) -> Vec<Party> {
    let direct = scene.parties(node);
    if !direct.is_empty() {
        return direct;
    }
    if matches!(scene.tree.nodes[node].upos, Upos::Noun | Upos::Propn | Upos::Num) {
        return scene.owners(node);
    }
    Vec::new()
}

/// Nouns that carry another as their kind: "arms deliveries", "training mission", "missile systems".
fn carries(lemma: &str) -> bool {
    matches!(
        lemma,
        "delivery"
            | "shipment"
            | "supply"
            | "package"
            | "sale"
            | "deal"
            | "purchase"
            | "system"
            | "equipment"
            | "support"
            | "aid"
            | "assistance"
            | "mission"
            | "programme"
            | "program"
            | "pact"
            | "contract"
            | "transfer"
            | "export"
            | "battery"
            | "team"
            | "force"
            | "course"
            | "exercise"
            | "cooperation"
            | "help"
            | "order"
            | "agreement"
            | "launcher"
            | "round"
            | "fund"
            | "sharing"
            | "supplies"
            | "kit"
            | "unit"
            | "operation"
            | "contingent"
            | "missile"
            | "drone"
            | "helicopter"
            | "jet"
            | "shell"
            | "aircraft"
            | "vehicle"
            | "part"
            | "component"
            | "technology"
            | "stock"
            | "engine"
            | "warhead"
    )
}

fn noun(scene: &Scene<'_>, word: Word, last: &mut LastGiven, found: &mut Vec<FoundProvision>) {
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
    let owners = owners_not_made(scene, node, word);
    if word.function == SecurityFunction::JointOperations {
        joint(scene, node, giving.said, found);
        return;
    }
    for behind in scene.behind(node, &["by", "from"]) {
        giving.givers.extend(scene.parties(behind));
    }
    for behind in scene.behind(node, &["for", "to"]) {
        giving.getters.extend(recipients_of(scene, behind));
    }
    if word.role == FunctionRole::Act || word.function == SecurityFunction::Training {
        for behind in scene.behind(node, &["of"]) {
            giving.getters.extend(recipients_of(scene, behind));
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
    if moved && word.function != SecurityFunction::Logistics && !matches!(word.role, FunctionRole::People) {
        return;
    }
    if let Some(verb) = verb {
        giving.said = giving.said.with(commitment(tree, verb, scene.lexicon));
        from_verb(scene, verb, anchor, word, &owners, &mut giving);
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
        last.given.push((word.function, owner.actor, scene.sentence));
    }
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
                node,
                giving.confidence,
                giving.by_place,
                found,
            );
        }
    }
}

/// The partner that "this collaboration" means: a company or state of the sentence before that is not the getter.
fn collaborator(scene: &Scene<'_>, verb: Option<usize>, getters: &[Party]) -> Option<Party> {
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

/// "soldiers trained by X protect the president": who guards; where they are the state's own, whoever made them able to.
fn guarding(scene: &Scene<'_>, word: Word, last: &LastGiven, found: &mut Vec<FoundProvision>) {
    let verb = word.head;
    let free = |_: usize| true;
    let Some(state) = scene.antecedents.principal(scene.cast, scene.sentence, &free) else { return };
    let mut guards = scene.subject(verb);
    guards.retain(|g| g.actor != state && scene.antecedents.office_of(g.actor) != Some(state));
    if guards.is_empty() {
        let trainer =
            last.given.iter().rev().find(|(_, actor, sentence)| *sentence == scene.sentence && *actor != state);
        guards.extend(trainer.map(|(_, actor, sentence)| by_context(scene, verb, *actor, *sentence, 0.7)));
    }
    let said = commitment(scene.tree, verb, scene.lexicon);
    let ward = by_context(scene, verb, state, scene.sentence, 0.8);
    for guard in guards {
        push(scene, guard, ward, word.function, said, "guards", verb, 0.75, false, found);
    }
}

/// What is gathered about one act of giving.
#[derive(Clone, Debug, Default)]
struct Giving {
    givers: Vec<Party>,
    getters: Vec<Party>,
    said: Commitment,
    confidence: f64,
    by_place: bool,
    /// A verb of giving carries it: somebody gets it, named or not.
    directed: bool,
}

impl LastGiven {
    fn giver(&self, function: SecurityFunction, sentence: usize) -> Option<(usize, usize)> {
        self.given.iter().rev().find(|(f, _, s)| *f == function && *s + 2 >= sentence).map(|(_, actor, s)| (*actor, *s))
    }
}

/// An actor that only the passage names.
fn by_context(scene: &Scene<'_>, node: usize, actor: usize, sentence: usize, strength: f64) -> Party {
    Party { actor, span: scene.tree.nodes[node].span, node, inferred: Some(sentence), strength }
}

/// Who gets what is sent to nobody named: the one who last got something, else the state the article is about.
fn context_getter(scene: &Scene<'_>, node: usize, last: &LastGiven, givers: &[Party]) -> Option<Party> {
    let free =
        |actor: usize| !givers.iter().any(|g| g.actor == actor || scene.antecedents.office_of(g.actor) == Some(actor));
    let recent = last.got.filter(|(actor, sentence)| *sentence == scene.sentence && free(*actor));
    let (actor, sentence) = recent
        .or_else(|| scene.antecedents.principal(scene.cast, scene.sentence, &free).map(|p| (p, scene.sentence)))?;
    Some(by_context(scene, node, actor, sentence, 0.62))
}

/// The noun that carries a word for a function: "deliveries" of "deliveries of ammunition" and "arms deliveries". `None`
/// where the word only names a kind ("drone facility").
fn carrier(scene: &Scene<'_>, word: Word) -> Option<usize> {
    let tree = scene.tree;
    let mut node = word.head;
    if let Some(head) = tree.nodes[node].head.filter(|h| *h > node) {
        if matches!(tree.nodes[node].relation, DepRel::Compound | DepRel::Amod) && tree.nodes[head].mention.is_none() {
            let known = scene.lexicon.functions.get(tree.lemma(head));
            if !carries(tree.lemma(head)) && known.is_none() {
                return None;
            }
            let own = known.is_some_and(|f| f.iter().any(|w| w.words.len() == 1));
            let generic = matches!(
                tree.lemma(head),
                "force"
                    | "mission"
                    | "support"
                    | "aid"
                    | "equipment"
                    | "system"
                    | "supply"
                    | "operation"
                    | "exercise"
                    | "missile"
            );
            if own && !generic && head - node <= 1 && word.role == FunctionRole::Thing {
                return None;
            }
            node = head;
        }
    }
    for _ in 0..3 {
        let of = tree.nodes[node].relation == DepRel::Nmod && tree.preposition(node).as_deref() == Some("of");
        match tree.nodes[node].head {
            Some(head)
                if of
                    && (carries(tree.lemma(head))
                        || is_amount(tree.lemma(head))
                        || tree.nodes[head].upos == Upos::Num) =>
            {
                node = head
            }
            _ => break,
        }
    }
    Some(node)
}

/// Nouns of amount before "of".
fn is_amount(lemma: &str) -> bool {
    matches!(
        lemma,
        "consignment"
            | "batch"
            | "number"
            | "hundred"
            | "thousand"
            | "dozen"
            | "load"
            | "group"
            | "million"
            | "billion"
            | "wave"
            | "fleet"
            | "series"
            | "tranche"
            | "ton"
            | "tonne"
            | "lot"
            | "score"
            | "handful"
            | "flow"
            | "stream"
            | "amount"
            | "provision"
            | "sum"
            | "worth"
            | "type"
            | "volley"
            | "quantity"
            | "trickle"
            | "flood"
            | "half"
            | "rest"
            | "part"
            | "most"
            | "some"
            | "more"
            | "deployment"
            | "dispatch"
            | "arrival"
            | "sending"
            | "presence"
            | "stationing"
            | "use"
            | "promise"
            | "offer"
            | "gift"
            | "donation"
            | "export"
            | "influx"
    )
}

/// "provides the army with artillery support and fuel": verb and object before the "with" of a phrase, by order of words.
fn furnished(scene: &Scene<'_>, first: usize) -> Option<(usize, usize)> {
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

/// Where a noun hangs, the first of a coordination standing for all.
fn anchor_of(scene: &Scene<'_>, node: usize) -> usize {
    let tree = scene.tree;
    let mut at = node;
    for _ in 0..4 {
        match (tree.nodes[at].relation, tree.nodes[at].head) {
            (DepRel::Conj, Some(head)) if head < at && tree.nodes[head].upos != Upos::Verb => at = head,
            _ => break,
        }
    }
    at
}

/// Bases: whoever lets others use its soil gives, whoever uses it gets.
fn basing(scene: &Scene<'_>, node: usize, verb: Option<usize>, said: Commitment, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let Some(verb) = verb else { return };
    let lemma = tree.lemma(verb);
    let said = said.with(commitment(tree, verb, scene.lexicon));
    let uses = matches!(
        lemma,
        "use"
            | "run"
            | "operate"
            | "have"
            | "keep"
            | "maintain"
            | "open"
            | "build"
            | "lease"
            | "rent"
            | "retain"
            | "establish"
            | "set"
            | "obtain"
            | "secure"
            | "get"
            | "gain"
            | "seek"
            | "want"
            | "receive"
            | "acquire"
            | "close"
            | "lose"
    );
    let gives = matches!(
        lemma,
        "host"
            | "allow"
            | "give"
            | "grant"
            | "offer"
            | "provide"
            | "let"
            | "promise"
            | "cede"
            | "permit"
            | "deny"
            | "refuse"
    );
    let subjects = scene.subject(verb);
    let mut said = said;
    if matches!(lemma, "seek" | "want") {
        said.talked_of = true;
    }
    let (givers, getters): (Vec<Party>, Vec<Party>) = if uses {
        let mut places: Vec<Party> = scene
            .behind(node, &["in", "at", "from"])
            .into_iter()
            .chain(scene.behind(verb, &["in", "at", "from"]))
            .flat_map(|n| scene.parties(n))
            .collect();
        if places.is_empty() && matches!(tree.nodes[verb].relation, DepRel::AclRelcl) {
            // "Cambodia, where the Chinese navy uses the Ream base"
            let where_ = tree.children(verb).iter().any(|c| tree.lower(*c) == "where");
            places.extend(tree.nodes[verb].head.filter(|_| where_).map(|h| scene.parties(h)).unwrap_or_default());
        }
        places.retain(|p| scene.kind(p.actor) == ActorKind::State);
        (places, subjects)
    } else if gives {
        let mut getters: Vec<Party> = tree
            .children_by(verb, &[DepRel::Iobj])
            .chain(tree.children_by(verb, &[DepRel::Obj]).filter(|o| *o != node))
            .flat_map(|n| scene.parties(n))
            .collect();
        getters.extend(scene.behind(verb, &["to"]).into_iter().flat_map(|n| scene.parties(n)));
        getters.extend(scene.behind(node, &["to", "for"]).into_iter().flat_map(|n| scene.parties(n)));
        if getters.is_empty() {
            getters.extend(scene.owners(node));
        }
        (subjects, getters)
    } else {
        return;
    };
    for giver in &givers {
        for getter in &getters {
            push(scene, *giver, *getter, SecurityFunction::BasingAccess, said, "base", node, 0.72, false, found);
        }
    }
}

/// "Wagner expelled the rebels from Kidal", "has fought the jihadists in the north": a foreign force that fights the
/// enemies of a state fights for it.
fn fighting_for(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let fights = matches!(
        tree.lemma(verb),
        "fight"
            | "expel"
            | "combat"
            | "battle"
            | "drive"
            | "oust"
            | "retake"
            | "recapture"
            | "defeat"
            | "dislodge"
            | "repel"
            | "counter"
            | "rout"
            | "hunt"
            | "help"
            | "hold"
            | "keep"
            | "conduct"
            | "lead"
            | "carry"
    );
    let takes =
        matches!(tree.lemma(verb), "capture" | "seize" | "retake" | "recapture" | "take" | "gain" | "reclaim" | "win");
    if !fights && !takes {
        return;
    }
    let enemy = |n: usize| {
        matches!(
            tree.lemma(n),
            "rebel"
                | "insurgent"
                | "jihadist"
                | "militant"
                | "terrorist"
                | "separatist"
                | "extremist"
                | "islamist"
                | "insurgency"
                | "terrorism"
        ) && tree.nodes[n].mention.is_none()
    };
    let mut objects = scene.object_nodes(verb);
    objects.extend(scene.behind(verb, &["against", "with"]));
    let against = fights
        && objects
            .iter()
            .any(|o| enemy(*o) || scene.parties(*o).iter().any(|p| scene.kind(p.actor) == ActorKind::ArmedGroup));
    let control = takes
        && objects.iter().any(|o| {
            matches!(tree.lemma(*o), "control" | "city" | "town" | "village" | "base" | "airport" | "stronghold")
                && tree.nodes[*o].mention.is_none()
                || tree.nodes[*o].upos == Upos::Propn && tree.nodes[*o].mention.is_none()
        });
    if !against && !control {
        return;
    }
    let fighters: Vec<Party> = scene
        .subject(verb)
        .into_iter()
        .filter(|p| match scene.kind(p.actor) {
            ActorKind::PrivateMilitaryCompany => true,
            ActorKind::ArmedForce | ActorKind::State => against,
            _ => false,
        })
        .collect();
    if fighters.is_empty() {
        return;
    }
    let free = |actor: usize| !fighters.iter().any(|f| f.actor == actor);
    // The place that the clause names, else the state that the passage is about.
    let mut states: Vec<Party> = (0..tree.nodes.len())
        .filter(|n| {
            tree.nodes[*n].mention.is_some() && matches!(tree.preposition(*n).as_deref(), Some("in" | "of" | "across"))
        })
        .flat_map(|n| scene.parties(n))
        .filter(|p| scene.kind(p.actor) == ActorKind::State && free(p.actor))
        .collect();
    states.truncate(1);
    let foreign = fighters.iter().all(|f| scene.kind(f.actor) != ActorKind::State);
    if states.is_empty() && foreign {
        states.extend(
            scene
                .antecedents
                .principal(scene.cast, scene.sentence, &free)
                .map(|s| by_context(scene, verb, s, scene.sentence, 0.62)),
        );
    }
    let said = commitment(tree, verb, scene.lexicon);
    if said.hypothetical || said.denied {
        return;
    }
    for fighter in &fighters {
        for state in &states {
            if scene.kind(fighter.actor) == ActorKind::ArmedForce
                && scene
                    .cast
                    .actors
                    .get(fighter.actor)
                    .is_some_and(|a| a.inside.iter().any(|(i, _, _)| *i == state.actor))
            {
                continue;
            }
            push(
                scene,
                *fighter,
                *state,
                SecurityFunction::DirectCombat,
                said,
                "fights the enemies of",
                verb,
                0.68,
                false,
                found,
            );
        }
    }
}

/// "Wagner fighters were flown out on Russian planes": whose planes carry whom.
fn carried(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    if !matches!(
        tree.lemma(verb),
        "fly" | "transport" | "airlift" | "ferry" | "carry" | "evacuate" | "bring" | "move" | "take" | "ship"
    ) {
        return;
    }
    let passengers: Vec<Party> = scene.object_nodes(verb).into_iter().flat_map(|n| recipients_of(scene, n)).collect();
    for at in verb + 1..tree.nodes.len() {
        let vehicle = matches!(
            tree.lemma(at),
            "plane" | "aircraft" | "helicopter" | "jet" | "ship" | "truck" | "airliner" | "transport" | "airplane"
        );
        if !vehicle || !(verb..at).any(|i| matches!(tree.lower(i), "on" | "aboard" | "in")) {
            continue;
        }
        let said = commitment(tree, verb, scene.lexicon);
        for owner in scene.owners(at) {
            for passenger in &passengers {
                push(scene, owner, *passenger, SecurityFunction::Logistics, said, "carried on", at, 0.75, false, found);
            }
        }
    }
}

/// "SAMIM quit the country", "Wagner arrived in Mali", "Wagner fights for Haftar": forces that come, stay or go.
fn forces(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    let goes = matches!(lemma, "quit" | "leave" | "withdraw" | "depart" | "exit" | "pull");
    let comes =
        matches!(lemma, "operate" | "deploy" | "arrive" | "fight" | "serve" | "station" | "stay" | "remain" | "land");
    if !goes && !comes {
        return;
    }
    let actors: Vec<Party> = if tree.is_passive(verb) {
        scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect()
    } else {
        scene.subject(verb)
    };
    let actors: Vec<Party> = actors
        .into_iter()
        .filter(|a| {
            tree.nodes[a.node].mention.is_some()
                && matches!(scene.kind(a.actor), ActorKind::ArmedForce | ActorKind::PrivateMilitaryCompany)
        })
        .collect();
    if actors.is_empty() {
        return;
    }
    let mut places: Vec<Party> =
        if goes { scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect() } else { Vec::new() };
    let prepositions: &[&str] = if goes { &["from"] } else { &["in", "to", "for", "alongside"] };
    places.extend(scene.behind(verb, prepositions).into_iter().flat_map(|n| scene.parties(n)));
    places.retain(|p| matches!(scene.kind(p.actor), ActorKind::State));
    let mut said = commitment(tree, verb, scene.lexicon);
    if goes {
        if said.planned || said.hypothetical || said.denied || said.talked_of {
            // A departure to come or refused leaves the help as it is.
            said = Commitment::default();
        } else {
            said.ended = true;
        }
    }
    for actor in &actors {
        for place in &places {
            push(
                scene,
                *actor,
                *place,
                SecurityFunction::DirectCombat,
                said,
                "forces come and go",
                verb,
                0.66,
                true,
                found,
            );
        }
    }
}

/// "the drones that Turkey sent", "aircraft provided by Russia": the verb that describes the noun.
fn relative_verb(scene: &Scene<'_>, node: usize) -> Option<usize> {
    let tree = scene.tree;
    tree.children_by(node, &[DepRel::AclRelcl, DepRel::Acl]).find(|v| tree.nodes[*v].upos == Upos::Verb)
}

/// Owners of a thing, leaving out who only made it: "Chinese-made drones".
fn owners_not_made(scene: &Scene<'_>, node: usize, word: Word) -> Vec<Party> {
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

/// What the verb that carries a thing says of giver and getter.
fn from_verb(scene: &Scene<'_>, verb: usize, node: usize, word: Word, owners: &[Party], giving: &mut Giving) {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    let lexicon = scene.lexicon;
    let relation = tree.nodes[node].relation;
    let passive = tree.is_passive(verb);
    let is_subject = relation == DepRel::Nsubj && !passive;
    let people = word.role == FunctionRole::People;
    let others = |nodes: Vec<usize>| -> Vec<Party> {
        nodes.into_iter().filter(|n| *n != node).flat_map(|n| recipients_of(scene, n)).collect()
    };
    if lemma == "accompany" && passive {
        // "Russia's efforts were accompanied by military aid"
        giving.givers.extend(scene.object_nodes(verb).into_iter().flat_map(|n| scene.owners(n)));
        return;
    }
    if lexicon.is("transfer.stop", lemma) {
        if matches!(lemma, "end" | "terminate" | "cease" | "expire" | "discontinue" | "stop" | "close") {
            giving.said.ended = true;
        } else if lemma == "cut" {
            giving.directed = true;
        } else {
            giving.said.halted = true;
        }
        giving.directed = true;
    }
    if people && lexicon.is("transfer.withdraw", lemma) && lemma != "go" {
        let open = giving.said.planned || giving.said.hypothetical || giving.said.denied;
        if open {
            // A withdrawal to come is a prospect; the help stands as it is.
            giving.said = Commitment { alleged: giving.said.alleged, ..Commitment::default() };
        } else {
            giving.said.ended = true;
        }
        giving.getters.extend(
            scene
                .behind(verb, &["from"])
                .into_iter()
                .chain(scene.behind(node, &["from"]))
                .flat_map(|n| scene.parties(n)),
        );
        giving.givers.retain(|g| !giving.getters.iter().any(|r| r.actor == g.actor));
        giving.getters.extend(others(scene.object_nodes(verb)));
        if is_subject {
            giving.givers.extend(owners.iter().copied())
        } else {
            giving.givers.extend(scene.subject(verb))
        }
        giving.by_place = true;
        giving.directed = true;
        return;
    }
    // "equips Mali with drones", "strengthened the GNA with missiles"
    if relation == DepRel::Obl && tree.preposition(node).as_deref() == Some("with") {
        if lexicon.is("transfer.give", lemma) || lexicon.is("transfer.get", lemma) {
            giving.givers.extend(scene.subject(verb));
            giving.getters.extend(others(scene.object_nodes(verb)));
            giving.confidence += 0.06;
        }
        return;
    }
    if is_subject && !lexicon.is("transfer.get", lemma) {
        // "Turkish instructors train ...", "Tanzania's troops chose to stay in Mozambique"
        let stands = people
            || matches!(
                word.function,
                SecurityFunction::AirPower | SecurityFunction::ArmsSupply | SecurityFunction::MaritimeSecurity
            );
        const DOING: &[&str] = &[
            "help",
            "protect",
            "guard",
            "fight",
            "arrive",
            "stay",
            "remain",
            "operate",
            "support",
            "assist",
            "back",
            "serve",
            "train",
            "aid",
            "land",
            "patrol",
            "defend",
            "secure",
            "choose",
            "come",
            "work",
            "battle",
            "keep",
            "flow",
            "reach",
            "teach",
            "advise",
            "instruct",
            "accompany",
            "join",
            "live",
            "deploy",
            "agree",
            "continue",
        ];
        if !stands || !DOING.contains(&lemma) {
            return;
        }
        let mut verbs = vec![verb];
        verbs.extend(tree.children_by(verb, &[DepRel::Xcomp, DepRel::Advcl]));
        giving.givers.extend(owners.iter().copied());
        for verb in &verbs {
            giving.getters.extend(others(scene.object_nodes(*verb)));
            giving.getters.extend(others(scene.behind(*verb, &["alongside", "for", "with", "beside"])));
        }
        if giving.getters.is_empty() && people {
            for verb in &verbs {
                giving.getters.extend(
                    scene.behind(*verb, &["in", "into", "to", "on"]).into_iter().flat_map(|n| scene.parties(n)),
                );
            }
            giving.by_place = true;
            giving.confidence -= 0.06;
        }
        giving.getters.retain(|g| !matches!(scene.kind(g.actor), ActorKind::IntergovernmentalOrganization) || !people);
        return;
    }
    let gets = lexicon.is("transfer.get", lemma) && !passive;
    let object = matches!(
        relation,
        DepRel::Obj | DepRel::NsubjPass | DepRel::Conj | DepRel::Obl | DepRel::Compound | DepRel::Nmod | DepRel::Xcomp
    ) || tree.nodes[verb].head == Some(node);
    if gets && !matches!(lemma, "host" | "use" | "need" | "want") && object && relation != DepRel::Nsubj {
        giving.getters.extend(scene.subject(verb));
        giving.givers.extend(scene.behind(verb, &["from", "by"]).into_iter().flat_map(|n| scene.parties(n)));
        if matches!(lemma, "request" | "seek" | "ask" | "negotiate" | "await") {
            giving.said.talked_of = true;
        }
        giving.said.planned |= lemma == "order";
        giving.confidence += 0.05;
        return;
    }
    if lemma == "host" && people {
        giving.confidence -= 0.3;
        return;
    }
    if matches!(lemma, "sign" | "reach" | "conclude" | "agree" | "strike" | "ink" | "seal") {
        // "reached an agreement with Norinco for equipment"
        let objects: Vec<usize> = tree.children_by(verb, &[DepRel::Obj]).collect();
        let with: Vec<Party> = scene
            .behind(verb, &["with"])
            .into_iter()
            .chain(objects.into_iter().flat_map(|o| scene.behind(o, &["with"])))
            .flat_map(|n| scene.parties(n))
            .collect();
        if !with.is_empty() && giving.givers.is_empty() {
            giving.said.planned = true;
            let subjects = scene.subject(verb);
            let seller =
                |p: &Party| matches!(scene.kind(p.actor), ActorKind::Company | ActorKind::PrivateMilitaryCompany);
            if subjects.iter().any(seller) {
                giving.givers.extend(subjects);
                giving.getters.extend(with);
            } else {
                giving.givers.extend(with);
                giving.getters.extend(subjects);
            }
            return;
        }
    }
    if lemma == "use" && !passive {
        // "Mali uses Turkish drones"
        giving.getters.extend(scene.subject(verb));
        return;
    }
    if lexicon.is("transfer.give", lemma) || lexicon.is("transfer.stop", lemma) || lexicon.is("light.give", lemma) {
        given(scene, verb, node, word, object || relation == DepRel::Nsubj && passive, giving);
    }
}

/// "X gives Y a thing", "a thing is sent to Y by X", "a thing is flown in to help Y".
fn given(scene: &Scene<'_>, verb: usize, node: usize, word: Word, carried: bool, giving: &mut Giving) {
    let tree = scene.tree;
    let passive = tree.is_passive(verb);
    if carried {
        giving.givers.extend(scene.subject(verb));
    }
    giving.directed = scene.lexicon.is("transfer.give", tree.lemma(verb)) && carried;
    for object in tree.children_by(verb, &[DepRel::Iobj]) {
        giving.getters.extend(recipients_of(scene, object));
    }
    // The parser often takes the indirect object for a second object.
    for object in tree.children_by(verb, &[DepRel::Obj]) {
        if object < node && object != node {
            giving.getters.extend(scene.parties(object));
        }
    }
    // "offered the army weapons": whoever stands between verb and thing.
    if giving.getters.is_empty() && !passive {
        for between in verb + 1..node {
            let agent = tree.nodes[between].mention.is_some()
                || scene.is_agent(between) && matches!(tree.lower(between.saturating_sub(1)), "the" | "its");
            let free = tree.preposition(between).is_none()
                && scene.form(between) != Some(NameForm::Adjective)
                && !matches!(tree.lower(between + 1), "'s" | "’s" | "-");
            if agent && free {
                giving.getters.extend(scene.parties(between));
            }
        }
    }
    let mut nodes = scene.behind(verb, &["to", "for", "with"]);
    if nodes.is_empty() {
        nodes.extend(scene.behind_in_order(node, &["to", "for"], 7));
    }
    giving.getters.extend(nodes.into_iter().filter(|n| *n != node).flat_map(|n| recipients_of(scene, n)));
    if giving.getters.is_empty() {
        // "flown in to help Haftar", "to support Mali's army"
        let purposes: Vec<usize> = tree
            .children_by(verb, &[DepRel::Advcl, DepRel::Xcomp])
            .chain(tree.children_by(node, &[DepRel::Acl, DepRel::AclRelcl]))
            .collect();
        for purpose in purposes {
            if matches!(
                tree.lemma(purpose),
                "help"
                    | "support"
                    | "back"
                    | "aid"
                    | "assist"
                    | "protect"
                    | "defend"
                    | "train"
                    | "bolster"
                    | "strengthen"
                    | "secure"
                    | "guard"
                    | "shore"
                    | "prop"
            ) {
                giving.getters.extend(scene.object_nodes(purpose).into_iter().flat_map(|n| recipients_of(scene, n)));
            }
        }
    }
    if giving.getters.is_empty() && word.role == FunctionRole::People {
        let places: Vec<usize> = scene
            .behind(verb, &["in", "into", "on"])
            .into_iter()
            .chain(scene.behind(node, &["in", "into", "on"]))
            .collect();
        giving.getters.extend(places.into_iter().flat_map(|n| scene.parties(n)));
        giving.by_place |= !giving.getters.is_empty();
    }
    giving.confidence += 0.04;
}

/// Joint exercises and patrols go both ways.
fn joint(scene: &Scene<'_>, node: usize, said: Commitment, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let mut parties: Vec<Party> = scene.owners(node);
    let mut add = |more: Vec<Party>| {
        for party in more {
            if !parties.iter().any(|p| p.actor == party.actor) {
                parties.push(party);
            }
        }
    };
    for behind in scene.behind(node, &["with", "between", "of", "by", "among", "alongside"]) {
        add(scene.parties(behind));
    }
    let mut said = said;
    let complete = parties.len() >= 2;
    let mut add = |more: Vec<Party>| {
        for party in more {
            if !complete && !parties.iter().any(|p| p.actor == party.actor) {
                parties.push(party);
            }
        }
    };
    if let Some(verb) = carrying_verb(scene, node) {
        said = said.with(commitment(tree, verb, scene.lexicon));
        add(scene.subject(verb));
        for behind in scene.behind(verb, &["with", "alongside"]) {
            add(scene.parties(behind));
        }
    }
    for i in 0..parties.len() {
        for j in i + 1..parties.len() {
            push(
                scene,
                parties[i],
                parties[j],
                SecurityFunction::JointOperations,
                said,
                "joint doing",
                node,
                0.72,
                false,
                found,
            );
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn push(
    scene: &Scene<'_>,
    provider: Party,
    recipient: Party,
    function: SecurityFunction,
    said: Commitment,
    rule: &'static str,
    trigger: usize,
    confidence: f64,
    by_place: bool,
    found: &mut Vec<FoundProvision>,
) {
    let office = |p: Party| match scene.antecedents.office_of(p.actor) {
        Some(state) if scene.kind(p.actor) == ActorKind::Person => {
            Party { actor: state, strength: p.strength * 0.9, ..p }
        }
        _ => p,
    };
    let (provider, recipient) = (office(provider), office(recipient));
    let none = |p: &Party| matches!(scene.kind(p.actor), ActorKind::Media | ActorKind::ResearchOrNgo);
    if provider.actor == recipient.actor
        || none(&provider)
        || none(&recipient)
        || scene.kind(recipient.actor) == ActorKind::Company
    {
        return;
    }
    if provider.node == recipient.node && provider.inferred.is_none() && recipient.inferred.is_none() {
        return;
    }
    if scene.kind(provider.actor) == ActorKind::Person
        && matches!(function, SecurityFunction::Financing | SecurityFunction::Logistics)
        && confidence < 0.7
    {
        return;
    }
    found.push(FoundProvision {
        provider,
        recipient,
        function,
        commitment: said,
        rule,
        sentence: scene.sentence,
        trigger,
        confidence,
        by_place,
    });
}
