//! Scoring (评分) of a check against a truth list.

use std::collections::{BTreeMap, BTreeSet};

use super::planted::{PlantedDefect, PlantedIn, Truth};
use crate::finding::{Code, Finding, FoundShape, Severity};
use crate::geometry::Plane;

/// How a check did on planted defects.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Score {
    /// By code, what was planted and what of it was found.
    pub codes: BTreeMap<Code, CodeScore>,
    /// Defects that no finding names, as indices into [`Truth::defects`].
    pub missed: Vec<usize>,
    /// Defects named by a finding of the right code and subjects, but with another place, class or area.
    pub misplaced: Vec<Misplaced>,
    /// Findings of severity error that no defect accounts for, as indices into the findings.
    pub false_errors: Vec<usize>,
    /// Warnings that neither a defect nor a decoy accounts for.
    pub false_warnings: Vec<usize>,
}

/// The score of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CodeScore {
    /// Defects that were planted.
    pub planted: usize,
    /// Those that were found.
    pub found: usize,
}

/// A finding that fits a defect by half.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misplaced {
    /// Index into [`Truth::defects`].
    pub defect: usize,
    /// Index into the findings.
    pub finding: usize,
    /// What does not fit.
    pub differs: &'static str,
}

impl Score {
    /// How many defects were planted.
    #[must_use]
    pub fn planted(&self) -> usize {
        self.codes.values().map(|code| code.planted).sum()
    }

    /// How many were found.
    #[must_use]
    pub fn found(&self) -> usize {
        self.codes.values().map(|code| code.found).sum()
    }

    /// Whether everything was found where it is, and nothing else was called an error.
    #[must_use]
    pub fn is_perfect(&self) -> bool {
        self.missed.is_empty() && self.misplaced.is_empty() && self.false_errors.is_empty()
    }
}

/// Positions may be off by this much, metres.
const REACH: f64 = 1.0;

/// Scores findings against a truth list.
///
/// A defect is found by a finding of its code, in its file, that
///
/// - names the same subjects or, where one of the two names none, points at one of its features (a pair of parcels
///   must be named as a pair),
/// - has the same class, if the defect has one,
/// - lies within 1 m of its place or of its region or, without them, on its ground; a finding without coordinates
///   must point at the feature, and does not do for a defect that has a place,
/// - has the same area, within the tolerance of the defect, if both have one.
///
/// One finding counts for one defect. A finding that is left over is accounted for by a defect or decoy that allows
/// its code and shares a subject, a feature or ground with it.
///
/// ```
/// use landledger::synth::{SynthOptions, SynthRegisters, SynthScope, generate, score};
///
/// let mut options = SynthOptions::new(1_000, 7);
/// options.registers = SynthRegisters::Complete;
/// options.scope = SynthScope::Map;
/// let truth = generate(&options)?.plant()?.truth;
/// // A check that finds nothing misses everything, but accuses nobody.
/// let score = score(&truth, &[]);
/// assert_eq!((score.found(), score.missed.len()), (0, truth.defects.len()));
/// assert!(score.false_errors.is_empty() && !score.is_perfect());
/// # Ok::<(), landledger::Error>(())
/// ```
#[must_use]
pub fn score(truth: &Truth, findings: &[Finding]) -> Score {
    let traces: Vec<Trace> = findings.iter().map(Trace::of).collect();
    let mut by_code: BTreeMap<Code, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        by_code.entry(finding.code).or_default().push(at);
    }
    let mut score = Score::default();
    let mut used = vec![false; findings.len()];
    for (number, defect) in truth.defects.iter().enumerate() {
        let row = score.codes.entry(defect.code).or_default();
        row.planted += 1;
        let mut half = None;
        let mut whole = None;
        for at in by_code.get(&defect.code).into_iter().flatten().copied() {
            let (Some(finding), Some(trace)) = (findings.get(at), traces.get(at)) else { continue };
            if used.get(at).copied().unwrap_or(true) || !is_about(defect, trace) {
                continue;
            }
            match difference(defect, finding, trace) {
                None => {
                    whole = Some(at);
                    break;
                }
                Some(differs) => half = half.or(Some((at, differs))),
            }
        }
        match (whole, half) {
            (Some(at), _) => {
                row.found += 1;
                mark(&mut used, at);
            }
            (None, Some((finding, differs))) => {
                mark(&mut used, finding);
                score.misplaced.push(Misplaced { defect: number, finding, differs });
            }
            (None, None) => score.missed.push(number),
        }
    }
    let grounds = Grounds::of(truth);
    for (at, (finding, trace)) in findings.iter().zip(&traces).enumerate() {
        if used.get(at).copied().unwrap_or(true) || grounds.allow(finding.code, trace) {
            continue;
        }
        match finding.severity {
            Severity::Error => score.false_errors.push(at),
            Severity::Warning => score.false_warnings.push(at),
            Severity::Note => {}
        }
    }
    score
}

