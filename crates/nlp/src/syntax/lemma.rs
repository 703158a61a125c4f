//! Dictionary forms from words and their tags.
//!
//! Needs: tokens, upos, xpos. Adds: `lemmas`.
//!
//! A table of exceptions first, which training makes from the treebanks (models/en/lemmas.tsv),
//! then rules of spelling: "tried" to "try", "stopped" to "stop", "closed" to "close",
//! "parties" to "party". Proper nouns keep their written form, plural ones lose their "s".
//! Conventions are those of UD English: "is" to "be", "me" to "I", "200,000" to "200000".
//! Known misses: rare verbs whose spelling hides an "e" ("benefited" against "united").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;
use crate::{Document, Lemma, Upos, Xpos};

impl Document<'_> {
    /// Fills `lemmas` from the words and their tags.
    pub fn lemmatize(&mut self) {
        let lemma = |t: usize| lemmatize(self.form(t), self.lower(t), self.upos[t], self.xpos[t]);
        self.lemmas = (0..self.len()).map(lemma).collect();
    }
}

/// Exceptions: a form, then each tag it is an exception for with its lemma.
static TABLE: LazyLock<FxHashMap<&'static str, Vec<(Xpos, &'static str)>>> = LazyLock::new(|| {
    let mut table: FxHashMap<&str, Vec<(Xpos, &str)>> = FxHashMap::default();
    for row in rows(include_str!("../../models/en/lemmas.tsv")) {
        let mut columns = row.split('\t');
        if let (Some(form), Some(tag), Some(lemma)) = (columns.next(), columns.next(), columns.next()) {
            table.entry(form).or_default().push((Xpos::of(tag), lemma));
        }
    }
    table
});

/// The dictionary form of a word, given it as written and in lower case.
pub fn lemmatize(form: &str, lower: &str, upos: Upos, xpos: Xpos) -> Lemma {
    let found = exception(form, xpos).or_else(|| if form == lower { None } else { exception(lower, xpos) });
    match found {
        Some(lemma) if lemma == form => Lemma::Written,
        Some(lemma) if lemma == lower => Lemma::Form,
        Some(lemma) => Lemma::Listed(lemma),
        None => lemmatize_by_rule(form, lower, upos, xpos),
    }
}

fn exception(form: &str, xpos: Xpos) -> Option<&'static str> {
    TABLE.get(form)?.iter().find(|(tag, _)| *tag == xpos).map(|(_, lemma)| *lemma)
}

/// The dictionary form by the rules alone: what the table of exceptions is made against.
pub fn lemmatize_by_rule(form: &str, lower: &str, upos: Upos, xpos: Xpos) -> Lemma {
    let proper = upos == Upos::Propn || matches!(xpos, Xpos::Nnp | Xpos::Nnps | Xpos::Add);
    let lemma = match xpos {
        Xpos::Nns | Xpos::Nnps => singular(lower),
        Xpos::Vbz => third_person(lower),
        Xpos::Vbd | Xpos::Vbn => lower.strip_suffix("ed").map(past).filter(|_| lower.len() > 4),
        Xpos::Vbg => lower.strip_suffix("ing").filter(|s| s.len() > 1).map(restore),
        Xpos::Jjr | Xpos::Rbr => lower.strip_suffix("er").filter(|s| s.len() > 2).map(past),
        Xpos::Jjs | Xpos::Rbs => lower.strip_suffix("est").filter(|s| s.len() > 2).map(past),
        Xpos::Cd if lower.contains(',') => Some(lower.replace(',', "")),
        _ => None,
    };
    let capitals =
        form.len() <= 5 && form.len() > 1 && form.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    match lemma {
        Some(lemma) if proper => Lemma::Other(cased_like(form, &lemma).into()),
        Some(lemma) if xpos == Xpos::Nns && shouts(form) => Lemma::Other(cased_like(form, &lemma).into()),
        Some(lemma) if lemma == lower => Lemma::Form,
        Some(lemma) => Lemma::Other(lemma.into()),
        None if proper || xpos == Xpos::Fw || form == lower && upos == Upos::Punct => Lemma::Written,
        None if upos == Upos::Noun && capitals => Lemma::Written,
        None if upos == Upos::Num && is_roman(form) => Lemma::Written,
        None if upos == Upos::Adj && crate::lexicon::is_nationality(lower) => Lemma::Written,
        None => Lemma::Form,
    }
}

