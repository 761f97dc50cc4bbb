//! R058: a number in a text that stands nowhere in the data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::prose::{Counted, Number, numbers};
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath, Step, Target};
use crate::figures::money::Line;
use crate::figures::{IndicatorFigures, Known, MoneyFigures};
use crate::format;
use crate::model::{Id, Report, Scale};
use crate::read::Sources;
use crate::read::tree::{Node, Value};

pub(super) const RULE: Rule = Rule {
    code: "R058",
    requirement: None,
    what: "Een getal in de samenvatting, een kern of een duiding staat ook in de gegevens, of volgt eruit.",
    why: "Deze teksten worden het meest gelezen. Een getal dat nergens anders staat, is een tikfout, een oud cijfer, of een cijfer zonder bron.",
    example: "duiding:\n  geactiveerd: Eind 2021 waren 1.301 mensen geactiveerd.   # de gegevens zeggen 1310",
    solution: "Verbeter het getal, of leg het uit waar het thuishoort: bij het project, het aanpakelement of de indicator. Klopt het zo, schrijf dan in het verslag `klopt`, met het getal, zoals `klopt: [1301]`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.reports().flat_map(|(report, known)| in_report(subject.sources, report, known)).collect()
}

/// A text that is held against the data; a duiding against its own indicator.
struct Checked<'a> {
    at: KeyPath,
    indicator: Option<&'a Id>,
}

fn checked(report: &Report) -> Vec<Checked<'_>> {
    let mut texts = vec![Checked { at: report.at.key("samenvatting"), indicator: None }];
    let gist = |id: &Id| report.at.key("pijlers").key(id.as_str()).key("kern");
    texts.extend(report.pillars.keys().map(|id| Checked { at: gist(id), indicator: None }));
    let words = report.at.key("duiding");
    texts.extend(report.interpretation.keys().map(|id| Checked { at: words.key(id.as_str()), indicator: Some(id) }));
    texts
}

fn in_report(sources: &Sources, report: &Report, known: &Known) -> Vec<Diagnostic> {
    let Some(source) = sources.get(report.at.file_name()) else { return Vec::new() };
    let confirmed: Vec<Decimal> =
        report.confirmed.iter().flat_map(|text| numbers(text.as_str())).map(|number| number.digits).collect();
    let mut facts = None;
    let mut found = Vec::new();
    for Checked { at, indicator } in checked(report) {
        let Some(node) = source.tree().and_then(|tree| node(tree, at.steps())) else { continue };
        let written = source.text().get(node.span.clone()).unwrap_or_default();
        let figures = numbers(written).into_iter().filter(|number| number.is_figure);
        let loose: Vec<Number> = figures
            .filter(|number| !confirmed.contains(&number.digits))
            .filter(|number| !facts.get_or_insert_with(|| Facts::of(report, known)).hold(number, indicator))
            .collect();
        let Some(first) = loose.first() else { continue };
        let start = node.span.start + first.span.start;
        let place = start..start + first.span.len();
        found.push(stands_nowhere(written, &loose, at).on(Target::Bytes(place)));
    }
    found
}

