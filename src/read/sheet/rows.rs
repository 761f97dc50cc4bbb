//! The rows of a sheet as rows of its YAML file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::alike::Faults;
use super::grid::{Cell, Form, Grid, Row};
use super::mapping::{Column, KNOWN_ON, Plan, YEAR, tidy};
use super::{Origin, SheetRow, codes, number};
use crate::diagnostic::{Diagnostic, KeyPath, Severity, Target};
use crate::model::notation::NotationError;
use crate::read::schema::RowKey;
use crate::read::text;

/// The most rows that a sheet can give to a dossier, after summing; people cannot check more.
const MOST_DATA: usize = 10_000;

/// A row while it is made.
#[derive(Default)]
struct Made {
    values: BTreeMap<String, String>,
    origins: BTreeMap<String, Origin>,
    /// The numbers that may be summed.
    numbers: BTreeMap<String, Decimal>,
    rows: Vec<usize>,
    /// Where a value is said that is read in place of what stands in its cell.
    replaced: BTreeMap<String, KeyPath>,
}

/// The rows of a sheet, each with its place, its value as in YAML and, in a group, its key.
///
/// A cell that is wrong is reported and gets a value that fits, so that nothing else is said of it;
/// the values of a file with a mistake are not used.
pub(super) fn of(
    plan: &Plan<'_>,
    grid: &Arc<Grid>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(SheetRow, Value, Option<String>)> {
    let mut reader = Reader { plan, grid, faults: Faults::default(), seen: BTreeSet::new() };
    let mut made: Vec<Made> = Vec::new();
    for (index, row) in grid.rows.iter().enumerate().skip(plan.first) {
        if row.is_blank() || is_skipped(plan, row) {
            continue;
        }
        reader.see(row);
        if !is_chosen(plan, row) {
            continue;
        }
        made.extend(reader.row(index, row));
    }
    reader.report_unseen();
    if made.is_empty() && reader.faults.is_empty() {
        reader.faults.push(
            Diagnostic::new(
                nothing_chosen(plan),
                codes::SHEET_ROW,
                plan.at.key("bestand"),
                format!("in {} staat geen enkele rij die meetelt", grid.name),
            )
            .hint("kijk of `kopregels`, `rijen` en `overslaan` bij het blad kloppen"),
        );
    }
    diagnostics.extend(reader.faults.done());
    let made = if plan.sheet.sum.is_empty() { made } else { summed(plan, made) };
    if made.len() > MOST_DATA {
        diagnostics.push(
            Diagnostic::error(
                codes::SHEET_SIZE,
                plan.at.key("bestand"),
                format!("{} geeft {} rijen, en een blad kan er {MOST_DATA} geven", grid.name, made.len()),
            )
            .hint("kies bij `rijen` wat meetelt, of tel met `optellen` de bedragen op van rijen die bij elkaar horen"),
        );
        return Vec::new();
    }
    made.into_iter().map(|made| finished(plan, grid, made)).collect()
}

/// Whether a row is data that counts.
pub(super) fn counts(plan: &Plan<'_>, row: &Row) -> bool {
    !row.is_blank() && !is_skipped(plan, row) && is_chosen(plan, row)
}

/// How much it weighs that a choice of rows finds none. Of a sheet with the day of each row the later
/// ones are left out of an older report; there it can be right.
fn nothing_chosen(plan: &Plan<'_>) -> Severity {
    if plan.columns.contains_key(KNOWN_ON) { Severity::Warning } else { Severity::Error }
}

fn is_skipped(plan: &Plan<'_>, row: &Row) -> bool {
    let first = row.cells.iter().map(|cell| tidy(&cell.value)).find(|value| !value.is_empty()).unwrap_or_default();
    plan.sheet.skip.iter().any(|text| tidy(text.as_str()) == first)
}

fn is_chosen(plan: &Plan<'_>, row: &Row) -> bool {
    plan.only.iter().all(|(column, values)| chosen(row, column, values).is_some())
}

/// The value of `rijen` that a row has in a column; the `*` of a provisional figure may be left out.
fn chosen<'a>(row: &Row, column: &Column, values: &[&'a str]) -> Option<&'a str> {
    let value = tidy(row.value(column.index));
    let bare = value.trim_end_matches('*');
    values.iter().copied().find(|chosen| *chosen == value || *chosen == bare)
}

struct Reader<'a> {
    plan: &'a Plan<'a>,
    grid: &'a Arc<Grid>,
    faults: Faults,
    /// The values by which rows are chosen that occur, with their column.
    seen: BTreeSet<(usize, &'a str)>,
}

