//! The trained models that are embedded in the program.

use crate::document::Document;
use crate::learn::{Atoms, Lexicon, ModelError};
use crate::names::Recogniser;
use crate::names::tag_family_first;
use crate::syntax::{Parser, Tagger, repair, retag};

/// Tagger, parser and recogniser of names with the lexicon they share.
///
/// Loading takes some tens of milliseconds; share one. All methods take a document with
/// sentences and tokens and fill its vectors.
#[derive(Debug, Clone)]
pub struct Models {
    /// Clusters and lists of words.
    pub lexicon: Lexicon,
    /// Parts of speech.
    pub tagger: Tagger,
    /// Trees.
    pub parser: Parser,
    /// Names.
    pub recogniser: Recogniser,
}

impl Models {
    /// Loads the embedded English models.
    ///
    /// # Errors
    /// Where they were written by another version of this crate: train them again.
    pub fn english() -> Result<Self, ModelError> {
        Self::of(
            include_bytes!("../models/en/lexicon.bin"),
            include_bytes!("../models/en/tagger.bin"),
            include_bytes!("../models/en/parser.bin"),
            include_bytes!("../models/en/names.bin"),
        )
    }

    /// Loads models from the bytes of their files, side by side.
    ///
    /// # Errors
    /// Where one is not of its kind, or broken.
    pub fn of(lexicon: &[u8], tagger: &[u8], parser: &[u8], recogniser: &[u8]) -> Result<Self, ModelError> {
        let words_and_tags = || (Lexicon::read(lexicon), Tagger::read(tagger));
        // Parted once more, as a core that is done early can take the names.
        let trees_and_names = || rayon::join(|| Parser::read(parser), || Recogniser::read(recogniser));
        let ((lexicon, tagger), (parser, recogniser)) = rayon::join(words_and_tags, trees_and_names);
        Ok(Self { lexicon: lexicon?, tagger: tagger?, parser: parser?, recogniser: recogniser? })
    }

    /// Tags, trees and names at once: the fastest way, as what they share is computed once.
    pub fn read(&self, doc: &mut Document<'_>) {
        let atoms = Atoms::truecased(doc, &self.lexicon);
        self.tagger.tag_atoms(doc, &atoms);
        retag(doc);
        tag_family_first(doc);
        self.parser.parse_atoms(doc, &atoms);
        repair(doc);
        self.recogniser.recognise_atoms(doc, &atoms);
    }

    /// Fills `upos` and `xpos`.
    pub fn tag(&self, doc: &mut Document<'_>) {
        self.tagger.tag(doc, &self.lexicon);
    }

    /// Fills `heads` and `deprels`; needs the tags.
    pub fn parse(&self, doc: &mut Document<'_>) {
        self.parser.parse(doc, &self.lexicon);
    }

    /// Fills `names`; needs the tags.
    pub fn recognise(&self, doc: &mut Document<'_>) {
        self.recogniser.recognise(doc, &self.lexicon);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NameLabel;
    use crate::segment::TextBuffer;
    use crate::tagset::{Deprel, Xpos};

    #[test]
    fn a_plain_sentence_is_read_whole() {
        let models = Models::english().unwrap();
        let text = TextBuffer::plain("Maria Calder told reporters on Monday that two French soldiers were killed.");
        let mut doc = Document::segment(&text);
        models.read(&mut doc);
        let at = |word: &str| (0..doc.len()).find(|t| doc.form(*t) == word).unwrap();
        assert_eq!(doc.xpos[at("told")], Xpos::Vbd);
        assert_eq!(doc.head(at("told")), None);
        assert_eq!(doc.head(at("reporters")), Some(at("told")));
        assert_eq!(doc.head(at("killed")), Some(at("told")));
        assert_eq!(doc.deprels[at("killed")], Deprel::Ccomp);
        assert_eq!(doc.deprels[at("soldiers")], Deprel::NsubjPass);
        assert_eq!(doc.name_at(0).map(|n| (n.tokens.clone(), n.label)), Some((0..2, NameLabel::Per)));
        assert_eq!(doc.name_at(at("French")).map(|n| n.label), Some(NameLabel::Norp));
    }

    #[test]
    fn nothing_is_read_without_error() {
        let models = Models::english().unwrap();
        let mut doc = Document::default();
        models.read(&mut doc);
        assert!(doc.is_empty() && doc.names.is_empty());
    }

    #[test]
    fn a_broken_file_is_an_error() {
        assert!(matches!(Tagger::read(b"no"), Err(ModelError::Magic { .. })));
        assert!(matches!(Parser::read(b"PXP1\x09\0\0\0garbage"), Err(ModelError::Compression(_))));
    }
}
