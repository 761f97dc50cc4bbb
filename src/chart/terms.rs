//! Money received per party and year, beside what was agreed for that year.

use super::bars::{Bars, Cell, Row};
use super::style::OWN;
use super::words::{phrase, prose};
use super::{Chart, Typeface};
use crate::format;
use crate::model::Amount;

/// The terms of all contributions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The parties that contribute, in the order of the covenant.
    pub parties: Vec<PartyTerms>,
}

/// The terms of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyTerms {
    /// The name of the party, short.
    pub party: String,
    /// Its years: each for which something was agreed or in which something was received.
    pub years: Vec<YearTerms>,
    /// Terms without a year, in the words of the covenant: `2020 en/of 2021`.
    pub to_be_fixed: Vec<String>,
}

/// The terms of a party in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearTerms {
    /// The calendar year.
    pub year: i32,
    /// What was agreed for the year.
    pub agreed: Agreed,
    /// What was received in the year, exact; `None` when there is no statement about it.
    pub received: Option<Amount>,
}

/// What was agreed for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// An amount, exact.
    Amount(Amount),
    /// An amount that is to be fixed.
    ToBeFixed,
    /// Nothing.
    Nothing,
}

const CAPTION: &str = "Ontvangen termijnen (gevuld) en wat voor dat jaar is afgesproken (omlijnd) per partij, × € 1.000; alle staven hebben dezelfde schaal.";

/// The chart of the terms; `None` when nothing was agreed or received for any year.
#[must_use]
pub fn draw(data: &Terms, typeface: &Typeface<'_>) -> Option<Chart> {
    let amounts = data.parties.iter().flat_map(|party| &party.years);
    if !amounts.clone().any(|year| year.received.is_some() || matches!(year.agreed, Agreed::Amount(_))) {
        return None;
    }
    let mut years: Vec<i32> = amounts.map(|year| year.year).collect();
    years.sort_unstable();
    years.dedup();
    let row = |party: &PartyTerms| Row {
        name: party.party.clone(),
        colour: OWN,
        cells: years.iter().map(|year| party.year(*year).map(YearTerms::cell).unwrap_or_default()).collect(),
        note: party.note(),
    };
    let rows = data.parties.iter().map(row).collect();
    let bars = Bars { solid: "ontvangen", outline: "afgesproken", years, rows };
    Some(Chart { svg: bars.svg(typeface), alt: data.alt(), caption: CAPTION.to_owned() })
}

impl Terms {
    fn alt(&self) -> String {
        let mut sentences =
            vec!["Ontvangen en afgesproken termijnen per partij en jaar, in duizenden euro's.".to_owned()];
        for party in &self.parties {
            let mut years = party.years.clone();
            years.sort_by_key(|year| year.year);
            let mut facts: Vec<String> = years.iter().map(YearTerms::fact).collect();
            facts.extend(party.note());
            if facts.is_empty() {
                facts.push("geen termijnen afgesproken".to_owned());
            }
            sentences.push(format!("{}: {}.", party.party, facts.join("; ")));
        }
        prose(&sentences)
    }
}

const TO_BE_FIXED: &str = "nader te bepalen";

impl PartyTerms {
    fn year(&self, year: i32) -> Option<&YearTerms> {
        self.years.iter().find(|row| row.year == year)
    }

    fn note(&self) -> Option<String> {
        let words: Vec<&str> = self.to_be_fixed.iter().map(|words| phrase(words)).collect();
        (!words.is_empty()).then(|| format!("{TO_BE_FIXED}: {}", words.join("; ")))
    }
}

impl YearTerms {
    fn cell(&self) -> Cell {
        let rest = match (self.agreed, self.received) {
            (Agreed::Amount(agreed), Some(_)) => format!("van {}", format::thousands(agreed)),
            (Agreed::Amount(agreed), None) => format!("{} afgesproken", format::thousands(agreed)),
            (Agreed::ToBeFixed, _) => TO_BE_FIXED.to_owned(),
            (Agreed::Nothing, Some(_)) => "niet vastgelegd".to_owned(),
            (Agreed::Nothing, None) => String::new(),
        };
        let outline = match self.agreed {
            Agreed::Amount(agreed) => Some(agreed),
            Agreed::ToBeFixed | Agreed::Nothing => None,
        };
        Cell { solid: self.received, outline, label: self.received.map(format::thousands).unwrap_or_default(), rest }
    }

    fn fact(&self) -> String {
        let received = self.received.map_or_else(
            || "is er geen opgave van wat is ontvangen".to_owned(),
            |received| format!("is {} ontvangen", format::thousands(received)),
        );
        let agreed = match self.agreed {
            Agreed::Amount(agreed) => format!("afgesproken was {}", format::thousands(agreed)),
            Agreed::ToBeFixed => "het afgesproken bedrag is nader te bepalen".to_owned(),
            Agreed::Nothing => "voor dat jaar was geen bedrag vastgelegd".to_owned(),
        };
        format!("in {} {received}, {agreed}", self.year)
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::*;

    pub(in crate::chart) fn deal() -> Terms {
        let amount = |text: &str| text.parse::<Amount>().unwrap();
        let year = |year, agreed, received: Option<&str>| YearTerms { year, agreed, received: received.map(amount) };
        Terms {
            parties: vec![
                PartyTerms {
                    party: "LNV".into(),
                    years: vec![
                        year(2019, Agreed::Amount(amount("3,6 mln")), Some("3,6 mln")),
                        year(2020, Agreed::ToBeFixed, Some("1,95 mln")),
                        year(2021, Agreed::Nothing, Some("1,95 mln")),
                    ],
                    to_be_fixed: vec!["2020 en/of 2021.".into()],
                },
                PartyTerms {
                    party: "Gemeente Den Haag".into(),
                    years: vec![
                        year(2019, Agreed::Amount(amount("500000")), Some("250000")),
                        year(2021, Agreed::Amount(amount("1 mln")), Some("1,1 mln")),
                        year(2022, Agreed::Amount(amount("2 mln")), None),
                    ],
                    to_be_fixed: vec![],
                },
                PartyTerms {
                    party: "Woningcorporaties Staedion, Haag Wonen en Vestia".into(),
                    years: vec![],
                    to_be_fixed: vec!["naar rato van de projecten".into()],
                },
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
    fn the_alt_text_states_what_came_and_what_was_agreed() {
        let chart = draw(&deal(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Ontvangen en afgesproken termijnen per partij en jaar, in duizenden euro's. \
             LNV: in 2019 is 3.600 ontvangen, afgesproken was 3.600; in 2020 is 1.950 ontvangen, het afgesproken bedrag is \
             nader te bepalen; in 2021 is 1.950 ontvangen, voor dat jaar was geen bedrag vastgelegd; nader te bepalen: 2020 en/of 2021. \
             Gemeente Den Haag: in 2019 is 250 ontvangen, afgesproken was 500; in 2021 is 1.100 ontvangen, afgesproken was 1.000; \
             in 2022 is er geen opgave van wat is ontvangen, afgesproken was 2.000. \
             Woningcorporaties Staedion, Haag Wonen en Vestia: nader te bepalen: naar rato van de projecten."
        );
    }

    #[test]
    fn labels_say_what_was_agreed() {
        let svg = draw(&deal(), &bundled()).unwrap().svg;
        contains(&svg, &["van 3.600", "nader te bepalen", "nader te bepalen: 2020 en/of 2021", "Gemeente Den Haag"]);
    }

    #[test]
    fn without_an_amount_there_is_no_chart() {
        let mut data = deal();
        data.parties.drain(..2);
        assert_eq!(draw(&data, &bundled()), None);
    }
}
