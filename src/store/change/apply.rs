//! A change applied to a district folder.
//!
//! **Order.** The lock of the journal is taken first and held to the end. Everything is looked at before anything is
//! written. New files are written beside the old ones and brought to disk; then the journal is appended, and then the
//! new files take the place of the old ones. A crash leaves the folder as it was; or the journal with some or all of
//! the acts, each as a whole, and the map as it was, or as it shall be: whoever applies the same change again, after a
//! `repair` of a torn end, gets the rest of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::map::{Map, in_degrees};
use super::{ChangeError, ChangeFile, FeatureChange, file_digest};
use crate::error::Error;
use crate::finding::{Finding, Place, Severity, Span};
use crate::geometry::Crs;
use crate::ledger::Event;
use crate::read::Source;
use crate::store::journal_file::{beside, sync_folder};
use crate::store::raw_lines::RawLines;
use crate::store::walk::Walk;
use crate::store::{
    District, EventStore, Head, Journal, JournalFile, StoreError, line, refusals, verdict,
};

/// Whether to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeWrite {
    /// Write.
    Write,
    /// Look at everything as for writing, under the lock of the journal, and write nothing (试运行).
    DryRun,
}

/// What was applied, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppliedChange {
    /// Events appended to the journal.
    pub events: usize,
    /// Events of the change that the journal had already.
    pub events_there: usize,
    /// Features written to the map.
    pub features: usize,
    /// Features of the change that the map had already.
    pub features_there: usize,
    /// Whether the zone's file was replaced.
    pub zone: bool,
    /// The head of the journal afterwards.
    pub head: Head,
}

impl AppliedChange {
    /// Whether there was nothing to do: the change was applied before, or is empty.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.events == 0 && self.features == 0 && !self.zone
    }
}

impl ChangeFile {
    /// Applies the change to a district folder (应用变更包), or writes nothing.
    ///
    /// The journal must stand at the base, or behind an act of the change; every feature that the change touches must be
    /// the one that it was made from, or all of them the ones that it brings. So a change that was interrupted is finished
    /// by applying it again, and one that was applied before does nothing. Features in metres are converted to degrees,
    /// written with nine decimals; everything that is not touched stays as it is, byte for byte.
    ///
    /// # Errors
    ///
    /// [`ChangeError`], with nothing written but for [`ChangeError::Unfinished`] and [`StoreError::InDoubt`].
    pub fn apply(
        &self,
        folder: impl AsRef<Path>,
        write: ChangeWrite,
    ) -> Result<AppliedChange, ChangeError> {
        let folder = folder.as_ref();
        let path = folder.join(District::LEDGER);
        let mut journal = JournalFile::open(&path)?;
        if let Some(torn) = journal.torn() {
            return Err(ChangeError::unusable(torn.clone()));
        }
        let lines = Lines::of(self)?;
        let pending = lines.pending(self, &journal, &path)?;
        let map = self.new_map(folder)?;
        let zone = self.new_zone(folder)?;
        let features = self.features.len();
        let applied = AppliedChange {
            events: pending.map_or(0, |pending| pending.events.len()),
            events_there: lines.events.len() - pending.map_or(0, |pending| pending.events.len()),
            features: if map.is_some() { features } else { 0 },
            features_there: if map.is_some() { 0 } else { features },
            zone: zone.is_some(),
            head: pending.map_or(journal.head()?, |_| self.head),
        };
        if write == ChangeWrite::DryRun || applied.is_nothing() {
            return Ok(applied);
        }
        let mut files = Vec::new();
        for new in map.into_iter().chain(zone) {
            match Prepared::write(new) {
                Ok(file) => files.push(file),
                Err(error) => {
                    Prepared::discard(&files);
                    return Err(error.into());
                }
            }
        }
        if let Some(pending) = pending
            && let Err(error) = journal.append_lines(pending.base, &pending.bytes(), self.head)
        {
            // What may be on disk of the act is finished by applying the change again.
            Prepared::discard(&files);
            return Err(error.into());
        }
        for (number, file) in files.iter().enumerate() {
            if let Err(error) = file.replace() {
                Prepared::discard(files.get(number..).unwrap_or_default());
                return Err(match pending {
                    None if number == 0 => ChangeError::Failed(error),
                    _ => ChangeError::Unfinished(error),
                });
            }
        }
        Ok(applied)
    }

