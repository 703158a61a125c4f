//! How a wording becomes numbers: policies with a name, applied when a question is asked.
//!
//! `literal` keeps what the text says. `acled` follows the casualty coding of ACLED: ten for
//! "tens", 12 for "dozens", 100 for "hundreds", and the most conservative figure where
//! sources differ. `wikimpacts` follows the Wikimpacts database of climate impacts: two to
//! nine times the scale of the word ("dozens": 24 to 108), five percent below for "nearly".
//! A user's own policy is a TOML file:
//!
//! ```toml
//! name = "desk"
//! lowest = true            # where origins differ, the lowest counts
//! [words]
//! dozens = [24, 99]        # a range, or one number
//! hundreds = 200
//! [hedges]
//! nearly = [-0.05, 0.0]    # shares of the number, below and above
//! about = [-0.1, 0.1]
//! ```

use std::collections::BTreeMap;
use std::path::PathBuf;

use parallax_records::{Bound, Interval};

/// A policy that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// No policy bears the name, and no file does.
    #[error("{name:?} is no policy and no file; one of {known}, or the path of a TOML file")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names that would have been understood.
        known: String,
    },
    /// The file cannot be read.
    #[error("cannot read the policy file {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file does not say what a policy must say.
    #[error("the policy file {path} is not understood: {problem}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        problem: String,
    },
}

/// How far a hedge lets the true number be from the stated one, as shares of it.
#[derive(Debug, Clone, Copy, PartialEq, serde::Deserialize)]
#[serde(from = "[f64; 2]")]
pub struct Hedge {
    /// Share below, negative or zero.
    pub below: f64,
    /// Share above.
    pub above: f64,
}

impl From<[f64; 2]> for Hedge {
    fn from([below, above]: [f64; 2]) -> Self {
        Self { below: below.min(above), above: above.max(below) }
    }
}

/// A figure as stored: what the text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wording<'a> {
    /// How the number is bounded; `None` where the claim has no figure.
    pub bound: Option<Bound>,
    /// The vague word, in lower case.
    pub word: Option<&'a str>,
    /// The literal interval.
    pub interval: Interval,
}

/// A number policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Its name.
    pub name: String,
    /// Ends for vague words.
    words: BTreeMap<String, (f64, f64)>,
    /// Ends for hedged numbers.
    hedges: BTreeMap<Bound, Hedge>,
    /// Whether the lowest figure counts where origins differ.
    pub lowest: bool,
}

impl Default for Numbers {
    fn default() -> Self {
        Self::literal()
    }
}

/// The words that a scale is written in, singular forms are folded onto them.
const SCALES: [(&str, f64); 8] = [
    ("tens", 10.0),
    ("dozens", 12.0),
    ("scores", 20.0),
    ("hundreds", 100.0),
    ("thousands", 1_000.0),
    ("tens of thousands", 10_000.0),
    ("hundreds of thousands", 100_000.0),
    ("millions", 1_000_000.0),
];

impl Numbers {
    /// The names of the built-in policies.
    pub const NAMES: [&'static str; 3] = ["literal", "acled", "wikimpacts"];

    /// What the text says, no more.
    pub fn literal() -> Self {
        Self { name: "literal".into(), words: BTreeMap::new(), hedges: BTreeMap::new(), lowest: false }
    }

    /// The coding rules of ACLED (codebook, "fatalities").
    pub fn acled() -> Self {
        let words = SCALES.iter().map(|(word, scale)| ((*word).to_owned(), (*scale, *scale))).collect();
        Self { name: "acled".into(), words, hedges: BTreeMap::new(), lowest: true }
    }

    /// The normalisation of Wikimpacts 1.0 (Li et al. 2026).
    pub fn wikimpacts() -> Self {
        let words = SCALES.iter().map(|(word, scale)| ((*word).to_owned(), (2.0 * scale, 9.0 * scale))).collect();
        let hedges = BTreeMap::from([(Bound::Nearly, Hedge { below: -0.05, above: 0.0 })]);
        Self { name: "wikimpacts".into(), words, hedges, lowest: false }
    }

    /// The policy of a name, or of the TOML file at that path.
    ///
    /// # Errors
    /// Where the name is unknown and no file bears it, or the file is not understood.
    pub fn named(name: &str) -> Result<Self, PolicyError> {
        match name {
            "literal" => Ok(Self::literal()),
            "acled" => Ok(Self::acled()),
            "wikimpacts" => Ok(Self::wikimpacts()),
            path if path.ends_with(".toml") || std::path::Path::new(path).is_file() => {
                let path = PathBuf::from(path);
                match std::fs::read_to_string(&path) {
                    Ok(text) => Self::parse(&text).map_err(|problem| PolicyError::Parse { path, problem }),
                    Err(source) => Err(PolicyError::Read { path, source }),
                }
            }
            _ => Err(PolicyError::Unknown { name: name.to_owned(), known: Self::NAMES.join(", ") }),
        }
    }

    /// A policy from the text of a TOML file.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: PolicyFile = toml::from_str(text).map_err(|e| e.to_string().trim_end().to_owned())?;
        let mut words = BTreeMap::new();
        for (word, value) in file.words {
            let (low, high) = match value {
                WordValue::One(n) => (n, n),
                WordValue::Range([low, high]) => (low, high),
            };
            if !(low <= high && low >= 0.0) {
                return Err(format!("the range of {word:?} must run upwards from 0 or more"));
            }
            words.insert(fold(&word), (low, high));
        }
        let mut hedges = BTreeMap::new();
        for (name, hedge) in file.hedges {
            let bound: Bound = name.parse().map_err(|e: parallax_records::UnknownName| e.to_string())?;
            hedges.insert(bound, hedge);
        }
        Ok(Self { name: file.name, words, hedges, lowest: file.lowest })
    }

