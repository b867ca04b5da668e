//! Every command: what changes the map is undone byte for byte, and what only looks changes nothing in it.

use std::collections::BTreeSet;

use backstop::gui::{Command, MapChange, SPECS, Session, ViewCommand};
use backstop::model::actions;
use backstop::model::{
    Actor, ActorKind, Assumption, Claim, Factuality, FunctionRow, Lever, Months, Origin, Place, Proposal, Proposed,
    Provision, ProvisionStatus, Relation, RelationClass, Reliability, Scenario, ScenarioMap, Setting, Share, Source,
    Span, Stance, YearMonth,
};

/// A small map on which every change below does something.
fn map() -> ScenarioMap {
    let text = "Wagner guards mines for Mali. Turkey may leave.".to_owned();
    let article = backstop::articles::from_text(text.clone(), Some("Guards"), None);
    let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    map.actors.push(Actor::new("wagner", "Wagner", ActorKind::PrivateMilitaryCompany));
    map.actors.push(Actor::new("turkey", "Turkey", ActorKind::State));
    map.relations.push(Relation::new("r1", "wagner", "turkey", RelationClass::Conflict, "tension"));
    map.provisions.push(Provision::new("p1", "wagner", "mali", "direct_combat", ProvisionStatus::Active));
    for id in ["withdraw-wagner", "withdraw-turkey"] {
        let actor = id.trim_start_matches("withdraw-");
        map.assumptions.push(Assumption::new(id, format!("{actor} withdraws"), Lever::withdrawal(actor)));
    }
    let mut leaves = Scenario::new("leaves", "Wagner leaves");
    leaves.settings.push(Setting::new("withdraw-wagner", 0.6));
    map.scenarios.push(leaves);
    map.scenarios.push(Scenario::new("other", "Other"));
    map.sources.push(Source { id: "s1".into(), name: "Courier".into(), reliability: None, extra: Default::default() });
    let states = Proposed::Provision {
        provider: "wagner".into(),
        recipient: "mali".into(),
        function: "site_security".into(),
        status: ProvisionStatus::Active,
        factuality: Factuality::Done,
    };
    map.claims.push(claim(&article.id.to_string(), &text, Some(states.clone())));
    map.assumptions[1].evidence.push(backstop::model::Evidence::supports("c1".into()));
    map.proposals.push(Proposal {
        id: "q1".into(),
        content: states,
        claims: vec!["c1".into()],
        confidence: 0.9,
        extractor: String::new(),
        extra: Default::default(),
    });
    map.proposals.push(Proposal {
        id: "q2".into(),
        content: Proposed::Actor {
            actor: "russia".into(),
            name: "Russia".into(),
            actor_kind: ActorKind::State,
            aliases: Vec::new(),
            cited_only: false,
        },
        claims: Vec::new(),
        confidence: 0.9,
        extractor: String::new(),
        extra: Default::default(),
    });
    map.articles.push(article);
    map
}

fn claim(article: &str, text: &str, states: Option<Proposed>) -> Claim {
    Claim {
        id: "c1".into(),
        article: article.into(),
        span: Span::new(0, 29),
        quote: text[..29].to_owned(),
        states,
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
    }
}

