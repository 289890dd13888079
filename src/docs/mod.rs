//! Notes for people: how the crate is built, why, and its words.

/// Bird's-eye view, layers, and what is absent on purpose.
#[doc = include_str!("architecture.md")]
pub mod architecture {}

/// Why it is built so: questions and answers, and what each dependency is for.
#[doc = include_str!("design.md")]
pub mod design {}

/// The words of the trade: English, Chinese, type.
#[doc = include_str!("glossary.md")]
pub mod glossary {}

/// What changed, release by release.
#[doc = include_str!("changelog.md")]
pub mod changelog {}

/// Checking: profile files, acknowledgement files, and the forms of the report.
#[doc = include_str!("check.md")]
pub mod check {}

/// The catalogue of findings: what each code means, why it matters, and what to do next.
#[doc = include_str!("findings.md")]
pub mod findings {}
