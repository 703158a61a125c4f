//! Readers of the shared corpora in columns: treebanks and names, as documents with gold layers.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use parallax_nlp::{Deprel, Document, NameLabel, NameLayer, TextBuffer, Upos, Xpos};
use parallax_records::TextRange;

/// One token of a treebank; a names file fills the form only.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) form: String,
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    /// Index of the head in the sentence; itself for a root.
    pub(crate) head: usize,
    pub(crate) deprel: Deprel,
    pub(crate) space_after: bool,
}

/// One sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    pub(crate) tokens: Vec<Token>,
    /// Runs of tokens with their label; names files only.
    pub(crate) names: Vec<(Range<usize>, NameLabel)>,
    /// Whether it opens a document.
    pub(crate) new_document: bool,
    /// Whether it opens a paragraph.
    pub(crate) new_paragraph: bool,
}

/// Reads `corpora/syntax/*.tsv`.
pub(crate) fn read_syntax(path: &Path) -> Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    let (mut sentences, mut now) = (Vec::new(), Sentence::default());
    for (number, line) in text.lines().chain([""]).enumerate() {
        if let Some(comment) = line.strip_prefix("# ") {
            now.new_document |= comment.starts_with("newdoc");
            now.new_paragraph |= comment.starts_with("newpar");
        } else if line.is_empty() {
            if !now.tokens.is_empty() {
                sentences.push(std::mem::take(&mut now));
            }
        } else {
            let token = syntax_token(line).with_context(|| format!("{}:{}", path.display(), number + 1))?;
            now.tokens.push(token);
        }
    }
    Ok(sentences)
}

fn syntax_token(line: &str) -> Result<Token> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [index, form, _lemma, upos, xpos, head, deprel, space] = fields[..] else {
        bail!("{} columns where 8 are needed", fields.len());
    };
    let index: usize = index.parse().context("the index is no number")?;
    let head: usize = head.parse().context("the head is no number")?;
    Ok(Token {
        form: form.to_owned(),
        upos: Upos::of(upos),
        xpos: Xpos::of(xpos),
        head: if head == 0 { index - 1 } else { head - 1 },
        deprel: Deprel::of(deprel),
        space_after: space == "1",
    })
}

/// Writes the format that [`read_syntax`] reads, without lemmas and paragraphs.
pub(crate) fn write_syntax(path: &Path, sentences: &[Sentence]) -> Result<()> {
    let mut text = String::new();
    for sentence in sentences {
        for (i, t) in sentence.tokens.iter().enumerate() {
            let head = if t.head == i { 0 } else { t.head + 1 };
            let space = u8::from(t.space_after);
            text += &format!("{}\t{}\t_\t{}\t{}\t{head}\t{}\t{space}\n", i + 1, t.form, t.upos, t.xpos, t.deprel);
        }
        text.push('\n');
    }
    std::fs::write(path, text).with_context(|| format!("write {}", path.display()))
}

/// Reads `corpora/ner/*.tsv`.
pub(crate) fn read_names(path: &Path) -> Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    let (mut sentences, mut now) = (Vec::new(), Sentence::default());
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !now.tokens.is_empty() {
                sentences.push(std::mem::take(&mut now));
            }
            continue;
        }
        let place = || format!("{}:{}", path.display(), number + 1);
        let (form, label) = line.split_once('\t').with_context(|| format!("{}: two columns are needed", place()))?;
        let at = now.tokens.len();
        if let Some(kind) = label.strip_prefix("B-") {
            now.names.push((at..at + 1, name_label(kind).with_context(place)?));
        } else if let Some(kind) = label.strip_prefix("I-") {
            let kind = name_label(kind).with_context(place)?;
            match now.names.last_mut() {
                Some((run, before)) if run.end == at && *before == kind => run.end += 1,
                _ => now.names.push((at..at + 1, kind)),
            }
        }
        now.tokens.push(Token {
            form: form.to_owned(),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head: at,
            deprel: Deprel::Dep,
            space_after: true,
        });
    }
    Ok(sentences)
}

fn name_label(text: &str) -> Result<NameLabel> {
    Ok(match text {
        "PER" => NameLabel::Per,
        "ORG" => NameLabel::Org,
        "LOC" | "GPE" | "FAC" => NameLabel::Loc,
        "NORP" => NameLabel::Norp,
        "EVENT" => NameLabel::Event,
        "MISC" => NameLabel::Misc,
        other => bail!("{other:?} is no label of names"),
    })
}

/// The text of some sentences as it stood before it was cut up: a blank line before each
/// paragraph, a space between sentences.
pub(crate) fn raw_text(sentences: &[Sentence]) -> String {
    let mut text = String::new();
    for (i, sentence) in sentences.iter().enumerate() {
        if i > 0 {
            while text.ends_with(' ') {
                text.pop();
            }
            text.push_str(if sentence.new_paragraph || sentence.new_document { "\n\n" } else { " " });
        }
        for token in &sentence.tokens {
            text.push_str(&token.form);
            if token.space_after {
                text.push(' ');
            }
        }
    }
    text
}

/// A document over [`raw_text`] of the same sentences with all their gold layers (lemmas aside).
pub(crate) fn document<'t>(buffer: &'t TextBuffer, sentences: &[Sentence]) -> Result<Document<'t>> {
    let text = buffer.text();
    let mut at = 0;
    let mut ranges = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let mut places = Vec::with_capacity(sentence.tokens.len());
        for token in &sentence.tokens {
            at += text[at..].len() - text[at..].trim_start().len();
            ensure!(text[at..].starts_with(&token.form), "the text does not hold {:?} at byte {at}", token.form);
            places.push(TextRange::new(at, at + token.form.len()));
            at += token.form.len();
        }
        ranges.push(places);
    }
    let mut doc = Document::from_ranges(buffer, &ranges);
    let (mut first, mut paragraph) = (0, 0);
    for (layer, sentence) in doc.sentences.iter_mut().zip(sentences) {
        paragraph += u32::from(first > 0 && (sentence.new_paragraph || sentence.new_document));
        layer.paragraph = paragraph;
        for token in &sentence.tokens {
            doc.upos.push(token.upos);
            doc.xpos.push(token.xpos);
            doc.heads.push((first + token.head) as u32);
            doc.deprels.push(token.deprel);
        }
        let run = |run: &Range<usize>| first + run.start..first + run.end;
        doc.names.extend(sentence.names.iter().map(|(r, label)| NameLayer { tokens: run(r), label: *label }));
        first += sentence.tokens.len();
    }
    Ok(doc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_documents() {
        let rows = [
            "1\tMara\tMara\tPROPN\tNNP\t2\tnsubj\t1",
            "2\twon\twin\tVERB\tVBD\t0\troot\t0",
            "3\t.\t.\tPUNCT\t.\t2\tpunct\t1",
        ];
        let tokens: Vec<Token> = rows.iter().map(|r| syntax_token(r).unwrap()).collect();
        let sentence = Sentence { tokens, names: vec![(0..1, NameLabel::Per)], ..Sentence::default() };
        let sentences = [sentence.clone(), Sentence { new_paragraph: true, ..sentence }];
        let text = raw_text(&sentences);
        assert_eq!(text, "Mara won.\n\nMara won. ");
        let buffer = TextBuffer::plain(&text);
        let doc = document(&buffer, &sentences).unwrap();
        assert_eq!(doc.form(3), "Mara");
        assert_eq!(doc.head(3), Some(4));
        assert_eq!(doc.head(4), None);
        assert_eq!(doc.names[1].tokens, 3..4);
        assert_eq!(doc.sentences[1].paragraph, 1);
    }
}
