//! The scanner behind [`super::parse`]: words and numbers of a date string, left to right.

use super::months::{foreign_month, month_number};
use super::{DayOrder, Written};

/// Minutes east of UTC of the zone names that news sites print.
fn zone(word: &str) -> Option<i32> {
    Some(match word {
        "z" | "utc" | "gmt" | "wet" => 0,
        "bst" | "cet" | "west" => 60,
        "cest" | "sast" | "eet" => 120,
        "msk" | "eest" => 180,
        "ist" => 330,
        "edt" => -240,
        // "ET" names no season; standard time is the cautious reading.
        "est" | "et" | "cdt" => -300,
        "cst" | "ct" | "mdt" => -360,
        "mst" | "mt" | "pdt" => -420,
        "pst" | "pt" => -480,
        "jst" | "kst" => 540,
        "aest" => 600,
        "aedt" => 660,
        _ => return None,
    })
}

/// Words that stand around a date and say nothing of it.
fn is_filler(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const FILLERS: [&str; 24] = [
        "at",
        "by",
        "created",
        "date",
        "dated",
        "eastern",
        "filed",
        "first",
        "issued",
        "last",
        "local",
        "modified",
        "of",
        "on",
        "originally",
        "post",
        "posted",
        "publication",
        "published",
        "release",
        "released",
        "the",
        "time",
        "updated",
    ];
    FILLERS.contains(&word)
        || (word.len() >= 3
            && WEEKDAYS.iter().any(|d| d.starts_with(word) && (word.len() <= 5 || word.len() == d.len())))
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'t> {
    Number { value: u32, digits: usize },
    Word(&'t str),
    Mark(char),
}

/// Splits into numbers, words and marks; white space parts and is dropped, but for the
/// flag that tells whether it stood before.
fn tokens(text: &str) -> Vec<(Token<'_>, bool)> {
    let mut out = Vec::new();
    let mut spaced = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let run = |keep: fn(char) -> bool| text[at..].find(|c| !keep(c)).map_or(text.len(), |n| at + n);
        let end = if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit())
        } else if c.is_alphabetic() {
            run(char::is_alphabetic)
        } else {
            at + c.len_utf8()
        };
        if c.is_whitespace() {
            spaced = true;
        } else {
            let piece = &text[at..end];
            let token = if c.is_ascii_digit() {
                Token::Number { value: piece.parse().unwrap_or(u32::MAX), digits: piece.len() }
            } else if c.is_alphabetic() {
                Token::Word(piece)
            } else {
                Token::Mark(c)
            };
            out.push((token, spaced));
            spaced = false;
        }
        at = end;
    }
    out
}

/// Two digits of a year: 69 and below are of this century, as POSIX reads them.
fn full_year(value: u32, digits: usize) -> Option<i32> {
    match digits {
        4 if (1500..2200).contains(&value) => Some(value as i32),
        2 if value < 69 => Some(2000 + value as i32),
        2 => Some(1900 + value as i32),
        _ => None,
    }
}

struct Scanner<'t> {
    tokens: Vec<(Token<'t>, bool)>,
    at: usize,
    order: DayOrder,
    found: Written,
}

/// Reads a date; the flag tells whether the string holds nothing else.
pub(super) fn scan(text: &str, order: DayOrder) -> Option<(Written, bool)> {
    let mut scanner = Scanner { tokens: tokens(text), at: 0, order, found: Written::default() };
    let mut clean = true;
    while scanner.at < scanner.tokens.len() {
        if !scanner.step() {
            clean = false;
            scanner.at += 1;
        }
    }
    let found = scanner.found;
    (found.year.is_some() || (found.month.is_some() && found.day.is_some())).then_some((found, clean))
}

