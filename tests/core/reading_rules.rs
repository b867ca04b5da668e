//! Single rules of reading, each on a sentence or two of its own.

use backstop::articles::from_text;
use backstop::extract::{
    ExtractedProvision, ExtractedRelation, Extraction, Lexicon, Prospect, extract, import_article,
};
use backstop::model::{
    ActorKind, Factuality, Polarity, ProposalId, Proposed, ProspectEvent, ProvisionStatus, RelationClass, ScenarioMap,
};

fn read(text: &str) -> Extraction {
    extract(&from_text(format!("Report\n\n{text}\n"), None, None), Lexicon::embedded())
}

fn id(found: &Extraction, name: &str) -> String {
    let actor = found.actors.iter().find(|a| a.names.iter().any(|n| n == name));
    actor.unwrap_or_else(|| panic!("no actor {name} in {:?}", found.actors)).id.clone()
}

fn relation<'a>(
    found: &'a Extraction,
    source: &str,
    target: &str,
    class: RelationClass,
) -> Option<&'a ExtractedRelation> {
    let (source, target) = (id(found, source), id(found, target));
    found.relations.iter().find(|r| r.source == source && r.target == target && r.class == class)
}

fn provision<'a>(
    found: &'a Extraction,
    provider: &str,
    recipient: &str,
    function: &str,
) -> Option<&'a ExtractedProvision> {
    let (provider, recipient) = (id(found, provider), id(found, recipient));
    found.provisions.iter().find(|p| p.provider == provider && p.recipient == recipient && p.function == *function)
}

fn prospect<'a>(found: &'a Extraction, actor: &str, event: ProspectEvent) -> Option<&'a Prospect> {
    let actor = id(found, actor);
    found.prospects.iter().find(|p| p.actor == actor && p.event == event)
}

#[test]
fn forces_of_a_state_are_the_company_that_the_sentence_has_named() {
    let found = read(
        "Redut is a Russian military company. The paper wrote of quarrels between Chad and Redut, \
         suggesting that Russian forces might soon leave Chad.",
    );
    let leaves = prospect(&found, "Redut", ProspectEvent::Withdraw).expect("the company may leave");
    assert_eq!(leaves.polarity, Polarity::Affirmed);
    assert!(leaves.quote.contains("might soon leave"));
    assert!(prospect(&found, "Russian", ProspectEvent::Withdraw).is_none(), "Russia itself is not said to leave");
}

#[test]
fn what_is_only_urged_is_not_given_by_the_one_who_urges() {
    let found =
        read("Brazil urged the international community to support Haiti through funding, equipment and logistics.");
    assert!(provision(&found, "Brazil", "Haiti", "logistics").is_none(), "{:?}", found.provisions);
    assert!(provision(&found, "Brazil", "Haiti", "arms_supply").is_none());
}

#[test]
fn its_leader_is_the_leader_of_the_group_whose_revolt_it_was() {
    let found = read(
        "Chad fears Redut. Chad is weighing a break with Redut after the group's rebellion against Russia \
         under its former leader Oleg Petrov.",
    );
    let leads = found.relations.iter().find(|r| r.source == id(&found, "Oleg Petrov")).expect("whom he leads");
    assert_eq!(leads.target, id(&found, "Redut"), "{leads:?}");
}

#[test]
fn forces_sent_elsewhere_help_nobody_there_and_may_leave() {
    let found = read("Chad fears a Russian decision to redirect Redut's fighters to Ukraine.");
    assert!(found.provisions.iter().all(|p| p.recipient != id(&found, "Ukraine")), "{:?}", found.provisions);
}

#[test]
fn the_use_of_soldiers_is_help_from_their_state() {
    let found = read("The strain shows in Russia's use of North Korean soldiers to hold its trenches.");
    assert!(provision(&found, "North Korean", "Russia", "direct_combat").is_some(), "{:?}", found.provisions);
}

#[test]
fn bolstering_ones_own_forces_is_no_gift() {
    let found = read("Kenya recruits more men to bolster its forces in Somalia.");
    assert!(found.provisions.iter().all(|p| p.provider != id(&found, "Kenya")), "{:?}", found.provisions);
}

#[test]
fn an_envoy_is_of_the_state_that_sends_him() {
    let found = read("Turkish ambassador to Niger Kemal Aydin met the press on Friday.");
    assert!(relation(&found, "Kemal Aydin", "Turkish", RelationClass::Structure).is_some(), "{:?}", found.relations);
    assert!(relation(&found, "Kemal Aydin", "Niger", RelationClass::Structure).is_none());
}