impl Reader<'_> {
    /// Keeps which values of `rijen` occur.
    fn see(&mut self, row: &Row) {
        for (column, values) in &self.plan.only {
            if let Some(found) = chosen(row, column, values) {
                self.seen.insert((column.index, found));
            }
        }
    }

    /// A value of `rijen` that is nowhere in its column is mistyped.
    fn report_unseen(&mut self) {
        let plan = self.plan;
        for (name, (column, values)) in plan.sheet.only.keys().zip(&plan.only) {
            for (index, value) in values.iter().enumerate() {
                if self.seen.contains(&(column.index, *value)) {
                    continue;
                }
                let at = plan.at.key("rijen").key(name).index(index);
                let message = format!("in kolom `{}` staat nergens `{value}`", column.head);
                self.faults.push(
                    Diagnostic::new(nothing_chosen(plan), codes::SHEET_ROW, at, message)
                        .hint("schrijf de waarde precies zoals in het blad"),
                );
            }
        }
    }

    fn row(&mut self, index: usize, row: &Row) -> Option<Made> {
        let plan = self.plan;
        let is_filled = |column: &Column| !row.value(column.index).is_empty();
        if !plan.columns.values().chain(plan.minus.values()).any(is_filled) {
            let first =
                row.cells.iter().map(|cell| tidy(&cell.value)).find(|value| !value.is_empty()).unwrap_or_default();
            self.fault(
                codes::SHEET_ROW,
                index,
                None,
                "op deze rij is in de gekozen kolommen niets ingevuld".to_owned(),
                [format!("is deze rij geen gegeven? zet bij het blad: `overslaan: [\"{first}\"]`")],
            );
            return None;
        }
        let mut made = Made { rows: vec![index], ..Made::default() };
        for (name, value) in &plan.sheet.fixed {
            made.values.insert(name.clone(), value.as_str().to_owned());
            made.origins.insert(name.clone(), Origin::Mapping(plan.at.key("vast").key(name)));
        }
        if let Some(day) = plan.sheet.known_on.filter(|_| plan.keys.contains_key(KNOWN_ON)) {
            made.values.insert(KNOWN_ON.to_owned(), day.to_string());
            made.origins.insert(KNOWN_ON.to_owned(), Origin::Mapping(plan.at.key(KNOWN_ON)));
        }
        for (name, column) in &plan.columns {
            let Some(key) = plan.keys.get(name) else { continue };
            self.value(key, column, index, row, &mut made);
        }
        Some(made)
    }

    /// Reads the value of one key.
    fn value(&mut self, key: &RowKey, column: &Column, index: usize, row: &Row, made: &mut Made) {
        let plan = self.plan;
        let empty = Cell::default();
        let cell = row.cells.get(column.index).unwrap_or(&empty);
        let origin = Origin::Cell { row: index, column: column.index, head: column.head.clone() };
        let set = |made: &mut Made, path: &str, value: String| {
            made.values.insert(path.to_owned(), value);
            made.origins.insert(path.to_owned(), origin.clone());
        };
        if let Some((message, hint)) = unfit(cell) {
            let code = if cell.form == Form::Fault { codes::SHEET_FORMULA } else { codes::CHARACTER };
            self.fault(code, index, Some(column), message, [hint]);
            set(made, &key.path, stand_in(key, index));
            return;
        }
        let mut value = cell.value.clone();
        if key.path == "waarde" && plan.list.rows == "reeks" {
            if let Some(reason) = plan.sheet.not_measured.get(&value) {
                set(made, "niet-gemeten.reden", reason.as_str().to_owned());
                return;
            }
            if value.is_empty() {
                self.fault(
                    codes::SHEET_EMPTY,
                    index,
                    Some(column),
                    format!("in kolom `{}` staat hier niets", column.head),
                    ["vul de waarde in, of zeg bij het blad wat een lege cel betekent: `niet-gemeten: {\"\": reden}`"
                        .to_owned()],
                );
                set(made, &key.path, stand_in(key, index));
                return;
            }
        }
        if key.is_time() {
            let bare = value.trim_end_matches('*');
            let quality = match value.len() - bare.len() {
                0 => None,
                1 => Some("voorlopig"),
                _ => Some("nader-voorlopig"),
            };
            if let (Some(quality), true) =
                (quality, plan.keys.contains_key("kwaliteit") && !plan.columns.contains_key("kwaliteit"))
            {
                set(made, "kwaliteit", quality.to_owned());
            }
            value = String::from(bare.trim());
        }
        if let Some(replaced) = plan.sheet.replace.get(&key.path) {
            match replaced.get(&tidy(&value)) {
                Some(other) => {
                    let place = plan.at.key("vervang").key(&key.path).key(&tidy(&value));
                    made.replaced.insert(key.path.clone(), place);
                    other.as_str().clone_into(&mut value);
                }
                None if replaced.values().any(|known| known.as_str() == value) => {}
                None if value.is_empty() => {}
                None => {
                    let place = format!("vervang → {}", key.path);
                    self.fault_alike(codes::SHEET_WORD, index, column, &value, format!("`{value}` in kolom `{}` staat niet bij `{place}`", column.head), [
                        format!("zet bij `{place}` wat dit is: `\"{value}\": …`"),
                        format!("hoort de rij er niet bij? kies bij `rijen` alleen de waarden van `{}` die wel meetellen", column.head),
                    ]);
                    set(made, &key.path, stand_in(key, index));
                    return;
                }
            }
        }
        let minus = plan.minus.get(key.path.as_str());
        if value.is_empty() && minus.is_none_or(|minus| row.value(minus.index).is_empty()) {
            if key.is_required {
                self.fault(
                    codes::SHEET_EMPTY,
                    index,
                    Some(column),
                    format!("in kolom `{}` staat hier niets", column.head),
                    [fill_in(&format!("vul de cel in: elke rij heeft `{}` nodig", key.path), self.grid)],
                );
                set(made, &key.path, stand_in(key, index));
            }
            return;
        }
        if key.path == YEAR {
            if value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()) {
                set(made, "periode.van", format!("{value}-01-01"));
                set(made, "periode.tot", format!("{value}-12-31"));
            } else {
                self.fault(codes::SHEET_NUMBER, index, Some(column), format!("`{value}` in kolom `{}` is geen jaar", column.head), [
                    "schrijf een jaar met vier cijfers; een sterretje erachter (`2020*`) zegt dat het cijfer voorlopig is".to_owned(),
                ]);
                set(made, "periode.van", "2000-01-01".to_owned());
                set(made, "periode.tot", "2000-12-31".to_owned());
            }
            return;
        }
        let result = match key.format.as_deref() {
            _ if key.is_number() => self.amount(key, &value, cell, index, row, made),
            Some("datum") if cell.form != Form::Day => number::day(&value, plan.sheet).map(|day| day.to_string()),
            _ => Ok(value),
        };
        match result {
            Ok(value) => set(made, &key.path, value),
            Err(NotationError { message, hint }) => {
                self.fault(
                    codes::SHEET_NUMBER,
                    index,
                    Some(column),
                    format!("kolom `{}`: {message}", column.head),
                    [hint],
                );
                set(made, &key.path, stand_in(key, index));
            }
        }
    }

    /// The number of a key, less what is subtracted and times what it is multiplied by.
    fn amount(
        &mut self,
        key: &RowKey,
        value: &str,
        cell: &Cell,
        index: usize,
        row: &Row,
        made: &mut Made,
    ) -> Result<String, NotationError> {
        let plan = self.plan;
        let (minus, times) = (plan.minus.get(key.path.as_str()), plan.sheet.times.get(&key.path));
        let is_summed = plan.sheet.sum.iter().any(|sum| sum.as_str() == key.path);
        let is_reckoned = minus.is_some() || times.is_some() || is_summed;
        if !is_reckoned && !number::Signs::of(plan.sheet).are_declared() && cell.form == Form::Typed {
            // The notation of the dossier holds, with its own words for what is wrong.
            return match value
                .strip_suffix(['-', '−'])
                .filter(|rest| rest.ends_with(|sign: char| sign.is_ascii_digit()))
            {
                Some(rest) => Ok(format!("-{}", rest.trim())),
                None => Ok(value.to_owned()),
            };
        }
        let read = |text: &str, form: Form| match form {
            Form::Number => text.trim_end_matches('%').parse().map_err(|_| NotationError {
                message: format!("`{text}` is te groot of te precies"),
                hint: "verbeter het getal in het blad".to_owned(),
            }),
            _ if text.is_empty() => Ok(Decimal::ZERO),
            _ => number::decimal(text, number::Signs::of(plan.sheet)),
        };
        let mut total: Decimal = read(value, cell.form)?;
        if let Some(column) = minus {
            let form = row.cells.get(column.index).map_or(Form::Typed, |cell| cell.form);
            let less = match read(row.value(column.index), form) {
                Ok(less) => less,
                Err(NotationError { message, hint }) => {
                    self.fault(
                        codes::SHEET_NUMBER,
                        index,
                        Some(column),
                        format!("kolom `{}`: {message}", column.head),
                        [hint],
                    );
                    Decimal::ZERO
                }
            };
            total = total.saturating_sub(less);
        }
        if let Some(factor) = times {
            total = total.saturating_mul(factor.0);
        }
        if is_summed {
            made.numbers.insert(key.path.clone(), total);
        }
        let sign = if key.format.as_deref() == Some("percentage") && (value.ends_with('%') || times.is_some()) {
            "%"
        } else {
            ""
        };
        Ok(format!("{}{sign}", number::written(total)))
    }

    /// Reports a mistake in a cell, or in a row.
    fn fault<const N: usize>(
        &mut self,
        code: &'static str,
        row: usize,
        column: Option<&Column>,
        message: String,
        hints: [String; N],
    ) {
        let kind = column.map_or(String::new(), |column| column.head.clone());
        self.faults.add(code, kind, self.diagnostic(code, row, column, message, hints));
    }

    /// Reports the same mistake with the same value once, and counts the others.
    fn fault_alike<const N: usize>(
        &mut self,
        code: &'static str,
        row: usize,
        column: &Column,
        value: &str,
        message: String,
        hints: [String; N],
    ) {
        let kind = format!("{}\n{value}", column.head);
        let diagnostic = self.diagnostic(code, row, Some(column), message, hints);
        self.faults.add_most(code, kind, diagnostic, 1);
    }

    fn diagnostic<const N: usize>(
        &self,
        code: &'static str,
        row: usize,
        column: Option<&Column>,
        message: String,
        hints: [String; N],
    ) -> Diagnostic {
        let (at, target) = cell_place(self.grid, row, column.map(|column| column.index));
        let diagnostic = Diagnostic::error(code, at, message).on(target);
        hints.into_iter().fold(diagnostic, Diagnostic::hint)
    }
}

