//! Meetings: who met whom, in what form, on what occasion, where and when.
//!
//! "Calder met with Weil in Geneva on Monday", "talks between Calder and Weil", "his meeting with
//! Lund". At least two specific participants must be given, or recoverable from pronouns: persons,
//! or groups that bear a name ("EU officials"). Needs names, tree, entities.
//! Known misses: "the two leaders met" where no nominal was resolved; offices without a name.

use std::ops::Range;

use parallax_records::{Claim, Part, Period, Role};

use super::frames::{Construction, Pattern, Trigger};
use super::inflect::Form as Inflected;
use super::parties::{Finder, Party, is_office, push};
use super::{Found, Reader, status};
use crate::{Deprel, NameLabel, Upos, Xpos};

/// Adds the meetings of a sentence.
pub(super) fn read(reader: &Reader<'_, '_>, sentence: usize, triggers: &[Trigger], claims: &mut Vec<Found>) {
    let mut taken: Vec<Vec<String>> = Vec::new();
    for trigger in triggers {
        let pattern = &reader.frames.patterns[trigger.pattern];
        let finder = Finder { reader, doc: reader.doc, sentence: reader.doc.sentences[sentence].tokens.clone() };
        let parties = match pattern.construction {
            Construction::Parties => finder.of_verb(trigger, pattern),
            Construction::PartiesNoun => finder.of_noun(trigger, pattern),
            _ => continue,
        };
        let Some(parties) = parties else { continue };
        let names: Vec<String> = {
            let mut names: Vec<String> = parties.iter().map(|p| p.label.clone()).collect();
            names.sort();
            names
        };
        // "held talks" is a verb and a noun: one meeting of one party in one sentence.
        if taken.contains(&names) {
            continue;
        }
        if let Some(claim) = finder.claim(trigger, pattern, &parties, sentence) {
            taken.push(names);
            claims.push(Found { claim, own_day: true, own_place: true, near_place: true, family: None });
        }
    }
}

