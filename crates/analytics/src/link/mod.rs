//! Which claims of many articles are about one event.
//!
//! A pure function from plain rows to events: [`link`]. The store's claims and those of
//! `annotate --link` go through the same code. It never looks at the clock or a database,
//! and its answer does not depend on the order of its input.

mod bodies;
mod claim;
mod group;
mod harm;
mod input;
mod meet;
mod nouns;
mod place;
mod settle;
mod site;
#[cfg(test)]
mod tests;
mod titles;
mod when;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use parallax_records::DateSpan;
use rustc_hash::{FxHashMap, FxHashSet};

pub use claim::{Assignment, EventKind, LinkArticle, LinkClaim, Linked, LinkedEvent};
pub use input::LinkInput;
pub(crate) use nouns::{compatible, event_noun};
pub(crate) use place::{Near, Place, borrowed_words, origin_words, words};

/// Groups claims into events.
///
/// Claims of kind `figure` join the event of a harm claim in their own sentence; where there
/// is none they have no event. So have claims of responsibility and strikes that name neither
/// what, where nor when, in an article that tells of several events or of none. Every other claim
/// gets one.
pub fn link(articles: &[LinkArticle], claims: &[LinkClaim]) -> Linked {
    let by_id: FxHashMap<i64, &LinkArticle> = articles.iter().map(|a| (a.id, a)).collect();
    let published = |article: i64| by_id.get(&article).and_then(|a| a.published);
    let mut order: Vec<usize> = (0..claims.len()).collect();
    // Articles without a date are read last: the dated ones make the frame.
    let when = |c: &LinkClaim| (published(c.article).is_none(), published(c.article));
    order.sort_by(|a, b| {
        let (a, b) = (&claims[*a], &claims[*b]);
        when(a).cmp(&when(b)).then(a.article.cmp(&b.article)).then(a.sentence.cmp(&b.sentence)).then(a.id.cmp(&b.id))
    });
    // Figures make the events; who is blamed and what was struck is then joined to them, so
    // that a sentence that blames one group for two attacks cannot make them one.
    let mut locals = Vec::new();
    for of_figures in [true, false] {
        for article in order.chunk_by(|a, b| claims[*a].article == claims[*b].article) {
            let wanted = |i: &usize| harm::is_harm(claims[*i].kind) && claims[*i].kind.counts_people() == of_figures;
            let harm: Vec<usize> = article.iter().copied().filter(wanted).collect();
            if let Some(first) = harm.first() {
                locals.push(harm::local(claims, &harm, published(claims[*first].article)));
            }
        }
    }
    let harms = settle::settle(claims, harm::across(locals));
    let meeting: Vec<usize> = order.iter().copied().filter(|i| meet::is_meeting(claims[*i].kind)).collect();
    let meets = meet::meetings(claims, &meeting, published);
    name_all(claims, &harms, &meets, &order)
}

