//! [`Workers`]: how many threads a job may use.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many threads a job may use (线程数); one unless the caller says otherwise.
///
/// The library starts no thread that its caller has not asked for, keeps no pool, and leaves none behind: threads live as
/// long as the call. The result of a job is the same, byte for byte, whatever the number.
///
/// ```
/// use std::num::NonZeroUsize;
/// use landledger::Workers;
///
/// assert_eq!(Workers::default().count(), 1);
/// assert_eq!(Workers::new(NonZeroUsize::new(4).unwrap()).count(), 4);
/// assert!(Workers::available().count() >= 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Workers(NonZeroUsize);

impl Workers {
    /// The calling thread alone.
    pub const ONE: Workers = Workers(NonZeroUsize::MIN);

    /// As many threads, the calling one among them.
    #[must_use]
    pub const fn new(count: NonZeroUsize) -> Workers {
        Workers(count)
    }

    /// As many as the system says it has processors for this program; one if it does not say.
    #[must_use]
    pub fn available() -> Workers {
        thread::available_parallelism().map_or(Workers::ONE, Workers)
    }

    /// How many threads.
    #[must_use]
    pub const fn count(self) -> usize {
        self.0.get()
    }

    /// Something of each item, in the order of the items.
    pub(crate) fn map<T: Sync, R: Send>(
        self,
        items: &[T],
        of: impl Fn(usize, &T) -> R + Sync,
    ) -> Vec<R> {
        self.map_with(items, || (), |(), index, item| of(index, item))
    }

    /// The same with something that each thread keeps for itself, such as buffers.
    pub(crate) fn map_with<T: Sync, S, R: Send>(
        self,
        items: &[T],
        own: impl Fn() -> S + Sync,
        of: impl Fn(&mut S, usize, &T) -> R + Sync,
    ) -> Vec<R> {
        // Portions, so that a thread with heavy items leaves the light ones to the others.
        let portion = match self.count() {
            1 => items.len(),
            count => items.len().div_ceil(count.saturating_mul(PORTIONS)),
        };
        let portions = items.chunks(portion.max(1)).scan(0_usize, |from, items| {
            let start = *from;
            *from = from.saturating_add(items.len());
            Some((start, items))
        });
        let done = self.each(portions, own, |own, (start, items)| -> Vec<R> {
            (start..).zip(items).map(|(index, item)| of(own, index, item)).collect()
        });
        done.into_iter().flatten().collect()
    }

    /// Two jobs, the second beside the first where there is more than one thread.
    pub(crate) fn both<A, B: Send>(
        self,
        here: impl FnOnce() -> A,
        there: impl Fn() -> B + Sync,
    ) -> (A, B) {
        if self.count() == 1 {
            return (here(), there());
        }
        thread::scope(|scope| {
            let beside = thread::Builder::new().spawn_scoped(scope, &there);
            let first = here();
            let second = match beside {
                Ok(thread) => {
                    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                }
                // A thread that the system does not give.
                Err(_) => there(),
            };
            (first, second)
        })
    }

    /// Jobs that other threads begin at once, one each, and something here that may wait for what comes of each. A job
    /// that is not waited for is done all the same.
    pub(crate) fn beside<J: Sync, R: Send, T>(
        self,
        jobs: &[J],
        of: impl Fn(&J) -> R + Sync,
        here: impl FnOnce(Vec<Box<dyn FnOnce() -> R + '_>>) -> T,
    ) -> T {
        thread::scope(|scope| {
            let of = &of;
            let waiting = jobs.iter().map(|job| -> Box<dyn FnOnce() -> R + '_> {
                match thread::Builder::new().spawn_scoped(scope, move || of(job)) {
                    Ok(thread) => Box::new(move || {
                        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                    }),
                    // A thread that the system does not give.
                    Err(_) => Box::new(move || of(job)),
                }
            });
            here(waiting.collect())
        })
    }

    /// Each job, taken by the next thread that is free, with something that each thread keeps for itself; what comes of
    /// them in the order of the jobs.
    pub(crate) fn each<J: Send, S, R: Send>(
        self,
        jobs: impl Iterator<Item = J> + Send,
        own: impl Fn() -> S + Sync,
        of: impl Fn(&mut S, J) -> R + Sync,
    ) -> Vec<R> {
        if self.count() == 1 {
            let mut own = own();
            return jobs.map(|job| of(&mut own, job)).collect();
        }
        let queue = Mutex::new(jobs.enumerate());
        let work = || {
            let mut own = own();
            let mut done: Vec<(usize, R)> = Vec::new();
            loop {
                let job = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((at, job)) = job else { return done };
                done.push((at, of(&mut own, job)));
            }
        };
        let mut done = thread::scope(|scope| {
            // A thread that the system does not give is one worker fewer, and no fault.
            let others: Vec<_> = (1..self.count())
                .map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
                .collect();
            let mut all = work();
            for other in others {
                all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            all
        });
        done.sort_unstable_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, result)| result).collect()
    }
}

impl Default for Workers {
    fn default() -> Workers {
        Workers::ONE
    }
}

/// Portions for each thread.
const PORTIONS: usize = 16;
