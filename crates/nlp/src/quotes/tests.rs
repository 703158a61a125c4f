//! Quotes of small invented articles, read with the shipped models.

use std::sync::LazyLock;

use parallax_records::{Extraction, Field, Quote, QuoteKind, Span};

use crate::{Annotator, Input};

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

pub(super) struct Read<'a> {
    input: Input<'a>,
    found: Extraction,
}

pub(super) fn read<'a>(title: &'a str, body: &'a str) -> Read<'a> {
    let input = Input { title, body, ..Input::default() };
    let found = ANNOTATOR.annotate(&input);
    Read { input, found }
}

impl Read<'_> {
    fn text(&self, span: Span) -> &str {
        span.range.slice(if span.field == Field::Title { self.input.title } else { self.input.body })
    }

    /// The quotes with speech, without scare quotes.
    pub(super) fn speech(&self) -> Vec<&Quote> {
        self.found.quotes.iter().filter(|q| q.kind != QuoteKind::Scare).collect()
    }

    pub(super) fn content(&self, quote: &Quote) -> Vec<&str> {
        quote.content.iter().map(|s| self.text(*s)).collect()
    }

    pub(super) fn speaker(&self, quote: &Quote) -> Option<&str> {
        quote.speaker.map(|s| self.text(s))
    }

    pub(super) fn name(&self, quote: &Quote) -> Option<&str> {
        quote.speaker_entity.map(|e| &*self.found.entities[e].name)
    }
}

#[test]
fn direct_speech_with_its_speaker_behind() {
    let read = read("", "\"The bridge will open on Friday,\" Mayor Elsa Brandt told reporters.");
    let [quote] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(quote.kind, QuoteKind::Direct);
    assert_eq!(read.content(quote), ["The bridge will open on Friday,"]);
    assert_eq!(read.name(quote), Some("Elsa Brandt"));
    assert_eq!(quote.cue_lemma.as_deref(), Some("tell"));
}

#[test]
fn interrupted_speech_is_one_quote() {
    let read = read("", "“We are ready,” said Marta Lindqvist, the harbour master. “Nobody will be left behind.”");
    let [quote] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(read.content(quote), ["We are ready,", "Nobody will be left behind."]);
    assert_eq!(read.name(quote), Some("Marta Lindqvist"));
}

#[test]
fn a_fragment_grows_to_its_clause() {
    let read = read("", "The minister said it \"would be foolish\" to close the port before winter.");
    let [quote] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(quote.kind, QuoteKind::Mixed);
    assert_eq!(read.content(quote), ["it \"would be foolish\" to close the port before winter"]);
    assert_eq!(quote.quoted.iter().map(|s| read.text(*s)).collect::<Vec<_>>(), ["would be foolish"]);
    assert_eq!(read.speaker(quote), Some("The minister"));
}

#[test]
fn the_title_of_a_programme_is_not_said() {
    let read = read(
        "",
        "In an interview on Radio Eastland's \"Morning Tide,\" Elsa Brandt said the port \"stays open\" this winter.",
    );
    let [quote] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(read.content(quote), ["the port \"stays open\" this winter"]);
}

#[test]
fn a_term_inside_a_demand_is_the_outlets() {
    let read = read("", "Elsa Brandt is urging Pavel Orsk to spare the \"loyal\" districts in the north.");
    let kinds: Vec<_> = read.found.quotes.iter().map(|q| (q.kind, read.content(q))).collect();
    assert_eq!(kinds[0].0, QuoteKind::Indirect, "{kinds:?}");
    assert_eq!(kinds[1], (QuoteKind::Scare, vec!["loyal"]));
}

#[test]
fn reported_speech_without_marks() {
    let read = read("", "Police said that two men had been arrested. According to the ministry, the road is closed.");
    let [first, second] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!((first.kind, second.kind), (QuoteKind::Indirect, QuoteKind::Indirect));
    assert_eq!(read.content(first), ["that two men had been arrested"]);
    assert_eq!(read.speaker(first), Some("Police"));
    assert_eq!(read.content(second), ["the road is closed"]);
    assert_eq!(read.speaker(second), Some("the ministry"));
    assert_eq!(second.cue_lemma.as_deref(), Some("according to"));
}

#[test]
fn a_pronoun_is_kept_as_written_and_resolved() {
    let read = read(
        "",
        "Prime Minister Jonas Keller arrived on Monday. \"I will not sign this treaty,\" he said after the talks.",
    );
    let speech = read.speech();
    let quote = speech.iter().find(|q| q.kind == QuoteKind::Direct).expect("a direct quote");
    assert_eq!(read.speaker(quote), Some("he"));
    assert_eq!(read.name(quote), Some("Jonas Keller"));
}

