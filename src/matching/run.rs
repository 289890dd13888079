//! The matching itself, and its explained answer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::candidate::standing;
use super::combine::{Kept, SearchExtent, Unit, search};
use super::judge::{judge, judge_sums, judge_unit};
use super::offer::{Offer, OfferId, SpaceOffer};
use super::pack::{Choice, Optimality, Packed, Worth, pack};
use super::score::{AreaFit, millionths};
use super::{Candidate, Check, Exclusion, LeftOut, MatchingInput, Score, Standing};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::error::Result;
use crate::plan::{Need, Prospect, ProspectId};
use crate::units::{FloorArea, Money};

/// Who could take what, and who gets what if all are served together (匹配结果).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Matching {
    /// The day.
    #[serde(with = "calendar::day")]
    pub day: Date,
    /// How many offers there were.
    pub offers: usize,
    /// The prospects by id.
    pub prospects: Vec<ProspectMatch>,
    /// Prospects that were not matched, by id.
    pub left_out: Vec<LeftOut>,
    /// What the assignment is worth.
    pub worth: Worth,
    /// Whether it is the best one.
    pub optimality: Optimality,
}

/// One prospect in a matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProspectMatch {
    /// Which one.
    pub prospect: ProspectId,
    /// Its name.
    pub firm: String,
    /// What it could take, the best first.
    pub candidates: Vec<Candidate>,
    /// What it could not take alone, by id, and why.
    pub exclusions: Vec<Exclusion>,
    /// Whether the combinations among the candidates are those of smallest surplus; one more may stand beside them, of what
    /// the others leave.
    pub combinations: SearchExtent,
    /// What it gets when all are served together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<Assigned>,
    /// Candidates that suit it better than what it gets, the best first, and who has them; all of them if it gets none.
    pub better: Vec<Alternative>,
    /// The next one for it, should what it gets fall through (次选).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Alternative>,
}

/// What a prospect gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Assigned {
    /// The offers, by id.
    pub offers: Vec<OfferId>,
    /// How they stand to the hard requirements.
    pub standing: Standing,
    /// How well they suit.
    pub score: Score,
    /// Its place among the candidates of the prospect; 1 is the best.
    pub rank: usize,
}

/// Another candidate of a prospect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Alternative {
    /// The offers, by id.
    pub offers: Vec<OfferId>,
    /// How they stand to the hard requirements.
    pub standing: Standing,
    /// How well they suit.
    pub score: Score,
    /// The other prospects that get one or more of them, by id.
    pub held_by: Vec<ProspectId>,
}

impl Matching {
    /// The prospects that get a place, by id, with what they get.
    pub fn assignments(&self) -> impl Iterator<Item = (&ProspectMatch, &Assigned)> {
        self.prospects.iter().filter_map(|row| Some((row, row.assigned.as_ref()?)))
    }
}

impl ProspectMatch {
    /// The candidate that it gets, with its checks.
    #[must_use]
    pub fn assigned_candidate(&self) -> Option<&Candidate> {
        self.candidates.get(self.assigned.as_ref()?.rank.checked_sub(1)?)
    }
}

