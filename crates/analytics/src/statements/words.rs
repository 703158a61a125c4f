//! What the evidence of a figure says about it beside the number.

use parallax_records::ClaimKind;

/// Whether the evidence counts on top of another figure ("seven more bodies", "another 20"):
/// such a number is a part of a toll and never the toll itself. So is what is told beside a
/// name: "the envoy and three others".
///
/// "More than 20" and "20 or more" are bounds and count nothing on top.
pub(crate) fn counts_on_top(text: &str) -> bool {
    let words: Vec<String> = crate::link::words(text).collect();
    let is_number = |word: &str| {
        is_small_number(word)
            || word.bytes().any(|b| b.is_ascii_digit())
            || matches!(word, "dozen" | "dozens" | "scores" | "hundred" | "hundreds" | "thousands" | "several" | "many")
    };
    words.iter().enumerate().any(|(i, word)| match word.as_str() {
        "another" | "further" | "additional" => true,
        // "killed the ambassador and three other Americans"
        "other" | "others" => i > 1 && is_number(&words[i - 1]) && words[i - 2] == "and",
        "more" => i > 0 && is_number(&words[i - 1]) && words.get(i + 1).is_some_and(|next| next != "than"),
        _ => false,
    })
}

/// Whether the evidence of a figure shows that it is a part of a toll: what is counted on top, and
/// the dead who are told beside others ("three other sailors had died", "no other casualties").
pub(crate) fn counts_a_part(kind: ClaimKind, text: &str) -> bool {
    let mut words = text.split_whitespace().map(str::to_lowercase);
    let others = words.next().is_some_and(|w| w == "no" || is_small_number(&w))
        && words.next().is_some_and(|w| matches!(w.as_str(), "other" | "others"));
    counts_on_top(text) || kind == ClaimKind::Killed && others
}

/// Whether the evidence tells of one person without counting: "an officer who died", "the
/// death of a teacher", "one of the drivers". Such a person is one of the victims and no toll.
pub(crate) fn tells_of_one(text: &str) -> bool {
    let counts = |word: &str| {
        // "A 62-year-old woman": a number beside one person is an age.
        matches!(word, "1" | "one" | "single" | "lone" | "sole" | "first" | "toll")
    };
    tells_of_some(text) || !crate::link::words(text).any(|word| counts(&word))
}

/// Whether the evidence counts some out of a group: "seven of the drivers", "one of his
/// brothers". How many of the group there were is another matter than how many there were.
pub(crate) fn tells_of_some(text: &str) -> bool {
    const DEFINITE: [&str; 11] = ["her", "his", "its", "my", "our", "the", "their", "them", "these", "those", "whose"];
    let words: Vec<String> = text.split_whitespace().map(|w| w.to_lowercase().replace('’', "'")).collect();
    let of_them = |w: &[String]| {
        is_small_number(&w[0]) && w[1] == "of" && (DEFINITE.contains(&w[2].as_str()) || w[2].ends_with("'s"))
    };
    words.windows(3).any(of_them)
}

/// Whether a word is a number; "hundreds of" and its like are none here.
fn is_small_number(word: &str) -> bool {
    const NAMES: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    word.bytes().all(|b| b.is_ascii_digit()) || NAMES.contains(&word)
}

/// Whether the evidence itself says that a figure changed ("rose to", "revised").
pub(crate) fn says_changed(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "climb",
        "climbed",
        "climbing",
        "climbs",
        "downgraded",
        "increased",
        "increases",
        "jumped",
        "jumps",
        "lowered",
        "lowers",
        "raised",
        "raises",
        "revised",
        "revises",
        "rise",
        "risen",
        "rises",
        "rising",
        "rose",
        "updated",
        "upped",
    ];
    text.split(|c: char| !c.is_alphabetic()).any(|w| WORDS.contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn increments_are_told_from_bounds() {
        for text in [
            "seven more bodies",
            "another 20 people were killed",
            "a further 12 are missing",
            "recovered 3 more dead",
            "killed the envoy and three others",
        ] {
            assert!(counts_on_top(text), "{text}");
        }
        for text in [
            "more than 30 people died",
            "30 or more",
            "no more than 12 dead",
            "killed 41",
            "two more than before",
            "six others were wounded",
        ] {
            assert!(!counts_on_top(text), "{text}");
        }
    }

    #[test]
    fn the_dead_beside_others_are_a_part() {
        assert!(counts_a_part(ClaimKind::Killed, "three other sailors had died"));
        assert!(counts_a_part(ClaimKind::Killed, "no other casualties"));
        assert!(!counts_a_part(ClaimKind::Injured, "three others were hurt"), "the others are the dead");
        assert!(!counts_a_part(ClaimKind::Killed, "three sailors had died"));
    }

    #[test]
    fn one_who_is_told_of_is_not_counted() {
        for text in [
            "an officer who died",
            "death of a teacher",
            "the mayor was killed",
            "one of his brothers died",
            "a 62-year-old woman was killed",
            "Berg, 77, died",
        ] {
            assert!(tells_of_one(text), "{text}");
        }
        for text in ["one person died", "1 dead", "a single victim", "the first death"] {
            assert!(!tells_of_one(text), "{text}");
        }
        assert!(tells_of_some("Seven of the drivers died") && tells_of_some("killed 3 of Marvell’s guards"));
        assert!(!tells_of_some("hundreds of the town's people") && !tells_of_some("a toll of 12 in the town"));
    }
}
