//! What stands around an article's statements, told by a line's own words: bylines, datelines, captions, forms and menus.

use super::written_date::find_dates;

/// News agencies and picture services, as credits name them.
const AGENCIES: [&str; 24] = [
    "afp",
    "reuters",
    "ap",
    "associated press",
    "getty images",
    "getty",
    "epa",
    "epa-efe",
    "efe",
    "anadolu",
    "aa",
    "tass",
    "ria novosti",
    "xinhua",
    "dpa",
    "ansa",
    "upi",
    "apa",
    "pana",
    "bloomberg",
    "agencies",
    "staff",
    "handout",
    "shutterstock",
];

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn is_capitalised(word: &str) -> bool {
    word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(char::is_uppercase)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', '…'])
}

/// Small words inside names and offices.
const SMALL: [&str; 14] = ["and", "for", "of", "in", "the", "et", "de", "du", "ag", "ould", "al", "bin", "à", "|"];

/// "By Awa Diarra", "Par Awa Diarra", "Written by ...", or an agency's name alone.
pub(super) fn is_byline(line: &str) -> bool {
    const OPENERS: [&str; 16] = [
        "by ",
        "by: ",
        "written by ",
        "story by ",
        "report by ",
        "reporting by ",
        "text by ",
        "analysis by ",
        "author: ",
        "authors: ",
        "par ",
        "автор: ",
        "авторы: ",
        "بقلم ",
        "بقلم: ",
        "كتب ",
    ];
    if words(line) > 14 || ends_sentence(line) {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if AGENCIES.contains(&bare) && line.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphanumeric()) {
        return true;
    }
    let Some(opener) = OPENERS.iter().find(|o| lower.starts_with(**o)) else { return false };
    let Some(names) = line.get(opener.len()..) else { return false };
    if !opener.is_ascii() {
        return true;
    }
    let mut all = names.split_whitespace();
    all.clone().next().is_some_and(is_capitalised)
        && all.all(|w| is_capitalised(w) || SMALL.contains(&w) || w.starts_with(|c: char| c.is_ascii_digit() || c == '@'))
        // "By Tuesday" and "By May 2024" say when.
        && !find_dates(line).iter().any(|d| d.span.start <= opener.len())
}

/// A line of its own that says when, and perhaps where, the article was published.
pub(super) fn is_dateline(line: &str) -> bool {
    if words(line) > 16 {
        return false;
    }
    let dates = find_dates(line);
    if dates.is_empty() {
        return false;
    }
    if speaks_of_publication(line) {
        return true;
    }
    if ends_sentence(line) && words(line) > 4 {
        return false;
    }
    let mut rest = line.to_owned();
    for date in dates.iter().rev() {
        rest.replace_range(date.span.start..date.span.end, " ");
    }
    // A weekday, a time, a place or an author may stand beside the date.
    rest.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().any(char::is_alphabetic)).count() <= 3
}

/// "Published", "Updated" and their like in the languages whose dates are read.
pub(super) fn speaks_of_publication(line: &str) -> bool {
    const CUES: [&str; 17] = [
        "published",
        "posted",
        "updated",
        "last modified",
        "last update",
        "first published",
        "issued",
        "date:",
        "publié",
        "mis à jour",
        "modifié",
        "опубликовано",
        "обновлено",
        "نشر",
        "تاريخ النشر",
        "آخر تحديث",
        "تحديث",
    ];
    let lower = line.to_lowercase();
    words(line) <= 16
        && CUES.iter().any(|cue| lower.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(cue))
}

/// The words under a picture: a credit in brackets at the end, or an opening that says it is a picture.
pub(super) fn is_caption(line: &str) -> bool {
    const OPENERS: [&str; 13] = [
        "photo:",
        "photo by",
        "photos:",
        "image:",
        "picture:",
        "caption:",
        "file photo",
        "photograph:",
        "photo credit",
        "image credit",
        "illustration:",
        "map:",
        "صورة:",
    ];
    let lower = line.to_lowercase();
    if OPENERS.iter().any(|o| lower.starts_with(o)) {
        return words(line) <= 60;
    }
    if words(line) > 80 {
        return false;
    }
    let credit = match line.trim_end().chars().next_back() {
        Some(']') => line.rfind('[').and_then(|at| lower.get(at + 1..)),
        Some(')') => line.rfind('(').and_then(|at| lower.get(at + 1..)),
        _ => None,
    };
    if let Some(credit) = credit {
        let credit = credit.trim_end_matches([']', ')', ' ']);
        return words(credit) <= 12 && is_credit(credit);
    }
    // "... in Bamako. Photo: A. Traore", "... © AFP".
    ["photo:", "photograph:", "image:", "picture:", "credit:", "©"].iter().any(|cue| {
        lower.rfind(cue).is_some_and(|at| at > 0 && lower.get(at + cue.len()..).is_some_and(|r| words(r) <= 8))
    }) && words(line) <= 60
}