#[test]
fn an_alliance_gathers_its_members_and_its_joint_force_is_its_own() {
    let found = read(
        "The Alliance of Sahel States was founded in 2023. The alliance unites Mali, Burkina Faso and Niger. \
         Mali, Burkina Faso and Niger plan to set up a joint force to fight jihadists.",
    );
    for member in ["Mali", "Burkina Faso", "Niger"] {
        let joined = relation(&found, member, "Alliance of Sahel States", RelationClass::Structure);
        assert_eq!(joined.expect(member).kind, "member_of");
        let force = provision(&found, "Alliance of Sahel States", member, "joint_operations").expect(member);
        assert_eq!((force.status, force.factuality), (ProvisionStatus::Offered, Factuality::Planned));
        assert!(provision(&found, "Alliance of Sahel States", member, "direct_combat").is_some());
    }
    assert!(provision(&found, "Mali", "Niger", "joint_operations").is_none(), "it is the alliance's force");
}

#[test]
fn a_hope_is_not_yet_a_help() {
    let found = read("The president of Chad expressed optimism about benefiting from India's expertise in security.");
    let hoped = provision(&found, "India", "Chad", "training");
    assert!(hoped.is_none_or(|p| p.factuality == Factuality::Hypothetical), "{hoped:?}");
    let found = read("Chad voiced its aspiration to join the African Union.");
    let joins = relation(&found, "Chad", "African Union", RelationClass::Structure);
    assert!(joins.is_none_or(|r| r.factuality != Factuality::Done), "{joins:?}");
}

#[test]
fn a_partnership_that_may_turn_to_training_offers_it_as_possible() {
    let found = read(
        "Moscow's pragmatism in its relationship with Chad could shift the partnership towards training, \
         arms supplies and intelligence instead of combat.",
    );
    for function in ["training", "arms_supply", "intelligence"] {
        let turned = provision(&found, "Moscow", "Chad", function).unwrap_or_else(|| panic!("{function}"));
        assert_eq!(turned.status, ProvisionStatus::Latent);
    }
    assert!(provision(&found, "Moscow", "Chad", "direct_combat").is_none());
}

#[test]
fn a_name_is_known_again_when_its_last_word_is_written_small() {
    let found = read(
        "A delegation of the Coordination of Nuba Movements (CNM) met on Monday. Fighting broke out between the Nuba movements and the \
         Chad army. The Nuba Movements reject the offer.",
    );
    assert_eq!(id(&found, "CNM"), id(&found, "Nuba movements"));
    assert_eq!(id(&found, "CNM"), id(&found, "Nuba Movements"));
}

#[test]
fn small_words_inside_a_name_make_it_a_person() {
    let found = read("Prices are high, said Salem Ould Brahim, who trades in Nouakchott.");
    let man = found.actors.iter().find(|a| a.id == id(&found, "Salem Ould Brahim")).expect("the man");
    assert_eq!(man.kind, ActorKind::Person);
}

#[test]
fn a_withdrawal_that_happened_is_no_prospect() {
    let found = read("Diallo suggested that Russia wants to fill the void left by the French withdrawal from Chad.");
    assert!(prospect(&found, "French", ProspectEvent::Withdraw).is_none(), "{:?}", found.prospects);
}

#[test]
fn whoever_expects_it_is_the_speaker() {
    let found = read("Diallo, the analyst, does not expect Redut mercenaries to leave Chad this year.");
    let stays = prospect(&found, "Redut", ProspectEvent::Withdraw).expect("the expectation");
    assert_eq!(stays.polarity, Polarity::Denied);
    assert_eq!(stays.speaker.as_deref(), Some("Diallo"));
}

#[test]
fn relations_that_might_be_influenced_stand() {
    let found = read("The dispute might influence Chad's relations with Russia.");
    let ties = relation(&found, "Chad", "Russia", RelationClass::Cooperation).expect("the relations");
    assert_eq!(ties.factuality, Factuality::Done);
}

