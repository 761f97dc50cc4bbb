//! x
pub mod diagnostic;
pub mod format;
pub mod model;