impl<'t> Scanner<'t> {
    fn peek(&self, ahead: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at + ahead).map(|t| t.0)
    }

    fn number(&self, ahead: usize) -> Option<(u32, usize)> {
        match self.peek(ahead)? {
            Token::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    fn word(&self, ahead: usize) -> Option<String> {
        match self.peek(ahead)? {
            Token::Word(word) => Some(word.to_lowercase()),
            _ => None,
        }
    }

    fn is_mark(&self, ahead: usize, marks: &[char]) -> bool {
        matches!(self.peek(ahead), Some(Token::Mark(c)) if marks.contains(&c))
    }

    /// Whether `n` tokens from here on stand without white space before any but the first.
    fn glued(&self, n: usize) -> bool {
        self.tokens[self.at..].iter().take(n).skip(1).all(|(_, spaced)| !spaced)
    }

    fn has_date(&self) -> bool {
        self.found.month.is_some() || self.found.year.is_some()
    }

    /// Takes one piece of a date; `false` where what stands here is none.
    fn step(&mut self) -> bool {
        self.clock() || self.numeric() || self.named_month() || self.zone() || self.filler()
    }

    /// "2015-11-22", "2015-11", "10/18/16", "18.10.2016".
    fn numeric(&mut self) -> bool {
        const MARKS: &[char] = &['-', '/', '.'];
        let Some((a, a_digits)) = self.number(0) else { return false };
        if self.has_date() || !self.is_mark(1, MARKS) {
            // A bare year may stand after a named month or alone.
            if a_digits == 4 && self.found.year.is_none() {
                self.found.year = full_year(a, 4);
                self.at += 1;
                return self.found.year.is_some();
            }
            return false;
        }
        let separator = self.peek(1);
        let Some((b, b_digits)) = self.number(2) else { return false };
        let third = if self.peek(3) == separator { self.number(4) } else { None };
        match (a_digits, third) {
            (4, Some((c, c_digits))) if b_digits <= 2 && c_digits <= 2 && self.glued(5) => {
                self.found.year = full_year(a, 4);
                (self.found.month, self.found.day) = (Some(b), Some(c));
                self.at += 5;
                // The T of RFC 3339.
                if self.word(0).as_deref() == Some("t") && self.number(1).is_some() {
                    self.at += 1;
                }
                self.found.year.is_some()
            }
            (4, None) if b_digits == 2 && (1..=12).contains(&b) && self.glued(3) => {
                self.found.year = full_year(a, 4);
                self.found.month = Some(b);
                self.at += 3;
                self.found.year.is_some()
            }
            (1 | 2, Some((c, c_digits))) if b_digits <= 2 && matches!(c_digits, 2 | 4) && self.glued(5) => {
                let dotted = separator == Some(Token::Mark('.'));
                let day_first = match (a > 12, b > 12) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => dotted || self.order == DayOrder::DayFirst,
                };
                self.found.ambiguous = !dotted && a <= 12 && b <= 12 && a != b;
                let (day, month) = if day_first { (a, b) } else { (b, a) };
                self.found.year = full_year(c, c_digits);
                (self.found.month, self.found.day) = (Some(month), Some(day));
                self.at += 5;
                self.found.year.is_some()
            }
            _ => false,
        }
    }

    /// "Nov. 16, 2015", "16th of November 2015", "16-Nov-15", "November 2015".
    fn named_month(&mut self) -> bool {
        if self.found.month.is_some() {
            return false;
        }
        if let Some(month) = self.word(0).and_then(|w| month_number(&w)) {
            self.at += 1;
            self.skip_marks(&['.', ',', '-', '/']);
            self.found.month = Some(month);
            if let Some((day, digits)) = self.number(0)
                && digits <= 2
                && !self.is_mark(1, &[':'])
            {
                self.found.day = Some(day);
                self.at += 1;
                self.skip_ordinal();
                self.year_after();
            } else if let Some((year, 4)) = self.number(0) {
                self.found.year = full_year(year, 4);
                self.at += 1;
            }
            return true;
        }
        let Some((day, digits)) = self.number(0) else { return false };
        if digits > 2 || !(1..=31).contains(&day) {
            return false;
        }
        let begin = self.at;
        self.at += 1;
        self.skip_ordinal();
        if matches!(self.word(0).as_deref(), Some("of" | "de")) {
            self.at += 1;
        }
        self.skip_marks(&['.', '-', '/']);
        let word = self.word(0);
        let Some(month) = word.as_deref().and_then(month_number) else {
            let found = word.as_deref().and_then(foreign_month).is_some_and(|month| self.foreign_year(day, month));
            self.at = if found { self.at } else { begin };
            return found;
        };
        self.at += 1;
        (self.found.month, self.found.day) = (Some(month), Some(day));
        self.year_after();
        true
    }

    /// The year behind a month in another language, on which the scanner stands: "4. März 2031", "4 de marzo de 2031".
    fn foreign_year(&mut self, day: u32, month: u32) -> bool {
        self.at += 1;
        self.skip_marks(&['.', ',', '-', '/']);
        if matches!(self.word(0).as_deref(), Some("de" | "del")) {
            self.at += 1;
        }
        let Some((year, 4)) = self.number(0) else { return false };
        self.at += 1;
        self.found.year = full_year(year, 4);
        (self.found.month, self.found.day) = (Some(month), Some(day));
        self.found.year.is_some()
    }

    /// The year behind a month and day; two digits only right behind a dash or slash.
    fn year_after(&mut self) {
        let begin = self.at;
        let dashed = self.is_mark(0, &['-', '/']);
        self.skip_marks(&['.', ',', '-', '/']);
        match self.number(0) {
            Some((year, digits)) if (digits == 4 || (digits == 2 && dashed)) && !self.is_mark(1, &[':']) => {
                self.found.year = full_year(year, digits);
                self.at += 1;
            }
            _ => self.at = begin,
        }
    }

    /// "09:30:00.123", "3:15 p.m.", "9 PM", with an offset glued on.
    fn clock(&mut self) -> bool {
        let Some((hour, digits)) = self.number(0) else { return false };
        if digits > 2 || self.found.time.is_some() {
            return false;
        }
        let begin = self.at;
        let (mut minute, mut second) = (0, None);
        self.at += 1;
        // "11.20am" has a full stop; without the half of the day it may be anything.
        let stop = self.is_mark(0, &['.']) && matches!(self.word(2).as_deref(), Some("am" | "pm"));
        let with_minutes = (self.is_mark(0, &[':']) || stop) && self.number(1).is_some_and(|(_, d)| d == 2);
        if with_minutes {
            minute = self.number(1).map_or(0, |n| n.0);
            self.at += 2;
            if self.is_mark(0, &[':'])
                && let Some((value, 2)) = self.number(1)
            {
                second = Some(value);
                self.at += 2;
                if self.is_mark(0, &['.', ',']) && self.number(1).is_some() && self.glued(2) {
                    self.at += 2;
                }
            }
        }
        let half = self.half_of_day();
        if (!with_minutes && half.is_none()) || hour > 24 || minute > 59 {
            self.at = begin;
            return false;
        }
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        self.found.time = Some((hour, minute, second));
        self.offset();
        true
    }

    /// "PM", "p.m.": whether the afternoon is meant.
    fn half_of_day(&mut self) -> Option<bool> {
        let word = self.word(0)?;
        match word.as_str() {
            "am" | "pm" => {
                self.at += 1;
                Some(word == "pm")
            }
            "a" | "p" if self.is_mark(1, &['.']) && self.word(2).as_deref() == Some("m") => {
                self.at += 3;
                self.skip_marks(&['.']);
                Some(word == "p")
            }
            _ => None,
        }
    }

    /// "+02:00", "-0500", "+01".
    fn offset(&mut self) {
        let sign = match self.peek(0) {
            Some(Token::Mark('+')) => 1,
            Some(Token::Mark('-' | '\u{2212}')) => -1,
            _ => return,
        };
        let Some((value, digits)) = self.number(1) else { return };
        let (hours, minutes, used) = match digits {
            4 => (value / 100, value % 100, 2),
            2 if self.is_mark(2, &[':']) => (value, self.number(3).map_or(0, |n| n.0), 4),
            2 => (value, 0, 2),
            _ => return,
        };
        if hours <= 14 && minutes < 60 {
            self.found.offset = Some(sign * (hours * 60 + minutes) as i32);
            self.at = (self.at + used).min(self.tokens.len());
        }
    }

    fn zone(&mut self) -> bool {
        let Some(word) = self.word(0) else { return false };
        match zone(&word) {
            Some(offset) if self.found.time.is_some() => {
                self.found.offset = self.found.offset.or(Some(offset));
                self.at += 1;
                // "GMT+2"
                self.offset();
                true
            }
            _ => false,
        }
    }

    fn filler(&mut self) -> bool {
        let filler = match self.peek(0) {
            Some(Token::Word(word)) => is_filler(&word.to_lowercase()),
            Some(Token::Mark(c)) => matches!(c, ',' | '.' | ':' | '|' | '(' | ')' | '-' | '–' | '—' | '•' | '·' | '@'),
            _ => false,
        };
        self.at += usize::from(filler);
        filler
    }

    fn skip_marks(&mut self, marks: &[char]) {
        while self.is_mark(0, marks) {
            self.at += 1;
        }
    }

    fn skip_ordinal(&mut self) {
        if self.word(0).is_some_and(|w| matches!(w.as_str(), "st" | "nd" | "rd" | "th")) && self.glued(1) {
            self.at += 1;
        }
    }
}

