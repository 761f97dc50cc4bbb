//! Tests of whole dossiers, through the public interface.

mod diagnostics;
