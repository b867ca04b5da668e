//! The role of each block of an article: what is its title, what makes statements, and what only stands around them.
//!
//! Where the file does not say (plain text), roles are told from shape: a heading is a short line without a full stop that
//! something follows. Only doubt costs nothing here: a block taken for a paragraph is read, one taken for a menu is not.

use std::collections::HashMap;

use crate::model::BlockKind;

use super::DraftBlock;
use super::furniture::{
    dateline_prefix, is_boilerplate, is_byline, is_caption, is_dateline, is_section_label, looks_like_caption,
};
use super::language::{language_of, script_of};

pub(super) use super::furniture::speaks_of_publication;

/// Settles the role of every block. `structured` says that the file itself tells headings and lists.
pub(super) fn settle(text: &str, blocks: &mut Vec<DraftBlock>, structured: bool, given_title: Option<&str>) {
    by_own_words(text, blocks);
    repeats(text, blocks);
    if let Some(title) = given_title {
        if let Some(block) = blocks.iter_mut().take(8).find(|b| same_words(of(text, b), title)) {
            block.kind = BlockKind::Title;
        }
    }
    front(text, blocks, structured);
    if !structured {
        headings(text, blocks);
    }
    tail(text, blocks, structured);
    split_datelines(text, blocks);
}

fn of<'a>(text: &'a str, block: &DraftBlock) -> &'a str {
    block.span.of(text).unwrap_or_default()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}

/// Roles that a block's own words give away.
fn by_own_words(text: &str, blocks: &mut [DraftBlock]) {
    for block in blocks {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading | BlockKind::Quote) {
            continue;
        }
        let own = of(text, block);
        let role = if is_boilerplate(own) {
            BlockKind::Boilerplate
        } else if is_dateline(own) {
            BlockKind::Dateline
        } else if is_byline(own) {
            BlockKind::Byline
        } else if is_caption(own) {
            BlockKind::Caption
        } else {
            continue;
        };
        block.kind = role;
    }
}

/// An exact repeat states nothing new: pages give a picture's words twice, and pull quotes repeat a paragraph.
fn repeats(text: &str, blocks: &mut [DraftBlock]) {
    let mut first_at: HashMap<&str, usize> = HashMap::new();
    for i in 0..blocks.len() {
        let Some(block) = blocks.get(i) else { continue };
        let own = of(text, block);
        if !block.kind.makes_statements() || words(own) < 4 {
            continue;
        }
        match first_at.get(own).copied() {
            None => {
                first_at.insert(own, i);
            }
            Some(first) => {
                let picture = first + 1 == i && looks_like_caption(own);
                for at in [Some(i), picture.then_some(first)].into_iter().flatten() {
                    if let Some(block) = blocks.get_mut(at) {
                        block.kind = BlockKind::Caption;
                    }
                }
            }
        }
    }
}

/// Whether a block is a sentence or more: it ends like one, or is too long for a heading.
fn is_prose(text: &str) -> bool {
    let count = words(text);
    count >= 25 || (count >= 3 && ends_sentence(text)) || (count == 1 && text.chars().count() >= 40)
}

fn ends_sentence(text: &str) -> bool {
    let closers = ['"', '\'', '”', '’', '»', ')', ']'];
    let bare = text.trim_end_matches(closers);
    if bare.ends_with(['.', '…', '。', '؟', '۔', '।', '！', '？']) {
        return true;
    }
    // "Will Moscow stay?" is a heading as often as a sentence; a long question is a sentence.
    bare.ends_with(['!', '?', ';', ',']) && words(text) > 12
}

/// "Russia has given Mali the following:" over a list is the list's sentence.
fn leads_a_list(text: &str, next: Option<&DraftBlock>) -> bool {
    text.ends_with(':') && words(text) > 4 && next.is_some_and(|n| n.kind == BlockKind::ListItem)
}

/// What stands before the first sentence: menus, labels, text in another language, and the title.
fn front(text: &str, blocks: &mut [DraftBlock], structured: bool) {
    let has_title = blocks.iter().any(|b| b.kind == BlockKind::Title);
    let main_script = main_script(text, blocks);
    let foreign = |own: &str| {
        let script = script_of(own);
        script.is_some() && main_script.is_some() && script != main_script
    };
    let begins = |(i, b): (usize, &DraftBlock)| {
        let own = of(text, b);
        b.kind.makes_statements()
            && b.kind != BlockKind::ListItem
            && (is_prose(own) || leads_a_list(own, blocks.get(i + 1)))
            && !foreign(own)
    };
    let Some(body) = blocks.iter().enumerate().position(begins) else { return };
    let title_at = blocks.iter().position(|b| b.kind == BlockKind::Title).filter(|at| *at < body);
    let main_language = language_of(blocks.get(body).map(|b| of(text, b)).unwrap_or_default());
    let (mut candidates, mut labels) = (Vec::new(), 0);
    for (i, block) in blocks.iter_mut().enumerate().take(body) {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading | BlockKind::Quote) {
            continue;
        }
        let own = block.span.of(text).unwrap_or_default();
        let other_language = || {
            let language = language_of(own);
            language.is_some() && main_language.is_some() && language != main_language
        };
        let is_menu_item = block.kind == BlockKind::ListItem && !structured && title_at.is_none_or(|at| i < at);
        if is_section_label(own) {
            labels += 1;
            block.kind = BlockKind::Boilerplate;
        } else if foreign(own) || other_language() || is_menu_item {
            block.kind = BlockKind::Boilerplate;
        } else if block.kind == BlockKind::Heading || (!structured && block.kind == BlockKind::Paragraph) {
            candidates.push((i, words(own)));
        }
    }
    if has_title {
        return;
    }
    let Some(title) = choose_title(&candidates, candidates.len() + labels >= 4) else { return };
    for (i, count) in candidates {
        if let Some(block) = blocks.get_mut(i) {
            block.kind = match i {
                i if i == title => BlockKind::Title,
                i if i < title && count <= 2 => BlockKind::Boilerplate,
                _ => BlockKind::Heading,
            };
        }
    }
}