#[test]
fn a_paragraph_that_goes_on_has_the_last_speaker() {
    let read = read(
        "",
        "\"We saw smoke over the hills and ran,\" said Pavel Orsk, a farmer.\n\n\"We have lost the barn and all the animals in it.\"",
    );
    let [first, second] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(read.name(first), Some("Pavel Orsk"));
    assert_eq!((second.rule, second.speaker, second.cue), ("continued", None, None));
    assert_eq!(read.name(second), Some("Pavel Orsk"));
}

#[test]
fn marks_without_speech_are_scare_quotes() {
    let read = read("", "The so-called \"moderate\" wing of the party left the hall.");
    assert!(read.speech().is_empty(), "{:?}", read.found.quotes);
    assert_eq!(read.found.quotes.iter().map(|q| q.kind).collect::<Vec<_>>(), [QuoteKind::Scare]);
}

#[test]
fn headlines_name_their_speaker_beside_a_colon() {
    let read = read("Keller: \"We will not sign\"", "Prime Minister Jonas Keller spoke on Monday.");
    let [quote] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(read.content(quote), ["We will not sign"]);
    assert_eq!(read.name(quote), Some("Jonas Keller"));
}

#[test]
fn transcripts_give_a_quote_a_line() {
    let read = read(
        "",
        "Partial transcript:\n\nHALVORSEN: Why was the dam not closed?\n\nBRANDT: It was. We closed it on Sunday.\n\nHALVORSEN: Then who opened it again?",
    );
    let lines: Vec<_> = read.speech().into_iter().filter(|q| q.rule == "transcript").collect();
    assert_eq!(
        lines.iter().map(|q| read.speaker(q).unwrap_or("")).collect::<Vec<_>>(),
        ["HALVORSEN", "BRANDT", "HALVORSEN"]
    );
    assert_eq!(read.content(lines[1]), ["It was. We closed it on Sunday."]);
}

#[test]
fn whom_a_quote_is_told_to() {
    let read = read("", "Anna Holm met Karl Berg on Monday. \"The offer stands,\" Holm told Berg.");
    let speech = read.speech();
    let quote = speech.iter().find(|q| q.kind == QuoteKind::Direct).expect("a direct quote");
    assert_eq!(read.name(quote), Some("Anna Holm"));
    assert_eq!(quote.addressee.map(|e| &*read.found.entities[e].name), Some("Karl Berg"));
}

#[test]
fn every_span_slices_back() {
    let body = "“Zoë’s ‘plan’ failed,” he said. The “naïve” idea – “a mistake”, says Ødegård – was dropped.\n“Open";
    let read = read("„Nein“, says Ødegård", body);
    for quote in &read.found.quotes {
        for span in quote.content.iter().chain(&quote.quoted).chain(&quote.speaker).chain(&quote.cue) {
            assert!(!read.text(*span).is_empty());
        }
    }
}

#[test]
fn each_of_two_utterances_in_a_paragraph_has_its_own_report() {
    let read = read("", "\"We went home on Friday night,\" Anna Holm said. \"They shouted at us,\" Karl Berg said.");
    let [first, second] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!((read.content(first), read.name(first)), (vec!["We went home on Friday night,"], Some("Anna Holm")));
    assert_eq!((read.content(second), read.name(second)), (vec!["They shouted at us,"], Some("Karl Berg")));
}

#[test]
fn a_quotation_in_a_quotation_has_its_own_speaker() {
    let body = "Karl Berg came to the harbour. \"He told me, 'Go home now,' and I went,\" Anna Holm said.";
    let read = read("", body);
    let inner = read.speech().into_iter().find(|q| q.rule == "nested").expect("the inner quote");
    assert_eq!((read.content(inner), read.name(inner)), (vec!["Go home now,"], Some("Karl Berg")));
    let outer = read.speech().into_iter().find(|q| q.rule != "nested").expect("the outer quote");
    assert_eq!(read.name(outer), Some("Anna Holm"));
}

#[test]
fn a_paragraph_that_opens_again_goes_on_however_short() {
    let read = read("", "Anna Holm said: \"The storm took the roof.\n\n\"And the pier.\n\n\"We will build it again.\"");
    let names: Vec<_> = read.speech().into_iter().map(|q| read.name(q)).collect();
    assert_eq!(names, [Some("Anna Holm"); 3]);
}

#[test]
fn a_report_behind_a_lost_mark_is_no_part_of_what_is_said() {
    let read = read("", "The harbour is closed. \"We will sail again tomorrow, Holm said.\n\nNobody else spoke.");
    let [quote] = read.speech()[..] else { panic!("{:?}", read.found.quotes) };
    assert_eq!(read.content(quote), ["We will sail again tomorrow,"]);
    assert_eq!(read.speaker(quote), Some("Holm"));
}
