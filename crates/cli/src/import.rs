//! Others' findings as rows of a file: each is read, its range is held against the stored text,
//! and what does not fit is refused with a reason.
//!
//! A row names its article (`article`: 3 or "article:3"; or `id`, the id of the input record; or
//! `url`), a range (`field`, `start`, `end` in code points, `text`) and the fields of the
//! codebook, as `annotate` writes them. Where `text` stands once in the article, `start` may be
//! left out. A row of `annotate` as a whole, with its list of quotes, claims or entities, will do
//! as well.

use parallax_records::{
    Attribution, Bound, Claim, ClaimKind, Date, DateSpan, Entity, EntityKind, Extraction, Field, Mention, MentionForm,
    Part, Quantity, Quote, QuoteKind, Role, Section, Span, Status,
};
use parallax_store::Passage;
use serde_json::{Map, Value};

/// What is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// Quotes.
    Quotes,
    /// Claims.
    Claims,
    /// Names of entities.
    Entities,
}

impl What {
    /// The word for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Quotes => "quotes",
            Self::Claims => "claims",
            Self::Entities => "entities",
        }
    }
}

/// One row with the line it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) fields: Map<String, Value>,
}

/// The rows of JSON Lines; lists of whole articles are taken apart.
pub(crate) fn json_lines(text: &str, what: What) -> Vec<Result<Row, (usize, String)>> {
    let mut rows = Vec::new();
    for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty()) {
        match serde_json::from_str::<Value>(row) {
            Ok(Value::Object(mut fields)) => match fields.remove(what.name()) {
                Some(Value::Array(list)) => {
                    for item in list {
                        let Value::Object(mut item) = item else { continue };
                        for key in ["article", "id", "url"] {
                            if let Some(value) = fields.get(key) {
                                item.entry(key).or_insert_with(|| value.clone());
                            }
                        }
                        rows.push(Ok(Row { line, fields: item }));
                    }
                }
                _ => rows.push(Ok(Row { line, fields })),
            },
            Ok(_) => rows.push(Err((line, "it is no JSON object".to_owned()))),
            Err(e) => rows.push(Err((line, format!("it is no JSON: {e}")))),
        }
    }
    rows
}

/// The rows of a CSV file with a header.
pub(crate) fn csv(text: &str) -> Vec<Result<Row, (usize, String)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(e) => return vec![Err((1, e.to_string()))],
    };
    let read = |record: csv::Result<csv::StringRecord>| match record {
        Ok(record) => {
            let line = record.position().map_or(0, |p| p.line() as usize);
            let pairs = header.iter().zip(record.iter()).filter(|(_, value)| !value.is_empty());
            let fields = pairs.map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
            Ok(Row { line, fields })
        }
        Err(e) => Err((e.position().map_or(0, |p| p.line() as usize), e.to_string())),
    };
    reader.records().map(read).collect()
}

impl Row {
    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str).map(str::trim).filter(|v| !v.is_empty())
    }

    fn number(&self, name: &str) -> Result<Option<f64>, String> {
        number(self.fields.get(name), name)
    }

    fn word<T: std::str::FromStr<Err = parallax_records::UnknownName>>(&self, name: &str) -> Result<Option<T>, String> {
        self.text(name).map(|word| word.parse().map_err(|e: parallax_records::UnknownName| e.to_string())).transpose()
    }

    fn flag(&self, name: &str) -> bool {
        match self.fields.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(n)) => n.as_f64() != Some(0.0),
            Some(Value::String(word)) => matches!(word.trim(), "1" | "true" | "yes"),
            _ => false,
        }
    }

    /// How the row names its article: by number, by the id of its record, by its address.
    pub(crate) fn article(&self) -> (Option<i64>, Option<String>, Option<String>) {
        let number = match self.fields.get("article") {
            Some(Value::Number(n)) => n.as_i64(),
            Some(Value::String(word)) => word.trim().trim_start_matches("article:").parse().ok(),
            _ => None,
        };
        let external = match self.fields.get("id") {
            Some(Value::Number(n)) => Some(n.to_string()),
            other => other.and_then(Value::as_str).map(str::to_owned),
        };
        (number, external, self.text("url").map(str::to_owned))
    }

    /// The row's own range, held against the text.
    fn span(&self, passage: &Passage) -> Result<Span, String> {
        span(&self.fields, passage)
    }

    /// A list of ranges, as `annotate` gives speaker, cue and content.
    fn spans(&self, name: &str, passage: &Passage) -> Result<Vec<Span>, String> {
        match self.fields.get(name) {
            Some(Value::Array(list)) => {
                list.iter().filter_map(Value::as_object).map(|range| span(range, passage)).collect()
            }
            _ => Ok(Vec::new()),
        }
    }

    fn confidence(&self) -> Result<f32, String> {
        let given = self.number("confidence")?.unwrap_or(0.5);
        if (0.0..=1.0).contains(&given) { Ok(given as f32) } else { Err("confidence lies outside 0 to 1".to_owned()) }
    }
}

