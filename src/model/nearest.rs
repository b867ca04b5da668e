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
}
