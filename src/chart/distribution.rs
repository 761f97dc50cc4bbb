//! How the money is spread over the pillars: begroot, gerealiseerd, and as recorded when it was.

use plotters::style::RGBColor;
use rust_decimal::Decimal;

use super::canvas::{self, Align, Canvas, Ink};
use super::label;
use super::scale::place;
use super::style::{AXIS, HAIRLINE, INK, LEADING, REST, Stroke, TEXT, WHITE, WIDTH, Weight, category, text_on};
use super::words::prose;
use super::{Chart, Typeface};
use crate::format;
use crate::model::Colour;

/// The spread of the money over the pillars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// The pillars in the order of the covenant, the same in each bar; `None` is what belongs to none.
    pub pillars: Vec<Option<String>>,
    /// The colours of the pillars in that order; none for those of the program.
    pub colours: Vec<Colour>,
    /// The bars from top to bottom.
    pub bars: Vec<DistributionBar>,
}

/// A spread: shares that are 1 together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistributionBar {
    /// What is spread: `begroot`, `gerealiseerd`, `vastgelegde verdeling`.
    pub name: String,
    /// A share per pillar in the order of `pillars`, a fraction of 1, unrounded. Empty when there
    /// is nothing to spread: the bar is told of, not drawn.
    pub shares: Vec<Decimal>,
}

const NAMES: f64 = 84.0;
const BAR: f64 = 38.0;
const BETWEEN: f64 = 12.0;
const CALLOUT: f64 = 16.0;

/// A segment of a bar with its place.
struct Segment {
    from: f64,
    to: f64,
    colour: RGBColor,
    lines: Vec<String>,
    /// The words when they do not fit inside.
    callout: Option<String>,
}

/// The chart of the spread; `None` when no bar has a share.
#[must_use]
pub fn draw(data: &Distribution, typeface: &Typeface<'_>) -> Option<Chart> {
    let drawn: Vec<&DistributionBar> = data.bars.iter().filter(|bar| bar.is_filled()).collect();
    if drawn.is_empty() {
        return None;
    }
    let mut caption = "Verdeling van de middelen over de pijlers, in procenten van het totaal.".to_owned();
    if drawn.iter().any(|bar| !bar.adds_up()) {
        caption.push_str(" Door afronding tellen de percentages niet steeds op tot 100.");
    }
    Some(Chart { svg: data.svg(typeface, &drawn), alt: data.alt(), caption })
}

impl Distribution {
    fn names(&self) -> Vec<String> {
        self.pillars.iter().map(|pillar| pillar.clone().unwrap_or_else(|| "Zonder pijler".to_owned())).collect()
    }

    fn paints(&self) -> Vec<RGBColor> {
        let mut index = 0..;
        let colour = |pillar: &Option<String>| match pillar {
            Some(_) => category(&self.colours, index.next().unwrap_or_default()),
            None => REST,
        };
        self.pillars.iter().map(colour).collect()
    }

    fn svg(&self, typeface: &Typeface<'_>, bars: &[&DistributionBar]) -> String {
        let laid: Vec<Vec<Segment>> = bars.iter().map(|bar| self.segments(typeface, bar)).collect();
        let height = |segments: &Vec<Segment>| BAR + callout_height(typeface, segments) + BETWEEN;
        let total = laid.iter().map(height).sum::<f64>() - BETWEEN + 4.0;
        canvas::draw(total, |canvas| {
            let mut top = 2.0;
            for (bar, segments) in bars.iter().zip(&laid) {
                let lines = label::wrap(typeface, &format::capitalised(&bar.name), NAMES - 10.0, 3, Weight::Bold);
                let mut y = top + BAR / 2.0 - label::height(lines.len()) / 2.0 + LEADING / 2.0;
                for line in lines {
                    canvas.text((0.0, y), &line, Align::Start, Ink::bold(INK));
                    y += LEADING;
                }
                draw_bar(canvas, typeface, segments, top);
                top += height(segments);
            }
        })
    }

