//! Tokens that begin with a digit: "1,000,000", "7:30|pm", "35|mm", "1990s", "9/11",
//! "555-0123"; fractions and ranges are cut ("2|/|3", "5|-|10").

use super::chars::{is_apostrophe, is_blank, is_line_end, is_word};
use super::tokens::Cutter;
use crate::lexicon::words;

impl Cutter<'_> {
    /// A token that begins with a digit.
    pub(super) fn number(&mut self, from: usize) -> usize {
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

    pub(super) fn digits_end(&self, at: usize) -> usize {
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
}