/// One working example of each kind of change. The match is exhaustive, so that a new kind cannot be forgotten: it has to
/// name its successor, and the walk over successors has to reach every example.
fn example(change: &MapChange, map: &ScenarioMap) -> (MapChange, Option<MapChange>) {
    use MapChange as M;
    let place = Place { x: 10.0, y: 20.0, pinned: true };
    let next = |change: M| Some(change);
    let blank_actor = Box::new(Actor::new("", "", ActorKind::Other));
    match change {
        M::SetTitle(_) => (M::SetTitle("New title".into()), next(M::SetPrincipal("".into()))),
        M::SetPrincipal(_) => (M::SetPrincipal("turkey".into()), next(M::ChoosePrincipal("".into()))),
        M::ChoosePrincipal(_) => (M::ChoosePrincipal("russia".into()), next(M::SetStartMonth(None))),
        M::SetStartMonth(_) => (M::SetStartMonth(YearMonth::parse("2024-11")), next(M::SetThreshold(Share(0.0)))),
        M::SetThreshold(_) => (
            M::SetThreshold(Share(0.4)),
            next(M::AddActor { name: String::new(), kind: ActorKind::Other, place: None }),
        ),
        M::AddActor { .. } => (
            M::AddActor { name: "China".into(), kind: ActorKind::State, place: Some(place) },
            next(M::UpdateActor(blank_actor)),
        ),
        M::UpdateActor(_) => {
            let mut actor = map.actors[1].clone();
            actor.capacity = Some(1.5);
            (M::UpdateActor(Box::new(actor)), next(M::RenameActor { id: "".into(), name: String::new() }))
        }
        M::RenameActor { .. } => (
            M::RenameActor { id: "wagner".into(), name: "Africa Corps".into() },
            next(M::DeleteActors(BTreeSet::new())),
        ),
        M::DeleteActors(_) => {
            (M::DeleteActors(["wagner".into()].into()), next(M::MergeActors { keep: "".into(), gone: "".into() }))
        }
        M::MergeActors { .. } => {
            (M::MergeActors { keep: "wagner".into(), gone: "turkey".into() }, next(M::PlaceActors(Vec::new())))
        }
        M::PlaceActors(_) => (
            M::PlaceActors(vec![("wagner".into(), place)]),
            next(M::AddRelation {
                source: "".into(),
                target: "".into(),
                class: RelationClass::Conflict,
                kind: String::new(),
            }),
        ),
        M::AddRelation { .. } => (
            M::AddRelation {
                source: "turkey".into(),
                target: "mali".into(),
                class: RelationClass::Cooperation,
                kind: "talks".into(),
            },
            next(M::UpdateRelation(Box::new(map.relations[0].clone()))),
        ),
        M::UpdateRelation(_) => {
            let mut relation = map.relations[0].clone();
            relation.dependency = Some(Share(0.5));
            (M::UpdateRelation(Box::new(relation)), next(M::ReverseRelation("".into())))
        }
        M::ReverseRelation(_) => (M::ReverseRelation("r1".into()), next(M::DeleteRelation("".into()))),
        M::DeleteRelation(_) => (
            M::DeleteRelation("r1".into()),
            next(M::AddProvision {
                provider: "".into(),
                recipient: "".into(),
                function: "".into(),
                status: ProvisionStatus::Active,
            }),
        ),
        M::AddProvision { .. } => (
            M::AddProvision {
                provider: "turkey".into(),
                recipient: "mali".into(),
                function: "air_power".into(),
                status: ProvisionStatus::Offered,
            },
            next(M::UpdateProvision(Box::new(map.provisions[0].clone()))),
        ),
        M::UpdateProvision(_) => {
            let mut provision = map.provisions[0].clone();
            provision.ramp_months = Some(Months(9));
            (M::UpdateProvision(Box::new(provision)), next(M::SetShare { id: "".into(), share: None }))
        }
        M::SetShare { .. } => {
            (M::SetShare { id: "p1".into(), share: Some(Share(0.5)) }, next(M::DeleteProvision("".into())))
        }
        M::DeleteProvision(_) => {
            (M::DeleteProvision("p1".into()), next(M::SetFunction(Box::new(FunctionRow::new("x")))))
        }
        M::SetFunction(_) => {
            let mut row = FunctionRow::new("training");
            row.weight = Some(2.0);
            (M::SetFunction(Box::new(row)), next(M::SetAssessedNone { id: "".into(), none: false }))
        }
        M::SetAssessedNone { .. } => {
            (M::SetAssessedNone { id: "cyber".into(), none: true }, next(M::MoveFunction { id: "".into(), to: 0 }))
        }
        M::MoveFunction { .. } => (M::MoveFunction { id: "cyber".into(), to: 0 }, next(M::AddScenario(String::new()))),
        M::AddScenario(_) => (M::AddScenario("Third".into()), next(M::DuplicateScenario("".into()))),
        M::DuplicateScenario(_) => {
            (M::DuplicateScenario("leaves".into()), next(M::UpdateScenario(Box::new(Scenario::baseline()))))
        }
        M::UpdateScenario(_) => {
            let mut scenario = map.scenarios[0].clone();
            scenario.description = "What if".into();
            (M::UpdateScenario(Box::new(scenario)), next(M::DeleteScenario("".into())))
        }
        M::DeleteScenario(_) => (M::DeleteScenario("leaves".into()), next(M::MoveScenario { id: "".into(), to: 0 })),
        M::MoveScenario { .. } => (
            M::MoveScenario { id: "leaves".into(), to: 1 },
            next(M::ImportScenarios { other: Box::new(map.clone()), ids: Vec::new() }),
        ),
        M::ImportScenarios { .. } => (
            M::ImportScenarios { other: Box::new(map.clone()), ids: vec!["leaves".into(), "other".into()] },
            next(M::SetSetting { scenario: "".into(), setting: Setting::new("", 0.0) }),
        ),
        M::SetSetting { .. } => (
            M::SetSetting { scenario: "leaves".into(), setting: Setting::new("withdraw-turkey", 0.3) },
            next(M::ClearSetting { scenario: "".into(), assumption: "".into() }),
        ),
        M::ClearSetting { .. } => (
            M::ClearSetting { scenario: "leaves".into(), assumption: "withdraw-wagner".into() },
            next(M::AddAssumption { name: String::new(), lever: Lever::demand(""), scenario: None }),
        ),
        M::AddAssumption { .. } => (
            M::AddAssumption {
                name: "Demand grows".into(),
                lever: Lever::demand("training"),
                scenario: Some("leaves".into()),
            },
            next(M::UpdateAssumption(Box::new(map.assumptions[0].clone()))),
        ),
        M::UpdateAssumption(_) => {
            let mut assumption = map.assumptions[0].clone();
            assumption.note = "Because".into();
            (M::UpdateAssumption(Box::new(assumption)), next(M::DuplicateAssumption("".into())))
        }
        M::DuplicateAssumption(_) => {
            (M::DuplicateAssumption("withdraw-wagner".into()), next(M::DeleteAssumption("".into())))
        }
        M::DeleteAssumption(_) => {
            (M::DeleteAssumption("withdraw-wagner".into()), next(M::MoveAssumption { id: "".into(), to: 0 }))
        }
        M::MoveAssumption { .. } => (
            M::MoveAssumption { id: "withdraw-wagner".into(), to: 1 },
            next(M::AttachEvidence { assumption: "".into(), claim: "".into(), stance: Stance::For }),
        ),
        M::AttachEvidence { .. } => (
            M::AttachEvidence { assumption: "withdraw-wagner".into(), claim: "c1".into(), stance: Stance::Against },
            next(M::DetachEvidence { assumption: "".into(), claim: "".into() }),
        ),
        M::DetachEvidence { .. } => (
            M::DetachEvidence { assumption: "withdraw-turkey".into(), claim: "c1".into() },
            next(M::AcceptProposals { ids: Vec::new(), share: None }),
        ),
        M::AcceptProposals { .. } => (
            M::AcceptProposals { ids: vec!["q1".into(), "q2".into()], share: Some(Share(0.25)) },
            next(M::AcceptWithoutShares(Vec::new())),
        ),
        M::AcceptWithoutShares(_) => (M::AcceptWithoutShares(vec!["q1".into()]), next(M::RejectProposals(Vec::new()))),
        M::RejectProposals(_) => {
            (M::RejectProposals(vec!["q1".into()]), next(M::EditProposal(Box::new(map.proposals[0].clone()))))
        }
        M::EditProposal(_) => {
            let mut proposal = map.proposals[0].clone();
            proposal.confidence = 0.2;
            (M::EditProposal(Box::new(proposal)), next(M::AddClaim(Box::new(map.claims[0].clone()))))
        }
        M::AddClaim(_) => {
            let mut new = map.claims[0].clone();
            new.span = Span::new(30, 47);
            new.quote = "Turkey may leave.".into();
            let claim = Box::new(map.claims[0].clone());
            (M::AddClaim(Box::new(new)), next(M::AddClaimWithItem { claim, assumption: None }))
        }
        M::AddClaimWithItem { .. } => {
            let mut new = map.claims[0].clone();
            new.span = Span::new(30, 47);
            new.quote = "Turkey may leave.".into();
            let assumption = Some(("withdraw-turkey".into(), Stance::For));
            (
                M::AddClaimWithItem { claim: Box::new(new), assumption },
                next(M::UpdateClaim(Box::new(map.claims[0].clone()))),
            )
        }
        M::UpdateClaim(_) => {
            let mut graded = map.claims[0].clone();
            graded.credibility = Some(2);
            (
                M::UpdateClaim(Box::new(graded)),
                next(M::SetReliability { source: "".into(), reliability: Reliability::F }),
            )
        }
        M::SetReliability { .. } => (
            M::SetReliability { source: "s1".into(), reliability: Reliability::B },
            next(M::GradeArticle { article: "".into(), reliability: Reliability::F }),
        ),
        M::GradeArticle { .. } => (
            M::GradeArticle { article: map.articles[0].id.clone(), reliability: Reliability::C },
            next(M::SetArticleSource { article: "".into(), name: String::new() }),
        ),
        M::SetArticleSource { .. } => {
            let article = Box::new(map.articles[0].clone());
            let lexicon = backstop::extract::Lexicon::embedded();
            let extraction = Box::new(backstop::extract::extract(&article, lexicon));
            (
                M::SetArticleSource { article: map.articles[0].id.clone(), name: "Courier".into() },
                next(M::AddArticle { article, extraction }),
            )
        }
        M::AddArticle { .. } => {
            let text = "Turkey delivered drones to Mali.".to_owned();
            let article = Box::new(backstop::articles::from_text(text, Some("Drones"), None));
            let lexicon = backstop::extract::Lexicon::embedded();
            let extraction = Box::new(backstop::extract::extract(&article, lexicon));
            (M::AddArticle { article, extraction }, next(M::RemoveArticle("".into())))
        }
        M::RemoveArticle(_) => (M::RemoveArticle(map.articles[0].id.clone()), next(M::SetConsistency(None))),
        M::SetConsistency(_) => (M::SetConsistency(Some(Box::default())), next(M::ImportGraph(Default::default()))),
        M::ImportGraph(_) => {
            let text = "Source,Target,Type,Weight\nChad,Mali,trains,2\n";
            let graph = backstop::export::graph_import::read(text, None).unwrap();
            (M::ImportGraph(graph.into()), next(M::Descriptor(actions::DescriptorChange::Add(String::new()))))
        }
        M::Descriptor(_) => (
            M::Descriptor(actions::DescriptorChange::Add("Niger".into())),
            next(M::ImportProvisions(Default::default())),
        ),
        M::ImportProvisions(_) => {
            let text = "Uzbekistan\ttraining\toffered\t.1\t6\tThe Courier\tTashkent offers to train\n";
            let rows = backstop::export::provisions::read(text, map).rows;
            (M::ImportProvisions(rows.into()), None)
        }
    }
}

