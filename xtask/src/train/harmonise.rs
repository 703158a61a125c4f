//! Makes name labels of different origin agree: nationalities, which some sets do not know,
//! and a machine's labels that its own other labels contradict.

use std::collections::BTreeMap;

use parallax_nlp::NameLabel;

use crate::treebank::Sentence;

/// How each capitalised word or run of words is labelled.
#[derive(Default)]
pub(super) struct Habits {
    /// By words: counts of PER, ORG, LOC, NORP, none.
    counts: BTreeMap<String, [u32; 5]>,
}

const LABELS: [NameLabel; 4] = [NameLabel::Per, NameLabel::Org, NameLabel::Loc, NameLabel::Norp];
const NONE: usize = 4;

impl Habits {
    /// Counts the labels of single words, and of labelled runs wherever they stand.
    pub(super) fn count(&mut self, sentences: &[Sentence]) {
        for sentence in sentences {
            for (run, label) in &sentence.names {
                let Some(label) = LABELS.iter().position(|l| l == label) else { continue };
                self.counts.entry(words(sentence, run)).or_default()[label] += 1;
            }
            for at in 0..sentence.tokens.len() {
                let free = sentence.names.iter().all(|(run, _)| !run.contains(&at));
                if free && sentence.tokens[at].form.starts_with(char::is_uppercase) {
                    self.counts.entry(sentence.tokens[at].form.clone()).or_default()[NONE] += 1;
                }
            }
        }
    }

    fn share(&self, words: &str, label: usize) -> f64 {
        let counts = self.counts.get(words).copied().unwrap_or_default();
        f64::from(counts[label]) / f64::from(counts.iter().sum::<u32>().max(1))
    }

    /// Labels the nationalities of a set that does not know them.
    pub(super) fn add_nationalities(&self, sentences: &mut [Sentence]) {
        for sentence in sentences {
            sentence.names.retain(|(_, label)| *label != NameLabel::Misc);
            for at in 0..sentence.tokens.len() {
                let free = sentence.names.iter().all(|(run, _)| !run.contains(&at));
                let form = &sentence.tokens[at].form;
                let known = self.counts.get(form).is_some_and(|c| c[3] >= 2) && self.share(form, 3) >= 0.7;
                if free && known {
                    sentence.names.push((at..at + 1, NameLabel::Norp));
                }
            }
            sentence.names.sort_by_key(|(run, _)| run.start);
        }
    }

    /// Drops a machine's labels of single words that it leaves unlabelled more often, and
    /// gives a name the label that it has nearly everywhere else.
    pub(super) fn settle(&self, sentences: &mut [Sentence]) {
        for sentence in sentences {
            let mut names = std::mem::take(&mut sentence.names);
            names.retain_mut(|(run, label)| {
                let words = words(sentence, run);
                let counts = self.counts.get(&words).copied().unwrap_or_default();
                let total: u32 = counts.iter().sum();
                if let Some(usual) = LABELS.iter().enumerate().find(|(i, _)| total >= 4 && counts[*i] * 10 >= total * 8)
                {
                    *label = *usual.1;
                }
                run.len() > 1 || total < 3 || counts[NONE] * 2 < total
            });
            sentence.names = names;
        }
    }
}

fn words(sentence: &Sentence, run: &std::ops::Range<usize>) -> String {
    sentence.tokens[run.clone()].iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join(" ")
}
