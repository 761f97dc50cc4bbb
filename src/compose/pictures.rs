//! Hands figures to the charts, and keeps the drawings for the Typst project.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::view::{View, decimals, month};
use crate::chart::{self, Chart, Measured, MethodBreak, Reading, Series, Typeface, Unit};
use crate::figures::comparison::factor_between;
use crate::figures::indicator::{cuts, is_cumulative, usable_factor};
use crate::figures::{Figure, IndicatorFigures, Line, Point, money};
use crate::model::{Amount, Id, Indicator, Quality, Text};

/// A chart as a template places it.
#[derive(Debug, Serialize)]
pub(super) struct ChartView {
    file: String,
    alt: String,
    caption: String,
}

/// A picture of a report in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The line under it.
    pub caption: String,
    /// What can be seen, for who cannot see it.
    pub alt: String,
}

/// The drawings of one report. Their names are numbered, so that they are the same in every
/// report: Typst remembers each name for the life of the process.
pub(super) struct Pictures<'a> {
    typeface: &'a Typeface<'a>,
    files: BTreeMap<String, Vec<u8>>,
    described: Vec<Described>,
}

impl<'a> Pictures<'a> {
    pub(super) fn new(typeface: &'a Typeface<'a>) -> Self {
        Self { typeface, files: BTreeMap::new(), described: Vec::new() }
    }

    /// The drawings in words, in the order in which they were drawn.
    pub(super) fn described(&self) -> &[Described] {
        &self.described
    }

    /// The drawings by their file name.
    pub(super) fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    fn keep(&mut self, chart: Option<Chart>) -> Option<ChartView> {
        let chart = chart?;
        let file = format!("grafiek-{:02}.svg", self.files.len() + 1);
        self.files.insert(file.clone(), chart.svg.into_bytes());
        self.described.push(Described { caption: chart.caption.clone(), alt: chart.alt.clone() });
        Some(ChartView { file, alt: chart.alt, caption: chart.caption })
    }

    pub(super) fn indicator(
        &mut self,
        view: View<'_>,
        indicator: &Indicator,
        figures: &IndicatorFigures,
    ) -> Option<ChartView> {
        let other = view.dossier.deal.area.comparison.as_ref();
        let target = indicator.target.as_ref();
        let goal = figures.goal.as_ref().map(|goal| goal.value);
        let start = if is_cumulative(indicator) {
            target.map(|target| (target.from.day(), Decimal::ZERO))
        } else {
            figures
                .baseline(&indicator.area)
                .filter(|point| !point.has_low_response())
                .and_then(|point| Some((point.day, measured(indicator, figures, point)?.value)))
        };
        let end = target.zip(goal).map(|(target, goal)| (target.to.day(), goal));
        let data = chart::indicator::IndicatorSeries {
            name: indicator.name.to_string(),
            unit: unit(indicator),
            area: series(view, indicator, figures, &indicator.area),
            comparison: other
                .map(|other| series(view, indicator, figures, &other.id))
                .filter(|series| !series.points.is_empty()),
            breaks: breaks(indicator),
            aid: start.zip(end).map(|(from, to)| chart::indicator::AidLine { from, to }),
            target: end.map(|(day, value)| chart::indicator::TargetLevel { day, value }),
            until: target.map(|target| target.to.day()),
        };
        let drawn = chart::indicator::draw(&data, self.typeface);
        self.keep(drawn)
    }

    pub(super) fn wijken(
        &mut self,
        view: View<'_>,
        indicator: &Indicator,
        figures: &IndicatorFigures,
    ) -> Option<ChartView> {
        let data = chart::wijken::Wijken {
            name: indicator.name.to_string(),
            unit: unit(indicator),
            wijken: view
                .dossier
                .deal
                .area
                .wijken
                .iter()
                .map(|wijk| series(view, indicator, figures, &wijk.id))
                .collect(),
            breaks: breaks(indicator),
        };
        let drawn = chart::wijken::draw(&data, self.typeface);
        self.keep(drawn)
    }