    /// The numbers that a wording allows under this policy.
    pub fn interval(&self, wording: &Wording<'_>) -> Interval {
        let literal = wording.interval;
        let Some(bound) = wording.bound else { return literal };
        if bound == Bound::Vague {
            let ends = wording.word.and_then(|word| self.words.get(&fold(word)));
            return match ends {
                Some(&(low, high)) => Interval {
                    low: Some(low),
                    high: Some(high),
                    low_open: false,
                    high_open: false,
                    approximate: low == high,
                },
                None => literal,
            };
        }
        match (self.hedges.get(&bound), literal.low, literal.high) {
            (Some(hedge), Some(low), Some(high)) => Interval {
                low: Some((low * (1.0 + hedge.below)).round()),
                high: Some((high * (1.0 + hedge.above)).round()),
                approximate: false,
                ..literal
            },
            _ => literal,
        }
    }
}

/// "Several dozen", "dozen", "dozens of" -> "dozens".
fn fold(word: &str) -> String {
    let word = word.trim().to_lowercase();
    let word = word.trim_end_matches(" of").trim_start_matches("several ").trim_start_matches("many ");
    match word {
        "dozen" | "score" | "hundred" | "thousand" | "million" | "ten" => format!("{word}s"),
        other => other.to_owned(),
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    name: String,
    #[serde(default)]
    lowest: bool,
    #[serde(default)]
    words: BTreeMap<String, WordValue>,
    #[serde(default)]
    hedges: BTreeMap<String, Hedge>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum WordValue {
    One(f64),
    Range([f64; 2]),
}

#[cfg(test)]
mod tests {
    use parallax_records::Quantity;

    use super::*;

    fn ends(policy: &Numbers, quantity: &Quantity) -> (Option<f64>, Option<f64>) {
        let word = quantity.word.as_deref();
        let i = policy.interval(&Wording { bound: Some(quantity.bound), word, interval: quantity.interval() });
        (i.low, i.high)
    }

    fn vague(word: &str) -> Quantity {
        Quantity { bound: Bound::Vague, n: None, word: Some(word.into()), ..Quantity::exact(0.0) }
    }

    #[test]
    fn named_policies_read_words_their_way() {
        assert_eq!(ends(&Numbers::literal(), &vague("dozens")), (None, None));
        assert_eq!(ends(&Numbers::acled(), &vague("dozens")), (Some(12.0), Some(12.0)));
        assert_eq!(ends(&Numbers::acled(), &vague("hundreds")), (Some(100.0), Some(100.0)));
        assert_eq!(ends(&Numbers::wikimpacts(), &vague("several dozen")), (Some(24.0), Some(108.0)));
        let nearly = Quantity { bound: Bound::Nearly, ..Quantity::exact(200.0) };
        assert_eq!(ends(&Numbers::wikimpacts(), &nearly), (Some(190.0), Some(200.0)));
        assert_eq!(ends(&Numbers::acled(), &nearly), (Some(200.0), Some(200.0)));
    }

    #[test]
    fn a_users_policy_is_read_or_refused_in_words() {
        let text = "name = \"desk\"\n[words]\ndozens = [24, 99]\nhundreds = 200\n[hedges]\nabout = [-0.1, 0.1]\n";
        let desk = Numbers::parse(text).expect("a policy");
        assert_eq!(ends(&desk, &vague("dozens")), (Some(24.0), Some(99.0)));
        assert_eq!(ends(&desk, &Quantity { bound: Bound::About, ..Quantity::exact(50.0) }), (Some(45.0), Some(55.0)));
        assert!(
            Numbers::parse("name = \"x\"\n[hedges]\nroughly = [0, 0]\n").expect_err("no bound").contains("roughly")
        );
        assert!(
            Numbers::parse("name = \"x\"\n[words]\ndozens = [9, 2]\n").expect_err("turned round").contains("dozens")
        );
        assert!(Numbers::named("acle").expect_err("unknown").to_string().contains("acled"));
    }
}