    /// The segments of a bar; negative shares have none.
    fn segments(&self, typeface: &Typeface<'_>, bar: &DistributionBar) -> Vec<Segment> {
        let shares: Vec<f64> = bar.shares.iter().map(|share| place(*share).max(0.0)).collect();
        let whole = shares.iter().sum::<f64>();
        let mut from = NAMES;
        let mut segments = Vec::new();
        for (((name, colour), share), exact) in self.names().iter().zip(self.paints()).zip(shares).zip(&bar.shares) {
            if share <= 0.0 {
                continue;
            }
            let to = from + share / whole * (WIDTH - NAMES);
            let percent = format::share(*exact, 0);
            let room = to - from - 8.0;
            let mut lines = label::wrap(typeface, name, room, 2, Weight::Regular);
            let whole_name =
                lines.iter().all(|line| !line.ends_with('…') && typeface.width(line, TEXT, Weight::Regular) <= room);
            let fits = whole_name && typeface.width(&percent, TEXT, Weight::Bold) <= room;
            lines.push(percent.clone());
            let callout = (!fits).then(|| format!("{name} {percent}"));
            segments.push(Segment { from, to, colour, lines: if fits { lines } else { Vec::new() }, callout });
            from = to;
        }
        segments
    }

    fn alt(&self) -> String {
        let mut sentences = vec!["Verdeling van de middelen over de pijlers.".to_owned()];
        for bar in &self.bars {
            let name = format::capitalised(&bar.name);
            if !bar.is_filled() {
                sentences.push(format!("{name}: nog niets te verdelen."));
                continue;
            }
            let facts: Vec<String> = self
                .names()
                .iter()
                .zip(&bar.shares)
                .map(|(pillar, share)| format!("{pillar} {}", format::share(*share, 0)))
                .collect();
            sentences.push(format!("{name}: {}.", format::list(&facts)));
        }
        prose(&sentences)
    }
}

impl DistributionBar {
    fn is_filled(&self) -> bool {
        self.shares.iter().any(|share| share.is_sign_positive() && !share.is_zero())
    }

    /// Whether the printed percentages are 100 together.
    fn adds_up(&self) -> bool {
        let percents = self.shares.iter().map(|share| format::round(share.saturating_mul(Decimal::ONE_HUNDRED), 0));
        percents.fold(Decimal::ZERO, Decimal::saturating_add) == Decimal::ONE_HUNDRED
    }
}

/// Words outside a bar, with a line that leads to their segment.
struct Callout {
    /// Where the line leaves the bar.
    from: f64,
    /// Where it arrives at the words, and how these stand there.
    to: f64,
    align: Align,
    text: String,
    row: usize,
}

/// The callouts of a bar: beside each other when they fit in one row. Else a row each, at the left
/// of their line in the right half and at its right in the left half, in the order in which no
/// line crosses words.
fn callouts(typeface: &Typeface<'_>, segments: &[Segment]) -> Vec<Callout> {
    let outside: Vec<(f64, &String)> =
        segments.iter().filter_map(|segment| Some((segment.middle(), segment.callout.as_ref()?))).collect();
    let wishes: Vec<(f64, f64)> =
        outside.iter().map(|(at, text)| (*at, typeface.width(text, TEXT, Weight::Regular) + 10.0)).collect();
    if wishes.iter().map(|(_, width)| width).sum::<f64>() <= (WIDTH - NAMES) / 2.0 {
        let middles = label::spread(&wishes, NAMES, WIDTH + 4.0);
        let callout = |((from, text), to): (&(f64, &String), f64)| Callout {
            from: *from,
            to,
            align: Align::Middle,
            text: (*text).clone(),
            row: 0,
        };
        return outside.iter().zip(middles).map(callout).collect();
    }
    let half = f64::midpoint(NAMES, WIDTH);
    let (left, right): (Vec<_>, Vec<_>) = outside.into_iter().partition(|(at, _)| *at < half);
    let edge = left.last().map_or(NAMES, |(at, _)| at + 6.0);
    let short = |text: &str, width| label::wrap(typeface, text, width, 1, Weight::Regular).join(" ");
    let right = right.iter().map(|(at, text)| (*at, Align::End, short(text, at - edge - 4.0)));
    let left = left.iter().rev().map(|(at, text)| (*at, Align::Start, short(text, WIDTH - at - 4.0)));
    right
        .chain(left)
        .enumerate()
        .map(|(row, (at, align, text))| Callout { from: at, to: at, align, text, row })
        .collect()
}

/// The height of the callouts of a bar.
fn callout_height(typeface: &Typeface<'_>, segments: &[Segment]) -> f64 {
    callouts(typeface, segments).last().map_or(0.0, |last| CALLOUT + label::height(last.row))
}

