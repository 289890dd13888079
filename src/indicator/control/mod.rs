//! Control indicators of industrial projects (工业项目建设用地控制指标): the figures of one project, the values that
//! they are held against, and facts that contradict each other.
//!
//! The tables of 2008 are here. Of those of 2023 only the share of administrative land is; the floor-area ratios,
//! the building coefficient and the share of administrative floor area come from the caller's official copy, and
//! without them the verdict is [`ControlVerdict::NoControlValue`].
//!
//! ```
//! use landledger::codes::{IndustryCode, IndustryEdition};
//! use landledger::indicator::control::{ControlFacts, ControlVerdict, control_indicators};
//! use landledger::law::{ControlEdition, ControlValues};
//! use landledger::parcel::{Building, Storey};
//!
//! let mut facts = ControlFacts::default();
//! facts.industry = Some(IndustryCode::new(IndustryEdition::Gbt4754Of2002, "33")?);
//! facts.land_area = Some("10000".parse()?);
//! // A hall of 2 990 m², 8.01 m high: it counts twice, 5 980 m²; non-ferrous metals need 0.6 × 10 000 m².
//! let hall = Storey::above_ground(Some("2990".parse()?), Some("8.01".parse()?));
//! facts.buildings = Some(vec![Building::new(Some(vec![hall]), Some("2990".parse()?))]);
//!
//! let found = control_indicators(&facts, &ControlValues::of(ControlEdition::V2008));
//! assert_eq!(found[0].indicator.id, "floor-area-ratio");
//! assert_eq!(found[0].verdict, ControlVerdict::Short { by: "20".parse()? });
//! // Structures and yards are not known: 29.90 % to 100 %, of which 30 % are wanted.
//! assert_eq!(found[2].verdict, ControlVerdict::Open);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod contradictions;
mod facts;
mod indicators;
mod sums;
mod verdict;

pub use contradictions::{Contradiction, Relation, control_contradictions};
pub use facts::ControlFacts;
pub use indicators::{ControlIndicator, Standing, control_indicators};
pub use verdict::ControlVerdict;
