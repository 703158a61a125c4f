//! Cuts the tokens of a paragraph into sentences.
//!
//! Needs: tokens. Adds: `sentences`, `sentence_of`.
//!
//! A paragraph always ends its sentence, so headlines and bullets need no full stop. Inside
//! it, a sentence ends at ".", "!", "?" or an ellipsis, with the quotation marks and
//! brackets that close behind it, unless the next word shows that it goes on: a small
//! letter, a name after a title ("Gen. Smith"), a noun after "U.S.".

use crate::lexicon::{Abbreviation, words};

/// One paragraph: its tokens by their byte ranges.
pub(crate) struct Paragraph<'a> {
    pub(crate) text: &'a str,
    pub(crate) lower: &'a str,
    pub(crate) starts: &'a [u32],
    pub(crate) ends: &'a [u32],
}

/// Calls `emit` with the number of the token after each sentence's last, in order.
pub(crate) fn split_sentences(paragraph: &Paragraph<'_>, mut emit: impl FnMut(usize)) {
    let count = paragraph.starts.len();
    let (mut at, mut first) = (0, 0);
    let dates = paragraph.date_lines();
    while at < count {
        if at > first && dates.contains(&Some(at)) {
            emit(at);
            first = at;
        }
        match paragraph.mark(at) {
            Mark::None => at += 1,
            Mark::Bullet => {
                if at > first {
                    emit(at);
                    first = at;
                }
                at += 1;
            }
            mark => {
                let close = paragraph.closers(at + 1);
                if close < count && !paragraph.is_opening(first, at) && paragraph.ends_here(at, close, mark) {
                    emit(close);
                    first = close;
                }
                at = close;
            }
        }
    }
    if count > 0 {
        emit(count);
    }
}

/// What a token may do to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing.
    None,
    /// A full stop.
    Stop,
    /// "!" or "?".
    Call,
    /// "..." or "…".
    Ellipsis,
    /// A word with its own full stop.
    Short,
    /// Begins an item inside a line.
    Bullet,
}

