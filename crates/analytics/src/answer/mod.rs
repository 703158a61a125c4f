//! Answers: what each outlet says of an event, since when, from whom; who contradicts whom;
//! who met whom. Each is a plain value of rows; nothing is printed here.

mod agreement;
mod conflicts;
mod coverage;
mod event;
mod meetings;
mod naming;
mod row;
mod timeline;
mod toll;

pub use agreement::{AgreementCell, Corroboration, agreement, corroboration};
pub use conflicts::{Conflict, ConflictOptions, Side, conflicts};
pub use coverage::{Coverage, coverage};
pub use event::{EventHead, event, event_slugs};
pub use meetings::{Meeting, MeetingOptions, MeetingState, Meetings, Pair, meetings};
pub use naming::{Naming, naming};
pub use row::{FigureOptions, FigureRow};
pub use timeline::{Step, Timeline, timeline};
pub use toll::{EventToll, PartToll, Toll, TollRow, toll, tolls};
