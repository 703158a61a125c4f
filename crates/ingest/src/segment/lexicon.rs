//! The word lists behind the line rules, loaded once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Entries of a list file: lines without comments.
fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

static INTERFACE: LazyLock<FxHashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_first: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for phrase in entries(include_str!("../../lexicons/en/interface.txt")) {
        if let Some(first) = phrase.chars().next() {
            by_first.entry(first).or_default().push(phrase);
        }
    }
    by_first
});

static TAIL: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| entries(include_str!("../../lexicons/en/tail.txt")).collect());

static RELATED: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| entries(include_str!("../../lexicons/en/related.txt")).collect());

static AGENCIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    entries(include_str!("../../lexicons/en/agencies.tsv")).filter_map(|line| line.split_once('\t')).collect()
});

/// White space folded, lower case: how lines are compared with the lists and each other.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let begin = out.len();
        if word.is_ascii() {
            out.push_str(word);
            out[begin..].make_ascii_lowercase();
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// Whether a folded line is made of labels of buttons and forms, and nothing else. Scrapers glue
/// labels ("Share this articleComments") and counts ("23 Comments") together.
pub(crate) fn is_interface(line: &str) -> bool {
    if line.is_empty() || line.len() > 240 {
        return false;
    }
    // "share on feedbook": the service is a word that no list can know.
    const SERVICES: [&str; 4] = ["follow us on ", "send via ", "share on ", "share via "];
    // How many labels the best way to each place holds; `None` where no way leads there.
    let mut labels: Vec<Option<u32>> = vec![None; line.len() + 1];
    labels[0] = Some(0);
    for (at, c) in line.char_indices() {
        let Some(count) = labels[at] else { continue };
        let between = c.is_whitespace() || c.is_ascii_digit() || c.is_ascii_punctuation() || "•·»›–—’×".contains(c);
        if between {
            let end = at + c.len_utf8();
            labels[end] = labels[end].max(Some(count));
        }
        for phrase in INTERFACE.get(&c).into_iter().flatten().filter(|p| line[at..].starts_with(**p)) {
            let end = at + phrase.len();
            labels[end] = labels[end].max(Some(count + 1));
        }
        for opening in SERVICES.iter().filter(|opening| line[at..].starts_with(**opening)) {
            let begin = at + opening.len();
            // Another label may be glued to it: it can end with any of its letters.
            for (n, c) in line[begin..].char_indices().take_while(|(_, c)| c.is_alphanumeric()) {
                let end = begin + n + c.len_utf8();
                labels[end] = labels[end].max(Some(count + 1));
            }
        }
    }
    labels[line.len()].is_some_and(|count| count > 0)
}

/// Whether a folded line is a heading such as "you might also like", behind which only links to
/// other articles stand.
pub(crate) fn is_tail_heading(line: &str) -> bool {
    let line = line.trim_end_matches([':', '.', '…', '»', '›']).trim_end();
    TAIL.binary_search(&line).is_ok()
}

/// Whether a line (folded) only points to another article: "related: …". The older style puts
/// the word in capitals with no colon ("RELATED Mayor resigns"): then the written line tells.
pub(crate) fn is_related(line: &str, written: &str) -> bool {
    RELATED.iter().any(|opening| line.len() > opening.len() && line.starts_with(opening))
        || ["RELATED ", "READ MORE ", "ALSO READ ", "SEE ALSO ", "MORE FROM "]
            .iter()
            .any(|mark| written.starts_with(mark) && written[mark.len()..].contains(char::is_lowercase))
}

/// The agency or outlet that a mark in a dateline or credit names ("AP").
pub(crate) fn agency(mark: &str) -> Option<&'static str> {
    let mark = mark.trim();
    AGENCIES.get(mark).copied().or_else(|| {
        // "(AP Exclusive)", "(Reuters Health)", "(CNN Business)"
        let first = mark.split_whitespace().next()?;
        (first != "The" && first != mark).then(|| AGENCIES.get(first).copied()).flatten()
    })
}

/// The marks of agencies as one alternative of a regular expression.
pub(crate) fn agency_pattern() -> String {
    let mut marks: Vec<&str> = AGENCIES.keys().copied().collect();
    // The longest first: an alternative takes the first that fits.
    marks.sort_by_key(|m| std::cmp::Reverse(m.len()));
    marks.iter().map(|m| regex::escape(m)).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_unique() {
        for (name, file) in [
            ("interface", include_str!("../../lexicons/en/interface.txt")),
            ("tail", include_str!("../../lexicons/en/tail.txt")),
            ("related", include_str!("../../lexicons/en/related.txt")),
            ("agencies", include_str!("../../lexicons/en/agencies.tsv")),
            ("outlets", include_str!("../../lexicons/en/outlets.tsv")),
        ] {
            let lines: Vec<&str> = entries(file).collect();
            assert!(file.starts_with('#'), "{name} does not say where it comes from");
            for pair in lines.windows(2) {
                assert!(pair[0] < pair[1] || name == "agencies", "{name}: {:?} before {:?}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn labels_and_glued_labels() {
        for line in [
            "advertisement",
            "share this articlecomments",
            "23 comments",
            "print | email | share",
            "tweet 5",
            "share on feedbookshare by email",
        ] {
            assert!(is_interface(line), "{line}");
        }
        for line in ["shared values", "comments by the mayor", "42", "", "the share price fell", "share on monday fell"]
        {
            assert!(!is_interface(line), "{line}");
        }
    }

    #[test]
    fn pointers_to_other_articles() {
        assert!(is_related("read more: mayor resigns", "Read more: Mayor resigns"));
        assert!(is_related("related mayor resigns", "RELATED Mayor resigns"));
        assert!(!is_related("related issues were raised.", "Related issues were raised."));
        assert!(is_tail_heading("you might also like:"));
        assert!(!is_tail_heading("latest"));
    }
}
