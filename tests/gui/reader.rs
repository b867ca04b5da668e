//! Reading an article: claims beside it, claims of one's own, finding words, and what could not be read.

use backstop::gui::{BottomTab, CentreTab, Command, LinkRef, ViewCommand};
use backstop::model::{Reliability, ScenarioMap, Stance};
use egui::{Key, Modifiers, PointerButton};

use super::driver::Driver;
use super::reviewed_map::{DRONES, GUARDS, SADAT, map, provision_of};

const SIZE: [f32; 2] = [1600.0, 1000.0];

fn reading(map: ScenarioMap) -> Driver {
    let id = map.articles[0].id.clone();
    let mut driver = Driver::on_map(map, SIZE);
    driver.look(ViewCommand::Centre(CentreTab::Article(id)));
    driver
}

#[test]
fn an_article_opens_from_its_card_with_its_claims_beside_it() {
    let mut driver = Driver::on_map(map(), SIZE);
    driver.click("Guards and drones");
    assert!(matches!(driver.view().centre, CentreTab::Article(_)));
    assert!(driver.shows("Claims on this page · 4 of 4"), "{:?}", driver.names_with("Claims on"));
    assert!(driver.shows("Claim: Wagner → Mali · site security, to review"));
}

#[test]
fn a_click_on_a_claim_lights_its_sentence() {
    let mut driver = reading(map());
    let card = driver.rect("Claim: Turkey → Mali · air power, to review");
    driver.click_at(card.min + egui::vec2(40.0, 20.0), PointerButton::Primary, Modifiers::NONE);
    let (id, span) = driver.view().lit_place.clone().expect("a place is lit");
    assert_eq!(span.of(&driver.map().article(&id).unwrap().text), Some(DRONES));
}

#[test]
fn a_claim_is_decided_in_the_margin() {
    let mut driver = reading(map());
    let at = driver.rect("Claim: SADAT → Mali · regime protection, to review");
    let accept: Vec<_> = driver.all_named().into_iter().filter(|(name, _)| name == "Accept").collect();
    let button = accept.iter().find(|(_, rect)| at.contains_rect(*rect)).expect("the card has a button").1;
    driver.click_at(button.center(), PointerButton::Primary, Modifiers::NONE);
    assert!(provision_of(driver.map(), "sadat").is_some());
    assert!(driver.shows("Claim: SADAT → Mali · regime protection, accepted"));
    driver.undo();
    assert!(driver.shows("Claim: SADAT → Mali · regime protection, to review"));
}

#[test]
fn a_click_on_a_sentence_selects_what_rests_on_it() {
    let mut driver = reading(map());
    driver.look(ViewCommand::FocusReview);
    driver.look_for("Wagner → Mali · site security");
    driver.key(Key::A);
    let paragraph = driver.names_with(GUARDS).into_iter().find(|name| name.starts_with(GUARDS)).unwrap();
    let rect = driver.rect(&paragraph);
    // Between "Wagner" and "for Mali", where no name is.
    let wagner = provision_of(driver.map(), "wagner").unwrap().id.clone();
    driver.click_at(rect.min + egui::vec2(150.0, 12.0), PointerButton::Primary, Modifiers::NONE);
    assert_eq!(driver.view().selection.link, Some(LinkRef::Provision(wagner)));
    driver.click_at(rect.min + egui::vec2(20.0, 12.0), PointerButton::Primary, Modifiers::NONE);
    assert!(driver.view().selection.actors.contains("wagner"), "a name selects its actor");
}

#[test]
fn words_selected_in_the_text_become_a_claim_with_its_provision() {
    let mut driver = reading(map());
    driver.command(backstop::gui::MapChange::AcceptProposals { ids: vec!["q03".into()], share: None });
    let before = driver.map_bytes();
    let claims = driver.map().claims.len();
    let paragraph = driver.names_with(SADAT).into_iter().find(|name| name.starts_with(SADAT)).unwrap();
    let rect = driver.rect(&paragraph);
    driver.drag(rect.min + egui::vec2(1.0, 10.0), rect.min + egui::vec2(260.0, 10.0));
    driver.click("New claim…");
    assert!(driver.shows("Add claim"));
    driver.click("Function");
    driver.click("air defence");
    driver.click("Add claim");
    let map = driver.map();
    assert_eq!(map.claims.len(), claims + 1);
    let claim = map.claims.last().unwrap();
    assert!(claim.quote.starts_with("SADAT may train") && SADAT.starts_with(&claim.quote), "{}", claim.quote);
    assert_eq!(claim.span.of(&map.article(&claim.article).unwrap().text), Some(claim.quote.as_str()));
    let provision = provision_of(map, "sadat").expect("the provision was made");
    assert_eq!(provision.function.as_str(), "air_defence");
    assert_eq!(provision.evidence.iter().map(|e| (&e.claim, e.stance)).collect::<Vec<_>>(), [(&claim.id, Stance::For)]);
    driver.undo();
    assert_eq!(driver.map_bytes(), before, "claim and provision are one step");
}

#[test]
fn words_are_found_in_this_article_and_in_all() {
    let mut driver = reading(map());
    driver.keys(Modifiers::COMMAND, Key::F);
    driver.type_text("wagner");
    assert!(driver.shows("1 of 2"), "{:?}", driver.names_with(" of "));
    driver.click("All articles");
    assert!(driver.shows("1 of 3"));
    driver.click("Previous hit");
    let second = driver.map().articles[1].id.clone();
    assert_eq!(driver.view().centre, CentreTab::Article(second), "the hit before the first is the last of all");
}

#[test]
fn two_clicks_grade_the_source_for_all_its_articles() {
    let mut driver = Driver::on_map(map(), SIZE);
    let pills: Vec<_> =
        driver.all_named().into_iter().filter(|(name, _)| name.starts_with("Reliability of the source: F")).collect();
    driver.click_at(pills.first().expect("each card has a grade").1.center(), PointerButton::Primary, Modifiers::NONE);
    driver.click("B usually reliable");
    let article = &driver.map().articles[0];
    let source = driver.map().source(article.source.as_ref().expect("it has a source now")).unwrap();
    assert_eq!(source.reliability, Some(Reliability::B));
}

#[test]
fn a_file_that_cannot_be_read_stays_in_the_list_and_says_why() {
    let mut driver = Driver::on_map(map(), SIZE);
    driver.command(Command::OpenArticlesAt(vec!["/nowhere/lost.txt".into()]));
    for _ in 0..200 {
        if driver.shows("lost.txt could not be read") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        driver.frame();
    }
    assert!(driver.shows("lost.txt could not be read"), "{:?}", driver.names_with("lost"));
    assert!(driver.shows("Try again"));
    driver.click("Dismiss");
    assert!(!driver.shows_part("lost.txt"));
}

#[test]
fn what_rests_on_no_claim_is_said_first_and_a_row_leads_to_its_sentence() {
    let mut reviewed = map();
    reviewed.provisions.push(backstop::model::Provision::new(
        "p1",
        "mali",
        "mali",
        "direct_combat",
        backstop::model::ProvisionStatus::Active,
    ));
    let mut driver = Driver::on_map(reviewed, SIZE);
    driver.look(ViewCommand::Bottom(BottomTab::Evidence));
    assert!(driver.shows("1 provision rests on no claim"));
    assert!(driver.shows("5 claims"));
    driver.click(&format!("Claim: {GUARDS}"));
    assert!(matches!(driver.view().centre, CentreTab::Article(_)));
}
