//! Scores `annotate` over the seed articles against their hand-made gold: segments,
//! metadata, quotes and claims.

use serde_json::Value;

/// Counts of what was right, of how many.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Tally {
    right: usize,
    of: usize,
}

impl Tally {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// The share that was right; 1 of nothing.
    pub(super) fn share(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }
}

/// What the seeds measure, by name, and a line for every gold row that was not met.
#[derive(Debug, Default)]
pub(super) struct SeedScores {
    pub(super) tallies: Vec<(&'static str, Tally)>,
    pub(super) misses: Vec<String>,
}

/// Compares annotated articles with their gold; both in any order, joined by file name.
pub(super) fn score(gold: &[Value], annotated: &[Value]) -> SeedScores {
    let mut scores = SeedScores::default();
    let mut segments = Tally::default();
    let mut metadata = Tally::default();
    let mut quotes = QuoteTallies::default();
    let mut indirect = Tally::default();
    let mut claims = Tally::default();
    let mut fields = Tally::default();
    for article in gold {
        let file = text(article, "file");
        let stem = file.split('.').next().unwrap_or_default();
        let Some(found) = annotated.iter().find(|a| text(a, "id").contains(stem)) else {
            scores.misses.push(format!("{file}: not annotated"));
            continue;
        };
        let mut miss = |what: String| scores.misses.push(format!("{file}: {what}"));
        for segment in list(article, "segments") {
            let right = list(found, "segments").iter().any(|s| {
                ["start", "end", "kind"].iter().all(|key| s[*key] == segment[*key]) && s["repeat"] == segment["repeat"]
            });
            segments.count(right);
            if !right {
                miss(format!("segment {segment}"));
            }
        }
        for key in ["title", "byline"] {
            let right = article[key] == found[key];
            metadata.count(right);
            if !right {
                miss(format!("{key} is {} for {}", found[key], article[key]));
            }
        }
        for quote in list(article, "quotes") {
            if let Some(what) = quotes.count(quote, found) {
                miss(what);
            }
        }
        for speech in list(article, "indirect").iter().filter(|s| s["doubt"].is_null()) {
            let right = list(found, "quotes")
                .iter()
                .any(|q| said(found, q, "content").iter().any(|c| mostly(c, text(speech, "text"))));
            indirect.count(right);
            if !right {
                miss(format!("indirect speech not found: {}", speech["text"]));
            }
        }
        for claim in list(article, "claims").iter().filter(|c| c["doubt"].is_null()) {
            let same = list(found, "claims")
                .iter()
                .filter(|c| is_same_claim(claim, c))
                .max_by_key(|c| wrong_fields(claim, c).is_empty());
            claims.count(same.is_some());
            match same {
                None => {
                    fields.count(false);
                    miss(format!("claim not found: {} {}", claim["kind"], claim["text"]));
                }
                Some(same) => {
                    let wrong = wrong_fields(claim, same);
                    fields.count(wrong.is_empty());
                    for field in wrong {
                        miss(format!("claim {}: {field} is {} for {}", claim["text"], same[field], claim[field]));
                    }
                }
            }
        }
    }
    scores.tallies = vec![
        ("seeds.segments", segments),
        ("seeds.metadata", metadata),
        ("seeds.quotes.found", quotes.found),
        ("seeds.quotes.kind", quotes.kind),
        ("seeds.quotes.speaker", quotes.speaker),
        ("seeds.quotes.cue", quotes.cue),
        ("seeds.quotes.clause", quotes.clause),
        ("seeds.indirect.found", indirect),
        ("seeds.claims.found", claims),
        ("seeds.claims.all_fields", fields),
    ];
    scores
}

#[derive(Default)]
struct QuoteTallies {
    found: Tally,
    kind: Tally,
    speaker: Tally,
    cue: Tally,
    clause: Tally,
}

impl QuoteTallies {
    /// Counts one gold quote; a line where something is not right.
    fn count(&mut self, gold: &Value, article: &Value) -> Option<String> {
        let wanted = trimmed(text(gold, "text"));
        let holds = |q: &&Value| said(article, q, "quoted").iter().any(|s| trimmed(s) == wanted);
        let right = |q: &Value| {
            let clause = gold["clause"]
                .as_str()
                .is_none_or(|clause| said(article, q, "content").iter().any(|c| mostly(c, clause)));
            let cue = cue_of(article, q) == gold["cue"].as_str().map(str::to_lowercase);
            [q["kind"] == gold["kind"], q["speaker_name"] == gold["speaker"], cue, clause]
        };
        // The same words may stand twice, in the headline and below: each gold quote is compared with its like.
        let same = list(article, "quotes").iter().filter(holds).max_by_key(|q| right(q).iter().filter(|r| **r).count());
        self.found.count(same.is_some());
        let Some(same) = same else { return Some(format!("quote not found: {}", gold["text"])) };
        let [kind, speaker, cue, clause] = right(same);
        self.kind.count(kind);
        self.speaker.count(speaker);
        self.cue.count(cue);
        if !gold["clause"].is_null() {
            self.clause.count(clause);
        }
        (!(kind && speaker && cue && clause)).then(|| {
            format!(
                "quote {}: kind {} speaker {} cue {:?} content {:?}, gold {} {} {} {}",
                gold["text"],
                same["kind"],
                same["speaker_name"],
                cue_of(article, same),
                said(article, same, "content"),
                gold["kind"],
                gold["speaker"],
                gold["cue"],
                gold["clause"]
            )
        })
    }
}

fn cue_of(article: &Value, quote: &Value) -> Option<String> {
    let cue = said(article, quote, "cue");
    (!cue.is_empty()).then(|| cue.join(" ").to_lowercase())
}

/// The texts of a quote's spans of one role.
fn said(article: &Value, quote: &Value, role: &str) -> Vec<String> {
    let slice = |span: &Value| {
        let characters: Vec<char> = text(article, text(span, "field")).chars().collect();
        let at = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
        characters.get(at("start")..at("end")).unwrap_or_default().iter().collect()
    };
    list(quote, role).iter().map(slice).collect()
}

/// Whether two stretches are the same but for marks, case of white space and an edge word:
/// at least four fifths of the words of the longer one are shared.
fn mostly(a: &str, b: &str) -> bool {
    let words = |s: &str| {
        s.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (a, mut b) = (words(a), words(b));
    let longest = a.len().max(b.len());
    let shared = a.iter().filter(|w| b.iter().position(|x| x == *w).map(|at| b.swap_remove(at)).is_some()).count();
    longest > 0 && shared * 5 >= longest * 4
}

/// Same kind, and the same number or the same participants.
fn is_same_claim(gold: &Value, found: &Value) -> bool {
    gold["kind"] == found["kind"]
        && overlaps(text(gold, "text"), text(found, "text"))
        && ["n", "n2", "word", "bound", "actor"].iter().all(|key| {
            gold[*key].is_null()
                || gold[*key].as_f64().map_or(gold[*key] == found[*key], |n| found[*key].as_f64() == Some(n))
        })
        && list(gold, "participants").iter().all(|p| list(found, "participants").contains(p))
}

/// Whether one text holds half of the other's words.
fn overlaps(a: &str, b: &str) -> bool {
    let words = |s: &str| s.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|w| b.contains(w)).count();
    shared * 2 >= a.len().min(b.len())
}

fn wrong_fields(gold: &Value, found: &Value) -> Vec<&'static str> {
    const FIELDS: &[&str] =
        &["section", "place", "date", "status", "attributed_to", "scope", "subset", "form", "occasion"];
    FIELDS.iter().copied().filter(|key| gold.get(*key).is_some() && !alike(&gold[*key], &found[*key])).collect()
}

