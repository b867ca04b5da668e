//! The valid names nearest to one that is not.

/// How many names are offered.
const OFFERED: usize = 3;

/// What to say of a name that is none of the valid ones:
/// `there is no scenario "wagner-leave"; nearest: "wagner-leaves", ...`, the nearest first.
pub fn unknown_name<'a>(what: &str, asked: &str, valid: impl IntoIterator<Item = &'a str>) -> String {
    let mut valid: Vec<&str> = valid.into_iter().collect();
    valid.sort_unstable();
    valid.dedup();
    // The sort is stable, so names equally near stay in the order of the alphabet.
    valid.sort_by(|a, b| likeness(asked, b).total_cmp(&likeness(asked, a)));
    let names: Vec<String> = valid.iter().take(OFFERED).map(|name| format!("\"{name}\"")).collect();
    if names.is_empty() {
        return format!("there is no {what} \"{asked}\"; it has none at all");
    }
    format!("there is no {what} \"{asked}\"; nearest: {}", names.join(", "))
}

/// The valid name that another is a slip of the pen of: two letters away at most, and no more than a quarter of them.
pub(super) fn slip_of<'a>(written: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    for name in valid {
        let off = strsim::damerau_levenshtein(&written.to_lowercase(), name);
        if off == 0 && written == name {
            return None;
        }
        let near = off <= 2 && off * 4 <= name.chars().count();
        if near && best.is_none_or(|(least, _)| off < least) {
            best = Some((off, name));
        }
    }
    best.map(|(_, name)| name)
}

fn likeness(asked: &str, name: &str) -> f64 {
    let (asked, name) = (asked.to_lowercase(), name.to_lowercase());
    let contains = name.contains(&asked) || asked.contains(&name);
    strsim::jaro_winkler(&asked, &name) + if contains { 0.5 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let said =
            unknown_name("scenario", "wagner-leave", ["baseline", "russia-leaves", "wagner-leaves", "moscow-adapts"]);
        assert!(said.starts_with("there is no scenario \"wagner-leave\"; nearest: \"wagner-leaves\", "), "{said}");
        assert!(unknown_name("assumption", "x", []).contains("none at all"));
    }

    #[test]
    fn only_a_name_near_to_another_is_a_slip() {
        let known = ["direct_combat", "air_power", "air_defence", "cyber"];
        assert_eq!(slip_of("direct_combatt", known), Some("direct_combat"));
        assert_eq!(slip_of("Air_Power", known), Some("air_power"));
        assert_eq!(slip_of("air_power", known), None, "a name that there is");
        assert_eq!(slip_of("medical_evacuation", known), None, "the map's own");
        assert_eq!(slip_of("fiber", known), None, "too short to tell");
    }
}