fn number(value: Option<&Value>, name: &str) -> Result<Option<f64>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(n)) => Ok(n.as_f64()),
        Some(Value::String(word)) if word.trim().is_empty() => Ok(None),
        Some(Value::String(word)) => match word.trim().parse() {
            Ok(n) => Ok(Some(n)),
            Err(_) => Err(format!("{name} is no number: {word:?}")),
        },
        Some(other) => Err(format!("{name} is no number: {other}")),
    }
}

/// A range and the words that it claims to hold.
fn span(row: &Map<String, Value>, passage: &Passage) -> Result<Span, String> {
    let field = match row.get("field").and_then(Value::as_str) {
        Some("title") => Field::Title,
        None | Some("body" | "text") => Field::Body,
        Some(other) => return Err(format!("{other:?} is no field; one of title, body")),
    };
    let words = row.get("text").and_then(Value::as_str);
    let text = passage.article.text(field);
    let point = |name: &str| -> Result<Option<u32>, String> {
        match number(row.get(name), name)? {
            Some(n) if n >= 0.0 && n.fract() == 0.0 && n < f64::from(u32::MAX) => Ok(Some(n as u32)),
            Some(n) => Err(format!("{name} is no offset: {n}")),
            None => Ok(None),
        }
    };
    let at = match (point("start")?, point("end")?, words) {
        (Some(start), Some(end), _) => passage.span(field, start, end),
        (Some(start), None, Some(words)) => passage.span(field, start, start + words.chars().count() as u32),
        (_, _, Some(words)) => {
            let mut places = text.match_indices(words);
            match (places.next(), places.next()) {
                (Some((at, _)), None) if !words.is_empty() => {
                    let before = text[..at].chars().count() as u32;
                    passage.span(field, before, before + words.chars().count() as u32)
                }
                (Some(_), Some(_)) => return Err(format!("{words:?} stands more than once; give start")),
                _ => return Err(format!("{words:?} does not stand in the {}", field.name())),
            }
        }
        _ => return Err("it has neither start and end nor text".to_owned()),
    };
    let at = at.ok_or_else(|| format!("its range lies outside the {}", field.name()))?;
    match words {
        Some(words) if at.range.slice(text) != words => {
            Err(format!("the {} reads {:?} there, not {words:?}", field.name(), at.range.slice(text)))
        }
        _ => Ok(at),
    }
}

/// Adds a row to what is imported into its article.
///
/// # Errors
/// The reason why the row does not fit.
pub(crate) fn add(row: &Row, what: What, passage: &Passage, found: &mut Extraction) -> Result<(), String> {
    match what {
        What::Quotes => quote(row, passage, found),
        What::Claims => claim(row, passage, found),
        What::Entities => entity(row, passage, found),
    }
}

fn named(found: &mut Extraction, name: &str, kind: EntityKind, wikidata: Option<&str>) -> usize {
    if let Some(known) = found.entities.iter().position(|e| e.name == name && e.kind == kind) {
        return known;
    }
    found.entities.push(Entity {
        kind,
        name: name.to_owned(),
        aliases: Vec::new(),
        wikidata: wikidata.map(str::to_owned),
        geonames: None,
        country: None,
        gender: None,
    });
    found.entities.len() - 1
}

fn entity(row: &Row, passage: &Passage, found: &mut Extraction) -> Result<(), String> {
    let at = row.span(passage)?;
    let kind = row.word("kind")?.ok_or("it has no kind")?;
    let written = at.range.slice(passage.article.text(at.field));
    let name = row.text("name").unwrap_or(written).to_owned();
    let entity = named(found, &name, kind, row.text("wikidata"));
    let form = row.word("form")?.unwrap_or(MentionForm::Name);
    found.mentions.push(Mention { at, entity: Some(entity), form, rule: "import" });
    Ok(())
}

