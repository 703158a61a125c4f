//! Who the text says it is from: quotes around the claim, "according to", "X said".
//!
//! Hop 1 is whom the article cites; where that source cites another ("the hospital, cited by the
//! agency") the others follow. Needs quotes and entities where they were read; the sentence's own
//! words otherwise.

use std::ops::Range;

use parallax_records::{Attribution, EntityKind, MentionForm, Quote, QuoteKind, Span, TextRange};

use super::events::REACH;
use super::people::{self, Person};
use crate::entities::{EntityLayer, MentionLayer};
use crate::quotes::{Stance, last_phrase, stance_of_quote};
use crate::time::TimeExpression;
use crate::{Deprel, Document, Upos, Xpos};

/// Verbs and nouns that report.
pub(super) fn is_report(lower: &str) -> bool {
    matches!(
        lower,
        "said"
            | "says"
            | "say"
            | "saying"
            | "told"
            | "tells"
            | "reported"
            | "reports"
            | "reporting"
            | "announced"
            | "announces"
            | "announcing"
            | "added"
            | "adds"
            | "adding"
            | "stated"
            | "states"
            | "stating"
            | "claimed"
            | "claims"
            | "claiming"
            | "confirmed"
            | "confirms"
            | "confirming"
            | "estimated"
            | "estimates"
            | "warned"
            | "warns"
            | "warning"
            | "noted"
            | "notes"
            | "noting"
            | "declared"
            | "wrote"
            | "writes"
            | "tweeted"
            | "posted"
            | "alleged"
            | "insisted"
            | "believe"
            | "believes"
            | "believed"
            | "revealed"
            | "disclosed"
            | "explained"
            | "argued"
            | "admitted"
            | "acknowledged"
            | "recalled"
            | "testified"
            | "quoted"
            | "gave"
            | "put"
            | "puts"
            | "indicated"
            | "concluded"
            | "found"
            | "informed"
            | "counted"
            | "documented"
            | "recorded"
    )
}

/// What attribution is read from.
pub(super) struct Sources<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) quotes: &'a [Quote],
    pub(super) entities: &'a EntityLayer,
    pub(super) times: &'a [TimeExpression],
}

impl Sources<'_, '_> {
    /// The index of the innermost quote around a range.
    pub(super) fn quote_around(&self, range: TextRange) -> Option<usize> {
        let holds = |q: &Quote| {
            q.kind != QuoteKind::Scare
                && stance_of_quote(q).is_none_or(Stance::is_speech)
                && !self.is_credit(q)
                && !self.is_withheld(q)
                && q.content.iter().any(|s| {
                    let content = self.doc.range_of_span(*s);
                    let overlaps = content.overlaps(range) && content.start <= range.start;
                    content.contains(range) || overlaps && !self.is_added(content.end, range.end)
                })
        };
        let size = |q: &Quote| q.content.iter().map(|s| s.range.len()).sum::<usize>();
        (0..self.quotes.len()).filter(|i| holds(&self.quotes[*i])).min_by_key(|i| size(&self.quotes[*i]))
    }

    /// "urged them to leave the front, which claimed the attack": what follows the comma is the outlet's.
    fn is_added(&self, end: u32, claim_end: u32) -> bool {
        let rest = TextRange { start: end, end: claim_end }.slice(self.doc.text);
        rest.trim_start().strip_prefix(", ").is_some_and(|rest| rest.starts_with("which ") || rest.starts_with("who "))
    }

    /// The chain of attribution of a claim, hop 1 first.
    pub(super) fn chain(&self, range: TextRange, trigger: &Range<usize>) -> Vec<Attribution> {
        // "... urged talks with the Front, which claimed the blast": what goes on behind a quote is not part of it.
        let told_at = self.doc.range_of(trigger.clone());
        let holds = |q: &&Quote| q.content.iter().any(|s| self.doc.range_of_span(*s).overlaps(told_at));
        let quote = self.quote_around(range).map(|i| &self.quotes[i]).filter(holds);
        let told = quote.and_then(|quote| self.of_quote(quote));
        let chain = match told {
            Some(hop) => vec![hop],
            None => self.of_sentence(range, trigger),
        };
        self.lengthened(chain, quote, range, trigger)
    }

