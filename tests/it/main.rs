//! Tests of whole dossiers: the program and its library through their public interface.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests work on real folders, and a failing unwrap is a failing test"
)]

mod case;
mod changes;
mod chapters;
mod cli;
mod covenant;
mod derive;
mod diagnostics;
mod glossary;
mod html;
mod judgement;
mod kinds;
mod layers;
mod money;
mod pdf;
mod readme;
mod sheets;
mod start;
mod trail;
mod values;