    /// The map with the features of the change; `None` if it has them.
    fn new_map(&self, folder: &Path) -> Result<Option<NewFile>, ChangeError> {
        if self.features.is_empty() {
            return Ok(None);
        }
        let source = Source::open(folder.join(District::PARCELS))?;
        let map = Map::read(&source)?;
        let mut converted: BTreeMap<&str, Option<String>> = BTreeMap::new();
        for change in &self.features {
            let text = match (&change.feature, self.crs) {
                (Some(text), Crs::GaussKruger(zone)) => Some(in_degrees(change, text, zone)?),
                (text, Crs::Cgcs2000) => text.clone(),
                (None, Crs::GaussKruger(_)) => None,
            };
            converted.insert(&change.id, text);
        }
        let (mut old, mut new) = (None, None);
        for change in &self.features {
            let there = map.feature(&change.id).map(FeatureChange::digest);
            let after = converted.get(change.id.as_str()).and_then(Option::as_deref);
            if there == after.map(FeatureChange::digest) {
                new.get_or_insert(&change.id);
            } else if there == change.before {
                old.get_or_insert(&change.id);
            } else {
                return Err(ChangeError::OtherFeature {
                    file: source.name().to_owned(),
                    id: change.id.clone(),
                    digests: [change.before.clone(), there],
                });
            }
        }
        if let (Some(old), Some(new)) = (old, new) {
            let file = source.name().to_owned();
            return Err(ChangeError::HalfThere { file, old: old.clone(), new: new.clone() });
        }
        if old.is_none() {
            return Ok(None);
        }
        let texts = converted.iter().map(|(id, text)| (*id, text.as_deref())).collect();
        let bytes = map.with(&texts)?;
        Ok(Some(NewFile { path: folder.join(District::PARCELS), old: source, bytes }))
    }

    /// The zone's file of the change; `None` if it is there.
    fn new_zone(&self, folder: &Path) -> Result<Option<NewFile>, ChangeError> {
        let Some(zone) = &self.zone else { return Ok(None) };
        let path = folder.join(District::ZONE);
        let source = Source::open(&path)?;
        if source.bytes() == zone.text.as_bytes() {
            return Ok(None);
        }
        if file_digest(source.bytes()) != zone.before {
            return Err(ChangeError::OtherZone { file: source.name().to_owned() });
        }
        let bytes = zone.text.clone().into_bytes();
        Ok(Some(NewFile { path, old: source, bytes }))
    }
}

/// The lines of a change, their chain followed.
struct Lines<'a> {
    lines: &'a [String],
    events: Vec<Event>,
    /// The head behind each act, and how many lines that is.
    heads: Vec<(Head, usize)>,
}

/// The lines that the journal does not have yet.
#[derive(Clone, Copy)]
struct Pending<'a> {
    base: Head,
    lines: &'a [String],
    events: &'a [Event],
}