    /// "have not said where he was during the raid that killed nine": what is not told has no teller.
    fn is_withheld(&self, quote: &Quote) -> bool {
        let cue = quote.cue.map(|cue| self.doc.token_at(self.doc.range_of_span(cue).start));
        cue.is_some_and(|cue| {
            self.doc
                .children_by(cue, Deprel::Advmod)
                .any(|t| matches!(self.doc.lower(t), "not" | "n't" | "n’t" | "never"))
        })
    }

    /// "claimed responsibility for ...": what is claimed is the deed, not what is told of it.
    fn is_credit(&self, quote: &Quote) -> bool {
        let start = self.doc.range_of_span(quote.content[0]).start;
        let first = self.doc.token_at(start);
        let cue = quote.cue.map(|c| self.doc.token_at(self.doc.range_of_span(c).end.saturating_sub(1)));
        if cue.is_some_and(|c| {
            (c..self.doc.len().min(c + 3)).any(|t| matches!(self.doc.lower(t), "responsibility" | "credit"))
        }) {
            return true;
        }
        let floor = self.doc.sentence_tokens(first).start.max(first.saturating_sub(5));
        (floor..self.doc.len().min(first + 3)).any(|t| matches!(self.doc.lower(t), "responsibility" | "credit"))
    }

    fn of_quote(&self, quote: &Quote) -> Option<Attribution> {
        // "a man accused of killing four", "sentenced five men for the bombing that killed 31" tell of no source.
        let verb = quote.cue.map(|c| self.doc.token_at(self.doc.range_of_span(c).start));
        if verb.is_some_and(|v| match self.doc.lower(v) {
            "accused" | "charged" | "suspected" => self.doc.xpos.get(v) == Some(&Xpos::Vbn),
            "sentenced" | "convicted" | "jailed" | "acquitted" => true,
            _ => false,
        }) {
            return None;
        }
        let speaker = quote.speaker?;
        let range = self.doc.range_of_span(speaker);
        // Whoever writes "I" without a name is nobody that a reader could ask.
        if quote.speaker_entity.is_none() && is_first_person(range.slice(self.doc.text)) {
            return None;
        }
        let cue = quote.cue.map(|c| self.doc.range_of_span(c).slice(self.doc.text).to_owned());
        let entity = quote.speaker_entity;
        let words = range.slice(self.doc.text);
        // "It said": whoever spoke in the sentence before.
        let token = self.doc.token_at(range.start);
        let institution = matches!(words.to_ascii_lowercase().as_str(), "it" | "they");
        if let Some(before) = (entity.is_none() && institution).then(|| self.speaker_before(token)).flatten() {
            return Some(before);
        }
        // Where a source stands right before the cue and the quote's speaker is something else, the source spoke.
        if let Some(verb) = quote.cue.map(|c| self.doc.token_at(self.doc.range_of_span(c).start)) {
            let near = self.phrase_before(verb, self.doc.sentence_tokens(verb).start);
            let speaker = self.doc.tokens_in(range);
            let apart = near.end <= speaker.start || near.start >= speaker.end;
            let led = near.start > 0 && matches!(self.doc.lower(near.start - 1), "," | "”" | "\"" | "''");
            if near.len() > 1
                && apart
                && led
                && near.end == verb
                && speaker.end < near.start
                && quote.content.iter().any(|c| self.doc.range_of_span(*c).end <= self.doc.range(near.start).start)
                && let Some(hop) = self.hop(near, Some(verb..verb + 1))
            {
                return Some(hop);
            }
        }
        let range = self.bare(range);
        let (label, at) = self.label(self.doc.token_at(range.start), range, entity);
        Some(Attribution { entity, label, cue, at })
    }