fn stands_nowhere(written: &str, loose: &[Number], at: KeyPath) -> Diagnostic {
    let mut words: Vec<&str> = Vec::new();
    for number in loose {
        let word = &written[number.span.clone()];
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // A comma would split a list between brackets.
    let listed: Vec<String> =
        words.iter().map(|word| if word.contains(',') { format!("\"{word}\"") } else { (*word).to_owned() }).collect();
    let (message, hint) = match words.as_slice() {
        [word] => (
            format!("het getal {word} staat nergens in de gegevens"),
            "verbeter het, of leg bij het project of het aanpakelement uit waar het vandaan komt; klopt het zo, zet het dan in dit verslag",
        ),
        _ => (
            format!("de getallen {} staan nergens in de gegevens", format::list(&words)),
            "verbeter ze, of leg bij het project of het aanpakelement uit waar ze vandaan komen; kloppen ze zo, zet ze dan in dit verslag",
        ),
    };
    Diagnostic::tip(RULE.code, at, message).hint(format!("{hint} bij `klopt: [{}]`", listed.join(", ")))
}

/// Everything that a number in a text of a report may agree with, sorted.
#[derive(Default)]
struct Facts {
    /// Numbers in the deal, the pillars, the projects, and other texts of this report and the one
    /// before; how many projects and results there are.
    stated: Vec<Decimal>,
    /// Percentages in the same places.
    stated_percentages: Vec<Decimal>,
    /// Per indicator its numbers, and what follows from them.
    indicators: BTreeMap<Id, Measured>,
    /// Amounts of money, and the differences between them.
    amounts: Vec<Decimal>,
    /// Shares of money, in percent.
    shares: Vec<Decimal>,
}

/// What may be said of an indicator.
#[derive(Default)]
struct Measured {
    /// What stands in its file, its goal and its gaps.
    values: Vec<Decimal>,
    /// The values of wijken as a percentage of the whole.
    percentages: Vec<Decimal>,
    /// Per area its values, of which any two may be compared.
    areas: Vec<Compared>,
}

impl Measured {
    /// Whether a number is a value, or a difference between two.
    fn hold(&self, number: &Number) -> bool {
        holds(&self.values, number) || self.areas.iter().any(|area| area.differ_by(number))
    }
}

/// The values of an area, the goal among them. Of a sheet there may be thousands: what follows from
/// two of them is looked up, and never written out.
struct Compared {
    /// The values, sorted.
    values: Vec<Decimal>,
    /// How large they are, whatever their sign; sorted.
    sizes: Vec<Decimal>,
}

impl Compared {
    fn of(mut values: Vec<Decimal>) -> Self {
        values.sort_unstable();
        values.dedup();
        let mut sizes = values.clone();
        sort(&mut sizes);
        Self { values, sizes }
    }

    /// Whether two values differ by what a number says.
    fn differ_by(&self, number: &Number) -> bool {
        let (least, most) = reach(number);
        let from = |value: Decimal| Some((value.checked_add(least)?, value.checked_add(most)?));
        self.values.iter().any(|value| from(*value).is_some_and(|(from, to)| within(&self.values, from, to)))
    }

    /// Whether one value is a number in percent of another, or so much more or less than it.
    fn are_in_percent(&self, number: &Number) -> bool {
        let (least, most) = reach(number);
        let part =
            |percent: Decimal, whole: Decimal| percent.checked_mul(whole.abs()).map(|part| part / Decimal::ONE_HUNDRED);
        let bounds = |value: Decimal| Some((part(least, value)?, part(most, value)?));
        self.values.iter().filter(|value| !value.is_zero()).any(|value| {
            bounds(*value).is_some_and(|(from, to)| {
                within(&self.sizes, from, to)
                    || within(&self.values, value + from, value + to)
                    || within(&self.values, value - to, value - from)
            })
        })
    }
}

/// Whether sorted values hold one from here to there.
fn within(values: &[Decimal], from: Decimal, to: Decimal) -> bool {
    let first = values.partition_point(|value| *value < from);
    values.get(first).is_some_and(|value| *value <= to)
}

impl Facts {
    fn of(report: &Report, known: &Known) -> Self {
        let mut facts = Self { stated: counts(report, known), ..Self::default() };
        let texts: Vec<KeyPath> = known.dossier.reports.values().flat_map(checked).map(|text| text.at).collect();
        for (file, source) in known.sources.iter() {
            let Some(tree) = source.tree() else { continue };
            let here = texts.iter().filter(|at| at.file_name() == file);
            let skipped: Vec<&Node> = here.filter_map(|at| node(tree, at.steps())).collect();
            let mut said = Vec::new();
            scalars(tree, &skipped, &mut said);
            let id = file.strip_prefix("indicatoren/").and_then(|name| name.strip_suffix(".yaml"));
            let figures = known.figures.indicators.iter().find(|one| id == Some(one.id.as_str()));
            if let Some(figures) = figures {
                let values = said.iter().map(|number| number.value).collect();
                let mut measured = Measured { values, ..Measured::default() };
                follow(figures, &mut measured);
                facts.indicators.insert(figures.id.clone(), measured);
            } else if file.starts_with("bestedingen/") {
                facts.amounts.extend(said.iter().map(|number| number.value));
            } else {
                for number in said {
                    match number.counted {
                        Counted::Percent => facts.stated_percentages.push(number.value),
                        Counted::Euros | Counted::Things => facts.stated.push(number.value),
                    }
                }
            }
        }
        money(&known.figures.money, &mut facts);
        let measured = facts.indicators.values_mut().flat_map(|one| [&mut one.values, &mut one.percentages]);
        let others = [&mut facts.stated, &mut facts.stated_percentages, &mut facts.amounts, &mut facts.shares];
        measured.chain(others).for_each(sort);
        facts
    }

    /// Whether a number agrees with anything; in a duiding with nothing of another indicator.
    fn hold(&self, number: &Number, indicator: Option<&Id>) -> bool {
        let of_indicators = |fits: &dyn Fn(&Measured) -> bool| match indicator {
            Some(id) => self.indicators.get(id).is_some_and(fits),
            None => self.indicators.values().any(fits),
        };
        match number.counted {
            Counted::Euros => holds(&self.stated, number) || holds(&self.amounts, number),
            Counted::Percent => {
                holds(&self.stated_percentages, number)
                    || of_indicators(&|one| {
                        one.hold(number)
                            || holds(&one.percentages, number)
                            || one.areas.iter().any(|area| area.are_in_percent(number))
                    })
                    || (indicator.is_none() && holds(&self.shares, number))
            }
            Counted::Things => holds(&self.stated, number) || of_indicators(&|one| one.hold(number)),
        }
    }
}

fn sort(facts: &mut Vec<Decimal>) {
    for fact in facts.iter_mut() {
        *fact = fact.abs();
    }
    facts.sort_unstable();
    facts.dedup();
}

/// Whether sorted facts hold one that may be written so.
fn holds(facts: &[Decimal], number: &Number) -> bool {
    let (least, most) = reach(number);
    within(facts, least, most)
}

/// The least and the most that may be written so: what rounds to its last digit, or, in round
/// hundreds and after a word like *ruim*, is up or down by less than one twentieth.
fn reach(number: &Number) -> (Decimal, Decimal) {
    let twentieth = number.value / Decimal::from(20);
    let about = if number.is_about { twentieth } else { roundness(number).min(twentieth) };
    let room = about.max(number.step / Decimal::TWO);
    ((number.value - room).max(Decimal::ZERO), number.value + room)
}

/// What the last digit that is not zero is worth, from hundreds on: 100 in 2.500; else nothing.
fn roundness(number: &Number) -> Decimal {
    let mut worth = Decimal::ONE_HUNDRED;
    if number.value.is_zero() || !(number.value / worth).fract().is_zero() {
        return Decimal::ZERO;
    }
    while (number.value / (worth * Decimal::TEN)).fract().is_zero() {
        worth *= Decimal::TEN;
    }
    worth
}

/// The node at a key path, if it is there.
fn node<'a>(tree: &'a Node, steps: &[Step]) -> Option<&'a Node> {
    steps.iter().try_fold(tree, |node, step| match step {
        Step::Key(key) => node.get(key),
        Step::Index(index) => node.items().get(*index),
    })
}

