//! How a text commits itself to a statement: from auxiliaries, negation, the verbs above it and words of hearsay.

use crate::model::{Factuality, ProvisionStatus};

use super::language::{DepRel, Upos};
use super::lexicon::Lexicon;
use super::roles::has_to;
use super::tree::Tree;

/// The commitment found for one statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Commitment {
    /// "not", "refused", "has yet to".
    pub denied: bool,
    /// "could", "if", "considers".
    pub hypothetical: bool,
    /// "will", "plans to", "pledged".
    pub planned: bool,
    /// "reportedly", "is accused of".
    pub alleged: bool,
    /// "halted", "suspended", "froze".
    pub halted: bool,
    /// "ended", "withdrew", "former".
    pub ended: bool,
    /// "in talks about".
    pub talked_of: bool,
    /// "denies that": said by others, contested by the one it is said of.
    pub disclaimed: bool,
}

impl Commitment {
    /// The factuality of a relation or provision.
    pub fn factuality(self) -> Factuality {
        if self.denied || self.halted || self.disclaimed {
            Factuality::Denied
        } else if self.hypothetical || self.talked_of {
            Factuality::Hypothetical
        } else if self.planned {
            Factuality::Planned
        } else if self.alleged {
            Factuality::Alleged
        } else {
            Factuality::Done
        }
    }

    /// The status of a provision.
    pub fn status(self) -> ProvisionStatus {
        if self.halted {
            ProvisionStatus::Suspended
        } else if self.ended {
            ProvisionStatus::Past
        } else if self.hypothetical || self.talked_of {
            ProvisionStatus::Latent
        } else if self.planned {
            ProvisionStatus::Offered
        } else if self.denied {
            ProvisionStatus::Suspended
        } else {
            ProvisionStatus::Active
        }
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self {
            denied: self.denied || other.denied,
            hypothetical: self.hypothetical || other.hypothetical,
            planned: self.planned || other.planned,
            alleged: self.alleged || other.alleged,
            halted: self.halted || other.halted,
            ended: self.ended || other.ended,
            talked_of: self.talked_of || other.talked_of,
            disclaimed: self.disclaimed || other.disclaimed,
        }
    }
}

/// The commitment to what is said at `node`, a verb or a noun.
pub(crate) fn commitment(tree: &Tree, node: usize, lexicon: &Lexicon) -> Commitment {
    let mut found = Commitment::default();
    let mut at = node;
    let mut below: Option<usize> = None;
    for _ in 0..7 {
        let Some(here) = tree.nodes.get(at) else { break };
        at_node(tree, at, below, lexicon, &mut found);
        // "used to supply", and not "was used to supply"
        if at >= 2 && tree.lower(at - 1) == "to" && tree.lower(at - 2) == "used" {
            let passive =
                at >= 3 && matches!(tree.lower(at - 3), "is" | "are" | "was" | "were" | "be" | "been" | "being");
            found.ended |= !passive;
        }
        let Some(head) = here.head else { break };
        let climb = match here.relation {
            DepRel::Xcomp
            | DepRel::Obj
            | DepRel::NsubjPass
            | DepRel::Acl
            | DepRel::Aux
            | DepRel::Advcl
            | DepRel::Ccomp
            | DepRel::Compound
            | DepRel::Amod => true,
            DepRel::Nmod => {
                matches!(tree.nodes[head].upos, Upos::Noun)
                    && matches!(tree.preposition(at).as_deref(), Some("of" | "for" | "on" | "about" | "to"))
            }
            DepRel::Obl => matches!(
                tree.preposition(at).as_deref(),
                Some("with" | "of" | "on" | "about" | "in" | "for" | "from" | "to")
            ),
            DepRel::Nsubj => tree.nodes[at].upos == Upos::Noun,
            // "used to supply rifles and to service jets"
            DepRel::Conj if has_to(tree, at) && tree.lower(head) == "used" => {
                found.ended = true;
                false
            }
            DepRel::Conj => {
                // A conjunct without its own subject shares the auxiliaries of the first.
                tree.children_by(at, &[DepRel::Nsubj, DepRel::Aux]).next().is_none()
            }
            _ => false,
        };
        if !climb {
            break;
        }
        // "voiced its wish to join", "announced plans to send": the noun right before says how it stands.
        if matches!(here.relation, DepRel::Advcl | DepRel::Xcomp) && has_to(tree, at) {
            if let Some(noun) = tree.children_by(head, &[DepRel::Obj]).find(|o| o + 2 == at) {
                by_noun(tree.lemma(noun), false, &mut found);
            }
        }
        if here.relation == DepRel::Advcl && !has_to(tree, at) {
            // "voiced hope about getting X": the noun that the clause explains.
            let explains = tree.is_gerund(at)
                && tree
                    .children_by(at, &[DepRel::Mark, DepRel::Case])
                    .any(|m| m + 1 == at && matches!(tree.lower(m), "about" | "of" | "for" | "on" | "in"));
            let noun = tree.children_by(head, &[DepRel::Obj]).find(|o| o + 2 == at);
            if let Some(noun) = noun.filter(|_| explains) {
                by_noun(tree.lemma(noun), false, &mut found);
            }
            break;
        }
        below = Some(at);
        at = head;
    }
    found
}

