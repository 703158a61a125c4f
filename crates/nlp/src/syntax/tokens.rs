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

use super::chars::{is_apostrophe, is_blank, is_currency, is_hyphen, is_line_end, is_word};
use crate::lexicon::{Abbreviation, words};

/// No look ahead reaches further than this many bytes.
const REACH: usize = 64;

/// Appends the tokens of `text[from..to]` to the two vectors of byte offsets.
pub(crate) fn tokenize(text: &str, from: usize, to: usize, starts: &mut Vec<u32>, ends: &mut Vec<u32>) {
    let mut cutter = Cutter { text, bytes: text.as_bytes(), end: to, chunk_end: from, next_at: None, starts, ends };
    cutter.run(from);
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Where reading stops.
    end: usize,
    /// Where the run of characters without a blank ends that is being read.
    chunk_end: usize,
    /// The next "@" of the chunk, once it was looked for; `Some(end)` where there is none.
    next_at: Option<usize>,
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
    fn char_at(&self, at: usize) -> char {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii() && at < self.end => char::from(*byte),
            Some(_) if at < self.end => self.text[at..].chars().next().unwrap_or(' '),
            _ => ' ',
        }
    }

    /// The character that ends at a byte, or a space at the beginning.
    fn char_before(&self, at: usize) -> char {
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

    fn push(&mut self, from: usize, to: usize) -> usize {
        self.starts.push(from as u32);
        self.ends.push(to as u32);
        to
    }

    /// Pushes a word of letters only, which may still be two ("cannot").
    fn push_word(&mut self, from: usize, to: usize) {
        if (5..=8).contains(&(to - from)) {
            if let Some(head) = words::fused_head(&self.text[from..to]) {
                self.push(from, from + head);
                self.push(from + head, to);
                return;
            }
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

    /// A web address at `at`: up to the blank, closing punctuation left out.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..self.chunk_end];
        let starts =
            |prefix: &str| rest.len() > prefix.len() && rest[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes());
        let first = rest[0].to_ascii_lowercase();
        let found = match first {
            b'h' => starts("http://") || starts("https://"),
            b'w' => starts("www."),
            b'f' => starts("ftp://"),
            b'm' => starts("mailto:"),
            _ => false,
        };
        found.then(|| self.address_end(at))
    }

    /// The end of an address that begins at `at` and may run to the end of the chunk.
    fn address_end(&self, at: usize) -> usize {
        // Quotation marks and angle brackets never stand inside.
        let mut stop = at;
        let mut open = 0_u32;
        while stop < self.chunk_end {
            let c = self.char_at(stop);
            match c {
                '"' | '<' | '>' | '\u{201C}' | '\u{201D}' | '|' => break,
                '(' => open += 1,
                ')' if open == 0 => break,
                ')' => open -= 1,
                _ => {}
            }
            stop += c.len_utf8();
        }
        while stop > at {
            let c = self.char_before(stop);
            if !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2019}' | '*' | ']') {
                break;
            }
            stop -= c.len_utf8();
        }
        stop.max(at + self.char_at(at).len_utf8())
    }

    /// An e-mail address at `at`.
    fn mail(&mut self, at: usize) -> Option<usize> {
        let sign = match self.next_at {
            Some(sign) if sign >= at => sign,
            _ => {
                let found = memchr::memchr(b'@', &self.bytes[at..self.chunk_end]).map_or(self.chunk_end, |i| at + i);
                self.next_at = Some(found);
                found
            }
        };
        if sign >= self.chunk_end || sign - at > REACH {
            return None;
        }
        let local = |b: &u8| b.is_ascii_alphanumeric() || b"._-+%'&".contains(b);
        let host = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
        if !self.bytes[at..sign].iter().all(local) {
            return None;
        }
        let reach = (sign + 1 + 2 * REACH).min(self.chunk_end);
        let length = self.bytes[sign + 1..reach].iter().take_while(|b| host(b)).count();
        let mut stop = sign + 1 + length;
        while stop > sign + 1 && matches!(self.bytes[stop - 1], b'.' | b'-' | b'_') {
            stop -= 1;
        }
        (stop > sign + 1).then_some(stop)
    }

    /// The end of the run of word characters at `at`.
    fn run_end(&self, at: usize) -> usize {
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
            } else if c == '&' && next.is_alphanumeric() && stop - from <= 4 && self.run_end(after) - after <= 4 {
                stop = self.run_end(after);
            } else if c == '*' && next.is_alphabetic() {
                stop = self.run_end(after);
            } else if c == '/' && words::SLASHED.contains(&self.slashed(from, after).to_ascii_lowercase().as_str()) {
                stop = self.run_end(after);
            } else if c == '/' && next == ' ' && self.text[from..stop].eq_ignore_ascii_case("w") {
                return self.push(from, after);
            } else if c == '!' && words::CALLED.contains(&&self.text[from..stop]) {
                return self.push(from, after);
            } else if c == '$' && words::CURRENCY_PREFIXES.contains(&&self.text[from..stop]) {
                return self.push(from, after);
            } else {
                break;
            }
        }
        self.push_word(from, stop);
        stop
    }

    /// The word around a stroke, as far as it may be one of the few that are one token.
    fn slashed(&self, from: usize, after: usize) -> &str {
        let end = self.run_end_within(after, 8);
        if end - from <= 8 { &self.text[from..end] } else { "" }
    }

    /// As [`Self::run_end`], reading no more than about `reach` bytes.
    fn run_end_within(&self, at: usize, reach: usize) -> usize {
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
        if stop - from > REACH {
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
        if single && part == from {
            return if self.is_initial(from, stop) { Dot::Last(stop + 1) } else { Dot::Cut };
        }
        let keeps = match words::abbreviation(&self.text[part..stop]) {
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
    fn after_blanks(&self, at: usize) -> char {
        let c = self.char_at(self.skip_blanks(at));
        if is_blank(c) { ' ' } else { c }
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
        let next = &self.text[at..self.run_end_within(at, 16).max(at)];
        let begins = words::begins_sentences(&next.to_ascii_lowercase());
        !(begins && next.len() > 1)
            && (!before.is_lowercase() && !before.is_numeric() || !matches!(letter, 'I' | 'A' | 'B'))
    }

    /// A host or file name whose first dot stands at `dot`: "example.com/news", "notes.doc".
    fn domain(&self, from: usize, dot: usize) -> Option<usize> {
        let reach = (dot + REACH).min(self.chunk_end);
        let label = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let mut stop = dot;
        let mut last = dot;
        while stop < reach && self.bytes[stop] == b'.' && stop + 1 < reach && label(self.bytes[stop + 1]) {
            last = stop + 1;
            stop = last;
            while stop < reach && label(self.bytes[stop]) {
                stop += 1;
            }
        }
        let suffix = &self.text[last..stop];
        // "Amazon.com's" and "site.com-based" end at the known suffix.
        let suffix = suffix.split('-').next().unwrap_or(suffix);
        stop = last + suffix.len();
        // A capital after a small letter is a sentence that lost its space: "night.Net".
        let glued = suffix.starts_with(|c: char| c.is_ascii_uppercase())
            && self.bytes[from..dot].iter().any(u8::is_ascii_lowercase);
        if glued || !words::is_domain_suffix(suffix) {
            return None;
        }
        if self.char_at(stop) == '/' && is_word(self.char_at(stop + 1)) {
            return Some(self.address_end(from));
        }
        Some(stop)
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
        matches!(right, "esque" | "wise") || right == "e" && self.char_at(end) != '-' && part == from
    }

    /// A token that begins with a digit.
    fn number(&mut self, from: usize) -> usize {
        let mut stop = self.digits_end(from);
        if let Some(end) = self.dashed_number(from, stop) {
            return self.push(from, end);
        }
        if let Some(end) = self.slashed_number(from, stop) {
            return self.push(from, end);
        }
        let mut joined = false;
        while stop + 1 < self.chunk_end && self.bytes[stop + 1].is_ascii_digit() {
            let next = self.digits_end(stop + 1);
            match self.bytes[stop] {
                b'.' | b':' => {}
                // A comma groups thousands (or lakhs), it does not list numbers.
                b',' if next - stop - 1 == 3 || next - stop - 1 == 2 && self.groups_lakhs(next) => {}
                _ => break,
            }
            joined = true;
            stop = next;
        }
        let end = self.run_end(stop);
        if end == stop {
            if self.char_at(stop) == '.' && stop + 1 == self.chunk_end && self.is_line_begin(from) && stop - from <= 8 {
                // The number of an item: "2. The"; "2.1. The".
                if self.after_blanks(stop + 1) != ' ' {
                    return self.push(from, stop + 1);
                }
            }
            return self.after_number(from, stop);
        }
        let letters = &self.text[stop..end];
        let plain = letters.chars().all(char::is_alphabetic);
        let ordinal = ["st", "nd", "rd", "th", "s"].iter().any(|s| letters.eq_ignore_ascii_case(s));
        if plain && !ordinal && (words::is_unit(letters) || letters.chars().nth(4).is_some() || joined) {
            // "7:30pm", "35mm", "$15bn", "300percent".
            self.push(from, stop);
            return stop;
        }
        // "1990s", "3rd", "330i", and whatever a letter may bring ("4x4.doc").
        self.push(from, end);
        end
    }

    /// Whether only blanks stand between `at` and the beginning of its line.
    fn is_line_begin(&self, at: usize) -> bool {
        let before = self.text[..at].chars().rev().find(|c| !is_blank(*c) || is_line_end(*c));
        before.is_none_or(is_line_end)
    }

    fn digits_end(&self, at: usize) -> usize {
        let mut stop = at;
        while stop < self.chunk_end && self.bytes[stop].is_ascii_digit() {
            stop += 1;
        }
        stop
    }

    /// Whether a comma and three digits follow ("1,00,000").
    fn groups_lakhs(&self, at: usize) -> bool {
        at < self.chunk_end && self.bytes[at] == b',' && self.digits_end(at + 1) == at + 4
    }

    /// Pushes a number with what belongs to it: "1990's"; the full stop of a list number.
    fn after_number(&mut self, from: usize, stop: usize) -> usize {
        let c = self.char_at(stop);
        if is_apostrophe(c) && stop < self.chunk_end {
            let after = stop + c.len_utf8();
            if self.char_at(after) == 's' && !is_word(self.char_at(after + 1)) {
                return self.push(from, after + 1);
            }
        }
        self.push(from, stop)
    }

    /// Telephone numbers and dates with hyphens: "555-0123", "11-20-2000", "2015-11-13".
    fn dashed_number(&self, from: usize, stop: usize) -> Option<usize> {
        if self.char_at(stop) != '-' || stop - from > 5 {
            return None;
        }
        let mut lengths = [stop - from, 0, 0, 0];
        let mut count = 1;
        let mut end = stop;
        while count < 4 && end < self.chunk_end && matches!(self.bytes[end], b'-') {
            let next = self.digits_end(end + 1);
            if next == end + 1 || next - end > 6 {
                break;
            }
            lengths[count] = next - end - 1;
            count += 1;
            end = next;
        }
        let phone = count >= 2 && lengths[count - 1] == 4 && lengths[count - 2] == 3;
        let date = count == 3 && (lengths[..2] == [4, 2] || lengths[0] <= 2 && lengths[1] <= 2);
        ((phone || date) && !is_word(self.char_at(end))).then_some(end)
    }

    /// Dates with strokes: "9/11", "11/28/2000"; fractions ("2/3") are cut.
    fn slashed_number(&self, from: usize, stop: usize) -> Option<usize> {
        if self.char_at(stop) != '/' || stop - from > 4 {
            return None;
        }
        let second = self.digits_end(stop + 1);
        let (left, right) = (stop - from, second - stop - 1);
        if right == 0 || right > 4 {
            return None;
        }
        if self.char_at(second) == '/' && second < self.chunk_end {
            let third = self.digits_end(second + 1);
            let last = third - second - 1;
            return (matches!(last, 2 | 4) && !is_word(self.char_at(third))).then_some(third);
        }
        let number = |a: usize, b: usize| self.text[a..b].parse::<u32>().unwrap_or(0);
        let (a, b) = (number(from, stop), number(stop + 1, second));
        let fraction = a < b && b <= 10;
        let date = left <= 2 && right <= 2 && (1..=12).contains(&a) && (1..=31).contains(&b);
        (date && !fraction && !is_word(self.char_at(second))).then_some(second)
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
        if c == '&' {
            if let Some(stop) = self.entity(after) {
                return self.push(at, stop);
            }
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

    /// ":)", ";-)", "<3", with a blank or the end behind.
    fn emoticon(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.chunk_end];
        if rest.len() > 4 || !rest.is_ascii() {
            return None;
        }
        words::EMOTICONS.contains(&rest).then_some(self.chunk_end)
    }

    /// A character reference that was never resolved ("&amp;"), as one token.
    fn entity(&self, after: usize) -> Option<usize> {
        let end = self.run_end_within(after, 8);
        (end > after && self.char_at(end) == ';' && end < self.chunk_end).then_some(end + 1)
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
