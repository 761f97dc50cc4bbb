//! Tests of whole dossiers: the program and its library through their public interface.

mod case;
mod chapters;
mod cli;
mod covenant;
mod glossary;
mod layers;
mod pdf;
mod trail;
mod values;
