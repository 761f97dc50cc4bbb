//! x
pub mod diagnostic;
pub mod format;
pub mod model;
pub mod read;
pub mod world;