    /// A speaker without what leads or follows the name: "So far officials", "the hospital, cited by the agency".
    fn bare(&self, range: TextRange) -> TextRange {
        let doc = self.doc;
        let tokens = doc.tokens_in(range);
        let mut start = tokens.start;
        while start + 1 < tokens.end
            && doc.upos.get(start) == Some(&Upos::Adv)
            && !matches!(doc.lower(start), "then" | "former" | "about")
        {
            start += 1;
        }
        let ends = |t: &usize| {
            doc.lower(*t) == ","
                && *t > start
                && matches!(
                    doc.lower(*t + 1),
                    "according"
                        | "cited"
                        | "quoted"
                        | "run"
                        | "which"
                        | "who"
                        | "whose"
                        | "based"
                        | "citing"
                        | "quoting"
                        | "speaking"
                        | "led"
                )
        };
        let end = (start..tokens.end.saturating_sub(1)).find(ends).unwrap_or(tokens.end);
        if (start, end) == (tokens.start, tokens.end) { range } else { doc.range_of(start..end) }
    }

    /// The last institution that spoke in the sentences before that of a token: what "it said" goes on with.
    fn speaker_before(&self, token: usize) -> Option<Attribution> {
        if token >= self.doc.len() {
            return None;
        }
        let here = self.doc.sentence_of[token] as usize;
        for sentence in (here.saturating_sub(4)..here).rev() {
            for verb in self.doc.sentences[sentence].tokens.clone().rev().filter(|t| self.is_reporting(*t)) {
                let Some(hop) = self.subject_of(verb, &(verb..verb + 1)) else { continue };
                let kind = hop.entity.and_then(|e| self.entities.entities.get(e)).map(|e| e.kind);
                let pronoun = matches!(
                    hop.label.to_ascii_lowercase().as_str(),
                    "it" | "they" | "he" | "she" | "who" | "i" | "we"
                );
                if kind != Some(EntityKind::Person) && !pronoun {
                    return Some(hop);
                }
            }
        }
        None
    }

    /// A label as written, with its place. A pronoun gives the name it stands for, and its mention proves
    /// that; a relative pronoun is no mention ("the mayor, who said ..."), so the words before it are taken.
    fn label(&self, first: usize, range: TextRange, entity: Option<usize>) -> (String, Option<Span>) {
        let words = range.slice(self.doc.text);
        let written = (words.to_owned(), Some(self.doc.span(range)));
        let pronoun = matches!(
            words.to_ascii_lowercase().as_str(),
            "he" | "she" | "it" | "they" | "i" | "we" | "who" | "him" | "her" | "which"
        );
        let Some(entity) = entity.filter(|_| pronoun) else { return written };
        let proves =
            |m: &MentionLayer| m.form == MentionForm::Pronoun && m.entity == Some(entity) && m.tokens.len() == 1;
        if self.entities.mention_at(first).is_some_and(proves) {
            return (self.entities.entities[entity].name.clone(), written.1);
        }
        let before =
            |m: &&MentionLayer| m.entity == Some(entity) && m.form != MentionForm::Pronoun && m.tokens.end <= first;
        match self.entities.mentions.iter().rev().find(before) {
            Some(mention) => {
                let range = self.doc.range_of(mention.tokens.clone());
                (range.slice(self.doc.text).to_owned(), Some(self.doc.span(range)))
            }
            None => (self.entities.entities[entity].name.clone(), None),
        }
    }

    /// Whether a word can name a source: a name, a person, an institution, a document.
    fn is_source(&self, token: usize) -> bool {
        let doc = self.doc;
        let lower = doc.lower(token);
        if doc.name_at(token).is_some() || matches!(doc.upos.get(token), Some(Upos::Pron | Upos::Propn)) {
            return true;
        }
        !matches!(people::person(doc, token), Person::No)
            || matches!(
                people::singular(lower).as_ref(),
                "account"
                    | "administration"
                    | "agency"
                    | "article"
                    | "association"
                    | "authority"
                    | "board"
                    | "broadcaster"
                    | "bureau"
                    | "channel"
                    | "coalition"
                    | "commission"
                    | "committee"
                    | "company"
                    | "council"
                    | "court"
                    | "data"
                    | "department"
                    | "document"
                    | "embassy"
                    | "filing"
                    | "firm"
                    | "government"
                    | "group"
                    | "hospital"
                    | "institute"
                    | "journal"
                    | "media"
                    | "military"
                    | "ministry"
                    | "monitor"
                    | "network"
                    | "newspaper"
                    | "ngo"
                    | "observatory"
                    | "office"
                    | "organisation"
                    | "organization"
                    | "outlet"
                    | "paper"
                    | "party"
                    | "police"
                    | "press"
                    | "prosecution"
                    | "publication"
                    | "record"
                    | "report"
                    | "service"
                    | "site"
                    | "source"
                    | "spokesman"
                    | "spokeswoman"
                    | "staff"
                    | "statement"
                    | "station"
                    | "study"
                    | "survey"
                    | "team"
                    | "television"
                    | "tv"
                    | "unit"
                    | "university"
                    | "website"
                    | "witness"
                    | "army"
                    | "force"
                    | "union"
                    | "figure"
                    | "statistics"
                    | "charity"
                    | "foundation"
            )
    }

