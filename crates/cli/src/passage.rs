//! A sentence with its evidence, and a little of the text around it. Offsets are code points.

/// A stretch of text around evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    /// What stands ahead of the sentence.
    pub(crate) before: String,
    /// The sentence in pieces: whether it is evidence, and the words.
    pub(crate) pieces: Vec<(bool, String)>,
    /// What stands behind it.
    pub(crate) after: String,
}

/// How much of the text around a sentence is shown, in characters.
const AROUND: usize = 110;

/// Cuts a passage out of `text`. Ranges outside the text are cut to it.
pub(crate) fn cut(text: &str, evidence: &[(usize, usize)], sentence: Option<(usize, usize)>) -> Passage {
    let chars: Vec<char> = text.chars().collect();
    let end = chars.len();
    let inside = |range: (usize, usize)| (range.0.min(end), range.1.min(end));
    let evidence: Vec<(usize, usize)> = evidence.iter().map(|e| inside(*e)).filter(|e| e.0 < e.1).collect();
    let (mut from, mut to) = inside(sentence.unwrap_or((0, end)));
    for (first, last) in &evidence {
        from = from.min(*first);
        to = to.max(*last);
    }
    let start = word_start(&chars, from.saturating_sub(AROUND));
    let stop = word_end(&chars, (to + AROUND).min(end));
    let string = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (i, c) in chars.iter().enumerate().take(to).skip(from) {
        let is_evidence = evidence.iter().any(|e| (e.0..e.1).contains(&i));
        match pieces.last_mut() {
            Some((kind, words)) if *kind == is_evidence => words.push(*c),
            _ => pieces.push((is_evidence, c.to_string())),
        }
    }
    let mut before = string(start..from);
    let mut after = string(to..stop);
    if start > 0 {
        before.insert(0, '…');
    }
    if stop < end {
        after.push('…');
    }
    Passage { before, pieces, after }
}

fn word_start(chars: &[char], mut at: usize) -> usize {
    while at > 0 && !chars[at - 1].is_whitespace() {
        at -= 1;
    }
    at
}

fn word_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && !chars[at].is_whitespace() {
        at += 1;
    }
    at
}

/// "12-40 52-60", as queries/lists/ give several ranges, as ranges.
pub(crate) fn ranges(text: &str) -> Vec<(usize, usize)> {
    let range = |word: &str| {
        let (start, end) = word.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    text.split(' ').filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_told_from_its_sentence() {
        let found = cut("It rained. At least 20 people died. The rest swam.", &[(11, 34)], Some((11, 35)));
        assert_eq!(found.before, "It rained. ");
        assert_eq!(found.pieces, [(true, "At least 20 people died".to_owned()), (false, ".".to_owned())]);
        assert_eq!(found.after, " The rest swam.");
    }

    #[test]
    fn offsets_count_characters() {
        let found = cut("Zoë und Änne", &[(8, 12)], None);
        assert_eq!(found.pieces, [(false, "Zoë und ".to_owned()), (true, "Änne".to_owned())]);
    }

    #[test]
    fn long_texts_are_cut_at_words() {
        let text = "word ".repeat(200);
        let found = cut(&text, &[(500, 504)], Some((500, 504)));
        assert!(found.before.starts_with("…word") && found.after.ends_with("word…"), "{found:?}");
    }

    #[test]
    fn ranges_outside_the_text_are_cut_to_it() {
        assert_eq!(cut("short", &[(90, 95)], Some((80, 99))), Passage { before: "short".into(), ..Passage::default() });
        assert_eq!(ranges("12-40 52-60"), [(12, 40), (52, 60)]);
        assert_eq!(ranges(""), []);
    }
}