/// Equal, or one text holds the other ("Turkey" in "Belek, Turkey").
fn alike(a: &Value, b: &Value) -> bool {
    match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => a.contains(b) || b.contains(a),
        _ => a == b,
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ",.\"'“”‘’".contains(c))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missed_row_counts_against() {
        let gold = [
            json!({"file": "a.txt", "title": "T", "byline": null, "segments": [{"start": 0, "end": 1, "kind": "title", "repeat": false}],
            "quotes": [{"text": "Go away,", "kind": "direct", "speaker": "Ann Lee", "cue": "said"}], "indirect": [], "claims": [{"kind": "killed", "text": "killed 3 men", "n": 3, "status": "occurred"}]}),
        ];
        let found = [
            json!({"id": "a.txt", "title": "T", "byline": null, "text": "\"Go away,\" she said.", "segments": [],
            "quotes": [{"kind": "direct", "speaker_name": "Ann Lee", "quoted": [{"field": "text", "start": 1, "end": 9}], "cue": [{"field": "text", "start": 15, "end": 19}]}],
            "claims": [{"kind": "killed", "text": "killed 3 men", "n": 3.0, "status": "planned"}]}),
        ];
        let scores = score(&gold, &found);
        let share = |name: &str| scores.tallies.iter().find(|(n, _)| *n == name).map(|(_, t)| t.share());
        assert_eq!(share("seeds.segments"), Some(0.0));
        assert_eq!(share("seeds.metadata"), Some(1.0));
        assert_eq!(share("seeds.quotes.speaker"), Some(1.0));
        assert_eq!(share("seeds.quotes.cue"), Some(1.0));
        assert_eq!(share("seeds.claims.found"), Some(1.0));
        assert_eq!(share("seeds.claims.all_fields"), Some(0.0));
        assert_eq!(scores.misses.len(), 2);
    }
}
