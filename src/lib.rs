//! `voortgang` turns a dossier (a folder of YAML about a Dutch Regio Deal) into the yearly
//! voortgangsrapportage: an accessible, archivable PDF that carries its own data.
//!
//! # Steps
//! Data flows in one direction; each step is a folder and imports only steps above it, besides
//! [`diagnostic`], [`mod@format`] and [`world`]. A test holds that table.
//!
//! | step | in | out | never |
//! |---|---|---|---|
//! | [`model`] | – | the covenant's nouns as plain data | knows positions in files |
//! | [`read`] | files in memory, the rows of sheets among them | located texts and a [`model::Dossier`], or every mistake at its line | guesses a value |
//! | [`figures`] | a dossier and one of its reports | what the report knows, with exact derived values, each with its formula and places | rounds |
//! | [`check`] | a dossier, or the part of it that could be read, and the figures | diagnostics about values that do not agree | changes anything |
//! | [`chart`] | figures | SVG, alt text, caption | draws what was not measured |
//! | [`compose`] | figures and charts, templates | Typst source, attachments, the trail of the printed figures; the same as HTML | computes |
//! | [`typeset`] | Typst source | a PDF in memory | touches disk, clock or network |
//! | [`package`] | the documents of a report, and what it knew | the council package in memory: metadata, open data, manifest | invents what the dossier lacks |
//! | [`publish`] | bytes | a file, or the council package, whole or not at all | leaves half a file, or half a package |
//!
//! Beside the steps stands [`derive`](mod@derive): it opens `intern/`, which no step does, and makes public rows
//! for the dossier from what may not be public. It uses [`model`] and [`read`]; no step uses it.
//!
//! The way back is part of the first step: [`read::delivery`] takes the dossier out of a report, with
//! nothing taken for granted; [`proof`] makes a report or an overview again and compares, [`stamp`](mod@stamp) does so
//! to put a registration number in it, and [`origin`] looks up where a figure comes from. What all deals say together is a theme of the same steps:
//! [`model::Portfolio`], [`figures::overview`], the overview in [`compose`]. [`workers`] does such work in
//! processes of this program, within limits of time and memory.
//!
//! [`pipeline`] is the recipe that runs them; [`commands`] is what each command of the program
//! does, and [`cli`] what can be asked. Before all steps there is [`start`]: the files of a new
//! dossier, and of its next year, with a [`read::BLANK`] wherever something is to be filled in.
//!
//! # Invariants
//! - *A report knows what was known.* Before a report is made, everything with a later
//!   `bekend-op` is cut out of the texts ([`read::as_known_on`]) and the rest is read anew; those
//!   same texts are attached to the PDF. So an old report can be made again, byte for byte.
//! - *A figure has a place.* Sums and measurements come to print as a [`figures::Figure`] or as a
//!   cell with its trace, and `herkomst.csv` inside the PDF lists them. Agreed shares and
//!   counts of projects do not have one.
//! - *Nothing of `intern/` leaves.* A report is made from a [`world::Folder`], which never holds it; what
//!   is derived from it carries a fingerprint, and no number by which a person may be recognised.
//! - *A value is never markup.* There is one escaper, and the template engine applies it to all.
//! - *A report is its own delivery.* Its data rebuild it byte for byte; an overview uses a report only when
//!   they do, or says why that cannot be told, and sums only what has the same definition, unit and date.
//! - *A file from outside harms nothing.* It is opened by a worker, unpacked within bounds, and named by its
//!   checked manifest alone.
//! - *The same input gives the same bytes.* No clock, no locale, no order of a hash map; only who
//!   begins a dossier is proposed a year, from [`world::today`].

pub mod chart;
pub mod check;
pub mod cli;
pub mod commands;
pub mod compose;
pub mod derive;
pub mod diagnostic;
pub mod figures;
pub mod format;
pub mod model;
pub mod origin;
pub mod package;
pub mod pipeline;
pub mod proof;
pub mod publish;
pub mod read;
pub mod stamp;
pub mod start;
pub mod typeset;
pub mod workers;
pub mod world;
