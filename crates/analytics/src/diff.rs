//! Word by word, what one wording has and the other has not.
//!
//! No token is ever lost: the kept and removed pieces joined give the first text back, the
//! kept and added ones the second, but for the shape of apostrophes, quotation marks, dashes and
//! spaces: houses set those each in their own way, and what is kept shows the first text's.

use similar::{Algorithm, DiffOp, capture_diff_slices};

crate::names::named!(
    /// What happened to a piece of text.
    Change {
        /// It stands in both.
        Kept = "kept",
        /// It stands in the first only.
        Removed = "removed",
        /// It stands in the second only.
        Added = "added",
    }
);

/// A run of words and spaces with one fate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// What happened to it.
    pub change: Change,
    /// The text, spaces included.
    pub text: String,
}

/// What matters most in a difference, before the wording.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Differences {
    /// Numbers of the first only.
    pub numbers_removed: Vec<String>,
    /// Numbers of the second only.
    pub numbers_added: Vec<String>,
    /// Hedges of the first only ("at least", "reportedly").
    pub hedges_removed: Vec<String>,
    /// Hedges of the second only.
    pub hedges_added: Vec<String>,
}

/// Compares two texts word by word.
pub fn word_diff(a: &str, b: &str) -> Vec<Piece> {
    let (old, new) = (tokens(a), tokens(b));
    let plain = |tokens: &[&str]| -> Vec<String> { tokens.iter().map(|token| plain(token)).collect() };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |change: Change, tokens: &[&str]| {
        if tokens.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some(last) if last.change == change => last.text.extend(tokens.iter().copied()),
            _ => pieces.push(Piece { change, text: tokens.concat() }),
        }
    };
    for op in capture_diff_slices(Algorithm::Patience, &plain(&old), &plain(&new)) {
        match op {
            DiffOp::Equal { old_index, len, .. } => push(Change::Kept, &old[old_index..old_index + len]),
            DiffOp::Delete { old_index, old_len, .. } => push(Change::Removed, &old[old_index..old_index + old_len]),
            DiffOp::Insert { new_index, new_len, .. } => push(Change::Added, &new[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                push(Change::Removed, &old[old_index..old_index + old_len]);
                push(Change::Added, &new[new_index..new_index + new_len]);
            }
        }
    }
    pieces
}

/// The numbers and hedges that only one of two texts has.
pub fn differences(a: &str, b: &str) -> Differences {
    let only = |of: &str, other: &str, pick: fn(&str) -> Vec<String>| {
        let mut others = pick(other);
        pick(of)
            .into_iter()
            .filter(|x| match others.iter().position(|o| o == x) {
                Some(at) => {
                    others.remove(at);
                    false
                }
                None => true,
            })
            .collect()
    };
    Differences {
        numbers_removed: only(a, b, numbers),
        numbers_added: only(b, a, numbers),
        hedges_removed: only(a, b, hedges),
        hedges_added: only(b, a, hedges),
    }
}

/// Words, runs of white space and single other characters; joined they give the text back.
fn tokens(text: &str) -> Vec<&str> {
    let sort = |c: char| match c {
        _ if c.is_alphanumeric() || c == '\'' || c == '’' => 0,
        _ if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = sort(c);
        if before.is_some_and(|b| b != now || now == 2) {
            found.push(&text[start..at]);
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

/// A token without its typographer: one shape of each mark, one space.
fn plain(token: &str) -> String {
    if token.chars().all(char::is_whitespace) {
        return " ".to_owned();
    }
    let shape = |c| match c {
        '‘' | '’' | '‚' | '‛' | '´' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '–' | '—' | '―' | '‐' | '‑' => '-',
        _ => c,
    };
    token.chars().map(shape).collect()
}

/// Numbers in digits and the common number words.
fn numbers(text: &str) -> Vec<String> {
    const WORDS: [&str; 36] = [
        "billion",
        "dozen",
        "dozens",
        "eight",
        "eighteen",
        "eighty",
        "eleven",
        "fifteen",
        "fifty",
        "five",
        "forty",
        "four",
        "fourteen",
        "hundred",
        "hundreds",
        "million",
        "nine",
        "nineteen",
        "ninety",
        "one",
        "scores",
        "seven",
        "seventeen",
        "seventy",
        "six",
        "sixteen",
        "sixty",
        "ten",
        "thirteen",
        "thirty",
        "thousand",
        "thousands",
        "three",
        "twelve",
        "twenty",
        "two",
    ];
    let pieces = text.split(|c: char| !(c.is_alphanumeric() || c == ',' || c == '.'));
    pieces
        .map(|w| w.trim_matches([',', '.']).to_lowercase())
        .filter(|w| w.starts_with(|c: char| c.is_ascii_digit()) || WORDS.contains(&w.as_str()))
        .collect()
}

/// Phrases that loosen a statement.
fn hedges(text: &str) -> Vec<String> {
    const PHRASES: [&str; 34] = [
        "about",
        "alleged",
        "allegedly",
        "almost",
        "apparently",
        "approximately",
        "around",
        "as many as",
        "at least",
        "at most",
        "close to",
        "could",
        "estimated",
        "fewer than",
        "less than",
        "likely",
        "may",
        "might",
        "more than",
        "nearly",
        "no more than",
        "over",
        "perhaps",
        "possibly",
        "probably",
        "reported",
        "reportedly",
        "roughly",
        "seems",
        "some",
        "suspected",
        "unconfirmed",
        "under",
        "up to",
    ];
    let plain: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for at in 0..plain.len() {
        let longest = PHRASES
            .iter()
            .filter(|p| p.split(' ').enumerate().all(|(i, w)| plain.get(at + i).is_some_and(|x| x == w)))
            .max_by_key(|p| p.len());
        found.extend(longest.map(|p| (*p).to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_diff_shows_what_changed() {
        let pieces = word_diff("At least 12 people died, he said.", "Some 14 people died.");
        let shown: Vec<String> = pieces.iter().map(|p| format!("{}:{}", p.change, p.text)).collect();
        assert!(shown.iter().any(|p| p == "kept: people died"), "{shown:?}");
        let d = differences("At least 12 people died, he said.", "Some 14 people died.");
        assert_eq!((d.numbers_removed, d.numbers_added), (vec!["12".to_owned()], vec!["14".to_owned()]));
        assert_eq!((d.hedges_removed, d.hedges_added), (vec!["at least".to_owned()], vec!["some".to_owned()]));
    }

    proptest! {
        #[test]
        fn no_token_is_lost(a in "[ab ,.é“\"]{0,40}", b in "[ab ,.é“\"]{0,40}") {
            let pieces = word_diff(&a, &b);
            let side = |gone: Change| pieces.iter().filter(|p| p.change != gone).map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(side(Change::Added), &*a);
            let plain = |text: &str| tokens(text).into_iter().map(plain).collect::<String>();
            prop_assert_eq!(plain(&side(Change::Removed)), plain(&b));
        }
    }

    #[test]
    fn the_shape_of_a_mark_is_no_change() {
        let pieces = word_diff("“They don’t leave,” she said – twice", "\"They don't  leave,\" she said - twice");
        assert_eq!(pieces.len(), 1, "{pieces:?}");
    }
}
