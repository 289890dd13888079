//! A change out of what it was before and what it is now.

use std::fs;
use std::path::Path;

use super::map::Map;
use super::{ChangeError, ChangeFile, FeatureChange, JournalBase, ZoneChange, file_digest};
use crate::error::Error;
use crate::finding::Place;
use crate::read::Source;
use crate::store::raw_lines::RawLines;
use crate::store::walk::{State, Walk};
use crate::store::{District, Head, StoreError, verdict};

impl ChangeFile {
    /// The change that makes one district folder what another is (制作变更包).
    ///
    /// The later journal must continue the earlier one, and every feature of both maps must have a text as id of its own.
    /// The order of features and what stands beside them in the file is not part of a change.
    ///
    /// # Errors
    ///
    /// [`ChangeError::NoContinuation`] if the later journal does not have the head of the earlier one;
    /// [`ChangeError::Unusable`] if a journal or a map cannot be used; [`ChangeError::Failed`] if reading fails.
    pub fn between(
        before: impl AsRef<Path>,
        after: impl AsRef<Path>,
    ) -> Result<ChangeFile, ChangeError> {
        let (before, after) = (before.as_ref(), after.as_ref());
        let base = journal(&before.join(District::LEDGER), None)?.base;
        let mut change = continued(&after.join(District::LEDGER), base.head)?;
        let [old, new] = [before, after].map(|folder| Source::open(folder.join(District::PARCELS)));
        change.features = features(&old?, &new?)?;
        let [old, new] = [before, after].map(|folder| Source::open(folder.join(District::ZONE)));
        change.zone = zone(&old?, &new?)?;
        Ok(change)
    }

    /// The change of a district folder since its journal had a head (自某末行校验值起的变更包): its later events, and what
    /// differs on its map from an earlier one, if that is given.
    ///
    /// # Errors
    ///
    /// As [`ChangeFile::between`].
    pub fn since(
        folder: impl AsRef<Path>,
        head: Head,
        map: Option<&Source>,
    ) -> Result<ChangeFile, ChangeError> {
        let folder = folder.as_ref();
        let mut change = continued(&folder.join(District::LEDGER), head)?;
        if let Some(before) = map {
            change.features = features(before, &Source::open(folder.join(District::PARCELS))?)?;
        }
        Ok(change)
    }
}

/// What a journal says from a head on.
struct Continued {
    base: JournalBase,
    /// Whether it ever had the head.
    found: bool,
    head: Head,
    lines: Vec<String>,
}

/// Reads a journal; its lines behind `base`, or, without one, none and its own head as the base.
fn journal(path: &Path, base: Option<Head>) -> Result<Continued, ChangeError> {
    let name = path.display().to_string();
    let reading = |error| ChangeError::Store(StoreError::reading(&name, error));
    let bytes = fs::read(path).map_err(reading)?;
    let mut raw = RawLines::at(bytes.as_slice(), 0);
    let mut walk = Walk::new();
    let start = base.unwrap_or(Head::EMPTY);
    let mut read = Continued {
        base: JournalBase::new(start, 0),
        found: start == Head::EMPTY,
        head: start,
        lines: Vec::new(),
    };
    while let Some(line) = raw.next_line().map_err(reading)? {
        let acts = walk.whole.acts;
        walk.line(&line);
        if line.is_blank() || walk.fault.is_some() {
            continue;
        }
        if read.found && base.is_some() {
            let Ok(text) = std::str::from_utf8(line.bytes) else {
                let mut place = Place::file(&name);
                place.line = u32::try_from(line.number).ok();
                return Err(Error::input(place, "UTF-8", ("其他编码", "something else")).into());
            };
            read.lines.push(text.to_owned());
        } else if walk.whole.acts > acts && base == Some(walk.whole.head) {
            read.found = true;
            read.base.events = walk.whole.lines;
        }
    }
    if let Some(finding) = verdict::finding(&walk, &name) {
        return Err(ChangeError::unusable(finding));
    }
    if walk.state() == State::Unchained {
        return Err(ChangeError::unusable(verdict::not_chained(&name)));
    }
    read.head = walk.whole.head;
    if base.is_none() {
        read.base = JournalBase::new(walk.whole.head, walk.whole.lines);
    }
    Ok(read)
}

fn continued(path: &Path, base: Head) -> Result<ChangeFile, ChangeError> {
    let read = journal(path, Some(base))?;
    if !read.found {
        return Err(ChangeError::NoContinuation { base, file: path.display().to_string() });
    }
    let mut change = ChangeFile::new(read.base);
    (change.head, change.lines) = (read.head, read.lines);
    Ok(change)
}

fn features(before: &Source, after: &Source) -> Result<Vec<FeatureChange>, ChangeError> {
    let (before, after) = (Map::read(before)?, Map::read(after)?);
    let mut ids: Vec<&String> = before.ids().chain(after.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    let changes = ids.into_iter().filter_map(|id| {
        let [old, new] = [&before, &after].map(|map| map.feature(id));
        let old = old.map(FeatureChange::digest);
        let same = old == new.map(FeatureChange::digest);
        (!same).then(|| FeatureChange::new(id.clone(), old, new.map(str::to_owned)))
    });
    Ok(changes.collect())
}

fn zone(before: &Source, after: &Source) -> Result<Option<ZoneChange>, ChangeError> {
    if before.bytes() == after.bytes() {
        return Ok(None);
    }
    let text = match after.text() {
        Ok(_) => String::from_utf8_lossy(after.bytes()).into_owned(),
        Err(finding) => return Err(ChangeError::Unusable(finding)),
    };
    Ok(Some(ZoneChange { before: file_digest(before.bytes()), text }))
}
