//! Who wrote an article, out of what pages write where a name belongs: labels, dates and counts of comments around it,
//! the outlet in its place, or nobody.

use crate::dates::month_number;
use crate::segment;

/// Labels before a name, in lower case, the longest first.
const LABELS: [&str; 14] = [
    "words and pictures by",
    "medically written by",
    "reported by",
    "article by",
    "written by",
    "posted by",
    "story by",
    "words by",
    "authors:",
    "author:",
    "written:",
    "authors",
    "author",
    "by",
];
/// What stands behind a name in its line, in lower case.
const BEHIND: [&str; 7] = [
    " edited by",
    " fact checked by",
    " medically reviewed",
    " originally published",
    " published",
    " reviewed by",
    " updated",
];
/// What systems write where nobody is named.
const NOBODY: [&str; 10] =
    ["admin", "administrator", "anonymous", "editor", "guest", "null", "staff", "undefined", "unknown", "user"];

/// Words of lines that tell of somebody else, or of something else.
const OTHER: [&str; 5] = ["commented", "edited", "reviewed", "sponsored", "updated"];

/// Whether a text is a label to which the name is still to come: "By", "Written by:".
pub(crate) fn is_label(text: &str) -> bool {
    let key = segment::folded(text);
    LABELS.iter().any(|label| key.trim_end_matches([':', ' ']) == label.trim_end_matches(':'))
}

/// The names in a line that is known to hold them; `None` where it holds none.
pub(crate) fn names(text: &str) -> Option<String> {
    let text = text.trim();
    let labelled = LABELS.iter().find_map(|label| {
        let rest = text.get(label.len()..).filter(|_| text[..label.len()].eq_ignore_ascii_case(label))?;
        let parted =
            rest.is_empty() || label.ends_with(':') || rest.starts_with(|c: char| c.is_whitespace() || c == ':');
        parted.then(|| rest.trim_start_matches([':', ' ', '\u{a0}']))
    });
    let rest = labelled.unwrap_or(text);
    let end = [date_at(rest), behind_at(rest)].into_iter().flatten().min().unwrap_or(rest.len());
    let end = rest[..end].trim_end().strip_suffix(" on").map_or(end, str::len);
    let names = segment::byline_names(rest[..end].trim_end_matches([',', '.', '|', '-', '•', '·', '⋅', ' ', '–', '—']));
    // "Ann PoeAnn Poe": once for the picture, once for the line.
    let half = names.len() / 2;
    let doubled =
        names.len().is_multiple_of(2) && names.is_char_boundary(half) && half > 3 && names[..half] == names[half..];
    let names = if doubled { names[..half].to_owned() } else { names };
    let key = names.to_lowercase();
    let other = OTHER.iter().any(|word| key.split(' ').any(|part| part == *word));
    let login = !names.contains(' ') && !names.contains(char::is_uppercase);
    let is_name = !names.is_empty() && !other && names.len() <= 140 && !NOBODY.contains(&key.as_str()) && !login;
    (is_name && !names.contains(['/', '®', '@', '{'])).then_some(names)
}

/// Where a date or count begins: "Ann Poe May 5, 2031", "Ann Poe 3 weeks ago", "Mon, 5 May".
fn date_at(text: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: Option<&&str>| word.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let found = (0..words.len()).find(|at| {
        let bare = words[*at].trim_end_matches([',', '.']).to_lowercase();
        let day = words[*at].ends_with(',') && DAYS.iter().any(|day| bare == *day || bare == format!("{day}day"));
        number(Some(&words[*at]))
            || ((month_number(&bare).is_some() || day) && number(words.get(at + 1)))
            || (day && words.get(at + 1).is_some_and(|next| month_number(next).is_some()))
    })?;
    Some(words[found].as_ptr() as usize - text.as_ptr() as usize)
}

fn behind_at(text: &str) -> Option<usize> {
    // Lower case keeps the places of ASCII only.
    let lower = text.to_ascii_lowercase();
    BEHIND.iter().filter_map(|word| lower.find(word)).min().or_else(|| lower.starts_with("updated").then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_among_other_things() {
        for (text, expected) in [
            ("By Ann Poe", Some("Ann Poe")),
            ("Written by: Ann Poe and Bo Lee", Some("Ann Poe and Bo Lee")),
            ("Ann Poe July 3, 2031", Some("Ann Poe")),
            ("Ann Poe 02 Feb 2031 Reviews 7 Comments", Some("Ann Poe")),
            ("Ann Poe 3 weeks ago", Some("Ann Poe")),
            ("By Ann Poe, DVM. Reviewed by Bo Lee", Some("Ann Poe")),
            ("Authors: Ann Poe and Bo Lee", Some("Ann Poe and Bo Lee")),
            ("Ann PoeAnn Poe", Some("Ann Poe")),
            ("Reviewed by Ann Poe", None),
            ("June May", Some("June May")),
            ("Byron Lee", Some("Byron Lee")),
            ("Sat, 20 Dec, 2031", None),
            ("March 20, 2031", None),
            ("Updated November 11, 2031 8:23 PM", None),
            ("By", None),
            ("admin", None),
            ("undefined", None),
            ("marlowpost", None),
            ("annpoe/notes.md", None),
        ] {
            assert_eq!(names(text).as_deref(), expected, "{text}");
        }
        assert!(is_label("By") && is_label("Written By:") && !is_label("By Ann Poe") && !is_label("Byron"));
    }
}
