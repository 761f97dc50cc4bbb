//! The schaalscore sociale cohesie of footnote 4 of the covenant.
//!
//! Four statements, each answered from helemaal mee eens to helemaal mee oneens. An answer counts
//! 4, 3, 2, 1, 0 in that order; at the first statement, which is worded the other way, 0, 1, 2, 3, 4.
//! No answer is missing. The score is the sum of the four times 10/16: from 0 to 10. (The footnote
//! itself speaks of five statements and of four out of six, and lists four; the factor 10/16 fits four.)

use std::collections::BTreeMap;

use rust_decimal::{Decimal, MathematicalOps};

use super::sheet::{About, Row, Sheet, shown};
use super::suppression::{self, Part, Table};
use super::{MARGIN_UNKNOWN, Outcome, Value, round, small};
use crate::diagnostic::Diagnostic;
use crate::model::{Answers, Area, Derivation, Id, ScaleScore, ScaleScoreTotals};

/// The number of statements in the score.
pub(super) const STATEMENTS: usize = 4;

/// Sum of the answers to score: 10/16.
const FACTOR: Decimal = Decimal::from_parts(625, 0, 0, false, 3);

/// The normal quantile of a 95 % interval: 1,96.
const Z: Decimal = Decimal::from_parts(196, 0, 0, false, 2);

/// The largest weight of a respondent.
const MOST: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// What an answer is.
enum Answer {
    /// An answer counts 0 to 4, from helemaal mee oneens to helemaal mee eens.
    Given(u8),
    /// Geen antwoord, weigert.
    Missing,
}

impl Answers {
    /// What stands in a cell as an answer; `None` for what the recipe does not name.
    fn read(&self, text: &str) -> Option<Answer> {
        let steps = [&self.strongly_disagree, &self.disagree, &self.neutral, &self.agree, &self.strongly_agree];
        let is = |known: &&str| known.to_lowercase() == text.to_lowercase();
        if text.is_empty() || self.none.iter().any(|known| is(&known.as_str())) {
            return Some(Answer::Missing);
        }
        (0..).zip(steps).find(|(_, known)| is(&known.as_str())).map(|(step, _)| Answer::Given(step))
    }
}

/// What an answer counts at a statement: the first is worded the other way.
fn counts(statement: usize, step: u8) -> u8 {
    if statement == 0 { 4 - step } else { step }
}

/// Sums over respondents, exact.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sums {
    /// Respondents.
    n: u32,
    /// Σw
    weights: Decimal,
    /// Σw²
    squares: Decimal,
    /// Σw·x
    first: Decimal,
    /// Σw·x²
    second: Decimal,
}

impl Sums {
    fn add(&mut self, score: Decimal, weight: Decimal) {
        self.n += 1;
        self.weights += weight;
        self.squares += weight * weight;
        self.first += weight * score;
        self.second += weight * score * score;
    }

    /// The mean: Σw·x / Σw, unrounded. `None` without weight.
    fn mean(&self) -> Option<Decimal> {
        self.first.checked_div(self.weights)
    }

    /// Half the 95 % interval of the mean, unrounded: 1,96 × s/√n.
    ///
    /// With weights, n is the effective number of respondents of Kish, (Σw)² / Σw², and s² is
    /// Σw·(x − mean)² / Σw × n/(n − 1). With equal weights that is the ordinary s², with n − 1.
    /// `None` with fewer than two respondents.
    fn margin(&self) -> Option<Decimal> {
        let mean = self.mean()?;
        let effective = (self.weights * self.weights).checked_div(self.squares)?;
        let spread = (self.second / self.weights - mean * mean).max(Decimal::ZERO);
        let of_mean = spread.checked_div(effective - Decimal::ONE).filter(|_| effective > Decimal::ONE)?;
        Some(Z * of_mean.sqrt()?)
    }
}