/// Keys whose numbers name something, and what an author confirmed: no facts.
const NO_FACTS: &[&str] = &["artikel", "bepalingen", "bestand", "klopt", "nummer", "tranche", "versie"];

/// All figures in the scalars of a tree, and the scalars that are a number of themselves, but for
/// the skipped nodes.
fn scalars(node: &Node, skipped: &[&Node], found: &mut Vec<Number>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) if skipped.iter().any(|other| std::ptr::eq(*other, node)) => {}
        Value::Scalar(text) => {
            let is_alone = !text.trim().contains(char::is_whitespace);
            found.extend(numbers(text).into_iter().filter(|number| number.is_figure || is_alone));
        }
        Value::Sequence(items) => {
            for item in items {
                scalars(item, skipped, found);
            }
        }
        Value::Mapping(entries) => {
            for entry in entries.iter().filter(|entry| !NO_FACTS.contains(&entry.key.as_str())) {
                scalars(&entry.value, skipped, found);
            }
        }
    }
}

/// How many projects and results there are, in all and by phase or state.
fn counts(report: &Report, known: &Known) -> Vec<Decimal> {
    let mut by_phase = BTreeMap::new();
    for said in report.projects.values() {
        *by_phase.entry(said.phase).or_insert(0_usize) += 1;
    }
    let mut by_state = BTreeMap::new();
    for said in report.results.values().flat_map(BTreeMap::values) {
        *by_state.entry(said.state).or_insert(0_usize) += 1;
    }
    let results = known.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
    let wijken = known.dossier.deal.area.wijken.len();
    let promised = results.map(|result| if result.scale == Scale::PerWijk { wijken } else { 1 }).sum();
    by_phase
        .into_values()
        .chain(by_state.into_values())
        .chain([report.projects.len(), known.dossier.projects.len(), promised])
        .map(Decimal::from)
        .collect()
}

