//! Every kind of change is taken back byte for byte.

use std::collections::BTreeSet;

use backstop::model::{
    Actor, ActorKind, Article, Assumption, Change, Claim, Consistency, Decision, Edit, Evidence, FunctionRow, Header,
    IncompatiblePair, Lever, Origin, Place, Proposal, Proposed, Provision, ProvisionStatus, Relation, RelationClass,
    Scenario, ScenarioMap, Setting, Source, Span, Verdict, actions,
};

/// A small map with one of everything.
pub fn map_of_everything() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    map.actors.push(Actor::new("wagner", "Wagner", ActorKind::PrivateMilitaryCompany));
    map.actors.push(Actor::new("africa-corps", "Africa Corps", ActorKind::ArmedForce));
    map.actors.push(Actor::new("russia", "Russia", ActorKind::State));
    map.relations.push(Relation::new("r1", "wagner", "russia", RelationClass::Structure, "part_of"));
    map.relations.push(Relation::new("r2", "africa-corps", "russia", RelationClass::Structure, "part_of"));
    map.relations.push(Relation::new("r3", "africa-corps", "wagner", RelationClass::Structure, "successor_of"));
    map.provisions.push(Provision::new("p1", "wagner", "mali", "direct_combat", ProvisionStatus::Active));
    map.provisions.push(Provision::new("p2", "africa-corps", "mali", "training", ProvisionStatus::Offered));
    map.incompatible.push(IncompatiblePair {
        actors: ("wagner".into(), "russia".into()),
        note: String::new(),
        evidence: Vec::new(),
        extra: Default::default(),
    });
    map.assumptions.push(Assumption::new("withdraw-wagner", "Wagner withdraws", Lever::withdrawal("wagner")));
    map.assumptions.push(Assumption::new("engage-africa-corps", "Steps up", Lever::engagement("africa-corps")));
    let mut scenario = Scenario::new("leaves", "Wagner leaves");
    scenario.settings.push(Setting::new("withdraw-wagner", 0.6));
    map.scenarios.push(scenario);
    map.sources.push(Source { id: "s1".into(), name: "Courier".into(), reliability: None, extra: Default::default() });
    let text = "Wagner fights for Mali.".to_owned();
    map.articles.push(Article {
        id: "a1".into(),
        title: "Title".into(),
        date: None,
        date_text: None,
        language: None,
        source: Some("s1".into()),
        file_name: None,
        importer: None,
        content_hash: "hash".into(),
        blocks: Vec::new(),
        hidden: Vec::new(),
        text: text.clone(),
        extra: Default::default(),
    });
    let states = Proposed::Provision {
        provider: "wagner".into(),
        recipient: "mali".into(),
        function: "site_security".into(),
        status: ProvisionStatus::Active,
        factuality: backstop::model::Factuality::Done,
    };
    map.claims.push(Claim {
        id: "c1".into(),
        article: "a1".into(),
        span: Span::new(0, text.len()),
        quote: text,
        states: Some(states.clone()),
        arguments: Vec::new(),
        trigger: None,
        factuality: None,
        date: None,
        speaker: None,
        credibility: None,
        inferred: false,
        confidence: None,
        origin: Origin::Analyst,
        extra: Default::default(),
    });
    map.provisions[0].evidence.push(Evidence::supports("c1".into()));
    map.proposals.push(Proposal {
        id: "q1".into(),
        content: states,
        claims: vec!["c1".into()],
        confidence: 0.9,
        extractor: String::new(),
        extra: Default::default(),
    });
    map.decisions.push(Decision {
        article_hash: "hash".into(),
        span: Some(Span::new(0, 3)),
        kind: "relation".into(),
        arguments: vec!["wagner".into(), "mali".into(), "cooperation".into()],
        verdict: Verdict::Rejected,
    });
    map.positions.insert("mali".into(), Place { x: 1.5, y: -2.0, pinned: true });
    map
}

