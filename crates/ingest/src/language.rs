//! The language of a text: as given, else recognised where there is enough of it.

/// Fewer bytes are too few to tell languages apart.
const ENOUGH: usize = 240;
/// More bytes tell nothing new.
const PLENTY: usize = 3000;

/// The ISO 639-1 code of a language given as a name, a code of two or three letters, or with a region ("en-US").
pub(crate) fn code(given: &str) -> Option<String> {
    let word = given.trim().split(['-', '_', ';', ',']).next()?.trim().to_lowercase();
    let all = whatlang::Lang::all();
    let by_name = || all.iter().find(|l| l.eng_name().to_lowercase() == word || l.code() == word);
    match word.len() {
        0 | 1 => None,
        2 => word.chars().all(|c| c.is_ascii_lowercase()).then_some(word),
        _ => by_name().and_then(|l| two_letters(*l)).map(str::to_owned),
    }
}

/// The language of a text, where it is long enough and the answer is sure.
pub(crate) fn recognise(text: &str) -> Option<String> {
    if text.len() < ENOUGH {
        return None;
    }
    let head = &text[..crate::segment::boundary(text, PLENTY)];
    // Nine texts in ten are English and say so in their smallest words, at a hundredth of the cost.
    if is_plain_english(head) {
        return Some("en".to_owned());
    }
    let info = whatlang::detect(head)?;
    info.is_reliable().then(|| two_letters(info.lang()).map(str::to_owned)).flatten()
}

/// Whether the first words are so full of English function words that no other language comes into
/// question.
fn is_plain_english(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "and", "are", "but", "for", "from", "had", "has", "have", "of", "said", "that", "the", "they", "this", "to",
        "was", "were", "with",
    ];
    let (mut words, mut hits, mut the, mut of) = (0u32, 0u32, false, false);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(160) {
        words += 1;
        if word.len() <= 4 && WORDS.iter().any(|w| w.eq_ignore_ascii_case(word)) {
            hits += 1;
            the |= word.eq_ignore_ascii_case("the");
            of |= word.eq_ignore_ascii_case("of") || word.eq_ignore_ascii_case("and");
        }
    }
    words >= 30 && the && of && hits * 9 >= words
}

/// The English name of a language, for messages.
pub(crate) fn name(code: &str) -> String {
    let all = whatlang::Lang::all();
    all.iter().find(|l| two_letters(**l) == Some(code)).map_or_else(|| code.to_owned(), |l| l.eng_name().to_owned())
}

fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    // whatlang speaks ISO 639-3.
    Some(match lang.code() {
        "afr" => "af",
        "aka" => "ak",
        "amh" => "am",
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "cym" => "cy",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jav" => "jv",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "no",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_languages() {
        assert_eq!(code("en-US").as_deref(), Some("en"));
        assert_eq!(code("English").as_deref(), Some("en"));
        assert_eq!(code("deu").as_deref(), Some("de"));
        assert_eq!(code("?"), None);
    }

    #[test]
    fn recognised_languages() {
        let english =
            "The mayor said on Monday that the bridge would be opened again once the river had fallen. ".repeat(4);
        let german = "Die Bürgermeisterin sagte am Montag, dass die Brücke wieder geöffnet werde, sobald der Fluss gefallen sei. ".repeat(4);
        assert_eq!(recognise(&english).as_deref(), Some("en"));
        assert_eq!(recognise(&german).as_deref(), Some("de"));
        assert_eq!(recognise("Oui."), None);
        assert_eq!(name("de"), "German");
    }
}
