//! Prints a document with every filled layer under its words, and what was found in each
//! sentence with the rule that found it.

use std::fmt::Write as _;

use parallax_records::{Claim, Extraction, Mention, Quote, Section, Span};

use crate::{Document, NameLabel, SentenceLayer};

/// The columns that a block of words may take before it is broken.
const WIDTH: usize = 100;

/// Every sentence of a document with the layers that are filled under its words: number,
/// word, lemma, tags, head and relation, name. Long sentences go on in another block.
///
/// A head is the number of a word of the same sentence, 0 for the root; a name opens with
/// "(" at its first word and closes with ")" at its last.
///
/// ```
/// use parallax_nlp::{Document, TextBuffer, explain};
/// let buffer = TextBuffer::plain("It rained.");
/// let doc = Document::segment(&buffer);
/// assert!(explain(&doc).contains("word   It  rained  ."));
/// ```
pub fn explain(doc: &Document<'_>) -> String {
    explain_with(doc, &Extraction::default())
}

/// The same with what was found in each sentence below it: mentions that refer to another
/// name, quotes and claims, each with its rule in brackets.
pub fn explain_with(doc: &Document<'_>, extraction: &Extraction) -> String {
    let mut out = String::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let section = match sentence.section {
            Section::Title => "title",
            Section::Body => "body",
            Section::Caption => "caption",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}. {section}, paragraph {}", number + 1, sentence.paragraph + 1);
        let mut from = sentence.tokens.start;
        while from < sentence.tokens.end {
            from = block(doc, from, sentence.tokens.clone(), &mut out);
        }
        findings(doc, sentence, extraction, &mut out);
        out.push('\n');
    }
    out
}

/// Prints what was found in a sentence: mentions that refer, quotes that begin, claims.
fn findings(doc: &Document<'_>, sentence: &SentenceLayer, extraction: &Extraction, out: &mut String) {
    let range = doc.range_of(sentence.tokens.clone());
    let here = |at: Span| range.contains(doc.range_of_span(at));
    let written = |at: Span| doc.range_of_span(at).slice(doc.text);
    let name = |entity: Option<usize>| entity.map_or("?", |e| extraction.entities[e].name.as_str());
    let mut line = |kind: &str, text: String, rule: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "   {kind:<7}{} [{rule}]", text.split_whitespace().collect::<Vec<_>>().join(" "));
    };
    let links = |m: &&Mention| m.entity.is_some() && here(m.at) && written(m.at) != name(m.entity);
    for mention in extraction.mentions.iter().filter(links) {
        line("who", format!("{} = {}", written(mention.at), name(mention.entity)), mention.rule);
    }
    let begins = |q: &&Quote| q.content.first().is_some_and(|at| range.overlaps(doc.range_of_span(*at)));
    for quote in extraction.quotes.iter().filter(begins) {
        let content: Vec<&str> = quote.content.iter().map(|at| written(*at)).collect();
        let speaker = quote.speaker.map_or("?", written);
        let cue = quote.cue.map_or("?", written);
        line("quote", format!("{}: {speaker} ({cue}): {}", quote.kind, content.join(" ... ")), quote.rule);
    }
    for claim in extraction.claims.iter().filter(|claim| here(claim.at)) {
        line("claim", describe(claim, written(claim.at)), &claim.rule);
    }
}

/// "killed at_least 22 occurred: at least 22 people died".
fn describe(claim: &Claim, evidence: &str) -> String {
    let mut text = claim.kind.to_string();
    if let Some(quantity) = &claim.quantity {
        let _ = write!(text, " {}", quantity.bound);
        for n in [quantity.n, quantity.n2].into_iter().flatten() {
            let _ = write!(text, " {n}");
        }
    }
    for part in &claim.parts {
        let _ = write!(text, ", {} {}", part.role, part.label);
    }
    let _ = write!(text, ", {}", claim.status);
    for hop in &claim.attribution {
        let _ = write!(text, ", says {}", hop.label);
    }
    text + ": " + evidence
}

/// Prints words from `from` on as far as the width reaches and returns where the next
/// block begins.
fn block(doc: &Document<'_>, from: usize, sentence: std::ops::Range<usize>, out: &mut String) -> usize {
    let rows = rows(doc);
    let mut lines: Vec<String> = rows.iter().map(|(name, _)| format!("   {name:<5} ")).collect();
    let mut at = from;
    while at < sentence.end {
        let cells: Vec<String> = rows.iter().map(|(_, cell)| cell(doc, at, sentence.start)).collect();
        let width = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
        if at > from && lines[0].chars().count() + width + 2 > WIDTH {
            break;
        }
        for (line, cell) in lines.iter_mut().zip(&cells) {
            let _ = write!(line, " {cell:<width$} ");
        }
        at += 1;
    }
    for (line, (name, _)) in lines.iter().zip(&rows) {
        // A block without a name shows no row for names.
        let line = line.trim_end();
        if line.trim() != *name {
            out.push_str(line);
            out.push('\n');
        }
    }
    at
}

