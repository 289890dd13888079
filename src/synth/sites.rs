//! Sites: what each plot is, before anything is told about it: code, use, tenure, area, town.

use super::face::Point;
use super::ground::square_millimetres;
use super::internal;
use super::layout::{BLOCK_NAMES, PlotFace};
use super::rng::SplitMix64;
use super::{SynthOptions, SynthRegisters};
use crate::codes::{DivisionCode, ParcelCode, SHANGJIE_DIVISIONS};
use crate::error::Result;
use crate::parcel::Tenure;

/// What a plot is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Industrial,
    Warehouse,
    Commercial,
    Residential,
    Public,
}

impl Use {
    /// The class of GB/T 21010-2017.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Use::Industrial => "0601",
            Use::Warehouse => "0604",
            Use::Commercial => "0505",
            Use::Residential => "0701",
            Use::Public => "0809",
        }
    }
}

/// A plot with what never changes about it.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) code: ParcelCode,
    pub(super) land_use: Use,
    pub(super) tenure: Tenure,
    pub(super) town: DivisionCode,
    pub(super) block: &'static str,
    /// Number within its block, from 1.
    pub(super) number: usize,
    pub(super) street_block: usize,
    /// Plane area, hundredths of m².
    pub(super) area: i64,
    /// Area in the register, hundredths of m².
    pub(super) registered: i64,
}

impl Site {
    /// The area in mu, rounded down, one at least.
    pub(super) const fn mu(&self) -> i64 {
        // A mu is 66 666.67 hundredths of m².
        let mu = self.area * 3 / 200_000;
        if mu < 1 { 1 } else { mu }
    }
}

/// A sub-district of the cadastre holds this many street blocks.
const STREET_BLOCKS_IN_SUB_DISTRICT: usize = 4;

/// The sites of the plots, in the order of their codes, each with the number of its plot.
pub(super) fn sites(
    options: &SynthOptions,
    plots: &[PlotFace],
    rings: &[Vec<Point>],
) -> Result<Vec<(usize, Site)>> {
    let mut rng = SplitMix64::stream(options.seed, 2);
    let mut order: Vec<usize> = (0..plots.len()).collect();
    let sub_district = |plot: &PlotFace| plot.street_block / STREET_BLOCKS_IN_SUB_DISTRICT;
    let key = |at: &usize| plots.get(*at).map(|plot| (plot.block, sub_district(plot), *at));
    order.sort_by_key(key);
    let mut sites = Vec::with_capacity(plots.len());
    let (mut before, mut serial, mut number) = (None, 0, 0);
    for at in order {
        let (Some(plot), Some(ring)) = (plots.get(at), rings.get(at)) else { continue };
        if before.map(|(block, _)| block) != Some(plot.block) {
            number = 0;
        }
        let here = (plot.block, sub_district(plot));
        if before != Some(here) {
            serial = 0;
        }
        before = Some(here);
        (serial, number) = (serial + 1, number + 1);
        let (land_use, tenure) = draw(&mut rng);
        let owner = if tenure == Tenure::Collective { "JB" } else { "GB" };
        // The cadastral district is the block's number, so that codes sort as sites do.
        let (district, sub) = (plot.block + 1, sub_district(plot) % 999 + 1);
        let district = district + 3 * (sub_district(plot) / 999);
        let code = format!("410106{district:03}{sub:03}{owner}{serial:05}");
        let towns = [1_usize, 2, 3, 4, 4, 6, 6];
        let town = towns.get((plot.street_block * 3 + plot.block) % towns.len());
        let town = town.and_then(|at| SHANGJIE_DIVISIONS.get(*at)).map(|(code, _)| *code);
        // Halves up, as for every area that people sign for.
        let area = ((square_millimetres(std::slice::from_ref(ring)) + 5_000) / 10_000) as i64;
        sites.push((
            at,
            Site {
                code: code.parse().map_err(internal)?,
                land_use,
                tenure,
                town: town.unwrap_or("410106001").parse().map_err(internal)?,
                block: BLOCK_NAMES.get(plot.block).copied().unwrap_or_default(),
                number,
                street_block: plot.street_block,
                area,
                registered: match options.registers {
                    SynthRegisters::WithOmissions => registered_area(area, &mut rng),
                    SynthRegisters::Complete => area,
                },
            },
        ));
    }
    sites.sort_by_key(|a| a.1.code);
    Ok(sites)
}

fn draw(rng: &mut SplitMix64) -> (Use, Tenure) {
    let land_use = match rng.below(100) {
        0..70 => Use::Industrial,
        70..81 => Use::Warehouse,
        81..89 => Use::Commercial,
        89..94 => Use::Residential,
        _ => Use::Public,
    };
    let tenure = match (land_use, rng.below(100)) {
        (Use::Public, _) => Tenure::Allocated,
        (_, 0..82) => Tenure::Granted,
        (_, 82..86) => Tenure::Leased,
        (_, 86..90) => Tenure::Allocated,
        (_, 90..95) => Tenure::Collective,
        _ => Tenure::Unsupplied,
    };
    (land_use, tenure)
}

/// Registered areas are what the survey of their day gave: mostly the plane area, sometimes off.
fn registered_area(area: i64, rng: &mut SplitMix64) -> i64 {
    let off = match rng.below(100) {
        0..80 => 0,
        80..92 => rng.between(-6, 6),
        _ => rng.between(-300, 300),
    };
    area + off
}