impl MatchingInput {
    /// Judges, ranks, combines and assigns.
    ///
    /// O(prospects · offers) for the judging; see [`assignment`](super::assignment) for the rest.
    ///
    /// # Errors
    ///
    /// There are so many prospects and offers that the weights of an assignment leave the range of 64 bits.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use landledger::matching::{MatchingInput, Offer, SpaceOffer};
    /// use landledger::plan::Prospect;
    /// use landledger::space::{Occupancy, Space};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let parcel = "410106001001GB00012".parse()?;
    /// let vacant = |id: &str, area: &str| -> Result<Offer, Box<dyn std::error::Error>> {
    ///     let space = Space::new(id.parse()?, parcel, area.parse()?);
    ///     Ok(Offer::Space(SpaceOffer::new(space, Some(Occupancy::Vacant))))
    /// };
    /// let mut firm = Prospect::new("YX1".parse()?, "示例一公司");
    /// firm.need.floor_area = Some("3000".parse()?);
    /// firm.need.clear_height = Some("8".parse()?);
    ///
    /// let offers = [vacant("KJ1", "3200")?, vacant("KJ2", "2900")?];
    /// let matching = MatchingInput::new(date(2024, 6, 30), offers, [firm])?.run()?;
    ///
    /// let row = &matching.prospects[0];
    /// assert_eq!(row.candidates[0].offers[0].to_string(), "KJ1");
    /// let ask = row.candidates[0].questions()[0].reason();
    /// assert_eq!(ask.en, "clear height not known, wanted at least 8 m");
    /// let why = row.exclusions[0].failed[0].reason();
    /// assert_eq!(why.en, "floor area 2900 m², wanted at least 3000 m²");
    /// # Ok(())
    /// # }
    /// ```
    pub fn run(&self) -> Result<Matching> {
        let mut rows: Vec<ProspectMatch> =
            self.prospects.values().map(|prospect| self.look(prospect)).collect();
        let mut packed = self.pack(&rows)?;
        // Each time somebody more is served, or served better: no more often than there are prospects, twice over.
        loop {
            let again = self.look_again(&rows, &packed.chosen);
            if again == rows {
                break;
            }
            let better = self.pack(&again)?;
            if better.worth <= packed.worth {
                break;
            }
            (rows, packed) = (again, better);
        }
        explain(&mut rows, &packed.chosen);
        Ok(Matching {
            day: self.day,
            offers: self.offers.len(),
            prospects: rows,
            left_out: self.left_out.clone(),
            worth: packed.worth,
            optimality: packed.optimality,
        })
    }

    fn pack(&self, rows: &[ProspectMatch]) -> Result<Packed> {
        let place = self.places();
        let choice = |candidate: &Candidate| Choice {
            offers: candidate.offers.iter().filter_map(|id| place.get(id).copied()).collect(),
            standing: candidate.standing,
            points: candidate.score.points(),
        };
        let choices: Vec<Vec<Choice>> =
            rows.iter().map(|row| row.candidates.iter().map(choice).collect()).collect();
        pack(&choices, self.offers.len(), self.limits.nodes)
    }

    fn places(&self) -> BTreeMap<&OfferId, usize> {
        self.offers.iter().enumerate().map(|(at, (id, _))| (id, at)).collect()
    }

    /// The combinations of smallest surplus are the same for firms of the same need, and may all take one unit: who has no
    /// place that is known to fit gets the best combination of what is left beside them.
    fn look_again(&self, rows: &[ProspectMatch], chosen: &[Option<usize>]) -> Vec<ProspectMatch> {
        let place = self.places();
        let mut rows = rows.to_vec();
        let given = |(row, at): (&ProspectMatch, &Option<usize>)| {
            at.and_then(|at| row.candidates.get(at)).cloned()
        };
        let given: Vec<Option<Candidate>> = rows.iter().zip(chosen).map(given).collect();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let take = |taken: &mut BTreeSet<usize>, candidate: &Candidate| {
            taken.extend(candidate.offers.iter().filter_map(|id| place.get(id).copied()));
        };
        for candidate in given.iter().flatten() {
            take(&mut taken, candidate);
        }
        for (row, given) in rows.iter_mut().zip(&given) {
            let standing = given.as_ref().map(|candidate| candidate.standing);
            let Some(prospect) = self.prospects.get(&row.prospect) else { continue };
            if standing == Some(Standing::Fits) {
                continue;
            }
            let (found, _) = self.combine(&prospect.need, 1, |at| !taken.contains(&at));
            let better =
                |candidate: &Candidate| standing.is_none_or(|own| candidate.standing < own);
            let found = found.into_iter().filter(better).min_by(|a, b| a.rank().cmp(&b.rank()));
            let Some(found) = found.filter(|found| !row.candidates.contains(found)) else {
                continue;
            };
            take(&mut taken, &found);
            row.candidates.push(found);
            row.candidates.sort_by(|a, b| a.rank().cmp(&b.rank()));
        }
        rows
    }

