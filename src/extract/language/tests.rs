//! The embedded model on sentences of our own.

use proptest::prelude::*;

use super::{DepRel, LanguageModel, NameClass, SentenceReading, Upos};

fn read(sentence: &str) -> (Vec<&str>, SentenceReading) {
    let words: Vec<&str> = sentence.split(' ').collect();
    let reading = LanguageModel::embedded().read(&words);
    (words, reading)
}

/// Holds a word to its head and relation.
fn check(sentence: &str, word: &str, relation: DepRel, head: &str) {
    let (words, reading) = read(sentence);
    let place = words.iter().position(|other| *other == word).unwrap();
    let found = reading.words[place];
    let found_head = found.head.map_or("", |head| words[head]);
    assert_eq!((found.relation.name(), found_head), (relation.name(), head), "{word} in {sentence}");
}

fn check_name(sentence: &str, name: &str, class: NameClass) {
    let (words, reading) = read(sentence);
    let found: Vec<_> = reading.names.iter().map(|name| (words[name.words.clone()].join(" "), name.class)).collect();
    assert!(found.contains(&(name.to_owned(), class)), "{name} in {sentence}: {found:?}");
}

#[test]
fn wagner_trains_the_malian_army() {
    let sentence = "Wagner trains the Malian army .";
    check(sentence, "Wagner", DepRel::Nsubj, "trains");
    check(sentence, "army", DepRel::Obj, "trains");
    check(sentence, "trains", DepRel::Root, "");
    let (_, reading) = read(sentence);
    assert_eq!(reading.words[0].upos, Upos::Propn);
    assert_eq!(reading.words[5].upos, Upos::Punct);
}

#[test]
fn the_agent_of_a_passive_is_not_its_subject() {
    let sentence = "The soldiers were trained by French officers .";
    check(sentence, "soldiers", DepRel::NsubjPass, "trained");
    check(sentence, "officers", DepRel::OblAgent, "trained");
}

#[test]
fn a_possessor_hangs_on_what_it_has() {
    check("Mali 's army attacked the town .", "Mali", DepRel::NmodPoss, "army");
}

#[test]
fn persons_and_places_are_told_apart() {
    let sentence = "President Ibrahim Boubacar Keita arrived in Burkina Faso on Monday .";
    check_name(sentence, "Ibrahim Boubacar Keita", NameClass::Person);
    check_name(sentence, "Burkina Faso", NameClass::Place);
}

#[test]
fn no_words_give_an_empty_reading() {
    assert_eq!(LanguageModel::embedded().read(&[]), SentenceReading::default());
}

#[test]
fn an_endless_sentence_is_read() {
    let words = vec!["Mali"; 20_000];
    assert_eq!(LanguageModel::embedded().read(&words).words.len(), words.len());
}

proptest! {
    #[test]
    fn any_words_give_one_tree_and_names_within_the_sentence(
        words in prop::collection::vec(prop_oneof!["\\PC{0,12}", "[A-Z][a-z]{1,8}", ".{0,3}", "[a-z]{1,6}"], 0..40),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let reading = LanguageModel::embedded().read(&words);
        prop_assert_eq!(reading.words.len(), words.len());
        prop_assert_eq!(reading.words.iter().filter(|word| word.head.is_none()).count(), usize::from(!words.is_empty()));
        for start in 0..words.len() {
            let mut place = Some(start);
            for _ in 0..words.len() {
                place = place.and_then(|at| reading.words[at].head);
            }
            prop_assert_eq!(place, None);
        }
        let mut end = 0;
        for name in &reading.names {
            prop_assert!(name.words.start >= end && name.words.start < name.words.end && name.words.end <= words.len());
            end = name.words.end;
        }
        prop_assert_eq!(&LanguageModel::embedded().read(&words), &reading);
    }

    #[test]
    fn hints_of_any_length_are_taken(
        words in prop::collection::vec("[A-Za-z]{1,8}", 0..12),
        hints in prop::collection::vec(prop::option::of(0_usize..4), 0..20),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let hints: Vec<_> = hints.iter().map(|hint| hint.map(|class| NameClass::ALL[class])).collect();
        prop_assert_eq!(LanguageModel::embedded().read_with(&words, &hints).words.len(), words.len());
    }
}
