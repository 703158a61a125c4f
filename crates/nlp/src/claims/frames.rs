//! Frames: what a claim of a kind looks like, as data (`lexicons/en/frames/*.toml`).
//!
//! A frame names its kind, lists of words, and patterns. A pattern takes a list of words as
//! triggers, a construction (how the counted thing stands to the trigger on the surface) and
//! paths (where it stands in the tree). Every frame carries examples and counter-examples,
//! which run as tests.
//!
//! Words are dictionary forms; `shoot/shot/shot` gives past and participle; `POSS` stands for
//! a possessive, `ADJ` for one word that may stand there. Verbs and nouns are matched in all their forms, whatever the tagger says:
//! in headlines it often errs.

use std::borrow::Cow;

use parallax_records::{ClaimKind, Scope};
use rustc_hash::FxHashMap;

use super::inflect::{self, Form};
use crate::{Deprel, Document};

/// What can be wrong with a frame file.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The file is no TOML of the frame format.
    #[error("frame {name}, line {line}: {}", source.message())]
    Format {
        /// The frame's name.
        name: String,
        /// The line, counted from 1.
        line: usize,
        /// What the parser says.
        source: Box<toml::de::Error>,
    },
    /// A pattern names a list of words that the file does not have.
    #[error("frame {name}, line {line}, pattern {rule}: no list of words is called {words:?}")]
    NoWords {
        /// The frame's name.
        name: String,
        /// The line where the pattern begins, counted from 1.
        line: usize,
        /// The pattern's rule.
        rule: String,
        /// The list it names.
        words: String,
    },
    /// A path names no relation.
    #[error("frame {name}, line {line}, pattern {rule}: {step:?} is no relation of a path")]
    NoRelation {
        /// The frame's name.
        name: String,
        /// The line where the pattern begins, counted from 1.
        line: usize,
        /// The pattern's rule.
        rule: String,
        /// The step.
        step: String,
    },
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: ClaimKind,
    /// Whether a single person, given by an article, is no claim of this kind.
    #[serde(default)]
    plural_only: bool,
    #[serde(default)]
    words: std::collections::BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pattern: Vec<FilePattern>,
    #[serde(default)]
    example: Vec<Example>,
    #[serde(default)]
    counter: Vec<Counter>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePattern {
    rule: String,
    words: String,
    pos: Pos,
    construction: Construction,
    #[serde(default)]
    paths: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    unless_clause: Vec<String>,
    #[serde(default)]
    led_by: Vec<String>,
    #[serde(default)]
    needs_sentence: Vec<String>,
    #[serde(default)]
    least: f64,
    #[serde(default)]
    persons_only: bool,
    #[serde(default)]
    needs_means: bool,
    stance: Option<parallax_records::Stance>,
    form: Option<parallax_records::Form>,
    scope: Option<Scope>,
}

/// A sentence and the claims that must be found in it, each as "bound n victims scope rule".
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) text: String,
    pub(super) claims: Vec<String>,
}

/// A sentence without any claim of the kind.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counter {
    pub(super) text: String,
}

/// The part of speech of a pattern's words, which decides how they inflect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Pos {
    Verb,
    Noun,
    Adjective,
    /// As written, but for a verb at its head.
    Phrase,
}

/// How the counted thing stands to the trigger on the surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Construction {
    /// "killed 40 people"
    Object,
    /// "40 people were killed"
    Passive,
    /// "40 people killed in a fire", "40 killed"
    Reduced,
    /// "40 people who were killed"
    RelativePassive,
    /// "40 people died", "40 people who died", "forced 40 people to flee"
    Subject,
    /// "40 people are dead", "left 40 people dead", "40 dead"
    Predicate,
    /// "40 injured passengers"
    Attributive,
    /// "40 arrests"
    CountNoun,
    /// "the arrest of 40 people"
    OfNoun,
    /// "the death toll rose to 40"
    Toll,
    /// "X met Y": subject and the prepositions' phrases ("" for the object)
    Parties,
    /// "the meeting of X with Y", "X's talks with Y"
    PartiesNoun,
    /// "X visits Oslo"
    Visit,
    /// "X claimed responsibility for the attack"
    Responsibility,
    /// "Y blamed X for the attack"
    Blame,
    /// "X attacked Y"
    Strike,
    /// words that measure nothing
    Measure,
}

/// One step of a path in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The trigger itself.
    Here,
    /// A child in this relation.
    Down(Deprel),
    /// The head, where the trigger stands in this relation to it.
    Up(Deprel),
}