fn bytes(map: &ScenarioMap) -> String {
    serde_json::to_string_pretty(map).unwrap()
}

/// The names of the kinds of change that have an example.
pub fn examples_tried() -> BTreeSet<String> {
    let mut at = Some(MapChange::SetTitle(String::new()));
    let mut names = BTreeSet::new();
    while let Some(kind) = at {
        let (change, next) = example(&kind, &map());
        names.insert(format!("{change:?}").chars().take_while(char::is_ascii_alphanumeric).collect());
        at = next;
    }
    names
}

#[test]
fn every_change_is_undone_and_redone_byte_for_byte() {
    let mut at = Some(MapChange::SetTitle(String::new()));
    let mut tried = 0;
    while let Some(kind) = at {
        let (change, next) = example(&kind, &map());
        let mut session = Session::of_map(map(), None);
        let before = bytes(session.map());
        let label = change.label(session.map());
        session.change(&change).unwrap_or_else(|error| panic!("{label}: {error}"));
        let after = bytes(session.map());
        assert_ne!(after, before, "{label} changed nothing");
        assert!(session.is_dirty(), "{label}");
        let sound = backstop::model::validate(session.map());
        assert!(sound.iter().all(|p| p.severity != backstop::model::Severity::Error), "{label}: {sound:?}");
        assert_eq!(session.undo().as_deref(), Some(label.as_str()));
        assert_eq!(bytes(session.map()), before, "{label} was not undone");
        assert!(!session.is_dirty(), "{label} undone leaves nothing unsaved");
        session.redo();
        assert_eq!(bytes(session.map()), after, "{label} was not redone");
        tried += 1;
        at = next;
    }
    assert!(tried > 40, "the walk over the kinds of change broke off after {tried}");
}

