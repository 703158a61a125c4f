//! Cuts a stretch of text into tokens as the English treebanks of Universal Dependencies do.
//!
//! Needs: characters. Adds: `starts`, `ends`.
//!
//! Contractions and possessives are split ("do|n't", "it|'s", "can|not"), compounds at
//! their hyphens ("U.S.|-|led") but for prefixes ("non-state"), and telephone
//! numbers. Abbreviations keep their full stop; addresses, e-mail
//! addresses and file names are one token; what a scraper glued together
//! ("tonight.He") is cut apart. Every character that is not blank is part of one token.
//!
//! One pass over the bytes; every look ahead is bounded, so that ten megabytes without a
//! space take linear time.

use std::ops::Range;

use super::chars::{is_apostrophe, is_blank, is_currency, is_hyphen, is_line_end, is_word};
use crate::lexicon::{Abbreviation, words};

/// No look ahead reaches further than this many bytes.
pub(super) const REACH: usize = 64;

/// Appends the tokens of a stretch of a text to the two vectors of byte offsets; where the text is `bare` of
/// apostrophes, possessives of countries are cut without them.
pub(crate) fn tokenize(text: &str, stretch: Range<usize>, bare: bool, starts: &mut Vec<u32>, ends: &mut Vec<u32>) {
    let Range { start: from, end } = stretch;
    let mut cutter = Cutter { text, bytes: text.as_bytes(), end, chunk_end: from, next_at: None, bare, starts, ends };
    cutter.run(from);
}

pub(super) struct Cutter<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    /// Where reading stops.
    pub(super) end: usize,
    /// Where the run of characters without a blank ends that is being read.
    pub(super) chunk_end: usize,
    /// The next "@" of the chunk, once it was looked for; `Some(end)` where there is none.
    pub(super) next_at: Option<usize>,
    /// Whether the text has no apostrophes.
    bare: bool,
    starts: &'a mut Vec<u32>,
    ends: &'a mut Vec<u32>,
}