impl Finder<'_, '_, '_> {
    fn of_verb(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Vec<Party>> {
        let doc = self.doc;
        let verb = trigger.tokens.start;
        let end = trigger.tokens.end;
        if (end..end + 4).any(|t| pattern.unless.iter().any(|u| u == self.lower(t))) {
            return None;
        }
        if trigger.form == Inflected::Singular || doc.upos[verb] == Upos::Noun && trigger.tokens.len() == 1 {
            return None;
        }
        // "was received by King Harald": only hosts act upon their guests.
        let passive = trigger.form.is_participle() && doc.children(verb).any(|c| doc.deprels[c] == Deprel::AuxPass);
        if passive && !pattern.rule.ends_with(".host") {
            return None;
        }
        let by = Pattern { prepositions: vec!["by".to_owned()], ..pattern.clone() };
        let mut others = Vec::new();
        self.after(trigger.tokens.end, if passive { &by } else { pattern }, &mut others);
        if passive && others.is_empty() {
            return None;
        }
        if others.is_empty() {
            for child in doc.children(verb).filter(|c| *c > verb) {
                let case = doc.children(child).find(|c| doc.deprels[*c] == Deprel::Case).map_or("", |c| doc.lower(c));
                let fits = match doc.deprels[child].universal() {
                    Deprel::Obj | Deprel::Iobj => pattern.prepositions.iter().any(String::is_empty),
                    Deprel::Obl | Deprel::Nmod => !case.is_empty() && pattern.prepositions.iter().any(|p| p == case),
                    _ => false,
                };
                if !fits {
                    continue;
                }
                self.parties(child, &mut others);
                // "hold talks with", "convene a meeting of": the preposition hangs on the noun.
                self.parties_below(child, pattern, &mut others);
            }
            // "hold talks with": the phrase's own last word.
            for t in trigger.tokens.clone().skip(1) {
                self.parties_below(t, pattern, &mut others);
            }
        }
        // "Calder and Weil spoke by telephone": nobody is led in by a preposition.
        let together = others.is_empty() && trigger.tokens.len() > 1 && pattern.rule.ends_with(".speak");
        if pattern.persons_only && !together && !others.iter().any(|p| p.person) {
            return None;
        }
        if pattern.rule.ends_with(".invite") && !self.invites(&others) {
            return None;
        }
        // "visited Ran": a lone name is a place or a firm as often as a person.
        if pattern.rule.ends_with(".visit") && !self.titled_or_full(&others) {
            return None;
        }
        others.retain(|p| p.person || !pattern.persons_only);
        // "Calder and Weil met with schoolchildren": with them, not with each other.
        let object = doc
            .children(verb)
            .any(|c| c > verb && doc.deprels[c] == Deprel::Obj && doc.upos[c] == Upos::Noun && doc.lower(c) != "times");
        let other = self.lower(end) == "with" || object;
        if others.is_empty() && trigger.tokens.len() == 1 && other && pattern.rule.ends_with(".meet") {
            return None;
        }
        // Rivals who meet on a stage debate.
        let scene = |words: &[&str]| self.sentence.clone().any(|t| words.contains(&doc.lower(t)));
        if pattern.rule.ends_with(".meet") && scene(&["debate", "debates", "stage"])
            || pattern.rule.ends_with(".sit") && scene(&["show", "interview", "podcast"])
            || pattern.rule.ends_with(".speak") && self.is_on_air(trigger.tokens.end, &pattern.unless)
            || pattern.rule.ends_with(".speak")
                && (verb..end + 8).any(|t| matches!(self.lower(t), "conference" | "rally"))
        {
            return None;
        }
        let mut parties = Vec::new();
        if let Some(subject) = self.subject(verb) {
            self.parties(subject, &mut parties);
        }
        let listed = self.listed_before(verb);
        if listed.len() > parties.len() || !parties.iter().any(|p| p.person) && !listed.is_empty() {
            parties = listed;
        }
        // "they met", "the two men met": the two named just before.
        if parties.is_empty() && others.is_empty() && pattern.rule.ends_with(".meet") {
            let first = (self.sentence.start..verb).rev().take(4).find(|t| matches!(self.lower(*t), "they" | "two"));
            let near = first.filter(|t| self.lower(*t) == "they" || self.lower(t.wrapping_sub(1)) == "the");
            let clear = near.is_some_and(|t| (t + 1..verb).all(|w| doc.name_at(w).is_none()));
            if let Some(at) = near.filter(|_| clear) {
                parties = self.persons_together(at, 2);
                for party in &mut parties {
                    party.tokens = at..verb;
                }
            }
        }
        if parties.is_empty() {
            // The tree's subject may be none at all.
            let bare = self.subject(verb).is_none_or(|s| self.doc.upos[s] == Upos::Propn || s > verb);
            if let Some(person) = self.person_before(verb).filter(|_| bare && !others.is_empty()) {
                parties.extend(self.party(person));
            }
        }
        if parties.is_empty() || !parties.iter().any(|p| p.person || p.entity.is_some() || !p.label.is_empty()) {
            return None;
        }
        // A thing that meets something is no meeting: one side at least is a person.
        if !parties.iter().chain(&others).any(|p| p.person) {
            return None;
        }
        for other in others {
            push(&mut parties, other);
        }
        (parties.len() >= 2).then_some(parties)
    }

    /// "Speaking with Anna Holm, host of Harbour Morning", "spoke with Anna Holm on the Harbour Show": an interview.
    fn is_on_air(&self, from: usize, outlets: &[String]) -> bool {
        let airs = |t: usize| {
            outlets.iter().any(|o| o == self.lower(t)) || matches!(self.lower(t), "show" | "interview" | "podcast")
        };
        let comma = (from..self.sentence.end.min(from + 14)).find(|t| self.lower(*t) == ",");
        let end = comma.unwrap_or(self.sentence.end.min(from + 14));
        (from..end).any(airs) || comma.is_some_and(|comma| (comma + 1..comma + 3).any(airs))
    }

    /// "invited X to Ran", "for talks", "to visit": not "invited X to speak up".
    fn invites(&self, guests: &[Party]) -> bool {
        let Some(end) = guests.iter().map(|p| p.tokens.end).max() else { return false };
        let lead = (end..self.sentence.end.min(end + 8)).find(|t| matches!(self.lower(*t), "to" | "for"));
        let Some(lead) = lead else { return false };
        // "to the podium" is no visit.
        let near = lead + 1..self.sentence.end.min(lead + 5);
        let named = near.clone().any(|t| self.doc.name_at(t).is_some());
        let occasion = near.clone().any(|t| {
            matches!(
                self.lower(t),
                "talks"
                    | "meeting"
                    | "dinner"
                    | "lunch"
                    | "summit"
                    | "capital"
                    | "country"
                    | "palace"
                    | "residence"
                    | "visit"
                    | "office"
                    | "conference"
                    | "ceremony"
            )
        });
        if self.doc.xpos.get(lead + 1) != Some(&Xpos::Vb) && !named && !occasion {
            return false;
        }
        if self.doc.xpos.get(lead + 1) == Some(&Xpos::Vb) {
            return matches!(
                self.lower(lead + 1),
                "visit" | "meet" | "attend" | "join" | "come" | "discuss" | "talk" | "travel" | "dine" | "stay"
            );
        }
        true
    }

    /// Whether the persons visited bear a title or more than a surname.
    fn titled_or_full(&self, others: &[Party]) -> bool {
        others.iter().any(|p| {
            let title = p.tokens.start > self.sentence.start && is_office(self.lower(p.tokens.start - 1));
            p.person && (title || p.label.contains(' ') || p.tokens.len() > 1)
        })
    }

    /// Participants led in by a preposition below a noun: "talks with X", "meeting of X".
    fn parties_below(&self, noun: usize, pattern: &Pattern, found: &mut Vec<Party>) {
        let doc = self.doc;
        for child in doc.children(noun) {
            let case = doc.children(child).find(|c| doc.deprels[*c] == Deprel::Case).map_or("", |c| doc.lower(c));
            if !case.is_empty() && pattern.prepositions.iter().any(|p| p == case) {
                self.parties(child, found);
            }
        }
    }

    /// By the surface: a name directly after the trigger's preposition.
    fn after(&self, at: usize, pattern: &Pattern, found: &mut Vec<Party>) {
        let doc = self.doc;
        let mut t = at;
        // An object stands directly behind the verb.
        let direct = pattern.prepositions.iter().any(String::is_empty)
            && (doc.name_at(t.min(doc.len() - 1)).is_some() || self.titled(t));
        // "spoke by phone late on Sunday with X"
        while !direct
            && t < self.sentence.end
            && t < at + 8
            && !pattern.prepositions.iter().any(|p| !p.is_empty() && p == doc.lower(t))
        {
            // "spoke of her friendship with Weil", "speaking during a march with Weil": it is not the meeting that is with him.
            let another = doc.xpos[t] == Xpos::PrpDollar || doc.lower(t) == "during";
            if another
                || matches!(doc.lower(t), "," | ";" | "and" | "that" | ".")
                || matches!(doc.xpos[t], Xpos::Vbd | Xpos::Vbz | Xpos::Md)
            {
                return;
            }
            t += 1;
        }
        if t >= self.sentence.end || t >= at + 8 {
            return;
        }
        let mut last = t;
        let mut next = if direct { t } else { t + 1 };
        while next < self.sentence.end && next < last + 8 {
            if let Some(name) = doc.name_at(next) {
                let stop = name.tokens.end;
                let tied = self.lower(stop) == "-" && !doc.space_before(stop);
                let title = doc.sentences[doc.sentence_of[next] as usize].section == parallax_records::Section::Title;
                let noun = (doc.upos.get(stop) == Some(&Upos::Noun)
                    || title && self.sentence.contains(&stop) && doc.upos[stop] == Upos::Propn)
                    && !self.is_calendar(stop);
                let attribute = matches!(self.lower(stop), "'s" | "’s") || noun;
                if name.label == NameLabel::Per && (tied || attribute) {
                    if tied || !self.titled(stop + 1) {
                        return;
                    }
                    next = stop + 1;
                    continue;
                }
                // "talks with fishers, Anna Holm/Harbour News": who took the picture.
                if self.lower(name.tokens.end) == "/" {
                    return;
                }
                // "met with envoys, and Weil called Lund": the next clause's subject.
                let acts = name.tokens.clone().any(|t| doc.deprels[t].universal() == Deprel::Nsubj);
                if name.label == NameLabel::Per && acts && matches!(self.lower(next - 1), "and" | ",") {
                    return;
                }
                if name.label == NameLabel::Per {
                    if let Some(party) = self.party(next) {
                        push(found, party);
                    }
                    next = self.over_affiliation(name.tokens.end);
                    last = next;
                    if !matches!(self.lower(next), "and" | ",") {
                        break;
                    }
                    continue;
                }
            } else if let Some(party) = self.known_surname(next).or_else(|| {
                self.party(next).filter(|p| {
                    // "talks with her counterpart": whose counterpart it is, is another matter.
                    doc.upos[next] == Upos::Pron && doc.xpos[next] != Xpos::PrpDollar && p.person
                })
            }) {
                push(found, party);
                next += 1;
                last = next;
                if !matches!(self.lower(next), "and" | ",") {
                    break;
                }
                continue;
            }
            let holders = self.office_holders(next);
            if !holders.is_empty() {
                holders.into_iter().for_each(|party| push(found, party));
                break;
            }
            if found.is_empty()
                && doc.deprels[next] != Deprel::Compound
                && doc.deprels[next] != Deprel::Amod
                && doc.deprels[next] != Deprel::NmodDesc
                && !is_office(doc.lower(next))
            {
                // A group or a role that is specific: left to the tree.
                if matches!(doc.upos[next], Upos::Noun) {
                    break;
                }
            }
            let title = matches!(doc.upos[next], Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det)
                || matches!(doc.lower(next), "and" | "," | "then" | "'s" | "’s" | "his" | "her" | "their" | "its");
            if !title {
                break;
            }
            next += 1;
        }
    }

    fn of_noun(&self, trigger: &Trigger, pattern: &Pattern) -> Option<Vec<Party>> {
        let doc = self.doc;
        let noun = trigger.tokens.end - 1;
        if doc.upos[noun] == Upos::Verb {
            return None;
        }
        // "the meeting room", "peace talks venue": only a head noun is a meeting.
        if doc.deprels[noun] == Deprel::Compound {
            return None;
        }
        // "the Northern Meeting of Ports" is a name.
        let form = |t: usize| if self.sentence.contains(&t) { doc.form(t) } else { "" };
        let capital = |t: usize| form(t).starts_with(char::is_uppercase);
        let title = doc.sentences[doc.sentence_of[noun] as usize].section == parallax_records::Section::Title;
        if capital(noun) && noun > self.sentence.start && capital(noun - 1) && !title && self.lower(noun + 1) == "of" {
            return None;
        }
        let mut others = Vec::new();
        // "talks Friday between Calder and Weil"
        let lead = (noun + 1..noun + 4)
            .take_while(|t| {
                *t == noun + 1 || self.is_calendar(t - 1) || matches!(self.lower(t - 1), "on" | "late" | "early")
            })
            .find(|t| matches!(self.lower(*t), "with" | "between"));
        if let Some(lead) = lead {
            self.after(lead, pattern, &mut others);
        }
        let between = lead.is_some_and(|t| self.lower(t) == "between");
        if others.is_empty() {
            self.parties_below(noun, pattern, &mut others);
        }
        if others.is_empty() {
            // "a meeting in Oslo with X": the phrase may hang on the verb.
            if let Some(head) = doc.head(noun) {
                for child in doc.children(head).filter(|c| *c > noun && *c < noun + 9) {
                    let case =
                        doc.children(child).find(|c| doc.deprels[*c] == Deprel::Case).map_or("", |c| doc.lower(c));
                    if matches!(case, "with" | "between") && pattern.prepositions.iter().any(|p| p == case) {
                        self.parties(child, &mut others);
                    }
                }
            }
        }
        if others.is_empty() {
            let mut leads = vec!["with".to_owned(), "between".to_owned()];
            leads.extend(pattern.prepositions.iter().filter(|p| *p == "to").cloned());
            let with = Pattern { prepositions: leads, ..pattern.clone() };
            self.after(noun + 1, &with, &mut others);
        }
        // "a meeting of the Harbour Committee", "a joint meeting of Congress": a body meets by itself.
        let body = |p: &Party| {
            let last = doc.lower(p.tokens.end - 1);
            doc.name_at(p.tokens.start).is_some_and(|n| n.label == NameLabel::Org)
                || matches!(last, "committee" | "council" | "parliament" | "cabinet" | "party" | "team" | "government")
        };
        if self.lower(noun + 1) == "of" && others.len() == 1 && body(&others[0]) {
            return None;
        }
        let mut parties = Vec::new();
        let country = |p: &Party| doc.name_at(p.tokens.start).is_some_and(|n| n.label == NameLabel::Loc);
        let possessor = doc.children(noun).find(|c| doc.deprels[*c] == Deprel::NmodPoss);
        match possessor {
            Some(possessor) => self.parties(possessor, &mut parties),
            None if others.len() >= 2 && (between || matches!(self.lower(noun + 1), "among" | "of")) => {}
            // "meetings between his staff and Eastlanders": the side that has no name is not the subject's.
            None if between => return None,
            // "pushing for talks with Eastland": whoever pushes need not take part.
            None if others.len() == 1 && country(&others[0]) => return None,
            None => {
                // "would not confirm talks with X": who speaks of a meeting need not take part.
                let tells = |h: usize| {
                    doc.upos[h] == Upos::Verb
                        && doc.deprels[noun] == Deprel::Obj
                        && matches!(
                            doc.lower(h),
                            "confirm"
                                | "confirmed"
                                | "deny"
                                | "denied"
                                | "announced"
                                | "announce"
                                | "reported"
                                | "detailed"
                                | "mentioned"
                                | "condemned"
                                | "criticized"
                                | "criticised"
                                | "welcomed"
                                | "mocked"
                                | "opposed"
                                | "urged"
                                | "demanded"
                                | "seek"
                                | "sought"
                                | "wants"
                                | "want"
                                | "rejected"
                                | "covered"
                        )
                };
                if let Some(subject) = doc.head(noun).filter(|h| !tells(*h)).and_then(|h| self.governor_subject(h)) {
                    self.parties(subject, &mut parties);
                    // "Calder, R-Ran, and Weil, who ...": the tree may give the last alone.
                    let listed = parties.last().map(|p| self.listed_before(p.tokens.end)).unwrap_or_default();
                    if listed.len() > parties.len() {
                        parties = listed;
                    }
                }
            }
        }
        if others.is_empty() {
            // "he told X during a recent conversation": subject and object of the verb above.
            let verb = doc.head(noun).filter(|h| doc.upos[*h] == Upos::Verb)?;
            let during =
                doc.children(noun).any(|c| doc.deprels[c] == Deprel::Case && matches!(doc.lower(c), "during" | "in"));
            let object = doc.children(verb).find(|c| matches!(doc.deprels[*c], Deprel::Obj | Deprel::Iobj))?;
            // "In a meeting with reporters, Calder blamed Weil": he was not there.
            if !during || lead.is_some() {
                return None;
            }
            // Whom one speaks for or of need not be there.
            let absent = matches!(
                doc.lemma(verb),
                "attack"
                    | "blame"
                    | "cite"
                    | "criticize"
                    | "defend"
                    | "describe"
                    | "discuss"
                    | "incriminate"
                    | "mention"
                    | "name"
                    | "oppose"
                    | "praise"
                    | "quote"
                    | "represent"
                    | "support"
            );
            if absent {
                return None;
            }
            self.parties(object, &mut others);
            others.retain(|p| p.person);
            parties.retain(|p| p.person);
            if parties.is_empty() || others.is_empty() {
                return None;
            }
        }
        if !parties.iter().chain(&others).any(|p| p.person) && others.len() < 2 {
            return None;
        }
        // "opened talks with Calder and Weil": those two need not meet each other.
        if parties.is_empty() && lead.is_some_and(|t| self.lower(t) == "with") {
            return None;
        }
        for other in others {
            push(&mut parties, other);
        }
        (parties.len() >= 2).then_some(parties)
    }

    /// Steps over a politician's party and state: "Holm, R-Ala. and", "Holm (D-Va.)".
    fn over_affiliation(&self, at: usize) -> usize {
        let opens = matches!(self.lower(at), "," | "(") && matches!(self.lower(at + 1), "r" | "d" | "i");
        if !opens || self.lower(at + 2) != "-" {
            return at;
        }
        let end = (at + 3..at + 7).find(|t| matches!(self.lower(*t), "," | ")" | "and"));
        end.map_or(at, |end| end + usize::from(self.lower(end) == ")"))
    }

    /// The subject of the verb that governs a noun, however far up.
    fn governor_subject(&self, mut at: usize) -> Option<usize> {
        for _ in 0..5 {
            // "Calder said there was no need of a meeting with Weil": whoever says so need not take part.
            if self.doc.children_by(at, Deprel::Expl).next().is_some() {
                return None;
            }
            if self.doc.upos[at] == Upos::Verb || self.doc.children_by(at, Deprel::Nsubj).next().is_some() {
                return self.subject(at);
            }
            at = self.doc.head(at)?;
        }
        None
    }

    fn claim(&self, trigger: &Trigger, pattern: &Pattern, parties: &[Party], sentence: usize) -> Option<Claim> {
        let doc = self.doc;
        let reader = self.reader;
        let mut tokens = trigger.tokens.clone();
        for party in parties.iter().filter(|p| self.sentence.contains(&p.tokens.start)) {
            // A subject far away is no evidence that must be shown.
            if party.tokens.end + 25 > tokens.start && party.tokens.start < tokens.end + 25 {
                tokens.start = tokens.start.min(party.tokens.start);
                tokens.end = tokens.end.max(party.tokens.end);
            }
        }
        let first = parties.first()?.tokens.clone();
        let mut status = status::status(doc, pattern.kind, &trigger.tokens, &first, None);
        // "Host Maria Calder speaks with ...": an interview.
        let interview = parties.iter().filter(|p| p.tokens.start > self.sentence.start).any(|p| {
            matches!(self.lower(p.tokens.start - 1), "host" | "anchor" | "correspondent" | "reporter" | "presenter")
        });
        if interview && pattern.rule.ends_with(".speak") {
            return None;
        }
        let invites = pattern.rule.ends_with(".invite");
        if invites && status == parallax_records::Status::Occurred {
            status = parallax_records::Status::Planned;
        }
        let range = doc.range_of(tokens.clone());
        let place = reader.scenery.meeting_place(&trigger.tokens, &tokens);
        let planned = status == parallax_records::Status::Planned;
        let happened = reader.scenery.meeting_day(&trigger.tokens, &tokens, planned);
        let happened = happened.or_else(|| self.day_of_speech(&trigger.tokens, parties));
        // "before Calder and Weil meet"
        let present = matches!(doc.xpos.get(trigger.tokens.start), Some(Xpos::Vbp | Xpos::Vbz | Xpos::Vb));
        let until = (tokens.start.saturating_sub(3).max(self.sentence.start)..tokens.start)
            .any(|t| matches!(doc.lower(t), "before" | "until" | "once"));
        // "as Calder meets with Weil this week"
        let still = happened.zip(reader.context.published).is_some_and(|(day, today)| day.to > today.last());
        if present && (until || still) && status == parallax_records::Status::Occurred {
            status = parallax_records::Status::Planned;
        }
        if status == parallax_records::Status::Occurred && self.is_imagined(&trigger.tokens) {
            status = parallax_records::Status::Possible;
        }
        let past = happened.zip(reader.context.published).is_some_and(|(day, today)| day.to < today.first());
        if status == parallax_records::Status::Occurred && !past && self.lies_ahead(&trigger.tokens, &tokens) {
            status = parallax_records::Status::Planned;
        }
        if status == parallax_records::Status::Occurred && !past {
            status = self.prospect(&trigger.tokens).unwrap_or(status);
        }
        // "a summit next week": what lies ahead has not happened.
        let ahead = happened.zip(reader.context.published).is_some_and(|(day, today)| day.from > today.last());
        if ahead && status == parallax_records::Status::Occurred {
            status = parallax_records::Status::Planned;
        }
        let mut form = pattern.form;
        // "spoke with" is a call only where a telephone is named or nothing speaks of a place.
        if pattern.rule.ends_with(".speak")
            && place.is_some()
            && !self.sentence.clone().any(|t| matches!(doc.lower(t), "phone" | "telephone" | "call"))
        {
            form = Some(parallax_records::Form::Talks);
        }
        let parts = parties
            .iter()
            .enumerate()
            .map(|(i, p)| {
                let host = i == 0 && (invites || pattern.rule.ends_with(".host") && !self.is_passive(trigger));
                let role = if host { Role::Host } else { Role::Participant };
                Part { role, entity: p.entity, label: p.label.clone() }
            })
            .collect();
        let confidence = if parties.iter().all(|p| p.person) { 0.85 } else { 0.65 };
        Some(Claim {
            section: doc.sentences[sentence].section,
            quote: reader.sources.quote_around(range),
            period: Some(Period::Incident),
            status,
            form,
            occasion: self.occasion(&tokens).map(|o| doc.text_of(o).to_owned()),
            parts,
            place_entity: place.as_ref().and_then(|p| reader.context.entities.entity_at(p.name.start)),
            place: place.map(|p| p.text(doc)),
            happened,
            attribution: reader.sources.chain(range, &trigger.tokens),
            ..Claim::new(pattern.kind, doc.span(range), sentence, confidence, pattern.rule.clone())
        })
    }

    /// "the G-20 meeting"
    fn is_numbered_name(&self, at: usize) -> bool {
        at >= self.sentence.start + 3
            && matches!(self.lower(at - 1), "20" | "7" | "8" | "77")
            && (self.lower(at - 2) == "-" || self.lower(at - 2) == "g")
    }

    fn is_passive(&self, trigger: &Trigger) -> bool {
        trigger.form.is_participle()
            && self.doc.children(trigger.tokens.start).any(|c| self.doc.deprels[c] == Deprel::AuxPass)
    }

    /// "the G-20 Summit": a name with a word for an occasion, after the meeting.
    fn occasion(&self, evidence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let word = |t: usize| {
            matches!(
                doc.lower(t),
                "summit"
                    | "conference"
                    | "forum"
                    | "assembly"
                    | "meeting"
                    | "talks"
                    | "congress"
                    | "festival"
                    | "games"
            )
        };
        let to = self.sentence.end.min(evidence.end + 16);
        let at = (evidence.start..to).find(|t| {
            word(*t)
                && *t > self.sentence.start
                && (doc.upos[*t - 1] == Upos::Propn || doc.upos[*t] == Upos::Propn || self.is_numbered_name(*t))
                && doc.name_at(*t - 1).is_none_or(|n| n.label != NameLabel::Per)
        })?;
        let mut start = at;
        while start > self.sentence.start
            && !self.is_calendar(start - 1)
            && (doc.upos[start - 1] == Upos::Propn
                || matches!(doc.lower(start - 1), "-" | "20" | "7" | "8" | "77" | "g"))
            && doc.name_at(start - 1).is_none_or(|n| n.label != NameLabel::Per)
        {
            start -= 1;
        }
        // "before leaving for the Ran Summit": what it is held at is led in so.
        let lead =
            if self.lower(start.wrapping_sub(1)) == "the" { start.wrapping_sub(2) } else { start.wrapping_sub(1) };
        let lead = if matches!(self.lower(lead), "annual" | "this" | "a") { lead.wrapping_sub(2) } else { lead };
        let far = start > evidence.end;
        let held = matches!(self.lower(lead), "at" | "during" | "of" | "in" | "on" | "annual" | "the" | "with" | ",");
        (start < at && (!far || held)).then_some(start..at + 1)
    }
}
