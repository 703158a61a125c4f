//! The tag sets of Universal Dependencies 2 (parts of speech, relations) and the Penn
//! Treebank, as they occur in the English treebanks.

/// Declares a closed tag set with one spelling per tag.
macro_rules! tagset {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? } unknown $unknown:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the tags are defined by the standard named above")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every tag.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The tag's standard spelling.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The tag so spelled; the catch-all tag for an unknown spelling.
            pub fn of(text: &str) -> Self {
                match text { $($text => Self::$variant,)+ _ => Self::$unknown }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

tagset!(
    /// Universal part of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
        Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
        Verb = "VERB", X = "X",
    } unknown X
);

tagset!(
    /// Penn Treebank tag, as used by the UD English treebanks.
    Xpos {
        Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Colon = ":", Comma = ",", Currency = "$", Dt = "DT", Ex = "EX",
        Fw = "FW", Gw = "GW", Hyph = "HYPH", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Lrb = "-LRB-", Ls = "LS",
        Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Open = "``", Close = "''", Pdt = "PDT",
        Pos = "POS", Prp = "PRP", PrpDollar = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Rrb = "-RRB-",
        Stop = ".", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP",
        Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpDollar = "WP$", Wrb = "WRB", Xx = "XX",
    } unknown Xx
);

tagset!(
    /// Universal dependency relation with the English sub-types.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod",
        Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj",
        Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
        CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det", DetPredet = "det:predet",
        Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
        Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
        NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
        NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
        OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
        Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    } unknown Dep
);

impl Deprel {
    /// The relation without its sub-type.
    pub const fn universal(self) -> Self {
        match self {
            Self::AclRelcl => Self::Acl,
            Self::AdvclRelcl => Self::Advcl,
            Self::AuxPass => Self::Aux,
            Self::CcPreconj => Self::Cc,
            Self::CompoundPrt => Self::Compound,
            Self::CsubjOuter | Self::CsubjPass => Self::Csubj,
            Self::DetPredet => Self::Det,
            Self::NmodDesc | Self::NmodPoss | Self::NmodUnmarked => Self::Nmod,
            Self::NsubjOuter | Self::NsubjPass => Self::Nsubj,
            Self::OblAgent | Self::OblUnmarked => Self::Obl,
            plain => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_round_trip() {
        assert!(Upos::ALL.iter().all(|t| Upos::of(t.name()) == *t));
        assert!(Xpos::ALL.iter().all(|t| Xpos::of(t.name()) == *t));
        assert!(Deprel::ALL.iter().all(|t| Deprel::of(t.name()) == *t));
    }

    #[test]
    fn subtypes_fold() {
        assert_eq!(Deprel::NsubjPass.universal(), Deprel::Nsubj);
        assert_eq!(Deprel::Obj.universal(), Deprel::Obj);
        for relation in Deprel::ALL {
            assert_eq!(relation.universal().name(), relation.name().split(':').next().unwrap_or_default());
        }
    }
}
