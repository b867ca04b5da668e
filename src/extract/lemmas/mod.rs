//! Base forms of English verbs and nouns: "sent" is "send", "mercenaries" is "mercenary".

mod irregular;
mod stems;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use irregular::{NOUNS, VERBS};
use stems::{STEMS_KEPT, STEMS_WITH_E};

/// The lists of words as tables: they are looked up several times for every word of a text.
struct Tables {
    verbs: HashMap<&'static str, &'static str>,
    nouns: HashMap<&'static str, &'static str>,
    stems_with_e: HashSet<&'static str>,
    stems_kept: HashSet<&'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut verbs = HashMap::new();
        for (forms, base) in VERBS {
            for form in forms.split(' ') {
                // Of two entries for one form the first holds.
                verbs.entry(form).or_insert(*base);
            }
        }
        Tables {
            verbs,
            nouns: NOUNS.iter().copied().collect(),
            stems_with_e: STEMS_WITH_E.split_whitespace().collect(),
            stems_kept: STEMS_KEPT.split_whitespace().collect(),
        }
    })
}

/// The base form of a lower-case word, as a verb.
pub(crate) fn verb(word: &str) -> String {
    if let Some(base) = tables().verbs.get(word) {
        return (*base).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("ied").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("es") {
        if ["ss", "sh", "ch", "x", "zz", "o"].iter().any(|e| stem.ends_with(e)) {
            return stem.to_owned();
        }
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix('s').filter(|s| s.len() > 2) {
        return stem.to_owned();
    }
    for ending in ["ed", "ing"] {
        if let Some(stem) =
            word.strip_suffix(ending).filter(|s| s.len() > 1 && s.contains(['a', 'e', 'i', 'o', 'u', 'y']))
        {
            return restore(stem);
        }
    }
    word.to_owned()
}

/// The base form of a lower-case word, as a noun.
pub(crate) fn noun(word: &str) -> String {
    if let Some(base) = tables().nouns.get(word) {
        return (*base).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("es") {
        if ["ss", "sh", "ch", "x", "zz"].iter().any(|e| stem.ends_with(e)) {
            return stem.to_owned();
        }
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") || word.ends_with("'s") {
        return word.to_owned();
    }
    word.strip_suffix('s').filter(|s| s.len() > 2).unwrap_or(word).to_owned()
}

/// Gives a stem without "-ed" or "-ing" its final letter back.
fn restore(stem: &str) -> String {
    let letters: Vec<char> = stem.chars().collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    if let [.., a, b] = letters[..] {
        if a == b && !vowel(b) && !matches!(b, 'l' | 's' | 'z' | 'f') {
            return letters[..letters.len() - 1].iter().collect();
        }
        if a == b && b == 'l' {
            // "controlled" but "called", "killed": the stem of the first has two vowels.
            let vowels = letters.iter().filter(|c| vowel(**c)).count();
            let doubled_base = [
                "call", "kill", "pull", "fall", "fill", "roll", "sell", "poll", "install", "recall", "stall", "shell",
                "tell",
            ];
            if vowels >= 2 && !doubled_base.contains(&stem) {
                return letters[..letters.len() - 1].iter().collect();
            }
        }
    }
    if tables().stems_with_e.contains(stem)
        || [
            "at", "iz", "is", "iv", "ur", "uc", "ag", "rc", "nc", "rg", "ng", "dg", "ak", "ok", "ut", "bl", "pl", "tl",
            "dl", "gl", "cl", "lv", "rv", "ov", "av", "ev", "u", "uir", "ulg", "ns", "as", "us", "os", "rs", "in",
        ]
        .iter()
        .any(|e| stem.ends_with(e) && letters.len() >= 3 && !stem.ends_with("ain"))
    {
        if tables().stems_kept.contains(stem) && stem != "creat" {
            return stem.to_owned();
        }
        return format!("{stem}e");
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn forms_lead_to_their_base() {
        for (form, base) in [
            ("sent", "send"),
            ("accused", "accuse"),
            ("fighting", "fight"),
            ("supplies", "supply"),
            ("provided", "provide"),
            ("deployed", "deploy"),
            ("attacking", "attack"),
            ("controlled", "control"),
            ("killed", "kill"),
            ("invaded", "invade"),
            ("pledged", "pledge"),
            ("signed", "sign"),
            ("halted", "halt"),
            ("withdrew", "withdraw"),
            ("visited", "visit"),
            ("recognised", "recognise"),
            ("criticized", "criticize"),
            ("imposed", "impose"),
            ("expelled", "expel"),
            ("ousted", "oust"),
            ("equipped", "equip"),
            ("trains", "train"),
            ("remained", "remain"),
            ("agreed", "agree"),
            ("bolstered", "bolster"),
            ("denied", "deny"),
            ("presses", "press"),
            ("warned", "warn"),
            ("rescued", "rescue"),
            ("toppled", "topple"),
            ("dispatching", "dispatch"),
            ("extended", "extend"),
            ("strengthened", "strengthen"),
            ("financed", "finance"),
            ("complained", "complain"),
        ] {
            assert_eq!(super::verb(form), base, "{form}");
        }
        for (form, base) in [
            ("mercenaries", "mercenary"),
            ("drones", "drone"),
            ("militiamen", "militiaman"),
            ("bus", "bus"),
            ("forces", "force"),
            ("ambushes", "ambush"),
            ("clashes", "clash"),
        ] {
            assert_eq!(super::noun(form), base, "{form}");
        }
    }
}
