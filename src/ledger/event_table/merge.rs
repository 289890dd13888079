//! One set of numbers for the texts of several builders; parcels in the order of their codes.

use std::sync::{Mutex, PoisonError};

use super::builder::{Beyond, EventTableBuilder, PARTS, part_of};
use super::text_ids::{TextIds, Texts, hash};
use crate::Workers;
use crate::error::{Error, Result};

/// The parcels that some row lists. Their numbers rise with the parts and, within a part, with the codes.
#[derive(Debug)]
pub(super) struct Parcels {
    texts: Texts,
    /// The text of each parcel.
    text_of: Vec<u32>,
    /// All parcels in the order of their codes.
    pub(super) by_code: Vec<u32>,
    /// The first parcel of each part, and the number of parcels.
    pub(super) part_starts: Vec<u32>,
}

impl Parcels {
    pub(super) fn len(&self) -> usize {
        self.text_of.len()
    }

    pub(super) fn code(&self, parcel: u32) -> &str {
        self.text_of.get(parcel as usize).map_or("", |text| self.texts.text(*text))
    }
}

/// From the numbers of a builder to those of the table.
#[derive(Debug)]
pub(super) struct Maps {
    parcels: Vec<u32>,
    /// `None` for the numbers of the first builder, which stay as they are.
    texts: Option<Vec<u32>>,
    methods: Vec<u16>,
}

const NONE: u32 = u32::MAX;

impl Maps {
    /// The number of a parcel; `None` if no row of the table lists it.
    #[inline]
    pub(super) fn parcel(&self, number: u32) -> Option<u32> {
        self.parcels.get(number as usize).copied().filter(|parcel| *parcel != NONE)
    }

    #[inline]
    pub(super) fn text(&self, number: u32) -> u32 {
        let Some(texts) = &self.texts else { return number };
        texts.get(number as usize).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn method(&self, number: u16) -> u16 {
        self.methods.get(usize::from(number)).copied().unwrap_or_default()
    }
}

/// The texts of a table.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) parcels: Parcels,
    /// Units and details.
    pub(super) texts: Texts,
    pub(super) methods: Texts,
}

/// Puts the texts of all builders together; the builders keep none. Parcels and other texts are independent.
pub(super) fn merge(
    builders: &mut [EventTableBuilder],
    workers: Workers,
) -> Result<(Names, Vec<Maps>)> {
    let codes = builders.iter_mut().map(|builder| std::mem::take(&mut builder.parcels)).collect();
    let listed = builders.iter_mut().map(|builder| std::mem::take(&mut builder.listed)).collect();
    let texts = builders.iter_mut().map(|builder| std::mem::take(&mut builder.texts)).collect();
    let methods = builders.iter_mut().map(|builder| std::mem::take(&mut builder.methods)).collect();
    let others = Mutex::new([texts, methods]);
    let (parcels, others) = workers.both(
        || merge_parcels(codes, listed),
        || -> Result<_> {
            let [texts, methods] =
                std::mem::take(&mut *others.lock().unwrap_or_else(PoisonError::into_inner));
            Ok((join_all(texts)?, join_all(methods)?))
        },
    );
    let (parcels, parcel_maps) = parcels?;
    let ((texts, text_maps), (methods, method_maps)) = others?;
    let maps = parcel_maps.into_iter().zip(text_maps).zip(method_maps);
    let maps = (0..).zip(maps).map(|(builder, ((parcels, texts), methods))| {
        let texts = (builder > 0).then_some(texts);
        let methods = methods.into_iter().map(u16::try_from).collect::<Result<_, _>>();
        Ok(Maps { parcels, texts, methods: methods.map_err(|_| Beyond::Methods.error())? })
    });
    let names = Names { parcels, texts: texts.into_texts(), methods: methods.into_texts() };
    Ok((names, maps.collect::<Result<_>>()?))
}