impl Paragraph<'_> {
    fn form(&self, at: usize) -> &str {
        &self.text[self.starts[at] as usize..self.ends[at] as usize]
    }

    fn lower(&self, at: usize) -> &str {
        &self.lower[self.starts[at] as usize..self.ends[at] as usize]
    }

    fn glued(&self, at: usize) -> bool {
        at > 0 && self.ends[at - 1] == self.starts[at]
    }

    fn mark(&self, at: usize) -> Mark {
        let last = self.text.as_bytes()[self.ends[at] as usize - 1];
        match last {
            b'.' => {
                let form = self.form(at);
                match form.len() {
                    1 => Mark::Stop,
                    _ if form.bytes().all(|b| b == b'.') => Mark::Ellipsis,
                    _ if form.ends_with("\u{2026}.") => Mark::Ellipsis,
                    _ => Mark::Short,
                }
            }
            // "Yahoo!" is a name.
            b'!' | b'?' if self.text.as_bytes()[self.starts[at] as usize].is_ascii_alphabetic() => Mark::None,
            b'!' | b'?' => Mark::Call,
            // The last byte of "…" (E2 80 A6) and of "•" (E2 80 A2).
            0xA6 if self.form(at).ends_with('\u{2026}') => Mark::Ellipsis,
            0xA2 if self.form(at) == "\u{2022}" => Mark::Bullet,
            _ => Mark::None,
        }
    }

    /// Where the date lines end and begin that scrapers glue to headings: behind one that
    /// opens the paragraph ("Monday, June 1, 2020 Ferry runs again"), before one that closes it.
    fn date_lines(&self) -> [Option<usize>; 2] {
        let count = self.starts.len();
        if count <= DATE {
            return [None, None];
        }
        let opens = self.is_date(0) && self.begins(DATE) == Begin::Upper;
        let last = count - DATE;
        let closes = self.is_date(last) && !BEFORE_DATES.contains(&self.lower(last - 1));
        [opens.then_some(DATE), closes.then_some(last)]
    }

    /// Whether "Monday, June 1, 2020" stands at `at`.
    fn is_date(&self, at: usize) -> bool {
        let digits = |t: usize, least: usize, most: usize| {
            let form = self.form(t);
            (least..=most).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_digit())
        };
        self.form(at + 1) == ","
            && self.form(at + 4) == ","
            && digits(at + 5, 4, 4)
            && digits(at + 3, 1, 2)
            && self.lower(at).ends_with("day")
            && self.begins(at) == Begin::Upper
            && self.begins(at + 2) == Begin::Upper
    }

    /// Whether the mark at `at` and the few before it open the sentence that began at
    /// `first`: "... and so on".
    fn is_opening(&self, first: usize, at: usize) -> bool {
        at - first <= 3 && (first..=at).all(|t| !self.form(t).contains(char::is_alphanumeric))
    }

    /// The first token after `from` that does not close what stands before it.
    fn closers(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.starts.len() {
            let form = self.form(at);
            let closes = match form {
                ")" | "]" | "\u{201D}" | "\u{BB}" | "''" | "\u{2019}\u{2019}" => true,
                // A straight mark closes where it is glued to what it follows and to nothing behind.
                "\"" | "'" | "\u{2019}" => self.glued(at) || self.opens_nothing(at),
                // ". . ." is an ellipsis written with spaces.
                "." => true,
                // Careless writing closes with the opening mark.
                "\u{201C}" => at + 1 == self.starts.len(),
                "!" | "?" => self.glued(at) || self.form(at - 1) == form,
                "[" => match self.note_end(at) {
                    Some(end) => {
                        at = end;
                        continue;
                    }
                    None => false,
                },
                _ => false,
            };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// The token after a note that opens at `at`: "[12]", "[7, 9]", "[citation needed]".
    fn note_end(&self, at: usize) -> Option<usize> {
        let reach = self.starts.len().min(at + 6);
        let close = (at + 1..reach).find(|t| self.form(*t) == "]")?;
        let numbers = (at + 1..close).all(|t| {
            let form = self.form(t);
            matches!(form, "," | "-" | "\u{2013}") || form.len() <= 3 && form.bytes().all(|b| b.is_ascii_digit())
        });
        (close > at + 1 && (numbers || self.lower(close - 1) == "needed")).then_some(close + 1)
    }

    /// Whether a straight mark that stands alone has a blank behind it too, and therefore
    /// more likely closes.
    fn opens_nothing(&self, at: usize) -> bool {
        if at + 1 >= self.starts.len() {
            return true;
        }
        if self.glued(at + 1) {
            return false;
        }
        // Count the same marks before it in this paragraph: an odd number is open.
        let mark = self.form(at);
        if mark != "\"" {
            return false;
        }
        let from = at.saturating_sub(200);
        (from..at).filter(|i| self.form(*i) == mark).count() % 2 == 1
    }

    /// Whether the sentence whose mark stands at `at` ends before `next`.
    fn ends_here(&self, at: usize, next: usize, mark: Mark) -> bool {
        let closed = next > at + 1;
        let quoted = closed && self.form(next - 1) != ")" && self.form(next - 1) != "]";
        let starter = self.begins(next);
        match mark {
            Mark::Stop => match starter {
                Begin::Lower => !quoted && !self.glued(next) && !self.abbreviates(at),
                Begin::Mark => false,
                _ => true,
            },
            Mark::Call => match starter {
                Begin::Lower => !closed && !self.glued(next),
                Begin::Mark | Begin::Dash => false,
                Begin::Upper if quoted => !self.reports(next),
                _ => true,
            },
            Mark::Ellipsis => matches!(starter, Begin::Upper | Begin::Open),
            Mark::Short => self.short_ends(at, next, closed, starter),
            Mark::None | Mark::Bullet => false,
        }
    }

    /// How the token at `at` begins: the first that is no opening mark decides.
    fn begins(&self, at: usize) -> Begin {
        let mut at = at;
        let mut opened = false;
        while at < self.starts.len() {
            let form = self.form(at);
            let first = form.chars().next().unwrap_or(' ');
            // "'s" and "’em" are words, no opening marks.
            let first = match first {
                '\'' | '\u{2019}' if form.chars().nth(1).is_some_and(char::is_alphanumeric) => return Begin::Lower,
                _ => first,
            };
            match first {
                '"' | '\'' | '\u{201C}' | '\u{2018}' | '(' | '[' | '\u{AB}' | '`' | '\u{2019}' | '\u{201E}' => {
                    opened = true;
                    at += 1;
                }
                c if c.is_uppercase() => return if opened { Begin::Open } else { Begin::Upper },
                c if c.is_lowercase() => return Begin::Lower,
                c if c.is_alphanumeric() => return Begin::Digit,
                '-' | '\u{2013}' | '\u{2014}' => return Begin::Dash,
                ',' | ';' | ':' | '/' | '%' => return Begin::Mark,
                _ => return Begin::Open,
            }
        }
        Begin::Open
    }

    /// Whether the word before a full stop looks like an abbreviation that no list knows:
    /// short, without a vowel ("Msgr"). What follows in small letters then goes on.
    fn abbreviates(&self, at: usize) -> bool {
        let Some(word) = at.checked_sub(1).map(|before| self.lower(before)) else { return false };
        word.len() <= 4 && word.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b))
    }

    /// Whether the words at `at` report speech: "Smith asked", "the minister said".
    fn reports(&self, at: usize) -> bool {
        let reach = (at + 5).min(self.starts.len());
        for i in at..reach {
            let lower = self.lower(i);
            if SPEECH.contains(&lower) {
                return true;
            }
            if !self.form(i).starts_with(char::is_uppercase) {
                return false;
            }
        }
        false
    }

    /// Whether an abbreviation at `at` is also the end of its sentence.
    fn short_ends(&self, at: usize, next: usize, closed: bool, starter: Begin) -> bool {
        if matches!(starter, Begin::Lower | Begin::Mark | Begin::Dash) {
            return false;
        }
        let form = self.form(at);
        let word = &form[..form.len() - 1];
        let class = words::abbreviation(word);
        let begins = words::begins_sentences(self.lower(next)) && starter == Begin::Upper;
        if closed && starter != Begin::Digit {
            return starter == Begin::Upper || starter == Begin::Open;
        }
        match class {
            Abbreviation::Title | Abbreviation::Number => false,
            Abbreviation::Calendar | Abbreviation::CalendarWord => starter == Begin::Upper && begins,
            Abbreviation::State | Abbreviation::StateWord | Abbreviation::Company | Abbreviation::Place => {
                match starter {
                    Begin::Upper => begins,
                    Begin::Open => !self.form(next).starts_with(['(', '[']),
                    _ => false,
                }
            }
            _ if word.chars().nth(1).is_none() => false,
            _ if matches!(self.lower(at), "a.m." | "p.m.") => match starter {
                Begin::Upper => !ZONES.contains(&self.form(next)),
                Begin::Open => !self.form(next).starts_with(['(', '[']),
                _ => false,
            },
            _ => match starter {
                Begin::Upper => begins,
                Begin::Open => !self.form(next).starts_with(['(', '[']) && word.contains('.'),
                _ => false,
            },
        }
    }
}

