//! Identities. An id is a lower-case ASCII slug of the first name of a thing and stays when the thing is renamed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as it stands in the file.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl From<&str> for $name { fn from(id: &str) -> Self { Self(id.to_owned()) } }
        impl From<String> for $name { fn from(id: String) -> Self { Self(id) } }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl PartialEq<str> for $name { fn eq(&self, other: &str) -> bool { self.0 == other } }
        impl PartialEq<&str> for $name { fn eq(&self, other: &&str) -> bool { self.0 == *other } }
        impl std::borrow::Borrow<str> for $name { fn borrow(&self) -> &str { &self.0 } }
    )+};
}

id_type! {
    /// An actor of the map.
    ActorId;
    /// A bloc. Not listed anywhere: actors name theirs, and an actor without one belongs to the bloc of its own id.
    BlocId;
    /// A security function: one of the 17 defaults or the map's own.
    FunctionId;
    /// A relation.
    RelationId;
    /// A provision.
    ProvisionId;
    /// An assumption.
    AssumptionId;
    /// A scenario; `baseline` is reserved.
    ScenarioId;
    /// A source of articles.
    SourceId;
    /// An article: the first 12 hex digits of the SHA-256 of its text.
    ArticleId;
    /// A claim.
    ClaimId;
    /// A proposal.
    ProposalId;
}

impl ScenarioId {
    /// The reserved id of the scenario without settings that every map has.
    pub const BASELINE: &'static str = "baseline";
}

/// A lower-case ASCII slug of a name: accents dropped, everything else but letters and digits a hyphen. A name without a
/// single Latin letter or digit gives `fallback`.
pub fn slug(name: &str, fallback: &str) -> String {
    let mut out = String::new();
    for c in name.nfkd() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            '\u{300}'..='\u{36f}' | '\'' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '`' | '.' => {}
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ı' => out.push('i'),
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
    }
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() { fallback.to_owned() } else { trimmed.to_owned() }
}

/// `wanted`, or `wanted-2`, `wanted-3`, ... : the first that `taken` denies.
pub fn unused_id(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) {
        return wanted.to_owned();
    }
    (2u32..=u32::MAX).map(|n| format!("{wanted}-{n}")).find(|id| !taken(id)).unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        assert_eq!(slug("Assimi Goïta", "actor"), "assimi-goita");
        assert_eq!(slug("Jama'at Nasr al-Islam", "actor"), "jamaat-nasr-al-islam");
        assert_eq!(slug("  U.S. Army ", "actor"), "us-army");
        assert_eq!(slug("مالي", "actor"), "actor");
    }

    #[test]
    fn a_collision_counts_up() {
        let taken = ["mali", "mali-2"];
        assert_eq!(unused_id("mali", |id| taken.contains(&id)), "mali-3");
        assert_eq!(unused_id("niger", |id| taken.contains(&id)), "niger");
    }
}