/// "CFLs", "NGOs": capitals with a small ending.
fn shouts(form: &str) -> bool {
    let body = form.trim_end_matches(['s', '\'', '\u{2019}']);
    body.len() > 1 && body.len() < form.len() && body.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_roman(form: &str) -> bool {
    !form.is_empty() && form.bytes().all(|b| b"IVXLCM".contains(&b))
}

/// A lemma made of the small letters, with the capitals of the form it came from.
fn cased_like(form: &str, lemma: &str) -> String {
    let shared = form.chars().zip(lemma.chars()).take_while(|(f, l)| f.to_lowercase().eq(std::iter::once(*l))).count();
    let all = form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let kept: String = form.chars().take(shared).collect();
    let rest: String = lemma.chars().skip(shared).collect();
    if all { kept + &rest.to_uppercase() } else { kept + &rest }
}

/// The singular of a plural noun; `None` where it looks like none.
fn singular(lower: &str) -> Option<String> {
    let owned = |stem: &str, ending: &str| Some(format!("{stem}{ending}"));
    for mark in ["'s", "\u{2019}s"] {
        if let Some(stem) = lower.strip_suffix(mark) {
            return owned(stem, "");
        }
    }
    if let Some(stem) = lower.strip_suffix("men").filter(|s| s.len() != 1) {
        return owned(stem, "man");
    }
    if let Some(stem) = lower.strip_suffix("people") {
        return owned(stem, if stem.is_empty() { "people" } else { "person" });
    }
    es_ending(lower).or_else(|| {
        let stem = lower.strip_suffix('s').filter(|s| s.len() > 1 || s.bytes().any(|b| b.is_ascii_digit()))?;
        if stem.ends_with('s') || stem.ends_with("iu") || stem.ends_with("ctu") {
            return None;
        }
        owned(stem, "")
    })
}

/// The base of a verb's third person.
fn third_person(lower: &str) -> Option<String> {
    es_ending(lower).or_else(|| lower.strip_suffix('s').filter(|s| s.len() > 1 && !s.ends_with('s')).map(str::to_owned))
}

/// "parties", "churches", "classes", "boxes", "heroes".
fn es_ending(lower: &str) -> Option<String> {
    if let Some(stem) = lower.strip_suffix("ies").filter(|s| s.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let stem = lower.strip_suffix("es")?;
    let hissing = ["ss", "sh", "ch", "x", "zz", "o", "us"].iter().any(|end| stem.ends_with(end));
    // "houses", "causes", "excuses" against "buses", "viruses".
    let vowel_use = ["ous", "aus", "ccus", "cus", "eus", "fus", "mus"].iter().any(|end| stem.ends_with(end));
    (hissing && !vowel_use && stem.len() > 2).then(|| stem.to_owned())
}

/// The base before "-ed", "-er", "-est".
fn past(stem: &str) -> String {
    match stem.strip_suffix('i') {
        Some(rest) if rest.len() > 1 => format!("{rest}y"),
        _ => restore(stem),
    }
}

/// The base of a stem that lost "-ed" or "-ing": undoubled ("stopp"), with its silent "e"
/// ("clos"), or as it is ("walk").
fn restore(stem: &str) -> String {
    let bytes = stem.as_bytes();
    if !stem.is_ascii() || bytes.len() < 2 {
        return stem.to_owned();
    }
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    if last == before && !is_vowel(last) {
        let keeps = matches!(last, b'l' | b's' | b'z' | b'f');
        return if keeps { stem.to_owned() } else { stem[..stem.len() - 1].to_owned() };
    }
    if wants_e(bytes, last, before) { format!("{stem}e") } else { stem.to_owned() }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether a stem lost a silent "e".
fn wants_e(bytes: &[u8], last: u8, before: u8) -> bool {
    let third = bytes.len().checked_sub(3).map_or(b' ', |i| bytes[i]);
    let groups = vowel_groups(bytes);
    let lone_vowel = is_vowel(before) && !is_vowel(third) && third != b' ';
    match last {
        b'c' | b'v' | b'u' | b'z' => true,
        b'i' | b'o' | b'a' | b'w' | b'x' | b'y' | b'h' | b'e' => false,
        b'g' => matches!(before, b'd' | b'r' | b'l') || is_vowel(before) && !(is_vowel(third)),
        b's' => before != b's' && before != b'u' || is_vowel(third) && before == b'u',
        b'l' if !is_vowel(before) => !matches!(before, b'r' | b'w' | b'l'),
        // One beat, one vowel, one consonant: a stem without "e" would double ("hopping").
        _ if lone_vowel && groups == 1 => true,
        b't' => lone_vowel && matches!(before, b'a' | b'u' | b'o'),
        b'd' => lone_vowel && (before != b'e' || groups > 1 && third == b'c'),
        b'r' => lone_vowel && matches!(before, b'i' | b'u'),
        b'n' => lone_vowel && before == b'i',
        b'm' => lone_vowel && before == b'u',
        b'k' => lone_vowel,
        b'l' => lone_vowel && matches!(before, b'u' | b'i'),
        b'p' => lone_vowel && before == b'a',
        b'b' => lone_vowel && before == b'i',
        _ => false,
    }
}

fn vowel_groups(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut inside = false;
    for (i, b) in bytes.iter().enumerate() {
        let vowel = is_vowel(*b) || *b == b'y' && i > 0;
        count += usize::from(vowel && !inside);
        inside = vowel;
    }
    count
}

/// Every spelling that the base of an inflected form may have, for training to choose from.
pub fn lemma_candidates(lower: &str, xpos: Xpos) -> Vec<String> {
    let bases = |stem: &str| {
        let mut all = vec![stem.to_owned(), format!("{stem}e")];
        let bytes = stem.as_bytes();
        if bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && stem.is_ascii() {
            all.push(stem[..stem.len() - 1].to_owned());
        }
        if let Some(rest) = stem.strip_suffix('i') {
            all.push(format!("{rest}y"));
        }
        all
    };
    match xpos {
        Xpos::Vbd | Xpos::Vbn => lower.strip_suffix("ed").map(bases),
        Xpos::Vbg => lower.strip_suffix("ing").map(bases),
        Xpos::Jjr => lower.strip_suffix("er").map(bases),
        Xpos::Jjs => lower.strip_suffix("est").map(bases),
        Xpos::Nns | Xpos::Vbz => lower.strip_suffix('s').map(|stem| {
            let mut all = vec![stem.to_owned()];
            all.extend(stem.strip_suffix('e').map(str::to_owned));
            all.extend(stem.strip_suffix("ie").map(|rest| format!("{rest}y")));
            all
        }),
        _ => None,
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, upos: &str, xpos: &str) -> String {
        let lower = form.to_lowercase();
        match lemmatize(form, &lower, Upos::of(upos), Xpos::of(xpos)) {
            Lemma::Form => lower,
            Lemma::Written => form.to_owned(),
            Lemma::Listed(listed) => listed.to_owned(),
            Lemma::Other(other) => other.into(),
        }
    }

    #[test]
    fn verbs_lose_their_endings() {
        let expected = [
            ("said", "VBD", "say"),
            ("stopped", "VBD", "stop"),
            ("closed", "VBN", "close"),
            ("tried", "VBD", "try"),
            ("visited", "VBD", "visit"),
            ("created", "VBN", "create"),
            ("controlled", "VBD", "control"),
            ("called", "VBD", "call"),
            ("dying", "VBG", "die"),
            ("running", "VBG", "run"),
            ("making", "VBG", "make"),
            ("watches", "VBZ", "watch"),
            ("does", "VBZ", "do"),
            ("underwent", "VBD", "undergo"),
            ("is", "VBZ", "be"),
            ("wounded", "VBN", "wound"),
            ("injured", "VBN", "injure"),
            ("met", "VBD", "meet"),
            ("fled", "VBD", "flee"),
            ("zorbed", "VBD", "zorb"),
        ];
        for (form, tag, base) in expected {
            assert_eq!(lemma(form, "VERB", tag), base, "{form}");
        }
    }

    #[test]
    fn nouns_become_singular() {
        let expected = [
            ("parties", "party"),
            ("churches", "church"),
            ("houses", "house"),
            ("viruses", "virus"),
            ("women", "woman"),
            ("children", "child"),
            ("wives", "wife"),
            ("NGOs", "NGO"),
            ("series", "series"),
            ("spokesmen", "spokesman"),
            ("1990s", "1990s"),
            ("zorbs", "zorb"),
        ];
        for (form, base) in expected {
            assert_eq!(lemma(form, "NOUN", "NNS"), base, "{form}");
        }
    }

    #[test]
    fn names_keep_their_form() {
        assert_eq!(lemma("Norrvik", "PROPN", "NNP"), "Norrvik");
        assert_eq!(lemma("Germans", "PROPN", "NNPS"), "German");
        assert_eq!(lemma("French", "ADJ", "JJ"), "French");
        assert_eq!(lemma("Great", "ADJ", "JJ"), "great");
        assert_eq!(lemma("I", "PRON", "PRP"), "I");
        assert_eq!(lemma("12,000", "NUM", "CD"), "12000");
        assert_eq!(lemma("better", "ADJ", "JJR"), "good");
    }
}
