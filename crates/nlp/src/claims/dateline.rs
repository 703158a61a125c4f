//! The place of local news: "MARLOW, Freedonia (AP) -- Nine people died ..." and no other place in the text.
//!
//! A dateline says where the reporter was. Only where the text names no place at all is that the place of what it tells; beside
//! any other name it is as often the seat of a bureau. Needs names.

use parallax_records::Period;

use super::Found;
use crate::entities::capitalised;
use crate::{Document, NameLabel};

/// Gives the casualties of an article that names no place the place of its dateline.
pub(super) fn set(doc: &Document<'_>, dateline: Option<&str>, found: &mut [Found]) {
    let Some(place) = dateline.filter(|_| doc.names.iter().all(|name| name.label != NameLabel::Loc)) else { return };
    let place = as_in_text(place);
    for Found { claim, .. } in found.iter_mut() {
        let here = claim.kind.counts_people() && claim.period == Some(Period::Incident);
        if here && claim.place.is_none() {
            claim.place = Some(place.clone());
        }
    }
}

/// "MARLOW, Freedonia" as running text writes it.
fn as_in_text(dateline: &str) -> String {
    let (town, rest) = dateline.split_once(',').map_or((dateline, ""), |(town, rest)| (town, rest));
    let town = if town.contains(char::is_lowercase) { town.to_owned() } else { capitalised(town) };
    if rest.is_empty() { town } else { format!("{town},{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Annotator, Input};

    #[test]
    fn a_dateline_places_what_names_no_place() {
        let annotator = Annotator::new();
        let place = |body: &str| {
            let input = Input { body, dateline: Some("NEW MARLOW, Freedonia"), ..Input::default() };
            annotator.annotate(&input).claims.remove(0).place
        };
        assert_eq!(place("Nine people were killed when a bus overturned.").as_deref(), Some("New Marlow, Freedonia"));
        assert_eq!(place("Nine people were killed in Torvik when a bus overturned.").as_deref(), Some("Torvik"));
        assert_eq!(as_in_text("Torvik"), "Torvik");
    }
}
