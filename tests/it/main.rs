//! Tests of whole dossiers: the program and its library through their public interface.

mod glossary;
mod layers;
