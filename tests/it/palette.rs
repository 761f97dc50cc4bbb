//! The colours of the theme: what is read can be read, what means something can be told apart.
//!
//! Text has a contrast of 4,5 : 1 with everything it stands on (WCAG 2.2, 1.4.3), what is drawn 3 : 1 (1.4.11). The
//! colours of the charts are looked at beside them, in `src/chart/style.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ttf_parser::{Face, OutlineBuilder};
use voortgang::model::{Colour, HouseStyle, Vision};
use voortgang::pipeline::{Choice, Numbers, check, compose, package};
use voortgang::world::{Folder, SEMIBOLD, Templates};

use crate::case::fixture;

type Palette = BTreeMap<String, Colour>;

fn template(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates").join(path)).unwrap()
}

/// The colours that `theme/colours.typ` names.
fn theme() -> Palette {
    let colour = |line: &str| {
        let (name, value) = line.strip_prefix("#let ")?.split_once(" = rgb(\"")?;
        Some((name.to_owned(), value.strip_suffix("\")")?.parse().unwrap()))
    };
    template("theme/colours.typ").lines().filter_map(colour).collect()
}

/// The colours of the page, on a light screen, on a dark one and on paper.
fn pages() -> [Palette; 3] {
    let css = template("html/style.css");
    let blocks: Vec<Palette> = css
        .split(":root {")
        .skip(1)
        .map(|block| {
            let block = block.split('}').next().unwrap();
            let colour = |line: &str| {
                let (name, value) = line.trim().strip_prefix("--")?.split_once(": ")?;
                Some((name.to_owned(), value.strip_suffix(';')?.parse().unwrap()))
            };
            block.lines().filter_map(colour).collect()
        })
        .collect();
    blocks.try_into().expect("the page has colours for a light screen, a dark one and paper")
}

/// Whether a colour has at least this contrast with each of these.
fn stands_out(palette: &Palette, name: &str, grounds: &[Colour], least: f64) {
    for ground in grounds {
        let found = palette[name].contrast(*ground);
        assert!(found >= least, "{name} {} on {ground}: {found:.2} : 1", palette[name]);
    }
}

/// What stands in letters or in a sign, on the paper and in a panel.
const TEXT: [&str; 6] = ["ink", "soft", "accent", "good", "attention", "bad"];

#[test]
fn text_of_the_theme_can_be_read() {
    let theme = theme();
    assert_eq!(theme.len(), 10, "{theme:?}");
    for name in TEXT.iter().chain(&["neutral"]) {
        stands_out(&theme, name, &[Colour::WHITE, theme["wash"], theme["faint"]], HouseStyle::TEXT);
    }
    assert_eq!(theme["wash"], HouseStyle::WASH, "an accent of the region's own is held against it");
}

#[test]
fn text_of_the_page_can_be_read_in_light_in_dark_and_on_paper() {
    for page in &pages() {
        assert_eq!(page.len(), 10, "{page:?}");
        for name in TEXT {
            stands_out(page, name, &[page["page"], page["wash"]], HouseStyle::TEXT);
        }
        // The heads of tables have white letters.
        stands_out(page, "head", &[Colour::WHITE], HouseStyle::TEXT);
    }
    let [light, dark, paper] = pages();
    assert_eq!(light, paper);
    assert_eq!([dark["page"], dark["wash"]], HouseStyle::DARK, "an accent of the region's own is held against them");
}

#[test]
fn the_page_has_the_colours_of_the_pdf() {
    let (theme, [light, ..]) = (theme(), pages());
    // The page has no sign behind its text: it says what it is above it.
    let shared = |name: &str| !matches!(name, "neutral" | "faint");
    for (name, colour) in theme.iter().filter(|(name, _)| shared(name)) {
        assert_eq!(light[name], *colour, "{name}");
    }
    assert_eq!((light["head"], light["page"], theme["neutral"]), (theme["accent"], Colour::WHITE, theme["soft"]));
}

/// A sign is a shape with its word; its colour says the same to whoever sees no red, no green or no blue. In grey the
/// shape and the word are left.
#[test]
fn signs_are_told_apart_by_any_eyes() {
    for palette in [&theme()].into_iter().chain(&pages()) {
        for (one, other) in [("good", "attention"), ("good", "bad"), ("attention", "bad")] {
            for vision in Vision::ALL {
                let apart = palette[one].distance(palette[other], vision);
                assert!(apart >= HouseStyle::APART, "{one} and {other}, {vision:?}: {apart:.1}");
            }
        }
    }
}

