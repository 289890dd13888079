//! The balance of areas of a [`LandIndex`].

use std::collections::BTreeMap;

use super::super::balance::{
    AreaBalance, BalanceTerm, CoveredAgain, OutsideLand, OwnedArea, covered,
};
use super::super::gaps::Gap;
use super::super::land::Owner;
use super::super::piece::Tract;
use super::super::sum::KeptSum;
use super::super::tangle::Tangle;
use super::LandIndex;
use super::places::{Places, Settled};

/// The sums of the balance of areas, but for parcels that repeat another.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub(super) parcels: KeptSum,
    pub(super) layers: KeptSum,
    pub(super) declared: KeptSum,
    pub(super) declared_again: KeptSum,
    pub(super) gaps: KeptSum,
    pub(super) overhang: KeptSum,
}

impl LandIndex {
    fn has_tangles(&self) -> bool {
        self.tangled > 0 || !self.declared_tangles.is_empty()
    }

    /// Places that were not looked into.
    pub(crate) fn tangles(&self) -> Vec<Tangle> {
        if !self.has_tangles() {
            return Vec::new();
        }
        let of_gaps = self.gaps.values().filter_map(|(_, found)| found.tangle.as_ref());
        let of_layers = self.layers.values().flat_map(|(_, (_, tangles))| tangles);
        let of_parcels = self.by_parcels.values().filter_map(|(_, found)| found.as_ref().err());
        let of_overhang = self.overhang.values().filter_map(|(_, found)| found.as_ref().err());
        let all = of_gaps.chain(of_layers).chain(of_parcels).chain(of_overhang);
        let mut tangles: Vec<Tangle> = all.chain(&self.declared_tangles).cloned().collect();
        Tangle::settle(&mut tangles);
        tangles
    }