    fn is_time(&self, token: usize) -> bool {
        let at = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(at).is_some_and(|t| t.tokens.contains(&token))
    }

    pub(super) fn hop(&self, tokens: Range<usize>, cue: Option<Range<usize>>) -> Option<Attribution> {
        if tokens.is_empty() || tokens.clone().all(|t| self.is_time(t)) {
            return None;
        }
        // The outlet's own "as we reported" names nobody.
        if is_first_person(self.doc.text_of(tokens.clone())) {
            return None;
        }
        if !tokens.clone().any(|t| self.is_source(t)) {
            return None;
        }
        // "For every 12 refugees admitted, one was arrested", "the attacks were motivated": no source.
        let last = tokens.end - 1;
        if self.doc.upos.get(tokens.start) == Some(&Upos::Adp)
            || self.doc.lower(tokens.start) == "every"
            || self.doc.upos.get(last) == Some(&Upos::Noun) && is_happening(self.doc.lower(last))
        {
            return None;
        }
        // Somebody or something must be named.
        if !tokens
            .clone()
            .any(|t| matches!(self.doc.upos.get(t), Some(Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj)))
        {
            return None;
        }
        let range = self.doc.range_of(tokens.clone());
        let entity = self.entities.entity_of(self.doc, tokens.clone());
        let pronoun =
            matches!(self.doc.lower(tokens.start), "he" | "she" | "it" | "they" | "i" | "we" | "who" | "which")
                && tokens.len() == 1;
        if pronoun && entity.is_none() {
            return None;
        }
        let (label, at) = self.label(tokens.start, range, entity);
        Some(Attribution { entity, label, cue: cue.map(|c| self.doc.text_of(c).to_owned()), at })
    }

    /// The sentence of a token; of one that is as long as a table what stands near.
    pub(super) fn surroundings(&self, token: usize) -> Range<usize> {
        let Range { start, end } = self.doc.sentence_tokens(token);
        token.saturating_sub(REACH).max(start)..end.min(token + REACH)
    }

    /// Attribution by the words of the claim's own sentence.
    fn of_sentence(&self, range: TextRange, trigger: &Range<usize>) -> Vec<Attribution> {
        let doc = self.doc;
        let sentence = self.surroundings(trigger.start);
        let claim = doc.tokens_in(range);
        let mut chain = Vec::new();
        // "according to X": wherever it stands, the nearest one.
        let according = sentence
            .clone()
            .filter(|t| doc.lower(*t) == "according" && t + 2 < sentence.end && doc.lower(*t + 1) == "to");
        let nearest = according.min_by_key(|t| if *t < claim.start { claim.start - t } else { t - claim.start });
        if let Some(at) = nearest {
            let label = self.phrase_after(at + 2, sentence.end);
            chain.extend(self.hop(label, Some(at..at + 2)));
            if !chain.is_empty() {
                return chain;
            }
        }
        if let Some(hop) = self.by_tree(trigger.start, &claim).or_else(|| self.by_order(&sentence, &claim)) {
            chain.push(hop);
        }
        chain
    }

