//! The field's standard lists as types: kinds of actor, classes of relation, security functions, statuses, grades.
//!
//! Every list serialises as the lower-case id that stands in scenario files and on the command line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares a closed list: the enum, its ids, its words for people, and the way from an id back to the value.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[doc = $words] #[serde(rename = $id)] $variant,)+ }

        impl $name {
            /// Every value, in the order of the standard list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The id that stands in files and on the command line.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),+ } }

            /// The words a person reads.
            pub fn words(self) -> &'static str { match self { $(Self::$variant => $words),+ } }

            /// The value of an id, `None` when the list does not have it.
            pub fn from_id(id: &str) -> Option<Self> { match id { $($id => Some(Self::$variant),)+ _ => None } }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.words()) }
        }
    };
}

closed_list! {
    /// What an actor is.
    ActorKind {
        State = "state", "state";
        GovernmentBody = "government_body", "government body";
        ArmedForce = "armed_force", "armed force";
        ArmedGroup = "armed_group", "armed group";
        PrivateMilitaryCompany = "private_military_company", "private military company";
        IntergovernmentalOrganization = "intergovernmental_organization", "intergovernmental organization";
        Company = "company", "company";
        Party = "party", "party";
        Person = "person", "person";
        Media = "media", "media";
        ResearchOrNgo = "research_or_ngo", "research institute or NGO";
        Other = "other", "other";
    }
}

closed_list! {
    /// What a relation says at its coarsest.
    RelationClass {
        /// Alliance, aid, training, talks, agreement.
        Cooperation = "cooperation", "cooperation";
        /// Fighting, sanctions, accusation, expulsion, coup, tension.
        Conflict = "conflict", "conflict";
        /// Part of, controls, leads, member of, subsidiary, successor, office-holder of.
        Structure = "structure", "structure";
    }
}

closed_list! {
    /// The types of structure relations, source first. Other classes carry free text as their type.
    StructureType {
        PartOf = "part_of", "part of";
        BodyOf = "body_of", "body of";
        SubsidiaryOf = "subsidiary_of", "subsidiary of";
        SuccessorOf = "successor_of", "successor of";
        MemberOf = "member_of", "member of";
        OfficeHolderOf = "office_holder_of", "office-holder of";
        Controls = "controls", "controls";
        Leads = "leads", "leads";
    }
}

impl StructureType {
    /// Whether help given to the source is help given to the target (the army is part of the state), as the arithmetic's
    /// rule for "counts for the principal" has it. Membership of an alliance never does.
    pub fn stands_for_target(self) -> bool {
        matches!(self, Self::PartOf | Self::BodyOf | Self::OfficeHolderOf)
    }
}

closed_list! {
    /// A family of security functions; it gives the function its colour.
    FunctionFamily {
        Force = "force", "force";
        Enabling = "enabling", "enabling";
        BuildUp = "build_up", "build-up";
        Protection = "protection", "protection";
        Political = "political", "political";
    }
}

closed_list! {
    /// The 17 default security functions. A map may name others; these are what the extractor proposes.
    SecurityFunction {
        DirectCombat = "direct_combat", "direct combat";
        AirPower = "air_power", "air power";
        AirDefence = "air_defence", "air defence";
        MaritimeSecurity = "maritime_security", "maritime security";
        JointOperations = "joint_operations", "joint operations";
        Intelligence = "intelligence", "intelligence";
        Logistics = "logistics", "logistics";
        BasingAccess = "basing_access", "basing and access";
        Cyber = "cyber", "cyber";
        Training = "training", "training";
        ArmsSupply = "arms_supply", "arms supply";
        RegimeProtection = "regime_protection", "regime protection";
        SiteSecurity = "site_security", "site security";
        BorderSecurity = "border_security", "border security";
        Financing = "financing", "financing";
        DiplomaticCover = "diplomatic_cover", "diplomatic cover";
        InformationInfluence = "information_influence", "information influence";
    }
}

