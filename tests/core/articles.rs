//! Articles as they come: the two articles of the user's own, where they lie beside the repository.

use std::path::{Path, PathBuf};

use backstop::articles::read_file;
use backstop::model::{Article, BlockKind};

fn example(number: &str) -> Option<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/examples");
    let files: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.filter_map(|e| Some(e.ok()?.path())).collect();
    let file = files.iter().find(|f| f.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number)));
    if file.is_none() {
        println!("skipped: the example articles are not here");
    }
    Some(read_file(file?).unwrap())
}

fn of_kind(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.blocks.iter().filter(|b| b.kind == kind).map(|b| b.span().of(&article.text).unwrap()).collect()
}

#[test]
fn the_first_example_has_its_title_and_date_without_the_arabic_menu() {
    let Some(article) = example("000_") else { return };
    assert!(article.title.starts_with("The Impact of a \"Breakup\""), "{}", article.title);
    assert_eq!(article.date.map(|d| d.to_string()).as_deref(), Some("2024-11-09"));
    assert_eq!(article.language.as_deref(), Some("en"));
    let menu = of_kind(&article, BlockKind::Boilerplate);
    assert_eq!(menu.len(), 6, "{menu:?}");
    assert_eq!(of_kind(&article, BlockKind::Dateline).len(), 1);
    let headings = of_kind(&article, BlockKind::Heading);
    assert!(headings.contains(&"1. China:") && headings.len() == 8, "{headings:?}");
    assert_eq!(of_kind(&article, BlockKind::Paragraph).len(), 23);
}

#[test]
fn the_second_example_has_no_year_and_its_pictures_state_nothing() {
    let Some(article) = example("002_") else { return };
    assert!(article.title.starts_with("Russia intensifies"), "{}", article.title);
    assert_eq!((article.date, article.date_text.as_deref()), (None, Some("January 18")));
    assert_eq!(of_kind(&article, BlockKind::Caption).len(), 4);
    assert_eq!(of_kind(&article, BlockKind::Byline), ["By Mustafa Omar"]);
    assert_eq!(of_kind(&article, BlockKind::Dateline), ["NOUAKCHOTT, Mauritania --"]);
    let around = of_kind(&article, BlockKind::Boilerplate);
    assert_eq!(around.len(), 4, "{around:?}");
    assert_eq!(of_kind(&article, BlockKind::Heading).len(), 2);
}

/// Blocks stand in order inside the text, never overlap and never cut a character.
fn assert_sound(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.start >= end && block.end > block.start, "{:?}", article.blocks);
        assert!(block.span().of(&article.text).is_some());
        end = block.end;
    }
    for hidden in &article.hidden {
        assert!(hidden.of(&article.text).is_some());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_divided_soundly_and_stays_as_it_is(text in "(\\PC|[\n\r\t•\u{200b} .]|9 May 2024|By A B|مالي){0,200}") {
        let article = backstop::articles::from_text(text.clone(), None, None);
        proptest::prop_assert_eq!(&article.text, &text);
        assert_sound(&article);
    }

    #[test]
    fn any_bytes_are_an_article_or_a_message(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400),
        name in "a\\.(txt|md|html|pdf)",
    ) {
        match backstop::articles::read_bytes(&bytes, Path::new(&name)) {
            Ok(article) => assert_sound(&article),
            Err(message) => proptest::prop_assert!(message.to_string().starts_with(&name)),
        }
    }

    #[test]
    fn any_markup_is_an_article_or_a_message(
        markup in "(<(p|div|li|table|tr|td|br|h1|pre|figcaption)( hidden| style=.display:none.)?>|</(p|div|li|table)>|[a-z .&]{1,20}|\\*|# |\n|`|\\|){0,60}",
        name in "a\\.(md|html)",
    ) {
        if let Ok(article) = backstop::articles::read_bytes(markup.as_bytes(), Path::new(&name)) {
            assert_sound(&article);
        }
    }
}