/// How what follows a possible end begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    Upper,
    Lower,
    Digit,
    /// An opening mark with a capital behind it, or a sign.
    Open,
    /// A dash.
    Dash,
    /// A mark that goes on.
    Mark,
}

/// How many tokens "Monday, June 1, 2020" has.
const DATE: usize = 6;

/// Words before a date that belong to it.
const BEFORE_DATES: &[&str] = &[
    "(", ",", "-", "after", "and", "before", "by", "dated", "for", "from", "of", "on", "or", "since", "through",
    "till", "to", "until",
];

/// Verbs of speech that follow a question or call in quotation marks.
const SPEECH: &[&str] = &[
    "added",
    "adds",
    "answered",
    "asked",
    "asks",
    "cried",
    "declared",
    "exclaimed",
    "joked",
    "quipped",
    "recalled",
    "remarked",
    "replied",
    "said",
    "says",
    "screamed",
    "shouted",
    "sighed",
    "thought",
    "told",
    "tweeted",
    "wondered",
    "writes",
    "wrote",
    "yelled",
];

/// What follows "a.m." without beginning a sentence.
const ZONES: &[&str] = &[
    "AEST",
    "BST",
    "CDT",
    "CEST",
    "CET",
    "CST",
    "EDT",
    "EDT/",
    "EST",
    "ET",
    "Eastern",
    "Friday",
    "GMT",
    "IST",
    "JST",
    "MDT",
    "MST",
    "MT",
    "Monday",
    "PDT",
    "PST",
    "PT",
    "Pacific",
    "Saturday",
    "Sunday",
    "Thursday",
    "Tuesday",
    "UTC",
    "Wednesday",
];