fn draw_bar(canvas: &Canvas<'_>, typeface: &Typeface<'_>, segments: &[Segment], top: f64) {
    let bottom = top + BAR;
    for segment in segments {
        canvas.fill((segment.from, top), (segment.to, bottom), segment.colour);
    }
    for pair in segments.windows(2) {
        canvas.line((pair[0].to, top), (pair[0].to, bottom), Stroke::solid(WHITE, 1.5));
    }
    for segment in segments {
        let ink = text_on(segment.colour);
        let mut y = top + BAR / 2.0 - label::height(segment.lines.len()) / 2.0 + LEADING / 2.0;
        for (index, line) in segment.lines.iter().enumerate() {
            let ink = if index + 1 == segment.lines.len() { Ink::bold(ink) } else { Ink::regular(ink) };
            canvas.text((segment.middle(), y), line, Align::Middle, ink);
            y += LEADING;
        }
    }
    for Callout { from, to, align, text, row } in callouts(typeface, segments) {
        let y = bottom + CALLOUT - 5.0 + label::height(row);
        let thin = Stroke::solid(AXIS, HAIRLINE);
        let aside = match align {
            Align::Middle => {
                canvas.path(&[(from, bottom), (from, bottom + 2.0), (to, y - 6.0)], thin);
                0.0
            }
            Align::Start | Align::End => {
                let aside = if align == Align::End { -4.0 } else { 4.0 };
                canvas.path(&[(from, bottom), (from, y), (from + aside * 0.7, y)], thin);
                aside
            }
        };
        canvas.text((to + aside, y), &text, align, Ink::regular(INK));
    }
}

impl Segment {
    const fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::super::series::examples::decimal;
    use super::*;

    fn bar(name: &str, shares: &[&str]) -> DistributionBar {
        DistributionBar { name: name.into(), shares: shares.iter().map(|share| decimal(share)).collect() }
    }

    pub(in crate::chart) fn even() -> Distribution {
        Distribution {
            colours: vec![],
            pillars: vec![
                Some("Samenleving".into()),
                Some("Werken".into()),
                Some("Wonen en openbare ruimte".into()),
                None,
            ],
            bars: vec![
                bar("begroot", &["0.3333", "0.3333", "0.3", "0.0334"]),
                bar("gerealiseerd", &["0.416", "0.265", "0.304", "0.015"]),
            ],
        }
    }

    pub(in crate::chart) fn skewed() -> Distribution {
        Distribution {
            colours: vec![],
            pillars: vec![
                Some("Bestaanszekerheid en gezondheid".into()),
                Some("Veiligheid".into()),
                Some("Onderwijs en arbeidsmarkt".into()),
                Some("Leefbaarheid van de openbare ruimte".into()),
                None,
            ],
            bars: vec![
                bar("vastgelegde verdeling", &["0.25", "0.25", "0.25", "0.25", "0"]),
                bar("begroot", &["0.9", "0.03", "0.03", "0.03", "0.01"]),
                bar("gerealiseerd", &[]),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::proof::contains;
    use super::super::typeface::bundled;
    use super::examples::*;
    use super::*;

    #[test]
    fn the_alt_text_states_each_share() {
        let chart = draw(&even(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Verdeling van de middelen over de pijlers. Begroot: Samenleving 33%, Werken 33%, Wonen en openbare ruimte 30% en \
             Zonder pijler 3%. Gerealiseerd: Samenleving 42%, Werken 27%, Wonen en openbare ruimte 30% en Zonder pijler 2%."
        );
        assert!(chart.caption.ends_with("Door afronding tellen de percentages niet steeds op tot 100."));
    }

    #[test]
    fn a_narrow_segment_has_its_words_outside() {
        let svg = draw(&even(), &bundled()).unwrap().svg;
        contains(&svg, &["Samenleving", "42%", "Zonder pijler 3%", "Zonder pijler 2%"]);
    }

    #[test]
    fn nothing_realised_is_said_and_nothing_at_all_is_none() {
        let chart = draw(&skewed(), &bundled()).unwrap();
        assert!(chart.alt.ends_with("Gerealiseerd: nog niets te verdelen."));
        let mut data = skewed();
        data.bars.drain(..2);
        assert_eq!(draw(&data, &bundled()), None);
    }
}