fn quote(row: &Row, passage: &Passage, found: &mut Extraction) -> Result<(), String> {
    let mut content = row.spans("content", passage)?;
    if content.is_empty() {
        content.push(row.span(passage)?);
    }
    let kind = row.word("kind")?.unwrap_or(QuoteKind::Direct);
    let sentence = passage.sentence_of(content[0]).ok_or("it begins in no sentence")?;
    let speaker = row.spans("speaker", passage)?.first().copied();
    let name = row.text("speaker_name").or_else(|| row.text("speaker")).map(str::to_owned);
    let speaker_kind = row.word("speaker_kind")?.unwrap_or(EntityKind::Person);
    let speaker_entity = name.map(|name| named(found, &name, speaker_kind, None));
    let quoted = row.spans("quoted", passage)?;
    found.quotes.push(Quote {
        kind,
        quoted: if quoted.is_empty() && kind == QuoteKind::Direct { content.clone() } else { quoted },
        content,
        speaker,
        speaker_entity,
        other_speakers: Vec::new(),
        speaker_means: None,
        cue: row.spans("cue", passage)?.first().copied(),
        cue_lemma: row.text("cue_lemma").map(str::to_owned),
        addressee: None,
        sentence,
        confidence: row.confidence()?,
        rule: "import",
    });
    Ok(())
}

fn claim(row: &Row, passage: &Passage, found: &mut Extraction) -> Result<(), String> {
    let at = row.span(passage)?;
    let kind: ClaimKind = row.word("kind")?.ok_or("it has no kind")?;
    let sentence = passage.sentence_of(at).ok_or("it begins in no sentence")?;
    let (n, n2) = (row.number("n")?, row.number("n2")?);
    let word = row.text("word").map(str::to_lowercase);
    let bound: Option<Bound> = row.word("bound")?;
    let bound = bound.or_else(|| n.map(|_| Bound::Exact)).or_else(|| word.as_ref().map(|_| Bound::Vague));
    if kind.counts_people() && bound.is_none() {
        return Err(format!("a claim of kind {kind} needs n or word"));
    }
    let hedge = row.text("hedge").map(str::to_owned);
    let unit = row.text("unit").map(str::to_owned);
    let quantity = bound.map(|bound| Quantity { bound, n, n2, word, hedge, unit });
    let date = |name: &str| -> Result<Option<DateSpan>, String> {
        let read = |d: &str| d.parse::<Date>().map(DateSpan::from).map_err(|_| format!("{name} is no date: {d:?}"));
        row.text(name).map(read).transpose()
    };
    let section = row.word("section")?.unwrap_or(if at.field == Field::Title { Section::Title } else { Section::Body });
    let mut parts = Vec::new();
    for (name, role) in [("participants", Role::Participant), ("actor", Role::Actor), ("target", Role::Target)] {
        for label in list(row.fields.get(name)) {
            parts.push(Part { role, entity: None, label });
        }
    }
    let mut attribution: Vec<Attribution> = list(row.fields.get("attributed_to"))
        .into_iter()
        .take(1)
        .map(|label| Attribution { entity: None, label, cue: None, at: None })
        .collect();
    for label in list(row.fields.get("ultimately_from")) {
        if attribution.first().is_some_and(|a| a.label != label) {
            attribution.push(Attribution { entity: None, label, cue: None, at: None });
        }
    }
    found.claims.push(Claim {
        section,
        quantity,
        victims: row.text("victims").map(str::to_owned),
        scope: row.word("scope")?,
        subset: row.flag("subset"),
        period: row.word("period")?,
        status: row.word("status")?.unwrap_or(Status::Occurred),
        stance: row.word("stance")?,
        form: row.word("form")?,
        occasion: row.text("occasion").map(str::to_owned),
        parts,
        place: row.text("place").map(str::to_owned),
        happened: date("date")?,
        as_of: date("as_of")?,
        attribution,
        event_phrase: row.text("event_phrase").map(str::to_owned),
        ..Claim::new(kind, at, sentence, row.confidence()?, "import")
    });
    Ok(())
}

/// A list, or words separated by semicolons.
fn list(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(words)) => {
            words.split(';').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
