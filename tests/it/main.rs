//! Tests of whole dossiers: the program and its library through their public interface.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests work on real folders, and a failing unwrap is a failing test"
)]

mod case;
mod chapters;
mod cli;
mod covenant;
mod diagnostics;
mod glossary;
mod layers;
mod pdf;
mod readme;
mod sheets;
mod trail;
mod values;