impl SecurityFunction {
    /// The family the function belongs to.
    pub fn family(self) -> FunctionFamily {
        match self {
            Self::DirectCombat | Self::AirPower | Self::AirDefence | Self::MaritimeSecurity | Self::JointOperations => {
                FunctionFamily::Force
            }
            Self::Intelligence | Self::Logistics | Self::BasingAccess | Self::Cyber => FunctionFamily::Enabling,
            Self::Training | Self::ArmsSupply => FunctionFamily::BuildUp,
            Self::RegimeProtection | Self::SiteSecurity | Self::BorderSecurity => FunctionFamily::Protection,
            Self::Financing | Self::DiplomaticCover | Self::InformationInfluence => FunctionFamily::Political,
        }
    }
}

closed_list! {
    /// How a provision stands.
    ProvisionStatus {
        /// Delivered now.
        Active = "active", "active";
        /// Agreed, announced or promised.
        Offered = "offered", "offered";
        /// Capable, in talks, speculated about.
        Latent = "latent", "latent";
        /// Interrupted; does not count.
        Suspended = "suspended", "suspended";
        /// Over; does not count.
        Past = "past", "past";
    }
}

closed_list! {
    /// How a text commits itself to what it says.
    Factuality {
        Done = "done", "done";
        Planned = "planned", "planned";
        Alleged = "alleged", "alleged";
        Hypothetical = "hypothetical", "hypothetical";
        Denied = "denied", "denied";
    }
}

closed_list! {
    /// What somebody says an actor will or will not do.
    ProspectEvent {
        Withdraw = "withdraw", "withdraw";
        Reduce = "reduce", "reduce";
        Engage = "engage", "engage";
        Stay = "stay", "stay";
    }
}

closed_list! {
    /// Whether a prospect or piece of evidence affirms or rejects.
    Polarity {
        Affirmed = "affirmed", "affirmed";
        Denied = "denied", "denied";
    }
}

closed_list! {
    /// Which side of an assumption a piece of evidence is on.
    Stance {
        For = "for", "for";
        Against = "against", "against";
    }
}

closed_list! {
    /// Reliability of a source (Admiralty / NATO). `F` means unknown, never "worst".
    Reliability {
        A = "A", "completely reliable";
        B = "B", "usually reliable";
        C = "C", "fairly reliable";
        D = "D", "not usually reliable";
        E = "E", "unreliable";
        F = "F", "reliability cannot be judged";
    }
}

/// A likelihood in the words of ICD 203, set 1. A shared edge belongs to the higher band; 0 is "assumed not", 1 "assumed".
pub fn likelihood_words(likelihood: f64) -> &'static str {
    match likelihood {
        l if l <= 0.0 => "assumed not",
        l if l >= 1.0 => "assumed",
        l if l < 0.05 => "almost no chance",
        l if l < 0.20 => "very unlikely",
        l if l < 0.45 => "unlikely",
        l if l < 0.55 => "roughly even chance",
        l if l < 0.80 => "likely",
        l if l < 0.95 => "very likely",
        _ => "almost certain",
    }
}

/// The words of a credibility digit 1..6 (Admiralty / NATO). 6 means unknown, never "worst".
pub fn credibility_words(credibility: u8) -> &'static str {
    match credibility {
        1 => "confirmed by other sources",
        2 => "probably true",
        3 => "possibly true",
        4 => "doubtful",
        5 => "improbable",
        _ => "truth cannot be judged",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_leads_back_to_its_value() {
        for function in SecurityFunction::ALL {
            assert_eq!(SecurityFunction::from_id(function.id()), Some(*function));
        }
        assert_eq!(ActorKind::from_id("empire"), None);
    }

    #[test]
    fn a_shared_edge_belongs_to_the_higher_band() {
        assert_eq!(likelihood_words(0.20), "unlikely");
        assert_eq!(likelihood_words(0.95), "almost certain");
        assert_eq!(likelihood_words(1.0), "assumed");
    }
}
