//! Whether a capital is a place or the government that sits there.

use std::ops::Range;

use crate::extract::chunks::Words;

/// Whether a capital is a place here and not a government: "in Moscow", "the capital, Khartoum", "Moscow airport".
pub(super) fn is_place_here(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let before = |n: usize| tokens.start.checked_sub(n).and_then(|i| words.lower.get(i)).map_or("", String::as_str);
    let after = words.lower.get(tokens.end).map_or("", String::as_str);
    let seat_of = matches!(
        before(2),
        "government"
            | "regime"
            | "authorities"
            | "junta"
            | "rulers"
            | "leadership"
            | "leaders"
            | "administration"
            | "officials"
            | "generals"
            | "council"
            | "command"
            | "officers"
            | "cabinet"
    );
    if before(1) == "in" && seat_of {
        return false;
    }
    if matches!(
        before(1),
        "in" | "at"
            | "near"
            | "outside"
            | "around"
            | "inside"
            | "across"
            | "through"
            | "into"
            | "central"
            | "downtown"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "capital"
            | "city"
    ) {
        return true;
    }
    if matches!(
        after,
        "airport"
            | "summit"
            | "conference"
            | "residents"
            | "suburb"
            | "region"
            | "province"
            | "street"
            | "port"
            | "university"
            | "agreement"
            | "talks"
            | "declaration"
            | "treaty"
    ) {
        return true;
    }
    if before(1) == "," && matches!(before(2), "capital" | "city")
        || before(1) == "of"
            && matches!(
                before(2),
                "capital"
                    | "city"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "outskirts"
                    | "suburb"
                    | "streets"
                    | "mayor"
                    | "siege"
                    | "suburbs"
                    | "control"
                    | "fall"
                    | "centre"
                    | "center"
                    | "out"
            )
    {
        return true;
    }
    const TRAVEL: &[&str] = &[
        "travel",
        "fly",
        "go",
        "visit",
        "arrive",
        "return",
        "trip",
        "journey",
        "come",
        "flight",
        "move",
        "rush",
        "drive",
        "advance",
        "march",
        "road",
        "head",
        "flee",
        "invite",
        "summon",
        "evacuate",
        "relocate",
        "tour",
        "miles",
        "kilometres",
        "kilometers",
        "km",
        "withdraw",
        "pull",
        "retreat",
        "way",
        "back",
    ];
    if matches!(before(1), "to" | "from" | "towards" | "toward" | "on" | "for") {
        return (2..=5).any(|n| {
            let word = before(n);
            TRAVEL.contains(&crate::extract::lemmas::verb(word).as_str()) || TRAVEL.contains(&word)
        });
    }
    matches!(
        before(1),
        "visited"
            | "visiting"
            | "visit"
            | "besieged"
            | "captured"
            | "seized"
            | "left"
            | "reached"
            | "entered"
            | "under"
            | "took"
            | "retook"
            | "bombed"
            | "recaptured"
            | "capture"
            | "defend"
            | "defended"
            | "encircled"
            | "storm"
            | "stormed"
            | "retake"
            | "overran"
            | "holds"
            | "occupied"
    )
}
