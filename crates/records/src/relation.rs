//! How two different statements about the same thing stand to each other.

use crate::names::named_enum;

named_enum!(
    /// The relation of one statement to another on the same event and kind. Agreement needs
    /// no relation: claims that agree share a statement.
    Relation, "relation of statements", {
        /// One interval lies inside the other.
        Refines => "refines",
        /// The later one replaces the earlier: same ultimate attribution, or the text says so.
        Update => "update",
        /// A lower bound that was raised: "at least 22", then "at least 126".
        BoundRaised => "bound-raised",
        /// The intervals lie apart and neither replaces the other.
        Contradict => "contradict",
        /// They count different people.
        OtherScope => "other-scope",
});
