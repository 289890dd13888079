//! [`Scratch`]: where a check puts the shapes that do not fit into memory, and [`Spill`]: the shapes there.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};
use crate::geometry::{MultiPolygon, PlanePosition};

/// Room for what does not fit into memory (临时存储): a file of the caller's, say. The library writes nowhere else, and
/// leaves it to the caller to throw it away.
///
/// It is written from where it stands on, which counts as its start, and read again many times. What is read is held
/// against a sum of what was written.
///
/// ```
/// use landledger::check::Scratch;
///
/// // Anything that can be written, read and sought: here, memory.
/// let scratch = Scratch::new("scratch", std::io::Cursor::new(Vec::new()));
/// assert_eq!(scratch.name(), "scratch");
/// ```
pub struct Scratch<'a> {
    name: String,
    storage: Box<dyn Storage + 'a>,
}

trait Storage: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Storage for T {}

impl<'a> Scratch<'a> {
    /// A storage, and what errors call it.
    pub fn new(
        name: impl Into<String>,
        storage: impl Read + Write + Seek + Send + 'a,
    ) -> Scratch<'a> {
        Scratch { name: name.into(), storage: Box::new(storage) }
    }

    /// What errors call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Scratch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Shapes in a scratch, each known by where it stands.
pub(super) struct Spill<'a, P> {
    inner: Mutex<Inner<'a, P>>,
}

struct Inner<'a, P> {
    scratch: Scratch<'a>,
    /// Where the scratch stood at first.
    start: u64,
    /// What was written, and what will be.
    end: u64,
    /// What was not written yet.
    unwritten: Vec<u8>,
    /// A stretch that was read, and where it begins.
    block: Vec<u8>,
    block_at: u64,
    /// Shapes that were read, and about how many bytes they are.
    held: BTreeMap<u64, Arc<MultiPolygon<P>>>,
    held_bytes: usize,
    most_bytes: usize,
    /// The first error; whoever asked for a shape could not be told.
    error: Option<Error>,
}

/// Bytes that are written at once.
const WRITTEN: usize = 1 << 18;

/// Bytes that are read at once where shapes are read one after the other, and elsewhere.
const READ_ON: u64 = 1 << 18;
const READ: u64 = 1 << 13;

impl<'a, P: PlanePosition + From<geo::Coord<f64>>> Spill<'a, P> {
    /// An empty one, which holds at most so many bytes of shapes in memory.
    pub(super) fn new(mut scratch: Scratch<'a>, most_bytes: usize) -> Result<Spill<'a, P>> {
        let start = scratch.storage.stream_position();
        let start = start.map_err(|error| Error::reading(scratch.name.clone(), error))?;
        let inner = Inner {
            scratch,
            start,
            end: 0,
            unwritten: Vec::new(),
            block: Vec::new(),
            block_at: 0,
            held: BTreeMap::new(),
            held_bytes: 0,
            most_bytes,
            error: None,
        };
        Ok(Spill { inner: Mutex::new(inner) })
    }

    /// Puts a shape at the end; where it stands.
    pub(super) fn put(&self, shape: &MultiPolygon<P>) -> Result<u64> {
        self.lock().put(shape)
    }

    /// The shape that stands there; `None` if it cannot be read, which [`Spill::error`] says.
    pub(super) fn get(&self, at: u64) -> Option<Arc<MultiPolygon<P>>> {
        let mut inner = self.lock();
        if let Some(shape) = inner.held.get(&at) {
            return Some(Arc::clone(shape));
        }
        match inner.read(at) {
            Ok(shape) => {
                let shape = Arc::new(shape);
                inner.hold(at, &shape);
                Some(shape)
            }
            Err(error) => {
                inner.error.get_or_insert(error);
                None
            }
        }
    }

    /// The first error of reading again.
    pub(super) fn error(&self) -> Result<()> {
        self.lock().error.take().map_or(Ok(()), Err)
    }

    fn lock(&self) -> MutexGuard<'_, Inner<'a, P>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P> fmt::Debug for Spill<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spill").finish_non_exhaustive()
    }
}