fn mark(used: &mut [bool], at: usize) {
    if let Some(slot) = used.get_mut(at) {
        *slot = true;
    }
}

/// What a finding says about where it is.
#[derive(Debug)]
struct Trace {
    file: Option<PlantedIn>,
    subjects: BTreeSet<String>,
    /// Features that it points at.
    indices: Vec<usize>,
    /// Its place, and otherwise its geometry.
    positions: Vec<[f64; 2]>,
}

impl Trace {
    fn of(finding: &Finding) -> Trace {
        let file = finding.place.file.as_deref().and_then(|name| {
            let is = |end: &str| name == end || name.ends_with(&format!("/{end}"));
            match name {
                _ if is("parcels.geojson") => Some(PlantedIn::Parcels),
                _ if is("zone.geojson") => Some(PlantedIn::Zone),
                _ => None,
            }
        });
        let pointers = finding.place.pointer.iter().chain(&finding.more_pointers);
        let index = |pointer: &String| -> Option<usize> {
            pointer.strip_prefix("/features/")?.split('/').next()?.parse().ok()
        };
        let positions = match finding.place.at {
            Some(at) => vec![at],
            None => finding.geometry.as_ref().map(FoundShape::positions).unwrap_or_default(),
        };
        Trace {
            file,
            subjects: finding.subjects.iter().cloned().collect(),
            indices: pointers.filter_map(index).collect(),
            positions,
        }
    }
}

fn is_about(defect: &PlantedDefect, trace: &Trace) -> bool {
    if defect.indices.is_empty() && defect.subjects.is_empty() {
        return trace.file.is_none_or(|file| file == defect.file);
    }
    if !defect.subjects.is_empty() && !trace.subjects.is_empty() {
        let named: BTreeSet<&String> = defect.subjects.iter().collect();
        return named == trace.subjects.iter().collect();
    }
    // The neighbours of a gap are for the check to name: its ground tells.
    if defect.subjects.is_empty() && defect.region.is_some() {
        return defect
            .extent
            .is_some_and(|ground| trace.positions.iter().any(|at| is_near(*at, ground)));
    }
    let is_there = |index: &usize| trace.indices.contains(index);
    let points = trace.file.is_none_or(|file| file == defect.file)
        && if defect.subjects.len() > 1 {
            defect.indices.iter().all(is_there)
        } else {
            defect.indices.iter().any(is_there)
        };
    points
        || (trace.indices.is_empty()
            && trace.subjects.is_empty()
            && defect.code == Code::ZoneAreaDiffers)
}

/// What does not fit, if anything.
fn difference(defect: &PlantedDefect, finding: &Finding, trace: &Trace) -> Option<&'static str> {
    if defect.class.is_some() && finding.class != defect.class {
        return Some("class");
    }
    let ground = defect.extent.filter(|_| defect.is_placed);
    let is_right = match (&defect.region, defect.at) {
        (Some(region), _) => {
            let ground = super::defects::extent(region);
            Some(trace.positions.iter().any(|at| is_near(*at, ground)))
        }
        (None, Some(place)) => {
            let near = |at: &[f64; 2]| Plane::Degrees.distance(place, *at) <= REACH;
            Some(trace.positions.iter().any(near))
        }
        (None, None) if trace.positions.is_empty() => None,
        (None, None) => ground.map(|ground| trace.positions.iter().any(|at| is_near(*at, ground))),
    };
    if is_right == Some(false) {
        return Some("place");
    }
    let area = |measure: &crate::finding::Measure| measure.value.parse::<f64>().ok();
    if let (Some(wanted), Some(given)) = (&defect.measure, &finding.measure)
        && wanted.quantity == given.quantity
        && let (Some(wanted), Some(given)) = (area(wanted), area(given))
        // Nine digits are written.
        && (wanted - given).abs() > defect.tolerance * wanted + 1e-6
    {
        return Some("area");
    }
    None
}