/// What follows from the series of an indicator: the goal, the gaps, and between any two values of
/// an area, the goal among them, the difference, the change in percent and the one as a percentage
/// of the other; the values of wijken as a percentage of the whole.
fn follow(figures: &IndicatorFigures, found: &mut Measured) {
    let goal = figures.goal.as_ref().map(|goal| goal.value);
    found.values.extend(goal);
    found.values.extend(figures.gaps.iter().map(|(_, gap)| gap.value));
    found.values.extend(figures.change.iter().flat_map(|change| [change.value.value, change.margin]));
    let mut whole: BTreeMap<NaiveDate, Option<Decimal>> = BTreeMap::new();
    for point in figures.areas.iter().take(1).flat_map(|all| &all.points) {
        whole.entry(point.day).or_insert_with(|| point.value.as_ref().map(|one| one.value));
    }
    for series in &figures.areas {
        let points = series.points.iter();
        let measured = points.flat_map(|point| [point.value.as_ref().map(|one| one.value), point.revised_from]);
        found.areas.push(Compared::of(measured.flatten().chain(goal).collect()));
        for point in &series.points {
            if let (Some(part), Some(Some(whole))) = (&point.value, whole.get(&point.day)) {
                let share = part.value.checked_div(*whole);
                found.percentages.extend(share.map(|share| share * Decimal::ONE_HUNDRED));
            }
        }
    }
}

/// Amounts, what is left of them, and their shares.
fn money(money: &MoneyFigures, facts: &mut Facts) {
    let total = &money.total;
    let named = [&money.available, &money.received, &total.budget, &total.realised, &total.committed, &total.forecast];
    let contributions = money.contributions.iter().flat_map(|one| {
        let per_year = one.received_per_year.values();
        [&one.agreed, &one.received].into_iter().chain(one.terms.iter().map(|(_, term)| term)).chain(per_year)
    });
    let funding = [&money.funding.state, &money.funding.region, &money.funding.partners, &money.funding.unstated];
    let all = named.into_iter().chain(contributions).chain(funding);
    let all: Vec<Decimal> = all.map(|figure| figure.value.euros()).collect();
    for one in &all {
        for other in &all {
            facts.amounts.push(other - one);
            share(*one, *other, facts);
        }
    }
    facts.amounts.extend(all);
    facts.amounts.extend(money.depletion.iter().map(|one| one.spent.value.euros()));
    let shares = money.depletion.iter().map(|one| one.share.value).chain(money.elapsed.iter().map(|one| one.value));
    facts.shares.extend(shares.map(|share| share * Decimal::ONE_HUNDRED));
    for line in money.pillars.iter().chain([&money.without_pillar, total]) {
        share(line.budget.value.euros(), total.budget.value.euros(), facts);
        share(line.realised.value.euros(), total.realised.value.euros(), facts);
        share(line.realised.value.euros(), line.budget.value.euros(), facts);
        for year in line.years.values() {
            share(year.realised.value.euros(), year.budgeted.value.euros(), facts);
        }
        in_line(line, facts);
    }
    for line in money.projects.values().chain(money.posts.iter().map(|post| &post.line)) {
        in_line(line, facts);
    }
}

