//! x
pub mod diagnostic;
pub mod figures;
pub mod format;
pub mod model;