/// Whether a position lies on this ground or within reach of it.
fn is_near([lon, lat]: [f64; 2], [w, s, e, n]: [f64; 4]) -> bool {
    let [x, y] = Plane::Degrees.metres_per_unit([lon, lat]);
    let (x, y) = (REACH / x, REACH / y);
    w - x <= lon && lon <= e + x && s - y <= lat && lat <= n + y
}

/// Defects and decoys by what they may account for.
struct Grounds<'a> {
    entries: Vec<(&'a [Code], Option<[f64; 4]>)>,
    by_subject: BTreeMap<&'a str, Vec<usize>>,
    by_feature: BTreeMap<(PlantedIn, usize), Vec<usize>>,
    by_cell: BTreeMap<(i64, i64), Vec<usize>>,
}

/// Size of a cell in which grounds are looked up, degrees: some hundred metres.
const CELL: f64 = 0.004;

fn cell(degrees: f64) -> i64 {
    (degrees / CELL).floor() as i64
}

impl<'a> Grounds<'a> {
    fn of(truth: &'a Truth) -> Grounds<'a> {
        let mut all = Grounds {
            entries: Vec::new(),
            by_subject: BTreeMap::new(),
            by_feature: BTreeMap::new(),
            by_cell: BTreeMap::new(),
        };
        for defect in &truth.defects {
            let subjects = defect.subjects.iter().chain(&defect.consequent);
            all.add(&defect.allowed, subjects, (defect.file, &defect.indices), defect.extent);
        }
        for decoy in &truth.decoys {
            let features = (PlantedIn::Parcels, decoy.indices.as_slice());
            all.add(&decoy.allowed, decoy.subjects.iter(), features, decoy.extent);
        }
        all
    }

    fn add(
        &mut self,
        allowed: &'a [Code],
        subjects: impl Iterator<Item = &'a String>,
        (file, indices): (PlantedIn, &[usize]),
        extent: Option<[f64; 4]>,
    ) {
        let number = self.entries.len();
        self.entries.push((allowed, extent));
        for subject in subjects {
            self.by_subject.entry(subject).or_default().push(number);
        }
        for index in indices {
            self.by_feature.entry((file, *index)).or_default().push(number);
        }
        let Some([w, s, e, n]) = extent else { return };
        // A ground is some hundred metres wide: no list, however wrong, fills the memory.
        for x in cell(w)..=cell(e).min(cell(w).saturating_add(9)) {
            for y in cell(s)..=cell(n).min(cell(s).saturating_add(9)) {
                self.by_cell.entry((x, y)).or_default().push(number);
            }
        }
    }

    fn allow(&self, code: Code, trace: &Trace) -> bool {
        let allows = |number: &usize| {
            self.entries.get(*number).is_some_and(|(codes, _)| codes.contains(&code))
        };
        let subjects =
            trace.subjects.iter().filter_map(|subject| self.by_subject.get(subject.as_str()));
        let file = trace.file.unwrap_or(PlantedIn::Parcels);
        let features =
            trace.indices.iter().filter_map(|index| self.by_feature.get(&(file, *index)));
        if subjects.chain(features).flatten().any(allows) {
            return true;
        }
        let is_here = |at: &[f64; 2], number: &usize| {
            let ground = self.entries.get(*number).and_then(|(_, ground)| *ground);
            ground.is_some_and(|ground| is_near(*at, ground))
        };
        trace.positions.iter().any(|at| {
            let here = self.by_cell.get(&(cell(at[0]), cell(at[1])));
            here.into_iter().flatten().any(|number| allows(number) && is_here(at, number))
        })
    }
}
