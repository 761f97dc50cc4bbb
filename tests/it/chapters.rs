//! The Typst source of parts of the report: what the layout engine gets to see.

use insta::assert_snapshot;
use voortgang::chart::Typeface;
use voortgang::compose::{self, Materials, View};
use voortgang::pipeline;
use voortgang::world::{Folder, REGULAR, SEMIBOLD, Templates};

use crate::case::fixture;

/// The source of the small report from one line up to another.
fn source(from: &str, to: &str) -> String {
    let folder = Folder::open(&fixture("klein-met-andere-artikelen")).unwrap();
    let checked = pipeline::check(&folder).unwrap();
    let known = &checked.known["2024"];
    let view = View::of(known, None).unwrap();
    let (templates, typeface) = (Templates::built_in(), Typeface::new(REGULAR, SEMIBOLD).unwrap());
    let materials = Materials::of(known, &templates, &typeface);
    let source = compose::annual_report(view, materials).unwrap().source;
    let start = source.find(from).unwrap_or_else(|| panic!("no {from}"));
    let end = start + source[start..].find(to).unwrap_or_else(|| panic!("no {to}"));
    source[start..end].to_owned()
}

#[test]
fn a_part_of_the_money_chapter() {
    assert_snapshot!(source("#h2[Posten zonder project", "#h2[Verdeling over de pijlers"));
}

#[test]
fn a_block_of_a_project() {
    assert_snapshot!(source("#h4[#\"Buurtbus Voorbeeldland\"", "#h4[#\"Dorpshuis"));
}