/// What a row shows of a token; the last argument is the first token of its sentence.
type Cell = fn(&Document<'_>, usize, usize) -> String;

/// The rows that the document can fill.
fn rows(doc: &Document<'_>) -> Vec<(&'static str, Cell)> {
    let all: [(&str, bool, Cell); 7] = [
        ("", true, |_, token, first| (token - first + 1).to_string()),
        ("word", true, |doc, token, _| doc.form(token).to_owned()),
        ("lemma", !doc.lemmas.is_empty(), |doc, token, _| doc.lemma(token).to_owned()),
        ("upos", !doc.upos.is_empty(), |doc, token, _| doc.upos[token].to_string()),
        ("xpos", !doc.xpos.is_empty(), |doc, token, _| doc.xpos[token].to_string()),
        ("head", !doc.heads.is_empty() && !doc.deprels.is_empty(), |doc, token, first| {
            let head = doc.head(token).map_or(0, |head| head + 1 - first);
            format!("{head}:{}", doc.deprels[token])
        }),
        ("name", !doc.names.is_empty(), |doc, token, _| name(doc, token)),
    ];
    all.into_iter().filter(|(_, filled, _)| *filled).map(|(name, _, cell)| (name, cell)).collect()
}

/// "(PER)", "(ORG", "ORG", "ORG)" or nothing.
fn name(doc: &Document<'_>, token: usize) -> String {
    let Some(name) = doc.name_at(token) else { return String::new() };
    let label = match name.label {
        NameLabel::Per => "PER",
        NameLabel::Org => "ORG",
        NameLabel::Loc => "LOC",
        NameLabel::Norp => "NORP",
        NameLabel::Event => "EVENT",
        NameLabel::Misc => "MISC",
    };
    let open = if name.tokens.start == token { "(" } else { "" };
    let close = if name.tokens.end == token + 1 { ")" } else { "" };
    format!("{open}{label}{close}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Annotator, Deprel, Input, NameLayer, TextBuffer, Upos, Xpos};

    #[test]
    fn layers_stand_under_their_words() {
        let input = Input { title: "Ferry strike ends", body: "Mara Lindqvist didn't resign.", ..Input::default() };
        let buffer = TextBuffer::new(&input);
        let mut doc = Document::segment(&buffer);
        doc.upos = "NOUN NOUN VERB PROPN PROPN AUX PART VERB PUNCT".split(' ').map(Upos::of).collect();
        doc.xpos = "NN NN VBZ NNP NNP VBD RB VB .".split(' ').map(Xpos::of).collect();
        doc.lemmatize();
        doc.heads = vec![1, 2, 2, 7, 3, 7, 7, 7, 7];
        let relations = "compound nsubj root nsubj flat aux advmod root punct";
        doc.deprels = relations.split(' ').map(Deprel::of).collect();
        doc.names = vec![NameLayer { tokens: 3..5, label: NameLabel::Per }];
        insta::assert_snapshot!(explain(&doc), @r"
        1. title, paragraph 1
                  1           2        3
           word   Ferry       strike   ends
           lemma  ferry       strike   end
           upos   NOUN        NOUN     VERB
           xpos   NN          NN       VBZ
           head   2:compound  3:nsubj  0:root

        2. body, paragraph 2
                  1        2          3      4         5       6
           word   Mara     Lindqvist  did    n't       resign  .
           lemma  Mara     Lindqvist  do     not       resign  .
           upos   PROPN    PROPN      AUX    PART      VERB    PUNCT
           xpos   NNP      NNP        VBD    RB        VB      .
           head   5:nsubj  1:flat     5:aux  5:advmod  0:root  5:punct
           name   (PER     PER)
        ");
    }

    #[test]
    fn findings_stand_below_their_sentence() {
        let body = "Gen. Mara Okoro said: \"We lost the ferry.\"\nAt least 22 people were killed.";
        let input = Input { body, ..Input::default() };
        let annotator = Annotator::new();
        let buffer = TextBuffer::new(&input);
        let printed = explain_with(&annotator.document(&buffer), &annotator.annotate(&input));
        let below: Vec<&str> =
            printed.lines().filter(|l| l.starts_with("   quote") || l.starts_with("   claim")).collect();
        assert!(below[0].contains("direct: Gen. Mara Okoro (said): We lost the ferry."), "{printed}");
        assert!(below.iter().any(|l| l.contains("killed at_least 22, victim people, occurred")), "{printed}");
    }

    #[test]
    fn long_sentences_are_broken() {
        let text = "harbour ".repeat(40);
        let buffer = TextBuffer::plain(&text);
        let printed = explain(&Document::segment(&buffer));
        assert!(printed.lines().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(printed.matches("word").count(), 4);
    }
}