fn share(part: Decimal, whole: Decimal, facts: &mut Facts) {
    facts.shares.extend(part.checked_div(whole).map(|share| share * Decimal::ONE_HUNDRED));
}

fn in_line(line: &Line, facts: &mut Facts) {
    let whole = [&line.budget, &line.realised, &line.committed, &line.forecast].map(|figure| figure.value.euros());
    let [budget, realised, _, forecast] = whole;
    facts.amounts.extend(whole);
    facts.amounts.extend([budget - realised, budget - forecast, forecast - realised]);
    for year in line.years.values() {
        let amounts = [&year.original, &year.budgeted, &year.realised].map(|figure| figure.value.euros());
        let [original, budgeted, realised] = amounts;
        facts.amounts.extend(amounts);
        facts.amounts.extend([budgeted - original, budgeted - realised]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_rounded_but_not_be_another() {
        // Of an amount of € 142.310,55, a count of 338 and a score of 4,93.
        let facts: Vec<Decimal> = ["4.93", "338", "142310.55"].map(|fact| fact.parse().unwrap()).to_vec();
        let fits = |text: &str| holds(&facts, &numbers(text)[0]);
        for said in ["€ 142.311", "€ 142.300", "€ 142 duizend", "338", "bijna 340", "ruim 330", "4,9", "4,93"] {
            assert!(fits(said), "{said}");
        }
        for said in ["€ 142.211", "€ 152.300", "€ 124 duizend", "388", "340", "ruim 300", "4,8", "5,0"] {
            assert!(!fits(said), "{said}");
        }
    }

    /// Numbers as they may be written of a series: differences, shares and changes.
    const WRITTEN: [&str; 14] =
        ["3", "0", "2,5", "17", "bijna 40", "400", "12%", "12,5%", "0%", "100%", "33,3%", "ruim 60%", "150%", "1.000%"];

    /// What was agreed with before: every pair written out.
    fn pairs(values: &[Decimal]) -> (Vec<Decimal>, Vec<Decimal>) {
        let (mut differences, mut percentages) = (Vec::new(), Vec::new());
        for one in values {
            for other in values {
                differences.push(other - one);
                let parts = [other - one, *other].map(|part| part.checked_div(*one));
                percentages.extend(parts.into_iter().flatten().map(|share| share * Decimal::ONE_HUNDRED));
            }
        }
        sort(&mut differences);
        sort(&mut percentages);
        (differences, percentages)
    }

    #[test]
    fn what_follows_from_two_values_is_as_when_every_pair_is_written_out() {
        let mut seed = 7_u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap()
        };
        let mut seen = [0; 2];
        for _ in 0..3000 {
            let (scale, size) = (u32::try_from(random(3)).unwrap(), 1 + random(4));
            let values: Vec<Decimal> = (0..size).map(|_| Decimal::new(random(400) - 60, scale)).collect();
            let (differences, percentages) = pairs(&values);
            let compared = Compared::of(values.clone());
            for said in WRITTEN {
                let number = &numbers(said)[0];
                let found = (compared.differ_by(number), compared.are_in_percent(number));
                assert_eq!(found, (holds(&differences, number), holds(&percentages, number)), "{said} of {values:?}");
                seen[usize::from(found.0)] += 1;
                seen[usize::from(found.1)] += 1;
            }
        }
        assert!(seen.iter().all(|count| *count > 1000), "{seen:?}");
    }

    /// A measurement a day for 27 years: its pairs would be a hundred million numbers.
    #[test]
    fn a_series_of_thousands_of_rows_is_not_written_out() {
        // Even tenths: no two differ by an odd one.
        let compared = Compared::of((0..10_000).map(|day| Decimal::new(day * 2, 1)).collect());
        assert_eq!(compared.values.len() + compared.sizes.len(), 20_000);
        let number = |text: &str| numbers(text).remove(0);
        assert!(compared.differ_by(&number("812,6")));
        assert!(!compared.differ_by(&number("812,70")));
        assert!(!compared.differ_by(&number("2.500,5")));
        assert!(compared.are_in_percent(&number("37,5%")));
        assert!(!compared.are_in_percent(&number("1.000.001%")));
    }
}
