//! Money per pillar and year: what was realised of what was budgeted.

use super::bars::{Bars, Cell, Row};
use super::style::{REST, category};
use super::words::prose;
use super::{Chart, Typeface};
use crate::format;
use crate::model::{Amount, Colour};

/// Budget and realisation per pillar and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// The pillars in the order of the covenant, and what belongs to none.
    pub rows: Vec<PillarSpending>,
    /// The colours of the pillars in that order; none for those of the program.
    pub colours: Vec<Colour>,
}

/// The money of a pillar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PillarSpending {
    /// The name of the pillar; `None` for what belongs to none.
    pub pillar: Option<String>,
    /// Its years; a year without a row is drawn empty.
    pub years: Vec<YearSpending>,
}

/// The money of a pillar in a year, each amount on its own and not cumulative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSpending {
    /// The calendar year.
    pub year: i32,
    /// What was budgeted, after changes, exact; `None` when there is no budget.
    pub budget: Option<Amount>,
    /// What was realised, exact; `None` when it is not known.
    pub realised: Option<Amount>,
}

const CAPTION: &str = "Gerealiseerde uitgaven (gevuld) en begroting (omlijnd) per pijler en jaar, × € 1.000; de kleur is die van de pijler en alle staven hebben dezelfde schaal.";

/// The chart of the spending; `None` when there is no amount at all.
#[must_use]
pub fn draw(data: &Spending, typeface: &Typeface<'_>) -> Option<Chart> {
    let years = data.years();
    if years.is_empty() {
        return None;
    }
    let mut pillars = 0..;
    let row = |row: &PillarSpending| Row {
        colour: if row.pillar.is_some() { category(&data.colours, pillars.next().unwrap_or_default()) } else { REST },
        name: row.name(),
        cells: years.iter().map(|year| row.year(*year).map(YearSpending::cell).unwrap_or_default()).collect(),
        note: None,
    };
    let rows = data.rows.iter().map(row).collect();
    let bars = Bars { solid: "gerealiseerd", outline: "begroot", years, rows };
    Some(Chart { svg: bars.svg(typeface), alt: data.alt(), caption: CAPTION.to_owned() })
}

