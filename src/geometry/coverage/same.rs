//! [`same`]: one position or two.

/// Whether two positions are given by the same numbers.
#[allow(
    clippy::float_cmp,
    reason = "positions are one if their numbers are; nearness is another question"
)]
pub(super) fn same(a: [f64; 2], b: [f64; 2]) -> bool {
    a == b
}
