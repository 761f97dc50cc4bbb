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
mod council;
mod covenant;
mod deal_page;
#[path = "../../benches/generated/deals.rs"]
mod deals;
mod derive;
mod diagnostics;
mod glossary;
mod hostile;
mod html;
mod judgement;
mod kinds;
mod layers;
mod layout;
mod many;
mod money;
mod national;
mod origin;
mod overview;
mod package;
mod palette;
mod pdf;
mod portfolio;
mod proof;
mod readme;
mod sheets;
mod stamp;
mod start;
mod trail;
mod values;
