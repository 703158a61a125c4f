//! Speed of the surface layers in words a second: text buffer, tokens and sentences together
//! must leave the whole pipeline its 100,000 words/s, so their own limit is 2 million.

use divan::counter::ItemsCount;
use parallax_nlp::{Document, Input, TextBuffer};

fn main() {
    divan::main();
}

/// Running text of about 2,000 words with what makes news hard to cut: titles, quotes,
/// numbers, abbreviations.
fn article() -> String {
    let paragraph = "NORRVIK, Sweden, Nov. 16 (UPI) -- Gen. Mara Okoro said Monday that the U.S.-led mission won't end before \
        7:30 p.m., when at least 1,200 people are expected at St. Helier's harbour. “We can't wait,” she told the \
        Harbour Tribune. \"It's a 14-year-old plan,\" Prof. J. R. Moss replied... The firm, Acme Inc., lost $4.5m \
        (about 12%) in 2015. Nobody was hurt, officials said; the ferry's owner didn't answer an e-mail.\n\n";
    paragraph.repeat(30)
}

#[divan::bench]
fn buffer(bencher: divan::Bencher<'_, '_>) {
    let body = article();
    let words = body.split_whitespace().count();
    let input = Input { title: "Ferry plan stands, says general", body: &body, ..Input::default() };
    bencher.counter(ItemsCount::new(words)).bench_local(|| TextBuffer::new(&input));
}

#[divan::bench]
fn tokens_and_sentences(bencher: divan::Bencher<'_, '_>) {
    let body = article();
    let words = body.split_whitespace().count();
    let buffer = TextBuffer::plain(&body);
    bencher.counter(ItemsCount::new(words)).bench_local(|| Document::segment(&buffer).len());
}
