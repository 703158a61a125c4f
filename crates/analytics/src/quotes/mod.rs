//! Quote families: the wordings in which outlets give one utterance.
//!
//! Candidates share two telling words in a row, so the work grows with the quotes and not with
//! their square; [`likeness`] says which pairs are one utterance, [`families`] joins them.

mod candidates;
mod families;
mod likeness;
mod said;

use chrono::NaiveDate;
use parallax_store::{QuoteFamily, Reader};

use self::candidates::Pairs;
use self::families::Pair;
use self::likeness::Speakers;
use self::said::{Numbers, Said};
use crate::error::Result;
use crate::link::words;

const SQL: &str = include_str!("../../../../queries/link/quotes.sql");

/// A quote as families are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteText {
    /// The caller's key.
    pub id: i64,
    /// What is said.
    pub text: String,
    /// Who says it, where known by name.
    pub speaker: Option<String>,
    /// The day of its article.
    pub published: Option<NaiveDate>,
}

/// Groups quotes into families of two and more; each lists indices into `quotes`, the
/// fullest wording first.
pub fn group(quotes: &[QuoteText]) -> Vec<Vec<usize>> {
    let mut numbers = Numbers::default();
    let split: Vec<Said> = quotes.iter().map(|q| numbers.read(&q.text)).collect();
    let mut found = families::of(alike(quotes, &split, numbers.len()));
    for family in &mut found {
        family.sort_by_key(|i| (std::cmp::Reverse(split[*i].words.len()), quotes[*i].id));
    }
    found
}

/// Every two quotes that are one utterance.
fn alike(quotes: &[QuoteText], split: &[Said], words_in_all: usize) -> Vec<Pair> {
    let last: Vec<Option<String>> =
        quotes.iter().map(|q| q.speaker.as_deref().and_then(|name| words(name).last())).collect();
    let mut pairs = Pairs::default();
    let mut found = Vec::new();
    let mut candidates: Vec<usize> = Vec::new();
    // The quote that each one was last a candidate for: several pairs of words bring it once.
    let mut met_by = vec![usize::MAX; quotes.len()];
    // The quote that each word was last seen in.
    let mut in_quote = vec![usize::MAX; words_in_all];
    for (i, said) in split.iter().enumerate().filter(|(_, said)| said.telling.len() >= likeness::FEWEST) {
        candidates.clear();
        for pair in said.telling.windows(2) {
            pairs.add([pair[0], pair[1]], i, |j| {
                if std::mem::replace(&mut met_by[j], i) != i {
                    candidates.push(j);
                }
            });
        }
        said.telling.iter().for_each(|word| in_quote[*word as usize] = i);
        for &j in &candidates {
            let shared = split[j].telling.iter().filter(|word| in_quote[**word as usize] == i).count();
            if !likeness::possible(shared, said, &split[j]) {
                continue;
            }
            let speakers = Speakers::of(last[i].as_deref(), last[j].as_deref());
            let near = likeness::near(quotes[i].published, quotes[j].published);
            if let Some(likeness) = likeness::of(said, &split[j], speakers, near) {
                found.push(Pair { a: j, b: i, likeness });
            }
        }
    }
    found
}

/// The families of a database.
///
/// # Errors
/// Where it cannot be read.
pub fn families(reader: &Reader) -> Result<Vec<QuoteFamily>> {
    let mut quotes = Vec::new();
    reader.stream(SQL, &[], |row| {
        quotes.push(QuoteText {
            id: row.int(0)?.unwrap_or_default(),
            text: row.text(1)?.unwrap_or_default().to_owned(),
            speaker: row.text(2)?.map(str::to_owned),
            published: row.text(3)?.and_then(|day| day.get(..10)?.parse().ok()),
        });
        Ok(())
    })?;
    let family = |members: Vec<usize>| QuoteFamily {
        text: quotes[members[0]].text.clone(),
        quotes: members.iter().map(|i| quotes[*i].id).collect(),
    };
    Ok(group(&quotes).into_iter().map(family).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(id: i64, text: &str, speaker: Option<&str>) -> QuoteText {
        QuoteText { id, text: text.into(), speaker: speaker.map(str::to_owned), published: None }
    }

    fn on(day: &str, quote: QuoteText) -> QuoteText {
        QuoteText { published: day.parse().ok(), ..quote }
    }

    #[test]
    fn wordings_of_one_utterance_are_a_family() {
        let quotes = [
            quote(1, "The dam will hold, and nobody needs to leave", Some("Ida Berg")),
            quote(2, "the dam will hold and nobody [here] needs to leave the valley tonight", Some("Mayor Berg")),
            quote(3, "nobody needs to leave", Some("Ida Berg")),
            quote(4, "The dam will hold, and nobody needs to leave", Some("Tor Lind")),
            quote(5, "We shall rebuild the bridge before winter comes", None),
        ];
        assert_eq!(group(&quotes), vec![vec![1, 0]]);
    }

    #[test]
    fn sentences_may_change_places_and_words_be_dropped() {
        let quotes = [
            quote(1, "Nobody warned the harbour. The pilots asked three times for a tug, and none came.", Some("Berg")),
            quote(2, "The pilots asked … for a tug, and none came. Nobody had warned the harbour", Some("Ida Berg")),
        ];
        assert_eq!(group(&quotes), vec![vec![0, 1]]);
    }

    #[test]
    fn two_telling_words_are_enough_in_a_clause_of_the_same_person() {
        let quotes = [
            quote(1, "This bridge cannot be mended; it must be rebuilt, and soon", Some("Ida Berg")),
            quote(2, "the bridge “cannot be mended, it must be rebuilt”", Some("Berg")),
            quote(3, "that cannot be mended", Some("Ida Berg")),
        ];
        assert_eq!(group(&quotes), vec![vec![0, 1]]);
    }

    #[test]
    fn an_unknown_speaker_contradicts_nobody() {
        let quotes = [
            quote(1, "we shall rebuild the old stone bridge before winter", None),
            quote(2, "we shall rebuild the stone bridge before winter", Some("Ida Berg")),
        ];
        assert_eq!(group(&quotes), vec![vec![0, 1]]);
    }

    #[test]
    fn a_body_and_who_speaks_for_it_share_a_long_utterance() {
        let text =
            "The pilots asked for a second tug three times that night and the harbour office refused every request";
        let quotes = [quote(1, text, Some("Port Authority")), quote(2, text, Some("Ida Berg"))];
        assert_eq!(group(&quotes), vec![vec![0, 1]]);
    }

    #[test]
    fn a_turn_of_phrase_is_no_utterance() {
        let common = "this is not what we want and I think that is what people will see";
        let slogan = ["that we must protect our coastal towns", "protect the coastal towns and the farms inland"];
        let quotes = [
            quote(1, common, Some("Ida Berg")),
            quote(2, &format!("{common}, whatever the council may decide on Monday"), None),
            on("2031-03-01", quote(3, slogan[0], Some("Tor Lind"))),
            on("2033-06-01", quote(4, slogan[1], Some("Tor Lind"))),
        ];
        assert_eq!(group(&quotes), Vec::<Vec<usize>>::new());
    }
}
