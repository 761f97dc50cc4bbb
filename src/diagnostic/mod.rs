//! What can be said about a dossier: values, places, and the one renderer.

mod key_path;

pub use key_path::{KeyPath, Step};