    /// Layers, by number and from west to east.
    fn layers_in_order(&self) -> Vec<&(usize, Tract)> {
        let mut layers: Vec<_> = self.layers.values().flat_map(|(_, (layers, _))| layers).collect();
        layers.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.region.compare_starts(&b.1.region)));
        layers
    }

    /// Declared land that parcels cover, from west to east.
    fn by_parcels_in_order(&self) -> Vec<&Tract> {
        let found = self.by_parcels.values().filter_map(|(_, found)| found.as_ref().ok());
        let mut covered: Vec<&Tract> = found.flatten().collect();
        covered.sort_by(|a, b| a.region.compare_starts(&b.region));
        covered
    }

    /// Gaps from west to east, then passages, then slivers.
    fn gaps_in_order(&self) -> Vec<&Gap> {
        let mut regions: Vec<&Gap> =
            self.gaps.values().flat_map(|(_, found)| &found.regions).collect();
        regions.sort_by(|a, b| a.region.compare_starts(&b.region));
        regions.extend(self.gaps.values().flat_map(|(_, found)| &found.passages));
        let (mut gaps, slivers): (Vec<&Gap>, Vec<&Gap>) =
            regions.into_iter().partition(|gap| gap.class.is_some());
        gaps.extend(slivers);
        gaps
    }

    /// Covered land outside the zone, from west to east.
    fn overhang_in_order(&self) -> Vec<&OutsideLand> {
        let found = self.overhang.values().filter_map(|(_, found)| found.as_ref().ok());
        let mut overhang: Vec<&OutsideLand> = found.flatten().collect();
        overhang.sort_by(|a, b| a.piece.region.compare_starts(&b.piece.region));
        overhang
    }

    /// The areas of parcels that repeat another.
    fn repeated(&self) -> impl Iterator<Item = f64> {
        let repeats = self.stack.repeats();
        repeats.map(|(parcel, _)| self.areas.get(&parcel).copied().unwrap_or_default())
    }

    /// The zone, and the [`AreaBalance::residue`] of [`LandIndex::area_balance`], to the bit, without going through its parts.
    pub(crate) fn residue(&self) -> Option<(f64, f64)> {
        let zone = self.zone.as_ref().filter(|_| !self.has_tangles())?;
        let Terms { parcels, layers, declared, declared_again, gaps, overhang } = &self.terms;
        let mut overlaps = *layers;
        self.repeated().for_each(|area| overlaps.add(area));
        let sums = [*parcels, overlaps, *declared, *declared_again, *gaps, *overhang];
        let Some(terms) = sums.map(KeptSum::total).into_iter().collect::<Option<Vec<f64>>>() else {
            // An area is beyond all measure.
            return Some((zone.area(), self.area_balance(&BTreeMap::new())?.residue()));
        };
        Some((zone.area(), covered(terms.try_into().ok()?) - zone.area()))
    }

    /// The balance of areas; `None` without a zone, and with tangles. `place` is the number of a parcel in the balance.
    pub(crate) fn area_balance(&self, place: &BTreeMap<u32, usize>) -> Option<AreaBalance> {
        let zone = self.zone.as_ref().filter(|_| !self.has_tangles())?;
        let at = |parcel: u32| place.get(&parcel).copied().unwrap_or_default();
        let renumbered = |owner: Owner| match owner {
            Owner::Parcel(parcel) => Owner::Parcel(u32::try_from(parcel).map_or(0, at)),
            Owner::Declared(_) => owner,
        };
        let parcels = self
            .areas
            .iter()
            .map(|(parcel, area)| OwnedArea { owner: Owner::Parcel(at(*parcel)), area: *area });
        let declared = self.declared_areas.iter().enumerate();
        let declared =
            declared.map(|(index, area)| OwnedArea { owner: Owner::Declared(index), area: *area });
        let again = self.stack.repeats().zip(self.repeated()).map(|((parcel, of), area)| {
            CoveredAgain::Repeated { parcel: at(parcel), of: at(of), area }
        });
        let layers = self
            .layers_in_order()
            .into_iter()
            .map(|(covers, piece)| CoveredAgain::Layer { covers: *covers, piece: piece.clone() });
        let by_parcels = self
            .by_parcels_in_order()
            .into_iter()
            .map(|piece| CoveredAgain::ByParcels { piece: piece.clone() });
        let gaps = self.gaps_in_order().into_iter().map(|gap| {
            let mut gap = gap.clone();
            for neighbour in &mut gap.neighbours {
                neighbour.owner = renumbered(neighbour.owner);
            }
            gap
        });
        let overhang = self.overhang_in_order().into_iter().map(|part| {
            let mut part = part.clone();
            part.owners.iter_mut().for_each(|owner| *owner = renumbered(*owner));
            part
        });
        Some(AreaBalance {
            parcels: BalanceTerm::of(parcels.collect(), |part| part.area),
            overlaps: BalanceTerm::of(again.chain(layers).collect(), CoveredAgain::area),
            declared: BalanceTerm::of(declared.collect(), |part| part.area),
            declared_again: BalanceTerm::of(
                self.declared_again.iter().cloned().chain(by_parcels).collect(),
                CoveredAgain::area,
            ),
            gaps: BalanceTerm::of(gaps.collect(), |gap: &Gap| gap.area),
            overhang: BalanceTerm::of(overhang.collect(), |part| part.piece.area),
            zone: zone.area(),
        })
    }
}

/// Takes what places came to off a term of the balance, and adds what they have come to.
pub(super) fn weigh<T: Copy + PartialEq, R>(
    settled: &Settled<Result<Vec<R>, Tangle>>,
    places: &Places<T, Result<Vec<R>, Tangle>>,
    area: impl Fn(&R) -> f64,
    term: &mut KeptSum,
    tangled: &mut usize,
) {
    for (_, found) in &settled.gone {
        match found {
            Ok(found) => found.iter().for_each(|part| term.take(area(part))),
            Err(_) => *tangled = tangled.saturating_sub(1),
        }
    }
    for found in settled.new.iter().filter_map(|place| places.get(*place)) {
        match found {
            Ok(found) => found.iter().for_each(|part| term.add(area(part))),
            Err(_) => *tangled = tangled.saturating_add(1),
        }
    }
}
