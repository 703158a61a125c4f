//! What the tokenizer and the sentence splitter do, by example, on any text, and on hostile text.

use std::time::Instant;

use parallax_records::{Section, SegmentKind, TextRange};
use proptest::prelude::*;

use crate::syntax::is_blank;
use crate::{Document, Input, Region, TextBuffer};

/// The tokens of a text, a stroke between those that are written together, a space else.
fn tokens(text: &str) -> String {
    let buffer = TextBuffer::plain(text);
    let doc = Document::segment(&buffer);
    let mut out = String::new();
    for token in 0..doc.len() {
        if token > 0 {
            out.push(if doc.space_before(token) { ' ' } else { '|' });
        }
        out.push_str(doc.form(token));
    }
    out
}

/// The sentences of a text as written.
fn sentences(text: &str) -> Vec<String> {
    let buffer = TextBuffer::plain(text);
    let doc = Document::segment(&buffer);
    doc.sentences.iter().map(|s| doc.text_of(s.tokens.clone()).to_owned()).collect()
}

#[test]
fn tokens_by_example() {
    // A stroke stands where a token ends without a space behind it.
    let examples = [
        "She ca|n't come|, and it|'s late|.",
        "They can|not wait|; we|’ll gon|na see|.",
        "The envoy|’s reply|: do|n’t go|!",
        "the workers|' union|, James|'s boat",
        "O'Hara and Sana'a at 5 o'clock",
        "a U.S.|-|led raid|, the G|-|20 and a 14|-|year|-|old",
        "non-state actors|, ex-mayor|, re-elected|, mid-2019",
        "long|- and short|-|term",
        "Gen. Okoro met Mrs. Vale at 7:30|.",
        "$|4.5|m|, €|1,200|, 12|%|, 3|-|4|, US$|5",
        "at 7:30|pm or 7:30 p.m.|, 35|mm|, 1990s|, 3rd",
        "2|/|3 of them on 9/11 and on 12/05/2019",
        "Call 555-0123|, or write to desk@harbour.example|.",
        "See www.harbour.example/news?id=3|, or harbour.com|.",
        "“|Go|,|” he said|. ‘|Stay|,|’ she said|.",
        "\"|Yes|,|\" (|she|) [|in|] {|x|}",
        "the ferry -- or what was left|—|sank ...",
        "Wait|... what|?! No|!!",
        "it ended in 2015|.|Photo by tonight|.|He left",
        "AT&T and R&D|, w/o and|/|or",
        "J. R. Moss|, Ph.D.|, of Acme Inc. won",
        "#harbour @desk :) ok",
        "5|km|²",
        "th- this ending -ed",
        "Yahoo! bought No. 5|.",
    ];
    for expected in examples {
        let text = expected.replace('|', "");
        assert_eq!(tokens(&text), expected);
    }
}

#[test]
fn sentences_by_example() {
    // "¦" stands where one sentence ends and the next begins.
    let examples = [
        "The ferry sank. ¦ Nobody drowned.",
        "Gen. Okoro left the U.S. ¦ He flew to St. Helier.",
        "The U.S. President met Gov. Vale on Nov. 16 in Springfield, Calif., at 5 p.m. Monday.",
        "It opened at 5 p.m. ¦ The crowd cheered.",
        "Acme Inc. ¦ The firm closed.",
        "Acme Inc. President Mara Vale resigned.",
        "J. R. Moss and George W. Vale spoke. ¦ Both left.",
        "“Stay here.” ¦ He left. ¦ “Now!” she cried. ¦ “Why?” Vale asked. ¦ Nobody knew.",
        "\"We lost,\" he said. ¦ \"We will not stop.\" ¦ The hall was silent.",
        "He waited ... and left. ¦ He came back... ¦ Then it rained.",
        "... And so it ended. ¦ It rained.",
        "NORRVIK, Sweden, Nov. 16 (UPI) -- U.S. officials arrived. ¦ They left.",
        "Prices rose 2.5 percent. ¦ 14 people sold.",
        "He read it (twice). ¦ It was wrong.[12] ¦ It was late. [citation needed]",
        "It was won by Yahoo! in May.",
        "Ferry runs again ¦ Monday, June 1, 2020",
        "See Hale v. Moss. ¦ The court agreed.",
        "• one ¦ • two",
    ];
    for expected in examples {
        let text = expected.replace("¦ ", "");
        assert_eq!(sentences(&text).join(" ¦ "), expected);
    }
}

