//! Which quotes are worth comparing: those that share two telling words in a row.

use rustc_hash::FxHashMap;

/// Two words that more quotes hold in a row bring no candidates: "United States" tells nothing.
const COMMON: u32 = 60;

/// Which quotes hold a pair of words, the latest first: chains through one list, because most
/// pairs stand in one quote and a list of their own for each would be most of the work.
#[derive(Default)]
pub(super) struct Pairs {
    latest: FxHashMap<[u32; 2], u32>,
    held: Vec<Held>,
}

/// One quote of a pair.
struct Held {
    quote: u32,
    before: Option<u32>,
    /// How many quotes are known to hold the pair, this one included.
    count: u32,
}

impl Pairs {
    /// Notes that a quote holds a pair and shows those that do so too. A pair that many hold brings
    /// nobody and is followed no further.
    pub(super) fn add(&mut self, pair: [u32; 2], quote: usize, mut show: impl FnMut(usize)) {
        let known = self.latest.get(&pair).copied();
        let count = known.map_or(0, |k| self.held[k as usize].count);
        let again = known.is_some_and(|k| self.held[k as usize].quote as usize == quote);
        if again || count > COMMON {
            return;
        }
        let mut next = known;
        while let Some(k) = next {
            let held = &self.held[k as usize];
            show(held.quote as usize);
            next = held.before;
        }
        self.latest.insert(pair, self.held.len() as u32);
        self.held.push(Held { quote: quote as u32, before: known, count: count + 1 });
    }
}