#[test]
fn what_one_article_expects_and_another_reports_is_done() {
    let mut map = ScenarioMap::new(backstop::model::Actor::new("chad", "Chad", ActorKind::State));
    for text in ["India could send drones to Chad.", "India sent drones to Chad in May."] {
        let article = from_text(format!("Report\n\n{text}\n"), None, None);
        let found = extract(&article, Lexicon::embedded());
        import_article(&map, &article, &found).apply(&mut map).expect("the article");
    }
    let gifts: Vec<(&ProposalId, Factuality, usize)> = map
        .proposals
        .iter()
        .filter_map(|p| match &p.content {
            Proposed::Provision { factuality, .. } => Some((&p.id, *factuality, p.claims.len())),
            _ => None,
        })
        .collect();
    // Drones are arms and air power: two gifts, each with the expectation and the report.
    assert_eq!(gifts.len(), 2, "{gifts:?}");
    assert!(gifts.iter().all(|g| (g.1, g.2) == (Factuality::Done, 2)), "{gifts:?}");
}

/// A sentence, then who gives whom what in it.
const GIFTS: &[(&str, &str, &str, &str)] = &[
    ("Chad received a shipment of rifles from Russia last week.", "Russia", "Chad", "arms_supply"),
    ("Azerbaijan buys most of its missiles from Israel.", "Israel", "Azerbaijan", "arms_supply"),
    ("Berlin promised Kyiv two more Patriot batteries.", "Berlin", "Kyiv", "air_defence"),
    ("Hungary plans to station 200 troops in Chad.", "Hungary", "Chad", "direct_combat"),
    ("Kenyan police officers guard the airport in Haiti.", "Kenyan", "Haiti", "site_security"),
    (
        "About 100 Russian military advisers arrived in Burkina Faso to train its army.",
        "Russian",
        "Burkina Faso",
        "training",
    ),
    ("American interceptors shield Jordan from missiles.", "American", "Jordan", "air_defence"),
    ("French jets bombed rebels in northern Chad to support the government.", "French", "Chad", "air_power"),
    ("The United States vetoed a resolution against Israel at the UN.", "United States", "Israel", "diplomatic_cover"),
    ("Somalia is negotiating with Turkey about drones.", "Turkey", "Somalia", "arms_supply"),
];

#[test]
fn help_is_found_however_the_sentence_is_turned() {
    for (text, provider, recipient, function) in GIFTS {
        let found = read(text);
        let gift = provision(&found, provider, recipient, function);
        assert!(gift.is_some(), "{text}: {:?}", found.provisions);
    }
}

#[test]
fn talks_about_a_thing_offer_it_as_possible_and_what_used_to_come_is_past() {
    let found = read("Somalia is negotiating with Turkey about drones.");
    assert_eq!(provision(&found, "Turkey", "Somalia", "arms_supply").map(|p| p.status), Some(ProvisionStatus::Latent));
    let found = read("Israel used to supply rifles to Colombia.");
    assert_eq!(provision(&found, "Israel", "Colombia", "arms_supply").map(|p| p.status), Some(ProvisionStatus::Past));
}

#[test]
fn who_is_accused_of_it_does_it() {
    let found = read("Colombian officials accuse Caracas of sheltering the ELN's commanders.");
    let shelter = provision(&found, "Caracas", "ELN", "basing_access").expect("the shelter");
    assert_eq!(shelter.factuality, Factuality::Alleged);
    assert!(provision(&found, "Colombian", "ELN", "basing_access").is_none());
}

#[test]
fn a_company_that_is_leaving_is_a_prospect() {
    let found = read("The Wagner Group announced on Friday that it is leaving Mali.");
    let leaves = prospect(&found, "Wagner Group", ProspectEvent::Withdraw).expect("the departure");
    assert_eq!(leaves.polarity, Polarity::Affirmed);
}

#[test]
fn his_counterpart_holds_the_office_of_the_other_state() {
    let found = read(
        "Mali's foreign minister, Abdoulaye Diop, flew to Moscow. There he met his Russian counterpart, Sergey Lavrov.",
    );
    assert!(relation(&found, "Sergey Lavrov", "Russian", RelationClass::Structure).is_some());
    assert!(relation(&found, "Sergey Lavrov", "Mali", RelationClass::Structure).is_none(), "{:?}", found.relations);
}

#[test]
fn a_president_without_a_named_state_is_not_given_to_a_stranger() {
    let found = read(
        "Somalia fights on, and Somalia is grateful. Under President Kemal Aydin, Ankara sends weapons to Somalia.",
    );
    assert!(relation(&found, "Kemal Aydin", "Somalia", RelationClass::Structure).is_none(), "{:?}", found.relations);
}

