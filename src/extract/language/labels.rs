//! The closed lists that the model chooses from: word classes, dependency relations and classes of names.
//!
//! The order of the variants is the order of the weights in the model file: append, never reorder.

/// Makes a closed list of labels with its spelling in the treebank.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every label, in the order of the weights.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// How the treebank spells it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The label that the treebank spells so.
            pub fn from_name(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

labels! {
    /// Universal part of speech (universaldependencies.org/u/pos).
    Upos {
        /// Adjective.
        Adj = "ADJ",
        /// Preposition or postposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary, copula included.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Number.
        Num = "NUM",
        /// Particle: "not", infinitive "to", possessive "'s".
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation mark.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Full verb.
        Verb = "VERB",
        /// Anything else, foreign words for instance.
        X = "X",
    }
}

labels! {
    /// How a word hangs on its head (universaldependencies.org/en/dep).
    DepRel {
        /// Clause modifying a noun: "the group fighting in the north".
        Acl = "acl",
        /// Relative clause: "the group that fights in the north".
        AclRelcl = "acl:relcl",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Relative clause on a whole clause.
        AdvclRelcl = "advcl:relcl",
        /// Adverb.
        Advmod = "advmod",
        /// Adjective.
        Amod = "amod",
        /// Apposition: "Wagner, a Russian company".
        Appos = "appos",
        /// Auxiliary.
        Aux = "aux",
        /// Passive auxiliary.
        AuxPass = "aux:pass",
        /// Preposition or possessive mark.
        Case = "case",
        /// Coordinating conjunction.
        Cc = "cc",
        /// First part of a paired conjunction: "both".
        CcPreconj = "cc:preconj",
        /// Complement clause with its own subject.
        Ccomp = "ccomp",
        /// Noun or name before a noun.
        Compound = "compound",
        /// Particle of a verb: "pull out".
        CompoundPrt = "compound:prt",
        /// Later member of a coordination.
        Conj = "conj",
        /// Copula.
        Cop = "cop",
        /// Clause as subject.
        Csubj = "csubj",
        /// Clause as subject of a predicate that is itself a clause.
        CsubjOuter = "csubj:outer",
        /// Clause as subject of a passive.
        CsubjPass = "csubj:pass",
        /// Unclear.
        Dep = "dep",
        /// Determiner.
        Det = "det",
        /// Determiner before a determiner: "all the".
        DetPredet = "det:predet",
        /// Discourse element.
        Discourse = "discourse",
        /// Element moved out of the clause.
        Dislocated = "dislocated",
        /// "there", "it" without meaning.
        Expl = "expl",
        /// Fixed expression: "as well as".
        Fixed = "fixed",
        /// Later word of a name.
        Flat = "flat",
        /// Later part of a word written apart.
        Goeswith = "goeswith",
        /// Indirect object.
        Iobj = "iobj",
        /// Member of a list.
        List = "list",
        /// Subordinator, infinitive "to".
        Mark = "mark",
        /// Noun modifying a noun: "support for Mali".
        Nmod = "nmod",
        /// Title or description before a name: "President Goita".
        NmodDesc = "nmod:desc",
        /// Possessor: "Mali's army".
        NmodPoss = "nmod:poss",
        /// Noun modifier without preposition: dates, measures.
        NmodUnmarked = "nmod:unmarked",
        /// Subject.
        Nsubj = "nsubj",
        /// Subject of a predicate that is itself a clause.
        NsubjOuter = "nsubj:outer",
        /// Subject of a passive.
        NsubjPass = "nsubj:pass",
        /// Number.
        Nummod = "nummod",
        /// Direct object.
        Obj = "obj",
        /// Noun modifying a verb: "in Mali".
        Obl = "obl",
        /// Agent of a passive: "by Wagner".
        OblAgent = "obl:agent",
        /// Verb modifier without preposition: "last year".
        OblUnmarked = "obl:unmarked",
        /// Dependent of a word left out.
        Orphan = "orphan",
        /// Loosely joined clause: "..., he said".
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// Slip of the tongue, corrected after.
        Reparandum = "reparandum",
        /// Head of the sentence.
        Root = "root",
        /// Addressee.
        Vocative = "vocative",
        /// Complement clause without its own subject.
        Xcomp = "xcomp",
    }
}

labels! {
    /// What a name names, as far as the words around it tell.
    NameClass {
        /// A person.
        Person = "person",
        /// An organisation: government body, armed group, company, party, alliance, medium.
        Organization = "organization",
        /// A place, states included.
        Place = "place",
        /// Anything else with a name: event, agreement, weapon, work, people, language.
        Other = "other",
    }
}

impl DepRel {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn base(self) -> &'static str {
        let name = self.name();
        name.split_once(':').map_or(name, |(base, _)| base)
    }
}