/// The title among the lines before the first sentence: the first, unless a short line over a longer one is a kicker, or
/// they are the many lines of a menu.
fn choose_title(candidates: &[(usize, usize)], menu: bool) -> Option<usize> {
    let longest = candidates.iter().max_by_key(|(i, count)| (*count, usize::MAX - i)).map(|(i, _)| *i);
    match candidates {
        [] => None,
        [(only, _)] => Some(*only),
        _ if menu => longest,
        [(_, first), (second, count), ..] if *first <= 4 && *count >= 6 && *count >= first * 2 => Some(*second),
        [(first, _), ..] => Some(*first),
    }
}

/// The script of most of what the article says.
fn main_script(text: &str, blocks: &[DraftBlock]) -> Option<whatlang::Script> {
    let mut bytes: Vec<(whatlang::Script, usize)> = Vec::new();
    for block in blocks.iter().filter(|b| b.kind.makes_statements()).take(200) {
        let own = of(text, block);
        let Some(script) = script_of(own) else { continue };
        match bytes.iter_mut().find(|(s, _)| *s == script) {
            Some((_, n)) => *n += own.chars().count(),
            None => bytes.push((script, own.chars().count())),
        }
    }
    bytes.into_iter().rev().max_by_key(|(_, n)| *n).map(|(s, _)| s)
}

/// Short lines without a full stop that something follows.
fn headings(text: &str, blocks: &mut [DraftBlock]) {
    let Some(last_prose) = blocks.iter().rposition(|b| b.kind.makes_statements() && is_prose(of(text, b))) else {
        return;
    };
    let Some(first_prose) = blocks.iter().position(|b| b.kind.makes_statements() && is_prose(of(text, b))) else {
        return;
    };
    for i in first_prose..last_prose {
        let next = blocks.get(i + 1).copied();
        let Some(block) = blocks.get_mut(i).filter(|b| b.kind == BlockKind::Paragraph) else { continue };
        let own = block.span.of(text).unwrap_or_default();
        let count = words(own);
        let speech = own.starts_with(['"', '“', '«']) && own.ends_with(['"', '”', '»']);
        if count <= 14
            && own.len() <= 120
            && !is_prose(own)
            && !ends_sentence(own)
            && !leads_a_list(own, next.as_ref())
            && !speech
        {
            block.kind = BlockKind::Heading;
        }
    }
}

/// Three or more short lines in a row after the last sentence are links and labels.
fn tail(text: &str, blocks: &mut [DraftBlock], structured: bool) {
    let Some(last) = blocks.iter().rposition(|b| b.kind.makes_statements() && is_prose(of(text, b))) else { return };
    let is_short = |b: &DraftBlock| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem) && words(of(text, b)) <= 14
    };
    let run = blocks.iter().skip(last + 1).filter(|b| is_short(b)).count();
    let has_form = blocks.iter().skip(last + 1).any(|b| b.kind == BlockKind::Boilerplate);
    // A list that ends an article is content where the file says that it is a list.
    if !has_form && (structured || run < 3) {
        return;
    }
    for block in blocks.iter_mut().skip(last + 1).filter(|b| is_short(b)) {
        block.kind = BlockKind::Boilerplate;
    }
}