    pub(super) fn gap(&mut self, view: View<'_>) -> Option<ChartView> {
        let area = &view.dossier.deal.area;
        let other = area.comparison.as_ref()?;
        let factors = view
            .dossier
            .deal
            .ambition
            .factors
            .iter()
            .map(|factor| {
                let found =
                    factor.measure.as_ref().and_then(|id| view.indicators().find(|(indicator, _)| indicator.id == *id));
                let yardstick = match found {
                    None => chart::gap::Yardstick::NotAgreed { reason: super::view::words(factor.no_measure.as_ref()) },
                    Some((indicator, figures)) => chart::gap::Yardstick::Agreed {
                        name: indicator.name.to_string(),
                        unit: unit(indicator),
                        measurements: pairs(indicator, figures, &other.id),
                        breaks: breaks(indicator),
                    },
                };
                chart::gap::Factor { name: factor.name.to_string(), yardstick }
            })
            .collect();
        let data = chart::gap::Gap { area: area.name.to_string(), comparison: other.name.to_string(), factors };
        let drawn = chart::gap::draw(&data, self.typeface);
        self.keep(drawn)
    }

    pub(super) fn spending(&mut self, view: View<'_>) -> Option<ChartView> {
        let money = &view.figures.money;
        let row = |pillar: Option<String>, line: &Line| chart::spending::PillarSpending {
            pillar,
            years: line
                .years
                .iter()
                .map(|(year, figures)| chart::spending::YearSpending {
                    year: *year,
                    budget: known(&figures.budgeted),
                    realised: known(&figures.realised),
                })
                .collect(),
        };
        let mut rows: Vec<_> = view
            .dossier
            .pillars
            .iter()
            .zip(&money.pillars)
            .map(|(pillar, line)| row(Some(pillar.short_name.to_string()), line))
            .collect();
        if !money.without_pillar.years.is_empty() {
            rows.push(row(None, &money.without_pillar));
        }
        let drawn = chart::spending::draw(
            &chart::spending::Spending { rows, colours: view.dossier.pillar_colours() },
            self.typeface,
        );
        self.keep(drawn)
    }

    pub(super) fn depletion(&mut self, view: View<'_>) -> Option<ChartView> {
        let money = &view.figures.money;
        let (start, _) = money::first_day(view.dossier)?;
        let end = *view.dossier.deal.end;
        let whole = Decimal::from((end - start).num_days() + 1);
        let points = money
            .depletion
            .iter()
            .filter_map(|state| {
                let day = state.day;
                let elapsed = Decimal::from((day - start).num_days() + 1).checked_div(whole)?;
                Some(chart::depletion::DepletionPoint {
                    day,
                    spent: state.spent.value,
                    share: state.share.value,
                    elapsed: elapsed.clamp(Decimal::ZERO, Decimal::ONE),
                })
            })
            .collect();
        let data = chart::depletion::Depletion { start, end, contributions: money.available.value, points };
        let drawn = chart::depletion::draw(&data, self.typeface);
        self.keep(drawn)
    }

    pub(super) fn distribution(&mut self, view: View<'_>) -> Option<ChartView> {
        let money = &view.figures.money;
        let shares = |pick: fn(&Line) -> &Figure<Amount>| -> Vec<Decimal> {
            let total: Amount = money.pillars.iter().map(|line| pick(line).value).sum();
            money.pillars.iter().filter_map(|line| pick(line).value.euros().checked_div(total.euros())).collect()
        };
        let mut bars = Vec::new();
        if let Some(recorded) = &view.dossier.deal.distribution.shares {
            let of = |id: &Id| recorded.get(id).map_or(Decimal::ZERO, |share| share.fraction());
            bars.push(chart::distribution::DistributionBar {
                name: "vastgelegd".to_owned(),
                shares: view.dossier.pillars.iter().map(|pillar| of(&pillar.id)).collect(),
            });
        }
        bars.push(chart::distribution::DistributionBar {
            name: "begroting".to_owned(),
            shares: shares(|line| &line.budget),
        });
        bars.push(chart::distribution::DistributionBar {
            name: "gerealiseerd".to_owned(),
            shares: shares(|line| &line.realised),
        });
        let data = chart::distribution::Distribution {
            pillars: view.dossier.pillars.iter().map(|pillar| Some(pillar.short_name.to_string())).collect(),
            colours: view.dossier.pillar_colours(),
            bars,
        };
        let drawn = chart::distribution::draw(&data, self.typeface);
        self.keep(drawn)
    }