/// From the answers of each respondent: mean, margin and n. Who did not answer all four statements is
/// left out.
pub(super) fn from_respondents(
    recipe: &Derivation,
    method: &ScaleScore,
    sheet: &Sheet<'_>,
    deal: &Area,
    below: u32,
) -> Result<BTreeMap<Id, Outcome>, Vec<Diagnostic>> {
    let columns = method.statements.iter().map(|name| sheet.column(name)).collect::<Result<Vec<_>, _>>()?;
    let weight = method.weight.as_ref().map(|name| sheet.column(name)).transpose()?;
    // All rows are read first, so that every cell that is wrong is named.
    let mut faults = Vec::new();
    let mut scores = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        scores.push(one(method, sheet, row, &columns, weight).unwrap_or_else(|found| {
            faults.extend(found);
            None
        }));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if recipe.areas.contains(&deal.id) {
        sheet.is_whole(deal)?;
    }
    let mut outcomes = BTreeMap::new();
    let mut found: Vec<(&Id, Sums)> = Vec::new();
    for id in &recipe.areas {
        match sheet.about(deal, id) {
            About::Shared(reason) => {
                outcomes.insert(id.clone(), Outcome::NotShown(reason));
            }
            About::Rows(rows) => {
                let mut sums = Sums::default();
                rows.iter().filter_map(|index| scores[*index]).for_each(|(score, weight)| sums.add(score, weight));
                found.push((id, sums));
            }
        }
    }
    let people: Vec<(&Id, u32)> = found.iter().map(|(id, sums)| (*id, sums.n)).collect();
    let hidden = too_few(&people, deal, below);
    for (id, sums) in found {
        let outcome = match sums.mean() {
            None => Outcome::NotMeasured("niemand vulde de vier stellingen volledig in".to_owned()),
            Some(_) if hidden.contains(&id) => Outcome::NotShown(small(below)),
            Some(mean) => {
                let margin = sums.margin().map(|margin| round(recipe, margin));
                Outcome::Value(Value {
                    value: round(recipe, mean),
                    margin,
                    n: Some(sums.n),
                    remark: margin.is_none().then(|| MARGIN_UNKNOWN.to_owned()),
                })
            }
        };
        outcomes.insert(id.clone(), outcome);
    }
    Ok(outcomes)
}

/// The score and the weight of a respondent; `None` for one who left a statement open.
fn one(
    method: &ScaleScore,
    sheet: &Sheet<'_>,
    row: &Row<'_>,
    columns: &[usize],
    weight: Option<usize>,
) -> Result<Option<(Decimal, Decimal)>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut sum = 0;
    let mut complete = true;
    for (statement, column) in columns.iter().enumerate() {
        let text = row.text(*column);
        match method.answers.read(text) {
            Some(Answer::Given(step)) => sum += counts(statement, step),
            Some(Answer::Missing) => complete = false,
            None => faults.push(unknown_answer(sheet, row, *column)),
        }
    }
    let weight = match weight {
        None => Decimal::ONE,
        Some(column) => match sheet.number(row, column) {
            Ok(weight) if (Decimal::ZERO..=MOST).contains(&weight) => weight,
            Ok(_) => {
                faults.push(sheet.cell(row, column, "een gewicht ligt tussen 0 en 10.000", "verbeter het gewicht"));
                Decimal::ONE
            }
            Err(fault) => {
                faults.push(*fault);
                Decimal::ONE
            }
        },
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(complete.then(|| (Decimal::from(sum) * FACTOR, weight)))
}

fn unknown_answer(sheet: &Sheet<'_>, row: &Row<'_>, column: usize) -> Diagnostic {
    let message = format!("{} is geen antwoord dat het recept kent", shown(row.text(column)));
    sheet.cell(row, column, &message, "noem het in het recept bij `antwoorden`, of verbeter het vakje")
}

/// The areas of which too few people answered, and those that would give them away: the mean of a
/// few follows from the mean of all and of the others.
fn too_few<'a>(people: &[(&'a Id, u32)], deal: &Area, below: u32) -> Vec<&'a Id> {
    let whole = people.iter().find(|(id, _)| **id == deal.id);
    let wijken: Vec<_> = people.iter().filter(|(id, _)| deal.wijken.iter().any(|wijk| wijk.id == **id)).collect();
    let parts = wijken.iter().map(|(_, n)| Part { value: *n, wanted: true, is_public: false }).collect();
    // Of a whole that holds more than these wijken, no part follows.
    let total = whole.filter(|_| wijken.len() == deal.wijken.len()).map(|(_, n)| *n);
    let shown = suppression::shown(&Table { total, total_is_public: false, parts }, &[], below);
    let mut hidden: Vec<&Id> =
        wijken.iter().zip(&shown.parts).filter(|(_, is_shown)| !**is_shown).map(|((id, _), _)| *id).collect();
    hidden.extend(people.iter().filter(|(_, n)| (1..below).contains(n)).map(|(id, _)| *id));
    hidden.extend(whole.filter(|_| total.is_some() && !shown.total).map(|(id, _)| *id));
    hidden
}

