//! Closed lists that cut texts into tokens and sentences.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What an abbreviation is, which decides whether its full stop may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// No abbreviation.
    None,
    /// Stands before a name ("Gen.").
    Title,
    /// Stands before a number ("No.").
    Number,
    /// A month or weekday.
    Calendar,
    /// As `Calendar`, but an everyday word too ("Sun.").
    CalendarWord,
    /// A place of America ("Calif.").
    State,
    /// As `State`, but an everyday word too ("Mass.").
    StateWord,
    /// Closes a name ("Inc.").
    Company,
    /// Part of an address ("Ave.").
    Place,
    /// A word too, where a capital follows ("in.").
    Lower,
    /// Any other.
    Other,
}

impl Abbreviation {
    fn of(class: &str) -> Self {
        match class {
            "title" => Self::Title,
            "number" => Self::Number,
            "calendar" => Self::Calendar,
            "calendar?" => Self::CalendarWord,
            "state" => Self::State,
            "state?" => Self::StateWord,
            "company" => Self::Company,
            "place" => Self::Place,
            "lower?" => Self::Lower,
            _ => Self::Other,
        }
    }
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../lexicons/en/abbreviations.tsv"));
    rows.filter_map(|row| row.split_once('\t')).map(|(word, class)| (word, Abbreviation::of(class))).collect()
});

/// The rows of a list: comments and empty lines left out.
pub(crate) fn rows(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The class of an abbreviation, written without its last full stop.
pub(crate) fn abbreviation(word: &str) -> Abbreviation {
    if word.len() > 8 {
        return Abbreviation::None;
    }
    ABBREVIATIONS.get(word).copied().unwrap_or(Abbreviation::None)
}

/// Pieces of academic degrees longer than a letter, before their inner stop.
pub(crate) const DEGREES: &[&str] = &["Ph", "Ph.D", "M.Sc", "B.Sc", "Ed.D", "Ll.B", "D.Phil", "M.Phil", "Litt.D"];

/// The last pieces of degrees longer than a letter.
pub(crate) const DEGREE_ENDS: &[&str] = &["Sc", "Phil", "Ed", "Litt", "Com", "Eng"];

/// Names that end in "!".
pub(crate) const CALLED: &[&str] = &["Yahoo", "Jeopardy"];

/// Words with a stroke that are one token.
pub(crate) const SLASHED: &[&str] = &["w/o", "w/out", "s/he", "b/t", "l/c", "i/o"];

/// What stands before "$" in the name of a currency.
pub(crate) const CURRENCY_PREFIXES: &[&str] = &["US", "U", "A", "C", "CA", "HK", "NZ", "AU", "S", "R", "NT", "Z", "J"];

/// Second halves that keep even a prefix apart ("over-the-counter").
pub(crate) const STAYS_APART: &[&str] = &["the", "and", "or", "a", "to", "in", "of", "under"];

/// Faces written with signs.
pub(crate) const EMOTICONS: &[&str] = &[
    ":)", ":(", ";)", ":-)", ":-(", ";-)", ":D", ":P", ":p", "=)", "=(", ":-D", ":-P", "(:", ":/", ":-/", ">:(", "<3",
    "^_^", ":'(", ":O", ":o", "xD",
];

/// Whether a word is a country's possessive whose apostrophe was lost: "Syrias", as dumps without apostrophes have it.
pub(crate) fn is_bare_possessive(word: &str) -> bool {
    let Some(owner) = word.strip_suffix('s').filter(|w| w.len() > 3 && w.starts_with(|c: char| c.is_ascii_uppercase()))
    else {
        return false;
    };
    // "the Americas" are two.
    owner != "America" && super::country(owner).is_some_and(|(_, sense)| sense == super::CountryWord::Name)
}

/// How many bytes the first token of a fused pair has: "can|not", "gon|na".
pub(crate) fn fused_head(word: &str) -> Option<usize> {
    const FUSED: &[(&str, usize)] = &[
        ("arent", 3),
        ("cannot", 3),
        ("couldnt", 5),
        ("didnt", 3),
        ("doesnt", 4),
        ("gimme", 3),
        ("gonna", 3),
        ("gotta", 3),
        ("hasnt", 3),
        ("havent", 4),
        ("isnt", 2),
        ("lemme", 3),
        ("shouldnt", 6),
        ("wanna", 3),
        ("wasnt", 3),
        ("wouldnt", 5),
    ];
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    if !b"acdghilsw".contains(&first) {
        return None;
    }
    FUSED.iter().find(|(fused, _)| fused.eq_ignore_ascii_case(word)).map(|(_, head)| *head)
}

/// Whether the last label of a dotted name makes it a host or a file. Labels that are
/// words as well ("in", "it", "so") are left out: scrapers lose spaces after full stops.
pub(crate) fn is_domain_suffix(label: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "ac", "asp", "aspx", "au", "biz", "br", "ca", "cfm", "ch", "cn", "co", "com", "csv", "de", "doc", "docx",
        "edu", "eu", "exe", "fr", "gif", "gov", "htm", "html", "il", "info", "int", "io", "ir", "jp", "jpeg", "jpg",
        "js", "kr", "mil", "mp3", "mp4", "net", "nl", "org", "pdf", "php", "pl", "png", "ppt", "pps", "rtf", "ru",
        "se", "sy", "tr", "tv", "txt", "ua", "uk", "url", "wav", "xls", "xlsx", "xml", "za", "zip",
    ];
    label.len() <= 4 && SUFFIXES.iter().any(|s| s.eq_ignore_ascii_case(label))
}