    pub(super) fn terms(&mut self, view: View<'_>) -> Option<ChartView> {
        let parties = view
            .figures
            .money
            .contributions
            .iter()
            .map(|one| {
                let mut years: Vec<i32> =
                    one.terms.iter().map(|(year, _)| *year).chain(one.received_per_year.keys().copied()).collect();
                years.sort_unstable();
                years.dedup();
                chart::terms::PartyTerms {
                    party: view.party(&one.party),
                    years: years
                        .into_iter()
                        .map(|year| {
                            let agreed: Vec<Amount> =
                                one.terms.iter().filter(|(of, _)| *of == year).map(|(_, term)| term.value).collect();
                            chart::terms::YearTerms {
                                year,
                                agreed: if agreed.is_empty() {
                                    chart::terms::Agreed::Nothing
                                } else {
                                    chart::terms::Agreed::Amount(agreed.iter().sum())
                                },
                                received: one.received_per_year.get(&year).map(|figure| figure.value),
                            }
                        })
                        .collect(),
                    to_be_fixed: one.open_terms.clone(),
                }
            })
            .collect();
        let drawn = chart::terms::draw(&chart::terms::Terms { parties }, self.typeface);
        self.keep(drawn)
    }
}

fn known(figure: &Figure<Amount>) -> Option<Amount> {
    (!figure.sources.is_empty()).then_some(figure.value)
}

fn unit(indicator: &Indicator) -> Unit {
    Unit { kind: indicator.measure, decimals: decimals(indicator), name: indicator.unit.as_ref().map(Text::to_string) }
}

fn series(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures, area: &Id) -> Series {
    let points = figures.points(area).iter().map(|one| point(indicator, figures, one)).collect();
    Series { area: view.area_name(area), points }
}

fn point(indicator: &Indicator, figures: &IndicatorFigures, point: &Point) -> chart::Point {
    let reading = match measured(indicator, figures, point) {
        Some(measured) => Reading::Value(measured),
        None if point.row.not_measured.as_ref().is_some_and(crate::model::NotMeasured::is_not_shown) => {
            Reading::NotShown { reason: super::view::why_no_value(&point.row).unwrap_or_default().to_owned() }
        }
        None => Reading::NotMeasured { reason: super::view::remarks(&point.row) },
    };
    chart::Point { day: point.day, moment: month(point.day), reading }
}

/// By what an older value is multiplied to stand beside the latest; 1 without a method break.
fn factor(indicator: &Indicator, figures: &IndicatorFigures, day: NaiveDate) -> Decimal {
    figures.latest_day.map_or(Decimal::ONE, |latest| factor_between(indicator, day, latest))
}

/// What a chart shows of a point: a line joins only values of one method, so older ones are
/// converted where a factor was published.
fn measured(indicator: &Indicator, figures: &IndicatorFigures, point: &Point) -> Option<Measured> {
    let factor = factor(indicator, figures, point.day);
    let remark = match point.row.quality {
        Some(Quality::LowResponse) => Some("lage respons"),
        Some(Quality::Provisional) => Some("voorlopig"),
        Some(Quality::RevisedProvisional) => Some("nader voorlopig"),
        Some(Quality::Reliable) | None => None,
    };
    Some(Measured {
        value: point.value.as_ref()?.value.checked_mul(factor)?,
        margin: point.margin.figure().and_then(|margin| margin.value.checked_mul(factor)),
        has_computed_margin: point.margin.is_computed(),
        remark: remark.map(ToOwned::to_owned),
        is_converted: factor != Decimal::ONE,
        other_definition: point.row.other_definition.is_some(),
    })
}

/// The breaks that interrupt a line: those without a sourced factor.
fn breaks(indicator: &Indicator) -> Vec<MethodBreak> {
    cuts(indicator)
        .into_iter()
        .filter(|cut| usable_factor(cut).is_none())
        .map(|cut| MethodBreak { day: *cut.date, reason: cut.reason.to_string() })
        .collect()
}

fn pairs(indicator: &Indicator, figures: &IndicatorFigures, other: &Id) -> Vec<chart::gap::Pair> {
    let area = &indicator.area;
    let mut days: Vec<NaiveDate> =
        figures.points(area).iter().chain(figures.points(other)).map(|point| point.day).collect();
    days.sort_unstable();
    days.dedup();
    let on = |id: &Id, day| {
        figures.points(id).iter().find(|point| point.day == day).and_then(|one| measured(indicator, figures, one))
    };
    days.into_iter()
        .map(|day| chart::gap::Pair {
            day,
            moment: month(day),
            area: on(area, day),
            comparison: on(other, day),
            gap: figures
                .gaps
                .iter()
                .find(|(of, _)| *of == day)
                .and_then(|(_, gap)| gap.value.checked_mul(factor(indicator, figures, day))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn charts_ask_for_the_family_that_is_bundled() {
        assert_eq!(crate::chart::FAMILY, crate::world::FAMILY);
    }
}
