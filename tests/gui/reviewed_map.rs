//! A small map with two articles and what was found in them, nothing of it decided.

use backstop::model::actions::unchosen_principal;
use backstop::model::{
    Actor, ActorKind, Claim, Factuality, Origin, Polarity, Proposal, Proposed, ProspectEvent, Provision,
    ProvisionStatus, ScenarioMap, Span,
};

pub const GUARDS: &str = "Wagner guards the gold mines for Mali";
pub const DRONES: &str = "Turkey delivered armed drones to Mali in 2023";
pub const SADAT: &str = "SADAT may train the guard of the president";
pub const STAYS: &str = "Wagner will not leave Mali";
pub const CORPS: &str = "Africa Corps, as Wagner is now called";

/// The map with Mali as principal.
pub fn map() -> ScenarioMap {
    with_findings(ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State)))
}

/// The map whose principal is still to be chosen.
pub fn map_without_principal() -> ScenarioMap {
    let mut map = with_findings(ScenarioMap::new(unchosen_principal()));
    propose(&mut map, actor("mali", "Mali", ActorKind::State), 0.99, None);
    map
}

fn with_findings(mut map: ScenarioMap) -> ScenarioMap {
    let first =
        format!("{GUARDS}, residents say. {DRONES}.\n\n{SADAT}, two officers said. {STAYS}, an analyst wrote.\n");
    let second = format!("Friday report\n\n{CORPS}, keeps its bases. Radio Kidal carried the news.\n");
    map.articles.push(backstop::articles::from_text(first, Some("Guards and drones"), None));
    map.articles.push(backstop::articles::from_text(second, Some("A new name"), None));
    let pmc = ActorKind::PrivateMilitaryCompany;
    for (id, name, kind) in [
        ("wagner", "Wagner", pmc),
        ("turkey", "Turkey", ActorKind::State),
        ("sadat", "SADAT", pmc),
        ("africa-corps", "Africa Corps", pmc),
        ("radio-kidal", "Radio Kidal", ActorKind::Media),
    ] {
        propose(&mut map, actor(id, name, kind), 0.95, None);
    }
    let gives = |provider: &str, function: &str, status, factuality| Proposed::Provision {
        provider: provider.into(),
        recipient: "mali".into(),
        function: function.into(),
        status,
        factuality,
    };
    let done = (ProvisionStatus::Active, Factuality::Done);
    propose(&mut map, gives("wagner", "site_security", done.0, done.1), 0.9, Some((GUARDS, "guards")));
    propose(&mut map, gives("turkey", "air_power", done.0, done.1), 0.85, Some((DRONES, "delivered")));
    let planned = gives("sadat", "regime_protection", ProvisionStatus::Offered, Factuality::Planned);
    propose(&mut map, planned, 0.6, Some((SADAT, "train")));
    let stays = Proposed::Prospect {
        actor: "wagner".into(),
        target: Some("mali".into()),
        event: ProspectEvent::Withdraw,
        polarity: Polarity::Denied,
    };
    propose(&mut map, stays, 0.7, Some((STAYS, "leave")));
    let same = Proposed::SameActor {
        keep: "wagner".into(),
        merge: "africa-corps".into(),
        reason: "the text says that one is the other's new name".into(),
    };
    propose(&mut map, same, 0.75, Some((CORPS, "called")));
    map
}

fn actor(id: &str, name: &str, kind: ActorKind) -> Proposed {
    Proposed::Actor {
        actor: id.into(),
        name: name.into(),
        actor_kind: kind,
        aliases: Vec::new(),
        cited_only: kind == ActorKind::Media,
    }
}

fn propose(map: &mut ScenarioMap, content: Proposed, confidence: f64, quote: Option<(&str, &str)>) {
    let n = map.proposals.len() + 1;
    let claims = quote.map(|(quote, trigger)| {
        let id = format!("c{n}");
        let claim = claim(map, &id, quote, trigger, content.clone());
        map.claims.push(claim);
        id.into()
    });
    map.proposals.push(Proposal {
        id: format!("q{n:02}").into(),
        content,
        claims: claims.into_iter().collect(),
        confidence,
        extractor: "test".into(),
        extra: Default::default(),
    });
}

fn claim(map: &ScenarioMap, id: &str, quote: &str, trigger: &str, states: Proposed) -> Claim {
    let (article, start) = map
        .articles
        .iter()
        .find_map(|article| Some((article, article.text.find(quote)?)))
        .expect("a quote of the text");
    let factuality = match &states {
        Proposed::Provision { factuality, .. } => Some(*factuality),
        _ => None,
    };
    let at = start + quote.find(trigger).expect("the trigger stands in the quote");
    Claim {
        id: id.into(),
        article: article.id.clone(),
        span: Span::new(start, start + quote.len()),
        quote: quote.to_owned(),
        states: Some(states),
        arguments: Vec::new(),
        trigger: Some(Span::new(at, at + trigger.len())),
        factuality,
        date: None,
        speaker: None,
        credibility: None,
        inferred: false,
        confidence: None,
        origin: Origin::Analyst,
        extra: Default::default(),
    }
}

/// The provision of a provider, if the map has one.
pub fn provision_of<'a>(map: &'a ScenarioMap, provider: &str) -> Option<&'a Provision> {
    map.provisions.iter().find(|provision| provision.provider == *provider)
}

impl super::driver::Driver {
    /// Goes on in the queue, which has the keys, until it shows a finding with these words.
    pub fn look_for(&mut self, words: &str) {
        let current = |driver: &Self| driver.names_with("Finding ").into_iter().any(|name| name.ends_with(words));
        for _ in 0..20 {
            if current(self) {
                return;
            }
            self.key(egui::Key::N);
        }
        panic!("no finding says \"{words}\"");
    }
}
