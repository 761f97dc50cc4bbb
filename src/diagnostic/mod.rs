//! What can be said about a dossier: values, places, and the one renderer.
//!
//! Comes in: a [`Diagnostic`] from any step, with a [`KeyPath`] and no line number. Goes out: text
//! for people ([`render`]) or JSON for machines ([`to_json`]), with the line of each place. Left
//! to others: which line a key path is (`read::Sources`, through [`Places`]), and whether to go
//! on after an error (the caller, with [`has_errors`]).

mod key_path;
mod render;
mod value;

pub use key_path::{KeyPath, Step};
pub use render::{Colour, Location, Places, render, summary, to_json};
pub use value::{Diagnostic, Label, Severity, Target, has_errors};