impl Spending {
    /// The years with an amount, in order.
    fn years(&self) -> Vec<i32> {
        let filled = |year: &&YearSpending| year.budget.is_some() || year.realised.is_some();
        let mut years: Vec<i32> =
            self.rows.iter().flat_map(|row| &row.years).filter(filled).map(|year| year.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    fn alt(&self) -> String {
        let mut sentences =
            vec!["Gerealiseerde uitgaven en begroting per pijler en jaar, in duizenden euro's.".to_owned()];
        for row in &self.rows {
            let mut years = row.years.clone();
            years.sort_by_key(|year| year.year);
            let facts: Vec<String> = years.iter().filter_map(YearSpending::fact).collect();
            if facts.is_empty() {
                sentences.push(format!("{}: geen bedragen.", row.name()));
            } else {
                sentences.push(format!("{}: {}.", row.name(), facts.join("; ")));
            }
        }
        prose(&sentences)
    }
}

impl PillarSpending {
    fn name(&self) -> String {
        self.pillar.clone().unwrap_or_else(|| "Zonder pijler".to_owned())
    }

    fn year(&self, year: i32) -> Option<&YearSpending> {
        self.years.iter().find(|row| row.year == year)
    }
}

impl YearSpending {
    fn cell(&self) -> Cell {
        let (label, rest) = match (self.realised, self.budget) {
            (Some(realised), Some(budget)) => {
                (format::thousands(realised), format!("van {}", format::thousands(budget)))
            }
            (Some(realised), None) => (format::thousands(realised), "niet begroot".to_owned()),
            (None, Some(budget)) => (String::new(), format!("{} begroot", format::thousands(budget))),
            (None, None) => (String::new(), String::new()),
        };
        Cell { solid: self.realised, outline: self.budget, label, rest }
    }

    fn fact(&self) -> Option<String> {
        let year = self.year;
        Some(match (self.realised, self.budget) {
            (Some(realised), Some(budget)) => {
                format!(
                    "in {year} is {} gerealiseerd van {} begroot",
                    format::thousands(realised),
                    format::thousands(budget)
                )
            }
            (Some(realised), None) => {
                format!("in {year} is {} gerealiseerd zonder begroting", format::thousands(realised))
            }
            (None, Some(budget)) => {
                format!("in {year} is {} begroot en is de realisatie niet bekend", format::thousands(budget))
            }
            (None, None) => return None,
        })
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::*;

    fn years(first: i32, amounts: &[(&str, &str)]) -> Vec<YearSpending> {
        let read = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        (first..)
            .zip(amounts)
            .map(|(year, (budget, realised))| YearSpending { year, budget: read(budget), realised: read(realised) })
            .collect()
    }

    pub(in crate::chart) fn deal() -> Spending {
        let row = |pillar: Option<&str>, amounts: &[(&str, &str)]| PillarSpending {
            pillar: pillar.map(str::to_owned),
            years: years(2019, amounts),
        };
        Spending {
            colours: vec![],
            rows: vec![
                row(
                    Some("Samenleving"),
                    &[("250000", "74250,13"), ("1,2 mln", "980000"), ("1,5 mln", "1642000"), ("900000", "")],
                ),
                row(Some("Werken"), &[("100000", "0"), ("800000", "645500"), ("1,1 mln", "870000"), ("700000", "")]),
                row(
                    Some("Wonen en openbare ruimte"),
                    &[("", ""), ("400000", "410000"), ("2,25 mln", "1,9 mln"), ("1,2 mln", "")],
                ),
                row(None, &[("60000", "58000"), ("60000", "61500"), ("", "24000"), ("60000", "")]),
            ],
        }
    }

    pub(in crate::chart) fn long() -> Spending {
        let amounts = vec![("12,5 mln", "11 mln"); 8];
        Spending {
            colours: vec![],
            rows: vec![
                PillarSpending { pillar: Some("Bestaanszekerheid en gezondheid".into()), years: years(2022, &amounts) },
                PillarSpending { pillar: None, years: years(2023, &[("1 mln", "-5000")]) },
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
    fn the_alt_text_states_realisation_and_budget() {
        let chart = draw(&deal(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Gerealiseerde uitgaven en begroting per pijler en jaar, in duizenden euro's. \
             Samenleving: in 2019 is 74 gerealiseerd van 250 begroot; in 2020 is 980 gerealiseerd van 1.200 begroot; \
             in 2021 is 1.642 gerealiseerd van 1.500 begroot; in 2022 is 900 begroot en is de realisatie niet bekend. \
             Werken: in 2019 is 0 gerealiseerd van 100 begroot; in 2020 is 646 gerealiseerd van 800 begroot; \
             in 2021 is 870 gerealiseerd van 1.100 begroot; in 2022 is 700 begroot en is de realisatie niet bekend. \
             Wonen en openbare ruimte: in 2020 is 410 gerealiseerd van 400 begroot; in 2021 is 1.900 gerealiseerd van \
             2.250 begroot; in 2022 is 1.200 begroot en is de realisatie niet bekend. \
             Zonder pijler: in 2019 is 58 gerealiseerd van 60 begroot; in 2020 is 62 gerealiseerd van 60 begroot; \
             in 2021 is 24 gerealiseerd zonder begroting; in 2022 is 60 begroot en is de realisatie niet bekend."
        );
    }

    #[test]
    fn each_bar_has_its_amounts() {
        let svg = draw(&deal(), &bundled()).unwrap().svg;
        contains(&svg, &["1.642", "van 1.500", "niet begroot", "900 begroot", "Zonder pijler", "2022", "× € 1.000"]);
    }

    #[test]
    fn without_amounts_there_is_no_chart() {
        assert_eq!(draw(&Spending { rows: vec![], colours: vec![] }, &bundled()), None);
        let bare =
            PillarSpending { pillar: None, years: vec![YearSpending { year: 2021, budget: None, realised: None }] };
        assert_eq!(draw(&Spending { rows: vec![bare], colours: vec![] }, &bundled()), None);
    }
}
