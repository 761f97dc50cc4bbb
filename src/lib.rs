//! x
pub mod chart;
pub mod diagnostic;
pub mod format;
pub mod model;
