//! The day of today, for who begins a dossier.

use std::time::SystemTime;

use chrono::{Days, NaiveDate};

/// Today, in UTC; the first day of 1970 when the clock of the machine is not set.
///
/// Only the commands that write a new dossier ask it, to propose a year. No report depends on it.
#[must_use]
pub fn today() -> NaiveDate {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    NaiveDate::default().checked_add_days(Days::new(seconds / 86_400)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_set() {
        assert!(today() > NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
    }
}