impl<'a> Lines<'a> {
    fn of(change: &'a ChangeFile) -> Result<Lines<'a>, ChangeError> {
        let name = "/journal/lines";
        let bytes = joined(&change.lines);
        let mut walk = Walk::after(change.base.head);
        let mut raw = RawLines::at(bytes.as_slice(), 0);
        let mut lines =
            Lines { lines: &change.lines, events: Vec::new(), heads: vec![(change.base.head, 0)] };
        let memory = |error| ChangeError::Store(StoreError::reading(name, error));
        while let Some(own) = raw.next_line().map_err(memory)? {
            let acts = walk.whole.acts;
            walk.line(&own);
            if walk.fault.is_some() {
                break;
            }
            let source = Source::new(format!("{name}/{}", lines.events.len()), own.bytes);
            let first = change.base.head == Head::EMPTY && lines.events.is_empty();
            let event = line::event(&source, Span::new(0, own.bytes.len()), first);
            lines.events.push(event.map_err(|findings| match findings.into_iter().next() {
                Some(finding) => ChangeError::unusable(finding),
                None => ChangeError::unusable(verdict::not_chained(name)),
            })?);
            if walk.whole.acts > acts {
                lines.heads.push((walk.whole.head, lines.events.len()));
            }
        }
        if let Some(finding) = verdict::finding(&walk, name) {
            return Err(ChangeError::unusable(finding));
        }
        if lines.events.len() != change.lines.len() || walk.whole.head != change.head {
            let expected = (
                format!("末行校验值为 {} 的日志行", change.head),
                format!("lines that end with the head {}", change.head),
            );
            return Err(
                Error::input(Place::file(name), expected, walk.whole.head.to_string()).into()
            );
        }
        Ok(lines)
    }

    /// What the journal does not have yet; `None` if it has all.
    fn pending<'s>(
        &'s self,
        change: &ChangeFile,
        journal: &JournalFile,
        path: &Path,
    ) -> Result<Option<Pending<'s>>, ChangeError> {
        let head = journal.head()?;
        let at = self.heads.iter().find(|(own, _)| *own == head).map(|(_, lines)| *lines);
        let Some(there) = at else {
            // It may have gone on since the change was applied.
            let applied = !self.lines.is_empty() && journal.acts_after(change.head).is_ok();
            return if applied {
                Ok(None)
            } else {
                Err(ChangeError::OtherBase { base: change.base.head, head })
            };
        };
        let events = self.events.get(there..).unwrap_or_default();
        if events.is_empty() {
            return Ok(None);
        }
        let old = if head == Head::EMPTY {
            Journal::default()
        } else {
            Journal::read(&Source::open(path)?)
        };
        let has_begun = there > 0;
        if !has_begun && old.line_count != change.base.events {
            let expected = (
                format!("{} 项事项的日志", change.base.events),
                format!("a journal of {} events", change.base.events),
            );
            let place = Place::file(path.display().to_string());
            return Err(Error::input(place, expected, old.line_count.to_string()).into());
        }
        let mut findings = refusals(&old.events, events);
        findings.retain(|finding| finding.severity == Severity::Error);
        if !findings.is_empty() {
            Finding::sort(&mut findings);
            return Err(ChangeError::Refused(findings));
        }
        let lines = self.lines.get(there..).unwrap_or_default();
        Ok(Some(Pending { base: head, lines, events }))
    }
}

impl Pending<'_> {
    fn bytes(&self) -> Vec<u8> {
        joined(self.lines)
    }
}

/// Lines, each with its LF.
fn joined(lines: &[String]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.bytes().chain(*b"\n")).collect()
}

/// A file that shall be another.
struct NewFile {
    path: PathBuf,
    old: Source,
    bytes: Vec<u8>,
}

/// A new file beside the old one, on disk.
struct Prepared {
    path: PathBuf,
    new: PathBuf,
}

impl Prepared {
    /// Writes the new file as `<name>.new`, with the permissions of the old one, and waits until it is on disk.
    fn write(file: NewFile) -> Result<Prepared, Error> {
        let name = file.path.display().to_string();
        let writing = |error| Error::writing(name.clone(), error);
        // A link stays one: what it leads to is replaced.
        let path = fs::canonicalize(&file.path).map_err(writing)?;
        let new = beside(&path, ".new");
        let prepared = Prepared { path, new };
        let write = || -> io::Result<()> {
            let mut out = fs::File::create(&prepared.new)?;
            out.write_all(&file.bytes)?;
            out.set_permissions(fs::metadata(&prepared.path)?.permissions())?;
            out.sync_all()?;
            Ok(())
        };
        let unchanged = write().and_then(|()| Ok(fs::read(&prepared.path)? == file.old.bytes()));
        let error = match unchanged {
            Ok(true) => return Ok(prepared),
            // Nobody holds a lock on it: somebody has saved it just now.
            Ok(false) => Error::input(
                Place::file(name.clone()),
                ("读取时的文件", "the file as it was read"),
                ("已被改动", "it changed"),
            ),
            Err(error) => writing(error),
        };
        Prepared::discard(std::slice::from_ref(&prepared));
        Err(error)
    }

    fn replace(&self) -> Result<(), Error> {
        fs::rename(&self.new, &self.path)
            .and_then(|()| sync_folder(&self.path))
            .map_err(|error| Error::writing(self.path.display().to_string(), error))
    }

    /// Removes new files that will not be used; one that stays does no harm, the next one is written over it.
    fn discard(files: &[Prepared]) {
        for file in files {
            let _ = fs::remove_file(&file.new);
        }
    }
}
