//! Made-up articles, and the edits that newsrooms make to copied text.

/// A source of made-up words, the same for the same seed.
pub(crate) struct Words {
    state: u64,
}

const SYLLABLES: [&str; 24] = [
    "ba", "cor", "den", "fa", "gri", "hul", "ja", "kem", "lo", "mar", "nes", "ol", "pra", "qui", "ro", "sta", "tul",
    "una", "ver", "wim", "xa", "yor", "zel", "eth",
];
const COMMON: [&str; 16] =
    ["the", "of", "and", "to", "in", "a", "said", "on", "that", "was", "for", "with", "he", "by", "at", "from"];

impl Words {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// xorshift64*: good enough for word lists.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }

    pub(crate) fn word(&mut self) -> String {
        if self.below(5) < 2 {
            return COMMON[self.below(COMMON.len())].to_owned();
        }
        (0..1 + self.below(3)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    /// Sentences of 8 to 25 words, three to a paragraph.
    pub(crate) fn article(&mut self, words: usize) -> String {
        let mut out = String::new();
        let (mut left, mut sentences) = (words, 0);
        while left > 0 {
            let length = (8 + self.below(18)).min(left);
            let sentence: Vec<String> = (0..length).map(|_| self.word()).collect();
            out.push_str(&sentence.join(" "));
            sentences += 1;
            out.push_str(if sentences % 3 == 0 { ".\n" } else { ". " });
            left -= length;
        }
        out
    }
}

/// An edit that makes a copy of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Edit {
    /// Only the first 30 % are kept.
    Trim,
    /// 40 % of it stand in the middle of another text.
    Embed,
    /// Every tenth word is another.
    Reword,
}

impl Edit {
    pub(crate) const ALL: [Self; 3] = [Self::Trim, Self::Embed, Self::Reword];

    /// The copy; `host` is the text that holds an embedded one.
    pub(crate) fn apply(self, text: &str, host: &str, words: &mut Words) -> String {
        let all: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
        match self {
            Self::Trim => all[..all.len() * 3 / 10].concat(),
            Self::Embed => {
                let part = all[all.len() * 3 / 10..all.len() * 7 / 10].concat();
                let around: Vec<&str> = host.split_inclusive(char::is_whitespace).collect();
                let middle = around.len() / 2;
                format!("{}\n{part}\n{}", around[..middle].concat(), around[middle..].concat())
            }
            Self::Reword => {
                let change = |(i, word): (usize, &&str)| {
                    if i % 10 == 9 { format!("{} ", words.word()) } else { (*word).to_owned() }
                };
                all.iter().enumerate().map(change).collect()
            }
        }
    }
}