/// Gives every group its name, slug and reason, and puts them in order.
fn name_all(claims: &[LinkClaim], harms: &[harm::Harm], meets: &[meet::Meet], order: &[usize]) -> Linked {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for harm in harms {
        let (name, place) = titles::harm_name(claims, &harm.group);
        let kind = if harm.group.long { EventKind::Long } else { EventKind::Harm };
        // A part is told of long after and without its day: it happened when the whole did.
        let whole = harm.parent.filter(|_| harm.group.states_no_day()).and_then(|p| harms[p].group.date());
        let date = if harm.group.long { None } else { whole.or_else(|| harm.group.date()) };
        let parent = harm.parent;
        drafts.push(Draft { name, place, date, kind, parent, members: &harm.group.members, reasons: &harm.reasons });
    }
    for meet in meets {
        let (name, place) = titles::meeting_name(meet);
        let kind = if meet.is_visit { EventKind::Visit } else { EventKind::Meeting };
        drafts.push(Draft {
            name,
            place,
            date: meet.happened,
            kind,
            parent: None,
            members: &meet.members,
            reasons: &meet.reasons,
        });
    }
    // The event that most articles tell of gets the plain slug.
    let mut by_weight: Vec<usize> = (0..drafts.len()).collect();
    by_weight.sort_by_key(|d| (std::cmp::Reverse(drafts[*d].members.len()), drafts[*d].date, drafts[*d].members[0]));
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut slugs = vec![String::new(); drafts.len()];
    for d in by_weight {
        let draft = &drafts[d];
        let plain = titles::slug(&draft.name);
        let dated = draft.date.and_then(|s| s.as_date()).map(|date| format!("{plain}-{date}"));
        let numbered = (2..).map(|n| format!("{}-{n}", dated.as_deref().unwrap_or(&plain)));
        let choices = [Some(plain.clone()), dated.clone()].into_iter().flatten().chain(numbered);
        slugs[d] = choices.into_iter().find(|s| !taken.contains(s)).unwrap_or(plain);
        taken.insert(slugs[d].clone());
    }
    let mut rank: Vec<usize> = (0..drafts.len()).collect();
    let first_day = |d: usize| drafts[d].date.map_or(NaiveDate::MAX, |s| s.from);
    rank.sort_by(|a, b| first_day(*a).cmp(&first_day(*b)).then(slugs[*a].cmp(&slugs[*b])));
    let mut place_of = vec![0; drafts.len()];
    for (new, old) in rank.iter().enumerate() {
        place_of[*old] = new;
    }
    let events = rank
        .iter()
        .map(|d| {
            let draft = &drafts[*d];
            LinkedEvent {
                slug: slugs[*d].clone(),
                title: titles::title(&draft.name, draft.place.as_deref(), draft.date),
                kind: draft.kind,
                date: draft.date,
                place: draft.place.clone(),
                parent: draft.parent.map(|p| place_of[p]),
                reason: summary(draft),
            }
        })
        .collect();
    let mut of_claim: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    for (d, draft) in drafts.iter().enumerate() {
        for (member, reason) in draft.members.iter().zip(draft.reasons) {
            of_claim.insert(*member, (place_of[d], reason.clone()));
        }
    }
    figures(claims, order, &mut of_claim);
    let mut assigned: Vec<Assignment> = of_claim
        .into_iter()
        .map(|(index, (event, reason))| Assignment { claim: claims[index].id, event, reason })
        .collect();
    assigned.sort_by_key(|a| a.claim);
    Linked { events, claims: assigned }
}

/// An event before it is put in order.
struct Draft<'a> {
    name: String,
    place: Option<String>,
    date: Option<DateSpan>,
    kind: EventKind,
    parent: Option<usize>,
    members: &'a [usize],
    reasons: &'a [String],
}

/// Other figures go with the harm claim of their own sentence.
fn figures(claims: &[LinkClaim], order: &[usize], of_claim: &mut BTreeMap<usize, (usize, String)>) {
    for sentence in
        order.chunk_by(|a, b| (claims[*a].article, claims[*a].sentence) == (claims[*b].article, claims[*b].sentence))
    {
        let known = sentence
            .iter()
            .find_map(|i| harm::is_harm(claims[*i].kind).then(|| of_claim.get(i).map(|(event, _)| *event)).flatten());
        let Some(event) = known else { continue };
        for i in sentence {
            of_claim.entry(*i).or_insert_with(|| (event, "the same sentence".to_owned()));
        }
    }
}

/// What holds an event together, in words.
fn summary(draft: &Draft<'_>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in draft.reasons.iter().skip(1) {
        for part in reason.split(", ") {
            *counts.entry(part).or_default() += 1;
        }
    }
    let mut parts: Vec<(&str, usize)> = counts.into_iter().collect();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let told: Vec<String> = parts.iter().take(4).map(|(part, n)| format!("{part} ({n})")).collect();
    match (draft.members.len(), told.is_empty()) {
        (1, _) => "one claim".to_owned(),
        (n, true) => format!("{n} claims"),
        (n, false) => format!("{n} claims: {}", told.join(", ")),
    }
}