/// A pattern, ready to match.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) kind: ClaimKind,
    /// "killed.object".
    pub(super) rule: Cow<'static, str>,
    pub(super) construction: Construction,
    pub(super) paths: Vec<Step>,
    pub(super) prepositions: Vec<String>,
    /// Forms of the verbs that must stand directly before the number, if any.
    pub(super) after: Vec<String>,
    /// Words that take the trigger's meaning away where they follow within four words.
    pub(super) unless: Vec<String>,
    /// Words that do so anywhere in the clause before the number.
    pub(super) unless_clause: Vec<String>,
    /// Words of which one must stand right before the trigger, if any are named.
    pub(super) led_by: Vec<String>,
    /// Words of which one must stand in the sentence, if any are named.
    pub(super) needs_sentence: Vec<String>,
    /// The least number that counts.
    pub(super) least: f64,
    /// Whether "a man" is no claim.
    pub(super) plural_only: bool,
    /// Whether only persons take part, no groups.
    pub(super) persons_only: bool,
    /// Whether something that deals a blow must be named.
    pub(super) needs_means: bool,
    /// Whose word a claim of responsibility is.
    pub(super) stance: Option<parallax_records::Stance>,
    /// The form of a meeting.
    pub(super) form: Option<parallax_records::Form>,
    pub(super) scope: Option<Scope>,
}

/// A word after the first of a trigger.
#[derive(Debug, Clone)]
enum Rest {
    Words(Vec<String>),
    Possessive,
    /// Any one word, or none.
    Optional,
}

#[derive(Debug, Clone)]
struct Entry {
    pattern: u16,
    form: Form,
    rest: Vec<Rest>,
}

/// All frames, indexed by the forms of their triggers.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    pub(super) patterns: Vec<Pattern>,
    index: FxHashMap<Box<str>, Vec<Entry>>,
    /// Sentences with the claims they hold, by the frame's name.
    pub(super) examples: Vec<(String, ClaimKind, Example)>,
    /// Sentences that hold no claim of a kind, by the frame's name.
    pub(super) counters: Vec<(String, ClaimKind, Counter)>,
}

/// A trigger found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trigger {
    pub(super) pattern: usize,
    pub(super) tokens: std::ops::Range<usize>,
    pub(super) form: Form,
}

const SHIPPED: &[(&str, &str)] = &[
    ("killed", include_str!("../../lexicons/en/frames/killed.toml")),
    ("injured", include_str!("../../lexicons/en/frames/injured.toml")),
    ("missing", include_str!("../../lexicons/en/frames/missing.toml")),
    ("displaced", include_str!("../../lexicons/en/frames/displaced.toml")),
    ("detained", include_str!("../../lexicons/en/frames/detained.toml")),
    ("met", include_str!("../../lexicons/en/frames/met.toml")),
    ("visited", include_str!("../../lexicons/en/frames/visited.toml")),
    ("responsible", include_str!("../../lexicons/en/frames/responsible.toml")),
    ("struck", include_str!("../../lexicons/en/frames/struck.toml")),
    ("figure", include_str!("../../lexicons/en/frames/figure.toml")),
];

impl Frames {
    /// The shipped English frames.
    ///
    /// # Panics
    /// Where a shipped frame is broken, which the tests rule out.
    pub fn english() -> Self {
        let mut frames = Self::default();
        for (name, text) in SHIPPED {
            frames.add(name, text).unwrap_or_else(|e| panic!("shipped {e}"));
        }
        frames
    }