/// From the number of answers per statement: the mean alone.
///
/// Formula: Σ over the statements of (Σ answer × people / Σ people) × 10/16. Who left a statement
/// open counts for the others, as the totals do not tell who that was; so the margin is not known,
/// and n is only given when every statement has as many answers.
pub(super) fn from_totals(
    recipe: &Derivation,
    method: &ScaleScoreTotals,
    sheet: &Sheet<'_>,
    deal: &Area,
    below: u32,
) -> Result<BTreeMap<Id, Outcome>, Vec<Diagnostic>> {
    let columns = [&method.statement, &method.answer, &method.number];
    let columns = columns.into_iter().map(|name| sheet.column(name)).collect::<Result<Vec<_>, _>>()?;
    let (statement, answer, number) = (columns[0], columns[1], columns[2]);
    let mut faults = Vec::new();
    let mut read = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let name = row.text(statement);
        let Some(place) = method.statements.iter().position(|known| known.as_str().eq_ignore_ascii_case(name)) else {
            let message = format!("{} is geen stelling die het recept kent", shown(name));
            faults.push(sheet.cell(row, statement, &message, "noem de vier stellingen in het recept bij `stellingen`"));
            continue;
        };
        let people = sheet.count(row, number).map_err(|fault| faults.push(*fault)).unwrap_or_default();
        match method.answers.read(row.text(answer)) {
            None => faults.push(unknown_answer(sheet, row, answer)),
            Some(Answer::Missing) => {}
            Some(Answer::Given(step)) => read.push((index, place, counts(place, step), people)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    sheet.counts_once(deal)?;
    if recipe.areas.contains(&deal.id) {
        sheet.is_whole(deal)?;
    }
    let mut outcomes = BTreeMap::new();
    let mut found = Vec::new();
    for id in &recipe.areas {
        match sheet.about(deal, id) {
            About::Shared(reason) => {
                outcomes.insert(id.clone(), Outcome::NotShown(reason));
            }
            About::Rows(rows) => {
                let mut totals = Totals::default();
                for (index, place, counts, people) in &read {
                    if rows.binary_search(index).is_ok() {
                        totals.add(*place, *counts, *people);
                    }
                }
                found.push((id, totals));
            }
        }
    }
    let people: Vec<(&Id, u32)> = found.iter().map(|(id, totals)| (*id, totals.least())).collect();
    let hidden = too_few(&people, deal, below);
    for (id, totals) in found {
        let outcome = match totals.mean() {
            None => Outcome::NotMeasured("niet van elke stelling zijn er antwoorden".to_owned()),
            Some(_) if hidden.contains(&id) => Outcome::NotShown(small(below)),
            Some(mean) => Outcome::Value(Value {
                value: round(recipe, mean),
                margin: None,
                n: totals.n(),
                remark: Some(MARGIN_UNKNOWN.to_owned()),
            }),
        };
        outcomes.insert(id.clone(), outcome);
    }
    Ok(outcomes)
}

/// Sums over the answers to each statement.
#[derive(Debug, Default)]
struct Totals {
    people: [u64; STATEMENTS],
    sums: [u64; STATEMENTS],
}

impl Totals {
    fn add(&mut self, statement: usize, counts: u8, people: u32) {
        self.people[statement] += u64::from(people);
        self.sums[statement] += u64::from(counts) * u64::from(people);
    }

    /// The number of answers to the statement that has the fewest.
    fn least(&self) -> u32 {
        self.people.iter().min().and_then(|least| u32::try_from(*least).ok()).unwrap_or(u32::MAX)
    }

    /// The number of respondents, when every statement has as many answers.
    fn n(&self) -> Option<u32> {
        self.people.iter().all(|people| *people == self.people[0]).then(|| self.least())
    }

    /// The mean score, unrounded. `None` when a statement has no answers.
    fn mean(&self) -> Option<Decimal> {
        let means =
            self.people.iter().zip(self.sums).map(|(people, sum)| Decimal::from(sum).checked_div((*people).into()));
        means.sum::<Option<Decimal>>().map(|sum| sum * FACTOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The score of four answers, written from helemaal mee oneens (0) to helemaal mee eens (4).
    fn score(steps: [u8; 4]) -> Decimal {
        let sum: u8 = steps.iter().enumerate().map(|(statement, step)| counts(statement, *step)).sum();
        Decimal::from(sum) * FACTOR
    }

    fn sums(scores: &[(&str, &str)]) -> Sums {
        let mut sums = Sums::default();
        for (score, weight) in scores {
            sums.add(score.parse().unwrap(), weight.parse().unwrap());
        }
        sums
    }

    /// Footnote 4. "De mensen kennen elkaar nauwelijks": mee eens = 1 (turned round); prettig omgaan: mee
    /// eens = 3; saamhorigheid: neutraal = 2; thuis: helemaal mee eens = 4. 1 + 3 + 2 + 4 = 10; 10 × 10/16 = 6,25.
    #[test]
    fn the_score_of_one_respondent_is_the_sum_times_ten_sixteenths() {
        assert_eq!(score([3, 3, 2, 4]).to_string(), "6.250");
        // Helemaal mee oneens with the first, helemaal mee eens with the others: 4 + 4 + 4 + 4 = 16.
        assert_eq!(score([0, 4, 4, 4]), Decimal::TEN);
        assert_eq!(score([4, 0, 0, 0]), Decimal::ZERO);
    }

    /// Scores 2,5; 5; 5; 7,5. Mean 20/4 = 5. s² = (2,5² + 0 + 0 + 2,5²)/3 = 12,5/3 = 4,1667.
    /// Margin 1,96 × √(4,1667/4) = 1,96 × 1,0206 = 2,0004.
    #[test]
    fn equal_weights_give_the_ordinary_mean_and_margin() {
        let sums = sums(&[("2.5", "1"), ("5", "1"), ("5", "1"), ("7.5", "1")]);
        assert_eq!(sums.mean().unwrap(), Decimal::from(5));
        assert_eq!(sums.margin().unwrap().round_dp(4).to_string(), "2.0004");
        // Only the proportion of weights counts.
        let double = super::tests::sums(&[("2.5", "2"), ("5", "2"), ("5", "2"), ("7.5", "2")]);
        assert_eq!(double.margin().unwrap().round_dp(20), sums.margin().unwrap().round_dp(20));
    }

    /// Scores 2,5 (weight 1), 5 (2), 7,5 (1,5). Σw = 4,5; Σw·x = 2,5 + 10 + 11,25 = 23,75; mean 5,2778.
    /// Σw² = 1 + 4 + 2,25 = 7,25; n = 4,5²/7,25 = 20,25/7,25 = 2,7931.
    /// Σw·x² = 6,25 + 50 + 84,375 = 140,625; 140,625/4,5 − 5,2778² = 31,25 − 27,8549 = 3,3951.
    /// s²/n = 3,3951/(2,7931 − 1) = 1,8934; margin 1,96 × √1,8934 = 1,96 × 1,3760 = 2,6970.
    #[test]
    fn weights_give_fewer_effective_respondents() {
        let sums = sums(&[("2.5", "1"), ("5", "2"), ("7.5", "1.5")]);
        assert_eq!(sums.mean().unwrap().round_dp(4).to_string(), "5.2778");
        assert_eq!(sums.margin().unwrap().round_dp(4).to_string(), "2.6970");
    }

    /// Ten people at each statement. The first: 4 mee eens (counts 1) and 6 mee oneens (3): 22/10 = 2,2.
    /// The second: 10 mee eens (3): 3. The third: 5 neutraal (2) and 5 mee eens (3): 25/10 = 2,5. The
    /// fourth: 10 helemaal mee eens (4): 4. (2,2 + 3 + 2,5 + 4) × 10/16 = 11,7 × 0,625 = 7,3125.
    #[test]
    fn totals_per_statement_give_the_mean() {
        let mut totals = Totals::default();
        for (statement, step, people) in [(0, 3, 4), (0, 1, 6), (1, 3, 10), (2, 2, 5), (2, 3, 5), (3, 4, 10)] {
            totals.add(statement, counts(statement, step), people);
        }
        assert_eq!(totals.mean().unwrap().normalize().to_string(), "7.3125");
        assert_eq!((totals.n(), totals.least()), (Some(10), 10));
        totals.add(0, 0, 1);
        assert_eq!((totals.n(), totals.least()), (None, 10));
        assert_eq!(Totals::default().mean(), None);
    }

    #[test]
    fn one_respondent_has_no_margin() {
        let one = sums(&[("5", "1")]);
        assert_eq!((one.mean(), one.margin()), (Some(Decimal::from(5)), None));
        assert_eq!(Sums::default().mean(), None);
        // All the same: no spread.
        assert_eq!(sums(&[("5", "1"), ("5", "3")]).margin(), Some(Decimal::ZERO));
    }
}