    /// Every offer for one prospect, and the combinations.
    fn look(&self, prospect: &Prospect) -> ProspectMatch {
        let need = &prospect.need;
        let (mut candidates, mut exclusions) = (Vec::new(), Vec::new());
        for (id, offer) in &self.offers {
            let checks = judge(need, offer, self.day);
            match standing(&checks) {
                Some(standing) => candidates.push(single(need, id, offer, checks, standing)),
                None => {
                    let failed = checks.into_iter().filter(Check::excludes).collect();
                    exclusions.push(Exclusion { offer: id.clone(), failed });
                }
            }
        }
        let (combined, combinations) = self.combine(need, self.limits.listed, |_| true);
        candidates.extend(combined);
        candidates.sort_by(|a, b| a.rank().cmp(&b.rank()));
        ProspectMatch {
            prospect: prospect.id.clone(),
            firm: prospect.firm.clone(),
            candidates,
            exclusions,
            combinations,
            assigned: None,
            better: Vec::new(),
            next: None,
        }
    }

    /// Units of one parcel that are too small alone, of those that may be taken.
    fn combine(
        &self,
        need: &Need,
        listed: usize,
        may_take: impl Fn(usize) -> bool,
    ) -> (Vec<Candidate>, SearchExtent) {
        let Some(wanted) = need.floor_area.map(|area| millionths(area.square_metres())) else {
            return (Vec::new(), SearchExtent::Complete);
        };
        let mut parcels: BTreeMap<ParcelCode, Vec<(Unit, Standing)>> = BTreeMap::new();
        for (at, (_, offer)) in self.offers.iter().enumerate() {
            let Offer::Space(space) = offer else { continue };
            let area = millionths(space.space.floor_area.square_metres());
            if area == 0 || area >= wanted || !may_take(at) {
                continue;
            }
            if let Some(standing) = standing(&judge_unit(need, space, self.day)) {
                let units = parcels.entry(space.space.parcel).or_default();
                units.push((Unit { offer: at, area }, standing));
            }
        }
        let mut extent = SearchExtent::Complete;
        let mut known = Kept::new(listed);
        let mut to_ask = Kept::new(listed);
        for units in parcels.into_values() {
            let fitting = units.iter().filter(|(_, standing)| *standing == Standing::Fits);
            let fitting: Vec<Unit> = fitting.map(|(unit, _)| *unit).collect();
            let all_known = fitting.len() == units.len();
            let accept = |offers: &[usize]| self.combined(need, offers);
            extent = extent.max(search(fitting, wanted, &self.limits, &mut known, accept));
            if all_known {
                continue;
            }
            let open = |at: &usize| {
                units
                    .iter()
                    .any(|(unit, standing)| unit.offer == *at && *standing == Standing::Possible)
            };
            let accept = |offers: &[usize]| {
                if offers.iter().any(open) { self.combined(need, offers) } else { None }
            };
            let all = units.iter().map(|(unit, _)| *unit).collect();
            extent = extent.max(search(all, wanted, &self.limits, &mut to_ask, accept));
        }
        let found = known.into_values().chain(to_ask.into_values());
        (found.map(|(_, candidate)| candidate).collect(), extent)
    }

