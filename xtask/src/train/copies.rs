//! Copies of training sentences as headlines and careless writers would set them, so that
//! tags, trees and names do not hang on capitals, full stops and function words.

use parallax_nlp::{Deprel, Upos, Xpos};

use crate::treebank::Sentence;

/// Words that headlines leave small.
const SMALL: [&str; 20] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "vs",
    "with", "'s", "n't",
];

/// People by their country or faith. Treebanks count them rarely, news daily.
const PEOPLE: [&str; 24] = [
    "Afghans",
    "Americans",
    "Australians",
    "Britons",
    "Canadians",
    "Christians",
    "Democrats",
    "Egyptians",
    "Germans",
    "Indians",
    "Iraqis",
    "Israelis",
    "Italians",
    "Kenyans",
    "Kurds",
    "Mexicans",
    "Muslims",
    "Nigerians",
    "Pakistanis",
    "Palestinians",
    "Republicans",
    "Russians",
    "Syrians",
    "Ukrainians",
];

/// The sentences, then copies of some of them: two in `every` as headlines are set, one in
/// each other manner; and all in which people are counted, or headlines would be short.
pub(super) fn with_copies(mut sentences: Vec<Sentence>, every: usize) -> Vec<Sentence> {
    let mut more = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        more.extend(match i % (2 * every) {
            0 => title(sentence),
            n if n == every => title(sentence),
            1 => upper(sentence),
            2 => lower(sentence),
            3 => without_stop(sentence),
            _ => None,
        });
        more.extend(counted_people(sentence, i));
        let short = short(sentence);
        more.extend(if i % 2 == 0 { short.as_ref().and_then(title).or(short) } else { short });
    }
    sentences.extend(more);
    sentences
}

fn reformed(sentence: &Sentence, form: impl Fn(usize, &str) -> String) -> Option<Sentence> {
    let mut copy = sentence.clone();
    for (i, token) in copy.tokens.iter_mut().enumerate() {
        token.form = form(i, &token.form);
    }
    let changed = copy.tokens.iter().zip(&sentence.tokens).any(|(a, b)| a.form != b.form);
    changed.then_some(copy)
}

/// "Minister Says Talks Will Go On", mostly without a full stop.
fn title(sentence: &Sentence) -> Option<Sentence> {
    let copy = reformed(sentence, |i, form| {
        if i > 0 && SMALL.contains(&form) {
            return form.to_owned();
        }
        let mut letters = form.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    })?;
    Some(without_stop(&copy).unwrap_or(copy))
}

fn upper(sentence: &Sentence) -> Option<Sentence> {
    reformed(sentence, |_, form| form.to_uppercase())
}

fn lower(sentence: &Sentence) -> Option<Sentence> {
    reformed(sentence, |_, form| form.to_lowercase())
}

/// Without its last full stop.
fn without_stop(sentence: &Sentence) -> Option<Sentence> {
    let last = sentence.tokens.len() - 1;
    without(sentence, |i| i == last && sentence.tokens[i].form == ".")
}

/// "Two ministers hurt in crash": a passive without its auxiliaries, articles and stop.
fn short(sentence: &Sentence) -> Option<Sentence> {
    let tokens = &sentence.tokens;
    let root = tokens.iter().enumerate().position(|(i, t)| t.head == i && t.xpos == Xpos::Vbn)?;
    let helps = |i: usize| tokens[i].head == root && matches!(tokens[i].deprel, Deprel::Aux | Deprel::AuxPass);
    let passive = (0..tokens.len()).any(|i| tokens[i].head == root && tokens[i].deprel == Deprel::NsubjPass);
    let last = tokens.len() - 1;
    let plain = (0..tokens.len()).filter(|i| helps(*i)).all(|i| tokens[i].xpos != Xpos::Md) && tokens.len() <= 30;
    let drops = |i: usize| {
        let article = ["a", "an", "the"].contains(&tokens[i].form.to_lowercase().as_str());
        helps(i) || (article && tokens[i].deprel == Deprel::Det) || (i == last && tokens[i].form == ".")
    };
    if passive && plain { without(sentence, drops) } else { None }
}

/// The first counted noun made a nationality: "two men" to "two Germans".
fn counted_people(sentence: &Sentence, number: usize) -> Option<Sentence> {
    let tokens = &sentence.tokens;
    let counted = |i: usize| {
        let noun = tokens[i].head;
        tokens[i].deprel == Deprel::Nummod && noun == i + 1 && tokens[noun].xpos == Xpos::Nns
    };
    let noun = (0..tokens.len()).find(|i| counted(*i))? + 1;
    let mut copy = sentence.clone();
    PEOPLE[number % PEOPLE.len()].clone_into(&mut copy.tokens[noun].form);
    (copy.tokens[noun].upos, copy.tokens[noun].xpos) = (Upos::Propn, Xpos::Nnps);
    Some(copy)
}

/// The sentence less some leaves of its tree; nothing where one is no leaf, or lies in a name.
fn without(sentence: &Sentence, drops: impl Fn(usize) -> bool) -> Option<Sentence> {
    let mut places = vec![];
    let mut left = 0;
    for i in 0..sentence.tokens.len() {
        places.push(left);
        left += usize::from(!drops(i));
    }
    let whole = sentence.tokens.iter().enumerate().all(|(i, t)| t.head == i || !drops(t.head));
    let named = sentence.names.iter().any(|(run, _)| run.clone().any(&drops));
    if left == sentence.tokens.len() || left == 0 || !whole || named {
        return None;
    }
    let mut copy = sentence.clone();
    copy.tokens.clear();
    for (i, token) in sentence.tokens.iter().enumerate().filter(|(i, _)| !drops(*i)) {
        let mut token = token.clone();
        token.head = if token.head == i { places[i] } else { places[token.head] };
        token.space_after |= i + 1 < sentence.tokens.len() && drops(i + 1);
        copy.tokens.push(token);
    }
    copy.names =
        sentence.names.iter().map(|(run, label)| (places[run.start]..places[run.end - 1] + 1, *label)).collect();
    Some(copy)
}
