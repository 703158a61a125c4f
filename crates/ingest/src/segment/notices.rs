//! Lines in which the house speaks and not the article: invitations to subscribe and follow, pointers in
//! brackets, stamps of the last change, notes on who may print it.
//!
//! Known misses: notices with a wording of their own, and those that share a line with the article.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use parallax_records::SegmentKind::{self, Interface, Related, Tail};

/// Longer lines, in bytes, are the article's, whatever they invite to.
const LONGEST: usize = 700;
/// Pairs of a month and a year in a row that are a list of archives.
const ARCHIVES: usize = 4;

/// A wording with gaps.
struct Notice {
    kind: SegmentKind,
    /// The text between the gaps; empty at an end that is open.
    parts: Vec<&'static str>,
}

/// The notices, and what finds the longest part of each.
static NOTICES: LazyLock<(AhoCorasick, Vec<Notice>)> = LazyLock::new(|| {
    let lines = include_str!("../../lexicons/en/notices.tsv").lines().filter(|line| !line.starts_with('#'));
    let notices: Vec<Notice> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(kind, wording)| {
            let kind = match kind {
                "related" => Related,
                "tail" => Tail,
                _ => Interface,
            };
            Notice { kind, parts: wording.split('…').collect() }
        })
        .collect();
    let longest = |notice: &Notice| notice.parts.iter().copied().max_by_key(|part| part.len()).unwrap_or_default();
    let finder = AhoCorasick::new(notices.iter().map(longest)).expect("the fixed list makes a finder");
    (finder, notices)
});

/// The kind of a folded line that is a notice.
pub(crate) fn notice(line: &str) -> Option<SegmentKind> {
    if line.len() > LONGEST {
        return None;
    }
    if !line.contains(char::is_alphanumeric) || is_stamp(line) || is_archive(line) {
        return Some(Interface);
    }
    let (finder, notices) = &*NOTICES;
    let mut likely = finder.find_overlapping_iter(line).map(|found| &notices[found.pattern().as_usize()]);
    likely.find(|notice| fits(&notice.parts, line)).map(|notice| notice.kind)
}

/// Whether a line has the parts of a wording in order, the first at its beginning and the last at its end.
fn fits(parts: &[&str], line: &str) -> bool {
    let [first, between @ .., last] = parts else { return parts == [line] };
    let Some(mut rest) = line.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

/// "6 years ago", "updated: 7:52 p.m.", "last updated on may 6, 2031": when it was shown or changed, which dates nothing.
fn is_stamp(line: &str) -> bool {
    const UNITS: [&str; 7] = ["second", "minute", "hour", "day", "week", "month", "year"];
    let words: Vec<&str> = line.split(' ').collect();
    let ago = match words[..] {
        [count, unit, "ago"] => {
            count.bytes().all(|b| b.is_ascii_digit()) && UNITS.contains(&unit.strip_suffix('s').unwrap_or(unit))
        }
        _ => false,
    };
    let change = ["updated", "last updated", "last modified"].iter().any(|w| line.starts_with(w));
    let short = words.len() <= 9 && line.len() <= 60 && line.contains(|c: char| c.is_ascii_digit());
    ago || (change && short)
}

/// "Select date… October, 2019 September, 2019 August, 2019": the archives to choose from.
fn is_archive(line: &str) -> bool {
    if line.bytes().filter(u8::is_ascii_digit).count() < ARCHIVES * 4 {
        return false;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let is_month = |word: &str| crate::dates::month_number(word.trim_end_matches(',')).is_some();
    let pairs = words.windows(2).filter(|pair| is_month(pair[0]) && is_year(pair[1])).count();
    pairs >= ARCHIVES && pairs * 3 > words.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::folded;

    #[test]
    fn the_house_speaks() {
        for (line, kind) in [
            ("Sign up for the Marlow Morning newsletter", Interface),
            (
                "Get the stories you care about delivered to your inbox. By signing up, you agree to our terms",
                Interface,
            ),
            ("Slideshow (4 Images)", Interface),
            ("6 years ago", Interface),
            ("Updated: 7:52 p.m.", Interface),
            ("_____", Interface),
            ("* * *", Interface),
            ("Select Date… October, 2019 September, 2019 August, 2019 July, 2019 June, 2019", Interface),
            ("(PHOTOS: The bridge before the storm)", Related),
            ("( Also on POST: The bridge that was never built)", Related),
            ("Send tips to desk@post.example.", Tail),
            ("• Ann Poe can be reached at apoe@post.example.", Tail),
            ("Contributing: Marlow Press", Tail),
        ] {
            assert_eq!(notice(&folded(line)), Some(kind), "{line}");
        }
    }

    #[test]
    fn the_article_speaks() {
        for line in [
            "The mayor said the letters were delivered by hand.",
            "Two days ago the bridge was closed.",
            "Sign up or leave, the harbour master told them.",
            "The port was busy in May 2019, June 2019 and again in March 2020, the harbour master said on Monday.",
            "(The bridge was opened in 1931.)",
            "She updated the plan in 2030.",
            "42",
        ] {
            assert_eq!(notice(&folded(line)), None, "{line}");
        }
    }
}