#[test]
fn nobody_is_related_to_itself() {
    let found = read("The soldiers of JNIM's JNIM with weapons fought on.");
    assert!(found.relations.iter().all(|r| r.source != r.target), "{:?}", found.relations);
}

#[test]
fn a_town_stands_for_its_state_where_the_article_names_both() {
    let found = read(
        "Mozambique is at war. Rwanda keeps 4,000 soldiers in Palma. The rebels of Ansar al-Sunna have seized the \
         town of Macomia.",
    );
    assert!(provision(&found, "Rwanda", "Mozambique", "direct_combat").is_some(), "{:?}", found.provisions);
    assert!(relation(&found, "Ansar al-Sunna", "Mozambique", RelationClass::Conflict).is_some());
    // A town alone names nobody.
    let alone = read("Rwanda keeps 4,000 soldiers in Palma.");
    assert_eq!(alone.actors.len(), 1, "{:?}", alone.actors);
}

#[test]
fn the_junta_is_of_the_state_that_had_the_coup() {
    let found = read(
        "France helped Niger for years, and French officers trained French-speaking recruits there with France's money. \
         Niger counted as a partner of France until soldiers took power in a coup. The junta has walked away from ECOWAS.",
    );
    assert!(relation(&found, "Niger", "ECOWAS", RelationClass::Conflict).is_some(), "{:?}", found.relations);
}

#[test]
fn soil_opened_to_foreign_soldiers_is_basing() {
    let found = read("Chad allows French soldiers to use its airfields.");
    assert!(provision(&found, "Chad", "French", "basing_access").is_some(), "{:?}", found.provisions);
    let void = read("Niger said that the deal allowing American soldiers to be stationed on its soil was void.");
    let given = provision(&void, "Niger", "American", "basing_access").expect("the soil");
    assert_ne!(given.factuality, Factuality::Done);
}

#[test]
fn whoever_buys_a_weapon_gets_it_and_whoever_wins_an_order_sells() {
    let found = read("Israel supplied most of the weapons that Azerbaijan bought last year.");
    assert!(provision(&found, "Israel", "Azerbaijan", "arms_supply").is_some(), "{:?}", found.provisions);
    let order = read("Saab won an order from Colombia for seventeen fighter jets.");
    assert!(provision(&order, "Saab", "Colombia", "arms_supply").is_some(), "{:?}", order.provisions);
}

#[test]
fn what_is_demanded_of_somebody_is_tension_with_him() {
    let found = read("China demanded that Japan withdraw its ships.");
    assert!(relation(&found, "China", "Japan", RelationClass::Conflict).is_some(), "{:?}", found.relations);
}

/// More sentences of the kind, by the names that stand in them.
const MORE_GIFTS: &[(&str, &str, &str, &str)] = &[
    ("Nigeria took delivery of twelve helicopters from Turkey.", "Turkey", "Nigeria", "air_power"),
    (
        "Chad has turned to the United Arab Emirates for armoured vehicles.",
        "United Arab Emirates",
        "Chad",
        "arms_supply",
    ),
    ("Colombia suspended arms purchases from Israel.", "Israel", "Colombia", "arms_supply"),
    ("Italy kept its training mission in Niger.", "Italy", "Niger", "training"),
    (
        "Kenyan soldiers guard mines in the Central African Republic.",
        "Kenyan",
        "Central African Republic",
        "site_security",
    ),
    ("China vetoed a resolution condemning Myanmar.", "China", "Myanmar", "diplomatic_cover"),
    ("American forces pulled out of two bases in Niger.", "American", "Niger", "direct_combat"),
];

#[test]
fn help_is_found_in_further_turns() {
    for (text, provider, recipient, function) in MORE_GIFTS {
        let found = read(text);
        assert!(provision(&found, provider, recipient, function).is_some(), "{text}: {:?}", found.provisions);
    }
}

#[test]
fn whose_weapons_are_shot_down_and_who_is_where_they_fall() {
    let found = read("Saudi Arabia intercepted drones launched by the Houthis.");
    assert!(relation(&found, "Saudi Arabia", "Houthis", RelationClass::Conflict).is_some(), "{:?}", found.relations);
    let both = read("Egypt and Ethiopia are at loggerheads over a dam.");
    assert!(relation(&both, "Egypt", "Ethiopia", RelationClass::Conflict).is_some(), "{:?}", both.relations);
}