    /// A reporting verb above the claim in the tree: "X said that ...", "... , X said".
    fn by_tree(&self, token: usize, claim: &Range<usize>) -> Option<Attribution> {
        let doc = self.doc;
        if doc.heads.is_empty() {
            return None;
        }
        let mut at = token;
        let mut below = None;
        for _ in 0..14 {
            if self.is_reporting(at) && !claim.contains(&at) {
                // What is reported is a clause; the toll itself only for verbs that give it.
                let gives = matches!(
                    doc.lower(at),
                    "gave"
                        | "put"
                        | "puts"
                        | "counted"
                        | "documented"
                        | "recorded"
                        | "reported"
                        | "confirmed"
                        | "announced"
                        | "reports"
                );
                let reported = below.is_none_or(|b: usize| {
                    matches!(
                        doc.deprels[b].universal(),
                        Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp | Deprel::Csubj
                    ) || gives
                        && matches!(
                            doc.deprels[b].universal(),
                            Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Advcl
                        )
                });
                if reported && let Some(hop) = self.subject_of(at, claim) {
                    return Some(hop);
                }
            }
            if let Some(hop) = below.and_then(|b| self.by_noun(at, b, claim)) {
                return Some(hop);
            }
            // "..., X said": the report hangs on the claim's clause as parataxis.
            for child in doc.children(at) {
                let parataxis =
                    matches!(doc.deprels[child].universal(), Deprel::Parataxis | Deprel::Ccomp | Deprel::Advcl);
                if parataxis
                    && self.is_reporting(child)
                    && !claim.contains(&child)
                    && child > claim.start
                    && doc.xpos[child] != Xpos::Vbg
                    // "On the day the shells killed 12, Weil claimed that all was well": it reports something else.
                    && !doc.children_by(child, Deprel::Ccomp).any(|c| c > child)
                    && let Some(hop) = self.subject_of(child, claim)
                {
                    return Some(hop);
                }
            }
            below = Some(at);
            at = doc.head(at)?;
        }
        None
    }

    /// A noun that reports: "the army's claim that nine died", "the union stands by its claim that nine died".
    fn by_noun(&self, noun: usize, below: usize, claim: &Range<usize>) -> Option<Attribution> {
        let doc = self.doc;
        let reports = matches!(
            doc.lower(noun),
            "allegation" | "assertion" | "claim" | "contention" | "estimate" | "insistence" | "statement"
        );
        let clause = matches!(doc.deprels[below].universal(), Deprel::Acl | Deprel::Ccomp);
        let unowned = matches!(doc.lower(noun), "report" | "reports");
        if !(reports || unowned) || !clause || doc.upos[noun] != Upos::Noun || claim.contains(&noun) {
            return None;
        }
        let whose = doc.children_by(noun, Deprel::Nmod).find(|t| *t < noun);
        // "The navy is investigating reports that nine died": nobody is named, and yet it is not the outlet's word.
        if whose.is_none() && unowned {
            let before = doc.children(noun).filter(|t| *t < noun && matches!(doc.upos[*t], Upos::Det | Upos::Adj));
            return self.hop(before.min().unwrap_or(noun)..noun + 1, Some(noun..noun + 1));
        }
        let whose = whose?;
        if doc.upos[whose] != Upos::Pron {
            let tokens = doc.subtree(whose);
            let end = if matches!(doc.lower(tokens.end - 1), "'s" | "’s" | "'" | "’") {
                tokens.end - 1
            } else {
                tokens.end
            };
            return self.hop(tokens.start..end, Some(noun..noun + 1));
        }
        let mut at = noun;
        for _ in 0..3 {
            at = doc.head(at)?;
            if matches!(doc.upos[at], Upos::Verb | Upos::Adj) {
                let subject = doc.children_by(at, Deprel::Nsubj).find(|s| !claim.contains(s))?;
                return self.hop(self.trim(doc.subtree(subject), subject), Some(noun..noun + 1));
            }
        }
        None
    }

    /// Whether a token reports: "said", "put the toll at"; not "claimed responsibility".
    fn is_reporting(&self, token: usize) -> bool {
        let doc = self.doc;
        if !is_report(doc.lower(token)) || doc.upos.get(token) != Some(&Upos::Verb) {
            return false;
        }
        // "Six children were found alive": what is done to somebody is not his report.
        if doc.xpos[token] == Xpos::Vbn && doc.children_by(token, Deprel::Aux).any(|t| doc.lemma(t) == "be") {
            return false;
        }
        let end = doc.sentence_tokens(token).end;
        let credit = (token + 1..end.min(token + 5)).any(|t| matches!(doc.lower(t), "responsibility" | "credit"));
        !credit
    }

