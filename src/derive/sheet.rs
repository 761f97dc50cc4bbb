//! A private CSV file, read by the grammar its recipe declares.

use rust_decimal::Decimal;

use super::codes;
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::notation::{self, NotationError};
use crate::model::{Area, Count, DecimalSign, Derivation, Id, Named, Text};

/// At most so many mistakes in a file are named: nobody reads more before mending some.
pub(super) const MOST_MISTAKES: usize = 20;

/// Larger numbers than this are a mistake, and their products cannot be held exactly.
const MOST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// The rows of a file, of which only the areas of the deal are left.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    at: KeyPath,
    decimal_sign: Option<DecimalSign>,
    header: Vec<String>,
    /// The rows to count.
    pub(super) rows: Vec<Row<'a>>,
}

/// A row, with the area it is about.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Its number in a spreadsheet: the header is row 1.
    number: usize,
    cells: Vec<String>,
    /// The name of its area in the file; empty when the file has no such column.
    pub(super) name: String,
    /// The area it is about.
    pub(super) area: Named<'a>,
}

impl Row<'_> {
    /// What stands in a cell.
    pub(super) fn text(&self, column: usize) -> &str {
        &self.cells[column]
    }
}

impl<'a> Sheet<'a> {
    /// Reads the file of a recipe.
    pub(super) fn read(recipe: &Derivation, deal: &'a Area, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let at = KeyPath::file(format!("intern/{}", recipe.sheet));
        let refuse =
            |message: String, hint: &str| vec![Diagnostic::error(codes::SHEET, at.clone(), message).hint(hint)];
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(refuse(
                "dit bestand is niet als UTF-8 opgeslagen".to_owned(),
                "kies in uw rekenprogramma bij 'Opslaan als' voor 'CSV UTF-8'",
            ));
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(recipe.separator.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut records = Vec::new();
        for record in reader.records() {
            let Ok(record) = record else {
                let row = records.len() + 1;
                return Err(refuse(
                    format!("dit bestand is niet als csv te lezen, in of na rij {row}"),
                    "sla het opnieuw op als csv",
                ));
            };
            records.push(record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
        }
        let mut records = records.into_iter().enumerate();
        let Some((_, header)) = records.next() else {
            return Err(refuse(
                "dit bestand is leeg".to_owned(),
                "sla het opnieuw op, met de namen van de kolommen in rij 1",
            ));
        };
        let mut sheet = Self { at, decimal_sign: recipe.decimal_sign, header, rows: Vec::new() };
        let area_column = recipe.area_column.as_ref().map(|column| sheet.column(column)).transpose()?;
        let whole = recipe.areas.first().and_then(|id| deal.named(id.as_str()));
        let mut faults = Vec::new();
        for (index, cells) in records {
            let number = index + 1;
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if faults.len() >= MOST_MISTAKES {
                break;
            }
            if cells.len() != sheet.header.len() {
                faults.push(sheet.fault(
                    format!("rij {number} heeft {} vakjes, en de kopregel {}", cells.len(), sheet.header.len()),
                    "geef elke rij evenveel kolommen als de kopregel; klopt het `scheidingsteken` in het recept?",
                ));
                continue;
            }
            let name = area_column.map(|column| cells[column].clone()).unwrap_or_default();
            if recipe.passed_over.iter().any(|other| other.as_str().eq_ignore_ascii_case(&name)) {
                continue;
            }
            let area = if area_column.is_some() { deal.named(&name) } else { whole.clone() };
            match area {
                Some(area) => sheet.rows.push(Row { number, cells, name, area }),
                None => faults.push(sheet.fault(
                    format!("rij {number}: `{name}` is geen gebied van de deal"),
                    "voeg de naam in deal.yaml toe bij `andere-namen` van een wijk, of noem haar in het recept bij `overslaan`",
                )),
            }
        }
        if faults.is_empty() { Ok(sheet) } else { Err(faults) }
    }

    /// The place of a column that the recipe names.
    pub(super) fn column(&self, name: &Text) -> Result<usize, Vec<Diagnostic>> {
        let mut found = (0..self.header.len()).filter(|index| self.header[*index] == name.as_str());
        match (found.next(), found.next()) {
            (Some(column), None) => Ok(column),
            (None, _) => {
                let known: Vec<String> = self.header.iter().map(|name| format!("`{name}`")).collect();
                Err(vec![self.fault(
                    format!("in dit bestand is er geen kolom `{name}`"),
                    &format!("de kopregel noemt: {}", format::list(&known)),
                )])
            }
            (Some(_), Some(_)) => {
                Err(vec![self.fault(format!("de kolom `{name}` staat er twee keer"), "geef elke kolom een eigen naam")])
            }
        }
    }

    /// The number in a cell, by the decimal sign of the recipe.
    pub(super) fn number(&self, row: &Row<'_>, column: usize) -> Result<Decimal, Box<Diagnostic>> {
        let text = row.text(column);
        let number = self.decimal(text.trim_end_matches('%').trim_end());
        let bounded = |number: Decimal| {
            let fits = number.abs() < MOST;
            fits.then_some(number)
                .ok_or_else(|| NotationError::new(format!("`{text}` is te groot"), "verbeter het getal"))
        };
        number.and_then(bounded).map_err(|error| Box::new(self.cell(row, column, &error.message, &error.hint)))
    }

    fn decimal(&self, text: &str) -> Result<Decimal, NotationError> {
        let (sign, other) = match self.decimal_sign {
            None => return notation::decimal(text),
            Some(DecimalSign::Comma) => (',', '.'),
            Some(DecimalSign::Point) => ('.', ','),
        };
        let refuse = || {
            NotationError::new(
                format!("`{text}` is geen getal"),
                format!("schrijf cijfers, met een `{sign}` voor de decimalen zoals het recept zegt"),
            )
        };
        // Groups of thousands would be a second meaning of a sign: they are not accepted here.
        let plain = text.strip_prefix('-').unwrap_or(text);
        let is_plain = !plain.is_empty() && plain.chars().all(|one| one.is_ascii_digit() || one == sign);
        if !is_plain || text.contains(other) || text.matches(sign).count() > 1 {
            return Err(refuse());
        }
        text.replace(sign, ".").parse().map_err(|_| refuse())
    }

    /// The number of people in a cell.
    pub(super) fn count(&self, row: &Row<'_>, column: usize) -> Result<u32, Box<Diagnostic>> {
        let text = row.text(column);
        text.parse::<Count>()
            .map(|count| count.0)
            .map_err(|error| Box::new(self.cell(row, column, &error.message, &error.hint)))
    }

    /// A mistake in one cell.
    pub(super) fn cell(&self, row: &Row<'_>, column: usize, message: &str, hint: &str) -> Diagnostic {
        self.fault(format!("rij {}, kolom `{}`: {message}", row.number, self.header[column]), hint)
    }

    /// A mistake in the file.
    pub(super) fn fault(&self, message: String, hint: &str) -> Diagnostic {
        Diagnostic::error(codes::CELL, self.at.clone(), message).hint(hint)
    }

    /// The rows about an area, or why there can be no figure for it.
    pub(super) fn about(&self, deal: &Area, id: &Id) -> About {
        let is_wijk = deal.wijken.iter().any(|wijk| wijk.id == *id);
        if is_wijk {
            let shared = self.rows.iter().find_map(|row| match &row.area {
                Named::Wijken(wijken) if wijken.len() > 1 && wijken.contains(&id) => Some(wijken),
                _ => None,
            });
            if let Some(wijken) = shared {
                let names: Vec<&str> = deal
                    .wijken
                    .iter()
                    .filter(|wijk| wijken.contains(&&wijk.id))
                    .map(|wijk| wijk.name.as_str())
                    .collect();
                return About::Shared(format!("de bron telt {} als één wijk", format::list(&names)));
            }
        }
        let belongs = |row: &Row<'_>| match &row.area {
            Named::Wijken(wijken) if is_wijk => wijken.contains(&id),
            Named::Wijken(_) => deal.id == *id,
            Named::Area(area) | Named::Comparison(area) => *area == id,
        };
        About::Rows((0..self.rows.len()).filter(|index| belongs(&self.rows[*index])).collect())
    }

    /// Whether the rows together are the whole area: no wijk is missing.
    pub(super) fn is_whole(&self, deal: &Area) -> Result<(), Vec<Diagnostic>> {
        if self.rows.iter().any(|row| matches!(row.area, Named::Area(_))) {
            return Ok(());
        }
        let missing: Vec<&str> =
            deal.wijken.iter().filter(|wijk| !self.covers(&wijk.id)).map(|wijk| wijk.name.as_str()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!("dit bestand heeft geen rij over {}", format::list(&missing));
        Err(vec![
            self.fault(
                message,
                &format!("vul het bestand aan, of haal `{}` in het recept weg bij `gebieden`", deal.id),
            ),
        ])
    }

    /// Whether no one is counted twice: in a row of the whole area and in that of a wijk.
    pub(super) fn counts_once(&self, deal: &Area) -> Result<(), Vec<Diagnostic>> {
        let Some(whole) = self.rows.iter().find(|row| matches!(row.area, Named::Area(_))) else { return Ok(()) };
        if !deal.wijken.iter().any(|wijk| self.covers(&wijk.id)) {
            return Ok(());
        }
        let message =
            format!("rij {} gaat over {} als geheel, en andere rijen over de wijken daarin", whole.number, deal.name);
        let hint = format!("noem `{}` in het recept bij `overslaan`; het programma telt de wijken zelf op", whole.name);
        Err(vec![self.fault(message, &hint)])
    }

    fn covers(&self, id: &Id) -> bool {
        self.rows.iter().any(|row| matches!(&row.area, Named::Wijken(wijken) if wijken.contains(&id)))
    }
}

/// What a file says about an area.
pub(super) enum About {
    /// The rows with these places in [`Sheet::rows`]; perhaps none.
    Rows(Vec<usize>),
    /// The source counts it together with another: there is no figure, and this is why.
    Shared(String),
}
