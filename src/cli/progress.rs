//! Progress on standard error: a bar on a terminal, nothing in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over a number of things; shown only if the work takes a while.
pub(super) fn bar(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

/// Named steps, one after another.
pub(super) struct Steps {
    spinner: ProgressBar,
    names: &'static [&'static str],
}

/// A spinner that names the step under way.
pub(super) fn steps(names: &'static [&'static str]) -> Steps {
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(120));
    Steps { spinner, names }
}

impl Steps {
    pub(super) fn begin(&self, step: usize) {
        let name = self.names.get(step).copied().unwrap_or_default();
        self.spinner.set_message(format!("{}/{} {name}", step.saturating_add(1), self.names.len()));
    }

    pub(super) fn finish(&self) {
        self.spinner.finish_and_clear();
    }
}