    /// The subject of a verb that blames.
    pub(super) fn by_subject(&self, verb: usize) -> Option<Attribution> {
        self.subject_of(verb, &(verb..verb + 1))
    }

    fn subject_of(&self, verb: usize, claim: &Range<usize>) -> Option<Attribution> {
        let doc = self.doc;
        let mut at = verb;
        for _ in 0..4 {
            let subject = doc.children_by(at, Deprel::Nsubj).find(|s| !claim.contains(s));
            if let Some(subject) = subject {
                // "The union, which had put the toll at 52": whom the clause is about.
                let relative =
                    matches!(doc.lower(subject), "which" | "who") && doc.deprels[at].universal() == Deprel::Acl;
                if let Some(about) = doc.head(at).filter(|about| relative && !claim.contains(about)) {
                    return self.hop(self.trim(doc.subtree(about).start..at, about), Some(at..at + 1));
                }
                let mut tokens = doc.subtree(subject);
                // The claim itself never belongs to its source.
                if tokens.start < claim.end && claim.start < tokens.end {
                    tokens = subject..subject + 1;
                }
                let tokens = self.trim(tokens, subject);
                // Where a phrase stands directly before the verb and the tree looks elsewhere, the phrase is right,
                // unless it is an apposition.
                let near = self.phrase_before(verb, doc.sentence_tokens(verb).start);
                let apart = !near.is_empty()
                    && at == verb
                    && (near.end <= tokens.start || tokens.end <= near.start || near.start < tokens.start);
                let apposed = near.start > 0 && matches!(doc.lower(near.start - 1), "," | "—");
                if apart
                    && !apposed
                    && !self.is_time(near.end - 1)
                    && (near.end <= claim.start || near.start >= claim.end)
                {
                    return self.hop(near, Some(verb..verb + 1));
                }
                return self.hop(tokens, Some(verb..verb + 1));
            }
            // "X said ..., adding that ...": the subject of the verb above.
            match doc.deprels[at] {
                Deprel::Advcl | Deprel::Conj | Deprel::Xcomp => at = doc.head(at)?,
                _ => return None,
            }
            if !is_report(doc.lower(at)) {
                return None;
            }
        }
        None
    }

    /// Cuts a subject to what names it: no relative clause, no apposition behind a comma.
    fn trim(&self, tokens: Range<usize>, head: usize) -> Range<usize> {
        let doc = self.doc;
        let mut end = tokens.end;
        for t in head + 1..tokens.end {
            let inside_word = doc.lower(t) == "-" && !doc.space_before(t);
            if !inside_word && matches!(doc.lower(t), "," | "who" | "which" | "that" | "(" | "—" | "-" | "whose") {
                end = t;
                break;
            }
        }
        let mut start = tokens.start.min(head);
        while start < head && matches!(doc.upos.get(start), Some(Upos::Adv | Upos::Punct)) {
            start += 1;
        }
        last_phrase(doc, start..end.max(head + 1))
    }

