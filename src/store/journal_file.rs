//! [`JournalFile`]: a journal that is open for appending.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::acts::{Acts, StoredAct};
use super::error::StoreError;
use super::event_store::EventStore;
use super::walk::Torn;
use super::{Head, line, tail, verdict};
use crate::finding::Finding;
use crate::ledger::Event;

/// A journal that is open for appending (可追加的台账日志).
///
/// - **One writer.** While it is open, an exclusive lock is held on the file `<name>.lock` beside the journal, which
///   stays there, empty. A second writer gets [`StoreError::Busy`] at once. The lock goes with the process, however it
///   ends. Readers take no lock, never wait and never make a writer wait.
/// - **Atomic.** [`JournalFile::append`] writes all events as one act. After a crash at any moment the act is there
///   as a whole or not at all: every line but the last says how many must follow, and the chain covers that.
/// - **Durable.** When `append` returns, the bytes are on disk (`fsync`), and so is the folder's entry if the file is
///   new.
/// - **Built on what was read.** `append` takes the head that the caller has read, and does nothing if it is not the
///   head any more.
///
/// Opening looks at the last acts, not at the whole file: [`verify_file`](super::verify_file) does that.
///
/// ```
/// use landledger::ledger::Event;
/// use landledger::store::{EventStore, Head, JournalFile, StoreError};
///
/// # let folder = std::env::temp_dir().join(format!("landledger-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// let path = folder.join("ledger.jsonl");
/// let event: Event = serde_json::from_str(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}}}"#,
/// )
/// .unwrap();
/// let mut journal = JournalFile::open(&path)?;
/// let head = journal.append(Head::EMPTY, &[event])?;
///
/// // One writer at a time.
/// assert!(matches!(JournalFile::open(&path), Err(StoreError::Busy { .. })));
/// drop(journal);
/// assert_eq!(JournalFile::open(&path)?.head()?, head);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), StoreError>(())
/// ```
#[derive(Debug)]
pub struct JournalFile {
    path: PathBuf,
    name: String,
    /// Held, never read.
    _lock: Lock,
    /// `None` until the first act of a new journal.
    file: Option<File>,
    head: Head,
    /// Where the last whole act ends, and whether with LF.
    end: u64,
    ended: bool,
    torn: Option<(Torn, Finding)>,
    /// Whether the folder's entry of the file is known to be on disk.
    entered: bool,
    /// Whether an append failed half-way.
    in_doubt: bool,
}

/// What [`JournalFile::repair`] has set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// The file that has the bytes now.
    pub saved: PathBuf,
    /// How many they are.
    pub bytes: u64,
}