fn bytes(map: &ScenarioMap) -> String {
    serde_json::to_string_pretty(map).unwrap()
}

/// Applies, compares, takes back, compares again.
#[track_caller]
fn takes_back(edit: Edit) {
    let mut map = map_of_everything();
    let before = bytes(&map);
    let inverse = edit.clone().apply(&mut map).unwrap();
    assert_ne!(bytes(&map), before, "{edit:?} changed nothing");
    let after = bytes(&map);
    let again = inverse.apply(&mut map).unwrap();
    assert_eq!(bytes(&map), before, "{edit:?} was not taken back");
    again.apply(&mut map).unwrap();
    assert_eq!(bytes(&map), after, "{edit:?} was not done again");
}

fn changes<T: Clone>(items: &[T], other: T, wrap: impl Fn(Change<T>) -> Edit) -> Vec<Edit> {
    let mut edits = vec![
        wrap(Change::insert(0, other.clone())),
        wrap(Change::insert(items.len(), other.clone())),
        wrap(Change::replace(0, other)),
        wrap(Change::Remove { at: items.len() - 1 }),
    ];
    if items.len() > 1 {
        edits.push(wrap(Change::Move { from: 0, to: items.len() - 1 }));
    }
    edits
}

/// The names of an enum's variants, as its source has them: what a test lists by hand is held against it.
fn enum_variants(source: &str, head: &str) -> BTreeSet<String> {
    let body = source.split_once(head).expect("the enum stands in its file").1.split("\n}").next().unwrap_or_default();
    let names = body.lines().filter_map(|line| {
        let line = line.strip_prefix("    ")?;
        line.starts_with(|c: char| c.is_ascii_uppercase())
            .then(|| line.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
    });
    names.collect()
}

#[test]
fn every_edit_is_taken_back_byte_for_byte() {
    let map = map_of_everything();
    let sample = |edit: &Edit| -> Vec<Edit> {
        // An exhaustive match: a new variant cannot be forgotten here.
        match edit {
            Edit::Header(_) => {
                let mut header = Header::of(&map);
                header.title = "Another title".into();
                header.principal = "russia".into();
                vec![Edit::Header(Box::new(header))]
            }
            Edit::Function(_) => changes(&map.functions, FunctionRow::new("own"), Edit::Function),
            Edit::Actor(_) => changes(&map.actors, Actor::new("x", "X", ActorKind::Other), Edit::Actor),
            Edit::Relation(_) => {
                let other = Relation::new("x", "mali", "russia", RelationClass::Conflict, "tension");
                changes(&map.relations, other, Edit::Relation)
            }
            Edit::Provision(_) => {
                let other = Provision::new("x", "russia", "mali", "logistics", ProvisionStatus::Past);
                changes(&map.provisions, other, Edit::Provision)
            }
            Edit::Incompatible(_) => {
                let mut other = map.incompatible[0].clone();
                other.note = "only if Russia leaves".into();
                changes(&map.incompatible, other, Edit::Incompatible)
            }
            Edit::Assumption(_) => {
                changes(&map.assumptions, Assumption::new("x", "X", Lever::demand("training")), Edit::Assumption)
            }
            Edit::Scenario(_) => changes(&map.scenarios, Scenario::new("x", "X"), Edit::Scenario),
            Edit::Source(_) => {
                let mut other = map.sources[0].clone();
                other.name = "Other".into();
                changes(&map.sources, other, Edit::Source)
            }
            Edit::Article(_) => {
                let mut other = map.articles[0].clone();
                other.title = "Other".into();
                changes(&map.articles, other, Edit::Article)
            }
            Edit::Claim(_) => {
                let mut other = map.claims[0].clone();
                other.credibility = Some(2);
                changes(&map.claims, other, Edit::Claim)
            }
            Edit::Proposal(_) => {
                let mut other = map.proposals[0].clone();
                other.confidence = 0.1;
                changes(&map.proposals, other, Edit::Proposal)
            }
            Edit::Decision(_) => {
                let mut other = map.decisions[0].clone();
                other.verdict = Verdict::Accepted;
                changes(&map.decisions, other, Edit::Decision)
            }
            Edit::Place { .. } => {
                let place = Place { x: 3.0, y: 4.0, pinned: false };
                vec![
                    Edit::Place { actor: "mali".into(), place: Some(place) },
                    Edit::Place { actor: "russia".into(), place: Some(place) },
                    Edit::Place { actor: "mali".into(), place: None },
                ]
            }
            Edit::Consistency(_) => vec![Edit::Consistency(Some(Box::new(Consistency::default())))],
            Edit::Batch(_) => vec![Edit::Batch(vec![
                Edit::Actor(Change::Remove { at: 1 }),
                Edit::Actor(Change::insert(0, Actor::new("x", "X", ActorKind::Other))),
                Edit::Scenario(Change::Remove { at: 0 }),
            ])],
        }
    };
    let item = || Box::new(Header::of(&map));
    let kinds = [
        Edit::Header(item()),
        Edit::Function(Change::Remove { at: 0 }),
        Edit::Actor(Change::Remove { at: 0 }),
        Edit::Relation(Change::Remove { at: 0 }),
        Edit::Provision(Change::Remove { at: 0 }),
        Edit::Incompatible(Change::Remove { at: 0 }),
        Edit::Assumption(Change::Remove { at: 0 }),
        Edit::Scenario(Change::Remove { at: 0 }),
        Edit::Source(Change::Remove { at: 0 }),
        Edit::Article(Change::Remove { at: 0 }),
        Edit::Claim(Change::Remove { at: 0 }),
        Edit::Proposal(Change::Remove { at: 0 }),
        Edit::Decision(Change::Remove { at: 0 }),
        Edit::Place { actor: "mali".into(), place: None },
        Edit::Consistency(None),
        Edit::Batch(Vec::new()),
    ];
    let all = enum_variants(include_str!("../../src/model/edit.rs"), "pub enum Edit {");
    let tried: BTreeSet<String> =
        kinds.iter().map(|kind| format!("{kind:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()).collect();
    assert_eq!(tried, all, "every kind of edit is tried");
    for kind in &kinds {
        for edit in sample(kind) {
            takes_back(edit);
        }
    }
}

#[test]
fn merging_two_actors_keeps_every_link_and_is_taken_back() {
    let map = map_of_everything();
    let edit = actions::merge_actors(&map, &"wagner".into(), &"africa-corps".into()).unwrap();
    takes_back(edit.clone());
    let mut merged = map.clone();
    edit.apply(&mut merged).unwrap();
    let wagner = merged.actor(&"wagner".into()).unwrap();
    assert_eq!(wagner.aliases, ["Africa Corps"]);
    assert!(merged.actor(&"africa-corps".into()).is_none());
    assert_eq!(merged.relations.len(), 1, "the successor link went, and the two part-of links are one");
    assert!(merged.provisions.iter().all(|p| p.provider == "wagner"));
    assert_eq!(merged.assumption_by_any_alias("withdraw-africa-corps").unwrap().id, "withdraw-wagner");
    assert!(backstop::model::validate(&merged).iter().all(|p| p.severity != backstop::model::Severity::Error));
}

#[test]
fn deleting_an_actor_takes_what_hangs_on_it_and_the_map_stays_sound() {
    let map = map_of_everything();
    let edit = actions::delete_actors(&map, &BTreeSet::from(["wagner".into()])).unwrap();
    takes_back(edit.clone());
    let mut without = map;
    edit.apply(&mut without).unwrap();
    assert!(without.assumption(&"withdraw-wagner".into()).is_none());
    assert!(without.scenarios[0].settings.is_empty());
    assert!(backstop::model::validate(&without).iter().all(|p| p.severity != backstop::model::Severity::Error));
}

#[test]
fn the_principal_is_not_deleted() {
    let map = map_of_everything();
    let refused = actions::delete_actors(&map, &BTreeSet::from(["mali".into()])).unwrap_err();
    assert!(refused.to_string().contains("Mali is the principal"), "{refused}");
}

#[test]
fn removing_an_article_leaves_no_claim_behind() {
    let map = map_of_everything();
    let edit = actions::remove_article(&map, &"a1".into()).unwrap();
    takes_back(edit.clone());
    let mut without = map;
    edit.apply(&mut without).unwrap();
    assert!(without.claims.is_empty() && without.proposals.is_empty());
    assert!(without.provisions[0].evidence.is_empty());
    assert_eq!(without.decisions.len(), 1, "decisions stay, so that nothing is asked twice");
}

#[test]
fn accepting_a_proposal_makes_a_provision_with_its_quote_and_a_default_share() {
    let map = map_of_everything();
    let edit = actions::accept_proposals(&map, &["q1".into()], None).unwrap();
    takes_back(edit.clone());
    let mut accepted = map;
    edit.apply(&mut accepted).unwrap();
    let new = accepted.provisions.last().unwrap();
    assert_eq!(new.function, "site_security");
    assert!(new.has_default_share());
    assert_eq!(new.evidence, [Evidence::supports("c1".into())]);
    assert!(!actions::is_open(&accepted, &accepted.proposals[0]));
}

#[test]
fn a_rejected_proposal_is_not_asked_again() {
    let mut map = map_of_everything();
    assert!(actions::is_open(&map, &map.proposals[0]));
    actions::reject_proposals(&map, &["q1".into()]).unwrap().apply(&mut map).unwrap();
    assert!(!actions::is_open(&map, &map.proposals[0]));
    assert_eq!(map.provisions.len(), 2);
}

#[test]
fn an_imported_scenario_finds_its_actor_by_alias_and_leaves_out_what_the_map_does_not_have() {
    let mut map = map_of_everything();
    map.actors[1].aliases.push("Wagner Group".into());
    let mut other = ScenarioMap::new(Actor::new("bamako", "Bamako", ActorKind::State));
    other.actors.push(Actor::new("wagner-group", "Wagner Group", ActorKind::PrivateMilitaryCompany));
    other.actors.push(Actor::new("chad", "Chad", ActorKind::State));
    for (id, lever) in [
        ("a1", Lever::withdrawal("wagner-group")),
        ("a2", Lever::withdrawal("chad")),
        ("a3", Lever::demand("direct_combat")),
        ("a4", Lever::demand("no_such_function")),
        ("a5", Lever::exclusion("no-such-bloc")),
    ] {
        other.assumptions.push(Assumption::new(id, id, lever));
    }
    let mut scenario = Scenario::new("leaves", "Wagner leaves");
    scenario.settings = ["a1", "a2", "a3", "a4", "a5"].map(|id| Setting::new(id, 0.25)).to_vec();
    other.scenarios.push(scenario);

    let import = actions::import_scenarios(&map, &other, &["leaves".into()]).unwrap();
    assert_eq!(import.left_out, ["a2", "a4", "a5"]);
    takes_back(import.edit.clone());
    let before = map.assumptions.len();
    import.edit.apply(&mut map).unwrap();
    let new = map.scenario(&import.scenarios[0]).unwrap();
    assert_eq!(new.name, "Wagner leaves (2)", "the name was taken");
    let set: Vec<&str> = new.settings.iter().map(|s| s.assumption.as_str()).collect();
    assert_eq!(set, ["withdraw-wagner", "demand-direct_combat"], "the one that was here, and one that is new");
    assert_eq!(map.assumptions.len(), before + 1);
    let sound = backstop::model::validate(&map);
    assert!(sound.iter().all(|p| p.severity != backstop::model::Severity::Error), "{sound:?}");
    assert!(actions::import_scenarios(&map, &other, &["gone".into()]).is_err());
}