/// What to do about an empty cell. A formula of which the outcome was never stored looks empty too.
fn fill_in(hint: &str, grid: &Grid) -> String {
    let is_workbook = grid.name.contains(".xlsx, blad ");
    let more = "; staat er een formule, open het bestand dan in het spreadsheetprogramma en sla het opnieuw op";
    format!("{hint}{}", if is_workbook { more } else { "" })
}

/// A value that fits, in place of one that does not; for an id one of its own.
fn stand_in(key: &RowKey, row: usize) -> String {
    if key.format.as_deref() == Some("id") { format!("rij-{}", row + 1) } else { key.stand_in() }
}

/// The place of a cell; of its row when it is empty.
fn cell_place(grid: &Grid, row: usize, column: Option<usize>) -> (KeyPath, Target) {
    let range = grid.rows.get(row).map_or(0..0, |row| {
        let cell = column.and_then(|column| row.cells.get(column)).filter(|cell| !cell.span.is_empty());
        cell.map_or(row.span.clone(), |cell| cell.span.clone())
    });
    (KeyPath::file(grid.name.as_str()), Target::Bytes(range))
}

/// Why a cell cannot be used at all, with what to do.
fn unfit(cell: &Cell) -> Option<(String, String)> {
    if cell.form == Form::Fault {
        return Some((
            format!("hier staat een formule die `{}` geeft", cell.value),
            "verbeter de formule in het spreadsheet, of zet de waarde zelf in de cel".to_owned(),
        ));
    }
    let found = cell.value.chars().filter(|sign| *sign != '\n').find_map(|sign| Some((sign, text::unfit(sign)?)));
    let (sign, what) = found?;
    Some((
        format!("hier staat {what}: {}", text::name(sign)),
        "haal het teken weg en typ de tekst op deze plek opnieuw".to_owned(),
    ))
}