impl<P: PlanePosition + From<geo::Coord<f64>>> Inner<'_, P> {
    /// The length of what follows, the numbers of polygons and rings, that of positions of each ring, the positions, and a
    /// sum: 8 bytes each.
    fn put(&mut self, shape: &MultiPolygon<P>) -> Result<u64> {
        let at = self.end;
        let before = self.unwritten.len();
        let mut sum = Sum::default();
        let mut word = |number: u64| {
            sum.add(number);
            self.unwritten.extend_from_slice(&number.to_le_bytes());
        };
        let (polygons, rings, points) =
            (shape.polygons().len(), shape.ring_count(), shape.points().len());
        word((3 + polygons + rings + 2 * points) as u64);
        word(polygons as u64);
        shape.polygons().for_each(|polygon| word(polygon.rings().count() as u64));
        word(rings as u64);
        shape.rings().for_each(|ring| word(ring.len() as u64));
        shape.points().iter().flat_map(|point| point.xy()).for_each(|n| word(n.to_bits()));
        let sum = sum.0;
        self.unwritten.extend_from_slice(&sum.to_le_bytes());
        self.end = at.saturating_add((self.unwritten.len() - before) as u64);
        if self.unwritten.len() >= WRITTEN {
            self.flush()?;
        }
        Ok(at)
    }

    fn flush(&mut self) -> Result<()> {
        if self.unwritten.is_empty() {
            return Ok(());
        }
        let at = self.start + self.end - self.unwritten.len() as u64;
        let storage = &mut self.scratch.storage;
        let written = storage.seek(SeekFrom::Start(at));
        let written = written.and_then(|_| storage.write_all(&self.unwritten));
        let written = written.and_then(|()| storage.flush());
        written.map_err(|error| Error::writing(self.scratch.name.clone(), error))?;
        self.unwritten = Vec::new();
        Ok(())
    }

    fn read(&mut self, at: u64) -> Result<MultiPolygon<P>> {
        self.flush()?;
        let shape = self.shape(at);
        shape.map_err(|error| Error::reading(self.scratch.name.clone(), error))
    }

    fn shape(&mut self, at: u64) -> io::Result<MultiPolygon<P>> {
        let length = words(self.bytes(at, 8)?).next().unwrap_or_default();
        // Of what was never written, nothing is read.
        let bytes = length.checked_mul(8).filter(|bytes| *bytes <= self.end.saturating_sub(at));
        let bytes = bytes.and_then(|bytes| bytes.checked_add(8)).ok_or_else(changed)?;
        shape_of(self.bytes(at, bytes)?).ok_or_else(changed)
    }

    /// So many bytes from a place on.
    fn bytes(&mut self, at: u64, length: u64) -> io::Result<&[u8]> {
        let block_end = self.block_at.saturating_add(self.block.len() as u64);
        if at < self.block_at || at.saturating_add(length) > block_end {
            let goes_on = (self.block_at..=block_end).contains(&at);
            let wanted = length.max(if goes_on { READ_ON } else { READ });
            let wanted = wanted.min(self.end.saturating_sub(at));
            self.block.clear();
            self.block_at = at;
            let storage = &mut self.scratch.storage;
            storage.seek(SeekFrom::Start(self.start.saturating_add(at)))?;
            storage.take(wanted).read_to_end(&mut self.block)?;
        }
        let from = usize::try_from(at.saturating_sub(self.block_at)).unwrap_or(usize::MAX);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let bytes = self.block.get(from..).and_then(|rest| rest.get(..length));
        bytes.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn hold(&mut self, at: u64, shape: &Arc<MultiPolygon<P>>) {
        let bytes = shape.points().len().saturating_mul(16).saturating_add(160);
        if self.held_bytes.saturating_add(bytes) > self.most_bytes {
            self.held.clear();
            self.held_bytes = 0;
        }
        if bytes <= self.most_bytes {
            self.held.insert(at, Arc::clone(shape));
            self.held_bytes = self.held_bytes.saturating_add(bytes);
        }
    }
}

fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not what was written there")
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().map(|word| u64::from_le_bytes(*word))
}

/// The shape of some bytes; `None` if they are not those that were written.
fn shape_of<P: PlanePosition + From<geo::Coord<f64>>>(bytes: &[u8]) -> Option<MultiPolygon<P>> {
    let mut sum = Sum::default();
    let (given, last) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
    words(given).for_each(|word| sum.add(word));
    if words(last).next()? != sum.0 {
        return None;
    }
    let mut words = words(given).skip(1);
    let polygons = words.next()?;
    let rings_of: Vec<u64> = words.by_ref().take(usize::try_from(polygons).ok()?).collect();
    let rings = words.next()?;
    let mut lengths: Vec<u64> = words.by_ref().take(usize::try_from(rings).ok()?).collect();
    let mut lengths = lengths.drain(..);
    let mut shape = MultiPolygon::default();
    for rings in rings_of {
        shape.push_polygon();
        for length in lengths.by_ref().take(usize::try_from(rings).ok()?) {
            let length = usize::try_from(length).ok()?;
            shape.push_ring(
                std::iter::from_fn(|| {
                    let (x, y) = (words.next()?, words.next()?);
                    Some(P::from(geo::Coord { x: f64::from_bits(x), y: f64::from_bits(y) }))
                })
                .take(length),
            );
        }
    }
    Some(shape)
}

/// A sum that tells words, and their order, apart.
#[derive(Default)]
struct Sum(u64);

impl Sum {
    fn add(&mut self, word: u64) {
        // The fraction of the golden ratio, as good as any.
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
