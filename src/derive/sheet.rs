//! The areas of a private CSV file.
//!
//! `read` makes rows and numbers of it, as of a sheet of the dossier. What is said of a mistake comes
//! on a screen, and perhaps in the log of a server: it names a row and a column, and never shows a
//! line. Of what stands there it quotes the one value that is wrong, when that is short.

use rust_decimal::Decimal;

use super::codes;
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::notation::NotationError;
use crate::model::{Area, Count, Derivation, Encoding, Id, Named, Text};
use crate::read;
use crate::read::sheet::number::{self, Place, Signs};

/// At most so many mistakes in a file are named: nobody reads more before mending some.
pub(super) const MOST_MISTAKES: usize = 20;

/// Larger numbers than this are a mistake, and their products cannot be held exactly.
const MOST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// A longer value is not shown: it may be what somebody wrote, or a whole row.
const LONGEST: usize = 40;

/// The rows of a file, of which only the areas of the deal are left.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    at: KeyPath,
    signs: Signs,
    header: Vec<String>,
    /// The row of the header, as in a spreadsheet.
    header_row: usize,
    /// Whether it holds the column of areas, and so no values of a person.
    has_areas: bool,
    /// The rows to count.
    pub(super) rows: Vec<Row<'a>>,
}

/// A row, with the area it is about.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Its number in a spreadsheet, where blank rows count too.
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
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A value of a private file as it may be shown: between backticks, or only how long it is.
pub(super) fn shown(text: &str) -> String {
    let is_plain = |text: &str| text.chars().all(|sign| read::unfit(sign).is_none() && sign != '\n' && sign != '\r');
    match text.chars().count() {
        0 => "een leeg vakje".to_owned(),
        length if length <= LONGEST && is_plain(text) => format!("`{text}`"),
        length => format!("een tekst van {}", format::plural(length, "teken", "tekens")),
    }
}

impl<'a> Sheet<'a> {
    /// Reads the file of a recipe.
    pub(super) fn read(recipe: &Derivation, deal: &'a Area, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let at = KeyPath::file(format!("intern/{}", recipe.sheet));
        let grid = read::sheet::private(at.file_name(), bytes, recipe.separator, recipe.encoding.unwrap_or_default())
            .map_err(|(code, message)| vec![unreadable(recipe, &at, code, message)])?;
        let mut rows = (1..).zip(grid.rows).filter(|(_, row)| !row.is_blank()).map(|(number, row)| {
            let width = row.width;
            let mut cells: Vec<String> = row.cells.into_iter().map(|cell| cell.value).collect();
            cells.resize(width, String::new());
            (number, cells)
        });
        let Some((header_row, header)) = rows.next() else {
            return Err(vec![
                Diagnostic::error(codes::SHEET, at, "dit bestand is leeg")
                    .hint("sla het opnieuw op, met de namen van de kolommen in rij 1"),
            ]);
        };
        let signs = Signs { decimal: recipe.decimal_sign, group: recipe.group_sign, place: Place::Recipe };
        let mut sheet = Self { at, signs, header, header_row, has_areas: false, rows: Vec::new() };
        let area_column = recipe.area_column.as_ref().map(|column| sheet.column(column)).transpose()?;
        sheet.has_areas = area_column.is_some();
        let whole = recipe.areas.first().and_then(|id| deal.named(id.as_str()));
        let mut faults = Vec::new();
        for (number, cells) in rows {
            if faults.len() >= MOST_MISTAKES {
                break;
            }
            if cells.len() != sheet.header.len() {
                let cells = format::plural(cells.len(), "vakje", "vakjes");
                faults.push(sheet.fault(
                    format!("rij {number} heeft {cells}, en de kopregel {}", sheet.header.len()),
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
                    format!("rij {number}: {} is geen gebied van de deal", shown(&name)),
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
                // All names only when they are names: without a header the first row is about a person.
                let known: Vec<&str> = self.header.iter().map(String::as_str).collect();
                let row = format!("de namen van de kolommen horen in rij {}", self.header_row);
                let hint = match read::nearest(name.as_str(), &known) {
                    Some(meant) => format!("bedoelde u {}?", shown(meant)),
                    None if known.len() == 1 => {
                        format!("{row}; daar staat maar één vakje: klopt het `scheidingsteken`?")
                    }
                    None if self.has_areas => {
                        let known: Vec<String> = known.into_iter().map(shown).collect();
                        format!("de kopregel noemt: {}", format::list(&known))
                    }
                    None => format!("{row}; schrijf de naam in het recept precies zoals daar"),
                };
                Err(vec![self.fault(format!("in dit bestand is er geen kolom `{name}`"), &hint)])
            }
            (Some(_), Some(_)) => {
                Err(vec![self.fault(format!("de kolom `{name}` staat er twee keer"), "geef elke kolom een eigen naam")])
            }
        }
    }

    /// The number in a cell, by the signs of the recipe.
    pub(super) fn number(&self, row: &Row<'_>, column: usize) -> Result<Decimal, Box<Diagnostic>> {
        let text = row.text(column);
        let bounded = |number: Decimal| {
            let fits = number.abs() < MOST;
            fits.then_some(number)
                .ok_or_else(|| NotationError::new(format!("`{text}` is te groot"), "verbeter het getal"))
        };
        number::decimal(text, self.signs)
            .and_then(bounded)
            .map_err(|error| Box::new(self.no_number(row, column, &error)))
    }

    /// The number of people in a cell.
    pub(super) fn count(&self, row: &Row<'_>, column: usize) -> Result<u32, Box<Diagnostic>> {
        let text = row.text(column);
        text.parse::<Count>().map(|count| count.0).map_err(|error| Box::new(self.no_number(row, column, &error)))
    }

    /// A cell that is no number; one that may not be shown is not.
    fn no_number(&self, row: &Row<'_>, column: usize, error: &NotationError) -> Diagnostic {
        let text = row.text(column);
        let shown = shown(text);
        if shown.starts_with('`') {
            return self.cell(row, column, &error.message, &error.hint);
        }
        self.cell(row, column, &format!("hier staat {shown}, en geen getal"), "zet er een getal neer")
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

/// A file that cannot be read as rows and cells.
fn unreadable(recipe: &Derivation, at: &KeyPath, code: &str, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::error(codes::SHEET, at.clone(), message);
    match (code, recipe.encoding) {
        (read::codes::ENCODING, Some(Encoding::Windows1252)) => {
            diagnostic.hint("haal `codering` weg uit het recept: UTF-8 is de gewone codering")
        }
        (read::codes::ENCODING, _) => diagnostic
            .hint("kies in uw rekenprogramma bij 'Opslaan als' voor 'CSV UTF-8'")
            .hint("of zeg in het recept hoe de letters zijn opgeslagen: `codering: windows-1252`"),
        (read::codes::SHEET_SIZE, _) => {
            diagnostic.hint("haal de rijen en kolommen weg die het recept niet nodig heeft")
        }
        _ => diagnostic
            .hint(
                "een vakje dat met een `\"` begint, eindigt er ook mee; daarbinnen schrijft u het teken dubbel: `\"\"`",
            )
            .hint("of klopt het `scheidingsteken` in het recept niet?"),
    }
}

/// What a file says about an area.
pub(super) enum About {
    /// The rows with these places in [`Sheet::rows`]; perhaps none.
    Rows(Vec<usize>),
    /// The source counts it together with another: there is no figure, and this is why.
    Shared(String),
}