#[test]
fn an_accent_that_can_be_read_on_paper_can_be_read_in_the_dark() {
    let steps = (0..=255_u8).step_by(17);
    let all = steps.clone().flat_map(|r| steps.clone().map(move |g| (r, g)));
    let all = all.flat_map(|(r, g)| (0..=255_u8).step_by(17).map(move |b| format!("#{r:02x}{g:02x}{b:02x}")));
    let accents: Vec<Colour> =
        all.map(|accent| accent.parse().unwrap()).filter(|one| HouseStyle::is_text(*one)).collect();
    assert!(accents.len() > 500 && accents.iter().any(|accent| *accent == "#000000".parse().unwrap()));
    for accent in accents {
        let light = HouseStyle::in_the_dark(accent);
        for ground in HouseStyle::DARK {
            assert!(light.contrast(ground) >= HouseStyle::TEXT, "{accent}: {light} on {ground}");
        }
        // The heads of tables have white letters on the accent itself, in the light and in the dark.
        assert!(accent.contrast(Colour::WHITE) >= HouseStyle::TEXT, "{accent}");
    }
}

/// What the page of a region with an accent of its own says is what was tried above.
#[test]
fn the_page_of_a_region_takes_its_accent_in_the_light_and_in_the_dark() {
    let folder = Folder::open(&fixture("klein-met-andere-artikelen")).unwrap();
    let checked = check(&folder).unwrap();
    let (package, _) = package(&folder, &checked, &Choice::Latest, &Templates::built_in(), Numbers::default()).unwrap();
    let page = package.files.iter().find(|file| file.name.contains("_4-")).unwrap();
    let page = str::from_utf8(&page.bytes).unwrap();
    let accent: Colour = "#6b1d5c".parse().unwrap();
    for part in [
        format!(":root {{ --accent: {accent}; --head: {accent}; }}"),
        format!("@media (prefers-color-scheme: dark) {{ :root {{ --accent: {}; }} }}", HouseStyle::in_the_dark(accent)),
        format!("@media print {{ :root {{ --accent: {accent}; }} }}"),
    ] {
        assert!(page.contains(&part), "{part}");
    }
    // A logo was drawn for paper: it stands on white in the dark too.
    assert!(
        page.contains("<img class=\"logo\"") && page.contains(".logo {") && page.contains("background: #ffffff; }")
    );
}

#[test]
fn a_region_sees_its_own_colours_and_logo_and_another_those_of_the_program() {
    let composed = |name: &str| {
        let folder = Folder::open(&fixture(name)).unwrap();
        let checked = check(&folder).unwrap();
        compose(&folder, &checked, &Choice::Latest, &Templates::built_in()).unwrap()
    };
    let theme = template("theme/colours.typ");
    let own = composed("klein-met-andere-artikelen");
    let colours = String::from_utf8_lossy(&own.files["theme/colours.typ"]).into_owned();
    assert!(colours.starts_with(&theme) && colours.ends_with("\n#let accent = rgb(\"#6b1d5c\")\n"), "{colours}");
    assert!(own.source.contains("#logo(\"beelden__logo.png\", alt: \"Logo van Regio Deal Voorbeeldland\")"));
    assert!(own.attachments.iter().any(|file| file.name == "beelden__logo.png"));
    assert_eq!(own.figures.last().unwrap().alt, "Logo van Regio Deal Voorbeeldland");
    let drawings: Vec<&[u8]> =
        own.files.iter().filter(|(name, _)| name.ends_with(".svg")).map(|(_, svg)| svg.as_slice()).collect();
    assert!(drawings.iter().any(|svg| String::from_utf8_lossy(svg).contains("#0F7A5A")));

    let other = composed("den-haag-zuidwest");
    assert_eq!(other.files["theme/colours.typ"], theme.as_bytes());
    assert!(!other.source.contains("#logo("));
}

/// Writes the outlines of letters as parts of a curve of Typst, in units of the typeface, downward from the top of a capital.
struct Outlines {
    text: String,
    /// Where the letter begins.
    from: f32,
    capital: f32,
}

impl Outlines {
    fn part(&mut self, name: &str, points: &[(f32, f32)]) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("({}, {})", self.from + x, self.capital - y)).collect();
        self.text.push_str(&format!("  ({name}, {}),\n", points.join(", ")));
    }
}

impl OutlineBuilder for Outlines {
    fn move_to(&mut self, x: f32, y: f32) {
        self.part("move", &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.part("line", &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.part("quad", &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.part("cubic", &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.text.push_str("  (close,),\n");
    }
}

#[test]
fn the_word_behind_a_concept_has_the_letters_of_the_typeface() {
    let face = Face::parse(SEMIBOLD, 0).unwrap();
    let capital = f32::from(face.capital_height().unwrap());
    let mut drawn = Outlines { text: String::new(), from: 0.0, capital };
    for letter in "CONCEPT".chars() {
        let glyph = face.glyph_index(letter).unwrap();
        drawn.text.push_str(&format!("  // {letter}\n"));
        face.outline_glyph(glyph, &mut drawn).unwrap();
        drawn.from += f32::from(face.glyph_hor_advance(glyph).unwrap());
    }
    let file = template("theme/concept.typ");
    let outline = file.split_once("#let outline = (\n").and_then(|(_, rest)| rest.split_once(")\n\n")).unwrap().0;
    assert!(outline == drawn.text, "the outline in theme/concept.typ must be:\n{}", drawn.text);
    let size = format!("#let (em, width, height) = ({}, {}, {capital})\n", face.units_per_em(), drawn.from);
    assert!(file.contains(&size), "{size}");
}
