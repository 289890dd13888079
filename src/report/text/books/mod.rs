//! What the commands about a ledger print: its state, the history of a parcel, roll-forwards, assertions, the lint.

mod assertions;
mod history;
mod lint;
mod roll_forwards;
mod state;

pub use assertions::render_assertions;
pub use history::render_parcel_history;
pub use lint::render_lint;
pub use roll_forwards::render_roll_forwards;
pub use state::render_state;