#[test]
fn a_change_that_does_not_fit_leaves_the_map_and_says_why() {
    let mut session = Session::of_map(map(), None);
    let before = bytes(session.map());
    let error = session.change(&MapChange::DeleteActors(["mali".into()].into())).unwrap_err();
    assert!(error.to_string().contains("principal"), "{error}");
    let error = session.change(&MapChange::DeleteRelation("r9".into())).unwrap_err();
    assert!(error.to_string().contains("r9"), "{error}");
    assert_eq!(bytes(session.map()), before);
    assert!(session.undo().is_none());
}

#[test]
fn every_menu_entry_says_what_it_does() {
    let mut labels = BTreeSet::new();
    for spec in SPECS {
        assert!(labels.insert((spec.menu, spec.label)), "{} stands twice", spec.label);
        assert!(spec.tooltip.len() > 5 && !spec.tooltip.ends_with('.'), "{}", spec.label);
        assert!(!matches!((spec.command)(), Command::Change(_)), "{} would need arguments", spec.label);
    }
}

#[test]
fn the_palette_puts_what_is_called_so_first() {
    let mut window = crate::driver::Driver::new(crate::driver::SIZES[1]);
    window.look(ViewCommand::Palette);
    window.type_text("evidence");
    window.key(egui::Key::Enter);
    assert_eq!(window.view().bottom, backstop::gui::BottomTab::Evidence);
    window.look(ViewCommand::Palette);
    window.type_text("nobody is called so");
    assert!(window.shows("No actor and no command of that name"));
}
