//! Control values of industrial projects (工业项目建设用地控制指标), by edition: what the instrument fixes, or the caller brings.

mod edition;
mod floor_area_ratios;
mod values;

pub use edition::ControlEdition;
pub use values::{ControlValue, ControlValues, FloorAreaRatioTable};