/// Rows that agree in all but their numbers as one row, in the order of the first of each.
fn summed(plan: &Plan<'_>, made: Vec<Made>) -> Vec<Made> {
    let mut groups: BTreeMap<BTreeMap<String, String>, usize> = BTreeMap::new();
    let mut sums: Vec<Made> = Vec::new();
    for row in made {
        let is_summed = |name: &String| plan.sheet.sum.iter().any(|sum| sum.as_str() == name);
        let rest: BTreeMap<_, _> = row
            .values
            .iter()
            .filter(|(name, _)| !is_summed(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        match groups.get(&rest).and_then(|index| sums.get_mut(*index)) {
            None => {
                groups.insert(rest, sums.len());
                sums.push(row);
            }
            Some(sum) => {
                sum.rows.extend(row.rows);
                for (name, value) in row.numbers {
                    let total = sum.numbers.get(&name).copied().unwrap_or_default().saturating_add(value);
                    sum.numbers.insert(name.clone(), total);
                    sum.values.insert(name, number::written(total));
                }
            }
        }
    }
    sums
}

/// A row with its place, in the form it has in YAML.
fn finished(plan: &Plan<'_>, grid: &Arc<Grid>, made: Made) -> (SheetRow, Value, Option<String>) {
    let Made { mut values, origins, rows, replaced, .. } = made;
    let id = plan.list.id.and_then(|key| values.remove(key));
    let mut whole = Map::new();
    for (path, value) in values {
        match path.split_once('.') {
            None => {
                whole.insert(path, Value::String(value));
            }
            Some((group, key)) => {
                let inner = whole.entry(group).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(inner) = inner {
                    inner.insert(key.to_owned(), Value::String(value));
                }
            }
        }
    }
    (SheetRow { grid: Arc::clone(grid), rows, values: origins, replaced }, Value::Object(whole), id)
}
