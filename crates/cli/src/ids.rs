//! References to rows as they are typed and shown: `claim:41`, `quote:7`, `article:3`.

use crate::failure::Failure;
use crate::lists;

/// A reference to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowId {
    /// What it is.
    pub(crate) kind: RowKind,
    /// Its number.
    pub(crate) number: i64,
}

/// What a reference may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A claim.
    Claim,
    /// A quote.
    Quote,
    /// An article.
    Article,
    /// An entity.
    Entity,
    /// An event.
    Event,
}

impl RowKind {
    const ALL: [Self; 5] = [Self::Claim, Self::Quote, Self::Article, Self::Entity, Self::Event];

    /// The word before the colon.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Quote => "quote",
            Self::Article => "article",
            Self::Entity => "entity",
            Self::Event => "event",
        }
    }

    /// The statement that fetches one of its kind; events are few and fetched by their list.
    pub(crate) const fn statement(self) -> &'static str {
        match self {
            Self::Claim => lists::CLAIM,
            Self::Quote => lists::QUOTE,
            Self::Article => lists::ARTICLE,
            Self::Entity => lists::ENTITY,
            Self::Event => lists::EVENTS,
        }
    }
}

impl RowId {
    /// Reads a reference; `None` where the word has not the shape of one at all.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let (kind, number) = word.split_once([':', '-'])?;
        let kind = RowKind::ALL.into_iter().find(|k| k.name() == kind)?;
        Some(Self { kind, number: number.parse().ok().filter(|n| *n > 0)? })
    }

    /// Reads a reference.
    ///
    /// # Errors
    /// Where the word is none, with the shape that one has.
    pub(crate) fn read(word: &str) -> Result<Self, Failure> {
        Self::parse(word).ok_or_else(|| {
            Failure::user(format!("{word:?} is no reference to a row"))
                .hint("references look like claim:41, quote:7, article:3, entity:5 or event:2; every list shows them")
        })
    }
}

impl std::fmt::Display for RowId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_round_trip() {
        for kind in RowKind::ALL {
            let id = RowId { kind, number: 41 };
            assert_eq!(RowId::parse(&id.to_string()), Some(id));
        }
        assert_eq!(RowId::parse("claim-41").map(|i| i.to_string()).as_deref(), Some("claim:41"));
        for word in ["claim", "claim:", "claim:x", "claim:0", "claim:-1", "row:4", "41", ""] {
            assert_eq!(RowId::parse(word), None, "{word:?}");
        }
    }
}
