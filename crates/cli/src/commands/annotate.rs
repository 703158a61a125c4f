//! `parallax annotate`: extraction without a database, as JSON Lines.

use std::io::Write;
use std::ops::ControlFlow;

use parallax_analytics::link;
use parallax_analytics::link::LinkInput;
use parallax_analytics::quotes::{QuoteText, group};
use parallax_ingest::{AnnotatedArticle, annotate_all};
use parallax_records::QuoteKind;
use serde_json::Value;

use crate::Outcome;
use crate::annotation::{self, Links};
use crate::context::Context;
use crate::failure::Failure;
use crate::inputs::{InputOptions, tell_problems};

/// Read articles and print what is found in them as JSON Lines; no database
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    inputs: InputOptions,
    /// Also say which claims are about one event and which quotes are one utterance
    #[arg(long, conflicts_with = "text_only")]
    link: bool,
    /// Only id, title, byline, source, date and text
    #[arg(long)]
    text_only: bool,
}

/// Annotates articles, in the order of the input.
pub(crate) fn run(context: &Context, options: &Options) -> Result<Outcome, Failure> {
    let inputs = options.inputs.inputs();
    let settings = options.inputs.options()?;
    let annotator = if options.text_only { None } else { Some(options.inputs.annotator()?) };
    let progress = context.output.progress("articles");
    let mut seen = 0;
    let mut kept: Vec<AnnotatedArticle> = Vec::new();
    let mut summary = Ok(parallax_ingest::Summary::default());
    context.output.stream(|out| -> Result<(), Failure> {
        let mut stopped = Ok(());
        summary = annotate_all(&inputs, &settings, annotator.as_ref(), |found| {
            seen += 1;
            progress.at(seen);
            if options.link {
                kept.push(found);
                return ControlFlow::Continue(());
            }
            let json = if options.text_only { annotation::text_only(&found) } else { annotation::whole(&found, None) };
            match line(out, &json) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    stopped = Err(failure);
                    ControlFlow::Break(())
                }
            }
        });
        stopped?;
        for (found, links) in kept.iter().zip(linked(&kept)) {
            line(out, &annotation::whole(found, Some(&links)))?;
        }
        Ok(())
    })?;
    progress.finish();
    let summary = summary?;
    tell_problems(context, &summary);
    Ok(Outcome::Done)
}

fn line(out: &mut dyn Write, json: &Value) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, json)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Links all articles in memory.
fn linked(articles: &[AnnotatedArticle]) -> Vec<Links> {
    let mut input = LinkInput::default();
    let claims: Vec<_> = articles.iter().map(|found| input.add(&found.article, &found.extraction)).collect();
    let linked = link(&input.articles, &input.claims);
    let mut events: Vec<Option<String>> = vec![None; input.claims.len()];
    for assignment in &linked.claims {
        if let Some(slot) = usize::try_from(assignment.claim).ok().and_then(|i| events.get_mut(i)) {
            *slot = linked.events.get(assignment.event).map(|e| e.slug.clone());
        }
    }
    let families = families(articles);
    claims
        .into_iter()
        .zip(families)
        .map(|(claims, families)| Links { events: events[claims].to_vec(), families })
        .collect()
}

/// The family of each quote of each article, numbered in the order of their first quotes.
fn families(articles: &[AnnotatedArticle]) -> Vec<Vec<Option<String>>> {
    let mut places = Vec::new();
    let mut texts = Vec::new();
    for (a, found) in articles.iter().enumerate() {
        let published = found.article.published.as_ref().and_then(|p| p.date()).map(|date| date.first());
        let in_marks = |kind| matches!(kind, QuoteKind::Direct | QuoteKind::Mixed);
        for (q, quote) in found.extraction.quotes.iter().enumerate().filter(|(_, quote)| in_marks(quote.kind)) {
            let pieces: Vec<&str> = quote.content.iter().map(|s| s.range.slice(found.article.text(s.field))).collect();
            let speaker = quote.speaker_entity.and_then(|i| found.extraction.entities.get(i)).map(|e| e.name.clone());
            texts.push(QuoteText { id: texts.len() as i64, text: pieces.join(" "), speaker, published });
            places.push((a, q));
        }
    }
    let mut families: Vec<Vec<Option<String>>> =
        articles.iter().map(|found| vec![None; found.extraction.quotes.len()]).collect();
    for (number, members) in group(&texts).iter().enumerate() {
        for (article, quote) in members.iter().filter_map(|i| places.get(*i)) {
            families[*article][*quote] = Some(format!("family-{}", number + 1));
        }
    }
    families
}
