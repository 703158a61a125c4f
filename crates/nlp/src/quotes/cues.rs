//! The cue lexicon: words that report what somebody says, thinks or shows.
//!
//! Data in `lexicons/en/cues.tsv`. The stance of a cue tells a denial from a claim and
//! speech from what is no speech: beliefs and intentions ([`Stance::Thought`]) and what a
//! document or a poll shows ([`Stance::Shown`]).

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::tagset::Upos;

/// What a cue says of the speech act or of the speaker's attitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Stance {
    /// Neutral: "said", "told", "according to".
    Said = 1,
    /// "announced".
    Announced,
    /// "asked".
    Asked,
    /// "claimed", "alleged", "insisted".
    Claimed,
    /// "admitted", "acknowledged".
    Admitted,
    /// "denied", "rejected".
    Denied,
    /// "confirmed".
    Confirmed,
    /// "warned", "threatened".
    Warned,
    /// "urged", "demanded", "called for".
    Urged,
    /// "promised", "vowed".
    Promised,
    /// "agreed".
    Agreed,
    /// "criticized", "accused", "blamed".
    Criticized,
    /// "praised", "endorsed".
    Praised,
    /// "predicted", "estimated".
    Predicted,
    /// "learned", "ruled", "concluded".
    Learned,
    /// Beliefs, wishes, intentions: no speech.
    Thought,
    /// What a document, a poll or an event shows: no speech.
    Shown,
}

impl Stance {
    const ALL: [(&'static str, Self); 17] = [
        ("said", Self::Said),
        ("announced", Self::Announced),
        ("asked", Self::Asked),
        ("claimed", Self::Claimed),
        ("admitted", Self::Admitted),
        ("denied", Self::Denied),
        ("confirmed", Self::Confirmed),
        ("warned", Self::Warned),
        ("urged", Self::Urged),
        ("promised", Self::Promised),
        ("agreed", Self::Agreed),
        ("criticized", Self::Criticized),
        ("praised", Self::Praised),
        ("predicted", Self::Predicted),
        ("learned", Self::Learned),
        ("thought", Self::Thought),
        ("shown", Self::Shown),
    ];

    /// Whether the cue reports speech rather than a belief or what something shows.
    pub const fn is_speech(self) -> bool {
        !matches!(self, Self::Thought | Self::Shown)
    }

    /// The stance as the lexicon spells it.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize - 1].0
    }
}

/// The part of speech that a row of the lexicon asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Verb,
    Noun,
    Phrase,
}

static CUES: LazyLock<FxHashMap<(&'static str, Part), Stance>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicons/en/cues.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| {
        let mut fields = row.split('\t');
        let (lemma, part, stance) = (fields.next()?, fields.next()?, fields.next()?);
        let part = match part {
            "verb" => Part::Verb,
            "noun" => Part::Noun,
            _ => Part::Phrase,
        };
        let stance = Stance::ALL.iter().find(|(name, _)| *name == stance)?.1;
        Some(((lemma, part), stance))
    })
    .collect()
});

static DEEDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicons/en/cues.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| row.strip_suffix("\tdeed")?.split('\t').next()).collect()
});

/// The stance of a cue by its dictionary form; verbs first, then nouns and phrases.
/// `None` for a word that is no cue.
pub fn stance_of(lemma: &str) -> Option<Stance> {
    [Part::Verb, Part::Noun, Part::Phrase].into_iter().find_map(|part| CUES.get(&(lemma, part)).copied())
}

/// The stance of a verb by its dictionary form.
pub(crate) fn stance_of_verb(lemma: &str) -> Option<Stance> {
    stance(lemma, Upos::Verb)
}

/// Whether the plain object of a verb is a thing done rather than words: "issued a permit", "ordered the strike".
pub(crate) fn is_deed(lemma: &str) -> bool {
    DEEDS.contains(lemma)
}

/// The stance of a token by its dictionary form and part of speech.
pub(crate) fn stance(lemma: &str, upos: Upos) -> Option<Stance> {
    let part = match upos {
        Upos::Verb => Part::Verb,
        Upos::Noun => Part::Noun,
        Upos::Adj | Upos::Adv => Part::Phrase,
        _ => return None,
    };
    CUES.get(&(lemma, part)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_stance_used() {
        let rows = include_str!("../../lexicons/en/cues.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(CUES.len(), rows);
        for (name, stance) in Stance::ALL {
            assert_eq!(stance.name(), name);
            assert!(CUES.values().any(|s| *s == stance), "no cue of stance {name}");
        }
        assert!(is_deed("issue") && !is_deed("say"));
    }

    #[test]
    fn stances_follow_the_part_of_speech() {
        assert_eq!(stance("claim", Upos::Verb), Some(Stance::Claimed));
        assert_eq!(stance("warning", Upos::Noun), Some(Stance::Warned));
        assert_eq!(stance("table", Upos::Noun), None);
        assert_eq!(stance_of("according to"), Some(Stance::Said));
        assert!(!Stance::Thought.is_speech() && Stance::Denied.is_speech());
    }
}