/// Whether bracketed words are a picture's credit: "A. Traore/AFP", "Photo by ...", "Getty Images".
fn is_credit(credit: &str) -> bool {
    if ["photo", "image", "picture", "courtesy", "handout", "credit", "©", "screenshot"]
        .iter()
        .any(|w| credit.contains(w))
    {
        return true;
    }
    // "(23/24)" and "(and/or)" are no credits: one side of the slash is an agency.
    credit.contains('/') && credit.split('/').any(|side| AGENCIES.contains(&side.trim()))
        || matches!(credit, "afp" | "reuters" | "ap" | "getty images" | "epa") && !credit.is_empty()
}

/// A sentence in the manner of picture texts: what is seen, now, on a day.
pub(super) fn looks_like_caption(line: &str) -> bool {
    const CUES: [&str; 21] = [
        " wears ",
        " wear ",
        " waves ",
        " wave ",
        " poses ",
        " pose ",
        " attend ",
        " attends ",
        " shakes ",
        " shake hands",
        " look on",
        " looks on",
        " is seen",
        " are seen",
        " pictured",
        "(l)",
        "(r)",
        "(c)",
        " enter ",
        " holds ",
        " stands ",
    ];
    let lower = line.to_lowercase();
    if words(line) > 60 {
        return false;
    }
    let bare = line.trim_end_matches(['.', ' ']);
    let ends_with_day = find_dates(bare).last().is_some_and(|d| d.span.end == bare.len() && d.day.is_some());
    ends_with_day || CUES.iter().any(|cue| lower.contains(cue))
}

/// Forms, sharing buttons, links to other pages and notices, with the number of words that such a line has at most.
pub(super) fn is_boilerplate(line: &str) -> bool {
    const OPENERS: [(&str, usize); 60] = [
        ("do you like this article", 12),
        ("did you like this article", 12),
        ("was this article helpful", 12),
        ("share this", 8),
        ("share on", 6),
        ("share the article", 6),
        ("tweet this", 6),
        ("read more", 20),
        ("read also", 25),
        ("also read", 25),
        ("see also", 25),
        ("related articles", 6),
        ("related stories", 6),
        ("related topics", 10),
        ("related:", 25),
        ("more on this story", 8),
        ("most read", 6),
        ("most popular", 6),
        ("recommended for you", 8),
        ("you may also like", 10),
        ("up next", 4),
        ("subscribe", 25),
        ("sign up", 25),
        ("sign in", 8),
        ("log in", 8),
        ("register to", 12),
        ("follow us", 20),
        ("join our", 20),
        ("download our app", 12),
        ("comment policy", 20),
        ("leave a comment", 12),
        ("leave a reply", 12),
        ("post a comment", 12),
        ("add a comment", 12),
        ("your email address", 20),
        ("required fields", 12),
        ("advertisement", 6),
        ("sponsored", 5),
        ("copyright", 30),
        ("©", 30),
        ("all rights reserved", 30),
        ("we use cookies", 60),
        ("this site uses cookies", 60),
        ("accept cookies", 6),
        ("privacy policy", 10),
        ("terms of use", 10),
        ("terms and conditions", 10),
        ("skip to", 8),
        ("back to top", 5),
        ("click here", 20),
        ("print this", 8),
        ("filed under", 20),
        ("lire aussi", 25),
        ("à lire aussi", 25),
        ("abonnez-vous", 25),
        ("suivez-nous", 20),
        ("tous droits réservés", 30),
        ("اقرأ أيضا", 25),
        ("читайте также", 25),
        ("подписывайтесь", 25),
    ];
    let lower = line.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let count = words(line);
    if OPENERS.iter().any(|(opener, most)| count <= *most && lower.starts_with(opener)) {
        return true;
    }
    if count <= 25 && (lower.contains("denotes required field") || lower.contains("all rights reserved")) {
        return true;
    }
    // "0 Comment(s)", "12 comments", "1500 / 1500", "| | |".
    let letters: String = lower.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
    let has_number = lower.contains(|c: char| c.is_ascii_digit());
    matches!(
        letters.trim(),
        "comment" | "comments" | "comment s" | "shares" | "views" | "min read" | "minute read" | "minutes read"
    ) && has_number
        || !line.chars().any(char::is_alphanumeric)
        || (letters.trim().is_empty() && count <= 4)
        || matches!(
            lower,
            "tags" | "tags:" | "share" | "print" | "email" | "facebook" | "twitter" | "whatsapp" | "comments"
        )
        || lower.starts_with("tags:") && count <= 25
}