    /// Without a tree: "X said" before the claim or after it, by order of words.
    fn by_order(&self, sentence: &Range<usize>, claim: &Range<usize>) -> Option<Attribution> {
        let doc = self.doc;
        let reporting = |t: usize| self.is_reporting(t) && !matches!(doc.xpos.get(t), Some(Xpos::Vbn));
        // "..., X said", "...," said X: behind the claim, nothing of the sentence's own clause between
        let last = (claim.end..sentence.end).rev().find(|t| reporting(*t));
        if let Some(verb) = last {
            let closing = sentence.end.saturating_sub(verb) <= 9;
            // "Weil, who saw nine die, told the council how it was": whoever is told has not said it.
            let inverted = verb > claim.end
                && !matches!(doc.lemma(verb), "tell" | "inform")
                && matches!(doc.lower(verb - 1), "\"" | "”" | "," | "''" | "’");
            if inverted {
                let subject = self.phrase_after(verb + 1, sentence.end);
                if let Some(hop) = self.hop(subject, Some(verb..verb + 1)) {
                    return Some(hop);
                }
            }
            // "On the day the shells fell and killed 12, Weil claimed that all was well": what follows is the report.
            let last = (verb + 1..sentence.end).all(|t| !matches!(doc.upos[t], Upos::Verb | Upos::Aux));
            if closing && last {
                let subject = self.phrase_before(verb, claim.end);
                if let Some(hop) = self.hop(subject, Some(verb..verb + 1)) {
                    return Some(hop);
                }
            }
        }
        // "X said (that) ..." before the claim, no other clause between
        let first = (sentence.start..claim.start).rev().find(|t| reporting(*t))?;
        // What is between must be the reported clause's own beginning: no relative clause, no other subject's list.
        let joined = (first + 1..claim.start).take(8).any(|t| matches!(doc.lower(t), "that" | "at" | "to" | "of"))
            || claim.start <= first + 12;
        if !joined || (first + 1..claim.start).any(|t| matches!(doc.lower(t), "who" | "which" | ";" | "whose")) {
            return None;
        }
        let subject = self.phrase_before(first, sentence.start);
        if subject.is_empty() { None } else { self.hop(subject, Some(first..first + 1)) }
    }

    /// The noun phrase that ends directly before a token.
    fn phrase_before(&self, at: usize, floor: usize) -> Range<usize> {
        let doc = self.doc;
        let mut end = at;
        while end > floor && doc.upos.get(end - 1) == Some(&Upos::Adv) {
            end -= 1;
        }
        // "The union, whose members staff the hospitals, said": whom the inserted clause is about.
        if end > floor && doc.lower(end - 1) == "," {
            let opens = |c: &usize| doc.lower(*c) == "," && matches!(doc.lower(*c + 1), "whose" | "who" | "which");
            end = (floor..end - 1).rev().find(opens).unwrap_or(end);
        }
        let mut start = end;
        while start > floor && !self.is_time(start - 1) {
            let t = start - 1;
            let upos = doc.upos.get(t).copied().unwrap_or(Upos::X);
            // "the Workers' Union"
            let plural = matches!(doc.lower(t), "'" | "’") && t > floor && doc.lower(t - 1).ends_with('s');
            let fits = matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron)
                || matches!(doc.lower(t), "'s" | "’s" | "-" | "of" | "for" | "&")
                || plural && !doc.space_before(t);
            if !fits || at - t > 14 {
                break;
            }
            start = t;
            if upos == Upos::Det || upos == Upos::Pron {
                break;
            }
        }
        while start < end && matches!(doc.lower(start), "of" | "for" | "'s" | "’s" | "'" | "’" | "-" | "that") {
            start += 1;
        }
        start..end
    }

    /// The noun phrase that begins at a token.
    pub(super) fn phrase_after(&self, at: usize, end: usize) -> Range<usize> {
        let doc = self.doc;
        let mut stop = at;
        while stop < end && stop < at + 14 {
            let upos = doc.upos.get(stop).copied().unwrap_or(Upos::X);
            let lower = doc.lower(stop);
            let fits = matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num)
                || matches!(lower, "'s" | "’s" | "-" | "of" | "for" | "&" | "and")
                || stop == at && upos == Upos::Pron;
            if !fits {
                break;
            }
            stop += 1;
        }
        while stop > at + 1 && matches!(doc.lower(stop - 1), "and" | "of" | "for" | "-") {
            stop -= 1;
        }
        at..stop
    }
}

fn is_first_person(words: &str) -> bool {
    matches!(words, "I" | "i" | "We" | "we")
}

/// Whether a noun is what happened, which says nothing by itself.
fn is_happening(lower: &str) -> bool {
    matches!(
        lower,
        "attack"
            | "attacks"
            | "bombing"
            | "bombings"
            | "crash"
            | "explosion"
            | "fire"
            | "raid"
            | "shooting"
            | "shootings"
            | "storm"
    )
}
