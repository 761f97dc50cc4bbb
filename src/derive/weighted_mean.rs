//! The mean of the values of smaller areas, weighted by their population.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, MathematicalOps};

use super::sheet::{About, Sheet};
use super::{MARGIN_UNKNOWN, Outcome, Value, round};
use crate::diagnostic::Diagnostic;
use crate::model::{Area, Derivation, Id, WeightedMean};

/// A value with what it weighs.
#[derive(Debug, Clone, Copy)]
struct Weighted {
    value: Decimal,
    margin: Option<Decimal>,
    weight: Decimal,
}

/// The value of each area of the recipe.
pub(super) fn derive(
    recipe: &Derivation,
    method: &WeightedMean,
    sheet: &Sheet<'_>,
    deal: &Area,
) -> Result<BTreeMap<Id, Outcome>, Vec<Diagnostic>> {
    let value = sheet.column(&method.value)?;
    let margin = method.margin.as_ref().map(|name| sheet.column(name)).transpose()?;
    let mut faults = Vec::new();
    let mut values: Vec<Weighted> = Vec::with_capacity(sheet.rows.len());
    for (index, row) in sheet.rows.iter().enumerate() {
        let mut take =
            |number: Result<Decimal, Box<Diagnostic>>| number.map_err(|fault| faults.push(*fault)).unwrap_or_default();
        let (value, margin) = (take(sheet.number(row, value)), margin.map(|margin| take(sheet.number(row, margin))));
        let weight = method.weights.iter().find(|one| one.name.as_str().eq_ignore_ascii_case(&row.name));
        let weight = weight.map_or(Decimal::ZERO, |one| one.weight.0);
        if weight <= Decimal::ZERO {
            let message = format!("van `{}` is er geen gewicht groter dan 0", row.name);
            faults
                .push(sheet.fault(message, "noem het gebied in het recept bij `gewichten`, met zijn aantal inwoners"));
        }
        if sheet.rows[..index].iter().any(|earlier| earlier.name.eq_ignore_ascii_case(&row.name)) {
            let message = format!("`{}` staat er twee keer", row.name);
            faults.push(sheet.fault(message, "houd één rij per gebied, met de waarde van deze meting"));
        }
        values.push(Weighted { value, margin, weight });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut outcomes = BTreeMap::new();
    if recipe.areas.contains(&deal.id) {
        sheet.counts_once(deal)?;
        sheet.is_whole(deal)?;
    }
    for id in &recipe.areas {
        let outcome = match sheet.about(deal, id) {
            About::Shared(reason) => Outcome::NotShown(reason),
            About::Rows(rows) => {
                let of_area: Vec<Weighted> = rows.iter().map(|index| values[*index]).collect();
                let Some((mean, margin)) = mean(&of_area) else {
                    let message = format!("dit bestand heeft geen rij over `{id}`");
                    return Err(vec![
                        sheet
                            .fault(message, "haal het gebied in het recept weg bij `gebieden`, of vul het bestand aan"),
                    ]);
                };
                Outcome::Value(Value {
                    value: round(recipe, mean),
                    margin: margin.map(|margin| round(recipe, margin)),
                    n: None,
                    remark: remark(recipe, method, of_area.len(), margin),
                })
            }
        };
        outcomes.insert(id.clone(), outcome);
    }
    Ok(outcomes)
}

/// What a reader must know: whose weights were used, and that a survey's margin is not known.
fn remark(recipe: &Derivation, method: &WeightedMean, areas: usize, margin: Option<Decimal>) -> Option<String> {
    let weights = (areas > 1).then(|| format!("gewichten: {}", method.weights_source));
    let unknown = (margin.is_none() && recipe.fieldwork.is_some()).then(|| MARGIN_UNKNOWN.to_owned());
    let parts: Vec<String> = weights.into_iter().chain(unknown).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Σ(weight × value) / Σ weight, and its margin √Σ(weight × margin)² / Σ weight, for areas that were
/// measured apart; unrounded. The margin is `None` when one is not known; all is `None` without rows.
fn mean(values: &[Weighted]) -> Option<(Decimal, Option<Decimal>)> {
    let weights: Decimal = values.iter().map(|one| one.weight).sum();
    let sum: Decimal = values.iter().map(|one| one.weight * one.value).sum();
    let mean = sum.checked_div(weights)?;
    let squares = values.iter().map(|one| {
        // Shares first: the square of a number of people is a very large number.
        let part = one.weight / weights * one.margin?;
        Some(part * part)
    });
    let margin = squares.sum::<Option<Decimal>>().and_then(|sum| sum.sqrt());
    Some((mean, margin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighted(value: &str, margin: Option<&str>, weight: u32) -> Weighted {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        Weighted { value: number(value), margin: margin.map(number), weight: weight.into() }
    }

    /// 30.000 people with 24 %, 10.000 with 32 %: (30.000 × 24 + 10.000 × 32)/40.000 = 1.040.000/40.000 = 26.
    /// Margins 4 and 6: √((0,75 × 4)² + (0,25 × 6)²) = √(9 + 2,25) = √11,25 = 3,3541.
    #[test]
    fn a_large_area_weighs_more() {
        let (value, margin) = mean(&[weighted("24", Some("4"), 30_000), weighted("32", Some("6"), 10_000)]).unwrap();
        assert_eq!(value, Decimal::from(26));
        assert_eq!(margin.unwrap().round_dp(4).to_string(), "3.3541");
        assert_eq!(mean(&[weighted("24", Some("4"), 1), weighted("32", None, 1)]).unwrap().1, None);
        assert!(mean(&[]).is_none());
    }
}
