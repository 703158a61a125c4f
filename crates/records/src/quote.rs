//! Who is quoted saying what.

use crate::Span;
use crate::names::named_enum;

named_enum!(
    /// How speech is given; see the codebook.
    QuoteKind, "quote kind", {
        /// The whole utterance stands in quotation marks.
        Direct => "direct",
        /// Part of a reported sentence stands in quotation marks.
        Mixed => "mixed",
        /// Reported speech without marks.
        Indirect => "indirect",
        /// Marks without speech: titles, terms, irony.
        Scare => "scare",
});

/// One utterance as an article gives it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Quote {
    /// How it is given.
    pub kind: QuoteKind,
    /// What is said; several spans where a cue interrupts it. Never empty.
    pub content: Vec<Span>,
    /// What stands between quotation marks, marks excluded.
    pub quoted: Vec<Span>,
    /// The speaker as written ("he").
    pub speaker: Option<Span>,
    /// Whom a speaker without name means: the words that "he" or "who" takes up ("a nurse at the hospital").
    pub speaker_means: Option<Span>,
    /// Index of the speaker in [`crate::Extraction::entities`].
    pub speaker_entity: Option<usize>,
    /// The others, where several speak as one ("Holm and Berg said"); indices as `speaker_entity`.
    pub other_speakers: Vec<usize>,
    /// The verb or phrase that reports ("said", "according to").
    pub cue: Option<Span>,
    /// The cue's dictionary form ("say").
    pub cue_lemma: Option<String>,
    /// Index of the one spoken to in [`crate::Extraction::entities`].
    pub addressee: Option<usize>,
    /// Index of the sentence in which the content begins.
    pub sentence: usize,
    /// Between 0 and 1.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: &'static str,
}

impl Quote {
    /// Whether somebody speaks or writes here. Scare quotes are no speech, and neither are beliefs and
    /// intentions (`thought`), what a document or poll shows (`shown`), stances without words
    /// (`attitude`) and things merely spoken of (`topic`), which are found beside it.
    pub fn is_speech(&self) -> bool {
        self.kind != QuoteKind::Scare && !matches!(self.rule, "thought" | "shown" | "attitude" | "topic")
    }
}
