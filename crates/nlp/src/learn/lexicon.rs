//! What is known of words before any training: their clusters and the lists they stand in.

use super::format::{ModelError, Reader, Writer};
use super::hash;

const MAGIC: [u8; 4] = *b"PXW1";

/// What is known of one word, or of one run of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Coarse cluster plus one; 0 where unknown.
    pub(crate) coarse: u8,
    /// The lists it stands in.
    pub(crate) lists: u8,
    /// Fine cluster plus one; 0 where unknown.
    pub(crate) fine: u16,
}

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum WordList {
    /// First names of people.
    FirstName = 1,
    /// Surnames.
    Surname = 2,
    /// Cities.
    City = 4,
    /// Countries.
    Country = 8,
}

/// Marks the beginning of a listed run of words.
const OPENS: u8 = 128;
/// The longest listed run of words.
const LONGEST: usize = 5;

/// Words and runs of words by hash: clusters and lists.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Hash and packed entry; 0 is an empty slot.
    slots: Vec<[u32; 2]>,
    shift: u32,
}

/// Collects a lexicon.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    entries: std::collections::BTreeMap<u32, Entry>,
}

impl LexiconBuilder {
    /// Gives a word its clusters, as numbered in the data.
    pub fn cluster(&mut self, word: &str, coarse: u8, fine: u16) {
        let entry = self.entries.entry(hash_word(word)).or_default();
        (entry.coarse, entry.fine) = (coarse + 1, fine + 1);
    }

    /// Puts a word, or a run of up to five words parted by spaces, on a list.
    pub fn list(&mut self, words: &str, list: WordList) {
        let words: Vec<u32> = words.split_whitespace().map(|w| hash_word(&w.to_lowercase())).collect();
        if words.is_empty() || words.len() > LONGEST {
            return;
        }
        let mut key = words[0];
        for word in &words[1..] {
            self.entries.entry(key).or_default().lists |= OPENS;
            key = hash::chain(key, *word);
        }
        self.entries.entry(key).or_default().lists |= list as u8;
    }

    /// The finished lexicon.
    pub fn finish(self) -> Lexicon {
        let pairs: Vec<_> = self.entries.into_iter().collect();
        Lexicon::of(&pairs)
    }
}

fn hash_word(lower: &str) -> u32 {
    hash::word(lower.bytes())
}

impl Lexicon {
    fn of(pairs: &[(u32, Entry)]) -> Self {
        let bits = (pairs.len().max(8) * 2).next_power_of_two().trailing_zeros();
        let mut slots = vec![[0, 0]; 1 << bits];
        for (key, entry) in pairs {
            let mut at = (key >> (32 - bits)) as usize;
            while slots[at][1] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = [*key, u32::from(entry.coarse) | u32::from(entry.lists) << 8 | u32::from(entry.fine) << 16];
        }
        Self { slots, shift: 32 - bits }
    }

    /// What is known of a hashed word; empty where nothing is.
    #[inline]
    pub(crate) fn get(&self, word: u32) -> Entry {
        let mut at = (word >> self.shift) as usize;
        loop {
            let [key, packed] = self.slots[at & (self.slots.len() - 1)];
            if packed == 0 {
                return Entry::default();
            }
            if key == word {
                return Entry { coarse: packed as u8, lists: (packed >> 8) as u8, fine: (packed >> 16) as u16 };
            }
            at += 1;
        }
    }

    /// The longest listed run that begins with the first of these hashed words, of two
    /// words at least: its length and lists.
    pub(crate) fn longest_run(&self, first: Entry, words: impl Iterator<Item = u32>) -> Option<(usize, u8)> {
        if first.lists & OPENS == 0 {
            return None;
        }
        let mut key = None;
        let mut longest = None;
        for (i, word) in words.take(LONGEST).enumerate() {
            let so_far = key.map_or(word, |k| hash::chain(k, word));
            key = Some(so_far);
            if i > 0 {
                let entry = self.get(so_far);
                if entry.lists & !OPENS != 0 {
                    longest = Some((i + 1, entry.lists & !OPENS));
                }
                if entry.lists & OPENS == 0 {
                    break;
                }
            }
        }
        longest
    }

    /// The file of this lexicon.
    pub fn write(&self) -> Vec<u8> {
        let mut pairs: Vec<_> = self.slots.iter().filter(|s| s[1] != 0).copied().collect();
        pairs.sort_unstable();
        let mut out = Writer::new(MAGIC);
        let mut last = 0;
        let keys: Vec<u32> = pairs.iter().map(|[key, _]| key - std::mem::replace(&mut last, *key)).collect();
        out.numbers(&keys);
        out.numbers(&pairs.iter().map(|p| p[1]).collect::<Vec<_>>());
        out.finish()
    }

    /// Reads what [`Lexicon::write`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no lexicon.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let body = Reader::open(file, MAGIC)?;
        let mut from = body.reader();
        let (keys, values) = (from.numbers()?, from.numbers()?);
        if keys.len() != values.len() || values.contains(&0) {
            return Err(ModelError::Corrupt("the lexicon's streams do not fit together"));
        }
        let mut last = 0_u32;
        let entry = |v: u32| Entry { coarse: v as u8, lists: (v >> 8) as u8, fine: (v >> 16) as u16 };
        let pairs: Vec<_> = keys
            .iter()
            .zip(values)
            .map(|(delta, value)| {
                last = last.wrapping_add(*delta);
                (last, entry(value))
            })
            .collect();
        Ok(Self::of(&pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_runs_are_found_after_writing() {
        let mut builder = LexiconBuilder::default();
        builder.cluster("harbour", 4, 900);
        builder.list("Port Ellery", WordList::City);
        builder.list("Port Ellery West", WordList::City);
        builder.list("Mara", WordList::FirstName);
        let lexicon = Lexicon::read(&builder.finish().write()).unwrap();
        assert_eq!(lexicon.get(hash_word("harbour")), Entry { coarse: 5, lists: 0, fine: 901 });
        assert_eq!(lexicon.get(hash_word("mara")).lists, WordList::FirstName as u8);
        assert_eq!(lexicon.get(hash_word("unheard")), Entry::default());
        let run = |words: &[&str]| {
            let hashes: Vec<u32> = words.iter().map(|w| hash_word(w)).collect();
            lexicon.longest_run(lexicon.get(hashes[0]), hashes.iter().copied())
        };
        assert_eq!(run(&["port", "ellery", "east"]), Some((2, WordList::City as u8)));
        assert_eq!(run(&["port", "ellery", "west"]), Some((3, WordList::City as u8)));
        assert_eq!(run(&["port", "mara"]), None);
    }
}