/// "NOUAKCHOTT, Mauritania -- " before a first paragraph becomes a block of its own.
fn split_datelines(text: &str, blocks: &mut Vec<DraftBlock>) {
    let first: Vec<usize> =
        (0..blocks.len()).filter(|i| blocks.get(*i).is_some_and(|b| b.kind == BlockKind::Paragraph)).take(3).collect();
    for i in first {
        let Some(block) = blocks.get_mut(i) else { continue };
        let Some(length) = dateline_prefix(of(text, block)) else { continue };
        let start = block.span.start;
        block.span.start = start + length;
        let shown = block.span.start - (length - text.get(start..start + length).map_or(0, |t| t.trim_end().len()));
        blocks.insert(i, DraftBlock::new(BlockKind::Dateline, start, shown));
        return;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::articles::{from_text, read_bytes};

    fn roles(text: &str) -> Vec<(BlockKind, String)> {
        let article = read_bytes(text.as_bytes(), Path::new("a.txt")).unwrap();
        article.blocks.iter().map(|b| (b.kind, b.span().of(&article.text).unwrap().to_owned())).collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        roles(text).into_iter().map(|(k, _)| k).collect()
    }

    use BlockKind::{Boilerplate, Byline, Caption, Dateline, Heading, ListItem, Paragraph, Title};

    #[test]
    fn a_news_story_is_divided_into_its_parts() {
        assert_eq!(
            roles(
                "World\n\nMoscow sends jets to Bamako\n\nBy Awa Diarra\n\n\
                 Two jets on a runway in Bamako on May 3. [A. Traore/AFP]\n\nBAMAKO, Mali -- Russia sent two jets.\n\n\
                 What comes next\n\nMore will follow, an officer said.\n\nDo you like this article?\n\n0 Comment(s)\n"
            ),
            [
                (Boilerplate, "World".into()),
                (Title, "Moscow sends jets to Bamako".into()),
                (Byline, "By Awa Diarra".into()),
                (Caption, "Two jets on a runway in Bamako on May 3. [A. Traore/AFP]".into()),
                (Dateline, "BAMAKO, Mali --".into()),
                (Paragraph, "Russia sent two jets.".into()),
                (Heading, "What comes next".into()),
                (Paragraph, "More will follow, an officer said.".into()),
                (Boilerplate, "Do you like this article?".into()),
                (Boilerplate, "0 Comment(s)".into()),
            ]
        );
    }

    #[test]
    fn a_text_of_one_line_each_with_its_title_first() {
        assert_eq!(kinds("Jets for Bamako\nRussia sent two jets.\nTurkey sent drones."), [Title, Paragraph, Paragraph]);
    }

    #[test]
    fn a_sentence_alone_is_a_paragraph_with_or_without_its_full_stop() {
        assert_eq!(kinds("Russia sent two jets to Mali"), [Paragraph]);
        assert_eq!(kinds("Russia sent two jets to Mali."), [Paragraph]);
        assert_eq!(kinds("Russia sent jets\nTurkey sent drones"), [Paragraph, Paragraph]);
    }

    #[test]
    fn menus_and_lines_in_another_language_in_front_are_not_the_article() {
        let text = "أخبار المركز\n• صدور العدد الجديد من الدورية\n\nPartners, Not Patrons\n\nHow Bamako balances \
                    Moscow against three other capitals\n\n09 نوفمبر، 2024\n\nRussia sent two jets to the army.";
        assert_eq!(kinds(text), [Boilerplate, Boilerplate, Heading, Title, Dateline, Paragraph]);
        let article = read_bytes(text.as_bytes(), Path::new("a.txt")).unwrap();
        assert_eq!(article.date.map(|d| d.to_string()).as_deref(), Some("2024-11-09"));
        assert_eq!(article.title, "How Bamako balances Moscow against three other capitals");
        assert_eq!(article.blocks[0].language.as_deref(), Some("ar"));
        let menu = "Home\nNews\nVideo\nLogin\nRussia sends two jets to the army of Mali\nThe jets came on Monday.";
        assert_eq!(kinds(menu), [Boilerplate, Boilerplate, Boilerplate, Boilerplate, Title, Paragraph]);
    }

    #[test]
    fn a_list_after_its_sentence_is_part_of_the_article() {
        let text = "Aid\n\nThe army has got the following things:\n\n• jets from Russia\n• drones from Turkey\n\nIt \
                    wants more of both.";
        assert_eq!(kinds(text), [Title, Paragraph, ListItem, ListItem, Paragraph]);
    }

    #[test]
    fn a_repeated_picture_text_is_no_statement_and_a_repeated_paragraph_is_read_once() {
        let picture = "A supporter wears a mask at a rally in Bamako on May 13.";
        let text = format!("Title here\n\n{picture}\n\n{picture}\n\nRussia sent two jets to Mali.");
        assert_eq!(kinds(&text), [Title, Caption, Caption, Paragraph]);
        let told = "Russia sent two jets to Mali.";
        assert_eq!(kinds(&format!("Title here\n\n{told}\n\n{told}")), [Title, Paragraph, Caption]);
    }

    #[test]
    fn a_date_in_running_text_does_not_date_the_article() {
        let article =
            from_text("Talks\n\nOn October 21, 2024, envoys met. They met again January 18.".into(), None, None);
        assert_eq!((article.date, article.date_text.as_deref()), (None, Some("January 18")));
        let article = from_text("Talks\n\nPublished: 3 May 2024\n\nEnvoys met.".into(), None, None);
        assert_eq!(article.date.map(|d| d.to_string()).as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn a_title_that_is_given_is_found_in_the_text() {
        let article = from_text("Kicker\nJets for Bamako\nRussia sent two jets.".into(), Some("Jets for Bamako"), None);
        assert_eq!(article.title, "Jets for Bamako");
        assert_eq!(article.blocks[1].kind, Title);
        let plain = from_text("Russia sent two jets.".into(), Some("Jets"), None);
        assert_eq!((plain.title.as_str(), plain.blocks[0].kind), ("Jets", Paragraph));
    }
}
