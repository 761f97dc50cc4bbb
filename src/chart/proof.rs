//! What holds for every chart: labels inside the drawing and apart, the same bytes twice.
//!
//! With `VOORTGANG_GALLERY` set to a folder, the drawings are written there to look at.

use super::label::Frame;
use super::style::{TEXT, Weight};
use super::typeface::bundled;
use super::{Chart, Typeface, depletion, distribution, gap, indicator, spending, terms, wijken};

/// A label as it stands in the SVG, in units of the drawing.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) frame: Frame,
    pub(super) size: f64,
}

/// The labels of a drawing, with the room each takes.
pub(super) fn texts(svg: &str) -> Vec<Label> {
    let typeface = bundled();
    svg.lines().filter(|line| line.starts_with("<text")).map(|line| label(line, &typeface)).collect()
}

fn label(line: &str, typeface: &Typeface<'_>) -> Label {
    let attribute = |name: &str| {
        let start = line.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3)?;
        line[start..].split('"').next()
    };
    let number = |name: &str| attribute(name).unwrap().parse::<f64>().unwrap() / 10.0;
    let text = line.split('>').nth(1).unwrap().trim_end_matches("</text").replace("&amp;", "&").replace("&apos;", "'");
    let weight = if attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular };
    let size = number("font-size");
    let width = typeface.width(&text, size, weight);
    let x = number("x")
        - match attribute("text-anchor") {
            Some("end") => width,
            Some("middle") => width / 2.0,
            _ => 0.0,
        };
    let baseline = number("y") + 0.76 * size;
    Label { text, frame: Frame::new(x, baseline - 0.7 * size, x + width, baseline + 0.2 * size), size }
}

/// Fails with the labels there are when one of these is not among them.
pub(super) fn contains(svg: &str, labels: &[&str]) {
    let there: Vec<String> = texts(svg).into_iter().map(|label| label.text).collect();
    for label in labels {
        assert!(there.iter().any(|text| text == label), "`{label}` is not in {there:?}");
    }
}

fn gallery(typeface: &Typeface<'_>) -> Vec<(&'static str, Chart)> {
    let charts = [
        ("indicator-cohesion", indicator::draw(&indicator::examples::cohesion(), typeface)),
        ("indicator-reached", indicator::draw(&indicator::examples::reached(), typeface)),
        ("indicator-close", indicator::draw(&indicator::examples::close(), typeface)),
        ("indicator-apart", indicator::draw(&indicator::examples::apart(), typeface)),
        ("gap", gap::draw(&gap::examples::factors(), typeface)),
        ("gap-units", gap::draw(&gap::examples::units(), typeface)),
        ("gap-broken", gap::draw(&gap::examples::broken(), typeface)),
        ("wijken", wijken::draw(&wijken::examples::four(), typeface)),
        ("wijken-few", wijken::draw(&wijken::examples::few(), typeface)),
        ("wijken-steep", wijken::draw(&wijken::examples::steep(), typeface)),
        ("wijken-many", wijken::draw(&wijken::examples::many(), typeface)),
        ("spending", spending::draw(&spending::examples::deal(), typeface)),
        ("spending-long", spending::draw(&spending::examples::long(), typeface)),
        ("depletion", depletion::draw(&depletion::examples::deal(), typeface)),
        ("depletion-over", depletion::draw(&depletion::examples::over(), typeface)),
        ("distribution", distribution::draw(&distribution::examples::even(), typeface)),
        ("distribution-skewed", distribution::draw(&distribution::examples::skewed(), typeface)),
        ("terms", terms::draw(&terms::examples::deal(), typeface)),
    ];
    charts.into_iter().map(|(name, chart)| (name, chart.unwrap())).collect()
}

#[test]
fn labels_stay_inside_the_drawing_and_off_each_other() {
    for (name, chart) in gallery(&bundled()) {
        let labels = texts(&chart.svg);
        let height: f64 = chart.svg.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        let drawing = Frame::new(0.0, 0.0, 480.0, height);
        for (index, label) in labels.iter().enumerate() {
            assert!(label.frame.within(&drawing), "{name}: {label:?} leaves {drawing:?}");
            assert!((label.size - TEXT).abs() < 1e-6, "{name}: {label:?}");
            for other in &labels[index + 1..] {
                assert!(!label.frame.overlaps(&other.frame), "{name}: {label:?} covers {other:?}");
            }
        }
    }
}

#[test]
fn the_smallest_letters_are_at_least_8_points_when_16_cm_wide() {
    let points = 160.0 / 25.4 * 72.0;
    assert!(TEXT * points / 480.0 >= 8.0);
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let typeface = bundled();
    assert_eq!(gallery(&typeface), gallery(&typeface));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "who wants to see the drawings names a folder for them")]
fn drawings_hold_plain_opaque_shapes() {
    for (name, Chart { svg, alt, .. }) in gallery(&bundled()) {
        assert!(!svg.contains('\u{a0}') && !alt.contains('\u{a0}'), "{name}");
        assert_eq!(svg.matches("opacity=\"1\"").count(), svg.matches("opacity=").count(), "{name}");
        assert!(svg.lines().count() < 500, "{name}: {} shapes", svg.lines().count());
        if let Some(folder) = std::env::var_os("VOORTGANG_GALLERY") {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), &svg).unwrap();
        }
    }
}