impl Cutter<'_> {
    fn run(&mut self, from: usize) {
        let mut at = from;
        while at < self.end {
            let byte = self.bytes[at];
            if byte == b' ' {
                at += 1;
                continue;
            }
            // Most tokens are plain words between spaces.
            let mut stop = at;
            while stop < self.end && self.bytes[stop].is_ascii_alphabetic() {
                stop += 1;
            }
            if stop > at && (stop == self.end || self.bytes[stop].is_ascii_whitespace()) {
                self.push_word(at, stop);
                at = stop;
                continue;
            }
            let c = self.char_at(at);
            if is_blank(c) {
                at += c.len_utf8();
                continue;
            }
            self.chunk_end = self.chunk_end_from(at);
            self.next_at = None;
            while at < self.chunk_end {
                at = self.cut(at);
            }
        }
    }

    /// The character at a byte, or a space at the end of the text.
    pub(super) fn char_at(&self, at: usize) -> char {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii() && at < self.end => char::from(*byte),
            Some(_) if at < self.end => self.text[at..].chars().next().unwrap_or(' '),
            _ => ' ',
        }
    }

    /// The character that ends at a byte, or a space at the beginning.
    pub(super) fn char_before(&self, at: usize) -> char {
        self.text[..at].chars().next_back().unwrap_or(' ')
    }

    fn chunk_end_from(&self, at: usize) -> usize {
        let mut stop = at;
        while stop < self.end {
            let c = self.char_at(stop);
            if is_blank(c) {
                break;
            }
            stop += c.len_utf8();
        }
        stop
    }

    pub(super) fn push(&mut self, from: usize, to: usize) -> usize {
        self.starts.push(from as u32);
        self.ends.push(to as u32);
        to
    }

    /// Pushes a word of letters only, which may still be two ("cannot").
    fn push_word(&mut self, from: usize, to: usize) {
        let fused = if (5..=8).contains(&(to - from)) { words::fused_head(&self.text[from..to]) } else { None };
        if let Some(head) = fused {
            self.push(from, from + head);
            self.push(from + head, to);
            return;
        }
        if self.bare && words::is_bare_possessive(&self.text[from..to]) {
            self.push(from, to - 1);
            self.push(to - 1, to);
            return;
        }
        self.push(from, to);
    }

    /// Cuts one or more tokens off at `at` and returns where the next begins.
    fn cut(&mut self, at: usize) -> usize {
        let c = self.char_at(at);
        if is_word(c) {
            if let Some(stop) = self.address(at).or_else(|| self.mail(at)) {
                return self.push(at, stop);
            }
            return if c.is_ascii_digit() { self.number(at) } else { self.word(at) };
        }
        self.symbol(at, c)
    }

    /// The end of the run of word characters at `at`.
    pub(super) fn run_end(&self, at: usize) -> usize {
        let mut stop = at;
        while stop < self.chunk_end {
            let byte = self.bytes[stop];
            if byte.is_ascii_alphanumeric() || byte == b'_' {
                stop += 1;
                continue;
            }
            let c = self.char_at(stop);
            if byte.is_ascii() || !is_word(c) {
                break;
            }
            stop += c.len_utf8();
        }
        stop
    }

    /// A token that begins with a letter.
    fn word(&mut self, from: usize) -> usize {
        let mut stop = self.run_end(from);
        // Where the part after the last hyphen begins.
        let mut part = from;
        loop {
            let c = self.char_at(stop);
            if stop >= self.chunk_end {
                break;
            }
            let after = stop + c.len_utf8();
            let next = if after < self.chunk_end { self.char_at(after) } else { ' ' };
            if is_apostrophe(c) {
                if let Some(cut) = self.contraction(from, stop, after) {
                    return cut;
                }
                // "O'Connell", "Sana'a"; a closing mark or a plural's possessive is a token.
                if !next.is_alphabetic() || c == '`' || c == '\u{2018}' && !next.is_lowercase() {
                    break;
                }
                stop = self.run_end(after);
            } else if c == '.' {
                match self.stop_in_word(from, part, stop) {
                    Dot::Join(end) => stop = end,
                    Dot::Last(end) => return self.push(from, end),
                    Dot::Cut => break,
                }
            } else if is_hyphen(c) && is_word(next) && self.hyphen_joins(from, part, stop, after) {
                part = after;
                stop = self.run_end(after);
            } else if c == '-'
                && matches!(next, ' ' | ',')
                && part == from
                && words::is_fragment(&self.text[from..stop])
            {
                return self.push(from, after);
            } else if let Some(end) = self.sign_joins(from, stop, after) {
                stop = end;
            } else if self.sign_closes(&self.text[from..stop], c, next) {
                return self.push(from, after);
            } else {
                break;
            }
        }
        self.push_word(from, stop);
        stop
    }

    /// The end of the word that a sign inside it joins: "AT&T", "w/o", "d*mned".
    fn sign_joins(&self, from: usize, stop: usize, after: usize) -> Option<usize> {
        let next = self.char_at(after);
        let joins = match self.char_at(stop) {
            '&' => next.is_alphanumeric() && stop - from <= 4 && self.run_end_within(after, 6) - after <= 4,
            '*' => next.is_alphabetic(),
            '/' => words::SLASHED.contains(&self.slashed(from, after).to_ascii_lowercase().as_str()),
            _ => false,
        };
        (joins && after < self.chunk_end).then(|| self.run_end(after))
    }

    /// Whether a sign is the end of its word: "w/", "Yahoo!", "US$".
    fn sign_closes(&self, word: &str, sign: char, next: char) -> bool {
        match sign {
            '/' => next == ' ' && word.eq_ignore_ascii_case("w"),
            '!' => words::CALLED.contains(&word),
            '$' => words::CURRENCY_PREFIXES.contains(&word),
            _ => false,
        }
    }

    /// The word around a stroke, as far as it may be one of the few that are one token.
    fn slashed(&self, from: usize, after: usize) -> &str {
        let end = self.run_end_within(after, 8);
        if end - from <= 8 { &self.text[from..end] } else { "" }
    }

    /// As [`Self::run_end`], reading no more than about `reach` bytes.
    pub(super) fn run_end_within(&self, at: usize, reach: usize) -> usize {
        let mut stop = at;
        while stop < self.chunk_end && stop - at < reach {
            let c = self.char_at(stop);
            if !is_word(c) {
                break;
            }
            stop += c.len_utf8();
        }
        stop
    }

    /// Cuts a contraction whose apostrophe stands at `mark`: "do|n't", "it|'s".
    fn contraction(&mut self, from: usize, mark: usize, after: usize) -> Option<usize> {
        let end = self.run_end_within(after, 4);
        let suffix = &self.text[after..end];
        if is_word(self.char_at(end)) {
            return None;
        }
        if suffix.eq_ignore_ascii_case("t") {
            let body = &self.bytes[from..mark];
            if body.last().is_some_and(|b| b.eq_ignore_ascii_case(&b'n')) {
                // "n't" that was cut before stays whole.
                if mark - 1 > from {
                    self.push(from, mark - 1);
                }
                return Some(self.push(mark - 1, end));
            }
            return None;
        }
        let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|k| suffix.eq_ignore_ascii_case(k));
        if !known {
            return None;
        }
        self.push(from, mark);
        Some(self.push(mark, end))
    }

    /// What a full stop at `stop` does to the word that began at `from`.
    fn stop_in_word(&self, from: usize, part: usize, stop: usize) -> Dot {
        let next = self.char_at(stop + 1);
        if stop - from > REACH / 2 {
            return Dot::Cut;
        }
        let word = &self.text[from..stop];
        if next == '.' {
            // An ellipsis, unless an abbreviation's own stop comes before the sentence's.
            let both = self.char_at(stop + 2) != '.' && words::abbreviation(word) == Abbreviation::Company;
            return if both { Dot::Last(stop + 1) } else { Dot::Cut };
        }
        let last = word.rsplit('.').next().unwrap_or(word);
        let single = last.chars().nth(1).is_none() && last.chars().all(char::is_alphabetic);
        let dotted = word.contains('.');
        if is_word(next) && stop + 1 < self.chunk_end {
            let end = self.run_end_within(stop + 1, REACH);
            let label = &self.text[stop + 1..end];
            let short = label.chars().nth(1).is_none() && label.chars().all(char::is_alphabetic);
            // "U.S", "a.m", "Ph.D": letters one by one.
            if (single || words::DEGREES.contains(&word)) && (short || words::DEGREE_ENDS.contains(&label)) {
                return Dot::Join(end);
            }
            if dotted && single {
                // "U.S.He": the stop belongs to the letters before.
                return if self.is_dotted_letters(word) { Dot::Last(stop + 1) } else { Dot::Cut };
            }
            if let Some(end) = self.domain(from, stop) {
                return Dot::Join(end);
            }
            if next.is_ascii_digit() && words::abbreviation(word) != Abbreviation::None {
                return Dot::Last(stop + 1);
            }
            if next.is_ascii_digit() && word.chars().next_back().is_some_and(|c| c.is_ascii_digit()) {
                return Dot::Join(end);
            }
            // Sentences begin with a capital, so that a small letter or more capitals go on:
            // "comp.sources.unix", "3PL.SUBJ".
            let before = word.chars().next_back().unwrap_or(' ');
            let capitals = |s: &str| !s.chars().any(char::is_lowercase);
            if before.is_lowercase() && next.is_lowercase()
                || before.is_uppercase() && capitals(word) && capitals(label)
            {
                return Dot::Join(end);
            }
            return Dot::Cut;
        }
        if dotted && self.is_dotted_letters(word) || words::DEGREES.contains(&word) {
            return Dot::Last(stop + 1);
        }
        let listed = words::abbreviation(&self.text[part..stop]);
        if single && part == from && listed != Abbreviation::Other {
            return if self.is_initial(from, stop) { Dot::Last(stop + 1) } else { Dot::Cut };
        }
        let keeps = match listed {
            Abbreviation::None => false,
            Abbreviation::Number => {
                let following = self.after_blanks(stop + 1);
                following.is_numeric() || following == '#'
            }
            Abbreviation::Lower => {
                let following = self.after_blanks(stop + 1);
                !(following.is_uppercase() || following == ' ')
            }
            _ => true,
        };
        if keeps { Dot::Last(stop + 1) } else { Dot::Cut }
    }

    /// Whether all that stands between full stops is one letter, as in "U.S" or "a.k.a",
    /// or one of the two-letter pieces of degrees.
    fn is_dotted_letters(&self, word: &str) -> bool {
        word.len() <= REACH
            && word.split('.').all(|piece| {
                let mut chars = piece.chars();
                let first = chars.next().is_some_and(char::is_alphabetic);
                first && (chars.next().is_none() || piece.len() <= 2 && piece != "No")
            })
    }

    /// Where the blanks end that begin at `at`; a line end is not skipped.
    fn skip_blanks(&self, at: usize) -> usize {
        let mut at = at;
        while at < self.end && at < self.chunk_end + 8 {
            let c = self.char_at(at);
            if !is_blank(c) || is_line_end(c) {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    /// The first character after the blanks that follow `at`, a space at the end of a line.
    pub(super) fn after_blanks(&self, at: usize) -> char {
        let c = self.char_at(self.skip_blanks(at));
        if is_blank(c) { ' ' } else { c }
    }

    /// The end of the ASCII letters at `at`, which may lie in the chunk that follows.
    fn word_end(&self, at: usize) -> usize {
        at + self.bytes[at..self.end.min(at + 16)].iter().take_while(|b| b.is_ascii_alphabetic()).count()
    }

    /// Whether the single letter before the stop is an initial ("J. Smith") or a short form
    /// ("c. 1900") and not the end of a sentence ("plan B.").
    fn is_initial(&self, from: usize, stop: usize) -> bool {
        let letter = self.char_at(from);
        let at = self.skip_blanks(stop + 1);
        let following = self.char_at(at);
        if at >= self.end || is_line_end(following) {
            return false;
        }
        let last = self.starts.last().map(|s| *s as usize);
        // "L. D.": an initial follows another.
        let chain = last.is_some_and(|s| {
            let end = self.ends.last().map_or(s, |e| *e as usize);
            self.text[s..end].ends_with('.') && self.char_at(s).is_uppercase() && end - s <= 3
        });
        if letter.is_lowercase() {
            return following.is_numeric() || following.is_lowercase() || self.char_before(from) == '(';
        }
        if following == ',' || chain {
            return true;
        }
        if !following.is_uppercase() {
            return following.is_lowercase() && letter != 'I';
        }
        // "plan B. The", "and I. The": what stands around decides.
        let before = last.map_or(' ', |s| self.char_at(s));
        let next = &self.text[at..self.word_end(at)];
        let begins = words::begins_sentences(&next.to_ascii_lowercase());
        !(begins && next.len() > 1)
            && (!before.is_lowercase() && !before.is_numeric() || !matches!(letter, 'I' | 'A' | 'B'))
    }

    /// Whether the hyphen at `stop` keeps its word whole.
    fn hyphen_joins(&self, from: usize, part: usize, stop: usize, after: usize) -> bool {
        let left = &self.text[part..stop];
        if left.len() > 12 {
            return false;
        }
        let end = self.run_end_within(after, 24);
        let right = &self.text[after..end];
        if part == from {
            // "Hizb-e-Islami" is cut at both hyphens.
            let prefix = words::is_prefix(left) && !is_hyphen(self.char_before(from));
            if prefix && !words::STAYS_APART.contains(&right) {
                return true;
            }
        }
        words::is_suffix(right)
            || words::is_sound(left, right)
            || right == "e" && self.char_at(end) != '-' && part == from
    }

    /// A token that begins with neither letter nor digit.
    fn symbol(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        let next = if after < self.chunk_end { self.char_at(after) } else { ' ' };
        let opens = at == 0 || !is_word(self.char_before(at));
        if is_apostrophe(c) {
            if let Some(stop) = self.clipped(after, opens) {
                return self.push(at, stop);
            }
            // '' and `` are one mark, and so is what careless writing makes of them (‘’).
            if next == c || c == '\u{2018}' && next == '\u{2019}' {
                return self.push(at, after + next.len_utf8());
            }
            return self.push(at, after);
        }
        if matches!(c, '.' | '\u{2026}') {
            if c == '.' && next.is_ascii_digit() && opens {
                let stop = self.digits_end(after);
                return self.push(at, stop);
            }
            return self.push_run(at, |c| matches!(c, '.' | '\u{2026}'));
        }
        if matches!(c, '!' | '?') {
            return self.push_run(at, |c| matches!(c, '!' | '?'));
        }
        if matches!(c, '#' | '@') && next.is_alphabetic() && opens {
            let stop = self.run_end(after);
            return self.push(at, stop);
        }
        if let Some(stop) = self.emoticon(at) {
            return self.push(at, stop);
        }
        if let Some(stop) = self.entity(c, after) {
            return self.push(at, stop);
        }
        if c == '+' && next.is_ascii_digit() && opens {
            let mut stop = self.digits_end(after);
            while self.char_at(stop) == '-' && self.digits_end(stop + 1) > stop + 1 {
                stop = self.digits_end(stop + 1);
            }
            return self.push(at, stop);
        }
        // The letter of an item, alone between blanks: "(a)".
        if c == '(' && next.is_ascii_lowercase() && self.chunk_end == at + 3 && self.char_at(at + 2) == ')' {
            return self.push(at, self.chunk_end);
        }
        if c == '-' && opens && next.is_ascii_lowercase() {
            let end = self.run_end_within(after, 4);
            if words::is_fragment(&self.text[after..end]) && !is_hyphen(self.char_at(end)) {
                return self.push(at, end);
            }
        }
        if matches!(c, '-' | '=' | '*' | '~' | '+' | '<' | '>' | '#' | '|' | '\u{2014}' | '\u{2013}') {
            return self.push_run(at, |other| other == c);
        }
        if c.is_ascii() || is_currency(c) {
            return self.push(at, after);
        }
        // A picture with its modifiers is one token.
        let mut stop = after;
        while stop < self.chunk_end && matches!(self.char_at(stop), '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
        {
            stop += self.char_at(stop).len_utf8();
        }
        self.push(at, stop)
    }

    fn push_run(&mut self, at: usize, same: impl Fn(char) -> bool) -> usize {
        let mut stop = at;
        while stop < self.chunk_end && same(self.char_at(stop)) {
            stop += self.char_at(stop).len_utf8();
        }
        self.push(at, stop)
    }

    /// What an apostrophe before `after` begins: "'s" cut off before, "'02", "'em".
    fn clipped(&self, after: usize, opens: bool) -> Option<usize> {
        let end = self.run_end_within(after, 6);
        let word = &self.text[after..end];
        if word.is_empty() || is_word(self.char_at(end)) {
            return None;
        }
        let suffix = ["s", "re", "ve", "ll", "d", "m"].iter().any(|k| word.eq_ignore_ascii_case(k));
        // Only alone between blanks: a quotation may begin with "d" or "s" as well.
        if suffix && end == self.chunk_end && opens {
            return Some(end);
        }
        if suffix && !opens {
            return Some(end);
        }
        let year = word.strip_suffix('s').unwrap_or(word);
        let clipped = opens && (year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit()) || words::is_clipped(word));
        clipped.then_some(end)
    }
}

/// What a full stop after a word is.
enum Dot {
    /// Part of the word, which goes on up to this byte.
    Join(usize),
    /// Part of the word and its end.
    Last(usize),
    /// A token of its own.
    Cut,
}