/// What the word at `at` adds, seen from the statement below it.
fn at_node(tree: &Tree, at: usize, below: Option<usize>, lexicon: &Lexicon, found: &mut Commitment) {
    for &child in tree.children(at) {
        let word = tree.lower(child);
        match tree.nodes[child].relation {
            DepRel::Aux | DepRel::AuxPass | DepRel::Cop => match word {
                "will" | "shall" | "'ll" | "wo" | "’ll" | "would" => found.planned = true,
                "may" | "might" | "could" | "can" => found.hypothetical = true,
                "should" | "must" => found.planned = true,
                _ => {}
            },
            DepRel::Advmod | DepRel::Det | DepRel::Discourse | DepRel::Obl | DepRel::Case => {
                let negates = matches!(word, "not" | "n't" | "n’t" | "never" | "neither" | "nor")
                    || word == "no" && tree.nodes[child].relation == DepRel::Det;
                if negates && child < at + 2 {
                    // "not only", "no longer": the second is an end.
                    let next = tree.lower(child + 1);
                    if next == "only" || next == "just" {
                    } else if next == "longer" {
                        found.ended = true;
                    } else {
                        found.denied = true;
                    }
                }
                if word == "longer" && child > 0 && tree.lower(child - 1) == "no" {
                    found.ended = true;
                }
                if lexicon.is("cue.alleged", word) {
                    found.alleged = true;
                }
                if matches!(word, "possibly" | "perhaps" | "potentially" | "hypothetically") {
                    found.hypothetical = true;
                }
                if matches!(word, "formerly" | "previously" | "once") {
                    found.ended = true;
                }
            }
            DepRel::Amod => match word {
                "planned" | "future" | "promised" | "proposed" | "upcoming" | "pledged" => found.planned = true,
                "possible" | "potential" | "eventual" => found.hypothetical = true,
                "alleged" | "suspected" | "purported" | "reported" => found.alleged = true,
                "former" | "past" | "previous" | "defunct" => found.ended = true,
                "suspended" | "frozen" | "halted" => found.halted = true,
                _ => {}
            },
            DepRel::Mark => match word {
                "if" | "unless" | "whether" => found.hypothetical = true,
                "to" if below.is_none() || tree.nodes[at].relation == DepRel::Root => {
                    // "is to leave", "are to be trained"
                    if tree
                        .children_by(at, &[DepRel::Aux, DepRel::Cop])
                        .any(|c| matches!(tree.lower(c), "is" | "are" | "was" | "were") && c < child)
                    {
                        found.planned = true;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    // The copula before "to": the tree may take it as the head.
    let Some(below) = below else { return };
    let lemma = tree.lemma(at);
    let relation = tree.nodes[below].relation;
    if tree.nodes[at].upos == Upos::Verb {
        let complement =
            matches!(relation, DepRel::Xcomp | DepRel::Obj | DepRel::NsubjPass | DepRel::Obl | DepRel::Ccomp);
        if !complement {
            return;
        }
        let clause = matches!(relation, DepRel::Xcomp | DepRel::Ccomp);
        if matches!(
            lemma,
            "halt" | "suspend" | "freeze" | "pause" | "interrupt" | "withhold" | "void" | "revoke" | "cancel" | "scrap"
        ) {
            found.halted = true;
        } else if matches!(
            lemma,
            "end"
                | "terminate"
                | "stop"
                | "cease"
                | "discontinue"
                | "withdraw"
                | "conclude"
                | "abandon"
                | "lose"
                | "dissolve"
                | "remove"
        ) && !clause | matches!(lemma, "stop" | "cease")
        {
            found.ended = true;
        } else if matches!(lemma, "deny" | "dismiss" | "refute" | "reject" | "rule") {
            found.disclaimed = true;
        } else if lexicon.is("cue.denied.verb", lemma) {
            found.denied = true;
        }
        if lexicon.is("cue.planned.verb", lemma)
            && (clause && relation == DepRel::Xcomp
                || relation != DepRel::Ccomp
                    && matches!(
                        lemma,
                        "pledge" | "promise" | "offer" | "plan" | "announce" | "propose" | "approve" | "agree" | "vow"
                    ))
        {
            found.planned = true;
        }
        if matches!(
            lemma,
            "consider" | "mull" | "weigh" | "contemplate" | "explore" | "discuss" | "negotiate" | "seek" | "request"
        ) {
            found.talked_of = true;
        }
        let able = tree.children_by(at, &[DepRel::Obj]).any(|o| {
            o < below && matches!(tree.lemma(o), "capability" | "ability" | "willingness" | "readiness" | "capacity")
        });
        if able && relation == DepRel::Xcomp {
            found.planned = true;
        }
        if matches!(lemma, "hope" | "want" | "wish" | "ask" | "urge") && relation == DepRel::Xcomp {
            found.hypothetical = true;
        }
        if clause
            && (lexicon.is("cue.alleged.verb", lemma)
                && !matches!(lemma, "report" | "claim" | "suggest" | "assert" | "believe" | "charge")
                || matches!(lemma, "believe" | "say" | "think" | "report" | "claim") && tree.is_passive(at)
                || matches!(lemma, "seem" | "appear"))
            || lemma == "accuse"
        {
            found.alleged = true;
        }
        if relation == DepRel::Xcomp && matches!(lemma, "be" | "expect" | "set" | "schedule" | "due" | "go" | "poise") {
            found.planned = true;
        }
    } else {
        by_noun(lemma, tree.nodes[below].relation == DepRel::Compound, found);
    }
    if matches!(tree.lower(at), "ready" | "prepared" | "willing" | "set" | "due" | "poised" | "about") {
        found.planned = true;
    }
}

/// What a noun above a statement makes of it: "talks about", "plans for", "an end to". `kind_only` where the statement only
/// says which sort of noun it is ("arms talks").
fn by_noun(lemma: &str, kind_only: bool, found: &mut Commitment) {
    match lemma {
        "talk" | "negotiation" | "discussion" | "possibility" | "option" | "proposal" | "consultation" | "idea"
        | "prospect"
            if !kind_only =>
        {
            found.talked_of = true
        }
        "plan" | "promise" | "pledge" | "offer" | "intention" | "commitment" | "decision" | "capability"
        | "ability" | "willingness" | "readiness" | "proposal" | "invitation" => found.planned = true,
        "aspiration" | "ambition" | "wish" | "desire" | "hope" | "optimism" | "expectation" | "interest" | "bid"
        | "eagerness" | "request" | "appeal" | "chance" | "demand"
            if !kind_only =>
        {
            found.hypothetical = true
        }
        "refusal" | "failure" | "inability" | "lack" | "absence" => found.denied = true,
        "suspension" | "freeze" => found.halted = true,
        "end" | "withdrawal" | "departure" => found.ended = true,
        "allegation" | "claim" | "report" | "accusation" | "rumour" | "rumor" => found.alleged = true,
        "ready" | "prepared" | "willing" | "set" | "due" | "likely" | "able" | "poised" => found.planned = true,
        "unlikely" | "unable" | "unwilling" => found.denied = true,
        _ => {}
    }
}