#[test]
fn lines_end_sentences() {
    assert_eq!(
        sentences("Ferry sinks off Norrvik\nNobody hurt\r\n\r\n- one\n- two"),
        ["Ferry sinks off Norrvik", "Nobody hurt", "- one", "- two"]
    );
}

#[test]
fn only_read_regions_have_tokens() {
    let body = "Share this. The ferry sank. A lifeboat at sea. The ferry sank.";
    let at = |text: &str, nth: usize| {
        let start = body.match_indices(text).nth(nth).unwrap().0;
        TextRange::new(start, start + text.len())
    };
    let region = |range, kind, is_repeat| Region { range, kind, is_repeat };
    let input = Input {
        title: "Ferry sinks",
        body,
        regions: vec![
            region(at("Share this.", 0), SegmentKind::Interface, false),
            region(at("The ferry sank.", 0), SegmentKind::Body, false),
            region(at("A lifeboat at sea.", 0), SegmentKind::Caption, false),
            region(at("The ferry sank.", 1), SegmentKind::Body, true),
        ],
        ..Input::default()
    };
    let buffer = TextBuffer::new(&input);
    let doc = Document::segment(&buffer);
    let found: Vec<_> = doc.sentences.iter().map(|s| (s.section, s.paragraph, doc.text_of(s.tokens.clone()))).collect();
    assert_eq!(
        found,
        [
            (Section::Title, 0, "Ferry sinks"),
            (Section::Body, 1, "The ferry sank."),
            (Section::Caption, 2, "A lifeboat at sea."),
        ]
    );
    assert_eq!(doc.sentence_of.len(), doc.len());
}

/// The order of the layers, whatever the text: tokens in order, apart, on character
/// boundaries, together holding every character that is not blank; sentences holding all tokens.
fn check(text: &str) {
    let buffer = TextBuffer::plain(text);
    let doc = Document::segment(&buffer);
    let mut at = 0;
    for token in 0..doc.len() {
        let range = doc.range(token);
        assert!(range.start < range.end && at <= range.start as usize, "token {token} out of order in {text:?}");
        assert!(doc.text[at..range.start as usize].chars().all(is_blank), "characters left out of {text:?}");
        let _ = (doc.form(token), doc.lower(token));
        at = range.end as usize;
    }
    assert!(doc.text[at..].chars().all(is_blank), "the end left out of {text:?}");
    let mut token = 0;
    for (number, sentence) in doc.sentences.iter().enumerate() {
        assert_eq!(sentence.tokens.start, token);
        assert!(sentence.tokens.end > token);
        assert!(sentence.tokens.clone().all(|t| doc.sentence_of[t] as usize == number));
        token = sentence.tokens.end;
    }
    assert_eq!(token, doc.len());
    assert_eq!(doc.text.len(), doc.lowered.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_keeps_its_order(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_mix_of_signs_keeps_its_order(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "a", "U", "n't", "'", "’", "s", ".", "...", "…", "-", "non-", "/", "@", "http://", "www.", ".com", "&amp;", "9", "11", ",",
                "000", ":", "$", "US$", "%", "\"", "“", "”", "(", "[", "]", "\n", " ", "\u{a0}", "\u{200b}", "é", "İ", "中", "🔥", "\u{301}",
                "Gen.", "Inc.", "p.m.", "The", "cannot", "#", "+1", "²", "·", "•", "''", "`", "_", "*", "!", "?", ";", "Monday", "June", "2020",
            ]),
            0..40,
        )
    ) {
        check(&pieces.concat());
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    // Linear rules need some tens of milliseconds for a megabyte; a quadratic one, minutes.
    let patterns = [
        "a", "a.", "a.a", "A.B", "'", "a'", "-", "a-", "non-", "1,", "1.", "1/", "@", "a@", "www.", "http://", "(",
        ")", "\"", ". \"", ".\"", "“", "&amp", "&a;", "*a", ".", "…", "!", "#", "+1-", "é", "\u{301}", "🔥",
        "\u{200b}", ". ", "a ", "$", "US$", "x/", "_", "[1", "]", "•",
    ];
    for pattern in patterns {
        let text = pattern.repeat(1_000_000 / pattern.len());
        let buffer = TextBuffer::plain(&text);
        let begun = Instant::now();
        let doc = Document::segment(&buffer);
        let seconds = begun.elapsed().as_secs_f64();
        assert!(seconds < 5.0, "{pattern:?} repeated to a megabyte: {} tokens in {seconds:.1} s", doc.len());
    }
}
