//! What becomes of a reading in the map: the evidence of actors and of denied statements, what links are taken for.

use backstop::articles::from_text;
use backstop::extract::{Lexicon, extract, import_article};
use backstop::model::{
    Actor, ActorKind, Claim, Evidence, ProposalId, ProvisionStatus, RelationClass, ScenarioMap, Stance, actions,
};

/// The map of one text with everything accepted.
fn accepted(text: &str) -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("", "", ActorKind::Other));
    map.actors.clear();
    let article = from_text(format!("Report\n\n{text}\n"), None, None);
    let found = extract(&article, Lexicon::embedded());
    import_article(&map, &article, &found).apply(&mut map).unwrap();
    let all: Vec<ProposalId> = map.proposals.iter().map(|p| p.id.clone()).collect();
    for id in all {
        if let Ok(edit) = actions::accept_proposals(&map, &[id], None) {
            edit.apply(&mut map).unwrap();
        }
    }
    map
}

fn claims<'a>(map: &'a ScenarioMap, evidence: &'a [Evidence]) -> Vec<(Stance, &'a Claim)> {
    evidence.iter().filter_map(|e| Some((e.stance, map.claim(&e.claim)?))).collect()
}

#[test]
fn an_actor_rests_on_whole_sentences_and_on_the_one_that_says_its_other_name() {
    let map = accepted(
        "Wagner fights the rebels in Mali. The rebels attacked Africa Corps in May, after the integration of Wagner \
         into the Russian state under the name Africa Corps.",
    );
    let wagner = map.actors.iter().find(|a| a.names().any(|n| n == "Africa Corps")).expect("one actor of both names");
    let quotes: Vec<&str> = claims(&map, &wagner.evidence).iter().map(|(_, c)| c.quote.as_str()).collect();
    assert_eq!(quotes.first(), Some(&"Wagner fights the rebels in Mali."), "{quotes:?}");
    assert!(quotes.iter().any(|q| q.contains("under the name Africa Corps")), "{quotes:?}");
}

#[test]
fn a_denial_speaks_against_and_a_halt_bears_out_a_suspension() {
    let map = accepted(
        "Iran arms the Houthis. Iran denied that it supports the Houthis. France halted deliveries of weapons to Chad.",
    );
    let iran = map.actors.iter().find(|a| a.name == "Iran").unwrap().id.clone();
    let against = |evidence: &[Evidence]| claims(&map, evidence).iter().any(|(s, _)| *s == Stance::Against);
    for relation in map.relations.iter().filter(|r| r.source == iran && r.class == RelationClass::Cooperation) {
        for (stance, claim) in claims(&map, &relation.evidence) {
            assert_eq!(stance == Stance::Against, claim.quote.contains("denied"), "{}", claim.quote);
        }
    }
    let halted = map.provisions.iter().find(|p| p.status == ProvisionStatus::Suspended).expect("the halted deliveries");
    assert!(!against(&halted.evidence), "{:?}", halted.evidence);
}

#[test]
fn staying_is_no_help_and_speaks_only_against_the_withdrawal() {
    let map = accepted("\"Wagner will not leave Mali,\" the analyst Oumar Sow said.");
    assert!(map.provisions.is_empty(), "{:?}", map.provisions);
    let withdraws = map.assumptions.iter().find(|a| a.id.as_str() == "withdraw-wagner").expect("the assumption");
    assert!(withdraws.evidence.iter().all(|e| e.stance == Stance::Against) && !withdraws.evidence.is_empty());
}

#[test]
fn a_nationality_says_nothing_of_dependence() {
    let map = accepted(
        "Mali hired SADAT, a private Turkish military company. The Russian Defence Ministry sent weapons to Mali.",
    );
    let dependency = |name: &str| {
        let id = &map.actors.iter().find(|a| a.names().any(|n| n == name)).expect("the company").id;
        let link = map.relations.iter().find(|r| r.source == *id && r.class == RelationClass::Structure);
        link.unwrap_or_else(|| panic!("{name} is part of nothing")).dependency.map(|d| d.0)
    };
    assert_eq!(dependency("SADAT"), None);
    assert_eq!(dependency("Russian Defence Ministry"), Some(1.0));
}

#[test]
fn aircraft_that_are_given_are_arms_and_air_power() {
    for (text, giver) in [
        ("Turkey delivered twenty drones to Mali.", "turkey"),
        ("Mali received Mi-8 helicopters from Russia.", "russia"),
        ("France sold Rafale jets to Egypt.", "france"),
    ] {
        let map = accepted(text);
        let mut functions: Vec<&str> =
            map.provisions.iter().filter(|p| p.provider.as_str() == giver).map(|p| p.function.as_str()).collect();
        functions.sort_unstable();
        assert_eq!(functions, ["air_power", "arms_supply"], "{text}");
    }
    let rifles = accepted("Turkey delivered rifles to Mali.");
    assert!(rifles.provisions.iter().all(|p| p.function.as_str() == "arms_supply"));
}

#[test]
fn highlights_stand_on_names_and_things() {
    let text = "Turkey is proud of its Bayraktar TB2 drones. In March three of these drones were supplied to Mali.";
    let map = accepted(text);
    for provision in &map.provisions {
        for (_, claim) in claims(&map, &provision.evidence) {
            let article = &map.articles[0].text;
            let words: Vec<&str> =
                claim.trigger.iter().chain(&claim.arguments).filter_map(|span| span.of(article)).collect();
            assert!(!words.iter().any(|w| matches!(*w, "three" | "its")), "{words:?}");
        }
    }
    assert!(!map.provisions.is_empty());
}
