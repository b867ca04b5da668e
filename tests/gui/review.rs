//! Deciding about what was found, by keys and by pointer.

use backstop::gui::{CentreTab, ViewCommand};
use backstop::model::{Share, ShareBasis, Stance, Verdict};
use egui::Key;

use super::driver::Driver;
use super::reviewed_map::{DRONES, GUARDS, map, map_without_principal, provision_of};

const SIZE: [f32; 2] = [1600.0, 1000.0];

/// The queue with the keys, past the merge that it asks about first.
fn queue() -> Driver {
    let mut driver = Driver::on_map(map(), SIZE);
    driver.look(ViewCommand::FocusReview);
    driver.key(Key::N);
    driver
}

#[test]
fn the_queue_asks_first_whether_two_names_are_one_actor_and_counts_what_is_left() {
    let mut driver = Driver::on_map(map(), SIZE);
    assert!(driver.shows("Review · 6 open"));
    assert!(driver.shows("Finding 1 of 6: Africa Corps = Wagner"));
    driver.look(ViewCommand::FocusReview);
    driver.key(Key::M);
    assert!(driver.shows("Review · 5 open"));
    let wagner = driver.map().actor(&"wagner".into()).expect("Wagner stays");
    assert_eq!(wagner.aliases, ["Africa Corps"]);
}

#[test]
fn a_accepts_the_finding_with_its_actors_and_undo_takes_it_back() {
    let mut driver = queue();
    let before = driver.map_bytes();
    driver.key(Key::A);
    let provision = provision_of(driver.map(), "wagner").expect("Wagner secures sites");
    assert_eq!((provision.share, provision.share_basis), (Some(Share(0.30)), Some(ShareBasis::Default)));
    assert_eq!(provision.evidence.len(), 1);
    assert!(driver.map().actor(&"wagner".into()).is_some());
    assert!(driver.shows("Review · 5 open"));
    driver.undo();
    assert_eq!(driver.map_bytes(), before);
    assert!(driver.shows("Review · 6 open"));
}

#[test]
fn x_rejects_the_finding_and_remembers_it() {
    let mut driver = queue();
    driver.key(Key::X);
    assert!(driver.map().provisions.is_empty());
    assert_eq!(driver.map().decisions.iter().map(|d| d.verdict).collect::<Vec<_>>(), [Verdict::Rejected]);
    assert!(driver.shows("Review · 5 open"));
}

#[test]
fn the_keys_1_to_5_accept_with_a_share_and_0_leaves_it_not_assessed() {
    let shares = [
        (Key::Num1, Some(0.10)),
        (Key::Num2, Some(0.25)),
        (Key::Num3, Some(0.50)),
        (Key::Num4, Some(0.75)),
        (Key::Num5, Some(1.0)),
        (Key::Num0, None),
    ];
    for (key, share) in shares {
        let mut driver = queue();
        driver.key(key);
        let provision = provision_of(driver.map(), "wagner").expect("it was accepted");
        assert_eq!(provision.share, share.map(Share), "{key:?}");
        assert_eq!(provision.share_basis, share.map(|_| ShareBasis::Analyst), "{key:?}");
    }
}

#[test]
fn n_and_p_look_at_the_next_and_the_one_before() {
    let mut driver = queue();
    assert!(driver.shows_part("Finding 2 of 6"));
    driver.key(Key::N);
    assert!(driver.shows_part("Finding 3 of 6"));
    driver.key(Key::P);
    driver.key(Key::P);
    driver.key(Key::P);
    assert!(driver.shows_part("Finding 1 of 6"), "there is nothing before the first");
}

#[test]
fn letters_are_letters_while_a_name_is_typed() {
    let mut driver = queue();
    let before = driver.map_bytes();
    driver.click("+ Actor");
    driver.click("Name of the new actor");
    for key in [Key::A, Key::X, Key::N, Key::Num3] {
        driver.key(key);
    }
    driver.type_text("Axn");
    assert_eq!(driver.map_bytes(), before);
    driver.click("Cancel");
    // The pointer was elsewhere, so the queue has to be asked for its keys again.
    driver.key(Key::A);
    assert_eq!(driver.map_bytes(), before);
    driver.look(ViewCommand::FocusReview);
    driver.key(Key::A);
    assert_ne!(driver.map_bytes(), before);
}

