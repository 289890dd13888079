//! Independent work shared among threads.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does each job with a tool of the thread that takes it; the results in the order of the jobs.
pub(super) fn each<J: Send, T, R: Send>(
    jobs: impl Iterator<Item = J> + Send,
    workers: NonZeroUsize,
    tool: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, J) -> R + Sync,
) -> Vec<R> {
    if workers.get() == 1 {
        let mut tool = tool();
        return jobs.map(|job| work(&mut tool, job)).collect();
    }
    let queue = Mutex::new(jobs.enumerate());
    let done = Mutex::new(Vec::new());
    let run = || {
        let mut tool = tool();
        loop {
            let job = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((at, job)) = job else { return };
            let result = work(&mut tool, job);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers.get() {
            scope.spawn(run);
        }
        run();
    });
    let mut done: Vec<(usize, R)> = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
