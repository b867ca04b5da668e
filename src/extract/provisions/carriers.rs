//! What the verb that carries a thing says of giver and getter.

use super::Word;
use super::given::given;
use super::recipients_of;
use super::things::Giving;
use crate::extract::factuality::Commitment;
use crate::extract::language::DepRel;
use crate::extract::lexicon::FunctionRole;
use crate::extract::roles::{Party, Scene};
use crate::model::{ActorKind, SecurityFunction};

/// What the verb that carries a thing says of giver and getter.
pub(super) fn from_verb(
    scene: &Scene<'_>,
    verb: usize,
    node: usize,
    word: Word,
    owners: &[Party],
    giving: &mut Giving,
) {
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
        if giving.said.denied {
            giving.nothing = true;
            return;
        }
        let open = giving.said.planned || giving.said.hypothetical;
        if open {
            // A withdrawal to come is a prospect; the help stands as it is.
            giving.said = Commitment { alleged: giving.said.alleged, ..Commitment::default() };
            giving.confidence *= 0.85;
        } else {
            giving.said.ended = true;
        }
        giving.getters.extend(
            scene.behind(verb, &["from", "of", "out of"]).into_iter().chain(scene.behind(node, &["from"])).flat_map(
                |n| {
                    // "pulled out of two bases in Niger": where the bases are.
                    let own = scene.parties_or_place(n);
                    let there =
                        [n, verb].into_iter().flat_map(|at| scene.behind(at, &["in", "at"])).collect::<Vec<_>>();
                    let within = || there.iter().flat_map(|p| scene.parties_or_place(*p));
                    if own.is_empty() { within().collect() } else { own }
                },
            ),
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
    // "is negotiating with Turkey about drones": who talks with a maker wants to get.
    if matches!(lemma, "negotiate" | "talk" | "haggle" | "bargain" | "discuss") {
        let with: Vec<Party> = scene.behind(verb, &["with"]).into_iter().flat_map(|n| scene.parties(n)).collect();
        let about = matches!(tree.preposition(node).as_deref(), Some("about" | "over" | "on" | "for"));
        if !with.is_empty() && (about || relation == DepRel::Obj) {
            giving.getters.extend(scene.subject(verb));
            giving.givers = with;
            giving.said.talked_of = true;
            return;
        }
    }
    // "bolsters its forces", "backs Kurdish fighters": they get the help and are no gift.
    let helped = matches!(
        lemma,
        "bolster"
            | "strengthen"
            | "support"
            | "back"
            | "help"
            | "assist"
            | "aid"
            | "boost"
            | "fund"
            | "finance"
            | "arm"
            | "equip"
            | "pay"
    );
    if people && helped && matches!(relation, DepRel::Obj | DepRel::NsubjPass) {
        giving.nothing = true;
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
    // "the rebels' missiles come from Iran"
    if is_subject && !people && matches!(lemma, "come" | "arrive" | "originate" | "stem") {
        let from: Vec<Party> = scene.behind(verb, &["from"]).into_iter().flat_map(|n| scene.parties(n)).collect();
        if !from.is_empty() {
            giving.getters.extend(owners.iter().copied().filter(|o| !from.iter().any(|f| f.actor == o.actor)));
            giving.givers.extend(from);
            giving.directed = true;
            return;
        }
    }
    if is_subject && !lexicon.is("transfer.get", lemma) {
        // "Turkish instructors train ...", "Tanzania's troops chose to stay in Mozambique"
        let stands = people
            || matches!(
                word.function,
                SecurityFunction::AirPower
                    | SecurityFunction::AirDefence
                    | SecurityFunction::ArmsSupply
                    | SecurityFunction::MaritimeSecurity
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
            "shield",
            "repel",
            "escort",
        ];
        // "special forces have advised marines": they teach, and do not fight.
        let teaches = matches!(lemma, "train" | "teach" | "advise" | "instruct")
            && matches!(word.function, SecurityFunction::DirectCombat);
        if !stands || teaches || !DOING.contains(&lemma) {
            return;
        }
        let mut verbs = vec![verb];
        verbs.extend(tree.children_by(verb, &[DepRel::Xcomp, DepRel::Advcl]));
        giving.givers.extend(owners.iter().copied());
        for verb in &verbs {
            giving.getters.extend(others(scene.object_nodes(*verb)));
            giving.getters.extend(others(scene.behind(*verb, &["alongside", "for", "with", "beside"])));
        }
        let own = giving.givers.clone();
        giving.getters.retain(|g| !own.iter().any(|o| o.actor == g.actor));
        if giving.getters.is_empty() && people {
            for verb in &verbs {
                giving.getters.extend(
                    scene
                        .behind(*verb, &["in", "into", "to", "on", "at", "near"])
                        .into_iter()
                        .flat_map(|n| scene.parties_or_place(n)),
                );
            }
            giving.by_place = true;
            giving.confidence -= 0.06;
        }
        giving.getters.retain(|g| !matches!(scene.kind(g.actor), ActorKind::IntergovernmentalOrganization) || !people);
        return;
    }
    // "won the order for seventeen fighters": a company that wins an order sells.
    if matches!(lemma, "win" | "secure" | "land" | "clinch" | "bag" | "get" | "sign" | "receive" | "take") && !passive {
        let order = tree.children_by(verb, &[DepRel::Obj]).any(|o| {
            matches!(tree.lemma(o), "order" | "contract" | "tender" | "deal" | "bid" | "commission") && o != node
        });
        let seller = |p: &Party| matches!(scene.kind(p.actor), ActorKind::Company | ActorKind::PrivateMilitaryCompany);
        let sellers: Vec<Party> = scene.subject(verb).into_iter().filter(seller).collect();
        if order && !sellers.is_empty() && giving.givers.is_empty() {
            let orders = tree.children_by(verb, &[DepRel::Obj]).filter(|o| *o != node);
            let from: Vec<usize> =
                orders.chain(std::iter::once(verb)).flat_map(|o| scene.behind(o, &["from", "by", "with"])).collect();
            giving.getters.extend(from.into_iter().flat_map(|n| scene.parties(n)));
            giving.givers = sellers;
            giving.said.planned = true;
            giving.directed = true;
            return;
        }
    }
    // "turned to the Emirates for armoured vehicles", "asked Washington for missiles", "relies on Moscow for arms".
    let prep = tree.preposition(node);
    if prep.as_deref() == Some("for") && !passive && giving.givers.is_empty() && giving.getters.is_empty() {
        let asked: Vec<usize> = match lemma {
            "turn" | "look" | "appeal" | "reach" => scene.behind(verb, &["to"]),
            "rely" | "depend" | "count" => scene.behind(verb, &["on", "upon"]),
            "ask" | "press" | "lobby" | "petition" | "beg" | "thank" => scene.object_nodes(verb),
            _ => Vec::new(),
        };
        let givers: Vec<Party> = asked.into_iter().filter(|n| *n != node).flat_map(|n| scene.parties(n)).collect();
        if !givers.is_empty() {
            giving.givers = givers;
            giving.getters.extend(scene.subject(verb));
            giving.said.talked_of |=
                matches!(lemma, "look" | "appeal" | "ask" | "press" | "lobby" | "petition" | "beg");
            return;
        }
    }
    let object = matches!(
        relation,
        DepRel::Obj
            | DepRel::NsubjPass
            | DepRel::Conj
            | DepRel::Obl
            | DepRel::OblUnmarked
            | DepRel::Compound
            | DepRel::Nmod
            | DepRel::Xcomp
            | DepRel::Ccomp
    ) || tree.nodes[verb].head == Some(node);
    // "drones bought from Israel by India", "two boats acquired from Beijing"
    if lexicon.is("transfer.get", lemma) && passive && object && !matches!(lemma, "use" | "field" | "host") {
        let from: Vec<Party> = scene.behind(verb, &["from"]).into_iter().flat_map(|n| scene.parties(n)).collect();
        if !from.is_empty() {
            giving.getters.extend(scene.subject(verb).into_iter().filter(|g| !from.iter().any(|f| f.actor == g.actor)));
            giving.givers.extend(from);
            giving.directed = true;
            return;
        }
    }
    let took = lemma == "take"
        && tree
            .children_by(verb, &[DepRel::Obj])
            .any(|o| matches!(tree.lemma(o), "delivery" | "possession" | "receipt"));
    let gets = (lexicon.is("transfer.get", lemma) || took) && !passive;
    // "to buy shells for Kyiv": a gift.
    let bought = matches!(lemma, "buy" | "purchase" | "procure" | "order") && !passive && relation == DepRel::Obj;
    if bought {
        let buyers = scene.subject(verb);
        let mut wards: Vec<Party> = [verb, node]
            .iter()
            .flat_map(|n| scene.behind(*n, &["for"]))
            .flat_map(|n| scene.parties(n))
            .filter(|w| {
                !matches!(scene.kind(w.actor), ActorKind::Company) && !buyers.iter().any(|b| b.actor == w.actor)
            })
            .collect();
        let from = [verb, node].iter().any(|n| !scene.behind(*n, &["from"]).is_empty());
        if !wards.is_empty() && !buyers.is_empty() && !from && giving.givers.is_empty() {
            giving.getters.retain(|g| wards.iter().any(|w| w.actor == g.actor));
            wards.retain(|w| !giving.getters.iter().any(|g| g.actor == w.actor));
            giving.getters.extend(wards);
            giving.givers = buyers;
            return;
        }
    }
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