    /// These units as one candidate; `None` if together they fail a hard requirement, or are too large to be added up.
    fn combined(&self, need: &Need, places: &[usize]) -> Option<Candidate> {
        let offers: Option<Vec<(&OfferId, &SpaceOffer)>> = places
            .iter()
            .map(|at| match self.offers.get(*at)? {
                (id, Offer::Space(space)) => Some((id, space)),
                _ => None,
            })
            .collect();
        let offers = offers?;
        let floor_area = FloorArea::try_sum(offers.iter().map(|(_, o)| o.space.floor_area)).ok()?;
        let prices: Option<Vec<Money>> =
            offers.iter().map(|(_, offer)| offer.facts().asking_price).collect();
        let price = match prices {
            Some(prices) => Some(Money::try_sum(prices).ok()?),
            None => None,
        };
        let mut checks = judge_sums(need, floor_area, price);
        for (id, offer) in &offers {
            checks.extend(judge_unit(need, offer, self.day).into_iter().map(|check| {
                let unit = Some((*id).clone());
                Check { unit, ..check }
            }));
        }
        let standing = standing(&checks)?;
        let mut buildings = offers.iter().map(|(_, offer)| offer.facts().building.as_ref());
        let building = buildings.next().flatten();
        let building = building.filter(|first| buildings.all(|other| other == Some(*first)));
        let ids = offers.iter().map(|(id, _)| (*id).clone()).collect();
        Some(candidate(need, ids, checks, standing, Some(floor_area), building.cloned(), None))
    }
}

fn single(
    need: &Need,
    id: &OfferId,
    offer: &Offer,
    checks: Vec<Check>,
    standing: Standing,
) -> Candidate {
    let ids = vec![id.clone()];
    match offer {
        Offer::Space(offer) => {
            let building = offer.facts().building.clone();
            let floor_area = Some(offer.space.floor_area);
            candidate(need, ids, checks, standing, floor_area, building, None)
        }
        Offer::Plot(offer) => {
            let land = need.land_area.map_or(AreaFit::NotAsked, |wanted| {
                offer.land_area.map_or(AreaFit::NotKnown, |offered| AreaFit::Both {
                    wanted: wanted.square_metres(),
                    offered: offered.square_metres(),
                })
            });
            candidate(need, ids, checks, standing, None, None, Some(land))
        }
    }
}

fn candidate(
    need: &Need,
    offers: Vec<OfferId>,
    mut checks: Vec<Check>,
    standing: Standing,
    floor_area: Option<FloorArea>,
    building: Option<String>,
    land: Option<AreaFit>,
) -> Candidate {
    checks.sort_by(|a, b| (a.requirement, &a.unit).cmp(&(b.requirement, &b.unit)));
    let both = need.floor_area.zip(floor_area);
    let fit = land.unwrap_or_else(|| {
        both.map_or(AreaFit::NotAsked, |(wanted, offered)| AreaFit::Both {
            wanted: wanted.square_metres(),
            offered: offered.square_metres(),
        })
    });
    let score = Score::of(&checks, fit);
    let surplus = both.map(|(wanted, offered)| offered.change_from(wanted));
    Candidate { offers, standing, score, floor_area, surplus, building, checks }
}

/// Writes down who gets what, what would have been better, and what comes next.
fn explain(rows: &mut [ProspectMatch], chosen: &[Option<usize>]) {
    let mut held: BTreeMap<OfferId, ProspectId> = BTreeMap::new();
    for (row, at) in rows.iter().zip(chosen) {
        for offer in at.and_then(|at| row.candidates.get(at)).into_iter().flat_map(|c| &c.offers) {
            held.insert(offer.clone(), row.prospect.clone());
        }
    }
    for (row, at) in rows.iter_mut().zip(chosen) {
        let alternative = |candidate: &Candidate| {
            let holders = candidate.offers.iter().filter_map(|offer| held.get(offer));
            let mut held_by: Vec<ProspectId> =
                holders.filter(|id| **id != row.prospect).cloned().collect();
            held_by.sort();
            held_by.dedup();
            Alternative {
                offers: candidate.offers.clone(),
                standing: candidate.standing,
                score: candidate.score,
                held_by,
            }
        };
        let before = at.unwrap_or(row.candidates.len());
        row.better = row.candidates.iter().take(before).map(alternative).collect();
        row.next = row.candidates.get(before.saturating_add(1)).map(alternative);
        row.assigned = row.candidates.get(before).map(|candidate| Assigned {
            offers: candidate.offers.clone(),
            standing: candidate.standing,
            score: candidate.score,
            rank: before.saturating_add(1),
        });
    }
}