/// A label of a paper's section, standing alone above the title.
pub(super) fn is_section_label(line: &str) -> bool {
    const LABELS: [&str; 44] = [
        "politics",
        "world",
        "world news",
        "news",
        "africa",
        "west africa",
        "sahel",
        "middle east",
        "europe",
        "asia",
        "americas",
        "international",
        "opinion",
        "analysis",
        "commentary",
        "features",
        "feature",
        "security",
        "defence",
        "defense",
        "conflict",
        "terrorism",
        "diplomacy",
        "economy",
        "business",
        "energy",
        "society",
        "home",
        "latest news",
        "breaking news",
        "top stories",
        "editorial",
        "interview",
        "interviews",
        "explainer",
        "in depth",
        "briefing",
        "special report",
        "exclusive",
        "reports",
        "publications",
        "articles",
        "afrique",
        "politique",
    ];
    let lower = line.to_lowercase();
    LABELS.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The length of "NOUAKCHOTT, Mauritania -- " or "PARIS, Jan 18 (AFP) — " at the start of a paragraph.
pub(super) fn dateline_prefix(paragraph: &str) -> Option<usize> {
    const DASHES: [&str; 5] = ["--", "—", "–", " - ", "―"];
    let (at, dash) = DASHES
        .iter()
        .filter_map(|d| paragraph.find(d).map(|at| (at, *d)))
        .min_by_key(|(at, d)| (*at, usize::MAX - d.len()))?;
    let place = paragraph.get(..at)?.trim_end();
    if place.is_empty() || place.chars().count() > 60 || words(place) > 8 {
        return None;
    }
    let rest_at = at
        + dash.len()
        + paragraph
            .get(at + dash.len()..)?
            .chars()
            .take_while(|c| c.is_whitespace() || *c == '-')
            .map(char::len_utf8)
            .sum::<usize>();
    let rest = paragraph.get(rest_at..)?;
    if words(rest) < 3 {
        return None;
    }
    let first = place.split([',', ' ', '(', '/']).next()?;
    let is_capitals =
        first.chars().filter(|c| c.is_alphabetic()).count() >= 3 && first.chars().all(|c| !c.is_lowercase());
    let agency = place
        .split_once('(')
        .and_then(|(_, inside)| inside.split_once(')'))
        .is_some_and(|(inside, _)| AGENCIES.contains(&inside.trim().to_lowercase().as_str()));
    let has_date = !find_dates(place).is_empty();
    // "JNIM — the group that ... — attacked" begins with capitals and a dash too: there a second dash closes the insertion.
    let sentence = rest.split(". ").next().unwrap_or(rest);
    let insertion = sentence.contains(dash.trim()) || sentence.contains('—');
    let place_alone = is_capitals && !insertion && (place.contains(',') || first.chars().count() > 5);
    let marked = (agency || has_date) && is_capitalised(place) && !insertion;
    (place_alone || marked).then_some(rest_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for line in ["By Mustafa Omar", "By Awa Diarra and Jean de Souza", "Par Awa Diarra", "Reuters", "بقلم أحمد"]
        {
            assert!(is_byline(line), "{line}");
        }
        for line in
            ["By air and by sea", "By Tuesday the army had left.", "Russia", "By May 2024", "By then Moscow had gone"]
        {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn datelines() {
        for line in ["09 نوفمبر، 2024", "January 18, 2024", "Published on 3 May 2024, 10:45 GMT", "Bamako, 3 May 2024"]
        {
            assert!(is_dateline(line), "{line}");
        }
        for line in ["Russia withdrew on 3 May 2024.", "What the deal of 3 May 2024 means for Mali", "In January"] {
            assert!(!is_dateline(line), "{line}");
        }
        for (line, rest) in [
            ("NOUAKCHOTT, Mauritania -- A meeting was held.", "A meeting was held."),
            ("BAMAKO (Reuters) - Mali said so.", "Mali said so."),
            ("PARIS, Jan 18, 2024 (AFP) — France left Mali.", "France left Mali."),
            ("Bamako, 12 January 2024 (APA) – Mali got jets.", "Mali got jets."),
        ] {
            assert_eq!(dateline_prefix(line).map(|at| &line[at..]), Some(rest), "{line}");
        }
        for line in [
            "JNIM — the largest group in the north — attacked the town.",
            "ECOWAS — the regional bloc — imposed sanctions on Mali.",
            "Russia -- once absent -- is back.",
            "Wagner — a Russian company.",
        ] {
            assert_eq!(dateline_prefix(line), None, "{line}");
        }
    }

    #[test]
    fn captions() {
        for line in [
            "A rally in Bamako on May 13. [Ousmane Makaveli/AFP]",
            "Photo: A. Traore",
            "Soldiers on parade (Photo by A. Traore/Getty Images)",
            "Soldiers on parade. © AFP",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in [
            "The committee oversees the [2014] Peace and Reconciliation Agreement",
            "It joined the Permanent Strategic Framework (CSP)",
            "Russia took in 24 aircraft (and/or helicopters)",
        ] {
            assert!(!is_caption(line), "{line}");
        }
    }

    #[test]
    fn forms_and_menus() {
        for line in [
            "Do you like this article?",
            "0 Comment(s)",
            "Comment Policy * Denotes Required Field 1500 / 1500",
            "READ MORE: Mali and Russia",
            "© 2024 The Paper. All rights reserved.",
            "***",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in
            ["Comments by the minister angered Paris", "Russia", "Shares of the mine fell by 3 %.", "الجيش المالي"]
        {
            assert!(!is_boilerplate(line), "{line}");
        }
        assert!(is_section_label("Politics") && !is_section_label("Politics of the Sahel"));
    }
}