/// Whether a last half stays joined to what stands before its hyphen.
pub(crate) fn is_suffix(word: &str) -> bool {
    const SUFFIXES: &[&str] = &["esque", "ette", "fest", "fold", "gate", "itis", "less", "most", "rama", "wise"];
    SUFFIXES.contains(&word)
}

/// Whether letters before or behind a hyphen that joins nothing are an affix or a word cut
/// short ("th- this", "the ending -ed"), and not a short word.
pub(crate) fn is_fragment(letters: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "ad", "ah", "am", "an", "as", "at", "be", "by", "co", "do", "eu", "ex", "go", "ha", "he", "hi", "i", "id",
        "if", "in", "is", "it", "la", "ma", "me", "mr", "ms", "my", "no", "of", "oh", "ok", "on", "or", "pa", "pm",
        "re", "so", "st", "to", "tv", "uh", "uk", "um", "un", "up", "us", "we", "ye",
    ];
    const ENDINGS: &[&str] = &["est", "ful", "ing", "ish", "ism", "ist", "ity", "ous"];
    let short = (1..=2).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphabetic());
    short && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(letters)) || ENDINGS.contains(&letters)
}

/// Whether two halves make a sound of agreement or surprise ("uh-huh").
pub(crate) fn is_sound(left: &str, right: &str) -> bool {
    const SOUNDS: &[(&str, &str)] = &[
        ("ah", "ha"),
        ("ha", "ha"),
        ("mm", "hm"),
        ("mm", "hmm"),
        ("mm", "mm"),
        ("o", "kay"),
        ("oh", "oh"),
        ("uh", "huh"),
        ("uh", "oh"),
        ("uh", "uh"),
        ("um", "hum"),
    ];
    SOUNDS.iter().any(|(l, r)| l.eq_ignore_ascii_case(left) && r.eq_ignore_ascii_case(right))
}

/// Whether a first half stays joined to what follows its hyphen.
pub(crate) fn is_prefix(word: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "anti", "arch", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "inter", "intra", "macro", "mega",
        "meta", "micro", "mid", "mini", "mono", "multi", "neo", "non", "over", "para", "peri", "poly", "post", "pre",
        "pro", "proto", "pseudo", "psycho", "re", "semi", "socio", "sub", "super", "trans", "tri", "ultra", "un",
        "under", "uni",
    ];
    word.len() <= 7 && PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(word))
}

/// Letters that measure the number before them.
pub(crate) fn is_unit(letters: &str) -> bool {
    const UNITS: &[&str] = &[
        "AM", "B", "C", "F", "GB", "GHz", "GW", "Hz", "K", "KB", "M", "MB", "MHz", "MM", "MW", "MWh", "PM", "TB", "W",
        "am", "b", "bn", "cc", "cm", "ct", "days", "deg", "ft", "g", "gal", "gb", "h", "ha", "hh", "hp", "hr", "hrs",
        "in", "k", "kHz", "kW", "kWh", "kb", "kg", "kgs", "km", "kmh", "kms", "kph", "l", "lb", "lbs", "m", "mAh",
        "mb", "mg", "mi", "min", "mins", "ml", "mm", "mn", "mph", "ms", "nm", "oz", "p", "pc", "pm", "pp", "pt", "pts",
        "px", "rpm", "sec", "secs", "sq", "t", "tn", "trn", "x", "yr", "yrs",
    ];
    UNITS.contains(&letters)
}

/// Words that lost their beginning to an apostrophe.
pub(crate) fn is_clipped(word: &str) -> bool {
    const CLIPPED: &[&str] = &["bout", "cause", "em", "n", "round", "til", "till", "tis", "twas"];
    CLIPPED.iter().any(|c| c.eq_ignore_ascii_case(word))
}

/// Whether a word, here in lower case, more often begins a sentence than a name where it is
/// capitalised: function words, and the few nouns that news sentences like to open with.
pub(crate) fn begins_sentences(lower: &str) -> bool {
    STARTERS.binary_search(&lower).is_ok()
}

const STARTERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "few",
    "following",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "just",
    "last",
    "later",
    "like",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "people",
    "please",
    "several",
    "she",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "today",
    "two",
    "under",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
];