#[test]
fn without_the_focus_letters_decide_nothing() {
    let mut driver = Driver::on_map(map(), SIZE);
    let before = driver.map_bytes();
    driver.key(Key::A);
    driver.key(Key::X);
    assert_eq!(driver.map_bytes(), before);
    driver.click("Review · 6 open");
    driver.key(Key::A);
    assert_ne!(driver.map_bytes(), before, "a click in the queue gives it the keys");
}

#[test]
fn all_that_was_read_with_enough_confidence_is_accepted_in_one_step() {
    let mut driver = Driver::on_map(map(), SIZE);
    let before = driver.map_bytes();
    driver.click("Accept all ≥ 0.8");
    assert!(provision_of(driver.map(), "wagner").is_some());
    assert!(provision_of(driver.map(), "turkey").is_some());
    assert!(provision_of(driver.map(), "sadat").is_none(), "0.6 is not sure enough");
    driver.undo();
    assert_eq!(driver.map_bytes(), before);
}

#[test]
fn a_finding_is_corrected_before_it_is_accepted() {
    let mut driver = queue();
    driver.key(Key::E);
    assert!(driver.shows("Accept as edited"));
    driver.click("Function");
    driver.click("logistics");
    driver.click("Accept as edited");
    let provision = provision_of(driver.map(), "wagner").expect("it was accepted");
    assert_eq!(provision.function.as_str(), "logistics");
    assert!(driver.shows("Review · 5 open"));
    driver.undo();
    assert!(driver.map().provisions.is_empty(), "correcting and accepting is one step");
}

#[test]
fn a_click_on_a_quote_shows_its_sentence() {
    let mut driver = queue();
    driver.click(&format!("Quote: {GUARDS}"));
    let article = driver.map().articles[0].clone();
    assert_eq!(driver.view().centre, CentreTab::Article(article.id.clone()));
    let (lit, span) = driver.view().lit_place.clone().expect("a place is lit");
    assert_eq!((lit, span.of(&article.text)), (article.id.clone(), Some(GUARDS)));
}

#[test]
fn an_actor_that_will_not_leave_speaks_against_its_withdrawal() {
    let mut driver = Driver::on_map(map(), SIZE);
    driver.look(ViewCommand::FocusReview);
    driver.look_for("Wagner will not leave Mali");
    driver.key(Key::A);
    let assumption = driver.map().assumption(&"withdraw-wagner".into()).expect("an assumption was made");
    assert_eq!(assumption.evidence.iter().map(|e| e.stance).collect::<Vec<_>>(), [Stance::Against]);
}

#[test]
fn the_first_question_of_a_new_map_is_whose_security_is_studied() {
    let mut driver = Driver::on_map(map_without_principal(), SIZE);
    assert!(driver.shows("Choose the principal: whose security is studied?"));
    assert!(driver.shows("1  Mali"), "Mali is named most: {:?}", driver.names_with("  "));
    driver.look(ViewCommand::FocusReview);
    driver.key(Key::Num1);
    assert_eq!(driver.map().principal.as_str(), "mali");
    assert!(!driver.shows_part("Choose the principal"));
    driver.undo();
    assert!(driver.shows_part("Choose the principal"));
}

#[test]
fn after_the_last_decision_the_queue_says_what_comes_next() {
    let mut driver = Driver::on_map(map(), SIZE);
    driver.look(ViewCommand::FocusReview);
    let mut presses = 0;
    while !driver.shows("Review · 0 open") {
        driver.key(Key::A);
        presses += 1;
        assert!(presses <= 6, "one press decides one finding");
    }
    assert!(driver.shows("All decided"));
    assert_eq!(driver.map().provisions.len(), 3);
    assert!(!driver.is_restless());
}

#[test]
fn a_quote_of_a_waiting_finding_is_shown_whole_to_the_ear() {
    let driver = queue();
    assert!(driver.shows(&format!("Quote: {DRONES}")));
}