    /// Adds a frame, for example a user's own: `name` leads its rules ("name.rule").
    ///
    /// # Errors
    /// Where `text` is no frame; nothing is added then.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), FrameError> {
        let file: File = toml::from_str(text).map_err(|source| FrameError::Format {
            name: name.to_owned(),
            line: line_of(text, &source),
            source: Box::new(source),
        })?;
        let mut patterns = Vec::new();
        for (number, pattern) in file.pattern.iter().enumerate() {
            let line = text.lines().enumerate().filter(|(_, l)| l.trim() == "[[pattern]]").nth(number);
            let line = line.map_or(1, |(at, _)| at + 1);
            let Some(words) = file.words.get(&pattern.words) else {
                return Err(FrameError::NoWords {
                    name: name.to_owned(),
                    line,
                    rule: pattern.rule.clone(),
                    words: pattern.words.clone(),
                });
            };
            let paths = pattern.paths.iter().map(|p| step(p)).collect::<Result<Vec<_>, _>>();
            let paths = paths.map_err(|step| FrameError::NoRelation {
                name: name.to_owned(),
                line,
                rule: pattern.rule.clone(),
                step,
            })?;
            let after = pattern.after.iter().flat_map(|v| inflect::verb(v)).map(|(form, _)| form).collect();
            patterns.push((
                words,
                pattern.pos,
                Pattern {
                    kind: file.kind,
                    rule: Cow::Owned(format!("{name}.{}", pattern.rule)),
                    construction: pattern.construction,
                    paths,
                    prepositions: pattern.prepositions.clone(),
                    after,
                    unless: pattern.unless.clone(),
                    unless_clause: pattern.unless_clause.clone(),
                    led_by: pattern.led_by.clone(),
                    needs_sentence: pattern.needs_sentence.clone(),
                    least: pattern.least,
                    plural_only: file.plural_only,
                    persons_only: pattern.persons_only,
                    needs_means: pattern.needs_means,
                    stance: pattern.stance,
                    form: pattern.form,
                    scope: pattern.scope,
                },
            ));
        }
        for (words, pos, pattern) in patterns {
            let number = u16::try_from(self.patterns.len()).unwrap_or(u16::MAX);
            self.patterns.push(pattern);
            for phrase in words {
                self.enter(number, pos, phrase);
            }
        }
        self.examples.extend(file.example.into_iter().map(|e| (name.to_owned(), file.kind, e)));
        self.counters.extend(file.counter.into_iter().map(|c| (name.to_owned(), file.kind, c)));
        Ok(())
    }

    fn enter(&mut self, pattern: u16, pos: Pos, phrase: &str) {
        let mut words = phrase.split(' ');
        let Some(first) = words.next() else { return };
        let rest: Vec<Rest> = words
            .map(|w| match w {
                "POSS" => Rest::Possessive,
                "ADJ" => Rest::Optional,
                // Nouns within a phrase may stand in the plural: "lost their lives".
                w => Rest::Words(inflect::noun(w).into_iter().map(|(form, _)| form).collect()),
            })
            .collect();
        let preposition =
            matches!(first, "in" | "under" | "behind" | "among" | "of" | "unaccounted" | "unaccounted-for" | "feared");
        let forms = match pos {
            Pos::Verb => inflect::verb(first),
            Pos::Phrase if !preposition => inflect::verb(first),
            Pos::Noun if rest.is_empty() => inflect::noun(first),
            _ => vec![(first.to_owned(), Form::Base)],
        };
        for (form, kind) in forms {
            let list = self.index.entry(form.into_boxed_str()).or_default();
            list.push(Entry { pattern, form: kind, rest: rest.clone() });
        }
    }

    /// The triggers that begin at a token, the longest first.
    pub(super) fn triggers_at(&self, doc: &Document<'_>, at: usize, end: usize, found: &mut Vec<Trigger>) {
        let Some(entries) = self.index.get(doc.lower(at)) else { return };
        for entry in entries {
            let mut stop = at + 1;
            let mut optional = false;
            let fits = entry.rest.iter().all(|rest| {
                if stop >= end {
                    return false;
                }
                let lower = doc.lower(stop);
                let same = match rest {
                    Rest::Optional => {
                        optional = true;
                        return true;
                    }
                    Rest::Words(forms) => {
                        let here = forms.iter().any(|f| f == lower);
                        if !here && std::mem::take(&mut optional) && stop + 1 < end {
                            stop += 1;
                        }
                        let lower = doc.lower(stop);
                        forms.iter().any(|f| f == lower)
                    }
                    Rest::Possessive => {
                        matches!(lower, "their" | "his" | "her" | "its" | "our" | "my" | "your" | "the")
                            || matches!(lower, "themselves" | "himself" | "herself" | "him" | "them" | "it")
                    }
                };
                stop += 1;
                same
            });
            if fits {
                found.push(Trigger { pattern: usize::from(entry.pattern), tokens: at..stop, form: entry.form });
            }
        }
    }

    /// Whether a word is the first of some trigger.
    pub(super) fn is_trigger_word(&self, lower: &str) -> bool {
        self.index.contains_key(lower)
    }
}

/// The line of a format error, counted from 1.
fn line_of(text: &str, error: &toml::de::Error) -> usize {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1
}

fn step(text: &str) -> Result<Step, String> {
    if text == "." {
        return Ok(Step::Here);
    }
    let (up, name) = text.strip_prefix('^').map_or((false, text), |n| (true, n));
    let relation = Deprel::of(name);
    if relation.name() != name {
        return Err(text.to_owned());
    }
    Ok(if up { Step::Up(relation) } else { Step::Down(relation) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_frame_is_one_clear_error() {
        let mut frames = Frames::default();
        let error = frames.add("own", "kind = \"eaten\"").expect_err("no such kind");
        assert!(error.to_string().starts_with("frame own, line 1: "), "{error}");
        let text =
            "kind = \"killed\"\n[[pattern]]\nrule = \"r\"\nwords = \"w\"\npos = \"verb\"\nconstruction = \"object\"\n";
        let error = frames.add("own", text).expect_err("no words");
        assert_eq!(error.to_string(), "frame own, line 2, pattern r: no list of words is called \"w\"");
        let text = format!("{text}paths = [\"objekt\"]\n[words]\nw = [\"smite/smote/smitten\"]\n");
        let error = frames.add("own", &text).expect_err("no relation");
        assert_eq!(error.to_string(), "frame own, line 2, pattern r: \"objekt\" is no relation of a path");
        assert!(frames.patterns.is_empty(), "nothing is added by a broken frame");
    }
}