/// The first date with a named month or in ISO form inside a running text, for datelines
/// and lines such as "Published Nov. 16, 2015". Slashed dates are left alone: in running
/// text they are as often scores and fractions.
pub(crate) fn find_in_text(text: &str) -> Option<Written> {
    let mut scanner = Scanner { tokens: tokens(text), at: 0, order: DayOrder::MonthFirst, found: Written::default() };
    while scanner.at < scanner.tokens.len() {
        let iso = scanner.number(0).is_some_and(|(_, digits)| digits == 4) && scanner.is_mark(1, &['-']);
        let begin = scanner.at;
        // "may 5 times" is no date.
        let small = matches!(scanner.peek(0), Some(Token::Word(w)) if w.starts_with(char::is_lowercase));
        if (iso && scanner.numeric()) || (!small && scanner.named_month()) {
            let found = scanner.found;
            let whole = found.day.is_some() || (found.year.is_some() && found.month.is_some());
            if whole && found.published(parallax_records::PublishedFrom::Text).is_some() {
                return Some(found);
            }
            scanner.found = Written::default();
        }
        scanner.at = scanner.at.max(begin + 1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_dates_in_running_text() {
        let found = |text| find_in_text(text).map(|w| (w.year, w.month, w.day));
        assert_eq!(found("MARLOW, Freedonia, Nov. 16 (ZNA) --"), Some((None, Some(11), Some(16))));
        assert_eq!(found("Published on 3 May 2019 by staff"), Some((Some(2019), Some(5), Some(3))));
        assert_eq!(found("They may 5 times"), None);
        assert_eq!(found("won 3/4 of the seats"), None);
        assert_eq!(found("Ann Poe el 4 de marzo de 2031"), Some((Some(2031), Some(3), Some(4))));
        assert_eq!(found("Von Ann Poe, 4. März 2031, 12:30"), Some((Some(2031), Some(3), Some(4))));
        assert_eq!(found("some 4 ago, in 2031"), None);
    }
}
