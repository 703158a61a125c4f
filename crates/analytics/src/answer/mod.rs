//! Answers: what each outlet says of an event, since when, from whom; who contradicts whom;
//! who met whom. Each is a plain value of rows; nothing is printed here.

mod agreement;
mod conflicts;
mod coverage;
mod event;
mod meetings;
mod met;
mod naming;
mod omissions;
mod row;
mod timeline;
mod toll;

/// The comparisons as lazy frames over the tables of [`crate::frame`], for those who go on in polars.
pub mod over {
    pub use super::agreement::agreement_frame as agreement;
    pub use super::conflicts::conflict_frame as conflicts;
    pub use super::coverage::lag_frame as lag;
    pub use super::met::pair_frame as met;
    pub use super::omissions::omission_frame as omissions;
    pub use super::toll::tolls_frame as tolls;
}

pub use agreement::{AgreementCell, Corroboration, agreement, corroboration};
pub use conflicts::{Conflict, ConflictOptions, Side, conflicts};
pub use coverage::{Coverage, coverage};
pub use event::{EventHead, event, event_slugs};
pub use meetings::{Meeting, MeetingOptions, MeetingState, Meetings, Pair, meetings};
pub use met::{Reported, reported};
pub use naming::{Naming, naming};
pub use omissions::{Omission, omissions};
pub use row::{FigureOptions, FigureRow};
pub use timeline::{Step, Timeline, timeline};
pub use toll::{EventToll, PartToll, Toll, TollRow, toll, tolls};
