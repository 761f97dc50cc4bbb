//! x
pub mod chart;
pub mod diagnostic;
pub mod figures;
pub mod format;
pub mod model;
pub mod read;
pub mod world;
