//! Tests of whole dossiers, through the public interface.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests work on real folders, and a failing unwrap is a failing test"
)]

mod diagnostics;
