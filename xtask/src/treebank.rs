//! Readers of the shared corpora in columns: treebanks and names, as documents with gold layers.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use parallax_nlp::{Deprel, Document, NameLabel, NameLayer, TextBuffer, Upos, Xpos};
use parallax_records::TextRange;

use crate::columns;

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

/// Reads `corpora/syntax/*.tsv` and whatever [`columns`] reads.
pub(crate) fn read_syntax(path: &Path) -> Result<Vec<Sentence>> {
    let text = columns::content(path)?;
    let sentence = |rows: &columns::Rows<'_>| Sentence {
        tokens: rows.tokens.iter().enumerate().map(|(i, row)| token(i, row)).collect(),
        names: Vec::new(),
        new_document: rows.new_document,
        new_paragraph: rows.new_paragraph,
    };
    let sentences: Vec<_> = columns::sentences(&text, path)?.iter().map(sentence).collect();
    ensure!(!sentences.is_empty(), "{} holds no sentence", path.display());
    Ok(sentences)
}

fn token(index: usize, row: &columns::Row<'_>) -> Token {
    Token {
        form: row.form.to_owned(),
        upos: Upos::of(row.upos),
        xpos: Xpos::of(row.xpos),
        head: row.head.checked_sub(1).unwrap_or(index),
        deprel: Deprel::of(row.deprel),
        space_after: row.space_after,
    }
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

/// Reads `corpora/ner/*.tsv`: a form and its label, in the manner of BIO, IOB or BILOU.
///
/// Between form and label other columns may stand. Comments and blank lines part sentences.
pub(crate) fn read_names(path: &Path) -> Result<Vec<Sentence>> {
    let text = columns::content(path)?;
    let (mut sentences, mut now) = (Vec::new(), Sentence::default());
    for (number, line) in text.lines().chain([""]).enumerate() {
        let comment = line.starts_with('#') && !line.contains('\t') || line.starts_with("-DOCSTART-");
        if comment || line.trim().is_empty() {
            if !now.tokens.is_empty() {
                sentences.push(std::mem::take(&mut now));
            }
            continue;
        }
        let place = || format!("{}:{}", path.display(), number + 1);
        let columns = line.trim_end().split_once('\t').or_else(|| line.trim_end().split_once(' '));
        let (form, rest) = columns.with_context(|| format!("{}: a form and a label are needed", place()))?;
        ensure!(!form.trim().is_empty(), "{}: the form is empty", place());
        let label = rest.rsplit(['\t', ' ']).next().unwrap_or(rest);
        let at = now.tokens.len();
        match label.split_once(['-', '_']) {
            Some((place_in_name, kind)) if "BIELSU".contains(place_in_name) && place_in_name.len() == 1 => {
                let kind = name_label(kind);
                match now.names.last_mut() {
                    Some((run, before)) if run.end == at && *before == kind && "IEL".contains(place_in_name) => {
                        run.end += 1;
                    }
                    _ => now.names.push((at..at + 1, kind)),
                }
            }
            _ if label == "O" || label == "_" => {}
            _ => bail!("{}: {label:?} is no label like B-PER, I-PER or O", place()),
        }
        now.tokens.push(Token {
            form: form.trim().to_owned(),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head: at,
            deprel: Deprel::Dep,
            space_after: true,
        });
    }
    ensure!(!sentences.is_empty(), "{} holds no sentence", path.display());
    Ok(sentences)
}

/// Labels of other sets go with ours where they mean the same; the rest is not scored.
fn name_label(text: &str) -> NameLabel {
    match text.to_ascii_uppercase().as_str() {
        "PER" | "PERSON" => NameLabel::Per,
        "ORG" | "ORGANIZATION" | "ORGANISATION" => NameLabel::Org,
        "LOC" | "GPE" | "FAC" | "LOCATION" => NameLabel::Loc,
        "NORP" => NameLabel::Norp,
        "EVENT" => NameLabel::Event,
        _ => NameLabel::Misc,
    }
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

    /// A file of one test.
    fn file(name: &str, content: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("parallax-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        path
    }

    #[test]
    fn labels_of_names_come_in_several_manners() {
        let rows = [
            ("bio", "Mara\tB-PER\nCalder\tI-PER\nof\tO\nNorrvik\tB-LOC\n"),
            ("iob", "# a comment\r\nMara\tI-PER\r\nCalder\tI-PER\r\nof\tO\r\nNorrvik\tI-GPE\r\n"),
            ("bilou", "\u{feff}Mara NNP B-PERSON\nCalder NNP L-PERSON\nof IN O\nNorrvik NNP U-LOC"),
        ];
        for (name, text) in rows {
            let path = file(name, text);
            let sentences = read_names(&path).unwrap();
            std::fs::remove_file(&path).unwrap();
            assert_eq!(sentences.len(), 1);
            assert_eq!(sentences[0].names, [(0..2, NameLabel::Per), (3..4, NameLabel::Loc)], "{name}");
        }
        let path = file("bad", "Mara\tB-PER\nCalder\n");
        let error = format!("{:#}", read_names(&path).unwrap_err());
        std::fs::remove_file(&path).unwrap();
        assert!(error.contains(":2: a form and a label"), "{error}");
    }

    #[test]
    fn columns_become_documents() {
        let rows = "1\tMara\tMara\tPROPN\tNNP\t2\tnsubj\t1\n2\twon\twin\tVERB\tVBD\t0\troot\t0\n\
            3\t.\t.\tPUNCT\t.\t2\tpunct\t1\n";
        let path = file("syntax", rows);
        let tokens = read_syntax(&path).unwrap().remove(0).tokens;
        std::fs::remove_file(&path).unwrap();
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