/// The parcels that some row lists, and of each builder what its numbers become.
fn merge_parcels(
    codes: Vec<TextIds>,
    listed_by: Vec<Vec<bool>>,
) -> Result<(Parcels, Vec<Vec<u32>>)> {
    let (all, mut maps) = join_all(codes)?;
    let mut listed = vec![false; all.len()];
    for (map, listed_by) in maps.iter().zip(listed_by) {
        for (number, is_listed) in map.iter().zip(listed_by) {
            if let Some(listed) = listed.get_mut(*number as usize) {
                *listed |= is_listed;
            }
        }
    }
    let (parcels, numbers) = number(all, &listed);
    for parcel in maps.iter_mut().flatten() {
        *parcel = numbers.get(*parcel as usize).copied().unwrap_or(NONE);
    }
    Ok((parcels, maps))
}

/// All texts, and of each of the given what its numbers become.
fn join_all(sets: Vec<TextIds>) -> Result<(TextIds, Vec<Vec<u32>>)> {
    let mut all = TextIds::default();
    let maps = sets.into_iter().map(|more| join(&mut all, more)).collect::<Result<_>>()?;
    Ok((all, maps))
}

/// Adds texts to others: for each its number there.
fn join(all: &mut TextIds, more: TextIds) -> Result<Vec<u32>, Error> {
    if all.len() == 1 {
        let count = more.len() as u32;
        *all = more;
        return Ok((0..count).collect());
    }
    let more = more.into_texts();
    let mut numbers = Vec::with_capacity(more.len());
    let (mut hashes, mut found) = (Vec::new(), Vec::new());
    let mut are_too_many = false;
    for start in (0..more.len()).step_by(TOGETHER) {
        let some = start..more.len().min(start + TOGETHER);
        let texts = some.map(|number| more.text(number as u32));
        hashes.clear();
        hashes.extend(texts.clone().map(|text| hash(text.as_bytes(), 0)));
        all.numbers(texts, &hashes, &mut found, |number| {
            are_too_many |= number.is_none();
            numbers.push(number.unwrap_or_default());
        });
    }
    if are_too_many { Err(Beyond::Texts.error()) } else { Ok(numbers) }
}

/// So many texts are looked up together.
const TOGETHER: usize = 128;

/// Numbers the listed parcels by part and code: the parcels, and the number of each text.
fn number(texts: TextIds, listed: &[bool]) -> (Parcels, Vec<u32>) {
    let texts = texts.into_texts();
    let listed = (0..).zip(listed).filter(|(_, listed)| **listed).map(|(text, _)| text);
    let by_code = in_order(&texts, listed.collect());
    let mut parts = vec![Vec::new(); PARTS];
    for text in &by_code {
        let part = part_of(hash(texts.text(*text).as_bytes(), 0));
        if let Some(part) = parts.get_mut(part) {
            part.push(*text);
        }
    }
    let mut numbers = vec![NONE; texts.len()];
    let mut text_of = Vec::with_capacity(by_code.len());
    let mut part_starts = vec![0];
    for text in parts.iter_mut().flat_map(|part| part.drain(..).map(Some).chain([None])) {
        match text {
            Some(text) => {
                if let Some(number) = numbers.get_mut(text as usize) {
                    *number = text_of.len() as u32;
                }
                text_of.push(text);
            }
            None => part_starts.push(text_of.len() as u32),
        }
    }
    let number = |text: &u32| numbers.get(*text as usize).copied();
    let by_code = by_code.iter().filter_map(number).collect();
    (Parcels { texts, text_of, by_code, part_starts }, numbers)
}

/// Texts in the order of their bytes. Codes begin alike: sixteen bytes behind what all have in common decide mostly.
fn in_order(texts: &Texts, numbers: Vec<u32>) -> Vec<u32> {
    let first = numbers.first().map_or("", |number| texts.text(*number)).as_bytes();
    let common = numbers.iter().fold(first.len(), |common, number| {
        let pairs = first.iter().zip(texts.text(*number).as_bytes()).take(common);
        pairs.take_while(|(a, b)| a == b).count()
    });
    let key = |number| {
        let rest = texts.text(number).as_bytes().get(common..).unwrap_or_default();
        let mut key = [0; 16];
        key.iter_mut().zip(rest).for_each(|(byte, found)| *byte = *found);
        (u128::from_be_bytes(key), number)
    };
    let mut keys: Vec<(u128, u32)> = numbers.into_iter().map(key).collect();
    keys.sort_unstable_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| texts.text(*one).cmp(texts.text(*other)))
    });
    keys.into_iter().map(|(_, number)| number).collect()
}