impl JournalFile {
    /// Opens a journal for appending; one that does not exist begins with the first append, in a folder that does.
    ///
    /// A torn end is no error here: [`JournalFile::torn`] tells of it, and nothing is appended before
    /// [`JournalFile::repair`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] if another writer has it open; [`StoreError::Unusable`] if its end does not hold, or it has
    /// no chain: [`Journal::write`](super::Journal::write) its events into a new file to begin one.
    pub fn open(path: impl AsRef<Path>) -> Result<JournalFile, StoreError> {
        let path = path.as_ref().to_owned();
        let name = path.display().to_string();
        let lock = Lock::take(&path, &name)?;
        let mut journal = JournalFile {
            path,
            name,
            _lock: lock,
            file: None,
            head: Head::EMPTY,
            end: 0,
            ended: true,
            torn: None,
            entered: false,
            in_doubt: false,
        };
        match OpenOptions::new().read(true).append(true).open(&journal.path) {
            Ok(file) => match journal.look(file) {
                Ok(None) => Ok(journal),
                Ok(Some(finding)) => Err(StoreError::unusable(finding)),
                Err(error) => Err(StoreError::reading(&journal.name, error)),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(journal),
            Err(error) => Err(StoreError::writing(&journal.name, error)),
        }
    }

    /// What an interrupted append has left at the end, if anything: `journal-torn` with its place. It is not data.
    #[must_use]
    pub fn torn(&self) -> Option<&Finding> {
        self.torn.as_ref().map(|(_, finding)| finding)
    }

    /// Sets aside what an interrupted append has left: saves the bytes as `<name>.torn-1` (or the next number that is
    /// free) beside the journal, then cuts them off. Nothing is lost. `None` if nothing is torn.
    ///
    /// # Errors
    ///
    /// If writing fails; the journal is cut only after the bytes are safe.
    pub fn repair(&mut self) -> Result<Option<Repair>, StoreError> {
        let Some((torn, _)) = self.torn.clone() else { return Ok(None) };
        let bytes = torn.end - torn.from;
        let writing = |error| StoreError::writing(&self.name, error);
        if std::fs::metadata(&self.path).map_err(writing)?.len() != torn.end {
            return Err(StoreError::Changed { file: self.name.clone() });
        }
        let saved = self.save(torn).map_err(writing)?;
        self.torn = None;
        Ok(Some(Repair { saved, bytes }))
    }

    fn save(&self, torn: Torn) -> io::Result<PathBuf> {
        let mut journal = OpenOptions::new().read(true).write(true).open(&self.path)?;
        let (mut out, saved) = self.create_beside()?;
        journal.seek(SeekFrom::Start(torn.from))?;
        io::copy(&mut (&journal).take(torn.end - torn.from), &mut out)?;
        out.sync_all()?;
        sync_folder(&self.path)?;
        journal.set_len(torn.from)?;
        journal.sync_all()?;
        Ok(saved)
    }

    fn create_beside(&self) -> io::Result<(File, PathBuf)> {
        let mut number = 1_u32;
        loop {
            let path = beside(&self.path, &format!(".torn-{number}"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((file, path)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    number = number.checked_add(1).ok_or(error)?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Looks at the end of the file, and stands behind the last whole act.
    fn look(&mut self, file: File) -> io::Result<Option<Finding>> {
        let mut walk = tail::walk(&file, file.metadata()?.len())?;
        if walk.fault.is_some() || walk.torn().is_some() {
            // Its line has a number, and the first bad line may stand further up.
            walk = tail::walk_all(&file)?;
        }
        let finding = verdict::finding(&walk, &self.name);
        self.head = walk.whole.head;
        (self.end, self.ended) = (walk.whole.end, walk.whole.ended);
        self.file = Some(file);
        match (walk.torn(), finding) {
            (Some(torn), Some(finding)) => {
                self.torn = Some((torn, finding));
                Ok(None)
            }
            (_, finding) => Ok(finding),
        }
    }

    /// Writes an act behind the last one, and waits until it is on disk.
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => {
                let mut options = OpenOptions::new();
                let file = options.read(true).append(true).create_new(true).open(&self.path);
                file.map_err(|error| match error.kind() {
                    ErrorKind::AlreadyExists => StoreError::Changed { file: self.name.clone() },
                    _ => StoreError::writing(&self.name, error),
                })?
            }
        };
        let written = file.write_all(bytes);
        if let Err(error) = written {
            // The disk is full, say: what came of this act is taken back, as nobody was told of it.
            self.in_doubt = self.cut_back().is_err();
            self.file = Some(file);
            return Err(self.failed(error));
        }
        // Whoever made the file may have been killed before its entry was on disk.
        let synced = file.sync_all().and_then(|()| match self.entered {
            true => Ok(()),
            false => sync_folder(&self.path),
        });
        self.file = Some(file);
        if let Err(error) = synced {
            // After a failed fsync nobody knows what is on disk.
            self.in_doubt = true;
            return Err(self.failed(error));
        }
        self.entered = true;
        Ok(())
    }

    /// Appends acts as the lines that they were written as, each with its LF; their chain was followed from `base` to
    /// `head`. After a crash some of the acts may be there, each as a whole.
    pub(super) fn append_lines(
        &mut self,
        base: Head,
        lines: &[u8],
        head: Head,
    ) -> Result<(), StoreError> {
        self.check_base(base)?;
        let mut bytes = self.line_end();
        bytes.extend_from_slice(lines);
        self.put(&bytes, head)
    }

    /// Whether acts may be appended behind `base`.
    fn check_base(&self, base: Head) -> Result<(), StoreError> {
        if let Some((_, finding)) = &self.torn {
            return Err(StoreError::unusable(finding.clone()));
        }
        self.check_unchanged()?;
        if base != self.head {
            return Err(StoreError::HeadMoved { base, head: self.head });
        }
        Ok(())
    }

    /// The LF that the last line lacks.
    fn line_end(&self) -> Vec<u8> {
        if self.ended { Vec::new() } else { vec![b'\n'] }
    }

    fn put(&mut self, bytes: &[u8], head: Head) -> Result<(), StoreError> {
        self.write(bytes)?;
        self.end += bytes.len() as u64;
        (self.head, self.ended) = (head, true);
        Ok(())
    }

    fn cut_back(&self) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(&self.path)?;
        file.set_len(self.end)?;
        file.sync_all()
    }

    fn failed(&self, error: io::Error) -> StoreError {
        if self.in_doubt {
            return StoreError::InDoubt { file: self.name.clone(), cause: error };
        }
        StoreError::writing(&self.name, error)
    }

    /// Whether the path still leads to the file as it was left.
    fn check_unchanged(&self) -> Result<(), StoreError> {
        let changed = || StoreError::Changed { file: self.name.clone() };
        if self.in_doubt {
            return Err(changed());
        }
        let there = match std::fs::metadata(&self.path) {
            Ok(there) => there,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return if self.file.is_none() { Ok(()) } else { Err(changed()) };
            }
            Err(error) => return Err(StoreError::reading(&self.name, error)),
        };
        let Some(file) = &self.file else { return Err(changed()) };
        let here = file.metadata().map_err(|error| StoreError::reading(&self.name, error))?;
        if here.len() != self.end || there.len() != self.end || !is_same_file(&here, &there) {
            return Err(changed());
        }
        Ok(())
    }
}

impl EventStore for JournalFile {
    fn head(&self) -> Result<Head, StoreError> {
        Ok(self.head)
    }

    /// Appends events as one act.
    ///
    /// # Errors
    ///
    /// [`StoreError::HeadMoved`] if the head is not `base`; [`StoreError::Unusable`] if the end is torn;
    /// [`StoreError::Changed`] if somebody who does not respect the lock has written; [`StoreError::Failed`] if writing
    /// fails, and what was written of the act is taken back; [`StoreError::InDoubt`] if that fails too, or `fsync`
    /// does: then open again.
    fn append(&mut self, base: Head, events: &[Event]) -> Result<Head, StoreError> {
        self.check_base(base)?;
        let mut bytes = self.line_end();
        let head = line::write_act(self.head, events, &mut bytes)?;
        if events.is_empty() {
            return Ok(head);
        }
        self.put(&bytes, head)?;
        Ok(head)
    }

    fn acts_after(
        &self,
        after: Head,
    ) -> Result<Box<dyn Iterator<Item = Result<StoredAct, StoreError>> + '_>, StoreError> {
        if self.file.is_none() {
            return match after {
                Head::EMPTY => Ok(Box::new(std::iter::empty())),
                head => Err(StoreError::HeadUnknown { head }),
            };
        }
        // An own handle: reading moves its position.
        let file =
            File::open(&self.path).map_err(|error| StoreError::reading(&self.name, error))?;
        let mut acts = Acts::new(self.name.clone(), BufReader::new(file.take(self.end)));
        if after != Head::EMPTY {
            loop {
                match acts.next() {
                    Some(Ok(act)) if act.head == after => break,
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(error),
                    None => return Err(StoreError::HeadUnknown { head: after }),
                }
            }
        }
        Ok(Box::new(acts))
    }
}

/// The lock of a journal.
#[derive(Debug)]
struct Lock(File);

impl Lock {
    /// Takes it, or says who has it. Its file is never removed: another writer may hold the lock on it.
    fn take(path: &Path, name: &str) -> Result<Lock, StoreError> {
        let path = beside(path, ".lock");
        let writing = |error| StoreError::writing(&path.display().to_string(), error);
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).open(&path).map_err(writing)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy { file: name.to_owned() }),
            Err(TryLockError::Error(error)) => Err(writing(error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a process that another thread starts just now has the file too, until it has
        // loaded its program. If unlocking fails, closing must do.
        let _ = self.0.unlock();
    }
}

/// The path with something behind its last part.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(suffix);
    PathBuf::from(beside)
}

/// Waits until the entries of the folder of `path` are on disk.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match File::open(folder.unwrap_or(Path::new(".")))?.sync_all() {
        // Some network file systems cannot: they have no folders of their own to bring to disk.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(())
        }
        result => result,
    }
}

/// Other systems write the entry of a folder with the file.
#[cfg(not(unix))]
pub(super) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn is_same_file(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Other systems do not let a file be replaced while it is open.
#[cfg(not(unix))]
fn is_same_file(_one: &std::fs::Metadata, _other: &std::fs::Metadata) -> bool {
    true
}
